"""What a timeline shows and where: a plan, an orientation, a zoom, a place. Painted by its subclass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from planner.timeline.drawn.axis import Scale
from planner.timeline.drawn.shapes import Band, Plan, Shape
from ui.theme import current_theme, grown
from ui.widgets import timeline_bars as bars
from ui.widgets import timeline_frame as frame
from ui.widgets.timeline_ground import (
    DAY_PX,
    MAX_DAY_PX,
    MIN_DAY_PX,
    Ground,
    Orientation,
    Rows,
    Sizes,
    Spans,
    stacked,
)
from ui.widgets.timeline_inks import Inks
from ui.widgets.timeline_minimap import TimelineMinimap
from ui.widgets.timeline_scene import Ghosts, Scene

_EMPTY = Rows((), (), (), 0.0)
_DENSE_ROW = 11
# Having moved for the last time so long ago, the ground rests.
_REST_MS = 140
_MAP_GAP = 6
# Lower than this, and not whole, a plan has no room for an overview.
_LOW = 420


class TimelineStage(QAbstractScrollArea):
    """A plan laid out on a widget, with an overview that moves it.

    `months_from` counts project months on the axis; with `dates_known` False it shows nothing else,
    and no today. `shows_links` draws all links quietly.
    """

    zoomed = Signal()
    moved = Signal()

    def __init__(self, words: Callable[[Shape], str]) -> None:
        """`words` says what a shape is, for tool tips and screen readers; plain text."""
        super().__init__()
        self._words = words
        self.plan: Plan | None = None
        self.day_px = DAY_PX["month"]
        self.left_day = float(date.today().toordinal())
        self.months_from: date | None = None
        self.dates_known = True
        self.shows_links = True
        self.orientation: Orientation = "lanes"
        self._matching: frozenset[UUID] | None = None
        self._critical: frozenset[UUID] = frozenset()
        self._ghosts: Ghosts = ()
        self._top = 0.0
        self._rows = _EMPTY
        self._names_height = 0
        self._inks: Inks | None = None
        self._note = ""
        self._scene: Scene | None = None
        self._bands: Spans[Band] = Spans((), _nothing, _nothing)
        self._names: tuple[object, QPixmap] = ((), QPixmap())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 190)
        self.setAccessibleName("Timeline")
        # Every pixel is painted here, so nothing needs to be cleared before.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.viewport().update)
        self.minimap = TimelineMinimap(self)
        self._arrange()

    # What is shown

    @property
    def inks(self) -> Inks:
        """Colours and fonts for the theme that is worn."""
        theme, ratio = current_theme(), self.devicePixelRatioF()
        held = self._inks
        if held is None or held.theme is not theme or held.ratio != ratio or held.font != self.font():
            self._inks = held = Inks(theme, self.font(), ratio)
        return held

    def show_plan(self, plan: Plan, note: str = "") -> None:
        """Show this plan; `note` stands beside the selected shape while it is dragged."""
        self.plan = plan
        self._note = note
        former, stood = self._scene, (self._rows, self._inks)
        self._scene = Scene(plan, self._ghosts, self._matching, self._critical)
        self._bands = Spans(plan.bands, lambda b: b.start, lambda b: b.end)
        self._restack()
        if former is not None and stood == (self._rows, self._inks):
            self._scene.take_over(former)
        if self.minimap.isHidden() is self._has_overview:
            self._arrange()
        self.minimap.refresh()
        self.updateGeometry()

    def show_as(self, orientation: Orientation) -> None:
        """Lanes, where time runs to the right, or columns, where it runs down.

        The plan stays as it was packed: who shows it lays it out anew for columns.
        """
        if orientation != self.orientation:
            self.orientation = orientation
            self._top = 0.0
            self._arrange()
            self._restack()
            self._moved(zoomed=True)

    def show_ghosts(self, ghosts: Ghosts) -> None:
        """Show where activities stood in up to three baselines: first and last day by activity id."""
        if ghosts != self._ghosts:
            self._ghosts = ghosts
            self._renew()

    def show_matching(self, ids: frozenset[UUID] | None) -> None:
        """Let everything but these step back; None shows all alike."""
        if ids != self._matching:
            self._matching = ids
            self._renew()

    def mark_critical(self, ids: frozenset[UUID]) -> None:
        """Give these a stronger outline: they cannot slip."""
        if ids != self._critical:
            self._critical = ids
            self._renew()

    def _renew(self) -> None:
        if self.plan is not None:
            self._scene = Scene(self.plan, self._ghosts, self._matching, self._critical)
            self._restack()

    def _restack(self) -> None:
        """Give every row its place for the size of the view."""
        if self.plan is not None:
            self._rows = stacked(self.plan, self._sizes(self.plan))
            self._names_height = frame.names_height(self.inks, self._rows, self.plan.lanes)
            # Runs keep the places of their rows.
            if self._scene is not None:
                self._scene.forget()
        self._names = ((), QPixmap())
        self._scroll_to(self._top)

    @property
    def _under(self) -> int:
        return len(self._ghosts[:3]) * (bars.GHOST + 2)

    def _sizes(self, plan: Plan) -> Sizes:
        inks, under = self.inks, self._under
        if self.orientation == "lanes":
            return Sizes(
                inks.pitch + under,
                round(inks.strip + 6),
                round(inks.line + 5),
                _DENSE_ROW + under,
                inks.label_height,
            )
        strips = sum(lane.strip_rows for lane in plan.lanes)
        captions = sum(len(lane.sublanes) for lane in plan.lanes)
        columns = max(plan.rows - strips - captions, 1)
        strip, caption = round(inks.line + 3), 10
        free = (
            self.viewport().width()
            - self._head_for(inks)
            - strips * strip
            - captions * caption
            - 14 * len(plan.lanes)
        )
        work = min(max(int(free / columns), grown(56)), grown(220))
        return Sizes(work + under, strip, caption, 14 + under, grown(128))

    @property
    def ground(self) -> Ground:
        """Where days and rows lie now."""
        size, inks = self.viewport().size(), self.inks
        # On whole pixels, so that names and bars move alike.
        left_day = round(self.left_day * self.day_px) / self.day_px
        return Ground(
            self._rows,
            left_day,
            self.day_px,
            round(self._top),
            self._gutter_for(inks),
            self._head_for(inks),
            size.width(),
            size.height(),
            self.orientation,
            inks.bar,
            inks.diamond,
            self._under,
        )

    def _gutter_for(self, inks: Inks) -> int:
        if self.orientation == "columns":
            return self._names_height
        wide = round(inks.strong_metrics.averageCharWidth() * 21)
        return min(wide, max(round(self.viewport().width() * 0.24), grown(128)))

    def _head_for(self, inks: Inks) -> int:
        if self.orientation == "columns":
            return round(inks.metrics.horizontalAdvance("30 Sep 2026") + 20)
        return round(inks.line * 2)

    @property
    def _foot(self) -> int:
        return self.inks.foot if self.orientation == "lanes" else 0

    @property
    def days_per_character(self) -> float:
        """How many days a letter of a name takes at this zoom."""
        return self.inks.metrics.averageCharWidth() * 1.02 / self.day_px

    @property
    def days_per_line(self) -> float | None:
        """How many days a line of text takes in columns at this zoom; None in lanes."""
        return self.inks.line / self.day_px if self.orientation == "columns" else None

    def sizeHint(self) -> QSize:
        return QSize(900, self.full_height())

    def full_height(self) -> int:
        """The height that shows every lane, and the overview; columns take what they get."""
        if self.orientation == "columns":
            return 16_000
        return (
            round(self._rows.breadth)
            + self._head_for(self.inks)
            + self._foot
            + self.minimap.breadth
            + _MAP_GAP
        )

    @property
    def _has_overview(self) -> bool:
        """Whether there is room for the overview: always beside columns, and below lanes if all are seen."""
        return self.orientation == "columns" or self.height() >= min(grown(_LOW), self.full_height())

    def shape(self, id: UUID | None) -> Shape | None:
        """The shape of an activity, if it has one."""
        return self.plan.by_id.get(id) if id is not None and self.plan is not None else None

    def across_of(self, id: UUID | None) -> float:
        """The first pixel across time of an activity's row; 0 without one."""
        shape = self.shape(id)
        return self.ground.row_top(shape.row) if shape is not None else 0.0

    # Zooming and panning

    def zoom(self, factor: float, at_along: float | None = None) -> None:
        """Zoom around a pixel along time; around the middle when none is given."""
        ground = self.ground
        at = (ground.gutter + ground.length) / 2 if at_along is None else max(at_along, ground.gutter)
        day = self.left_day + (at - ground.gutter) / self.day_px
        self.day_px = min(max(self.day_px * factor, MIN_DAY_PX), MAX_DAY_PX)
        self.left_day = day - (at - ground.gutter) / self.day_px
        self._moved(zoomed=True)

    def zoom_to(self, scale: Scale) -> None:
        """The zoom at which the axis shows days, weeks, months, quarters or years; the first day stays."""
        self.zoom(DAY_PX[scale] / self.day_px, self.ground.gutter)

    def fit(self) -> None:
        """Show the whole plan."""
        if self.plan is not None:
            self.show_days(self.plan.start, max(self.plan.end, self.plan.start + 7))

    def show_days(self, start: float, end: float) -> None:
        """Show just these days."""
        ground = self.ground
        room = max(ground.length - ground.gutter, 100)
        self.day_px = min(max(room / max(end - start, 1.0), MIN_DAY_PX), MAX_DAY_PX)
        self.left_day = float(start)
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
        self.moved.emit()
        self._rest.start()
        self.viewport().update()
        self.minimap.follow()

    def scroll_to(self, top: float) -> None:
        """Scroll so many pixels across the rows, as far as there is ground."""
        self._scroll_to(top)

    def _scroll_to(self, top: float) -> None:
        ground = self.ground
        most = max(self._rows.breadth + ground.head + self._foot - ground.breadth, 0)
        self._top = min(max(top, 0.0), float(most))
        self.viewport().update()
        self.minimap.follow()

    # Qt's own events

    def _arrange(self) -> None:
        """The overview at the foot of lanes, beside columns; nowhere where there is little room."""
        size, depth = self.size(), self.minimap.breadth
        columns = self.orientation == "columns"
        is_shown = self._has_overview
        room = depth + _MAP_GAP if is_shown else 0
        self.setViewportMargins(0, 0, room if columns else 0, 0 if columns else room)
        self.minimap.setVisible(is_shown)
        if columns:
            self.minimap.setGeometry(size.width() - depth, 0, depth, size.height())
        else:
            self.minimap.setGeometry(0, size.height() - depth, size.width(), depth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if self.orientation == "columns":
            self._restack()
        self._scroll_to(self._top)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.plan is not None:
            self._arrange()
            self.show_plan(self.plan, self._note)


def _nothing(_: object) -> float:
    return 0.0
