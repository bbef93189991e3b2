from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.document import Snapshot, snapshot_of
from planner.model import Dismissal, Organisation
from planner.terms import OrganisationKind, Severity, Side
from planner.timeline.clashes import findings
from planner.timeline.set_aside import clashes_set_aside
from tests.timeline.asked import (
    MONDAY,
    answer,
    in_country,
    later,
    mends,
    not_assessed,
    severities,
    silent,
    silent_when_none_is_planned,
)
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    PARTNERSHIP,
    TODAY,
    activity,
    assumed,
    clock,
    link,
    mended,
    milestone,
    plan,
    said,
)

CASH, UNIVERSITY, PUBLIC = "r29-payment-cashflow", "r30-uni-year-end", "r31-nhs-year-end"
SEASON, BUYER, RAISE, RUNWAY = "r32-budget-season", "r40-procurement", "r28-raise-collides", "r27-runway"


# Cash


def spend(day, days=100):
    return activity("Work", day, days, kind="delivery")


def invoice(day):
    return milestone("First invoice", day, kind="invoice")


@given(st.integers(-60, 120))
def test_costs_wait_for_the_first_payment(days):
    assert bool(said(plan(invoice(MONDAY), spend(later(days))), CASH)) is (days < 53)


def test_costs_ahead_of_the_money_name_when_it_arrives_and_offer_ways_out():
    snapshot = plan(invoice(MONDAY), spend(later(10)))

    (clash,) = said(snapshot, CASH)

    assert clash.severity is Severity.WARNING
    assert "43 calendar days before the first payment can arrive" in clash.message
    assert "30 calendar days to pay and 23 late, so 23 Apr 2027" in clash.message
    assert [remedy.label for remedy in clash.remedies] == [
        "Move First invoice to 15 Jan 2027",
        "Add the invoice for an advance on 15 Jan 2027",
        "Move Work to 23 Apr 2027",
    ]
    assert mends(snapshot, clash, CASH)


def test_an_advance_is_offered_where_the_payment_waits_for_the_work():
    work = spend(later(10))
    paid = activity("Payment", None, 53, "industry", kind="payment")
    snapshot = plan(work, paid, link(work, paid))

    (clash,) = said(snapshot, CASH)

    assert [remedy.label for remedy in clash.remedies] == ["Add the invoice for an advance on 15 Jan 2027"]
    assert mends(snapshot, clash, CASH)


def test_costs_without_an_invoice_are_not_assessed():
    work = spend(MONDAY)

    assert "first invoice" in not_assessed(plan(work), CASH)
    assert silent_when_none_is_planned(CASH, work)
    assert "No date yet: First invoice." in not_assessed(plan(work, invoice(None)), CASH)
    assert "first invoice" in not_assessed(plan(work, milestone("Paid", MONDAY, kind="payment")), CASH)
    assert silent(answer("money.moves", "no"), work, rule=CASH)
    assert silent(invoice(MONDAY), rule=CASH)


# The university's year end


def order(day, days=10, budget="internal", **fields):
    traits = (f"plan.budget_of_purchase={budget}",) if budget else ()
    return activity("Equipment", day, days, kind="purchase", traits=traits, **fields)


@given(st.dates(date(2027, 5, 1), date(2027, 9, 30)), st.integers(1, 60))
def test_orders_behind_the_cut_off_do_not_arrive_in_their_year(day, days):
    found = said(plan(order(day, days)), UNIVERSITY)

    delivered = later(days - 1, day)
    assert bool(found) is (date(2027, 6, 30) < day and delivered <= date(2027, 7, 31))


def test_a_late_order_is_brought_forward_or_left_to_the_next_year():
    snapshot = plan(order(date(2027, 7, 5)))

    (clash,) = said(snapshot, UNIVERSITY)

    assert "5 calendar days behind the last day for orders (30 Jun 2027)" in clash.message
    assert [remedy.label for remedy in clash.remedies] == [
        "Move Equipment to 30 Jun 2027",
        "Move Equipment to 2 Aug 2027",
    ]
    assert mends(snapshot, clash, UNIVERSITY)


def test_a_year_of_one_s_own_may_end_in_winter():
    own = (assumed(f"{UNIVERSITY}.year_end", "01-31"), assumed(f"{UNIVERSITY}.order_cutoff", "12-15"))

    assert len(said(plan(*own, order(date(2026, 12, 20))), UNIVERSITY)) == 1
    assert silent(*own, order(date(2026, 12, 15)), rule=UNIVERSITY)
    assert silent(*own, order(date(2027, 7, 5)), rule=UNIVERSITY)


def test_only_orders_from_a_british_university_s_own_budget_count():
    late = order(date(2027, 7, 5))

    assert silent(order(date(2027, 7, 5), budget="external"), rule=UNIVERSITY)
    assert "From which budget" in not_assessed(plan(order(date(2027, 7, 5), budget="")), UNIVERSITY)
    assert silent(order(date(2027, 5, 5), budget=""), rule=UNIVERSITY)
    assert said(in_country("DE", "DE", late), UNIVERSITY) == []
    assert said(in_country("DE", "GB", late), UNIVERSITY) == []
    assert silent(order(date(2027, 7, 5), lane="industry"), rule=UNIVERSITY)
    assert "No date yet: Equipment." in not_assessed(plan(order(None)), UNIVERSITY)
    needed = order(date(2027, 7, 5), 90, deadline_on=date(2027, 7, 31))
    assert len(said(plan(needed), UNIVERSITY)) == 1


# Public money

TRUST = Organisation(
    partnership_id=PARTNERSHIP.id,
    name="Ashdown Hospital",
    side=Side.INDUSTRY,
    kind=OrganisationKind.HEALTH_SERVICE,
)


def with_trust(*entities, country="GB") -> Snapshot:
    return snapshot_of([PARTNERSHIP, TRUST.model_copy(update={"country": country}), *entities])


def paid(day, *traits, **fields):
    return milestone(
        "Payment", day, "industry", kind="payment", organisation_id=TRUST.id, traits=traits, **fields
    )


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_public_money_is_paid_by_the_end_of_march_of_its_year(day):
    found = severities(with_trust(paid(day, "plan.budget_year=2027")), PUBLIC)

    assert found == ([Severity.WARNING] if day > date(2027, 3, 31) else [])


def test_a_public_payment_behind_its_year_can_be_brought_forward():
    snapshot = with_trust(paid(date(2027, 4, 20), "plan.budget_year=2027", "plan.rolls_over=no"))

    (clash,) = said(snapshot, PUBLIC)

    assert (
        "20 calendar days behind the end of the budget year of Ashdown Hospital (31 Mar 2027)"
        in clash.message
    )
    assert [remedy.label for remedy in clash.remedies] == [
        "Move Payment to 31 Mar 2027",
        "The budget may be carried over",
    ]
    assert mends(snapshot, clash, PUBLIC)


def test_public_money_that_rolls_over_or_is_not_public_does_not_matter():
    late = paid(date(2027, 4, 20), "plan.budget_year=2027")

    assert said(with_trust(paid(date(2027, 4, 20), "plan.budget_year=2028")), PUBLIC) == []
    assert said(with_trust(paid(date(2027, 4, 20), "plan.rolls_over=yes")), PUBLIC) == []
    assert "financial year end" in not_assessed(with_trust(paid(date(2027, 1, 1))), PUBLIC)
    assert said(with_trust(late, country="FR"), PUBLIC) == []
    assert silent(milestone("Payment", MONDAY, "industry", kind="payment"), rule=PUBLIC)
    shared = milestone("Payment", date(2027, 4, 20), kind="payment", traits=("plan.budget_year=2027",))
    assert len(said(with_trust(shared), PUBLIC)) == 1


def test_a_budget_year_beyond_all_years_is_taken_as_the_last():
    assert said(with_trust(paid(date(2027, 4, 20), "plan.budget_year=123456")), PUBLIC) == []


# The budget season


def request(day, limit="above", lane="industry"):
    traits = (f"plan.company_limit={limit}",) if limit else ()
    return milestone("Request", day, lane, kind="budget_request", traits=traits)


@given(st.dates(date(2026, 12, 1), date(2028, 1, 31)))
def test_company_money_is_asked_for_in_its_season(day):
    closed = [(date(2026, 12, 15), date(2027, 8, 25)), (date(2027, 12, 15), date(2028, 8, 25))]

    found = said(plan(request(day)), SEASON)

    assert bool(found) is any(locked < day < opens for locked, opens in closed)


@pytest.mark.parametrize(
    ("month", "locked", "opens"),
    [
        ("1", date(2026, 12, 15), date(2027, 8, 25)),
        ("4", date(2027, 3, 15), date(2027, 11, 25)),
        ("7", date(2027, 6, 15), date(2028, 2, 25)),
        ("12", date(2027, 11, 15), date(2028, 7, 25)),
    ],
)
def test_another_financial_year_shifts_the_season_by_whole_months(month, locked, opens):
    begins = answer("plan.fiscal_month", month)
    snapshot = plan(begins, request(later(1, locked)))

    (clash,) = said(snapshot, SEASON)

    assert silent(begins, request(locked), rule=SEASON)
    assert silent(begins, request(opens), rule=SEASON)
    assert len(said(plan(begins, request(later(-1, opens))), SEASON)) == 1
    assert clash.remedies[0].amendments[0].value == opens
    assert mends(snapshot, clash, SEASON)


def test_a_request_within_the_limit_or_of_the_university_needs_no_season():
    assert silent(request(MONDAY, "within"), rule=SEASON)
    assert silent(request(MONDAY, lane="academic"), rule=SEASON)
    assert "without a new budget" in not_assessed(plan(request(MONDAY, "")), SEASON)
    assert silent(request(date(2027, 10, 1), ""), rule=SEASON)
    assert "No date yet: Request." in not_assessed(plan(request(None)), SEASON)
    assert len(said(in_country("US", "US", request(MONDAY)), SEASON)) == 1


def test_a_season_of_one_s_own_counts_and_a_day_that_is_none_does_not():
    early = assumed(f"{SEASON}.opens", "02-01")

    assert silent(early, request(MONDAY), rule=SEASON)
    assert len(said(plan(assumed(f"{SEASON}.opens", "spring"), request(MONDAY)), SEASON)) == 1
    assert len(said(plan(assumed(f"{SEASON}.fiscal_month", "40"), request(date(2027, 12, 1))), SEASON)) == 1


# Income from a buyer


def pilot(days=31):
    return activity("Pilot", MONDAY, days, kind="pilot_with_users")


def income(day):
    return milestone("First licence", day, "industry", kind="income")


@given(st.integers(-100, 500))
def test_income_comes_a_year_behind_the_pilot(days):
    found = severities(plan(pilot(), income(later(days, date(2027, 3, 31)))), BUYER)

    assert found == ([Severity.WARNING] if days < 365 else [])


def test_income_too_soon_names_both_days_and_the_slow_case():
    snapshot = plan(pilot(), income(date(2027, 9, 1)))

    (clash,) = said(snapshot, BUYER)

    assert "Pilot ends on 31 Mar 2027, and buying takes 365 calendar days, until 30 Mar 2028" in clash.message
    assert "540 calendar days" in clash.advice
    assert mends(snapshot, clash, BUYER)


def test_income_without_a_pilot_is_not_assessed():
    only = income(MONDAY)

    assert "when the pilot ends" in not_assessed(plan(only), BUYER)
    assert silent_when_none_is_planned(BUYER, only)
    undated = activity("Pilot", None, kind="pilot_with_users")
    assert "No date yet: Pilot." in not_assessed(plan(only, undated), BUYER)
    assert "No date yet: First licence." in not_assessed(plan(income(None), pilot()), BUYER)
    assert silent(pilot(), rule=BUYER)


# Raising money

CASH_ENDS = date(2027, 10, 1)
LASTS = clock(BRIGHTPATH, runway=(date(2026, 12, 1), CASH_ENDS))


def signature(day):
    return milestone("Signature", day, kind="contract_signed")


@given(st.integers(-250, 50))
def test_a_signature_in_the_months_of_raising_money_is_a_hint(days):
    found = severities(plan(*LASTS, signature(later(days, CASH_ENDS))), RAISE)

    assert found == ([Severity.INFO] if -180 <= days <= 0 else [])


def test_signature_and_first_payment_are_two_causes():
    first, second = (milestone("Paid", date(2027, month, 1), kind="payment") for month in (6, 7))

    found = said(plan(*LASTS, signature(date(2027, 5, 1)), first, second), RAISE)

    assert [finding.about[0] for finding in found][1:] == [first.id]
    assert "from 4 Apr 2027 to 1 Oct 2027 the company has to raise money" in found[0].message


def test_raising_money_needs_the_end_of_the_runway_and_dates():
    unknown = clock(BRIGHTPATH, runway=(date(2026, 12, 1), None))

    assert "is not known" in not_assessed(plan(*unknown, signature(MONDAY)), RAISE)
    assert silent(*unknown, rule=RAISE)
    assert silent(signature(MONDAY), rule=RAISE)
    assert "No date yet: Signature." in not_assessed(plan(*LASTS, signature(None)), RAISE)


# The runway: before the start, before the end of the work, soon after a first result


def started(day):
    return milestone("Kick-off", day, kind="kickoff")


def result(day):
    return milestone("First results", day, kind="results_ready")


@given(st.integers(-60, 60))
def test_a_runway_that_ends_before_the_project_starts_is_an_error(days):
    begins = started(later(days, CASH_ENDS))
    found = said(plan(*LASTS, begins, result(date(2027, 1, 1))), RUNWAY)

    assert [f.severity for f in found] == ([Severity.ERROR] if days > 0 else [])
    assert all("before Kick-off starts" in f.message for f in found)


@given(st.integers(-300, 60))
def test_a_runway_that_leaves_too_little_after_the_first_result_is_a_warning(days):
    first = result(later(days, CASH_ENDS))

    found = severities(plan(*LASTS, started(MONDAY), first), RUNWAY)

    assert found == ([Severity.WARNING] if days > -180 else [])


def test_what_is_left_after_the_first_result_is_named():
    (behind,) = said(plan(*LASTS, started(MONDAY), result(date(2027, 9, 1))), RUNWAY)
    (ahead,) = said(plan(*LASTS, started(MONDAY), result(date(2027, 11, 1))), RUNWAY)

    assert "ends 30 calendar days after the first result, First results" in behind.message
    assert "ends 31 calendar days before the first result" in ahead.message
    assert "180 calendar days or longer" in behind.message


def test_the_gravest_of_the_three_is_said_once():
    late = activity("Write-up", date(2027, 9, 1), 100, kind="write_up")

    (clash,) = said(plan(*LASTS, started(MONDAY), late, result(date(2027, 9, 1))), RUNWAY)

    assert clash.severity is Severity.ERROR
    assert "before Write-up does" in clash.message


def test_a_runway_set_aside_under_the_old_name_of_the_rule_stays_aside():
    late = activity("Write-up", date(2027, 9, 1), 100, kind="write_up")
    (clash,) = said(plan(*LASTS, late), RUNWAY)
    old = clash.id.replace(RUNWAY, "runway-end")
    aside = Dismissal(partnership_id=PARTNERSHIP.id, finding=old, reason="Agreed", dismissed_on=TODAY)

    snapshot = plan(*LASTS, late, aside)

    assert said(snapshot, RUNWAY) == []
    ((_, told),) = clashes_set_aside(snapshot, LIBRARY)
    assert told.startswith("Money ends before the work does")


def test_work_that_outlasts_the_money_can_be_shortened():
    late = activity("Write-up", date(2027, 9, 1), 100, kind="write_up")
    counted = activity("Write-up", date(2027, 9, 1), 100, kind="write_up", unit="working")
    snapshot = plan(*LASTS, late)

    (clash,) = said(snapshot, RUNWAY)

    assert clash.remedies[0].label == "Shorten Write-up to 31 calendar days"
    assert said(mended(snapshot, clash), RUNWAY) == []
    assert said(plan(*LASTS, counted), RUNWAY)[0].remedies == ()
    behind = activity("Write-up", date(2027, 11, 1), 10, kind="write_up")
    assert said(plan(*LASTS, behind), RUNWAY)[0].remedies == ()


def test_a_project_without_a_first_result_is_not_assessed():
    begins = started(MONDAY)

    assert "first result" in not_assessed(plan(*LASTS, begins), RUNWAY)
    assert silent_when_none_is_planned(RUNWAY, *LASTS, begins)
    assert "No date yet: First results." in not_assessed(plan(*LASTS, begins, result(None)), RUNWAY)
    assert all(f.id.split("/")[0] != RUNWAY for f in findings(plan(begins), LIBRARY, TODAY))
