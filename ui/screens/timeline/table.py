"""The timeline as a table: the same rows, to be read one by one, sorted and edited by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.screens.timeline.cell_editor import CellEditor, Choices, Write, is_refused
from ui.screens.timeline.columns import COLUMNS, PLACES, Line
from ui.screens.timeline.rows import RowsModel
from ui.theme import grown

NAME = PLACES["name"]
_NAME_PX, _LEAST_PX = 240, 72
# Widths follow from the rows one can see at first; looking at ten thousand would take a second.
_ROWS_MEASURED = 40
_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class RowsTable(QTableView):
    """The table. `selection_told` tells the ids that are selected, the one under the cursor first.

    `opened` tells a row whose details are asked for, `removal_asked` that those selected should go.
    """

    selection_told = Signal(object)
    opened = Signal(object)
    removal_asked = Signal()

    def __init__(self, write: Write, choices: Choices) -> None:
        super().__init__()
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.editor = CellEditor(self, self.rows, write, choices)
        self.setItemDelegate(self.editor)
        self._measured = self._mine = False
        self.setObjectName("timelineTable")
        self.setAccessibleName("Timeline, row by row")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.9))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setResizeContentsPrecision(_ROWS_MEASURED)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_lines(
        self, lines: tuple[Line, ...], matching: frozenset[UUID] | None, chosen: Sequence[UUID]
    ) -> None:
        """Show these rows, or those looked for, with the same ones selected as on the canvas."""
        self._quietly(lambda: self.rows.show_lines(lines, matching))
        if not self._measured and lines:
            self._measured = True
            self._measure()
        self.select(chosen)

    def select(self, ids: Sequence[UUID]) -> None:
        """Select the rows of these activities, the cursor on the first of them."""
        places = [place for place in map(self.rows.row_of, ids) if place >= 0]
        if not places or self.selected() == tuple(ids):
            return
        self._quietly(lambda: self._select_rows(places))

    def _select_rows(self, places: list[int]) -> None:
        wanted, last = QItemSelection(), len(COLUMNS) - 1
        for first, end in _runs(sorted(places)):
            wanted.select(self.rows.index(first, 0), self.rows.index(end, last))
        column = max(self.currentIndex().column(), 0)
        self.selectionModel().setCurrentIndex(self.rows.index(places[0], column), _KEEP)
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(self.currentIndex())

    def selected(self) -> tuple[UUID, ...]:
        """The ids of the rows that are selected, the one under the cursor first."""
        spans = self.selectionModel().selection()
        rows = [
            row for n in range(spans.size()) for row in range(spans.at(n).top(), spans.at(n).bottom() + 1)
        ]
        now = self.currentIndex().row()
        return tuple(
            self.rows.line_at(row).id for row in sorted(set(rows), key=lambda row: (row != now, row))
        )

    def _quietly(self, act: Callable[[], object]) -> None:
        """Change the selection without telling it to whom it came from."""
        self._mine = True
        act()
        self._mine = False

    def _tell(self, *_: object) -> None:
        if not self._mine:
            self.selection_told.emit(self.selected())

    def _measure(self) -> None:
        self.resizeColumnsToContents()
        head = self.horizontalHeader()
        for place in range(len(COLUMNS)):
            head.resizeSection(place, max(head.sectionSize(place), grown(_LEAST_PX)))
        head.resizeSection(NAME, grown(_NAME_PX))
        head.setStretchLastSection(True)

    def sort_here(self, order: Qt.SortOrder) -> None:
        """Sort by the column that the cursor is in."""
        self.sortByColumn(max(self.currentIndex().column(), 0), order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.state() == QAbstractItemView.State.EditingState and not self.hasFocus():
            # A key that the field in a cell had no use for.
            super().keyPressEvent(event)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            up = key == Qt.Key.Key_Up
            self.sort_here(Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.rows.line_at(self.currentIndex().row()).id)
        elif key == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseDoubleClickEvent(event)
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self.rows.line_at(index.row()).id)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # A refused text stays in its field, to be mended; Escape drops it.
        if is_refused(editor) and hint != QAbstractItemDelegate.EndEditHint.RevertModelCache:
            return
        super().closeEditor(editor, hint)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Places in order as runs, each from its first to its last."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
