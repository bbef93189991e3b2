"""The days that periods of clauses run from or up to: activities, answers, values, the plan's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from planner.agreement.clauses import clause_state, slots_used
from planner.agreement.values import answers_to
from planner.document import Snapshot
from planner.library import Library
from planner.library.period_entries import Anchor, ClausePeriod
from planner.model import Activity
from planner.timeline.ground import Times, day_after, item_of, of_kind
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
    item: Scheduled | None = None
    behind: UUID | None = None

    @property
    def anchor(self) -> Activity | None:
        """The activity it runs from or up to, where it is one."""
        return self.item.activity if self.item is not None else None


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
        items, key = _picked(snapshot, library, entry, anchor), (_at_activity, entry.key, anchor.kinds)
        yield from snapshot.each(key, items, (library, anchor), partial(_at_activity, anchor))
    elif anchor.period is not None:
        for period in placed.get(anchor.period, ()):
            name = _called(snapshot, period)
            told = f"Ends with “{name}”." if before else f"Begins when “{name}” ends."
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


def _called(snapshot: Snapshot, period: Period) -> str:
    """What a period is called on the timeline: as the work that plans the very same thing."""
    work = snapshot.find(Activity, period.planned_as) if period.is_as_planned else None
    return work.name if work is not None else period.name


def _last_day(snapshot: Snapshot, library: Library) -> date | None:
    return Times(snapshot, library).end_on


def _last_late_day(snapshot: Snapshot, library: Library) -> date:
    return schedule(snapshot, library).late_end_on or date.min


def _date_in(snapshot: Snapshot, library: Library, key: str) -> date | None:
    """The date in a value of an included clause, if its wording names that."""
    clause, _, slot = key.partition(".")
    state = clause_state(snapshot, library, clause)
    if state is None or not state.included or state.text_is_own or state.option is None:
        return None
    said = state.values.get(slot, "") if slot in slots_used(state.option) else ""
    return date.fromisoformat(said) if said else None


def _picked(snapshot: Snapshot, library: Library, entry: ClausePeriod, anchor: Anchor) -> list[Scheduled]:
    dated = (item for kind in anchor.kinds for item in snapshot.derive(of_kind, library, kind))
    items = {item.activity.id: item for item in dated}
    if anchor.tied:
        tied = (a.id for a in snapshot.those(Activity, _is_tied) if a.clause == entry.clause)
        dated_ones = (snapshot.derive(item_of, library, id.int) for id in tied)
        items |= {item.activity.id: item for item in dated_ones if item is not None}
    found = sorted(items.values(), key=lambda item: (item.end, item.start, item.activity.id.int))
    if anchor.pick == "each":
        return found
    return found[:1] if anchor.pick == "first" else found[-1:]


def _is_tied(activity: Activity) -> bool:
    return bool(activity.clause)


def _at_activity(anchor: Anchor, item: Scheduled) -> Edge:
    name, id = f"“{item.activity.name}”", str(item.activity.id)
    if anchor.runs == "before":
        told = f"Ends before {name} starts."
        return Edge(day_after(item.start, -1), day_after(item.late_start, -1), True, told, id, item)
    if anchor.edge == "start" or item.activity.is_milestone:
        return Edge(item.start, item.late_start, False, f"Begins with {name}.", id, item)
    told = f"Begins when {name} ends."
    return Edge(day_after(item.end), day_after(item.late_end), False, told, id, item)
