"""Typing into the table's cells: what is refused stays as typed, with the reason below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.bind import set_property
from ui.screens.timeline.columns import COLUMNS, Column, Line
from ui.screens.timeline.rows import RowsModel

_Index = QModelIndex | QPersistentModelIndex
_BEGUN = "begun"
_COMPLAINT_PX = 320
Write = Callable[[Line, Column, str], str]
Choices = Callable[[str], Sequence[str]]


class CellEditor(QStyledItemDelegate):
    """Makes the fields. `write` stores a text or says why not; `choices` are what a column offers."""

    def __init__(self, view: QAbstractItemView, rows: RowsModel, write: Write, choices: Choices) -> None:
        super().__init__(view)
        self._rows, self._write, self._choices = rows, write, choices
        self.complaint = Complaint(view.viewport())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        column = COLUMNS[index.column()]
        choices = self._choices(column.key)
        made: QWidget
        if choices:
            made = box = QComboBox(parent)
            box.addItems(list(choices))
            box.activated.connect(lambda _: self._take(box))
        else:
            made = QLineEdit(parent)
            made.textEdited.connect(lambda _: self._unmark(made))
        made.setAccessibleName(f"{column.head} of {self._rows.line_at(index.row()).name}")
        return made

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Once typing has begun the plan may change underneath: what is typed stays.
        if editor.property(_BEGUN):
            return
        editor.setProperty(_BEGUN, True)
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else _text(editor)
        if text == str(index.data(Qt.ItemDataRole.EditRole)):
            self._unmark(editor)
            return
        sentence = self._write(self._rows.line_at(index.row()), COLUMNS[index.column()], text)
        if sentence:
            set_property(editor, "refused", True)
            editor.setAccessibleDescription(sentence)
            self.complaint.say(sentence, editor)
        else:
            self._unmark(editor)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QLineEdit) and editor.width() < 90:
            editor.resize(90, editor.height())
        self.complaint.follow(editor)

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        self.complaint.leave(editor)
        super().destroyEditor(editor, index)

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def _unmark(self, editor: QWidget) -> None:
        if is_refused(editor):
            set_property(editor, "refused", False)
            editor.setAccessibleDescription("")
            self.complaint.leave(editor)


def is_refused(editor: QWidget) -> bool:
    """Whether what stands in the field was refused."""
    return bool(editor.property("refused"))


def _text(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else ""


class Complaint(QFrame):
    """Why a text is refused, right below its field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("card")
        self.setProperty("tone", "error")
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setProperty("text_role", "error")
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self.label)
        self._about: QWidget | None = None
        self.hide()

    def say(self, sentence: str, field: QWidget) -> None:
        """Show a sentence below a field."""
        self._about = field
        self.label.setText(sentence)
        self.setFixedWidth(min(_COMPLAINT_PX, max(self._room.width() - 8, 120)))
        self.setFixedHeight(self._layout.totalHeightForWidth(self.width()))
        self.follow(field)
        self.show()
        self.raise_()

    def follow(self, field: QWidget) -> None:
        """Stay with the field; above it where there is no room below."""
        if field is not self._about:
            return
        room, box = self._room.rect(), field.geometry()
        below = box.bottom() + 3
        y = below if below + self.height() <= room.bottom() else box.top() - self.height() - 3
        self.move(max(min(box.left(), room.right() - self.width()), 0), y)

    def leave(self, field: QWidget) -> None:
        """Say no more of a field."""
        if field is self._about:
            self._about = None
            self.hide()
