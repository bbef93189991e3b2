"""When a period that repeats comes again: worked out only for the days somebody asks about."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, date

from planner.model import ClockPeriod
from planner.terms import Repeats

# A day that comes every day for 27 years; a plan that looks further shows no more of it.
MOST = 10_000
_LAST = date.max.toordinal()
_UNIT_DAYS = {Repeats.DAYS: 1, Repeats.WEEKS: 7}
_UNIT_MONTHS = {Repeats.MONTHS: 1, Repeats.YEARS: 12}


def occurrences(period: ClockPeriod, start: date, end: date) -> Iterator[tuple[int, date, date]]:
    """Number, first and last day of each time a period touches the days from `start` to `end`.

    Days and weeks are added to the first time, so a sprint of fourteen days every two weeks runs on
    without a gap. Months and years keep the day of the month and are counted from the first time,
    not from the one before: the 31st is the last day of a shorter month and the 31st again after it,
    and 29 February is 28 February outside leap years. A period of whole months stays one of whole
    months. The last time begins not behind `repeats_until`; the first stands all the same. What would
    lie behind the year 9999 is left out. A runway stands once.
    """
    last_day = period.ends_on or period.starts_on
    if not repeats(period):
        if period.starts_on <= end and last_day >= start:
            yield 1, period.starts_on, last_day
        return
    until = min(end, max(period.repeats_until or date.max, period.starts_on))
    number = _first_number(period, start)
    for _ in range(MOST):
        found = occurrence(period, number)
        if found is None or found[0] > until:
            return
        if found[1] >= start:
            yield number, *found
        number += 1


def repeats(period: ClockPeriod) -> bool:
    """Whether a period comes again; money that runs out does so once."""
    return period.repeats is not Repeats.NEVER and period.kind != "runway"


def occurrence(period: ClockPeriod, number: int) -> tuple[date, date] | None:
    """First and last day of the time with this number, 1 for the first; None behind the year 9999."""
    first, last = period.starts_on, period.ends_on or period.starts_on
    steps = (number - 1) * period.repeats_every
    if period.repeats in _UNIT_DAYS:
        by = steps * _UNIT_DAYS[period.repeats]
        if last.toordinal() + by > _LAST:
            return None
        return date.fromordinal(first.toordinal() + by), date.fromordinal(last.toordinal() + by)
    months = steps * _UNIT_MONTHS[period.repeats]
    whole = first.day == 1 and last.day == _length(last.year, last.month)
    begins, ends = _months_later(first, months), _months_later(last, months, to_the_end=whole)
    return None if begins is None or ends is None else (begins, ends)


def _first_number(period: ClockPeriod, start: date) -> int:
    """The number of a time that ends at or before the first that touches `start`."""
    last = period.ends_on or period.starts_on
    if period.repeats in _UNIT_DAYS:
        behind = start.toordinal() - last.toordinal()
        return max(1, behind // (period.repeats_every * _UNIT_DAYS[period.repeats]))
    behind = (start.year - last.year) * 12 + start.month - last.month
    return max(1, behind // (period.repeats_every * _UNIT_MONTHS[period.repeats]))


def _months_later(day: date, months: int, *, to_the_end: bool = False) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return None
    length = _length(year, month + 1)
    return date(year, month + 1, length if to_the_end else min(day.day, length))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
