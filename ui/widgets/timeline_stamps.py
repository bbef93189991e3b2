"""Pictures that a timeline is stamped with: bars, milestones, pins, arrows; drawn once, copied often."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QTransform

from planner.terms import Severity, Side
from planner.timeline.drawn.shapes import Pin
from ui.widgets.timeline_inks import RADIUS, Inks

EDGE = 4
CAP = 10
LONG = 512
_ROUND = 4


class Look(NamedTuple):
    """How a bar or a milestone is drawn."""

    side: Side
    is_clash: bool = False
    is_clause: bool = False
    is_critical: bool = False
    is_dimmed: bool = False


def bar_stamp(inks: Inks, look: Look, thick: int, *, is_columns: bool) -> QPixmap:
    """A bar much longer than its ends; pieces of it make bars of any length."""
    key = "bar", look, thick, is_columns
    made = inks.stamps.get(key)
    if made is None:
        size = (thick, LONG) if is_columns else (LONG, thick)
        made = inks.stamps[key] = inks.blank(*size)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.is_dimmed:
            painter.setOpacity(0.3)
        _draw_bar(painter, inks, look, QRectF(0, 0, *size))
        painter.end()
    return made


def _draw_bar(painter: QPainter, inks: Inks, look: Look, box: QRectF) -> None:
    edge = inks.colour["error" if look.is_clash else look.side]
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if look.is_clause:
        # What follows from a clause: hollow and dashed, because no hand moves it.
        painter.fillRect(box, inks.brush["surface"])
        painter.setPen(QPen(edge, 1.5 if look.is_clash else 1.2, Qt.PenStyle.DashLine))
        painter.drawRect(inner)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush[f"{look.side}_soft"])
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setBrush(edge)
    painter.setClipRect(QRectF(box.x(), box.y(), EDGE, box.height()))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPen(edge, 1.5) if look.is_clash else inks.pen(f"{look.side}_line")
    painter.setPen(inks.pen("ink", 2) if look.is_critical else line)
    inset = 0.5 if look.is_critical else 0.0
    painter.drawRoundedRect(inner.adjusted(inset, inset, -inset, -inset), _ROUND, _ROUND)
    if look.is_critical and look.is_clash:
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(inner.adjusted(2, 2, -2, -2), 2, 2)


def diamond_stamp(inks: Inks, look: Look) -> QPixmap:
    """A milestone; its middle is the middle of the picture."""
    key = "diamond", look
    made = inks.stamps.get(key)
    if made is None:
        size = inks.diamond + 3
        made = inks.stamps[key] = inks.blank(2 * size, 2 * size)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.is_dimmed:
            painter.setOpacity(0.3)
        middle = QPointF(size, size)
        if look.is_critical:
            painter.setPen(inks.pen("ink", 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(diamond_outline(middle, size - 1))
        hollow = inks.pen(look.side, 1.4) if look.is_clause else QPen(Qt.PenStyle.NoPen)
        painter.setPen(inks.pen("error", 2) if look.is_clash else hollow)
        painter.setBrush(inks.brush["surface" if look.is_clause else look.side])
        painter.drawPolygon(diamond_outline(middle, inks.diamond - (1.5 if look.is_critical else 0)))
        painter.end()
    return made


def diamond_outline(spot: QPointF, size: float) -> QPolygonF:
    """A square on its corner."""
    x, y = spot.x(), spot.y()
    corners = ((x - size, y), (x, y - size), (x + size, y), (x, y + size))
    return QPolygonF([QPointF(*corner) for corner in corners])


def pin_stamp(inks: Inks, pin: Pin, *, is_chosen: bool) -> QPixmap:
    """The numbered mark of a clash; the chosen one wears a ring."""
    key = "pin", pin.number, pin.severity, is_chosen
    made = inks.stamps.get(key)
    if made is None:
        size = inks.pin + 5
        made = inks.stamps[key] = inks.blank(2 * size, 2 * size)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = QPointF(size, size)
        if is_chosen:
            painter.setPen(inks.pen("ink", 2))
            painter.setBrush(inks.brush["surface"])
            painter.drawEllipse(spot, inks.pin + 3, inks.pin + 3)
        painter.setPen(inks.pen("surface", 1.5))
        painter.setBrush(inks.brush["error" if pin.severity is Severity.ERROR else "warning"])
        painter.drawEllipse(spot, inks.pin, inks.pin)
        painter.setFont(inks.tiny_strong)
        painter.setPen(inks.colour["surface"])
        painter.drawText(QRectF(0, 0, 2 * size, 2 * size), Qt.AlignmentFlag.AlignCenter, str(pin.number))
        painter.end()
    return made


def arrow_stamp(inks: Inks, *, is_forward: bool, is_columns: bool) -> QPixmap:
    """The head of a link, pointing across time."""
    key = "arrow", is_forward, is_columns
    made = inks.stamps.get(key)
    if made is None:
        made = inks.stamps[key] = inks.blank(8, 8)
        tip, back = (7.5, 1.5) if is_forward else (0.5, 6.5)
        corners = [(4.0, tip), (0.5, back), (7.5, back)]
        points = [QPointF(y, x) if is_columns else QPointF(x, y) for x, y in corners]
        _filled(made, points, inks.colour["link"])
    return made


def deadline_stamp(inks: Inks, *, is_missed: bool) -> QPixmap:
    """The flag of a deadline: filled in the colour of an error when it is missed."""
    key = "deadline", is_missed
    made = inks.stamps.get(key)
    if made is None:
        made = inks.stamps[key] = inks.blank(9, 9)
        _filled(
            made,
            [QPointF(0.5, 0.5), QPointF(8.5, 0.5), QPointF(4.5, 8)],
            inks.colour["error" if is_missed else "ink"],
        )
    return made


def _filled(pixmap: QPixmap, points: list[QPointF], colour: QColor) -> None:
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(points))
    painter.end()


def corner_stamp(inks: Inks, *, right: bool, low: bool, has_focus: bool) -> QPixmap:
    """A round corner of the card: the window outside it, and the edge."""
    key = "corner", right, low, has_focus
    made = inks.stamps.get(key)
    if made is None:
        made = inks.stamps[key] = inks.blank(RADIUS, RADIUS)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(
            QTransform(-1 if right else 1, 0, 0, -1 if low else 1, RADIUS * right, RADIUS * low)
        )
        painter.fillPath(inks.corner, inks.brush["window"])
        painter.setPen(inks.pen("ink" if has_focus else "line", 2 if has_focus else 1))
        inset = 1.0 if has_focus else 0.5
        round_edge = RADIUS - inset
        painter.drawArc(QRectF(inset, inset, 2 * round_edge, 2 * round_edge), 90 * 16, 90 * 16)
        painter.end()
    return made
