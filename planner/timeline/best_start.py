"""How many clashes the plan would bring in each month of the coming two years, if it started then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.findings import Finding
from planner.library import Library
from planner.snapshot import Snapshot
from planner.terms import Severity
from planner.timeline import clashes
from planner.timeline.pace import Pace
from planner.timeline.sliding import moves, project_start, slid
from planner.timeline.words import MONTHS
from planner.wording import counted, joined, long_date

COMING_MONTHS = 24
_NAMED_AT_MOST = 3
LEGEND = (
    "Number: clashes if it started in that month. Hatched: errors; plain: warnings; dotted: too late. "
    "Filled name: the start now. Bold: fewest."
)


@dataclass(frozen=True)
class StartMonth:
    """What a start on `on` would bring: clashes by how grave they are, and rules without an answer.

    `too_late` counts activities that would have to begin before today and, as planned, do not.
    """

    on: date
    errors: int
    warnings: int
    not_assessed: int
    too_late: int = 0

    @property
    def clashes(self) -> int:
        """Errors and warnings."""
        return self.errors + self.warnings

    @property
    def name(self) -> str:
        """The month: "Oct 2027"."""
        return f"{MONTHS[self.on.month - 1]} {self.on.year}"

    @property
    def long_name(self) -> str:
        """The month, written out: "October 2027"."""
        return long_date(self.on).partition(" ")[2]


def coming_starts(snapshot: Snapshot, library: Library, today: date) -> tuple[date, ...]:
    """The same day of the month as the plan's start, in the 24 months from today on."""
    start = project_start(snapshot, library)
    if start is None:
        return ()
    found: list[date] = []
    year, month = today.year, today.month
    while len(found) < COMING_MONTHS and year <= date.max.year:
        on = date(year, month, min(start.on.day, monthrange(year, month)[1]))
        if on >= today:
            found.append(on)
        year, month = year + month // 12, month % 12 + 1
    return tuple(found)


def best_starts(
    snapshot: Snapshot, library: Library, today: date, pace: Pace | None = None
) -> tuple[StartMonth, ...]:
    """What each of the coming months would bring as a start; nothing for a plan without dates.

    Each month is judged once for a snapshot. Raises GivenUp when `pace` was given up.
    """
    starts = coming_starts(snapshot, library, today)
    found: list[StartMonth] = []
    for done, on in enumerate(starts):
        if pace is not None:
            pace.reach(done, len(starts))
        found.append(start_then(snapshot, library, today, on))
    return tuple(found)


def start_then(snapshot: Snapshot, library: Library, today: date, on: date) -> StartMonth:
    """What a start on this day would bring, judged once for a snapshot."""
    return snapshot.derive(_start_then, library, today, on)


def _start_then(snapshot: Snapshot, library: Library, today: date, on: date) -> StartMonth:
    found = clashes.findings(slid(snapshot, library, on), library, today)
    too_late = sum(
        1
        for activity, day in moves(snapshot, library, on)
        if day < today and day < (activity.start_on or day)
    )
    return judged(on, found, too_late)


def judged(on: date, found: Sequence[Finding], too_late: int = 0) -> StartMonth:
    """Clashes counted by how grave they are."""
    graves = [finding.severity for finding in found]
    return StartMonth(
        on,
        graves.count(Severity.ERROR),
        graves.count(Severity.WARNING),
        graves.count(Severity.NOT_ASSESSED),
        too_late,
    )


def fewest(found: Sequence[StartMonth]) -> tuple[StartMonth, ...]:
    """The months with the fewest clashes, of those for which it is not too late where there are any."""
    possible = [month for month in found if not month.too_late] or found
    least = min((month.clashes for month in possible), default=0)
    return tuple(month for month in possible if month.clashes == least)


def best_told(found: Sequence[StartMonth], now: StartMonth | None = None) -> str:
    """The best months in sentences, the plainest first, with what stays unknown.

    "October 2027 would bring 1 clash instead of 3."
    """
    best = fewest(found)
    if not best:
        return "Nothing is planned yet, so no month can be judged."
    told = []
    each = best[0].clashes
    if len(best) == len(found):
        told.append(f"Every month brings {_count(each)}.")
    elif now is not None and now in best:
        told.append(f"No month brings fewer clashes than {now.long_name}, where the plan starts now: {each}.")
        others = tuple(month for month in best if month is not now)
        if others:
            told.append(f"Just as few: {_named(others)}.")
    elif now is not None and now.clashes > each:
        eachs = " each" if len(best) > 1 else ""
        told.append(f"{_named(best, long=True)} would bring {_count(each)}{eachs} instead of {now.clashes}.")
    else:
        told.append(f"Fewest clashes: {_named(best)} ({each}{' each' if len(best) > 1 else ''}).")
    gravest = min(month.errors for month in best)
    mildest = tuple(month for month in best if month.errors == gravest)
    if len(mildest) < len(best):
        told.append(f"Of these with the fewest errors: {_named(mildest)} ({gravest}).")
    late = tuple(month for month in found if month.too_late)
    if late and len(late) < len(found):
        told.append(f"Too late for {_named(late)}: work would have to begin before today.")
    unknown = max(month.not_assessed for month in found)
    if unknown:
        least = min(month.not_assessed for month in found)
        count = f"{least} to {unknown}" if least != unknown else str(unknown)
        is_one = count == "1"
        told.append(
            f"{count} rule{'' if is_one else 's'} could not be assessed: what {'it' if is_one else 'they'} "
            "would say is not counted."
        )
    return " ".join(told)


def _count(clashes_found: int) -> str:
    return counted(clashes_found, "clash", "clashes") if clashes_found else "no clash"


def _named(months: Sequence[StartMonth], *, long: bool = False) -> str:
    """The first few months, and how many more there are."""
    more = len(months) - _NAMED_AT_MOST
    names = [month.long_name if long else month.name for month in months[:_NAMED_AT_MOST]]
    return joined([*names, f"{more} more"] if more > 0 else names)


def month_told(month: StartMonth) -> str:
    """One month in words: "Oct 2027: 1 clash, 12 not assessed"."""
    told = counted(month.clashes, "clash", "clashes") if month.clashes else "no clash found"
    if month.errors and month.warnings:
        told += f" ({counted(month.errors, 'error')}, {counted(month.warnings, 'warning')})"
    elif month.errors:
        told += f" ({counted(month.errors, 'error')})"
    if month.not_assessed:
        told += f", {month.not_assessed} not assessed"
    if month.too_late:
        told += f"; too late: {counted(month.too_late, 'activity', 'activities')} would begin before today"
    return f"{month.name}: {told}"
