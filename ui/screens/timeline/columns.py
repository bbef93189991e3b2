"""The columns of the timeline's table: what each says of a row, by what it sorts, what may be typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from planner.model import Activity
from planner.terms import DayUnit
from planner.timeline.clause_periods import Period
from planner.timeline.schedule import Scheduled
from planner.timeline.sliding import Start, day_or_month
from planner.wording import joined

NO_DATE = "no date yet"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an activity with its times, or the period of a clause; and what stands around it.

    `months`: what project months are counted from, while they are.
    """

    id: UUID
    activity: Activity | None
    found: Scheduled | Period | None
    name: str
    lane: str
    owner: str = ""
    clashes: tuple[int, ...] = ()
    slack_days: int | None = None
    months: Start | None = None


@dataclass(frozen=True)
class Column:
    """One column. `key` names it for edits; `says` is what is shown, `sorts` what it sorts by."""

    key: str
    head: str
    says: Callable[[Line], str]
    sorts: Callable[[Line], Any]
    is_edited: bool = False
    is_number: bool = False


def _day(pick: Callable[[Any], date]) -> tuple[Callable[[Line], str], Callable[[Line], date]]:
    """How a column of days says and sorts them; what has none comes last."""

    def says(line: Line) -> str:
        return day_or_month(pick(line.found), line.months) if line.found is not None else NO_DATE

    def sorts(line: Line) -> date:
        return pick(line.found) if line.found is not None else date.max

    return says, sorts


def _days(field: str) -> tuple[Callable[[Line], str], Callable[[Line], int]]:
    """How a column of durations says and sorts them."""

    def sorts(line: Line) -> int:
        activity = line.activity
        return -1 if activity is None or activity.is_milestone else int(getattr(activity, field))

    def says(line: Line) -> str:
        days = sorts(line)
        return "" if days < 0 or line.activity is None else f"{days:,} {_UNITS[line.activity.unit]}"

    return says, sorts


_UNITS = {DayUnit.CALENDAR: "calendar", DayUnit.WORKING: "working"}


def _slack(line: Line) -> str:
    if not isinstance(line.found, Scheduled):
        return ""
    return "in a loop" if line.slack_days is None else f"{line.slack_days:,} calendar"


def _slack_sort(line: Line) -> int:
    return line.slack_days if line.slack_days is not None else 99_999


def _progress(line: Line) -> int:
    return line.activity.progress_percent if line.activity is not None else -1


def _deadline(line: Line) -> date | None:
    return line.activity.deadline_on if line.activity is not None else None


def _deadline_said(line: Line) -> str:
    day = _deadline(line)
    return day_or_month(day, line.months) if day is not None else ""


COLUMNS: tuple[Column, ...] = (
    Column("name", "Name", lambda line: line.name, lambda line: line.name.casefold(), is_edited=True),
    Column("lane", "Lane", lambda line: line.lane, lambda line: line.lane.casefold(), is_edited=True),
    Column(
        "sublane",
        "Work package",
        lambda line: line.activity.sublane if line.activity is not None else "",
        lambda line: line.activity.sublane.casefold() if line.activity is not None else "",
        is_edited=True,
    ),
    Column("owner", "Owner", lambda line: line.owner, lambda line: line.owner.casefold(), is_edited=True),
    Column("start", "Start", *_day(lambda found: found.start), is_edited=True),
    Column("end", "End", *_day(lambda found: found.end), is_edited=True),
    Column("late_end", "Late end", *_day(lambda found: found.late_end)),
    Column("min_days", "Shortest days", *_days("min_days"), is_edited=True, is_number=True),
    Column("likely_days", "Likely days", *_days("likely_days"), is_edited=True, is_number=True),
    Column("late_days", "Late days", *_days("late_days"), is_edited=True, is_number=True),
    Column("slack", "Slack days", _slack, _slack_sort, is_number=True),
    Column(
        "progress",
        "Done",
        lambda line: f"{_progress(line)} %" if line.activity is not None else "",
        _progress,
        is_edited=True,
        is_number=True,
    ),
    Column("deadline", "Deadline", _deadline_said, lambda line: _deadline(line) or date.max, is_edited=True),
    Column(
        "clashes",
        "Clashes",
        lambda line: joined(map(str, line.clashes)),
        lambda line: line.clashes or (9_999,),
    ),
)
_LENGTHS = frozenset({"end", "min_days", "likely_days", "late_days"})
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}


def may_edit(line: Line, column: Column) -> bool:
    """Whether something may be typed here; a milestone has no end and no length of its own."""
    if not column.is_edited or line.activity is None:
        return False
    return not (column.key in _LENGTHS and line.activity.is_milestone)


def typed(line: Line, column: Column) -> str:
    """What stands in a cell when one begins to type: numbers without their unit, no date as nothing."""
    if column.key in {"min_days", "likely_days", "late_days"}:
        return str(column.sorts(line))
    if column.key == "progress":
        return str(_progress(line))
    said = column.says(line)
    return "" if said == NO_DATE else said
