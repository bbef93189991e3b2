"""The pins of clashes and the lines of links, on shapes that have their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from planner.findings import Finding
from planner.model import Link
from planner.timeline.shapes import (
    Bar,
    Pin,
    Shape,
    Tie,
)


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
        clash = link.id in broken or frozenset((link.before_id, link.after_id)) in pairs
        found.append(Tie(link.id, link.before_id, link.after_id, _corners(link, before, after), clash))
    return tuple(found)


def _corners(link: Link, before: Shape, after: Shape) -> tuple[tuple[float, float], ...]:
    """Along the row of the first, then straight to the second; through the gap between when it goes back."""
    start = before.start if link.kind in ("SS", "SF") else _end(before)
    end = after.start if link.kind in ("FS", "SS") else _end(after)
    top, bottom = before.row + 0.5, after.row + 0.5
    if end >= start:
        return ((start, top), (end, top), (end, bottom))
    if end >= before.start and top != bottom:
        return ((end, top), (end, bottom))
    between = before.row + (1.0 if after.row > before.row else 0.0)
    return ((start, top), (start, between), (end, between), (end, bottom))


def _end(shape: Shape) -> int:
    return shape.end if isinstance(shape, Bar) else shape.start
