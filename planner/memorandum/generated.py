"""The clauses that the program writes from what it knows: who takes part, annexes, status, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from planner.agreement.clauses import status_text
from planner.memorandum.blocks import Block, Bullets, Paragraph, Row, Signature, SignatureBlock, Table
from planner.memorandum.draft import Draft
from planner.memorandum.parties import kind_label, ordered
from planner.model import Activity, NextStep, Organisation, Person, RoleActivity
from planner.sides import side_name, speaking_side
from planner.terms import SIDES
from planner.wording import counted, joined, spoken_date


def parties_clause(draft: Draft) -> Iterator[Block]:
    """Who the parties are, which legal persons, and who may sign for them."""
    organisations = ordered(draft.snapshot)
    if not organisations:
        yield Paragraph(f"The parties are {draft.point('overview')}.")
        return
    rows = tuple(
        Row((o.name, kind_label(o), _legal_person(draft, o), _signatory(draft, o)), o.side)
        for o in organisations
    )
    yield Table(("Party", "As", "Legal name and details", "May sign"), rows, (1.9, 1.5, 2.6, 1.6))
    yield from definitions(draft)


def definitions(draft: Draft) -> Iterator[Block]:
    """Whom "the academic side" means, where it is several organisations: the paper speaks of it so."""
    for side in SIDES:
        if len(draft.snapshot.where(Organisation, side=side)) > 1:
            yield Paragraph(f"“The {side} side” means {side_name(draft.snapshot, side)}.")


def _legal_person(draft: Draft, organisation: Organisation) -> str:
    legal = organisation.legal_name.strip() or organisation.name
    unknown = draft.point(f"overview/organisation/{organisation.id}")
    registration = f"Registration: {organisation.registration.strip() or unknown}"
    details = (legal, organisation.department.strip(), registration, organisation.address.strip())
    return "\n".join(detail for detail in details if detail)


def _signatory(draft: Draft, organisation: Organisation) -> str:
    people = draft.snapshot.where(Person, organisation_id=organisation.id, may_sign=True)
    unknown = draft.point(f"overview/organisation/{organisation.id}")
    return joined(person.name for person in people) or unknown[0].upper() + unknown[1:]


def roles_clause(draft: Draft) -> Iterator[Block]:
    """Where the roles stand, or that they are still to be agreed."""
    if letter := draft.annex("roles"):
        yield Paragraph(f"Annex {letter} names the people, who does each activity and who answers for it.")
    elif draft.snapshot.all(RoleActivity):
        yield Paragraph("The roles table is kept apart from this paper.")
    else:
        yield Paragraph(f"Who does what, and who answers for it, is {draft.point('roles')}.")


def timeline_clause(draft: Draft) -> Iterator[Block]:
    """Where the timeline stands, or that it is still to be agreed."""
    if letter := draft.annex("timeline"):
        yield Paragraph(
            f"Annex {letter} sets the timelines of both sides side by side, with likely and late dates."
        )
    elif draft.snapshot.all(Activity):
        yield Paragraph("The timeline is kept apart from this paper.")
    else:
        yield Paragraph(f"The timeline and its milestones are {draft.point('timeline')}.")


def status_clause(draft: Draft) -> Iterator[Block]:
    """What is intent and what binds."""
    yield Paragraph(status_text(draft.snapshot, draft.library))


def next_steps_clause(draft: Draft) -> Iterator[Block]:
    """What is open, what is missing, and what is done next."""
    listed = [(draft.agenda, "open point"), (draft.gaps, "gap")]
    open_ = joined(counted(len(items), noun) for items, noun in listed if items)
    if not open_:
        yield Paragraph("No point is open.")
    elif letter := draft.annex("agenda"):
        each = "it" if len(draft.agenda) + len(draft.gaps) == 1 else "each of them"
        yield Paragraph(f"Annex {letter} lists {open_}, with who settles {each} and by when.")
    else:
        yield Paragraph(f"The list of {open_} is kept apart from this paper.")
    if letter := draft.annex("risks"):
        yield Paragraph(
            f"Annex {letter} names what could go wrong, and what the parties plan to do about it."
        )
    planned = draft.snapshot.where(NextStep, done=False)
    if steps := tuple(_step(draft, step) for step in planned if step.text.strip()):
        yield Paragraph("What the parties plan to do next:")
        yield Bullets(steps)


def _step(draft: Draft, step: NextStep) -> str:
    owner = draft.snapshot.find(Person, step.owner_id)
    who = owner.name if owner else speaking_side(draft.snapshot, step.side)
    told = draft.told(f"overview/step/{step.id}")
    when = f"by {spoken_date(step.due_on)}" if step.due_on else f"date to be agreed, {told}"
    return f"{step.text.strip()} ({who}, {when})"


def signatures_clause(draft: Draft) -> Iterator[Block]:
    """A place to sign for every organisation."""
    signatures = tuple(_signature(draft, organisation) for organisation in ordered(draft.snapshot))
    if signatures:
        yield SignatureBlock(signatures, fillable="fields" in draft.snapshot.partnership.printed)
    else:
        yield Paragraph(f"Who signs is {draft.point('overview')}.")


def _signature(draft: Draft, organisation: Organisation) -> Signature:
    person = draft.snapshot.first(Person, organisation_id=organisation.id, may_sign=True)
    legal = organisation.legal_name.strip() or organisation.name
    if person is None:
        return Signature(organisation.side, legal)
    is_post = not person.post.strip()
    return Signature(organisation.side, legal, "" if is_post else person.name, person.post or person.name)
