"""What the clash rules put before work although no link says so: a signature, an approval, a post filled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from planner.library import Library
from planner.model import Activity, Assumption, Link
from planner.snapshot import Snapshot
from planner.timeline.handshake.simulate import Simulation, simulate
from planner.timeline.pace import Pace
from planner.timeline.pieces import of_kinds
from planner.timeline.schedule import Scheduled
from planner.wording import joined

WORK_RULE, DATA_RULE = "r06-work-before-contract", "r09-ethics-before-data"
_RECRUITMENT = "recruitment"
_FIRST = {WORK_RULE: (("contract_signed",), ("contract_negotiation",)), DATA_RULE: (("ethics_approval",),)}


def work_kinds(library: Library, rule: str = WORK_RULE) -> frozenset[str]:
    """The kinds of activity that a rule lets nobody begin too early."""
    found = library.clash_rules.get(rule)
    named = found.params.get("kinds", ()) if found is not None else ()
    return frozenset(map(str, named)) if isinstance(named, tuple) else frozenset()


def assumed_links(snapshot: Snapshot, library: Library, goal_id: UUID) -> tuple[Link, ...]:
    """Links, kept nowhere, from what must come first by the rules to an activity and the way to it.

    Where links say already which of the two comes first, none is added.
    """
    into = _into(snapshot)
    pairs = [(pair, _upstream(into, pair[0].id)) for pair in _pairs(snapshot, library)]
    made: list[Link] = []
    for id in sorted({goal_id, *_upstream(into, goal_id)}, key=str):
        activity = snapshot.find(Activity, id)
        asked = [each for each in pairs if activity is not None and _asks(each[0], activity)]
        behind = _upstream(into, id) if asked else set()
        for (first, _), before_it in asked:
            if first.id in behind or id in before_it:
                continue
            into.setdefault(id, set()).add(first.id)
            behind |= {first.id, *before_it}
            pairs = [(pair, ups | behind if id in ups else ups) for pair, ups in pairs]
            new = Link(partnership_id=first.partnership_id, before_id=first.id, after_id=id)
            made.append(new.model_copy(update={"id": uuid5(first.id, f"assumed/{id}")}))
    return tuple(made)


def led_to(snapshot: Snapshot, library: Library) -> frozenset[UUID]:
    """The activities that something must come before by the rules, whatever links say."""
    into = _into(snapshot)
    pairs = [(pair, _upstream(into, pair[0].id)) for pair in _pairs(snapshot, library)]
    return frozenset(
        activity.id
        for activity in snapshot.all(Activity)
        if any(_asks(pair, activity) and activity.id not in before for pair, before in pairs)
    )


def _asks(pair: tuple[Activity, frozenset[str]], activity: Activity) -> bool:
    """Whether the first of a pair comes before an activity: a post is filled for its own organisation."""
    first, kinds = pair
    if activity.kind not in kinds or activity.id == first.id:
        return False
    return first.kind != _RECRUITMENT or first.organisation_id == activity.organisation_id


def _pairs(snapshot: Snapshot, library: Library) -> tuple[tuple[Activity, frozenset[str]], ...]:
    """What comes first, the one that ends first as the rules look for it, and the kinds of work behind it."""
    never = {a.key for a in snapshot.all(Assumption) if a.value.strip().casefold() in ("true", "yes", "1")}
    found = []
    for rule, ways in _FIRST.items():
        there = next((t for kinds in ways if (t := snapshot.derive(of_kinds, library, kinds))), ())
        if there and f"{rule}.none_planned" not in never:
            found.append((min(there, key=_by_end).activity, work_kinds(library, rule)))
    posts = sorted(snapshot.derive(of_kinds, library, (_RECRUITMENT,)), key=_by_end)
    for owner in dict.fromkeys(item.activity.organisation_id for item in posts):
        first = next(item.activity for item in posts if item.activity.organisation_id == owner)
        found.append((first, work_kinds(library)))
    return tuple(found)


def _by_end(item: Scheduled) -> tuple[date, int]:
    return item.end, item.activity.rank


def _into(snapshot: Snapshot) -> dict[UUID, set[UUID]]:
    """What each activity waits for by a link."""
    into: dict[UUID, set[UUID]] = {}
    for link in snapshot.all(Link):
        into.setdefault(link.after_id, set()).add(link.before_id)
    return into


def _upstream(into: dict[UUID, set[UUID]], id: UUID) -> set[UUID]:
    found: set[UUID] = set()
    waiting = [*into.get(id, ())]
    while waiting:
        before = waiting.pop()
        if before not in found:
            found.add(before)
            waiting += into.get(before, ())
    return found


def runs_to(
    snapshot: Snapshot,
    library: Library,
    goal_id: UUID,
    is_own: bool,
    start_on: date | None,
    target_on: date | None,
    late_percent: int,
    pace: Pace,
) -> tuple[Simulation, tuple[Link, ...]]:
    """The runs to an activity, and the order assumed for them, which a template never needs."""
    links = assumed_links(snapshot, library, goal_id) if is_own else ()
    found = simulate(
        snapshot.replacing(links) if links else snapshot,
        library,
        goal_id,
        start_on=start_on,
        target_on=target_on,
        late_percent=late_percent,
        pace=pace,
    )
    return found, links


def assumed_told(snapshot: Snapshot, links: Iterable[Link]) -> str:
    """Which steps are assumed to come before which, in a sentence; empty where links say it all."""
    befores: dict[UUID, list[str]] = {}
    for link in links:
        before = snapshot.find(Activity, link.before_id)
        befores.setdefault(link.after_id, []).append(f"“{before.name}”" if before is not None else "")
    told = []
    for id, names in befores.items():
        after = snapshot.find(Activity, id)
        told.append(f"{joined(names)} before “{after.name if after is not None else ''}”")
    return f"Assumed order, no link says so: {'; '.join(told)}." if told else ""
