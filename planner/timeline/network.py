"""Activities and links as a network of numbered places: lengths, order, and loops."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date

from planner.document import Snapshot
from planner.model import Activity, Link
from planner.terms import LinkKind
from planner.timeline.calendars import WorkWeek

MAX_DAY = date.max.toordinal()

# One link as seen from one end: the other end's place, the kind and the lag.
Joint = tuple[int, LinkKind, int]


@dataclass(frozen=True)
class Network:
    """Activities by place, and for each place what it waits for and what waits for it."""

    activities: tuple[Activity, ...]
    links: tuple[Link, ...]
    ins: list[list[Joint]]
    outs: list[list[Joint]]
    weeks: list[WorkWeek | None]

    def finish(self, place: int, start: int, days: int) -> int:
        """The day after the last one, counted in the unit and on the clock of the activity."""
        week = self.weeks[place]
        after = start + days if week is None else week.after(start, days)
        return min(after, MAX_DAY + 1)

    def start(self, place: int, finish: int, days: int) -> int:
        """The first start from which `days` reach `finish`."""
        week = self.weeks[place]
        return finish - days if week is None else week.before(finish, days)


def network(snapshot: Snapshot, weeks: list[WorkWeek | None]) -> Network:
    """The network of a partnership; `weeks` are the working weeks of its activities, in order."""
    activities = snapshot.all(Activity)
    links = snapshot.all(Link)
    places = {activity.id: place for place, activity in enumerate(activities)}
    ins: list[list[Joint]] = [[] for _ in activities]
    outs: list[list[Joint]] = [[] for _ in activities]
    for link in links:
        before, after = places[link.before_id], places[link.after_id]
        ins[after].append((before, link.kind, link.lag_days))
        outs[before].append((after, link.kind, link.lag_days))
    return Network(activities, links, ins, outs, weeks)


def in_order(net: Network) -> tuple[list[int], frozenset[int]]:
    """All places, each behind what it waits for, and those that are caught in a loop."""
    forward = _peeled(net.ins, net.outs, range(len(net.activities)))
    caught = set(range(len(net.activities))) - set(forward)
    if not caught:
        return forward, frozenset()
    # What only waits behind a loop is not part of it: peel the rest from its end as well.
    behind = _peeled(net.outs, net.ins, caught)
    looped = frozenset(caught.difference(behind))
    return [*forward, *looped, *reversed(behind)], looped


def _peeled(ins: list[list[Joint]], outs: list[list[Joint]], among: range | set[int]) -> list[int]:
    """Places of `among` in the order in which nothing of `among` comes before them any more."""
    waiting = {place: sum(1 for joint in ins[place] if joint[0] in among) for place in among}
    ready = deque(place for place, count in waiting.items() if count == 0)
    peeled: list[int] = []
    while ready:
        place = ready.popleft()
        peeled.append(place)
        for other, _, _ in outs[place]:
            if other in waiting:
                waiting[other] -= 1
                if waiting[other] == 0:
                    ready.append(other)
    return peeled


def loops_among(net: Network, looped: frozenset[int]) -> tuple[tuple[Activity, ...], ...]:
    """One loop for each knot: follow any way on inside it until a place comes up again."""
    found: list[tuple[Activity, ...]] = []
    seen: set[int] = set()
    for first in sorted(looped):
        trail: dict[int, None] = {}
        place = first
        while place not in seen:
            seen.add(place)
            trail[place] = None
            place = next(other for other, _, _ in net.outs[place] if other in looped)
        if place in trail:
            steps = list(trail)
            found.append(tuple(net.activities[step] for step in steps[steps.index(place) :]))
    return tuple(found)
