"""The timeline as it was seen last, painted before anything is loaded; nothing in it can be worked on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from planner.timeline.drawn.glance import Look
from planner.timeline.drawn.shapes import Plan, Shape
from ui.theme import current_theme, text_scale
from ui.widgets.page import Page
from ui.widgets.timeline_head import SUBTITLE, SUBTITLE_WIDTH, ToolRow
from ui.widgets.timeline_view import TimelineView

# Between the parts of the page, as in every page.
GAP = 14


class TimelineGlance(Page):
    """Stands where the timeline will stand, until it is ready."""

    def __init__(self, plan: Plan, look: Look) -> None:
        super().__init__("Timeline", SUBTITLE, scrolls=False)
        self.subtitle.setMinimumWidth(SUBTITLE_WIDTH)
        self.look = look
        tools = ToolRow()
        tools.views.set_key(look.orientation)
        tools.name_zoom(look.day_px)
        self.tools.addWidget(tools)
        self.view = _Seen(plan, look)
        self._below = QLabel(alignment=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._below.setFixedHeight(look.below)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._below)
        self.body.addStretch(0)
        self._below.setVisible(bool(look.below))
        # Keys and clicks wait for what they could be about.
        for made in (tools, self.view):
            made.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self._below.width() == self.look.size[0] and dress_of(self) == self.look.pictures.dress
        self._below.setPixmap(picture_of(self.look.pictures.below, self) if fits else QPixmap())


class _Seen(TimelineView):
    """The view at the size and the place it had."""

    def __init__(self, plan: Plan, look: Look) -> None:
        super().__init__(_name)
        self._look = look
        self._whole = QPixmap()
        self.setMaximumSize(*look.size)
        take_up(self, look)
        if dress_of(self) == look.pictures.dress:
            self.minimap.stand_in = picture_of(look.pictures.overview, self)
            self._whole = picture_of(look.pictures.view, self)
        self.show_ghosts(look.ghosts)
        self.show_plan(plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scroll_to(self._look.top)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._whole.isNull() or self.size().toTuple() != self._look.size:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._whole)
        painter.end()


def take_up(view: TimelineView, look: Look) -> None:
    """Let a view look where somebody looked last."""
    view.orientation = "columns" if look.orientation == "columns" else "lanes"
    view.day_px, view.left_day = look.day_px, look.left_day
    view.months_from = date.fromordinal(look.months_from) if look.months_from else None
    view.dates_known = look.dates_known


def dress_of(widget: QWidget) -> str:
    """What pictures of a widget depend on, beside what it shows."""
    return f"{current_theme().name} {text_scale()} {widget.devicePixelRatioF()}"


def base64_of(image: QImage) -> str:
    """An image as the text of a PNG."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # As Qt takes it; its stubs ask for bytes, which it refuses.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.toBase64().data()).decode("ascii")


def picture_of(text: str, widget: QWidget) -> QPixmap:
    """The picture in the text of a PNG; none where there is none."""
    picture = QPixmap()
    picture.loadFromData(QByteArray.fromBase64(text.encode()), "PNG")
    picture.setDevicePixelRatio(widget.devicePixelRatioF())
    return picture


def _name(shape: Shape) -> str:
    return shape.name
