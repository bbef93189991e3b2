"""Activities and milestones as events of a calendar, each under its own key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.document import Snapshot
from planner.exchange.calendar_file import Event, calendar_bytes
from planner.library import Library
from planner.model import Organisation, Person
from planner.timeline.drawn.lanes import LANE_TITLES
from planner.timeline.schedule import Scheduled, schedule
from planner.wording import spoken_date


def plan_ics(snapshot: Snapshot, library: Library, today: date) -> bytes:
    """The plan as an iCalendar file. Read again later, it updates the events that are there.

    An event's sequence rises with the activity's version; dates that others have pushed are newer
    by the day of the export.
    """
    name = f"{snapshot.partnership.title}: timeline"
    return calendar_bytes(name, _events(snapshot, library), today, of="Timeline")


def _events(snapshot: Snapshot, library: Library) -> Iterator[Event]:
    times = schedule(snapshot, library)
    for found in sorted(times.values(), key=lambda f: (f.start, f.activity.rank, f.activity.id.hex)):
        activity = found.activity
        yield Event(
            f"{activity.id}@partnership-planner",
            activity.name,
            found.start,
            found.start if activity.is_milestone else found.end,
            LANE_TITLES[activity.lane],
            activity.version - 1,
            "\n".join(_said(snapshot, found)),
        )


def _said(snapshot: Snapshot, found: Scheduled) -> Iterator[str]:
    """What stands in the description of an event: the late case first."""
    activity = found.activity
    likely = found.start if activity.is_milestone else found.end
    if found.late_end > likely:
        yield f"In the late case: {spoken_date(found.late_end)}."
    if found.pushed_by is not None:
        yield f"Moved by: {found.pushed_by.name}."
    if activity.deadline_on is not None:
        yield f"Deadline: {spoken_date(activity.deadline_on)}."
    organisation = snapshot.find(Organisation, activity.organisation_id)
    owner = snapshot.find(Person, activity.owner_id)
    names = [each.name for each in (owner, organisation) if each is not None]
    if names:
        yield f"Looked after by: {', '.join(names)}."
    if activity.progress_percent:
        yield f"Done: {activity.progress_percent} %."
    if activity.notes:
        yield activity.notes
