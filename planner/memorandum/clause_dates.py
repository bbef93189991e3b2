"""What clauses add to the annex of the timeline: their periods as a table, and what has no place yet."""

from __future__ import annotations

from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table
from planner.memorandum.draft import Draft
from planner.model import Activity
from planner.timeline.clause_periods import Period, clause_periods
from planner.wording import joined, spoken_date

IN_PICTURE = (
    "In the picture each of these names its clause. A filled bar is work that the plan has as well; an empty "
    "one with a dashed edge follows from the clause alone."
)
NOTICE = "notice"


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
        table = Table(head, tuple(_row(draft, found) for found in rows.values()), (4.2, 1.5, 1.5, 4.1))
        blocks = [Heading(2, "Dates that follow from clauses"), table, Paragraph(IN_PICTURE, muted=True)]
    if lacking:
        blocks.append(Paragraph(f"Not on the timeline yet: {lacking}.", muted=True))
    return blocks


def _row(draft: Draft, found: list[Period]) -> Row:
    first, last = found[0], found[-1]
    start, end = spoken_date(first.start), spoken_date(last.end)
    if first.is_event:
        days = joined(spoken_date(each.start) for each in found)
        return Row((first.label, start, "", f"Planned for {days}. {first.told}"))
    work = draft.snapshot.find(Activity, first.planned_as) if first.is_as_planned else None
    if work is not None:
        # One name for one thing: the picture shows the work under its own.
        return Row((f"{work.name} (clause {first.number})", start, end, f"{first.length}, as planned."))
    if first.key == NOTICE and first.is_before:
        told = f"Only if somebody gives notice: {start} is the latest day to give it. {first.told}"
        return Row((first.label, start, end, told))
    return Row((first.label, start, end, first.told))
