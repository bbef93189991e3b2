"""A question as it is put: wording, hint, example, and a panel for each side that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.scope import applies, sides_asked
from planner.terms import Side
from ui.widgets.chip import Chip
from ui.widgets.shapes import link, row
from ui.widgets.text import wrapped
from ui.wizards.answering import AnswerPlace
from ui.wizards.side_panel import SidePanel
from ui.wizards.why_card import WhyCard

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library.entries import Question
    from ui.session import Session

GAP = 16
_LINES = 5


class QuestionBox(QWidget):
    """One question. `looked_at` tells that the user turned to it."""

    looked_at = Signal()

    def __init__(self, session: Session, question: Question) -> None:
        super().__init__()
        self.question = question
        self._session = session
        self._stacked: bool | None = None
        self._width = 0
        self.panels = {
            side: SidePanel(session, AnswerPlace(session.library, question, side))
            for side in sides_asked(question)
        }
        self.example = wrapped(f"For example: {question.example}", "caption")
        self.example.hide()
        self._why: WhyCard | None = None
        self.example_link = link("Example", self._toggle_example, name=f"Example for: {question.wording}")
        self.why_link = link("Why this is asked", self._toggle_why)
        self.why_link.setAccessibleName(f"Why this is asked: {question.wording}")
        self.why_link.hide()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)
        self.box.addLayout(self._heading())
        if question.hint:
            self.box.addWidget(wrapped(question.hint, "muted"))
        self.box.addWidget(self.example)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(7)
        self.box.addLayout(self._grid)
        self._place_panels(stacked=False)
        for panel in self.panels.values():
            for part in panel.parts.values():
                part.setEnabled(not session.store.is_read_only)

    def _heading(self) -> QHBoxLayout:
        heading = row(spacing=12)
        heading.addWidget(wrapped(self.question.wording, "strong"), 1)
        asides: list[QWidget] = [Chip("optional", "outline")] if self.question.optional else []
        for aside in (*asides, self.example_link, self.why_link):
            heading.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        return heading

    # Laying out

    def fit(self, width: int, *, explains_itself: bool) -> None:
        """Lay the sides next to each other where there is room; `explains_itself` offers the reasons here."""
        self.why_link.setVisible(explains_itself)
        if self._why is not None and not explains_itself:
            self._why.hide()
        columns = len(self.panels)
        least = max(panel.field.least_width() for panel in self.panels.values())
        stacked = columns * least + GAP * (columns - 1) > width
        if stacked != self._stacked:
            self._place_panels(stacked=stacked)
        each = width if stacked else (width - GAP * (columns - 1)) // columns
        for panel in self.panels.values():
            panel.field.fit(each)

    def _place_panels(self, *, stacked: bool) -> None:
        self._stacked = stacked
        for column, panel in enumerate(self.panels.values()):
            for line, part in sorted(panel.parts.items()):
                self._grid.removeWidget(part)
                where = (column * _LINES + line, 0) if stacked else (line, column)
                self._grid.addWidget(part, *where, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(column, 0 if stacked and column else 1)

    # Showing

    def refresh(self, snapshot: Snapshot) -> None:
        """Show the answers, or nothing at all while the question does not apply."""
        shown = applies(self.question, snapshot, self._session.library)
        if shown:
            for panel in self.panels.values():
                panel.refresh(snapshot)
        self.setVisible(shown)

    def panel_for(self, side: str) -> SidePanel:
        """The panel of this side; the first one for a side that is not asked."""
        return next(
            (panel for at, panel in self.panels.items() if at == side), next(iter(self.panels.values()))
        )

    def panel_of(self, widget: QWidget | None) -> SidePanel:
        """The panel this widget is part of, or the first."""
        for panel in self.panels.values():
            if widget is not None and any(part.isAncestorOf(widget) for part in panel.parts.values()):
                return panel
        return self.panel_for(Side.ACADEMIC)

    def _toggle_example(self) -> None:
        self.example.setVisible(self.example.isHidden())

    def _toggle_why(self) -> None:
        if self._why is None:
            self._why = WhyCard()
            self._why.show_question(self.question, self._session.library)
            self._why.hide()
            self.box.insertWidget(self.box.indexOf(self.example), self._why)
        self._why.setVisible(self._why.isHidden())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.looked_at.emit()
        super().mousePressEvent(event)
