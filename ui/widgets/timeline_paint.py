"""Painting what lies on a timeline: clocks, bars, milestones and links."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from planner.terms import Side
from planner.timeline.shapes import Band, Bar, Diamond, Shape, State, Tie
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import HATCH, TILE, Inks

EDGE = 4
_ROUNDED = 70
_NAMED = 260
_WITH_TEXT = 40
_BESIDE = 7


def bar_box(ground: Ground, inks: Inks, bar: Bar) -> QRectF:
    """Where a bar is drawn; never too narrow to be seen."""
    x = ground.x(bar.start)
    top = ground.row_top(bar.row) + (inks.pitch - inks.bar) / 2
    return QRectF(x, top, max((bar.end - bar.start) * ground.day_px, 5.0), inks.bar)


def diamond_spot(ground: Ground, inks: Inks, diamond: Diamond) -> QPointF:
    """The middle of a milestone's diamond."""
    return QPointF(ground.x(diamond.start + 0.5), ground.row_top(diamond.row) + inks.pitch / 2)


def paint_hatching(painter: QPainter, ground: Ground, inks: Inks, bands: Iterable[Band]) -> None:
    """Hatching over lanes whose organisation is hard to reach."""
    for band in bands:
        left = max(ground.x(band.start), ground.gutter - 4)
        right = min(ground.x(band.end), ground.width + 4)
        if band.style == "hatched" and right - left >= 1:
            top, bottom = ground.lane_span(band.lane)
            top, bottom = max(top + 5, ground.head), min(bottom - 5, ground.height)
            if bottom > top:
                # The hatching belongs to the days: it moves with them.
                shift = QPoint(round(left - ground.x(0)) % HATCH, round(top + ground.top) % HATCH)
                box = QRect(round(left), round(top), round(right - left), round(bottom - top))
                _fill_hatched(painter, box, inks.hatch[band.side], shift)


def _fill_hatched(painter: QPainter, box: QRect, tile: QPixmap, shift: QPoint) -> None:
    """Fill a box with copies of a tile: several times faster than a pattern or a tiled pixmap."""
    for x in range(box.left(), box.right() + 1, TILE - HATCH):
        for y in range(box.top(), box.bottom() + 1, TILE - HATCH):
            size = QSize(min(box.right() + 1 - x, TILE - HATCH), min(box.bottom() + 1 - y, TILE - HATCH))
            painter.drawPixmap(QRect(QPoint(x, y), size), tile, QRect(shift, size))


def paint_bands(painter: QPainter, ground: Ground, inks: Inks, bands: Iterable[Band]) -> None:
    """Strips of the clocks, and the names of what is hatched."""
    painter.setFont(inks.small)
    named: list[tuple[Band, float, float]] = []
    for band in bands:
        left = max(ground.x(band.start), ground.gutter - 4)
        right = min(ground.x(band.end), ground.width + 4)
        if right - left < 1:
            continue
        if band.style == "band":
            top = ground.row_top(band.row) + (inks.pitch - inks.strip) / 2
            painter.fillRect(QRectF(left, top, right - left - 1, inks.strip), inks.brush[f"{band.side}_soft"])
        named.append((band, left, right))
    for band, left, right in named:
        room = right - max(left, ground.gutter) - 8
        if room > _WITH_TEXT * 0.7:
            _paint_band_name(painter, ground, inks, band, max(left, ground.gutter) + 5, room)


def _paint_band_name(
    painter: QPainter, ground: Ground, inks: Inks, band: Band, x: float, room: float
) -> None:
    text, width = inks.text(band.name)
    if width > room:
        text, width = inks.text(band.name, room)
    top = ground.row_top(band.row) + (inks.pitch - inks.metrics.height()) / 2
    if band.style == "hatched":
        ground_box = QRectF(x - 3, top, width + 6, inks.metrics.height())
        painter.fillRect(ground_box, inks.brush["surface"])
    painter.setPen(inks.colour[band.side])
    painter.drawStaticText(QPointF(x, top), text)


def paint_bars(painter: QPainter, ground: Ground, inks: Inks, shapes: Iterable[Shape]) -> None:
    """Bars with their late tails; then milestones; names last, so that nothing runs over them."""
    bars = [shape for shape in shapes if isinstance(shape, Bar)]
    diamonds = [shape for shape in shapes if isinstance(shape, Diamond)]
    plain, named = len(bars) > _ROUNDED, len(bars) + len(diamonds) <= _NAMED
    for side in Side:
        ours = [bar for bar in bars if bar.side == side]
        _paint_tails(painter, ground, inks, [b for b in ours if b.late_end > b.end], side)
        _paint_periods(painter, inks, [(bar_box(ground, inks, b), b.state) for b in ours if b.clause], side)
        ours = [bar for bar in ours if not bar.clause]
        for clash in (False, True):
            boxes = [bar_box(ground, inks, b) for b in ours if (b.state == "clash") is clash]
            if boxes:
                _paint_boxes(painter, inks, boxes, side, clash=clash, plain=plain)
    for diamond in diamonds:
        _paint_diamond(painter, ground, inks, diamond)
    painter.setFont(inks.small)
    painter.setPen(inks.colour["ink"])
    rows: dict[int, list[Shape]] = {}
    for bar in bars:
        rows.setdefault(bar.row, []).append(bar)
    for diamond in diamonds:
        rows.setdefault(diamond.row, []).append(diamond)
    for bar in bars:
        _paint_bar_name(painter, ground, inks, bar, rows[bar.row], beside=named)
    for diamond in diamonds if named else ():
        spot = diamond_spot(ground, inks, diamond)
        text, needed = inks.text(diamond.name)
        x = name_left(
            ground, diamond, rows[diamond.row], spot.x() + inks.diamond, spot.x() - inks.diamond, needed
        )
        painter.drawStaticText(QPointF(x, spot.y() - inks.metrics.height() / 2), text)


def name_left(
    ground: Ground, shape: Shape, row: Iterable[Shape], behind: float, before: float, needed: float
) -> float:
    """Where a name beside its shape begins: behind it, or before it where only there is room."""
    x = behind + _BESIDE
    if x + needed <= ground.width - 2:
        return x
    taken = max((ground.x(o.reach) for o in row if o is not shape and o.start < shape.start), default=0.0)
    other = before - _BESIDE - needed
    return other if other >= max(taken, ground.gutter + 2) else x


def _paint_boxes(
    painter: QPainter, inks: Inks, boxes: list[QRectF], side: Side, *, clash: bool, plain: bool
) -> None:
    edge, soft = inks.brush["error" if clash else side], inks.brush[f"{side}_soft"]
    line = inks.pen("error", 1.5) if clash else inks.pen(f"{side}_line")
    if plain:
        painter.setPen(line)
        painter.setBrush(soft)
        painter.drawRects(boxes)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawRects([QRectF(box.x(), box.y(), EDGE, box.height()) for box in boxes])
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(edge)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(0, 0, min(16 - box.width(), 0), 0), 4, 4)
    painter.setBrush(soft)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(min(EDGE + 4, box.width() / 2), 0, 0, 0), 4, 4)
    painter.drawRects([box.adjusted(EDGE, 0, -min(6, box.width() / 2), 0) for box in boxes])
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_periods(painter: QPainter, inks: Inks, boxes: list[tuple[QRectF, State]], side: Side) -> None:
    """What follows from a clause: hollow and dashed, because no hand moves it."""
    painter.setBrush(inks.brush["surface"])
    for box, state in boxes:
        role = "error" if state == "clash" else side
        painter.setPen(inks.pen(role, 1.5 if state == "clash" else 1.2, Qt.PenStyle.DashLine))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_tails(painter: QPainter, ground: Ground, inks: Inks, bars: list[Bar], side: Side) -> None:
    middle = inks.pitch / 2
    lines = [
        QLineF(
            ground.x(b.end) + 1,
            ground.row_top(b.row) + middle,
            ground.x(b.late_end) - 2,
            ground.row_top(b.row) + middle,
        )
        for b in bars
    ]
    if lines:
        pen = inks.pen(f"{side}_line", 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(lines)


def _paint_bar_name(
    painter: QPainter, ground: Ground, inks: Inks, bar: Bar, row: Iterable[Shape], *, beside: bool
) -> None:
    start, end = ground.x(bar.start), ground.x(bar.end)
    text, needed = inks.text(bar.name)
    if needed <= end - start - EDGE - 2:
        # A bar that leaves at the left pulls its name along, as far as it reaches.
        x = min(max(start, ground.gutter) + EDGE + 6, end - needed - 1)
    elif bar.reach > max(bar.end, bar.late_end):
        if not beside:
            return
        x = name_left(ground, bar, row, ground.x(max(bar.end, bar.late_end)), start, needed)
    elif end - start >= _WITH_TEXT:
        x = start + EDGE + 5
        text, _ = inks.text(bar.name, end - start - EDGE - 6)
    else:
        return
    painter.drawStaticText(
        QPointF(x, ground.row_top(bar.row) + (inks.pitch - inks.metrics.height()) / 2), text
    )


def _paint_diamond(painter: QPainter, ground: Ground, inks: Inks, diamond: Diamond) -> None:
    spot = diamond_spot(ground, inks, diamond)
    if diamond.late > diamond.start:
        pen = inks.pen(f"{diamond.side}_line", 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        # Below the name, which stands to the right of the diamond.
        low = spot.y() + inks.bar / 2 - 2
        painter.drawLine(QPointF(spot.x(), low), QPointF(ground.x(diamond.late + 0.5), low))
    clash = diamond.state == "clash"
    hollow = inks.pen(diamond.side, 1.4) if diamond.clause else Qt.PenStyle.NoPen
    painter.setPen(inks.pen("error", 2) if clash else hollow)
    painter.setBrush(inks.brush["surface" if diamond.clause else diamond.side])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPolygon(diamond_outline(spot, inks.diamond))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def diamond_outline(spot: QPointF, size: float) -> QPolygonF:
    """A square on its corner."""
    return QPolygonF(
        [
            QPointF(spot.x() - size, spot.y()),
            QPointF(spot.x(), spot.y() - size),
            QPointF(spot.x() + size, spot.y()),
            QPointF(spot.x(), spot.y() + size),
        ]
    )


def paint_ties(painter: QPainter, ground: Ground, inks: Inks, ties: Iterable[Tie]) -> None:
    """Links as lines; a broken one is dashed, in the colour of an error."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tie in ties:
        style = Qt.PenStyle.DashLine if tie.clash else Qt.PenStyle.SolidLine
        painter.setPen(inks.pen("error" if tie.clash else "muted", 1.6 if tie.clash else 1.2, style))
        points = [QPointF(ground.x(day), ground.y(row)) for day, row in tie.points]
        painter.drawPolyline(points)
        if not tie.clash:
            _paint_arrow(painter, inks, points)


def _paint_arrow(painter: QPainter, inks: Inks, points: list[QPointF]) -> None:
    tip, before = points[-1], points[-2]
    down = 1 if tip.y() > before.y() else -1
    end = QPointF(tip.x(), tip.y() - down * inks.bar / 2)
    if abs(tip.y() - before.y()) < inks.bar / 2:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush["muted"])
    painter.drawPolygon(
        QPolygonF([end, QPointF(end.x() - 4, end.y() - 6 * down), QPointF(end.x() + 4, end.y() - 6 * down)])
    )


def paint_chosen(painter: QPainter, ground: Ground, inks: Inks, shape: Shape) -> None:
    """A ring around the selected shape."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.pen("ink", 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(shape, Bar):
        painter.drawRoundedRect(bar_box(ground, inks, shape).adjusted(-2, -2, 2, 2), 5, 5)
    else:
        painter.drawPolygon(diamond_outline(diamond_spot(ground, inks, shape), inks.diamond + 4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
