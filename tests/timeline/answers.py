"""What rules are asked in the tests: plans in another country, and what findings say is missing."""

from __future__ import annotations

from collections.abc import Iterable

from planner.document import Snapshot
from planner.findings import Finding
from planner.model import Entity
from planner.terms import Severity
from tests.timeline.asked import in_country


def abroad(country: str, *entities: Entity) -> Snapshot:
    """The plan of two organisations that are both in this country."""
    return in_country(country, country, *entities)


def missing(found: Iterable[Finding]) -> list[str]:
    """What findings say is missing."""
    return [finding.message for finding in found if finding.severity is Severity.NOT_ASSESSED]
