"""The timeline under hands and keys: what they ask for is told as signals, nothing is changed here."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from planner.timeline.shapes import Bar, Pin, Shape
from planner.wording import spoken_date
from ui.widgets import timeline_paint as paint
from ui.widgets.timeline_frame import pin_spots
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_keys import Press, press_of
from ui.widgets.timeline_view import TimelineView

Grip = Literal["move", "resize"]
_GRIP_PX = 6


class TimelineCanvas(TimelineView):
    """A timeline to work on.

    `dragged` and `dropped` tell activity, grip and days; a drop says with False that it was given up.
    """

    dragged = Signal(object, str, int)
    dropped = Signal(object, str, int, bool)
    nudged = Signal(object, str, int)
    activated = Signal(object)
    removal_asked = Signal(object)
    menu_asked = Signal(object, object)

    def __init__(self, words: Callable[[Shape], str]) -> None:
        super().__init__(words)
        self._press: tuple[QPoint, float, float, Shape | None, Grip] | None = None
        self._drag_days: int | None = None
        self._panning = False
        self.viewport().setMouseTracking(True)

    # The mouse

    def shape_at(self, spot: QPoint) -> tuple[Shape | None, Grip]:
        """The shape under a pixel, and what taking hold of it there would do."""
        ground, inks = self.ground, self.inks
        row = ground.row_at(spot.y())
        if (
            self.plan is None
            or spot.x() < ground.gutter
            or spot.y() < ground.head
            or row not in self.plan.by_row
        ):
            return None, "move"
        slack = int(12 / self.day_px) + 2
        day = int(ground.day_at(spot.x()))
        for shape in self.plan.by_row[row].between(day - slack, day + slack):
            if isinstance(shape, Bar):
                box = paint.bar_box(ground, inks, shape)
                if box.adjusted(-1, -2, _GRIP_PX, 2).contains(QPointF(spot)):
                    wide = box.width() > 3 * _GRIP_PX and not shape.clause
                    at_end = spot.x() >= box.right() - _GRIP_PX and wide
                    return shape, "resize" if at_end else "move"
                text_from = ground.x(max(shape.end, shape.late_end))
            else:
                text_from = paint.diamond_spot(ground, inks, shape).x() - inks.diamond
            if text_from <= spot.x() <= text_from + inks.text(shape.name)[1] + 20:
                return shape, "move"
        return None, "move"

    def pin_at(self, spot: QPoint) -> Pin | None:
        """The pin under a pixel."""
        pins = self.plan.pins if self.plan is not None else ()
        for pin, middle in pin_spots(self.ground, self.inks, pins):
            if (QPointF(spot) - middle).manhattanLength() <= self.inks.pin * 1.3:
                return pin
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        spot = event.position().toPoint()
        pin = self.pin_at(spot)
        if pin is not None:
            self.choose_pin(pin.finding_id)
            self.pin_chosen.emit(pin.finding_id)
            return
        shape, grip = self.shape_at(spot)
        self.choose(shape.activity_id if shape is not None else None)
        self._press = (spot, self.left_day, self._top, shape, grip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self._press is None:
            self._show_cursor(spot)
            return
        start, left_day, top, shape, grip = self._press
        moved = spot - start
        if self._drag_days is None and not self._panning:
            if moved.manhattanLength() < QApplication.startDragDistance():
                return
            self._panning = shape is None
        if shape is None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.left_day = left_day - moved.x() / self.day_px
            self._scroll_to(top - moved.y())
            self._moved()
            return
        days = round(moved.x() / self.day_px)
        if days != self._drag_days:
            self._drag_days = days
            self.dragged.emit(shape.activity_id, grip, days)

    def _show_cursor(self, spot: QPoint) -> None:
        shape, grip = self.shape_at(spot)
        over = Qt.CursorShape.SizeHorCursor if grip == "resize" else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(
            over if shape is not None or self.pin_at(spot) else Qt.CursorShape.OpenHandCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go(keep=True)

    def _let_go(self, *, keep: bool) -> None:
        press, days = self._press, self._drag_days
        self._press, self._drag_days, self._panning, self._note = None, None, False, ""
        if press is not None and press[3] is not None and days is not None:
            self.dropped.emit(press[3].activity_id, press[4], days, keep)

    @property
    def is_dragging(self) -> bool:
        """Whether a shape is being moved or resized by the mouse."""
        return self._drag_days is not None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        shape, _ = self.shape_at(event.position().toPoint())
        if shape is not None:
            self.activated.emit(shape.activity_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        shape, _ = self.shape_at(event.pos())
        if shape is not None:
            self.choose(shape.activity_id)
        self.menu_asked.emit(shape.activity_id if shape is not None else None, event.globalPos())

    # The wheel and the keys

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.2 ** (turned.y() / 120), event.position().x())
        else:
            across = pixels.x() or turned.x() / 2
            down = pixels.y() or turned.y() / 2
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if sideways or self.full_height() <= self.viewport().height():
                across, down = across or down, 0
            if across:
                self.pan(-across / self.day_px)
            if down:
                self._scroll_to(self._top - down)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = press_of(event)
        if asked is None:
            super().keyPressEvent(event)
        else:
            self._obey(asked)

    def _obey(self, asked: Press) -> None:
        if asked.verb == "escape":
            self._let_go(keep=False) if self.is_dragging else self.choose(None)
        elif asked.verb in ("move", "resize"):
            if self.chosen is not None:
                self.nudged.emit(self.chosen, asked.verb, asked.amount)
            elif asked.verb == "move":
                self.pan(asked.amount * 40 / self.day_px)
        elif asked.verb == "choose":
            self.step_choice(asked.amount)
        elif asked.verb == "page":
            self.pan(asked.amount * 0.8 * (self.viewport().width() - self._gutter) / self.day_px)
        elif asked.verb == "zoom":
            self.zoom(1.25**asked.amount)
        elif asked.verb == "fit":
            self.fit()
        elif asked.verb == "pin":
            self.next_pin(asked.amount)
        elif self.chosen is not None:
            (self.activated if asked.verb == "open" else self.removal_asked).emit(self.chosen)

    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab walks through the bars, and on past the last of them.
        return self.step_choice(1 if next else -1) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and self.chosen is None:
            self.step_choice(1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Qt's other events

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        text = self.tip_at(event.pos())
        # Tool tips may be read as HTML, and names are what people typed.
        shown = html.escape(text).replace("\n", "<br>")
        QToolTip.showText(event.globalPos(), f"<qt>{shown}</qt>" if text else "", self.viewport())

    def tip_at(self, spot: QPoint) -> str:
        """What the tool tip at a pixel says, as plain text."""
        ground = self.ground
        shape, _ = self.shape_at(spot)
        if shape is not None:
            return self._words(shape)
        if self.plan is None:
            return ""
        if spot.x() < ground.gutter:
            for number, lane in enumerate(self.plan.lanes):
                top, bottom = ground.lane_span(number)
                if top <= spot.y() < bottom:
                    return f"{lane.title}\n{lane.subtitle}".strip()
            return ""
        return self._band_words(ground, spot)

    def _band_words(self, ground: Ground, spot: QPoint) -> str:
        day, row = ground.day_at(spot.x()), ground.row_at(spot.y())
        for band in self._bands.between(day, day):
            in_lane = band.style == "hatched" and _within(ground.lane_span(band.lane), spot.y())
            if band.start <= day < band.end and (in_lane or band.row == row):
                return f"{band.name}\n{_span(band.start, band.end)}\n{band.note}".strip()
        return ""


def _within(span: tuple[float, float], y: float) -> bool:
    return span[0] <= y < span[1]


def _span(start: int, end: int) -> str:
    first, last = date.fromordinal(start), date.fromordinal(max(end - 1, start))
    return spoken_date(first) if first == last else f"{spoken_date(first)} to {spoken_date(last)}"
