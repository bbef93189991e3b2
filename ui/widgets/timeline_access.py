"""The bars of a timeline for screen readers: children of the canvas that exist as text only.

They are made when somebody asks for them, one for each activity, and kept as long as the canvas: Qt
holds them by address, so one that Python let go of would be read after its end.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication
from shiboken6 import isValid

from planner.timeline.drawn.shapes import Shape

if TYPE_CHECKING:
    from ui.widgets.timeline_selection import SelectableTimeline

_INSTALLED = "reads_timelines"


def install() -> None:
    """Let Qt ask here about every timeline; once for the application."""
    app = QApplication.instance()
    if app is not None and not app.property(_INSTALLED):
        app.setProperty(_INSTALLED, True)
        QAccessible.installFactory(_made)


def _made(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    from ui.widgets.timeline_selection import SelectableTimeline

    if not isinstance(asked, SelectableTimeline):
        return None
    # Kept on the canvas: Qt does not keep it for Python.
    asked.told = ReadTimeline(asked)
    return asked.told


class ReadTimeline(QAccessibleWidget):
    """The canvas as a list of its bars, in reading order."""

    def __init__(self, canvas: SelectableTimeline) -> None:
        super().__init__(canvas, QAccessible.Role.List)
        self._canvas = canvas
        self._bars: dict[UUID, ReadBar] = {}
        self._order: tuple[Shape, ...] = ()
        self._places: dict[UUID, int] = {}
        canvas.destroyed.connect(partial(_forget, self._bars))

    def shapes(self) -> tuple[Shape, ...]:
        """What is read, in order."""
        order = self._canvas.ordered()
        if order is not self._order:
            self._order = order
            self._places = {shape.activity_id: place for place, shape in enumerate(order)}
        return order

    def bar(self, id: UUID | None) -> ReadBar | None:
        """The child for an activity."""
        if id is None or self._canvas.shape(id) is None:
            return None
        if id not in self._bars:
            self._bars[id] = ReadBar(self._canvas, id)
        return self._bars[id]

    def place_of(self, id: UUID | None) -> int:
        """Which child an activity is, or -1."""
        self.shapes()
        return self._places.get(id, -1) if id is not None else -1

    def childCount(self) -> int:
        return len(self.shapes())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        shapes = self.shapes()
        return self.bar(shapes[index].activity_id) if 0 <= index < len(shapes) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.place_of(child.id) if isinstance(child, ReadBar) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        spot = self._canvas.viewport().mapFromGlobal(QPoint(x, y))
        shape = self._canvas.shape_under(spot)
        return self.bar(shape.activity_id) if shape is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.bar(self._canvas.chosen) if self._canvas.hasFocus() else None


class ReadBar(QAccessibleInterface):
    """One bar or milestone: its name says all that can be seen of it. Invalid once it is gone."""

    def __init__(self, canvas: SelectableTimeline, id: UUID) -> None:
        super().__init__()
        self._canvas, self.id = canvas, id

    def _shape(self) -> Shape | None:
        return self._canvas.shape(self.id) if isValid(self._canvas) else None

    def isValid(self) -> bool:
        return self._shape() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._canvas)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def rect(self) -> QRect:
        shape = self._shape()
        if shape is None:
            return QRect()
        box = self._canvas.ground.box_of(shape).toAlignedRect()
        return QRect(self._canvas.viewport().mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        shape = self._shape()
        if shape is None:
            state.invalid = True
            return state
        is_chosen = self._canvas.chosen == self.id
        state.selectable = state.focusable = state.multiSelectable = True
        state.selected = self.id in self._canvas.selection
        state.focused = is_chosen and self._canvas.hasFocus()
        box = self._canvas.ground.box_of(shape)
        state.offscreen = not box.intersects(self._canvas.ground.body)
        return state

    def text(self, t: QAccessible.Text) -> str:
        shape = self._shape()
        if shape is None:
            return ""
        if t == QAccessible.Text.Name:
            return self._canvas.spoken(shape)
        return self._canvas.words(shape) if t == QAccessible.Text.Description else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Names are changed by F2, not from here."""


def _forget(bars: dict[UUID, ReadBar], *_: object) -> None:
    """The canvas is gone: let Qt go of its children before Python does."""
    for bar in bars.values():
        if isValid(bar):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(bar))
    bars.clear()


def tell_chosen(canvas: SelectableTimeline) -> None:
    """Tell screen readers which bar is selected, and stands under the keyboard."""
    if not QAccessible.isActive() or canvas.told is None:
        return
    place = canvas.told.place_of(canvas.chosen)
    if place < 0:
        return
    kinds = [QAccessible.Event.Selection]
    if canvas.hasFocus():
        kinds.append(QAccessible.Event.Focus)
    for kind in kinds:
        event = QAccessibleEvent(canvas, kind)
        event.setChild(place)
        QAccessible.updateAccessibility(event)


def tell_plan(canvas: SelectableTimeline) -> None:
    """Tell screen readers that the bars may be others now."""
    if QAccessible.isActive() and canvas.told is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.ObjectReorder))
