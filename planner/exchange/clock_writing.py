"""A clock as a calendar file (.ics) that any calendar program reads, and this one reads back.

Keys are stable, so that who takes the file in again gets updates and no doubles. A period that
repeats is written as a rule where a rule says the same days; otherwise, and for what comes from a
pattern, each time is written by itself, from one year back to five years ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from planner.exchange.calendar_file import Event, calendar_bytes
from planner.exchange.clock_events import END, KIND, Window
from planner.exchange.clock_files import YEARS_AHEAD, YEARS_BACK
from planner.library import Library
from planner.model import Clock, ClockPeriod
from planner.snapshot import Snapshot
from planner.terms import Repeats
from planner.timeline.clocks.calendars import NUMBERED_KINDS, ClockBand, bands_of, kind_name, numbered_name
from planner.timeline.clocks.repeating import occurrences, repeats

_FREQUENCY = {
    Repeats.DAYS: "DAILY",
    Repeats.WEEKS: "WEEKLY",
    Repeats.MONTHS: "MONTHLY",
    Repeats.YEARS: "YEARLY",
}
# So many times are looked at to tell whether all are equally long.
_TIMES = 60
_AT = "partnership-planner"


def clock_bytes(snapshot: Snapshot, library: Library, clock: Clock, today: date) -> bytes:
    """The calendar file of a clock."""
    events = _events(snapshot, library, clock, Window.around(today, YEARS_BACK, YEARS_AHEAD))
    return calendar_bytes(clock.name or "Calendar", events, today, of="Clock")


def _events(snapshot: Snapshot, library: Library, clock: Clock, window: Window) -> Iterator[Event]:
    for period in snapshot.where(ClockPeriod, clock_id=clock.id):
        yield from _of_period(period, window)
    for band in bands_of(snapshot, library, clock, window.first, window.last):
        if band.period_id is None:
            yield _of_band(clock, band)


def _of_period(period: ClockPeriod, window: Window) -> Iterator[Event]:
    key = period.uid or f"{period.id}@{_AT}"
    last = period.ends_on or period.starts_on
    name = period.name or kind_name(period.kind)
    rule = _rule(period)
    if rule is not None or not repeats(period):
        is_open = period.ends_on is None
        yield _event(key, name, period.kind, period.starts_on, last, is_open=is_open, rule=rule)
        return
    for number, first, ends in occurrences(period, window.first, window.last):
        called = numbered_name(period, number) or name
        yield _event(f"{key}/{first.isoformat()}", called, period.kind, first, ends)


def _of_band(clock: Clock, band: ClockBand) -> Event:
    key = uuid5(NAMESPACE_URL, f"{clock.id}/{band.kind}/{band.name}/{band.start.isoformat()}")
    return _event(
        f"{key}@{_AT}", band.name, band.kind, band.start, band.end, is_open=band.end_unknown, note=band.note
    )


def _event(
    key: str,
    name: str,
    kind: str,
    first: date,
    last: date,
    *,
    is_open: bool = False,
    note: str = "",
    rule: dict[str, Any] | None = None,
) -> Event:
    notes = {KIND: kind} | ({END: "UNKNOWN"} if is_open else {})
    return Event(key, name, first, last, kind_name(kind), description=note, rule=rule, notes=notes)


def _rule(period: ClockPeriod) -> dict[str, Any] | None:
    """The rule that says when a period comes again, None when no rule says the same days."""
    if not repeats(period) or (period.kind in NUMBERED_KINDS and period.name[-1:].isdecimal()):
        # A rule cannot count on in a name: Sprint 8 after Sprint 7.
        return None
    seen = list(islice(occurrences(period, period.starts_on, date.max), _TIMES))
    if len({last - first for _, first, last in seen}) != 1:
        return None
    rule: dict[str, Any] = {"freq": _FREQUENCY[period.repeats], "interval": period.repeats_every}
    day = period.starts_on.day
    if period.repeats is Repeats.MONTHS and day > 28:
        # The last of these days that a month has: the 31st, or the 30th, or the end of February.
        rule |= {"bymonthday": list(range(28, day + 1)), "bysetpos": -1}
    elif period.repeats is Repeats.YEARS and (period.starts_on.month, day) == (2, 29):
        rule |= {"bymonth": 2, "bymonthday": [28, 29], "bysetpos": -1}
    if period.repeats_until is not None:
        rule["until"] = period.repeats_until
    return rule
