"""The closest model family: the questions for both sides, and beside them what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from planner.agreement.family_use import preselect
from ui.dialogs.family_questions import FamilyQuestions
from ui.dialogs.family_results import FamilyResults
from ui.dialogs.frame import Dialog, be_large
from ui.widgets.page import scroller
from ui.widgets.shapes import column, set_across
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow

INTRO = (
    "Which of the Lambert model agreements comes closest? Each side answers for itself. "
    "The result suggests options for two clauses; it locks nothing."
)
NOTHING_TO_PRESELECT = (
    "Nothing to preselect: no family is named yet, or results and publication already have a choice."
)
# In letters, so that large text collapses the columns as a small window does.
_LETTERS_FOR_TWO = 112


class ModelFamily(Dialog):
    """Every answer is stored at once, and the results follow it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Closest model family", INTRO, width=720)
        self._session = window.session
        self.questions = FamilyQuestions(self._session)
        self.results = FamilyResults(self._session)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(16)
        self._across.addWidget(scroller(column(self.questions)), 18)
        self._across.addWidget(scroller(column(self.results)), 11)
        self.body.addLayout(self._across, 1)
        self.told = wrapped("", "muted")
        self.told.hide()
        self.body.addWidget(self.told)
        self.add_button("Preselect clause options", self._preselect)
        self.add_button("Done", self.accept, primary=True)
        be_large(self, 1120, 860)
        self.refresh()
        self._session.changed.connect(self.refresh)
        self.finished.connect(self._let_go)

    def refresh(self) -> None:
        """Show answers and results as the document has them."""
        if self._session.document is None:
            return
        snapshot = self._session.snapshot
        self.questions.refresh(snapshot)
        self.results.refresh(snapshot)

    def _preselect(self) -> None:
        done = preselect(self._session.doc, self._session.library)
        said = f"Preselected: {'; '.join(done)}. Undo takes it back." if done else NOTHING_TO_PRESELECT
        self.told.setText(said)
        self.told.show()

    def _let_go(self) -> None:
        self._session.changed.disconnect(self.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_across(self._across, self.width() >= _LETTERS_FOR_TWO * self.fontMetrics().averageCharWidth())


def show_model_family(window: MainWindow) -> None:
    """Ask both sides, and show which model family is closest."""
    ModelFamily(window).exec()
