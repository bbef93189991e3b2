"""What a hand on the timeline changes: a move or a new length as fields, and new activities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from planner.document import Document, Snapshot
from planner.model import Activity, Clock, ClockPeriod, Organisation
from planner.terms import DayUnit, Lane
from planner.timeline.calendars import bands, closed_days, working_days
from planner.timeline.lanes import LANE_TITLES
from planner.timeline.schedule import Scheduled, clock_owners

if TYPE_CHECKING:
    from planner.library import Library

MAX_DAYS = 36_500
_LAST = date.max.toordinal()
OWN_DATES = "Own dates"


def day_moved(day: date, by: int) -> date:
    """The day `by` days later, held within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), _LAST))


def moved(found: Scheduled, by: int) -> dict[str, object]:
    """The fields that start an activity `by` calendar days later than it is drawn."""
    return {"start_on": day_moved(found.start, by)}


def resized(snapshot: Snapshot, library: Library, found: Scheduled, by: int) -> dict[str, object]:
    """The fields that end an activity `by` calendar days later than it is drawn."""
    end = day_moved(max(found.end, found.start), by + 1)
    if found.activity.unit is DayUnit.WORKING and end > found.start:
        owners = {organisation.id for organisation in clock_owners(snapshot, found.activity)}
        stretch = bands(snapshot, library, found.start, end)
        theirs = [band for band in stretch if band.organisation_id in owners]
        days = working_days(found.start, end, closed_days(theirs, found.start, end))
    else:
        days = (end - found.start).days
    return lasting(found.activity, days)


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


def new_period(document: Document, organisation: Organisation, start: date, *, kind: str) -> ClockPeriod:
    """A new period on an organisation's own clock, to be edited; one step."""
    with document.step(f"new calendar period of {organisation.name}"):
        clock = own_clock(document, organisation)
        period = ClockPeriod(
            partnership_id=document.partnership.id,
            clock_id=clock.id,
            kind=kind,
            starts_on=start,
            ends_on=day_moved(start, 13),
        )
        return document.add(period)


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
