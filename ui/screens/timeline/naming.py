"""Renaming an activity where it stands on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from ui.bind import set_property
from ui.widgets.timeline_canvas import TimelineCanvas

_LEAST_PX, _MOST_PX = 160, 320


class NameEdit(QLineEdit):
    """A field over a bar. Enter and leaving keep the name, Escape drops it; a refused one stays to be mended.

    `write` stores the name or says why not; `done` is told in the end.
    """

    def __init__(
        self, canvas: TimelineCanvas, id: UUID, name: str, write: Callable[[UUID, str], str]
    ) -> None:
        super().__init__(name, canvas.viewport())
        self._canvas, self._id, self._was, self._write = canvas, id, name, write
        self._closed = False
        self.setObjectName("nameEdit")
        self.setAccessibleName(f"New name for {name}")
        self.textEdited.connect(lambda _: set_property(self, "refused", False))
        self._place()
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        canvas = self._canvas
        shape = canvas.shape(self._id)
        if shape is None:
            return
        box, room = canvas.ground.box_of(shape), canvas.ground.body.toAlignedRect()
        wide = min(max(round(box.width()), _LEAST_PX), _MOST_PX)
        height = self.sizeHint().height()
        spot = QRect(round(box.left()), round(box.center().y()) - height // 2, wide, height)
        spot.moveLeft(max(min(spot.left(), room.right() - wide), room.left()))
        spot.moveTop(max(min(spot.top(), room.bottom() - height), room.top()))
        self.setGeometry(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self._closed:
            self._keep(back=False)

    def _keep(self, *, back: bool = True) -> None:
        sentence = self._write(self._id, self.text()) if self.text() != self._was else ""
        if sentence:
            set_property(self, "refused", True)
            self.setAccessibleDescription(sentence)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), sentence, self)
        else:
            self._close(back=back)

    def _close(self, *, back: bool = True) -> None:
        self._closed = True
        if back:
            # Before it is hidden: else Qt looks for another field to go to.
            self._canvas.setFocus()
        self.hide()
        self.deleteLater()
