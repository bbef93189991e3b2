"""The last step of scoping: every answer on one page, each a click away."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.scope import ReviewRow, answer_text, no_longer_asked, parked, review
from planner.sides import side_name
from planner.terms import Firmness, Side
from ui.widgets.chip import Chip
from ui.widgets.flow import flowing
from ui.widgets.page import scroller
from ui.widgets.shapes import Card, button, clear, column, link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library import Library
    from planner.library.entries import Step
    from planner.model import Answer
    from ui.desk import Desk

_FIRM = {Firmness.MUST: "must have", Firmness.PREFER: "prefers", Firmness.OPEN: "open"}


class ReviewPage(QWidget):
    """Everything that was said, by step; then what waits, and what is no longer asked."""

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__()
        self.step = step
        self._desk = desk
        self._shown: object = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.printing = button("Print the questions…", lambda: desk.perform("print_questions"))
        heading = column(wrapped(step.title, "title"), wrapped(step.intro, "muted"), spacing=4)
        inside = QVBoxLayout()
        inside.setContentsMargins(2, 0, 14, 8)
        inside.setSpacing(16)
        inside.addLayout(heading)
        inside.addLayout(row(self.printing, None))
        inside.addLayout(self._cards)
        inside.addStretch(1)
        self._area = scroller(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def focus_first(self) -> None:
        """Put the focus on the first button."""
        self.printing.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.verticalScrollBar().setValue(0)

    def focus_question(self, key: str, side: str = "") -> bool:
        """A review asks nothing."""
        return False

    def fit(self, *, explains_itself: bool) -> None:
        """The review is one column at any width."""

    def refresh(self, snapshot: Snapshot) -> None:
        """Show every answer as it stands."""
        library = self._desk.session.library
        rows = review(snapshot, library)
        waiting, past = parked(snapshot, library), no_longer_asked(snapshot, library)
        names = {side: side_name(snapshot, side) for side in Side}
        shown = (rows, waiting, past, tuple(names.items()), snapshot.partnership.currency)
        if shown == self._shown:
            return
        self._shown = shown
        place = self._area.verticalScrollBar().value()
        clear(self._cards)
        for step, group in groupby(rows, key=lambda found: found.step):
            self._cards.addWidget(self._step_card(step, list(group), names))
        self._add_past("Not asked now", _WAITS, waiting, snapshot, names)
        self._add_past("No longer asked", _GONE, past, snapshot, names)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(place))

    def _step_card(self, step: Step, rows: list[ReviewRow], names: dict[Side, str]) -> Card:
        card = Card()
        card.box.addWidget(label(step.short, "card"))
        grid = _grid()
        card.box.addLayout(grid)
        for line, (question, group) in enumerate(groupby(rows, key=lambda found: found.question)):
            answers = list(group)
            grid.addWidget(wrapped(question.wording, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            said = column(*[_said(found, names) for found in answers], None, spacing=8)
            grid.addLayout(said, line, 1)
            place = answers[0].place
            jump = link("Change", partial(self._desk.go, place))
            jump.setAccessibleName(f"Change: {question.wording}")
            grid.addWidget(jump, line, 2, Qt.AlignmentFlag.AlignTop)
        return card

    def _add_past(
        self,
        title: str,
        why: str,
        answers: tuple[Answer, ...],
        snapshot: Snapshot,
        names: dict[Side, str],
    ) -> None:
        if not answers:
            return
        library: Library = self._desk.session.library
        card = Card(title)
        card.box.addWidget(wrapped(why, "caption"))
        grid = _grid()
        card.box.addLayout(grid)
        for line, answer in enumerate(answers):
            question = library.questions.get(answer.question)
            asked = question.wording if question else answer.question
            grid.addWidget(wrapped(asked, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            text = answer_text(answer, question, snapshot.partnership.currency) or answer.note
            held = column(*_whose(answer.side, names), wrapped(text), None, spacing=2)
            grid.addLayout(held, line, 1)
        self._cards.addWidget(card)


_WAITS = "These answers wait. They return as they were when their question applies again."
_GONE = "The questions have changed since these were written. They stay here to be read."


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 4)
    grid.setColumnStretch(1, 6)
    grid.setColumnMinimumWidth(2, 48)
    return grid


def _whose(side: Side, names: dict[Side, str]) -> list[QWidget]:
    if side is Side.JOINT:
        return []
    tone = "academic" if side is Side.ACADEMIC else "industry"
    return [Chip(names[side], tone)]  # type: ignore[arg-type]


def _said(found: ReviewRow, names: dict[Side, str]) -> QVBoxLayout:
    marks: list[QWidget] = _whose(found.side, names)
    if found.not_sure:
        marks.append(Chip("not sure yet, on the agenda", "warning"))
    if not found.confirmed:
        marks.append(Chip("our guess", "outline"))
    if found.firmness in _FIRM:
        marks.append(Chip(_FIRM[found.firmness], "outline"))
    lines: list[QWidget | QHBoxLayout] = []
    if marks:
        lines.append(flowing(*marks, spacing=6))
    if not found.not_sure:
        lines.append(wrapped(found.text) if found.text else wrapped("No answer yet", "caption"))
    if found.note:
        lines.append(wrapped(f"Note to the other side: {found.note}", "caption"))
    return column(*lines, spacing=2)
