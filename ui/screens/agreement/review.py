"""The last step: every clause with its state, each a click away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from planner.terms import SIDES
from planner.wording import counted
from ui.screens.agreement.rows import ClauseRow
from ui.widgets.card_scroller import card_scroller
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, clear, column, holding
from ui.widgets.text import label, wrapped


class Review(Card):
    """Every clause that the paper has; rebuilt only when one of them has changed."""

    def __init__(self, jump: Callable[[str], object]) -> None:
        super().__init__("Review")
        self._jump = jump
        self._shown: object = None
        self.links: dict[str, LinkText] = {}
        self._intro = wrapped("", "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(2, 6)
        self.box.addWidget(self._intro)
        self.box.addWidget(card_scroller(column(holding(self._grid), None)), 1)

    def refresh(self, rows: tuple[ClauseRow, ...]) -> None:
        """Show the clauses as they stand."""
        shown = tuple(row for row in rows if row.included)
        if shown == self._shown:
            return
        self._shown = shown
        unsettled = sum(bool(row.state) and row.state != "agreed" for row in shown)
        agreed = sum(row.state == "agreed" for row in shown)
        self._intro.setText(
            f"{counted(len(shown), 'clause')}: {agreed} agreed, {unsettled} to talk about, "
            f"{len(shown) - agreed - unsettled} as standard."
        )
        clear(self._grid)
        self.links = {}
        for line, row in enumerate(shown):
            self._add(line, row)

    def _add(self, line: int, row: ClauseRow) -> None:
        top = Qt.AlignmentFlag.AlignTop
        lead = LinkText(row.title, partial(self._jump, row.key))
        self.links[row.key] = lead
        self._grid.addWidget(_level(label(row.number, "muted")), line, 0, top)
        self._grid.addWidget(lead, line, 1, top)
        said = [wrapped(row.said(side)[0], side.value) for side in SIDES if row.said(side)[0]]
        self._grid.addWidget(holding(column(*said, spacing=2)), line, 2, top)
        mark = Chip(row.state, row.tone) if row.state else _level(label(row.quiet_state, "caption"))
        self._grid.addWidget(mark, line, 3, top)
        self._grid.addWidget(_level(label("binds" if row.binds else "", "caption")), line, 4, top)


def _level(made: QLabel) -> QLabel:
    # A link keeps room for its focus frame; the words beside it sit on the same line.
    made.setContentsMargins(0, 2, 0, 0)
    return made
