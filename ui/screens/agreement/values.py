"""The values of a clause's wording: one field each, checked as it is typed, refused in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from planner.agreement.clauses import ClauseState, check_value, slots_used
from planner.library.clause_entries import Slot
from ui.bind import TextBinding
from ui.screens.agreement.edits import TO_BE_AGREED, ClausePlace, shown_value, value_slot
from ui.widgets.fields import Field, LongText
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
            edit = self.fields[slot.key].field
            assert isinstance(edit, QLineEdit | LongText)
            edit.setPlaceholderText(state.printed.get(slot.key, TO_BE_AGREED))
        self.setVisible(bool(slots))

    def _build(self, slots: list[Slot]) -> None:
        clear(self._grid)
        self.fields = {}
        row, column = 0, 0
        for slot in slots:
            made = self._field(slot)
            self.fields[slot.key] = made
            is_wide = slot.kind == "text" or slot.answer is not None
            if is_wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(made, row, column, 1, _ACROSS if is_wide else 1)
            column += _ACROSS if is_wide else 1
            if column >= _ACROSS:
                row, column = row + 1, 0

    def _field(self, slot: Slot) -> Field:
        caption = f"{slot.label[:1].upper()}{slot.label[1:]}{f' ({slot.unit})' if slot.unit else ''}"
        edit = LongText(lines=1, most=5) if slot.kind == "text" else QLineEdit()
        made = Field(caption, edit)
        edit.setAccessibleName(f"{caption}: {self._where.clause.title}")
        TextBinding(
            self._desk.session,
            edit,
            value_slot(self._where, slot),
            parse=partial(check_value, slot),
            show=partial(shown_value, slot),
            on_refused=made.complain,
        )
        if slot.answer:
            question = slot.answer.partition("/")[0]
            jump = link("Read from scoping; change it there", partial(self._desk.go, f"scope/{question}"))
            jump.setAccessibleName(f"{caption}: change it in scoping")
            layout = made.layout()
            assert layout is not None
            layout.addWidget(jump)
        return made
