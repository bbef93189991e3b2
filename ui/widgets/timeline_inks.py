"""Pens, brushes, fonts and texts of a timeline, made once for a theme, a font and a screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from planner.terms import Side
from ui.theme import Theme, points

RADIUS = 10
_PIN, _DIAMOND = 10.5, 8.5
_MOST_LABELS = 700
_MOST_LINES = 2_000
_WIDEST = 300
_LEAST_PART = 3
HATCH = 7
# Tall and narrow, as closures over lanes are.
TILE = 32 * HATCH
TILE_HIGH = 140 * HATCH


class Inks:
    """Pens, brushes, fonts and texts, made once for a theme, a font and the pixels of a screen."""

    def __init__(self, theme: Theme, font: QFont, ratio: float = 1.0) -> None:
        self.theme = theme
        self.font = font
        self.ratio = ratio
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() * 10 / 11.5)
        self.strong = QFont(font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.tiny_strong = QFont(self.small)
        self.tiny_strong.setWeight(QFont.Weight.DemiBold)
        self.metrics = QFontMetricsF(self.small)
        self.strong_metrics = QFontMetricsF(self.strong)
        self.line = self.metrics.height()
        self.widest = round(_WIDEST * self.line / 16.0)
        self.pitch = round(self.line * 1.74)
        self.bar = round(self.line * 1.34)
        self.strip = round(self.line * 1.04)
        self.foot = round(self.line) + 7
        self.pin, self.diamond = points(_PIN), points(_DIAMOND)
        self.colour = {role: theme.colour(role) for role in theme.roles}
        # Links stay quieter than words and louder than the grid.
        line = self.colour["line"]
        self.colour["link"] = _between(line, _between(line, self.colour["muted"]))
        self.brush = {role: QBrush(colour) for role, colour in self.colour.items()}
        self.hatch = {side: self._hatched(self.colour[f"{side}_line"]) for side in Side}
        self.corner = QPainterPath()
        self.corner.moveTo(RADIUS, 0)
        self.corner.arcTo(QRectF(0, 0, 2 * RADIUS, 2 * RADIUS), 90, 90)
        self.corner.lineTo(0, 0)
        self.corner.closeSubpath()
        self.stamps: dict[object, QPixmap] = {}
        self._labels: dict[tuple[str, int, int, str], tuple[QPixmap, float]] = {}
        self._wholes: dict[tuple[str, str], QPixmap] = {}
        self._lines: dict[tuple[str, int, bool], str] = {}

    def blank(self, width: float, height: float) -> QPixmap:
        """A transparent pixmap of this size, in the pixels of the screen."""
        made = QPixmap((QSizeF(width, height) * self.ratio).toSize().expandedTo(QSizeF(1, 1).toSize()))
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        return made

    def _hatched(self, colour: QColor) -> QPixmap:
        """An opaque tile of hatching: copying it costs a tenth of filling with a pattern."""
        tile = QPixmap((QSizeF(TILE, TILE_HIGH) * self.ratio).toSize())
        tile.setDevicePixelRatio(self.ratio)
        tile.fill(self.colour["surface"])
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        for x in range(-TILE_HIGH, TILE, HATCH):
            painter.drawLine(x, -1, x + TILE_HIGH + 2, TILE_HIGH + 1)
        painter.end()
        return tile

    def pen(self, role: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen in the colour of a role."""
        return QPen(self.colour[role], width, style)

    def label(
        self, text: str, room: float | None = None, role: str = "ink", lines: int = 1, *, narrow: bool = False
    ) -> tuple[QPixmap, float]:
        """A text ready for drawing, shortened to the room there is, and its width.

        A picture of the text: copying it costs a quarter of setting its letters. In a `narrow` room, as
        columns are, a long word goes on in the next line.
        """
        # Rounded, so that a bar that slides out of view does not make a text for every pixel.
        step = 1 if narrow else 6
        width = self.widest if room is None else min(int(room) // step * step, self.widest)
        key = text, width, -lines if narrow else lines, role
        found = self._labels.get(key)
        if found is None:
            if len(self._labels) >= _MOST_LABELS:
                del self._labels[next(iter(self._labels))]
            found = self._labels[key] = self._written(text, width, role, lines, narrow=narrow)
        return found

    def whole(self, text: str, role: str) -> QPixmap:
        """A whole name, as far as names may be wide."""
        key = text, role
        found = self._wholes.get(key)
        if found is None:
            if len(self._wholes) >= _MOST_LABELS:
                del self._wholes[next(iter(self._wholes))]
            found = self._wholes[key] = self._written(text, self.widest, role, 1)[0]
        return found

    def _written(
        self, text: str, room: int, role: str, lines: int, *, narrow: bool = False
    ) -> tuple[QPixmap, float]:
        shown = _broken(self.metrics, text, room, lines, splits=narrow)
        width = max((self.metrics.horizontalAdvance(line) for line in shown), default=0.0)
        made = self.blank(width + 2, self.line * max(len(shown), 1))
        painter = QPainter(made)
        painter.setFont(self.small)
        painter.setPen(self.colour[role])
        for place, line in enumerate(shown):
            painter.drawText(QPointF(0, place * self.line + self.metrics.ascent()), line)
        painter.end()
        return made, width

    def width(self, text: str) -> float:
        """How wide a whole name would be, as far as names may be wide."""
        return min(self.metrics.horizontalAdvance(text), self.widest)

    def two_lines(self, text: str, width: float, *, strong: bool) -> str:
        """A text that breaks into at most two lines; a longer one, or a longer word, is shortened."""
        key = text, int(width), strong
        if key not in self._lines:
            if len(self._lines) > _MOST_LINES:
                self._lines.clear()
            metrics = self.strong_metrics if strong else self.metrics
            self._lines[key] = "\n".join(_broken(metrics, text, width, 2))
        return self._lines[key]

    @property
    def label_height(self) -> int:
        """How high a lane's label may become: two lines of title, two below."""
        return round(2 * self.strong_metrics.height() + 2 * self.metrics.height() + 18)


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2
    )


def _split(metrics: QFontMetricsF, word: str, width: float) -> tuple[str, str]:
    """As much of a word as fits with a hyphen, and the rest, which is no single letter either."""
    for end in range(len(word) - _LEAST_PART, _LEAST_PART - 1, -1):
        if word[:end].isalpha() and metrics.horizontalAdvance(f"{word[:end]}-") <= width:
            return f"{word[:end]}-", word[end:]
    return word, ""


def _broken(metrics: QFontMetricsF, text: str, width: float, most: int, *, splits: bool = False) -> list[str]:
    """A text in so many lines at most; the last one, or a longer word, is shortened.

    With `splits` a longer word goes on in the next line.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        if splits and metrics.horizontalAdvance(words[0]) > width:
            first, rest = _split(metrics, words[0], width)
            words[:1] = [first, rest] if rest else [first]
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    rest = " ".join(words)
    if rest:
        lines.append(rest)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]
