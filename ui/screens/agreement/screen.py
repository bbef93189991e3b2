"""The agreement screen: the table beside the clause one works on, or the same clauses step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.agreement.clauses import paper_of
from planner.agreement.family_words import family_line
from planner.terms import SIDES
from ui import settings
from ui.screens.agreement.clause_card import ClauseCard
from ui.screens.agreement.consequences import Consequences
from ui.screens.agreement.edits import ClausePlace, set_included
from ui.screens.agreement.focus import keep_in_sight, set_tab_order
from ui.screens.agreement.more import show_more
from ui.screens.agreement.review import Review
from ui.screens.agreement.rows import (
    PAPER_STEP,
    REVIEW_STEP,
    ClauseRow,
    clause_rows,
    column_heading,
    heading_words,
    side_members,
    wizard_steps,
)
from ui.screens.agreement.slow import SlowDialog, SlowFoot
from ui.screens.agreement.step_list import StepList
from ui.screens.agreement.table import ClauseView
from ui.screens.agreement.warning import Warnings
from ui.widgets.card_scroller import card_scroller
from ui.widgets.page import Page
from ui.widgets.shapes import NO_LIMIT, Card, button, column, holding, set_across
from ui.widgets.text import label, wrapped
from ui.wizards.paper_chooser import PaperChooser, PaperDialog
from ui.wizards.stepper import Stepper, WizardStep

if TYPE_CHECKING:
    from planner.library.clause_entries import Clause
    from ui.desk import Desk

NOT_LEGAL_ADVICE = "This is not legal advice. Show the draft to your contracts office."
# In letters and lines, so that large text collapses the columns as a small window does.
_LETTERS_FOR_TWO, _LETTERS_FOR_STEPS = 92, 118
# With less room than this the table beside the card keeps number, clause and state.
_LETTERS_FOR_TABLE = 128
_LINES_OF_TABLE = 17


class AgreementScreen(Page):
    """Table and steps are two ways through the same clauses; nothing is kept here but the one shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Agreement")
        self.desk, self._session = desk, desk.session
        self.in_steps = False
        self.shows_all: bool | None = None
        self.current = ""
        self.step = settings.wizard_step("agreement", self._session.doc.partnership.id.hex) or PAPER_STEP
        self.card: ClauseCard | None = None
        self.dialog: PaperDialog | None = None
        self.slow_dialog: SlowDialog | None = None
        self._make_tools(desk)
        self.view = ClauseView(self._fill_menu)
        self.view.chosen.connect(self._come_to)
        self.view.entered.connect(self._work_on)
        self.view.fitted.connect(self._fit)
        self.slow = SlowFoot(desk, self.show_slow)
        self.warnings = Warnings(desk, self.choose_paper)
        self.steps = StepList(self._go_step, self._turn)
        self.picker, self.before, self.after = self.steps.picker, self.steps.before, self.steps.after
        self.review = Review(self._back_to)
        self.chooser = PaperChooser(desk)
        self.below = Consequences(desk, self.choose_paper)
        self._lay_out()
        self._add_keys()
        self.watch(desk.session.changed, desk.checker.checked)

    # Making

    def _make_tools(self, desk: Desk) -> None:
        self.paper_button = button("Which paper?…", self.choose_paper)
        self.filter_button = button("All clauses", self._toggle_filter)
        self.steps_button = button("Step by step", lambda: self.show_steps(not self.in_steps))
        self.more_button = button(
            "More",
            lambda: show_more(self.more_button, desk, self.show_slow),
            tip="Model family, price, what may take long",
        )
        for made in (self.paper_button, self.filter_button, self.steps_button, self.more_button):
            self.tools.addWidget(made)

    def _lay_out(self) -> None:
        table = Card()
        table.box.setContentsMargins(10, 8, 10, 10)
        self._empty = wrapped(
            "No side has said anything yet. Choose “All clauses” and begin with one.", "muted"
        )
        table.box.addWidget(self._empty)
        table.box.addWidget(self.view, 1)
        table.box.addWidget(self.slow)
        self.left = QStackedWidget()
        self.left.addWidget(table)
        self.left.addWidget(self.steps)
        paper = Card("Which paper?")
        paper.box.addWidget(card_scroller(column(self.chooser)), 1)
        self._clause_home = QVBoxLayout()
        self.right = QStackedWidget()
        self.pages = {"clause": holding(self._clause_home), PAPER_STEP: paper, REVIEW_STEP: self.review}
        for page in self.pages.values():
            self.right.addWidget(page)
        working = QWidget()
        right = QVBoxLayout(working)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.picker)
        right.addWidget(self.right, 1)
        right.addWidget(self.steps.turns)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._split.setSpacing(14)
        self._split.addWidget(self.left)
        self._split.addWidget(working)
        self._working = holding(self._split)
        self.body.addWidget(self.warnings)
        self.body.addWidget(self._working)
        self.body.addWidget(self.below)
        self.body.addWidget(label(NOT_LEGAL_ADVICE, "caption"))
        self.body.addStretch(1)

    def _add_keys(self) -> None:
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._turn(by))

    @property
    def stepper(self) -> Stepper | None:
        """The list of steps, once it was shown."""
        return self.steps.stepper

    # Going places

    def go(self, place: str) -> None:
        """Select a clause (with a side: its field), or show `paper`, `review`, `steps` or `family`."""
        key, _, side = place.partition("/")
        if key == "family":
            self.desk.perform("model_family")
            return
        if key in (PAPER_STEP, REVIEW_STEP):
            self.show_steps(True, key)
            return
        if key == "steps":
            self.show_steps(True)
            return
        clause = self._clause(key)
        if clause is None:
            return
        if self.in_steps and clause.key not in [step.key for step in self._wizard()]:
            self.in_steps = False
        self._show_clause(clause.key)
        if side and self.card is not None:
            self.card.focus_side(side)

    def _clause(self, key: str) -> Clause | None:
        clauses = self._session.library.clauses
        return clauses.get(key) or next((c for c in clauses.values() if key in c.aliases), None)

    def _show_clause(self, key: str) -> None:
        self.current = key
        if self.in_steps:
            self._keep_step(key)
        elif key not in [row.key for row in self._rows()]:
            self.shows_all = True
        self.refresh()

    def _come_to(self, key: str) -> None:
        self._session.leave_field()
        self._show_clause(key)

    def _work_on(self, key: str) -> None:
        self._come_to(key)
        if self.card is not None:
            self.card.focus_first()

    def _back_to(self, key: str) -> None:
        self.go(key)
        if self.card is not None:
            self.card.focus_first()

    # Step by step

    def _wizard(self) -> tuple[WizardStep, ...]:
        return wizard_steps(self._session.snapshot, self._session.library)

    def show_steps(self, on: bool, step: str = "") -> None:
        """Walk the clauses step by step, from where one left; or go back to the table."""
        self._session.leave_field()
        self.in_steps = on
        if on:
            self._keep_step(step or self.step)
        self.refresh()

    def _keep_step(self, key: str) -> None:
        keys = [step.key for step in self._wizard()]
        self.step = key if key in keys else keys[0]
        if self.step not in (PAPER_STEP, REVIEW_STEP):
            self.current = self.step
        settings.set_wizard_step("agreement", self._session.doc.partnership.id.hex, self.step)

    def _go_step(self, key: str) -> None:
        self._session.leave_field()
        self._keep_step(key)
        self.refresh()

    def _turn(self, by: int) -> None:
        if not self.in_steps:
            return
        keys = [step.key for step in self._wizard()]
        self._go_step(keys[max(0, min(keys.index(self.step) + by, len(keys) - 1))])

    # Doing

    def choose_paper(self) -> None:
        """Open the chooser of the kind of paper."""
        self.dialog = PaperDialog(self.window(), self.desk)
        self._open(self.dialog, self.paper_button)

    def show_slow(self) -> None:
        """Show which clauses may take long, and why."""
        self.slow_dialog = SlowDialog(self.window(), self.desk)
        self._open(self.slow_dialog, self.more_button)

    def _open(self, dialog: QDialog, home: QWidget) -> None:
        """Open a dialog; afterwards the keyboard is where it was, or at `home` when that is gone."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda: self._holds_focus() or home.setFocus())
        dialog.open()

    def _holds_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _land(self) -> None:
        """Put the keyboard where one was in the list, when what it stood on has gone."""
        if self.in_steps:
            self.steps.land(self.step)
        else:
            self.view.setFocus()

    def _toggle_filter(self) -> None:
        order = list(self._session.library.clauses)
        self.shows_all = not self._shows_all()
        listed = [row.key for row in self._rows()]
        if listed and self.current not in listed:
            # The next one in the list, so that the table never stands without a row.
            later = [key for key in listed if order.index(key) > order.index(self.current)]
            self.current = (later or listed[-1:])[0]
        self.refresh()

    def _fill_menu(self, key: str, menu: QMenu) -> None:
        clause = self._clause(key)
        if clause is None:
            return
        found = next(row for row in self._all_rows() if row.key == key)
        by_default = paper_of(self._session.snapshot) in clause.papers
        where = ClausePlace(clause)

        def switch() -> None:
            set_included(self._session.doc, where, included=not found.included, by_default=by_default)

        menu.addAction("Work on it", lambda: self._work_on(key))
        action = menu.addAction("Leave it out" if found.included else "Put it in", switch)
        action.setEnabled(not self._session.store.is_read_only)

    # Showing

    def _all_rows(self) -> tuple[ClauseRow, ...]:
        return clause_rows(self._session.snapshot, self._session.library)

    def _shows_all(self) -> bool:
        if self.shows_all is None:
            # Decided once: the list may not change under the user's hands with the first position.
            self.shows_all = not any(row.has_positions for row in self._all_rows())
        return self.shows_all

    def _rows(self) -> tuple[ClauseRow, ...]:
        rows = self._all_rows()
        return rows if self._shows_all() else tuple(row for row in rows if row.has_positions)

    def refresh(self) -> None:
        """Show the document as it stands."""
        if self._session.document is None:
            return
        keep_in_sight(self)
        had_focus = self._holds_focus()
        snapshot = self._session.snapshot
        rows = self._rows()
        if not self.current:
            talked = [row.key for row in rows if row.state and row.state != "agreed"]
            self.current = next(iter([*talked, *[row.key for row in rows], "publication"]))
        self._show_heading(rows)
        self.warnings.refresh(snapshot)
        names = {side: column_heading(snapshot, side) for side in SIDES}
        members = {side: "\n".join(side_members(snapshot, side)) for side in SIDES}
        self.view.show_rows(rows, names, self.current, members)
        self._empty.setVisible(not rows)
        self.slow.refresh(snapshot)
        self._show_steps()
        self._show_right()
        self.below.refresh(snapshot)
        self._fit()
        set_tab_order(self)
        if had_focus and not self._holds_focus():
            self._land()

    def _show_heading(self, rows: tuple[ClauseRow, ...]) -> None:
        snapshot, library = self._session.snapshot, self._session.library
        about = heading_words(snapshot, library, shown=None if self._shows_all() else len(rows))
        self.set_subtitle(" · ".join(part for part in (about, family_line(snapshot, library)) if part))
        self.filter_button.setText("With positions" if self._shows_all() else "All clauses")
        self.filter_button.setVisible(not self.in_steps)
        self.steps_button.setText("Table" if self.in_steps else "Step by step")

    def _show_steps(self) -> None:
        self.left.setCurrentIndex(1 if self.in_steps else 0)
        self.steps.turns.setVisible(self.in_steps)
        if not self.in_steps:
            return
        self.steps.show_steps(self._wizard(), self.step)

    def _show_right(self) -> None:
        page = self.step if self.in_steps and self.step in (PAPER_STEP, REVIEW_STEP) else "clause"
        self.right.setCurrentWidget(self.pages[page])
        if page == PAPER_STEP:
            self.chooser.refresh()
        elif page == REVIEW_STEP:
            self.review.refresh(self._all_rows())
        else:
            self._show_card()

    def _show_card(self) -> None:
        if self.card is None or self.card.clause.key != self.current:
            clause = self._clause(self.current)
            if clause is None:
                return
            focused = self.window().focusWidget()
            if self.card is not None:
                if focused is not None and self.card.isAncestorOf(focused):
                    self._land()
                self._clause_home.removeWidget(self.card)
                self.card.hide()
                self.card.deleteLater()
            self.card = ClauseCard(self.desk, clause)
            self._clause_home.addWidget(self.card)
        self.card.refresh(self._session.snapshot)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        room = self.width() - 60
        beside = room >= (_LETTERS_FOR_STEPS if self.in_steps else _LETTERS_FOR_TWO) * letter
        stacked = not beside and not self.in_steps
        set_across(self._split, not stacked)
        is_tight = beside and room < _LETTERS_FOR_TABLE * letter
        self._split.setStretch(0, 0 if self.in_steps else 10 if is_tight else 12)
        self._split.setStretch(1, 12 if is_tight else 9)
        self.slow.set_tight(is_tight)
        self.left.setVisible(beside or stacked)
        self.picker.setVisible(self.in_steps and not beside)
        self.below.set_wide(beside)
        self.below.setVisible(not self.in_steps or self.step == REVIEW_STEP)
        taken = 290 if not self.in_steps else 150
        taken += self.warnings.height() + 14 if self.warnings.isVisible() else 0
        height = max(370 if self.warnings.isVisible() else 440, self.height() - taken)
        self._working.setMinimumHeight(0 if stacked else height)
        self._working.setMaximumHeight(NO_LIMIT if stacked else height)
        least = min(self.view.rows_height() + 40, _LINES_OF_TABLE * self.fontMetrics().lineSpacing())
        self.left.setMinimumHeight(least if stacked else 0)
        self.left.setMaximumHeight(least if stacked else NO_LIMIT)
        if self.card is not None:
            width = room if stacked else room * (0.54 if is_tight else 0.42)
            if self.in_steps:
                width = room - (self.steps.width_taken() if beside else 0)
            self.card.set_wide(width / letter)
            self.card.set_scrolls(not stacked)
