"""Where the two sides stand on each clause, and what that leaves for the agenda.

The rules, in this order:
- agreed: both have said so (`ClauseChoice.agreed`), or both name the same option without describing
  it differently, or say the same in their own words.
- open: a side has not said where it stands, or is open and names no option.
- apart: they want different things, and each says that it can't or won't move.
- near: they want different things, and at least one of them can move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from planner import scope
from planner.agreement.clauses import (
    ClauseState,
    clause_set,
    clause_state,
    finding,
)
from planner.agreement.values import answer_places
from planner.document import Snapshot
from planner.findings import AgendaItem, Finding
from planner.library import Library
from planner.library.clause_entries import Clause, Slot
from planner.model import Position
from planner.sides import speaking_side, spoken_side
from planner.terms import SIDES, Severity, Side, Stance
from planner.wording import joined


class PositionState(StrEnum):
    """How far the two sides are from each other on one clause."""

    AGREED = "agreed"
    NEAR = "near"
    APART = "apart"
    OPEN = "open"


# The rules below in the words of the reader.
STATE_RULES: Mapping[PositionState, str] = {
    PositionState.AGREED: "Agreed means that both sides want the same, or that both have agreed to the text.",
    PositionState.NEAR: "Near means that they want different things, and at least one of them can move.",
    PositionState.APART: "Apart means that they want different things, and neither can or will move.",
    PositionState.OPEN: "Open means that a side has not said where it stands, or names no option.",
}
FIRM = (Stance.CANT, Stance.WONT)


def positions_on(snapshot: Snapshot, clause: Clause) -> dict[Side, Position]:
    """Each side's position on a clause, for the sides that have one or have said how they stand."""
    keys = {clause.key, *clause.aliases}
    held = {p.side: p for p in reversed(snapshot.all(Position)) if p.clause in keys}
    return {side: held[side] for side in SIDES if side in held and _is_touched(held[side])}


def _is_touched(position: Position) -> bool:
    return bool(position.option or position.text.strip() or position.stance)


def state_of(snapshot: Snapshot, library: Library, clause_key: str) -> PositionState:
    """How the sides stand on a clause; open for one that nobody has touched."""
    state = clause_state(snapshot, library, clause_key)
    return _state(snapshot, state) if state else PositionState.OPEN


def _state(snapshot: Snapshot, state: ClauseState) -> PositionState:
    if state.choice is not None and state.choice.agreed:
        return PositionState.AGREED
    held = positions_on(snapshot, state.clause)
    if len(held) < len(SIDES) or any(_is_open(position) for position in held.values()):
        return PositionState.OPEN
    one, other = held.values()
    if _same(one, other):
        return PositionState.AGREED
    return PositionState.APART if one.stance in FIRM and other.stance in FIRM else PositionState.NEAR


def _is_open(position: Position) -> bool:
    if position.option:
        return False
    return position.stance is Stance.OPEN or not position.text.strip()


def _same(one: Position, other: Position) -> bool:
    texts = {" ".join(position.text.lower().split()).rstrip(".") for position in (one, other)}
    if one.option != other.option:
        return False
    return len(texts) == 1 or (bool(one.option) and "" in texts)


def negotiated(snapshot: Snapshot, library: Library) -> tuple[tuple[ClauseState, PositionState], ...]:
    """The included clauses on which a side has spoken or which are agreed, each with its state."""
    return tuple(
        (state, _state(snapshot, state))
        for state in clause_set(snapshot, library)
        if state.included and state.clause.options and is_negotiated(snapshot, state)
    )


def is_negotiated(snapshot: Snapshot, state: ClauseState) -> bool:
    """Whether a side has spoken on the clause, or it is agreed."""
    return bool(positions_on(snapshot, state.clause)) or bool(state.choice and state.choice.agreed)


def can_agree(snapshot: Snapshot, state: ClauseState) -> bool:
    """Whether what the paper says is something both may agree to: chosen for it, or wished by both.

    The paper's default is so only while no side wishes for something else.
    """
    chosen = state.choice.option if state.choice else ""
    offered = {state.option.key} if state.option else set()
    if state.text_is_own or chosen in offered:
        return True
    wished = {position.option for position in positions_on(snapshot, state.clause).values()}
    if _state(snapshot, state) in (PositionState.AGREED, PositionState.OPEN):
        wished.discard("")
    return wished <= offered


def counts(snapshot: Snapshot, library: Library) -> dict[PositionState, int]:
    """How many clauses are in each state, of those that are negotiated at all."""
    found = Counter(state for _, state in negotiated(snapshot, library))
    return {state: found[state] for state in PositionState}


# The agenda


def open_points(snapshot: Snapshot, library: Library) -> tuple[AgendaItem, ...]:
    """At most one point for each clause: not agreed between the sides, or with a value missing.

    A clause nobody has touched, standing on its default with every value filled in, is none.
    """
    items = []
    for state in clause_set(snapshot, library):
        if not state.included or not state.clause.options:
            continue
        missing = [s.label for s in state.missing if slot_origin(snapshot, library, state, s) == state.place]
        said = _unsettled(snapshot, state)
        if missing:
            said = f"{said or f'{state.clause.title}.'} Still to be agreed: {joined(missing)}."
        if said:
            items.append(AgendaItem(state.place, said, _whose_turn(snapshot, state)))
    return tuple(items)


def slot_origin(snapshot: Snapshot, library: Library, state: ClauseState, slot: Slot) -> str:
    """The origin of the agenda item that covers a missing value: the clause, or an unsure answer."""
    question, sides = answer_places(library, slot)
    if question is not None and scope.applies(question, snapshot, library):
        for side in sides:
            answer = scope.answer_to(snapshot, question.key, side, library)
            if answer is not None and answer.not_sure:
                return f"scope/{question.key}/{side}"
    return state.place


def _unsettled(snapshot: Snapshot, state: ClauseState) -> str:
    """How the sides stand, as one short sentence; empty while nothing is between them."""
    held, stands = positions_on(snapshot, state.clause), _state(snapshot, state)
    if not held or stands is PositionState.AGREED:
        return ""
    said = _open_words(snapshot, held) if stands is PositionState.OPEN else f"the two sides are {stands}."
    return f"{state.clause.title}. {said[0].upper()}{said[1:]}"


def _open_words(snapshot: Snapshot, held: dict[Side, Position]) -> str:
    silent = [side for side in SIDES if side not in held or _is_open(held[side])]
    if len(silent) == len(SIDES):
        return "neither side has chosen an option yet."
    return f"{speaking_side(snapshot, silent[0], legal=True)} has still to say where it stands."


def _wishes(snapshot: Snapshot, state: ClauseState) -> str:
    """Who says what, for the sides that say anything."""
    held = positions_on(snapshot, state.clause)
    said = (
        (spoken_side(snapshot, side, legal=True), _wish(state, position)) for side, position in held.items()
    )
    return "; ".join(f"{name}: {wish}" for name, wish in said if wish)


def _wish(state: ClauseState, position: Position) -> str:
    """What a side wants, in its own words, else by the option's label."""
    labels = {option.key: option.label for option in state.clause.options}
    text = " ".join(position.text.split()) or labels.get(position.option, position.option)
    return text.rstrip(".")


def _whose_turn(snapshot: Snapshot, state: ClauseState) -> Side:
    held = positions_on(snapshot, state.clause)
    silent = [side for side in SIDES if side not in held or _is_open(held[side])]
    return silent[0] if held and len(silent) == 1 and not state.missing else Side.JOINT


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Clauses on which the sides are apart, near or waiting, and positions that are only guessed."""
    return tuple(
        found for pair in negotiated(snapshot, library) for found in _about(snapshot, library, *pair)
    )


def _about(
    snapshot: Snapshot, library: Library, state: ClauseState, stands: PositionState
) -> Iterator[Finding]:
    key, title = state.clause.key, state.clause.title
    held = positions_on(snapshot, state.clause)
    if stands is not PositionState.AGREED:
        severity = Severity.WARNING if stands is PositionState.APART else Severity.INFO
        wishes = _wishes(snapshot, state)
        ladder = "Go through the ladder of compromises together." if state.clause.ladder else ""
        advice = " ".join(part for part in (f"{wishes}." if wishes else "", ladder) if part)
        sources = ("uidp-cant-wont",) if stands is PositionState.APART else ()
        message, id = _unsettled(snapshot, state), f"position-{stands}/{key}"
        yield finding(library, id, severity, message, key, advice=advice, sources=sources)
    for side, position in held.items():
        if not position.confirmed:
            whose = speaking_side(snapshot, side, legal=True)
            message = f"{title}: the position of {whose} is our guess until it confirms."
            yield finding(library, f"position-guess/{key}/{side}", Severity.INFO, message, key)
