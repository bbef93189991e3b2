"""Ties for clashes of order that no link says: the second begins before the first is through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from planner.findings import Finding
from planner.terms import Severity
from planner.timeline.shapes import Bar, Plan, Shape, Tie

_EDGE = 0.38


def with_clash_ties(plan: Plan, found: Iterable[Finding]) -> Plan:
    """The plan, with a tie between the two activities of each error of order that has none yet."""
    shapes: dict[UUID, Shape] = {bar.activity_id: bar for bar in plan.bars if not bar.is_runway}
    shapes.update((diamond.activity_id, diamond) for diamond in plan.diamonds)
    tied = {frozenset((tie.from_id, tie.to_id)) for tie in plan.ties}
    added = tuple(_ties(shapes, found, tied))
    return replace(plan, ties=(*plan.ties, *added)) if added else plan


def _ties(
    shapes: Mapping[UUID, Shape], found: Iterable[Finding], tied: set[frozenset[UUID]]
) -> Iterator[Tie]:
    for finding in found:
        ids = finding.about
        if finding.severity is not Severity.ERROR or len(ids) != 2 or frozenset(ids) in tied:
            continue
        if any(id not in shapes for id in ids):
            continue
        after, before = shapes[ids[0]], shapes[ids[1]]
        end = before.end if isinstance(before, Bar) else before.start
        if before.start <= after.start < end and before.row != after.row:
            # From the edge of one bar to the edge of the other, so that no name is crossed.
            down = 1 if after.row > before.row else -1
            day = float(after.start)
            points = ((day, before.row + 0.5 + down * _EDGE), (day, after.row + 0.5 - down * _EDGE))
            yield Tie(ids[0], before.activity_id, after.activity_id, points, clash=True)
