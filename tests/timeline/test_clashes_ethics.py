"""Rules on the way to approval: the time of each route, set-up in the NHS, a review that is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model import Activity, Link
from planner.terms import DayUnit, Severity
from tests.timeline.answers import abroad, missing
from tests.timeline.asked import answer
from tests.timeline.plans import LIBRARY, activity, assumed, mended, milestone, plan, said

R09, R10, R12 = "r09-ethics-before-data", "r10-ethics-too-short", "r12-nhs-stack"
APPLIED = date(2027, 1, 18)
ROUTES = ("uk_university", "nhs_rec", "nhs_proportionate", "us_exempt", "us_expedited", "us_full_board")


def review(days: int, route: str | None = "uk_university", **fields):
    traits = () if route is None else (f"plan.ethics_route={route}",)
    return activity("Ethics review", APPLIED, days, kind="ethics_approval", traits=traits, **fields)


# Length of the review


@given(st.sampled_from(ROUTES), st.integers(1, 200))
def test_a_review_is_a_warning_below_the_least_and_a_hint_below_the_plan(route, days):
    params = LIBRARY.clash_rules[R10].params
    least, plan_for = params[f"min_days_{route}"], params[f"plan_days_{route}"]

    found = said(plan(review(days, route)), R10)

    wanted = Severity.WARNING if days < least else Severity.INFO if days < plan_for else None
    assert [finding.severity for finding in found] == ([] if wanted is None else [wanted])


def test_a_short_review_says_both_figures_and_can_be_given_the_longer_one():
    snapshot = plan(review(14))

    (clash,) = said(snapshot, R10)

    assert clash.message == (
        "Ethics review has 14 calendar days (18 Jan 2027 to 31 Jan 2027). Its route (University committee, "
        "UK) takes 28 calendar days; plan 42 calendar days."
    )
    assert clash.remedies[0].label == "Plan 42 calendar days for Ethics review"
    assert any(source.startswith("ETH-07") for source in clash.sources)
    assert said(mended(snapshot, clash), R10) == []


@given(st.sampled_from(ROUTES), st.integers(1, 40), st.integers(0, 6))
def test_in_working_days_the_remedy_is_long_enough_as_well(route, days, shift):
    short = review(days, route, unit=DayUnit.WORKING)
    snapshot = plan(short.model_copy(update={"start_on": APPLIED + timedelta(days=shift)}))

    for clash in said(snapshot, R10):
        assert said(mended(snapshot, clash), R10) == []


def test_a_figure_of_our_own_replaces_the_published_one():
    quick = assumed(f"{R10}.min_days_uk_university", "10")

    (hint,) = said(plan(review(14), quick), R10)

    assert hint.severity is Severity.INFO


def test_an_impossible_figure_brings_no_remedy():
    endless = assumed(f"{R10}.plan_days_uk_university", "36500")
    more = [assumed(f"{R10}.min_days_uk_university", "36500"), endless]

    (clash,) = said(plan(review(14, unit=DayUnit.WORKING), *more), R10)

    assert clash.remedies


@pytest.mark.parametrize(
    ("made", "lacking"),
    [
        (review(20, None), "Not answered for Ethics review: Which way does the ethics review go?"),
        (review(20, "other"), "For another route no length is known to us."),
        (review(20).model_copy(update={"start_on": None}), "No date yet: Ethics review."),
        (
            milestone("Approval", APPLIED, kind="ethics_approval", traits=("plan.ethics_route=nhs_rec",)),
            "does not say when the application goes in",
        ),
    ],
    ids=["route", "other", "date", "milestone"],
)
def test_a_review_that_cannot_be_judged_says_what_it_lacks(made, lacking):
    (finding,) = said(plan(made), R10)

    assert finding.severity is Severity.NOT_ASSESSED
    assert lacking in finding.message


def test_without_a_review_there_is_nothing_to_say():
    assert said(plan(), R10) == []
    assert said(plan(), R12) == []


# Set-up in the NHS


def site(days: int):
    return milestone("Site opens", APPLIED + timedelta(days=days), kind="site_open")


def people(days: int, named: str = "Recruitment"):
    start = APPLIED + timedelta(days=days)
    return activity(named, start, 30, kind="participant_recruitment")


def whole(found):
    return [finding for finding in found if finding.id.count("/") == 1]


@given(st.integers(0, 300))
def test_nhs_set_up_is_a_warning_below_the_target_and_a_hint_below_the_slow_case(days):
    found = whole(said(plan(review(60, "nhs_rec"), people(days)), R12))

    wanted = [Severity.WARNING] if days < 150 else [Severity.INFO] if days < 250 else []
    # Where nothing may start before approval, the graver rule speaks for both.
    assert [finding.severity for finding in found] == ([] if days < 59 else wanted)


def test_a_short_set_up_names_both_dates_and_target_and_slow_case_and_moves_everybody():
    later = people(90, "More recruitment")
    snapshot = plan(review(60, "nhs_rec"), people(80), later)

    (clash,) = whole(said(snapshot, R12))

    assert clash.message == (
        "From the application (18 Jan 2027) to Recruitment (8 Apr 2027) there are 80 calendar days; the "
        "target is 150 calendar days, and in slow cases it took 250 calendar days."
    )
    good, slow = clash.remedies
    assert good.label == "Move Recruitment and 1 more to 17 Jun 2027"
    (mild,) = whole(said(mended(snapshot, clash), R12))
    assert mild.severity is Severity.INFO
    assert slow.label == "Move Recruitment and 1 more to 27 Sep 2027"


def parts(*made):
    found = said(plan(*made, assumed(f"{R12}.target_days", "0"), assumed(f"{R12}.baseline_days", "0")), R12)
    return [(finding.id.rpartition("/")[2], finding.severity) for finding in found]


def test_each_part_is_judged_by_itself_as_a_hint():
    short = parts(review(20, "nhs_proportionate"), site(40), people(50))
    enough = parts(review(60, "nhs_rec"), site(119), people(149))

    # Of the review, the rule on its route speaks already.
    assert set(short) == {("site-opening", Severity.INFO), ("first-participant", Severity.INFO)}
    assert enough == []


def test_the_remedy_of_each_part_mends_it():
    snapshot = plan(review(58, "nhs_rec"), site(70), people(80))
    found = {f.id.rpartition("/")[2]: f for f in said(snapshot, R12) if f.id.count("/") == 2}

    assert set(found) >= {"site-opening", "first-participant"}
    for part, finding in found.items():
        after = {f.id.rpartition("/")[2] for f in said(mended(snapshot, finding), R12)}
        assert part not in after
    assert "the target for this part (site opening) is 60 calendar days" in found["site-opening"].message


def test_a_part_of_which_a_date_is_missing_is_not_judged():
    approval = milestone("Approval", APPLIED, kind="ethics_approval", traits=("plan.ethics_route=nhs_rec",))

    assert parts(review(60, "nhs_rec"), people(200)) == []
    assert parts(approval, site(60), people(10)) == []


def test_set_up_without_a_route_or_a_participant_is_not_assessed():
    assert "Which way does" in missing(said(plan(review(60, None), site(60)), R12))[0]
    assert "no date for the first participant" in missing(said(plan(review(60, "nhs_rec")), R12))[0]


@pytest.mark.parametrize("route", ["uk_university", "other", None])
def test_a_review_outside_the_nhs_is_none_of_its_business(route):
    assert said(plan(review(60, route), people(80)), R12) == []


def test_the_nhs_is_british():
    assert said(abroad("US", review(60, "nhs_rec"), people(80)), R12) == []
    assert "country" in missing(said(abroad("", review(60, "nhs_rec"), people(80)), R12))[0]


# A review that is missing


def test_a_missing_review_can_be_added_and_the_data_waits_for_it():
    data = activity("Survey", date(2027, 6, 1), 30, kind="survey_open", is_fixed=True)
    snapshot = plan(data, answer("approvals.participants", "yes"))

    (clash,) = said(snapshot, R09)
    after = mended(snapshot, clash)

    step = after.first(Activity, kind="ethics_approval")
    assert step is not None
    assert (step.start_on, step.likely_days, step.basis) == (date(2027, 4, 20), 28, ("eth-07",))
    assert after.first(Link, before_id=step.id, after_id=data.id) is not None
    assert said(after, R09) == []
