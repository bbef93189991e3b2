"""A timeline of which several activities can be selected, and some be looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import QPoint, Signal

from planner.timeline.drawn.shapes import Plan, Shape
from ui.widgets import timeline_access as access
from ui.widgets.timeline_grasp import shape_at
from ui.widgets.timeline_view import TimelineView


class SelectableTimeline(TimelineView):
    """A timeline with a selection: `chosen` leads it, keys and details are about that one."""

    selection_changed = Signal()

    def __init__(self, words: Callable[[Shape], str]) -> None:
        access.install()
        self._also: dict[UUID, None] = {}
        self._hover: Shape | None = None
        self.told: access.ReadTimeline | None = None
        super().__init__(words)
        self.spoken: Callable[[Shape], str] = lambda shape: shape.name

    @property
    def words(self) -> Callable[[Shape], str]:
        """What a shape is, in a few lines; `spoken` says it in one, for screen readers."""
        return self._words

    # Selecting

    @property
    def selection(self) -> tuple[UUID, ...]:
        """Everything that is selected, what was chosen last first."""
        return (self.chosen, *self._also) if self.chosen is not None else ()

    def choose(self, id: UUID | None, *, reveal: bool = False) -> None:
        """Select one activity, or none."""
        before = self.selection
        self._also = {}
        super().choose(id, reveal=reveal)
        if self.selection != before:
            access.tell_chosen(self)
            self.selection_changed.emit()

    def select(self, ids: Iterable[UUID]) -> None:
        """Select several activities; the first is the one that keys and details are about."""
        known = tuple(dict.fromkeys(id for id in ids if self.shape(id) is not None))
        if known == self.selection:
            return
        self._also = dict.fromkeys(known[1:])
        super().choose(known[0] if known else None)
        access.tell_chosen(self)
        self.selection_changed.emit()

    def toggle(self, id: UUID) -> None:
        """Take an activity into the selection, or out of it."""
        now = self.selection
        self.select([other for other in now if other != id] if id in now else [id, *now])

    def show_plan(self, plan: Plan, note: str = "") -> None:
        """Show this plan; what it no longer holds is no longer selected."""
        super().show_plan(plan, note)
        self._hover = self.shape(self._hover.activity_id) if self._hover is not None else None
        if any(self.shape(id) is None for id in self._also):
            self._also = {id: None for id in self._also if self.shape(id) is not None}
            self.selection_changed.emit()
        access.tell_plan(self)

    def shape_under(self, spot: QPoint) -> Shape | None:
        """The shape under a pixel."""
        return shape_at(self.plan, self.ground, spot) if self.plan is not None else None

    # Where the view stands

    @property
    def place(self) -> tuple[float, float]:
        """The first day in view, and the pixels across that are scrolled away."""
        return self.left_day, self._top

    def place_at(self, left_day: float, top: float) -> None:
        """Stand there, as far as there is ground."""
        self.left_day = left_day
        self._scroll_to(top)
        self._moved()
