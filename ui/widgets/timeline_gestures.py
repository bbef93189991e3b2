"""What a pressed mouse does on the timeline: pan, move or resize, select by a band, draw a link.

A gesture is begun by a press, told each move, and ended once, kept or given up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from planner.timeline.drawn.shapes import Shape, package_at
from ui.widgets import timeline_overlay as overlay
from ui.widgets.timeline_grasp import Grip, can_be_linked, handle_of, shape_at

if TYPE_CHECKING:
    from ui.widgets.timeline_canvas import TimelineCanvas


@dataclass(frozen=True)
class Drag:
    """A shape held away from its place: by which grip, how many days, over which lane.

    `days` carries its fraction. With `is_free` nothing snaps. `lane` is -1 where there is none.
    `package` names another work package whose rows it is held over, "" those of none.
    """

    id: UUID
    grip: Grip
    days: float
    lane: int
    is_free: bool
    package: str | None = None


class Gesture(Protocol):
    """One way of dragging."""

    cursor: Qt.CursorShape

    def move(self, spot: QPoint, held: Qt.KeyboardModifier) -> None:
        """The mouse went there."""

    def end(self, *, keep: bool) -> None:
        """The button was let go, or with `keep` False all of it given up."""

    def paint(self, painter: QPainter) -> None:
        """What shows while it lasts, over the plan."""


class Panning:
    """Pulls the ground along."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: TimelineCanvas, start: QPoint) -> None:
        self._canvas, self._start = canvas, start
        self._from = canvas.place

    def move(self, spot: QPoint, held: Qt.KeyboardModifier) -> None:
        """Keep the day and the row that were taken under the hand."""
        ground, (left_day, top) = self._canvas.ground, self._from
        along = ground.along(spot) - ground.along(self._start)
        across = ground.across(spot) - ground.across(self._start)
        self._canvas.place_at(left_day - along / ground.day_px, top - across)

    def end(self, *, keep: bool) -> None:
        """Stay; given up, go back."""
        if not keep:
            self._canvas.place_at(*self._from)

    def paint(self, painter: QPainter) -> None:
        """Nothing."""


class Dragging:
    """Moves what is selected, or one end of a bar."""

    def __init__(self, canvas: TimelineCanvas, start: QPoint, shape: Shape, grip: Grip) -> None:
        self._canvas, self._id, self._grip = canvas, shape.activity_id, grip
        # The day under the hand, and not the pixel: the ground may move on meanwhile.
        self._day = canvas.ground.day_at(start)
        self._own_lane = shape.lane
        self._own_package = package_at(canvas.plan, shape.lane, shape.row)
        self._last: Drag | None = None
        along = Qt.CursorShape.SizeVerCursor if canvas.ground.is_columns else Qt.CursorShape.SizeHorCursor
        self.cursor = Qt.CursorShape.ClosedHandCursor if grip == "move" else along

    def move(self, spot: QPoint, held: Qt.KeyboardModifier) -> None:
        """Tell how far away from its place the shape is held."""
        ground = self._canvas.ground
        days = ground.day_at(spot) - self._day
        lane = ground.lane_at(spot) if self._grip == "move" else self._own_lane
        free = bool(held & Qt.KeyboardModifier.AltModifier)
        package = package_at(self._canvas.plan, lane, ground.row_at(spot)) if self._grip == "move" else None
        if package == self._own_package and lane == self._own_lane:
            package = None
        self._last = Drag(self._id, self._grip, days, lane, free, package)
        self._canvas.dragged.emit(self._last)

    def end(self, *, keep: bool) -> None:
        """Tell where it was let go, or None when it was given up."""
        self._canvas.dropped.emit(self._last if keep else None)

    def paint(self, painter: QPainter) -> None:
        """The lane it would change to."""
        if self._last is not None and self._last.lane not in (-1, self._own_lane):
            overlay.paint_lane(painter, self._canvas.ground, self._canvas.inks, self._last.lane)


class Banding:
    """Selects what a band touches that is drawn with the mouse."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: TimelineCanvas, start: QPoint) -> None:
        self._canvas, self._start = canvas, start
        self._before = canvas.selection
        self._box = QRectF()

    def move(self, spot: QPoint, held: Qt.KeyboardModifier) -> None:
        """Select what the band touches now, besides what was selected."""
        self._box = QRectF(self._start, spot).normalized()
        ground = self._canvas.ground
        touched = [
            shape.activity_id
            for shape in self._canvas.in_view(ground)
            if ground.box_of(shape).intersects(self._box)
        ]
        self._canvas.select([*self._before, *touched])

    def end(self, *, keep: bool) -> None:
        """Keep the selection; given up, as it was before."""
        if not keep:
            self._canvas.select(self._before)

    def paint(self, painter: QPainter) -> None:
        """The band."""
        overlay.paint_band(painter, self._canvas.inks, self._box)


class Linking:
    """Draws a link from the end of one shape to another; a loop is refused while one draws it."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: TimelineCanvas, shape: Shape) -> None:
        self._canvas, self._shape = canvas, shape
        self._spot = QPointF(handle_of(canvas.ground, shape))
        self._target: Shape | None = None
        self._refusal = ""

    def move(self, spot: QPoint, held: Qt.KeyboardModifier) -> None:
        """Look at what the line leads to, and whether it may."""
        canvas = self._canvas
        found = shape_at(canvas.plan, canvas.ground, spot) if canvas.plan is not None else None
        target = found if found is not None and found != self._shape and can_be_linked(found) else None
        if target != self._target:
            self._target = target
            ids = (self._shape.activity_id, target.activity_id) if target is not None else None
            self._refusal = canvas.why_not_link(*ids) if ids is not None else ""
        self._spot = QPointF(spot)

    def end(self, *, keep: bool) -> None:
        """Tell which two to link; what is refused stays undrawn, and given up is nothing dropped."""
        if keep and self._target is not None:
            self._canvas.linked.emit(self._shape.activity_id, self._target.activity_id)
        else:
            self._canvas.dropped.emit(None)

    def paint(self, painter: QPainter) -> None:
        """The line, what it leads to, and why it may not."""
        canvas = self._canvas
        # The shapes may have been made anew since the press.
        shape = canvas.shape(self._shape.activity_id) or self._shape
        overlay.paint_link(
            painter, canvas.ground, canvas.inks, shape, self._spot, self._target, self._refusal
        )
