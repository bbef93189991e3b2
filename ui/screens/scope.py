"""Scoping: the steps at the left, the questions in the middle, why they are asked at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.scope import progress, step_states
from ui import settings
from ui.widgets.page import Page, scroller
from ui.wizards.answer_fields import QuietCombo
from ui.wizards.review import ReviewPage
from ui.wizards.scope_page import ScopePage
from ui.wizards.stepper import Mark, Stepper, WizardStep
from ui.wizards.why_card import WhyCard

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library.entries import Question
    from ui.desk import Desk

# Widths in letters, so that large text collapses the columns as a small window does.
_LETTERS_FOR_WHY = 132
_LETTERS_FOR_STEPS = 84
_WHY_LETTERS = 39
_MARKS: dict[str, Mark] = {"done": "done", "part": "part", "open point": "open"}


class ScopeScreen(Page):
    """The scoping wizard. A reading order over the document; nothing is kept here but the step shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Scoping", scrolls=False)
        self.title.hide()
        self.desk = desk
        self._session = desk.session
        self._steps = desk.session.library.steps
        self._pages: dict[str, ScopePage | ReviewPage] = {}
        self.stepper = Stepper("Scoping", [WizardStep(key, step.short) for key, step in self._steps.items()])
        self.stepper.chosen.connect(lambda key: self.show_step(key, takes_focus=False))
        self.picker = self._make_picker()
        self.stack = QStackedWidget()
        self.why = WhyCard()
        self._why_side = self._beside(self.why)
        self._lay_out()
        self._add_keys()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        remembered = settings.wizard_step("scope", self._session.doc.partnership.id.hex)
        self.current = remembered if remembered in self._steps else next(iter(self._steps))
        self.show_step(self.current, takes_focus=False)
        self.watch(desk.session.changed)

    # Making

    def _make_picker(self) -> QComboBox:
        picker = QuietCombo()
        picker.setAccessibleName("Step of scoping")
        for key, step in self._steps.items():
            picker.addItem(step.short, key)
        picker.activated.connect(lambda index: self.show_step(picker.itemData(index), takes_focus=False))
        picker.hide()
        return picker

    @staticmethod
    def _beside(card: WhyCard) -> QWidget:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(card)
        inside.addStretch(1)
        return scroller(inside)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.picker)
        middle.addWidget(self.stack, 1)
        columns = QHBoxLayout()
        columns.setSpacing(22)
        columns.addWidget(self.stepper)
        columns.addLayout(middle, 1)
        columns.addWidget(self._why_side)
        self.body.addLayout(columns, 1)

    def _add_keys(self) -> None:
        for keys, steps in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda steps=steps: self._move(steps))

    def _page(self, key: str) -> ScopePage | ReviewPage:
        if key not in self._pages:
            self._pages[key] = made = self._make_page(key)
            self.stack.addWidget(made)
            if isinstance(made, ScopePage):
                made.put_questions()
        return self._pages[key]

    def _make_page(self, key: str) -> ScopePage | ReviewPage:
        order = list(self._steps)
        place = order.index(key)
        if place == len(order) - 1:
            return ReviewPage(self.desk, self._steps[key])
        page = ScopePage(
            self._session,
            self._steps[key],
            before=(lambda: self._move(-1)) if place else None,
            after=lambda: self._move(1),
            after_name=self._steps[order[place + 1]].short,
        )
        page.turned_to.connect(self._show_why)
        return page

    # Moving

    def show_step(self, key: str, *, takes_focus: bool = True) -> None:
        """Show a step; with `takes_focus` the cursor goes to its first question."""
        self._session.leave_field()
        self.current = key
        settings.set_wizard_step("scope", self._session.doc.partnership.id.hex, key)
        page = self._page(key)
        page.refresh(self._session.snapshot)
        self.stack.setCurrentWidget(page)
        self._fit()
        if isinstance(page, ScopePage) and page.current is not None:
            self._show_why(page.current.question)
        self._show_progress(self._session.snapshot)
        if takes_focus:
            page.focus_first()

    def _move(self, steps: int) -> None:
        order = list(self._steps)
        place = order.index(self.current) + steps
        if 0 <= place < len(order):
            self.show_step(order[place])

    def go(self, place: str) -> None:
        """Show a step, or the question (and side) that the place names."""
        key, _, side = place.partition("/")
        if key in self._steps:
            self.show_step(key)
            return
        for question in self._session.library.questions.values():
            if key in (question.key, *question.aliases) and not question.retired:
                self.show_step(question.step, takes_focus=False)
                if not self._page(question.step).focus_question(key, side):
                    self._page(question.step).focus_first()
                return
        self.show_step(next(reversed(self._steps)))

    # Showing

    def refresh(self) -> None:
        """Show the document as it stands."""
        if self._session.document is None:
            return
        snapshot = self._session.snapshot
        self._page(self.current).refresh(snapshot)
        self._show_progress(snapshot)

    def _show_progress(self, snapshot: Snapshot) -> None:
        library = self._session.library
        made = progress(snapshot, library)
        on_agenda = f", {made.not_sure} on the agenda" if made.not_sure else ""
        foot = (
            f"{made.answered_steps} of {made.steps_that_apply} answered{on_agenda}. "
            "Leave any step and come back; nothing is lost."
        )
        steps = [
            WizardStep(state.key, self._steps[state.key].short, _MARKS.get(state.state, ""))
            for state in step_states(snapshot, library)
        ]
        self.stepper.show_steps(steps, self.current, foot)
        self.picker.setCurrentIndex(list(self._steps).index(self.current))

    def _show_why(self, question: Question) -> None:
        self.why.show_question(question, self._session.library)

    def _on_focus(self, _left: QWidget | None, widget: QWidget | None) -> None:
        page = self._pages.get(self.current)
        if isinstance(page, ScopePage) and widget is not None and page.isAncestorOf(widget):
            page.note_focus(widget)

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        room = self.width() // max(1, letter)
        has_why = room >= _LETTERS_FOR_WHY
        is_review = next(reversed(self._steps)) == self.current
        self._why_side.setFixedWidth(_WHY_LETTERS * letter)
        self._why_side.setVisible(has_why and not is_review)
        self.stepper.setVisible(room >= _LETTERS_FOR_STEPS)
        self.picker.setVisible(room < _LETTERS_FOR_STEPS)
        self._page(self.current).fit(explains_itself=not has_why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
