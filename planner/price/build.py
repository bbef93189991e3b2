"""The build-up of full economic cost, and who covers it: one for each currency, never mixed.

Each line is rounded to hundredths, half up, before anything is added, so that what is printed
adds up. An estimate is made only from an organisation's own rate; without one the part is not
assessed, which is not the same as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from planner.document import Snapshot
from planner.model import Contribution, Cost, Organisation
from planner.price.rates import RateName, rate
from planner.terms import CostKind, Side

CASH = "cash"
_HUNDREDTH = Decimal("0.01")
_ZERO = Decimal()


@dataclass(frozen=True)
class OrganisationCost:
    """What one organisation's part of the work costs, in one currency.

    `amounts` holds the kinds that are known; `estimates` the rate in percent of those that come
    from a rate. `uncosted` counts lines without an amount. `is_assessed` is False while its
    indirect cost is unknown. `asked_percent` is the share it asks the others to cover.
    """

    organisation: Organisation
    amounts: Mapping[CostKind, Decimal]
    estimates: Mapping[CostKind, Decimal]
    uncosted: int
    is_assessed: bool
    asked_percent: Decimal | None

    @property
    def full(self) -> Decimal:
        """All that is known, added up."""
        return sum(self.amounts.values(), _ZERO)

    @property
    def asked(self) -> Decimal | None:
        """What it asks the others to cover, or None while no share is named."""
        return None if self.asked_percent is None else _share(self.full, self.asked_percent)


@dataclass(frozen=True)
class Given:
    """What one organisation puts in, in one currency: cash and, apart, its own value of things in kind."""

    organisation: Organisation
    cash: Decimal
    in_kind: Decimal


@dataclass(frozen=True)
class BuildUp:
    """The cost in one currency against what is put in. `unvalued` counts contributions without a value."""

    currency: str
    costs: tuple[OrganisationCost, ...]
    given: tuple[Given, ...]
    unvalued: int

    def of_kind(self, kind: CostKind) -> Decimal:
        """One kind of cost over all organisations."""
        return sum((cost.amounts.get(kind, _ZERO) for cost in self.costs), _ZERO)

    def estimated(self, kind: CostKind) -> Decimal:
        """How much of one kind comes from rates."""
        return sum((cost.amounts[kind] for cost in self.costs if kind in cost.estimates), _ZERO)

    @property
    def full(self) -> Decimal:
        """Full economic cost, as far as it is known."""
        return sum((cost.full for cost in self.costs), _ZERO)

    @property
    def cash(self) -> Decimal:
        """All cash put in."""
        return sum((given.cash for given in self.given), _ZERO)

    @property
    def in_kind(self) -> Decimal:
        """The value of all that is put in otherwise."""
        return sum((given.in_kind for given in self.given), _ZERO)

    @property
    def uncovered(self) -> Decimal:
        """Cost that nobody has put in anything for; zero when all is covered."""
        return max(self.full - self.cash - self.in_kind, _ZERO)

    @property
    def surplus(self) -> Decimal:
        """By how much what is put in exceeds the cost; zero when it does not."""
        return max(self.cash + self.in_kind - self.full, _ZERO)

    @property
    def not_assessed(self) -> tuple[Organisation, ...]:
        """The organisations whose indirect cost is unknown."""
        return tuple(cost.organisation for cost in self.costs if not cost.is_assessed)

    @property
    def uncosted(self) -> int:
        """Cost lines without an amount."""
        return sum(cost.uncosted for cost in self.costs)


def build_ups(snapshot: Snapshot) -> tuple[BuildUp, ...]:
    """A build-up for every currency in which a cost is listed, the partnership's own first."""
    return snapshot.derive(_build_ups)


def set_apart(snapshot: Snapshot) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Currency, cash and in kind of contributions that no cost in the same currency stands against."""
    costed = {build.currency for build in build_ups(snapshot)}
    sums = [
        (currency, sum((g.cash for g in given), _ZERO), sum((g.in_kind for g in given), _ZERO))
        for currency, (given, _) in sorted(_given(snapshot).items())
        if currency not in costed
    ]
    return tuple(each for each in sums if each[1] or each[2])


def _build_ups(snapshot: Snapshot) -> tuple[BuildUp, ...]:
    own = snapshot.partnership.currency.upper()
    lines: dict[str, dict[UUID, list[Cost]]] = defaultdict(lambda: defaultdict(list))
    for cost in snapshot.all(Cost):
        lines[_currency(cost.currency, own)][cost.organisation_id].append(cost)
    given = _given(snapshot)
    return tuple(
        BuildUp(
            currency=currency,
            costs=tuple(
                _cost(snapshot, organisation, lines[currency][organisation.id])
                for organisation in _ordered(snapshot)
                if organisation.id in lines[currency]
            ),
            given=given.get(currency, ((), 0))[0],
            unvalued=given.get(currency, ((), 0))[1],
        )
        for currency in sorted(lines, key=lambda currency: (currency != own, currency))
    )


def _ordered(snapshot: Snapshot) -> list[Organisation]:
    return sorted(snapshot.all(Organisation), key=lambda o: o.side is not Side.ACADEMIC)


def _cost(snapshot: Snapshot, organisation: Organisation, lines: list[Cost]) -> OrganisationCost:
    amounts: dict[CostKind, Decimal] = {}
    for line in lines:
        if line.amount is not None:
            amounts[line.kind] = amounts.get(line.kind, _ZERO) + _rounded(line.amount)
    # A line of its own in any currency is taken at its word: nothing is estimated beside it.
    typed = {cost.kind for cost in snapshot.where(Cost, organisation_id=organisation.id)}
    estimates: dict[CostKind, Decimal] = {}

    def estimate(kind: CostKind, name: RateName) -> None:
        percent = rate(snapshot, name, organisation.id)
        if kind not in typed and percent is not None and amounts:
            amounts[kind] = _share(sum(amounts.values(), _ZERO), percent)
            estimates[kind] = percent

    estimate(CostKind.DIRECTLY_ALLOCATED, "estates_percent")
    estimate(CostKind.INDIRECT, "indirect_percent")
    return OrganisationCost(
        organisation=organisation,
        amounts={kind: amounts[kind] for kind in CostKind if kind in amounts},
        estimates=estimates,
        uncosted=sum(line.amount is None for line in lines),
        is_assessed=CostKind.INDIRECT in typed or CostKind.INDIRECT in estimates,
        asked_percent=rate(snapshot, "paid_percent", organisation.id),
    )


def _given(snapshot: Snapshot) -> dict[str, tuple[tuple[Given, ...], int]]:
    """By currency: what each organisation puts in, and how many contributions carry no value."""
    own = snapshot.partnership.currency.upper()
    sums: dict[str, dict[UUID, list[Decimal]]] = defaultdict(lambda: defaultdict(lambda: [_ZERO, _ZERO]))
    unvalued: dict[str, int] = defaultdict(int)
    for each in snapshot.all(Contribution):
        currency = _currency(each.currency, own)
        if each.amount is None:
            unvalued[currency] += 1
        else:
            sums[currency][each.organisation_id][each.kind != CASH] += _rounded(each.amount)
    ordered = _ordered(snapshot)
    return {
        currency: (
            tuple(Given(o, *sums[currency][o.id]) for o in ordered if o.id in sums[currency]),
            unvalued[currency],
        )
        for currency in {*sums, *unvalued}
    }


def _currency(text: str, own: str) -> str:
    """The currency as it is added up: that of the partnership where none is named."""
    return text.strip().upper() or own


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_HUNDREDTH, ROUND_HALF_UP)


def _share(amount: Decimal, percent: Decimal) -> Decimal:
    return _rounded(amount * percent / 100)
