"""The whole timeline in a strip: where work is dense, both clocks, clashes, today, and what is in view.

It stands in place of scroll bars: the window in it is dragged to move, by its ends to zoom.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from planner.terms import Side
from planner.timeline.drawn.shapes import Plan
from planner.wording import spoken_date
from ui.theme import grown
from ui.widgets.timeline_inks import RADIUS, Inks

if TYPE_CHECKING:
    from ui.widgets.timeline_stage import TimelineStage

Grip = Literal["move", "start", "end"]
_DEPTH, _INSET, _GRIP_PX = 30, 8.0, 7.0
_RIBBON, _AT_EDGE = 3.0, 4.0
_SMALLEST_PX = 10.0
_VEIL = 150


class TimelineMinimap(QWidget):
    """The overview of a timeline's plan, along the same direction of time as the view."""

    def __init__(self, view: TimelineStage) -> None:
        super().__init__(view)
        self._view = view
        self._picture: tuple[object, QPixmap] = ((), QPixmap())
        self._count = 0
        self._held: tuple[Grip, float, float, float] | None = None
        # Shown instead of what would be drawn, while the view has only a piece of the plan.
        self.stand_in: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Overview of the timeline")
        self.setToolTip("Drag the frame to move, its ends to zoom")

    @property
    def breadth(self) -> int:
        """Its size across time."""
        return grown(_DEPTH)

    def refresh(self) -> None:
        """The plan is another one."""
        # While something is dragged the overview waits: it is made anew after the drop.
        if not self._view._note:
            self._count += 1
        self.follow()

    def follow(self) -> None:
        """What is in view has moved."""
        self.update()

    # Days and pixels

    @property
    def _is_columns(self) -> bool:
        return self._view.orientation == "columns"

    @property
    def _length(self) -> float:
        return (self.height() if self._is_columns else self.width()) - 2 * _INSET

    @property
    def _span(self) -> tuple[float, float]:
        plan = self._view.plan
        return (float(plan.start), float(max(plan.end, plan.start + 7))) if plan else (0.0, 365.0)

    def along(self, day: float) -> float:
        """The pixel of a day, kept inside."""
        start, end = self._span
        share = (min(max(day, start), end) - start) / (end - start)
        return _INSET + share * self._length

    def _day_at(self, along: float) -> float:
        start, end = self._span
        return start + (along - _INSET) * (end - start) / max(self._length, 1.0)

    @property
    def shown(self) -> tuple[float, float]:
        """The pixels along time between which lies what is in view."""
        ground = self._view.ground
        first, end = self.along(ground.left_day), self.along(ground.last_day)
        if end - first < _SMALLEST_PX:
            middle = min(max((first + end) / 2, _INSET + _SMALLEST_PX / 2), _INSET + self._length)
            first, end = middle - _SMALLEST_PX / 2, middle + _SMALLEST_PX / 2
        return first, end

    def _box(self, along: float, across: float, length: float, breadth: float) -> QRectF:
        if self._is_columns:
            return QRectF(across, along, breadth, length)
        return QRectF(along, across, length, breadth)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        inks = self._view.inks
        key = self._count, self.size(), inks.theme.name, inks.ratio, self._is_columns
        if self._picture[0] != key:
            self._picture = key, self._drawn(inks)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture[1])
        first, end = self.shown
        veil = QColor(inks.colour["window"])
        veil.setAlpha(_VEIL)
        broad = self.breadth - 2
        painter.fillRect(self._box(1, 1, max(first - 1, 0), broad), veil)
        whole = self._length + 2 * _INSET
        painter.fillRect(self._box(end, 1, max(whole - 1 - end, 0), broad), veil)
        frame = inks.brush["muted"]
        for box in (
            self._box(first, 1, end - first, 1),
            self._box(first, broad, end - first, 1),
            self._box(first, 1, 1, broad),
            self._box(end - 1, 1, 1, broad),
            self._box(first - 1, self.breadth / 2 - 5, 3, 10),
            self._box(end - 2, self.breadth / 2 - 5, 3, 10),
        ):
            painter.fillRect(box, frame)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(inks.pen("ink", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)

    @property
    def picture(self) -> QPixmap:
        """Everything but the window, as it was painted last."""
        return self._picture[1]

    def _drawn(self, inks: Inks) -> QPixmap:
        """Everything but the window."""
        if self.stand_in is not None:
            return self.stand_in
        made = inks.blank(self.width(), self.height())
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush["surface"])
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS - 2, RADIUS - 2)
        painter.setPen(inks.pen("line"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 2, RADIUS - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        plan = self._view.plan
        if plan is not None and self._length > 10:
            self._draw_clocks(painter, inks, plan)
            self._draw_density(painter, inks, plan)
            painter.setBrush(inks.brush["error"])
            # Thousands of them, and of bands, stand on a few hundred pixels.
            spots = {round(self.along(day)) for day in {pin.day for pin in plan.pins}}
            painter.drawRects([self._box(along - 1, 2, 3, 5) for along in spots])
            if self._view.dates_known:
                painter.setBrush(inks.brush["ink"])
                painter.drawRects([self._box(self.along(plan.today), 1, 1, self.breadth - 2)])
        painter.end()
        return made

    def _draw_clocks(self, painter: QPainter, inks: Inks, plan: Plan) -> None:
        """Both clocks as ribbons at the edges; where one is hard to reach, in the stronger colour."""
        for style, role in (("band", "soft"), ("hatched", "line")):
            for side in (Side.ACADEMIC, Side.INDUSTRY):
                across = _AT_EDGE if side is Side.ACADEMIC else self.breadth - _AT_EDGE - _RIBBON
                painter.setBrush(inks.brush[f"{side}_{role}"])
                spans = {(b.start, b.end) for b in plan.bands if b.side is side and b.style == style}
                painter.drawRects([self._ribbon(first, end, across) for first, end in spans])

    def _ribbon(self, start: float, end: float, across: float) -> QRectF:
        first = self.along(start)
        return self._box(first, across, max(self.along(end) - first - 0.5, 0.5), _RIBBON)

    def _draw_density(self, painter: QPainter, inks: Inks, plan: Plan) -> None:
        """How much stands on each day, side by side: the more, the higher."""
        counts = self._counts(plan)
        most = max(max(found, default=0) for found in counts.values()) or 1
        edge = _AT_EDGE + _RIBBON + 1
        room = (self.breadth - 2 * edge) / 3
        for place, side in enumerate((Side.ACADEMIC, Side.JOINT, Side.INDUSTRY)):
            base = edge + room * (place + 1)
            painter.setBrush(inks.brush[side])
            painter.drawRects(
                [
                    self._box(_INSET + at, base - high, 1, high)
                    for at, count in enumerate(counts[side])
                    if count
                    for high in (max(1.0, round((room - 1) * (count / most) ** 0.6)),)
                ]
            )

    def _counts(self, plan: Plan) -> dict[Side, list[int]]:
        """How many shapes of each side stand on each pixel."""
        length = max(int(self._length), 1)
        steps = {side: [0] * (length + 2) for side in Side}
        start, end = self._span
        scale = length / (end - start)
        spans = Counter((bar.side, bar.start, bar.end) for bar in plan.bars if not bar.is_runway)
        spans.update((each.side, each.start, each.start + 1) for each in plan.diamonds)
        for (side, first, last), many in spans.items():
            first_px = min(max(int((first - start) * scale), 0), length)
            end_px = min(max(int((last - start) * scale), first_px + 1), length + 1)
            steps[side][first_px] += many
            steps[side][end_px] -= many
        return {side: list(accumulate(found))[:length] for side, found in steps.items()}

    # Hands

    def _at(self, event: QMouseEvent | QWheelEvent) -> float:
        spot: QPointF = event.position()
        return spot.y() if self._is_columns else spot.x()

    def _grip_at(self, along: float) -> Grip:
        first, end = self.shown
        if abs(along - first) <= _GRIP_PX and along < (first + end) / 2:
            return "start"
        return "end" if abs(along - end) <= _GRIP_PX else "move"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        along, (first, end) = self._at(event), self.shown
        ground = self._view.ground
        grip = self._grip_at(along)
        if grip == "move" and not first <= along <= end:
            # A press outside brings the window there.
            self._view.pan(self._day_at(along) - (ground.left_day + ground.last_day) / 2)
            ground = self._view.ground
        self._held = grip, along, ground.left_day, ground.last_day

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        along = self._at(event)
        if self._held is None:
            ends = Qt.CursorShape.SizeVerCursor if self._is_columns else Qt.CursorShape.SizeHorCursor
            self.setCursor(Qt.CursorShape.OpenHandCursor if self._grip_at(along) == "move" else ends)
            return
        grip, start, left_day, last_day = self._held
        by = self._day_at(along) - self._day_at(start)
        if grip == "move":
            self._view.pan(left_day + by - self._view.left_day)
        elif grip == "start":
            self._view.show_days(min(left_day + by, last_day - 7), last_day)
        else:
            self._view.show_days(left_day, max(last_day + by, left_day + 7))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        ground = self._view.ground
        self._view.zoom(1.2 ** (event.angleDelta().y() / 120), ground.x(self._day_at(self._at(event))))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, ground = self._view, self._view.ground
        days = ground.last_day - ground.left_day
        start, end = self._span
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                view.pan(-days / 10)
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                view.pan(days / 10)
            case Qt.Key.Key_PageUp:
                view.pan(-days)
            case Qt.Key.Key_PageDown:
                view.pan(days)
            case Qt.Key.Key_Home:
                view.pan(start - ground.left_day)
            case Qt.Key.Key_End:
                view.pan(end - ground.last_day)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                view.zoom(1.25)
            case Qt.Key.Key_Minus:
                view.zoom(0.8)
            case Qt.Key.Key_0:
                view.fit()
            case _:
                super().keyPressEvent(event)
                return
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def _tell(self) -> None:
        """Say to screen readers which days are in view."""
        ground = self._view.ground
        first, last = (date.fromordinal(_held(day)) for day in (ground.left_day, ground.last_day))
        self.setAccessibleDescription(f"In view: {spoken_date(first)} to {spoken_date(last)}")


def _held(day: float) -> int:
    return min(max(int(day), 1), date.max.toordinal())
