"""Events of whole days as an iCalendar file. The one module that writes one: clocks and plans alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from planner.memorandum.legible import legible, one_line


@dataclass(frozen=True)
class Event:
    """An event from its first to its last day. `uid` stays the same for ever: reading it again updates.

    `sequence` rises with each change of what was entered; `rule` says when it comes again; `notes` are
    properties that only our own reading knows.
    """

    uid: str
    name: str
    first: date
    last: date
    category: str
    sequence: int = 0
    description: str = ""
    rule: Mapping[str, Any] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


def calendar_bytes(name: str, events: Iterable[Event], changed_on: date, *, of: str) -> bytes:
    """A calendar of these events; the same events and day give the same bytes.

    `of` says what they are of, such as "Clock".
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//Partnership Planner//{of}//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", one_line(name))
    changed_at = datetime.combine(changed_on, time(), UTC)
    for event in events:
        made.add_component(_entry(event, changed_at))
    return bytes(made.to_ical())


def _entry(event: Event, changed_at: datetime) -> Any:
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", changed_at)
    entry.add("last-modified", changed_at)
    entry.add("sequence", event.sequence)
    entry.add("summary", one_line(event.name))
    entry.add("dtstart", event.first)
    # The end is the day after; the last day of the calendar has none, so there it is said how long.
    if event.last < date.max:
        entry.add("dtend", event.last + timedelta(days=1))
    else:
        entry.add("duration", timedelta(days=(event.last - event.first).days + 1))
    if event.rule is not None:
        entry.add("rrule", dict(event.rule))
    if event.description:
        entry.add("description", legible(event.description))
    entry.add("categories", [one_line(event.category)])
    for name, value in event.notes.items():
        entry.add(name, one_line(value))
    entry.add("transp", "TRANSPARENT")
    return entry
