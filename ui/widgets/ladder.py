"""Cards one below the other, one of which can be chosen: steps of a ladder, kinds of paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.bind import set_property
from ui.theme import grown
from ui.widgets.chip import Chip, Tone
from ui.widgets.shapes import column
from ui.widgets.text import wrapped


@dataclass(frozen=True)
class LadderStep:
    """A card: what it says, what it means in a quieter voice, and perhaps whose interest it serves."""

    key: str
    text: str
    trade: str
    mark: str = ""
    tone: Tone = "outline"


def bare_width() -> int:
    """How wide a button or box without words of its own is."""
    return grown(12) + 12


class _Radio(QRadioButton):
    """Arrow keys move along the ladder; only space or Enter chooses, because choosing changes the paper."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class _Rung(QFrame):
    def __init__(self, step: LadderStep) -> None:
        super().__init__()
        self.setObjectName("pill")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio = _Radio()
        self.radio.setAutoExclusive(False)
        # Without words of its own a button would still leave room for them.
        self.radio.setFixedWidth(bare_width())
        self.radio.setAccessibleName(f"{step.text}. {step.trade}")
        words: list[QWidget] = [wrapped(step.text), wrapped(step.trade, "caption")]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column(*words, spacing=1), 1)
        if step.mark:
            layout.addWidget(Chip(step.mark, step.tone), 0, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()


class Ladder(QWidget):
    """The cards. `chosen` tells the key of the one a user took."""

    chosen = Signal(str)

    def __init__(self, steps: Iterable[LadderStep], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._rungs: dict[str, _Rung] = {}
        self._current = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for step in steps:
            made = _Rung(step)
            made.radio.clicked.connect(lambda _=False, key=step.key: self._clicked(key))
            self._rungs[step.key] = made
            layout.addWidget(made)

    @property
    def current(self) -> str:
        """The key of the card that is chosen, or nothing."""
        return self._current

    def radio(self, key: str) -> QRadioButton:
        """The button of a card."""
        return self._rungs[key].radio

    def set_current(self, key: str) -> None:
        """Show this card as chosen, without telling anyone."""
        self._current = key
        for other, made in self._rungs.items():
            made.radio.setChecked(other == key)
            set_property(made, "chosen", other == key)

    def _clicked(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
