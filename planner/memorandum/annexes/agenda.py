"""The annex of the open points: what the sides have to settle, and what only has to be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.findings import AgendaItem
from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table
from planner.memorandum.draft import TO_BE_AGREED, Draft
from planner.sides import captioned_side
from planner.wording import spoken_date

_WIDTHS = (0.7, 5.6, 2.6, 1.6)


def agenda_annex(draft: Draft) -> list[Block]:
    """Every open point and every gap with its owner and its date."""
    drawn: list[Block] = []
    if draft.agenda:
        drawn.append(
            Paragraph("What the parties have still to settle, who sees to it, and by when.", muted=True)
        )
        drawn.append(_table("What is to be settled", [_shortly(draft, item) for item in draft.agenda]))
    if draft.gaps:
        drawn.append(Heading(2, "Gaps"))
        drawn.append(Paragraph("Entries that are not known yet and have only to be filled in.", muted=True))
        drawn.append(_table("What is missing", draft.gaps))
    return drawn


def _shortly(draft: Draft, item: AgendaItem) -> AgendaItem:
    """A point that no person owns, with its side in a word where that side is several organisations."""
    return item if item.owner_id else replace(item, owner=captioned_side(draft.snapshot, item.side))


def _table(what: str, items: Iterable[AgendaItem]) -> Table:
    rows = tuple(
        Row((str(i.number), i.text, i.owner, spoken_date(i.due_on) if i.due_on else TO_BE_AGREED))
        for i in items
    )
    return Table(("No.", what, "Who", "By when"), rows, _WIDTHS)
