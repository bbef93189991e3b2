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
from planner.model import Answer, OpenPoint, Part, PrivateNote
from planner.scope import answer_to
from planner.terms import Seat, Side
from ui.bind import Slot

# Our assumption, shown as such beside the date.
AGENDA_DAYS = 14
_SAID = ("text", "chosen", "amount", "on_date", "firmness", "note", "not_sure")
_LABEL_LENGTH = 44


def speaks_for(seat: Seat, side: Side) -> bool:
    """Whether what is written at this seat counts as the side's own word."""
    return seat is Seat.FACILITATOR or side is Side.JOINT or seat.value == side.value


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
    def label(self) -> str:
        """What undo takes back."""
        return f"answer to {shortened(self.question.wording)}"

    def answer(self, snapshot: Snapshot) -> Answer | None:
        """The answer, or None."""
        return answer_to(snapshot, self.question.key, self.side, self.library)

    def is_guess(self, snapshot: Snapshot) -> bool:
        """Whether what stands here, or would, is our guess about the other side."""
        answer = self.answer(snapshot)
        if answer is not None:
            return not answer.confirmed
        return not speaks_for(snapshot.partnership.seat, self.side)

    def point(self, snapshot: Snapshot) -> OpenPoint | None:
        """Owner and date of "not sure yet", where they are stored."""
        return snapshot.first(OpenPoint, origin=self.place)

    def private_note(self, snapshot: Snapshot) -> PrivateNote | None:
        """The note of the seat that is taken now; other seats' notes are not ours to see."""
        seat = snapshot.partnership.seat
        for key in (self.question.key, *self.question.aliases):
            if found := snapshot.first(PrivateNote, seat=seat, place=f"scope/{key}/{self.side}"):
                return found
        return None


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
            _add(document, blank, fields, label, typing_in)
        return
    after = {name: fields.get(name, getattr(answer, name)) for name in _SAID}
    if any(after.values()) or after["amount"] is not None:
        document.update(answer, fields, label=label, typing_in=typing_in)
    else:
        document.remove(answer, label=label, typing_in=typing_in)


def _add(document: Document, blank: Part, fields: Mapping[str, Any], label: str, typing_in: str) -> None:
    if document.snapshot().find(type(blank), blank.id) is not None:
        blank = blank.model_copy(update={"id": uuid4()})
    # A trial in a document of its own, so that a refusal speaks as it does for a row that exists.
    trial = Document([document.partnership, blank])
    trial.update(blank, fields)
    made = trial.get(type(blank), blank.id)
    document.add(made.model_copy(update={"version": 1}), label=label, typing_in=typing_in)


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


def private_note_slot(where: AnswerPlace) -> Slot:
    """The slot for the private note of the seat that is taken."""
    label = f"private note on {shortened(where.question.wording)}"

    def read(snapshot: Snapshot) -> str:
        note = where.private_note(snapshot)
        return "" if note is None else note.text

    def write(document: Document, text: Any, typing: bool) -> None:
        snapshot = document.snapshot()
        note, typing_in = where.private_note(snapshot), "text" if typing else ""
        if note is None and text:
            blank = PrivateNote(
                id=where.note_id,
                partnership_id=document.partnership.id,
                seat=snapshot.partnership.seat,
                place=where.place,
            )
            _add(document, blank, {"text": text}, label, typing_in)
        elif note is not None and text:
            document.update(note, {"text": text}, label=label, typing_in=typing_in)
        elif note is not None:
            document.remove(note, label=label, typing_in=typing_in)

    return Slot(read, write)


def set_not_sure(document: Document, where: AnswerPlace, today: date) -> None:
    """Put the question on the agenda, with a date we propose; one step."""
    with document.step(f"“not sure yet” on {shortened(where.question.wording)}"):
        only_words = where.question.kind in ("choice", "yes_no")
        write_answer(document, where, {"not_sure": True} | ({"chosen": ()} if only_words else {}))
        due_on = today + timedelta(days=AGENDA_DAYS)
        point = where.point(document.snapshot())
        if point is not None:
            document.update(point, {"settled": False, "due_on": point.due_on or due_on})
            return
        document.add(
            OpenPoint(
                partnership_id=document.partnership.id,
                origin=where.place,
                text=where.question.wording,
                side=where.side,
                due_on=due_on,
            )
        )


def clear_not_sure(document: Document, where: AnswerPlace, fields: Mapping[str, Any] | None = None) -> None:
    """Take the question off the agenda, with what is said instead, if anything; one step."""
    label = where.label if fields else f"taking {shortened(where.question.wording)} off the agenda"
    with document.step(label):
        write_answer(document, where, {**(fields or {}), "not_sure": False})
        point = where.point(document.snapshot())
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
        document.set(answer, "confirmed", True, label=f"confirmation of {shortened(where.question.wording)}")


def point_slot(where: AnswerPlace) -> Slot:
    """The slot for the date by which an open point is to be settled."""

    def read(snapshot: Snapshot) -> date | None:
        point = where.point(snapshot)
        return point.due_on if point else None

    def write(document: Document, value: Any, typing: bool) -> None:
        set_point(document, where, "due_on", value, typing=typing)

    return Slot(read, write)


def set_point(
    document: Document, where: AnswerPlace, name: str, value: object, *, typing: bool = False
) -> None:
    """Give owner or date of the open point a new value."""
    label = f"agenda entry on {shortened(where.question.wording)}"
    point = where.point(document.snapshot())
    if point is not None:
        document.set(point, name, value, label=label, typing=typing)
        return
    home = document.partnership.id
    blank = OpenPoint(partnership_id=home, origin=where.place, text=where.question.wording, side=where.side)
    _add(document, blank, {name: value}, label, name if typing else "")
