"""The card of words that may bind by accident, over all clauses of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.agreement.binding_words import Hit, found_words
from planner.agreement.clauses import ClauseState, clause_state
from planner.wording import counted
from ui.screens.agreement.found_words import fits, use_words
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, clear, column, holding, link, row
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

SHOWN_CLAUSES = 3
CLEAN = "No binding words outside the clauses that bind."


class WordsCard(Card):
    """How many words there are, the first clauses with them, and the softer words at one click."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Words that may bind by accident")
        self._desk, self._session = desk, desk.session
        self._shown: object = None
        self.links: list[QPushButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what is found in the paper as it stands."""
        found = found_words(snapshot, self._session.library)
        states = {key: clause_state(snapshot, self._session.library, key) for key in found}
        numbers = {key: (state.number, state.binds) for key, state in states.items() if state}
        if (found, numbers) == self._shown:
            return
        self._shown = (dict(found), numbers)
        self.links = []
        clear(self._lines)
        if not found:
            self._lines.addWidget(wrapped(CLEAN, "muted"))
            return
        count = sum(map(len, found.values()))
        clauses = f"in {counted(len(found), 'clause')}"
        self._lines.addWidget(wrapped(f"{count} found {clauses}.", "muted"))
        for key in list(found)[:SHOWN_CLAUSES]:
            state = states[key]
            if state is not None:
                self._lines.addWidget(self._line(state, found[key]))
        left = len(found) - SHOWN_CLAUSES
        if len(found) > 1:
            every = link("Use the suggestions everywhere", partial(self._use, found))
            every.setEnabled(not self._session.store.is_read_only)
            self.links.append(every)
            more = wrapped(f"and {counted(left, 'clause')} more" if left > 0 else "", "caption")
            self._lines.addLayout(row(every, more))

    def _line(self, state: ClauseState, hits: tuple[Hit, ...]) -> QWidget:
        first, more = hits[0], len(hits) - 1
        others = f" and {counted(more, 'other')}" if more else ""
        weakens = ", which binds" if state.binds else ""
        text = f"“{first.words}”{others} in clause {state.number}, {state.clause.title}{weakens}"
        lead = LinkText(text, partial(self._desk.go, state.place))
        kind = "firmer" if state.binds else "softer"
        name = f"Use the {kind} words in {state.clause.title}"
        use = link(f"Use the {kind} words", partial(self._use, {state.clause.key: hits}), name=name)
        use.setEnabled(fits(state, hits) and not self._session.store.is_read_only)
        self.links.append(use)
        suggested = wrapped(f"Suggested: “{first.suggestion}”.", "caption")
        return holding(column(lead, suggested, row(use, None), spacing=2))

    def _use(self, found: Mapping[str, tuple[Hit, ...]]) -> None:
        document = self._session.doc
        if len(found) == 1:
            for key, hits in found.items():
                use_words(document, self._session.library, key, hits)
        else:
            with document.step(f"other words in {counted(len(found), 'clause')}"):
                for key, hits in found.items():
                    use_words(document, self._session.library, key, hits)
        self.refresh(self._session.snapshot)
        if self.links:
            self.links[0].setFocus()
