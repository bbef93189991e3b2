"""Rules that read the role matrix row by row: who answers for an activity, does it, and sees it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Amendment, Finding, Remedy
from planner.model import Person, RoleActivity
from planner.roles.board import Board, how_many, names
from planner.terms import SIDES, Letter
from planner.wording import joined

A, R, C = Letter.ACCOUNTABLE, Letter.RESPONSIBLE, Letter.CONSULTED


def no_activities(board: Board) -> Iterator[Finding]:
    """One finding while the matrix has no rows."""
    if not board.matrix.rows:
        yield board.finding(None, "No activity is divided between the two sides yet.", "gap")


def one_accountable(board: Board) -> Iterator[Finding]:
    """Activities with nobody accountable, or with several people."""
    for row in board.matrix.rows:
        accountable = board.matrix.holders(row.id, A)
        responsible = board.matrix.holders(row.id, R)
        if not accountable:
            rest = f", {how_many(responsible)} responsible" if responsible else ""
            remedies = tuple(
                _both(board, row, person, f"make {person.name} accountable as well") for person in responsible
            )
            yield board.finding(row, f"{row.title}: nobody accountable{rest}.", "gap", remedies=remedies)
        elif len(accountable) > 1:
            count, who = how_many(accountable), names(accountable)
            yield board.finding(
                row, f"{row.title}: {count} people accountable ({who}), and only one can be.", "gap"
            )


def somebody_responsible(board: Board) -> Iterator[Finding]:
    """Activities that nobody does."""
    for row in board.matrix.rows:
        if not board.matrix.holders(row.id, R):
            remedies = tuple(
                _both(board, row, person, f"let {person.name} do the work as well")
                for person in board.matrix.holders(row.id, A)
            )
            yield board.finding(row, f"{row.title}: nobody responsible.", "gap", remedies=remedies)


def _both(board: Board, row: RoleActivity, person: Person, label: str) -> Remedy:
    assignment = board.matrix.cells[row.id, person.id].assignments[0]
    return Remedy(label, (Amendment(assignment, "letter", Letter.ACCOUNTABLE_RESPONSIBLE),))


def one_letter(board: Board) -> Iterator[Finding]:
    """Cells that hold more than one letter, A with R apart."""
    for row in board.matrix.rows:
        for person, cell in board.matrix.by_row[row.id]:
            if not cell.is_one_letter:
                letters = joined(sorted(letter.value for letter in cell.letters))
                message = f"{row.title}: {person.name} holds {letters}, and one letter is enough."
                yield board.finding(row, message, "letters", cell_of=person)


def too_many_consulted(board: Board) -> Iterator[Finding]:
    """Activities on which more people are asked than the threshold."""
    for row in board.matrix.rows:
        consulted = board.matrix.holders(row.id, C)
        if len(consulted) > board.rule.threshold:
            message = f"{row.title}: {how_many(consulted)} people are consulted, which can slow decisions."
            yield board.finding(row, message, "slow")


def remote_accountability(board: Board) -> Iterator[Finding]:
    """Activities answered for in one organisation and done only in others."""
    for row in board.matrix.rows:
        accountable = board.matrix.holders(row.id, A)
        responsible = board.matrix.holders(row.id, R)
        if len(accountable) != 1 or not responsible:
            continue  # An error already, and not clear whose accountability would be remote.
        answers = board.matrix.organisation(accountable[0])
        doing = dict.fromkeys(board.matrix.organisation(person).name for person in responsible)
        if answers.id not in {person.organisation_id for person in responsible}:
            verb = "does" if len(doing) == 1 else "do"
            message = f"{row.title}: accountable at {answers.name}, but only {joined(doing)} {verb} the work."
            yield board.finding(row, message, "remote")


def unseen_by_a_side(board: Board) -> Iterator[Finding]:
    """Activities on which one side holds no letter. A side without people has its own rule."""
    sides = [side for side in SIDES if any(board.matrix.side(p) is side for p in board.matrix.people)]
    for row in board.matrix.rows:
        seeing = {board.matrix.side(person) for person, _ in board.matrix.by_row[row.id]}
        for side in sides:
            if seeing and side not in seeing:
                message = (
                    f"{row.title}: nobody at {board.organisations(side)} has a part in it or hears of it."
                )
                yield board.finding(row, message, "unseen")
