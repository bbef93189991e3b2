"""Drawing links between activities, never into a loop."""

from __future__ import annotations

from collections import deque
from uuid import UUID

from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.model import Activity, Link
from planner.terms import LinkKind
from planner.timeline.words import listed


def loop_if_linked(snapshot: Snapshot, before_id: UUID, after_id: UUID) -> tuple[Activity, ...]:
    """The activities that would wait for each other if this link were drawn; empty when none would."""
    follows: dict[UUID, list[UUID]] = {}
    for link in snapshot.all(Link):
        follows.setdefault(link.before_id, []).append(link.after_id)
    came_from: dict[UUID, UUID | None] = {after_id: None}
    queue = deque([after_id])
    while queue and before_id not in came_from:
        for other in follows.get(queue[0], ()):
            if other not in came_from:
                came_from[other] = queue[0]
                queue.append(other)
        queue.popleft()
    if before_id not in came_from:
        return ()
    trail: list[UUID] = []
    step: UUID | None = before_id
    while step is not None:
        trail.append(step)
        step = came_from[step]
    found = (snapshot.find(Activity, id) for id in reversed(trail))
    return tuple(activity for activity in found if activity is not None)


def why_not_linked(snapshot: Snapshot, before_id: UUID, after_id: UUID) -> str:
    """Why a link would be refused, in a sentence that names the loop; nothing when it may be drawn."""
    loop = loop_if_linked(snapshot, before_id, after_id)
    if len(loop) == 1:
        return "An activity cannot wait for itself."
    names = listed([f"“{activity.name}”" for activity in loop])
    return f"With this link {names} would wait for each other in a loop." if loop else ""


def add_link(
    document: Document,
    before: Activity,
    after: Activity,
    *,
    kind: LinkKind = LinkKind.FINISH_START,
    lag_days: int = 0,
) -> Link:
    """Draw a link, in one step. Raises Refused, naming the loop, when the two would wait for each other."""
    refusal = why_not_linked(document.snapshot(), before.id, after.id)
    if refusal:
        raise Refused(refusal)
    link = Link(
        partnership_id=document.partnership.id,
        before_id=before.id,
        after_id=after.id,
        kind=kind,
        lag_days=lag_days,
    )
    return document.add(link, label=f"link from {before.name} to {after.name}")
