"""The links of a plan from MS Project, without those that would make a loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from planner.document import Snapshot
from planner.exchange.plan.project_tasks import Remarks, Task
from planner.model import Link
from planner.terms import LinkKind

# In a knot of more links than this none is tried on its own: every one of them is left out.
MAX_TRIED = 2_000

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class _Wanted:
    before: UUID
    after: UUID
    kind: LinkKind
    lag_days: int
    said: str


def links_taken(
    tasks: Iterable[Task], ids: Mapping[str, UUID], snapshot: Snapshot, remarks: Remarks
) -> list[tuple[Link | None, Link]]:
    """Each link of the file as it will be, with the one that is here already."""
    wanted = _wanted(tasks, ids, remarks)
    here: dict[Pair, list[Link]] = {}
    for link in snapshot.all(Link):
        here.setdefault((link.before_id, link.after_id), []).append(link)
    coming: dict[Pair, list[_Wanted]] = {}
    for each in wanted:
        coming.setdefault((each.before, each.after), []).append(each)
    rank = max((link.rank for link in snapshot.all(Link)), default=0)
    found: list[tuple[Link | None, Link]] = []
    for each in _without_loops(wanted, here, remarks):
        pair = (each.before, each.after)
        known = here.get(pair, [])
        same = next((link for link in known if link.kind == each.kind), None)
        if same is None and len(known) == len(coming[pair]) == 1:
            same = known[0]
        if same is not None:
            fields = {**same.__dict__, "kind": each.kind, "lag_days": each.lag_days}
            found.append((same, Link.model_validate(fields)))
            continue
        home = snapshot.partnership.id
        made = Link(
            id=uuid5(home, f"msproject/{each.before}/{each.after}/{each.kind}"),
            partnership_id=home,
            rank=rank + len(found) + 1,
            before_id=each.before,
            after_id=each.after,
            kind=each.kind,
            lag_days=each.lag_days,
        )
        known_id = snapshot.find(Link, made.id)
        found.append((known_id, made if known_id is None else known_id))
    return found


def _wanted(tasks: Iterable[Task], ids: Mapping[str, UUID], remarks: Remarks) -> list[_Wanted]:
    found: dict[tuple[UUID, UUID, LinkKind], _Wanted] = {}
    for task in tasks:
        after = ids.get(task.uid)
        for waiting in task.links:
            before = ids.get(waiting.uid)
            if before is None or after is None:
                remarks.add("Links from rows that were not taken over were left out", task.name)
            elif before == after:
                remarks.add("Links of a row to itself were left out", task.name)
            elif (before, after, waiting.kind) in found:
                remarks.add("Links that the file holds twice were taken once", task.name)
            else:
                made = _Wanted(before, after, waiting.kind, waiting.lag_days, task.name)
                found[before, after, waiting.kind] = made
    return list(found.values())


def _without_loops(wanted: Sequence[_Wanted], here: Iterable[Pair], remarks: Remarks) -> list[_Wanted]:
    """The links without those that would have activities wait for each other in a loop."""
    pairs = [*here, *((each.before, each.after) for each in wanted)]
    knotted = _knot(pairs)
    if not knotted:
        return list(wanted)
    inside = [each for each in wanted if each.before in knotted and each.after in knotted]
    follows: dict[UUID, set[UUID]] = {}
    for before, after in here:
        follows.setdefault(before, set()).add(after)
    refused: set[int] = set()
    if len(inside) > MAX_TRIED:
        refused = {id(each) for each in inside}
    for each in inside if not refused else ():
        if _reaches(follows, each.after, each.before):
            refused.add(id(each))
        else:
            follows.setdefault(each.before, set()).add(each.after)
    for each in inside:
        if id(each) in refused:
            remarks.add("Links that would close a loop were left out; they lead to", each.said)
    return [each for each in wanted if id(each) not in refused]


def _knot(pairs: Sequence[Pair]) -> frozenset[UUID]:
    """The activities in a loop, or between two of them: what is left when both ends are peeled off."""
    left = {id for pair in pairs for id in pair}
    for is_forward in (True, False):
        nexts: dict[UUID, list[UUID]] = {}
        waits = dict.fromkeys(left, 0)
        for before, after in pairs:
            if before in left and after in left:
                first, then = (before, after) if is_forward else (after, before)
                nexts.setdefault(first, []).append(then)
                waits[then] += 1
        free = deque(id for id, count in waits.items() if not count)
        while free:
            first = free.popleft()
            left.discard(first)
            for then in nexts.get(first, ()):
                waits[then] -= 1
                if not waits[then]:
                    free.append(then)
    return frozenset(left)


def _reaches(follows: Mapping[UUID, set[UUID]], start: UUID, end: UUID) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        fresh = follows.get(at, set()) - seen
        seen |= fresh
        waiting += fresh
    return False
