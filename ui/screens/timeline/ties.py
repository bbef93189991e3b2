"""Ties for clashes of order that no link says: the second begins before the first is through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from planner.findings import Finding
from planner.terms import Severity
from planner.timeline.drawn.shapes import Bar, Plan, Shape, Tie

# Both ends of a link, by the numbers of their ids.
Pair = tuple[int, int]


def with_clash_ties(plan: Plan, found: Iterable[Finding]) -> Plan:
    """The plan, with a tie between the two activities of each error of order that has none yet."""
    added = tuple(clash_ties(found, plan.by_id, pairs_of(plan.ties)))
    return replace(plan, ties=(*plan.ties, *added)) if added else plan


def pairs_of(ties: Iterable[Tie]) -> set[Pair]:
    """What is tied to what."""
    return {(tie.before.activity_id.int, tie.after.activity_id.int) for tie in ties}


def clash_ties(found: Iterable[Finding], shapes: Mapping[UUID, Shape], tied: set[Pair]) -> Iterator[Tie]:
    """A tie between the two activities of each error of order that are not tied."""
    for finding in found:
        ids = finding.about
        if finding.severity is not Severity.ERROR or len(ids) != 2:
            continue
        after, before = shapes.get(ids[0]), shapes.get(ids[1])
        if after is None or before is None or _is_runway(after) or _is_runway(before):
            continue
        end = before.end if isinstance(before, Bar) else before.start
        pair = ids[0].int, ids[1].int
        if (
            before.start <= after.start < end
            and before.row != after.row
            and tied.isdisjoint((pair, pair[::-1]))
        ):
            yield Tie(ids[0], before, after, "clash", clash=True)


def _is_runway(shape: Shape) -> bool:
    return isinstance(shape, Bar) and shape.is_runway
