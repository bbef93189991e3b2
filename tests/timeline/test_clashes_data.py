"""Rules on data: national data expected too soon, personal data used before its assessment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model import Activity
from planner.terms import Severity
from tests.timeline.answers import abroad, missing
from tests.timeline.asked import answer
from tests.timeline.plans import activity, assumed, link, mended, milestone, plan, said

R14, R15 = "r14-data-access", "r15-dpia"
DAY = date(2027, 2, 1)


def request(days: int, what: str | None = "single", day: date | None = DAY):
    traits = () if what is None else (f"plan.dataset={what}",)
    return activity("Data request", day, days, kind="data_access", traits=traits)


@given(st.sampled_from([("single", 56), ("linked", 365)]), st.integers(1, 1000))
def test_national_data_needs_as_long_as_others_needed(what, days):
    key, needed = what

    assert bool(said(plan(request(days, key)), R14)) is (days < needed)


def test_linked_data_in_half_a_year_is_a_warning_with_the_late_case():
    snapshot = plan(request(180, "linked"))

    (clash,) = said(snapshot, R14)

    assert clash.severity is Severity.WARNING
    assert clash.message == (
        "Data request has 180 calendar days, from 1 Feb 2027 to 30 Jul 2027; plan 365 calendar days for "
        "linked data. In slow cases 912 calendar days."
    )
    assert any("single case" in source for source in clash.sources)
    assert said(mended(snapshot, clash), R14) == []
    assert "slow" not in said(plan(request(20)), R14)[0].message


def test_other_data_has_no_figure_and_an_unsaid_kind_is_not_assessed():
    assert said(plan(request(3, "other")), R14) == []
    assert "What kind of data is asked for?" in missing(said(plan(request(3, None)), R14))[0]


def test_a_request_without_a_date_or_a_beginning_is_not_assessed():
    point = milestone("Data arrives", DAY, kind="data_access", traits=("plan.dataset=linked",))

    assert "No date yet: Data request." in missing(said(plan(request(3, day=None)), R14))[0]
    assert "when the application goes in" in missing(said(plan(point), R14))[0]


def test_national_data_is_that_of_britain():
    assert said(abroad("US", request(3)), R14) == []
    assert "country" in missing(said(abroad("", request(3)), R14))[0]


# The assessment


def assessment(risk: str | None = "no", days: int = 28, day: date | None = DAY, **fields):
    traits = () if risk is None else (f"plan.residual_risk={risk}",)
    return activity("Assessment", day, days, "joint", kind="dpia", traits=traits, **fields)


def survey(days: int, named: str = "Survey"):
    return activity(named, DAY + timedelta(days=days), 30, kind="survey_open")


@given(st.sampled_from([("no", 0), ("high", 56), ("complex", 98)]), st.integers(0, 200))
def test_personal_data_waits_for_the_assessment_and_for_the_regulator(risk, days):
    key, wait = risk

    assert bool(said(plan(assessment(key), survey(days)), R15)) is (days < 27 + wait)


def test_work_before_the_assessment_is_an_error_that_moving_it_mends():
    plain, asked = plan(assessment(), survey(10)), plan(assessment("high"), survey(40))

    (early,) = said(plain, R15)
    (waits,) = said(asked, R15)

    assert early.severity is Severity.ERROR
    assert early.message == (
        "Survey (11 Feb 2027) starts 17 calendar days before the assessment is signed off (28 Feb 2027)."
    )
    assert waits.message == (
        "Survey (13 Mar 2027) starts 43 calendar days before the assessment is signed off and the "
        "regulator's 56 calendar days (28 Feb 2027, then 25 Apr 2027)."
    )
    assert said(mended(plain, early), R15) == []
    assert said(mended(asked, waits), R15) == []


def test_the_risk_is_asked_only_where_it_would_matter():
    assert said(plan(assessment(None), survey(200)), R15) == []
    assert "leave a high risk" in missing(said(plan(assessment(None), survey(30)), R15))[0]
    assert [f.severity for f in said(plan(assessment(None), survey(3)), R15)] == [Severity.ERROR]


def test_of_two_assessments_the_linked_one_counts():
    late = assessment(day=date(2027, 6, 1))
    work = survey(60).model_copy(update={"is_fixed": True})

    assert said(plan(assessment(), late, work), R15) == []
    assert said(plan(assessment(), late, work, link(late, work)), R15) != []


def test_without_an_assessment_it_is_asked_how_it_stands():
    (asked,) = said(plan(survey(60)), R15)
    open_one = plan(survey(60), answer("data.dpia", "under-way"))
    (lacking,) = said(open_one, R15)

    assert "How does the data protection impact assessment stand?" in asked.message
    assert "still to be done" in lacking.message
    assert lacking.remedies[0].label == "Add “Data protection assessment” on 3 Mar 2027"
    after = mended(open_one, lacking)
    assert after.first(Activity, kind="dpia") is not None
    assert "leave a high risk" in missing(said(after, R15))[0]


@pytest.mark.parametrize(
    "more",
    [
        (answer("data.flows", "yes"), answer("data.personal", "yes"), answer("data.dpia", "done")),
        (answer("data.flows", "yes"), answer("data.personal", "yes"), answer("data.dpia", "not-needed")),
        (answer("data.flows", "yes"), answer("data.personal", "no")),
        (answer("plan.dpia", "settled"),),
        (answer("plan.dpia", "open"), assumed(f"{R15}.none_planned", "yes")),
    ],
    ids=["done", "not needed", "nothing personal", "settled", "none planned"],
)
def test_a_settled_assessment_or_none_planned_needs_no_word(more):
    assert said(plan(survey(60), *more), R15) == []


def test_an_assessment_or_work_without_a_date_is_not_assessed():
    undated = activity("Later survey", None, 30, kind="survey_open")

    assert "No date yet: Assessment." in missing(said(plan(assessment(day=None), survey(9)), R15))[0]
    assert "No date yet: Later survey." in missing(said(plan(assessment(), undated), R15))[0]
    assert said(plan(undated), R15) == []


def test_the_assessment_is_a_matter_of_british_law():
    assert said(abroad("US", assessment(), survey(3)), R15) == []
