"""Choices in framed pills: one of several, or any of several."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.widgets.flow import FlowLayout


class Choices(QFrame):
    """Radio buttons (or check boxes) for (key, text) pairs. `chosen` tells the keys a user ticked.

    `apart` frames each choice on its own, as for an answer; otherwise one frame holds them all.
    """

    chosen = Signal(tuple)

    def __init__(
        self,
        options: Iterable[tuple[str, str]],
        *,
        several: bool = False,
        apart: bool = False,
        down: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        self._several = several
        self._buttons: dict[str, QRadioButton | QCheckBox] = {}
        layout = QVBoxLayout(self) if down else FlowLayout(self)
        layout.setContentsMargins(0, 0, 0, 0) if apart else layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        if not apart:
            self.setObjectName("pill")
        self.setAccessibleName(name)
        for key, text in options:
            made = QCheckBox(text) if several else QRadioButton(text)
            # In no group: of a group that is not exclusive, keys reach only the chosen one. So each is
            # a Tab stop, and arrows go on to the next.
            made.setAutoExclusive(False)
            made.setAccessibleName(f"{name}: {text}" if name else text)
            made.clicked.connect(lambda on, key=key: self._clicked(key, on))
            self._buttons[key] = made
            layout.addWidget(_framed(made) if apart else made)

    def set_chosen(self, keys: Iterable[str]) -> None:
        """Show these keys as chosen, without telling anyone."""
        wanted = set(keys)
        for key, made in self._buttons.items():
            made.setChecked(key in wanted)

    def keys(self) -> tuple[str, ...]:
        """The keys that are chosen, in the order of the options."""
        return tuple(key for key, made in self._buttons.items() if made.isChecked())

    def _clicked(self, key: str, on: bool) -> None:
        if not self._several and on:
            self.set_chosen([key])
        # A click on the chosen radio button takes the answer back: every answer can be withdrawn.
        self.chosen.emit(self.keys())


def _framed(inner: QWidget) -> QFrame:
    frame = QFrame()
    frame.setObjectName("pill")
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(12, 6, 14, 6)
    layout.addWidget(inner)
    return frame
