"""Clash rules about order: fixed dates, deadlines, loops."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model import Link
from planner.timeline.ground import (
    Clash,
    Ground,
    days_between,
    earliest_after,
    likely_and_late,
    moved,
    span_words,
)
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words, listed


def broken_links(ground: Ground) -> Iterator[Clash]:
    """Fixed dates that do not wait for what they are linked to."""
    looped = {activity.id for loop in ground.times.loops for activity in loop}
    broken = (
        each
        for each in ground.times.broken_items
        if each[0].before_id not in looped or each[0].after_id not in looped
    )
    yield from ground.each(broken, _broken)


def _broken(ground: Ground, broken: tuple[Link, Scheduled, Scheduled]) -> Iterator[Clash]:
    link, before, item = broken
    yield ground.clash(
        item,
        f"{item.activity.name} ({span_words(item)}) is fixed ahead of what it waits for: "
        f"{before.activity.name} ({span_words(before)}).",
        advice=likely_and_late(before),
        others=(before.activity.id,),
        remedies=moved(item, earliest_after(before)) if link.kind == "FS" and link.lag_days == 0 else (),
        causes=[(before.activity.id, item.activity.id)],
    )


def missed_deadlines(ground: Ground) -> Iterator[Clash]:
    """Activities that end behind the deadline entered for them."""
    return ground.each(ground.with_deadline(), _missed)


def _missed(ground: Ground, item: Scheduled) -> Iterator[Clash]:
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
