"""The start of a project, which may be unknown, and the whole plan on another one.

The plan moves as one: every activity keeps its month of the project. What is fixed or finished keeps its
date, and so do deadlines and both sides' clocks, for none of these waits for the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.document import Document
from planner.errors import Refused
from planner.library import Library
from planner.model import Activity
from planner.snapshot import Snapshot
from planner.timeline.handshake.course import is_over
from planner.timeline.schedule import MAX_DAY, schedule
from planner.timeline.words import project_month
from planner.wording import spoken_date

# Grants and contracts are planned for decades at most; a mistyped year is found out here.
FURTHEST_YEARS = 100


@dataclass(frozen=True)
class Start:
    """The first day of month 1; `is_known` is False where it is only that of the first activity."""

    on: date
    is_known: bool


def project_start(snapshot: Snapshot, library: Library) -> Start | None:
    """What months are counted from; None for a plan without any date."""
    known = snapshot.partnership.start_on
    if known is not None:
        return Start(known, is_known=True)
    first = schedule(snapshot, library).start_on
    return Start(first, is_known=False) if first is not None else None


def counted_months(snapshot: Snapshot, library: Library) -> Start | None:
    """What months are counted from while they are shown; None while dates are, or without any date."""
    return project_start(snapshot, library) if snapshot.partnership.shows_months else None


def day_or_month(day: date, start: Start | None) -> str:
    """A day as it is shown: in words, with its project month, or that alone where no date is known."""
    if start is None:
        return spoken_date(day)
    month = project_month(day, start.on)
    return f"{month} · {spoken_date(day)}" if start.is_known else month


def slid(snapshot: Snapshot, library: Library, new_start: date) -> Snapshot:
    """The partnership as it would be with another start. Raises Refused with a sentence."""
    partnership = snapshot.partnership.model_copy(update={"start_on": new_start})
    moved = [a.model_copy(update={"start_on": on}) for a, on in moves(snapshot, library, new_start)]
    return snapshot.replacing([partnership, *moved])


def slide(document: Document, library: Library, new_start: date) -> None:
    """Give the project another start and move the plan with it, in one step. Raises Refused."""
    snapshot = document.snapshot()
    moved = list(moves(snapshot, library, new_start))
    with document.step(f"start on {spoken_date(new_start)}"):
        document.set(document.partnership, "start_on", new_start)
        for activity, on in moved:
            document.set(activity, "start_on", on)


def can_slide(activity: Activity) -> bool:
    """Whether an activity has a date of its own that moves with the project."""
    return activity.start_on is not None and not activity.is_fixed and not is_over(activity)


def moves(snapshot: Snapshot, library: Library, new_start: date) -> Iterator[tuple[Activity, date]]:
    """Every activity that moves with the start, and its new first day. Raises Refused with a sentence."""
    start = project_start(snapshot, library)
    by = new_start.toordinal() - start.on.toordinal() if start is not None else 0
    for activity in snapshot.all(Activity):
        if by and activity.start_on is not None and can_slide(activity):
            day = activity.start_on.toordinal() + by
            if not 1 <= day <= MAX_DAY:
                raise Refused(f"“{activity.name}” would leave the calendar. Choose another start.")
            yield activity, date.fromordinal(day)


def checked_start(new_start: date | None, today: date) -> date:
    """A start as it was entered, if it is one. Raises Refused with a sentence."""
    if new_start is None:
        raise Refused("Say on which day the project starts.")
    if abs(new_start.year - today.year) > FURTHEST_YEARS:
        raise Refused(f"A start in {new_start.year} is more than {FURTHEST_YEARS} years away.")
    return new_start
