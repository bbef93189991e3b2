"""The working days of one clock as tables, for counting many columns of days at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from planner.timeline.clocks.work_week import WorkWeek


class DayTable:
    """Working days before each day from `first` to `last`, and the day that each count is reached on.

    A count that is reached outside these days is held at their ends.
    """

    def __init__(self, week: WorkWeek, first: int, last: int, most_days: int) -> None:
        """`most_days` is the longest duration that will be asked for."""
        self._first, self._pad = first, most_days + 1
        self._before = array("i", [0])
        reached = array("i", [first]) * (self._pad + 1)
        for day in range(first, last):
            count = week.count(day, day + 1)
            self._before.append(self._before[-1] + count)
            if count:
                reached.append(day + 1)
        self._reached = reached + array("i", [last]) * (self._pad + 1)

    def after(self, starts: Iterable[int], lengths: Iterable[int]) -> list[int]:
        """For each start the first day with so many working days from the start up to it."""
        before, reached, first, pad = self._before, self._reached, self._first, self._pad
        return [
            reached[before[start - first] + days + pad] if days else start
            for start, days in zip(starts, lengths, strict=True)
        ]

    def before(self, ends: Iterable[int], lengths: Iterable[int]) -> list[int]:
        """For each end the first day from which so many working days take one to it or beyond."""
        before, reached, first, pad = self._before, self._reached, self._first, self._pad
        return [
            reached[before[max(end - 1 - first, 0)] - days + 1 + pad] if days else end
            for end, days in zip(ends, lengths, strict=True)
        ]

    def latest(self, ends: Iterable[int], lengths: Iterable[int]) -> list[int]:
        """For each end the last day from which so many working days are done by it."""
        before, reached, first, pad = self._before, self._reached, self._first, self._pad
        return [
            reached[before[end - first] - days + 1 + pad] - 1 if days else end
            for end, days in zip(ends, lengths, strict=True)
        ]
