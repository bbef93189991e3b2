"""How the role matrix is drawn: letters as tiles, people as chips, activities with their fault."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.terms import Letter, Side
from ui.theme import BODY_POINTS, Theme, current_theme, grown, points
from ui.widgets.chip import chip_font
from ui.widgets.role_model import Line, RoleModel

TILE_HEIGHT, TILE_WIDTH, PAD = 26, 30, 8
CHIP_LINES, TITLE_LINES = 3, 2


def body_font() -> QFont:
    """The font of an activity's title."""
    font = QFont()
    font.setPointSizeF(points(BODY_POINTS))
    return font


def strong_font() -> QFont:
    """The font of letters and chips."""
    font = chip_font()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text in at most so many lines of this width, the last one shortened where more would follow."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) < most:
        line.setLineWidth(max(width, 12))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if lines:
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines


class LetterTiles(QStyledItemDelegate):
    """Draws a cell: its letter as a tile, A filled in the side's colour; a frame around the current one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model, theme = index.model(), current_theme()
        assert isinstance(model, RoleModel)
        box: QRect = option.rect
        line, letter = model.lines[index.row()], model.letter(index)
        paint_ground(painter, box, line, theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if letter is not None:
            side = model.sides[model.people[index.column()].id]
            top = box.top() + (box.height() - 1 - grown(TILE_HEIGHT)) / 2
            _paint_letters(painter, box, top, letter, side, theme, edged=bool(line.reason))
        state: QStyle.StateFlag = option.state
        view = option.widget
        if line.row is not None and isinstance(view, QTableView) and view.currentIndex() == index:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour("ink" if focused else "muted"), 2 if focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(3, 3, -3, -4), 6, 6)
        painter.restore()


def paint_ground(painter: QPainter, box: QRect, line: Line, theme: Theme) -> None:
    """The ground of a line, and the thin rule below it."""
    painter.fillRect(box, theme.colour("error_soft" if line.reason else "surface"))
    painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))


def _paint_letters(
    painter: QPainter, box: QRect, top: float, letter: Letter, side: Side, theme: Theme, *, edged: bool
) -> None:
    singles = letter.value
    gap, width, height = 4, grown(TILE_WIDTH), grown(TILE_HEIGHT)
    left = box.left() + (box.width() - len(singles) * width - (len(singles) - 1) * gap) / 2
    painter.setFont(strong_font())
    for place, single in enumerate(singles):
        tile = QRectF(left + place * (width + gap), top, width, height)
        filled = single == Letter.ACCOUNTABLE
        painter.setPen(QPen(theme.colour(f"{side}_line"), 1) if edged and not filled else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(side.value if filled else f"{side}_soft"))
        painter.drawRoundedRect(tile, 6, 6)
        painter.setPen(theme.colour("on_ink" if filled else side.value))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, single)


class PeopleHeader(QHeaderView):
    """The people as chips in their side's colour, their names in up to three lines."""

    def __init__(self, model: RoleModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("People")

    def fit(self, column_width: int) -> int:
        """Be as high as the highest chip at this width; that height."""
        metrics = QFontMetrics(strong_font())
        counts = [len(self._lines(column, column_width)) for column in range(len(self._model.people))]
        height = max(counts, default=1) * metrics.lineSpacing() + 12 + 2 * PAD
        self.setFixedHeight(height)
        return height

    def _lines(self, column: int, width: int) -> list[str]:
        return broken(self._model.heading(column), strong_font(), width - 30, CHIP_LINES)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._model.people):
            return
        theme, side = current_theme(), self._model.sides[self._model.people[logicalIndex].id]
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = self._lines(logicalIndex, rect.width())
        height = len(lines) * QFontMetrics(strong_font()).lineSpacing() + 12
        chip = QRectF(
            rect.left() + 6.5, rect.top() + (rect.height() - height) / 2 + 0.5, rect.width() - 13, height - 1
        )
        painter.setPen(QPen(theme.colour(f"{side}_line"), 1))
        painter.setBrush(theme.colour(f"{side}_soft"))
        radius = min(chip.height() / 2, 18)
        painter.drawRoundedRect(chip, radius, radius)
        painter.setPen(theme.colour(side.value))
        painter.setFont(strong_font())
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))
        painter.restore()


class ActivityHeader(QHeaderView):
    """The phases and activities at the left; below an activity in error, the reason."""

    def __init__(self, model: RoleModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setAccessibleName("Activities")

    def heights(self, width: int) -> list[int]:
        """How high each line has to be at this width."""
        body, small = QFontMetrics(body_font()).lineSpacing(), QFontMetrics(chip_font()).lineSpacing()
        return [
            small + 15
            if line.row is None
            else max(
                len(self._title(line, width)) * body + (small + 2 if line.reason else 0) + 14,
                grown(TILE_HEIGHT) + 15,
            )
            for line in self._model.lines
        ]

    @staticmethod
    def _title(line: Line, width: int) -> list[str]:
        return broken(line.text, body_font(), width - 2 * PAD, TITLE_LINES)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._model.lines):
            return
        theme, line = current_theme(), self._model.lines[logicalIndex]
        painter.save()
        paint_ground(painter, rect, line, theme)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if line.row is None:
            painter.setPen(theme.colour("muted"))
            painter.setFont(chip_font())
            shown = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, left, shown)
        else:
            reason_height = QFontMetrics(chip_font()).lineSpacing() + 2 if line.reason else 0
            painter.setPen(theme.colour("ink"))
            painter.setFont(body_font())
            title = "\n".join(self._title(line, rect.width()))
            above = inner.adjusted(0, 5 if line.reason else 0, 0, -reason_height - 5 if line.reason else 0)
            painter.drawText(above, left, title)
            painter.setPen(theme.colour("error"))
            painter.setFont(chip_font())
            below = QRect(inner.left(), above.bottom() + 1, inner.width(), reason_height)
            shown = painter.fontMetrics().elidedText(line.reason, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, left, shown)
        painter.restore()
