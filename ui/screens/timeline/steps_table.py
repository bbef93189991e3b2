"""The steps to the first day as a table: ranges to type over, evidence, share, by when to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from planner.library import Library
from planner.model import Activity
from planner.timeline.handshake.course import is_over
from planner.timeline.handshake.first_day import range_told
from planner.timeline.handshake.simulate import Simulation, StepResult
from planner.wording import spoken_date
from ui.screens.timeline.words import UNIT_WORDS, evidence
from ui.theme import grown
from ui.widgets.text import plain_tip

HEADS = (
    "Step", "Begin by,\nhalf of all runs", "Begin by,\nmost runs", "Shortest", "Likely", "Late", "Adds",
    "How often it\ndecides the date",
    "Counted in, and where the numbers come from",
)  # fmt: skip
BY_LIKELY, BY_LATE, SHARE, DRIVING, EVIDENCE = 1, 2, 6, 7, 8
RANGE = {3: "min_days", 4: "likely_days", 5: "late_days"}
TIPS = {
    BY_LIKELY: "Begun by then, it keeps the wished date in half of the runs",
    BY_LATE: "Begun by then, it keeps the wished date in as many runs as the later date above is kept",
    SHARE: "Of all days up to the goal, in all runs: those in which it lies on the way that sets the date",
    DRIVING: "In how many of a hundred runs it lies on the way that sets the date",
}
MEASURED_ROWS = 200
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One step as it is shown."""

    activity: Activity
    cells: tuple[str, ...]
    tip: str

    @property
    def has_range(self) -> bool:
        """Whether there is a range to type over."""
        return not self.activity.is_milestone and not is_over(self.activity)


def lines_of(
    found: Simulation, library: Library, today: date, assumed: frozenset[UUID] = frozenset()
) -> tuple[Line, ...]:
    """The steps of a result, in the order in which they begin; `assumed` ones say that no link leads on."""
    return tuple(_line(step, library, today, step.activity.id in assumed) for step in found.steps)


def _line(step: StepResult, library: Library, today: date, is_assumed: bool) -> Line:
    activity = step.activity
    days = (
        ("", "", "") if activity.is_milestone else tuple(f"{getattr(activity, n):,}" for n in RANGE.values())
    )
    own = range_told(activity, library)
    order = "Order assumed: no link says so. " if is_assumed else ""
    cells = (
        activity.name,
        _by(step, step.likely_by, today),
        _by(step, step.late_by, today),
        *days,
        _percent(step.share) if not activity.is_milestone else "",
        _percent(step.driving),
        order + (own if activity.is_milestone else f"{UNIT_WORDS[activity.unit].capitalize()} · {own}"),
    )
    facts = [library.facts[key] for key in activity.basis if key in library.facts]
    return Line(activity, cells, "\n\n".join(evidence(fact) for fact in facts))


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _by(step: StepResult, day: date | None, today: date) -> str:
    if is_over(step.activity):
        return "done"
    if step.is_held and step.activity.start_on is not None:
        return f"fixed, {spoken_date(step.activity.start_on)}"
    if day is None:
        return ""
    return f"{spoken_date(day)} (past)" if day < today else spoken_date(day)


class StepsModel(QAbstractTableModel):
    """The steps. `write(activity, field, text)` takes a range over, or says why not and returns False."""

    def __init__(self, write: Callable[[Activity, str, str], bool]) -> None:
        super().__init__()
        self._write = write
        self.lines: tuple[Line, ...] = ()
        self.may_write = True
        self.most = "most runs"

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these steps; the cursor stays where the rows are the same."""
        if [line.activity.id for line in lines] == [line.activity.id for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return f"Begin by,\n{self.most}" if section == BY_LATE else HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(section)
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            shown = line.cells[column]
            return plain_tip(f"{shown}\n\n{line.tip}".strip() if column == EVIDENCE else shown)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column]}: {line.cells[column] or 'none'}".replace("\n", " ")
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        may_edit = self.may_write and index.column() in RANGE and self.lines[index.row()].has_range
        return flags | Qt.ItemFlag.ItemIsEditable if may_edit else flags

    def setData(self, index: _Index, value: Any, role: int = 0) -> bool:
        return self._write(self.lines[index.row()].activity, RANGE[index.column()], str(value))


class StepsTable(QTableView):
    """The table; ranges are typed over in place."""

    def __init__(self, write: Callable[[Activity, str, str], bool]) -> None:
        super().__init__()
        self.steps = StepsModel(write)
        self.setModel(self.steps)
        self.setObjectName("timelineTable")
        self.setAccessibleName("Steps to the goal, row by row")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(grown(190))
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        heads.resizeSection(0, grown(180))
        heads.setMinimumSectionSize(grown(52))
        heads.setSectionResizeMode(EVIDENCE, QHeaderView.ResizeMode.Interactive)
        self.show_lines((), with_dates=False)

    def show_lines(self, lines: tuple[Line, ...], *, with_dates: bool) -> None:
        """Show these steps; the dates to begin by only where a date is wished for."""
        self.steps.show_lines(lines)
        for column in (BY_LIKELY, BY_LATE):
            self.setColumnHidden(column, not with_dates)
        self._fit()

    def _fit(self) -> None:
        """Give the evidence what is left of the width, and enough to be read where little is left."""
        heads = self.horizontalHeader()
        others = sum(heads.sectionSize(n) for n in range(EVIDENCE) if not self.isColumnHidden(n))
        heads.resizeSection(EVIDENCE, max(self.viewport().width() - others, grown(250)))
        # Every letter of the evidence can be read, unless there are too many rows to measure.
        if len(self.steps.lines) <= MEASURED_ROWS:
            self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
