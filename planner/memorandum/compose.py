"""A partnership as the blocks of its paper. Pure, and the place of every wording decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from planner.agreement.clauses import ClauseState, clause_set, clause_state, paper_of, resolved_text
from planner.agreement.papers import checklist
from planner.agreement.positions import slot_origin
from planner.agreement.values import answer_places
from planner.document import Snapshot
from planner.library import Library
from planner.library.clause_entries import Slot
from planner.memorandum.annexes import annexes
from planner.memorandum.blocks import (
    Block,
    Bullets,
    Heading,
    Memorandum,
    Notice,
    Paragraph,
    Row,
    Table,
    Title,
)
from planner.memorandum.draft import INTERNAL, Draft, draft_of
from planner.memorandum.gaps import BENEFITS as WANTS
from planner.memorandum.generated import (
    definitions,
    next_steps_clause,
    parties_clause,
    roles_clause,
    signatures_clause,
    status_clause,
    timeline_clause,
)
from planner.memorandum.internal import binding_words_result, open_clashes, set_aside_clashes
from planner.memorandum.parties import author, page_size, parties
from planner.memorandum.said import doubtful, is_guess, said
from planner.model import Contribution
from planner.sides import captioned_side
from planner.terms import SIDES, Paper
from planner.wording import counted, long_date

CAUTION = "For discussion, not legal advice"
NOTICE = (
    "The parties drew this paper up themselves and it is not legal advice: show it to your contracts office "
    "before anybody signs."
)
SIGNATURES = "signatures"
BENEFITS = "benefits"
_GENERATED: dict[str, Callable[[Draft], Iterator[Block]]] = {
    "parties": parties_clause,
    "roles": roles_clause,
    "timeline": timeline_clause,
    "status": status_clause,
    "next_steps": next_steps_clause,
    "signatures": signatures_clause,
}
# The option of the benefits clause that the table says in full.
TABLE_SAYS_IT = "exchange"


def compose(snapshot: Snapshot, library: Library, today: date, number: int | None = None) -> Memorandum:
    """The paper as it stands today. Anything unknown is said to be open; nothing is left blank.

    `number` is that of the draft; None takes the one the partnership begins with.
    """
    partnership = snapshot.partnership
    kind = library.papers[paper_of(snapshot)]
    number = number if number is not None else partnership.draft_number
    return Memorandum(
        title=kind.title,
        subtitle=partnership.title,
        state=_state(snapshot, library, today, number),
        caution=CAUTION,
        footer=partnership.title,
        draft_number=number,
        dated_on=today,
        author=author(snapshot),
        blocks=snapshot.derive(compose_blocks, library, today),
        paper_name=str(paper_of(snapshot)),
        page_size=page_size(snapshot),
    )


def _state(snapshot: Snapshot, library: Library, today: date, number: int) -> str:
    """How the draft stands, for the head of every page: number, what is open or missing, the day."""
    draft = snapshot.derive(draft_of, library, today)
    points = counted(len(draft.agenda), "open point") if draft.agenda else "no open points"
    if draft.gaps:
        points = f"{points}, {counted(len(draft.gaps), 'gap')}"
    internal = "Internal copy · " if INTERNAL in snapshot.partnership.printed else ""
    return f"{internal}Draft {number} · {points} · {long_date(today)}"


def compose_blocks(snapshot: Snapshot, library: Library, today: date) -> tuple[Block, ...]:
    """The wording alone: neither the draft's number nor the day is in it, so its fingerprint keeps."""
    partnership = snapshot.partnership
    draft = snapshot.derive(draft_of, library, today)
    kind = library.papers[paper_of(snapshot)]
    subtitle = ": ".join(part for part in (partnership.title, partnership.summary.strip()) if part)
    return (
        Title(kind.title, subtitle),
        *_parties_at_a_glance(draft),
        *_body(draft, checklist(snapshot, library)),
        *_for_our_own_eyes(draft),
        *annexes(draft),
    )


def _parties_at_a_glance(draft: Draft) -> Iterator[Block]:
    named = parties(draft.snapshot)
    if named.parties:
        yield replace(named, parties=tuple(replace(party, details=()) for party in named.parties))
    state = clause_state(draft.snapshot, draft.library, "parties")
    if state is None or not state.included or state.text_is_own:
        # The clause that says whom a side means is not in the paper, and the paper speaks of sides.
        yield from definitions(draft)


def _before_signing(draft: Draft, needed: tuple[str, ...]) -> Iterator[Block]:
    """What has to come first, when this is no paper to sign."""
    if needed and paper_of(draft.snapshot) is Paper.CONTRACT:
        yield Heading(1, "Before anything is signed")
        yield Bullets(needed)


# Clauses


def _body(draft: Draft, needed: tuple[str, ...]) -> Iterator[Block]:
    """Every clause that is included, with the notice once: last, but before anybody signs."""
    states = [state for state in clause_set(draft.snapshot, draft.library) if state.included]
    signing = [state for state in states if state.clause.generated == SIGNATURES]
    for state in states:
        if state not in signing:
            yield from _clause(draft, state)
    yield from _before_signing(draft, needed)
    yield Notice(NOTICE)
    for state in signing:
        yield from _clause(draft, state)


def _for_our_own_eyes(draft: Draft) -> Iterator[Block]:
    """What the check of the words has found, and the clashes on the timeline, open and set aside."""
    if INTERNAL not in draft.snapshot.partnership.printed:
        return
    yield Heading(1, "Result of the check for binding words")
    yield from binding_words_result(draft)
    for title, part in (("Clashes still open", open_clashes), ("Clashes set aside", set_aside_clashes)):
        found = part(draft)
        if found:
            yield Heading(1, title)
            yield from found


def _clause(draft: Draft, state: ClauseState) -> Iterator[Block]:
    """A clause under its printed number."""
    yield Heading(1, state.clause.title, str(state.number), state.binds, state.clause.key)
    if state.clause.generated and not state.text_is_own:
        yield from _GENERATED[state.clause.generated](draft)
        if state.option is None:
            return
    in_table = state.clause.key == BENEFITS
    if not (in_table and state.option and state.option.key == TABLE_SAYS_IT and not state.text_is_own):
        text = resolved_text(_with_doubts(draft, state), lambda slot: _open(draft, state, slot))
        yield from (Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())
        yield from _unsettled(draft, state, text)
    if in_table:
        yield from _wants_and_brings(draft)
    if state.clause.generated == SIGNATURES:
        yield from signatures_clause(draft)


def _unsettled(draft: Draft, state: ClauseState, text: str) -> Iterator[Block]:
    """A clause the sides have not settled says so: its wording is not to be taken for agreed."""
    number = draft.number(state.place)
    if number and f"(open point {number})" not in text:
        yield Paragraph(f"Proposed wording: the sides have not settled this yet (open point {number}).", True)


def _open(draft: Draft, state: ClauseState, slot: Slot) -> str:
    return draft.point(slot_origin(draft.snapshot, draft.library, state, slot))


def _with_doubts(draft: Draft, state: ClauseState) -> ClauseState:
    """The clause with every value that rests on a guess marked as not yet confirmed."""
    snapshot, library = draft.snapshot, draft.library
    typed = {name for name, text in state.choice.values if text.strip()} if state.choice else set()
    printed = dict(state.printed)
    for slot in state.clause.slots:
        if slot.key not in printed or slot.key in typed:
            continue
        question, sides = answer_places(library, slot)
        doubted = [side for side in sides if question and is_guess(snapshot, library, question.key, side)]
        if doubted:
            printed[slot.key] = doubtful(snapshot, printed[slot.key], doubted)
    return replace(state, printed=printed)


def _wants_and_brings(draft: Draft) -> Iterator[Block]:
    rows = []
    for side in SIDES:
        told = (
            said(draft, draft.library.questions.get(key), key, side, f"agreement/{BENEFITS}") for key in WANTS
        )
        rows.append(Row((captioned_side(draft.snapshot, side), *told), side))
    yield Table(("Side", "Hopes to gain", "Plans to bring"), tuple(rows), (1.5, 2.6, 2.6))
    if letter := draft.annex("contributions"):
        yield Paragraph(f"Annex {letter} sets out what each organisation plans to contribute.")
    elif draft.snapshot.all(Contribution):
        yield Paragraph("The list of contributions is kept apart from this paper.")
