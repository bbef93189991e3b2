"""A choice of a few views, as buttons that stand together: one of them is always down."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy


class Segments(QFrame):
    """Buttons for (key, text) pairs. `chosen` tells the key that a user pressed."""

    chosen = Signal(str)

    def __init__(self, options: Iterable[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, text in options:
            made = QPushButton(text)
            made.setProperty("segment", True)
            made.setCheckable(True)
            made.setAccessibleName(f"{name}: {text}")
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            self._buttons[key] = made
            layout.addWidget(made)

    @property
    def key(self) -> str:
        """The key of the button that is down."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Press a button without telling anyone."""
        self._buttons[key].setChecked(True)
