"""The role matrix as a table that Qt's views and screen readers can read, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from planner.model import Person, RoleActivity
from planner.roles import Matrix
from planner.terms import Letter, Side
from ui.widgets.tip import tip

LETTER_WORDS = {
    Letter.RESPONSIBLE: "responsible",
    Letter.ACCOUNTABLE: "accountable",
    Letter.CONSULTED: "consulted",
    Letter.INFORMED: "informed",
    Letter.ACCOUNTABLE_RESPONSIBLE: "accountable and responsible",
}
Index = QModelIndex | QPersistentModelIndex
Key = tuple[UUID, UUID]
_READ_AS = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True)
class Line:
    """A line of the matrix: an activity with the reason why it is in error, or the name of a phase."""

    text: str
    row: RoleActivity | None = None
    reason: str = ""


def pressed(held: Letter | None, key: Letter) -> Letter | None:
    """What a cell holds after the key R, A, C or I: A and R pair up, the same letter again goes."""
    pair = {Letter.ACCOUNTABLE, Letter.RESPONSIBLE}
    if held is Letter.ACCOUNTABLE_RESPONSIBLE and key in pair:
        return (pair - {key}).pop()
    if held in pair and key in pair and held is not key:
        return Letter.ACCOUNTABLE_RESPONSIBLE
    return None if held is key else key


class RoleModel(QAbstractTableModel):
    """People in columns; phases and their activities in rows. `refitted` tells that sizes may differ."""

    refitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[Person, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self.sides: dict[UUID, Side] = {}
        self._letters: dict[Key, Letter] = {}
        self._homes: dict[UUID, str] = {}

    def show(self, whole: Matrix, reasons: Mapping[UUID, str]) -> None:
        """Show this matrix; where only letters differ, only their cells are drawn again."""
        lines = tuple(
            line
            for group in whole.groups
            for line in (Line(group.name), *(Line(r.title, r, reasons.get(r.id, "")) for r in group.rows))
        )
        letters = {key: cell.letter for key, cell in whole.cells.items()}
        sides = {person.id: whole.side(person) for person in whole.people}
        homes = {person.id: whole.organisation(person).name for person in whole.people}
        same_shape = _ids(lines) == _ids(self.lines) and whole.people == self.people and homes == self._homes
        if not (same_shape and sides == self.sides):
            self.beginResetModel()
            self.lines, self.people, self.sides, self._letters = lines, whole.people, sides, letters
            self._homes = homes
            self.endResetModel()
            self.refitted.emit()
            return
        changed = {key for key, letter in letters.items() ^ self._letters.items()}
        before, self.lines, self._letters = self.lines, lines, letters
        self._tell_cells(changed)
        if before != lines:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(lines) - 1)
            self.refitted.emit()

    def _tell_cells(self, changed: set[Key]) -> None:
        rows = {line.row.id: place for place, line in enumerate(self.lines) if line.row}
        columns = {person.id: place for place, person in enumerate(self.people)}
        for row_id, person_id in changed:
            index = self.index(rows[row_id], columns[person_id])
            self.dataChanged.emit(index, index)

    # What stands where

    def letter(self, index: Index) -> Letter | None:
        """The letter of a cell, or None."""
        line = self.lines[index.row()]
        return self._letters.get((line.row.id, self.people[index.column()].id)) if line.row else None

    def key(self, index: Index) -> Key | None:
        """The activity and the person of a cell; None beside the name of a phase."""
        if not index.isValid() or (row := self.lines[index.row()].row) is None:
            return None
        return row.id, self.people[index.column()].id

    def place(self, row_id: UUID | None, person_id: UUID | None) -> QModelIndex:
        """The cell of an activity and a person; where one is not given, the first there is."""
        rows = [p for p, line in enumerate(self.lines) if line.row and row_id in (None, line.row.id)]
        columns = [p for p, person in enumerate(self.people) if person_id in (None, person.id)]
        return self.index(rows[0], columns[0]) if rows and columns else QModelIndex()

    def heading(self, column: int) -> str:
        """A person as the column is headed."""
        person = self.people[column]
        return f"{person.name} (to hire)" if person.to_be_hired else person.name

    # Qt's own questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.people)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # A phase's name is no cell: the arrow keys pass over it.
        if not index.isValid() or self.lines[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in _READ_AS or not index.isValid():
            return None
        line = self.lines[index.row()]
        letter = self.letter(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(letter.value) if letter else ""
        if line.row is None:
            return line.text
        words = LETTER_WORDS[letter] if letter else "no part"
        said = f"{line.text}, {self.people[index.column()].name}: {words}"
        return said if role == Qt.ItemDataRole.AccessibleTextRole else tip(said)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role not in _READ_AS:
            return None
        if orientation == Qt.Orientation.Horizontal:
            said = self.heading(section)
            if role != Qt.ItemDataRole.DisplayRole:
                said = f"{said}, {self._homes[self.people[section].id]}"
        else:
            line = self.lines[section]
            said = f"{line.text}: {line.reason}" if line.reason else line.text
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said


def _ids(lines: tuple[Line, ...]) -> list[UUID | str]:
    return [line.row.id if line.row else line.text for line in lines]
