"""The timeline's rows as a model: the same as on the canvas, in its order until they are sorted.

Nothing is made for a row before it is seen: ten thousand of them cost a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from planner.document import Snapshot
from planner.model import Activity, Person
from planner.timeline.clause_periods import Period
from planner.timeline.drawn.lanes import LANE_TITLES
from planner.timeline.drawn.shapes import Plan, Shape
from planner.timeline.schedule import Schedule
from planner.timeline.sliding import Start
from ui.screens.timeline.columns import COLUMNS, Column, Line, may_edit, typed

_Index = QModelIndex | QPersistentModelIndex
# As a number: two flags together would not be read as an alignment.
_NUMBERS = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value

_READ = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITED = _READ | Qt.ItemFlag.ItemIsEditable


def lines_of(
    plan: Plan,
    ordered: Iterable[Shape],
    snapshot: Snapshot,
    times: Schedule,
    clashes: Mapping[UUID, Sequence[int]],
    periods: Iterable[Period] = (),
    months: Start | None = None,
) -> tuple[Line, ...]:
    """Every activity and period of a clause as a row, in the order given; the undated at the end.

    `clashes` are the numbers of the clashes that each is part of; from `months` months are counted.
    """
    by_id = {period.id: period for period in periods}
    people = {person.id: person.name for person in snapshot.all(Person)}
    found: list[Line] = []
    for shape in ordered:
        id, lane = shape.activity_id, plan.lanes[shape.lane].title
        activity = snapshot.find(Activity, id)
        numbers = tuple(clashes.get(id, ()))
        if activity is not None:
            owner = people.get(activity.owner_id, "") if activity.owner_id is not None else ""
            slack = times.slack_days(id)
            found.append(
                Line(id, activity, times.get(id), activity.name, lane, owner, numbers, slack, months)
            )
        elif id in by_id:
            found.append(Line(id, None, by_id[id], by_id[id].label, lane, "", numbers, None, months))
    for activity in plan.unplaced:
        owner = people.get(activity.owner_id, "") if activity.owner_id is not None else ""
        found.append(
            Line(activity.id, activity, None, activity.name, LANE_TITLES[activity.lane], owner, months=months)
        )
    return tuple(found)


class RowsModel(QAbstractTableModel):
    """The rows that are shown: those looked for, in the order asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.may_write = True
        self._all: tuple[Line, ...] = ()
        self._lines: list[Line] = []
        self._places: dict[UUID, int] = {}
        self._matching: frozenset[UUID] | None = None
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_lines(self, lines: tuple[Line, ...], matching: frozenset[UUID] | None) -> None:
        """Show these rows, or those of them that are looked for."""
        shown = self._ordered([each for each in lines if matching is None or each.id in matching])
        same = [each.id for each in shown] == [each.id for each in self._lines]
        self._all, self._matching = lines, matching
        if same:
            self._lines = shown
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._lines = shown
        self._places = {each.id: place for place, each in enumerate(shown)}
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; by -1 as they stand on the timeline."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._lines[index.row()].id for index in before]
        self._lines = self._ordered(
            [each for each in self._all if self._matching is None or each.id in self._matching]
        )
        self._places = {each.id: place for place, each in enumerate(self._lines)}
        after = [self.index(self._places[id], i.column()) for id, i in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _ordered(self, lines: list[Line]) -> list[Line]:
        column, order = self._sorted
        if column < 0:
            return lines
        return sorted(lines, key=COLUMNS[column].sorts, reverse=order == Qt.SortOrder.DescendingOrder)

    def line_at(self, row: int) -> Line:
        """What a row shows."""
        return self._lines[row]

    def row_of(self, id: UUID | None) -> int:
        """The row of an activity, or -1."""
        return self._places.get(id, -1) if id is not None else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section].is_number:
            return _NUMBERS
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        look = _ROLES.get(role)
        return look(self._lines[index.row()], COLUMNS[index.column()]) if look is not None else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        # Asked for every cell of a selection: made beforehand.
        edits = self.may_write and may_edit(self._lines[index.row()], COLUMNS[index.column()])
        return _EDITED if edits else _READ


_ROLES: dict[int, Callable[[Line, Column], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda line, column: column.says(line),
    Qt.ItemDataRole.EditRole: typed,
    Qt.ItemDataRole.AccessibleTextRole: lambda line, column: f"{column.head}: {column.says(line) or 'none'}",
    Qt.ItemDataRole.TextAlignmentRole: lambda _line, column: _NUMBERS if column.is_number else None,
}
