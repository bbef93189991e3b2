"""Clash rules about money: payments, year ends, budget seasons, and income from a buyer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.findings import Remedy
from planner.model import Organisation
from planner.terms import OrganisationKind, Side
from planner.timeline.ground import Clash, Ground, day_after, days_between, last_weekday, moved
from planner.timeline.rules.asking import absent, country_of, is_in, local, unanswered, undated
from planner.timeline.rules.events import awaited, day_of_year, here, on_day
from planner.timeline.rules.mending import added_on, ended_by, started_by, told
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

INVOICE, PAYMENT, PURCHASE, INCOME = "invoice", "payment", "purchase", "income"
PUBLIC = (OrganisationKind.HEALTH_SERVICE, OrganisationKind.PUBLIC_BODY)


def payment_cashflow(ground: Ground) -> Iterator[Clash]:
    """Costs that begin before the money for the first invoice can have arrived."""
    spends = ground.of_kinds(ground.words("kinds"))
    if not spends or ground.said("plan.paid") == "no":
        return
    spend, invoices = spends[0], _invoices(ground)
    if not invoices:
        lacking = "The plan does not say when the first invoice is sent."
        yield from absent(ground, (INVOICE, PAYMENT), lacking, [spend.activity])
        return
    invoice = invoices[0]
    terms, late = ground.days("terms_days"), ground.days("late_days")
    arrives = day_after(invoice.start, terms + late)
    if spend.start >= arrives:
        return
    in_time = day_after(spend.start, -terms - late)
    yield ground.clash(
        spend,
        f"{spend.activity.name} costs money from {day_words(spend.start)} on, "
        f"{days_words(days_between(spend.start, arrives))} before the first payment can arrive: "
        f"{invoice.activity.name} ({day_words(invoice.start)}), {days_words(terms)} to pay and {late} "
        f"late, so {day_words(arrives)}.",
        others=(invoice.activity.id,),
        remedies=(
            *started_by(ground, invoice, in_time),
            *_with_advance(ground, spend, in_time),
            # A payment that waits for the work would move with it.
            *(moved(spend, arrives) if invoice.pushed_by is None and invoice.activity.start_on else ()),
        ),
        causes=[("cash", spend.activity.id)],
    )


def _invoices(ground: Ground) -> Sequence[Scheduled]:
    """When invoices go out; a payment that takes its time begins with one."""
    long = [item for item in ground.of_kinds((PAYMENT,)) if not item.activity.is_milestone]
    return sorted((*ground.of_kinds((INVOICE,)), *long), key=lambda item: item.start)


def _with_advance(ground: Ground, spend: Scheduled, day: date) -> tuple[Remedy, ...]:
    """Adds the invoice for an advance, while there is still time for its money to arrive."""
    day = last_weekday(day)
    label = f"Add the invoice for an advance on {day_words(day)}"
    return added_on(ground, INVOICE, f"Advance for {spend.activity.name}", day, label)


# Year ends


@local
def uni_year_end(ground: Ground) -> Iterator[Clash]:
    """Orders behind the cut-off that count on delivery within the university's year."""
    orders = [item for item in here(ground, ground.of_kinds((PURCHASE,))) if _for_university(ground, item)]
    ends, closes = day_of_year(ground, "year_end"), day_of_year(ground, "order_cutoff")
    undecided = []
    for item in orders:
        year_end = _first_from(item.start, ends)
        cutoff = _last_until(year_end, closes)
        delivered = item.activity.deadline_on or item.end
        said = ground.said("plan.budget_of_purchase", item.activity)
        if said == "external" or item.start <= cutoff or delivered > year_end:
            continue
        if said is None:
            undecided.append(item.activity)
            continue
        yield ground.clash(
            item,
            f"{item.activity.name} is ordered on {day_words(item.start)}, "
            f"{days_words(days_between(cutoff, item.start))} behind the last day for orders "
            f"({day_words(cutoff)}), and has to be delivered by {day_words(year_end)}.",
            remedies=(*started_by(ground, item, cutoff), *moved(item, day_after(year_end))),
            causes=[("year end", item.activity.id)],
        )
    internal = [
        a for a in ground.undated((PURCHASE,)) if ground.said("plan.budget_of_purchase", a) == "internal"
    ]
    yield from undated(ground, internal)
    if undecided:
        yield unanswered(ground, "plan.budget_of_purchase", undecided)


def _for_university(ground: Ground, item: Scheduled) -> bool:
    owners = ground.owners(item.activity)
    return not owners or any(
        owner.side == Side.ACADEMIC and (is_in(owner, ground.rule.jurisdiction) or not country_of(owner))
        for owner in owners
    )


def _first_from(day: date, month_and_day: tuple[int, int]) -> date:
    this_year = on_day(day.year, month_and_day)
    return this_year if this_year >= day else on_day(day.year + 1, month_and_day)


def _last_until(day: date, month_and_day: tuple[int, int]) -> date:
    this_year = on_day(day.year, month_and_day)
    return this_year if this_year <= day else on_day(day.year - 1, month_and_day)


@local
def nhs_year_end(ground: Ground) -> Iterator[Clash]:
    """Payments of public bodies behind the end of the year whose budget they are charged to."""
    unsaid = []
    for item in ground.of_kinds((PAYMENT,)):
        payer = _public_payer(ground, item)
        if payer is None or ground.said("plan.rolls_over", item.activity) == "yes":
            continue
        said = ground.said("plan.budget_year", item.activity)
        if said is None:
            unsaid.append(item.activity)
            continue
        year_end = on_day(min(int(said), 9999), day_of_year(ground, "year_end"))
        if item.end <= year_end:
            continue
        yield ground.clash(
            item,
            f"{item.activity.name} is paid on {day_words(item.end)}, "
            f"{days_words(days_between(year_end, item.end))} behind the end of the budget year of "
            f"{payer.name} ({day_words(year_end)}).",
            remedies=(
                *ended_by(ground, item, year_end),
                *told(ground, "plan.rolls_over", "yes", item.activity, "The budget may be carried over"),
            ),
            causes=[("budget year", item.activity.id)],
        )
    if unsaid:
        yield unanswered(ground, "plan.budget_year", unsaid)


def _public_payer(ground: Ground, item: Scheduled) -> Organisation | None:
    """The public body among those who pay: who is named, or else whoever shares the lane."""
    named = ground.snapshot.find(Organisation, item.activity.organisation_id)
    for payer in (named,) if named else ground.owners(item.activity):
        if payer.kind in PUBLIC and (is_in(payer, ground.rule.jurisdiction) or not country_of(payer)):
            return payer
    return None


# Budget seasons and buyers


def budget_season(ground: Ground) -> Iterator[Clash]:
    """Requests for a company's money after its budget is locked and before the next one opens."""
    kinds, season, undecided = ground.words("kinds"), _season(ground), []
    above = [a for a in ground.undated(kinds) if ground.said("plan.company_limit", a) == "above"]
    yield from undated(ground, above)
    for item in ground.of_kinds(kinds):
        owners = ground.owners(item.activity)
        said = ground.said("plan.company_limit", item.activity)
        if said == "within" or (owners and all(owner.side != Side.INDUSTRY for owner in owners)):
            continue
        closed = season.closed_at(item.start)
        if closed is None:
            continue
        if said is None:
            undecided.append(item.activity)
            continue
        locked, opens = closed
        yield ground.clash(
            item,
            f"{item.activity.name} asks for money on {day_words(item.start)}, after the budget is locked "
            f"({day_words(locked)}) and before the next one opens ({day_words(opens)}).",
            remedies=moved(item, opens),
            causes=[("budget", item.activity.id)],
        )
    if undecided:
        yield unanswered(ground, "plan.company_limit", undecided)


@dataclass(frozen=True)
class _Season:
    """When a company locks its budget and opens the next one, shifted to its financial year."""

    locks: tuple[int, int]
    opens: tuple[int, int]
    months_later: int

    def closed_at(self, day: date) -> tuple[date, date] | None:
        """The lock and the next opening that a day lies strictly between."""
        years = range(day.year, day.year - 3, -1)
        before = ((year, lock) for year in years if (lock := self._on(year, self.locks)) < day)
        year, locked = next(before, (day.year, day))
        openings = (self._on(year + more, self.opens) for more in range(3))
        reopens = next((opening for opening in openings if opening > locked), date.max)
        return (locked, reopens) if day < reopens else None

    def _on(self, year: int, month_and_day: tuple[int, int]) -> date:
        return on_day(year, month_and_day, self.months_later)


def _season(ground: Ground) -> _Season:
    said = ground.said("plan.fiscal_month")
    month = int(said) if said else min(max(ground.days("fiscal_month"), 1), 12)
    return _Season(day_of_year(ground, "locks"), day_of_year(ground, "opens"), month - 1)


def procurement(ground: Ground) -> Iterator[Clash]:
    """Income from the host before it can have bought what it tried out."""
    incomes, pilots = ground.of_kinds((INCOME,)), ground.of_kinds(ground.words("pilot_kinds"))
    yield from undated(ground, ground.undated((INCOME,)))
    if incomes and not pilots:
        lacking = "The plan does not say when the pilot ends."
        yield from absent(ground, ground.words("pilot_kinds"), lacking, [item.activity for item in incomes])
        return
    for item in incomes:
        pilot = min(awaited(ground, item, pilots), key=lambda found: found.end)
        usual = ground.days("enterprise_days")
        bought = day_after(pilot.end, usual)
        if item.start >= bought:
            continue
        yield ground.clash(
            item,
            f"{item.activity.name} ({day_words(item.start)}) comes before the host can have bought: "
            f"{pilot.activity.name} ends on {day_words(pilot.end)}, and buying takes {days_words(usual)}, "
            f"until {day_words(bought)}.",
            advice=f"In slow cases it takes {days_words(ground.days('slow_days'))}.",
            others=(pilot.activity.id,),
            remedies=moved(item, bought),
            causes=[(pilot.activity.id, item.activity.id)],
        )
