"""The shapes of a timeline: what is drawn where, in days and rows, without any toolkit.

A day is `date.toordinal()`; an `end` is the day after the last one. Row 0 is the top one; every
lane is a run of rows. A painter multiplies: days by pixels a day, rows by pixels a row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from planner.model import Activity
from planner.terms import Severity, Side

State = Literal["plain", "clash"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One organisation's lane, or the one for what both do together.

    `key` is the organisation's id, "together", or the side while it has no organisation.
    """

    key: str
    title: str
    subtitle: str
    side: Side
    row_start: int
    rows: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of work, or a runway. `late_end` is where the late case ends; the tail runs up to it.

    `reach` is where the space ends that bar, tail and name need; `activity_id` is the id of the
    activity, or of the calendar period when `is_runway` and `clock_id` names its clock. A bar with a
    `clause` is a period that follows from that clause: it is not moved by hand.
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


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of an organisation's clock.

    A "band" is a filled strip in its own `row` with its name in it. A "hatched" one covers the
    whole lane, because the organisation is hard to reach then; its name stands in `row`.
    """

    name: str
    note: str
    side: Side
    lane: int
    row: int
    start: int
    end: int
    style: Literal["band", "hatched"]


@dataclass(frozen=True, slots=True)
class Pin:
    """The numbered mark of a clash."""

    number: int
    finding_id: str
    day: int
    row: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Tie:
    """A link, as corners (day, row) of a line; x.5 is the middle of row x. `clash`: it is broken."""

    link_id: UUID
    from_id: UUID
    to_id: UUID
    points: tuple[tuple[float, float], ...]
    clash: bool = False


Shape = Bar | Diamond


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
