"""The cards beside the topics: the gate, the imagined failures, and what would help most."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from planner.library.entries import Factor, GateQuestion
from planner.model import Person, Risk
from planner.readiness import GATE_NOTE, GateReply, answer_gate, gate_state, ranked_advice
from planner.terms import Basis, Standing
from planner.wording import joined, spoken_date
from ui.desk import Desk
from ui.dialogs.risk import edit_risk
from ui.widgets.chip import Chip, Tone
from ui.widgets.choices import Choices
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, button, clear, column, holding, link, row, rule
from ui.widgets.text import label, wrapped

_REPLIES: tuple[tuple[GateReply, str], ...] = (("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure"))
_LIKELIHOOD: dict[str, tuple[str, Tone]] = {"likely": ("likely", "warning")}
_SEVERITY: dict[str, tuple[str, Tone]] = {
    "severe": ("severe", "error"),
    "medium": ("medium harm", "outline"),
    "small": ("small harm", "outline"),
}
SHOWN_ADVICE = 3


class GateCard(Card):
    """What stands in the way before one goes on; every question can be answered on the spot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Before you go on")
        self._desk = desk
        self._shown: object = None
        self._open_points = column(spacing=8)
        self._counts = wrapped("", "muted")
        self.toggle = link("Answer the questions", self._toggle)
        self.choices: dict[str, Choices] = {}
        self._questions = QWidget()
        self._questions.hide()
        self.box.addLayout(self._open_points)
        self.box.addWidget(self._counts)
        self.box.addWidget(wrapped(GATE_NOTE, "caption"))
        self.box.addLayout(row(self.toggle, None))
        self.box.addWidget(self._questions)
        self._fill_questions()

    def _fill_questions(self) -> None:
        layout = column(spacing=6)
        for question in self._desk.session.library.gate.values():
            if question.retired:
                continue
            made = Choices(_REPLIES, name=question.statement)
            made.chosen.connect(partial(self._answer, question.key))
            self.choices[question.key] = made
            layout.addWidget(rule())
            head = row(column(2, _colour_chip(question), None, spacing=0), wrapped(question.statement))
            head.setStretch(1, 1)
            layout.addLayout(head)
            layout.addWidget(made)
        self._questions.setLayout(layout)
        layout.setContentsMargins(0, 0, 0, 0)

    def _toggle(self) -> None:
        self.open_questions(self._questions.isHidden())

    def open_questions(self, shown: bool) -> None:
        """Show all the questions, or only what is open."""
        self._questions.setVisible(shown)
        self.toggle.setText("Fold the questions away" if shown else "Answer the questions")

    def focus_question(self, key: str) -> QWidget | None:
        """Open a question of the gate, and put the cursor there."""
        if key not in self.choices:
            return None
        self.open_questions(True)
        self.choices[key].setFocus()
        return self.choices[key]

    def _answer(self, key: str, replies: tuple[GateReply, ...]) -> None:
        with self._desk.session.doc.step("answer before you go on"):
            answer_gate(self._desk.session.doc, key, replies[0] if replies else None)

    def refresh(self) -> None:
        """Show the answers as they stand."""
        session = self._desk.session
        state = gate_state(session.snapshot, session.library)
        if state == self._shown:
            return
        self._shown = state
        clear(self._open_points)
        said: list[tuple[str, Tone, GateQuestion]] = [("no", "error", q) for q in state.no]
        said += [("not sure", "warning", q) for q in state.not_sure]
        for word, tone, question in said:
            text = LinkText(question.statement, partial(self.focus_question, question.key))
            line = row(column(2, Chip(word, tone), None, spacing=0), text)
            line.setStretch(1, 1)
            self._open_points.addLayout(line)
        unanswered = len(state.unanswered)
        more = f" {unanswered} without an answer." if unanswered else ""
        self._counts.setText(state.sentence + more)
        for reply, questions in (("yes", state.yes), ("no", state.no), ("not_sure", state.not_sure)):
            for question in questions:
                self.choices[question.key].set_chosen([reply])
        for question in state.unanswered:
            self.choices[question.key].set_chosen([])


def _colour_chip(question: GateQuestion) -> Chip:
    return Chip(question.colour, "error" if question.colour == "red" else "warning")


class FailureCard(Card):
    """The imagined failures: why, how likely, how severe, who answers it and how."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("It failed because…")
        self._desk = desk
        self._shown: object = None
        self._passed: set[str] = set()
        self._risks = column(spacing=8)
        self.draw = button("Draw another card", self._draw)
        self.box.addLayout(self._risks)
        self.box.addLayout(row(self.draw, link("Write your own…", partial(edit_risk, desk, None)), None))

    def refresh(self) -> None:
        """Show the cards as they stand."""
        snapshot = self._desk.session.snapshot
        shape = (snapshot.all(Risk), snapshot.all(Person))
        if shape == self._shown:
            return
        self._shown = shape
        clear(self._risks)
        for place, risk in enumerate(snapshot.all(Risk)):
            if place:
                self._risks.addWidget(rule())
            self._risks.addWidget(self._risk(risk))
        if not snapshot.all(Risk):
            teach = "Imagine it is two years on and the partnership has ended badly. What was the reason?"
            self._risks.addWidget(wrapped(teach, "muted"))
        left = bool(unused_cards(self._desk))
        self.draw.setEnabled(left)
        self.draw.setText("Draw another card" if left else "All cards are drawn")

    def _risk(self, risk: Risk) -> QWidget:
        owner = self._desk.session.snapshot.find(Person, risk.owner_id)
        parts = [f"Owner: {owner.name if owner else 'nobody yet'}"]
        parts += [f"by {spoken_date(risk.due_on)}"] if risk.due_on else []
        parts += [f"answer: {risk.answer}"] if risk.answer else []
        chips = row(spacing=6)
        for word, tone in _risk_chips(risk):
            chips.addWidget(Chip(word, tone))
        chips.addStretch(1)
        remove = link("Remove", partial(self._remove, risk), name=f"Remove: {risk.text}")
        chips.addWidget(remove)
        text = LinkText(risk.text, partial(edit_risk, self._desk, risk))
        return holding(column(text, chips, wrapped(" · ".join(parts), "muted"), spacing=4))

    def _remove(self, risk: Risk) -> None:
        self._desk.session.doc.remove(risk, label="removal of a card")
        self._desk.say("The card was removed.", action="Bring it back", name="undo")

    def _draw(self) -> None:
        cards = unused_cards(self._desk)
        if not cards:
            return
        fresh = [card for card in cards if card.key not in self._passed]
        if not fresh:
            self._passed.clear()
        card = (fresh or cards)[0]
        if not edit_risk(self._desk, None, card):
            self._passed.add(card.key)


def _risk_chips(risk: Risk) -> list[tuple[str, Tone]]:
    neutral: Tone = "outline"
    chips = []
    if risk.likelihood:
        chips.append(_LIKELIHOOD.get(risk.likelihood, (risk.likelihood, neutral)))
    if risk.severity:
        chips.append(_SEVERITY.get(risk.severity, (risk.severity, neutral)))
    return chips


def unused_cards(desk: Desk) -> tuple[Factor, ...]:
    """The cards that fit this partnership and that nobody has taken yet, in the content's order."""
    session = desk.session
    used = {risk.factor for risk in session.snapshot.all(Risk)}
    struggling = session.snapshot.partnership.standing is Standing.STRUGGLING
    kind = "struggling" if struggling else "potential"
    return tuple(
        card
        for card in session.library.factors.values()
        if not card.retired and kind in card.applies_to and used.isdisjoint((card.key, *card.aliases))
    )


class AdviceCard(Card):
    """The few things that would help most, each with its reason and source."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What would help most")
        self._desk = desk
        self._shown: object = None
        self._lines = column(spacing=8)
        self.box.addLayout(self._lines)

    def refresh(self) -> None:
        """Show the advice as it stands; nothing to advise, no card."""
        session = self._desk.session
        advice = ranked_advice(session.snapshot, session.library)[:SHOWN_ADVICE]
        self.setVisible(bool(advice))
        if advice == self._shown:
            return
        self._shown = advice
        clear(self._lines)
        for each in advice:
            text = LinkText(each.text, partial(self._desk.go, each.place))
            start = "Our wording, after" if each.basis is Basis.PLANNER else "From"
            cited = f" {start} {joined(each.sources)}." if each.sources else ""
            self._lines.addWidget(holding(column(text, wrapped(each.reason + cited, "caption"), spacing=2)))
        self._lines.addWidget(label("The order is our assumption.", "caption"))
