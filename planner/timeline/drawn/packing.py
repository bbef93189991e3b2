"""Packing stretches of days into as few rows as they need, so that none meets another."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Sequence


def rows_for(starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], int]:
    """The topmost row that is free for each stretch, in the order given, and how many rows that takes.

    What has no length still takes its day.
    """
    taken: list[tuple[int, int]] = []
    free: list[int] = []
    rows = [0] * len(starts)
    count = 0
    for place in sorted(range(len(starts)), key=starts.__getitem__):
        start = starts[place]
        while taken and taken[0][0] <= start:
            heapq.heappush(free, heapq.heappop(taken)[1])
        if free:
            row = heapq.heappop(free)
        else:
            row, count = count, count + 1
        heapq.heappush(taken, (max(ends[place], start + 1), row))
        rows[place] = row
    return rows, count


def fitted(
    taken: Sequence[tuple[int, int, int]],
    starts: Sequence[int],
    ends: Sequence[int],
    count: int,
    *,
    least: int = 0,
) -> tuple[list[int], int]:
    """Rows for stretches that go where those of `taken` (row, start, end) leave room, or below.

    One shorter than `least` opens no row of its own: its row is -1 where there is no room.
    """
    room = [_Room() for _ in range(count)]
    for row, start, end in sorted(taken, key=lambda each: each[1]):
        room[row].take(start, max(end, start + 1))
    rows = [-1] * len(starts)
    for place in sorted(range(len(starts)), key=starts.__getitem__):
        start, end = starts[place], max(ends[place], starts[place] + 1)
        row = next((row for row, those in enumerate(room) if those.is_free(start, end)), len(room))
        if row == len(room):
            if end - start < least:
                continue
            room.append(_Room())
        room[row].take(start, end)
        rows[place] = row
    return rows, len(room)


class _Room:
    """What is taken of a row, by start; nothing in it meets."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing is in these days."""
        at = bisect_right(self._starts, start)
        return (not at or self._ends[at - 1] <= start) and (
            at == len(self._starts) or self._starts[at] >= end
        )

    def take(self, start: int, end: int) -> None:
        """These days are taken."""
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
