"""Counting in working days: Monday to Friday, less the days on which a clock is closed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.timeline.clocks.calendars import ClockBand


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
        # How many working days lie before each closed one: it is skipped in counting on from there.
        self._skips = [_weekdays(day) - place for place, day in enumerate(self._closed)]

    def _until(self, day: int) -> int:
        return _weekdays(day) - bisect_left(self._closed, day)

    def _numbered(self, number: int) -> int:
        """The working day before which so many others lie; the inverse of `_until`."""
        weeks, rest = divmod(number + bisect_right(self._skips, number), 5)
        return weeks * 7 + rest + 1

    def count(self, start: int, end: int) -> int:
        """Working days from `start` up to but not including `end`; negative the other way round."""
        return self._until(end) - self._until(start)

    def after(self, start: int, days: int) -> int:
        """The first day with at least `days` working days from `start` up to it."""
        return start if days <= 0 else self._numbered(self._until(start) + days - 1) + 1

    def before(self, end: int, days: int) -> int:
        """The first day from which `days` working days take one to `end` or beyond it."""
        return end if days <= 0 else self._numbered(self._until(end - 1) - days) + 1


def _weekdays(day: int) -> int:
    """Mondays to Fridays before a day. Day 1 of the calendar is a Monday, so whole weeks divide out."""
    weeks, rest = divmod(day - 1, 7)
    return weeks * 5 + (rest if rest < 5 else 5)
