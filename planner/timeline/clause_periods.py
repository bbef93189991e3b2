"""The periods that clauses give the timeline: worked out from their values each time, never stored.

A value counts only while the clause is included and its standard wording names it; before a kind of
paper is chosen, only clauses on which somebody has chosen something count. Days are counted
from the first day on, so that a review of 30 calendar days from 14 Jul ends on 12 Aug; months run to the
day before the same day of a later month. What cannot be placed is told, with what would place it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID, uuid5

from planner.agreement.clauses import ClauseState, clause_state, slots_used
from planner.document import Snapshot
from planner.library import Library
from planner.library.clause_entries import Slot
from planner.library.period_entries import ClausePeriod
from planner.model import Activity
from planner.terms import DayUnit
from planner.timeline.clocks.work_week import WorkWeek
from planner.timeline.ground import Times, day_after
from planner.timeline.period_anchors import Edge, edges
from planner.timeline.periods import ClausePeriods, Period, Unplaced, lasting
from planner.timeline.schedule import MAX_DAY, Scheduled, work_week
from planner.timeline.words import month_start

__all__ = ["ClausePeriods", "Period", "Unplaced", "clause_periods", "lasting"]

# A repeated event is shown at most so often: a slip in a date must not fill centuries.
MOST_EVENTS = 60
OWN_WORDING = "not shown, because the wording is your own."
NO_LENGTH = "no length yet. Give one in the clause."
NO_PAPER = "shown once a kind of paper is chosen."


def clause_periods(snapshot: Snapshot, library: Library) -> ClausePeriods:
    """The periods of every clause that is included, worked out once for a snapshot."""
    return snapshot.derive(_clause_periods, library)


def _clause_periods(snapshot: Snapshot, library: Library) -> ClausePeriods:
    placed: dict[str, tuple[Period, ...]] = {}
    unplaced: list[Unplaced] = []
    own: dict[str, Unplaced] = {}
    for entry in library.clause_periods.values():
        state = clause_state(snapshot, library, entry.clause)
        if entry.retired or state is None or not state.included or state.option is None:
            continue
        if not (snapshot.partnership.paper or state.choice):
            continue
        if state.text_is_own:
            called = f"{state.clause.title} (clause {state.number})"
            own.setdefault(entry.clause, Unplaced(entry.key, entry.clause, called, OWN_WORDING))
            continue
        if entry.slot not in slots_used(state.option):
            continue
        slot = next(slot for slot in state.clause.slots if slot.key == entry.slot)
        said = state.values.get(entry.slot, "")
        if not said:
            called = f"{entry.label} (clause {state.number})"
            unplaced.append(Unplaced(entry.key, entry.clause, called, NO_LENGTH))
        elif int(said) > 0:
            found = tuple(_placed(snapshot, library, entry, state, slot, placed))
            placed[entry.key] = found
            if not found:
                unplaced.append(_homeless(snapshot, library, entry, state))
    periods = tuple(period for found in placed.values() for period in found)
    unchosen = (
        ()
        if snapshot.partnership.paper
        else (Unplaced("paper", "", "What clauses give the timeline", NO_PAPER),)
    )
    return ClausePeriods(periods, (*unplaced, *own.values(), *unchosen))


def _label(entry: ClausePeriod, state: ClauseState) -> str:
    if entry.repeats:
        return f"{entry.label} (clause {state.number})"
    # A period that ends with the plan must not look as if notice had been given.
    called = f"Latest {entry.label.lower()}" if entry.key == "notice" else entry.label
    return f"{called}, {state.printed[entry.slot]} (clause {state.number})"


def _homeless(snapshot: Snapshot, library: Library, entry: ClausePeriod, state: ClauseState) -> Unplaced:
    """Why an entry with a length has no place."""
    wanted = {kind for anchor in entry.anchors for kind in anchor.kinds}
    undated = [a.name for a in Times(snapshot, library).unplaced if a.kind in wanted]
    reason = f"“{undated[0]}” has no date yet." if undated else f"to place it, add {entry.add}."
    return Unplaced(entry.key, entry.clause, _label(entry, state), reason)


# How far it runs


def _placed(
    snapshot: Snapshot,
    library: Library,
    entry: ClausePeriod,
    state: ClauseState,
    slot: Slot,
    placed: dict[str, tuple[Period, ...]],
) -> Iterator[Period]:
    """The periods of one entry, one for each day it runs from."""
    found = edges(snapshot, library, entry, placed)
    for period in snapshot.each(
        (_at_edge, entry.key),
        found,
        (library, state, slot),
        partial(_at_edge, snapshot, library, entry, state, slot),
    ):
        if entry.repeats:
            yield from _events(snapshot, library, period)
        else:
            yield period


def _at_edge(
    snapshot: Snapshot, library: Library, entry: ClausePeriod, state: ClauseState, slot: Slot, edge: Edge
) -> Period:
    amount = int(state.values[entry.slot])
    week = _week(snapshot, library, entry) if slot.unit == "working days" else None
    start, end = _span(edge.day, amount, slot, week, before=edge.runs_before)
    late_end = end if edge.runs_before else _span(edge.late, amount, slot, week, before=False)[1]
    planned = _planned(entry, edge)
    return Period(
        id=uuid5(snapshot.partnership.id, f"{entry.key}/{edge.key}"),
        key=entry.key,
        clause=entry.clause,
        number=state.number or 0,
        clause_title=state.clause.title,
        slot=entry.slot,
        amount=amount,
        length=state.printed[entry.slot],
        name=entry.label,
        label=_label(entry, state),
        lane=entry.lane,
        start=start,
        end=end,
        late_end=max(end, late_end),
        told=edge.told,
        anchor_id=edge.anchor.id if edge.anchor else None,
        organisation_id=_organisation(entry, edge),
        follows=None if edge.runs_before else edge.behind,
        is_before=edge.runs_before,
        counts_months=slot.unit == "months",
        planned_as=planned.activity.id if planned else None,
        is_as_planned=planned is not None and (planned.start, planned.end) == (start, end),
    )


def _planned(entry: ClausePeriod, edge: Edge) -> Scheduled | None:
    """The activity that plans the very same thing: of the kind that comes first, and tied to the clause."""
    first, item = entry.anchors[0], edge.item
    if item is None or not first.tied or item.activity.is_milestone or item.activity.clause != entry.clause:
        return None
    return item if item.activity.kind in first.kinds else None


def _organisation(entry: ClausePeriod, edge: Edge) -> UUID | None:
    """The organisation whose lane it stands in, where the anchor stands in a lane of that side."""
    return edge.anchor.organisation_id if edge.anchor and edge.anchor.lane is entry.lane else None


def _week(snapshot: Snapshot, library: Library, entry: ClausePeriod) -> WorkWeek:
    home = snapshot.partnership.id
    stand_in = Activity(partnership_id=home, name=entry.label, lane=entry.lane, unit=DayUnit.WORKING)
    return work_week(snapshot, library, stand_in)


def _span(day: date, amount: int, slot: Slot, week: WorkWeek | None, *, before: bool) -> tuple[date, date]:
    """First and last day of so many days or months from a day on; days also up to it."""
    if slot.unit == "months":
        after = month_start(1 + amount, day)
        return day, after if after == date.max else day_after(after, -1)
    if before:
        first = day.toordinal() + 1 - amount
        while week is not None and first > 1 and week.count(first, day.toordinal() + 1) < amount:
            first -= 1
        return date.fromordinal(max(first, 1)), day
    after_last = day.toordinal() + amount if week is None else week.after(day.toordinal(), amount)
    return day, date.fromordinal(min(after_last - 1, MAX_DAY))


def _events(snapshot: Snapshot, library: Library, first: Period) -> Iterator[Period]:
    """One day after another, so many months apart, until the plan ends."""
    ends_on = Times(snapshot, library).end_on or first.start
    for count in range(1, MOST_EVENTS + 1):
        day = month_start(1 + count * first.amount, first.start)
        if day > ends_on:
            return
        apart = f"every {first.length.removeprefix('1 ')}"
        told = f"{apart.capitalize()}. {first.told.replace('Begins with', 'Counted from')}"
        event = replace(first, id=uuid5(first.id, str(count)), start=day, end=day, late_end=day, told=told)
        yield replace(event, length=apart, is_event=True, counts_months=False)
