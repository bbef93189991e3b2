"""The frame of a dialog: title, content, buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from ui.widgets.shapes import button, row
from ui.widgets.text import label, wrapped


class Dialog(QDialog):
    """A dialog with one primary button; fill `self.body`."""

    def __init__(self, parent: QWidget | None, title: str, intro: str = "", *, width: int = 560) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(width, 900))
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(26, 22, 26, 20)
        outer.setSpacing(12)
        outer.addWidget(label(title, "title"))
        if intro:
            outer.addWidget(wrapped(intro, "muted"))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body, 1)
        self._foot = row(None, spacing=10)
        outer.addSpacing(6)
        outer.addLayout(self._foot)

    def add_button(self, text: str, on_click: Callable[[], object], *, primary: bool = False) -> None:
        """A button at the foot, at the right of those before it."""
        made = button(text, on_click, primary=primary)
        made.setAutoDefault(primary)
        made.setDefault(primary)
        self._foot.addWidget(made)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        grows = Qt.Orientation.Vertical
        items = [self.body.itemAt(place) for place in range(self.body.count())]
        if any(item is not None and grows & item.expandingDirections() for item in items):
            return
        # Nothing in it wants more room, so it takes none: as high as its text is at this width.
        self.body.addStretch(1)
        self._outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumHeight(0)
        self.resize(self.width(), self._outer.heightForWidth(self.width()))
