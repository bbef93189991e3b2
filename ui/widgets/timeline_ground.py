"""Where days and rows lie on the widget, whichever way time runs: everybody asks here.

In **lanes** time runs to the right and rows lie below each other; in **columns** time runs down and
rows stand side by side. `along` is the direction of time, `across` the other one; both are pixels.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF
from PySide6.QtGui import QTransform

from planner.timeline.drawn.axis import Scale
from planner.timeline.drawn.shapes import Bar, Plan, Shape

Orientation = Literal["lanes", "columns"]
MIN_DAY_PX = 0.04
MAX_DAY_PX = 80.0
DAY_PX: dict[Scale, float] = {"day": 42.0, "week": 11.0, "month": 2.68, "quarter": 0.9, "year": 0.28}
LANE_PADDING = 6
_SMALLEST = 5.0

T = TypeVar("T")


class Spans(Generic[T]):
    """Things with a first and an end day, for looking up which of them touch a span."""

    __slots__ = ("_reaches", "_starts", "_things")

    def __init__(self, things: Iterable[T], start: Callable[[T], float], end: Callable[[T], float]) -> None:
        ordered = sorted(things, key=start)
        self._things = tuple(ordered)
        self._starts = [start(thing) for thing in ordered]
        # The furthest end so far: ends alone need not rise, and bisecting asks for that.
        self._reaches = list(accumulate((end(thing) for thing in ordered), max))

    def __len__(self) -> int:
        return len(self._things)

    def between(self, start: float, end: float) -> tuple[T, ...]:
        """What may touch the days from `start` up to `end`; a few more that end before are possible."""
        return self._things[bisect_left(self._reaches, start) : bisect_right(self._starts, end)]


@dataclass(frozen=True)
class Sizes:
    """How many pixels across each sort of row takes, and a lane at least."""

    work: float
    strip: float
    caption: float
    dense: float
    lane: float


@dataclass(frozen=True)
class Rows:
    """Where everything stands across: the first pixel of each lane and each row, and each row's size.

    `breadth` is what all of them take.
    """

    lane_tops: tuple[float, ...]
    row_tops: tuple[float, ...]
    row_sizes: tuple[float, ...]
    breadth: float

    def row_at(self, across: float) -> int:
        """The row at a pixel, or -1 before the first."""
        return bisect_right(self.row_tops, across) - 1


def stacked(plan: Plan, sizes: Sizes) -> Rows:
    """The rows of a plan; a lane is at least as big as its label needs."""
    lane_tops: list[float] = []
    row_tops: list[float] = []
    row_sizes: list[float] = []
    at = 0.0
    for lane in plan.lanes:
        lane_tops.append(at)
        within = at + LANE_PADDING
        captions = {sublane.caption_row for sublane in lane.sublanes}
        for row in range(lane.row_start, lane.row_start + lane.rows):
            is_strip = lane.strip_start <= row < lane.strip_start + lane.strip_rows
            work = sizes.dense if lane.is_dense else sizes.work
            size = sizes.strip if is_strip else sizes.caption if row in captions else work
            row_tops.append(within)
            row_sizes.append(size)
            within += size
        at = max(within + LANE_PADDING, at + sizes.lane)
    return Rows(tuple(lane_tops), tuple(row_tops), tuple(row_sizes), at)


@dataclass(frozen=True)
class Ground:
    """The widget's ground: pixels to days and rows, and back.

    `left_day` is the first day in view, `top` the pixels across that are scrolled away. `gutter` is
    the room along time that the lanes' names take, `head` the room across that the axis takes.
    `bar` and `diamond` are how thick a bar and how big (half of it) a milestone is drawn; `under` is
    the room in each row that belongs to the ghosts of baselines.
    """

    rows: Rows
    left_day: float
    day_px: float
    top: float
    gutter: int
    head: int
    width: int
    height: int
    orientation: Orientation = "lanes"
    bar: float = 22.0
    diamond: float = 8.5
    under: float = 0.0

    # Directions

    @cached_property
    def is_columns(self) -> bool:
        """Whether time runs down."""
        return self.orientation == "columns"

    @cached_property
    def length(self) -> int:
        """The widget's size along time."""
        return self.height if self.is_columns else self.width

    @cached_property
    def breadth(self) -> int:
        """The widget's size across time."""
        return self.width if self.is_columns else self.height

    def along(self, spot: QPoint | QPointF) -> float:
        """A pixel's place along time."""
        return float(spot.y() if self.is_columns else spot.x())

    def across(self, spot: QPoint | QPointF) -> float:
        """A pixel's place across time."""
        return float(spot.x() if self.is_columns else spot.y())

    def point(self, along: float, across: float) -> QPointF:
        """The pixel at these places along and across time."""
        return QPointF(across, along) if self.is_columns else QPointF(along, across)

    def box(self, along: float, across: float, length: float, breadth: float) -> QRectF:
        """The rectangle that begins at these places and is so long along, so broad across time."""
        if self.is_columns:
            return QRectF(across, along, breadth, length)
        return QRectF(along, across, length, breadth)

    def line(self, along: float, across: float, to_along: float, to_across: float) -> QLineF:
        """A line from one place to another."""
        if self.is_columns:
            return QLineF(across, along, to_across, to_along)
        return QLineF(along, across, to_along, to_across)

    # Days and rows to pixels

    def x(self, day: float) -> float:
        """The pixel of a day along time."""
        return self.gutter + (day - self.left_day) * self.day_px

    def y(self, row: float) -> float:
        """The first pixel of a row across time; with a fraction one inside it."""
        tops, sizes = self.rows.row_tops, self.rows.row_sizes
        if not tops:
            return float(self.head)
        whole = min(max(int(row), 0), len(tops) - 1)
        return self.head - self.top + tops[whole] + (row - whole) * sizes[whole]

    def row_top(self, row: int) -> float:
        """The first pixel of a whole row across time."""
        return self.head - self.top + self.rows.row_tops[row]

    def row_size(self, row: int) -> float:
        """How many pixels a row takes across time."""
        return self.rows.row_sizes[row]

    def spot_of(self, day: float, row: float) -> QPointF:
        """The pixel of a day in a row; row x.5 is the middle of row x, day x.5 noon of day x."""
        return self.point(self.x(day), self.y(row))

    def box_of(self, shape: Shape) -> QRectF:
        """Where a bar is drawn, never too small to be seen; the square around a milestone's diamond."""
        if not isinstance(shape, Bar):
            spot, size = self.middle_of(shape), self.diamond
            return QRectF(spot.x() - size, spot.y() - size, 2 * size, 2 * size)
        room = self.row_size(shape.row) - self.under
        thick = self.thickness(shape.row)
        across = self.row_top(shape.row) + (room - thick) / 2
        return self.box(
            self.x(shape.start), across, max((shape.end - shape.start) * self.day_px, _SMALLEST), thick
        )

    def thickness(self, row: int) -> float:
        """How thick the bars of a row are drawn."""
        room = self.row_size(row) - self.under
        if self.is_columns:
            return max(room - 6, 2.0)
        return min(self.bar, room * 0.78)

    def middle_of(self, shape: Shape) -> QPointF:
        """The middle of a milestone's diamond; of a bar, the middle of what is drawn."""
        if isinstance(shape, Bar):
            return self.box_of(shape).center()
        at = self.row_top(shape.row)
        # In a column the name stands beside the diamond, which is at its left edge.
        middle = at + (self.diamond + 5 if self.is_columns else (self.row_size(shape.row) - self.under) / 2)
        return self.point(self.x(shape.start + 0.5), middle)

    def room_of(self, shape: Shape) -> QRectF:
        """Everything a shape takes with tail and name, the whole breadth of its row."""
        box = self.box_of(shape)
        first = min(self.along(box.topLeft()), self.x(shape.start))
        end = max(self.x(shape.reach), self.along(box.bottomRight()))
        return self.box(first, self.row_top(shape.row), end - first, self.row_size(shape.row))

    @cached_property
    def transform(self) -> QTransform:
        """What turns days along and pixels across the whole plan into pixels of the widget."""
        along, across = self.gutter - self.left_day * self.day_px, self.head - self.top
        if self.is_columns:
            return QTransform(1, 0, 0, self.day_px, across, along)
        return QTransform(self.day_px, 0, 0, 1, along, across)

    # Pixels to days and rows

    def day_at(self, spot: QPoint | QPointF | float) -> float:
        """The day at a pixel, or at a place along time, with its fraction."""
        along = self.along(spot) if isinstance(spot, (QPoint, QPointF)) else spot
        return self.left_day + (along - self.gutter) / self.day_px

    def row_at(self, spot: QPoint | QPointF | float) -> int:
        """The row at a pixel, or at a place across time; -1 before the first."""
        across = self.across(spot) if isinstance(spot, (QPoint, QPointF)) else spot
        return self.rows.row_at(across - self.head + self.top)

    def lane_at(self, spot: QPoint | QPointF) -> int:
        """The number of the lane at a pixel, its name included; -1 where there is none."""
        across = self.across(spot) - self.head + self.top
        if self.across(spot) < self.head or across >= self.rows.breadth:
            return -1
        return bisect_right(self.rows.lane_tops, across) - 1

    def is_on_axis(self, spot: QPoint | QPointF) -> bool:
        """Whether a pixel is on the axis."""
        return self.across(spot) < self.head

    def is_on_names(self, spot: QPoint | QPointF) -> bool:
        """Whether a pixel is on the lanes' names."""
        return self.along(spot) < self.gutter

    # Lanes and what is in view

    def lane_span(self, number: int) -> tuple[float, float]:
        """The first and the end pixel of a lane across time."""
        tops = (*self.rows.lane_tops, self.rows.breadth)
        return self.head - self.top + tops[number], self.head - self.top + tops[number + 1]

    def lane_box(self, number: int) -> QRectF:
        """A whole lane as it is in view, without its name."""
        first, end = self.lane_span(number)
        return self.box(self.gutter, first, self.length - self.gutter, end - first)

    def name_box(self, number: int) -> QRectF:
        """Where a lane's name stands."""
        first, end = self.lane_span(number)
        return self.box(0, first, self.gutter, end - first)

    @property
    def name_spot(self) -> QPointF:
        """The corner from which the lanes' names are drawn."""
        return self.point(0, self.head)

    @property
    def body(self) -> QRectF:
        """Where bars are: everything but the axis and the lanes' names."""
        return self.box(self.gutter, self.head, self.length - self.gutter, self.breadth - self.head)

    @cached_property
    def last_day(self) -> float:
        """The day at the far edge."""
        return self.left_day + (self.length - self.gutter) / self.day_px

    @cached_property
    def shown_rows(self) -> range:
        """The rows that are in view."""
        first = max(self.rows.row_at(self.top), 0)
        last = self.rows.row_at(self.top + self.breadth - self.head)
        return range(first, last + 1)


def scale_for(day_px: float) -> Scale:
    """The ticks that suit a zoom."""
    for scale, least in (("day", 19.0), ("week", 6.5), ("month", 1.5), ("quarter", 0.55)):
        if day_px >= least:
            return scale  # type: ignore[return-value]
    return "year"
