"""The rules of the role matrix, by their key in the content, which holds severity and threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.roles import people_rules, promise_rules, row_rules
from planner.roles.board import Board
from planner.roles.cells import matrix

RULES: dict[str, Callable[[Board], Iterable[Finding]]] = {
    "no-activities": row_rules.no_activities,
    "one-accountable": row_rules.one_accountable,
    "somebody-responsible": row_rules.somebody_responsible,
    "one-letter": row_rules.one_letter,
    "overload": people_rules.overload,
    "remote-accountability": row_rules.remote_accountability,
    "unseen-by-a-side": row_rules.unseen_by_a_side,
    "to-be-hired-late": people_rules.to_be_hired_late,
    "too-many-consulted": row_rules.too_many_consulted,
    "bottleneck": people_rules.bottleneck,
    "burn-out": people_rules.burn_out,
    "nobody-on-a-side": people_rules.nobody_on_a_side,
    "signatory-missing": people_rules.signatory_missing,
    "deputy-missing": people_rules.deputy_missing,
    "promises-without-owner": promise_rules.promises_without_owner,
}


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Everything missing, contradictory or worth knowing in the role matrix, in the content's order.

    An empty matrix gives one finding.
    """
    return snapshot.derive(_findings, library, today)


def _findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    whole = matrix(snapshot, library)
    # With no row yet, every other rule would only repeat that.
    keys = tuple(RULES) if whole.rows else ("no-activities",)
    boards = [
        Board(snapshot, library, today, whole, rule)
        for rule in library.role_rules.values()
        if rule.key in keys and not rule.retired
    ]
    return tuple(chain.from_iterable(RULES[board.rule.key](board) for board in boards))
