"""What the build-up shows: cost that nobody covers, more than it costs, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.agreement.clauses import clause_state
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Organisation
from planner.price.build import BuildUp, build_ups
from planner.price.rates import RATES, rate_fault, rate_words
from planner.terms import Basis, Screen, Severity
from planner.wording import joined, spoken_amount

PLACE = "agreement/funding"
# The ways of funding under which one side asks the other for money towards the cost.
_PAID = ("company_part", "company_full", "full_and_margin")


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Where cost and contributions differ, what is not assessed, and a price that is not built up."""
    found = [found for build in build_ups(snapshot) for found in _about(build)]
    return (*_faults(snapshot), *found, *_unexplained(snapshot, library))


def _finding(id: str, severity: Severity, message: str, advice: str) -> Finding:
    return Finding(
        f"price.{id}", severity, Screen.AGREEMENT, message, PLACE, Basis.PLANNER, advice=advice, tag="price"
    )


def _about(build: BuildUp) -> Iterator[Finding]:
    full, left = (spoken_amount(amount, build.currency) for amount in (build.full, build.uncovered))
    if build.uncosted or build.not_assessed:
        # Whether all is covered cannot be said while part of the cost is unknown.
        yield _unknown(build)
    elif build.uncovered:
        yield _finding(
            f"short/{build.currency}",
            Severity.INFO,
            f"Of the full cost of {full}, {left} is not covered yet.",
            "Say who carries it, or look at what lowers the price (Edit, Price explained).",
        )
    if build.surplus:
        beyond = spoken_amount(build.surplus, build.currency)
        yield _finding(
            f"over/{build.currency}",
            Severity.INFO,
            f"What is put in comes to {beyond} more than the cost listed, which is {full}.",
            "List the cost that is missing, or ask whether all of it is needed (Edit, Price explained).",
        )


def _unknown(build: BuildUp) -> Finding:
    missing = []
    if build.not_assessed:
        missing.append(f"the indirect cost of {joined(o.name for o in build.not_assessed)}")
    if build.uncosted:
        missing.append(f"{build.uncosted} {'line' if build.uncosted == 1 else 'lines'} without an amount")
    return _finding(
        f"not-assessed/{build.currency}",
        Severity.NOT_ASSESSED,
        f"Whether the cost in {build.currency} is covered could not be checked: {joined(missing)}.",
        "Add the line, or the organisation’s own rate (Edit, Price explained).",
    )


def _faults(snapshot: Snapshot) -> Iterator[Finding]:
    """Rates that came with a file and cannot be used."""
    for organisation in snapshot.all(Organisation):
        for name in RATES:
            if fault := rate_fault(snapshot, name, organisation.id):
                yield _finding(
                    f"rate/{name}/{organisation.id}",
                    Severity.WARNING,
                    f"The {rate_words(name)} of {organisation.name} cannot be used. {fault}",
                    "Type it again, or leave it empty (Edit, Price explained).",
                )


def _unexplained(snapshot: Snapshot, library: Library) -> Iterator[Finding]:
    """A company is asked to pay, and nothing shows how the price is made up."""
    state = clause_state(snapshot, library, "funding")
    asks = state is not None and state.included and state.option is not None and state.option.key in _PAID
    if asks and not build_ups(snapshot):
        yield _finding(
            "unexplained",
            Severity.INFO,
            "The company is to pay towards the cost, and nothing shows yet how the cost is made up.",
            "List the main costs, then see what lowers the price (Edit, Price explained).",
        )
