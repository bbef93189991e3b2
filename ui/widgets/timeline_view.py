"""The timeline as a painted view: a plan, a zoom, a place, a selection.

It draws shapes of `planner.timeline`, never entities. Per frame it touches only what is in view.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)

from planner.timeline.drawn.axis import ticks
from planner.timeline.drawn.shapes import Plan, Shape
from ui.widgets import timeline_bars as bars
from ui.widgets import timeline_clock as clock
from ui.widgets import timeline_frame as frame
from ui.widgets import timeline_ties as ties
from ui.widgets.timeline_ground import (
    Ground,
    scale_for,
)
from ui.widgets.timeline_runs import paint_runs
from ui.widgets.timeline_scene import Scene
from ui.widgets.timeline_stage import TimelineStage
from ui.widgets.timeline_stamps import diamond_outline

# Links are drawn while no more of them are in view than one can follow.
MOST_LINKS = 300
# While the ground moves the eye follows few of them; the others come when it rests.
_MOVING_LINKS = 60


class TimelineView(TimelineStage):
    """Lanes, clocks, bars, milestones, pins. `chosen` is the selected activity, or None."""

    chosen_changed = Signal(object)
    pin_chosen = Signal(str)

    def __init__(self, words: Callable[[Shape], str]) -> None:
        """`words` says what a shape is, for tool tips and screen readers; plain text."""
        self.chosen: UUID | None = None
        self.chosen_pin = ""
        self._order: tuple[Shape, ...] = ()
        super().__init__(words)

    def show_plan(self, plan: Plan, note: str = "") -> None:
        """Show this plan; `note` stands beside the selected shape while it is dragged."""
        super().show_plan(plan, note)
        self._order = ()
        if self.chosen is not None and self.chosen not in plan.by_id:
            self.choose(None)

    # Selecting

    def choose(self, id: UUID | None, *, reveal: bool = False) -> None:
        """Select an activity; `reveal` brings it into view."""
        shape = self.shape(id)
        changed, self.chosen = id != self.chosen, id if shape is not None else None
        if shape is not None and reveal:
            self.reveal(shape)
        if changed:
            self.setAccessibleDescription(self._words(shape) if shape is not None else "")
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.chosen_changed.emit(self.chosen)
        self.viewport().update()

    def choose_pin(self, finding_id: str) -> None:
        """Mark the pin of a clash and bring it into view."""
        self.chosen_pin = finding_id
        pin = next((p for p in self.plan.pins if p.finding_id == finding_id), None) if self.plan else None
        if pin is not None:
            self._reveal(pin.day, pin.row)
        self.viewport().update()

    def reveal(self, shape: Shape) -> None:
        """Bring a shape into view."""
        self._reveal(shape.start, shape.row)

    def _reveal(self, day: int, row: int) -> None:
        ground = self.ground
        if not ground.gutter + 10 <= ground.x(day) <= ground.length - 60:
            self.left_day = day - (ground.length - ground.gutter) / self.day_px / 3
            self._moved()
        first, end = ground.y(row), ground.y(row) + ground.row_size(row)
        if first < ground.head:
            self._scroll_to(self._top + first - ground.head - 6)
        elif end > ground.breadth - self._foot:
            self._scroll_to(self._top + end - ground.breadth + self._foot + 6)
        self.viewport().update()

    def ordered(self) -> tuple[Shape, ...]:
        """All shapes in reading order: row by row within each lane, by date."""
        if not self._order:
            shapes = self.plan.by_id.values() if self.plan is not None else ()
            self._order = tuple(sorted(shapes, key=lambda s: (s.lane, s.start, s.row)))
        return self._order

    def step_choice(self, by: int) -> bool:
        """Select the next shape, or the one before; False at either end."""
        order = self.ordered()
        if not order:
            return False
        places = {shape.activity_id: place for place, shape in enumerate(order)}
        now = (
            places.get(self.chosen, -1 if by > 0 else len(order))
            if self.chosen
            else (-1 if by > 0 else len(order))
        )
        if not 0 <= now + by < len(order):
            return False
        self.choose(order[now + by].activity_id, reveal=True)
        return True

    def next_pin(self, by: int = 1) -> None:
        """Go to the next clash."""
        pins = self.plan.pins if self.plan else ()
        if not pins:
            return
        ids = [pin.finding_id for pin in pins]
        place = ids.index(self.chosen_pin) + by if self.chosen_pin in ids else (0 if by > 0 else -1)
        self.choose_pin(ids[place % len(ids)])
        self.pin_chosen.emit(self.chosen_pin)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ground, inks, plan = self.ground, self.inks, self.plan
        scale = scale_for(ground.day_px)
        first, last = int(ground.left_day), int(ground.last_day) + 1
        marks = ticks(first, last, scale, self.months_from, dates_known=self.dates_known)
        painter.fillRect(0, 0, ground.width, ground.height, inks.brush["surface"])
        painter.setClipRect(ground.body)
        clock.paint_weekends(painter, ground, inks)
        if plan is not None and self._scene is not None:
            found = self._scene.bands(ground)
            clock.paint_hatching(painter, ground, inks, plan.lanes, self._scene.closures(ground))
            frame.paint_grid(painter, ground, inks, marks)
            clock.paint_bands(painter, ground, inks, found)
            frame.paint_today_below(painter, ground, inks, plan.today if self.dates_known else 0)
            self._paint_plan(painter, ground, self._scene)
            painter.setClipping(False)
            painter.drawPixmap(ground.name_spot, self._lane_names(ground, plan))
            frame.paint_lane_lines(painter, ground, inks, len(plan.lanes))
        else:
            frame.paint_grid(painter, ground, inks, marks)
            painter.setClipping(False)
        by_day = scale == "day" and self.dates_known
        upper = ticks(first, last, "month", self.months_from) if by_day else ()
        frame.paint_head(painter, ground, inks, marks, upper)
        if plan is not None:
            frame.paint_today(painter, ground, inks, plan.today if self.dates_known else 0)
        self._paint_edge(painter, ground)
        painter.end()

    def _lane_names(self, ground: Ground, plan: Plan) -> QPixmap:
        """The lanes' names, drawn again only when they have changed or moved."""
        key = (
            ground.top,
            ground.width,
            ground.height,
            ground.gutter,
            self.orientation,
            id(plan),
            id(self.inks),
        )
        if self._names[0] != key:
            self._names = key, frame.lanes_picture(ground, self.inks, plan.lanes)
        return self._names[1]

    def _paint_plan(self, painter: QPainter, ground: Ground, scene: Scene) -> None:
        inks, view = self.inks, scene.in_view(ground)
        chosen = self.shape(self.chosen)
        frame.paint_packages(painter, ground, inks, scene.plan.lanes)
        if view.runs:
            paint_runs(painter, ground, inks, scene.runs(ground, view.runs))
        # While a shape of a huge plan is dragged, its own links are enough.
        quiet = self.shows_links and not view.runs and not (self._note and len(scene.plan.ties) > 2_000)
        most = _MOVING_LINKS if self._rest.isActive() else MOST_LINKS
        links = scene.ties(ground, most) if quiet else ()
        ties.paint_ties(painter, ground, inks, links, scene.lines(ground, links))
        if chosen is not None:
            own = [tie for tie in scene.ties_of(chosen) if not tie.clash]
            ties.paint_ties(painter, ground, inks, own, scene.lines(ground, own), is_strong=True)
        bars.paint_ghosts(painter, ground, inks, scene.ghosts_in_view(ground))
        bars.paint_rows(painter, ground, inks, scene.parts(ground, inks, view))
        ties.paint_broken(painter, ground, inks, scene.lines(ground, scene.clashing_ties(ground)))
        if chosen is not None:
            self._paint_ring(painter, ground, chosen)
        frame.paint_pins(painter, ground, inks, scene.pins(ground, self.chosen_pin), self.chosen_pin)
        if chosen is not None and self._note:
            frame.paint_note(painter, ground, inks, chosen, self._note)

    def _paint_ring(self, painter: QPainter, ground: Ground, shape: Shape) -> None:
        """A ring around the selected shape."""
        inks, box = self.inks, ground.box_of(shape)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(inks.pen("ink", 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if hasattr(shape, "end"):
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5)
        else:
            painter.drawPolygon(diamond_outline(QPointF(box.center()), inks.diamond + 4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def in_view(self, ground: Ground) -> list[Shape]:
        """The shapes that can be seen, those that are drawn in runs included."""
        found: list[Shape] = []
        if self.plan is not None:
            first, last = int(ground.left_day), int(ground.last_day) + 1
            for number in ground.shown_rows:
                if number in self.plan.by_row:
                    found += self.plan.by_row[number].between(first, last)
        return found

    def _paint_edge(self, painter: QPainter, ground: Ground) -> None:
        """The card's rounded edge, where one is in a plan that is bigger than the view, and the focus."""
        inks = self.inks
        whole = self._rows.breadth + ground.head + self._foot
        hidden = whole - ground.breadth
        if hidden > 2:
            room = ground.breadth - ground.head - 12
            size = max(room * ground.breadth / whole, 24)
            at = ground.head + 2 + (room - size) * self._top / hidden
            painter.fillRect(ground.box(ground.length - 6, at, 3, size), inks.brush["muted"])
        frame.paint_edge(painter, ground, inks, has_focus=self.hasFocus())
