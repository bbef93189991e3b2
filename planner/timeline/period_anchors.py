"""The days that periods of clauses run from or up to: activities, answers, values, the plan's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.agreement.clauses import clause_state, slots_used
from planner.agreement.values import answers_to
from planner.document import Snapshot
from planner.library import Library
from planner.library.period_entries import Anchor, ClausePeriod
from planner.model import Activity
from planner.timeline.ground import by_kind, day_after
from planner.timeline.periods import Period
from planner.timeline.schedule import Scheduled, schedule


@dataclass(frozen=True)
class Edge:
    """The first day of what runs after an anchor, or the last day of what runs before it.

    `late` is the same in the late case. `behind` is the period that it comes right behind.
    """

    day: date
    late: date
    runs_before: bool
    told: str
    key: str
    anchor: Activity | None = None
    behind: UUID | None = None


def edges(
    snapshot: Snapshot, library: Library, entry: ClausePeriod, placed: Mapping[str, tuple[Period, ...]]
) -> tuple[Edge, ...]:
    """The days of the first anchor that the plan or the answers can fill."""
    for anchor in entry.anchors:
        found = tuple(_edges_of(snapshot, library, entry, anchor, placed))
        if found:
            return found
    return ()


def _edges_of(
    snapshot: Snapshot,
    library: Library,
    entry: ClausePeriod,
    anchor: Anchor,
    placed: Mapping[str, tuple[Period, ...]],
) -> Iterator[Edge]:
    before = anchor.runs == "before"
    if anchor.kinds:
        yield from (_at_activity(item, anchor) for item in _picked(snapshot, library, entry, anchor))
    elif anchor.period is not None:
        for period in placed.get(anchor.period, ()):
            told = f"Ends with “{period.name}”." if before else f"Begins when “{period.name}” ends."
            by = 0 if before else 1
            yield Edge(
                day_after(period.end, by),
                day_after(period.late_end, by),
                before,
                told,
                str(period.id),
                behind=period.id,
            )
    elif anchor.answer is not None:
        dates = {answer.on_date for answer in answers_to(snapshot, library, anchor.answer)}
        for on in sorted(day for day in dates if day is not None):
            yield Edge(on, on, before, "Begins on the date given in the scope.", f"{anchor.answer}/{on}")
    elif anchor.value is not None:
        named = _date_in(snapshot, library, anchor.value)
        if named is not None:
            told = "Ends with the day that the clause names." if before else "Begins behind the term."
            day = named if before else day_after(named)
            yield Edge(day, day, before, told, anchor.value)
    elif (last := snapshot.derive(_last_day, library)) is not None:
        told = "Ends with the last day of the plan." if before else "Begins after the last day of the plan."
        late = snapshot.derive(_last_late_day, library)
        by = 0 if before else 1
        yield Edge(day_after(last, by), day_after(late, by), before, told, "plan")


def _last_day(snapshot: Snapshot, library: Library) -> date | None:
    return schedule(snapshot, library).end_on


def _last_late_day(snapshot: Snapshot, library: Library) -> date:
    return max(item.late_end for item in schedule(snapshot, library).values())


def _date_in(snapshot: Snapshot, library: Library, key: str) -> date | None:
    """The date in a value of an included clause, if its wording names that."""
    clause, _, slot = key.partition(".")
    state = clause_state(snapshot, library, clause)
    if state is None or not state.included or state.text_is_own or state.option is None:
        return None
    said = state.values.get(slot, "") if slot in slots_used(state.option) else ""
    return date.fromisoformat(said) if said else None


def _picked(snapshot: Snapshot, library: Library, entry: ClausePeriod, anchor: Anchor) -> list[Scheduled]:
    kinds = snapshot.derive(by_kind, library)
    items = {item.activity.id: item for kind in anchor.kinds for item in kinds.get(kind, ())}
    if anchor.tied:
        times = schedule(snapshot, library)
        tied = [activity.id for activity in snapshot.derive(_tied) if activity.clause == entry.clause]
        items |= {id: times[id] for id in tied if id in times}
    found = sorted(items.values(), key=lambda item: (item.end, item.start, item.activity.id.int))
    if anchor.pick == "each":
        return found
    return found[:1] if anchor.pick == "first" else found[-1:]


def _tied(snapshot: Snapshot) -> tuple[Activity, ...]:
    return tuple(activity for activity in snapshot.all(Activity) if activity.clause)


def _at_activity(item: Scheduled, anchor: Anchor) -> Edge:
    activity, name, id = item.activity, f"“{item.activity.name}”", str(item.activity.id)
    if anchor.runs == "before":
        told = f"Ends before {name} starts."
        return Edge(day_after(item.start, -1), day_after(item.late_start, -1), True, told, id, activity)
    if anchor.edge == "start" or activity.is_milestone:
        return Edge(item.start, item.late_start, False, f"Begins with {name}.", id, activity)
    told = f"Begins when {name} ends."
    return Edge(day_after(item.end), day_after(item.late_end), False, told, id, activity)
