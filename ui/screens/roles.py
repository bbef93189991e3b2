"""Roles: who does what; the gaps and overloads jump out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from planner.document import Snapshot
from planner.errors import Refused
from planner.findings import Finding
from planner.model import Person, RoleActivity
from planner.roles import accept, matrix, set_letter, suggestions
from planner.terms import Letter, Severity
from planner.wording import counted
from ui.desk import Desk
from ui.dialogs import parties
from ui.dialogs.role_activity import edit_role_activity, remove_role_activity
from ui.screens.promises_card import PromisesCard
from ui.screens.role_cards import ChecksCard, WorkloadCard, role_findings
from ui.theme import grown
from ui.widgets.page import MARGIN, Page, empty_state
from ui.widgets.role_matrix import RoleMatrix
from ui.widgets.role_model import RoleModel
from ui.widgets.shapes import Card, button, column, holding, link, row, set_beside
from ui.widgets.text import wrapped
from ui.wizards.roles_wizard import RolesWizard

SUBTITLE = (
    "Who is Responsible, Accountable, Consulted, Informed. "
    "Press a letter in a cell; A is exactly one per row."
)
WIDE = 980
_SIDE_WIDTH = 300
_BELOW = 66  # the note below the matrix, the card's edge and the page's margin
_KEYS_NOTE = "R, A, C or I sets a letter; the same letter again takes it out. Enter opens the activity."


class RolesScreen(Page):
    """The matrix, and beside it the workload and the checks; or the wizard over the same matrix."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Roles", SUBTITLE)
        self.desk = desk
        self.model = RoleModel()
        self.matrix = self._connected(RoleMatrix(self.model))
        self.workload, self.checks, self.promises = WorkloadCard(), ChecksCard(desk), PromisesCard(desk)
        self.workload.person_chosen.connect(lambda key: self.matrix.reveal(None, key))
        self._add_activity = button("Add activity", partial(edit_role_activity, desk, None))
        self._add_person = button("Add person", partial(parties.edit_person, desk, None))
        self._steps = button("Step by step", self._toggle_wizard)
        for made in (self._add_activity, self._add_person, self._steps):
            self.tools.addWidget(made)
        self._offer = link("", partial(self.show_wizard, "activities"))
        self.wizard = RolesWizard(
            desk, self.model, self._connected(RoleMatrix(self.model)), self._close_wizard
        )
        self._empty = QWidget()
        self._empty_kind = ""
        self.in_wizard = False
        self._board = self._made_board()
        # Hidden pages ask for no room; in a QStackedWidget the highest one would.
        for page in (self._board, self._empty, self.wizard):
            self.body.addWidget(page)
            page.hide()
        self.matrix.grown.connect(self._fit_soon)
        self._fit_later = QTimer(self, singleShot=True, interval=0)
        self._fit_later.timeout.connect(self._fit)
        # In a large matrix the checks take longer than a key press may: letters first, checks when ready.
        self._found: tuple[Finding, ...] = ()
        self._checks_due = True
        desk.checker.checked.connect(self._note_checked)
        self.watch(desk.session.changed, desk.checker.checked)

    def _made_board(self) -> QWidget:
        self._card = Card()
        self._card.box.setContentsMargins(12, 10, 12, 12)
        self._card.box.addWidget(self.matrix)
        self._card.box.addLayout(row(wrapped(_KEYS_NOTE, "caption"), self._offer, spacing=12))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        self._columns.addLayout(column(self._card, self.promises, None, spacing=14), 1)
        self._side = holding(column(self.workload, self.checks, None, spacing=14))
        self._columns.addWidget(self._side)
        return holding(self._columns)

    def _connected(self, made: RoleMatrix) -> RoleMatrix:
        made.letter_wanted.connect(self._set_letter)
        made.activity_opened.connect(lambda key: self._with_row(key, edit_role_activity))
        made.activity_removed.connect(lambda key: self._with_row(key, remove_role_activity))
        made.person_opened.connect(lambda key: self._with_person(key, parties.edit_person))
        made.person_removed.connect(lambda key: self._with_person(key, parties.remove_person))
        return made

    # Changing

    def _set_letter(self, row_id: UUID, person_id: UUID, letter: Letter | None) -> None:
        try:
            set_letter(self.desk.session.doc, row_id, person_id, letter)
        except Refused as refusal:
            self.desk.say(str(refusal))

    def _with_row(self, key: UUID, act: Callable[[Desk, RoleActivity], object]) -> None:
        if (found := self.desk.session.snapshot.find(RoleActivity, key)) is not None:
            act(self.desk, found)

    def _with_person(self, key: UUID, act: Callable[[Desk, Person], object]) -> None:
        if (found := self.desk.session.snapshot.find(Person, key)) is not None:
            act(self.desk, found)

    def _take_all(self) -> None:
        session = self.desk.session
        wanted = [each.key for each in suggestions(session.snapshot, session.library)]
        accept(session.doc, session.library, wanted)

    # Showing

    def refresh(self) -> None:
        """Show the matrix as it stands."""
        session = self.desk.session
        if session.document is None:
            return
        snapshot = session.snapshot
        if self._checks_due:
            self._checks_due = False
            self._found = role_findings(self.desk)
            self.workload.show_loads(snapshot, session.library)
            self.checks.show_findings(self._found)
            self.wizard.take_checks(self._found)
            self.promises.show_promises(snapshot, session.library)
        self.model.show(matrix(snapshot, session.library), reasons(snapshot, self._found))
        open_count = len(suggestions(snapshot, session.library))
        self._offer.setText(f"{counted(open_count, 'more activity', 'more activities')} suggested")
        self._offer.setVisible(bool(open_count))
        if self.in_wizard:
            self.wizard.refresh()
        else:
            self._show_board_or_empty(snapshot)
        self.wizard.setVisible(self.in_wizard)
        self._fit_soon()

    def _note_checked(self) -> None:
        self._checks_due = True

    def _show_board_or_empty(self, snapshot: Snapshot) -> None:
        kind = "" if snapshot.all(RoleActivity) else "activities"
        kind = kind if snapshot.all(Person) else "people"
        if kind != self._empty_kind:
            self._empty_kind = kind
            self.body.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = self._teaching(kind)
            self.body.addWidget(self._empty, 1)
        self._empty.setVisible(bool(kind))
        self._board.setVisible(not kind)

    def _teaching(self, kind: str) -> QWidget:
        if kind == "people":
            return empty_state(
                "Roles start with the people on each side. A post such as “Data engineer” will do.",
                button("Add the people first", partial(self.show_wizard, "people"), primary=True),
            )
        return empty_state(
            "Now say what there is to do. The answers in the scope suggest a list to start from.",
            button("Take over suggested activities", self._take_all, primary=True),
            link("Look through them first", partial(self.show_wizard, "activities")),
        )

    # The wizard, and going to a place

    def show_wizard(self, step: str) -> None:
        """Go through the roles step by step, from this step on."""
        self.in_wizard = True
        self._board.hide()
        self._empty.hide()
        self._steps.setText("Close step by step")
        self.wizard.show_step(step)
        self.refresh()

    def _toggle_wizard(self) -> None:
        if self.in_wizard:
            self._close_wizard()
        else:
            self.show_wizard(self.wizard.step)

    def _close_wizard(self) -> None:
        self.in_wizard = False
        self._steps.setText("Step by step")
        self.refresh()

    def go(self, place: str) -> None:
        """Select `<role activity id>` or `person/<id>` in the matrix; `wizard/<step>` opens the wizard.

        `promises` shows the list of what the paper promises.
        """
        kind, _, rest = place.partition("/")
        if kind == "wizard":
            self.show_wizard(rest)
            return
        self._close_wizard()
        if kind == "promises":
            QTimer.singleShot(0, self._show_promises)
            return
        row_id, person_id = (None, _uuid(rest)) if kind == "person" else (_uuid(kind), None)
        if (row_id or person_id) and self.matrix.reveal(row_id, person_id):
            area = self.findChild(QScrollArea, "page")
            if isinstance(area, QScrollArea):
                area.verticalScrollBar().setValue(0)

    def _show_promises(self) -> None:
        area = self.findChild(QScrollArea, "page")
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self.promises)
        self.promises.focus_first()

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= grown(WIDE)
        set_beside(self._columns, self._side, grown(_SIDE_WIDTH), beside=beside)
        self._fit_soon()

    def _fit_soon(self) -> None:
        self._fit_later.start()

    def _fit(self) -> None:
        """Let the matrix be as high as its rows, but never higher than the window can show; so the wizard."""
        if self.in_wizard:
            self.wizard.setFixedHeight(max(self.height() - self.wizard.y() - MARGIN, 420))
            return
        above = self._board.y() + self._card.y() + self.matrix.y()
        room = max(self.height() - above - _BELOW, 260)
        self.matrix.setFixedHeight(min(self.matrix.full_height(), room))


def reasons(snapshot: Snapshot, found: tuple[Finding, ...]) -> dict[UUID, str]:
    """Why an activity is in error, by its key, in a few words."""
    said: dict[UUID, list[str]] = {}
    for finding in found:
        about = snapshot.find(RoleActivity, finding.about[0]) if finding.about else None
        if finding.severity is Severity.ERROR and about is not None:
            words = finding.message.removeprefix(f"{about.title}: ").rstrip(".")
            # The rest of a gap's sentence counts and names people, whom the line itself shows.
            short = re.split(r" \(|, ", words)[0] if finding.tag == "gap" else words
            said.setdefault(about.id, []).append(short)
    return {key: ", ".join(words) for key, words in said.items()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
