"""Plans that have a paper: choices for its clauses, and what they give the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.document import Snapshot, snapshot_of
from planner.model import Activity, ClauseChoice, Entity
from planner.terms import Paper
from planner.timeline.clause_periods import Period, clause_periods
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, activity


def agreed(*entities: Entity, paper: Paper = Paper.HEADS_OF_TERMS) -> Snapshot:
    """A partnership of Northfield and Brightpath that has chosen its paper."""
    chosen = PARTNERSHIP.model_copy(update={"paper": paper})
    return snapshot_of([chosen, NORTHFIELD, BRIGHTPATH, *entities])


def choice(
    clause: str,
    *,
    option: str = "",
    included: bool | None = None,
    own_text: str = "",
    is_agreed: bool = False,
    **values: str,
) -> ClauseChoice:
    """What the paper says on one clause."""
    return ClauseChoice(
        partnership_id=PARTNERSHIP.id,
        clause=clause,
        option=option,
        included=included,
        own_text=own_text,
        agreed=is_agreed,
        values=tuple(values.items()),
    )


def review(start: date | None, **fields: Any) -> Activity:
    """The activity in which the partner reads the manuscript."""
    name = fields.pop("name", "Publication review")
    fields.setdefault("clause", "publication")
    return activity(name, start, fields.pop("days", 30), kind="publication_review", **fields)


def periods(snapshot: Snapshot, key: str) -> tuple[Period, ...]:
    """The periods of one entry of the content."""
    return clause_periods(snapshot, LIBRARY).of(key)


def unplaced(snapshot: Snapshot) -> list[str]:
    """What has no place, in words."""
    return [each.text for each in clause_periods(snapshot, LIBRARY).unplaced]
