"""The timeline as a table: the same rows, to be read one by one, sorted and edited by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from planner.document import Snapshot
from planner.model import Activity
from planner.timeline.clause_periods import Period
from planner.timeline.lanes import LANE_TITLES
from planner.timeline.schedule import Schedule
from planner.timeline.shapes import Plan, Shape
from planner.wording import joined, spoken_date
from ui.screens.timeline.words import length

HEADS = ("Name", "Lane", "Start", "End", "Late end", "Length", "Clashes")
NAME, START = 0, 2
_SORT = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One row: what it says, what it sorts by, and of which activity or period of a clause."""

    id: UUID
    cells: tuple[str, ...]
    keys: tuple[Any, ...]
    is_activity: bool = True


def lines_of(
    plan: Plan,
    snapshot: Snapshot,
    times: Schedule,
    clashes: Mapping[UUID, Sequence[int]],
    periods: Iterable[Period] = (),
) -> tuple[Line, ...]:
    """Every activity and period of a clause as a row, lane by lane and by date; the undated at the end.

    `clashes` are the numbers of the clashes that each is part of.
    """
    by_id = {period.id: period for period in periods}
    shapes: tuple[Shape, ...] = (*plan.bars, *plan.diamonds)
    placed = sorted(shapes, key=lambda s: (s.lane, s.start, s.row))
    found: list[Line] = []
    for shape in placed:
        activity = snapshot.find(Activity, shape.activity_id)
        numbers = joined(str(number) for number in clashes.get(shape.activity_id, ()))
        lane = plan.lanes[shape.lane].title
        if activity is not None:
            found.append(_line(activity, lane, times, numbers))
        elif shape.activity_id in by_id:
            found.append(_period_line(by_id[shape.activity_id], lane, numbers))
    return (*found, *(_line(activity, LANE_TITLES[activity.lane], times, "") for activity in plan.unplaced))


def _line(activity: Activity, lane: str, times: Schedule, clashes: str) -> Line:
    seen = times.get(activity.id)
    days = (seen.start, seen.end, seen.late_end) if seen is not None else (None, None, None)
    shown = [spoken_date(day) if day is not None else "no date yet" for day in days]
    long = "milestone" if activity.is_milestone else length(activity)
    sorts = [day or date.max for day in days]
    return Line(
        activity.id,
        (activity.name, lane, *shown, long, clashes),
        (activity.name.casefold(), lane, *sorts, activity.likely_days, clashes),
    )


def _period_line(period: Period, lane: str, clashes: str) -> Line:
    days = (period.start, period.end, period.late_end)
    long = (period.end - period.start).days + 1
    cells = (period.label, lane, *map(spoken_date, days), period.length, clashes)
    return Line(period.id, cells, (cells[0].casefold(), lane, *days, long, clashes), is_activity=False)


class RowsModel(QAbstractTableModel):
    """The rows. `write(activity, field, text)` stores an edit, or says why not and returns False."""

    def __init__(self, write: Callable[[UUID, str, str], bool]) -> None:
        super().__init__()
        self._write = write
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these rows; only what differs is drawn again while their number stays."""
        if [line.id for line in lines] == [line.id for line in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line_at(self, row: int) -> Line:
        """What a row shows."""
        return self._lines[row]

    def id_at(self, row: int) -> UUID:
        """The activity of a row."""
        return self._lines[row].id

    def row_of(self, id: UUID | None) -> int:
        """The row of an activity, or -1."""
        return next((place for place, line in enumerate(self._lines) if line.id == id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.cells[index.column()]
        if role == _SORT:
            return line.keys[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {line.cells[index.column()] or 'none'}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        may_edit = index.column() in (NAME, START) and self._lines[index.row()].is_activity
        return flags | Qt.ItemFlag.ItemIsEditable if may_edit else flags

    def setData(self, index: _Index, value: Any, role: int = 0) -> bool:
        if index.column() == NAME:
            return self._write(self.id_at(index.row()), "name", str(value))
        return self._write(self.id_at(index.row()), "start_on", str(value))


class _Sorted(QSortFilterProxyModel):
    """Sorts by dates and numbers, not by their spelling."""

    def lessThan(self, left: _Index, right: _Index) -> bool:
        return bool(left.data(_SORT) < right.data(_SORT))


class RowsTable(QTableView):
    """The table; `chosen_changed` tells which activity the cursor is on.

    `opened` tells a row that cannot be edited, and was asked for by a double click or Enter.
    """

    chosen_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, write: Callable[[UUID, str, str], bool]) -> None:
        super().__init__()
        self.rows = RowsModel(write)
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(self.rows)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setObjectName("timelineTable")
        self.setAccessibleName("Timeline, row by row")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.9))
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().resizeSection(NAME, 250)
        self.horizontalHeader().setStretchLastSection(True)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self.activated.connect(self._open)

    def show_lines(self, lines: Sequence[Line], chosen: UUID | None) -> None:
        """Show these rows, and keep the cursor on the activity that is selected."""
        self.rows.show_lines(tuple(lines))
        self.choose(chosen)

    def choose(self, id: UUID | None) -> None:
        """Put the cursor on an activity's row."""
        place = self.rows.row_of(id)
        now = self._sorted.mapToSource(self.currentIndex())
        if place >= 0 and now.row() != place:
            self.setCurrentIndex(self._sorted.mapFromSource(self.rows.index(place, NAME)))

    def _open(self, index: QModelIndex) -> None:
        line = self.rows.line_at(self._sorted.mapToSource(index).row())
        if not line.is_activity:
            self.opened.emit(line.id)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen_changed.emit(self.rows.id_at(self._sorted.mapToSource(now).row()))
