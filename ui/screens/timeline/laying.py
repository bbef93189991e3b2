"""The plan as the timeline draws it, laid out for a zoom: on the window's thread or any other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil, log

from planner.findings import Finding
from planner.library import Library
from planner.snapshot import Snapshot
from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.shapes import Plan
from ui.screens.timeline.ties import with_clash_ties

# Names are packed again when the zoom has changed by this much, not at every turn of the wheel.
_REPACK = 1.3
# Which way time runs, and the step of zoom that names are packed for.
Packing = tuple[str, int]


def packing_for(orientation: str, days_per_character: float) -> Packing:
    """How names are packed when a letter takes so many days."""
    return orientation, ceil(log(days_per_character, _REPACK))


def laid(
    snapshot: Snapshot,
    library: Library,
    today: date,
    found: Iterable[Finding],
    packing: Packing,
    days_per_line: float | None,
) -> Plan:
    """The plan with its clashes, packed like this; with `days_per_line`, for columns."""
    plan = lay_out(
        snapshot,
        library,
        today,
        found,
        days_per_character=_REPACK ** packing[1],
        days_per_line=days_per_line,
    )
    return with_clash_ties(plan, found)
