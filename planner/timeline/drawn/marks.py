"""The pins of clashes and the lines of links, on shapes that have their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from planner.findings import Finding
from planner.model import Link
from planner.terms import LinkKind
from planner.timeline.drawn.shapes import (
    Bar,
    Pin,
    Shape,
    Tie,
)
from planner.timeline.schedule import Schedule


def pins_of(clashes: Iterable[Finding], at: Mapping[UUID, Shape], today: int) -> tuple[Pin, ...]:
    """A pin for each clash, numbered by date; one without a shape is pinned to today."""
    spots = [(*_spot(clash, at, today), clash) for clash in clashes]
    spots.sort(key=lambda spot: (spot[0], spot[1], spot[2].id))
    return tuple(
        Pin(number, clash.id, day, row, clash.severity)
        for number, (day, row, clash) in enumerate(spots, start=1)
    )


def _spot(clash: Finding, at: Mapping[UUID, Shape], today: int) -> tuple[int, int]:
    shape = next((at[id] for id in clash.about if id in at), None)
    if shape is None:
        return today, 0
    if isinstance(shape, Bar) and shape.is_runway:
        return shape.end - 1, shape.row
    return shape.start, shape.row


def critical(times: Schedule) -> frozenset[UUID]:
    """The activities that cannot slip by a day without moving the end of the plan, or a promise."""
    slack = ((id, times.slack_days(id)) for id in times)
    return frozenset(id for id, days in slack if days is not None and days <= 0)


def ties_of(
    links: Iterable[Link], at: Mapping[UUID, Shape], clashes: Iterable[Finding], broken: set[UUID]
) -> tuple[Tie, ...]:
    """A line for each link between two shapes; one that is broken or behind a clash says so."""
    pairs = {frozenset(clash.about) for clash in clashes}
    found: list[Tie] = []
    for link in links:
        before, after = at.get(link.before_id), at.get(link.after_id)
        if before is None or after is None:
            continue
        clash = link.id in broken or (bool(pairs) and frozenset((link.before_id, link.after_id)) in pairs)
        found.append(Tie(link.id, before, after, LinkKind(link.kind).value, clash))
    return tuple(found)
