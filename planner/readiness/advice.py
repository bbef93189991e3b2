"""What readiness has to say: findings, and advice in the order of its need, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.library.entries import GateQuestion, Topic
from planner.readiness.gate import GATE_NOTE, gate_state
from planner.readiness.topics import APART, WEAK, TopicView, coverage, ratings
from planner.sides import the_side
from planner.terms import SIDES, Basis, Screen, Severity
from planner.wording import counted

_FULL = 5
GOOD = 4  # from this value on a rating asks for no advice; our assumption
GATE_RULE = "common-understanding-gate"


@dataclass(frozen=True)
class Advice:
    """One thing to do, why it comes here, and who says so. `sources` are short citations."""

    text: str
    reason: str
    place: str
    basis: Basis
    sources: tuple[str, ...]


def ranked_advice(snapshot: Snapshot, library: Library) -> tuple[Advice, ...]:
    """What to do, most needed first: red questions answered no, then weak and differing topics.

    A topic counts for more the lower its lower rating is and the further the two are apart; that
    order is our assumption. Topics that nobody has rated, and those that both rate 4 or 5, give none.
    """
    no = [question for question in gate_state(snapshot, library).no if question.colour == "red"]
    views = [
        view for view in ratings(snapshot, library) if any(rating.value < GOOD for rating in view.ratings)
    ]
    return (
        *(_gate_advice(library, question) for question in no),
        *(_topic_advice(library, view) for view in sorted(views, key=_need, reverse=True)),
    )


def _need(view: TopicView) -> int:
    return _FULL - min(rating.value for rating in view.ratings) + (view.distance or 0)


def _gate_advice(library: Library, question: GateQuestion) -> Advice:
    return Advice(
        f"Put this right before you go on: {question.statement}.",
        "A red question is answered no.",
        f"readiness/{question.key}",
        question.basis,
        _cited(library, question),
    )


def _topic_advice(library: Library, view: TopicView) -> Advice:
    topic = view.topic
    return Advice(topic.advice, _reason(view), f"readiness/{topic.key}", topic.basis, _cited(library, topic))


def _reason(view: TopicView) -> str:
    subject = f"“{view.topic.statement}”"
    values = " and ".join(str(rating.value) for rating in view.ratings)
    if view.distance is None:
        return f"{subject}: {the_side(view.ratings[0].side)} rates it {values} of {_FULL}."
    apart = f", {counted(view.distance, 'step')} apart" if view.distance else ""
    return f"{subject}: the two sides rate it {values} of {_FULL}{apart}."


def _cited(library: Library, item: Topic | GateQuestion) -> tuple[str, ...]:
    return tuple(library.sources[key].cite for key in item.sources)


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """What stands in the way, where the sides differ, and what nobody has looked at yet."""
    return snapshot.derive(_findings, library)


def _findings(snapshot: Snapshot, library: Library) -> tuple[Finding, ...]:
    return tuple(
        chain(
            _gate_findings(snapshot, library),
            chain.from_iterable(_topic_findings(library, view) for view in ratings(snapshot, library)),
            _guesses(snapshot, library),
            _not_rated(snapshot, library),
        )
    )


def _gate_findings(snapshot: Snapshot, library: Library) -> Iterator[Finding]:
    state = gate_state(snapshot, library)
    for question in state.no:
        if question.colour == "red":
            found = _gate_finding(library, question, "answered no; fix before you go on.", Severity.WARNING)
            # The question is the gate's own; that a red "no" comes first is a neighbour's rule.
            rule = library.sources[GATE_RULE].cite
            yield found._replace(basis=Basis.NEIGHBOUR, sources=(*found.sources, rule))
        else:
            yield _gate_finding(library, question, "answered no; settle it at the outset.", Severity.INFO)
    for question in state.not_sure:
        yield _gate_finding(library, question, "not sure yet.", Severity.INFO)
    if state.unanswered:
        still = counted(len(state.unanswered), "question still has", "questions still have")
        yield Finding(
            "gate-unanswered",
            Severity.NOT_ASSESSED,
            Screen.READINESS,
            f"Before you go on: {still} no answer.",
            f"readiness/{state.unanswered[0].key}",
            Basis.PLANNER,
            advice=GATE_NOTE,
            tag="gate",
        )


def _gate_finding(library: Library, question: GateQuestion, words: str, severity: Severity) -> Finding:
    return Finding(
        f"gate/{question.key}",
        severity,
        Screen.READINESS,
        f"{question.statement}: {words}",
        f"readiness/{question.key}",
        question.basis,
        _cited(library, question),
        advice=GATE_NOTE,
        tag="gate",
    )


def _topic_findings(library: Library, view: TopicView) -> Iterator[Finding]:
    if view.is_weak:
        message = f"{view.topic.statement}: both sides rate it {WEAK} of {_FULL} or lower."
        yield _topic_finding(library, view, "topic-weak", message, Severity.WARNING, "weak")
    if view.distance is not None and view.distance >= APART:
        message = f"{view.topic.statement}: the two sides are {counted(view.distance, 'step')} apart."
        yield _topic_finding(library, view, "topic-apart", message, Severity.INFO, "apart")


def _topic_finding(
    library: Library, view: TopicView, rule: str, message: str, severity: Severity, tag: str
) -> Finding:
    topic = view.topic
    return Finding(
        f"{rule}/{topic.key}",
        severity,
        Screen.READINESS,
        message,
        f"readiness/{topic.key}",
        # That these values are weak or apart is ours, whoever the topic goes back to.
        Basis.PLANNER,
        _cited(library, topic),
        advice=topic.advice,
        tag=tag,
        about=tuple(rating.id for rating in view.ratings),
    )


def _guesses(snapshot: Snapshot, library: Library) -> Iterator[Finding]:
    for side in SIDES:
        guessed = [
            rating
            for view in ratings(snapshot, library)
            for rating in view.ratings
            if rating.side == side and not rating.confirmed
        ]
        if guessed:
            verb = "is a guess" if len(guessed) == 1 else "are guesses"
            yield Finding(
                f"ratings-unconfirmed/{side.value}",
                Severity.INFO,
                Screen.READINESS,
                f"{counted(len(guessed), 'rating')} for {the_side(side)} {verb}, not confirmed by it.",
                f"readiness/{guessed[0].topic}",
                Basis.PLANNER,
                advice="Ask that side to rate for itself.",
                tag="guess",
                about=tuple(rating.id for rating in guessed),
            )


def _not_rated(snapshot: Snapshot, library: Library) -> Iterator[Finding]:
    covered = coverage(snapshot, library)
    if covered.by_both < covered.topics:
        yield Finding(
            "topics-not-rated",
            Severity.NOT_ASSESSED,
            Screen.READINESS,
            covered.sentence,
            "readiness",
            Basis.PLANNER,
            advice="Each side rates alone; then look at the distance together.",
            tag="coverage",
        )
