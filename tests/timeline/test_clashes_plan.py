from __future__ import annotations

from datetime import date

from planner.library import Library
from planner.model import Dismissal, Organisation
from planner.terms import Basis, Severity, Side
from planner.timeline.clashes import RULES, findings
from tests.timeline.plans import (
    BRIGHTPATH,
    DATA,
    ETHICS,
    LANES,
    LIBRARY,
    PARTNERSHIP,
    TODAY,
    activity,
    clock,
    link,
    mended,
    milestone,
    plan,
    said,
)

# Release and runway


RELEASE = activity("Release 2.0", date(2027, 5, 3), 60, lane="industry", kind="release")


def test_a_release_during_data_collection():
    snapshot = plan(DATA, RELEASE)

    (clash,) = said(snapshot, "release-during-study")

    assert clash.basis is Basis.PLANNER
    assert clash.message == (
        "Release 2.0 (3 May 2027) changes the product while Data collection runs (until 13 May 2027)."
    )
    assert "until 14 May 2027" in clash.advice
    assert said(mended(snapshot, clash), "release-during-study") == []


def test_a_release_behind_the_study_or_without_one_is_none():
    later = activity("Release 3.0", date(2027, 9, 1), 60, lane="industry", kind="release")

    assert said(plan(DATA, later), "release-during-study") == []
    assert said(plan(RELEASE, activity("Old", None, kind="release")), "release-during-study") == []


def test_on_the_last_day_of_the_calendar_nothing_can_be_moved():
    study = activity("Study", date.max, 1, kind="data_collection")
    release = activity("Release", date.max, 1, lane="industry", kind="release")

    (clash,) = said(plan(study, release), "release-during-study")

    assert clash.remedies == ()


def test_a_study_without_an_end_or_a_release_without_a_date_is_not_assessed():
    starts = milestone("Data collection starts", date(2027, 3, 8), kind="data_collection_start")
    undated = activity("Release 3.0", None, lane="industry", kind="release")

    assert "when data collection ends" in said(plan(starts, RELEASE), "release-during-study")[0].message
    assert "No date yet: Release 3.0." in said(plan(DATA, undated), "release-during-study")[0].message


WRITE_UP = activity("Write-up", date(2027, 9, 6), 67, kind="write_up")


def test_a_runway_that_ends_before_the_write_up():
    runway = clock(BRIGHTPATH, runway=(date(2026, 12, 1), date(2027, 10, 11)))
    paper = activity("Publication", date(2027, 11, 12), 224, kind="publication")

    (clash,) = said(plan(*runway, WRITE_UP, paper), "r27-runway")

    assert clash.message == (
        "The runway of Brightpath Digital Ltd ends 31 calendar days before Write-up does."
    )
    assert "It ends on 11 Oct 2027, Write-up on 11 Nov 2027." in clash.advice
    assert clash.place == f"timeline/clock/{runway[0].id}"
    assert clash.about == (runway[1].id, WRITE_UP.id)


def test_a_runway_may_be_an_activity():
    own = activity("Cash", date(2026, 12, 1), 300, lane="industry", kind="runway")
    nobodys = own.model_copy(update={"organisation_id": None})

    (clash,) = said(plan(own, WRITE_UP), "r27-runway")
    (loose,) = said(plan(nobodys, WRITE_UP), "r27-runway")

    assert clash.place == f"timeline/{own.id}"
    assert loose.message.startswith("The runway ends")


def test_a_runway_that_lasts_or_pays_for_nothing_is_none():
    lasting = clock(BRIGHTPATH, runway=(date(2026, 12, 1), date(2028, 1, 1)))
    university = Organisation(partnership_id=PARTNERSHIP.id, name="Ash College", side=Side.ACADEMIC)

    assert said(plan(*lasting, WRITE_UP), "r27-runway") == []
    assert said(plan(*lasting), "r27-runway") == []
    theirs = clock(university, runway=(date(2026, 12, 1), date(2027, 1, 1)))
    assert said(plan(university, *theirs, WRITE_UP), "r27-runway") == []


def test_a_runway_does_not_pay_for_the_work_of_another_company():
    other = Organisation(partnership_id=PARTNERSHIP.id, name="Elm Works", side=Side.INDUSTRY)
    runway = clock(BRIGHTPATH, runway=(date(2026, 12, 1), date(2027, 10, 11)))
    theirs = activity("Rollout", date(2027, 9, 6), 90, lane="industry", organisation_id=other.id)

    assert said(plan(other, *runway, theirs), "r27-runway") == []


def test_a_runway_without_an_end_is_not_assessed():
    (finding,) = said(plan(*clock(BRIGHTPATH, runway=(date(2026, 12, 1), None)), WRITE_UP), "r27-runway")

    assert finding.severity is Severity.NOT_ASSESSED


# Order


def test_a_fixed_date_ahead_of_its_link_is_a_clash_that_its_remedy_mends():
    first = activity("Protocol", date(2027, 1, 4), 30, late=40)
    fixed = activity("Build", date(2027, 1, 11), 10, is_fixed=True)
    snapshot = plan(first, fixed, link(first, fixed))

    (clash,) = said(snapshot, "broken-link")

    assert "Build (11 Jan 2027 to 20 Jan 2027)" in clash.message
    assert clash.remedies[0].label == "Move Build to 15 Feb 2027"
    assert said(mended(snapshot, clash), "broken-link") == []
    assert said(plan(first, fixed, link(first, fixed, "FF", 3)), "broken-link")[0].remedies == ()


def test_an_end_behind_its_deadline():
    late = activity("Report", date(2027, 1, 4), 30, deadline_on=date(2027, 1, 31))

    (clash,) = said(plan(late), "missed-deadline")

    assert "2 calendar days behind its deadline of 31 Jan 2027" in clash.message


def test_a_loop_is_one_error_that_names_it():
    a, b = activity("Ethics", date(2027, 1, 4)), activity("Protocol", date(2027, 1, 4))

    found = findings(plan(a, b, link(a, b), link(b, a)), LIBRARY, TODAY)

    assert [f.id.split("/")[0] for f in found] == ["waiting-loop"]
    assert found[0].message.startswith("Ethics and Protocol wait for each other")
    assert LANES["academic"] == a.organisation_id


# All together


def test_a_dismissed_finding_is_not_shown():
    (clash,) = said(plan(ETHICS, DATA), "r09-ethics-before-data")
    done = Dismissal(partnership_id=PARTNERSHIP.id, finding=clash.id, reason="Agreed", dismissed_on=TODAY)

    assert said(plan(ETHICS, DATA, done), "r09-ethics-before-data") == []


def test_clashes_come_by_date_then_what_could_not_be_assessed():
    runway = clock(BRIGHTPATH, runway=(date(2026, 12, 1), date(2027, 10, 11)))

    found = findings(plan(*runway, WRITE_UP, RELEASE, ETHICS, DATA), LIBRARY, TODAY)

    assert [f.id.split("/")[0] for f in found if f.tag == "clash"] == [
        "r09-ethics-before-data",
        "release-during-study",
        "r27-runway",
    ]
    assert [f.tag for f in found] == sorted(f.tag for f in found)


def test_every_rule_of_the_content_has_its_function_and_the_other_way_round():
    assert set(RULES) == set(LIBRARY.clash_rules)


def test_content_without_rules_says_nothing(tmp_path):
    assert findings(plan(ETHICS, DATA), Library(tmp_path), TODAY) == ()


def test_one_rule_says_only_once_that_it_could_not_be_assessed():
    other = Organisation(partnership_id=PARTNERSHIP.id, name="Ash College", side=Side.ACADEMIC)
    theirs = activity("Marking", TODAY, effort_percent=50, organisation_id=other.id)
    ours = activity("Analysis", TODAY, effort_percent=50)

    assert len(said(plan(other, ours, theirs), "r02-exam-marking")) == 1


def test_an_empty_plan_has_nothing_to_say():
    assert findings(plan(), LIBRARY, TODAY) == ()
