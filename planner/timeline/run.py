"""One run over the network of a plan: the likely and the late case together, and again where it changed.

Inside, a day is `date.toordinal()`, 0 where there is none, and a finish is the day after the last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import heapify, heappop, heappush
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from planner.model import Activity
from planner.terms import DayUnit, Lane
from planner.timeline.clocks.work_week import WorkWeek
from planner.timeline.network import FROM_START, TO_FINISH, Network

MAX_DAY = date.max.toordinal()
NOBODY = -1

# Whose working days an activity counts in; the same pair always stands for the same week.
Clock = tuple[UUID | None, Lane]
_read = attrgetter(
    "start_on", "is_fixed", "is_milestone", "likely_days", "late_days", "unit", "organisation_id", "lane"
)


@dataclass(frozen=True, eq=False)
class Run:
    """What is known of each place, and when it starts and finishes.

    `held` stays at its anchor whatever it waits for; `pushers` moved a place behind its own date.
    """

    net: Network
    activities: tuple[Activity, ...]
    week_of: dict[Clock, WorkWeek]
    anchors: list[int]
    held: list[bool]
    likely: list[int]
    late: list[int]
    weeks: list[WorkWeek | None]
    starts: list[int]
    finishes: list[int]
    late_starts: list[int]
    late_finishes: list[int]
    pushers: list[int]


def whole_run(
    net: Network, activities: tuple[Activity, ...], find_week: Callable[[Activity], WorkWeek]
) -> Run:
    """Everything worked out from the beginning."""
    count = len(activities)
    weeks: list[WorkWeek | None] = [None] * count
    anchors, likely, late, starts, finishes, late_starts, late_finishes = ([0] * count for _ in range(7))
    run = Run(
        net=net,
        activities=activities,
        week_of={},
        anchors=anchors,
        held=[False] * count,
        likely=likely,
        late=late,
        weeks=weeks,
        starts=starts,
        finishes=finishes,
        late_starts=late_starts,
        late_finishes=late_finishes,
        pushers=[NOBODY] * count,
    )
    for place in range(count):
        _take(run, place, find_week)
    _settle(run, net.order, [])
    return run


def renewed_run(
    former: Run,
    activities: tuple[Activity, ...],
    changed: Sequence[int],
    find_week: Callable[[Activity], WorkWeek],
) -> tuple[Run, list[int]]:
    """The same run where the activities at some places have changed, and the places that then moved."""
    run = replace(
        former,
        activities=activities,
        week_of=dict(former.week_of),
        anchors=former.anchors.copy(),
        held=former.held.copy(),
        likely=former.likely.copy(),
        late=former.late.copy(),
        weeks=former.weeks.copy(),
        starts=former.starts.copy(),
        finishes=former.finishes.copy(),
        late_starts=former.late_starts.copy(),
        late_finishes=former.late_finishes.copy(),
        pushers=former.pushers.copy(),
    )
    for place in changed:
        _take(run, place, find_week)
    moved: list[int] = []
    _settle(run, _ripple(run.net, changed, moved), moved)
    return run, moved


def _take(run: Run, place: int, find_week: Callable[[Activity], WorkWeek]) -> None:
    """Read an activity once: attributes of a validated value are slow to come by."""
    activity = run.activities[place]
    start_on, is_fixed, is_milestone, likely, late, unit, owner, lane = _read(activity)
    run.anchors[place] = start_on.toordinal() if start_on else 0
    run.held[place] = (is_fixed and start_on is not None) or place in run.net.looped
    run.likely[place] = 0 if is_milestone else likely
    run.late[place] = 0 if is_milestone else late
    run.weeks[place] = None
    if unit == DayUnit.WORKING:
        week = run.week_of.get((owner, lane))
        if week is None:
            week = run.week_of[owner, lane] = find_week(activity)
        run.weeks[place] = week


def _ripple(net: Network, changed: Iterable[int], moved: list[int]) -> Iterator[int]:
    """The changed places, and behind each that turns out to have moved what waits for it, in order."""
    turns, order = net.turns, net.order
    heap = [turns[place] for place in changed]
    heapify(heap)
    last, seen = -1, 0
    while heap:
        turn = heappop(heap)
        if turn == last:
            continue
        last = turn
        yield order[turn]
        if len(moved) > seen:
            seen = len(moved)
            for other in net.waiting(order[turn]):
                heappush(heap, turns[other])


def _settle(run: Run, places: Iterable[int], moved: list[int]) -> None:
    """Start and finish of each of these places, all before it being settled; tells those that moved."""
    befores, marks, lags = run.net.befores, run.net.marks, run.net.lags
    numbers, begins = run.net.ins.numbers, run.net.ins.begins
    anchors, held, weeks = run.anchors, run.held, run.weeks
    likely, late, pushers = run.likely, run.late, run.pushers
    starts, finishes = run.starts, run.finishes
    late_starts, late_finishes = run.late_starts, run.late_finishes
    for place in places:
        start, late_start, pusher = anchors[place], 0, NOBODY
        if not held[place]:
            for at in range(begins[place], begins[place + 1]):
                number = numbers[at]
                other, mark, lag = befores[number], marks[number], lags[number]
                if not starts[other]:
                    continue
                if mark & FROM_START:
                    needed, late_needed = starts[other] + lag, late_starts[other] + lag
                else:
                    needed, late_needed = finishes[other] + lag, late_finishes[other] + lag
                if mark & TO_FINISH:
                    needed = _start(weeks[place], needed, likely[place])
                    late_needed = _start(weeks[place], late_needed, late[place])
                # Saturate: a lag may point far outside the calendar.
                needed = 1 if needed < 1 else MAX_DAY if needed > MAX_DAY else needed
                if needed > start:
                    start, pusher = needed, other
                if late_needed > late_start:
                    late_start = late_needed if late_needed < MAX_DAY else MAX_DAY
        if late_start < start:
            late_start = start
        finish = late_finish = 0
        if start:
            week = weeks[place]
            if week is None:
                finish, late_finish = start + likely[place], late_start + late[place]
            else:
                finish, late_finish = week.after(start, likely[place]), week.after(late_start, late[place])
            finish = finish if finish <= MAX_DAY else MAX_DAY + 1
            late_finish = late_finish if late_finish <= MAX_DAY else MAX_DAY + 1
        if (
            starts[place] != start
            or finishes[place] != finish
            or late_starts[place] != late_start
            or late_finishes[place] != late_finish
            or pushers[place] != pusher
        ):
            starts[place], finishes[place], pushers[place] = start, finish, pusher
            late_starts[place], late_finishes[place] = late_start, late_finish
            moved.append(place)


def _start(week: WorkWeek | None, finish: int, days: int) -> int:
    """The first start from which so many days reach a finish."""
    # Saturate before counting back, so that what lies outside the calendar counts from its edge.
    finish = 1 if finish < 1 else MAX_DAY if finish > MAX_DAY else finish
    return finish - days if week is None else week.before(finish, days)


# How far it can slip


def slacks(run: Run) -> list[int]:
    """How far each place can slip before the end of the plan, its deadline or a held date moves."""
    starts, finishes, held = run.starts, run.finishes, run.held
    outs, afters = run.net.outs, run.net.afters
    horizon = max(finishes, default=0)
    found = [0] * len(starts)
    for place in reversed(run.net.order):
        start, finish = starts[place], finishes[place]
        if not start:
            continue
        slack = horizon - finish
        deadline = run.activities[place].deadline_on
        if deadline is not None:
            slack = min(slack, deadline.toordinal() - max(start, finish - 1))
        for number in outs[place]:
            other = afters[number]
            if starts[other]:
                gap = gap_at(run, number)
                slack = min(slack, gap if held[other] else gap + found[other])
        found[place] = slack
    return found


def gap_at(run: Run, number: int) -> int:
    """Calendar days between what a link asks and what is; negative when it is broken."""
    before, after, mark = run.net.befores[number], run.net.afters[number], run.net.marks[number]
    asked = (run.starts[before] if mark & FROM_START else run.finishes[before]) + run.net.lags[number]
    return (run.finishes[after] if mark & TO_FINISH else run.starts[after]) - asked


# Where it begins and ends


class Extent(NamedTuple):
    """The first day, and the last in the likely and in the late case; 0 where there is none."""

    first: int
    last: int
    late_last: int


def extent(run: Run) -> Extent:
    """Where a run begins and ends."""
    return Extent(
        min(filter(None, run.starts), default=0),
        max(max(run.starts, default=0), max(run.finishes, default=0) - 1),
        max(max(run.late_starts, default=0), max(run.late_finishes, default=0) - 1),
    )


def renewed_extent(former: Extent, before: Run, run: Run, changed: Collection[int]) -> Extent:
    """The same after some places have changed; looked for anew only if one has left an edge."""
    was, now = _extent_of(before, changed), _extent_of(run, changed)
    if not former.first or (was.first == former.first and now.first > was.first):
        return extent(run)
    if any(
        then == edge and later < edge for then, edge, later in zip(was[1:], former[1:], now[1:], strict=True)
    ):
        return extent(run)
    return Extent(
        min(former.first, now.first), max(former.last, now.last), max(former.late_last, now.late_last)
    )


def _extent_of(run: Run, places: Collection[int]) -> Extent:
    return Extent(
        min((run.starts[place] for place in places if run.starts[place]), default=MAX_DAY),
        max((max(run.starts[place], run.finishes[place] - 1) for place in places), default=0),
        max((max(run.late_starts[place], run.late_finishes[place] - 1) for place in places), default=0),
    )
