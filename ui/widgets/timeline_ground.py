"""Where days and rows lie on the widget, and quick look-up of what lies in a span of days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from planner.timeline.axis import Scale
from planner.timeline.shapes import Plan

MIN_DAY_PX = 0.04
MAX_DAY_PX = 60.0
DAY_PX: dict[Scale, float] = {"week": 11.0, "month": 2.68, "quarter": 0.9, "year": 0.28}
_LANE_PADDING = 7

T = TypeVar("T")


class Spans(Generic[T]):
    """Things with a first and an end day, for looking up which of them touch a span."""

    def __init__(self, things: Iterable[T], start: Callable[[T], float], end: Callable[[T], float]) -> None:
        ordered = sorted(things, key=start)
        self._things = tuple(ordered)
        self._starts = [start(thing) for thing in ordered]
        # The furthest end so far: ends alone need not rise, and bisecting asks for that.
        self._reaches = list(accumulate((end(thing) for thing in ordered), max))

    def between(self, start: float, end: float) -> tuple[T, ...]:
        """What may touch the days from `start` up to `end`; a few more that end before are possible."""
        return self._things[bisect_left(self._reaches, start) : bisect_right(self._starts, end)]


@dataclass(frozen=True)
class Rows:
    """How high everything stands: the top of each lane and each row, below the axis."""

    lane_tops: tuple[float, ...]
    row_tops: tuple[float, ...]
    height: float
    pitch: int

    def row_at(self, y: float) -> int:
        """The row at a height, or -1 above the first."""
        return bisect_right(self.row_tops, y) - 1


def stacked(plan: Plan, pitch: int, label_height: int) -> Rows:
    """The rows of a plan; a lane is at least as high as its label."""
    lane_tops: list[float] = []
    row_tops: list[float] = []
    y = 0.0
    for lane in plan.lanes:
        lane_tops.append(y)
        row_tops += [y + _LANE_PADDING + number * pitch for number in range(lane.rows)]
        y += max(lane.rows * pitch + 2 * _LANE_PADDING, label_height)
    return Rows(tuple(lane_tops), tuple(row_tops), y, pitch)


@dataclass(frozen=True)
class Ground:
    """The widget's ground: pixels to days and rows, and back."""

    rows: Rows
    left_day: float
    day_px: float
    top: float
    gutter: int
    head: int
    width: int
    height: int

    def x(self, day: float) -> float:
        """The pixel of a day."""
        return self.gutter + (day - self.left_day) * self.day_px

    def day_at(self, x: float) -> float:
        """The day at a pixel, with its fraction."""
        return self.left_day + (x - self.gutter) / self.day_px

    def y(self, row: float) -> float:
        """The top of a row; with a fraction a height inside it."""
        tops = self.rows.row_tops
        whole = min(max(int(row), 0), len(tops) - 1)
        return self.head - self.top + tops[whole] + (row - whole) * self.rows.pitch

    def row_top(self, row: int) -> float:
        """The top of a whole row."""
        return self.head - self.top + self.rows.row_tops[row]

    def row_at(self, y: float) -> int:
        """The row at a pixel."""
        return self.rows.row_at(y - self.head + self.top)

    def lane_span(self, number: int) -> tuple[float, float]:
        """The top and the bottom of a lane."""
        tops = (*self.rows.lane_tops, self.rows.height)
        return self.head - self.top + tops[number], self.head - self.top + tops[number + 1]

    @property
    def last_day(self) -> float:
        """The day at the right edge."""
        return self.day_at(self.width)

    @property
    def shown_rows(self) -> range:
        """The rows that are in view."""
        first = max(self.rows.row_at(self.top - self.rows.pitch), 0)
        last = self.rows.row_at(self.top + self.height - self.head)
        return range(first, last + 1)


def scale_for(day_px: float) -> Scale:
    """The ticks that suit a zoom."""
    if day_px >= 6.5:
        return "week"
    if day_px >= 1.5:
        return "month"
    return "quarter" if day_px >= 0.55 else "year"
