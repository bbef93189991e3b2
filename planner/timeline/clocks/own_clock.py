"""Whose clock an activity runs by, and the working week of that clock."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity, Organisation
from planner.terms import Lane
from planner.timeline.clocks.calendars import closures
from planner.timeline.clocks.work_week import WorkWeek, closed_days

# Closures are looked up this far from each date entered; a working-day count beyond knows weekends only.
CLOSURE_YEARS = 40
_STEP = 5


def clock_owners(snapshot: Snapshot, activity: Activity) -> tuple[Organisation, ...]:
    """The organisations whose clocks an activity runs by: its own, its side's, or everybody's."""
    return snapshot.derive(_owners, activity.organisation_id, activity.lane)


def _owners(snapshot: Snapshot, organisation_id: UUID | None, lane: Lane) -> tuple[Organisation, ...]:
    if lane == Lane.JOINT:
        return snapshot.all(Organisation)
    own = snapshot.find(Organisation, organisation_id)
    if own is not None:
        return (own,)
    return tuple(o for o in snapshot.all(Organisation) if o.side.value == lane.value)


def work_week(snapshot: Snapshot, library: Library, activity: Activity) -> WorkWeek:
    """Monday to Friday less every closure of the organisations whose clocks an activity runs by."""
    return snapshot.derive(week_by, library, activity.organisation_id, activity.lane)


def week_by(snapshot: Snapshot, library: Library, organisation_id: UUID | None, lane: Lane) -> WorkWeek:
    """The working week of an organisation, or of a lane where none is named."""
    owners = {organisation.id for organisation in snapshot.derive(_owners, organisation_id, lane)}
    closed: set[date] = set()
    for start, end in snapshot.derive(_years_with_closures):
        theirs = [band for band in closures(snapshot, library, start, end) if band.organisation_id in owners]
        closed |= closed_days(theirs, start, end)
    return WorkWeek(closed)


def _first_years(snapshot: Snapshot) -> dict[int, int]:
    """The year of each date that was entered, by the number of its activity's id."""
    former = snapshot.former(_first_years)
    if former is None:
        return {a.id.int: a.start_on.year for a in snapshot.all(Activity) if a.start_on}
    years = former[0].copy()
    for id in former[1].get(Activity, ()):
        years.pop(id.int, None)
        activity = snapshot.find(Activity, id)
        if activity is not None and activity.start_on is not None:
            years[id.int] = activity.start_on.year
    return years


def _years_with_closures(snapshot: Snapshot) -> tuple[tuple[date, date], ...]:
    """The spans in which closures are looked up: one mistyped year must not fill centuries."""
    spans: list[tuple[date, date]] = []
    for first in sorted(set(snapshot.derive(_first_years).values())):
        # Whole steps of years, so that few changes move them: everything would be counted anew.
        last = date(min(_stepped(first + CLOSURE_YEARS) + _STEP - 1, 9999), 12, 31)
        # A head start, or a stretch counted backwards, reaches to before the first date.
        begin = date(max(_stepped(first - 1), 1), 1, 1)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((begin, last))
    return tuple(spans)


def _stepped(year: int) -> int:
    return year // _STEP * _STEP
