"""Dividing the roles step by step: a reading order over the same document as the matrix."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Person, RoleActivity
from planner.roles import matrix, suggestions
from planner.terms import SIDES, Letter, Severity
from planner.wording import counted
from ui.desk import Desk
from ui.screens.role_cards import ChecksCard, WorkloadCard
from ui.widgets.page import scroller
from ui.widgets.role_matrix import RoleMatrix
from ui.widgets.role_model import RoleModel
from ui.widgets.shapes import Card, button, column, link, row
from ui.widgets.text import label, wrapped
from ui.wizards.roles_pages import ActivitiesPage, PeoplePage
from ui.wizards.stepper import Mark, Stepper, WizardStep

# Key, name in the list, what the step asks for.
STEPS = (
    (
        "people",
        "People",
        "Who takes part? Name people or posts on both sides, and the time each has for this.",
    ),
    ("activities", "Activities", "What is there to do? Take over what fits, and add your own."),
    ("assignments", "Assignments", "Who does what? Give every activity one A and at least one R."),
    ("load", "Load", "Is it too much for anybody? The busiest month counts, not the average."),
    ("review", "Review", "What is still open? Everything here can be changed later."),
)
KEYS = tuple(key for key, _, _ in STEPS)


def marks(snapshot: Snapshot, library: Library, found: tuple[Finding, ...]) -> dict[str, Mark]:
    """How each step stands: done, open, or not begun."""
    whole = matrix(snapshot, library)
    sides = {whole.side(person) for person in whole.people}
    gaps = any(f.severity is Severity.ERROR for f in found)
    over = any(f.tag == "load" and f.severity is Severity.WARNING for f in found)
    begun = bool(whole.people and whole.rows)
    return {
        "people": "done" if len(sides) == len(SIDES) else "open" if whole.people else "",
        "activities": "done" if whole.rows else "",
        "assignments": ("open" if gaps else "done") if begun else "",
        "load": ("open" if over else "done") if begun and any(whole.by_row.values()) else "",
        "review": ("open" if gaps or over else "done") if begun else "",
    }


def progress_words(snapshot: Snapshot, library: Library) -> str:
    """How many activities have one accountable and somebody responsible."""
    whole = matrix(snapshot, library)
    settled = sum(
        len(whole.holders(each.id, Letter.ACCOUNTABLE)) == 1
        and bool(whole.holders(each.id, Letter.RESPONSIBLE))
        for each in whole.rows
    )
    return f"{settled} of {counted(len(whole.rows), 'activity', 'activities')} with one A and an R"


class RolesWizard(QWidget):
    """The steps at the left, the step that is shown beside them, back and next below."""

    def __init__(
        self, desk: Desk, model: RoleModel, grid: RoleMatrix, on_close: Callable[[], object]
    ) -> None:
        super().__init__()
        self.desk, self.grid, self._on_close = desk, grid, on_close
        self.step = KEYS[0]
        self._found: tuple[Finding, ...] = ()
        self.stepper = Stepper("Roles", [WizardStep(key, name) for key, name, _ in STEPS])
        self.stepper.chosen.connect(self.show_step)
        self.people, self.activities = PeoplePage(desk), ActivitiesPage(desk)
        self.load, self.checks = WorkloadCard(in_full=True), ChecksCard(desk)
        self.load.person_chosen.connect(lambda key: self._show_in_grid(key))
        self._title, self._intro = label("", "card"), wrapped("", "muted")
        self._next_gap = link("Go to the next activity that lacks an A or an R", self._go_to_gap)
        self.pages = QStackedWidget()
        for page in (
            self.people,
            self.activities,
            self._grid_page(),
            _scrolled(self.load),
            self._review_page(),
        ):
            self.pages.addWidget(page)
        self.back = button("Back", partial(self._move, -1))
        self.next = button("Next", partial(self._move, 1), primary=True)
        shown = column(self._title, self._intro, self.pages, row(self.back, None, self.next), spacing=10)
        shown.setStretch(2, 1)
        whole = row(self.stepper, shown, spacing=18)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _grid_page(self) -> QWidget:
        card = Card()
        card.box.setContentsMargins(12, 10, 12, 12)
        card.box.addWidget(self.grid, 1)
        card.box.addLayout(row(self._next_gap, None))
        return card

    def _review_page(self) -> QWidget:
        self._summary = wrapped("")
        card = Card("What you have divided")
        card.box.addWidget(self._summary)
        return _scrolled(card, self.checks)

    def show_step(self, step: str) -> None:
        """Show a step by its key."""
        self.desk.session.leave_field()
        self.step = step if step in KEYS else KEYS[0]
        place = KEYS.index(self.step)
        self.pages.setCurrentIndex(place)
        self._title.setText(STEPS[place][1])
        self._intro.setText(STEPS[place][2])
        self.back.setEnabled(place > 0)
        self.next.setText("Done" if self.step == KEYS[-1] else "Next")
        self.refresh()
        if self.step == "assignments":
            self.grid.setFocus()

    def take_checks(self, found: tuple[Finding, ...]) -> None:
        """Show what the checks and the load say by now."""
        self._found = found
        self.load.show_loads(self.desk.session.snapshot, self.desk.session.library)
        self.checks.show_findings(found)

    def refresh(self) -> None:
        """Show the step as the document stands."""
        session = self.desk.session
        if session.document is None:
            return
        snapshot, library = session.snapshot, session.library
        standing = marks(snapshot, library, self._found)
        steps = [WizardStep(key, name, standing[key]) for key, name, _ in STEPS]
        self.stepper.show_steps(steps, self.step, progress_words(snapshot, library))
        self._next_gap.setVisible(bool(self._gaps()))
        self.people.refresh()
        self.activities.refresh()
        self._summary.setText(_summary(snapshot, library))

    def _move(self, by: int) -> None:
        place = KEYS.index(self.step) + by
        if place >= len(KEYS):
            self._on_close()
        elif place >= 0:
            self.show_step(KEYS[place])

    def _gaps(self) -> list[Finding]:
        return [f for f in self._found if f.severity is Severity.ERROR and f.about]

    def _go_to_gap(self) -> None:
        here = self.grid.roles.key(self.grid.currentIndex())
        lines = [line.row.id for line in self.grid.roles.lines if line.row and line.reason]
        if lines:
            after = lines.index(here[0]) + 1 if here and here[0] in lines else 0
            self.grid.reveal(lines[after % len(lines)], here[1] if here else None)

    def _show_in_grid(self, person_id: object) -> None:
        self.show_step("assignments")
        self.grid.reveal(None, person_id)  # type: ignore[arg-type]


def _scrolled(*cards: QWidget) -> QWidget:
    return scroller(column(*cards, None, spacing=14))


def _summary(snapshot: Snapshot, library: Library) -> str:
    people, rows = len(snapshot.all(Person)), len(snapshot.all(RoleActivity))
    more = len(suggestions(snapshot, library))
    said = f"{counted(people, 'person or post', 'people and posts')}, {progress_words(snapshot, library)}."
    return f"{said} {counted(more, 'suggestion')} not taken over." if rows and more else said
