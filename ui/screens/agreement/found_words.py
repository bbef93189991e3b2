"""The words found in one clause, each with the words to use instead at one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.agreement.binding_words import Hit, change_label, clause_text, rewritten
from planner.agreement.clauses import ClauseState, clause_state
from planner.entity import LONG_TEXT
from planner.wording import counted
from ui.screens.agreement.edits import ClausePlace, standard_text, write_choice
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import clear, column, holding, link, row
from ui.widgets.text import label, set_role, wrapped

if TYPE_CHECKING:
    from planner.document import Document
    from planner.library import Library
    from ui.desk import Desk

SHOWN = 4


def use_words(document: Document, library: Library, clause: str, hits: Sequence[Hit]) -> None:
    """Write the clause with other words in place of these, in one step that undo takes back."""
    state = clause_state(document.snapshot(), library, clause)
    if state is not None and fits(state, hits):
        text = rewritten(clause_text(state), hits)
        own = "" if text == standard_text(state) else text
        write_choice(document, ClausePlace(state.clause), {"own_text": own}, label=change_label(state))


def fits(state: ClauseState, hits: Sequence[Hit]) -> bool:
    """Whether the clause with the other words is still a text that can be kept."""
    return len(rewritten(clause_text(state), hits)) <= LONG_TEXT


class FoundWords(QWidget):
    """Below the wording; rebuilt only when other words are found."""

    def __init__(self, desk: Desk, clause: str, on_empty: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._session, self._clause, self._on_empty = desk, desk.session, clause, on_empty
        self._shown: tuple[Hit, ...] | None = None
        self.links: list[LinkText | QPushButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)

    def refresh(self, state: ClauseState, hits: tuple[Hit, ...]) -> None:
        """Show the words found now, or nothing."""
        self.setVisible(bool(hits))
        if hits == self._shown:
            return
        self._shown = hits
        self.links = []
        clear(self._lines)
        if not hits:
            return
        tag = "may weaken this clause" if state.binds else "may bind by accident"
        self._lines.addLayout(row(Chip(tag, "warning"), None))
        for hit in hits[:SHOWN]:
            self._lines.addWidget(self._line(state, hit))
        more = f"and {counted(len(hits) - SHOWN, 'place')} more" if len(hits) > SHOWN else ""
        if len(hits) > 1:
            every = link(f"Use all {len(hits)} suggestions", partial(self._use, hits))
            self._lines.addLayout(
                row(self._kept(every, state, hits), label(more, "caption"), None, spacing=10)
            )

    def _line(self, state: ClauseState, hit: Hit) -> QWidget:
        use = LinkText(f"Use “{_short(hit.suggestion)}”", partial(self._use, (hit,)))
        use.setAccessibleName(f"Use “{hit.suggestion}” instead of “{hit.words}”")
        set_role(use, "caption")
        said = wrapped(f"“{_short(hit.words)}”", "body")
        return holding(
            column(said, self._kept(use, state, (hit,)), wrapped(hit.rule.why, "caption"), spacing=1)
        )

    def _kept(self, made: LinkText | QPushButton, state: ClauseState, hits: Sequence[Hit]) -> QWidget:
        made.setEnabled(fits(state, hits) and not self._session.store.is_read_only)
        self.links.append(made)
        return made

    def _use(self, hits: tuple[Hit, ...]) -> None:
        use_words(self._session.doc, self._session.library, self._clause, hits)
        self._on_empty()
        if self.links:
            self.links[0].setFocus()


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
