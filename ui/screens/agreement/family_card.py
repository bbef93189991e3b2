"""The closest model family in a few lines, and what would change it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from planner.agreement.family_words import card_lines, rules_words
from ui.widgets.shapes import Card, clear, link
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk


class FamilyCard(Card):
    """What would change the result. The link opens the questions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What would change the result")
        self._session = desk.session
        self._shown: tuple[str, ...] = ()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(8)
        self.box.addLayout(self.lines)
        self.link = link("Closest model family…", partial(desk.perform, "model_family"))
        self.box.addWidget(self.link)
        self.box.addStretch(1)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the answers lead to; nothing is rebuilt while it says the same."""
        lines = card_lines(snapshot, self._session.library)
        if lines == self._shown:
            return
        self._shown = lines
        clear(self.lines)
        for line in lines:
            self.lines.addWidget(wrapped(line, "muted"))
        rules = rules_words(self._session.library.families.rules)
        self.lines.addWidget(wrapped(f"{rules}. Suggests options, locks nothing.", "caption"))
