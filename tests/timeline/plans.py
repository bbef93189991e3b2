"""Small plans to test with: two organisations, and activities given by a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.document import Document, Snapshot, snapshot_of
from planner.findings import Finding
from planner.library import standard_library
from planner.model import Activity, Assumption, Clock, ClockPeriod, Entity, Link, Organisation, Partnership
from planner.terms import Lane, LinkKind, Side
from planner.timeline import clashes
from planner.timeline.schedule import Schedule, schedule

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
PARTNERSHIP = Partnership(title="Mindful Campus")
NORTHFIELD = Organisation(
    partnership_id=PARTNERSHIP.id, name="Northfield University", side=Side.ACADEMIC, rank=1
)
BRIGHTPATH = Organisation(
    partnership_id=PARTNERSHIP.id, name="Brightpath Digital Ltd", side=Side.INDUSTRY, rank=2
)
LANES = {"academic": NORTHFIELD.id, "industry": BRIGHTPATH.id, "joint": None}


def activity(
    name: str, start: date | None = None, days: int = 10, lane: str = "academic", **fields: Any
) -> Activity:
    """An activity of so many days; a milestone when it has none and is not said to be otherwise."""
    fields.setdefault("organisation_id", LANES[lane])
    late = fields.pop("late", days)
    return Activity(
        partnership_id=PARTNERSHIP.id,
        name=name,
        start_on=start,
        lane=Lane(lane),
        min_days=fields.pop("min_days", 0),
        likely_days=days,
        late_days=late,
        **fields,
    )


def milestone(name: str, start: date | None, lane: str = "joint", **fields: Any) -> Activity:
    """A milestone."""
    return activity(name, start, 0, lane, is_milestone=True, **fields)


def link(before: Activity, after: Activity, kind: str = "FS", lag: int = 0) -> Link:
    """A link from one to the other."""
    return Link(
        partnership_id=PARTNERSHIP.id,
        before_id=before.id,
        after_id=after.id,
        kind=LinkKind(kind),
        lag_days=lag,
    )


def clock(organisation: Organisation, pattern: str = "", **periods: tuple[date, date | None]) -> list[Entity]:
    """A clock with a pattern, and periods given as kind=(first, last)."""
    own = Clock(partnership_id=PARTNERSHIP.id, organisation_id=organisation.id, pattern=pattern)
    return [
        own,
        *(
            ClockPeriod(
                partnership_id=PARTNERSHIP.id, clock_id=own.id, kind=kind, starts_on=first, ends_on=last
            )
            for kind, (first, last) in periods.items()
        ),
    ]


def plan(*entities: Entity, organisations: bool = True) -> Snapshot:
    """A partnership of Northfield and Brightpath with these entities."""
    both = [NORTHFIELD, BRIGHTPATH] if organisations else []
    return snapshot_of([PARTNERSHIP, *both, *entities])


def times(*entities: Entity) -> Schedule:
    """The schedule of a plan with these entities."""
    return schedule(plan(*entities), LIBRARY)


def said(snapshot: Snapshot, rule: str) -> list[Finding]:
    """What one rule says about a plan."""
    assert rule in clashes.RULES
    found = clashes.findings(snapshot, LIBRARY, TODAY)
    return [finding for finding in found if finding.id.startswith(f"{rule}/")]


def assumed(key: str, value: str) -> Assumption:
    """A parameter that the user has replaced."""
    return Assumption(partnership_id=PARTNERSHIP.id, key=key, value=value)


def mended(snapshot: Snapshot, finding: Finding) -> Snapshot:
    """The plan after the first remedy of a finding, which is one step."""
    document = Document(snapshot.entities())
    finding.remedies[0].apply(document)
    assert document.undo_label == finding.remedies[0].label
    return document.snapshot()


ETHICS = activity("Ethics review", date(2027, 1, 18), 64, late=99, kind="ethics_approval")
DATA = activity("Data collection", date(2027, 3, 8), 67, late=80, kind="data_collection", is_fixed=True)
