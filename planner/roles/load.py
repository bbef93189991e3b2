"""Workload: the time each person has promised, month by month, beside the time they have."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Person, RoleActivity
from planner.roles.cells import Matrix, matrix
from planner.terms import Letter
from planner.timeline.schedule import schedule

# The span reaches at most 25 years to either side of its middle date: more comes only from a slip in
# a year, which must neither hide the rest nor take long to add up.
REACH_DAYS = 25 * 365

Dates = tuple[date | None, date | None]
# The months an activity touches, each with the share of its working days that it covers.
Shares = tuple[tuple[date | None, float], ...]


@dataclass(frozen=True)
class MonthLoad:
    """What a person has promised in one month, in percent of full time, activity by activity.

    `month` is its first day, or None while nothing in the plan has a date: then it stands for any.
    """

    month: date | None
    percent: float
    parts: tuple[tuple[UUID, float], ...] = ()


@dataclass(frozen=True)
class PersonLoad:
    """A person's load over the months of the plan.

    `unstated` are the activities they work on for which no effort is given: the load leaves them out.
    """

    person: Person
    months: tuple[MonthLoad, ...]
    unstated: tuple[UUID, ...] = ()

    @property
    def available_percent(self) -> int | None:
        """The time this person has, in percent of full time; None when nobody has said."""
        return self.person.time_percent

    @property
    def overruns(self) -> tuple[MonthLoad, ...]:
        """The months in which more is promised than there is."""
        available = self.available_percent
        return () if available is None else tuple(m for m in self.months if m.percent > available)


def peak(load: PersonLoad) -> MonthLoad | None:
    """The month with the most promised, the earliest of equals; None when nothing is promised."""
    heaviest = max(load.months, key=lambda month: month.percent, default=None)
    return heaviest if heaviest and heaviest.percent > 0 else None


def load_by_month(snapshot: Snapshot, library: Library) -> tuple[PersonLoad, ...]:
    """Everybody's load, in the matrix's order of people, over every month of the plan's span.

    An activity counts in a month by the share of its Mondays to Fridays that it covers. Without
    dates it counts in every month; without one end it runs from the start, or to the end, of the span.
    """
    return snapshot.derive(_load_by_month, library)


def _load_by_month(snapshot: Snapshot, library: Library) -> tuple[PersonLoad, ...]:
    whole = matrix(snapshot, library)
    months = _months(_span(snapshot, library))
    shares = {row.id: tuple(_shares(row_dates(snapshot, library, row), months)) for row in whole.rows}
    return tuple(_person_load(person, whole, months, shares) for person in whole.people)


def _person_load(
    person: Person, whole: Matrix, months: tuple[date | None, ...], shares: dict[UUID, Shares]
) -> PersonLoad:
    parts: dict[date | None, list[tuple[UUID, float]]] = {month: [] for month in months}
    unstated = []
    for row, cell in whole.by_person[person.id]:
        if Letter.RESPONSIBLE not in cell.letters:
            continue
        effort = cell.effort_percent if cell.effort_percent is not None else row.effort_percent
        if effort is None:
            unstated.append(row.id)
        elif effort:
            for month, share in shares[row.id]:
                parts[month].append((row.id, effort * share))
    return PersonLoad(
        person,
        # Rounded, so that shares which add up to a whole are not above it by a hair.
        tuple(MonthLoad(m, round(sum(p for _, p in held), 6), tuple(held)) for m, held in parts.items()),
        tuple(unstated),
    )


def row_dates(snapshot: Snapshot, library: Library, row: RoleActivity) -> Dates:
    """First and last day of an activity: its own, otherwise those of its timeline activity."""
    if row.starts_on or row.ends_on or row.activity_id is None:
        return row.starts_on, row.ends_on
    planned = schedule(snapshot, library).get(row.activity_id)
    return (planned.start, planned.end) if planned else (None, None)


def _span(snapshot: Snapshot, library: Library) -> tuple[date, date] | None:
    """The plan's first and last known day, or None while it has none."""
    timeline = schedule(snapshot, library)
    days = [snapshot.partnership.start_on, timeline.start_on, timeline.end_on]
    for row in snapshot.all(RoleActivity):
        days += row_dates(snapshot, library, row)
    known = sorted(day.toordinal() for day in days if day is not None)
    if not known:
        return None
    middle = known[len(known) // 2]
    first, last = max(known[0], middle - REACH_DAYS), min(known[-1], middle + REACH_DAYS)
    return date.fromordinal(first), date.fromordinal(last)


def _months(span: tuple[date, date] | None) -> tuple[date | None, ...]:
    if span is None:
        return (None,)
    first, last = (day.year * 12 + day.month - 1 for day in span)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))


def _shares(dates: Dates, months: tuple[date | None, ...]) -> Iterator[tuple[date | None, float]]:
    starts_on, ends_on = dates
    for month in months:
        if month is None or dates == (None, None):
            yield month, 1.0
            continue
        if (ends_on and ends_on < month) or (starts_on and starts_on.replace(day=1) > month):
            continue
        last = month.replace(day=monthrange(month.year, month.month)[1])
        covered = _weekdays(max(starts_on or month, month), min(ends_on or last, last))
        if covered:
            yield month, covered / _weekdays(month, last)


def _weekdays(start: date, end: date) -> int:
    """Mondays to Fridays from `start` to `end`, both included."""
    return _weekdays_through(end.toordinal()) - _weekdays_through(start.toordinal() - 1)


def _weekdays_through(day: int) -> int:
    # Day 1 of the calendar, 1 January of year 1, was a Monday.
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)
