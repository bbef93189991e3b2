"""Pens, brushes, fonts and texts of a timeline, made once for a theme and a font."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QStaticText,
)

from planner.terms import Side
from ui.theme import Theme, points

RADIUS = 10
_PIN, _DIAMOND = 10.5, 8.5
_TEXT_LIMIT = 300
_MOST_TEXTS = 4_000
HATCH = 7
TILE = 48 * HATCH


class Inks:
    """Pens, brushes, fonts and texts, made once for a theme and a font."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.font = font
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() * 10 / 11.5)
        self.strong = QFont(font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.tiny_strong = QFont(self.small)
        self.tiny_strong.setWeight(QFont.Weight.DemiBold)
        self.metrics = QFontMetricsF(self.small)
        self.strong_metrics = QFontMetricsF(self.strong)
        line = self.metrics.height()
        self.pitch = round(line * 1.78)
        self.bar = round(line * 1.34)
        self.strip = round(line * 1.04)
        self.foot = round(line) + 10
        self.pin, self.diamond = points(_PIN), points(_DIAMOND)
        self.colour = {role: theme.colour(role) for role in theme.roles}
        self.brush = {role: QBrush(colour) for role, colour in self.colour.items()}
        self.hatch = {side: self._hatched(self.colour[f"{side}_line"]) for side in Side}
        self.corner = QPainterPath()
        self.corner.moveTo(RADIUS, 0)
        self.corner.arcTo(QRectF(0, 0, 2 * RADIUS, 2 * RADIUS), 90, 90)
        self.corner.lineTo(0, 0)
        self.corner.closeSubpath()
        self._texts: dict[tuple[str, int], tuple[QStaticText, float]] = {}
        self._lines: dict[tuple[str, int, bool], str] = {}

    def _hatched(self, colour: QColor) -> QPixmap:
        """An opaque tile of hatching: copying it costs a tenth of filling with a pattern."""
        tile = QPixmap(TILE, TILE)
        tile.fill(self.colour["surface"])
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        for x in range(-TILE, 2 * TILE, HATCH):
            painter.drawLine(x, -1, x + TILE + 2, TILE + 1)
        painter.end()
        return tile

    def pen(self, role: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen in the colour of a role."""
        return QPen(self.colour[role], width, style)

    def text(self, name: str, room: float = _TEXT_LIMIT) -> tuple[QStaticText, float]:
        """A name ready for drawing, shortened to the room there is, and its width."""
        # Rounded, so that a bar that slides out of view does not make a text for every pixel.
        key = name, min(int(room) // 6 * 6, _TEXT_LIMIT)
        if key not in self._texts:
            if len(self._texts) > _MOST_TEXTS:
                self._texts.clear()
            shown = self.metrics.elidedText(name, Qt.TextElideMode.ElideRight, key[1])
            made = QStaticText(shown)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=self.small)
            self._texts[key] = (made, self.metrics.horizontalAdvance(shown))
        return self._texts[key]

    def two_lines(self, text: str, width: float, *, strong: bool) -> str:
        """A text that breaks into at most two lines; a longer one, or a longer word, is shortened."""
        key = text, int(width), strong
        if key not in self._lines:
            if len(self._lines) > _MOST_TEXTS:
                self._lines.clear()
            self._lines[key] = _two_lines(self.strong_metrics if strong else self.metrics, text, width)
        return self._lines[key]

    @property
    def label_height(self) -> int:
        """How high a lane's label may become: two lines of title, two below."""
        return round(2 * self.strong_metrics.height() + 2 * self.metrics.height() + 18)


def _two_lines(metrics: QFontMetricsF, text: str, width: float) -> str:
    """A text that breaks into at most two lines; a longer one, or a longer word, is shortened."""
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    longest = max(text.split(), key=metrics.horizontalAdvance, default="")
    if metrics.horizontalAdvance(longest) > width:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    height = metrics.boundingRect(QRectF(0, 0, width, 10_000), flags, text).height()
    if height <= 2.2 * metrics.height():
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width * 1.7)
