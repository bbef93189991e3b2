"""When everything happens: the likely case and the late case over all links, on both clocks.

An activity starts where the user put it, or later if what it waits for takes longer. A fixed one
stays; a link that it breaks is told apart, not repaired. Activities that wait for each other in a
loop stay where they are. After a change only what can have moved is worked out again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from datetime import date
from functools import cached_property
from itertools import compress
from operator import attrgetter, is_not, ne
from typing import Any, NamedTuple
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity, Link
from planner.timeline.clocks.own_clock import clock_owners, week_by, work_week
from planner.timeline.clocks.work_week import WorkWeek
from planner.timeline.links import add_link, loop_if_linked
from planner.timeline.network import joined, loops_among, network
from planner.timeline.run import (
    MAX_DAY,
    NOBODY,
    Extent,
    Run,
    extent,
    gap_at,
    renewed_extent,
    renewed_run,
    slacks,
    whole_run,
)

__all__ = [
    "MAX_DAY",
    "Schedule",
    "Scheduled",
    "add_link",
    "clock_owners",
    "loop_if_linked",
    "schedule",
    "stretches",
    "work_week",
]

# Stretches of the plan are told in steps of so many days (as a power of two), so that they seldom change.
_STRETCH_STEP = 9


class Scheduled(NamedTuple):
    """When one activity happens. Ends are last days; a milestone ends on the day it starts.

    `late_end` is the last day if this and all it waits for take as long as they may. `pushed_by`
    is what moved it behind its own date. How far it can slip is told by `Schedule.slack_days`.
    """

    activity: Activity
    start: date
    end: date
    late_start: date
    late_end: date
    pushed_by: Activity | None = None


_by_date = attrgetter("start", "end")
# A test of an activity, and what it is told besides.
Test = tuple[Callable[..., bool], tuple[Hashable, ...]]
_NOTHING = whole_run(joined([], ()), (), lambda _: WorkWeek())


class Schedule(Mapping[UUID, Scheduled]):
    """Every activity that has a date, by id. Each is made when it is first asked for."""

    def __init__(self, run: Run = _NOTHING) -> None:
        self.run = run
        self._items: dict[int, Scheduled] = {}
        self._kinds: dict[str, tuple[Scheduled, ...]] = {}
        self._passing: dict[Test, tuple[Scheduled, ...]] = {}

    # Two schedules are the same only if they are one: to compare ten thousand dates takes longer than to ask.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __getitem__(self, id: UUID) -> Scheduled:
        item = self.numbered(id.int)
        if item is None:
            raise KeyError(id)
        return item

    def numbered(self, number: int) -> Scheduled | None:
        """When the activity whose id has this number happens; None when there is none, or it has no date."""
        place = self.run.net.places.get(number)
        return None if place is None or not self.run.starts[place] else self._at(place)

    def __iter__(self) -> Iterator[UUID]:
        return (item.activity.id for item in self.placed)

    def __len__(self) -> int:
        return len(self.run.starts) - self.run.starts.count(0)

    def values(self) -> ValuesView[Scheduled]:
        """Everything that has a date."""
        return _Values(self)

    def items(self) -> ItemsView[UUID, Scheduled]:
        """Everything that has a date, with its id."""
        return _Items(self)

    @cached_property
    def placed(self) -> tuple[Scheduled, ...]:
        """Everything that has a date, in the order of the plan."""
        return tuple(self._at(place) for place, start in enumerate(self.run.starts) if start)

    def of_kind(self, kind: str) -> tuple[Scheduled, ...]:
        """Everything of one kind that has a date, by start. The very same while none of them changes."""
        found = self._kinds.get(kind)
        if found is None:
            starts = self.run.starts
            items = [self._at(place) for place in self._by_kind.get(kind, ()) if starts[place]]
            found = self._kinds[kind] = tuple(sorted(items, key=_by_date))
        return found

    def passing(self, test: Callable[..., bool], *arguments: Hashable) -> tuple[Scheduled, ...]:
        """Everything that has a date and passes a test. The very same while none of them changes."""
        key = (test, arguments)
        found = self._passing.get(key)
        if found is None:
            starts = self.run.starts
            found = self._passing[key] = tuple(
                [
                    self._at(place)
                    for place, activity in enumerate(self.run.activities)
                    if starts[place] and test(activity, *arguments)
                ]
            )
        return found

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of activity in the plan."""
        return tuple(self._by_kind)

    @cached_property
    def unplaced(self) -> tuple[Activity, ...]:
        """What has no date because nothing anchors it."""
        starts, activities = self.run.starts, self.run.activities
        return tuple(activities[p] for p, start in enumerate(starts) if not start) if 0 in starts else ()

    @cached_property
    def broken(self) -> tuple[Link, ...]:
        """Links whose dates do not hold. Only what is held can break one: everything else waits."""
        run, net = self.run, self.run.net
        # At the edges of the calendar a date cannot follow its link any further.
        numbers = [
            number
            for place in compress(range(len(run.held)), run.held)
            if 0 < run.starts[place] < MAX_DAY
            for number in net.ins[place]
            if run.starts[net.befores[number]] and gap_at(run, number) < 0
        ]
        return tuple(net.links[number] for number in sorted(numbers))

    @cached_property
    def broken_items(self) -> tuple[tuple[Link, Scheduled, Scheduled], ...]:
        """Links whose dates do not hold, with what comes before and what waits."""
        return tuple((link, self[link.before_id], self[link.after_id]) for link in self.broken)

    @cached_property
    def loops(self) -> tuple[tuple[Activity, ...], ...]:
        """Activities that wait for each other, a tuple for each loop."""
        return loops_among(self.run.net, self.run.activities)

    def slack_days(self, id: UUID) -> int | None:
        """Calendar days that something can slip before the end of the plan, or a date set for it, moves.

        Dates that are set are its deadline and fixed dates behind it. None in a loop, and for what has
        no date. What has none to spare is critical.
        """
        place = self.run.net.places.get(id.int)
        if place is None or not self.run.starts[place] or place in self.run.net.looped:
            return None
        return self._slacks[place]

    @cached_property
    def _slacks(self) -> list[int]:
        return slacks(self.run)

    @property
    def start_on(self) -> date | None:
        """The first day of the plan, None while it is empty."""
        return _day(self.extent.first)

    @property
    def end_on(self) -> date | None:
        """The last day of the plan in the likely case, None while it is empty."""
        return _day(self.extent.last)

    @property
    def late_end_on(self) -> date | None:
        """The last day of the plan in the late case, None while it is empty."""
        return _day(self.extent.late_last)

    @cached_property
    def extent(self) -> Extent:
        """The first and the last days of the plan."""
        return extent(self.run)

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, activity in enumerate(self.run.activities):
            found.setdefault(activity.kind, []).append(place)
        return found

    def _at(self, place: int) -> Scheduled:
        item = self._items.get(place)
        if item is None:
            run, day = self.run, date.fromordinal
            start, end = run.starts[place], run.finishes[place] - 1
            late_start, late_end = run.late_starts[place], run.late_finishes[place] - 1
            pusher = run.pushers[place]
            made = Scheduled(
                run.activities[place],
                day(start),
                day(end if end > start else start),
                day(late_start),
                day(late_end if late_end > late_start else late_start),
                None if pusher == NOBODY else run.activities[pusher],
            )
            # Another thread may have been first: there is only ever one.
            item = self._items.setdefault(place, made)
        return item

    # After a change

    def renewed(self, run: Run, changed: list[int], moved: list[int]) -> Schedule:
        """The schedule of the next run, which shares everything that stayed as it was."""
        after = Schedule(run)
        touched = {*changed, *moved}
        # What waits names what it waits for, so it has changed with that.
        for place in changed:
            touched.update(other for other in run.net.waiting(place) if run.pushers[other] == place)
        # In this order: what another thread finds meanwhile is among the items as well.
        kinds, passing = self._kinds.copy(), self._passing.copy()
        after._items = self._items.copy()
        gone = [item for place in touched if (item := after._items.pop(place, None)) is not None]
        new = [after._at(place) for place in touched if run.starts[place]]
        for kind, found in kinds.items():
            lost, added = ([item for item in some if item.activity.kind == kind] for some in (gone, new))
            after._kinds[kind] = after._with(found, lost, added, after._date_and_place)
        for key, found in passing.items():
            test, arguments = key
            lost, added = ([i for i in some if test(i.activity, *arguments)] for some in (gone, new))
            after._passing[key] = after._with(found, lost, added, after._place)
        # Set as a cached property would.
        if all(self.run.activities[place].kind == run.activities[place].kind for place in changed):
            after.__dict__["_by_kind"] = self._by_kind
        after.__dict__["extent"] = renewed_extent(self.extent, self.run, run, touched)
        steps = self.steps.copy()
        steps.subtract(_steps_at(self.run, touched))
        steps.update(_steps_at(run, touched))
        after.__dict__["steps"] = steps
        return after

    def _place(self, item: Scheduled) -> int:
        return self.run.net.places[item.activity.id.int]

    def _date_and_place(self, item: Scheduled) -> tuple[date, date, int]:
        return item.start, item.end, self._place(item)

    def _with(
        self,
        found: tuple[Scheduled, ...],
        gone: list[Scheduled],
        new: list[Scheduled],
        key: Callable[[Scheduled], Any],
    ) -> tuple[Scheduled, ...]:
        """What was found, in order, without some of it and with new ones in their place."""
        if not gone and not new:
            return found
        kept = list(found)
        for item in gone:
            del kept[bisect_left(kept, key(item), key=key)]
        for item in new:
            insort(kept, item, key=key)
        return tuple(kept)

    def unlike(self, former: Schedule) -> set[UUID]:
        """The ids of everything that has another date, or says something else, than in a former schedule."""
        run, before = self.run, former.run
        if run.net is not before.net:
            return {a.id for each in (run, before) for a in each.activities}
        count = range(len(run.starts))
        swapped = list(compress(count, map(is_not, run.activities, before.activities)))
        places = set(swapped)
        for place in swapped:
            places.update(other for other in run.net.waiting(place) if run.pushers[other] == place)
        for now, then in (
            (run.starts, before.starts),
            (run.finishes, before.finishes),
            (run.late_starts, before.late_starts),
            (run.late_finishes, before.late_finishes),
            (run.pushers, before.pushers),
        ):
            if now != then:
                places.update(compress(count, map(ne, now, then)))
        return {run.activities[place].id for place in places}

    @cached_property
    def steps(self) -> Counter[tuple[int, int]]:
        """How often something begins and ends in which steps of the calendar."""
        return Counter(_steps_at(self.run, range(len(self.run.starts))))


def _steps_at(run: Run, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    starts, finishes = run.starts, run.late_finishes
    return (
        (starts[place] >> _STRETCH_STEP, finishes[place] >> _STRETCH_STEP)
        for place in places
        if starts[place]
    )


class _Values(ValuesView[Scheduled]):
    def __init__(self, times: Schedule) -> None:
        super().__init__(times)
        self._placed = times.placed

    def __iter__(self) -> Iterator[Scheduled]:
        return iter(self._placed)


class _Items(ItemsView[UUID, Scheduled]):
    def __init__(self, times: Schedule) -> None:
        super().__init__(times)
        self._placed = times.placed

    def __iter__(self) -> Iterator[tuple[UUID, Scheduled]]:
        return ((item.activity.id, item) for item in self._placed)


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number > 0 else None


def schedule(snapshot: Snapshot, library: Library) -> Schedule:
    """When every activity of the partnership happens, worked out once for a snapshot."""
    return snapshot.derive(_schedule, library)


def _schedule(snapshot: Snapshot, library: Library) -> Schedule:
    activities, net = snapshot.all(Activity), network(snapshot)

    def find_week(activity: Activity) -> WorkWeek:
        return work_week(snapshot, library, activity)

    former = snapshot.former(_schedule, library)
    if former is not None:
        before, since = former
        run = before.run
        # Asked for each clock, so that this schedule is known to hang on all of them.
        same = [snapshot.derive(week_by, library, *clock) is week for clock, week in run.week_of.items()]
        if run.net is net and all(same):
            changed = [net.places[id.int] for id in since.get(Activity, ())]
            after, moved = renewed_run(run, activities, changed, find_week)
            return before.renewed(after, changed, moved)
    return Schedule(whole_run(net, activities, find_week))


def stretches(times: Schedule, margin_days: int) -> list[tuple[date, date]]:
    """The stretches of days in which anything happens, with a margin around; apart from each other.

    They begin and end a little further out than they must, so that few changes move them.
    """
    around = (margin_days >> _STRETCH_STEP) + 1
    steps = sorted((first - around, last + around) for (first, last), count in times.steps.items() if count)
    merged: list[tuple[int, int]] = []
    for first, last in steps:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return [
        (
            date.fromordinal(max(first << _STRETCH_STEP, 1)),
            date.fromordinal(min((last + 1 << _STRETCH_STEP) - 1, MAX_DAY)),
        )
        for first, last in merged
    ]
