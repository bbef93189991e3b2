"""The questions on the closest model family, with both sides' answers next to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.agreement.consortium import is_consortium
from planner.agreement.family import CONSORTIUM
from planner.agreement.family_use import ScopeProposal, proposals, take_over
from planner.sides import side_name, the_side
from planner.terms import SIDES, Side
from ui.widgets.chip import Chip
from ui.widgets.choices import Choices
from ui.widgets.flow import flowing
from ui.widgets.shapes import Card, link, rule
from ui.widgets.text import Elided, TextRole, label, plain_tip, wrapped
from ui.wizards.answering import AnswerPlace, confirm, write_answer

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library.family_entries import FamilyQuestion, FamilyStep
    from ui.session import Session

ANSWERS = (("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure"))
_ROLES: dict[Side, TextRole] = {Side.ACADEMIC: "academic", Side.INDUSTRY: "industry", Side.JOINT: "joint"}


class _Cell(QWidget):
    """One side's yes, no or not sure; marked while it is our guess."""

    def __init__(self, session: Session, where: AnswerPlace) -> None:
        super().__init__()
        self._session, self.where = session, where
        spoken = f"{where.question.wording} ({the_side(where.side)})"
        self.choices = Choices(ANSWERS, name=spoken)
        self.choices.layout().setContentsMargins(10, 4, 10, 4)  # type: ignore[union-attr]
        self.choices.chosen.connect(self._choose)
        self.choices.setEnabled(not session.store.is_read_only)
        self.guess = Chip("our guess", "outline")
        self.guess.setToolTip("Shown as not confirmed until that side says so.")
        self.confirm = link("They confirmed it", self._confirm, name=f"They confirmed it: {spoken}")
        self._marks = flowing(self.guess, self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.choices)
        layout.addWidget(self._marks)

    def _choose(self, keys: tuple[str, ...]) -> None:
        chosen = tuple(key for key in keys if key != "not_sure")
        write_answer(self._session.doc, self.where, {"chosen": chosen, "not_sure": "not_sure" in keys})

    def _confirm(self) -> None:
        confirm(self._session.doc, self.where)
        self.choices.setFocus()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds."""
        answer = self.where.answer(snapshot)
        keys = answer.chosen if answer else ()
        self.choices.set_chosen(("not_sure",) if answer and answer.not_sure else keys)
        self._marks.setVisible(answer is not None and not answer.confirmed)
        self.confirm.setEnabled(not self._session.store.is_read_only)


class _QuestionRow(QWidget):
    """A question, what Scope says to it, and a cell for each side that answers."""

    def __init__(self, session: Session, question: FamilyQuestion) -> None:
        super().__init__()
        self._session, self.question = session, question
        self._found: tuple[ScopeProposal, ...] = ()
        asked = question.as_question()
        sides = (Side.JOINT,) if question.step == CONSORTIUM else SIDES
        self.cells = {side: _Cell(session, AnswerPlace(session.library, asked, side)) for side in sides}
        self.from_scope = Chip("", "joint")
        self.take = link("Take it over", self._take, name=f"Take over from Scope: {question.wording}")
        self._proposal = flowing(self.from_scope, self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(5)
        layout.addWidget(wrapped(question.wording, "strong"))
        if question.hint:
            layout.addWidget(wrapped(question.hint, "caption"))
        layout.addWidget(self._proposal)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        for column, cell in enumerate(self.cells.values()):
            grid.addWidget(cell, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        if len(sides) == 1:
            grid.setColumnStretch(1, 1)
        layout.addLayout(grid)

    def _take(self) -> None:
        take_over(self._session.doc, self._found)
        next(iter(self.cells.values())).choices.setFocus()

    def refresh(self, snapshot: Snapshot, offered: tuple[ScopeProposal, ...]) -> None:
        """Show the answers, and what could be taken over."""
        for cell in self.cells.values():
            cell.refresh(snapshot)
        self._found = tuple(found for found in offered if found.question.key == self.question.key)
        self._proposal.setVisible(bool(self._found) and not self._session.store.is_read_only)
        if self._found:
            source = self._session.library.questions[self._found[0].source]
            self.from_scope.set_text(f"From Scope: {'yes' if self._found[0].is_yes else 'no'}")
            self.from_scope.setToolTip(plain_tip(source.wording))


class FamilyQuestions(QWidget):
    """Every step as a card; the one for consortia first, and alone counted, with three or more parties."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: dict[str, _QuestionRow] = {}
        self.offer = label("", "muted")
        self.take_all = link("Take all of them over", self._take_all)
        self._offer_line = flowing(self.offer, self.take_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(14)
        layout.addWidget(self._offer_line)
        families, snapshot = session.library.families, session.snapshot
        several = is_consortium(snapshot)
        steps = sorted(families.steps.values(), key=lambda step: step.key != CONSORTIUM)
        for step in steps:
            if (step.key == CONSORTIUM) > several:
                continue
            layout.addWidget(self._card(step, snapshot))
            if step.key == CONSORTIUM:
                layout.addWidget(
                    wrapped(
                        "What follows is made for two parties. With more it names no model, but it can "
                        "still serve as a conversation between two of you.",
                        "muted",
                    )
                )
        layout.addStretch(1)

    def _card(self, step: FamilyStep, snapshot: Snapshot) -> Card:
        card = Card(step.title)
        card.box.addWidget(wrapped(step.intro, "muted"))
        if step.key != CONSORTIUM:
            heads = QGridLayout()
            heads.setHorizontalSpacing(14)
            for column, side in enumerate(SIDES):
                heads.addWidget(Elided(side_name(snapshot, side), _ROLES[side]), 0, column)
                heads.setColumnStretch(column, 1)
            card.box.addLayout(heads)
        for question in self._session.library.families.asked(step.key):
            made = _QuestionRow(self._session, question)
            self.rows[question.key] = made
            card.box.addWidget(rule())
            card.box.addWidget(made)
        return card

    def _take_all(self) -> None:
        take_over(self._session.doc, proposals(self._session.snapshot, self._session.library))
        next(iter(self.rows.values())).setFocus()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show every answer as it stands."""
        offered = proposals(snapshot, self._session.library)
        for made in self.rows.values():
            made.refresh(snapshot, offered)
        count = len({found.question.key for found in offered})
        self._offer_line.setVisible(bool(count) and not self._session.store.is_read_only)
        self.offer.setText(f"Scope already answers {count} of these questions.")
