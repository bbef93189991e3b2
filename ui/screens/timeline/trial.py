"""What the plan would be while something is dragged: real schedule, real clashes, steady rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING
from uuid import UUID

from planner.document import Snapshot, snapshot_of
from planner.findings import Finding
from planner.model import Activity
from planner.terms import Severity
from planner.timeline import clashes
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.schedule import Schedule, Scheduled, schedule
from planner.timeline.shapes import Bar, Diamond, Pin, Plan, Row, Shape, State, Tie
from ui.screens.timeline.ties import with_clash_ties

if TYPE_CHECKING:
    from planner.library import Library

# Up to here the clash rules keep pace with the hand; beyond, they follow after the drop.
LIVE_ACTIVITIES = 400


@dataclass(frozen=True)
class Trial:
    """A plan as it would be; `found` is when the dragged activity would happen."""

    plan: Plan
    found: Scheduled | None


def trial_of(
    plan: Plan, snapshot: Snapshot, library: Library, today: date, id: UUID, fields: Mapping[str, object]
) -> Trial:
    """The plan with other fields for one activity. Nothing is packed anew: rows stay while one drags."""
    changed = snapshot_of(e.model_copy(update=dict(fields)) if e.id == id else e for e in snapshot.entities())
    times = schedule(changed, library)
    found: tuple[Finding, ...] | None = None
    if len(changed.all(Activity)) <= LIVE_ACTIVITIES:
        found = clashes.findings(changed, library, today)
    periods = {period.id: period for period in clause_periods(changed, library).placed}
    return Trial(_shifted(plan, times, periods, found), times.get(id))


def _shifted(
    plan: Plan, times: Schedule, periods: Mapping[UUID, Period], found: tuple[Finding, ...] | None
) -> Plan:
    inside = {about for f in found or () if _is_pinned(f) for about in f.about}
    shapes: dict[UUID, Shape] = {}
    for shape in _all(plan):
        state: State = shape.state if found is None else ("clash" if shape.activity_id in inside else "plain")
        when = times.get(shape.activity_id) or periods.get(shape.activity_id)
        shapes[shape.activity_id] = _at(shape, when, state)
    days = {shape.activity_id: shapes[shape.activity_id].start - shape.start for shape in _all(plan)}
    rows: dict[int, list[Shape]] = {}
    for shape in shapes.values():
        rows.setdefault(shape.row, []).append(shape)
    shifted = replace(
        plan,
        bars=tuple(s for s in shapes.values() if isinstance(s, Bar)),
        diamonds=tuple(s for s in shapes.values() if isinstance(s, Diamond)),
        pins=plan.pins if found is None else tuple(_pins(plan, found, shapes)),
        ties=tuple(_tie(tie, days) for tie in plan.ties if found is None or tie.link_id not in shapes),
        by_row={number: _row(row) for number, row in rows.items()},
    )
    return shifted if found is None else with_clash_ties(shifted, found)


def _all(plan: Plan) -> Iterable[Shape]:
    yield from plan.bars
    yield from plan.diamonds


def _is_pinned(finding: Finding) -> bool:
    return finding.tag == "clash" and finding.severity in (Severity.ERROR, Severity.WARNING)


def _at(shape: Shape, found: Scheduled | Period | None, state: State) -> Shape:
    if found is None:
        return replace(shape, state=state)
    start, late = found.start.toordinal(), found.late_end.toordinal()
    by = start - shape.start
    if isinstance(shape, Diamond):
        return replace(shape, start=start, late=late, reach=max(shape.reach + by, late + 1), state=state)
    end = found.end.toordinal() + 1
    reach = max(shape.reach + end - shape.end, late + 1)
    return replace(shape, start=start, end=end, late_end=late + 1, reach=reach, state=state)


def _row(shapes: list[Shape]) -> Row:
    ordered = tuple(sorted(shapes, key=lambda shape: shape.start))
    # Shapes may meet while one is dragged across another, so reaches are made to rise.
    reaches = tuple(accumulate((shape.reach for shape in ordered), max))
    return Row(ordered, tuple(shape.start for shape in ordered), reaches)


def _pins(plan: Plan, found: tuple[Finding, ...], shapes: Mapping[UUID, Shape]) -> Iterable[Pin]:
    """The pins whose clash still holds, where their shapes now are."""
    still = {f.id: f for f in found if _is_pinned(f)}
    for pin in plan.pins:
        if pin.finding_id in still:
            shape = next((shapes[id] for id in still[pin.finding_id].about if id in shapes), None)
            runway = isinstance(shape, Bar) and shape.is_runway
            yield pin if shape is None or runway else replace(pin, day=shape.start, row=shape.row)


def _tie(tie: Tie, days: Mapping[UUID, int]) -> Tie:
    """A link whose corners follow the shapes they belong to."""
    before, after = days.get(tie.from_id, 0), days.get(tie.to_id, 0)
    if not before and not after:
        return tie
    # The first corners belong to where it comes from, the others to where it leads.
    own = len(tie.points) // 2 if len(tie.points) != 2 else 0
    points = tuple(
        (day + (before if place < own else after), row) for place, (day, row) in enumerate(tie.points)
    )
    return replace(tie, points=points)
