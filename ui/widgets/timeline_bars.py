"""Painting bars and milestones that are drawn one by one, with tails, progress, deadlines and names.

What a shape needs and no frame changes is worked out once for its row; a frame only multiplies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from planner.timeline.drawn.shapes import Bar, Row, Shape
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import Inks
from ui.widgets.timeline_stamps import CAP, EDGE, LONG, Look, bar_stamp, deadline_stamp, diamond_stamp

GHOST = 3
_WITH_TEXT = 40
_BESIDE = 7
_TAIL = 4
_FEW_TAILS = 12
_SMALLEST = 5
_FLAG_IN_COLUMN = 14
# So far beyond the view a bar is still drawn: its ends and outline stay out of sight.
_BEYOND = 24
Copy = Callable[[int, int, QPixmap, int, int, int], None]


class Part(NamedTuple):
    """A shape as a frame needs it. `has_room` says whether its name has room outside of it.

    `tail` and `done`, the late case and the progress, are in days along and pixels across the plan.
    """

    start: int
    end: int
    late: int
    reach: int
    stamp: QPixmap
    name: str
    width: float
    is_bar: bool
    has_room: bool
    side: str
    role: str
    tail: QRectF | None
    done: QRectF | None
    deadline: int | None


class RowParts(NamedTuple):
    """The shapes of a row, and where they are drawn across time, in pixels of the whole plan."""

    parts: tuple[Part, ...]
    across: float
    size: float
    thick: int


def parts_of(
    row: Row,
    number: int,
    ground: Ground,
    inks: Inks,
    matching: frozenset[UUID] | None,
    critical: frozenset[UUID],
) -> RowParts:
    """What a row is painted from."""
    thick, across = round(ground.thickness(number)), ground.rows.row_tops[number]
    bar_at = round(across + (ground.row_size(number) - ground.under - thick) / 2)

    def part(shape: Shape) -> Part:
        id = shape.activity_id
        is_dimmed = matching is not None and id not in matching
        look = Look(shape.side, shape.state == "clash", bool(shape.clause), id in critical, is_dimmed)
        width = inks.width(shape.name)
        role, tail = "muted" if is_dimmed else "ink", _tail(ground, inks, shape, across)
        if isinstance(shape, Bar):
            stamp = bar_stamp(inks, look, thick, is_columns=ground.is_columns)
            has_room, done = shape.reach > max(shape.end, shape.late_end), None
            if shape.progress:
                days = (shape.end - shape.start) * min(shape.progress, 100) / 100
                done = _content(ground, shape.start, bar_at + thick - 4, days, 3)
            return Part(
                shape.start, shape.end, shape.late_end, shape.reach, stamp, shape.name, width, True, has_room,
                shape.side, role, tail, done, shape.deadline,
            )  # fmt: skip
        return Part(
            shape.start, shape.start, shape.late, shape.reach, diamond_stamp(inks, look), shape.name, width,
            False, True, shape.side, role, tail, None, shape.deadline,
        )  # fmt: skip

    return RowParts(tuple(part(shape) for shape in row.shapes), across, ground.row_size(number), thick)


def _content(ground: Ground, day: float, across: float, days: float, breadth: float) -> QRectF:
    """A rectangle in days along and pixels across the whole plan."""
    if ground.is_columns:
        return QRectF(across, day, breadth, days)
    return QRectF(day, across, days, breadth)


def _tail(ground: Ground, inks: Inks, shape: Shape, across: float) -> QRectF | None:
    """The thin line up to where the late case ends, if that is later."""
    room = ground.row_size(shape.row) - ground.under
    if isinstance(shape, Bar):
        # In columns at the edge, because a short box has its name below its start.
        at, end, late = across + 4, shape.end, shape.late_end
        at = at if ground.is_columns else round(across + (room - _TAIL) / 2)
        return _content(ground, end, at, late - end, _TAIL) if late > end else None
    # Below the name, which stands to the right of a diamond.
    low = across + 3 + ground.diamond
    at = low if ground.is_columns else round(across + (room - _TAIL) / 2 + inks.bar / 2 - 1)
    days = shape.late - shape.start
    return _content(ground, shape.start + 0.5, at, days, _TAIL) if days > 0 else None


def _copier(painter: QPainter, ground: Ground, ratio: float) -> Copy:
    """What copies a piece of a bar: where to along and across, what, from where in it, length, breadth."""
    draw, is_columns = painter.drawPixmap, ground.is_columns

    def lanes(along: int, across: int, stamp: QPixmap, source: int, length: int, thick: int) -> None:
        draw(along, across, stamp, source, 0, length, thick)

    def columns(along: int, across: int, stamp: QPixmap, source: int, length: int, thick: int) -> None:
        draw(across, along, stamp, 0, source, thick, length)

    def grown(along: int, across: int, stamp: QPixmap, source: int, length: int, thick: int) -> None:
        box = QRectF(0, source * ratio, thick * ratio, length * ratio)
        part = box if is_columns else QRectF(source * ratio, 0, length * ratio, thick * ratio)
        draw(ground.box(along, across, length, thick), stamp, part)

    return grown if ratio != 1.0 else columns if is_columns else lanes


class Strokes:
    """Rectangles gathered while a frame goes through the rows, drawn at its end role by role."""

    def __init__(self) -> None:
        self.tails: dict[str, list[QRectF]] = {}
        self.done: list[QRectF] = []
        self.flags: list[tuple[QPointF, bool]] = []
        self.poles: dict[str, list[QRectF]] = {}


def paint_rows(
    painter: QPainter, ground: Ground, inks: Inks, rows: Iterable[tuple[RowParts, int, int]]
) -> None:
    """The shapes of these rows, from one place to another in each."""
    copy, strokes = _copier(painter, ground, inks.ratio), Strokes()
    zero, px, farthest = (
        ground.gutter - ground.left_day * ground.day_px,
        ground.day_px,
        ground.length + _BEYOND,
    )
    for row, begin, end in rows:
        across = ground.head - ground.top + row.across
        room = row.size - ground.under
        bar_at, thick, taken = round(across + (room - row.thick) / 2), row.thick, -1.0e9
        for part in row.parts[begin:end]:
            first, last = zero + part.start * px, zero + part.end * px
            if part.is_bar:
                _paint_bar(copy, part, first, last, farthest, bar_at, thick)
                if part.done is not None:
                    strokes.done.append(part.done)
            else:
                at = across + (ground.diamond + 5 if ground.is_columns else room / 2)
                _paint_diamond(painter, ground, inks, part, first + px / 2, at)
            if part.tail is not None:
                strokes.tails.setdefault(part.side, []).append(part.tail)
            if part.deadline is not None:
                _gather_flag(strokes, ground, part, round(zero + (part.deadline + 1) * px), across, row.size)
            if ground.is_columns:
                _paint_name_across(painter, ground, inks, part, first, last, across, room)
            else:
                _paint_name_along(painter, ground, inks, part, first, last, across + room / 2, taken)
            taken = zero + part.reach * px
    _paint_strokes(painter, ground, inks, strokes)


def _paint_bar(
    copy: Copy, part: Part, first: float, last: float, farthest: float, across: int, thick: int
) -> None:
    """A bar put together from pieces of a long one: its begin, as much middle as it takes, its end."""
    at = round(max(first, -_BEYOND))
    length = max(round(min(last, farthest)) - at, _SMALLEST)
    tip = min(CAP, length // 2)
    rest = length - tip
    if rest <= LONG - CAP:
        copy(at, across, part.stamp, 0, rest, thick)
        at += rest
    else:
        source = 0
        while rest > 0:
            piece = min(rest, LONG - CAP - source)
            copy(at, across, part.stamp, source, piece, thick)
            at, rest, source = at + piece, rest - piece, CAP
    copy(at, across, part.stamp, LONG - tip, tip, thick)


def _paint_diamond(
    painter: QPainter, ground: Ground, inks: Inks, part: Part, along: float, across: float
) -> None:
    half = inks.diamond + 3
    spot = ground.point(round(along) - half, round(across) - half)
    painter.drawPixmap(spot, part.stamp)


def _gather_flag(
    strokes: Strokes, ground: Ground, part: Part, along: int, across: float, size: float
) -> None:
    """The mark of a deadline at the end of the last day; in the colour of an error when it is missed."""
    if ground.gutter - 8 <= along <= ground.length + 8 and part.deadline is not None:
        is_missed = (part.end - 1 if part.is_bar else part.end) > part.deadline
        role = "error" if is_missed else "ink"
        # Across a column a whole line would strike out the names that stand there.
        tall = min(size - 2, _FLAG_IN_COLUMN) if ground.is_columns else size - 2
        strokes.poles.setdefault(role, []).append(ground.box(along - 1, across + 1, 1.5, tall))
        spot = ground.point(along - (0.5 if ground.is_columns else 5), across + 1)
        strokes.flags.append((spot, is_missed))


def _paint_strokes(painter: QPainter, ground: Ground, inks: Inks, strokes: Strokes) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    transform = ground.transform
    if sum(len(found) for found in strokes.tails.values()) <= _FEW_TAILS:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for side, found in strokes.tails.items():
            painter.setBrush(inks.brush[f"{side}_line"])
            for box in found:
                painter.drawRoundedRect(transform.mapRect(box), _TAIL / 2, _TAIL / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        strokes.tails.clear()
    painter.setTransform(transform)
    for side, found in strokes.tails.items():
        painter.setBrush(inks.brush[f"{side}_line"])
        painter.drawRects(found)
    if strokes.done:
        painter.setBrush(inks.brush["ink"])
        painter.drawRects(strokes.done)
    painter.resetTransform()
    for role, poles in strokes.poles.items():
        painter.setBrush(inks.brush[role])
        painter.drawRects(poles)
    for spot, is_missed in strokes.flags:
        painter.drawPixmap(spot, deadline_stamp(inks, is_missed=is_missed))


# Names


def _paint_name_along(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    part: Part,
    first: float,
    last: float,
    middle: float,
    taken: float,
) -> None:
    """A name in its bar; behind its shape where it does not fit, before it where only there is room."""
    if part.is_bar:
        inside = last - first - EDGE - 3
        needed = part.width
        if needed <= inside:
            along = min(max(first, ground.gutter) + EDGE + 6, last - needed - 2)
        elif part.has_room:
            behind = ground.x(part.late)
            along = name_along(ground, behind, first, needed, taken)
        elif inside < _WITH_TEXT:
            return
        else:
            text, needed = inks.label(part.name, inside, part.role)
            along = min(max(first, ground.gutter) + EDGE + 6, max(last - needed - 2, first + EDGE + 3))
            painter.drawPixmap(round(along), round(middle - inks.line / 2), text)
            return
    elif part.has_room:
        half = ground.diamond
        at = first + ground.day_px / 2
        along = name_along(ground, at + half, at - half, part.width, taken)
    else:
        return
    if along < ground.length:
        text = inks.whole(part.name, part.role)
        if along < first - _BESIDE:
            # Before its shape a name may stand where a link runs.
            box = QRectF(round(along) - 2, round(middle - inks.line / 2), part.width + 4, inks.line)
            painter.fillRect(box, inks.brush["surface"])
        painter.drawPixmap(round(along), round(middle - inks.line / 2), text)


def name_along(ground: Ground, behind: float, before: float, needed: float, taken: float) -> float:
    """Where a name beside its shape begins: behind it, or before it where only there is room."""
    along = behind + _BESIDE
    if along + needed <= ground.length - 2:
        return along
    other = before - _BESIDE - needed
    return other if other >= max(taken, ground.gutter + 2) else along


def _paint_name_across(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    part: Part,
    first: float,
    last: float,
    across: float,
    room: float,
) -> None:
    """A name in a column: in its box in as many lines as fit, below the start of a short one."""
    if not part.is_bar:
        left = across + 2 * ground.diamond + 11
        lines = min(max(int((part.reach - part.start) * ground.day_px / inks.line + 0.4), 1), 3)
        text, _ = inks.label(part.name, across + room - left, part.role, lines, narrow=True)
        painter.drawPixmap(round(left), round(max(first - 1, first + (ground.day_px - inks.line) / 2)), text)
        return
    top = max(first, float(ground.gutter))
    fits = int((last - top - 2) / inks.line)
    if fits >= 1:
        text, _ = inks.label(part.name, room - EDGE - 12, part.role, min(fits, 4), narrow=True)
        painter.drawPixmap(round(across + EDGE + 7), round(top + 2), text)
        return
    below = max(last, first + _SMALLEST) + 1
    lines = min(int((ground.x(part.reach) - below) / inks.line), 3)
    if lines >= 1 and first >= ground.gutter - inks.line:
        text, _ = inks.label(part.name, room - EDGE - 9, part.role, lines, narrow=True)
        painter.drawPixmap(round(across + EDGE + 7), round(below), text)


# Baselines


class Ghost(NamedTuple):
    """Where a shape stood in a baseline."""

    shape: Shape
    start: int
    end: int
    number: int


def paint_ghosts(painter: QPainter, ground: Ground, inks: Inks, ghosts: Sequence[Ghost]) -> None:
    """Where shapes stood in the baselines: thin outlines beside the bars, the first nearest."""
    boxes: dict[str, list[QRectF]] = {}
    for ghost in ghosts:
        box = ghost_box(ground, ghost)
        boxes.setdefault(ghost.shape.side, []).append(box)
    painter.setBrush(inks.brush["surface"])
    for side, found in boxes.items():
        painter.setPen(inks.pen(side))
        painter.drawRects(found)


def ghost_box(ground: Ground, ghost: Ghost) -> QRectF:
    """Where a ghost is drawn: in its shape's row, beside the bar."""
    shape = ghost.shape
    first, end = max(ground.x(ghost.start), -_BEYOND), min(ground.x(ghost.end), ground.length + _BEYOND)
    room, thick = ground.row_size(shape.row), ground.thickness(shape.row)
    across = ground.row_top(shape.row) + (room - ground.under + thick) / 2 + 2
    across = round(across + ghost.number * (GHOST + 2)) + 0.5
    return ground.box(round(first) + 0.5, across, max(round(end - first) - 1, 2), GHOST)
