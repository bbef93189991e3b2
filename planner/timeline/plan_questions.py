"""What the clash rules ask beyond dates: what has been said, by whom it was settled, how to say it."""

from __future__ import annotations

from datetime import date

from planner import scope
from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.library.plan_entries import PlanQuestion
from planner.model import Activity, Answer
from planner.terms import SIDES, Side

# Years and counts; a number of thousands of digits is no answer.
MOST_DIGITS = 9


def said(snapshot: Snapshot, library: Library, key: str, activity: Activity | None = None) -> str | None:
    """The answer to a plan question, or None while nobody gave one.

    The key of an option, a date as 2027-01-31 or a whole number. What is said of the activity, or
    of the plan, counts before what follows from the scoping.
    """
    traits = activity.traits if activity is not None else ()
    return snapshot.derive(_said, library, key, traits)


def _said(snapshot: Snapshot, library: Library, key: str, traits: tuple[str, ...]) -> str | None:
    question = library.plan_questions[key]
    own = _trait(traits, key) if question.about else _joint(snapshot, key)
    if fits(question, own):
        return own
    for settled in question.from_scope:
        for side in (Side.JOINT, *SIDES):
            answer = scope.answer_to(snapshot, settled.question, side, library)
            if answer is not None and not answer.not_sure and settled.option in answer.chosen:
                return settled.means
    return None


def fits(question: PlanQuestion, answer: str) -> bool:
    """Whether this is an answer to the question: one of its options, or the date or number it asks for."""
    if any(answer == option.key for option in question.options):
        return True
    return (question.kind == "date" and _day(answer) is not None) or (
        question.kind == "number" and answer.isascii() and answer.isdecimal() and len(answer) <= MOST_DIGITS
    )


def say(document: Document, question: PlanQuestion, answer: str, activity: Activity | None = None) -> None:
    """Store an answer as `said` gives it; an empty one takes it back. One step.

    Raises Refused, with a sentence, when it is no answer to this question.
    """
    if answer and not fits(question, answer):
        wanted = {"date": "Enter a date.", "number": "Enter a whole number.", "choice": "Choose an answer."}
        raise Refused(wanted[question.kind])
    label = f"answer to “{question.wording}”"
    if question.about:
        assert activity is not None
        others = tuple(t for t in activity.traits if not t.startswith(f"{question.key}="))
        traits = (*others, f"{question.key}={answer}") if answer else others
        document.set(activity, "traits", traits, label=label)
        return
    chosen = (answer,) if any(answer == option.key for option in question.options) else ()
    on_date = _day(answer) if question.kind == "date" and not chosen else None
    text = answer if question.kind == "number" and not chosen else ""
    kept = document.snapshot().first(Answer, question=question.key, side=Side.JOINT)
    if kept is not None:
        document.update(kept, {"chosen": chosen, "on_date": on_date, "text": text}, label=label)
    elif answer:
        made = Answer(
            partnership_id=document.partnership.id,
            question=question.key,
            chosen=chosen,
            on_date=on_date,
            text=text,
        )
        document.add(made, label=label)


def _trait(traits: tuple[str, ...], key: str) -> str:
    return next((trait.partition("=")[2] for trait in traits if trait.startswith(f"{key}=")), "")


def _joint(snapshot: Snapshot, key: str) -> str:
    answer = snapshot.first(Answer, question=key, side=Side.JOINT)
    if answer is None:
        return ""
    if answer.chosen:
        return answer.chosen[0]
    return answer.on_date.isoformat() if answer.on_date else answer.text


def _day(text: str) -> date | None:
    try:
        # Only 2027-01-31: the library also reads other spellings of ISO 8601.
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
