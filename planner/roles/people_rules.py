"""Rules that read the role matrix person by person: load, hiring, deputies, and who may sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planner.findings import Finding
from planner.model import Organisation, Person, RoleActivity
from planner.roles.board import Board
from planner.roles.load import MonthLoad, PersonLoad, load_by_month, peak, row_dates
from planner.sides import the_side
from planner.terms import SIDES, Letter, Severity
from planner.wording import counted, joined, long_date, spoken_date

A, R = Letter.ACCOUNTABLE, Letter.RESPONSIBLE


def _held(board: Board, person: Person, *letters: Letter) -> list[RoleActivity]:
    """The activities on which a person holds any of these letters."""
    return [row for row, cell in board.matrix.by_person[person.id] if not cell.letters.isdisjoint(letters)]


def overload(board: Board) -> Iterator[Finding]:
    """People who have promised more time than they have; not assessed where a figure is missing."""
    for load in load_by_month(board.snapshot, board.library):
        name = load.person.name
        if load.overruns:
            yield board.finding(load.person, _overload_words(load), "load")
        elif load.available_percent is None and (peak(load) or load.unstated):
            message = f"{name}: load not assessed, because it is not said how much time there is."
            yield board.finding(load.person, message, "load", severity=Severity.NOT_ASSESSED)
        elif load.unstated:
            count = counted(len(load.unstated), "activity", "activities")
            message = f"{name}: load not assessed in full, because {count} on the list of work has no effort."
            yield board.finding(load.person, message, "load", severity=Severity.NOT_ASSESSED)


def _overload_words(load: PersonLoad) -> str:
    available = load.available_percent or 0
    promised = max(month.percent for month in load.overruns)
    # Rounding must not hide the overrun: "20 % of 20 %" would read as a mistake.
    shown = f"{promised:.0f}" if round(promised) > available else f"{promised:.2f}"
    when = _months_in_words(load.overruns)
    return (
        f"{load.person.name} is promised for {shown} % of full time and has {available} %"
        f"{f' ({when})' if when else ''}."
    )


def _months_in_words(months: Iterable[MonthLoad]) -> str:
    """Months as runs: "March to May 2027, August 2027"; nothing for a plan without dates."""
    runs: list[list[date]] = []
    for day in (load.month for load in months if load.month):
        if runs and _number(day) == _number(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run_in_words(run[0], run[-1]) for run in runs)


def _number(day: date) -> int:
    return day.year * 12 + day.month


def _run_in_words(first: date, last: date) -> str:
    start, end = (long_date(day).partition(" ")[2] for day in (first, last))
    if start == end:
        return start
    return f"{start.removesuffix(f' {last.year}')} to {end}"


def bottleneck(board: Board) -> Iterator[Finding]:
    """People who answer for many activities, and for a large share of all."""
    total = len(board.matrix.rows)
    for person in board.matrix.people:
        number = len(_held(board, person, A))
        if number >= board.rule.threshold and number * 100 > board.rule.threshold_percent * total:
            message = f"{person.name} is accountable for {number} of {total} activities."
            yield board.finding(person, message, "queue")


def burn_out(board: Board) -> Iterator[Finding]:
    """People who answer for many activities while they do many."""
    for person in board.matrix.people:
        accountable, responsible = len(_held(board, person, A)), len(_held(board, person, R))
        if min(accountable, responsible) >= board.rule.threshold:
            message = f"{person.name} is accountable for {accountable} activities and works on {responsible}."
            yield board.finding(person, message, "strain")


def to_be_hired_late(board: Board) -> Iterator[Finding]:
    """Posts still to be filled that have work to do before anybody is there."""
    for person in (person for person in board.matrix.people if person.to_be_hired):
        starts = [
            (start, row.title)
            for row in _held(board, person, A, R)
            if (start := row_dates(board.snapshot, board.library, row)[0]) is not None
        ]
        if not starts:
            continue
        first, title = min(starts)
        if person.from_on is None:
            yield board.finding(
                person,
                f"{person.name}: no date to start, and {title} begins on {spoken_date(first)}.",
                "hire",
            )
        elif person.from_on > first:
            begins = f"starts on {spoken_date(person.from_on)}"
            message = f"{person.name}: {begins}, but {title} begins on {spoken_date(first)}."
            yield board.finding(person, message, "hire")
        elif board.today > first:
            message = f"{person.name}: still to be hired, but {title} began on {spoken_date(first)}."
            yield board.finding(person, message, "hire")


def nobody_on_a_side(board: Board) -> Iterator[Finding]:
    """Sides for which no person or post is named."""
    present = {board.matrix.side(person) for person in board.matrix.people}
    for side in SIDES:
        if side not in present:
            yield board.finding(side, f"Nobody is named on {the_side(side)}.", "side")


def signatory_missing(board: Board) -> Iterator[Finding]:
    """Organisations for which nobody is known who may sign."""
    signing = {person.organisation_id for person in board.matrix.people if person.may_sign}
    for organisation in board.snapshot.all(Organisation):
        if organisation.id not in signing:
            message = f"{organisation.name}: it is not said who may sign."
            yield board.finding(organisation, message, "sign")


def deputy_missing(board: Board) -> Iterator[Finding]:
    """People who answer for something and have no deputy."""
    for person in board.matrix.people:
        held = _held(board, person, A)
        if held and person.deputy_id in (None, person.id):
            what = joined(row.title for row in held) if len(held) < 3 else f"{len(held)} activities"
            yield board.finding(
                person, f"{person.name} is accountable for {what} and has no deputy.", "deputy"
            )
