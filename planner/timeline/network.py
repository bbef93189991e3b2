"""Activities and links as a network of numbered places: what waits for what, in which order; loops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import attrgetter

from planner.model import Activity, Link
from planner.snapshot import Changes, Snapshot
from planner.terms import LinkKind

# What a link counts from is a finish unless it is marked so, and what it holds is a start unless it is.
FROM_START, TO_FINISH = 1, 2
_MARKS = {
    LinkKind.FINISH_START: 0,
    LinkKind.START_START: FROM_START,
    LinkKind.FINISH_FINISH: TO_FINISH,
    LinkKind.START_FINISH: FROM_START | TO_FINISH,
}
_read = attrgetter("before_id.int", "after_id.int", "kind", "lag_days")


class Bundles:
    """The numbers of links by place, in two flat lists: ten thousand small ones would cost more to keep."""

    def __init__(self, places: list[int], count: int) -> None:
        self.numbers = sorted(range(len(places)), key=places.__getitem__)
        self.begins = [0] * (count + 1)
        for place in places:
            self.begins[place + 1] += 1
        self.begins = list(accumulate(self.begins))

    def __getitem__(self, place: int) -> list[int]:
        return self.numbers[self.begins[place] : self.begins[place + 1]]


@dataclass(frozen=True, eq=False)
class Network:
    """Places by activity; links by number: from which place to which, how, with what lag.

    `ins` and `outs` are the links into and out of each place. `order` has every place behind what it
    waits for; `looped` are caught in a loop.
    """

    places: dict[int, int]
    links: tuple[Link, ...]
    befores: list[int]
    afters: list[int]
    marks: list[int]
    lags: list[int]
    ins: Bundles
    outs: Bundles
    order: list[int]
    looped: frozenset[int]

    @cached_property
    def turns(self) -> list[int]:
        """When each place comes in the order."""
        turns = [0] * len(self.order)
        for turn, place in enumerate(self.order):
            turns[place] = turn
        return turns

    def waiting(self, place: int) -> list[int]:
        """The places that wait directly for this one."""
        return [self.afters[number] for number in self.outs[place]]


def network(snapshot: Snapshot) -> Network:
    """The network of a partnership. It stays the very same while only what activities say changes."""
    return snapshot.derive(_network)


def _network(snapshot: Snapshot) -> Network:
    activities, links = snapshot.all(Activity), snapshot.all(Link)
    former = snapshot.former(_network)
    if former is not None and _has_places(former[0], activities, former[1]):
        return former[0]
    return joined([activity.id.int for activity in activities], links)


def joined(keys: list[int], links: tuple[Link, ...]) -> Network:
    """The network of activities with these keys. Numbers as keys: a UUID takes many times as long."""
    places = {key: place for place, key in enumerate(keys)}
    befores, afters, marks, lags = [], [], [], []
    for before, after, kind, lag in map(_read, links):
        befores.append(places[before])
        afters.append(places[after])
        marks.append(_MARKS[kind])
        lags.append(lag)
    ins, outs = Bundles(afters, len(keys)), Bundles(befores, len(keys))
    order, looped = _in_order(len(keys), befores, afters, ins, outs)
    return Network(places, links, befores, afters, marks, lags, ins, outs, order, looped)


def _has_places(net: Network, activities: Sequence[Activity], since: Changes) -> bool:
    """Whether every activity still has its place in a network, and every link is as it was."""
    if Link in since or len(net.places) != len(activities):
        return False
    changed = (id.int for id in since.get(Activity, ()))
    return all(key in net.places and activities[net.places[key]].id.int == key for key in changed)


def _in_order(
    count: int, befores: list[int], afters: list[int], ins: Bundles, outs: Bundles
) -> tuple[list[int], frozenset[int]]:
    """All places, each behind what it waits for, and those that are caught in a loop."""
    waiting = [end - begin for begin, end in pairwise(ins.begins)]
    forward = _peeled(range(count), waiting, outs, afters)
    if len(forward) == count:
        return forward, frozenset()
    caught = set(range(count)).difference(forward)
    # What only waits behind a loop is not part of it: peel the rest from its end as well.
    followers = [-1] * count
    for place in caught:
        followers[place] = sum(afters[number] in caught for number in outs[place])
    behind = _peeled(caught, followers, ins, befores)
    looped = frozenset(caught.difference(behind))
    return [*forward, *looped, *reversed(behind)], looped


def _peeled(among: Iterable[int], waiting: list[int], ways: Bundles, ends: list[int]) -> list[int]:
    """Places of `among` in the order in which nothing comes before them any more."""
    ready = [place for place in among if not waiting[place]]
    numbers, begins = ways.numbers, ways.begins
    # The list grows while it is gone through.
    for place in ready:
        for at in range(begins[place], begins[place + 1]):
            other = ends[numbers[at]]
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return ready


def loops_among(net: Network, activities: Sequence[Activity]) -> tuple[tuple[Activity, ...], ...]:
    """One loop for each knot: follow any way on inside it until a place comes up again."""
    found: list[tuple[Activity, ...]] = []
    seen: set[int] = set()
    for first in sorted(net.looped):
        trail: dict[int, None] = {}
        place = first
        while place not in seen:
            seen.add(place)
            trail[place] = None
            place = next(other for other in net.waiting(place) if other in net.looped)
        if place in trail:
            steps = list(trail)
            found.append(tuple(activities[step] for step in steps[steps.index(place) :]))
    return tuple(found)
