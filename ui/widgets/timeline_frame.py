"""Painting what stands around the bars: the axis, the lanes' names, today, the pins, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from planner.timeline.drawn.axis import Tick
from planner.timeline.drawn.shapes import Lane, Pin, Shape
from ui.widgets.timeline_ground import Ground, Rows
from ui.widgets.timeline_inks import RADIUS, Inks
from ui.widgets.timeline_stamps import corner_stamp, pin_stamp

_MOST_PINS = 150


def paint_grid(painter: QPainter, ground: Ground, inks: Inks, marks: Iterable[Tick]) -> None:
    """The lines of the axis."""
    painter.setPen(inks.pen("line"))
    spots = [round(ground.x(tick.day)) + 0.5 for tick in marks]
    painter.drawLines([ground.line(at, 0, at, ground.breadth) for at in spots if at >= ground.gutter])


def pin_spots(ground: Ground, inks: Inks, pins: Iterable[Pin]) -> list[tuple[Pin, QPointF]]:
    """Where the pins stand; those of one spot stand in a line."""
    taken: dict[tuple[int, int], int] = {}
    spots: list[tuple[Pin, QPointF]] = []
    for pin in pins:
        place = taken.get((pin.day, pin.row), 0)
        taken[pin.day, pin.row] = place + 1
        along = ground.x(pin.day) + (0 if ground.is_columns else place * 2 * inks.pin)
        room = ground.row_size(pin.row) if ground.rows.row_sizes else 0.0
        inset = room - inks.pin - place * 2 * inks.pin if ground.is_columns else max((room - inks.bar) / 2, 0)
        spots.append((pin, ground.point(along, ground.y(pin.row) + inset)))
    return spots


def paint_pins(painter: QPainter, ground: Ground, inks: Inks, pins: Sequence[Pin], chosen: str) -> None:
    """Numbered pins; where there are more than could be read, the chosen one and the first of each spot."""
    half = inks.pin + 5
    seen: set[tuple[int, int]] = set()
    for pin, spot in pin_spots(ground, inks, pins):
        cell = int(spot.x() / inks.pin), int(spot.y() / inks.pin)
        is_chosen = pin.finding_id == chosen
        if len(pins) > _MOST_PINS and cell in seen and not is_chosen:
            continue
        seen.add(cell)
        at = QPointF(round(spot.x()) - half, round(spot.y()) - half)
        painter.drawPixmap(at, pin_stamp(inks, pin, is_chosen=is_chosen))


def paint_head(
    painter: QPainter, ground: Ground, inks: Inks, marks: Sequence[Tick], upper: Sequence[Tick]
) -> None:
    """The axis: what each line stands for, and above single days their months."""
    painter.fillRect(ground.box(0, 0, ground.length, ground.head), inks.brush["surface"])
    painter.setPen(inks.pen("line"))
    painter.drawLine(ground.line(0, ground.head, ground.length, ground.head))
    at = [round(ground.x(tick.day)) + 0.5 for tick in marks]
    painter.drawLines([ground.line(x, 0, x, ground.head) for x in at if x >= ground.gutter])
    if ground.is_columns:
        _label_down(painter, ground, inks, marks, 8)
        _label_down(painter, ground, inks, upper, 8, own_line=True)
        return
    line = inks.line
    if upper:
        _label_across(painter, ground, inks, upper, ground.head / 2 - line + 1, clear=True)
    # Single days are named alike: all of them with their weekday, or none.
    whole = not upper or inks.width("30 We") + 8 < ground.day_px
    _label_across(painter, ground, inks, marks, ground.head / 2 - (1 if upper else line / 2), whole=whole)


def _label_across(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    marks: Sequence[Tick],
    top: float,
    *,
    clear: bool = False,
    whole: bool = True,
) -> None:
    for place, tick in enumerate(marks):
        following = ground.x(marks[place + 1].day) if place + 1 < len(marks) else ground.length + 400.0
        first = max(ground.x(tick.day), ground.gutter) + 6
        room = following - first - 2
        role = "ink" if tick.is_major else "muted"
        for shown in (tick.label, tick.label.rsplit(" ", 1)[0]) if whole else (tick.label.split(" ")[0],):
            text, width = inks.label(shown, role=role)
            if width <= room:
                if clear:
                    painter.fillRect(QRectF(first - 4, top, width + 8, inks.line), inks.brush["surface"])
                painter.drawPixmap(QPointF(round(first), round(top)), text)
                break


def _label_down(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    marks: Sequence[Tick],
    left: float,
    *,
    own_line: bool = False,
) -> None:
    """Labels below their lines; the months of single days stand at the first day and at the top."""
    for place, tick in enumerate(marks):
        following = ground.x(marks[place + 1].day) if place + 1 < len(marks) else ground.length + 400.0
        first = max(ground.x(tick.day), ground.gutter) + 2
        if following - first < inks.line:
            continue
        text, width = inks.label(tick.label, ground.head - left - 4, "ink" if tick.is_major else "muted")
        if own_line:
            painter.fillRect(QRectF(left - 4, first, ground.head - 8, inks.line), inks.brush["surface"])
        at = left if own_line or ground.head - left - width < 6 else ground.head - 8 - width
        painter.drawPixmap(QPointF(round(at), round(first)), text)


def lanes_picture(ground: Ground, inks: Inks, lanes: Sequence[Lane]) -> QPixmap:
    """The lanes' names with the rule of their side, as they stand while time moves."""
    size = ground.box(0, 0, ground.gutter, ground.breadth - ground.head).size()
    made = inks.blank(size.width(), size.height())
    made.fill(inks.colour["surface"])
    painter = QPainter(made)
    painter.translate(-ground.head if ground.is_columns else 0, 0 if ground.is_columns else -ground.head)
    for number, lane in enumerate(lanes):
        first, end = ground.lane_span(number)
        if first > ground.breadth or end < ground.head:
            continue
        if ground.is_columns:
            painter.fillRect(QRectF(first + 4, 0, end - first - 8, 4), inks.brush[lane.side])
            _paint_lane_name(painter, inks, lane, QRectF(first + 10, 8, end - first - 20, ground.gutter - 8))
            _paint_captions(painter, ground, inks, lane)
        else:
            painter.fillRect(QRectF(0, first + 1, 4, end - first - 9), inks.brush[lane.side])
            # A lane higher than the view keeps its name in sight.
            at = min(max(first, ground.head), max(end - inks.label_height, first))
            _paint_lane_name(painter, inks, lane, QRectF(16, at + 9, ground.gutter - 24, end - at - 9))
    painter.end()
    return made


def names_height(inks: Inks, rows: Rows, lanes: Sequence[Lane]) -> int:
    """How high the names above columns become: titles, subtitles, and a line for work packages."""
    ends = (*rows.lane_tops[1:], rows.breadth)
    highest = 0.0
    for lane, first, end in zip(lanes, rows.lane_tops, ends, strict=True):
        room = end - first - 20
        title = inks.two_lines(lane.title, room, strong=True).count("\n") + 1
        below = inks.two_lines(lane.subtitle, room, strong=False).count("\n") + 1
        highest = max(highest, title * inks.strong_metrics.height() + below * inks.line)
    packages = inks.line + 2 if any(lane.sublanes for lane in lanes) else 0
    return round(highest + packages + 16)


def _paint_lane_name(painter: QPainter, inks: Inks, lane: Lane, box: QRectF) -> None:
    flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    painter.setFont(inks.strong)
    painter.setPen(inks.colour["ink"])
    title = inks.two_lines(lane.title, box.width(), strong=True)
    taken = painter.drawText(
        QRectF(box.x(), box.y(), box.width(), 2 * inks.strong_metrics.height()), flags, title
    )
    painter.setFont(inks.small)
    painter.setPen(inks.colour["muted"])
    below = box.y() + taken.height() + 1
    subtitle = inks.two_lines(lane.subtitle, box.width(), strong=False)
    painter.drawText(QRectF(box.x(), below, box.width(), 2 * inks.metrics.height()), flags, subtitle)


def _paint_captions(painter: QPainter, ground: Ground, inks: Inks, lane: Lane) -> None:
    """The work packages of a column, each above its own rows."""
    for sublane in lane.sublanes:
        first, last = ground.row_top(sublane.caption_row), sublane.caption_row + sublane.rows
        room = ground.row_top(last) + ground.row_size(last) - first
        text, _ = inks.label(sublane.title, room - 12, "muted")
        painter.drawPixmap(QPointF(round(first + 10), ground.gutter - inks.line - 3), text)


def paint_packages(painter: QPainter, ground: Ground, inks: Inks, lanes: Iterable[Lane]) -> None:
    """A light line before each work package, and in lanes its caption, which stays in sight."""
    rows = ground.shown_rows
    for lane in lanes:
        if lane.row_start >= rows.stop or lane.row_start + lane.rows <= rows.start:
            continue
        for sublane in lane.sublanes:
            if not rows.start <= sublane.caption_row < rows.stop:
                continue
            across = round(ground.row_top(sublane.caption_row)) + 0.5
            painter.setPen(inks.pen("line", 1, Qt.PenStyle.DotLine))
            painter.drawLine(ground.line(ground.gutter, across, ground.length, across))
            if not ground.is_columns:
                text, width = inks.label(sublane.title, role="muted")
                box = QRectF(ground.gutter + 6, across + 2, width + 8, inks.line)
                painter.fillRect(box, inks.brush["surface"])
                painter.drawPixmap(QPointF(round(box.x() + 4), round(box.y())), text)


def paint_lane_lines(painter: QPainter, ground: Ground, inks: Inks, count: int) -> None:
    """The lines between lanes, and the one beside their names."""
    lines = [ground.line(ground.gutter - 0.5, 0, ground.gutter - 0.5, ground.breadth)]
    for number in range(1, count):
        first = round(ground.lane_span(number)[0]) + 0.5
        if ground.head < first < ground.breadth:
            lines.append(ground.line(0, first, ground.length, first))
    painter.setPen(inks.pen("line"))
    painter.drawLines(lines)


def paint_today(painter: QPainter, ground: Ground, inks: Inks, today: int) -> None:
    """The line of today, with the word in the strip at the foot, or on the axis of columns."""
    if not ground.is_columns:
        strip = QRectF(0, ground.height - inks.foot, ground.width, inks.foot)
        painter.fillRect(strip, inks.brush["surface"])
    along = round(ground.x(today + 0.5))
    if not ground.gutter <= along <= ground.length:
        return
    if not ground.is_columns:
        painter.fillRect(ground.box(along - 1, ground.head - 9, 2, ground.breadth), inks.brush["ink"])
    else:
        painter.fillRect(ground.box(along - 1, ground.head - 9, 2, 9), inks.brush["ink"])
        text, width = inks.label("today", role="on_ink")
        # Clear of the label of the month that begins above it.
        box = QRectF(6, along + 1, width + 10, inks.line)
        painter.fillRect(box, inks.brush["ink"])
        painter.drawPixmap(QPointF(11, round(box.y())), text)
        return
    text, _ = inks.label("today")
    painter.drawPixmap(QPointF(along + 5, ground.height - inks.foot + 3), text)


def paint_today_below(painter: QPainter, ground: Ground, inks: Inks, today: int) -> None:
    """In columns the line of today runs behind the boxes: across them it would strike out their names."""
    along = round(ground.x(today + 0.5))
    if ground.is_columns and ground.gutter <= along <= ground.length:
        painter.fillRect(ground.box(along - 1, ground.head, 2, ground.breadth), inks.brush["ink"])


def paint_note(painter: QPainter, ground: Ground, inks: Inks, shape: Shape, note: str) -> None:
    """What a drag would do, in a small label beside the shape."""
    width = inks.metrics.horizontalAdvance(note) + 16
    height = inks.line + 8
    box = ground.box_of(shape)
    x = min(max(box.x(), ground.body.left() + 4), ground.width - width - 4)
    y = box.y() - height - 4
    y = y if y > ground.body.top() else box.bottom() + 4
    painter.setFont(inks.small)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush["ink"])
    painter.drawRoundedRect(QRectF(x, y, width, height), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(inks.colour["on_ink"])
    painter.drawText(QPointF(x + 8, y + 4 + inks.metrics.ascent()), note)


def paint_edge(painter: QPainter, ground: Ground, inks: Inks, *, has_focus: bool) -> None:
    """The card's edge with its round corners; a stronger one when keys go here."""
    width, height, brush = ground.width, ground.height, inks.brush["ink" if has_focus else "line"]
    thick = 2 if has_focus else 1
    for box in (
        QRectF(RADIUS, 0, width - 2 * RADIUS, thick),
        QRectF(RADIUS, height - thick, width - 2 * RADIUS, thick),
        QRectF(0, RADIUS, thick, height - 2 * RADIUS),
        QRectF(width - thick, RADIUS, thick, height - 2 * RADIUS),
    ):
        painter.fillRect(box, brush)
    for right in (False, True):
        for low in (False, True):
            stamp = corner_stamp(inks, right=right, low=low, has_focus=has_focus)
            painter.drawPixmap(width - RADIUS if right else 0, height - RADIUS if low else 0, stamp)
