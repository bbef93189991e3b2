"""When everything happens: the likely case and the late case over all links, on both clocks.

An activity starts where the user put it, or later if what it waits for takes longer. A fixed one
stays; a link that it breaks is told apart, not repaired. Activities that wait for each other in a
loop stay where they are. Inside, a day is `date.toordinal()` and a finish is the day after the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity, Link, Organisation
from planner.terms import DayUnit, Lane, LinkKind
from planner.timeline.calendars import WorkWeek, bands, closed_days
from planner.timeline.links import add_link, loop_if_linked
from planner.timeline.network import MAX_DAY, Network, in_order, loops_among, network

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

# Closures are looked up this far from each date entered; a working-day count beyond knows weekends only.
CLOSURE_YEARS = 40


@dataclass(frozen=True, slots=True)
class Scheduled:
    """When one activity happens. Ends are last days; a milestone ends on the day it starts.

    `late_end` is the last day if this and all it waits for take as long as they may. `pushed_by`
    is what moved it behind its own date. `slack_days`, in calendar days, is how far it can slip
    before the last day of the plan, its deadline or a fixed date moves; None in a loop.
    """

    activity: Activity
    start: date
    end: date
    late_start: date
    late_end: date
    pushed_by: Activity | None = None
    slack_days: int | None = None


@dataclass(frozen=True, eq=False)
class Schedule(Mapping[UUID, Scheduled]):
    """Every activity that has a date, by id.

    `unplaced` have none because nothing anchors them; `broken` are links whose dates do not hold;
    `loops` are activities that wait for each other, a tuple for each loop.
    """

    by_id: Mapping[UUID, Scheduled]
    unplaced: tuple[Activity, ...] = ()
    broken: tuple[Link, ...] = ()
    loops: tuple[tuple[Activity, ...], ...] = ()

    def __getitem__(self, id: UUID) -> Scheduled:
        return self.by_id[id]

    def __iter__(self) -> Iterator[UUID]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    @property
    def start_on(self) -> date | None:
        """The first day of the plan, None while it is empty."""
        return min((found.start for found in self.values()), default=None)

    @property
    def end_on(self) -> date | None:
        """The last day of the plan in the likely case, None while it is empty."""
        return max((found.end for found in self.values()), default=None)


def schedule(snapshot: Snapshot, library: Library) -> Schedule:
    """When every activity of the partnership happens, worked out once for a snapshot."""
    return snapshot.derive(_schedule, library)


def stretches(times: Schedule, margin_days: int) -> list[tuple[date, date]]:
    """The stretches of days in which anything happens, with a margin around; apart from each other."""
    spans = sorted(
        (max(item.start.toordinal() - margin_days, 1), min(item.late_end.toordinal() + margin_days, MAX_DAY))
        for item in times.values()
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return [(date.fromordinal(start), date.fromordinal(end)) for start, end in merged]


def _weeks(snapshot: Snapshot, library: Library, activities: tuple[Activity, ...]) -> list[WorkWeek | None]:
    """The working week of each activity's clock; None where durations are calendar days."""
    weeks: dict[object, WorkWeek] = {}

    def week(activity: Activity) -> WorkWeek | None:
        if activity.unit != DayUnit.WORKING:
            return None
        clock = (activity.organisation_id, activity.lane)
        if clock not in weeks:
            weeks[clock] = work_week(snapshot, library, activity)
        return weeks[clock]

    return [week(activity) for activity in activities]


def clock_owners(snapshot: Snapshot, activity: Activity) -> tuple[Organisation, ...]:
    """The organisations whose clocks an activity runs by: its own, its side's, or everybody's."""
    if activity.lane == Lane.JOINT:
        return snapshot.all(Organisation)
    own = snapshot.find(Organisation, activity.organisation_id)
    if own is not None:
        return (own,)
    return tuple(o for o in snapshot.all(Organisation) if o.side.value == activity.lane.value)


def work_week(snapshot: Snapshot, library: Library, activity: Activity) -> WorkWeek:
    """Monday to Friday less every closure of the organisations whose clocks an activity runs by."""
    owners = {organisation.id for organisation in clock_owners(snapshot, activity)}
    closed: set[date] = set()
    for start, end in snapshot.derive(_years_with_closures):
        theirs = [band for band in bands(snapshot, library, start, end) if band.organisation_id in owners]
        closed |= closed_days(theirs, start, end)
    return WorkWeek(closed)


def _years_with_closures(snapshot: Snapshot) -> tuple[tuple[date, date], ...]:
    """The spans in which closures are looked up: one mistyped year must not fill centuries."""
    spans: list[tuple[date, date]] = []
    for first in sorted(a.start_on for a in snapshot.all(Activity) if a.start_on):
        last = date(min(first.year + CLOSURE_YEARS, 9999), 12, 31)
        # A head start, or a stretch counted backwards, reaches to before the first date.
        begin = date(max(first.year - 1, 1), 1, 1)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((begin, last))
    return tuple(spans)


def _schedule(snapshot: Snapshot, library: Library) -> Schedule:
    net = network(snapshot, _weeks(snapshot, library, snapshot.all(Activity)))
    order, looped = in_order(net)
    anchors = [a.start_on.toordinal() if a.start_on else None for a in net.activities]
    held = [a.is_fixed and a.start_on is not None for a in net.activities]
    for place in looped:
        held[place] = True
    likely = [0 if a.is_milestone else a.likely_days for a in net.activities]
    late = [0 if a.is_milestone else a.late_days for a in net.activities]
    starts, finishes, pushers = _pass(net, order, anchors, held, likely)
    late_starts, late_finishes, _ = _pass(net, order, starts, held, late)
    slacks = _slacks(net, order, held, starts, finishes)
    by_id: dict[UUID, Scheduled] = {}
    for place, activity in enumerate(net.activities):
        start, late_start = starts[place], late_starts[place]
        if start is None or late_start is None:
            continue
        pusher = pushers[place]
        by_id[activity.id] = Scheduled(
            activity,
            date.fromordinal(start),
            date.fromordinal(max(start, finishes[place] - 1)),
            date.fromordinal(late_start),
            date.fromordinal(max(late_start, late_finishes[place] - 1)),
            None if pusher is None else net.activities[pusher],
            None if place in looped else slacks[place],
        )
    return Schedule(
        by_id,
        tuple(a for place, a in enumerate(net.activities) if starts[place] is None),
        tuple(link for link in net.links if _is_broken(net, link, by_id)),
        loops_among(net, looped),
    )


def _pass(
    net: Network, order: list[int], anchors: list[int | None], held: list[bool], days: list[int]
) -> tuple[list[int | None], list[int], list[int | None]]:
    """Starts, finishes and what pushed each: one run over the network, in order."""
    starts: list[int | None] = [None] * len(order)
    finishes = [0] * len(order)
    pushers: list[int | None] = [None] * len(order)
    for place in order:
        start = anchors[place]
        if not held[place]:
            for other, kind, lag in net.ins[place]:
                other_start = starts[other]
                if other_start is None:
                    continue
                reference = other_start if kind in ("SS", "SF") else finishes[other]
                # Saturate before counting: a lag may point far outside the calendar.
                needed = min(max(reference + lag, 1), MAX_DAY)
                if kind in ("FF", "SF"):
                    needed = max(net.start(place, needed, days[place]), 1)
                if start is None or needed > start:
                    start, pushers[place] = needed, other
        if start is not None:
            starts[place], finishes[place] = start, net.finish(place, start, days[place])
    return starts, finishes, pushers


def _slacks(
    net: Network, order: list[int], held: list[bool], starts: list[int | None], finishes: list[int]
) -> list[int]:
    horizon = max((f for f, start in zip(finishes, starts, strict=True) if start is not None), default=0)
    slacks = [0] * len(order)
    for place in reversed(order):
        start = starts[place]
        if start is None:
            continue
        finish = finishes[place]
        deadline = net.activities[place].deadline_on
        slack = horizon - finish
        if deadline is not None:
            slack = min(slack, deadline.toordinal() - max(start, finish - 1))
        for other, kind, lag in net.outs[place]:
            other_start = starts[other]
            if other_start is not None:
                gap = _gap(kind, lag, start, finish, other_start, finishes[other])
                slack = min(slack, gap if held[other] else gap + slacks[other])
        slacks[place] = slack
    return slacks


def _gap(kind: LinkKind, lag: int, start: int, finish: int, next_start: int, next_finish: int) -> int:
    """Calendar days between what a link asks and what is; negative when it is broken."""
    asked = (start if kind in ("SS", "SF") else finish) + lag
    return (next_start if kind in ("FS", "SS") else next_finish) - asked


def _is_broken(net: Network, link: Link, by_id: Mapping[UUID, Scheduled]) -> bool:
    before, after = by_id.get(link.before_id), by_id.get(link.after_id)
    if before is None or after is None:
        return False
    gap = _gap(link.kind, link.lag_days, *_ordinals(before), *_ordinals(after))
    # At the edges of the calendar a date cannot follow its link any further.
    return gap < 0 and after.start != date.max


def _ordinals(found: Scheduled) -> tuple[int, int]:
    start = found.start.toordinal()
    lasts = not found.activity.is_milestone and found.activity.likely_days > 0
    return start, found.end.toordinal() + 1 if lasts else start
