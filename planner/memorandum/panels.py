"""A role matrix in panels that fit across a page."""

from __future__ import annotations

from dataclasses import replace

from planner.memorandum.blocks import RoleMatrix

PEOPLE_ACROSS = 7


def panels(matrix: RoleMatrix) -> tuple[RoleMatrix, ...]:
    """The matrix; with many people in panels of about equal width, each with every row."""
    count = len(matrix.people)
    across = -(-count // max(1, -(-count // PEOPLE_ACROSS))) or 1
    return tuple(
        RoleMatrix(
            matrix.people[at : at + across],
            tuple(replace(row, letters=row.letters[at : at + across]) for row in matrix.rows),
        )
        for at in range(0, max(count, 1), across)
    )
