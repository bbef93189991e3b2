from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.terms import Severity
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
    NORTHFIELD,
    activity,
    assumed,
    clock,
    link,
    mended,
    milestone,
    plan,
    said,
)

WINDOW, DECISION, LETTER = "r17-start-window", "r18-grant-optimism", "r19-letter-lead"
INTERNAL, KTP = "r20-internal-deadline", "r21-ktp-total"


def scheme(key):
    return answer("plan.grant_scheme", key)


def award(day=MONDAY):
    return milestone("Award", day, kind="award")


def deadline(day=MONDAY, kind="grant_deadline"):
    return milestone("Deadline", day, kind=kind)


def start(day, kind="project_start"):
    return milestone("Start", day, kind=kind)


# The funder's window for the start


@pytest.mark.parametrize(
    ("funder", "days"), [("epsrc", 90), ("esrc", 90), ("ukri_council", 90), ("bhf", 180)]
)
def test_a_start_behind_the_funder_s_window_is_an_error(funder, days):
    last, missed = start(later(days)), start(later(days + 1))
    snapshot = plan(scheme(funder), award(), missed)

    (clash,) = said(snapshot, WINDOW)

    assert silent(scheme(funder), award(), last, rule=WINDOW)
    assert clash.severity is Severity.ERROR
    assert f"comes {days + 1} calendar days behind Award (1 Mar 2027)" in clash.message
    assert mends(snapshot, clash, WINDOW)


@given(st.integers(-100, 300))
def test_a_window_of_ninety_days(days):
    assert bool(said(plan(scheme("epsrc"), award(), start(later(days))), WINDOW)) is (days > 90)


def test_the_window_needs_the_scheme_only_where_it_matters():
    late = (award(), start(later(91)))

    assert "Which scheme" in not_assessed(plan(*late), WINDOW)
    assert silent(award(), start(later(90)), rule=WINDOW)
    for other in ("ktp", "nsf", "other", "none", "epsrc_icase"):
        assert silent(scheme(other), *late, rule=WINDOW)
    assert said(in_country("US", "US", scheme("epsrc"), *late), WINDOW) == []


def test_a_window_without_a_start_or_a_date_is_not_assessed():
    given_in, unset = (scheme("bhf"), award()), start(None)

    assert "when the project starts" in not_assessed(plan(*given_in), WINDOW)
    assert silent_when_none_is_planned(WINDOW, *given_in)
    assert "No date yet: Start." in not_assessed(plan(*given_in, unset), WINDOW)
    assert "No date yet: Award." in not_assessed(plan(scheme("bhf"), award(None), start(MONDAY)), WINDOW)
    assert silent(scheme("bhf"), start(MONDAY), rule=WINDOW)


def test_the_first_start_behind_the_award_counts():
    assert silent(scheme("epsrc"), award(), start(later(10)), start(later(200)), rule=WINDOW)
    before, behind = start(later(-10), "kickoff"), start(later(100), "delivery")
    assert len(said(plan(scheme("epsrc"), award(), before, behind), WINDOW)) == 1


# How long funders take


@pytest.mark.parametrize(
    ("funder", "days"),
    [
        ("epsrc", 182),
        ("esrc", 180),
        ("ktp", 114),
        ("horizon_europe", 273),
        ("nsf", 180),
        ("nih", 270),
        ("nih_sbir", 270),
        ("nsf_sbir", 210),
    ],
)
def test_a_start_sooner_than_the_funder_decides_is_a_warning(funder, days):
    snapshot = plan(scheme(funder), deadline(), start(later(days - 1)))

    (clash,) = said(snapshot, DECISION)

    assert silent(scheme(funder), deadline(), start(later(days)), rule=DECISION)
    assert clash.severity is Severity.WARNING
    assert f"usually needs {days} calendar days" in clash.message
    assert mends(snapshot, clash, DECISION)


@given(st.integers(-100, 300), st.integers(1, 250))
def test_a_decision_time_can_be_replaced(days, usual):
    own = assumed(f"{DECISION}.decision_days_epsrc", str(usual))

    found = said(plan(scheme("epsrc"), own, deadline(), start(later(days))), DECISION)

    assert bool(found) is (days < usual)


def test_an_application_that_goes_out_early_counts_before_the_deadline():
    early = deadline(later(-30), "grant_submission")

    assert silent(scheme("esrc"), early, deadline(), start(later(150)), rule=DECISION)
    assert (
        "comes 10 calendar days before"
        in said(plan(scheme("esrc"), deadline(), start(later(-10))), DECISION)[0].message
    )


def test_everything_that_starts_with_the_project_waits_for_the_decision():
    begins, work = start(later(20), "kickoff"), activity("Work", later(30), kind="delivery")
    snapshot = plan(scheme("epsrc"), deadline(), begins, work)

    (clash,) = said(snapshot, DECISION)

    assert clash.remedies[0].label == "Move Start and 1 more to 30 Aug 2027"
    assert said(mended(snapshot, clash), DECISION) == []


def test_decisions_need_the_scheme_only_where_it_matters():
    soon = (deadline(), start(later(272)))

    assert "Which scheme" in not_assessed(plan(*soon), DECISION)
    assert silent(deadline(), start(later(273)), rule=DECISION)
    assert silent(scheme("other"), *soon, rule=DECISION)
    assert silent(scheme("epsrc"), start(MONDAY), rule=DECISION)


def test_a_bid_without_a_start_or_a_date_is_not_assessed():
    bid = (scheme("nih"), deadline())

    assert "when the project starts" in not_assessed(plan(*bid), DECISION)
    assert silent_when_none_is_planned(DECISION, *bid)
    undated = plan(scheme("nih"), deadline(None), start(MONDAY))
    assert "No date yet: Deadline." in not_assessed(undated, DECISION)


# Support letters


def asked(day):
    return milestone("Letter asked for", day, "industry", kind="letter_requested")


def letter(day):
    return milestone("Letter", day, "industry", kind="support_letter")


@given(st.integers(0, 40))
def test_a_letter_is_asked_for_fifteen_working_days_ahead(days):
    # Three whole weeks of working days from a Monday on.
    due = date(2027, 3, 22)

    found = said(plan(deadline(due), asked(later(-days, due))), LETTER)

    assert bool(found) is (days < 21)


def test_a_late_request_can_be_brought_forward_and_closures_count():
    due = date(2027, 3, 22)
    snapshot = plan(deadline(due), asked(date(2027, 3, 8)))
    closed = clock(BRIGHTPATH, shutdown=(date(2027, 3, 10), date(2027, 3, 10)))

    (clash,) = said(snapshot, LETTER)

    assert (
        "there are 10 working days; the letter and the research office take 15 working days" in clash.message
    )
    assert clash.remedies[0].label == "Move Letter asked for to 1 Mar 2027"
    assert mends(snapshot, clash, LETTER)
    assert silent(deadline(due), asked(date(2027, 3, 1)), rule=LETTER)
    assert len(said(plan(deadline(due), asked(date(2027, 3, 1)), *closed), LETTER)) == 1


@given(st.integers(0, 400))
def test_a_letter_is_at_most_half_a_year_old(days):
    assert bool(said(plan(letter(MONDAY), deadline(later(days))), LETTER)) is (days > 183)


def test_an_old_letter_is_signed_later():
    snapshot = plan(letter(MONDAY), deadline(later(200)))

    (clash,) = said(snapshot, LETTER)

    assert "will be 200 calendar days old" in clash.message
    assert mends(snapshot, clash, LETTER)


def test_a_letter_belongs_to_the_deadline_that_waits_for_it():
    near, far = deadline(later(5)), deadline(later(200))
    own = asked(MONDAY)

    assert len(said(plan(near, far, own), LETTER)) == 1
    assert silent(near, far, own, link(own, far), rule=LETTER)


def test_a_letter_without_a_deadline_is_not_assessed():
    own = asked(MONDAY)

    assert "funder's deadline" in not_assessed(plan(own), LETTER)
    assert silent_when_none_is_planned(LETTER, own)
    assert "No date yet: Deadline." in not_assessed(plan(own, deadline(None)), LETTER)
    assert "No date yet: Letter." in not_assessed(plan(letter(None), deadline()), LETTER)
    assert silent(deadline(), rule=LETTER)


# Internal deadlines


def final(day):
    return milestone("Final documents", day, "academic", kind="final_documents")


def draft(day):
    return milestone("Draft", day, "academic", kind="costed_draft")


DUE = date(2027, 3, 22)


@given(st.integers(0, 40), st.sampled_from(["epsrc", "erc", "nsf", "nih", "nih_sbir", "nsf_sbir"]))
def test_final_documents_reach_the_office_working_days_ahead(days, funder):
    found = severities(plan(scheme(funder), deadline(DUE), final(later(-days, DUE))), INTERNAL)

    assert found == ([Severity.ERROR] if days < (7 if funder == "epsrc" else 14) else [])


def test_late_final_documents_can_be_brought_forward():
    snapshot = plan(deadline(DUE), final(date(2027, 3, 18)))
    closed = clock(NORTHFIELD, closure=(date(2027, 3, 16), date(2027, 3, 16)))

    (clash,) = said(snapshot, INTERNAL)

    assert "there are 2 working days; the research office asks for 5 working days" in clash.message
    assert mends(snapshot, clash, INTERNAL)
    assert severities(plan(scheme("esrc"), deadline(DUE), final(date(2027, 3, 15)), *closed), INTERNAL) == [
        Severity.ERROR
    ]


def test_ten_working_days_are_only_asked_for_where_the_scheme_may_want_them():
    assert "Which scheme" in not_assessed(plan(deadline(DUE), final(date(2027, 3, 15))), INTERNAL)
    assert silent(deadline(DUE), final(date(2027, 3, 8)), rule=INTERNAL)


@given(st.integers(0, 60))
def test_a_costed_draft_comes_four_weeks_ahead(days):
    snapshot = plan(deadline(DUE), final(date(2027, 3, 1)), draft(later(-days, DUE)))

    assert severities(snapshot, INTERNAL) == ([Severity.WARNING] if days < 28 else [])


def test_a_late_draft_can_be_brought_forward():
    snapshot = plan(deadline(DUE), final(date(2027, 3, 1)), draft(date(2027, 3, 12)))

    (clash,) = said(snapshot, INTERNAL)

    assert "comes 10 calendar days before Deadline" in clash.message
    assert mends(snapshot, clash, INTERNAL)


def test_a_bid_of_a_british_university_names_its_final_documents():
    assert "final documents" in not_assessed(plan(deadline()), INTERNAL)
    assert silent_when_none_is_planned(INTERNAL, deadline())
    assert said(in_country("US", "GB", deadline()), INTERNAL) == []
    assert said(in_country("DE", "DE", deadline()), INTERNAL) == []
    assert "No date yet: Final documents." in not_assessed(plan(deadline(), final(None)), INTERNAL)
    assert "funder's deadline" in not_assessed(plan(final(MONDAY)), INTERNAL)
    assert silent(award(), rule=INTERNAL)


# Knowledge Transfer Partnerships


def talk(day=MONDAY, kind="first_contact"):
    return milestone("First talk", day, kind=kind)


@given(st.integers(-50, 700))
def test_a_knowledge_transfer_partnership_takes_half_a_year_and_often_longer(days):
    found = severities(plan(scheme("ktp"), talk(), start(later(days))), KTP)

    assert found == ([Severity.WARNING] if days < 180 else [Severity.INFO] if days < 540 else [])


def test_a_partnership_promised_too_soon_can_be_moved():
    snapshot = plan(scheme("ktp"), talk(kind="scoping"), start(later(100)))

    (clash,) = said(snapshot, KTP)

    assert "there are 100 calendar days; 180 calendar days are very optimistic" in clash.message
    assert "one university office, 2023" in clash.message
    assert severities(mended(snapshot, clash), KTP) == [Severity.INFO]
    assert said(plan(scheme("ktp"), talk(), start(later(180))), KTP)[0].remedies == ()


def test_only_knowledge_transfer_partnerships_are_measured_so():
    both = (talk(), start(later(10)))

    assert silent(*both, rule=KTP)
    assert silent(scheme("epsrc"), *both, rule=KTP)
    assert said(in_country("IE", "IE", scheme("ktp"), *both), KTP) == []
    assert "No organisation's country" in not_assessed(in_country("", "", scheme("ktp"), *both), KTP)


def test_a_partnership_without_its_first_talk_or_its_start_is_not_assessed():
    ktp = scheme("ktp")

    assert "first talk" in not_assessed(plan(ktp, start(MONDAY)), KTP)
    assert silent_when_none_is_planned(KTP, ktp, start(MONDAY))
    assert "No date yet: First talk." in not_assessed(plan(ktp, talk(None), start(MONDAY)), KTP)
    assert "when the project starts" in not_assessed(plan(ktp, talk()), KTP)
    assert silent(ktp, activity("Work", MONDAY), rule=KTP) is False
