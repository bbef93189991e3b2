"""Painting what stands around the bars: the axis, the lanes' names, today, the pins."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from planner.terms import Severity
from planner.timeline.axis import Tick
from planner.timeline.shapes import Lane, Pin, Shape
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import Inks


def paint_grid(painter: QPainter, ground: Ground, inks: Inks, ticks: Iterable[Tick]) -> None:
    """The lines of the axis."""
    painter.setPen(inks.pen("line"))
    lines = [_line(round(ground.x(t.day)) + 0.5, 0, ground.height) for t in ticks]
    painter.drawLines([line for line in lines if line.x1() >= ground.gutter])


def pin_spots(ground: Ground, inks: Inks, pins: Iterable[Pin]) -> list[tuple[Pin, QPointF]]:
    """Where the pins stand; those of one spot stand in a line."""
    taken: dict[tuple[int, int], int] = {}
    spots: list[tuple[Pin, QPointF]] = []
    for pin in pins:
        place = taken.get((pin.day, pin.row), 0)
        taken[pin.day, pin.row] = place + 1
        x = ground.x(pin.day) + place * 2 * inks.pin
        spots.append((pin, QPointF(x, ground.y(pin.row) + (inks.pitch - inks.bar) / 2)))
    return spots


def paint_pins(painter: QPainter, ground: Ground, inks: Inks, pins: Iterable[Pin], chosen: str) -> None:
    """Numbered pins; the chosen one wears a ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(inks.tiny_strong)
    for pin, spot in pin_spots(ground, inks, pins):
        role = "error" if pin.severity is Severity.ERROR else "warning"
        if pin.finding_id == chosen:
            painter.setPen(inks.pen("ink", 2))
            painter.setBrush(inks.brush["surface"])
            painter.drawEllipse(spot, inks.pin + 3, inks.pin + 3)
        painter.setPen(inks.pen("surface", 1.5))
        painter.setBrush(inks.brush[role])
        painter.drawEllipse(spot, inks.pin, inks.pin)
        painter.setPen(inks.colour["surface"])
        box = QRectF(spot.x() - inks.pin, spot.y() - inks.pin, 2 * inks.pin, 2 * inks.pin)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(pin.number))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_head(
    painter: QPainter, ground: Ground, inks: Inks, ticks: tuple[Tick, ...], month_px: float
) -> None:
    """The axis: what each line stands for."""
    painter.fillRect(0, 0, ground.width, ground.head, inks.brush["surface"])
    painter.setPen(inks.pen("line"))
    painter.drawLine(0, ground.head, ground.width, ground.head)
    painter.setFont(inks.small)
    for place, tick in enumerate(ticks):
        x = ground.x(tick.day)
        following = ground.x(ticks[place + 1].day) if place + 1 < len(ticks) else x + month_px
        left = max(x, ground.gutter) + 6
        if x >= ground.gutter:
            painter.setPen(inks.pen("line"))
            painter.drawLine(_line(round(x) + 0.5, 0, ground.head))
        painter.setPen(inks.colour["ink" if tick.is_major else "muted"])
        shown = tick.label
        if inks.metrics.horizontalAdvance(shown) > following - left - 2:
            shown = shown.rsplit(" ", 1)[0]
        if inks.metrics.horizontalAdvance(shown) <= following - left - 2:
            painter.drawText(QPointF(left, ground.head / 2 + inks.metrics.ascent() / 2 - 1), shown)


def paint_lanes(painter: QPainter, ground: Ground, inks: Inks, lanes: tuple[Lane, ...]) -> None:
    """The lanes' names with the rule of their side; they stay while time moves."""
    painter.fillRect(QRectF(0, ground.head, ground.gutter, ground.height), inks.brush["surface"])
    for number, lane in enumerate(lanes):
        top, bottom = ground.lane_span(number)
        if top > ground.height or bottom < ground.head:
            continue
        if number:
            painter.setPen(inks.pen("line"))
            painter.drawLine(QLineF(0, round(top) + 0.5, ground.width, round(top) + 0.5))
        painter.fillRect(QRectF(0, top + 1, 4, bottom - top - 9), inks.brush[lane.side])
        # A lane higher than the view keeps its name in sight.
        at = min(max(top, ground.head), bottom - inks.label_height)
        _paint_lane_name(painter, inks, lane, QRectF(16, at + 9, ground.gutter - 24, bottom - at))
    painter.setPen(inks.pen("line"))
    painter.drawLine(_line(ground.gutter - 0.5, 0, ground.height))


def _paint_lane_name(painter: QPainter, inks: Inks, lane: Lane, box: QRectF) -> None:
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
    painter.setFont(inks.strong)
    painter.setPen(inks.colour["ink"])
    title = inks.two_lines(lane.title, box.width(), strong=True)
    taken = painter.drawText(
        QRectF(box.x(), box.y(), box.width(), 2 * inks.strong_metrics.height()), int(flags), title
    )
    painter.setFont(inks.small)
    painter.setPen(inks.colour["muted"])
    below = box.y() + taken.height() + 1
    subtitle = inks.two_lines(lane.subtitle, box.width(), strong=False)
    painter.drawText(QRectF(box.x(), below, box.width(), 2 * inks.metrics.height()), int(flags), subtitle)


def paint_today(painter: QPainter, ground: Ground, inks: Inks, today: int) -> None:
    """The line of today, with the word in the strip at the foot."""
    strip = QRectF(0, ground.height - inks.foot, ground.width, inks.foot)
    painter.fillRect(strip, inks.brush["surface"])
    x = round(ground.x(today + 0.5))
    if not ground.gutter <= x <= ground.width:
        return
    painter.fillRect(QRectF(x - 1, ground.head - 9, 2, ground.height), inks.brush["ink"])
    text, _ = inks.text("today")
    top = ground.height - inks.foot + 3
    painter.setFont(inks.small)
    painter.setPen(inks.colour["ink"])
    painter.drawStaticText(QPointF(x + 5, top), text)


def paint_note(painter: QPainter, ground: Ground, inks: Inks, shape: Shape, note: str) -> None:
    """What a drag would do, in a small label above the shape."""
    painter.setFont(inks.small)
    width = inks.metrics.horizontalAdvance(note) + 16
    height = inks.metrics.height() + 8
    x = min(max(ground.x(shape.start), ground.gutter + 4.0), ground.width - width - 4)
    y = ground.y(shape.row) - height
    y = y if y > ground.head else ground.y(shape.row) + inks.pitch
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush["ink"])
    painter.drawRoundedRect(QRectF(x, y, width, height), 4, 4)
    painter.setPen(inks.colour["on_ink"])
    painter.drawText(QPointF(x + 8, y + 4 + inks.metrics.ascent()), note)


def _line(x: float, top: float, bottom: float) -> QLineF:
    return QLineF(x, top, x, bottom)
