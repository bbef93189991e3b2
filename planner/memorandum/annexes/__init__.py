"""The annexes as blocks, one module for what each is about."""

from __future__ import annotations

from collections.abc import Callable

from planner.memorandum.annexes.agenda import agenda_annex
from planner.memorandum.annexes.approvals import approvals_annex
from planner.memorandum.annexes.contributions import contributions_annex
from planner.memorandum.annexes.risks import risks_annex
from planner.memorandum.annexes.roles import roles_annex
from planner.memorandum.annexes.timeline import printed_plan, timeline_annex
from planner.memorandum.blocks import Annex, Block
from planner.memorandum.draft import TITLES, TO_BE_AGREED, Draft, draft_of
from planner.memorandum.internal import positions_annex

__all__ = ["TITLES", "TO_BE_AGREED", "Draft", "annexes", "draft_of", "printed_plan"]

_WRITTEN: dict[str, Callable[[Draft], list[Block]]] = {
    "timeline": timeline_annex,
    "roles": roles_annex,
    "contributions": contributions_annex,
    "approvals": approvals_annex,
    "risks": risks_annex,
    "agenda": agenda_annex,
    "positions": positions_annex,
}


def annexes(draft: Draft) -> list[Block]:
    """Every annex that is printed, in order."""
    return [
        block
        for name, letter in draft.letters
        for block in (Annex(letter, TITLES[name]), *_WRITTEN[name](draft))
    ]
