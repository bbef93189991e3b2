"""Clash rules about money and order: runways, fixed dates, deadlines, loops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity, Clock, ClockPeriod, Organisation
from planner.terms import Lane, Side
from planner.timeline.ground import (
    Clash,
    Ground,
    days_between,
    earliest_after,
    likely_and_late,
    moved,
    span_words,
)
from planner.timeline.schedule import Scheduled, schedule
from planner.timeline.words import day_words, days_words, listed

RUNWAY = "runway"


def runway_end(ground: Ground) -> Iterator[Clash]:
    """Runways that end before the work that the company pays for does."""
    for id, place, owner_id, name, end in runways(ground):
        if end is None:
            finding = ground.not_assessed(f"The end of {name} is not known.").finding
            yield Clash(finding, ground.today)
            continue
        last = _last_paid(ground, owner_id)
        if last is None or last.end <= end:
            continue
        short = days_words(days_between(end, last.end))
        finding = ground.finding(
            str(id),
            f"{name} ends {short} before {last.activity.name} does.",
            place=place,
            advice=f"It ends on {day_words(end)}, {last.activity.name} on {day_words(last.end)}. "
            f"{ground.rule.remedy}",
            about=(id, last.activity.id),
        )
        yield Clash(finding, end, frozenset([(id, last.activity.id)]))


Runway = tuple[UUID, str, UUID | None, str, date | None]


def runways(ground: Ground) -> Iterator[Runway]:
    """Id, place, organisation, name and last day of each runway: activities, then clock periods."""
    for item in ground.of_kinds((RUNWAY,)):
        activity = item.activity
        owner = ground.snapshot.find(Organisation, activity.organisation_id)
        name = f"The runway of {owner.name}" if owner else "The runway"
        yield activity.id, f"timeline/{activity.id}", activity.organisation_id, name, item.end
    for period in ground.snapshot.where(ClockPeriod, kind=RUNWAY):
        clock = ground.snapshot.find(Clock, period.clock_id)
        owner = ground.snapshot.find(Organisation, clock.organisation_id if clock else None)
        if owner is not None and owner.side == Side.INDUSTRY:
            name = f"The runway of {owner.name}"
            yield period.id, f"timeline/clock/{period.clock_id}", owner.id, name, period.ends_on


def _last_paid(ground: Ground, owner_id: UUID | None) -> Scheduled | None:
    """The work that ends last of what this company pays for; not the work of another company."""
    unpaid = {RUNWAY, *ground.words("not_paid_kinds")}

    def pays(activity: Activity) -> bool:
        foreign = activity.lane == Lane.INDUSTRY and activity.organisation_id not in (None, owner_id)
        return not (activity.is_milestone or activity.kind in unpaid or (foreign and owner_id))

    latest_first = ground.snapshot.derive(_latest_first, ground.library)
    return next((item for item in latest_first if pays(item.activity)), None)


def _latest_first(snapshot: Snapshot, library: Library) -> list[Scheduled]:
    return sorted(schedule(snapshot, library).values(), key=lambda item: item.end, reverse=True)


def broken_links(ground: Ground) -> Iterator[Clash]:
    """Fixed dates that do not wait for what they are linked to."""
    looped = {activity.id for loop in ground.times.loops for activity in loop}
    for link in ground.times.broken:
        if link.before_id in looped and link.after_id in looped:
            continue
        before, item = ground.times[link.before_id], ground.times[link.after_id]
        clash = ground.clash(
            item,
            f"{item.activity.name} ({span_words(item)}) is fixed ahead of what it waits for: "
            f"{before.activity.name} ({span_words(before)}).",
            advice=likely_and_late(before),
            others=(before.activity.id,),
            remedies=moved(item, earliest_after(before)) if link.kind == "FS" and link.lag_days == 0 else (),
            causes=[(before.activity.id, item.activity.id)],
        )
        yield clash


def missed_deadlines(ground: Ground) -> Iterator[Clash]:
    """Activities that end behind the deadline entered for them."""
    for item in ground.times.values():
        deadline = item.activity.deadline_on
        if deadline is not None and item.end > deadline:
            late = days_words(days_between(deadline, item.end))
            yield ground.clash(
                item,
                f"{item.activity.name} ends on {day_words(item.end)}, {late} behind its deadline "
                f"of {day_words(deadline)}.",
            )


def waiting_loops(ground: Ground) -> Iterator[Clash]:
    """Activities that wait for each other in a loop."""
    for loop in ground.times.loops:
        names = listed([activity.name for activity in loop])
        first = min(loop, key=lambda activity: activity.id.int)
        finding = ground.finding(
            str(first.id),
            f"{names} wait for each other in a loop; their dates stay where they were put.",
            place=f"timeline/{first.id}",
            about=tuple(activity.id for activity in loop),
        )
        yield Clash(finding, ground.today)
