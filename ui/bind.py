"""A widget and a field, kept equal both ways; undo in a bound field is the document's own.

A `Slot` says how a field is read and written, so that a field of a value that does not exist yet
(an answer nobody has given) is bound just like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from planner.errors import Refused

if TYPE_CHECKING:
    from planner.document import Change, Document, Snapshot
    from ui.session import Session

TextWidget = QLineEdit | QPlainTextEdit


@dataclass(frozen=True)
class Slot:
    """How one field is read, and written; `write(document, value, typing)` may raise Refused."""

    read: Callable[[Snapshot], Any]
    write: Callable[[Document, Any, bool], None]


def field_of(noun: type[Any], id: Any, field: str, label: str = "") -> Slot:
    """The slot for a field of a value that exists."""

    def read(snapshot: Snapshot) -> Any:
        entity = snapshot.find(noun, id)
        return getattr(entity, field) if entity is not None else ""

    def write(document: Document, value: Any, typing: bool) -> None:
        entity = document.snapshot().find(noun, id)
        if entity is None:
            raise Refused("This was removed in the meantime.")
        document.set(entity, field, value, label=label, typing=typing)

    return Slot(read, write)


class TextBinding(QObject):
    """Keeps a text widget and a slot equal; shows beside the field why a text is refused.

    `parse` turns the text into the field's value (raising Refused), `show` the value into text.
    """

    def __init__(
        self,
        session: Session,
        widget: TextWidget,
        slot: Slot,
        *,
        parse: Callable[[str], Any] = str,
        show: Callable[[Any], str] = lambda value: "" if value is None else str(value),
        on_refused: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(widget)
        self._session, self._widget, self._slot = session, widget, slot
        self._parse, self._show = parse, show
        self._on_refused = on_refused or (lambda sentence: widget.setToolTip(sentence))
        self._mine = False
        self._refused = False
        self._at_entry: Any = None
        if session.store.is_read_only:
            widget.setReadOnly(True)
        self.refresh()
        if isinstance(widget, QPlainTextEdit):
            widget.setUndoRedoEnabled(False)
            widget.setTabChangesFocus(True)
        widget.textChanged.connect(self._typed)
        session.changed.connect(self._changed)
        widget.installEventFilter(self)
        if isinstance(widget, QPlainTextEdit):
            widget.viewport().installEventFilter(self)

    def refresh(self) -> None:
        """Show what the document holds, unless a refused text is being mended."""
        if self._session.document is None or self._refused:
            return
        text = self._show(self._slot.read(self._session.snapshot))
        if text == self._text():
            return
        self._mine = True
        if isinstance(self._widget, QPlainTextEdit):
            place = self._widget.textCursor().position()
            self._widget.setPlainText(text)
            cursor = self._widget.textCursor()
            cursor.setPosition(min(place, len(text)))
            self._widget.setTextCursor(cursor)
        else:
            place = self._widget.cursorPosition()
            self._widget.setText(text)
            self._widget.setCursorPosition(min(place, len(text)))
        self._mine = False

    def retry(self) -> None:
        """Try a refused text again: what it was refused for may have changed."""
        if self._refused:
            self._typed()

    def _text(self) -> str:
        widget = self._widget
        return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()

    def _typed(self, *_: object) -> None:
        if self._mine or self._session.document is None:
            return
        self._mine = True
        try:
            self._slot.write(self._session.doc, self._parse(self._text()), True)
            self._mark("")
        except Refused as refusal:
            self._mark(str(refusal))
            self._take_back()
        finally:
            self._mine = False

    def _take_back(self) -> None:
        """Of a text that is refused, no part is kept: of 450 not the 45 that was typed on the way."""
        if self._widget.hasFocus() and self._slot.read(self._session.snapshot) != self._at_entry:
            self._slot.write(self._session.doc, self._at_entry, True)

    def _mark(self, sentence: str) -> None:
        if bool(sentence) == self._refused and not sentence:
            return
        self._refused = bool(sentence)
        set_property(self._widget, "refused", self._refused)
        self._on_refused(sentence)

    def _changed(self, change: Change) -> None:
        if self._mine:
            return
        if self._refused and change.origin != "edit" and self._widget.hasFocus():
            # Undo in the field itself takes the refused text back; undo elsewhere leaves it to be mended.
            self._mark("")
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._undoes(event)
        if isinstance(event, QContextMenuEvent):
            self._show_menu(event)
            return True
        if isinstance(event, QFocusEvent) and self._session.document is not None:
            if event.type() == QEvent.Type.FocusIn:
                self._at_entry = self._slot.read(self._session.snapshot)
            elif event.reason() != Qt.FocusReason.PopupFocusReason:
                self._session.leave_field()
                # A field that is deleted with the cursor in it loses the cursor last of all.
                if isValid(self._widget):
                    self.refresh()
        return False

    def _undoes(self, event: QKeyEvent) -> bool:
        """Whether these were the keys of undo or redo: they act on the document, not on Qt's own memory."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if not undo and not event.matches(QKeySequence.StandardKey.Redo):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._session.undo() if undo else self._session.redo()
        return True

    def _show_menu(self, event: QContextMenuEvent) -> None:
        menu = self._widget.createStandardContextMenu()
        document = self._session.document
        for qts in menu.actions():
            if qts.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(qts)
        first = next(action for action in menu.actions() if not action.isSeparator())
        for text, act, label in (
            ("Undo", self._session.undo, document.undo_label if document else ""),
            ("Redo", self._session.redo, document.redo_label if document else ""),
        ):
            own = QAction(text, menu)
            own.setEnabled(bool(label))
            own.triggered.connect(act)
            menu.insertAction(first, own)
        menu.insertSeparator(first)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
