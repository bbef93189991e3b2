"""Lists, ticks and sentences, each kept equal to the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLabel, QLineEdit, QSizePolicy

from planner.errors import Refused
from planner.model import Activity
from planner.timeline.sliding import counted_months, day_or_month
from ui.bind import Slot, TextBinding, set_property
from ui.screens.timeline.cells import date_typed
from ui.theme import grown
from ui.widgets.fields import DateField, Field, number_or_refused, spoken_date_or_nothing
from ui.widgets.text import TextRole, set_role

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from ui.session import Session

COMPLETE = 100


class BoundList(QComboBox):
    """A choice of (text, value) pairs, kept equal to a slot. `refused` tells why, or nothing any more."""

    refused = Signal(str)

    def __init__(
        self, session: Session, slot: Slot, options: Sequence[tuple[str, object]], name: str
    ) -> None:
        super().__init__()
        self._session, self._slot = session, slot
        self._values = [value for _, value in options]
        self.addItems([text for text, _ in options])
        self.setAccessibleName(name)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(not session.store.is_read_only)
        self.refresh()
        self.activated.connect(self._picked)
        session.changed.connect(self.refresh)

    def refresh(self, _change: object = None) -> None:
        """Show what the document holds; nothing when that is not among the choices."""
        if self._session.document is not None:
            value = self._slot.read(self._session.snapshot)
            self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def part_after(self, count: int) -> None:
        """Draw a line between the first choices and the others."""
        self.insertSeparator(count)
        self._values.insert(count, object())
        self.refresh()

    def _picked(self, place: int) -> None:
        try:
            self._slot.write(self._session.doc, self._values[place], False)
        except Refused as refusal:
            self.refresh()
            self.refused.emit(str(refusal))
        else:
            self.refused.emit("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over a list in a scrolling panel scrolls the panel; it must not change the plan.
        event.ignore()


class BoundSearch(BoundList):
    """A long choice: one types any part of a name. A name that is none stays, to be mended."""

    def __init__(
        self, session: Session, slot: Slot, options: Sequence[tuple[str, object]], name: str
    ) -> None:
        super().__init__(session, slot, options, name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit, found = self.lineEdit(), self.completer()
        assert edit is not None
        assert found is not None
        self._edit = edit
        edit.setAccessibleName(name)
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        edit.editingFinished.connect(self._finished)
        self.refresh()

    def refresh(self, _change: object = None) -> None:
        # Typed over and not settled yet: what stands there is the user's, not the document's.
        if not self.isEditable() or not self._edit.isModified():
            super().refresh()

    def _picked(self, place: int) -> None:
        self._edit.setModified(False)
        set_property(self, "refused", False)
        super()._picked(place)

    def _finished(self) -> None:
        if not self._edit.isModified():
            return
        wanted = self._edit.text().strip().casefold()
        names = [self.itemText(place).casefold() for place in range(self.count())]
        if wanted in names:
            self._picked(names.index(wanted))
            self.refresh()
        elif not wanted:
            self._edit.setModified(False)
            self.refresh()
        else:
            set_property(self, "refused", True)
            self.refused.emit(f"Nothing here is called “{self._edit.text().strip()}”. Choose from the list.")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finished()


class BoundTick(QCheckBox):
    """A yes or no, kept equal to a slot."""

    def __init__(self, session: Session, slot: Slot, text: str) -> None:
        super().__init__(text)
        self._session, self._slot = session, slot
        self.setEnabled(not session.store.is_read_only)
        self.refresh()
        self.clicked.connect(self._clicked)
        session.changed.connect(self.refresh)

    def refresh(self, _change: object = None) -> None:
        """Show what the document holds."""
        if self._session.document is not None:
            self.setChecked(bool(self._slot.read(self._session.snapshot)))

    def _clicked(self, on: bool) -> None:
        try:
            self._slot.write(self._session.doc, on, False)
        except Refused as refusal:
            self.setToolTip(str(refusal))
            self.refresh()


class Told(QLabel):
    """What is said of the plan as it stands, in its role; no room is taken while there is nothing to say."""

    def __init__(self, read: Callable[[Snapshot], str | tuple[str, TextRole]]) -> None:
        super().__init__()
        self._read = read
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setProperty("text_role", "caption")
        self.hide()

    def tell(self, snapshot: Snapshot) -> None:
        """Say what holds now."""
        said = self._read(snapshot)
        text, role = said if isinstance(said, tuple) else (said, "caption")
        self.setText(text)
        set_role(self, role)
        self.setVisible(bool(text))


class Entry(QObject):
    """An activity as it was when the cursor came into a field: what is typed there counts from it.

    So that on the way to 40 a typed 4 does not shorten for good what gives way to it.
    """

    def __init__(self, session: Session, id: UUID, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._session, self._id, self._edit = session, id, edit
        self._held: Activity | None = None
        edit.installEventFilter(self)

    def activity(self, document: Document) -> Activity:
        """The activity to count from. Raises Refused when it is gone."""
        now = document.snapshot().find(Activity, self._id)
        if now is None:
            raise Refused("This was removed in the meantime.")
        held = self._held if self._edit.hasFocus() else None
        return held or now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._session.document is not None:
            self._held = self._session.snapshot.find(Activity, self._id)
        return False


def slot_of(id: UUID, field: str, words: str) -> Slot:
    """A field of an activity; its step of undo names it as it is called then."""

    def read(snapshot: Snapshot) -> Any:
        activity = snapshot.find(Activity, id)
        return getattr(activity, field) if activity is not None else ""

    def write(document: Document, value: Any, typing: bool) -> None:
        write_fields(document, id, {field: value}, words, field if typing else "")

    return Slot(read, write)


def write_fields(
    document: Document, id: UUID, fields: dict[str, object], words: str, typing_in: str = ""
) -> None:
    """Give an activity fields in one step. Raises Refused with a sentence."""
    activity = document.snapshot().find(Activity, id)
    if activity is None:
        raise Refused("This was removed in the meantime.")
    document.update(activity, fields, label=f"{words} of {activity.name}", typing_in=typing_in)


def list_field(
    session: Session, slot: Slot, caption: str, options: Sequence[tuple[str, object]], *, hint: str = ""
) -> Field:
    """A bound choice below its caption."""
    made = BoundList(session, slot, options, caption)
    return _complaining(made, caption, hint)


def search_field(
    session: Session, slot: Slot, caption: str, options: Sequence[tuple[str, object]], *, hint: str = ""
) -> Field:
    """A bound choice that is found by typing, below its caption."""
    return _complaining(BoundSearch(session, slot, options, caption), caption, hint)


def _complaining(made: BoundList, caption: str, hint: str) -> Field:
    field = Field(caption, made, hint=hint)
    made.refused.connect(field.complain)
    return field


def day_field(session: Session, slot: Slot, caption: str, *, is_last: bool = False) -> Field:
    """A bound date within reach of today; see `bind_day`."""
    widget = DateField(name=caption)
    made = Field(caption, widget)
    bind_day(session, widget, slot, made.complain, is_last=is_last)
    return made


def bind_day(
    session: Session, widget: DateField, slot: Slot, complain: Callable[[str], None], *, is_last: bool
) -> None:
    """Bind a date. While months are counted "M4" is its first day, or with `is_last` its last.

    Where the start of the project is not known a date is shown as its month.
    """

    def parse(text: str) -> date | None:
        months = counted_months(session.snapshot, session.library)
        return date_typed(text, session.today(), months, is_last=is_last)

    def show(value: date | None) -> str:
        months = counted_months(session.snapshot, session.library) if session.document is not None else None
        if not value or months is None or months.is_known:
            return spoken_date_or_nothing(value)
        return day_or_month(value, months)

    TextBinding(session, widget.edit, slot, parse=parse, show=show, on_refused=complain)


def percent_field(session: Session, slot: Slot, caption: str, *, empty: int | None = None) -> Field:
    """A bound share from 0 to 100 %."""

    def parse(text: str) -> int | None:
        share = number_or_refused(text)
        if share is not None and not 0 <= share <= COMPLETE:
            raise Refused("This runs from 0 to 100 per cent.")
        return empty if share is None else share

    edit = QLineEdit()
    edit.setAccessibleName(caption)
    edit.setMaximumWidth(grown(110))
    made = Field(caption, edit)
    TextBinding(session, edit, slot, parse=parse, on_refused=made.complain)
    return made
