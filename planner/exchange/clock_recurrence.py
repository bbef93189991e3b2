"""On which days an event of a calendar comes again, within a window of days.

Only days matter here, so hours, minutes and seconds of a rule are not looked at, and a rule that
repeats within a day is refused. Times are taken as the clock on the wall shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_STEP_DAYS = {"DAILY": 1, "WEEKLY": 7}
_KEPT = {
    "FREQ", "INTERVAL", "COUNT", "WKST",
    "BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS",
}  # fmt: skip
_DROPPED = {"UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"}


class NoRule(ValueError):
    """A rule that cannot be followed; the text says why, to go behind "left out because"."""


def rule_parts(rule: Mapping[str, Any]) -> dict[str, list[Any]]:
    """A rule as upper-case names with lists of values. Raises NoRule when it cannot be followed."""
    parts = {name.upper(): value if isinstance(value, list) else [value] for name, value in rule.items()}
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    if frequency in {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise NoRule("it repeats more often than once a day")
    if frequency not in _FREQUENCIES:
        raise NoRule("how it repeats cannot be read")
    unknown = parts.keys() - _KEPT - _DROPPED
    if unknown:
        raise NoRule(f"it repeats in a way this program does not know ({min(unknown)[:40]})")
    for name in ("INTERVAL", "COUNT"):
        if any(not isinstance(value, int) or value < 1 for value in parts.get(name, [])):
            raise NoRule("how it repeats cannot be read")
    return parts


def until_of(parts: Mapping[str, list[Any]], zone: tzinfo | None) -> datetime | None:
    """The last moment of a rule on the wall clock of the event's own zone."""
    found = parts.get("UNTIL", [None])[0]
    if found is None:
        return None
    if not isinstance(found, datetime):
        return datetime.combine(found, time.max)
    if found.tzinfo is None:
        return found
    if zone is None:
        # In a zone that nobody knows the day is all there is to go by.
        return datetime.combine(found.date(), time.max)
    return wall(found, zone)


def wall(moment: datetime, zone: tzinfo | None) -> datetime:
    """A moment on the wall clock of a zone; as it is written when either has none."""
    if moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=None)
    try:
        return moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError:  # the first and the last day that dates can name
        return moment.replace(tzinfo=None)


def starts(
    parts: Mapping[str, list[Any]], start: datetime, until: datetime | None, first: datetime, last: datetime
) -> Iterator[datetime]:
    """Each start of a repeating event from `first` to `last`, its own start among them. Raises NoRule."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
    from icalendar import vRecur

    ends = last if until is None else min(last, until)
    kept = {name: value for name, value in parts.items() if name in _KEPT}
    text = vRecur(kept).to_ical().decode()  # type: ignore[no-untyped-call]
    if first <= start <= last:
        yield start
    try:
        rule = rrulestr(text, dtstart=_nearer(parts, start, first))
        for moment in rule:
            if moment > ends:
                return
            if moment >= first and moment != start:
                yield moment
    except (ValueError, OverflowError, TypeError, IndexError):
        raise NoRule("how it repeats cannot be read") from None


def _nearer(parts: Mapping[str, list[Any]], start: datetime, first: datetime) -> datetime:
    """The start moved by whole steps towards the window: what began long ago is not counted through."""
    days = _STEP_DAYS.get(str(parts["FREQ"][0]).upper())
    if days is None or "COUNT" in parts or first <= start:
        return start
    step = days * int(parts.get("INTERVAL", [1])[0])
    return start + timedelta(days=(first - start).days // step * step)


def is_utc(zone: tzinfo | None) -> bool:
    """Whether a zone is UTC under any of its names."""
    return zone is not None and (zone is UTC or str(zone) in {"UTC", "Etc/UTC", "Z"})
