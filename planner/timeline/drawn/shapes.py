"""The shapes of a timeline: what is drawn where, in days and rows, without any toolkit.

A day is `date.toordinal()`; an `end` is the day after the last one. Row 0 is the top one; every
lane is a run of rows. A painter multiplies: days by pixels a day, rows by pixels a row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from planner.terms import Severity, Side

if TYPE_CHECKING:
    from planner.model import Activity

State = Literal["plain", "clash"]
# Where a bar ends across its row, as a share of the row on either side of its middle.
_EDGE = 0.38


@dataclass(frozen=True, slots=True)
class Sublane:
    """A work package inside a lane: its caption stands in a row of its own, its work in those below."""

    title: str
    caption_row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One organisation's lane, or the one for what both do together.

    `key` is the organisation's id, "together", or the side while it has no organisation. The strips
    of its clock take `strip_rows` rows from `strip_start`. A dense lane holds more than can be read:
    its shapes are packed by their dates alone, and names stand only inside bars.
    """

    key: str
    title: str
    subtitle: str
    side: Side
    row_start: int
    rows: int
    strip_start: int = 0
    strip_rows: int = 0
    sublanes: tuple[Sublane, ...] = ()
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of work, or a runway. `late_end` is where the late case ends; the tail runs up to it.

    `reach` is where the space ends that bar, tail and name need; `activity_id` is the id of the
    activity, or of the calendar period when `is_runway` and `clock_id` names its clock. A bar with a
    `clause` is a period that follows from that clause: it is not moved by hand. `progress` is in
    percent, `deadline` the last day it may take.
    """

    activity_id: UUID
    name: str
    side: Side
    lane: int
    row: int
    start: int
    end: int
    late_end: int
    reach: int
    state: State = "plain"
    is_runway: bool = False
    clock_id: UUID | None = None
    clause: str = ""
    progress: int = 0
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone on `start`; `late` is its day in the late case. Its name stands to the right.

    One with a `clause` follows from that clause.
    """

    activity_id: UUID
    name: str
    side: Side
    lane: int
    row: int
    start: int
    late: int
    reach: int
    state: State = "plain"
    clause: str = ""
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of an organisation's clock.

    A "band" is a filled strip in its own `row` with its name in it. A "hatched" one covers the
    whole lane, because the organisation is hard to reach then; its name stands in `row` if it
    `is_named`, that is, if there is room for it.
    """

    name: str
    note: str
    side: Side
    lane: int
    row: int
    start: int
    end: int
    style: Literal["band", "hatched"]
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Pin:
    """The numbered mark of a clash."""

    number: int
    finding_id: str
    day: int
    row: int
    severity: Severity


Shape = Bar | Diamond


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two shapes. `clash`: it is broken; `kind` "clash" is one that no link says."""

    link_id: UUID
    before: Shape
    after: Shape
    kind: str = "FS"
    clash: bool = False

    @property
    def from_id(self) -> UUID:
        """The id of the shape it comes from."""
        return self.before.activity_id

    @property
    def to_id(self) -> UUID:
        """The id of the shape it leads to."""
        return self.after.activity_id

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Its corners as (day, row); x.5 is the middle of row x.

        Along the row of the first, then straight to the second; through the gap between the rows
        when it goes back.
        """
        before, after = self.before, self.after
        top, bottom = before.row + 0.5, after.row + 0.5
        if self.kind == "clash":
            # From the edge of one bar to the edge of the other, so that no name is crossed.
            down = _EDGE if bottom > top else -_EDGE
            return ((after.start, top + down), (after.start, bottom - down))
        start = before.start if self.kind in ("SS", "SF") else _end(before)
        end = after.start if self.kind in ("FS", "SS") else _end(after)
        if end >= start:
            return ((start, top), (end, top), (end, bottom))
        if end >= before.start and top != bottom:
            return ((end, top), (end, bottom))
        between = before.row + (1.0 if after.row > before.row else 0.0)
        return ((start, top), (start, between), (end, between), (end, bottom))

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day it touches."""
        return min(self.before.start, self.after.start), max(_end(self.before), _end(self.after))


def _end(shape: Shape) -> int:
    return shape.end if isinstance(shape, Bar) else shape.start


@dataclass(frozen=True)
class Row:
    """The shapes of one row, none of which overlaps another, by start; made for looking up a span."""

    shapes: tuple[Shape, ...]
    starts: tuple[int, ...]
    reaches: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Shape, ...]:
        """The shapes that reach into `start` up to, not including, `end`."""
        return self.shapes[bisect_right(self.reaches, start) : bisect_left(self.starts, end)]


def row_of(shapes: Iterable[Shape]) -> Row:
    """A row of these shapes."""
    ordered = tuple(sorted(shapes, key=lambda shape: shape.start))
    return Row(ordered, tuple(s.start for s in ordered), tuple(s.reach for s in ordered))


@dataclass(frozen=True)
class Plan:
    """A whole timeline. `start` and `end` are the days that show all of it; `today` is a day too.

    `unplaced` are the activities that have no date yet and so no shape.
    """

    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    diamonds: tuple[Diamond, ...]
    bands: tuple[Band, ...]
    pins: tuple[Pin, ...]
    ties: tuple[Tie, ...]
    today: int
    start: int
    end: int
    rows: int
    unplaced: tuple[Activity, ...] = ()
    by_row: Mapping[int, Row] = field(default_factory=dict, repr=False)

    @cached_property
    def by_id(self) -> dict[UUID, Shape]:
        """Every shape by the id of what it stands for."""
        shapes: dict[UUID, Shape] = {bar.activity_id: bar for bar in self.bars}
        shapes.update((diamond.activity_id, diamond) for diamond in self.diamonds)
        return shapes


def package_at(plan: Plan | None, lane: int, row: int) -> str | None:
    """The work package of a row, "" in the rows above the first one; None where there are none."""
    if plan is None or not 0 <= lane < len(plan.lanes):
        return None
    seen = plan.lanes[lane]
    if not seen.sublanes or not seen.row_start <= row < seen.row_start + seen.rows:
        return None
    if seen.strip_start <= row < seen.strip_start + seen.strip_rows:
        return None
    if row < seen.sublanes[0].caption_row:
        return ""
    inside = (each for each in seen.sublanes if each.caption_row <= row <= each.caption_row + each.rows)
    return next((each.title for each in inside), None)


@dataclass(frozen=True)
class View:
    """What of a plan is to be painted."""

    bars: tuple[Bar, ...]
    diamonds: tuple[Diamond, ...]
    bands: tuple[Band, ...]
    pins: tuple[Pin, ...]
    ties: tuple[Tie, ...]


def visible(plan: Plan, start: int, end: int, *, first_row: int = 0, last_row: int | None = None) -> View:
    """What of `plan` lies in the days from `start` up to `end`, in the rows shown, both included."""
    last = plan.rows - 1 if last_row is None else last_row
    shown: list[Shape] = []
    for number in range(max(first_row, 0), min(last, plan.rows - 1) + 1):
        if number in plan.by_row:
            shown += plan.by_row[number].between(start, end)
    ids = {shape.activity_id for shape in shown}
    return View(
        bars=tuple(s for s in shown if isinstance(s, Bar)),
        diamonds=tuple(s for s in shown if isinstance(s, Diamond)),
        bands=tuple(b for b in plan.bands if b.start < end and b.end > start),
        pins=tuple(p for p in plan.pins if start <= p.day < end),
        ties=tuple(t for t in plan.ties if t.from_id in ids or t.to_id in ids),
    )
