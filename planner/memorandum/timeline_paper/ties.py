"""The links of a plan and the pins of its clashes, cut to the sheets that show them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from planner.memorandum.drawing import Box, Primitive, Shape, Stroke, Words
from planner.memorandum.timeline_paper.ground import AXIS_HEIGHT, BAR_HEIGHT, Ground
from planner.memorandum.timeline_paper.inks import Inks
from planner.memorandum.timeline_paper.pieces import Piece, middle_of
from planner.memorandum.timeline_paper.placing import shapes_of
from planner.timeline.drawn.shapes import Bar, Pin, Plan, Tie

LINE = 0.5
PIN = 5.2
_HALF = BAR_HEIGHT / 2
# How far from its bar a link turns: in the gap between two rows.
_TURN = 2.0
_TIP = 2.6

Spot = tuple[int, float]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Run:
    """A straight part of a link, by days and heights."""

    start: Spot
    end: Spot
    is_clash: bool


@dataclass(frozen=True, slots=True)
class _Tip:
    """The point of an arrow: where it is, and which way it points."""

    at: Spot
    along: int
    down: int
    is_clash: bool


@dataclass(frozen=True)
class Threads:
    """Links and pins, by the row and the column of the sheet that shows them."""

    ground: Ground
    tops: tuple[float, ...]
    runs: Mapping[Cell, Sequence[_Run]]
    tips: Mapping[Cell, Sequence[_Tip]]
    pins: Mapping[Cell, Sequence[tuple[Pin, float | None]]]


def threads(ground: Ground, sheets: Sequence[Sequence[Piece]]) -> Threads:
    """What runs between the shapes on sheets under each other, each holding these pieces."""
    middles: dict[UUID, float] = {}
    tops: list[float] = []
    top = 0.0
    for pieces in sheets:
        tops.append(top)
        for piece in pieces:
            for each in piece.rows:
                middles[each.shape.activity_id] = top + middle_of(ground, piece, each)
            top += piece.height
    starts = [axis.start for axis in ground.axes]
    runs: dict[Cell, list[_Run]] = {}
    tips: dict[Cell, list[_Tip]] = {}
    for tie in ground.plan.ties:
        above, below = middles.get(tie.from_id), middles.get(tie.to_id)
        if above is None or below is None:  # behind the edge of the plan
            continue
        path, tip = _path(tie, above, below)
        for (day, y), (next_day, next_y) in pairwise(path):
            run = _Run((day, y), (next_day, next_y), tie.clash)
            for cell in _cells(run, tops, starts):
                runs.setdefault(cell, []).append(run)
        if tip is not None:
            tips.setdefault((_at(tops, tip.at[1]), _at(starts, tip.at[0])), []).append(tip)
    pins: dict[Cell, list[tuple[Pin, float | None]]] = {}
    on = pinned(ground.plan)
    for pin in ground.plan.pins:
        middle = middles.get(on[pin.number]) if pin.number in on else None
        row = 0 if middle is None else _at(tops, middle)
        pins.setdefault((row, _at(starts, pin.day)), []).append((pin, middle))
    return Threads(ground, tuple(tops), runs, tips, pins)


def _at(edges: Sequence[float], value: float) -> int:
    return max(bisect_right(edges, value) - 1, 0)


def _cells(run: _Run, tops: Sequence[float], starts: Sequence[int]) -> Iterator[Cell]:
    """The sheets that a straight part runs over."""
    days, ys = sorted((run.start[0], run.end[0])), sorted((run.start[1], run.end[1]))
    for row in range(_at(tops, ys[0]), _at(tops, ys[1]) + 1):
        for column in range(_at(starts, days[0]), _at(starts, days[1]) + 1):
            yield row, column


def _path(tie: Tie, above: float, below: float) -> tuple[tuple[Spot, ...], _Tip | None]:
    """The corners of a link, and its point: out of the edge of a bar, so that no tail lies under it."""
    start, end = round(tie.points[0][0]), round(tie.points[-1][0])
    if tie.kind == "clash":
        edge = _HALF if below > above else -_HALF
        return ((start, above + edge), (start, below - edge)), None
    if above == below and end >= start:
        # Both stand in one row: on from the end of the tail, into the side of the second.
        late = tie.before.late_end if isinstance(tie.before, Bar) else tie.before.late
        start = min(max(start, late), end) if tie.kind[0] == "F" else start
        return ((start, above), (end, above)), _Tip((end, above), 1, 0, tie.clash)
    down = -1 if below < above else 1
    out, into = above + down * _HALF, below - down * _HALF
    if above == below:
        turn = out + _TURN
        back = ((start, out), (start, turn), (end, turn), (end, out))
        return back, _Tip((end, out), 0, -1, tie.clash)
    tip = _Tip((end, into), 0, down, tie.clash)
    if start == end:
        return ((start, out), (end, into)), tip
    turn = out + down * _TURN
    return ((start, out), (start, turn), (end, turn), (end, into)), tip


def links_on(made: Threads, cell: Cell) -> Iterator[Primitive]:
    """The links on one sheet as thin lines; what is broken has the colour of a clash."""
    ground, (row, column) = made.ground, cell
    axis, inks = ground.axes[column], ground.inks
    top = made.tops[row]
    below = made.tops[row + 1] if row + 1 < len(made.tops) else None
    for run in made.runs.get(cell, ()):
        ink = inks.clash if run.is_clash else inks.muted
        low, high = sorted((run.start[1], run.end[1]))
        low, high = max(low, top), high if below is None else min(high, below)
        shift = AXIS_HEIGHT - top
        left, right = axis.x(run.start[0]), axis.x(run.end[0])
        if run.start[0] == run.end[0]:
            if axis.start <= run.start[0] <= axis.end:
                yield Stroke(left, low + shift, left, high + shift, ink, LINE)
        elif left != right:
            yield Stroke(left, low + shift, right, low + shift, ink, LINE)
    for tip in made.tips.get(cell, ()):
        if axis.start <= tip.at[0] <= axis.end:
            ink = inks.clash if tip.is_clash else inks.muted
            yield arrow((axis.x(tip.at[0]), tip.at[1] - top + AXIS_HEIGHT), tip.along, tip.down, ink)


def arrow(at: tuple[float, float], along: int, down: int, ink: str) -> Shape:
    """The point of an arrow that ends here and points along or down, or back or up."""
    x, y = at
    if along:
        back = x - along * _TIP
        return Shape(((back, y - 1.5), (back, y + 1.5), (x, y)), ink)
    back = y - down * _TIP
    return Shape(((x - 1.5, back), (x + 1.5, back), (x, y)), ink)


def pins_on(made: Threads, cell: Cell) -> Iterator[Primitive]:
    """The numbered pins of clashes on one sheet; one without an activity stands in the axis."""
    axis, inks = made.ground.axes[cell[1]], made.ground.inks
    used: dict[tuple[int, float], int] = {}
    for pin, middle in made.pins.get(cell, ()):
        if not axis.start <= pin.day <= axis.end:
            continue
        y = AXIS_HEIGHT - 10 if middle is None else middle - made.tops[cell[0]] + AXIS_HEIGHT - _HALF
        beside = used.get((pin.day, y), 0)
        used[pin.day, y] = beside + 1
        yield from pin_mark((axis.x(pin.day) + beside * 2 * PIN, y), pin, inks)


def pin_mark(at: tuple[float, float], pin: Pin, inks: Inks) -> Iterator[Primitive]:
    """The number of a clash on its round ground."""
    x, y = at
    yield Box(x - PIN, y - PIN, 2 * PIN, 2 * PIN, inks.clash, inks.surface, PIN)
    yield Words(x, y + 2.3, str(pin.number), 6.5, inks.surface, semibold=True, anchor="middle")


def pinned(plan: Plan) -> Mapping[int, UUID]:
    """The activity of each pin: the one that stands at its day in its row of the plan."""
    at: dict[tuple[int, int], UUID] = {}
    for shape in shapes_of(plan):
        at.setdefault((shape.row, shape.start), shape.activity_id)
    for bar in plan.bars:
        at.setdefault((bar.row, bar.end - 1), bar.activity_id)
    spots = ((pin.number, (pin.row, pin.day)) for pin in plan.pins)
    return {number: at[spot] for number, spot in spots if spot in at}
