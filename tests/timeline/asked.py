"""What the tests of clash rules say beside dates: countries, answers, parameters."""

from __future__ import annotations

from datetime import date, timedelta

from planner.document import Snapshot, snapshot_of
from planner.findings import Finding
from planner.model import Answer, Entity
from planner.terms import Severity
from tests.timeline.plans import BRIGHTPATH, NORTHFIELD, PARTNERSHIP, assumed, mended, plan, said

MONDAY = date(2027, 3, 1)


def later(days: int, since: date = MONDAY) -> date:
    """So many calendar days after a day."""
    return since + timedelta(days=days)


def answer(question: str, *chosen: str, on_date: date | None = None) -> Answer:
    """A joint answer to a question about the plan."""
    return Answer(partnership_id=PARTNERSHIP.id, question=question, chosen=chosen, on_date=on_date)


def in_country(university: str, company: str, *entities: Entity) -> Snapshot:
    """A plan whose university and company are in these countries."""
    both = [
        NORTHFIELD.model_copy(update={"country": university}),
        BRIGHTPATH.model_copy(update={"country": company}),
    ]
    return snapshot_of([PARTNERSHIP, *both, *entities])


def severities(snapshot: Snapshot, rule: str) -> list[Severity]:
    """How grave what a rule says is."""
    return [finding.severity for finding in said(snapshot, rule)]


def not_assessed(snapshot: Snapshot, rule: str) -> str:
    """The one sentence in which a rule says what it lacks."""
    (finding,) = said(snapshot, rule)
    assert finding.severity is Severity.NOT_ASSESSED
    return finding.message


def silent(*entities: Entity, rule: str) -> bool:
    """Whether a rule says nothing about a plan."""
    return said(plan(*entities), rule) == []


def silent_when_none_is_planned(rule: str, *entities: Entity) -> bool:
    """Whether a rule that lacks a step says nothing once that step is known not to be planned."""
    return said(plan(*entities, assumed(f"{rule}.none_planned", "yes")), rule) == []


def mends(snapshot: Snapshot, finding: Finding, rule: str) -> bool:
    """Whether the first remedy takes a finding away, in one step."""
    return finding.id not in {each.id for each in said(mended(snapshot, finding), rule)}
