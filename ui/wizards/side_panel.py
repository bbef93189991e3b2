"""One side's place at a question: whose it is, the field, notes, how firm, and "not sure yet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton, QWidget

from planner.document import Snapshot
from planner.sides import side_name, the_side
from planner.terms import Firmness, Side
from ui.widgets.chip import Chip, Tone
from ui.widgets.choices import Choices
from ui.widgets.flow import flowing
from ui.widgets.shapes import column, holding, link
from ui.widgets.text import label
from ui.wizards.answer_fields import FIELDS
from ui.wizards.answering import (
    AnswerPlace,
    confirm,
    set_not_sure,
    write_answer,
)
from ui.wizards.extras import Extras

if TYPE_CHECKING:
    from ui.session import Session

FIRMNESS = (
    (Firmness.MUST.value, "must have"),
    (Firmness.PREFER.value, "prefer"),
    (Firmness.OPEN.value, "open"),
)
_TONES: dict[Side, Tone] = {
    Side.ACADEMIC: "academic",
    Side.INDUSTRY: "industry",
    Side.JOINT: "joint",
}


class SidePanel:
    """The widgets of one side at one question, in `parts` from top to bottom, for the question to lay out."""

    def __init__(self, session: Session, where: AnswerPlace) -> None:
        self._session, self.where = session, where
        question, side = where.question, where.side
        spoken = f"{question.wording} ({'both together' if side is Side.JOINT else the_side(side)})"
        self.whose = Chip("", _TONES[side])
        self.guess = Chip("our guess", "outline")
        self.guess.setToolTip("Shown and printed as not confirmed until that side says so.")
        self.confirm = link("They confirmed it", self._confirm, name=f"They confirmed it: {spoken}")
        self.field = FIELDS[question.kind](session, where, spoken)
        self.note_link = link("Note to the other side", lambda: self.extras.toggle("note"))
        self.note_link.setAccessibleName(f"Note to the other side: {spoken}")
        self.private_link = link("Private note", lambda: self.extras.toggle("private"))
        self.private_link.setAccessibleName(f"Private note: {spoken}")
        self.not_sure_link = link("Not sure yet", self._to_agenda, name=f"Not sure yet: {spoken}")
        self.extras = Extras(session, where, spoken)
        self.extras.before = self.not_sure_link
        self.firmness: Choices | None = None
        # The line of the grid each part stands in, from top to bottom.
        self.parts: dict[int, QWidget] = {0: self._head(), 1: self.field, 2: self._links(), 4: self.extras}
        if question.asks_firmness:
            self.parts[3] = self._firm(spoken)

    def _head(self) -> QWidget:
        head = flowing(self.whose, self.guess)
        # Only ever hidden here: to show a widget that has no parent yet would open a window.
        if self.where.side is Side.JOINT:
            head.hide()
        return head

    def _links(self) -> QWidget:
        links = flowing(self.confirm, self.note_link, self.private_link, self.not_sure_link, spacing=10)
        if self.where.side is Side.JOINT:
            self.note_link.hide()
        if self._chooses_one:
            self.not_sure_link.hide()
        return links

    def _firm(self, spoken: str) -> QWidget:
        self.firmness = Choices(FIRMNESS, name=f"How firm is this: {spoken}")
        self.firmness.setMaximumWidth(self.firmness.fontMetrics().averageCharWidth() * 48)
        self.firmness.chosen.connect(self._set_firmness)
        self.extras.before = self.firmness.findChildren(QRadioButton)[-1]
        return holding(column(label("How firm is this?", "head"), self.firmness, spacing=4))

    @property
    def _chooses_one(self) -> bool:
        # There, "not sure yet" is one of the choices.
        return self.where.question.kind in ("choice", "yes_no")

    def put_on_agenda(self) -> None:
        """Mark this side's answer "not sure yet"."""
        answer = self.where.answer(self._session.snapshot)
        if answer is None or not answer.not_sure:
            set_not_sure(self._session.doc, self.where, self._session.today())

    def _to_agenda(self) -> None:
        self.put_on_agenda()
        # The link goes; what it led to is where one goes on.
        self.extras.focus_agenda()

    def _confirm(self) -> None:
        confirm(self._session.doc, self.where)
        self.field.focus_widget.setFocus()

    def _set_firmness(self, keys: tuple[str, ...]) -> None:
        firm = Firmness(keys[0]) if keys else Firmness.UNSAID
        write_answer(self._session.doc, self.where, {"firmness": firm})

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds."""
        answer = self.where.answer(snapshot)
        not_sure = answer is not None and answer.not_sure
        is_guess = self.where.is_guess(snapshot)
        self.field.refresh(snapshot)
        self.whose.set_text(side_name(snapshot, self.where.side))
        self.guess.setVisible(is_guess)
        self.confirm.setVisible(is_guess and answer is not None)
        if self.firmness is not None:
            self.firmness.set_chosen([answer.firmness.value] if answer else [])
        self.not_sure_link.setVisible(not not_sure and not self._chooses_one)
        self.extras.refresh(snapshot)
