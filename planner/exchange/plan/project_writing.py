"""The plan as an MS Project XML file, its elements in the order that the published schema asks for.

Calendar days are elapsed days there, working days are days of the organisation's calendar. Years
before 1984 or after 2149 are written as they are, though MS Project itself does not know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planner.document import Snapshot
from planner.exchange.plan.project_words import (
    AS_SOON,
    DAYS,
    ELAPSED_DAYS,
    FIELDS,
    KEY,
    KIND,
    LANE,
    LATE,
    LINK_TYPES,
    MUST_START,
    NAMESPACE,
    NOT_BEFORE,
    ORGANISATION,
    PACKAGE,
    SHORTEST,
)
from planner.library import Library
from planner.memorandum.legible import legible, one_line
from planner.model import Activity, Link, Organisation, Person
from planner.terms import DayUnit, Lane
from planner.timeline.clocks.calendars import bands
from planner.timeline.drawn.lanes import LANE_TITLES
from planner.timeline.schedule import Schedule, Scheduled, clock_owners, schedule

_STANDARD = 1
_MARGIN = timedelta(days=400)
_LONGEST_NAME = 512


@dataclass
class _Writing:
    """What is known while a plan is written: its dates, and the numbers that stand for its parts."""

    snapshot: Snapshot
    library: Library
    times: Schedule
    numbers: dict[UUID, int] = field(default_factory=dict)
    calendars: dict[frozenset[UUID], int] = field(default_factory=dict)
    befores: dict[UUID, list[Link]] = field(default_factory=dict)

    def calendar_of(self, activity: Activity) -> int:
        """The number of the calendar that an activity counts its working days by."""
        owners = frozenset(owner.id for owner in clock_owners(self.snapshot, activity))
        return self.calendars.setdefault(owners, _STANDARD + 1 + len(self.calendars)) if owners else _STANDARD


def project_xml(snapshot: Snapshot, library: Library, today: date) -> bytes:
    """The plan as the bytes of an MS Project XML file; the same plan and day give the same bytes."""
    times = schedule(snapshot, library)
    writing = _Writing(snapshot, library, times)
    for link in snapshot.all(Link):
        writing.befores.setdefault(link.after_id, []).append(link)
    lanes = {lane: [a for a in snapshot.all(Activity) if a.lane == lane] for lane in Lane}
    number = 0
    for lane in Lane:
        number += 1 if lanes[lane] else 0  # the row that names the lane
        for activity in lanes[lane]:
            number += 1
            writing.numbers[activity.id] = number
    tasks = Element("Tasks")
    for place, lane in enumerate((lane for lane in Lane if lanes[lane]), start=1):
        _lane_row(tasks, writing, place, lane, lanes[lane])
        for below, activity in enumerate(lanes[lane], start=1):
            _task(tasks, writing, activity, f"{place}.{below}")
    root = Element("Project", xmlns=NAMESPACE)
    _head(root, writing, today)
    _fields(root)
    _calendars(root, writing)
    root.append(tasks)
    _people(root, writing)
    indent(root)
    text = tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode()


def _put(above: Element, **values: str | int | None) -> None:
    """An element for each value, in this order; none for None."""
    for name, value in values.items():
        if value is not None:
            SubElement(above, name).text = str(value)


def _head(root: Element, writing: _Writing, today: date) -> None:
    title = one_line(writing.snapshot.partnership.title)[:_LONGEST_NAME]
    start = writing.snapshot.partnership.start_on or writing.times.start_on or today
    _put(
        root,
        SaveVersion=12,
        Name=str(writing.snapshot.partnership.id),
        Title=title,
        CreationDate=_at(today, "00"),
        ScheduleFromStart=1,
        StartDate=_at(min(start, writing.times.start_on or start), "08"),
        FinishDate=_at(writing.times.end_on or start, "17"),
        CalendarUID=_STANDARD,
        DefaultStartTime="08:00:00",
        DefaultFinishTime="17:00:00",
        MinutesPerDay=480,
        MinutesPerWeek=2400,
        DaysPerMonth=20,
        DurationFormat=DAYS,
        WeekStartDay=1,
    )


def _fields(root: Element) -> None:
    fields = SubElement(root, "ExtendedAttributes")
    for alias, (id, name) in FIELDS.items():
        _put(SubElement(fields, "ExtendedAttribute"), FieldID=id, FieldName=name, Alias=alias)


def _at(day: date, hour: str) -> str:
    return f"{day.isoformat()}T{hour}:00:00"


# Calendars


def _calendars(root: Element, writing: _Writing) -> None:
    calendars = SubElement(root, "Calendars")
    _calendar(calendars, _STANDARD, "Standard", ())
    names = {organisation.id: organisation.name for organisation in writing.snapshot.all(Organisation)}
    for owners, number in writing.calendars.items():
        whose = " and ".join(one_line(name) for id, name in names.items() if id in owners)
        _calendar(calendars, number, whose[:_LONGEST_NAME], _closures(writing, owners))


def _closures(writing: _Writing, owners: frozenset[UUID]) -> list[tuple[date, date, str]]:
    """When the owners are closed around the plan, with the name of the period."""
    start, end = writing.times.start_on, writing.times.end_on
    if start is None or end is None:
        return []
    first = start - min(_MARGIN, start - date.min)
    # A slip in a year must not fill centuries.
    last = min(end, start + min(timedelta(days=40 * 366), date.max - start))
    last += min(_MARGIN, date.max - last)
    found = (b for b in bands(writing.snapshot, writing.library, first, last) if b.is_closed)
    spans = {(b.start, b.end): one_line(b.name) for b in found if b.organisation_id in owners}
    return [(start, end, name) for (start, end), name in sorted(spans.items())]


def _calendar(calendars: Element, number: int, name: str, closures: Iterable[tuple[date, date, str]]) -> None:
    made = SubElement(calendars, "Calendar")
    _put(made, UID=number, Name=name, IsBaseCalendar=1, BaseCalendarUID=-1)
    days = SubElement(made, "WeekDays")
    for day in range(1, 8):
        works = 2 <= day <= 6
        weekday = SubElement(days, "WeekDay")
        _put(weekday, DayType=day, DayWorking=int(works))
        if works:
            times = SubElement(weekday, "WorkingTimes")
            for begins, ends in (("08", "12"), ("13", "17")):
                _put(SubElement(times, "WorkingTime"), FromTime=f"{begins}:00:00", ToTime=f"{ends}:00:00")
    closed = list(closures)
    # Readers of the older format know closures as days of the week, newer ones as exceptions.
    for start, end, _ in closed:
        weekday = SubElement(days, "WeekDay")
        _put(weekday, DayType=0, DayWorking=0)
        _span(weekday, start, end)
    if closed:
        exceptions = SubElement(made, "Exceptions")
        for start, end, name in closed:
            exception = SubElement(exceptions, "Exception")
            _put(exception, EnteredByOccurrences=0)
            _span(exception, start, end)
            _put(
                exception, Occurrences=(end - start).days + 1, Name=name[:_LONGEST_NAME], Type=1, DayWorking=0
            )


def _span(above: Element, start: date, end: date) -> None:
    period = SubElement(above, "TimePeriod")
    _put(period, FromDate=_at(start, "00"), ToDate=f"{end.isoformat()}T23:59:00")


# Tasks


def _lane_row(tasks: Element, writing: _Writing, place: int, lane: Lane, activities: list[Activity]) -> None:
    """The row that names a lane, above its activities."""
    found = [writing.times[a.id] for a in activities if a.id in writing.times]
    start, end = min((f.start for f in found), default=None), max((f.end for f in found), default=None)
    number = writing.numbers[activities[0].id] - 1
    task = SubElement(tasks, "Task")
    _put(
        task,
        UID=number,
        ID=number,
        Name=LANE_TITLES[lane],
        Type=1,
        IsNull=0,
        WBS=place,
        OutlineNumber=place,
        OutlineLevel=1,
        Priority=500,
        Start=_at(start, "08") if start else None,
        Finish=_at(end, "17") if end else None,
        Duration=_duration((end - start).days + 1 if start and end else 0, works=False),
        DurationFormat=ELAPSED_DAYS,
        Milestone=0,
        Summary=1,
        PercentComplete=0,
    )


def _task(tasks: Element, writing: _Writing, activity: Activity, outline: str) -> None:
    number = writing.numbers[activity.id]
    found = writing.times.get(activity.id)
    works = activity.unit == DayUnit.WORKING
    constraint = AS_SOON if activity.start_on is None else MUST_START if activity.is_fixed else NOT_BEFORE
    task = SubElement(tasks, "Task")
    _put(
        task,
        UID=number,
        ID=number,
        Name=one_line(activity.name)[:_LONGEST_NAME],
        Type=1,
        IsNull=0,
        WBS=outline,
        OutlineNumber=outline,
        OutlineLevel=2,
        Priority=500,
        Start=_at(found.start, "08") if found else None,
        Finish=_finish(activity, found) if found else None,
        Duration=_duration(0 if activity.is_milestone else activity.likely_days, works=works),
        DurationFormat=DAYS if works else ELAPSED_DAYS,
        Work=_duration(0 if activity.is_milestone else activity.likely_days, works=True),
        EffortDriven=0,
        Estimated=0,
        Milestone=int(activity.is_milestone),
        Summary=0,
        PercentComplete=activity.progress_percent,
        ConstraintType=constraint,
        CalendarUID=writing.calendar_of(activity) if works else -1,
        ConstraintDate=_at(activity.start_on, "08") if activity.start_on else None,
        Deadline=_at(activity.deadline_on, "17") if activity.deadline_on else None,
        Notes=legible(activity.notes) or None,
    )
    for link in writing.befores.get(activity.id, ()):
        _put(
            SubElement(task, "PredecessorLink"),
            PredecessorUID=writing.numbers[link.before_id],
            Type=LINK_TYPES[link.kind],
            CrossProject=0,
            LinkLag=link.lag_days * 24 * 60 * 10,
            LagFormat=ELAPSED_DAYS,
        )
    _own_fields(task, writing.snapshot, activity)


def _finish(activity: Activity, found: Scheduled) -> str:
    """When it ends: at five on a working day, or so many times 24 hours after eight in the morning."""
    if activity.is_milestone:
        return _at(found.start, "08")
    if activity.unit == DayUnit.WORKING or found.end == date.max or activity.likely_days == 0:
        return _at(found.end, "17")
    return _at(found.end + timedelta(days=1), "08")


def _duration(days: int, *, works: bool) -> str:
    """A length in hours: eight of a working day, or twenty-four."""
    return f"PT{days * (8 if works else 24)}H0M0S"


def _own_fields(task: Element, snapshot: Snapshot, activity: Activity) -> None:
    """What the format has no place for."""
    organisation = snapshot.find(Organisation, activity.organisation_id)
    texts: Mapping[str, str] = {
        KEY: str(activity.id),
        LANE: activity.lane.value,
        ORGANISATION: one_line(organisation.name) if organisation else "",
        KIND: one_line(activity.kind),
        PACKAGE: one_line(activity.sublane),
    }
    for alias, text in texts.items():
        if text:
            _put(SubElement(task, "ExtendedAttribute"), FieldID=FIELDS[alias][0], Value=text)
    works = activity.unit == DayUnit.WORKING
    for alias, days in ((SHORTEST, activity.min_days), (LATE, activity.late_days)):
        _put(
            SubElement(task, "ExtendedAttribute"),
            FieldID=FIELDS[alias][0],
            Value=_duration(days, works=works),
            DurationFormat=DAYS if works else ELAPSED_DAYS,
        )


# Who looks after what


def _people(root: Element, writing: _Writing) -> None:
    activities = [a for a in writing.snapshot.all(Activity) if a.owner_id is not None]
    owners = {a.owner_id for a in activities}
    people = [person for person in writing.snapshot.all(Person) if person.id in owners]
    numbers = {person.id: number for number, person in enumerate(people, start=1)}
    resources = SubElement(root, "Resources")
    for person in people:
        organisation = writing.snapshot.find(Organisation, person.organisation_id)
        _put(
            SubElement(resources, "Resource"),
            UID=numbers[person.id],
            ID=numbers[person.id],
            Name=one_line(person.name)[:_LONGEST_NAME],
            Type=1,
            IsNull=0,
            Group=one_line(organisation.name)[:_LONGEST_NAME] if organisation else None,
            MaxUnits=_share(person.time_percent),
        )
    assignments = SubElement(root, "Assignments")
    for number, activity in enumerate(activities, start=1):
        assert activity.owner_id is not None
        _put(
            SubElement(assignments, "Assignment"),
            UID=number,
            TaskUID=writing.numbers[activity.id],
            ResourceUID=numbers[activity.owner_id],
            Units=_share(activity.effort_percent) or "1",
        )


def _share(percent: int | None) -> str | None:
    """A share of full time as MS Project writes it: 1 is all of it."""
    return None if percent is None else f"{percent / 100:g}"
