"""The portfolio's table: a model over plain rows, and the painter of its cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from operator import is_

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.portfolio import PortfolioRow
from planner.terms import STAGE_NAMES
from planner.wording import counted, short_date
from ui.theme import Theme, current_theme, grown, points
from ui.widgets.chip import Tone, chip_height, chip_width, paint_chip
from ui.widgets.measure import fitted
from ui.widgets.tip import tip

# Pixels at 100 % text: a row, the top and height of its first line, the same of its second, the bar's top.
_ROW, _FIRST, _SECOND, _BAR_TOP = 69, (10, 24), (34, 20), 41
_COLUMNS = ("Partnership", "Organisations", "Stage", "Attention", "Next date")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MARKED = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PortfolioTable(QAbstractTableModel):
    """Rows as they are to be shown; text for the screen reader, the row itself for the painter."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.rows: list[PortfolioRow] = []

    def show(self, rows: list[PortfolioRow]) -> None:
        """Show other rows; when they are the very ones shown already, what is selected stays so."""
        if len(rows) == len(self.rows) and all(map(is_, rows, self.rows)):
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    def data(self, index: Index, role: int = 0) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _cell_text(row, index.column(), self._today())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(_cell_text(row, index.column(), self._today()))
        if role == Qt.ItemDataRole.UserRole:
            return row
        return None


def _cell_text(row: PortfolioRow, column: int, today: date) -> str:
    texts: tuple[Callable[[], str], ...] = (
        lambda: row.title,
        lambda: ", ".join(name for name, _, _ in row.organisations),
        lambda: f"{STAGE_NAMES[row.stage]}, {round(row.progress * 100)} % answered",
        lambda: row.attention,
        lambda: f"{row.next_label}, {next_day(row, today)}" if row.next_on else row.next_label,
    )
    return texts[column]()


def next_day(row: PortfolioRow, today: date) -> str:
    """When the next thing is due, in words."""
    day = date.fromisoformat(row.next_on)
    when = "today" if day == today else short_date(day, today)
    return f"overdue since {when}" if day < today else when


def ago(updated_at: str, today: date) -> str:
    """When something was changed, in words."""
    if not updated_at:
        return ""
    days = (today - datetime.fromisoformat(updated_at).astimezone().date()).days
    if days < 1:
        return "updated today"
    if days == 1:
        return "updated yesterday"
    return (
        f"updated {counted(days, 'day')} ago" if days < 60 else f"updated {counted(days // 30, 'month')} ago"
    )


class _Faces:
    """The fonts of a row, each with its name for measuring."""

    def __init__(self, base: QFont) -> None:
        self.base = base
        self.body, self.bold, self.small = QFont(base), QFont(base), QFont(base)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.small.setPointSizeF(points(10))
        self.body_name, self.bold_name, self.small_name = (
            font.toString() for font in (self.body, self.bold, self.small)
        )


class RowPainter(QStyledItemDelegate):
    """Draws chips, bars and dates into the cells.

    A key pressed in the filter draws every cell that shows, so nothing is measured twice here.
    """

    def __init__(self, rows: PortfolioTable, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = rows
        self._today = today
        self._faces = _Faces(QFont())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        row = self._table.rows[index.row()]
        column = index.column()
        box = QRectF(option.rect)
        if option.font != self._faces.base:
            self._faces = _Faces(QFont(option.font))
        state = option.state
        painter.save()
        if state & _MARKED:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, theme.colour("sunken"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, theme.colour("window"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        _CELLS[column](self, painter, box.adjusted(8, 0, -8, 0), row, theme)
        if column == 0 and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(box.x(), box.y(), 2, box.height() - 1), theme.colour("ink"))
        painter.restore()

    def _name(self, painter: QPainter, box: QRectF, row: PortfolioRow, theme: Theme) -> None:
        faces = self._faces
        painter.setFont(faces.bold)
        _text(painter, _line(box, _FIRST), row.title, faces.bold_name, theme["ink"])
        below = ago(row.updated_at, self._today())
        if row.is_example:
            below = f"worked example · {below}" if below else "worked example"
        self._small(painter, box, below, theme["muted"])

    def _small(self, painter: QPainter, box: QRectF, text: str, ink: str) -> None:
        painter.setFont(self._faces.small)
        _text(painter, _line(box, _SECOND), text, self._faces.small_name, ink)

    def _body(self, painter: QPainter, box: QRectF, text: str, ink: str) -> None:
        painter.setFont(self._faces.body)
        _text(painter, box, text, self._faces.body_name, ink)

    def _parties(self, painter: QPainter, box: QRectF, row: PortfolioRow, theme: Theme) -> None:
        shown = row.organisations[:2]
        high, pitch = chip_height(), chip_height() + grown(4)
        top = box.y() + (box.height() - pitch * len(shown)) / 2 + grown(4) / 2
        for line, (name, side, kind) in enumerate(shown):
            text = f"{name} (health service)" if kind == "health_service" else name
            if line == 1 and len(row.organisations) > 2:
                text += f" + {len(row.organisations) - 2}"
            tone: Tone = "academic" if side == "academic" else "industry"
            width = min(box.width(), chip_width(text))
            paint_chip(painter, QRectF(box.x(), top + pitch * line, width, high), text, tone, theme)

    def _stage(self, painter: QPainter, box: QRectF, row: PortfolioRow, theme: Theme) -> None:
        self._body(painter, _line(box, _FIRST), STAGE_NAMES[row.stage], theme["ink"])
        width, top = min(float(grown(150)), box.width()), box.y() + grown(_BAR_TOP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(box.x(), top, width, 6), 3, 3)
        painter.setBrush(theme.colour("ink"))
        if row.progress > 0:
            painter.drawRoundedRect(QRectF(box.x(), top, max(6, width * row.progress), 6), 3, 3)

    def _attention(self, painter: QPainter, box: QRectF, row: PortfolioRow, theme: Theme) -> None:
        if row.attention:
            tone: Tone = row.attention_level or "neutral"
            width = min(box.width(), chip_width(row.attention))
            middle = box.y() + (box.height() - chip_height()) / 2
            paint_chip(painter, QRectF(box.x(), middle, width, chip_height()), row.attention, tone, theme)

    def _next(self, painter: QPainter, box: QRectF, row: PortfolioRow, theme: Theme) -> None:
        if not row.next_on:
            self._body(painter, box, row.next_label or "—", theme["muted"])
            return
        when = next_day(row, self._today())
        self._body(painter, _line(box, _FIRST), row.next_label, theme["ink"])
        self._small(painter, box, when, theme["error" if when.startswith("overdue") else "muted"])


_CELLS = (
    RowPainter._name,
    RowPainter._parties,
    RowPainter._stage,
    RowPainter._attention,
    RowPainter._next,
)


def row_height() -> int:
    """How high every row is, in pixels."""
    return grown(_ROW)


def _line(box: QRectF, place: tuple[int, int]) -> QRectF:
    """A line of a cell, given where it begins and how high it is at 100 % text."""
    return QRectF(box.x(), box.y() + grown(place[0]), box.width(), grown(place[1]))


def _text(painter: QPainter, box: QRectF, text: str, font: str, ink: str) -> None:
    """Draw as much of one line as fits, in the painter's font, whose name is `font`."""
    painter.setPen(QColor(ink))
    painter.drawText(box, _AT_LEFT, fitted(text, int(box.width()), font))
