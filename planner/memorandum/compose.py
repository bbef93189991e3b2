"""A partnership as the blocks of its paper. Pure, and the place of every wording decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from planner import scope
from planner.agreement.clauses import ClauseState, clause_set, paper_of, resolved_text, status_text
from planner.agreement.positions import slot_origin
from planner.agreement.values import answer_places
from planner.document import Snapshot
from planner.library import Library
from planner.library.clause_entries import Slot
from planner.memorandum.annexes import TO_BE_AGREED, Draft, annexes, draft_of
from planner.memorandum.blocks import (
    Block,
    Bullets,
    Heading,
    Memorandum,
    Notice,
    Paragraph,
    Row,
    Signature,
    SignatureBlock,
    Table,
    Title,
)
from planner.memorandum.parties import author, kind_label, ordered, page_size, parties
from planner.model import Activity, Contribution, NextStep, Organisation, Person, RoleActivity
from planner.sides import side_name, spoken_side
from planner.terms import SIDES, Paper, Side
from planner.wording import counted, joined, long_date, spoken_date

CAUTION = "For discussion, not legal advice"
NOTICE = (
    "The parties drew this paper up themselves and it is not legal advice: show it to your contracts office "
    "before anybody signs."
)
SIGNATURES = "signatures"
BENEFITS = "benefits"
# The option of the benefits clause that the table says in full.
TABLE_SAYS_IT = "exchange"


def compose(snapshot: Snapshot, library: Library, today: date) -> Memorandum:
    """The paper as it stands today. Anything unknown is said to be open; nothing is left blank."""
    partnership = snapshot.partnership
    draft = draft_of(snapshot, library, today)
    kind = library.papers[paper_of(snapshot)]
    points = counted(len(draft.agenda), "open point") if draft.agenda else "no open points"
    subtitle = ": ".join(part for part in (partnership.title, partnership.summary.strip()) if part)
    return Memorandum(
        title=kind.title,
        subtitle=partnership.title,
        state=f"Draft {partnership.draft_number} · {points} · {long_date(today)}",
        caution=CAUTION,
        footer=partnership.title,
        draft_number=partnership.draft_number,
        dated_on=today,
        author=author(snapshot),
        blocks=(
            Title(kind.title, subtitle),
            *_parties_at_a_glance(snapshot),
            *_body(draft, kind.checklist),
            *annexes(draft),
        ),
        paper_name=str(paper_of(snapshot)),
        page_size=page_size(snapshot),
    )


def _parties_at_a_glance(snapshot: Snapshot) -> Iterator[Block]:
    named = parties(snapshot)
    if named.parties:
        yield replace(named, parties=tuple(replace(party, details=()) for party in named.parties))


def _before_signing(draft: Draft, checklist: tuple[str, ...]) -> Iterator[Block]:
    """What has to come first, when this is no paper to sign."""
    if checklist and paper_of(draft.snapshot) is Paper.CONTRACT:
        yield Heading(1, "Before anything is signed")
        yield Bullets(checklist)


# Clauses


def _body(draft: Draft, checklist: tuple[str, ...]) -> Iterator[Block]:
    """Every clause that is included, with the notice once: last, but before anybody signs."""
    states = [state for state in clause_set(draft.snapshot, draft.library) if state.included]
    signing = [state for state in states if state.clause.generated == SIGNATURES]
    for state in states:
        if state not in signing:
            yield from _clause(draft, state)
    yield from _before_signing(draft, checklist)
    yield Notice(NOTICE)
    for state in signing:
        yield from _clause(draft, state)


def _clause(draft: Draft, state: ClauseState) -> Iterator[Block]:
    """A clause under its printed number."""
    yield Heading(1, state.clause.title, str(state.number), state.binds)
    generated: dict[str, Callable[[Draft], Iterator[Block]]] = {
        "parties": _parties,
        "roles": _roles,
        "timeline": _timeline,
        "status": _status,
        "next_steps": _next_steps,
        "signatures": _signatures,
    }
    if state.clause.generated and not state.text_is_own:
        yield from generated[state.clause.generated](draft)
        return
    in_table = state.clause.key == BENEFITS
    if not (in_table and state.option and state.option.key == TABLE_SAYS_IT and not state.text_is_own):
        text = resolved_text(_with_doubts(draft, state), lambda slot: _open(draft, state, slot))
        yield from (Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())
        yield from _unsettled(draft, state, text)
    if in_table:
        yield from _wants_and_brings(draft)
    if state.clause.generated == SIGNATURES:
        yield from _signatures(draft)


def _unsettled(draft: Draft, state: ClauseState, text: str) -> Iterator[Block]:
    """A clause the sides have not settled says so: its wording is not to be taken for agreed."""
    number = draft.number(state.place)
    if number and f"(open point {number})" not in text:
        yield Paragraph(f"Proposed wording: the sides have not settled this yet (open point {number}).", True)


def _open(draft: Draft, state: ClauseState, slot: Slot) -> str:
    return draft.point(slot_origin(draft.snapshot, draft.library, state, slot))


def _with_doubts(draft: Draft, state: ClauseState) -> ClauseState:
    """The clause with every value that rests on a guess marked as not yet confirmed."""
    typed = {name for name, text in state.choice.values if text.strip()} if state.choice else set()
    printed = dict(state.printed)
    for slot in state.clause.slots:
        if slot.key not in printed or slot.key in typed:
            continue
        question, sides = answer_places(draft.library, slot)
        doubted = [side for side in sides if question and _is_guess(draft, question.key, side)]
        if doubted:
            printed[slot.key] = _doubtful(draft, printed[slot.key], doubted)
    return replace(state, printed=printed)


def _is_guess(draft: Draft, question: str, side: Side) -> bool:
    answer = scope.answer_to(draft.snapshot, question, side, draft.library)
    return answer is not None and not answer.confirmed


def _doubtful(draft: Draft, text: str, sides: list[Side]) -> str:
    names = joined(spoken_side(draft.snapshot, side) for side in sides)
    return f"{text.removesuffix('.')} (not yet confirmed by {names})"


def _wants_and_brings(draft: Draft) -> Iterator[Block]:
    rows = []
    for side in SIDES:
        said = (_said(draft, key, side) for key in ("wants.aim", "brings.offer"))
        rows.append(Row((side_name(draft.snapshot, side), *said), side))
    yield Table(("Side", "Hopes to gain", "Plans to bring"), tuple(rows), (1.5, 2.6, 2.6))
    if letter := draft.annex("contributions"):
        yield Paragraph(f"Annex {letter} sets out what each organisation plans to contribute.")
    elif draft.snapshot.all(Contribution):
        yield Paragraph("The list of contributions is kept apart from this paper.")


def _said(draft: Draft, key: str, side: Side) -> str:
    """A side's answer as printed: with its doubt when it is a guess, as an open point when unknown."""
    question = draft.library.questions.get(key)
    answer = scope.answer_to(draft.snapshot, key, side, draft.library)
    if question is None or answer is None or not scope.is_answered(answer, question):
        return draft.point(f"scope/{key}/{side}", f"agreement/{BENEFITS}").capitalize()
    text = scope.answer_text(answer, question, draft.snapshot.partnership.currency)
    text = text[:1].upper() + text[1:]
    return text if answer.confirmed else _doubtful(draft, text, [side])


# Clauses that the program writes


def _parties(draft: Draft) -> Iterator[Block]:
    organisations = ordered(draft.snapshot)
    if not organisations:
        yield Paragraph(f"The parties are {TO_BE_AGREED}.")
        return
    rows = tuple(
        Row((o.name, kind_label(o), _legal_person(o), _signatory(draft, o)), o.side) for o in organisations
    )
    yield Table(("Party", "As", "Legal name and details", "May sign"), rows, (1.9, 1.5, 2.6, 1.6))
    for side in SIDES:
        if len(draft.snapshot.where(Organisation, side=side)) > 1:
            yield Paragraph(f"“The {side} side” means {side_name(draft.snapshot, side)}.")


def _legal_person(organisation: Organisation) -> str:
    legal = organisation.legal_name.strip() or organisation.name
    registration = f"Registration: {organisation.registration.strip() or TO_BE_AGREED}"
    details = (legal, organisation.department.strip(), registration, organisation.address.strip())
    return "\n".join(detail for detail in details if detail)


def _signatory(draft: Draft, organisation: Organisation) -> str:
    people = draft.snapshot.where(Person, organisation_id=organisation.id, may_sign=True)
    return joined(person.name for person in people) or TO_BE_AGREED.capitalize()


def _roles(draft: Draft) -> Iterator[Block]:
    if letter := draft.annex("roles"):
        yield Paragraph(f"Annex {letter} names the people, who does each activity and who answers for it.")
    elif draft.snapshot.all(RoleActivity):
        yield Paragraph("The roles table is kept apart from this paper.")
    else:
        yield Paragraph(f"Who does what, and who answers for it, is {TO_BE_AGREED}.")


def _timeline(draft: Draft) -> Iterator[Block]:
    if letter := draft.annex("timeline"):
        yield Paragraph(
            f"Annex {letter} sets the timelines of both sides side by side, with likely and late dates."
        )
    elif draft.snapshot.all(Activity):
        yield Paragraph("The timeline is kept apart from this paper.")
    else:
        yield Paragraph(f"The timeline and its milestones are {TO_BE_AGREED}.")


def _status(draft: Draft) -> Iterator[Block]:
    yield Paragraph(status_text(draft.snapshot, draft.library))


def _next_steps(draft: Draft) -> Iterator[Block]:
    open_ = counted(len(draft.agenda), "open point")
    if not draft.agenda:
        yield Paragraph("No point is open.")
    elif letter := draft.annex("agenda"):
        each = "it" if len(draft.agenda) == 1 else "each of them"
        yield Paragraph(f"Annex {letter} lists {open_}, with who settles {each} and by when.")
    else:
        yield Paragraph(f"The list of {open_} is kept apart from this paper.")
    planned = draft.snapshot.where(NextStep, done=False)
    if steps := tuple(_step(draft, step) for step in planned if step.text.strip()):
        yield Paragraph("What the parties plan to do next:")
        yield Bullets(steps)


def _step(draft: Draft, step: NextStep) -> str:
    owner = draft.snapshot.find(Person, step.owner_id)
    who = owner.name if owner else spoken_side(draft.snapshot, step.side)
    when = f"by {spoken_date(step.due_on)}" if step.due_on else f"date {TO_BE_AGREED}"
    return f"{step.text.strip()} ({who}, {when})"


def _signatures(draft: Draft) -> Iterator[Block]:
    signatures = tuple(_signature(draft, organisation) for organisation in ordered(draft.snapshot))
    if signatures:
        yield SignatureBlock(signatures)
    else:
        yield Paragraph(f"Who signs is {TO_BE_AGREED}.")


def _signature(draft: Draft, organisation: Organisation) -> Signature:
    person = draft.snapshot.first(Person, organisation_id=organisation.id, may_sign=True)
    legal = organisation.legal_name.strip() or organisation.name
    if person is None:
        return Signature(organisation.side, legal)
    is_post = not person.post.strip()
    return Signature(organisation.side, legal, "" if is_post else person.name, person.post or person.name)
