"""Each organisation's clock as bands of days, and counting in working days.

A clock shows its pattern from the content and its own periods. A published calendar ends with its
last printed year; beyond that the general pattern of its country stands in, and says so.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.library.entries import CalendarPattern, Window
from planner.model import Clock, ClockPeriod, Organisation
from planner.terms import Side

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
    "ethics_pause": "No ethics meetings",
    "quarter": "Quarter",
    "finance_year": "Financial year",
    "sprint": "Sprint",
    "freeze": "Release freeze",
    "shutdown": "Shutdown",
    "runway": "Runway",
}
CLOSED_KINDS = frozenset({"closure", "winter_closure", "shutdown"})


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


def bands(snapshot: Snapshot, library: Library, start: date, end: date) -> tuple[ClockBand, ...]:
    """Every band of every clock that touches the days from `start` to `end`, by start."""
    return snapshot.derive(_bands, library, start, end)


def _bands(snapshot: Snapshot, library: Library, start: date, end: date) -> tuple[ClockBand, ...]:
    found: list[ClockBand] = []
    organisations = {organisation.id: organisation for organisation in snapshot.all(Organisation)}
    for clock in snapshot.all(Clock):
        organisation = organisations[clock.organisation_id]
        found += _own_bands(snapshot, clock, organisation)
        pattern = library.calendars.get(clock.pattern)
        if pattern is not None:
            found += _pattern_bands(library, pattern, clock, organisation, start, end)
    touching = [band for band in found if band.start <= end and band.end >= start]
    return tuple(sorted(touching, key=lambda band: (band.start, band.end)))


def _own_bands(snapshot: Snapshot, clock: Clock, organisation: Organisation) -> Iterator[ClockBand]:
    for period in snapshot.where(ClockPeriod, clock_id=clock.id):
        yield ClockBand(
            organisation.id,
            organisation.side,
            period.kind,
            period.name or kind_name(period.kind),
            period.starts_on,
            period.ends_on or period.starts_on,
            period.kind in CLOSED_KINDS,
            "Entered for this partnership." + ("" if period.ends_on else " The end is not known."),
            period.ends_on is None,
            clock.id,
            period.id,
        )


def _pattern_bands(
    library: Library,
    pattern: CalendarPattern,
    clock: Clock,
    organisation: Organisation,
    start: date,
    end: date,
) -> Iterator[ClockBand]:
    note = pattern.note if pattern.note.endswith(".") or not pattern.note else f"{pattern.note}."
    said_by = f"{pattern.name}. {note}".strip()

    def band(kind: str, name: str, first: date, last: date | None, note: str) -> ClockBand:
        closed = kind in CLOSED_KINDS
        name = name or kind_name(kind)
        side = organisation.side
        return ClockBand(
            organisation.id, side, kind, name, first, last or first, closed, note, last is None, clock.id
        )

    for period in pattern.periods:
        unknown = "" if period.end else " The end is not known."
        yield band(period.kind, period.name, period.start, period.end, said_by + unknown)
    for window in pattern.windows:
        for first, last in yearly(window, start, end):
            yield band(window.kind, window.name, first, last, said_by)
    stand_in = stand_in_for(library, pattern)
    if stand_in is None:
        return
    known_from, known_until = known_span(pattern)
    for window in stand_in.windows:
        name = f"{window.name or kind_name(window.kind)} (by pattern)"
        note = f"{pattern.name} prints no dates for this year. {stand_in.name} stands in: our generalisation."
        for first, last in yearly(window, start, end):
            if first > known_until or last < known_from:
                yield band(window.kind, name, first, last, note)


def known_span(pattern: CalendarPattern) -> tuple[date, date]:
    """The first and last day for which a dated calendar prints anything."""
    return min(p.start for p in pattern.periods), max(p.end or p.start for p in pattern.periods)


def stand_in_for(library: Library, pattern: CalendarPattern) -> CalendarPattern | None:
    """The general pattern of its country, which extends a dated calendar; None when there is none."""
    if pattern.windows or not pattern.periods:
        return None
    same = (c for c in library.calendars.values() if c.country == pattern.country and c.side == pattern.side)
    return next((c for c in same if c.windows and not c.periods), None)


def knows(snapshot: Snapshot, library: Library, organisation: Organisation, day: date) -> bool:
    """Whether any clock of the organisation can say what happens on `day`."""
    for clock in snapshot.where(Clock, organisation_id=organisation.id):
        pattern = library.calendars.get(clock.pattern)
        if pattern is None:
            if snapshot.first(ClockPeriod, clock_id=clock.id) is not None:
                return True
        elif pattern.windows or stand_in_for(library, pattern) is not None:
            return True
        elif pattern.periods:
            known_from, known_until = known_span(pattern)
            if known_from <= day <= known_until:
                return True
    return False


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


# Working days


def closed_days(found: Iterable[ClockBand], start: date, end: date) -> frozenset[date]:
    """Every day from `start` to `end` on which one of these bands is closed."""
    days: set[date] = set()
    for band in found:
        if band.is_closed:
            first, last = max(band.start, start).toordinal(), min(band.end, end).toordinal()
            days.update(date.fromordinal(day) for day in range(first, last + 1))
    return frozenset(days)


def is_working_day(day: date, closures: Collection[date] = frozenset()) -> bool:
    """Whether `day` is a Monday to Friday on which nothing is closed."""
    return day.weekday() < 5 and day not in closures


def working_days(start: date, end: date, holidays: frozenset[date] = frozenset()) -> int:
    """Working days from `start` up to but not including `end`.

    Monday to Friday, less `holidays`. Negative when `end` precedes `start`.
    """
    return WorkWeek(holidays).count(start.toordinal(), end.toordinal())


def add_working_days(start: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """The first day that has `days` working days between `start` and itself; not after year 9999."""
    return date.fromordinal(min(WorkWeek(holidays).after(start.toordinal(), days), date.max.toordinal()))


class WorkWeek:
    """Monday to Friday less closed days, as arithmetic on `date.toordinal()` numbers."""

    def __init__(self, closed: Iterable[date] = ()) -> None:
        self._closed = sorted({day.toordinal() for day in closed if day.weekday() < 5})

    def _until(self, day: int) -> int:
        # Day 1 of the calendar is a Monday, so whole weeks can be divided out.
        weeks, rest = divmod(day - 1, 7)
        return weeks * 5 + min(rest, 5) - bisect_left(self._closed, day)

    def count(self, start: int, end: int) -> int:
        """Working days from `start` up to but not including `end`; negative the other way round."""
        return self._until(end) - self._until(start)

    def _reach(self, days: int) -> int:
        return (days + len(self._closed)) * 7 // 5 + 7

    def after(self, start: int, days: int) -> int:
        """The first day with at least `days` working days from `start` up to it."""
        if days <= 0:
            return start
        span = range(start, start + self._reach(days) + 1)
        return span[bisect_left(span, self._until(start) + days, key=self._until)]

    def before(self, end: int, days: int) -> int:
        """The first day from which `days` working days take one to `end` or beyond it."""
        span = range(end - self._reach(days), end + 1)
        return span[bisect_left(span, end, key=lambda day: self.after(day, days))]
