"""A part of a card that opens and closes under its heading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.widgets.shapes import link


class Fold(QWidget):
    """A heading to press, and below it what `fill` makes when it is first opened; closed to begin with."""

    def __init__(self, title: str, fill: Callable[[], QLayout], *, name: str = "") -> None:
        super().__init__()
        self._title, self._name, self._fill = title, name or title, fill
        self.head = link("", self._toggle)
        self.inside = QWidget()
        self.inside.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self.inside)
        self._show_head()

    def set_open(self, is_open: bool) -> None:
        """Open it, or close it."""
        if is_open and self.inside.layout() is None:
            layout = self._fill()
            layout.setContentsMargins(0, 0, 0, 0)
            self.inside.setLayout(layout)
        self.inside.setVisible(is_open)
        self._show_head()

    def _toggle(self) -> None:
        self.set_open(self.inside.isHidden())

    def _show_head(self) -> None:
        is_open = not self.inside.isHidden()
        self.head.setText(f"{'▾' if is_open else '▸'} {self._title}")
        self.head.setAccessibleName(f"{self._name}: {'shown' if is_open else 'hidden'}")
