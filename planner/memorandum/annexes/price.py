"""The price in the annex of the contributions: the cost of each organisation, and the picture."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document import Snapshot
from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table
from planner.memorandum.draft import Draft
from planner.memorandum.price_picture import COST_NAMES, price_block
from planner.price import BuildUp, OrganisationCost, build_ups, set_apart
from planner.price.rates import rate_source, spoken_percent
from planner.terms import CostKind
from planner.wording import joined, spoken_amount

NOT_ASSESSED = "not assessed"


def price_blocks(draft: Draft) -> Iterator[Block]:
    """The build-up of full economic cost in every currency; nothing while no cost is listed."""
    builds = build_ups(draft.snapshot)
    for build in builds:
        of = f" in {build.currency}" if len(builds) > 1 else ""
        yield Heading(2, f"What the work costs{of}, and who covers it")
        yield Paragraph(
            "Directly incurred is money spent only because of this work. Directly allocated is a share of "
            "people and rooms that are there anyway. Indirect keeps an organisation running. Together they "
            "are the full economic cost; it explains a price and is not one.",
            muted=True,
        )
        yield price_block(build)
        yield _table(draft, build)
        yield Paragraph(" ".join(_notes(draft.snapshot, build)), muted=True)
    for currency, cash, in_kind in set_apart(draft.snapshot) if builds else ():
        sums = f"{spoken_amount(cash, currency)} in cash and {spoken_amount(in_kind, currency)} in kind"
        yield Paragraph(
            f"Not set against any cost, because none is listed in {currency}: {sums}. "
            "Currencies are not mixed.",
            muted=True,
        )


def _table(draft: Draft, build: BuildUp) -> Table:
    rows = [
        Row(
            (
                cost.organisation.name,
                *(_cell(draft, build, cost, kind) for kind in CostKind),
                spoken_amount(cost.full, build.currency),
            ),
            cost.organisation.side,
        )
        for cost in build.costs
    ]
    if len(rows) > 1:
        totals = (spoken_amount(build.of_kind(kind), build.currency) for kind in CostKind)
        rows.append(Row(("Total", *totals, spoken_amount(build.full, build.currency)), is_total=True))
    whole = "Known so far" if build.not_assessed or build.uncosted else "Full cost"
    head = ("Organisation", *(COST_NAMES[kind] for kind in CostKind), whole)
    return Table(head, tuple(rows), (2.6, 1.8, 1.8, 1.8, 1.8), (1, 2, 3, 4))


def _cell(draft: Draft, build: BuildUp, cost: OrganisationCost, kind: CostKind) -> str:
    if kind not in cost.amounts:
        is_unknown = kind is CostKind.INDIRECT and not cost.is_assessed
        told = draft.told(f"overview/organisation/{cost.organisation.id}")
        return (f"{NOT_ASSESSED} ({told})" if told else NOT_ASSESSED) if is_unknown else "none listed"
    amount = spoken_amount(cost.amounts[kind], build.currency)
    return f"{amount} (estimate)" if kind in cost.estimates else amount


def _notes(snapshot: Snapshot, build: BuildUp) -> Iterator[str]:
    for cost in build.costs:
        name, source = cost.organisation.name, rate_source(snapshot, cost.organisation.id).rstrip(".")
        for kind, percent in cost.estimates.items():
            what = "direct" if kind is CostKind.INDIRECT else "directly incurred"
            share = spoken_percent(percent)
            told = f"The {COST_NAMES[kind].lower()} cost of {name} is an estimate: {share} of its {what} cost"
            yield f"{told} ({source})." if source else f"{told}."
        if cost.asked is not None and cost.asked_percent is not None:
            asked = spoken_amount(cost.asked, build.currency)
            yield f"{name} asks for {spoken_percent(cost.asked_percent)} of its cost, {asked}."
        if cost.uncosted:
            lines = "one line has" if cost.uncosted == 1 else f"{cost.uncosted} lines have"
            yield f"Of {name}, {lines} no amount yet."
    if build.not_assessed:
        names = joined(organisation.name for organisation in build.not_assessed)
        yield f"Not assessed is not zero: the indirect cost of {names} is not known yet."
    if build.unvalued:
        yield "Contributions without a value are not counted."
    if build.surplus:
        beyond = spoken_amount(build.surplus, build.currency)
        yield f"What is put in comes to {beyond} more than the cost listed."
    yield "Things in kind count at the giver’s own estimate."
    yield "Lines are rounded to two decimals, a half upwards."
