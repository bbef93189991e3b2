"""The cards below the table: what binds and what may, the model family, what depends, which paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from planner.agreement import dependencies
from planner.agreement.clauses import binding_clauses
from planner.agreement.papers import advised_paper
from planner.terms import Paper
from planner.wording import joined
from ui.screens.agreement.family_card import FamilyCard
from ui.screens.agreement.finding_box import finding_box
from ui.screens.agreement.words_card import WordsCard
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, clear, link, set_across
from ui.widgets.text import wrapped
from ui.wizards.paper_chooser import advice_box

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk


class Consequences(QWidget):
    """Two rows of cards, each rebuilt only when what it says has changed."""

    def __init__(self, desk: Desk, choose_paper: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._choose_paper = desk, choose_paper
        self._shown: dict[str, object] = {}
        self.binds, self.words, self.family = Card("What binds"), WordsCard(desk), FamilyCard(desk)
        self.depends, self.paper = Card("Depends on each other"), Card("Which paper?")
        self._boxes: dict[str, QVBoxLayout] = {}
        for name, card in (("binds", self.binds), ("depends", self.depends), ("paper", self.paper)):
            self._boxes[name] = QVBoxLayout()
            self._boxes[name].setSpacing(8)
            card.box.addLayout(self._boxes[name])
            card.box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        self._rows = [self._row(*cards) for cards in self._cards()]
        for across in self._rows:
            whole.addLayout(across)

    def _cards(self) -> tuple[tuple[Card, ...], ...]:
        return (self.binds, self.words, self.family), (self.depends, self.paper)

    def _row(self, *cards: Card) -> QBoxLayout:
        across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        across.setSpacing(14)
        for card in cards:
            across.addWidget(card, 1)
        return across

    def set_wide(self, wide: bool) -> None:
        """Side by side, or one below the other."""
        for across in self._rows:
            set_across(across, wide)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what follows from the document as it stands."""
        self.words.refresh(snapshot)
        self.family.refresh(snapshot)
        session = self._desk.session
        library = session.library
        bound = what_binds(snapshot, self._desk)
        found = snapshot.derive(dependencies.findings, library, session.today())
        advice = advised_paper(snapshot, library)
        chosen = snapshot.partnership.paper
        if self._is_new("binds", bound):
            self._boxes["binds"].addWidget(wrapped(bound, "muted"))
        if self._is_new("depends", found):
            for finding in found:
                message = LinkText(finding.message, partial(self._desk.go, finding.place))
                self._boxes["depends"].addWidget(finding_box(finding, message))
            if not found:
                self._boxes["depends"].addWidget(
                    wrapped("Nothing in the clauses contradicts itself.", "muted")
                )
        if self._is_new("paper", (advice, chosen)):
            kind = library.papers.get(chosen)
            self._boxes["paper"].addWidget(
                wrapped(f"Chosen: {kind.name}" if kind else "No kind of paper is chosen yet.")
            )
            self._boxes["paper"].addWidget(advice_box(advice, library.papers, snapshot))
            self._boxes["paper"].addWidget(link("Which paper?…", self._choose_paper))

    def _is_new(self, name: str, shown: object) -> bool:
        if name in self._shown and self._shown[name] == shown:
            return False
        self._shown[name] = shown
        clear(self._boxes[name])
        return True


def what_binds(snapshot: Snapshot, desk: Desk) -> str:
    """The clauses that bind, by title and printed number."""
    if snapshot.partnership.paper is Paper.CONTRACT:
        return "Nothing binds: these are notes for a contract."
    named = joined(f"{s.clause.title} ({s.number})" for s in binding_clauses(snapshot, desk.session.library))
    if not named:
        return "Nothing binds. Computed from the switches; printed in the status clause."
    return f"{named}. Computed from the switches; printed in the status clause."
