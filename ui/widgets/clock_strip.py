"""A clock at a glance: its stretches over the coming months, with the months above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.timeline.clocks.calendars import ClockBand
from planner.timeline.clocks.changing import band_lines
from planner.timeline.drawn.layout import HATCHED
from planner.wording import counted
from ui.theme import current_theme, grown, points
from ui.widgets.text import plain_tip

MONTHS = 18
_NAMES = "JFMAMJJASOND"
_TOLD = 8


def months_from(day: date, months: int = MONTHS) -> tuple[date, date]:
    """The first day of this month, and the last of so many months; held within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = date.max if year > 9999 else date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
    return date(day.year, day.month, 1), last


class ClockStrip(QWidget):
    """The coming months of one clock; a tip names what lies under the pointer."""

    def __init__(self, side: str, bands: Sequence[ClockBand], today: date) -> None:
        super().__init__()
        self._side, self._today = side, today
        self._start, self._end = months_from(today)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bands: tuple[ClockBand, ...] = ()
        self.show_bands(bands)

    def show_bands(self, bands: Sequence[ClockBand]) -> None:
        """Draw these."""
        # Short ones last, so that a meeting is seen within its term; closures over what goes on in them.
        self._bands = tuple(
            sorted(bands, key=lambda b: (b.kind in HATCHED, b.start.toordinal() - b.end.toordinal()))
        )
        told = sorted(bands, key=lambda band: band.start)
        more = f"; and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
        said = "; ".join(band_lines(told[:_TOLD])) or "nothing"
        self.setAccessibleName(f"The next {counted(MONTHS, 'month')}: {said}{more}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(grown(320), grown(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, grown(40))

    def _x(self, day: int) -> float:
        first = self._start.toordinal()
        return (day - first) / (self._end.toordinal() + 1 - first) * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(points(8.5))
        painter.setFont(small)
        top = QFontMetricsF(small).height() + 2
        lane = QRectF(0, top, self.width(), self.height() - top - 1)
        painter.fillRect(lane, theme.colour("sunken"))
        self._paint_months(painter, lane)
        for band in self._bands:
            self._paint_band(painter, lane, band)
        now = self._x(self._today.toordinal())
        painter.fillRect(QRectF(now, top - 2, 2, lane.height() + 2), theme.colour("ink"))
        painter.end()

    def _paint_band(self, painter: QPainter, lane: QRectF, band: ClockBand) -> None:
        theme = current_theme()
        left, right = self._x(band.start.toordinal()), self._x(band.end.toordinal() + 1)
        strong, soft = theme.colour(self._side), theme.colour(f"{self._side}_soft")
        box = QRectF(max(left, 0), lane.top(), min(right, lane.right()) - max(left, 0), lane.height())
        if band.is_closed:
            painter.fillRect(box.adjusted(0, 0, max(1.5 - box.width(), 0), 0), strong)
        elif band.start == band.end:
            middle, half = QPointF((left + right) / 2, lane.center().y()), grown(4)
            corners = [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)]
            painter.setPen(theme.colour("surface"))
            painter.setBrush(strong)
            painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
        else:
            painter.fillRect(box, soft)
            if band.kind in HATCHED:
                painter.fillRect(box, QBrush(strong, Qt.BrushStyle.BDiagPattern))
            painter.setPen(theme.colour(f"{self._side}_line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        room = box.adjusted(5, 0, -3, 0)
        if band.kind not in HATCHED and room.width() >= grown(28):
            elided = Qt.TextElideMode.ElideRight
            name = painter.fontMetrics().elidedText(band.name, elided, int(room.width()))
            painter.setPen(strong)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_months(self, painter: QPainter, lane: QRectF) -> None:
        theme = current_theme()
        day = self._start
        while day <= self._end:
            x = self._x(day.toordinal())
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(x, lane.top()), QPointF(x, lane.bottom()))
            painter.setPen(theme.colour("muted"))
            year = str(day.year)
            fits = painter.fontMetrics().horizontalAdvance(year) + 6 <= self.width() / MONTHS
            name = year if day.month == 1 and fits else _NAMES[day.month - 1]
            painter.drawText(QPointF(x + 2, lane.top() - 4), name)
            if (day.year, day.month) == (9999, 12):
                return
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self._start.toordinal() + int(
                event.pos().x() / max(self.width(), 1) * (self._end.toordinal() + 1 - self._start.toordinal())
            )
            under = [b for b in self._bands if b.start.toordinal() - 2 <= day <= b.end.toordinal() + 2]
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(band_lines(under[:_TOLD]))), self)
            return True
        return super().event(event)
