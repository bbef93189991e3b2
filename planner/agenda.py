"""Holes become the agenda: every open point with its owner and date, numbered for print."""

from __future__ import annotations

from dataclasses import replace

from planner import scope
from planner.agreement import family_use, positions
from planner.document import Snapshot
from planner.findings import AgendaItem
from planner.library import Library
from planner.model import OpenPoint, Person
from planner.sides import side_name


def open_points(snapshot: Snapshot, library: Library) -> tuple[AgendaItem, ...]:
    """Everything still to be settled, in reading order, numbered from 1.

    A stored `OpenPoint` with the same origin supplies owner and date; one without an origin is a
    point of its own. A point whose cause is gone, or that is marked settled, is not listed.
    """
    stored = {point.origin: point for point in snapshot.all(OpenPoint) if point.origin}
    raised = [
        *scope.open_points(snapshot, library),
        *positions.open_points(snapshot, library),
        *family_use.open_points(snapshot, library),
    ]
    items = [_with_stored(snapshot, item, stored.get(item.origin)) for item in raised]
    items += [
        _with_stored(snapshot, AgendaItem(f"overview/point/{point.id}", point.text, point.side), point)
        for point in snapshot.all(OpenPoint)
        if not point.origin
    ]
    kept = [item for item in items if item is not None]
    return tuple(replace(item, number=number) for number, item in enumerate(kept, start=1))


def _with_stored(snapshot: Snapshot, item: AgendaItem, point: OpenPoint | None) -> AgendaItem | None:
    if point is not None and point.settled:
        return None
    owner = snapshot.find(Person, point.owner_id if point else None)
    return replace(
        item,
        owner=owner.name if owner else side_name(snapshot, item.side),
        owner_id=owner.id if owner else None,
        due_on=point.due_on if point else None,
    )
