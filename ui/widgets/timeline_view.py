"""The timeline as a painted view: a plan, a zoom, a place, a selection.

It draws shapes of `planner.timeline`, never entities. Per frame it touches only what is in view.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from planner.timeline.axis import Scale, ticks
from planner.timeline.shapes import Band, Plan, Shape, Tie
from ui.theme import current_theme, grown
from ui.widgets import timeline_frame as frame
from ui.widgets import timeline_paint as paint
from ui.widgets.timeline_ground import DAY_PX, MAX_DAY_PX, MIN_DAY_PX, Ground, Rows, Spans, scale_for, stacked
from ui.widgets.timeline_inks import RADIUS, Inks

_EMPTY = Rows((), (0.0,), 0.0, 30)


class TimelineView(QAbstractScrollArea):
    """Lanes, clocks, bars, milestones, pins. `chosen` is the selected activity, or None."""

    chosen_changed = Signal(object)
    pin_chosen = Signal(str)
    zoomed = Signal()

    def __init__(self, words: Callable[[Shape], str]) -> None:
        """`words` says what a shape is, for tool tips and screen readers; plain text."""
        super().__init__()
        self._words = words
        self.plan: Plan | None = None
        self.chosen: UUID | None = None
        self.chosen_pin = ""
        self.day_px = DAY_PX["month"]
        self.left_day = float(date.today().toordinal())
        self.months_from: date | None = None
        self._top = 0.0
        self._rows = _EMPTY
        self._inks: Inks | None = None
        self._note = ""
        self._by_id: dict[UUID, Shape] = {}
        self._order: tuple[Shape, ...] = ()
        self._bands: Spans[Band] = Spans((), _nothing, _nothing)
        self._clashing: Spans[Tie] = Spans((), _nothing, _nothing)
        self._ties: dict[UUID, list[Tie]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 190)
        self.setAccessibleName("Timeline")

    # What is shown

    @property
    def inks(self) -> Inks:
        """Colours and fonts for the theme that is worn."""
        theme = current_theme()
        if self._inks is None or self._inks.theme is not theme or self._inks.font != self.font():
            self._inks = Inks(theme, self.font())
        return self._inks

    def show_plan(self, plan: Plan, note: str = "") -> None:
        """Show this plan; `note` stands beside the selected shape while it is dragged."""
        self.plan = plan
        self._note = note
        self._rows = stacked(plan, self.inks.pitch, self.inks.label_height)
        shapes: tuple[Shape, ...] = (*plan.bars, *plan.diamonds)
        self._by_id = {shape.activity_id: shape for shape in shapes}
        self._order = ()
        self._bands = Spans(plan.bands, lambda b: b.start, lambda b: b.end)
        broken = [tie for tie in plan.ties if tie.clash]
        self._clashing = Spans(
            broken, lambda t: min(p[0] for p in t.points), lambda t: max(p[0] for p in t.points)
        )
        self._ties = {}
        for tie in plan.ties:
            self._ties.setdefault(tie.from_id, []).append(tie)
            self._ties.setdefault(tie.to_id, []).append(tie)
        if self.chosen is not None and self.chosen not in self._by_id:
            self.choose(None)
        self._scroll_to(self._top)
        self.updateGeometry()
        self.viewport().update()

    @property
    def ground(self) -> Ground:
        """Where days and rows lie now."""
        size = self.viewport().size()
        return Ground(
            self._rows,
            self.left_day,
            self.day_px,
            self._top,
            self._gutter,
            self._head,
            size.width(),
            size.height(),
        )

    @property
    def _gutter(self) -> int:
        wide = round(self.inks.strong_metrics.averageCharWidth() * 21)
        return min(wide, max(round(self.viewport().width() * 0.24), grown(128)))

    @property
    def _head(self) -> int:
        return round(self.inks.metrics.height() * 2)

    @property
    def days_per_character(self) -> float:
        """How many days a letter of a name takes at this zoom."""
        return self.inks.metrics.averageCharWidth() * 1.02 / self.day_px

    def sizeHint(self) -> QSize:
        return QSize(900, round(self._rows.height) + self._head + 30)

    def full_height(self) -> int:
        """The height that shows every lane."""
        return round(self._rows.height) + self._head + self.inks.foot

    def shape(self, id: UUID | None) -> Shape | None:
        """The shape of an activity, if it has one."""
        return self._by_id.get(id) if id is not None else None

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
        if not ground.gutter + 10 <= ground.x(day) <= ground.width - 60:
            self.left_day = day - (ground.width - ground.gutter) / self.day_px / 3
        y = ground.y(row)
        if y < ground.head:
            self._scroll_to(self._top + y - ground.head - 6)
        elif y + self._rows.pitch > ground.height - self.inks.foot:
            self._scroll_to(self._top + y + self._rows.pitch - ground.height + self.inks.foot + 6)
        self.viewport().update()

    def ordered(self) -> tuple[Shape, ...]:
        """All shapes in reading order: row by row within each lane, by date."""
        if not self._order:
            shapes = self._by_id.values()
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

    # Zooming and panning

    def zoom(self, factor: float, at_x: float | None = None) -> None:
        """Zoom around a pixel; around the middle when none is given."""
        ground = self.ground
        x = (ground.gutter + ground.width) / 2 if at_x is None else max(at_x, ground.gutter)
        day = ground.day_at(x)
        self.day_px = min(max(self.day_px * factor, MIN_DAY_PX), MAX_DAY_PX)
        self.left_day = day - (x - ground.gutter) / self.day_px
        self._moved(zoomed=True)

    def zoom_to(self, scale: Scale) -> None:
        """The zoom at which the axis shows weeks, months, quarters or years; the first day stays."""
        self.zoom(DAY_PX[scale] / self.day_px, self._gutter)

    def fit(self) -> None:
        """Show the whole plan."""
        if self.plan is None:
            return
        room = max(self.viewport().width() - self._gutter, 100)
        self.day_px = min(max(room / max(self.plan.end - self.plan.start, 7), MIN_DAY_PX), MAX_DAY_PX)
        self.left_day = float(self.plan.start)
        self._moved(zoomed=True)

    def pan(self, days: float) -> None:
        """Move along the axis."""
        self.left_day += days
        self._moved()

    def _moved(self, *, zoomed: bool = False) -> None:
        # The axis ends where dates end.
        self.left_day = min(max(self.left_day, 1.0), float(date.max.toordinal() - 7))
        if zoomed:
            self.zoomed.emit()
        self.viewport().update()

    def _scroll_to(self, top: float) -> None:
        most = max(self.full_height() - self.viewport().height(), 0)
        self._top = min(max(top, 0.0), float(most))
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ground, inks, plan = self.ground, self.inks, self.plan
        scale = scale_for(self.day_px)
        marks = ticks(int(ground.left_day), int(ground.last_day) + 1, scale, self.months_from)
        painter.fillRect(0, 0, ground.width, ground.height, inks.brush["surface"])
        bands = self._bands.between(ground.left_day, ground.last_day)
        paint.paint_hatching(painter, ground, inks, bands)
        frame.paint_grid(painter, ground, inks, marks)
        if plan is not None:
            painter.setClipRect(ground.gutter, ground.head, ground.width, ground.height)
            self._paint_plan(painter, ground, plan, bands)
            painter.setClipping(False)
            frame.paint_lanes(painter, ground, inks, plan.lanes)
        frame.paint_head(painter, ground, inks, marks, DAY_PX[scale])
        if plan is not None:
            frame.paint_today(painter, ground, inks, plan.today)
        self._paint_edge(painter, ground)
        painter.end()

    def _paint_plan(self, painter: QPainter, ground: Ground, plan: Plan, bands: tuple[Band, ...]) -> None:
        inks, first, last = self.inks, ground.left_day, ground.last_day
        paint.paint_bands(painter, ground, inks, bands)
        ties = dict.fromkeys(self._clashing.between(first, last))
        ties |= dict.fromkeys(self._ties.get(self.chosen, ()) if self.chosen else ())
        paint.paint_ties(painter, ground, inks, [tie for tie in ties if not tie.clash])
        paint.paint_bars(painter, ground, inks, self.in_view(ground))
        paint.paint_ties(painter, ground, inks, [tie for tie in ties if tie.clash])
        shape = self.shape(self.chosen)
        if shape is not None:
            paint.paint_chosen(painter, ground, inks, shape)
        frame.paint_pins(painter, ground, inks, plan.pins, self.chosen_pin)
        if shape is not None and self._note:
            frame.paint_note(painter, ground, inks, shape, self._note)

    def in_view(self, ground: Ground) -> list[Shape]:
        """The shapes that can be seen."""
        found: list[Shape] = []
        if self.plan is not None:
            first, last = int(ground.left_day), int(ground.last_day) + 1
            for number in ground.shown_rows:
                if number in self.plan.by_row:
                    found += self.plan.by_row[number].between(first, last)
        return found

    def _paint_edge(self, painter: QPainter, ground: Ground) -> None:
        """The card's rounded edge, where one is in a plan that is higher than the view, and the focus."""
        inks, box = self.inks, QRectF(0.5, 0.5, ground.width - 1, ground.height - 1)
        hidden = self.full_height() - ground.height
        if hidden > 2:
            room = ground.height - ground.head - 12
            length = max(room * ground.height / self.full_height(), 24)
            y = ground.head + 2 + (room - length) * self._top / hidden
            painter.fillRect(QRectF(ground.width - 6, y, 3, length), inks.brush["muted"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, across in ((0, 1), (ground.width, -1)):
            for y, down in ((0, 1), (ground.height, -1)):
                painter.setTransform(QTransform(across, 0, 0, down, x, y))
                painter.fillPath(inks.corner, inks.brush["window"])
        painter.resetTransform()
        painter.setPen(inks.pen("ink", 2) if self.hasFocus() else inks.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            box.adjusted(0.5, 0.5, -0.5, -0.5) if self.hasFocus() else box, RADIUS, RADIUS
        )

    # Qt's own events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll_to(self._top)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.plan is not None:
            self.show_plan(self.plan, self._note)


def _nothing(_: object) -> float:
    return 0.0


def _first_day(tie: Tie) -> float:
    return min(day for day, _ in tie.points)


def _last_day(tie: Tie) -> float:
    return max(day for day, _ in tie.points)
