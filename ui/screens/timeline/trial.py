"""What the plan would be while something is dragged: real schedule, real clashes, steady rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING
from uuid import UUID

from planner.document import Snapshot
from planner.findings import Finding
from planner.model import Activity
from planner.terms import Severity
from planner.timeline import clashes
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.drawn.shapes import Bar, Diamond, Pin, Plan, Row, Shape, State
from planner.timeline.schedule import Schedule, Scheduled, schedule
from ui.screens.timeline.ties import clash_ties, pairs_of

if TYPE_CHECKING:
    from planner.library import Library


@dataclass(frozen=True)
class Trial:
    """A plan as it would be, and when everything would happen."""

    plan: Plan
    times: Schedule


class Trials:
    """One drag: what each step of it would make of a plan. Nothing is packed anew: rows stay.

    A step touches little of a plan. Where everything is, and what is involved in how many clashes, is
    looked up once, so that a step takes the plan as it was and puts in only what is another.
    """

    def __init__(self, plan: Plan, snapshot: Snapshot, library: Library, today: date) -> None:
        self._plan, self._snapshot, self._library, self._today = plan, snapshot, library, today
        self._times = schedule(snapshot, library)
        self._periods = clause_periods(snapshot, library).placed
        self._found = clashes.findings(snapshot, library, today)
        self._known = set(map(_address, self._found))
        self._pinned = {finding.id: finding for finding in self._found if _is_pinned(finding)}
        self._involved = Counter(id for finding in self._pinned.values() for id in finding.about)
        # Told apart by where they lie: a key takes many times as long to look up.
        self._at = {_address(bar): at for at, bar in enumerate(plan.bars)}
        self._at.update((_address(diamond), at) for at, diamond in enumerate(plan.diamonds))
        self._links = [tie for tie in plan.ties if tie.kind != "clash"]
        self._pairs = pairs_of(self._links)
        self._links_of: dict[int, list[int]] = {}
        for at, tie in enumerate(self._links):
            self._links_of.setdefault(_address(tie.before), []).append(at)
            self._links_of.setdefault(_address(tie.after), []).append(at)
        self._pin_at = {pin.finding_id: at for at, pin in enumerate(plan.pins)}
        self._pins_about: dict[UUID, list[int]] = {}
        for at, pin in enumerate(plan.pins):
            finding = self._pinned.get(pin.finding_id)
            for id in finding.about if finding is not None else ():
                self._pins_about.setdefault(id, []).append(at)

    def of(self, moves: Mapping[UUID, Mapping[str, object]]) -> Trial:
        """The plan with other fields for some activities."""
        held = ((self._snapshot.find(Activity, id), fields) for id, fields in moves.items())
        changed = self._snapshot.replacing(
            activity.model_copy(update=dict(fields)) for activity, fields in held if activity is not None
        )
        return self.seen(changed)

    def seen(self, changed: Snapshot) -> Trial:
        """The plan with other dates for the same activities."""
        times, placed = schedule(changed, self._library), clause_periods(changed, self._library).placed
        found = clashes.findings(changed, self._library, self._today)
        now = set(map(_address, found))
        new = [finding for finding in found if _address(finding) not in self._known]
        gone = [finding for finding in self._found if _address(finding) not in now]
        more = Counter(id for finding in new if _is_pinned(finding) for id in finding.about)
        more.subtract(id for finding in gone if _is_pinned(finding) for id in finding.about)
        touched = times.unlike(self._times) | more.keys()
        periods: dict[UUID, Period] = {}
        if placed is not self._periods and placed != self._periods:
            periods, former = ({period.id: period for period in each} for each in (placed, self._periods))
            touched |= {id for id, period in periods.items() if former.get(id) != period}
        shapes: dict[UUID, Shape] = {}
        for id in touched:
            shape = self._plan.by_id.get(id)
            if shape is not None:
                state: State = "clash" if self._involved[id] + more[id] > 0 else "plain"
                shapes[id] = _at(shape, times.get(id) or periods.get(id), state)
        return Trial(self._with(shapes, found, new, gone), times)

    def _with(
        self,
        shapes: Mapping[UUID, Shape],
        found: tuple[Finding, ...],
        new: list[Finding],
        gone: list[Finding],
    ) -> Plan:
        """The plan with other shapes for some ids; everything else is shared."""
        plan = self._plan
        by_id, by_row = {**plan.by_id, **shapes}, dict(plan.by_row)
        bars, diamonds, links = list(plan.bars), list(plan.diamonds), list(self._links)
        for id, shape in shapes.items():
            former = plan.by_id[id]
            if isinstance(shape, Bar):
                bars[self._at[_address(former)]] = shape
            else:
                diamonds[self._at[_address(former)]] = shape
            for at in self._links_of.get(_address(former), ()):
                tie = self._links[at]
                links[at] = replace(tie, before=by_id[tie.from_id], after=by_id[tie.to_id])
        for number in {shape.row for shape in shapes.values()}:
            by_row[number] = _row([shapes.get(s.activity_id, s) for s in plan.by_row[number].shapes])
        shifted = replace(
            plan,
            bars=tuple(bars),
            diamonds=tuple(diamonds),
            pins=tuple(self._pins(by_id, shapes, new, gone)),
            ties=(*links, *clash_ties(found, by_id, self._pairs)),
            by_row=by_row,
        )
        # Set as the cached property would.
        shifted.__dict__["by_id"] = by_id
        return shifted

    def _pins(
        self, by_id: Mapping[UUID, Shape], moved: Iterable[UUID], new: list[Finding], gone: list[Finding]
    ) -> list[Pin]:
        """The pins whose clash still holds, where their shapes now are."""
        fresh = {finding.id: finding for finding in new if _is_pinned(finding)}
        lost = {finding.id for finding in gone} - fresh.keys()
        places = {self._pin_at[id] for id in fresh if id in self._pin_at}
        places.update(at for id in moved for at in self._pins_about.get(id, ()))
        pins = list(self._plan.pins)
        for at in places:
            pin = pins[at]
            about = (fresh.get(pin.finding_id) or self._pinned[pin.finding_id]).about
            shape = next((by_id[id] for id in about if id in by_id), None)
            if (
                shape is not None
                and not (isinstance(shape, Bar) and shape.is_runway)
                and pin.day != shape.start
            ):
                pins[at] = replace(pin, day=shape.start, row=shape.row)
        return [pin for pin in pins if pin.finding_id not in lost] if lost else pins


_address = id


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
