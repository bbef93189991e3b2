"""Each organisation's clock as bands of days.

A clock shows its pattern from the content, or public holidays, and its own periods. A published
calendar ends with its last printed year; beyond that the general pattern of its country stands in,
and says so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from itertools import chain
from uuid import UUID

from planner.library import Library
from planner.library.entries import CalendarPattern, Window
from planner.model import Clock, ClockPeriod, Organisation
from planner.snapshot import Snapshot
from planner.terms import Basis, Side
from planner.timeline.clocks.public_holidays import days_off, holiday_calendar, is_holiday_pattern
from planner.timeline.clocks.repeating import occurrences, repeats

KIND_NAMES = {
    "teaching": "Teaching",
    "semester": "Semester",
    "welcome": "Welcome week",
    "reading": "Reading week",
    "study": "Study week",
    "exam": "Exams",
    "marking": "Marking",
    "resit": "Resits",
    "vacation": "Vacation",
    "intersession": "Between terms",
    "commencement": "Commencement",
    "summer_leave": "Summer leave",
    "off_contract": "Outside the nine-month contract",
    "closure": "Closed",
    "winter_closure": "Winter closure",
    "holiday": "Public holiday",
    "ethics_meeting": "Ethics meeting",
    "ethics_pause": "No ethics meetings",
    "panel_meeting": "Panel meeting",
    "board_meeting": "Board meeting",
    "grant_round": "Grant round",
    "quarter": "Quarter",
    "finance_year": "Financial year",
    "sprint": "Sprint",
    "freeze": "Release freeze",
    "shutdown": "Shutdown",
    "event": "Event",
    "runway": "Runway",
}
# What a company lives by; the rest of the kinds is a university's.
COMPANY_KINDS = (
    "freeze",
    "shutdown",
    "board_meeting",
    "sprint",
    "quarter",
    "finance_year",
    "closure",
    "holiday",
    "event",
)
# Of these, what a university has as well.
_SHARED_KINDS = frozenset({"closure", "holiday", "event"})
CLOSED_KINDS = frozenset({"closure", "winter_closure", "shutdown", "holiday"})
# One after the other they are told apart by their number.
NUMBERED_KINDS = frozenset({"sprint"})
# An academic year is named after the calendar year it begins in; none of those printed begins before.
FIRST_MONTH = 8


@dataclass(frozen=True, slots=True)
class ClockBand:
    """A stretch of an organisation's clock, both ends included.

    `note` says on whose word it stands. `end_unknown`: only the first day is known, `end` repeats
    it. `period_id` is the user's own period, None for one from the content.
    """

    organisation_id: UUID
    side: Side
    kind: str
    name: str
    start: date
    end: date
    is_closed: bool
    note: str
    end_unknown: bool = False
    clock_id: UUID | None = None
    period_id: UUID | None = None


def kind_name(kind: str) -> str:
    """What a kind of period is called; a user's own kind is called as they wrote it."""
    return KIND_NAMES.get(kind, kind.replace("_", " ").strip().capitalize() or "Period")


def kinds_of(side: Side) -> tuple[list[str], list[str]]:
    """The kinds of periods that this side has, then those of the other; a runway is entered apart."""
    every = [key for key in KIND_NAMES if key != "runway"]
    theirs = [key for key in every if key not in COMPANY_KINDS]
    if side is Side.INDUSTRY:
        return list(COMPANY_KINDS), theirs
    own = [key for key in every if key in theirs or key in _SHARED_KINDS]
    return own, [key for key in COMPANY_KINDS if key not in _SHARED_KINDS]


def bands(snapshot: Snapshot, library: Library, start: date, end: date) -> tuple[ClockBand, ...]:
    """Every band of every clock that touches the days from `start` to `end`, by start."""
    return snapshot.derive(_bands, library, start, end)


def _bands(
    snapshot: Snapshot, library: Library, start: date, end: date, kinds: frozenset[str] | None = None
) -> tuple[ClockBand, ...]:
    organisations = {organisation.id: organisation for organisation in snapshot.all(Organisation)}
    found: list[ClockBand] = []
    for clock in snapshot.all(Clock):
        found += _of_clock(snapshot, library, clock, organisations[clock.organisation_id], start, end, kinds)
    return tuple(sorted(found, key=lambda band: (band.start, band.end)))


def closures(snapshot: Snapshot, library: Library, start: date, end: date) -> tuple[ClockBand, ...]:
    """Every band that touches these days and on which a clock is closed; the others are not worked out."""
    return snapshot.derive(_bands, library, start, end, CLOSED_KINDS)


def bands_of(
    snapshot: Snapshot, library: Library, clock: Clock, start: date, end: date
) -> tuple[ClockBand, ...]:
    """Every band of one clock that touches the days from `start` to `end`, by start."""
    return tuple(band for band in bands(snapshot, library, start, end) if band.clock_id == clock.id)


def _of_clock(
    snapshot: Snapshot,
    library: Library,
    clock: Clock,
    organisation: Organisation,
    start: date,
    end: date,
    kinds: frozenset[str] | None,
) -> Iterator[ClockBand]:
    stretches = _own(snapshot, clock, start, end, kinds)
    if is_holiday_pattern(clock.pattern):
        stretches = chain(stretches, _holidays(clock.pattern, start, end))
    elif (pattern := library.calendars.get(clock.pattern)) is not None:
        stretches = chain(stretches, _from_pattern(library, pattern, start, end))
    for kind, name, first, last, note, period_id in stretches:
        unknown = last is None
        ends = first if last is None else last
        if kinds is not None and kind not in kinds:
            continue
        if first <= end and ends >= start:
            yield ClockBand(
                organisation.id,
                organisation.side,
                kind,
                name or kind_name(kind),
                first,
                ends,
                kind in CLOSED_KINDS,
                f"{note} The end is not known.".strip() if unknown else note,
                unknown,
                clock.id,
                period_id,
            )


# Kind, name, first day, last day or None when it is not known, on whose word, the user's own period.
Stretch = tuple[str, str, date, date | None, str, UUID | None]


def _own(
    snapshot: Snapshot, clock: Clock, start: date, end: date, kinds: frozenset[str] | None
) -> Iterator[Stretch]:
    note = clock.note or "Entered for this partnership."
    for period in snapshot.derive(_periods_by_clock).get(clock.id, ()):
        if kinds is not None and period.kind not in kinds:
            # What comes every day for decades is not worked out for nothing.
            continue
        for number, first, last in occurrences(period, start, end):
            name = numbered_name(period, number)
            yield period.kind, name, first, last if period.ends_on else None, note, period.id


def _periods_by_clock(snapshot: Snapshot) -> dict[UUID, list[ClockPeriod]]:
    found: dict[UUID, list[ClockPeriod]] = {}
    for period in snapshot.all(ClockPeriod):
        found.setdefault(period.clock_id, []).append(period)
    return found


def numbered_name(period: ClockPeriod, number: int) -> str:
    """What one time of a period is called: repeating sprints count on from the number they begin with."""
    if not repeats(period) or period.kind not in NUMBERED_KINDS:
        return period.name
    name = period.name.strip() or kind_name(period.kind)
    head = name.rstrip("0123456789")
    counted = name[len(head) :]
    # A number of eight digits or more is a date or a key, not a count.
    if counted and len(counted) < 8 and counted.isascii():
        return f"{head}{int(counted) + number - 1}"
    return f"{name} {number}"


def _holidays(pattern: str, start: date, end: date) -> Iterator[Stretch]:
    calendar = holiday_calendar(pattern)
    if calendar is not None:
        for day, name in days_off(pattern, start, end):
            yield "holiday", name, day, day, calendar.note, None


def _from_pattern(library: Library, pattern: CalendarPattern, start: date, end: date) -> Iterator[Stretch]:
    note = pattern.note if pattern.note.endswith(".") or not pattern.note else f"{pattern.note}."
    said_by = f"{pattern.name}. {note}".strip()
    for period in pattern.periods:
        yield period.kind, period.name, period.start, period.end, said_by, None
    for window in pattern.windows:
        for first, last in yearly(window, start, end):
            yield window.kind, window.name, first, last, said_by, None
    stand_in = stand_in_for(library, pattern)
    for window in windows_standing_in(library, pattern):
        assert stand_in is not None
        name = f"{window.name or kind_name(window.kind)} (by pattern)"
        for first, last in yearly(window, start, end):
            if not is_printed(pattern, first, last):
                year = year_words(pattern, first)
                note = (
                    f"{year} by pattern: {pattern.name} prints no dates for this time. "
                    f"{stand_in.name} stands in: our generalisation."
                )
                yield window.kind, name, first, last, note, None


def known_span(pattern: CalendarPattern) -> tuple[date, date] | None:
    """The first and last day for which a dated calendar prints anything; None when it has no dates."""
    if not pattern.periods:
        return None
    return min(p.start for p in pattern.periods), max(p.end or p.start for p in pattern.periods)


def is_printed(pattern: CalendarPattern, first: date, last: date) -> bool:
    """Whether any of these days lies in the time for which a calendar prints dates."""
    known = known_span(pattern)
    return known is not None and first <= known[1] and last >= known[0]


def year_words(pattern: CalendarPattern, day: date) -> str:
    """The year of a day as this calendar writes years: "2028/29" from August on, or "2028"."""
    if pattern.years and all("/" not in year for year in pattern.years):
        return str(day.year)
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def stand_in_for(library: Library, pattern: CalendarPattern) -> CalendarPattern | None:
    """The general pattern of its country, which extends a published calendar; None when there is none."""
    if pattern.basis is Basis.PLANNER:
        return None
    same = (c for c in library.calendars.values() if c.country == pattern.country and c.side == pattern.side)
    return next((c for c in same if c.windows and c.basis is Basis.PLANNER), None)


def windows_standing_in(library: Library, pattern: CalendarPattern) -> tuple[Window, ...]:
    """The windows of the general pattern that a published calendar says nothing of itself."""
    stand_in = stand_in_for(library, pattern)
    if stand_in is None:
        return ()
    printed = {window.kind for window in pattern.windows}
    return tuple(window for window in stand_in.windows if window.kind not in printed)


def knows(snapshot: Snapshot, library: Library, organisation: Organisation, day: date) -> bool:
    """Whether any clock of the organisation can say what happens on `day`.

    Public holidays alone, and until when the money lasts, say nothing of terms and closures.
    """
    known = snapshot.derive(known_stretches, library, organisation.id)
    return any(first <= day <= last for first, last in known)


def known_stretches(
    snapshot: Snapshot, library: Library, organisation_id: UUID
) -> tuple[tuple[date, date], ...]:
    """The stretches of days about which any clock of an organisation can say something."""
    found: list[tuple[date, date]] = []
    for clock in snapshot.where(Clock, organisation_id=organisation_id):
        own = snapshot.derive(_periods_by_clock).get(clock.id, ())
        pattern = library.calendars.get(clock.pattern)
        says_always = any(period.kind not in ("runway", "holiday") for period in own)
        if pattern is not None and (pattern.windows or stand_in_for(library, pattern) is not None):
            says_always = True
        printed = known_span(pattern) if pattern is not None else None
        if says_always:
            return ((date.min, date.max),)
        if printed is not None:
            found.append(printed)
    return tuple(found)


def yearly(window: Window, start: date, end: date) -> Iterator[tuple[date, date]]:
    """First and last day of each yearly recurrence that touches `start` to `end`."""
    over_new_year = window.end < window.start
    for year in range(max(start.year - 1, MINYEAR), min(end.year, MAXYEAR) + 1):
        first = _month_day(window.start, year)
        # A closure over the last New Year that dates can name ends with the calendar.
        beyond = over_new_year and year == MAXYEAR
        last = date.max if beyond else _month_day(window.end, year + over_new_year)
        if first <= end and last >= start:
            yield first, last


def _month_day(month_day: str, year: int) -> date:
    month, day = int(month_day[:2]), int(month_day[3:])
    return date(year, month, min(day, monthrange(year, month)[1]))
