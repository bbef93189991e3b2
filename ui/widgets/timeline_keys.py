"""What a key asks of the timeline, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Verb = Literal["move", "resize", "choose", "page", "zoom", "fit", "pin", "open", "remove", "escape"]
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PLAIN: dict[int, tuple[Verb, int]] = {
    Qt.Key.Key_Up: ("choose", -1),
    Qt.Key.Key_Down: ("choose", 1),
    Qt.Key.Key_PageUp: ("page", -1),
    Qt.Key.Key_PageDown: ("page", 1),
    Qt.Key.Key_Plus: ("zoom", 1),
    Qt.Key.Key_Equal: ("zoom", 1),
    Qt.Key.Key_Minus: ("zoom", -1),
    Qt.Key.Key_0: ("fit", 0),
    Qt.Key.Key_Return: ("open", 0),
    Qt.Key.Key_Enter: ("open", 0),
    Qt.Key.Key_Delete: ("remove", 0),
    Qt.Key.Key_Backspace: ("remove", 0),
    Qt.Key.Key_Escape: ("escape", 0),
}


@dataclass(frozen=True)
class Press:
    """A verb and how much of it: days to move, steps to take."""

    verb: Verb
    amount: int = 0


def press_of(event: QKeyEvent) -> Press | None:
    """What the key asks for, None for a key of somebody else."""
    key, held = event.key(), event.modifiers()
    if key in _ARROWS:
        amount = _ARROWS[Qt.Key(key)] * (7 if held & _CTRL else 1)
        return Press("resize" if held & _SHIFT else "move", amount)
    if key == Qt.Key.Key_N and not held & _CTRL:
        return Press("pin", -1 if held & _SHIFT else 1)
    if key in _PLAIN and (not held & _CTRL or _PLAIN[key][0] == "zoom"):
        return Press(*_PLAIN[key])
    return None
