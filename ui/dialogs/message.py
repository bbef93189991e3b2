"""Message boxes: a sentence, what to do about it, and buttons. All plain text, whoever typed it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from ui.dialogs.frame import let_go

Icon = QMessageBox.Icon
Role = QMessageBox.ButtonRole


class _Box(QMessageBox):
    def exec(self) -> int:
        answer = super().exec()
        let_go(self)
        return answer


def message(
    parent: QWidget | None, title: str, text: str, more: str = "", *, icon: Icon = Icon.NoIcon
) -> QMessageBox:
    """A box with its text, its buttons still to be added."""
    box = _Box(icon, title, text, parent=parent)
    box.setInformativeText(more)
    # Qt would read as HTML whatever looks like it: the name of a partnership, or of a file.
    for name in ("qt_msgbox_label", "qt_msgbox_informativelabel"):
        part = box.findChild(QLabel, name)
        if isinstance(part, QLabel):
            part.setTextFormat(Qt.TextFormat.PlainText)
    return box


def chosen(box: QMessageBox, *options: str, role: Role = Role.AcceptRole) -> str:
    """Show the box with a button for each option, and Cancel. Which was chosen; nothing for Cancel."""
    buttons = {option: box.addButton(option, role) for option in options}
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return next((option for option, made in buttons.items() if made is box.clickedButton()), "")
