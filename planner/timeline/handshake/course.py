"""The way to one activity, as flat arrays: what must come first, from when, how long, on which clock.

Inside, a day is `date.toordinal()`, a finish is the day after the last one, and a step is its place in
an order in which nothing comes before what it waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from uuid import UUID

from planner.errors import Refused
from planner.library import Library
from planner.model import Activity, Link
from planner.snapshot import Snapshot
from planner.terms import DayUnit, LinkKind
from planner.timeline.clocks.day_table import DayTable
from planner.timeline.clocks.work_week import WorkWeek
from planner.timeline.schedule import MAX_DAY, Schedule, schedule, work_week
from planner.wording import joined

# From finish or start, to finish or start; the place of what comes first; the lag.
Wait = tuple[bool, bool, int, int]
_FROM_FINISH = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)
_TO_FINISH = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)
COMPLETE = 100


@dataclass(frozen=True)
class Course:
    """The steps to `goal`, which is the last of them.

    `anchors` are first days, None where only links say when; a `held` step starts on its anchor whatever
    it waits for. `lows`, `likelies` and `highs` are durations. `tables` count working days, None calendar
    ones; `is_tight` says that dates may reach an end of the calendar.
    """

    steps: tuple[Activity, ...]
    waits: tuple[tuple[Wait, ...], ...]
    anchors: tuple[int | None, ...]
    held: tuple[bool, ...]
    lows: tuple[int, ...]
    likelies: tuple[int, ...]
    highs: tuple[int, ...]
    tables: tuple[DayTable | None, ...]
    begin: int
    target: int | None
    is_tight: bool

    @property
    def goal(self) -> Activity:
        """What everything here leads to."""
        return self.steps[-1]


def course_to(
    snapshot: Snapshot,
    library: Library,
    goal_id: UUID,
    *,
    start_on: date | None = None,
    target_on: date | None = None,
) -> Course:
    """The course to an activity, as planned, or with its first step on `start_on`.

    What is fixed or finished stays. `target_on` is the day on which the goal is wanted. Raises Refused
    when steps wait for each other.
    """
    goal = snapshot.find(Activity, goal_id)
    if goal is None:
        raise Refused("Choose what the steps lead to.")
    steps, waiting = _upstream(snapshot, goal)
    place = {activity.id: number for number, activity in enumerate(steps)}
    times = schedule(snapshot, library)
    own = [_own_start(activity, times) for activity in steps]
    stays = [day is not None and (a.is_fixed or is_over(a)) for a, day in zip(steps, own, strict=True)]
    anchors = _anchored([bool(waiting[activity.id]) for activity in steps], own, stays, start_on)
    # When the goal could be is what is asked: its own date is the earliest, never the answer.
    held = (*stays[:-1], False)
    waits = tuple(
        tuple((w.kind in _FROM_FINISH, w.kind in _TO_FINISH, place[w.before_id], w.lag_days) for w in row)
        for row in (waiting[activity.id] for activity in steps)
    )
    ranges = [_range(activity) for activity in steps]
    target = target_on.toordinal() if target_on else None
    days = [anchor for anchor in anchors if anchor is not None]
    marks = [day for day in (*anchors, target) if day is not None]
    longest = _longest(waits, ranges)
    weeks = _weeks(_dated(snapshot, steps, anchors, min(marks) - longest), library, steps)
    reach = 2 * longest + _closed(weeks) * 7 // 5 + 14
    first, last = max(min(marks) - reach, 1), min(max(marks) + reach, MAX_DAY + 1)
    lows, likelies, highs = (tuple(column) for column in zip(*ranges, strict=True))
    return Course(
        steps,
        waits,
        anchors,
        held,
        lows,
        likelies,
        highs,
        _tables(weeks, first, last, max(highs)),
        min(days),
        target,
        is_tight=first == 1 or last == MAX_DAY + 1,
    )


def _upstream(
    snapshot: Snapshot, goal: Activity
) -> tuple[tuple[Activity, ...], Mapping[UUID, Sequence[Link]]]:
    """Everything the goal waits for and the goal, in order, with the links into each."""
    into: dict[UUID, list[Link]] = {}
    for link in snapshot.all(Link):
        into.setdefault(link.after_id, []).append(link)
    found: dict[UUID, list[Link]] = {}
    waiting = [goal.id]
    while waiting:
        id = waiting.pop()
        if id not in found:
            # The same plan gives the same order, whatever the order its rows were read in.
            found[id] = sorted(into.get(id, ()), key=lambda link: str(link.id))
            waiting += [link.before_id for link in found[id]]
    sorter = TopologicalSorter({id: [link.before_id for link in found[id]] for id in sorted(found, key=str)})
    try:
        order = list(sorter.static_order())
    except CycleError as fault:
        raise Refused(_loop_words(snapshot, fault.args[1][:-1])) from None
    by_id = {activity.id: activity for activity in snapshot.all(Activity)}
    return tuple(by_id[id] for id in order), found


def _loop_words(snapshot: Snapshot, ids: Iterable[UUID]) -> str:
    found = (snapshot.find(Activity, id) for id in ids)
    names = joined(f"“{activity.name}”" for activity in found if activity is not None)
    return f"{names} wait for each other in a loop. Take out one of the links first."


def is_over(activity: Activity) -> bool:
    """Whether an activity is finished."""
    return activity.progress_percent >= COMPLETE


def _own_start(activity: Activity, times: Schedule) -> int | None:
    if is_over(activity) and activity.id in times:
        return times[activity.id].start.toordinal()
    return activity.start_on.toordinal() if activity.start_on else None


def _anchored(
    waiting: list[bool], own: list[int | None], stays: list[bool], start_on: date | None
) -> tuple[int | None, ...]:
    """First days, shifted so that the first step that can move starts on `start_on`."""
    movable = [day for day, stay in zip(own, stays, strict=True) if day is not None and not stay]
    first = min(movable or (day for day in own if day is not None), default=None)
    begin = start_on.toordinal() if start_on else first
    if begin is None:
        raise Refused("Nothing on the way has a date yet. Say when the first step begins.")
    by = begin - min(movable) if movable else 0
    anchors: list[int | None] = []
    for waits, day, stay in zip(waiting, own, stays, strict=True):
        if day is None:
            anchors.append(None if waits else begin)
        else:
            anchors.append(day if stay else min(max(day + by, 1), MAX_DAY))
    return tuple(anchors)


def _range(activity: Activity) -> tuple[int, int, int]:
    if activity.is_milestone:
        return 0, 0, 0
    if is_over(activity):
        return (activity.likely_days,) * 3
    return activity.min_days, activity.likely_days, activity.late_days


def _weeks(snapshot: Snapshot, library: Library, steps: Iterable[Activity]) -> list[WorkWeek | None]:
    """The working week of each step's clock, the same one for the same clock; None for calendar days."""
    made: dict[object, WorkWeek] = {}
    found: list[WorkWeek | None] = []
    for activity in steps:
        clock = (activity.organisation_id, activity.lane)
        counts = activity.unit == DayUnit.WORKING and not activity.is_milestone
        if counts and clock not in made:
            made[clock] = work_week(snapshot, library, activity)
        found.append(made[clock] if counts else None)
    return found


def _dated(
    snapshot: Snapshot, steps: Sequence[Activity], anchors: Sequence[int | None], earliest: int
) -> Snapshot:
    """The partnership with the days that the runs reach: closures are looked up around dates only."""
    dates = {id: day for id, day in zip((a.id for a in steps), anchors, strict=True) if day is not None}
    dates[steps[-1].id] = max(earliest, 1)
    return snapshot.replacing(
        activity.model_copy(update={"start_on": date.fromordinal(dates[activity.id])})
        for activity in steps
        if activity.id in dates
    )


def _longest(waits: Sequence[Sequence[Wait]], ranges: Sequence[tuple[int, int, int]]) -> int:
    """The days of the longest way in the late case, were all of them working days without closures."""
    longest: list[int] = []
    for row, (_, _, high) in zip(waits, ranges, strict=True):
        before = max((longest[place] + abs(lag) for _, _, place, lag in row), default=0)
        longest.append(min(before + high * 7 // 5 + 7, MAX_DAY))
    return max(longest)


def _closed(weeks: Iterable[WorkWeek | None]) -> int:
    """How many Mondays to Fridays all these clocks are closed on."""
    plain = WorkWeek().count(1, MAX_DAY)
    return sum(plain - week.count(1, MAX_DAY) for week in {id(w): w for w in weeks if w}.values())


def _tables(
    weeks: list[WorkWeek | None], first: int, last: int, most_days: int
) -> tuple[DayTable | None, ...]:
    made: dict[int, DayTable] = {}
    for week in weeks:
        if week is not None and id(week) not in made:
            made[id(week)] = DayTable(week, first, last, most_days)
    return tuple(made[id(week)] if week is not None else None for week in weeks)
