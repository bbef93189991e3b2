"""Dates and spans in words, and project months. Never by locale: the words are English everywhere."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(r"[Mm] ?(-?[0-9]{1,4})")


def day_words(day: date) -> str:
    """A date as "9 Dec 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_words(days: int, unit: str = "calendar") -> str:
    """A span as "14 calendar days"."""
    return f"{days:,} {unit} day{'' if days == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Names as "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def project_month_number(day: date, start_on: date) -> int:
    """The project month of a day: 1 from `start_on` on, 0 and below before it."""
    months = (day.year - start_on.year) * 12 + day.month - start_on.month
    return months + (1 if day.day >= min(start_on.day, _last_day(day)) else 0)


def project_month(day: date, start_on: date) -> str:
    """The project month of a day as "M3"; "M-1" is the month before the project starts."""
    number = project_month_number(day, start_on)
    return f"M{number if number > 0 else number - 1}"


def month_start(number: int, start_on: date) -> date:
    """The first day of a project month, held within years 1 to 9999."""
    index = start_on.year * 12 + start_on.month - 1 + number - 1
    year, month = divmod(index, 12)
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    first = date(year, month + 1, 1)
    return first.replace(day=min(start_on.day, _last_day(first)))


def parse_month(text: str) -> int | None:
    """The number of the project month that a text names, as "M4", for `month_start`; None for another text.

    "M-1" is the month before the first. There is no M0.
    """
    found = _MONTH.fullmatch(text.strip())
    number = int(found[1]) if found else 0
    return (number if number > 0 else number + 1) if number else None


def _last_day(day: date) -> int:
    return monthrange(day.year, day.month)[1]
