"""The timeline under hands and keys: what they ask for is told as signals, nothing is changed here."""

from __future__ import annotations

import html
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from planner.timeline.drawn.shapes import Pin, Shape
from ui.widgets import timeline_access as access
from ui.widgets import timeline_overlay as overlay
from ui.widgets import timeline_tips as tips
from ui.widgets.timeline_frame import pin_spots
from ui.widgets.timeline_gestures import Banding, Dragging, Gesture, Linking, Panning
from ui.widgets.timeline_grasp import Grasp, can_be_linked, cursor_for, grasp_at
from ui.widgets.timeline_keys import Press, press_of
from ui.widgets.timeline_selection import SelectableTimeline

_EDGE_PX = 22
_EDGE_STEP_PX = 14
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class TimelineCanvas(SelectableTimeline):
    """A timeline to work on.

    `dragged` tells a `Drag`, `dropped` the last one or None when it was given up; `asked` tells a
    `Press` that is not about the view itself; `added` a lane and a day; `menu_asked` an id or None,
    where on the screen, and where on the canvas.
    """

    dragged = Signal(object)
    dropped = Signal(object)
    linked = Signal(object, object)
    activated = Signal(object)
    asked = Signal(object)
    added = Signal(int, int)
    menu_asked = Signal(object, object, object)

    def __init__(self, words: Callable[[Shape], str]) -> None:
        access.install()
        self._press: tuple[QPoint, Grasp, bool] | None = None
        self._gesture: Gesture | None = None
        self._held_space = self._leaves = False
        self._last = (QPoint(), Qt.KeyboardModifier.NoModifier)
        super().__init__(words)
        self.guide: int | None = None
        self.is_editable = True
        self.why_not_link: Callable[[UUID, UUID], str] = lambda _before, _after: ""
        # A click on what is selected already renames it, unless a second one follows soon.
        self._rename_soon = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval() + 50)
        self._rename_soon.timeout.connect(lambda: self.asked.emit(Press("rename")))
        self._at_edge = QTimer(self, interval=30)
        self._at_edge.timeout.connect(self._push_edge)
        self.viewport().setMouseTracking(True)

    # The mouse

    @property
    def is_dragging(self) -> bool:
        """Whether a shape is held, or a link being drawn, by the mouse."""
        return isinstance(self._gesture, Dragging | Linking)

    def grasp(self, spot: QPoint) -> Grasp:
        """What is under a pixel, and what taking hold of it there would do."""
        found = grasp_at(self.plan, self.ground, spot, self._with_handle())
        return found if self.is_editable else Grasp(found.shape)

    def _with_handle(self) -> list[Shape]:
        """The shapes that show a handle for links: under the mouse, and the chosen one."""
        found = dict.fromkeys(shape for shape in (self._hover, self.shape(self.chosen)) if shape is not None)
        return [shape for shape in found if can_be_linked(shape)] if self.is_editable else []

    def pin_at(self, spot: QPoint) -> Pin | None:
        """The pin under a pixel."""
        pins = self.plan.pins if self.plan is not None else ()
        for pin, middle in pin_spots(self.ground, self.inks, pins):
            if (QPointF(spot) - middle).manhattanLength() <= self.inks.pin * 1.3:
                return pin
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot, held = event.position().toPoint(), event.modifiers()
        self._rename_soon.stop()
        if event.button() == Qt.MouseButton.MiddleButton or self._held_space:
            self._begin(Panning(self, spot))
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        grasp, pin = self.grasp(spot), self.pin_at(spot)
        # A pin stands on the start of its bar: where both are, the end of the bar is what one takes.
        if pin is not None and grasp.grip == "move":
            self.choose_pin(pin.finding_id)
            self.pin_chosen.emit(pin.finding_id)
            return
        id = grasp.shape.activity_id if grasp.shape is not None else None
        alone = id is not None and self.selection == (id,)
        if id is not None and held & (_CTRL | _SHIFT):
            self.toggle(id)
        elif (id is None and not held & _SHIFT) or (id is not None and id not in self.selection):
            self.choose(id)
        self._press = (spot, grasp, alone and not held & (_CTRL | _SHIFT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot, held = event.position().toPoint(), event.modifiers()
        if self._gesture is None and self._press is None:
            self._look(spot)
            return
        if self._gesture is None and self._press is not None:
            start = self._press[0]
            if (spot - start).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin(self._gesture_for(start, self._press[1], held))
        self._go(spot, held)

    def _gesture_for(self, start: QPoint, grasp: Grasp, held: Qt.KeyboardModifier) -> Gesture:
        if grasp.shape is None:
            return Banding(self, start) if held & _SHIFT else Panning(self, start)
        if not self.is_editable:
            return Panning(self, start)
        if grasp.grip == "link":
            return Linking(self, grasp.shape)
        return Dragging(self, start, grasp.shape, grasp.grip)

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self.viewport().setCursor(gesture.cursor)

    def _go(self, spot: QPoint, held: Qt.KeyboardModifier) -> None:
        """Follow the mouse; at the edge of the view the ground moves on by itself."""
        self._last = (spot, held)
        if self._gesture is not None:
            self._gesture.move(spot, held)
        near = not isinstance(self._gesture, Panning) and self._edge(spot) != 0
        if near != self._at_edge.isActive():
            self._at_edge.start() if near else self._at_edge.stop()
        self.viewport().update()

    def _edge(self, spot: QPoint) -> int:
        """-1 at the first edge of the days in view, 1 at the last, else 0."""
        ground, along = self.ground, self.ground.along(spot)
        return -1 if along < ground.gutter + _EDGE_PX else int(along > ground.length - _EDGE_PX)

    def _push_edge(self) -> None:
        self.pan(self._edge(self._last[0]) * _EDGE_STEP_PX / self.day_px)
        self._go(*self._last)

    def _look(self, spot: QPoint) -> None:
        grasp = self.grasp(spot)
        if grasp.shape != self._hover:
            self._hover = grasp.shape
            self.viewport().update()
        on_pin = grasp.grip == "move" and self.pin_at(spot) is not None
        shown = Qt.CursorShape.PointingHandCursor if on_pin else None
        cursor = shown or cursor_for(grasp, is_columns=self.ground.is_columns)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._held_space else cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, gesture = self._press, self._gesture
        self._let_go(keep=True)
        if press is None or gesture is not None or press[1].shape is None:
            return
        if not event.modifiers() & (_CTRL | _SHIFT) and len(self.selection) > 1:
            self.choose(press[1].shape.activity_id)
        elif press[2] and press[1].grip == "move" and self.is_editable:
            self._rename_soon.start()

    def _let_go(self, *, keep: bool) -> None:
        gesture, self._gesture, self._press = self._gesture, None, None
        self._at_edge.stop()
        self._note, self.guide = "", None
        if gesture is not None:
            gesture.end(keep=keep)
        self.viewport().update()
        self._look(self._last[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._rename_soon.stop()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        spot, ground = event.position().toPoint(), self.ground
        shape = self.grasp(spot).shape
        if shape is not None:
            self.activated.emit(shape.activity_id)
        elif self.is_editable and ground.body.contains(QPointF(spot)) and ground.lane_at(spot) >= 0:
            self.added.emit(ground.lane_at(spot), int(ground.day_at(spot)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot, place = event.pos(), event.globalPos()
        shape = self.grasp(spot).shape
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            shape = self.shape(self.chosen)
            spot = self.ground.box_of(shape).center().toPoint() if shape is not None else spot
            place = self.viewport().mapToGlobal(spot)
        if shape is not None and shape.activity_id not in self.selection:
            self.choose(shape.activity_id)
        self.menu_asked.emit(shape.activity_id if shape is not None else None, place, spot)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = None
        self.viewport().update()

    # The wheel and the keys

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, pixels, ground = event.angleDelta(), event.pixelDelta(), self.ground
        if event.modifiers() & _CTRL:
            self.zoom(1.2 ** (turned.y() / 120), ground.along(event.position()))
        else:
            x, y = pixels.x() or turned.x() / 2, pixels.y() or turned.y() / 2
            along, across = (y, x) if ground.is_columns else (x, y)
            hides = ground.rows.breadth > ground.breadth - ground.head
            if event.modifiers() & _SHIFT:
                along, across = across, along
            elif not hides:
                along, across = along or across, 0
            left_day, top = self.place
            self.place_at(left_day - along / ground.day_px, top - across)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._held_space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        asked = press_of(event, is_columns=self.ground.is_columns)
        if asked is None:
            super().keyPressEvent(event)
        else:
            self._obey(asked)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._held_space = False
        super().keyReleaseEvent(event)

    def _obey(self, asked: Press) -> None:
        if asked.verb == "escape":
            self._escape()
        elif self._gesture is not None:
            return  # One hand at a time.
        elif asked.verb == "choose":
            self.step_choice(asked.amount)
        elif asked.verb == "extend":
            before = self.selection
            if self.step_choice(asked.amount):
                self.select([*self.selection, *before])
        elif asked.verb == "edge":
            self._choose_edge(asked.amount)
        elif asked.verb == "all":
            shown = (shape.activity_id for shape in self.ordered())
            self.select(id for id in shown if self._matching is None or id in self._matching)
        elif asked.verb == "leave":
            super().focusNextPrevChild(asked.amount > 0)
        elif asked.verb == "page":
            ground = self.ground
            self.pan(asked.amount * 0.8 * (ground.length - ground.gutter) / ground.day_px)
        elif asked.verb == "zoom":
            self.zoom(1.25**asked.amount)
        elif asked.verb == "fit":
            self.fit()
        elif asked.verb == "pin":
            self.next_pin(asked.amount)
        elif asked.verb == "move" and self.chosen is None:
            self.pan(asked.amount * 40 / self.day_px)
        else:
            self.asked.emit(asked)

    def _escape(self) -> None:
        if self._gesture is not None or self._press is not None:
            self._let_go(keep=False)
        else:
            self._leaves = True
            self.choose(None)

    def _choose_edge(self, towards: int) -> None:
        order = self.ordered()
        if order:
            self.choose(order[0 if towards < 0 else -1].activity_id, reveal=True)

    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab walks through the bars, and on past the last of them; at once after Escape.
        walks = not (self._leaves and self.chosen is None)
        self._leaves = False
        return (walks and self.step_choice(1 if next else -1)) or super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and self.chosen is None:
            self.step_choice(1)
        access.tell_chosen(self)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._held_space = False
        self.viewport().update()

    # Painting what hands do

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, ground, inks = QPainter(self.viewport()), self.ground, self.inks
        painter.setClipRect(ground.body)
        if self._also:
            also = [shape for shape in self.in_view(ground) if shape.activity_id in self._also]
            overlay.paint_rings(painter, ground, inks, also)
        for shape in self._with_handle() if not self.is_dragging else ():
            overlay.paint_handle(painter, ground, inks, shape)
        if self.guide is not None:
            overlay.paint_guide(painter, ground, inks, self.guide)
        if self._gesture is not None:
            self._gesture.paint(painter)
        painter.end()

    # Tips

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
        grasp, ground = self.grasp(spot), self.ground
        if grasp.grip == "link":
            return "Drag from here to what should wait for this"
        if grasp.shape is not None:
            return self._words(grasp.shape)
        if self.plan is None or ground.is_on_axis(spot):
            return ""
        if ground.is_on_names(spot):
            return tips.lane_words(self.plan, ground, spot)
        return tips.band_words(self._bands, ground, spot)
