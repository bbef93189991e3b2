"""The plan as it stood on earlier days, and what has moved since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.model import Activity, Baseline
from planner.refusals import refused
from planner.timeline.schedule import schedule

MOST = 3
Span = tuple[date, date]


@dataclass(frozen=True)
class Moved:
    """How one activity differs from a baseline: where it stood and where it stands, first and last day.

    `was` is None for one that came later, `now` for one that is gone or has lost its date; `name` is
    empty for one that was removed.
    """

    id: UUID
    name: str
    was: Span | None
    now: Span | None

    @property
    def days(self) -> int | None:
        """Calendar days by which the last day moved, later when positive; None for one that came or went."""
        return (self.now[1] - self.was[1]).days if self.was and self.now else None


def take_baseline(document: Document, library: Library, name: str, today: date) -> Baseline:
    """Keep the plan as it stands, in one step. Raises Refused with a sentence."""
    snapshot = document.snapshot()
    if len(snapshot.all(Baseline)) >= MOST:
        raise Refused(f"{MOST} baselines are kept at most. Remove one of them first.")
    times = schedule(snapshot, library)
    if not times:
        raise Refused("Nothing in the plan has a date yet.")
    rows = tuple((str(id), item.start.isoformat(), item.end.isoformat()) for id, item in times.items())
    try:
        made = Baseline(
            partnership_id=document.partnership.id,
            name=name.strip() or "Baseline",
            taken_on=today,
            dates=rows,
        )
    except ValidationError as fault:
        raise refused(fault) from None
    return document.add(made, label=f"baseline “{made.name}”")


def spans_of(baseline: Baseline) -> Mapping[UUID, Span]:
    """First and last day of each activity in a baseline; rows that hold no dates are left out."""
    found: dict[UUID, Span] = {}
    for key, first, last in baseline.dates:
        try:
            found[UUID(key)] = (date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            continue
    return found


def moves_since(snapshot: Snapshot, library: Library, baseline: Baseline) -> tuple[Moved, ...]:
    """Everything that differs from a baseline, what moved furthest first, then what came and went."""
    was, times = spans_of(baseline), schedule(snapshot, library)
    found: list[Moved] = []
    for id in dict.fromkeys((*times, *was)):
        activity, item = snapshot.find(Activity, id), times.get(id)
        now = (item.start, item.end) if item is not None else None
        if now != was.get(id):
            found.append(Moved(id, activity.name if activity is not None else "", was.get(id), now))
    return tuple(sorted(found, key=lambda moved: (moved.days is None, -abs(moved.days or 0), moved.name)))
