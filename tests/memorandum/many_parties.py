"""Partnerships of three to eight organisations, a health service among them, to compose and draw."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.document import Snapshot, snapshot_of
from planner.memorandum.annexes import TITLES
from planner.model import (
    Activity,
    Assignment,
    Contribution,
    Cost,
    Entity,
    Organisation,
    Person,
    RoleActivity,
)
from planner.terms import CostKind, Lane, Letter, OrganisationKind, Paper, Side
from tests.memorandum.example import HOME, answer, key, partnership

_A, _I = Side.ACADEMIC, Side.INDUSTRY
NAMES = (
    ("Northfield University", _A, OrganisationKind.UNIVERSITY),
    ("Brightpath Digital Ltd", _I, OrganisationKind.COMPANY),
    ("Westmoor Community Health Service", _A, OrganisationKind.HEALTH_SERVICE),
    ("Harbour Analytics Ltd", _I, OrganisationKind.COMPANY),
    ("The Quiet Minds Charity", _A, OrganisationKind.CHARITY),
    ("Lowland Institute of Technology", _A, OrganisationKind.UNIVERSITY),
    ("Tidewater Devices plc", _I, OrganisationKind.COMPANY),
    ("County Council of Easterley", _A, OrganisationKind.PUBLIC_BODY),
)


def long_name(name: str) -> str:
    """A name of 200 characters, as registers hold them."""
    whole = (
        f"{name} and its successors in the combined education, research and care partnership of the region "
    )
    return (whole * 3)[:200].strip()


def parties(count: int, *, long: bool = False, printed: tuple[str, ...] = tuple(TITLES)) -> Snapshot:
    """A partnership of this many organisations, each with a person, a contribution and a cost."""
    entities: list[Entity] = [partnership(paper=Paper.HEADS_OF_TERMS, printed=printed)]
    for rank, (name, side, kind) in enumerate(NAMES[:count], 1):
        entities += _one(rank, long_name(name) if long else name, side, kind)
    people = [e for e in entities if isinstance(e, Person)]
    row = RoleActivity(id=key("row"), partnership_id=HOME, title="Ethics application", phase="study")
    entities += [
        row,
        *(
            Assignment(
                partnership_id=HOME, role_activity_id=row.id, person_id=person.id,
                letter=Letter.ACCOUNTABLE if place == 0 else Letter.CONSULTED,
            )
            for place, person in enumerate(people)
        ),
        Activity(
            id=key("ethics"), partnership_id=HOME, name="Ethics review", kind="ethics_approval",
            lane=Lane.ACADEMIC, organisation_id=key("organisation 1"), start_on=date(2027, 1, 18),
            min_days=40, likely_days=63, late_days=98,
        ),
        answer("wants.aim", _A, "publishable evidence and a topic for a thesis"),
        answer("wants.aim", _I, "evidence that a buyer can read", confirmed=False),
        answer("approvals.needed", Side.JOINT, chosen=("health-ethics", "health-research")),
        answer("data.flows", Side.JOINT, chosen=("yes",)),
        answer("data.what", Side.JOINT, "Coded records\nUsage counts"),
    ]  # fmt: skip
    return snapshot_of(entities)


def _one(rank: int, name: str, side: Side, kind: OrganisationKind) -> list[Entity]:
    home = key(f"organisation {rank}")
    given = {"partnership_id": HOME, "organisation_id": home}
    return [
        Organisation(
            id=home, partnership_id=HOME, rank=rank, name=name, side=side, kind=kind,
            legal_name="" if rank % 2 else f"{name} (registered)"[:200],
            registration=f"Register {rank}0{rank}",
            department="Research office" if side is _A else "", address=f"{rank} Canal Yard, Riverton",
        ),
        Person(
            id=key(f"person {rank}"), **given, rank=rank, name=f"Lead {rank}", post="Director of research",
            time_percent=10, may_sign=rank != 3,
        ),
        Contribution(
            **given, rank=rank, kind="cash" if side is _I else "in_kind", what=f"Part {rank}",
            amount=Decimal(1_000 * rank),
        ),
        Cost(
            **given, rank=rank, kind=CostKind.DIRECTLY_INCURRED, what="Staff", amount=Decimal(2_000 * rank)
        ),
    ]  # fmt: skip
