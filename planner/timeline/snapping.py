"""The days that an edge of a bar is drawn to when it comes near: weeks, months, clocks, what it waits for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from planner.document import Snapshot
from planner.model import Link
from planner.terms import LinkKind
from planner.timeline.drawn.axis import Scale
from planner.timeline.drawn.shapes import Band
from planner.timeline.schedule import MAX_DAY, Schedule
from planner.timeline.words import MONTHS


@dataclass(frozen=True, order=True)
class Edge:
    """The beginning of a day that is worth meeting, and what it is."""

    day: int
    words: str


def edges_of(
    bands: Iterable[Band], lane: int, snapshot: Snapshot, times: Schedule, ids: Collection[UUID]
) -> tuple[Edge, ...]:
    """The edges of a lane's clocks, and the ends of what these activities wait for, by day."""
    found = [*_clock_edges(bands, lane), *_awaited(snapshot, times, ids)]
    return tuple(sorted(set(found)))


def _clock_edges(bands: Iterable[Band], lane: int) -> Iterator[Edge]:
    for band in bands:
        if band.lane == lane:
            yield Edge(band.start, f"start of {band.name}")
            yield Edge(band.end, f"end of {band.name}")


def _awaited(snapshot: Snapshot, times: Schedule, ids: Collection[UUID]) -> Iterator[Edge]:
    for link in snapshot.all(Link):
        before = times.get(link.before_id)
        if link.after_id not in ids or link.before_id in ids or before is None:
            continue
        if link.kind in (LinkKind.FINISH_START, LinkKind.FINISH_FINISH):
            long = not before.activity.is_milestone
            yield Edge(before.end.toordinal() + long + link.lag_days, f"end of “{before.activity.name}”")
        else:
            yield Edge(before.start.toordinal() + link.lag_days, f"start of “{before.activity.name}”")


def nearest(day: float, edges: Sequence[Edge], scale: Scale, within: float) -> Edge | None:
    """The edge that is nearest to a day, no further away than `within` days.

    Besides `edges`, which are in order, Mondays count where the axis shows weeks, else first days of months.
    """
    place = bisect_left(edges, day, key=lambda edge: edge.day)
    near = [*edges[max(place - 1, 0) : place + 1], *_ticks(round(day), scale)]
    # What the plan itself says comes before what the calendar says.
    best = min(near, key=lambda edge: abs(edge.day - day), default=None)
    return best if best is not None and abs(best.day - day) <= within else None


def _ticks(day: int, scale: Scale) -> Iterator[Edge]:
    """The start of the week or month that a day lies in, and of the next."""
    held = date.fromordinal(min(max(day, 40), MAX_DAY - 40))
    if scale == "week":
        monday = held - timedelta(days=held.weekday())
        for start in (monday, monday + timedelta(days=7)):
            yield Edge(start.toordinal(), "a Monday")
        return
    first = held.replace(day=1)
    for start in (first, (first + timedelta(days=32)).replace(day=1)):
        yield Edge(start.toordinal(), f"start of {MONTHS[start.month - 1]}")
