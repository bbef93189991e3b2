"""The rule that counts the paper's promises without an owner or a date."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Finding
from planner.roles.board import Board
from planner.roles.promises import orphans

PLACE = "roles/promises"


def promises_without_owner(board: Board) -> Iterator[Finding]:
    """One finding for all of them: each stands in the list of promises, with what it lacks."""
    count = len(orphans(board.snapshot, board.library))
    if count:
        lacking = "1 promise of the paper lacks" if count == 1 else f"{count} promises of the paper lack"
        found = board.finding(None, f"{lacking} an owner or a date.", "promises")
        yield found._replace(place=PLACE)
