"""Rules on times of the year: Easter closures, European summers, the months of the REF, effort unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model import Organisation
from planner.terms import Severity, Side
from tests.timeline.answers import abroad, missing
from tests.timeline.plans import (
    NORTHFIELD,
    PARTNERSHIP,
    activity,
    assumed,
    clock,
    link,
    mended,
    milestone,
    plan,
    said,
)

R04, R37, R44 = "r04-easter-closure", "r37-eu-industry-summer", "r44-ref-window"
EASTER = clock(NORTHFIELD, closure=(date(2027, 3, 25), date(2027, 4, 2)))


def deadline(day: date | None, **fields):
    return milestone("Grant deadline", day, kind="grant_deadline", **fields)


# Easter


def test_a_deadline_in_an_easter_closure_is_a_hint_with_the_day_before_as_remedy():
    snapshot = plan(*EASTER, deadline(date(2027, 3, 31)))

    (hint,) = said(snapshot, R04)

    assert hint.severity is Severity.INFO
    assert hint.message == (
        "Grant deadline (31 Mar 2027) falls into a closure of Northfield University: "
        "Closed, 25 Mar 2027 to 2 Apr 2027."
    )
    assert hint.remedies[0].label == "Work towards 24 Mar 2027 for Grant deadline"
    assert said(mended(snapshot, hint), R04) == []


@given(st.integers(-20, 20))
def test_a_deadline_clashes_with_easter_exactly_on_the_days_of_the_closure(shift):
    day = date(2027, 3, 28) + timedelta(days=shift)

    found = said(plan(*EASTER, deadline(day)), R04)

    assert bool(found) is (date(2027, 3, 25) <= day <= date(2027, 4, 2))


def test_a_closure_that_begins_on_a_monday_leaves_the_friday_before():
    easter = clock(NORTHFIELD, closure=(date(2027, 3, 22), date(2027, 4, 2)))

    (hint,) = said(plan(*easter, deadline(date(2027, 3, 23))), R04)

    assert "19 Mar 2027" in hint.remedies[0].label


def test_an_approval_that_ends_in_the_closure_starts_earlier_and_one_that_is_pushed_gets_advice():
    review = activity("Ethics review", date(2027, 2, 25), 35, kind="ethics_approval")
    before = activity("Draft", date(2027, 2, 1), 24)
    free = plan(*EASTER, review)

    (hint,) = said(free, R04)
    pushed = review.model_copy(update={"start_on": None})
    (held,) = said(plan(*EASTER, before, pushed, link(before, pushed)), R04)

    assert said(mended(free, hint), R04) == []
    assert held.remedies == ()


def test_a_deadline_that_was_entered_counts_for_any_work():
    work = activity("Analysis", date(2027, 2, 1), 20, deadline_on=date(2027, 3, 30))
    never = activity("Later", None, 20, deadline_on=date(2027, 3, 30))
    snapshot = plan(*EASTER, work, never)

    (hint,) = said(snapshot, R04)

    assert hint.message.startswith("The deadline of Analysis (30 Mar 2027) falls into a closure")
    assert said(mended(snapshot, hint), R04) == []


def test_a_closure_of_another_season_and_a_day_that_has_passed_bring_no_remedy():
    november = clock(NORTHFIELD, closure=(date(2027, 11, 1), date(2027, 11, 5)))
    past = clock(NORTHFIELD, closure=(date(2026, 4, 1), date(2026, 4, 8)))

    assert said(plan(*november, deadline(date(2027, 11, 3))), R04) == []
    (hint,) = said(plan(*past, deadline(date(2026, 4, 2))), R04)
    assert hint.remedies == ()


def test_a_spring_deadline_without_a_calendar_or_without_a_date_is_not_assessed():
    assert "No calendar covers" in missing(said(plan(deadline(date(2027, 3, 31))), R04))[0]
    assert "No date yet: Grant deadline." in missing(said(plan(*EASTER, deadline(None)), R04))[0]
    assert said(plan(deadline(date(2027, 11, 3))), R04) == []


# Summer


def decision(day: date | None, **fields):
    return milestone("Decision", day, lane="industry", kind="decision", **fields)


def test_a_decision_of_a_german_company_in_august_is_a_hint():
    snapshot = abroad("DE", decision(date(2027, 8, 10)))

    (hint,) = said(snapshot, R37)

    assert hint.severity is Severity.INFO
    assert "companies in DE like Brightpath Digital Ltd often close" in hint.message
    assert hint.remedies[0].label == "Move Decision to 1 Sep 2027"
    assert said(mended(snapshot, hint), R37) == []


@given(st.integers(0, 364))
def test_a_company_step_clashes_exactly_on_the_days_of_the_window(shift):
    day = date(2027, 1, 1) + timedelta(days=shift)

    found = said(abroad("FR", decision(day)), R37)

    assert bool(found) is (date(2027, 7, 15) <= day <= date(2027, 8, 31))


@pytest.mark.parametrize("country", ["GB", "US", "CH"])
def test_a_company_outside_the_union_has_no_summer_shutdown_to_speak_of(country):
    assert said(abroad(country, decision(date(2027, 8, 10))), R37) == []


def test_a_delivery_counts_by_the_day_it_is_due_and_the_other_side_does_not_count():
    due = activity("Prototype", date(2027, 6, 1), 75, "industry", kind="delivery")
    snapshot = abroad("DE", due, milestone("Decision", date(2027, 8, 10), lane="academic", kind="decision"))

    (hint,) = said(snapshot, R37)

    assert "Prototype is due on 14 Aug 2027" in hint.message
    assert said(mended(snapshot, hint), R37) == []


def test_a_company_step_without_a_country_or_a_date_is_not_assessed():
    nowhere = abroad("", decision(date(2027, 8, 10)))

    assert "No company's country is known." in missing(said(nowhere, R37))[0]
    assert "No date yet: Decision." in missing(said(abroad("DE", decision(None)), R37))[0]
    assert said(abroad("GB", decision(None)), R37) == []


def test_the_window_can_be_replaced_and_nonsense_is_passed_over():
    step = decision(date(2027, 7, 20))

    assert said(abroad("DE", step, assumed(f"{R37}.window", "08-01, 08-31")), R37) == []
    assert said(abroad("DE", step, assumed(f"{R37}.window", "summer")), R37) != []


# The months of the REF


def work(start: date, share: int | None = 40, named: str = "Analysis", **fields):
    return activity(named, start, 30, effort_percent=share, **fields)


def test_much_academic_work_in_the_months_of_the_ref_is_one_hint_for_a_university():
    snapshot = plan(work(date(2027, 11, 1)), work(date(2028, 2, 1), named="Paper"))

    (hint,) = said(snapshot, R44)

    assert hint.severity is Severity.INFO
    assert hint.message == (
        "Analysis and Paper at Northfield University: 30 percent or more of somebody's time in the months "
        "of the REF (1 Oct 2027 to 31 Dec 2028)."
    )
    assert len(hint.about) == 2


@given(st.integers(0, 100))
def test_work_counts_for_the_ref_from_its_share_on(share):
    assert bool(said(plan(work(date(2027, 11, 1), share)), R44)) is (share >= 30)


@pytest.mark.parametrize(
    ("start", "clashes"),
    [
        (date(2027, 9, 1), False),
        (date(2027, 9, 2), True),
        (date(2028, 12, 31), True),
        (date(2029, 1, 1), False),
    ],
)
def test_the_first_and_the_last_day_of_the_window_count(start, clashes):
    assert bool(said(plan(work(start)), R44)) is clashes


def test_other_countries_and_other_sides_have_no_ref():
    assert said(abroad("DE", work(date(2027, 11, 1))), R44) == []
    assert said(plan(work(date(2027, 11, 1), lane="industry")), R44) == []


def test_of_two_universities_only_the_one_in_the_country_is_named():
    ash = Organisation(
        partnership_id=PARTNERSHIP.id, name="Ash College", side=Side.ACADEMIC, country="DE", rank=9
    )

    found = said(plan(ash, work(date(2027, 11, 1), organisation_id=ash.id)), R44)

    assert found == []


def test_work_without_an_effort_or_a_country_is_not_assessed():
    unknown = plan(work(date(2027, 11, 1), None))

    assert "No effort is entered for Analysis." in missing(said(unknown, R44))[0]
    nowhere = missing(said(abroad("", work(date(2027, 11, 1))), R44))[0]
    assert "The country of Northfield University is not known." in nowhere


@pytest.mark.parametrize("entered", ["never", "2027-10-01", "2027-10-01, soon"])
def test_a_window_that_is_no_two_days_is_passed_over(entered):
    snapshot = plan(work(date(2027, 11, 1)), assumed(f"{R44}.window", entered))

    assert said(snapshot, R44) != []


# Effort in exams


def test_work_in_exams_without_an_effort_is_not_assessed_and_many_are_cut_short():
    exams = clock(NORTHFIELD, exam=(date(2027, 5, 10), date(2027, 5, 28)))
    many = [activity(f"Work {n}", date(2027, 5, 12), 5) for n in range(6)]

    (one,) = said(plan(*exams, many[0]), "r02-exam-marking")
    (cut,) = said(plan(*exams, *many), "r02-exam-marking")

    assert one.severity is Severity.NOT_ASSESSED
    assert one.message.endswith("No effort is entered for Work 0.")
    assert cut.message.endswith("No effort is entered for Work 0, Work 1, Work 2 and others.")


def test_where_hardly_anything_has_an_effort_one_sentence_is_said_of_all():
    exams = clock(NORTHFIELD, exam=(date(2027, 5, 10), date(2027, 5, 28)))
    many = [activity(f"Work {n}", date(2027, 1, 4), 5) for n in range(101)]

    (all_of_them,) = said(plan(*exams, *many), "r02-exam-marking")

    assert said(plan(*exams, *many[1:]), "r02-exam-marking") == []
    assert all_of_them.message.endswith("No effort is entered for Work 0, Work 1, Work 2 and others.")


def test_a_listed_kind_without_a_date_is_not_assessed_for_exams():
    undated = activity("Workshop", None, kind="workshop")

    assert "No date yet: Workshop." in missing(said(plan(undated), "r02-exam-marking"))[0]


@given(st.integers(1, 30), st.integers(1, 30))
def test_a_meeting_meets_the_summer_from_the_days_of_overlap_on_that_were_entered(overlap, least):
    leave = clock(NORTHFIELD, summer_leave=(date(2027, 7, 20), date(2027, 8, 31)))
    start = date(2027, 7, 20) - timedelta(days=40 - overlap)
    meeting = activity("Workshop", start, 40, "joint", kind="joint_workshop")

    found = said(
        plan(*leave, meeting, assumed("r01-kickoff-summer.min_overlap_days", str(least))),
        "r01-kickoff-summer",
    )

    assert bool(found) is (overlap >= least)


def test_a_long_meeting_that_only_brushes_one_holiday_may_meet_the_next():
    leave = clock(
        NORTHFIELD,
        vacation=(date(2027, 6, 1), date(2027, 6, 2)),
        summer_leave=(date(2027, 7, 20), date(2027, 8, 31)),
    )
    meeting = activity("Workshop", date(2027, 6, 2), 60, "joint", kind="joint_workshop")
    five = assumed("r01-kickoff-summer.min_overlap_days", "5")

    (clash,) = said(plan(*leave, meeting, five), "r01-kickoff-summer")

    assert "20 Jul 2027 to 31 Aug 2027" in clash.message


def test_a_holiday_inside_another_does_not_shorten_the_way_out():
    leave = clock(
        NORTHFIELD,
        summer_leave=(date(2027, 7, 20), date(2027, 8, 31)),
        vacation=(date(2027, 8, 1), date(2027, 8, 5)),
    )

    (clash,) = said(
        plan(*leave, milestone("Kick-off", date(2027, 8, 3), kind="kickoff")), "r01-kickoff-summer"
    )

    assert clash.remedies[0].label == "Move Kick-off to 1 Sep 2027"
