"""What a hand on the timeline changes: a move or a new length as fields, and new activities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from planner.document import Document, Snapshot
from planner.model import Activity, Clock, ClockPeriod, Organisation
from planner.terms import DayUnit, Lane, Side
from planner.timeline.clocks.calendars import bands
from planner.timeline.clocks.changing import OWN_DATES
from planner.timeline.clocks.work_week import closed_days, working_days
from planner.timeline.drawn.lanes import LANE_TITLES
from planner.timeline.drawn.shapes import Lane as PlanLane
from planner.timeline.schedule import Scheduled, clock_owners

if TYPE_CHECKING:
    from planner.library import Library

MAX_DAYS = 36_500
_LAST = date.max.toordinal()


def day_moved(day: date, by: int) -> date:
    """The day `by` days later, held within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), _LAST))


def moved(found: Scheduled, by: int) -> dict[str, object]:
    """The fields that start an activity `by` calendar days later than it is drawn."""
    return {"start_on": day_moved(found.start, by)}


def resized(snapshot: Snapshot, library: Library, found: Scheduled, by: int) -> dict[str, object]:
    """The fields that end an activity `by` calendar days later than it is drawn."""
    end = day_moved(max(found.end, found.start), by + 1)
    return lasting(found.activity, _counted(snapshot, library, found.activity, found.start, end))


def started(snapshot: Snapshot, library: Library, found: Scheduled, by: int) -> dict[str, object]:
    """The fields that start an activity `by` calendar days later than it is drawn, and end it as drawn.

    What waits for something cannot start earlier than that lets it.
    """
    start = min(day_moved(found.start, max(by, 0) if found.pushed_by is not None else by), found.end)
    days = _counted(snapshot, library, found.activity, start, day_moved(found.end, 1))
    return {"start_on": start, **lasting(found.activity, days)}


def _counted(snapshot: Snapshot, library: Library, activity: Activity, start: date, end: date) -> int:
    """The days from `start` up to `end`, as the activity counts them."""
    if activity.unit is not DayUnit.WORKING or end <= start:
        return (end - start).days
    owners = {organisation.id for organisation in clock_owners(snapshot, activity)}
    theirs = [band for band in bands(snapshot, library, start, end) if band.organisation_id in owners]
    return working_days(start, end, closed_days(theirs, start, end))


def into_lane(lane: PlanLane) -> dict[str, object]:
    """The fields that put an activity into a lane of the plan."""
    side, organisation_id = seat_of(lane)
    return {"lane": side, "organisation_id": organisation_id}


def seat_of(lane: PlanLane) -> tuple[Lane, UUID | None]:
    """The side and the organisation of a lane of the plan."""
    is_own = lane.side is not Side.JOINT and lane.key != lane.side.value
    return Lane(lane.side.value), UUID(lane.key) if is_own else None


def lasting(activity: Activity, days: int) -> dict[str, object]:
    """The fields that give an activity another likely length; the range stretches as far as it must."""
    likely = min(max(days, 1), MAX_DAYS)
    shortest, late = min(activity.min_days, likely), max(activity.late_days, likely)
    return {"min_days": shortest, "likely_days": likely, "late_days": late}


def new_activity(
    document: Document, lane: Lane, organisation_id: UUID | None, start_on: date, *, milestone: bool
) -> Activity:
    """A new activity or milestone in a lane; its length is an assumption to be edited."""
    days = (0, 0, 0) if milestone else (7, 14, 28)
    activity = Activity(
        partnership_id=document.partnership.id,
        name="New milestone" if milestone else "New activity",
        lane=lane,
        organisation_id=organisation_id,
        kind="milestone" if milestone else "work",
        is_milestone=milestone,
        start_on=start_on,
        min_days=days[0],
        likely_days=days[1],
        late_days=days[2],
    )
    return document.add(activity, label="new milestone" if milestone else "new activity")


def lanes_to_choose(snapshot: Snapshot) -> list[tuple[str, Lane, UUID | None]]:
    """Every lane something can be put into: its name, its side, its organisation."""
    found: list[tuple[str, Lane, UUID | None]] = []
    for lane, name in LANE_TITLES.items():
        theirs = snapshot.where(Organisation, side=lane)
        found += [(organisation.name, lane, organisation.id) for organisation in theirs]
        if not theirs:
            found.append((name, lane, None))
    return found


def own_clock(document: Document, organisation: Organisation) -> Clock:
    """The clock that holds an organisation's own periods; made when there is none."""
    found = document.snapshot().first(Clock, organisation_id=organisation.id, pattern="")
    if found is not None:
        return found
    clock = Clock(partnership_id=document.partnership.id, organisation_id=organisation.id, name=OWN_DATES)
    return document.add(clock)


def runway_of(snapshot: Snapshot, organisation_id: UUID) -> ClockPeriod | None:
    """The period that says how long an organisation's money lasts, if it has one."""
    for clock in snapshot.where(Clock, organisation_id=organisation_id):
        period = snapshot.first(ClockPeriod, clock_id=clock.id, kind="runway")
        if period is not None:
            return period
    return None


def set_runway(document: Document, organisation: Organisation, end: date | None, today: date) -> None:
    """Enter until when the money lasts; no date takes the runway away. One step."""
    period = runway_of(document.snapshot(), organisation.id)
    label = f"runway of {organisation.name}"
    if end is None:
        if period is not None:
            document.remove(period, label=label)
    elif period is not None:
        document.update(period, {"starts_on": min(period.starts_on, end), "ends_on": end}, label=label)
    else:
        with document.step(label):
            clock = own_clock(document, organisation)
            document.add(
                ClockPeriod(
                    partnership_id=document.partnership.id,
                    clock_id=clock.id,
                    kind="runway",
                    name="Runway",
                    starts_on=min(today, end),
                    ends_on=end,
                )
            )
