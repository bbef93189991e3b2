"""Cards, rules, buttons, bars: the shapes every screen is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current_theme
from ui.widgets.text import label

# As wide as a widget may be; Qt keeps this number to its C++ headers.
NO_LIMIT = 16_777_215

SideName = Literal["academic", "industry", "joint", ""]


class Card(QFrame):
    """A surface with a thin line; with a side, its colour runs down the left edge."""

    def __init__(self, title: str = "", *, side: SideName = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._side = side
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(18, 16, 18, 16)
        self.box.setSpacing(8)
        self._headed = bool(title)
        if title:
            self.box.addWidget(label(title, "card"))

    def empty(self) -> None:
        """Take out everything but the title."""
        while self.box.count() > self._headed:
            item = self.box.takeAt(self.box.count() - 1)
            if item is not None:
                discard(item)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._side:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, 4, self.height()), current_theme().colour(self._side))
        painter.end()


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def row(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Things side by side; an int is that many pixels of room, None takes the room that is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, items)
    return layout


def column(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """Things one below the other; ints and None as in `row`."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, items)
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[QWidget | QLayout | int | None, ...]) -> None:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def set_across(box: QBoxLayout, is_across: bool) -> None:
    """Set what the box holds side by side, or one below the other."""
    across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    box.setDirection(across if is_across else down)


def set_beside(box: QBoxLayout, side: QWidget, width: int, *, beside: bool) -> None:
    """Set a side column of this width beside the main one; without room for it below, as wide as that."""
    set_across(box, beside)
    side.setMaximumWidth(width if beside else NO_LIMIT)
    side.setMinimumWidth(width if beside else 0)


def holding(layout: QLayout) -> QWidget:
    """A plain widget around a layout."""
    widget = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        discard(item)


def discard(item: QLayoutItem) -> None:
    """Let go of something taken out of a layout, with all that is in it."""
    if (widget := item.widget()) is not None:
        # Hidden first: a widget not shown yet would open a window of its own once it has no parent.
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
    elif (inner := item.layout()) is not None:
        clear(inner)


class PushButton(QPushButton):
    """A button that Enter presses as well as space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, on_click: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A push button; at most one a screen is primary."""
    made = PushButton(text)
    made.setProperty("primary", primary)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setToolTip(tip)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda _=False: on_click())
    return made


def link(text: str, on_click: Callable[[], object], *, name: str = "") -> QPushButton:
    """A small underlined button. `name` is its accessible name where the text alone says too little."""
    made = PushButton(text)
    made.setProperty("link", True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setAccessibleName(name or text)
    made.clicked.connect(lambda _=False: on_click())
    return made


class Bar(QWidget):
    """A thin bar: how much of something. Drawn in ink, or in a side's colour for a person's load.

    `share` above 1 fills the bar and hatches the part beyond the limit.
    """

    def __init__(self, share: float = 0.0, *, side: SideName = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.share = 0.0
        self.set_share(share)

    def set_share(self, share: float) -> None:
        """Show this much, 0 to 1 or more."""
        self.share = share
        self.setAccessibleName(f"{round(share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(whole, 3, 3)
        shape = QPainterPath()
        shape.addRoundedRect(whole, 3, 3)
        painter.setClipPath(shape)
        limit = whole.width() * (min(self.share, 1.0) if self.share <= 1 else 1 / self.share)
        painter.fillRect(QRectF(0, 0, limit, whole.height()), theme.colour(self._side or "ink"))
        if self.share > 1:
            beyond = QRectF(limit, 0, whole.width() - limit, whole.height())
            painter.fillRect(beyond, theme.colour("error_soft"))
            painter.setBrush(theme.colour("error"))
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            brush = painter.brush()
            brush.setColor(theme.colour("error"))
            painter.fillRect(beyond, brush)
        painter.end()
