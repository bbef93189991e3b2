"""Small rounded labels: a side, a state, a count. The word is always there, colour only helps."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme, current_theme, grown, points
from ui.widgets.measure import fitted, width_of
from ui.widgets.text import plain_tip

Tone = Literal["academic", "industry", "joint", "error", "warning", "good", "neutral", "outline"]
_HEIGHT = 22
_MARGIN = 9
_POINTS = 10.0


def chip_font() -> QFont:
    """The font of every chip."""
    font = QFont()
    font.setPointSizeF(points(_POINTS))
    return font


@lru_cache(maxsize=4)
def _face(family: str, size: float) -> tuple[QFont, str]:
    """The chips' font in this family and size, and its name for measuring; made only once."""
    font = chip_font()
    font.setPointSizeF(size)
    font.setFamily(family)
    return font, font.toString()


def _worn_face() -> tuple[QFont, str]:
    return _face(QGuiApplication.font().family(), points(_POINTS))


def tone_colours(theme: Theme, tone: Tone) -> tuple[QColor, QColor, QColor]:
    """Ground, edge and ink of a tone."""
    if tone in ("academic", "industry", "joint"):
        return theme.colour(f"{tone}_soft"), theme.colour(f"{tone}_line"), theme.colour(tone)
    if tone in ("error", "warning", "good"):
        return theme.colour(f"{tone}_soft"), theme.colour(f"{tone}_soft"), theme.colour(tone)
    if tone == "outline":
        return theme.colour("surface"), theme.colour("line"), theme.colour("muted")
    return theme.colour("sunken"), theme.colour("sunken"), theme.colour("ink")


def chip_width(text: str) -> int:
    """How wide a chip with this text is, in pixels."""
    return width_of(text, _worn_face()[1]) + 2 * grown(_MARGIN)


def chip_height() -> int:
    """How high every chip is, in pixels."""
    return grown(_HEIGHT)


def paint_chip(painter: QPainter, box: QRectF, text: str, tone: Tone, theme: Theme) -> None:
    """Draw a chip into `box`, its text shortened to fit."""
    ground, edge, ink = tone_colours(theme, tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground)
    shape = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
    painter.setPen(ink)
    font, name = _worn_face()
    painter.setFont(font)
    margin = grown(_MARGIN)
    inner = shape.adjusted(margin - 1, 0, -margin + 1, 0)
    shown = fitted(text, int(inner.width()) + 2, name)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Chip(QWidget):
    """A chip as a widget."""

    def __init__(self, text: str, tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.text = ""
        self.tone: Tone = tone
        self.set_text(text, tone)

    def set_text(self, text: str, tone: Tone | None = None) -> None:
        """Show another text, in another tone if one is given."""
        self.text = text
        self.tone = tone or self.tone
        self.setAccessibleName(text)
        # Without a parent yet, showing it would open a window of its own.
        if not text or self.parentWidget() is not None:
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.text), chip_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(chip_width(self.text), grown(60)), chip_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = min(self.width(), chip_width(self.text))
        box = QRectF(0, (self.height() - chip_height()) / 2, width, chip_height())
        paint_chip(painter, box, self.text, self.tone, current_theme())
        painter.end()
        if width < chip_width(self.text):
            self.setToolTip(plain_tip(self.text))
