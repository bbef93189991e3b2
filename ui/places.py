"""Writing on a place: a row appears with the first letter, and goes when nothing is left in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid4

from planner.document import Document, Snapshot
from planner.model import OpenPoint, Part, PrivateNote
from planner.terms import Seat, Side
from ui.bind import Slot

# Our assumption, shown as such beside the date.
AGENDA_DAYS = 14


class Place(Protocol):
    """A question or a clause, and the side that speaks there."""

    @property
    def side(self) -> Side:
        """Who speaks."""

    @property
    def place(self) -> str:
        """Where findings and open points send one."""

    @property
    def note_places(self) -> tuple[str, ...]:
        """Where its private note stands, then where it stood under the keys it had before."""

    @property
    def note_id(self) -> UUID:
        """One key for a note for as long as the place is shown, so that typing it anew stays one step."""

    @property
    def subject(self) -> str:
        """What an open point about it says."""

    @property
    def spoken(self) -> str:
        """What undo calls it."""


def speaks_for(seat: Seat, side: Side) -> bool:
    """Whether what is written at this seat counts as the side's own word."""
    return seat is Seat.FACILITATOR or side is Side.JOINT or seat.value == side.value


def add_filled(
    document: Document, blank: Part, fields: Mapping[str, Any], label: str, typing_in: str = ""
) -> None:
    """Add `blank` with these fields, under a new key where its own is taken."""
    if document.snapshot().find(type(blank), blank.id) is not None:
        blank = blank.model_copy(update={"id": uuid4()})
    # A trial in a document of its own, so that a refusal speaks as it does for a row that exists.
    trial = Document([document.partnership, blank])
    trial.update(blank, fields)
    made = trial.get(type(blank), blank.id)
    document.add(made.model_copy(update={"version": 1}), label=label, typing_in=typing_in)


# Private notes


def private_note_on(snapshot: Snapshot, where: Place) -> PrivateNote | None:
    """The note of the seat that is taken now; other seats' notes are not ours to see."""
    seat = snapshot.partnership.seat
    found = (snapshot.first(PrivateNote, seat=seat, place=place) for place in where.note_places)
    return next((note for note in found if note is not None), None)


def private_note_slot(where: Place) -> Slot:
    """The slot for the private note of the seat that is taken."""
    label = f"private note on {where.spoken}"

    def read(snapshot: Snapshot) -> str:
        note = private_note_on(snapshot, where)
        return "" if note is None else note.text

    def write(document: Document, text: Any, typing: bool) -> None:
        snapshot = document.snapshot()
        note, typing_in = private_note_on(snapshot, where), "text" if typing else ""
        if note is not None and text:
            document.update(note, {"text": text}, label=label, typing_in=typing_in)
        elif note is not None:
            document.remove(note, label=label, typing_in=typing_in)
        elif text:
            blank = PrivateNote(
                id=where.note_id,
                partnership_id=document.partnership.id,
                seat=snapshot.partnership.seat,
                place=where.note_places[0],
            )
            add_filled(document, blank, {"text": text}, label, typing_in)

    return Slot(read, write)


# The agenda


def point_on(snapshot: Snapshot, where: Place) -> OpenPoint | None:
    """Owner and date of the open point of this place, where they are stored."""
    return snapshot.first(OpenPoint, origin=where.place)


def set_point(document: Document, where: Place, fields: Mapping[str, Any], *, typing_in: str = "") -> None:
    """Give owner or date of the open point new values."""
    label, point = f"agenda entry on {where.spoken}", point_on(document.snapshot(), where)
    if point is not None:
        document.update(point, fields, label=label, typing_in=typing_in)
        return
    home = document.partnership.id
    blank = OpenPoint(partnership_id=home, origin=where.place, text=where.subject, side=where.side)
    add_filled(document, blank, fields, label, typing_in)


def point_slot(where: Place) -> Slot:
    """The slot for the date by which the open point is to be settled."""

    def read(snapshot: Snapshot) -> date | None:
        point = point_on(snapshot, where)
        return point.due_on if point else None

    def write(document: Document, value: Any, typing: bool) -> None:
        set_point(document, where, {"due_on": value}, typing_in="due_on" if typing else "")

    return Slot(read, write)
