"""Questions and their answers: who is asked what, and what was said.

Every stored answer is in exactly one of three places: `asked` (its question applies), `parked`
(it does not apply at present, the answer waits) or `no_longer_asked` (the content moved on).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.document import Snapshot
from planner.library import Library
from planner.library.entries import Condition, Question
from planner.model import Answer
from planner.terms import SIDES, Side
from planner.wording import spoken_amount, spoken_date

NOT_SURE = "Not sure yet"
_YES_NO = {"yes": "Yes", "no": "No"}

Held = Mapping[tuple[str, Side], Answer]


@dataclass(frozen=True)
class Asked:
    """A question as put to one side, with that side's answer if there is one."""

    question: Question
    side: Side
    answer: Answer | None

    @property
    def place(self) -> str:
        """Where it is answered."""
        return f"scope/{self.question.key}/{self.side}"

    @property
    def is_answered(self) -> bool:
        """Whether something was said; "not sure yet" is counted apart."""
        return is_answered(self.answer, self.question)

    @property
    def is_not_sure(self) -> bool:
        """Whether the side said that it does not know yet."""
        return self.answer is not None and self.answer.not_sure


def sides_asked(question: Question) -> tuple[Side, ...]:
    """Who answers: each side for itself, both together, or one side alone."""
    return SIDES if question.answered_by == "each" else (Side(question.answered_by),)


def applies(question: Question, snapshot: Snapshot, library: Library) -> bool:
    """Whether the question is asked now: not retired, and every condition holds.

    An answer that is itself parked opens no further question.
    """
    return _applies(question, snapshot, library, ())


def _applies(question: Question, snapshot: Snapshot, library: Library, path: tuple[str, ...]) -> bool:
    # `path` ends a circle of conditions that a user's own content may contain.
    if question.retired or question.key in path:
        return False
    path = (*path, question.key)
    return all(_holds(condition, snapshot, library, path) for condition in question.when)


def _holds(condition: Condition, snapshot: Snapshot, library: Library, path: tuple[str, ...]) -> bool:
    earlier = library.questions.get(condition.question)
    if earlier is None or not _applies(earlier, snapshot, library, path):
        return False
    held = snapshot.derive(_held, library)
    answers = [held.get((earlier.key, side)) for side in sides_asked(earlier)]
    return any(set(condition.any_of) & _words(answer) for answer in answers if answer is not None)


def _words(answer: Answer) -> set[str]:
    return {"not_sure"} if answer.not_sure else set(answer.chosen)


def answer_to(snapshot: Snapshot, key: str, side: Side, library: Library | None = None) -> Answer | None:
    """The side's answer to the question with this key, or None.

    With the library, an answer stored under an older name of the question is found as well.
    """
    return snapshot.derive(_held, library).get((key, side))


def _held(snapshot: Snapshot, library: Library | None) -> Held:
    tables = (library.questions, library.family_questions) if library is not None else ()
    renamed = {old: q.key for questions in tables for q in questions.values() for old in q.aliases}
    held: dict[tuple[str, Side], Answer] = {}
    # An answer under today's key comes before one under an older key.
    for answer in sorted(snapshot.all(Answer), key=lambda answer: answer.question in renamed):
        held.setdefault((renamed.get(answer.question, answer.question), answer.side), answer)
    return held


def is_answered(answer: Answer | None, question: Question) -> bool:
    """Whether the answer says something in the field that the question's kind uses."""
    if answer is None or answer.not_sure:
        return False
    if question.kind in ("text", "list"):
        return bool(answer.text.strip())
    if question.kind == "money":
        return answer.amount is not None
    if question.kind == "date":
        return answer.on_date is not None
    return bool(answer.chosen)


def answer_text(answer: Answer | None, question: Question | None, currency: str = "") -> str:
    """The answer in words, for display; empty when nothing was said.

    `question` may be None for an answer whose question is unknown. `currency` is used for an
    amount that names none.
    """
    if answer is None:
        return ""
    if answer.not_sure:
        return NOT_SURE
    texts = {option.key: option.text for option in question.options} if question else {}
    lines = [line.strip() for line in answer.text.splitlines() if line.strip()]
    is_list = question is not None and question.kind == "list"
    said = [
        "; ".join(lines) if is_list else answer.text.strip(),
        "; ".join(texts.get(key, _YES_NO.get(key, key)) for key in answer.chosen),
        "" if answer.amount is None else spoken_amount(answer.amount, answer.currency or currency),
        "" if answer.on_date is None else spoken_date(answer.on_date),
    ]
    return "; ".join(part for part in said if part)


def asked(snapshot: Snapshot, library: Library) -> tuple[Asked, ...]:
    """Every question that applies, once for each side that is asked, in the order of the content."""
    return snapshot.derive(_asked, library)


def _asked(snapshot: Snapshot, library: Library) -> tuple[Asked, ...]:
    return tuple(
        Asked(question, side, answer_to(snapshot, question.key, side, library))
        for question in library.questions.values()
        if applies(question, snapshot, library)
        for side in sides_asked(question)
    )


def parked(snapshot: Snapshot, library: Library) -> tuple[Answer, ...]:
    """Answers whose question does not apply at present; they return when it applies again."""
    return tuple(
        answer
        for question in library.questions.values()
        if not question.retired and not applies(question, snapshot, library)
        for side in sides_asked(question)
        if (answer := answer_to(snapshot, question.key, side, library)) is not None
    )


def no_longer_asked(snapshot: Snapshot, library: Library) -> tuple[Answer, ...]:
    """Answers that no question of today takes up: unknown or retired keys, or a side not asked now.

    Answers to the readiness gate, to the questions on model families and to those of the clash rules
    are stored the same way and are asked there.
    """
    current = {place.answer.id for place in asked(snapshot, library) if place.answer is not None}
    current |= {answer.id for answer in parked(snapshot, library)}
    others = [*library.family_questions.values(), *library.plan_questions.values()]
    elsewhere = {*library.gate, *(key for q in others if not q.retired for key in (q.key, *q.aliases))}
    return tuple(
        answer
        for answer in snapshot.all(Answer)
        if answer.id not in current and answer.question not in elsewhere
    )
