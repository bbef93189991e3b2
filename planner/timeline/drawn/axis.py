"""The axis of a timeline: ticks by day, week, month, quarter or year, as dates or as project months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planner.timeline.words import MONTHS, month_start, project_month_number

Scale = Literal["day", "week", "month", "quarter", "year"]
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MAX_DAY = date.max.toordinal()
_MONTHS_APART: dict[Scale, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis on `day`, with its label; a major one starts a year or a project year."""

    day: int
    label: str
    is_major: bool = False


def ticks(
    start: int, end: int, scale: Scale, start_on: date | None = None, *, dates_known: bool = True
) -> tuple[Tick, ...]:
    """The ticks in the days from `start` up to `end`, and the one that `start` lies behind.

    With `start_on` they count project months (M1, M2 ...) from that day; days and weeks stay dates,
    unless the dates are not known: then months are counted at any scale.
    """
    first = date.fromordinal(min(max(start, 1), MAX_DAY))
    end = min(end, MAX_DAY + 1)
    if start_on is not None and (scale in _MONTHS_APART or not dates_known):
        return tuple(_project_months(first, end, _MONTHS_APART.get(scale, 1), start_on))
    if scale == "day":
        return tuple(_days(first.toordinal(), end))
    if scale == "week":
        return tuple(_weeks(first, end))
    return tuple(_months(first, end, scale))


def weekends(start: int, end: int) -> range:
    """The Saturdays whose weekends touch the days from `start` up to `end`."""
    # Day 1, 1 January of year 1, was a Monday.
    return range(start - (start - 6) % 7, end, 7)


def _days(first: int, end: int) -> Iterator[Tick]:
    for day in range(first, end):
        on = date.fromordinal(day)
        yield Tick(day, f"{on.day} {WEEKDAYS[on.weekday()]}", on.day == 1)


def _weeks(first: date, end: int) -> Iterator[Tick]:
    monday = first.toordinal() - first.weekday()
    for count, day in enumerate(range(monday, end, 7)):
        on = date.fromordinal(day)
        new_year = on.month == 1 and on.day <= 7
        year = f" {on.year}" if new_year or count == 0 else ""
        yield Tick(day, f"{on.day} {MONTHS[on.month - 1]}{year}", new_year)


def _months(first: date, end: int, scale: Scale) -> Iterator[Tick]:
    apart = _MONTHS_APART[scale]
    year, month = first.year, first.month - (first.month - 1) % apart
    count = 0
    while year <= date.max.year:
        on = date(year, month, 1)
        if on.toordinal() >= end:
            return
        yield Tick(on.toordinal(), _month_label(on, scale, with_year=count == 0), month == 1)
        month += apart
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        count += 1


def _month_label(on: date, scale: Scale, *, with_year: bool) -> str:
    if scale == "year":
        return str(on.year)
    label = MONTHS[on.month - 1] if scale == "month" else f"Q{(on.month - 1) // 3 + 1}"
    return f"{label} {on.year}" if with_year or on.month == 1 else label


def _project_months(first: date, end: int, apart: int, start_on: date) -> Iterator[Tick]:
    number = project_month_number(first, start_on)
    number -= (number - 1) % apart
    while True:
        on = month_start(number, start_on)
        if on.toordinal() >= end or on == date.max:
            return
        yield Tick(on.toordinal(), f"M{number if number > 0 else number - 1}", (number - 1) % 12 == 0)
        number += apart
