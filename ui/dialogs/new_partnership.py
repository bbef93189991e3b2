"""Starting a partnership: its name, who takes part, and for whom this copy speaks."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from planner.model import SHORT_TEXT, Entity, NextStep, Organisation, Partnership
from planner.sides import KIND_TITLES
from planner.terms import OrganisationKind, Seat, Side
from ui.dialogs.frame import Dialog
from ui.widgets.choices import Choices
from ui.widgets.shapes import row
from ui.widgets.text import label, wrapped

SEAT_NAMES = {
    Seat.ACADEMIC: "The academic side",
    Seat.INDUSTRY: "The industry side",
    Seat.FACILITATOR: "Both, as a facilitator",
}


class NewPartnership(Dialog):
    """Asks for the least that is needed; everything can be changed later."""

    def __init__(self, parent: QWidget | None) -> None:
        intro = "Three answers are enough to begin. All can be changed later; nothing leaves this computer."
        super().__init__(parent, "New partnership", intro)
        self.title_edit = _line("What is the project called?", self)
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        self.academic, self.academic_kind = self._party("The academic side", OrganisationKind.UNIVERSITY)
        self.industry, self.industry_kind = self._party("The industry side", OrganisationKind.COMPANY)
        self.body.addWidget(label("For whom do you speak here?", "strong"))
        self.seat = Choices(
            [(s.value, text) for s, text in SEAT_NAMES.items()], name="For whom do you speak here"
        )
        self.seat.set_chosen([Seat.FACILITATOR.value])
        self.body.addWidget(self.seat)
        self.add_button("Cancel", self.reject)
        self.add_button("Start with the scope", self._start, primary=True)

    def _party(self, caption: str, kind: OrganisationKind) -> tuple[QLineEdit, QComboBox]:
        self.body.addWidget(label(caption, "strong"))
        name = QLineEdit()
        name.setPlaceholderText("Name of the organisation, if you know it")
        name.setAccessibleName(f"{caption}: name")
        name.setMaxLength(SHORT_TEXT)
        kinds = QComboBox()
        kinds.setAccessibleName(f"{caption}: kind")
        for value, text in KIND_TITLES.items():
            kinds.addItem(text, value)
        kinds.setCurrentIndex(list(KIND_TITLES).index(kind))
        self.body.addLayout(row(name, kinds))
        return name, kinds

    def _start(self) -> None:
        if not self.title_edit.text().strip():
            self.complaint.setText("A partnership needs a name. A working title will do.")
            self.complaint.show()
            self.title_edit.setFocus()
            return
        self.accept()

    def entities(self, today: date) -> tuple[Entity, ...]:
        """What was entered, as a partnership to store."""
        seat = Seat(next(iter(self.seat.keys()), Seat.FACILITATOR))
        partnership = Partnership(title=self.title_edit.text().strip(), seat=seat)
        made: list[Entity] = [partnership]
        sides = (
            (Side.ACADEMIC, self.academic, self.academic_kind),
            (Side.INDUSTRY, self.industry, self.industry_kind),
        )
        for rank, (side, name, kinds) in enumerate(sides, start=1):
            if text := name.text().strip():
                kind = kinds.currentData()
                made.append(
                    Organisation(partnership_id=partnership.id, rank=rank, name=text, side=side, kind=kind)
                )
        step = NextStep(
            partnership_id=partnership.id, rank=1, text="Answer the scoping questions together", due_on=None
        )
        return (*made, step)


def _line(caption: str, dialog: Dialog) -> QLineEdit:
    dialog.body.addWidget(label(caption, "strong"))
    made = QLineEdit()
    made.setAccessibleName(caption)
    made.setMaxLength(SHORT_TEXT)
    dialog.body.addWidget(made)
    return made


def ask_new(parent: QWidget | None, today: date) -> tuple[Entity, ...]:
    """A new partnership, or nothing when the user thought better of it."""
    dialog = NewPartnership(parent)
    return dialog.entities(today) if dialog.exec() else ()
