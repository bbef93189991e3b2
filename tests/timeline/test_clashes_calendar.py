from __future__ import annotations

from datetime import date

import pytest

from planner.model import Assumption, Organisation
from planner.terms import Severity, Side
from tests.timeline.plans import (
    BRIGHTPATH,
    NORTHFIELD,
    PARTNERSHIP,
    activity,
    assumed,
    clock,
    mended,
    milestone,
    plan,
    said,
)

GB = clock(NORTHFIELD, "gen-gb-semester")


def test_a_kickoff_in_the_summer_leave_is_a_clash_that_its_remedy_mends():
    snapshot = plan(*GB, milestone("Kick-off", date(2027, 8, 5), kind="kickoff"))

    (clash,) = said(snapshot, "r01-kickoff-summer")

    assert clash.severity is Severity.WARNING
    assert "Kick-off (5 Aug 2027)" in clash.message
    assert "Summer leave, 20 Jul 2027 to 31 Aug 2027" in clash.message
    assert clash.remedies[0].label == "Move Kick-off to 1 Sep 2027"
    assert said(mended(snapshot, clash), "r01-kickoff-summer") == []


def test_a_kickoff_outside_the_summer_or_on_one_side_only_is_none():
    spring = milestone("Kick-off", date(2027, 4, 5), kind="kickoff")
    own = milestone("Kick-off", date(2027, 8, 5), lane="industry", kind="kickoff")

    assert said(plan(*GB, spring, own), "r01-kickoff-summer") == []


def test_a_joint_meeting_without_a_university_calendar_is_not_assessed():
    snapshot = plan(milestone("Kick-off", date(2027, 8, 5), kind="kickoff"))

    (finding,) = said(snapshot, "r01-kickoff-summer")

    assert finding.severity is Severity.NOT_ASSESSED
    assert "No calendar covers these dates for Northfield University." in finding.message


def test_a_joint_meeting_without_any_university_is_not_assessed():
    kickoff = milestone("Kick-off", date(2027, 8, 5), kind="kickoff")

    (finding,) = said(plan(kickoff, organisations=False), "r01-kickoff-summer")

    assert "No academic organisation is in the plan." in finding.message


def test_a_joint_meeting_without_a_date_is_not_assessed():
    (finding,) = said(plan(*GB, milestone("Kick-off", None, kind="kickoff")), "r01-kickoff-summer")

    assert "No date yet: Kick-off." in finding.message


def test_of_two_universities_the_first_in_leave_is_named():
    other = Organisation(partnership_id=PARTNERSHIP.id, name="Ash College", side=Side.ACADEMIC, rank=9)
    snapshot = plan(
        other,
        *GB,
        *clock(other, "gen-de-semester"),
        milestone("Kick-off", date(2027, 9, 10), kind="kickoff"),
    )

    (clash,) = said(snapshot, "r01-kickoff-summer")

    assert "Ash College" in clash.message
    assert clash.remedies[0].label == "Move Kick-off to 1 Oct 2027"


def test_heavy_work_in_exams_and_while_they_are_marked_is_a_clash():
    exams = clock(NORTHFIELD, exam=(date(2027, 5, 10), date(2027, 5, 28)))
    marking = activity("Analysis", date(2027, 6, 14), 30, effort_percent=20)

    (clash,) = said(plan(*exams, marking), "r02-exam-marking")

    assert "Analysis (14 Jun 2027 to 13 Jul 2027) meets exams or marking" in clash.message
    assert "Exams with marking, 10 May 2027 to 25 Jun 2027" in clash.message
    assert clash.remedies[0].label == "Move Analysis to 28 Jun 2027"


def test_marking_time_can_be_replaced_and_a_marking_window_stands_as_it_is():
    exams = clock(NORTHFIELD, exam=(date(2027, 5, 10), date(2027, 5, 28)))
    none = Assumption(partnership_id=PARTNERSHIP.id, key="r02-exam-marking.marking_working_days", value="0")
    work = activity("Analysis", date(2027, 6, 14), 30, effort_percent=50)
    window = clock(NORTHFIELD, marking=(date(2027, 5, 10), date(2027, 6, 11)))

    assert said(plan(*exams, none, work), "r02-exam-marking") == []
    assert said(plan(*window, work), "r02-exam-marking") == []


def test_light_work_and_company_work_in_exams_are_none():
    exams = clock(NORTHFIELD, exam=(date(2027, 5, 10), date(2027, 5, 28)))
    light = activity("Reading", date(2027, 5, 12), 10, effort_percent=19)
    theirs = activity("Build", date(2027, 5, 12), 10, lane="industry", effort_percent=90)

    assert said(plan(*exams, light, theirs), "r02-exam-marking") == []


def test_a_calendar_without_exams_has_no_clash_with_them():
    snapshot = plan(
        *clock(NORTHFIELD, "gen-nl-quarter"), activity("Workshop", date(2027, 5, 12), kind="workshop")
    )

    assert said(snapshot, "r02-exam-marking") == []


def test_a_signature_in_the_winter_closure_is_a_clash_with_a_remedy():
    snapshot = plan(*GB, milestone("Signature", date(2027, 12, 28), kind="contract_signed"))

    (clash,) = said(snapshot, "r03-winter-closure")

    assert "Signature on 28 Dec 2027" in clash.message
    assert clash.remedies[0].label == "Move Signature to 7 Jan 2028"
    assert said(mended(snapshot, clash), "r03-winter-closure") == []


def test_two_days_behind_the_closure_are_still_a_clash_and_the_third_is_none():
    second = plan(*GB, milestone("Paper", date(2028, 1, 6), kind="deliverable"))
    third = plan(*GB, milestone("Paper", date(2028, 1, 7), kind="deliverable"))

    assert len(said(second, "r03-winter-closure")) == 1
    assert said(third, "r03-winter-closure") == []


def test_a_closure_in_another_season_is_no_winter_closure():
    easter = clock(NORTHFIELD, closure=(date(2027, 3, 25), date(2027, 3, 31)))

    assert (
        said(plan(*easter, milestone("Paper", date(2027, 3, 26), kind="deliverable")), "r03-winter-closure")
        == []
    )


def test_a_payment_of_some_length_counts_on_its_last_day_and_is_not_moved():
    snapshot = plan(
        *GB,
        *clock(BRIGHTPATH, closure=(date(2027, 12, 24), date(2028, 1, 1))),
        activity("Payment", date(2027, 12, 1), 30, lane="industry", kind="payment"),
    )

    (clash,) = said(snapshot, "r03-winter-closure")

    assert "Brightpath Digital Ltd" in clash.message
    assert clash.remedies == ()


def ethics(start, days=30, **fields):
    return activity("Ethics review", start, days, kind="ethics_approval", **fields)


def test_a_committee_review_across_august_is_a_clash_with_a_remedy():
    snapshot = plan(ethics(date(2027, 7, 10)))

    (clash,) = said(snapshot, "r11-ethics-in-august")

    assert "runs into 24 Jul 2027 to 31 Aug 2027" in clash.message
    assert clash.advice.startswith("Allow 21 calendar days more.")
    assert said(mended(snapshot, clash), "r11-ethics-in-august") == []
    assert any(source.startswith("ETH-09: ") and "2024/25" in source for source in clash.sources)


def test_a_review_without_a_committee_or_elsewhere_is_none():
    german = NORTHFIELD.model_copy(update={"country": "DE"})
    review = ethics(date(2027, 7, 10))

    assert said(plan(ethics(date(2027, 7, 10), needs_committee=False)), "r11-ethics-in-august") == []
    assert said(plan(german, review), "r11-ethics-in-august") == []


def test_a_pause_on_the_own_clock_counts_in_any_country():
    german = NORTHFIELD.model_copy(update={"country": "DE"})
    pause = clock(NORTHFIELD, ethics_pause=(date(2027, 2, 1), date(2027, 2, 14)))

    (clash,) = said(plan(german, *pause, ethics(date(2027, 1, 20))), "r11-ethics-in-august")

    assert "1 Feb 2027 to 14 Feb 2027" in clash.message


def test_a_joint_review_asks_only_the_universities():
    review = ethics(date(2027, 7, 10), lane="joint")
    german = NORTHFIELD.model_copy(update={"country": "DE"})

    assert len(said(plan(review), "r11-ethics-in-august")) == 1
    assert said(plan(german, review), "r11-ethics-in-august") == []


def test_a_review_without_a_university_is_not_assessed():
    (finding,) = said(plan(ethics(date(2027, 7, 10)), organisations=False), "r11-ethics-in-august")

    assert finding.severity is Severity.NOT_ASSESSED


@pytest.mark.parametrize("value", ["08-01", "13-45, 14-99", "July, August", ""])
def test_a_broken_window_of_the_users_own_falls_back_to_the_content(value):
    own = assumed("r11-ethics-in-august.window", value)

    assert len(said(plan(own, ethics(date(2027, 7, 10))), "r11-ethics-in-august")) == 1


def test_a_window_of_the_users_own_counts():
    own = assumed("r11-ethics-in-august.window", "02-01, 02-29")

    assert said(plan(own, ethics(date(2027, 7, 10))), "r11-ethics-in-august") == []
    assert len(said(plan(own, ethics(date(2027, 2, 10))), "r11-ethics-in-august")) == 1


def test_a_mistyped_year_hides_no_clash_elsewhere():
    typo = activity("Typo", date(27, 7, 10), 5)

    found = said(
        plan(*GB, typo, milestone("Kick-off", date(2027, 8, 5), kind="kickoff")), "r01-kickoff-summer"
    )

    assert len(found) == 1
