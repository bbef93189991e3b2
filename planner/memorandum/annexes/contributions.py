"""The annex of the contributions: what each organisation plans to put in."""

from __future__ import annotations

from decimal import Decimal

from planner.document import Snapshot
from planner.memorandum.annexes.price import price_blocks
from planner.memorandum.blocks import Block, Paragraph, Row, Table
from planner.memorandum.draft import Draft
from planner.memorandum.gaps import CASH
from planner.memorandum.parties import ordered
from planner.model import Contribution, Organisation
from planner.wording import spoken_amount


def contributions_annex(draft: Draft) -> list[Block]:
    """What each organisation plans to put in, with totals; then what it costs, where that is listed."""
    snapshot = draft.snapshot
    given = [
        (organisation, contribution)
        for organisation in ordered(snapshot)
        for contribution in snapshot.where(Contribution, organisation_id=organisation.id)
    ]
    drawn: list[Block] = []
    if given:
        rows = [_contribution(draft, organisation, contribution) for organisation, contribution in given]
        rows += _totals(snapshot, [contribution for _, contribution in given])
        drawn = [
            Paragraph(
                "What each organisation plans to put in. A value in kind is its own estimate, "
                "not an invoice.",
                muted=True,
            ),
            Table(("Organisation", "What", "Cash", "In kind"), tuple(rows), (2.6, 4, 1.7, 1.7), (2, 3)),
        ]
    return [*drawn, *price_blocks(draft)]


def _contribution(draft: Draft, organisation: Organisation, given: Contribution) -> Row:
    unknown = draft.point(f"memorandum/contribution/{given.id}")
    value = (
        spoken_amount(given.amount, given.currency or draft.snapshot.partnership.currency)
        if given.amount is not None
        else unknown
        if given.kind == CASH
        else "not valued"
    )
    what = "\n".join(part for part in (given.what.strip(), given.note.strip()) if part) or unknown
    cells = (value, "") if given.kind == CASH else ("", value)
    return Row((organisation.name, what, *cells), organisation.side)


def _totals(snapshot: Snapshot, given: list[Contribution]) -> list[Row]:
    """One row for each currency."""
    totals: dict[str, list[Decimal]] = {}
    for contribution in given:
        if contribution.amount is not None:
            sums = totals.setdefault(contribution.currency or snapshot.partnership.currency, [Decimal()] * 2)
            sums[contribution.kind != CASH] += contribution.amount
    return [
        Row(("Total", "", *(spoken_amount(total, currency) for total in sums)), is_total=True)
        for currency, sums in sorted(totals.items())
    ]
