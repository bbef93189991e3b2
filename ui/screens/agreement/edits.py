"""What the agreement screen writes: positions, what the paper says, notes. A row goes when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from planner.agreement.clauses import ClauseState, check_value, option_text
from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.library.clause_entries import Clause, Rung
from planner.library.clause_entries import Slot as ValueSlot
from planner.model import ClauseChoice, Position
from planner.terms import Side, Stance
from planner.wording import spoken_amount, spoken_date
from ui.bind import Slot
from ui.places import AGENDA_DAYS, add_filled, point_on, set_point, speaks_for

TO_BE_AGREED = "to be agreed"
_SAID: Mapping[str, Any] = {"option": "", "text": "", "stance": Stance.UNSAID, "reason": "", "note": ""}


@dataclass(frozen=True)
class ClausePlace:
    """One clause as something to write on; for a side's position and private note, with that side."""

    clause: Clause
    side: Side = Side.JOINT
    # One key for as long as the place is shown: deleting everything and typing again is then
    # typing in one value, and undone as such.
    new_id: UUID = field(default_factory=uuid4)
    note_id: UUID = field(default_factory=uuid4)

    @property
    def keys(self) -> tuple[str, ...]:
        """The clause's key, then those it had before."""
        return (self.clause.key, *self.clause.aliases)

    @property
    def place(self) -> str:
        """Where findings and open points send one."""
        return f"agreement/{self.clause.key}"

    def position(self, snapshot: Snapshot) -> Position | None:
        """The side's position, or None."""
        found = (snapshot.first(Position, clause=key, side=self.side) for key in self.keys)
        return next((position for position in found if position is not None), None)

    def choice(self, snapshot: Snapshot) -> ClauseChoice | None:
        """What the paper says, as far as anything was chosen."""
        found = (snapshot.first(ClauseChoice, clause=key) for key in self.keys)
        return next((choice for choice in found if choice is not None), None)

    @property
    def note_places(self) -> tuple[str, ...]:
        """Where the side's private note stands, under each of the keys."""
        return tuple(f"agreement/{key}/{self.side}" for key in self.keys)

    @property
    def subject(self) -> str:
        """What an open point about it says."""
        return self.clause.title

    @property
    def spoken(self) -> str:
        """What undo calls it."""
        return self.clause.title


# Positions


def write_position(
    document: Document, where: ClausePlace, fields: Mapping[str, Any], *, typing_in: str = ""
) -> None:
    """Give fields of a side's position new values; written from the other seat it is a guess."""
    snapshot = document.snapshot()
    position, label = where.position(snapshot), f"position on {where.clause.title}"
    fields = {**fields, "confirmed": speaks_for(snapshot.partnership.seat, where.side)}
    after = {name: fields.get(name, getattr(position, name, empty)) for name, empty in _SAID.items()}
    if position is not None and any(after.values()):
        document.update(position, fields, label=label, typing_in=typing_in)
    elif position is not None:
        document.remove(position, label=label, typing_in=typing_in)
    elif any(after.values()):
        home = document.partnership.id
        blank = Position(id=where.new_id, partnership_id=home, clause=where.clause.key, side=where.side)
        add_filled(document, blank, fields, label, typing_in)


def position_slot(where: ClausePlace, name: str) -> Slot:
    """The slot for one text of a side's position."""

    def read(snapshot: Snapshot) -> Any:
        position = where.position(snapshot)
        return "" if position is None else getattr(position, name)

    def write(document: Document, value: Any, typing: bool) -> None:
        write_position(document, where, {name: value}, typing_in=name if typing else "")

    return Slot(read, write)


def confirm_position(document: Document, where: ClausePlace) -> None:
    """The other side said that our guess is right."""
    position = where.position(document.snapshot())
    if position is not None:
        document.set(position, "confirmed", True, label=f"confirmation on {where.clause.title}")


# What the paper says


def write_choice(
    document: Document, where: ClausePlace, fields: Mapping[str, Any], *, label: str, typing_in: str = ""
) -> None:
    """Give fields of what the paper says new values."""
    choice = where.choice(document.snapshot())
    if choice is not None:
        document.update(choice, fields, label=label, typing_in=typing_in)
        return
    blank = ClauseChoice(id=where.new_id, partnership_id=document.partnership.id, clause=where.clause.key)
    if any(getattr(blank, name) != value for name, value in fields.items()):
        add_filled(document, blank, fields, label, typing_in)


def choose_option(document: Document, where: ClausePlace, key: str) -> None:
    """Write the clause in another way; what was agreed was agreed about other words."""
    fields = {"option": key, "agreed": False}
    write_choice(document, where, fields, label=f"option for {where.clause.title}")


def choose_rung(document: Document, where: ClausePlace, rung: Rung) -> None:
    """Take a step of the ladder: its option and its values at once."""
    fields = {"option": rung.option, "values": _merged(where, document, rung.values), "agreed": False}
    write_choice(document, where, fields, label=f"compromise on {where.clause.title}")


def stands_on(rung: Rung, state: ClauseState) -> bool:
    """Whether the clause says what this step of the ladder says, because somebody chose it."""
    chosen = state.choice is not None and state.choice.option == rung.option
    return chosen and all(state.values.get(key) == value for key, value in rung.values.items())


def _merged(where: ClausePlace, document: Document, new: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    choice = where.choice(document.snapshot())
    values = {**dict(choice.values if choice else ()), **new}
    return tuple((key, value) for key, value in values.items() if value)


def value_slot(where: ClausePlace, slot: ValueSlot) -> Slot:
    """The slot for one value of the clause; reads and writes it as it is stored."""

    def read(snapshot: Snapshot) -> str:
        choice = where.choice(snapshot)
        return dict(choice.values).get(slot.key, "") if choice else ""

    def write(document: Document, value: Any, typing: bool) -> None:
        values = _merged(where, document, {slot.key: value})
        label = f"{slot.label} in {where.clause.title}"
        write_choice(document, where, {"values": values}, label=label, typing_in="values" if typing else "")

    return Slot(read, write)


def shown_value(slot: ValueSlot, value: str) -> str:
    """A stored value as it is typed: an amount with commas, a date as 9 Dec 2026."""
    try:
        stored = check_value(slot, value)
    except Refused:
        return value
    if stored and slot.kind == "money":
        return spoken_amount(Decimal(stored), "")
    if stored and slot.kind == "date":
        return spoken_date(date.fromisoformat(stored))
    return value


def own_text_slot(where: ClausePlace, standard: Callable[[Snapshot], str]) -> Slot:
    """The slot for the clause's wording: the user's own, or the standard one to start from."""
    label = f"wording of {where.clause.title}"

    def read(snapshot: Snapshot) -> str:
        choice = where.choice(snapshot)
        return (choice.own_text if choice else "") or standard(snapshot)

    def write(document: Document, text: Any, typing: bool) -> None:
        own = "" if text.strip() in ("", standard(document.snapshot())) else text
        write_choice(document, where, {"own_text": own}, label=label, typing_in="own_text" if typing else "")

    return Slot(read, write)


def standard_text(state: ClauseState) -> str:
    """The option's wording with this partnership's values; what is unknown is "to be agreed"."""
    return option_text(state, state.option, lambda _: TO_BE_AGREED) if state.option else ""


def to_standard(document: Document, where: ClausePlace) -> None:
    """Put the standard wording back."""
    write_choice(document, where, {"own_text": ""}, label=f"standard text of {where.clause.title}")


def set_binds(document: Document, where: ClausePlace, *, binds: bool) -> None:
    """Switch whether the clause binds."""
    label = f"{where.clause.title} {'binds' if binds else 'does not bind'}"
    write_choice(document, where, {"binds": binds}, label=label)


def set_included(document: Document, where: ClausePlace, *, included: bool, by_default: bool) -> None:
    """Put the clause in, or leave it out; what the kind of paper does anyway is not stored."""
    label = f"{'including' if included else 'leaving out'} {where.clause.title}"
    write_choice(document, where, {"included": None if included == by_default else included}, label=label)


def agree(document: Document, where: ClausePlace, option: str) -> None:
    """Both sides agree to what the clause says now."""
    fields = {"agreed": True, "option": option}
    write_choice(document, where, fields, label=f"agreement on {where.clause.title}")


# The agenda


def keep_open(document: Document, where: ClausePlace, today: date) -> None:
    """Leave the clause open: not agreed, and on the agenda with a date that we propose."""
    label = f"keeping {where.clause.title} open"
    with document.step(label):
        write_choice(document, where, {"agreed": False}, label=label)
        point = point_on(document.snapshot(), where)
        due_on = (point.due_on if point else None) or today + timedelta(days=AGENDA_DAYS)
        set_point(document, where, {"settled": False, "due_on": due_on})
