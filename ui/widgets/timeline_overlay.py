"""Painting what hands do on a timeline: rings of a selection, bands, links being drawn, guides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from planner.timeline.drawn.shapes import Bar, Shape
from ui.widgets.timeline_grasp import HANDLE_PX, handle_of
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import Inks

_WASH = 26
_MOST_RINGS = 200


def paint_ring(painter: QPainter, ground: Ground, inks: Inks, shape: Shape, role: str = "ink") -> None:
    """A ring around a shape that is selected, or aimed at."""
    box = ground.box_of(shape)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.pen(role, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(shape, Bar):
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)
    else:
        reach, middle = box.width() / 2 + 4, box.center()
        painter.drawPolygon(
            [
                QPointF(middle.x() - reach, middle.y()),
                QPointF(middle.x(), middle.y() - reach),
                QPointF(middle.x() + reach, middle.y()),
                QPointF(middle.x(), middle.y() + reach),
            ]
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_rings(painter: QPainter, ground: Ground, inks: Inks, shapes: Sequence[Shape]) -> None:
    """A ring around each of several; plain frames where there are more than one can tell apart."""
    if len(shapes) <= _MOST_RINGS:
        for shape in shapes:
            paint_ring(painter, ground, inks, shape)
        return
    painter.setPen(inks.pen("ink", 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([ground.box_of(shape) for shape in shapes])


def paint_handle(painter: QPainter, ground: Ground, inks: Inks, shape: Shape) -> None:
    """The small handle at a shape's end, from which a link can be drawn."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.pen("ink", 1.5))
    painter.setBrush(inks.brush["surface"])
    painter.drawEllipse(handle_of(ground, shape), HANDLE_PX, HANDLE_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_band(painter: QPainter, inks: Inks, box: QRectF) -> None:
    """The band that selects what it touches."""
    painter.setPen(inks.pen("ink", 1, Qt.PenStyle.DashLine))
    painter.setBrush(_wash(inks, "ink"))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_lane(painter: QPainter, ground: Ground, inks: Inks, lane: int) -> None:
    """The lane that something would be put into."""
    box = ground.lane_box(lane)
    painter.fillRect(box, _wash(inks, "ink"))
    painter.setPen(inks.pen("ink", 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def paint_guide(painter: QPainter, ground: Ground, inks: Inks, day: int) -> None:
    """The line of a day that something has snapped to."""
    along = round(ground.x(day)) + 0.5
    painter.setPen(inks.pen("ink", 1, Qt.PenStyle.DotLine))
    painter.drawLine(ground.line(along, ground.head, along, ground.breadth))


def paint_link(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    shape: Shape,
    spot: QPointF,
    target: Shape | None,
    refusal: str,
) -> None:
    """A link that is being drawn, what it leads to, and why it may not lead there."""
    role = "error" if refusal else "ink"
    if target is not None:
        paint_ring(painter, ground, inks, target, role)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.pen(role, 2, Qt.PenStyle.DashLine if refusal else Qt.PenStyle.SolidLine))
    painter.drawLine(handle_of(ground, shape), spot)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush[role])
    painter.drawEllipse(spot, HANDLE_PX - 1, HANDLE_PX - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    paint_handle(painter, ground, inks, shape)
    if refusal:
        _paint_told(painter, ground, inks, spot, refusal)


def _paint_told(painter: QPainter, ground: Ground, inks: Inks, spot: QPointF, text: str) -> None:
    """A sentence beside the pointer, kept inside the view."""
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    wide = min(360.0, ground.width - 40.0)
    painter.setFont(inks.small)
    needed = inks.metrics.boundingRect(QRectF(0, 0, wide, 400), flags, text)
    box = QRectF(spot.x() + 14, spot.y() + 16, needed.width() + 18, needed.height() + 12)
    box.moveLeft(min(box.left(), ground.width - box.width() - 6))
    if box.bottom() > ground.height - 6:
        box.moveBottom(spot.y() - 12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush["error"])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(box, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(inks.colour["surface"])
    painter.drawText(box.adjusted(9, 6, -9, -6), flags, text)


def _wash(inks: Inks, role: str) -> QColor:
    colour = QColor(inks.colour[role])
    colour.setAlpha(_WASH)
    return colour
