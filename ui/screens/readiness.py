"""Readiness: where the two sides see it differently."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QRadioButton, QScrollArea, QWidget

from planner.errors import Refused
from planner.model import Organisation, Rating
from planner.readiness import coverage, rate, ratings
from planner.sides import SIDE_WORDS
from planner.terms import SIDES, Seat, Side
from ui.desk import Desk
from ui.screens.readiness_cards import AdviceCard, FailureCard, GateCard
from ui.screens.readiness_table import TopicTable
from ui.theme import grown
from ui.widgets.page import Page
from ui.widgets.shapes import Card, button, column, holding, row, set_beside
from ui.widgets.text import wrapped

SUBTITLE = (
    "Each side answers alone; the distance between the answers is the point. Not a forecast of success."
)
WIDE = 980
_SIDE_WIDTH = 330
# Words that begin many names and tell none apart.
_COMMON = {"the", "university", "universität", "université", "institute", "college", "royal", "national"}
_APART_NOTE = "Two steps or more count as apart; that limit is our assumption."


def short_name(name: str) -> str:
    """An organisation's name as one says it: "Northfield" for Northfield University."""
    words = name.split()
    if not words or words[0].casefold() in _COMMON or len(words[0]) < 4:
        return name if len(name) <= 28 else f"{name[:27].rstrip()}…"
    return words[0].rstrip(",")


class ReadinessScreen(Page):
    """Twelve topics with both sides' marks; one side's pills while it answers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Readiness", SUBTITLE)
        self.desk = desk
        self.answering: Side | None = None
        self.answer_buttons = {side: button("", partial(self.answer_as, side)) for side in SIDES}
        self.done = button("Done", partial(self.answer_as, None), primary=True)
        for made in (*self.answer_buttons.values(), self.done):
            self.tools.addWidget(made)
        session = desk.session
        self.table = TopicTable(ratings(session.snapshot, session.library))
        self.table.rated.connect(self._rate)
        self.gate, self.failures, self.advice = GateCard(desk), FailureCard(desk), AdviceCard(desk)
        self._note = wrapped("")
        self._note_card = Card()
        self._note_card.box.addLayout(row(self._note))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        self._columns.addLayout(column(self._note_card, self.table, None, spacing=14), 1)
        self._side = holding(column(self.gate, self.failures, self.advice, None, spacing=14))
        self._columns.addWidget(self._side)
        self.body.addWidget(holding(self._columns))
        self.body.addStretch(1)
        self.watch(desk.session.changed)

    # Showing

    def refresh(self) -> None:
        """Show ratings, gate and cards as they stand."""
        session = self.desk.session
        if session.document is None:
            return
        snapshot, library, names = session.snapshot, session.library, self._names()
        for side, made in self.answer_buttons.items():
            # A lone ampersand in a name would be read as a shortcut mark.
            made.setText(f"Answer as {names[side]}".replace("&", "&&"))
            made.setVisible(self.answering is None)
        self.done.setVisible(self.answering is not None)
        self._note_card.setVisible(self.answering is not None)
        self._note.setText(self._answering_words(names))
        covered = coverage(snapshot, library)
        own = covered.by_academic if self.answering is Side.ACADEMIC else covered.by_industry
        foot = f"{covered.sentence} {_APART_NOTE}" if self.answering is None else ""
        foot = (
            foot or f"{own} of {covered.topics} topics rated. Keys 1 to 5 rate and go on; Delete takes back."
        )
        self.table.show_views(ratings(snapshot, library), names, self.answering, foot)
        for card in (self.gate, self.failures, self.advice):
            card.refresh()
        # Advice names the other side's ratings, which the side that answers is not to see.
        if self.answering is not None:
            self.advice.hide()

    def _names(self) -> dict[Side, str]:
        snapshot = self.desk.session.snapshot
        first = {side: snapshot.first(Organisation, side=side) for side in SIDES}
        return {side: short_name(o.name) if o else SIDE_WORDS[side] for side, o in first.items()}

    def _answering_words(self, names: dict[Side, str]) -> str:
        if self.answering is None:
            return ""
        seat = self.desk.session.snapshot.partnership.seat
        who = names[self.answering]
        if seat in (Seat.FACILITATOR, self.answering.value):
            return f"Answering as {who}. The other side's marks are hidden until you are done."
        speaker = names[Side.ACADEMIC if seat is Seat.ACADEMIC else Side.INDUSTRY]
        return (
            f"Answering as {who}, from the seat of {speaker}: each rating is our guess "
            f"until {who} confirms it. The other marks are hidden until you are done."
        )

    # Answering

    def answer_as(self, side: Side | None) -> None:
        """Let one side rate alone; None shows both sides again."""
        self.answering = side
        self.refresh()
        if side is not None:
            first = next(iter(self.table.pills.values()))
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.answer_buttons[Side.ACADEMIC].setFocus()

    def _rate(self, topic: str, value: int) -> None:
        if self.answering is None:
            return
        session = self.desk.session
        statement = session.library.topics[topic].statement
        try:
            with session.doc.step(f"rating of “{statement}”"):
                if value:
                    rate(session.doc, topic, self.answering, value, session.today())
                else:
                    self._take_back(topic, self.answering)
        except Refused as refusal:
            self.desk.say(str(refusal))

    def _take_back(self, topic: str, side: Side) -> None:
        session = self.desk.session
        view = next(v for v in ratings(session.snapshot, session.library) if v.topic.key == topic)
        rating: Rating | None = view.academic if side is Side.ACADEMIC else view.industry
        if rating is not None:
            session.doc.remove(rating)

    # Going to a place

    def go(self, place: str) -> None:
        """Bring `<topic key>` or `<gate question key>` into view."""
        found = self.gate.focus_question(place)
        if found is not None:
            buttons = found.findChildren(QRadioButton)
            chosen = next((b for b in buttons if b.isChecked()), buttons[0])
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            found = self.table.focus_topic(place)
        if found is not None:
            # Once the layout has settled, or it would scroll to where the widget was.
            QTimer.singleShot(0, self, partial(self._reveal, found))

    def _reveal(self, widget: QWidget) -> None:
        area = self.findChild(QScrollArea, "page")
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 0, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= grown(WIDE)
        set_beside(self._columns, self._side, grown(_SIDE_WIDTH), beside=beside)
        self.table.show_themes(self.width() >= grown(640))
