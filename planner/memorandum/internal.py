"""What only the internal copy says: positions, what the check of the words has found, and clashes.

Private notes belong to one seat and are in no copy at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.agreement.binding_words import Hit, found_words
from planner.agreement.clauses import ClauseState, clause_set
from planner.agreement.positions import STATE_RULES, PositionState, negotiated, positions_on
from planner.memorandum.blocks import Block, Paragraph, Row, Table
from planner.memorandum.draft import Draft
from planner.model import Position
from planner.sides import captioned_side
from planner.terms import SIDES, Severity, Side, Stance
from planner.timeline import clashes
from planner.timeline.set_aside import clashes_set_aside
from planner.wording import counted, spoken_date

STANCE_WORDS = {Stance.CANT: "can’t move", Stance.WONT: "won’t move", Stance.OPEN: "open"}
NOT_SAID = "Not said"
CLEAN = "No binding words outside the clauses that bind"
FIRM = "No words of mere intention in the clauses that bind"
# A list that somebody reads; the timeline shows them all.
MOST_CLASHES = 40


def positions_annex(draft: Draft) -> list[Block]:
    """The positions of both sides, clause by clause, with the state between them and what the states mean."""
    pairs = negotiated(draft.snapshot, draft.library)
    if not pairs:
        return [Paragraph("No side has said where it stands on any clause yet.", True)]
    names = [captioned_side(draft.snapshot, side) for side in SIDES]
    rows = [
        Row((_title(state), *(_stand(draft, state, side) for side in SIDES), stands.value))
        for state, stands in pairs
    ]
    shown = {stands for _, stands in pairs}
    rules = " ".join(STATE_RULES[stands] for stands in PositionState if stands in shown)
    return [
        Paragraph("For our own use: where each side stands, and how far apart that is.", True),
        Table(("Clause", *names, "State"), tuple(rows), (2.0, 2.6, 2.6, 1.0)),
        Paragraph(rules, True),
    ]


def _title(state: ClauseState) -> str:
    return f"{state.number}. {state.clause.title}"


def _stand(draft: Draft, state: ClauseState, side: Side) -> str:
    """One side's position: what it wants, whether it can move, why, and what it says to the other."""
    held = positions_on(draft.snapshot, state.clause).get(side)
    return "\n".join(_said(state, held)) if held is not None else NOT_SAID


def _said(state: ClauseState, position: Position) -> Iterator[str]:
    labels = {option.key: option.label for option in state.clause.options}
    label = labels.get(position.option, position.option)
    text = position.text.strip()
    yield text or label or NOT_SAID
    if label and text and text.lower().rstrip(".") not in label.lower():
        yield f"Option: {label}"
    if position.stance:
        yield f"Stance: {STANCE_WORDS[position.stance]}"
    if position.reason.strip():
        yield f"Reason: {position.reason.strip()}"
    if position.note.strip():
        yield f"To the other side: {position.note.strip()}"
    if not position.confirmed:
        yield "Not yet confirmed by that side"


def binding_words_result(draft: Draft) -> list[Block]:
    """What the check of the words has found: that there is nothing, or every place with other words."""
    found = found_words(draft.snapshot, draft.library)
    states = [state for state in clause_set(draft.snapshot, draft.library) if state.clause.key in found]
    binding = [state for state in states if state.binds]
    clean = "" if len(binding) < len(states) else f"{CLEAN}."
    firm = "" if binding else f"{FIRM}."
    result: list[Block] = [Paragraph(said) for said in (clean, firm) if said]
    rows = tuple(_row(state, hit) for state in states for hit in found[state.clause.key])
    if rows:
        result.append(Paragraph(f"{counted(len(rows), 'place')} to look at:"))
        head = ("Clause", "Words found", "Other words", "Why")
        result.append(Table(head, rows, (2.0, 2.0, 2.0, 2.8)))
    return result


def _row(state: ClauseState, hit: Hit) -> Row:
    return Row((_title(state), f"“{hit.words}”", f"“{hit.suggestion}”", hit.rule.why))


def open_clashes(draft: Draft) -> list[Block]:
    """Where the two clocks clash as planned now, hints left out: what it is, and what is advised."""
    found = [
        finding
        for finding in clashes.findings(draft.snapshot, draft.library, draft.today)
        if finding.severity in (Severity.ERROR, Severity.WARNING)
    ]
    if not found:
        return []
    rows = tuple(Row((finding.message, finding.advice)) for finding in found[:MOST_CLASHES])
    made: list[Block] = [Table(("Clash", "What would help"), rows, (3.0, 3.0))]
    more = len(found) - len(rows)
    return [*made, Paragraph(f"And {more:,} more on the timeline.", True)] if more else made


def set_aside_clashes(draft: Draft) -> list[Block]:
    """The clashes that were set aside, each with the reason given and the day."""
    rows = tuple(
        Row((told, dismissal.reason, spoken_date(dismissal.dismissed_on)))
        for dismissal, told in clashes_set_aside(draft.snapshot, draft.library)
    )
    return [Table(("Clash", "Why it may stand", "Set aside on"), rows, (3.0, 3.0, 1.2))] if rows else []
