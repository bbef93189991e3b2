"""What clauses add to the annex of the timeline: their periods as a table, and what has no place yet."""

from __future__ import annotations

from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table
from planner.memorandum.draft import Draft
from planner.timeline.clause_periods import Period, clause_periods
from planner.wording import spoken_date

HOLLOW = "In the picture each names its clause; those that are not work in the plan as well are hollow."


def clause_dates(draft: Draft) -> list[Block]:
    """The periods of the clauses, in the order of the clauses; nothing when there are none."""
    periods = clause_periods(draft.snapshot, draft.library)
    rows: dict[tuple[int, str, str], list[Period]] = {}
    for period in sorted(periods.placed, key=lambda p: (p.number, p.start)):
        event = "" if period.is_event else str(period.id)
        rows.setdefault((period.number, period.key, event), []).append(period)
    lacking = "; ".join(each.label for each in periods.unplaced if each.clause)
    blocks: list[Block] = []
    if rows:
        head = ("What", "Begins", "Ends", "How it is counted")
        table = Table(head, tuple(_row(found) for found in rows.values()), (4.2, 1.5, 1.5, 4.1))
        blocks = [Heading(2, "Dates that follow from clauses"), table, Paragraph(HOLLOW, muted=True)]
    if lacking:
        blocks.append(Paragraph(f"Not on the timeline yet: {lacking}.", muted=True))
    return blocks


def _row(found: list[Period]) -> Row:
    first, last = found[0], found[-1]
    return Row((first.label, spoken_date(first.start), spoken_date(last.end), first.told))
