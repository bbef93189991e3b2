"""One clause in full: both sides, the ladder of compromises, what the paper says, and how to settle it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout, QWidget

from planner import agenda
from planner.agreement.clauses import ClauseState, clause_state
from planner.agreement.positions import STATE_RULES, PositionState, can_agree
from planner.errors import Refused
from planner.findings import Remedy
from planner.library.clause_entries import Clause, Rung
from planner.terms import SIDES, Paper, Side
from planner.timeline.clause_effects import effect_on_timeline
from ui.screens.agreement.agenda_line import AgendaLine
from ui.screens.agreement.edits import ClausePlace, agree, choose_rung, keep_open, set_included, stands_on
from ui.screens.agreement.finding_box import finding_box
from ui.screens.agreement.focus import set_tab_order
from ui.screens.agreement.rows import clause_rows
from ui.screens.agreement.side_panel import SidePanel
from ui.screens.agreement.wording_panel import WordingPanel
from ui.widgets.card_scroller import card_scroller
from ui.widgets.chip import Chip, Tone
from ui.widgets.fold import Fold
from ui.widgets.ladder import Ladder, LadderStep
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, button, clear, column, holding, link, row, rule, set_across
from ui.widgets.text import Elided, label, plain_tip, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

# What the two sides and the wording itself show already.
SHOWN_ABOVE = ("position-", "words/")
_LEANS: dict[str, tuple[str, Tone]] = {
    "academic": ("academic", "academic"),
    "industry": ("industry", "industry"),
    "both": ("both", "joint"),
}
CHOOSE_FIRST = "Choose a step of the ladder, or an option, first"
_LETTERS_FOR_FIELDS, _LETTERS_FOR_WORDS = 58, 40


class ClauseCard(Card):
    """The card of one clause; lives as long as that clause is shown."""

    def __init__(self, desk: Desk, clause: Clause) -> None:
        super().__init__()
        self._desk, self._session, self.clause = desk, desk.session, clause
        self.where = ClausePlace(clause)
        self.number = label("", "caption")
        self.state = Chip("", "neutral")
        self.slow = Chip("", "outline")
        self.sides = {side: SidePanel(self._session, clause, side) for side in SIDES if clause.options}
        self.ladder = Ladder(map(_step, enumerate(clause.ladder)), f"Ladder of compromises: {clause.title}")
        self.ladder.chosen.connect(self._take_rung)
        self.wording = WordingPanel(desk, self.where)
        self.effect = wrapped("", "caption")
        self.effect.hide()
        # The same in one line, in sight whatever is scrolled.
        self.effect_line = Elided("", "caption")
        kept = self.effect_line.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.effect_line.setSizePolicy(kept)
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self._shown: object = None
        self._scrolls = True
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(16)
        self._letters = 0.0
        self.agenda = AgendaLine(self._session, self.where)
        self.agree = button("Both agree", self._agree, primary=True)
        self.open = button("Keep open", self._keep_open)
        self.include = button("Put it in", self._include)
        self._lay_out()
        closes = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        closes.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        closes.activated.connect(self._close_sides)

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 10, 6)
        inside.setSpacing(10)
        title = wrapped(self.clause.title, "card")
        title.setToolTip(self.clause.purpose)
        inside.addLayout(column(row(self.number, None, self.slow, self.state), title, spacing=2))
        for panel in self.sides.values():
            panel.wants_open.connect(partial(self._open_sides, panel.where.side))
            self._across.addWidget(panel, 1)
        inside.addLayout(self._across)
        if self.clause.ladder:
            inside.addLayout(column(label("Ladder of compromises", "strong"), self.ladder, spacing=6))
        inside.addWidget(self.effect)
        inside.addWidget(self.wording)
        # Below what is typed: what comes and goes with a letter may not push it away.
        inside.addWidget(holding(self._found))
        if self.wording.source_place:
            go = partial(self._desk.go, self.wording.source_place)
            inside.addLayout(row(link("Change it there", go), None))
        inside.addWidget(self._about())
        inside.addStretch(1)
        self._inside = holding(inside)
        self._area = card_scroller(column(self._inside))
        self._inside.installEventFilter(self)
        settling = row(self.agree, self.open, self.include, self.agenda, None, spacing=10)
        settling.setStretch(3, 100)
        self._settling = holding(column(self.agenda.fields, settling, spacing=8))
        self._effect_room = holding(column(self.effect_line))
        self.foot = holding(column(rule(), self._effect_room, self._settling, spacing=6))
        for signal in (
            self._area.verticalScrollBar().valueChanged,
            self._area.verticalScrollBar().rangeChanged,
        ):
            signal.connect(self._show_effect_line)
        self.box.setContentsMargins(18, 12, 8, 12)
        self.box.addWidget(self._area, 1)
        self.box.addWidget(self.foot)
        if self._session.store.is_read_only:
            self._only_show()

    def _about(self) -> QWidget:
        """What the clause is for, what to ask and where it sticks: there, but out of the way."""
        title = "Purpose, questions and sticking points"
        return Fold(title, self._fill_about, name=f"{title}: {self.clause.title}")

    def _fill_about(self) -> QLayout:
        parts: list[QWidget] = [wrapped(self.clause.purpose, "muted")]
        for heading, lines in (
            ("Ask yourselves", self.clause.questions),
            ("Sticking points", self.clause.sticking),
        ):
            if lines:
                parts += [label(heading, "strong"), *[_point(line) for line in lines]]
        return column(*parts, spacing=4)

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
            # "Change" stays: behind it one can still read.
            writing.append(panel.confirm)
        for part in writing:
            part.setEnabled(False)

    # Doing

    def _state(self) -> ClauseState | None:
        return clause_state(self._session.snapshot, self._session.library, self.clause.key)

    def _take_rung(self, key: str) -> None:
        choose_rung(self._session.doc, self.where, self.clause.ladder[int(key)])

    def _agree(self) -> None:
        state = self._state()
        if state is None:
            return
        chosen = state.choice.option if state.choice else ""
        # Under words of one's own nobody looked at an option: none is chosen along with them.
        is_named = state.option is not None and not state.text_is_own
        agree(self._session.doc, self.where, state.option.key if state.option and is_named else chosen)
        self._go_on_at(self.open)

    def _keep_open(self) -> None:
        keep_open(self._session.doc, self.where, self._session.today())
        self._go_on_at(self.agree)

    def _go_on_at(self, pressed_next: QWidget) -> None:
        """Keep the keyboard in the card: what was pressed last cannot be pressed again."""
        self.land()
        self.refresh(self._session.snapshot)
        if pressed_next.isEnabled():
            pressed_next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _include(self) -> None:
        paper = self._session.snapshot.partnership.paper or Paper.MEMORANDUM
        by_default = paper in self.clause.papers
        set_included(self._session.doc, self.where, included=True, by_default=by_default)
        # The button goes with what it did; whoever pressed it goes on with the clause.
        self.refresh(self._session.snapshot)
        self.land()

    def _open_sides(self, side: Side, is_open: bool) -> None:
        for panel in self.sides.values():
            panel.set_open(is_open)
        self._level()
        if is_open:
            self.focus_side(side.value)
        else:
            self._session.leave_field()
            self.sides[side].change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_sides(self) -> None:
        """Escape ends writing on the sides, from wherever in the card one is."""
        side = next((side for side, panel in self.sides.items() if panel.is_open), None)
        if side is not None:
            self._open_sides(side, False)

    def land(self) -> None:
        """Put the focus on the first thing to press, for someone who came by keyboard."""
        first = next((panel.change for panel in self.sides.values()), None) or self.wording.edit
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_side(self, side: str) -> None:
        """Put the cursor into a side's own words, and bring them into sight."""
        if side in self.sides:
            for panel in self.sides.values():
                panel.set_open(True)
            self._level()
            set_tab_order(self)
            fields = self.sides[Side(side)].fields
            assert fields is not None
            fields.focus_first()
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
        self._letters = letters
        self._level()

    def _level(self) -> None:
        """Set the sides beside each other where there is room: fields want more of it than words do."""
        is_open = any(panel.is_open for panel in self.sides.values())
        needed = _LETTERS_FOR_FIELDS if is_open else _LETTERS_FOR_WORDS
        set_across(self._across, self._letters >= needed)

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
        self.state.setToolTip(STATE_RULES[PositionState(found.state)] if found.state else "")
        self.slow.set_text(found.slow)
        self.slow.setToolTip(plain_tip(found.slow_because))
        for panel in self.sides.values():
            panel.refresh(snapshot)
        rungs = self.clause.ladder
        current = next(
            (str(n) for n, rung in sorted(enumerate(rungs), key=_most_said) if stands_on(rung, state)), ""
        )
        self.ladder.set_current(current)
        self.wording.refresh(snapshot)
        self._show_effect(snapshot)
        self._show_foot(snapshot, state, found.state)
        self._show_findings()

    def _show_foot(self, snapshot: Snapshot, state: ClauseState, stands: str) -> None:
        is_negotiable = state.included and bool(self.clause.options)
        is_agreed = state.choice is not None and state.choice.agreed
        items = agenda.open_points(snapshot, self._session.library)
        item = next((item for item in items if item.origin == self.where.place), None)
        self.agree.setVisible(is_negotiable)
        self._show_agree(state, is_agreed, can_agree(snapshot, state))
        self.open.setVisible(is_negotiable)
        self.open.setEnabled(is_agreed or (item is not None and item.due_on is None))
        dated = "It is on the agenda with a date already." if item else "Nothing is open on this clause yet."
        self.open.setToolTip("" if self.open.isEnabled() else dated)
        self.include.setVisible(not state.included)
        self.agenda.refresh(snapshot, item)
        self._settling.setVisible(is_negotiable or not state.included)
        self.foot.setVisible(not self._settling.isHidden() or not self.effect.isHidden())

    def _show_agree(self, state: ClauseState, is_agreed: bool, is_offered: bool) -> None:
        """Say on the button what is agreed by pressing it, or what has to come first."""
        verb = "Agreed" if is_agreed else "Both agree"
        what = state.option.label if state.option else "the text as it stands"
        said = f"{verb}: {'the wording as edited' if state.text_is_own else what}"
        is_known = is_agreed or is_offered
        self.agree.setText(verb)
        self.agree.setEnabled(is_offered and not is_agreed)
        self.agree.setToolTip(plain_tip(said) if is_known else CHOOSE_FIRST)
        self.agree.setAccessibleName(said if is_known else f"{verb}. {CHOOSE_FIRST}")

    def _apply(self, remedy: Remedy) -> None:
        try:
            remedy.apply(self._session.doc)
        except Refused as refusal:
            self._desk.say(str(refusal))

    def _show_effect(self, snapshot: Snapshot) -> None:
        library, today = self._session.library, self._session.today()
        self.effect.setText(effect_on_timeline(snapshot, library, self.clause.key, today))
        self.effect.setVisible(bool(self.effect.text()))
        short = self.effect.text().removeprefix("Effect on the timeline: ")
        self.effect_line.set_text(short[:1].upper() + short[1:])
        self.effect_line.setAccessibleName(self.effect.text())
        self._effect_room.setVisible(bool(self.effect.text()))
        self._show_effect_line()

    def _show_effect_line(self, *_: object) -> None:
        """Say the effect at the foot for as long as it is scrolled out of sight."""
        at, line = self.effect.mapTo(self._area, self.effect.rect().topLeft()).y(), self.effect_line.height()
        self.effect_line.setVisible(at + line > self._area.height() or at + self.effect.height() < line)

    def _show_findings(self) -> None:
        place = self.where.place
        found = [
            f for f in self._desk.checker.findings if f.is_at(place) and not f.id.startswith(SHOWN_ABOVE)
        ]
        if found == self._shown:
            return
        self._shown = found
        clear(self._found)
        for finding in found:
            # What is mended on another screen too is shown there at a press.
            elsewhere = partial(self._desk.go, finding.place)
            message = LinkText(finding.message, elsewhere) if finding.also_at else wrapped(finding.message)
            apply = None if self._session.store.is_read_only else self._apply
            self._found.addWidget(finding_box(finding, message, apply))


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
