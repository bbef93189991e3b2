"""Painting the clocks: weekends, hatching over whole lanes, strips with their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from planner.timeline.drawn.axis import weekends
from planner.timeline.drawn.shapes import Band, Lane
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import HATCH, TILE, TILE_HIGH, Inks

# A strip as long as this says its name, and hatching that has so much room; shorter hatching never does.
_WITH_TEXT, _LEAST_HATCHED = 40, 16
# Single days can be told apart from here on.
WEEKEND_PX = 9.0


def paint_weekends(painter: QPainter, ground: Ground, inks: Inks) -> None:
    """Saturdays and Sundays, lightly, where days are wide enough to see them."""
    if ground.day_px >= WEEKEND_PX:
        boxes = [
            ground.box(ground.x(day), ground.head, 2 * ground.day_px, ground.breadth - ground.head)
            for day in weekends(int(ground.left_day), int(ground.last_day) + 1)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush["window"])
        painter.drawRects(boxes)


def paint_hatching(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    lanes: Sequence[Lane],
    closures: Iterable[tuple[int, int, int]],
) -> None:
    """Hatching over lanes whose organisation is hard to reach; closures are lane, first day, end."""
    for lane, start, end in closures:
        first, last = (
            round(max(ground.x(start), ground.gutter - 4)),
            round(min(ground.x(end), ground.length + 4)),
        )
        near, far = ground.lane_span(lane)
        near, far = round(max(near + 5, ground.head)), round(min(far - 5, ground.breadth))
        if last > first and far > near:
            # The hatching belongs to the days: it moves with them.
            box = ground.box(first, near, last - first, far - near).toRect()
            zero = ground.point(ground.x(0), -ground.top).toPoint()
            shift = QPoint((box.x() - zero.x()) % HATCH, (box.y() - zero.y()) % HATCH)
            _fill_hatched(painter, box, inks.hatch[lanes[lane].side], shift, inks.ratio)


def _fill_hatched(painter: QPainter, box: QRect, tile: QPixmap, shift: QPoint, ratio: float) -> None:
    """Fill a box with copies of a tile: several times faster than a pattern or a tiled pixmap."""
    for x in range(box.left(), box.right() + 1, TILE - HATCH):
        for y in range(box.top(), box.bottom() + 1, TILE_HIGH - HATCH):
            wide, high = box.right() + 1 - x, box.bottom() + 1 - y
            size = QSize(min(wide, TILE - HATCH), min(high, TILE_HIGH - HATCH))
            if ratio == 1.0:
                painter.drawPixmap(x, y, tile, shift.x(), shift.y(), size.width(), size.height())
                continue
            part = QRectF(QPointF(shift) * ratio, size.toSizeF() * ratio)
            painter.drawPixmap(QRectF(QPointF(x, y), size), tile, part)


def _seen(ground: Ground, band: Band) -> tuple[float, float]:
    """The pixels along time of what is in view of a stretch, and a little more."""
    return max(ground.x(band.start), ground.gutter - 4), min(ground.x(band.end), ground.length + 4)


def paint_bands(painter: QPainter, ground: Ground, inks: Inks, bands: Sequence[Band]) -> None:
    """Strips of the clocks, and the names of what is hatched."""
    strips: dict[str, list[QRectF]] = {}
    named: list[tuple[Band, float, float]] = []
    firsts: dict[int, list[float]] = {}
    for band in bands:
        first, end = _seen(ground, band)
        if end - first < 1:
            continue
        if band.is_named:
            firsts.setdefault(band.row, []).append(first)
        if band.style == "band":
            room = ground.row_size(band.row)
            thick = min(inks.strip, room - 2)
            across = ground.row_top(band.row) + (room - thick) / 2
            gap = 1 if end - first > 3 else 0
            strips.setdefault(band.side, []).append(ground.box(first, across, end - first - gap, thick))
        least = _LEAST_HATCHED if band.style == "hatched" else _WITH_TEXT
        if band.is_named and end - max(first, ground.gutter) >= least:
            named.append((band, max(first, ground.gutter), end))
    painter.setPen(Qt.PenStyle.NoPen)
    for side, boxes in strips.items():
        painter.setBrush(inks.brush[f"{side}_soft"])
        painter.drawRects(boxes)
    for those in firsts.values():
        those.sort()
    for band, first, end in named:
        if band.style == "hatched":
            # On the ground of the lane a name may run on to what comes next in the row.
            those = firsts[band.row]
            after = bisect_left(those, end)
            end = max(end, those[after] if after < len(those) else ground.length)
        if end - first < _WITH_TEXT:
            continue
        _paint_name(painter, ground, inks, band, first + 5, end - first - 8)


def _paint_name(painter: QPainter, ground: Ground, inks: Inks, band: Band, along: float, room: float) -> None:
    text, width = inks.label(band.name, room, role=band.side)
    across = ground.row_top(band.row) + (ground.row_size(band.row) - inks.line) / 2
    if ground.is_columns:
        # A strip beside a column is read from the bottom up.
        painter.setTransform(QTransform(0, -1, 1, 0, across, along + width), True)
        spot = QPointF(0, 0)
    else:
        spot = QPointF(along, across)
    if band.style == "hatched":
        painter.fillRect(QRectF(spot.x() - 3, spot.y(), width + 6, inks.line), inks.brush["surface"])
    painter.drawPixmap(spot, text)
    if ground.is_columns:
        painter.resetTransform()
