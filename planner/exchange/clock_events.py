"""The events of a calendar file, one by one: read by the library, told as periods of whole days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.exchange.clock_recurrence import NoRule, is_utc, rule_parts, starts, until_of, wall
from planner.exchange.clock_words import guessed_kind
from planner.model import ClockPeriod
from planner.terms import Repeats
from planner.timeline.clocks.calendars import KIND_NAMES
from planner.timeline.clocks.repeating import occurrences

KIND, END = "X-PARTNERSHIP-PLANNER-KIND", "X-PARTNERSHIP-PLANNER-END"
MAX_LEFT_OUT = 500
_NOBODY = UUID(int=0)
_NOTHING: dict[datetime, Any] = {}
_TEXT = 400
_REPEATS = {
    "DAILY": Repeats.DAYS,
    "WEEKLY": Repeats.WEEKS,
    "MONTHLY": Repeats.MONTHS,
    "YEARLY": Repeats.YEARS,
}
# What the library raises for a text that is no event; OSError is a zone's name too long for a file's.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError)


class LeftOut(NamedTuple):
    """An event that was left out, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Window:
    """The days for which repeating events are worked out."""

    first: date
    last: date
    today: date

    @classmethod
    def around(cls, today: date, back: int, ahead: int) -> Window:
        """So many years back and ahead of today, within the calendar."""
        day = min(today.day, 28)
        first = today.replace(year=today.year - back, day=day) if today.year > back else date.min
        last = today.replace(year=today.year + ahead, day=day) if today.year + ahead <= 9999 else date.max
        return cls(first, last, today)


@dataclass(frozen=True)
class _Event:
    """One event as it stands in the file; `at` is the time of a series that it stands in for."""

    name: str
    kind: str
    word: str
    start: datetime
    is_all_day: bool
    days: int
    end_unknown: bool
    zone: tzinfo | None
    at: datetime | None
    is_cancelled: bool
    rule: Mapping[str, Any] | None
    more: tuple[datetime, ...]
    not_at: frozenset[datetime]


class ClockEvents:
    """What has been read of a file so far."""

    def __init__(self, window: Window, zone: str) -> None:
        self.window = window
        self.zone = _zone(zone)
        self.by_uid: dict[str, list[_Event]] = {}
        self.words: dict[str, str] = {}
        self.left_out: list[LeftOut] = []
        self.left_out_count = 0
        self.cancelled = 0
        self.outside = 0

    def leave_out(self, name: str, reason: str) -> None:
        """Note an event that is not taken; the first ones by name."""
        self.left_out_count += 1
        if len(self.left_out) < MAX_LEFT_OUT:
            self.left_out.append(LeftOut(name, reason))


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def one_line(text: str) -> str:
    """A text without line breaks and without letters that cannot be stored or shown."""
    shown = "".join(c if c.isprintable() else " " for c in text if not "\ud800" <= c <= "\udfff")
    return " ".join(shown.split())


def read_event(found: ClockEvents, block: str) -> None:
    """Take one event in, or note why not."""
    from icalendar import Event

    try:
        event = Event.from_ical(block)
    except _UNREADABLE:
        found.leave_out("An event", "it cannot be read")
        return
    name = one_line(_text(event, "SUMMARY"))[:_TEXT]
    called = name or "An event without a name"
    broken = {str(each[0]).upper() for each in event.errors if each and each[0]}
    if "RRULE" in broken:
        found.leave_out(called, "how it repeats cannot be read")
        return
    try:
        made = _event(found, event, name)
    except NoRule as why:
        found.leave_out(called, str(why))
        return
    except _UNREADABLE:
        found.leave_out(called, "its dates cannot be read")
        return
    uid = one_line(_text(event, "UID")) or f"{name}/{made.start.isoformat()}"
    found.by_uid.setdefault(uid, []).append(made)


def _event(found: ClockEvents, event: Any, name: str) -> _Event:
    start = _moment(event, "DTSTART")
    if start is None:
        raise NoRule("it has no date")
    is_all_day = not isinstance(start, datetime)
    own = start.tzinfo if isinstance(start, datetime) else None
    zone = found.zone if is_utc(own) and found.zone is not None else own
    begins = _on_the_wall(start, zone)
    end = _moment(event, "DTEND")
    if end is not None:
        # The end may stand in another zone: the clock on the wall there says which day it is.
        theirs = end.tzinfo if isinstance(end, datetime) and not is_utc(end.tzinfo) else zone
        ends = _on_the_wall(end, theirs)
    else:
        length = _duration(event)
        # What runs on behind the year 9999 ends with the calendar.
        ends = begins + length if length <= datetime.max - begins else datetime.max
    if ends < begins and ends.date() < begins.date():
        raise NoRule("it ends before it starts")
    kind, word = _text(event, KIND), ""
    if kind not in KIND_NAMES:
        kind, word = guessed_kind(f"{name} {_text(event, 'CATEGORIES')}")
    at = _moment(event, "RECURRENCE-ID")
    return _Event(
        name,
        kind,
        word,
        begins,
        is_all_day,
        _days_covered(begins, ends),
        _text(event, END) == "UNKNOWN",
        zone,
        None if at is None else _on_the_wall(at, zone),
        _text(event, "STATUS").strip().upper() == "CANCELLED",
        _one(event, "RRULE"),
        tuple(_listed(event, "RDATE", zone)),
        frozenset(_listed(event, "EXDATE", zone)),
    )


def _on_the_wall(moment: date, zone: tzinfo | None) -> datetime:
    return wall(moment, zone) if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def _duration(event: Any) -> timedelta:
    length = getattr(_one(event, "DURATION"), "dt", None)
    if length is None:
        # Without end and length an all-day event lasts its day, a timed one no time at all.
        return timedelta()
    if not isinstance(length, timedelta) or length < timedelta():
        raise NoRule("it ends before it starts")
    return length


def _days_covered(begins: datetime, ends: datetime) -> int:
    """How many days an event touches; midnight at its end is not part of it."""
    last = ends.date()
    if ends.time() == time.min and ends > begins:
        last -= timedelta(days=1)
    return max((last - begins.date()).days + 1, 1)


def _moment(event: Any, name: str) -> date | None:
    found = _one(event, name)
    if found is None:
        return None
    value = found.dt
    if isinstance(value, tuple):
        value = value[0]
    if not isinstance(value, date):
        raise TypeError(name)
    return value


def _one(event: Any, name: str) -> Any:
    found = event.get(name)
    return found[0] if isinstance(found, list) else found


def _text(event: Any, name: str) -> str:
    from icalendar import vCategory

    found = _one(event, name)
    if found is None:
        return ""
    return " ".join(map(str, found.cats)) if isinstance(found, vCategory) else str(found)


def _listed(event: Any, name: str, zone: tzinfo | None) -> Iterator[datetime]:
    found = event.get(name)
    for each in found if isinstance(found, list) else [] if found is None else [found]:
        for moment in each.dts:
            value = moment.dt[0] if isinstance(moment.dt, tuple) else moment.dt
            yield _on_the_wall(value, zone)


# Periods


def periods_of(found: ClockEvents, uid: str, *, in_time: bool) -> list[ClockPeriod]:
    """The periods of everything that has one key: single ones, and repeating ones with their changes."""
    events = found.by_uid[uid]
    instead = {event.at: event for event in events if event.at is not None}
    series = [event for event in events if event.at is None]
    made: list[ClockPeriod] = []
    for place, event in enumerate(series):
        # The same key twice is a fault of the file; both events are kept apart.
        key = uid if place == 0 else f"{uid}#{place + 1}"
        if event.is_cancelled:
            found.cancelled += 1
        elif event.rule is None and not event.more:
            made += _once(found, event, key, event.start)
        elif not in_time:
            found.leave_out(event.name, "the file repeats more than can be worked out in good time")
        else:
            made += _repeated(found, event, key, instead if place == 0 else _NOTHING)
    for at, event in instead.items():
        if event.is_cancelled:
            found.cancelled += 1
        else:
            made += _once(found, event, f"{uid}/{at.date().isoformat()}", event.start)
    return made


def _once(found: ClockEvents, event: _Event, key: str, start: datetime) -> list[ClockPeriod]:
    first = start.date()
    last = _last_day(first, event.days)
    if last < found.window.first or first > found.window.last:
        found.outside += 1
        return []
    return [_period(found, event, key, first, last)]


def _repeated(
    found: ClockEvents, event: _Event, key: str, instead: Mapping[datetime, _Event]
) -> list[ClockPeriod]:
    window = found.window
    # One that began before the window may reach into it.
    reach = window.first.toordinal() - event.days + 1
    first = datetime.combine(date.fromordinal(max(reach, 1)), time.min)
    last = datetime.combine(window.last, time.max)
    until: datetime | None = None
    try:
        if event.rule is not None:
            parts = rule_parts(event.rule)
            until = until_of(parts, event.zone)
            times = set(starts(parts, event.start, until, first, last))
        else:
            parts, times = {}, {event.start}
    except NoRule as why:
        found.leave_out(event.name or "An event without a name", str(why))
        return []
    times |= set(event.more)
    kept = _without(times, event.not_at, event.is_all_day) - set(instead)
    spans = sorted({(t.date(), _last_day(t.date(), event.days)) for t in kept})
    spans = [span for span in spans if span[1] >= window.first and span[0] <= window.last]
    if not spans:
        found.outside += 1
        return []
    short = _as_one(found, event, key, parts, until, spans) if not event.more else None
    if short is not None:
        return [short]
    return [_period(found, event, f"{key}/{a.isoformat()}", a, b) for a, b in spans]


def _without(times: Iterable[datetime], not_at: frozenset[datetime], all_day: bool) -> set[datetime]:
    """The times less the exceptions; an exception given as a day means the day."""
    days = {moment.date() for moment in not_at if all_day or moment.time() == time.min}
    return {moment for moment in times if moment not in not_at and moment.date() not in days}


def _as_one(
    found: ClockEvents,
    event: _Event,
    key: str,
    parts: Mapping[str, list[Any]],
    until: datetime | None,
    spans: list[tuple[date, date]],
) -> ClockPeriod | None:
    """The series as one repeating period, where that says the same days; otherwise None."""
    window = found.window
    ends = until.date() if until is not None else None
    if "COUNT" in parts:
        # The last of a counted series is known only when it lies in the window.
        ends = spans[-1][0]
        if len(spans) != int(parts["COUNT"][0]):
            return None
    every = int(parts.get("INTERVAL", [1])[0])
    if every > 1_000 or len(spans) < 2:
        return None
    last = _last_day(event.start.date(), event.days)
    repeats = _REPEATS[str(parts["FREQ"][0]).upper()]
    made = _period(found, event, key, event.start.date(), last, repeats, every, ends)
    same = [(a, b) for _, a, b in occurrences(made, window.first, window.last)]
    return made if same == spans else None


def _last_day(first: date, days: int) -> date:
    return date.fromordinal(min(first.toordinal() + days - 1, date.max.toordinal()))


def _period(
    found: ClockEvents,
    event: _Event,
    key: str,
    first: date,
    last: date,
    repeats: Repeats = Repeats.NEVER,
    every: int = 1,
    until: date | None = None,
) -> ClockPeriod:
    uid = key if len(key) <= _TEXT else sha256(key.encode()).hexdigest()
    found.words[uid] = event.word
    return ClockPeriod(
        partnership_id=_NOBODY,
        clock_id=_NOBODY,
        kind=event.kind,
        name=event.name,
        starts_on=first,
        ends_on=None if event.end_unknown else last,
        repeats=repeats,
        repeats_every=every,
        repeats_until=until,
        uid=uid,
    )
