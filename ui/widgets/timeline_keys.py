"""What a key asks of the timeline, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Verb = Literal[
    "move",
    "start",
    "end",
    "lane",
    "choose",
    "extend",
    "edge",
    "all",
    "page",
    "zoom",
    "fit",
    "pin",
    "open",
    "rename",
    "link",
    "find",
    "remove",
    "escape",
    "leave",
]
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ACROSS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PLAIN: dict[int, tuple[Verb, int]] = {
    Qt.Key.Key_Home: ("edge", -1),
    Qt.Key.Key_End: ("edge", 1),
    Qt.Key.Key_PageUp: ("page", -1),
    Qt.Key.Key_PageDown: ("page", 1),
    Qt.Key.Key_Plus: ("zoom", 1),
    Qt.Key.Key_Equal: ("zoom", 1),
    Qt.Key.Key_Minus: ("zoom", -1),
    Qt.Key.Key_0: ("fit", 0),
    Qt.Key.Key_L: ("link", 0),
    Qt.Key.Key_Slash: ("find", 0),
    Qt.Key.Key_F2: ("rename", 0),
    Qt.Key.Key_Return: ("open", 0),
    Qt.Key.Key_Enter: ("open", 0),
    Qt.Key.Key_Delete: ("remove", 0),
    Qt.Key.Key_Backspace: ("remove", 0),
    Qt.Key.Key_Escape: ("escape", 0),
}
_WITH_CTRL: dict[int, tuple[Verb, int]] = {
    Qt.Key.Key_A: ("all", 0),
    Qt.Key.Key_Tab: ("leave", 1),
    Qt.Key.Key_Backtab: ("leave", -1),
    Qt.Key.Key_Plus: ("zoom", 1),
    Qt.Key.Key_Equal: ("zoom", 1),
    Qt.Key.Key_Minus: ("zoom", -1),
}
KEYS: tuple[tuple[str, str], ...] = (
    ("Up, Down", "The activity before or after; with Shift add it to the selection"),
    ("Left, Right", "Move what is selected by a day; with Shift by a week"),
    ("Ctrl+Left, Ctrl+Right", "Let it end a day earlier or later; with Shift a week"),
    ("Alt+Left, Alt+Right", "Let it start a day earlier or later, the end stays; with Shift a week"),
    ("Alt+Up, Alt+Down", "Move it to the lane above or below"),
    ("Home, End", "The first or the last activity"),
    ("Ctrl+A", "Select all that is shown"),
    ("Enter", "Details"),
    ("F2", "Rename in place; Enter keeps the name, Esc drops it"),
    ("L", "Link to another activity"),
    ("Delete", "Remove what is selected"),
    ("N, Shift+N", "The next clash, the one before"),
    ("Ctrl+F or /", "Filter by text, lane, owner or clashes"),
    ("F3, Shift+F3", "The next match, the one before"),
    ("+, −, 0", "Zoom in, zoom out, the whole plan"),
    ("Page Up, Page Down", "Back or on in time"),
    ("Esc", "Give up a drag, else select nothing; Tab then leaves the chart"),
    ("Ctrl+Tab", "Leave the chart"),
    ("Alt+Up, Alt+Down in the table", "Sort by the column the cursor is in"),
)


@dataclass(frozen=True)
class Press:
    """A verb and how much of it: days to move, steps to take."""

    verb: Verb
    amount: int = 0


def press_of(event: QKeyEvent, *, is_columns: bool = False) -> Press | None:
    """What the key asks for, None for a key of somebody else. In columns time runs down."""
    key, held = Qt.Key(event.key()), event.modifiers()
    along, across = (_ACROSS, _ALONG) if is_columns else (_ALONG, _ACROSS)
    if key in along:
        amount = along[key] * (7 if held & _SHIFT else 1)
        return Press("end" if held & _CTRL else "start" if held & _ALT else "move", amount)
    if key in across:
        return Press("lane" if held & _ALT else "extend" if held & _SHIFT else "choose", across[key])
    if held & _CTRL:
        return Press(*_WITH_CTRL[key]) if key in _WITH_CTRL else None
    if held & _ALT:
        return None
    if key == Qt.Key.Key_N:
        return Press("pin", -1 if held & _SHIFT else 1)
    return Press(*_PLAIN[key]) if key in _PLAIN else None
