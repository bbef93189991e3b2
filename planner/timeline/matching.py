"""What a reader of the timeline is looking for, and which activities answer to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from planner.document import Snapshot
from planner.model import Activity, Person
from planner.timeline.drawn.shapes import Plan, Shape


@dataclass(frozen=True)
class Wanted:
    """What to look for: every word of `text`, a lane by its key, an owner, what clashes.

    An empty field asks for nothing; `nobody` asks for what has no owner yet.
    """

    text: str = ""
    lane: str = ""
    owner_id: UUID | None = None
    nobody: bool = False
    only_clashes: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether this asks for anything at all."""
        return self != Wanted() and bool(self.words or self.lane or self._asks_more)

    @property
    def _asks_more(self) -> bool:
        return self.owner_id is not None or self.nobody or self.only_clashes

    @property
    def words(self) -> tuple[str, ...]:
        """The words looked for, whatever their case."""
        return tuple(self.text.casefold().split())


def matching(
    plan: Plan, snapshot: Snapshot, clashing: Collection[UUID], wanted: Wanted
) -> frozenset[UUID] | None:
    """The ids of everything that answers to `wanted`, the undated included; None when nothing is asked."""
    if not wanted.is_anything:
        return None
    tests = tuple(_tests(snapshot, clashing, wanted))
    return frozenset(
        id
        for id, name, lane in _rows(plan, snapshot)
        if (not wanted.lane or lane == wanted.lane)
        and all(test(id, snapshot.find(Activity, id), name) for test in tests)
    )


_Test = Callable[[UUID, Activity | None, str], bool]


def _tests(snapshot: Snapshot, clashing: Collection[UUID], wanted: Wanted) -> Iterable[_Test]:
    """What else must hold, the cheapest first."""
    if wanted.only_clashes:
        yield lambda id, _activity, _name: id in clashing
    if wanted.owner_id is not None or wanted.nobody:
        owner = None if wanted.nobody else wanted.owner_id
        yield lambda _id, activity, _name: activity is not None and activity.owner_id == owner
    if words := wanted.words:
        people = {person.id: person.name for person in snapshot.all(Person)}

        def says(_id: UUID, activity: Activity | None, name: str) -> bool:
            told = name
            if activity is not None:
                owner = people.get(activity.owner_id, "") if activity.owner_id else ""
                told = f"{name} {activity.sublane} {owner} {activity.notes}"
            folded = told.casefold()
            return all(word in folded for word in words)

        yield says


def _rows(plan: Plan, snapshot: Snapshot) -> Iterable[tuple[UUID, str, str]]:
    """Everything that may be found: its id, its name, and the key of its lane."""
    shapes: tuple[Shape, ...] = (*plan.bars, *plan.diamonds)
    for shape in shapes:
        yield shape.activity_id, shape.name, plan.lanes[shape.lane].key
    for activity in plan.unplaced:
        yield activity.id, activity.name, lane_key(plan, activity)


def lane_key(plan: Plan, activity: Activity) -> str:
    """The key of the lane that an activity without a date would stand in."""
    own = str(activity.organisation_id)
    theirs = [lane.key for lane in plan.lanes if lane.side.value == activity.lane.value]
    return own if own in theirs else next(iter(theirs), "")
