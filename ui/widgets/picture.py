"""Pictures made of plain shapes, as on paper, played on the screen in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.memorandum.drawing import Box, Measure, Picture, Primitive, Shape, Stroke, Words
from ui.theme import current_theme, text_scale

# Pixels for a point on paper, at 100 % text: captions of eight points become as large as on screen.
PIXELS = 1.62
# Draws itself for a width in points, with a way to measure text and the colours by role.
Draw = Callable[[float, Measure, Mapping[str, str]], Picture]


class PictureView(QWidget):
    """One picture, as wide as the widget and as high as it then needs to be."""

    def __init__(self) -> None:
        super().__init__()
        self._draw: Draw | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(220)

    def show_picture(self, draw: Draw, told: str) -> None:
        """Show what `draw` makes; `told` says the same in words, for those who do not see it."""
        self._draw = draw
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._picture(width).height * _scale()) + 2

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    def _picture(self, width: int) -> Picture:
        if self._draw is None:
            return Picture(width, 0, ())
        return self._draw(width / _scale(), _measure, current_theme().roles)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._picture(self.width()).primitives:
            _play(painter, shape, _scale())
        painter.end()


def _scale() -> float:
    return PIXELS * text_scale()


def _font(size: float, *, semibold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(max(round(size * _scale()), 1))
    font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    return font


def _measure(text: str, size: float, semibold: bool) -> float:
    return QFontMetricsF(_font(size, semibold=semibold)).horizontalAdvance(text) / _scale()


def _play(painter: QPainter, shape: Primitive, k: float) -> None:
    match shape:
        case Box():
            pen = QPen(QColor(shape.outline), 1) if shape.outline else QPen(Qt.PenStyle.NoPen)
            painter.setPen(pen)
            painter.setBrush(QColor(shape.fill))
            box = QRectF(shape.x * k, shape.y * k, shape.width * k, shape.height * k)
            painter.drawRoundedRect(box, shape.radius * k, shape.radius * k)
        case Stroke():
            style = Qt.PenStyle.DashLine if shape.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(shape.colour), max(shape.width * k, 0.6), style))
            painter.drawLine(QPointF(shape.x1 * k, shape.y1 * k), QPointF(shape.x2 * k, shape.y2 * k))
        case Shape():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shape.fill))
            painter.drawPolygon(QPolygonF([QPointF(x * k, y * k) for x, y in shape.points]))
        case Words():
            _write(painter, shape, k)


def _write(painter: QPainter, words: Words, k: float) -> None:
    font = _font(words.size, semibold=words.semibold)
    wide = QFontMetricsF(font).horizontalAdvance(words.text)
    left = words.x * k - {"left": 0.0, "middle": wide / 2, "right": wide}[words.anchor]
    painter.setFont(font)
    painter.setPen(QColor(words.colour))
    painter.drawText(QPointF(left, words.baseline * k), words.text)
