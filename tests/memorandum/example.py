"""A small, realistic partnership to compose and draw. Fictional organisations; people are posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from planner.document import Snapshot, snapshot_of
from planner.model import (
    Activity,
    Answer,
    Assignment,
    Clock,
    Contribution,
    Entity,
    Link,
    OpenPoint,
    Organisation,
    Partnership,
    Person,
    PrivateNote,
    RoleActivity,
)
from planner.terms import Lane, Letter, OrganisationKind, Paper, Side

TODAY = date(2026, 12, 9)
_NAMES = UUID("6f0c4a5e-0000-4000-8000-000000000000")


def key(name: str) -> UUID:
    """A key that is the same in every run."""
    return uuid5(_NAMES, name)


HOME = key("partnership")


def partnership(**fields: object) -> Partnership:
    """The partnership itself."""
    given = {
        "id": HOME,
        "title": "Mindful Campus",
        "summary": "Evaluating a stress-support app with first-year students",
        "paper": Paper.MEMORANDUM,
        "start_on": date(2027, 1, 4),
        "draft_number": 3,
    }
    return Partnership.model_validate(given | fields)


def northfield() -> Organisation:
    """The academic partner."""
    return Organisation(
        id=key("northfield"),
        partnership_id=HOME,
        rank=1,
        name="Northfield University",
        legal_name="The University of Northfield",
        kind=OrganisationKind.UNIVERSITY,
        side=Side.ACADEMIC,
        department="School of Psychology",
        registration="Royal charter RC000999",
    )


def brightpath() -> Organisation:
    """The industry partner."""
    return Organisation(
        id=key("brightpath"),
        partnership_id=HOME,
        rank=2,
        name="Brightpath Digital Ltd",
        kind=OrganisationKind.COMPANY,
        side=Side.INDUSTRY,
        registration="Company number 01234567",
    )


def answer(question: str, side: Side, text: str = "", **more: object) -> Answer:
    """One side's answer."""
    fields = {"id": key(f"{question}/{side}"), "partnership_id": HOME, "question": question}
    return Answer.model_validate({**fields, "side": side, "text": text, **more})


def _answers() -> list[Answer]:
    academic, industry, joint = Side.ACADEMIC, Side.INDUSTRY, Side.JOINT
    return [
        answer("wants.aim", academic, "publishable evidence and a topic for a doctoral thesis"),
        answer("wants.aim", industry, "evidence before its next funding round", confirmed=False),
        answer("brings.offer", academic, "study design, recruitment and ethics sponsorship"),
        answer("brings.offer", industry, "the app, usage data and two engineers"),
        answer("problem.statement", joint, "many first-year students wait weeks for any support with stress"),
        answer("boundaries.in", joint, "a ten-week evaluation\ntwo hundred first-year students"),
        answer("boundaries.out", joint, "clinical diagnosis"),
        answer("boundaries.later", joint, "a national roll-out, once the interim results are agreed"),
        answer("brings.background", industry, not_sure=True),
        answer("boundaries.setting", joint, not_sure=True),
    ]


PEOPLE = (
    ("Academic lead", "northfield", 20, False),
    ("Research fellow", "northfield", 100, True),
    ("Contracts office", "northfield", 5, False),
    ("Company lead", "brightpath", 20, False),
    ("Product manager", "brightpath", 20, False),
    ("Data engineer", "brightpath", 40, False),
)
ROLES = (
    ("scope", "Steer the project", "A C I R I I", 5),
    ("scope", "Agree the memorandum", "A - R C - -", 5),
    ("onboarding", "Build the joint team", "C - - A R I", 10),
    ("onboarding", "Train key users", "- R - A C -", 10),
    ("study", "Ethics application", "A R I - - C", 10),
    ("study", "Data cleaning", "- R - - - R", 15),
    ("study", "Evaluate and report", "AR R - C I I", 30),
)
WORK = (
    ("Costing, approval", Lane.ACADEMIC, date(2026, 12, 7), 30, 45, "work"),
    ("Ethics review", Lane.ACADEMIC, date(2027, 1, 18), 63, 98, "ethics_approval"),
    ("Recruit research fellow", Lane.ACADEMIC, date(2027, 2, 1), 90, 120, "work"),
    ("Data collection", Lane.ACADEMIC, date(2027, 3, 8), 70, 90, "data_collection"),
    ("Analysis", Lane.ACADEMIC, date(2027, 6, 21), 40, 60, "work"),
    ("Write-up", Lane.ACADEMIC, date(2027, 9, 6), 68, 90, "writing"),
    ("Contract negotiation", Lane.JOINT, date(2026, 12, 14), 78, 120, "contract"),
    ("Study build of the app", Lane.INDUSTRY, date(2027, 1, 4), 54, 70, "work"),
    ("Release 2.0", Lane.INDUSTRY, date(2027, 5, 3), 60, 75, "release"),
)
MILESTONES = (
    ("Thesis due", Lane.ACADEMIC, date(2027, 9, 1)),
    ("Heads of terms", Lane.JOINT, date(2026, 12, 14)),
    ("Memorandum signed", Lane.JOINT, date(2027, 3, 8)),
    ("Interim results, quick win", Lane.JOINT, date(2027, 7, 9)),
    ("Funding round opens", Lane.INDUSTRY, date(2027, 9, 15)),
)


def _timeline() -> list[Entity]:
    owners = {Lane.ACADEMIC: key("northfield"), Lane.INDUSTRY: key("brightpath"), Lane.JOINT: None}
    found: list[Entity] = [
        Activity(
            id=key(name), partnership_id=HOME, rank=rank, name=name, lane=lane, kind=kind,
            organisation_id=owners[lane], start_on=start, min_days=likely, likely_days=likely, late_days=late,
        )
        for rank, (name, lane, start, likely, late, kind) in enumerate(WORK, 1)
    ]  # fmt: skip
    found += [
        Activity(
            id=key(name), partnership_id=HOME, rank=50 + rank, name=name, lane=lane, kind="milestone",
            is_milestone=True, organisation_id=owners[lane], start_on=on,
            min_days=0, likely_days=0, late_days=0,
        )
        for rank, (name, lane, on) in enumerate(MILESTONES, 1)
    ]  # fmt: skip
    found += [
        Link(
            id=key("link"),
            partnership_id=HOME,
            before_id=key("Study build of the app"),
            after_id=key("Data collection"),
        ),
        Clock(
            id=key("terms"),
            partnership_id=HOME,
            organisation_id=key("northfield"),
            pattern="gen-gb-semester",
        ),
        Clock(
            id=key("quarters"),
            partnership_id=HOME,
            organisation_id=key("brightpath"),
            pattern="company-quarters",
        ),
    ]
    return found


def _people_and_roles() -> list[Entity]:
    found: list[Entity] = [
        Person(
            id=key(name), partnership_id=HOME, rank=rank, organisation_id=key(home), name=name,
            time_percent=percent, to_be_hired=hired, may_sign=name == "Company lead",
        )
        for rank, (name, home, percent, hired) in enumerate(PEOPLE, 1)
    ]  # fmt: skip
    for rank, (phase, title, letters, effort) in enumerate(ROLES, 1):
        found.append(
            RoleActivity(
                id=key(title), partnership_id=HOME, rank=rank, phase=phase, title=title,
                effort_percent=effort, starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30),
            )
        )  # fmt: skip
        found += [
            Assignment(
                id=key(f"{title}/{name}"),
                partnership_id=HOME,
                role_activity_id=key(title),
                person_id=key(name),
                letter=Letter(letter),
            )
            for letter, (name, *_) in zip(letters.split(), PEOPLE, strict=True)
            if letter != "-"
        ]
    return found


def _money() -> list[Contribution]:
    given = (
        ("northfield", "in_kind", "Supervision, rooms and recruitment", Decimal(12_000)),
        ("brightpath", "cash", "Research fellow for six months", Decimal(45_000)),
        ("brightpath", "in_kind", "Two engineers, hosting", None),
    )
    return [
        Contribution(
            id=key(what), partnership_id=HOME, organisation_id=key(home), kind=kind, what=what, amount=amount
        )
        for home, kind, what, amount in given
    ]


def _agenda() -> list[Entity]:
    return [
        OpenPoint(
            id=key("point"),
            partnership_id=HOME,
            text="Where does the app run during the study?",
            owner_id=key("Data engineer"),
            due_on=TODAY + timedelta(days=30),
        ),
        PrivateNote(
            id=key("private"),
            partnership_id=HOME,
            place="scope/wants.aim/academic",
            text="CANARY: our board would accept less.",
        ),
    ]


def entities(*more: Entity, **fields: object) -> list[Entity]:
    """Everything of the example; `fields` change the partnership, `more` is added."""
    return [
        partnership(**fields),
        northfield(),
        brightpath(),
        *_people_and_roles(),
        *_answers(),
        *_money(),
        *_timeline(),
        *_agenda(),
        *more,
    ]


def snapshot(*more: Entity, **fields: object) -> Snapshot:
    """The example as a snapshot."""
    return snapshot_of(entities(*more, **fields))


def small(*more: Entity, **fields: object) -> Snapshot:
    """Two organisations and nothing else."""
    return snapshot_of([partnership(**fields), northfield(), brightpath(), *more])


def only(found: Iterable[object], kind: type) -> list[object]:
    """Those of one kind."""
    return [thing for thing in found if isinstance(thing, kind)]
