"""What is typed into a cell of the table, as fields of an activity; what is no use is refused in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.document import Snapshot
from planner.errors import Refused
from planner.model import Activity, Person
from planner.timeline.schedule import Schedule, Scheduled
from planner.timeline.sliding import Start, counted_months
from planner.timeline.words import month_start, parse_month
from planner.wording import parse_date, spoken_date
from ui.screens.timeline import edits

if TYPE_CHECKING:
    from planner.library import Library

# A date further away than this is a slip of the finger.
FAR_YEARS = 100
NOBODY = "Nobody yet"


def fields_typed(
    snapshot: Snapshot,
    library: Library,
    times: Schedule,
    today: date,
    activity: Activity,
    key: str,
    text: str,
) -> dict[str, object]:
    """The fields that a text in the column `key` stands for. Raises Refused with a sentence."""
    stripped = text.strip()
    if key == "name":
        return {"name": name_typed(stripped)}
    if key == "sublane":
        return {"sublane": stripped}
    if key == "lane":
        return _lane(snapshot, stripped)
    if key == "owner":
        return {"owner_id": _owner(snapshot, stripped)}
    if key in ("start", "deadline"):
        months, is_last = counted_months(snapshot, library), key == "deadline"
        return {f"{key}_on": date_typed(stripped, today, months, is_last=is_last)}
    if key == "end":
        day = date_typed(stripped, today, counted_months(snapshot, library), is_last=True)
        return _end(snapshot, library, times.get(activity.id), day)
    if key == "progress":
        return {"progress_percent": _progress(stripped)}
    return _days(activity, key, stripped)


def name_typed(text: str) -> str:
    """A name; it cannot be empty."""
    if not text.strip():
        raise Refused("Give it a name.")
    return text.strip()


def date_typed(text: str, today: date, months: Start | None = None, *, is_last: bool = False) -> date | None:
    """A date, or None for nothing.

    While months are counted "M4" is the first day of that one, or with `is_last` the last. Where a day
    stands behind the month ("M4 · 8 Mar 2027") that counts.
    """
    month, _, rest = text.partition("·")
    number = parse_month(month) if months is not None else None
    if months is not None and number is not None and not rest.strip():
        first = month_start(number + is_last, months.on)
        day: date | None = first - timedelta(days=1) if is_last and first > date.min else first
    else:
        day = _parsed(rest if number is not None else text)
    if day is not None and abs(day.year - today.year) > FAR_YEARS:
        raise Refused(f"{spoken_date(day)} is more than {FAR_YEARS} years away. Check the year.")
    return day


def _parsed(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError as fault:
        raise Refused(str(fault)) from None


def _lane(snapshot: Snapshot, text: str) -> dict[str, object]:
    for name, lane, id in edits.lanes_to_choose(snapshot):
        if name.casefold() == text.casefold():
            return {"lane": lane, "organisation_id": id}
    raise Refused("There is no such lane. Choose one of the list.")


def _owner(snapshot: Snapshot, text: str) -> object:
    if not text or text == NOBODY:
        return None
    for person in snapshot.all(Person):
        if person.name.casefold() == text.casefold():
            return person.id
    raise Refused("There is nobody of this name yet. Add people on the Roles screen.")


def _end(
    snapshot: Snapshot, library: Library, found: Scheduled | None, day: date | None
) -> dict[str, object]:
    if found is None:
        raise Refused("Give it a start first.")
    if day is None:
        raise Refused("Say on which day it ends.")
    if day < found.start:
        raise Refused(f"It starts on {spoken_date(found.start)}: it cannot end before that.")
    return edits.resized(snapshot, library, found, (day - found.end).days)


def _number(text: str) -> int:
    words = text.removesuffix("%").replace(",", "").split()
    try:
        return int(words[0]) if words else 0
    except ValueError:
        raise Refused("This is not a whole number.") from None


def _progress(text: str) -> int:
    done = _number(text)
    if not 0 <= done <= 100:
        raise Refused("Progress runs from 0 to 100 per cent.")
    return done


def _days(activity: Activity, key: str, text: str) -> dict[str, object]:
    """A new length; the other two stretch no further than they must to stay in order."""
    days = _number(text)
    if days < 1:
        raise Refused("A length is at least 1 day.")
    if days > edits.MAX_DAYS:
        raise Refused(f"A length is at most {edits.MAX_DAYS:,} days.")
    if key == "likely_days":
        return edits.lasting(activity, days)
    if key == "min_days" and days > activity.likely_days:
        raise Refused(f"The shortest length cannot be more than the likely {activity.likely_days:,} days.")
    if key == "late_days" and days < activity.likely_days:
        raise Refused(f"The late length cannot be less than the likely {activity.likely_days:,} days.")
    return {key: days}
