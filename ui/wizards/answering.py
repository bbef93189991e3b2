"""Writing answers: a row appears with the first letter, and goes when nothing is left in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from planner.document import Document, Snapshot
from planner.library import Library
from planner.library.entries import Question
from planner.model import Answer
from planner.scope import answer_to
from planner.terms import Side
from ui.bind import Slot
from ui.places import AGENDA_DAYS, add_filled, point_on, set_point, speaks_for

_SAID = ("text", "chosen", "amount", "on_date", "firmness", "note", "not_sure")
_LABEL_LENGTH = 44


def shortened(text: str) -> str:
    """A wording short enough for the undo button."""
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True)
class AnswerPlace:
    """One side's place for the answer to one question, given or not."""

    library: Library
    question: Question
    side: Side
    # One key for the answer for as long as the place is shown: deleting all and typing again is
    # then typing in one value, and undone as such.
    answer_id: UUID = field(default_factory=uuid4)
    note_id: UUID = field(default_factory=uuid4)

    @property
    def place(self) -> str:
        """The place, as findings and open points name it."""
        return f"scope/{self.question.key}/{self.side}"

    @property
    def note_places(self) -> tuple[str, ...]:
        """Where the side's private note stands, under the question's key and those it had before."""
        keys = (self.question.key, *self.question.aliases)
        return tuple(f"scope/{key}/{self.side}" for key in keys)

    @property
    def subject(self) -> str:
        """What an open point about it says."""
        return self.question.wording

    @property
    def spoken(self) -> str:
        """What undo calls it."""
        return shortened(self.question.wording)

    @property
    def label(self) -> str:
        """What undo takes back."""
        return f"answer to {self.spoken}"

    def answer(self, snapshot: Snapshot) -> Answer | None:
        """The answer, or None."""
        return answer_to(snapshot, self.question.key, self.side, self.library)

    def is_guess(self, snapshot: Snapshot) -> bool:
        """Whether what stands here, or would, is our guess about the other side."""
        answer = self.answer(snapshot)
        if answer is not None:
            return not answer.confirmed
        return not speaks_for(snapshot.partnership.seat, self.side)


def write_answer(
    document: Document, where: AnswerPlace, fields: Mapping[str, Any], *, label: str = "", typing_in: str = ""
) -> None:
    """Give fields of an answer new values; the row is made or removed as needed."""
    snapshot = document.snapshot()
    answer = where.answer(snapshot)
    label = label or where.label
    fields = {**fields, "confirmed": speaks_for(snapshot.partnership.seat, where.side)}
    if answer is None:
        if any(fields.get(name) for name in _SAID) or fields.get("amount") is not None:
            home = document.partnership.id
            blank = Answer(
                id=where.answer_id, partnership_id=home, question=where.question.key, side=where.side
            )
            add_filled(document, blank, fields, label, typing_in)
        return
    after = {name: fields.get(name, getattr(answer, name)) for name in _SAID}
    if any(after.values()) or after["amount"] is not None:
        document.update(answer, fields, label=label, typing_in=typing_in)
    else:
        document.remove(answer, label=label, typing_in=typing_in)


def answer_slot(where: AnswerPlace, name: str, *, label: str = "", empty: Any = "") -> Slot:
    """The slot for one field of the answer."""

    def read(snapshot: Snapshot) -> Any:
        answer = where.answer(snapshot)
        return empty if answer is None else getattr(answer, name)

    def write(document: Document, value: Any, typing: bool) -> None:
        fields = {name: value}
        if name == "amount":
            answer = where.answer(document.snapshot())
            fields["currency"] = (answer.currency if answer else "") or document.partnership.currency
        write_answer(document, where, fields, label=label, typing_in=name if typing else "")

    return Slot(read, write)


def set_not_sure(document: Document, where: AnswerPlace, today: date) -> None:
    """Put the question on the agenda, with a date we propose; one step."""
    with document.step(f"“not sure yet” on {where.spoken}"):
        only_words = where.question.kind in ("choice", "yes_no")
        write_answer(document, where, {"not_sure": True} | ({"chosen": ()} if only_words else {}))
        due_on = today + timedelta(days=AGENDA_DAYS)
        point = point_on(document.snapshot(), where)
        set_point(document, where, {"settled": False, "due_on": (point and point.due_on) or due_on})


def clear_not_sure(document: Document, where: AnswerPlace, fields: Mapping[str, Any] | None = None) -> None:
    """Take the question off the agenda, with what is said instead, if anything; one step."""
    label = where.label if fields else f"taking {where.spoken} off the agenda"
    with document.step(label):
        write_answer(document, where, {**(fields or {}), "not_sure": False})
        point = point_on(document.snapshot(), where)
        if point is not None:
            document.remove(point)


def choose(document: Document, where: AnswerPlace, keys: tuple[str, ...]) -> None:
    """Answer by choosing; a choice settles "not sure yet"."""
    answer = where.answer(document.snapshot())
    if answer is not None and answer.not_sure and keys:
        clear_not_sure(document, where, {"chosen": keys})
    else:
        write_answer(document, where, {"chosen": keys})


def confirm(document: Document, where: AnswerPlace) -> None:
    """The other side said that our guess is right."""
    answer = where.answer(document.snapshot())
    if answer is not None:
        document.set(answer, "confirmed", True, label=f"confirmation of {where.spoken}")
