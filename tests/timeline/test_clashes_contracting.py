"""Rules on signing: awards set up in time, rights shared out first, detail told too early."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.document import snapshot_of
from planner.model import Activity, Organisation
from planner.terms import Severity, Side
from planner.timeline.rules.asking import country_of, is_in
from tests.timeline.answers import abroad, missing
from tests.timeline.asked import answer
from tests.timeline.plans import (
    NORTHFIELD,
    PARTNERSHIP,
    activity,
    assumed,
    link,
    mended,
    milestone,
    plan,
    said,
)

R07, R08, R41 = "r07-innovate-setup", "r08-nda-before-detail", "r41-sttr-rights"
AWARD = date(2027, 2, 1)


def award(scheme: str | None = "innovate_uk", day: date | None = AWARD):
    made = milestone("Award", day, kind="award")
    return [made] if scheme is None else [made, answer("plan.grant_scheme", scheme)]


def agreed(days: int | None, **fields):
    day = None if days is None else AWARD + timedelta(days=days)
    return milestone("Agreement", day, kind="collaboration_signed", **fields)


def set_up(days: int):
    return milestone("Set-up", AWARD + timedelta(days=days), kind="setup_done")


# Innovate UK


@given(st.integers(-20, 120))
def test_a_collaboration_agreement_is_late_behind_day_30_and_not_on_it(days):
    assert bool(said(plan(*award(), agreed(days), set_up(90)), R07)) is (days > 30)


@given(st.integers(0, 200))
def test_a_set_up_is_late_behind_day_90_and_not_on_it(days):
    assert bool(said(plan(*award(), agreed(30), set_up(days)), R07)) is (days > 90)


def test_each_part_that_is_late_is_an_error_with_a_day_to_move_to():
    snapshot = plan(*award(), agreed(44), set_up(100))

    first, second = said(snapshot, R07)

    assert first.severity is Severity.ERROR
    assert first.message == (
        "Agreement (17 Mar 2027) comes 44 calendar days after Award (1 Feb 2027); "
        "the funder allows 30 calendar days."
    )
    assert first.remedies[0].label == "Move Agreement to 3 Mar 2027"
    assert [f.id for f in said(mended(snapshot, first), R07)] == [second.id]
    assert [f.id for f in said(mended(snapshot, second), R07)] == [first.id]


def test_without_a_collaboration_agreement_the_contract_counts():
    contract = milestone("Contract", AWARD + timedelta(days=31), kind="contract_signed")

    (late,) = said(plan(*award(), contract, set_up(80)), R07)

    assert late.message.startswith("Contract (4 Mar 2027) comes 31 calendar days after Award")


def test_what_waits_for_something_else_is_not_moved_ahead_of_it():
    talks = activity("Talks", AWARD, 50, "joint")
    pushed = agreed(None)

    (late,) = said(plan(*award(), talks, pushed, set_up(80), link(talks, pushed)), R07)

    assert late.remedies == ()


def test_an_award_whose_funder_is_not_said_or_a_missing_step_is_not_assessed():
    unsaid = missing(said(plan(*award(None)), R07))
    lacking = missing(said(plan(*award()), R07))
    undated = missing(said(plan(*award(), agreed(None), set_up(80)), R07))

    assert unsaid == [
        "Not assessed: Innovate UK set-up later than allowed. Not answered for Award: "
        "Which scheme does the grant come from?"
    ]
    assert "The plan has no date for a signed collaboration agreement." in lacking[0]
    assert "No date yet: Agreement." in undated[0]


def test_that_a_step_is_not_planned_can_be_said_in_one_step():
    snapshot = plan(*award(), set_up(80))
    (lacking,) = said(snapshot, R07)

    after = mended(snapshot, lacking)

    assert lacking.remedies[0].label == "None is planned"
    assert said(after, R07) == []
    back = assumed(f"{R07}.none_planned", "no")
    (again,) = said(plan(*award(), set_up(80), back), R07)
    assert said(mended(plan(*award(), set_up(80), back), again), R07) == []


@pytest.mark.parametrize("funder", ["nih_sbir", "ktp", "other", "none"])
def test_another_funder_has_other_rules(funder):
    assert said(plan(*award(funder), agreed(60)), R07) == []


def test_the_limits_of_a_british_funder_hold_for_british_partners():
    assert said(abroad("DE", *award(), agreed(60), set_up(200)), R07) == []
    assert said(abroad("UK", *award(), agreed(60), set_up(80)), R07) != []


def test_without_any_country_a_rule_of_one_country_says_so():
    (finding,) = said(abroad(" ", *award(), agreed(60), set_up(80)), R07)

    assert finding.severity is Severity.NOT_ASSESSED
    assert "No organisation's country is known." in finding.message
    assert said(abroad(" "), R07) == []


def test_countries_are_read_as_people_write_them():
    greek = Organisation(partnership_id=PARTNERSHIP.id, name="A", side=Side.INDUSTRY, country=" el ")

    assert country_of(greek) == "GR"
    assert is_in(greek, "GB/EU")
    assert not is_in(greek, "GB/US")
    assert is_in(NORTHFIELD, "any")


# Rights in US small-business awards


def rights(days: int | None, **fields):
    day = None if days is None else AWARD + timedelta(days=days)
    return milestone("Rights agreed", day, kind="rights_signed", **fields)


@given(st.integers(-60, 60))
def test_an_award_waits_for_the_agreement_on_rights_that_may_be_signed_on_its_day(days):
    assert bool(said(abroad("US", *award("nih_sbir"), rights(days)), R41)) is (days > 0)


def test_an_award_ahead_of_the_rights_is_an_error_that_either_move_mends():
    snapshot = abroad("US", *award("nih_sbir"), rights(14))

    (clash,) = said(snapshot, R41)

    assert clash.severity is Severity.ERROR
    assert clash.message == ("Award (1 Feb 2027) comes 14 calendar days before Rights agreed (15 Feb 2027).")
    assert [remedy.label for remedy in clash.remedies] == [
        "Move Rights agreed to 1 Feb 2027",
        "Move Award to 15 Feb 2027",
    ]
    assert said(mended(snapshot, clash), R41) == []


def test_an_award_without_any_agreement_on_rights_is_an_error_that_adding_it_mends():
    snapshot = abroad("US", *award("nih_sbir"))

    (clash,) = said(snapshot, R41)
    after = mended(snapshot, clash)

    assert clash.remedies[0].label == "Add “Agreement on rights signed” on 1 Feb 2027"
    assert said(after, R41) == []
    assert after.first(Activity, kind="rights_signed") is not None


def test_a_step_that_was_added_before_is_not_added_again():
    snapshot = abroad("US", *award("nih_sbir"))
    (clash,) = said(snapshot, R41)
    (step, _) = clash.remedies[0].added
    other = step.model_copy(update={"kind": "milestone"})

    (still,) = said(snapshot_of([*snapshot.entities(), other]), R41)

    assert still.remedies == ()


def test_rights_without_a_date_or_an_unknown_funder_are_not_assessed():
    assert (
        "No date yet: Rights agreed." in missing(said(abroad("US", *award("nih_sbir"), rights(None)), R41))[0]
    )
    assert "Which scheme does the grant come from?" in missing(said(abroad("US", *award(None)), R41))[0]


def test_rights_are_a_matter_of_us_awards():
    assert said(plan(*award("nih_sbir")), R41) == []
    assert said(abroad("US", *award("other")), R41) == []
    assert said(abroad("US", rights(10)), R41) == []


# Confidentiality


def meeting(day: date | None):
    return activity("Deep dive", day, 1, "joint", kind="technical_disclosure")


NDA = activity("NDA", date(2027, 1, 4), 10, "joint", kind="nda")


@given(st.integers(-10, 60))
def test_a_meeting_needs_twenty_days_from_asking_for_the_nda(days):
    found = said(plan(NDA, meeting(NDA.start_on + timedelta(days=days))), R08)

    assert bool(found) is (days < 20)


def test_a_meeting_before_the_nda_is_signed_and_one_too_soon_after_asking():
    before = plan(NDA, meeting(date(2027, 1, 11)))
    soon = plan(NDA, meeting(date(2027, 1, 20)))

    (early,) = said(before, R08)
    (short,) = said(soon, R08)

    assert early.severity is Severity.WARNING
    assert early.message == (
        "Deep dive (11 Jan 2027) comes 2 calendar days before NDA is signed (4 Jan 2027 to 13 Jan 2027)."
    )
    assert short.message == (
        "Deep dive (20 Jan 2027) comes 16 calendar days after NDA is asked for; plan 20 calendar days "
        "(4 Jan 2027 to 13 Jan 2027)."
    )
    assert said(mended(before, early), R08) == []
    assert said(mended(soon, short), R08) == []


def test_a_slow_nda_counts_from_its_signature_and_a_milestone_only_from_that():
    slow = activity("NDA", date(2027, 1, 4), 40, "joint", kind="nda")
    signed = milestone("NDA", date(2027, 1, 18), kind="nda")

    assert said(plan(slow, meeting(date(2027, 2, 1))), R08) != []
    assert said(plan(slow, meeting(date(2027, 2, 12))), R08) == []
    (early,) = said(plan(signed, meeting(date(2027, 1, 11))), R08)
    assert "7 calendar days before NDA is signed (18 Jan 2027)" in early.message
    (unknown,) = said(plan(signed, meeting(date(2027, 1, 18))), R08)
    assert "It is not known when the confidentiality agreement is asked for." in unknown.message


def test_without_an_nda_it_is_asked_whether_one_is_signed():
    day = meeting(date(2027, 3, 1))
    (asked,) = said(plan(day), R08)
    (lacking,) = said(plan(day, answer("approvals.nda", "drafting")), R08)
    add, none = lacking.remedies

    assert "Is a confidentiality agreement signed already?" in asked.message
    assert "The plan has no confidentiality agreement." in lacking.message
    assert add.label == "Add “Confidentiality agreement” on 5 Feb 2027"
    assert said(mended(plan(day, answer("plan.nda", "no")), lacking), R08) == []
    assert none.label == "None is planned"


def test_a_step_that_would_have_to_begin_before_today_begins_today_and_holds_the_meeting_back():
    snapshot = plan(meeting(date(2026, 12, 14)), answer("plan.nda", "no"))
    (lacking,) = said(snapshot, R08)

    after = mended(snapshot, lacking)

    step = after.first(Activity, kind="nda")
    held = after.first(Activity, kind="technical_disclosure")
    assert step is not None
    assert (step.start_on, step.basis) == (date(2026, 12, 9), ("con-03",))
    assert held is not None
    # It would be ready for a Saturday.
    assert held.start_on == date(2027, 1, 4)
    assert said(after, R08) == []


@pytest.mark.parametrize(
    "more",
    [answer("plan.nda", "yes"), answer("approvals.nda", "signed"), assumed(f"{R08}.none_planned", "yes")],
    ids=["yes", "scoping", "none planned"],
)
def test_a_signed_agreement_or_none_planned_needs_no_word(more):
    assert said(plan(meeting(date(2027, 3, 1)), more), R08) == []


def test_an_nda_or_a_meeting_without_a_date_is_not_assessed_and_without_a_meeting_nothing_is():
    undated = activity("NDA", None, 10, "joint", kind="nda")

    assert "No date yet: NDA." in missing(said(plan(undated, meeting(date(2027, 3, 1))), R08))[0]
    assert "No date yet: Deep dive." in missing(said(plan(NDA, meeting(None)), R08))[0]
    assert said(plan(NDA), R08) == []


@pytest.mark.parametrize(("scheme", "rule"), [("innovate_uk", R07), ("nsf_sbir", R41)])
def test_an_award_without_a_date_is_not_assessed(scheme, rule):
    country = "GB" if rule == R07 else "US"

    assert "No date yet: Award." in missing(said(abroad(country, *award(scheme, None)), rule))[0]
