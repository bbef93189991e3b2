"""The price explained: the build-up, the user's own rates, who covers it, and what that shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import checks
from planner.document import Document, Snapshot, snapshot_of
from planner.errors import Refused
from planner.library import standard_library
from planner.model import Assumption, ClauseChoice, Contribution, Cost, Entity, Organisation, Partnership
from planner.price import (
    BuildUp,
    RateName,
    build_ups,
    findings,
    parse_rate,
    put_rate,
    rate,
    rate_fault,
    rate_text,
    set_apart,
)
from planner.price.rates import put_rate_source, rate_source
from planner.terms import CostKind, Severity, Side

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
HOME = Partnership(title="Mindful Campus")
NORTH = Organisation(partnership_id=HOME.id, rank=1, name="Northfield University")
BRIGHT = Organisation(partnership_id=HOME.id, rank=2, name="Brightpath", side=Side.INDUSTRY)
INCURRED, ALLOCATED, INDIRECT = CostKind


def cost(kind: CostKind, amount: str | None, whose: Organisation = NORTH, currency: str = "") -> Cost:
    value = None if amount is None else Decimal(amount)
    return Cost(
        partnership_id=HOME.id, organisation_id=whose.id, kind=kind, what="x", amount=value, currency=currency
    )


def given_by(whose: Organisation, amount: str | None, kind: str = "cash", currency: str = "") -> Contribution:
    value = None if amount is None else Decimal(amount)
    return Contribution(
        partnership_id=HOME.id, organisation_id=whose.id, kind=kind, amount=value, currency=currency
    )


def own_rate(name: str, value: str, whose: Organisation = NORTH) -> Assumption:
    return Assumption(partnership_id=HOME.id, key=f"price.{name}/{whose.id}", value=value)


def snapshot(*more: Entity) -> Snapshot:
    return snapshot_of([HOME, NORTH, BRIGHT, *more])


def build(*more: Entity) -> BuildUp:
    (found,) = build_ups(snapshot(*more))
    return found


def ids(*more: Entity) -> dict[str, Severity]:
    return {f.id: f.severity for f in findings(snapshot(*more), LIBRARY, TODAY)}


# The build-up


def test_without_a_cost_line_there_is_no_build_up():
    assert build_ups(snapshot(given_by(BRIGHT, "500"))) == ()


def test_full_economic_cost_is_the_three_kinds_together():
    found = build(cost(INCURRED, "1000"), cost(INCURRED, "500"), cost(ALLOCATED, "300"), cost(INDIRECT, "90"))

    assert [found.of_kind(kind) for kind in CostKind] == [Decimal("1500"), Decimal("300"), Decimal("90")]
    assert found.full == Decimal("1890")
    assert found.not_assessed == ()


def test_each_organisation_has_its_own_part_the_academic_side_first():
    found = build(cost(INCURRED, "10", BRIGHT), cost(INCURRED, "20", NORTH))

    assert [(c.organisation.name, c.full) for c in found.costs] == [
        ("Northfield University", Decimal("20")),
        ("Brightpath", Decimal("10")),
    ]


def test_cash_and_in_kind_are_set_apart_and_the_rest_is_not_covered_yet():
    found = build(
        cost(INCURRED, "1000"), cost(INDIRECT, "300"),
        given_by(BRIGHT, "400"), given_by(NORTH, "250", "in_kind"), given_by(BRIGHT, "50", "in_kind"),
    )  # fmt: skip

    assert (found.cash, found.in_kind, found.uncovered, found.surplus) == (400, 300, 600, 0)
    assert [(g.organisation.name, g.cash, g.in_kind) for g in found.given] == [
        ("Northfield University", 0, 250), ("Brightpath", 400, 50),
    ]  # fmt: skip


def test_more_than_the_cost_is_a_surplus_and_nothing_is_uncovered():
    found = build(cost(INCURRED, "100"), cost(INDIRECT, "0"), given_by(BRIGHT, "150"))

    assert (found.surplus, found.uncovered) == (50, 0)


def test_contributions_without_a_value_are_counted_but_add_nothing():
    found = build(cost(INCURRED, "100"), given_by(NORTH, None, "in_kind"), given_by(BRIGHT, None))

    assert (found.unvalued, found.cash, found.in_kind) == (2, 0, 0)


def test_a_line_without_an_amount_is_not_zero():
    found = build(cost(INCURRED, "100"), cost(ALLOCATED, None), cost(INDIRECT, "5"))

    assert found.uncosted == 1
    assert ALLOCATED not in found.costs[0].amounts


def test_currencies_are_never_mixed_and_the_partnerships_own_comes_first():
    euros, pounds = cost(INCURRED, "70", currency="EUR"), cost(INCURRED, "100")

    found = build_ups(snapshot(euros, pounds, given_by(BRIGHT, "30", currency="EUR"), given_by(BRIGHT, "9")))

    assert [(b.currency, b.full, b.cash) for b in found] == [("GBP", 100, 9), ("EUR", 70, 30)]


def test_a_currency_is_the_same_however_it_is_typed_and_the_own_one_where_none_is():
    found = build(
        cost(INCURRED, "1"), cost(INCURRED, "2", currency="gbp "), cost(INCURRED, "4", currency="GBP")
    )

    assert (found.currency, found.full) == ("GBP", 7)


def test_what_is_given_in_a_currency_without_costs_stands_apart():
    shown = snapshot(
        cost(INCURRED, "100"), given_by(BRIGHT, "5", currency="EUR"),
        given_by(BRIGHT, "7", "in_kind", "USD"), given_by(BRIGHT, None, currency="CHF"),
    )  # fmt: skip

    assert set_apart(shown) == (("EUR", 5, 0), ("USD", 0, 7))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(CostKind)),
            st.sampled_from([NORTH, BRIGHT]),
            st.decimals(0, 10**9, places=4, allow_nan=False),
        ),
        min_size=1, max_size=12,
    ),
    st.lists(st.tuples(st.sampled_from(["cash", "in_kind"]), st.decimals(0, 10**9, places=3)), max_size=6),
)  # fmt: skip
def test_what_is_printed_adds_up(lines, gifts):
    found = build(
        *(cost(kind, str(amount), whose) for kind, whose, amount in lines),
        *(given_by(BRIGHT, str(amount), kind) for kind, amount in gifts),
    )

    parts = [amount for each in found.costs for amount in each.amounts.values()]
    assert sum(parts) == found.full == sum(found.of_kind(kind) for kind in CostKind)
    assert all(part == part.quantize(Decimal("0.01")) for part in parts)
    assert found.full + found.surplus == found.cash + found.in_kind + found.uncovered
    assert found.surplus == 0 or found.uncovered == 0


# Own rates


def test_an_indirect_estimate_comes_from_the_organisations_own_rate():
    (mine,) = build(cost(INCURRED, "1000"), cost(ALLOCATED, "500"), own_rate("indirect_percent", "30")).costs

    assert mine.amounts[INDIRECT] == Decimal("450.00")
    assert mine.estimates == {INDIRECT: Decimal("30.00")}
    assert mine.is_assessed


def test_without_a_rate_the_indirect_cost_is_not_assessed_and_never_zero():
    found = build(cost(INCURRED, "1000"))

    assert INDIRECT not in found.costs[0].amounts
    assert found.not_assessed == (NORTH,)


def test_a_line_of_ones_own_is_taken_at_its_word_in_whatever_currency():
    found = build_ups(
        snapshot(
            cost(INCURRED, "1000"), cost(INCURRED, "10", currency="EUR"), cost(INDIRECT, "200"),
            own_rate("indirect_percent", "30"),
        )
    )  # fmt: skip

    assert [b.estimated(INDIRECT) for b in found] == [0, 0]
    assert [b.not_assessed for b in found] == [(), ()]


def test_an_indirect_line_without_an_amount_is_not_estimated_over():
    found = build(cost(INCURRED, "1000"), cost(INDIRECT, None), own_rate("indirect_percent", "30"))

    assert (found.full, found.uncosted) == (1000, 1)


def test_buildings_are_estimated_first_and_carry_their_share_of_indirect_cost():
    (mine,) = build(
        cost(INCURRED, "1000"), own_rate("estates_percent", "10"), own_rate("indirect_percent", "50")
    ).costs

    assert mine.amounts[ALLOCATED] == Decimal("100.00")
    assert mine.amounts[INDIRECT] == Decimal("550.00")


def test_one_organisations_rate_is_not_anothers():
    found = build(cost(INCURRED, "10", BRIGHT), own_rate("indirect_percent", "30", NORTH))

    assert found.not_assessed == (BRIGHT,)


def test_the_share_asked_for_is_of_the_full_cost_and_rounded_half_up():
    (mine,) = build(cost(INCURRED, "100.01"), cost(INDIRECT, "0.02"), own_rate("paid_percent", "50")).costs

    assert mine.asked == Decimal("50.02")
    assert build(cost(INCURRED, "1")).costs[0].asked is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [("30", "30.00"), (" 65.7 % ", "65.70"), ("100", "100.00"), ("12.345", "12.35"), ("0.01", "0.01")],
)
def test_a_percentage_is_read_as_people_write_it(text: str, percent: str):
    assert parse_rate(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "nothing to count"), ("0.001", "nothing to count"), ("-5", "negative"),
        ("100.5", "more than 100"),
        ("abc", "not a percentage"), ("NaN", "not a percentage"), ("Infinity", "not a percentage"),
        ("%", "not a percentage"), ("1e99", "more than 100"), ("1,5,2", "not a percentage"),
    ],
)  # fmt: skip
def test_a_percentage_that_makes_no_sense_is_refused_in_words(text: str, reason: str):
    with pytest.raises(Refused, match=reason):
        parse_rate(text)


def test_an_empty_rate_is_none():
    assert parse_rate("  ") is None


# Storing rates


def document() -> Document:
    return Document([HOME, NORTH, BRIGHT, cost(INCURRED, "1000")], lambda _: None)


def test_a_rate_is_stored_as_an_assumption_and_undo_takes_it_back():
    opened = document()

    put_rate(opened, "indirect_percent", NORTH.id, "30 %")

    assert rate(opened.snapshot(), "indirect_percent", NORTH.id) == Decimal("30.00")
    assert [a.value for a in opened.snapshot().all(Assumption)] == ["30"]
    opened.undo()
    assert opened.snapshot().all(Assumption) == ()


def test_a_changed_rate_is_the_same_assumption_and_an_empty_one_removes_it():
    opened = document()
    put_rate(opened, "paid_percent", NORTH.id, "80")

    put_rate(opened, "paid_percent", NORTH.id, "75.50")
    assert rate_text(opened.snapshot(), "paid_percent", NORTH.id) == "75.5"
    assert len(opened.snapshot().all(Assumption)) == 1

    put_rate(opened, "paid_percent", NORTH.id, "")
    assert opened.snapshot().all(Assumption) == ()
    put_rate(opened, "paid_percent", NORTH.id, "")
    assert opened.snapshot().all(Assumption) == ()


def test_typing_a_rate_and_deleting_it_again_is_one_step():
    opened = document()

    for text in ("3", "30", "3", "", "4"):
        put_rate(opened, "indirect_percent", NORTH.id, text, typing=True)
    opened.seal()

    assert rate_text(opened.snapshot(), "indirect_percent", NORTH.id) == "4"
    opened.undo()
    assert opened.snapshot().all(Assumption) == ()


def test_a_refused_rate_changes_nothing():
    opened = document()

    with pytest.raises(Refused):
        put_rate(opened, "indirect_percent", NORTH.id, "101")

    assert opened.snapshot().all(Assumption) == ()


def test_a_rate_from_a_file_that_cannot_be_used_is_not_used_and_is_told():
    wrong = own_rate("indirect_percent", "250")

    assert build(cost(INCURRED, "1000"), wrong).not_assessed == (NORTH,)
    assert "more than 100" in rate_fault(snapshot(wrong), "indirect_percent", NORTH.id)
    assert ids(wrong) == {f"price.rate/indirect_percent/{NORTH.id}": Severity.WARNING}


def test_where_a_rate_is_from_is_stored_with_it():
    opened = document()
    put_rate_source(opened, NORTH.id, "  ")
    with pytest.raises(Refused, match="rate first"):
        put_rate_source(opened, NORTH.id, "Finance office")
    put_rate(opened, "paid_percent", NORTH.id, "80")

    put_rate_source(opened, NORTH.id, "Finance office, 2026")

    assert rate_source(opened.snapshot(), NORTH.id) == "Finance office, 2026"
    assert rate_source(opened.snapshot(), BRIGHT.id) == ""


# What it shows


def test_cost_that_nobody_covers_is_worth_knowing():
    found = ids(cost(INCURRED, "100"), cost(INDIRECT, "10"), given_by(BRIGHT, "60"))

    assert found == {"price.short/GBP": Severity.INFO}


def test_more_than_the_cost_is_worth_knowing():
    found = ids(cost(INCURRED, "100"), cost(INDIRECT, "10"), given_by(BRIGHT, "160"))

    assert found == {"price.over/GBP": Severity.INFO}


def test_cover_that_equals_the_cost_shows_nothing():
    assert ids(cost(INCURRED, "100"), cost(INDIRECT, "10"), given_by(BRIGHT, "110")) == {}


def test_what_is_not_known_is_not_assessed_and_names_what_is_missing():
    shown = snapshot(cost(INCURRED, "100"), cost(ALLOCATED, None))

    (found,) = findings(shown, LIBRARY, TODAY)

    assert (found.id, found.severity) == ("price.not-assessed/GBP", Severity.NOT_ASSESSED)
    assert "the indirect cost of Northfield University and 1 line without an amount" in found.message


def test_two_lines_without_an_amount_are_counted():
    shown = snapshot(cost(INCURRED, None), cost(ALLOCATED, None), cost(INDIRECT, "1"))

    assert "2 lines without an amount" in findings(shown, LIBRARY, TODAY)[0].message


@pytest.mark.parametrize("option", ["company_part", "company_full", "full_and_margin"])
def test_a_company_that_is_to_pay_is_told_when_nothing_explains_the_price(option: str):
    choice = ClauseChoice(partnership_id=HOME.id, clause="funding", option=option, included=True)

    assert ids(choice) == {"price.unexplained": Severity.INFO}
    assert "price.unexplained" not in ids(choice, cost(INCURRED, "1"))


def test_where_each_bears_its_own_costs_no_price_is_asked_for():
    choice = ClauseChoice(partnership_id=HOME.id, clause="funding", option="own_costs", included=True)
    left_out = ClauseChoice(partnership_id=HOME.id, clause="funding", option="company_full", included=False)

    assert ids(choice) == {}
    assert ids(left_out) == {}


def test_the_findings_are_among_all_others():
    found = checks.findings(snapshot(cost(INCURRED, "100")), LIBRARY, TODAY)

    assert "price.not-assessed/GBP" in {f.id for f in found}


def test_rates_of_an_unknown_organisation_change_nothing():
    stray = Assumption(partnership_id=HOME.id, key=f"price.indirect_percent/{UUID(int=7)}", value="30")

    assert build(cost(INCURRED, "10"), stray).not_assessed == (NORTH,)


def test_every_rate_has_a_name_that_the_content_explains():
    names: tuple[RateName, ...] = ("indirect_percent", "estates_percent", "paid_percent")

    assert {name: LIBRARY.price_parts[name].group for name in names} == dict.fromkeys(names, "rate")
