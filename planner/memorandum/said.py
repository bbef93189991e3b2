"""What a side has said, as it stands on paper: with its doubt when the other side only guessed it."""

from __future__ import annotations

from planner import scope
from planner.document import Snapshot
from planner.library import Library
from planner.library.entries import Question
from planner.memorandum.draft import Draft
from planner.sides import speaking_side
from planner.terms import Side
from planner.wording import joined


def is_guess(snapshot: Snapshot, library: Library, question: str, side: Side) -> bool:
    """Whether a side's answer is the other side's guess."""
    answer = scope.answer_to(snapshot, question, side, library)
    return answer is not None and not answer.confirmed


def doubtful(snapshot: Snapshot, text: str, sides: list[Side]) -> str:
    """A text that rests on a guess, marked as not yet confirmed by these sides."""
    names = joined(speaking_side(snapshot, side) for side in sides)
    return f"{text.removesuffix('.')} (not yet confirmed by {names})"


def said(draft: Draft, question: Question | None, key: str, side: Side, *origins: str) -> str:
    """A side's answer, beginning with a capital; as an open point or gap while it is not known."""
    snapshot, library = draft.snapshot, draft.library
    answer = scope.answer_to(snapshot, key, side, library)
    if question is None or answer is None or not scope.is_answered(answer, question):
        told = draft.point(f"scope/{key}/{side}", *origins)
        return told[0].upper() + told[1:]
    text = scope.answer_text(answer, question, snapshot.partnership.currency)
    text = text[:1].upper() + text[1:]
    return text if answer.confirmed else doubtful(snapshot, text, [side])
