"""One clause in full: both sides, the ladder of compromises, what the paper says, and how to settle it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from planner import agenda
from planner.agreement.clauses import ClauseState, clause_state
from planner.library.clause_entries import Clause, Rung
from planner.terms import SIDES, Paper, Side
from ui.screens.agreement.agenda_line import AgendaLine
from ui.screens.agreement.edits import ClausePlace, agree, choose_rung, keep_open, set_included, stands_on
from ui.screens.agreement.finding_box import finding_box
from ui.screens.agreement.rows import clause_rows
from ui.screens.agreement.side_panel import SidePanel
from ui.screens.agreement.wording_panel import WordingPanel
from ui.widgets.card_scroller import card_scroller
from ui.widgets.chip import Chip, Tone
from ui.widgets.ladder import Ladder, LadderStep
from ui.widgets.shapes import Card, button, clear, column, holding, link, row, rule, set_across
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

_LEANS: dict[str, tuple[str, Tone]] = {
    "academic": ("academic", "academic"),
    "industry": ("industry", "industry"),
    "both": ("both", "joint"),
}
_LETTERS_FOR_TWO = 58


class ClauseCard(Card):
    """The card of one clause; lives as long as that clause is shown."""

    def __init__(self, desk: Desk, clause: Clause) -> None:
        super().__init__()
        self._desk, self._session, self.clause = desk, desk.session, clause
        self.where = ClausePlace(clause)
        self.number = label("", "caption")
        self.state = Chip("", "neutral")
        self.sides = {side: SidePanel(self._session, clause, side) for side in SIDES if clause.options}
        self.ladder = Ladder(map(_step, enumerate(clause.ladder)), f"Ladder of compromises: {clause.title}")
        self.ladder.chosen.connect(self._take_rung)
        self.wording = WordingPanel(desk, self.where)
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self._shown: object = None
        self._scrolls = True
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(18)
        self.agenda = AgendaLine(self._session, self.where)
        self.agree = button("Both agree", self._agree, primary=True)
        self.open = button("Keep open", self._keep_open)
        self.include = button("Put it in", self._include)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 10, 6)
        inside.setSpacing(12)
        head = row(self.number, None, self.state)
        inside.addLayout(
            column(head, wrapped(self.clause.title, "card"), wrapped(self.clause.purpose, "muted"), spacing=2)
        )
        for panel in self.sides.values():
            self._across.addWidget(panel, 1)
        inside.addLayout(self._across)
        if self.clause.ladder:
            inside.addLayout(column(label("Ladder of compromises", "strong"), self.ladder, spacing=7))
        inside.addWidget(self.wording)
        if self.wording.source_place:
            go = partial(self._desk.go, self.wording.source_place)
            inside.addLayout(row(link("Change it there", go), None))
        inside.addLayout(self._found)
        for title, lines in (
            ("Ask yourselves", self.clause.questions),
            ("Sticking points", self.clause.sticking),
        ):
            if lines:
                inside.addLayout(column(label(title, "strong"), *[_point(line) for line in lines], spacing=4))
        inside.addStretch(1)
        self._inside = holding(inside)
        self._area = card_scroller(column(self._inside))
        self._inside.installEventFilter(self)
        settling = row(self.agree, self.open, self.include, self.agenda, spacing=10)
        settling.setStretch(3, 1)
        self.foot = holding(column(rule(), self.agenda.fields, settling, spacing=8))
        self.box.setContentsMargins(18, 14, 8, 12)
        self.box.addWidget(self._area, 1)
        self.box.addWidget(self.foot)
        if self._session.store.is_read_only:
            self._only_show()

    def _only_show(self) -> None:
        # Texts see to themselves: they can still be read and copied.
        writing = [
            self.ladder,
            self.foot,
            self.wording.option,
            self.wording.binds,
            self.wording.edit,
            self.wording.back,
        ]
        for panel in self.sides.values():
            writing += [panel.option, panel.stance, panel.confirm]
        for part in writing:
            part.setEnabled(False)

    # Doing

    def _state(self) -> ClauseState | None:
        return clause_state(self._session.snapshot, self._session.library, self.clause.key)

    def _take_rung(self, key: str) -> None:
        choose_rung(self._session.doc, self.where, self.clause.ladder[int(key)])

    def _agree(self) -> None:
        state = self._state()
        agree(self._session.doc, self.where, state.option.key if state and state.option else "")

    def _keep_open(self) -> None:
        keep_open(self._session.doc, self.where, self._session.today())

    def _include(self) -> None:
        paper = self._session.snapshot.partnership.paper or Paper.MEMORANDUM
        by_default = paper in self.clause.papers
        set_included(self._session.doc, self.where, included=True, by_default=by_default)

    def focus_side(self, side: str) -> None:
        """Put the cursor into a side's own words, and bring them into sight."""
        if side in self.sides:
            self.sides[Side(side)].focus_first()
            self._area.ensureWidgetVisible(self.sides[Side(side)])

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for side in self.sides:
            self.focus_side(side)
            return
        self.wording.setFocus()

    # Showing

    def set_wide(self, letters: float) -> None:
        """Set the two sides beside each other, or one below the other where there is no room."""
        set_across(self._across, letters >= _LETTERS_FOR_TWO)

    def set_scrolls(self, scrolls: bool) -> None:
        """Scroll inside the card, or be as high as everything in it."""
        self._scrolls = scrolls
        self._grow()

    def _grow(self) -> None:
        layout = self._inside.layout()
        assert layout is not None
        needed = layout.heightForWidth(self._area.viewport().width())
        self._area.setMinimumHeight(0 if self._scrolls else needed + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._grow()
        return False

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds."""
        state = clause_state(snapshot, self._session.library, self.clause.key)
        if state is None:
            return
        found = {r.key: r for r in clause_rows(snapshot, self._session.library)}[self.clause.key]
        self.number.setText(f"Clause {state.number}" if state.number else "Left out of this paper")
        self.state.set_text(found.state or found.quiet_state, found.tone if found.state else "outline")
        for panel in self.sides.values():
            panel.refresh(snapshot)
        # A guess takes a line; both sides keep it free, so that their fields stay level.
        has_guess = any(panel.is_guess for panel in self.sides.values())
        for panel in self.sides.values():
            panel.marks.setVisible(has_guess)
        rungs = self.clause.ladder
        current = next(
            (str(n) for n, rung in sorted(enumerate(rungs), key=_most_said) if stands_on(rung, state)), ""
        )
        self.ladder.set_current(current)
        self.wording.refresh(snapshot)
        self._show_foot(snapshot, state, found.state)
        self._show_findings()

    def _show_foot(self, snapshot: Snapshot, state: ClauseState, stands: str) -> None:
        is_negotiable = state.included and bool(self.clause.options)
        is_agreed = state.choice is not None and state.choice.agreed
        items = agenda.open_points(snapshot, self._session.library)
        item = next((item for item in items if item.origin == self.where.place), None)
        self.agree.setVisible(is_negotiable)
        self.agree.setEnabled(not is_agreed)
        self.agree.setText("Agreed" if is_agreed else "Both agree")
        self.open.setVisible(is_negotiable and (is_agreed or item is not None))
        self.open.setEnabled(is_agreed or (item is not None and item.due_on is None))
        self.include.setVisible(not state.included)
        self.agenda.refresh(snapshot, item)
        self.foot.setVisible(is_negotiable or not state.included)

    def _show_findings(self) -> None:
        place = self.where.place
        found = [
            f
            for f in self._desk.checker.findings
            if (f.place == place or f.place.startswith(f"{place}/")) and not f.id.startswith("position-")
        ]
        if found == self._shown:
            return
        self._shown = found
        clear(self._found)
        for finding in found:
            self._found.addWidget(finding_box(finding, wrapped(finding.message)))


def _step(numbered: tuple[int, Rung]) -> LadderStep:
    place, rung = numbered
    mark, tone = _LEANS[rung.leans]
    return LadderStep(str(place), rung.text, rung.trade, mark, tone)


def _most_said(numbered: tuple[int, Rung]) -> int:
    # The rung that names most values is the one that was meant, where several fit.
    return -len(numbered[1].values)


def _point(text: str) -> QWidget:
    dot = label("·", "muted")
    made = row(dot, wrapped(text, "caption"), spacing=6)
    made.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
    made.setStretch(1, 1)
    return holding(made)
