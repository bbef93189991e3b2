"""What the paper says will be done and nobody answers for yet, for the annex of the roles.

On paper they are plans: a paper that binds nobody must not call its own sentences promises.
"""

from __future__ import annotations

from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table
from planner.memorandum.draft import TO_BE_AGREED, Draft
from planner.roles.promises import orphans, unread_clauses
from planner.sides import captioned_side
from planner.wording import joined, spoken_date


def orphan_promises(draft: Draft) -> list[Block]:
    """Every promise without exactly one person accountable, somebody responsible and a date; or nothing."""
    snapshot, library = draft.snapshot, draft.library
    found = orphans(snapshot, library)
    unread = unread_clauses(snapshot, library)
    blocks: list[Block] = []
    if found:
        rows = tuple(
            Row(
                (
                    promise.what,
                    f"{promise.told}; {captioned_side(snapshot, promise.side)}",
                    spoken_date(promise.due_on) if promise.due_on else TO_BE_AGREED,
                    joined(promise.lacks).capitalize(),
                ),
                promise.side,
            )
            for promise in found
        )
        head = ("What is planned", "Where, and by whom", "By when", "Still missing")
        blocks = [Heading(2, "Plans without an owner or a date"), Table(head, rows, (3.6, 3.4, 1.4, 2.6))]
    if unread:
        said = "clause" if len(unread) == 1 else "clauses"
        text = f"Not looked through, because the wording is the parties’ own: {said} {joined(unread)}."
        blocks.append(Paragraph(text, muted=True))
    return blocks
