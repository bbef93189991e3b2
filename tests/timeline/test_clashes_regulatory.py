"""Rules on regulators and host sites: notice of a device, certificates before a launch, assurance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.terms import Severity
from tests.timeline.answers import abroad, missing
from tests.timeline.asked import answer
from tests.timeline.plans import activity, assumed, mended, milestone, plan, said

R13, R38, R39 = "r13-mhra-60", "r38-regulatory-path", "r39-site-needs-assurance"
DAY = date(2027, 3, 1)
UNMARKED = answer("plan.device", "not_marked")


def notice(day: date | None = DAY):
    return activity("Notice", day, 60, "industry", kind="mhra_notification")


def pilot(days: int, named: str = "Pilot"):
    return activity(named, DAY + timedelta(days=days), 20, kind="pilot_with_users")


# Notice


@given(st.integers(-30, 120))
def test_first_use_waits_until_day_60_of_the_notice(days):
    assert bool(said(plan(notice(), pilot(days), UNMARKED), R13)) is (days < 60)


def test_use_inside_the_notice_is_an_error_and_everything_that_uses_it_moves():
    snapshot = plan(notice(), pilot(30), pilot(40, "Second pilot"), UNMARKED)

    (clash,) = said(snapshot, R13)

    assert clash.severity is Severity.ERROR
    assert clash.message == (
        "From Notice (1 Mar 2027) to Pilot (31 Mar 2027) there are 30 calendar days; "
        "the notice runs 60 calendar days."
    )
    assert clash.remedies[0].label == "Move Pilot and 1 more to 30 Apr 2027"
    assert said(mended(snapshot, clash), R13) == []


@pytest.mark.parametrize("word", ["marked", "no_device"])
def test_a_marked_device_or_none_at_all_needs_no_notice(word):
    assert said(plan(notice(), pilot(3), answer("plan.device", word)), R13) == []


def test_whether_it_is_a_device_is_asked_where_a_notice_is_planned():
    assert "not yet marked for this purpose?" in missing(said(plan(notice(), pilot(30)), R13))[0]
    assert "not yet marked for this purpose?" in missing(said(plan(notice(None)), R13))[0]
    assert said(plan(pilot(30)), R13) == []


def test_a_missing_notice_can_be_added_or_be_said_not_to_be_planned():
    snapshot = plan(pilot(90), UNMARKED)

    (lacking,) = said(snapshot, R13)

    assert lacking.severity is Severity.NOT_ASSESSED
    assert [remedy.label for remedy in lacking.remedies] == [
        "Add “Notice to the device regulator” on 31 Mar 2027",
        "None is planned",
    ]
    assert said(mended(snapshot, lacking), R13) == []
    assert said(plan(pilot(90), UNMARKED, assumed(f"{R13}.none_planned", "yes")), R13) == []


def test_a_notice_without_a_date_is_not_assessed_and_without_use_nothing_is():
    assert "No date yet: Notice." in missing(said(plan(notice(None), pilot(3), UNMARKED), R13))[0]
    assert said(plan(notice(), UNMARKED), R13) == []


def test_the_notice_is_a_british_one():
    assert said(abroad("US", notice(), pilot(30), UNMARKED), R13) == []
    assert "country" in missing(said(abroad("", notice(), pilot(30), UNMARKED), R13))[0]


# Launch


def submission(route: str | None = "mdr", day: date | None = DAY, named: str = "Submission"):
    traits = () if route is None else (f"plan.device_route={route}",)
    return activity(named, day, 300, "industry", kind="regulatory_submission", traits=traits)


def launch(days: int | None):
    day = None if days is None else DAY + timedelta(days=days)
    return milestone("Launch", day, lane="industry", kind="launch")


@given(st.sampled_from([("mdr", 390), ("k510", 160)]), st.integers(0, 800))
def test_a_launch_waits_as_long_as_its_certificate_takes(route, days):
    key, needed = route

    assert bool(said(plan(submission(key), launch(days)), R38)) is (days < needed)


def test_an_early_launch_is_an_error_with_the_slow_case_and_a_day():
    snapshot = plan(submission(), launch(300))

    (clash,) = said(snapshot, R38)

    assert clash.severity is Severity.ERROR
    assert clash.message == (
        "From Submission (1 Mar 2027) to Launch (26 Dec 2027) there are 300 calendar days; the certificate "
        "takes 390 calendar days, in slow cases 720 calendar days."
    )
    assert said(mended(snapshot, clash), R38) == []
    (american,) = said(plan(submission("k510"), launch(100)), R38)
    assert "slow" not in american.message


def test_another_certificate_has_no_figure_and_an_unsaid_one_is_not_assessed():
    assert said(plan(submission("other"), launch(3)), R38) == []
    assert "Which certificate is applied for?" in missing(said(plan(submission(None), launch(3)), R38))[0]


def test_a_launch_or_a_submission_without_a_date_is_not_assessed():
    assert "No date yet: Launch." in missing(said(plan(submission(), launch(None)), R38))[0]
    assert "No date yet: Submission." in missing(said(plan(submission(day=None), launch(3)), R38))[0]
    assert said(plan(launch(None)), R38) == []


def test_the_launch_of_an_unmarked_device_without_a_submission_is_not_assessed_unless_none_is_planned():
    snapshot = plan(launch(3), UNMARKED)

    (lacking,) = said(snapshot, R38)

    assert "no date for the submission" in lacking.message
    assert said(mended(snapshot, lacking), R38) == []
    assert said(plan(launch(3)), R38) == []


def test_the_rule_on_launches_holds_everywhere():
    assert said(abroad("AU", submission(), launch(3)), R38) != []


# Assurance


def evidence(part: str | None = "all", days: int = 30, named: str = "Evidence", day: date | None = DAY):
    traits = () if part is None else (f"plan.assurance={part}",)
    return activity(named, day, days, "industry", kind="assurance", traits=traits)


def go_live(days: int | None):
    day = None if days is None else DAY + timedelta(days=days)
    return milestone("Go-live", day, kind="go_live")


@given(st.integers(-10, 60))
def test_use_at_a_site_waits_until_the_evidence_is_complete(days):
    assert bool(said(plan(evidence(), go_live(days)), R39)) is (days < 29)


def test_the_last_part_of_the_evidence_counts_and_the_remedy_waits_for_it():
    three = [evidence(part, 20 + 10 * n, part) for n, part in enumerate(("dtac", "dspt", "clinical_safety"))]
    snapshot = plan(*three, go_live(25))

    (clash,) = said(snapshot, R39)

    assert clash.severity is Severity.ERROR
    assert clash.message == (
        "Go-live (26 Mar 2027) comes 14 calendar days before clinical_safety is complete (9 Apr 2027)."
    )
    assert said(mended(snapshot, clash), R39) == []


def test_evidence_that_is_in_no_step_is_not_assessed_unless_none_is_planned():
    snapshot = plan(evidence("dtac"), go_live(40))

    (lacking,) = said(snapshot, R39)

    assert (
        "No step of the plan brings: Data security toolkit (DSPT) and Clinical safety file."
        in lacking.message
    )
    assert said(mended(snapshot, lacking), R39) == []
    assert "and Clinical safety file." in said(plan(go_live(40)), R39)[0].message


def test_which_evidence_a_step_brings_is_asked():
    assert "Which evidence does this bring" in missing(said(plan(evidence(None), go_live(40)), R39))[0]


def test_evidence_or_a_go_live_without_a_date_is_not_assessed():
    undated = missing(said(plan(evidence(day=None), go_live(40)), R39))

    assert ["No date yet: Evidence." in text for text in undated] == [True]
    assert "No date yet: Go-live." in missing(said(plan(evidence(), go_live(None)), R39))[0]


def test_assurance_is_asked_for_in_britain():
    assert said(abroad("DE", evidence(), go_live(3)), R39) == []
