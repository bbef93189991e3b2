"""The values of a clause's wording: one field each, checked as it is typed, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from planner.agreement.clauses import ClauseState, check_value, slots_used
from planner.library.clause_entries import Slot
from ui.bind import TextBinding
from ui.screens.agreement.edits import TO_BE_AGREED, ClausePlace, shown_value, value_slot
from ui.screens.agreement.pickers import PartyPicker, PersonField, shown_person, stored_person
from ui.widgets.fields import DateField, Field, LongText
from ui.widgets.shapes import clear, link

if TYPE_CHECKING:
    from ui.desk import Desk

_ACROSS = 2


class Values(QWidget):
    """The slots that the chosen wording names. Rebuilt only when it names others."""

    def __init__(self, desk: Desk, where: ClausePlace) -> None:
        super().__init__()
        self._desk, self._where = desk, where
        self.fields: dict[str, Field] = {}
        self._gone: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)

    def refresh(self, state: ClauseState) -> None:
        """Show the fields that this wording needs, and what stands there while nothing is typed."""
        used = slots_used(state.option) if state.option else frozenset()
        slots = [slot for slot in state.clause.slots if slot.key in used]
        if [slot.key for slot in slots] != list(self.fields):
            self._build(slots)
        for slot in slots:
            made = self.fields[slot.key]
            edit = made.field.edit if isinstance(made.field, PersonField | DateField) else made.field
            if isinstance(edit, QLineEdit | LongText):
                edit.setPlaceholderText(state.printed.get(slot.key, TO_BE_AGREED))
            elif isinstance(edit, PartyPicker):
                edit.refresh(self._desk.session.snapshot)
            fault = state.faults.get(slot.key, "")
            if slot.kind in ("party", "person") and fault != self._gone.get(slot.key, ""):
                # What was chosen once and is gone is said here: nobody typed it, so nothing refused it.
                self._gone[slot.key] = fault
                made.complain(fault)
        self.setVisible(bool(slots))

    def _build(self, slots: list[Slot]) -> None:
        clear(self._grid)
        self.fields, self._gone = {}, {}
        row, column = 0, 0
        for slot in slots:
            made = self._field(slot)
            self.fields[slot.key] = made
            is_wide = slot.kind == "text" or slot.answer is not None
            if is_wide and column:
                row, column = row + 1, 0
            # At the top: what is said below one field leaves its neighbour where it is.
            self._grid.addWidget(made, row, column, 1, _ACROSS if is_wide else 1, Qt.AlignmentFlag.AlignTop)
            column += _ACROSS if is_wide else 1
            if column >= _ACROSS:
                row, column = row + 1, 0

    def _field(self, slot: Slot) -> Field:
        unit = "" if slot.unit == "%" else slot.unit
        caption = f"{slot.label[:1].upper()}{slot.label[1:]}{f' ({unit})' if unit else ''}"
        made = Field(caption, self._editor(slot, f"{caption}: {self._where.clause.title}"))
        self._bind(slot, made)
        if slot.answer:
            question = slot.answer.partition("/")[0]
            jump = link("Read from scoping; change it there", partial(self._desk.go, f"scope/{question}"))
            jump.setAccessibleName(f"{caption}: change it in scoping")
            layout = made.layout()
            assert layout is not None
            layout.addWidget(jump)
        return made

    def _editor(self, slot: Slot, name: str) -> QWidget:
        if slot.kind == "person":
            return PersonField(self._desk.session, name)
        if slot.kind == "date":
            return DateField(name=name)
        edit: QWidget = QLineEdit()
        if slot.kind == "party":
            edit = PartyPicker(self._desk.session, self._where, slot)
        elif slot.kind == "text":
            edit = LongText(lines=2 if slot.answer else 1, most=5)
        edit.setAccessibleName(name)
        return edit

    def _bind(self, slot: Slot, made: Field) -> None:
        session, edit = self._desk.session, made.field
        parse: Callable[[str], str] = partial(check_value, slot)
        show: Callable[[str], str] = partial(shown_value, slot)
        if isinstance(edit, PersonField):
            parse, show = partial(self._stored, slot), self._shown
        if isinstance(edit, PersonField | DateField):
            edit = edit.edit
        if isinstance(edit, QLineEdit | LongText):
            bound = value_slot(self._where, slot)
            TextBinding(session, edit, bound, parse=parse, show=show, on_refused=made.complain)

    def _stored(self, slot: Slot, text: str) -> str:
        return check_value(slot, stored_person(self._desk.session.snapshot, text))

    def _shown(self, value: str) -> str:
        return shown_person(self._desk.session.snapshot, value)
