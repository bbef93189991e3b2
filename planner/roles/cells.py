"""The role matrix: people in columns, activities in rows by phase, a letter where they meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.model import Assignment, Organisation, Person, RoleActivity
from planner.terms import SIDES, Letter, Side

OTHER_PHASE = "Other activities"
_BOTH = frozenset((Letter.ACCOUNTABLE, Letter.RESPONSIBLE))
# "AR" is the only value of more than one letter; each character is a letter of its own.
_SINGLE = {letter: frozenset(Letter(single) for single in letter.value) for letter in Letter}
_STRONGEST_FIRST = (Letter.ACCOUNTABLE, Letter.RESPONSIBLE, Letter.CONSULTED, Letter.INFORMED)


@dataclass(frozen=True)
class Cell:
    """What one person holds on one activity. Several assignments in one cell come only by file."""

    assignments: tuple[Assignment, ...]
    letters: frozenset[Letter]

    @property
    def letter(self) -> Letter:
        """The letter to show: the pair as A and R together, otherwise the weightiest."""
        if self.letters >= _BOTH:
            return Letter.ACCOUNTABLE_RESPONSIBLE
        return next(letter for letter in _STRONGEST_FIRST if letter in self.letters)

    @property
    def is_one_letter(self) -> bool:
        """Whether the cell holds one letter, or the one allowed pair."""
        return len(self.letters) == 1 or self.letters == _BOTH

    @property
    def effort_percent(self) -> int | None:
        """The time this person promised instead of the activity's own figure, where one is given."""
        return next((a.effort_percent for a in self.assignments if a.effort_percent is not None), None)


@dataclass(frozen=True)
class Group:
    """The rows of one phase."""

    key: str
    name: str
    rows: tuple[RoleActivity, ...]


@dataclass(frozen=True, eq=False)
class Matrix:
    """The whole matrix. `people` stand in side order, academic then industry."""

    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    organisations: Mapping[UUID, Organisation]
    by_row: Mapping[UUID, tuple[tuple[Person, Cell], ...]]
    by_person: Mapping[UUID, tuple[tuple[RoleActivity, Cell], ...]]
    cells: Mapping[tuple[UUID, UUID], Cell]

    @cached_property
    def rows(self) -> tuple[RoleActivity, ...]:
        """Every activity, in the order in which it is shown."""
        return tuple(row for group in self.groups for row in group.rows)

    def letter(self, row_id: UUID, person_id: UUID) -> Letter | None:
        """The letter where an activity and a person meet, or None."""
        cell = self.cells.get((row_id, person_id))
        return cell.letter if cell else None

    def holders(self, row_id: UUID, letter: Letter) -> tuple[Person, ...]:
        """Who holds this letter on an activity; A and R together count as either."""
        return tuple(person for person, cell in self.by_row[row_id] if letter in cell.letters)

    def organisation(self, person: Person) -> Organisation:
        """The organisation of a person of this matrix."""
        return self.organisations[person.organisation_id]

    def side(self, person: Person) -> Side:
        """The side on which a person of this matrix sits."""
        return self.organisation(person).side


def matrix(snapshot: Snapshot, library: Library) -> Matrix:
    """The role matrix as it stands."""
    return snapshot.derive(_matrix, library)


def _matrix(snapshot: Snapshot, library: Library) -> Matrix:
    organisations = {o.id: o for o in snapshot.all(Organisation)}
    place = {id: number for number, id in enumerate(organisations)}
    people = sorted(
        snapshot.all(Person),
        key=lambda p: (SIDES.index(organisations[p.organisation_id].side), place[p.organisation_id]),
    )
    groups = _groups(snapshot, library)
    rows = [row for group in groups for row in group.rows]
    cells = _cells(snapshot)
    by_row: dict[UUID, list[tuple[Person, Cell]]] = {row.id: [] for row in rows}
    by_person: dict[UUID, list[tuple[RoleActivity, Cell]]] = {person.id: [] for person in people}
    row_places = {row.id: number for number, row in enumerate(rows)}
    person_places = {person.id: number for number, person in enumerate(people)}
    # In the order of rows, then people, so that both lists below come out in theirs.
    for at_row, at_person, cell in sorted(
        ((row_places[row_id], person_places[person_id], cell) for (row_id, person_id), cell in cells.items()),
        key=lambda found: found[:2],
    ):
        row, person = rows[at_row], people[at_person]
        by_row[row.id].append((person, cell))
        by_person[person.id].append((row, cell))
    return Matrix(
        tuple(people),
        groups,
        MappingProxyType(organisations),
        MappingProxyType({id: tuple(found) for id, found in by_row.items()}),
        MappingProxyType({id: tuple(found) for id, found in by_person.items()}),
        MappingProxyType(cells),
    )


def _cells(snapshot: Snapshot) -> dict[tuple[UUID, UUID], Cell]:
    held: dict[tuple[UUID, UUID], list[Assignment]] = {}
    for assignment in snapshot.all(Assignment):
        held.setdefault((assignment.role_activity_id, assignment.person_id), []).append(assignment)
    return {key: _cell(assignments) for key, assignments in held.items()}


def _cell(assignments: list[Assignment]) -> Cell:
    return Cell(tuple(assignments), frozenset[Letter]().union(*(_SINGLE[a.letter] for a in assignments)))


def _groups(snapshot: Snapshot, library: Library) -> tuple[Group, ...]:
    rows: dict[str, list[RoleActivity]] = {key: [] for key in library.phases}
    for row in snapshot.all(RoleActivity):
        rows.setdefault(row.phase, []).append(row)
    return tuple(
        Group(key, library.phases[key].name if key in library.phases else key or OTHER_PHASE, tuple(found))
        for key, found in rows.items()
        if found
    )


def set_letter(document: Document, role_activity_id: UUID, person_id: UUID, letter: Letter | None) -> None:
    """Put a letter where an activity and a person meet, replace it, or clear it with None, in one step.

    A second A on an activity is accepted: it becomes a finding, so that an A can be handed over.
    """
    snapshot = document.snapshot()
    row, person = snapshot.find(RoleActivity, role_activity_id), snapshot.find(Person, person_id)
    if row is None or person is None:
        raise Refused("This was removed in the meantime.")
    held = snapshot.where(Assignment, role_activity_id=row.id, person_id=person.id)
    kept = held[:1] if letter is not None else ()
    with document.step(f"letter of {person.name} for {row.title}"):
        for assignment in held[len(kept) :]:
            document.remove(assignment)
        for assignment in kept:
            document.set(assignment, "letter", letter)
        if letter is not None and not held:
            document.add(
                Assignment(
                    partnership_id=document.partnership.id,
                    role_activity_id=row.id,
                    person_id=person.id,
                    letter=letter,
                )
            )
