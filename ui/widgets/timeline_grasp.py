"""What lies under a pixel of the timeline, and what taking hold of it there would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from planner.timeline.drawn.shapes import Bar, Plan, Shape
from ui.widgets.timeline_ground import Ground

Grip = Literal["move", "start", "end", "link"]
GRIP_PX = 6
HANDLE_PX = 5.0
_HANDLE_GAP = 8.0
_TO_MOVE_PX = 8


@dataclass(frozen=True)
class Grasp:
    """A shape, or none, and the part of it that a hand would take."""

    shape: Shape | None = None
    grip: Grip = "move"


NOTHING = Grasp()


def grasp_at(plan: Plan | None, ground: Ground, spot: QPoint, with_handle: Iterable[Shape]) -> Grasp:
    """What is under a pixel; `with_handle` are the shapes whose handle for links is shown."""
    if plan is None or not ground.body.contains(QPointF(spot)):
        return NOTHING
    for each in with_handle:
        if (QPointF(spot) - handle_of(ground, each)).manhattanLength() <= HANDLE_PX + 2:
            return Grasp(each, "link")
    shape = shape_at(plan, ground, spot)
    return Grasp(shape, _grip(ground, shape, spot)) if shape is not None else NOTHING


def shape_at(plan: Plan, ground: Ground, spot: QPoint) -> Shape | None:
    """The shape under a pixel: what is drawn there, else whose name stands there."""
    row = ground.row_at(spot)
    if row not in plan.by_row:
        return None
    slack = int(12 / ground.day_px) + 2
    day = int(ground.day_at(spot))
    near = plan.by_row[row].between(day - slack, day + slack)
    drawn = (shape for shape in near if _around(ground, ground.box_of(shape)).contains(QPointF(spot)))
    named = (shape for shape in near if ground.room_of(shape).contains(QPointF(spot)))
    return next(drawn, None) or next(named, None)


def _around(ground: Ground, box: QRectF) -> QRectF:
    """A little more than the box: bars may be thin and short, and hands are not."""
    along = _reach(box.height() if ground.is_columns else box.width())[1]
    return box.adjusted(-2, -along, 2, along) if ground.is_columns else box.adjusted(-along, -2, along, 2)


def _reach(length: float) -> tuple[float, float]:
    """How far a grip reaches into a bar and beyond its end: of a short bar something stays to move."""
    inside = min(float(GRIP_PX), max((length - _TO_MOVE_PX) / 2, 0.0))
    return inside, max(2.0, GRIP_PX - inside)


def can_be_linked(shape: Shape) -> bool:
    """Whether a link may start or end here: at work, not at money or at what a clause brings."""
    return not shape.clause and not (isinstance(shape, Bar) and shape.clock_id is not None)


def _grip(ground: Ground, shape: Shape, spot: QPoint) -> Grip:
    box = ground.box_of(shape)
    first, last = ground.along(box.topLeft()), ground.along(box.bottomRight())
    if not isinstance(shape, Bar) or not can_be_linked(shape):
        return "move"
    at = ground.along(spot)
    inside, outside = _reach(last - first)
    if last - inside <= at <= last + outside:
        return "end"
    return "start" if first - outside <= at < first + inside else "move"


def handle_of(ground: Ground, shape: Shape) -> QPointF:
    """The middle of the small handle at a shape's end, from which links are drawn."""
    box = ground.box_of(shape)
    middle = ground.across(box.center())
    beyond = _reach(box.height() if ground.is_columns else box.width())[1] if isinstance(shape, Bar) else 2.0
    return ground.point(ground.along(box.bottomRight()) + _HANDLE_GAP + beyond - 2, middle)


def cursor_for(grasp: Grasp, *, is_columns: bool) -> Qt.CursorShape:
    """The pointer over something that can be taken."""
    if grasp.grip == "link":
        return Qt.CursorShape.CrossCursor
    if grasp.grip in ("start", "end"):
        return Qt.CursorShape.SizeVerCursor if is_columns else Qt.CursorShape.SizeHorCursor
    return Qt.CursorShape.PointingHandCursor if grasp.shape is not None else Qt.CursorShape.OpenHandCursor
