"""What the paper does not know yet and the sides have not been asked to settle: its gaps.

An open point is between the sides: an answer that is not sure, a clause that is apart. A gap is an
entry that somebody has only to fill in. Both are printed with owner and date; neither is a blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner import scope
from planner.agreement.clauses import clause_state
from planner.document import Snapshot
from planner.findings import AgendaItem
from planner.library import Library
from planner.memorandum.approvals import undated
from planner.model import (
    Activity,
    Contribution,
    NextStep,
    OpenPoint,
    Organisation,
    Person,
    Risk,
    RoleActivity,
)
from planner.price import build_ups
from planner.roles.cells import matrix
from planner.sides import captioned_side, speaking_side, the_side
from planner.terms import SIDES, Letter, Side
from planner.timeline.schedule import schedule
from planner.wording import counted, joined

CASH = "cash"
ROLE_LETTERS = ((Letter.ACCOUNTABLE, "accountable"), (Letter.RESPONSIBLE, "responsible"))
# What the benefits table says of each side.
BENEFITS = {"wants.aim": "hopes to gain", "brings.offer": "plans to bring"}


def gaps(snapshot: Snapshot, library: Library) -> tuple[AgendaItem, ...]:
    """Every entry that the paper prints as to be agreed without an open point, numbered from 1.

    A stored `OpenPoint` with the same origin supplies owner and date.
    """
    return snapshot.derive(_gaps, library)


def _gaps(snapshot: Snapshot, library: Library) -> tuple[AgendaItem, ...]:
    stored = {point.origin: point for point in snapshot.all(OpenPoint) if point.origin}
    printed = snapshot.partnership.printed
    found = [*_parties(snapshot, library), *_organisations(snapshot, library)]
    found += _benefits(snapshot, library)
    found += _roles(snapshot, library, is_printed="roles" in printed)
    found += _timeline(snapshot, library, is_printed="timeline" in printed)
    found += _contributions(snapshot) if "contributions" in printed else ()
    found += _steps(snapshot) if _writes(snapshot, library, "next_steps") else ()
    found += _risks(snapshot) if "risks" in printed else ()
    found += _approvals(snapshot, library) if "approvals" in printed else ()
    return tuple(
        replace(_owned(snapshot, item, stored.get(item.origin)), number=number)
        for number, item in enumerate(found, start=1)
    )


def _owned(snapshot: Snapshot, item: AgendaItem, point: OpenPoint | None) -> AgendaItem:
    owner = snapshot.find(Person, point.owner_id if point and point.owner_id else item.owner_id)
    return replace(
        item,
        owner=owner.name if owner else item.owner or captioned_side(snapshot, item.side),
        owner_id=owner.id if owner else None,
        due_on=point.due_on if point else None,
    )


def _writes(snapshot: Snapshot, library: Library, *clauses: str) -> bool:
    """Whether the program writes one of these clauses in this paper."""
    states = (clause_state(snapshot, library, key) for key in clauses)
    return any(state is not None and state.included and not state.text_is_own for state in states)


def _parties(snapshot: Snapshot, library: Library) -> Iterator[AgendaItem]:
    missing = [side for side in SIDES if not snapshot.where(Organisation, side=side)]
    if missing and _writes(snapshot, library, "parties", "signatures"):
        text = f"Which organisation stands on {joined(the_side(side) for side in missing)}"
        yield AgendaItem("overview", text, Side.JOINT)


def _organisations(snapshot: Snapshot, library: Library) -> Iterator[AgendaItem]:
    """One gap for each organisation, with all that is missing of it."""
    is_named = _writes(snapshot, library, "parties")
    signs = _writes(snapshot, library, "parties", "signatures")
    for organisation in snapshot.all(Organisation):
        missing = ["registration"] if is_named and not organisation.registration.strip() else []
        if signs and snapshot.first(Person, organisation_id=organisation.id, may_sign=True) is None:
            missing.append("who may sign")
        if "contributions" in snapshot.partnership.printed:
            missing += _uncosted(snapshot, organisation)
        if missing:
            text = f"{organisation.name}: {joined(missing)}"
            origin = f"overview/organisation/{organisation.id}"
            yield AgendaItem(origin, text, organisation.side, owner=organisation.name)


def _uncosted(snapshot: Snapshot, organisation: Organisation) -> Iterator[str]:
    costs = [c for build in build_ups(snapshot) for c in build.costs if c.organisation.id == organisation.id]
    if lines := sum(cost.uncosted for cost in costs):
        yield f"the amount of {counted(lines, 'cost line')}"
    if any(not cost.is_assessed for cost in costs):
        yield "indirect cost"


def _benefits(snapshot: Snapshot, library: Library) -> Iterator[AgendaItem]:
    state = clause_state(snapshot, library, "benefits")
    if state is None or not state.included:
        return
    for key, words in BENEFITS.items():
        question = library.questions.get(key)
        for side in SIDES:
            answer = scope.answer_to(snapshot, key, side, library)
            is_open = answer is not None and answer.not_sure
            if not is_open and (question is None or not scope.is_answered(answer, question)):
                name = speaking_side(snapshot, side)
                yield AgendaItem(f"scope/{key}/{side}", f"What {name} {words}", side)


def _roles(snapshot: Snapshot, library: Library, *, is_printed: bool) -> Iterator[AgendaItem]:
    if not snapshot.all(RoleActivity):
        if _writes(snapshot, library, "roles"):
            yield AgendaItem("roles", "Who does what, and who answers for it", Side.JOINT)
        return
    if not is_printed:
        return
    whole = matrix(snapshot, library)
    for group in whole.groups:
        for row in group.rows:
            missing = [word for letter, word in ROLE_LETTERS if not whole.holders(row.id, letter)]
            if missing:
                yield AgendaItem(f"roles/{row.id}", f"{row.title}: who is {joined(missing)}", Side.JOINT)
    for person in whole.people:
        if person.time_percent is None:
            text = f"How much time {person.name} has for this"
            owner = whole.organisation(person).name
            yield AgendaItem(f"roles/person/{person.id}", text, whole.side(person), owner=owner)


def _timeline(snapshot: Snapshot, library: Library, *, is_printed: bool) -> Iterator[AgendaItem]:
    if not snapshot.all(Activity):
        if _writes(snapshot, library, "timeline"):
            yield AgendaItem("timeline", "The timeline and its milestones", Side.JOINT)
        return
    if not is_printed:
        return
    for activity in schedule(snapshot, library).unplaced:
        side = Side(activity.lane)
        yield AgendaItem(
            f"timeline/{activity.id}", f"{activity.name}: when", side, owner_id=activity.owner_id
        )


def _contributions(snapshot: Snapshot) -> Iterator[AgendaItem]:
    for organisation in snapshot.all(Organisation):
        for given in snapshot.where(Contribution, organisation_id=organisation.id):
            missing = [] if given.what.strip() else ["what it is"]
            missing += ["how much"] if given.kind == CASH and given.amount is None else []
            if missing:
                what = given.what.strip() or "Contribution"
                origin = f"memorandum/contribution/{given.id}"
                text = f"{what}: {joined(missing)}"
                yield AgendaItem(origin, text, organisation.side, owner=organisation.name)


def _steps(snapshot: Snapshot) -> Iterator[AgendaItem]:
    for step in snapshot.where(NextStep, done=False):
        if step.text.strip() and step.due_on is None:
            text = f"{step.text.strip()}: by when"
            yield AgendaItem(f"overview/step/{step.id}", text, step.side, owner_id=step.owner_id)


def _risks(snapshot: Snapshot) -> Iterator[AgendaItem]:
    for risk in snapshot.all(Risk):
        missing = [
            word
            for word, is_known in (
                ("what is done about it", bool(risk.answer.strip())),
                ("who sees to it", risk.owner_id is not None),
                ("by when", risk.due_on is not None),
            )
            if not is_known
        ]
        if missing:
            text = f"Risk “{risk.text.strip().rstrip('.')}”: {joined(missing)}"
            yield AgendaItem(f"readiness/risk/{risk.id}", text, Side.JOINT, owner_id=risk.owner_id)


def _approvals(snapshot: Snapshot, library: Library) -> Iterator[AgendaItem]:
    for key, name in undated(snapshot, library):
        yield AgendaItem(f"scope/approvals.needed/{key}", f"Approval “{name}”: by when", Side.JOINT)
