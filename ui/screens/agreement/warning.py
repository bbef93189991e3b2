"""The banner of the agreement screen: a memorandum is not enough, or secrets are not protected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.agreement.papers import Advice, advised_paper, needed_words
from planner.findings import Finding
from planner.terms import Paper
from planner.wording import joined
from ui.widgets.fold import Fold
from ui.widgets.shapes import Card, clear, column, link, row
from ui.widgets.text import wrapped
from ui.wizards.companions import companion_list

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

# The finding that is worth a red banner: it cannot be mended once it has happened.
UNPROTECTED = "secrets-without-agreement"


class Warnings(QWidget):
    """What has to be seen before anything else; nothing while there is nothing."""

    def __init__(self, desk: Desk, choose_paper: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._choose_paper = desk, choose_paper
        self._shown: object = None
        self.text = ""
        self.needed: Fold | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.hide()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what holds now; rebuilt only when that is something else."""
        advice = advised_paper(snapshot, self._desk.session.library)
        chosen = snapshot.partnership.paper
        secrets = next((f for f in self._desk.checker.findings if f.id == UNPROTECTED), None)
        shown = (advice, chosen, secrets)
        if shown == self._shown:
            return
        self._shown = shown
        was_open = self.needed is not None and not self.needed.inside.isHidden()
        clear(self._box)
        self.needed, self.text = None, ""
        if secrets is not None:
            self._box.addWidget(self._secrets(secrets))
        if advice.is_not_a_memorandum or chosen is Paper.CONTRACT:
            self._box.addWidget(self._contract(advice, chosen))
        if self.needed is not None:
            self.needed.set_open(was_open)
        self.setVisible(bool(self._box.count()))

    def _secrets(self, finding: Finding) -> QWidget:
        card = _card("error")
        go = link("Go to the clause", lambda: self._desk.go(finding.place))
        line = row(wrapped(finding.message, "strong"), go)
        line.setStretch(0, 1)
        card.box.addLayout(line)
        card.box.addWidget(wrapped(finding.advice))
        return card

    def _contract(self, advice: Advice, chosen: Paper) -> QWidget:
        card = _card("warning")
        is_notes = chosen is Paper.CONTRACT
        title = "These are notes for a contract" if is_notes else "This is not a memorandum any more"
        line = row(
            wrapped(title, "strong"), link("Which paper?…", self._choose_paper, name=f"{title}: which paper?")
        )
        line.setStretch(0, 1)
        card.box.addLayout(line)
        because = joined(met.because for met in advice.reasons) if advice.is_not_a_memorandum else ""
        says = [f"Because {because}." if because else "A contract was chosen as the paper."]
        if advice.checklist:
            says.append(needed_words(advice))
        self.text = f"{title}. {' '.join(says)}"
        card.box.addWidget(wrapped(" ".join(says)))
        if advice.checklist:
            self.needed = Fold("Why each of them", lambda: column(companion_list(advice, with_why=True)))
            card.box.addWidget(self.needed)
        card.setAccessibleName(self.text)
        return card


def _card(tone: str) -> Card:
    card = Card()
    card.setProperty("tone", tone)
    card.box.setContentsMargins(14, 8, 14, 9)
    card.box.setSpacing(3)
    return card
