"""The annex of the roles: the matrix, and the time of the people in it."""

from __future__ import annotations

from planner.memorandum.blocks import (
    Block,
    Heading,
    MatrixPerson,
    MatrixRow,
    Paragraph,
    RoleMatrix,
    Row,
    Table,
)
from planner.memorandum.draft import Draft
from planner.memorandum.gaps import ROLE_LETTERS
from planner.memorandum.promises import orphan_promises
from planner.model import Person, RoleActivity
from planner.roles.cells import Matrix, matrix
from planner.roles.load import load_by_month, peak
from planner.terms import Letter
from planner.wording import joined, spoken_date


def roles_annex(draft: Draft) -> list[Block]:
    """The role matrix, then the people with their time."""
    whole = matrix(draft.snapshot, draft.library)
    people = tuple(MatrixPerson(_name(person), whole.side(person)) for person in whole.people)
    rows = tuple(
        MatrixRow(group.name, row.title, _letters(whole, row), _gap(draft, whole, row))
        for group in whole.groups
        for row in group.rows
    )
    legend = (
        "R does the work. A answers for it, one person for each activity. C is asked before it is decided. "
        "I is told afterwards. Blue stands for the academic side, copper for the industry side."
    )
    return [
        Paragraph(legend, muted=True),
        RoleMatrix(people, rows),
        Heading(2, "People and their time"),
        Table(
            ("Who", "Organisation", "Time for this", "Planned at the peak"),
            _people(draft, whole),
            (3, 3.4, 1.8, 2.6),
            (2, 3),
        ),
        Paragraph("Time is in percent of full time. The peak is the busiest month of the plan.", muted=True),
        *orphan_promises(draft),
    ]


def _name(person: Person) -> str:
    return f"{person.name} (to be hired)" if person.to_be_hired else person.name


def _letters(whole: Matrix, row: RoleActivity) -> tuple[Letter | None, ...]:
    return tuple(whole.letter(row.id, person.id) for person in whole.people)


def _gap(draft: Draft, whole: Matrix, row: RoleActivity) -> str:
    missing = [word for letter, word in ROLE_LETTERS if not whole.holders(row.id, letter)]
    return f"{joined(missing).capitalize()}: {draft.point(f'roles/{row.id}')}" if missing else ""


def _people(draft: Draft, whole: Matrix) -> tuple[Row, ...]:
    loads = {load.person.id: load for load in load_by_month(draft.snapshot, draft.library)}
    rows = []
    for person in whole.people:
        heaviest = peak(loads[person.id]) if person.id in loads else None
        month = spoken_date(heaviest.month).partition(" ")[2] if heaviest and heaviest.month else ""
        planned = f"{heaviest.percent:.0f} % {f'({month})' if month else ''}".strip() if heaviest else "none"
        unknown = draft.point(f"roles/person/{person.id}")
        time = f"{person.time_percent} %" if person.time_percent is not None else unknown
        post = f"{_name(person)}, {person.post}" if person.post else _name(person)
        rows.append(Row((post, whole.organisation(person).name, time, planned), whole.side(person)))
    return tuple(rows)
