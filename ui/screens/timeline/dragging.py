"""What a hand holds on the timeline: where it would land, what the plan would be, what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from planner.model import Activity
from planner.timeline.drawn.shapes import Bar, Shape
from planner.timeline.snapping import Edge, edges_of, nearest
from planner.timeline.words import project_month
from planner.wording import spoken_date
from ui.screens.timeline import edits
from ui.widgets.timeline_ground import scale_for

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen
    from ui.screens.timeline.trial import Trials
    from ui.widgets.timeline_gestures import Drag

Moves = Mapping[UUID, Mapping[str, object]]
# How near an edge must come to be drawn to it, and the most that is in days when zoomed out.
SNAP_PX, SNAP_DAYS = 7.0, 7.0


class Holding:
    """One drag, from taking hold to letting go. The shapes are those from before it."""

    def __init__(self, screen: TimelineScreen, id: UUID) -> None:
        self._screen = screen
        self.ids = tuple(i for i in screen.canvas.selection if i in screen.times) or (id,)
        self._shape = _shape_of(screen, id)
        self._edges: tuple[Edge, ...] | None = None
        self._shown: tuple[int, int, str | None] | None = None
        self._trials: Trials | None = None

    def show(self, drag: Drag) -> None:
        """Show the plan as it would be."""
        screen, shape = self._screen, self._shape
        if screen.plan is None or shape is None:
            return
        days, edge = self.settle(drag)
        screen.canvas.guide = edge.day if edge is not None else None
        if (days, drag.lane, drag.package) == self._shown:
            return
        self._shown = (days, drag.lane, drag.package)
        if self._trials is None:
            self._trials = screen.relaying.trials(screen.plan, screen.desk.session.snapshot)
        seen = self._trials.of(self.moves(drag))
        found = seen.times.get(drag.id)
        note = ""
        if found is not None:
            day = found.end if drag.grip == "end" else found.start
            by_end = drag.grip == "move" and edge is not None and edge.day != found.start.toordinal()
            note = self._note(
                day, f"ends at the {edge.words}" if edge and by_end else edge.words if edge else ""
            )
            if found.pushed_by is not None and drag.grip != "end":
                note += f", waits for “{found.pushed_by.name}”"
        if self._changes_lane(drag):
            note += f" → {screen.plan.lanes[drag.lane].title}"
        if drag.package is not None:
            note += f" → {drag.package or 'no work package'}"
        screen.canvas.show_plan(seen.plan, note)

    def _note(self, day: date, met: str) -> str:
        start_on = self._screen.canvas.months_from
        month = f" ({project_month(day, start_on)})" if start_on is not None else ""
        return f"{spoken_date(day)}{month}" + (f", {met}" if met else "")

    def settle(self, drag: Drag) -> tuple[int, Edge | None]:
        """Whole days, and the edge that drew them near, if one did."""
        shape, screen = self._shape, self._screen
        if drag.is_free or round(drag.days) == 0 or shape is None or screen.plan is None:
            return round(drag.days), None
        if self._edges is None:
            snapshot = screen.desk.session.snapshot
            self._edges = edges_of(screen.plan.bands, shape.lane, snapshot, screen.times, self.ids)
        day_px = screen.canvas.day_px
        within, scale = min(SNAP_PX / day_px, SNAP_DAYS), scale_for(day_px)
        ends = [shape.end] if isinstance(shape, Bar) else []
        held = {"move": [shape.start, *ends], "start": [shape.start], "end": ends}.get(drag.grip, [])
        drawn = [(nearest(day + drag.days, self._edges, scale, within), day) for day in held]
        near = [(edge, edge.day - day) for edge, day in drawn if edge is not None]
        if not near:
            return round(drag.days), None
        edge, days = min(near, key=lambda pair: abs(pair[1] - drag.days))
        return days, edge

    def _changes_lane(self, drag: Drag) -> bool:
        return drag.grip == "move" and self._shape is not None and drag.lane not in (-1, self._shape.lane)

    def moves(self, drag: Drag) -> Moves:
        """The fields that change, for each activity that is held."""
        screen = self._screen
        days, _ = self.settle(drag)
        session = screen.desk.session
        if drag.grip != "move":
            found = screen.times.get(drag.id)
            if found is None or found.activity.is_milestone or not days:
                return {}
            change = edits.started if drag.grip == "start" else edits.resized
            return {drag.id: change(session.snapshot, session.library, found, days)}
        lane = (
            edits.into_lane(screen.plan.lanes[drag.lane]) if screen.plan and self._changes_lane(drag) else {}
        )
        seat = {**lane, "sublane": drag.package} if drag.package is not None else lane
        return {
            id: {**(edits.moved(screen.times[id], days) if days else {}), **seat}
            for id in self.ids
            if (days or seat) and id in screen.times
        }


def _shape_of(screen: TimelineScreen, id: UUID) -> Shape | None:
    """The shape as it stood before anything was dragged."""
    return screen.canvas.shape(id)


def named(screen: TimelineScreen, ids: tuple[UUID, ...] | list[UUID]) -> str:
    """One activity by its name, several by their number."""
    if len(ids) == 1:
        found = screen.desk.session.snapshot.find(Activity, ids[0])
        return found.name if found is not None else "an activity"
    return f"{len(ids):,} activities"
