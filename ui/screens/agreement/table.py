"""The table of clauses: what each side says, how they stand, what binds. Rows as high as their text."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.agreement.positions import STATE_RULES, PositionState
from planner.terms import SIDES, Side
from ui.screens.agreement.rows import NOT_SAID, ClauseRow
from ui.theme import current_theme
from ui.widgets.chip import chip_font, chip_height, chip_width, paint_chip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NUMBER, CLAUSE, ACADEMIC, INDUSTRY, STATE = range(5)
_SIDE_OF = {ACADEMIC: Side.ACADEMIC, INDUSTRY: Side.INDUSTRY}
_PAD_X, _PAD_Y = 8, 9
_WRAPS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_GUESS = "our guess"
# In letters: below this width the table keeps number, clause and state.
_LETTERS_FOR_SIDES = 66


class ClauseTable(QAbstractTableModel):
    """Rows as they are to be shown; text for the screen reader, the row itself for the painter."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ClauseRow, ...] = ()
        self.names: dict[Side, str] = dict.fromkeys(SIDES, "")
        self.members: dict[Side, str] = dict.fromkeys(SIDES, "")

    def show(self, rows: tuple[ClauseRow, ...], names: dict[Side, str], members: dict[Side, str]) -> bool:
        """Show these rows; True when other clauses than before are listed."""
        is_new = [row.key for row in rows] != [row.key for row in self.rows]
        if is_new:
            self.beginResetModel()
        self.rows, self.names, self.members = rows, names, members
        if is_new:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, STATE)
        return is_new

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else STATE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            heads = ("#", "Clause", self.names[Side.ACADEMIC], self.names[Side.INDUSTRY], "State")
            return heads[section]
        if role == Qt.ItemDataRole.ToolTipRole and section in _SIDE_OF:
            side = _SIDE_OF[section]
            return _tip(self.members[side] or self.names[side])
        if role == Qt.ItemDataRole.ToolTipRole and section == STATE:
            return _tip("\n".join(STATE_RULES.values()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = 0) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _cell_text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATE:
            rule = STATE_RULES[PositionState(row.state)] if row.state else ""
            return _tip("\n".join(part for part in (rule, row.slow_because) if part))
        return row if role == Qt.ItemDataRole.UserRole else None


def _cell_text(row: ClauseRow, column: int) -> str:
    if column == NUMBER:
        return row.number
    if column == CLAUSE:
        return row.title
    if column in _SIDE_OF:
        text, is_guess = row.said(_SIDE_OF[column])
        return f"{text} ({_GUESS})" if is_guess else text
    binds = ", binds" if row.binds else ""
    slow = f", slow {row.slow}" if row.slow else ""
    return f"{row.state or row.quiet_state}{binds}{slow}"


def _tip(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


class RowPainter(QStyledItemDelegate):
    """Draws the cells, and says how high their text makes a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ClauseRow = index.data(Qt.ItemDataRole.UserRole)
        column, width = index.column(), max(option.rect.width() - 2 * _PAD_X, 24)
        metrics = QFontMetrics(_font(option.font, bold=column == CLAUSE))
        text = "" if column == STATE else _cell_text(row, column)
        if column in _SIDE_OF:
            text = row.said(_SIDE_OF[column])[0]
        height = max(
            metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPS, text or " ").height(), _chip_height()
        )
        if column in _SIDE_OF and row.said(_SIDE_OF[column])[1]:
            height += _chip_height() + 3
        if column == STATE and row.slow:
            height += QFontMetrics(chip_font()).height() + 1
        return QSize(width, height + 2 * _PAD_Y)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = current_theme(), index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        painter.save()
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("sunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        view = option.widget
        if index.column() == 0 and option.state & QStyle.StateFlag.State_Selected and _has_focus(view):
            painter.fillRect(QRectF(box.x(), box.y(), 2, box.height()), theme.colour("ink"))
        inner = box.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        if index.column() == STATE:
            self._state(painter, inner, row)
        else:
            self._words(painter, inner, row, index.column())
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, row: ClauseRow, column: int) -> None:
        theme = current_theme()
        text, is_guess, role = _cell_text(row, column), False, "muted"
        if column in _SIDE_OF:
            side = _SIDE_OF[column]
            text, is_guess = row.said(side)
            role = "muted" if text == NOT_SAID else side.value
        elif column == CLAUSE and row.included:
            role = "ink"
        painter.setFont(_font(painter.font(), bold=column == CLAUSE))
        painter.setPen(theme.colour(role))
        painter.drawText(box, _WRAPS, text)
        if is_guess:
            high = _chip_height()
            below = QRectF(box.x(), box.bottom() + 1 - high, min(chip_width(_GUESS), box.width()), high)
            paint_chip(painter, below, _GUESS, "outline", theme)

    def _state(self, painter: QPainter, box: QRectF, row: ClauseRow) -> None:
        theme, left, high = current_theme(), box.x(), _chip_height()
        if row.state:
            width = chip_width(row.state)
            paint_chip(painter, QRectF(left, box.y() - 1, width, high), row.state, row.tone, theme)
            left += max(width, chip_width("agreed")) + 10
        painter.setFont(chip_font())
        painter.setPen(theme.colour("muted"))
        words = row.quiet_state if not row.binds else f"{row.quiet_state} · binds".removeprefix(" · ")
        painter.drawText(
            QRectF(left, box.y(), box.right() - left + _PAD_X, high - 2), Qt.AlignmentFlag.AlignVCenter, words
        )
        if row.slow:
            below = QRectF(
                box.x() + 2, box.y() + high, box.width() + _PAD_X, QFontMetrics(chip_font()).height()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, f"slow, {row.slow}")


def _chip_height() -> int:
    return max(chip_height(), QFontMetrics(chip_font()).height() + 4)


def _font(font: QFont, *, bold: bool) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def _has_focus(view: QWidget | None) -> bool:
    return view is not None and view.hasFocus()


class ClauseView(QTableView):
    """The table.

    `chosen` tells the clause one came to, `entered` the one whose details are wanted, `fitted` that
    the rows have their height. `menu_for` fills the context menu of a clause.
    """

    chosen = Signal(str)
    entered = Signal(str)
    fitted = Signal()

    def __init__(self, menu_for: Callable[[str, QMenu], None]) -> None:
        super().__init__()
        self._menu_for = menu_for
        self.table = ClauseTable()
        self.setModel(self.table)
        self.setItemDelegate(RowPainter(self))
        self.setAccessibleName("Clauses")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        # Without this a row is never lower than the header's own minimum.
        self.verticalHeader().setMinimumSectionSize(8)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(20)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit_rows)
        self._reveals = False
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.entered.emit(self.table.rows[index.row()].key))
        self.customContextMenuRequested.connect(self._show_menu)

    def show_rows(
        self,
        rows: tuple[ClauseRow, ...],
        names: dict[Side, str],
        current: str,
        members: dict[Side, str],
    ) -> None:
        """Show these clauses, with `current` selected, without telling anyone."""
        blocked = self.selectionModel().blockSignals(True)
        self.table.show(rows, names, members)
        self._select(current)
        self.selectionModel().blockSignals(blocked)
        self._fit_columns()
        self.viewport().update()

    def _select(self, key: str) -> None:
        place = next((n for n, row in enumerate(self.table.rows) if row.key == key), None)
        if place is None:
            self.clearSelection()
        elif self.currentIndex().row() != place or not self.selectionModel().hasSelection():
            self.selectRow(place)
            self._reveals = True

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.table.rows[current.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit(self.table.rows[self.currentIndex().row()].key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        width, letter = self.viewport().width(), self.fontMetrics().averageCharWidth()
        number, state = 5 * letter, 18 * letter
        shows_sides = width >= _LETTERS_FOR_SIDES * letter
        for column in _SIDE_OF:
            self.setColumnHidden(column, not shows_sides)
        rest = width - number - state
        clause = int(rest * (0.33 if shows_sides else 1))
        self.setColumnWidth(NUMBER, number)
        self.setColumnWidth(CLAUSE, clause)
        self.setColumnWidth(ACADEMIC, (rest - clause) // 2)
        self.setColumnWidth(INDUSTRY, rest - clause - (rest - clause) // 2)
        self.setColumnWidth(STATE, state)
        self._fit_soon.start()

    def _fit_rows(self) -> None:
        before = self.rows_height()
        self.resizeRowsToContents()
        # Rows that grew push the current one out of sight; a table that only changed its words stays put.
        if (self._reveals or self.rows_height() != before) and self.currentIndex().isValid():
            self._reveals = False
            self.updateGeometries()
            self.scrollTo(self.currentIndex())
        self.fitted.emit()

    def rows_height(self) -> int:
        """How high the table is with every row in sight."""
        rows = sum(self.rowHeight(row) for row in range(self.table.rowCount()))
        return rows + self.horizontalHeader().height() + 4

    def _show_menu(self, at: object) -> None:
        index = self.indexAt(at)  # type: ignore[arg-type]
        index = index if index.isValid() else self.currentIndex()
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menu_for(self.table.rows[index.row()].key, menu)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).center()))
