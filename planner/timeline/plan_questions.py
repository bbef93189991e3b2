"""What the clash rules ask beyond dates: what has been said, by whom it was settled, how to say it."""

from __future__ import annotations

from planner import scope
from planner.document import Document, Snapshot
from planner.library import Library
from planner.library.plan_entries import PlanQuestion
from planner.model import Activity, Answer
from planner.terms import SIDES, Side


def said(snapshot: Snapshot, library: Library, key: str, activity: Activity | None = None) -> str | None:
    """The key of the answer to a plan question, or None while nobody gave one.

    What is said of the activity, or of the plan, counts before what follows from the scoping.
    """
    question = library.plan_questions[key]
    known = {option.key for option in question.options}
    own = _trait(activity, key) if question.about else _joint(snapshot, key)
    if own in known:
        return own
    for settled in question.from_scope:
        for side in (Side.JOINT, *SIDES):
            answer = scope.answer_to(snapshot, settled.question, side, library)
            if answer is not None and not answer.not_sure and settled.option in answer.chosen:
                return settled.means
    return None


def say(document: Document, question: PlanQuestion, option: str, activity: Activity | None = None) -> None:
    """Store an answer to a plan question; an empty option takes it back. One step."""
    label = f"answer to “{question.wording}”"
    if question.about:
        assert activity is not None
        others = tuple(t for t in activity.traits if not t.startswith(f"{question.key}="))
        traits = (*others, f"{question.key}={option}") if option else others
        document.set(activity, "traits", traits, label=label)
        return
    answer = document.snapshot().first(Answer, question=question.key, side=Side.JOINT)
    chosen = (option,) if option else ()
    if answer is not None:
        document.set(answer, "chosen", chosen, label=label)
    elif option:
        made = Answer(partnership_id=document.partnership.id, question=question.key, chosen=chosen)
        document.add(made, label=label)


def _trait(activity: Activity | None, key: str) -> str:
    traits = activity.traits if activity is not None else ()
    return next((trait.partition("=")[2] for trait in traits if trait.startswith(f"{key}=")), "")


def _joint(snapshot: Snapshot, key: str) -> str:
    answer = snapshot.first(Answer, question=key, side=Side.JOINT)
    return answer.chosen[0] if answer is not None and answer.chosen else ""
