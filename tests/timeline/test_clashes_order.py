from __future__ import annotations

from datetime import date

import pytest

from planner.model import Answer
from planner.terms import Severity
from planner.timeline.clashes import findings
from tests.timeline.plans import (
    DATA,
    ETHICS,
    LIBRARY,
    PARTNERSHIP,
    TODAY,
    activity,
    assumed,
    link,
    mended,
    milestone,
    plan,
    said,
)


def answered(*chosen, not_sure=False):
    return Answer(
        partnership_id=PARTNERSHIP.id, question="approvals.participants", chosen=chosen, not_sure=not_sure
    )


# Ethics


def test_data_collection_before_ethics_approval():
    snapshot = plan(ETHICS, DATA)

    (clash,) = said(snapshot, "r09-ethics-before-data")

    assert clash.id == f"r09-ethics-before-data/{DATA.id}"
    assert clash.severity is Severity.ERROR
    assert clash.message == "Data collection starts 14 calendar days before ethics approval is expected."
    assert clash.advice == (
        "Likely 22 Mar 2027, late 26 Apr 2027. "
        "Move the start to 27 Apr 2027, or apply for an earlier meeting."
    )
    assert clash.about == (DATA.id, ETHICS.id)
    assert clash.place == f"timeline/{DATA.id}"
    assert clash.tag == "clash"
    assert clash.sources[0].startswith("ETH-20: Ethics approval ahead of recruitment and data")
    assert said(mended(snapshot, clash), "r09-ethics-before-data") == []


def test_a_link_broken_for_the_same_reason_is_not_told_twice():
    snapshot = plan(ETHICS, DATA, link(ETHICS, DATA))

    clashes = [f for f in findings(snapshot, LIBRARY, TODAY) if f.tag == "clash"]

    assert [f.id.split("/")[0] for f in clashes] == ["r09-ethics-before-data"]


def test_data_collection_is_measured_against_the_review_it_waits_for():
    quick = activity("Amendment", date(2026, 12, 14), 10, kind="ethics_approval")

    assert said(plan(ETHICS, quick, DATA), "r09-ethics-before-data") == []
    assert len(said(plan(ETHICS, quick, DATA, link(ETHICS, DATA)), "r09-ethics-before-data")) == 1


def test_people_take_part_and_no_ethics_review_is_in_the_plan():
    (finding,) = said(plan(DATA, answered("yes")), "r09-ethics-before-data")

    assert finding.id == "r09-ethics-before-data/missing"
    assert finding.severity is Severity.ERROR
    assert "Data collection cannot start without it." in finding.message
    assert len(said(plan(answered("yes")), "r09-ethics-before-data")) == 1


def test_whether_people_take_part_is_not_known():
    for snapshot in (plan(DATA), plan(DATA, answered(not_sure=True))):
        (finding,) = said(snapshot, "r09-ethics-before-data")
        assert finding.severity is Severity.NOT_ASSESSED
        assert "not said whether people take part" in finding.message


@pytest.mark.parametrize(
    "more", [answered("no"), assumed("r09-ethics-before-data.none_planned", "yes")], ids=["no", "none"]
)
def test_without_people_no_ethics_review_is_missed(more):
    assert said(plan(DATA, more), "r09-ethics-before-data") == []


def test_a_review_or_data_collection_without_a_date_is_not_assessed():
    loose = activity("Ethics review", None, kind="ethics_approval")
    undated = activity("Survey", None, kind="survey_open")

    assert "No date yet: Ethics review." in said(plan(loose, DATA), "r09-ethics-before-data")[0].message
    assert "No date yet: Survey." in said(plan(ETHICS, undated), "r09-ethics-before-data")[0].message
    assert said(plan(loose), "r09-ethics-before-data") == []


# Contract


TALKS = activity(
    "Contract negotiation", date(2026, 12, 14), 77, late=118, lane="joint", kind="contract_negotiation"
)
WORK = activity("Delivery", date(2027, 2, 1), 100, kind="delivery")


def test_work_before_the_contract_is_signed():
    snapshot = plan(milestone("Signature", date(2027, 2, 15), kind="contract_signed"), WORK)

    (clash,) = said(snapshot, "r06-work-before-contract")

    assert "Delivery starts 14 calendar days before the contract is signed" in clash.message
    assert "1 Feb 2027, 15 Feb 2027" in clash.message
    assert clash.remedies[0].label == "Move Delivery to 15 Feb 2027"
    assert said(mended(snapshot, clash), "r06-work-before-contract") == []


def test_without_a_signature_the_end_of_the_negotiation_counts():
    (clash,) = said(plan(TALKS, WORK), "r06-work-before-contract")

    assert "before the contract is expected to be signed" in clash.message
    assert "Likely 28 Feb 2027, late 10 Apr 2027." in clash.advice


def test_the_graver_of_two_rules_about_one_contract_is_told():
    clashes = [f for f in findings(plan(TALKS, WORK), LIBRARY, TODAY) if f.tag == "clash"]

    assert [f.id.split("/")[0] for f in clashes] == ["r06-work-before-contract"]


def test_work_without_any_contract_in_the_plan_is_not_assessed_unless_none_is_planned():
    (finding,) = said(plan(WORK), "r06-work-before-contract")

    assert finding.severity is Severity.NOT_ASSESSED
    assert (
        said(plan(WORK, assumed("r06-work-before-contract.none_planned", "yes")), "r06-work-before-contract")
        == []
    )
    assert said(plan(), "r06-work-before-contract") == []


@pytest.mark.parametrize(
    ("start", "severity"),
    [
        (date(2027, 3, 13), Severity.WARNING),
        (date(2027, 3, 14), Severity.INFO),
        (date(2027, 6, 11), Severity.INFO),
    ],
)
def test_the_time_for_the_contract(start, severity):
    work = activity("Delivery", start, 100, kind="delivery")

    (clash,) = said(plan(TALKS, work), "r05-contract-lead")

    assert clash.severity is severity
    assert "14 Dec 2026" in clash.message
    assert bool(clash.remedies) is (severity is Severity.WARNING)


def test_a_hundred_and_eighty_days_for_the_contract_need_no_word():
    work = activity("Delivery", date(2027, 6, 12), 100, kind="delivery")

    assert said(plan(TALKS, work), "r05-contract-lead") == []


def test_a_very_short_time_for_the_contract_is_an_error_unless_the_template_stays_unchanged():
    talks = activity("Talks", date(2027, 1, 4), 10, lane="joint", kind="contract_negotiation")
    work = activity("Delivery", date(2027, 1, 20), 100, kind="delivery")

    (clash,) = said(plan(talks, work), "r05-contract-lead")
    unchanged = talks.model_copy(update={"traits": ("plan.unmodified_template=yes",)})
    (mild,) = said(plan(unchanged, work), "r05-contract-lead")

    assert clash.severity is Severity.ERROR
    assert mild.severity is Severity.WARNING


def test_a_contract_without_its_talks_or_without_funded_work_is_not_assessed():
    signed = milestone("Signature", date(2027, 1, 15), kind="contract_signed")

    (talks,) = said(plan(signed, WORK), "r05-contract-lead")
    (work,) = said(plan(TALKS), "r05-contract-lead")

    assert "start of the negotiation" in talks.message
    assert "No funded work" in work.message
    assert said(plan(WORK), "r05-contract-lead") == []
    assert said(plan(TALKS, assumed("r05-contract-lead.none_planned", "yes")), "r05-contract-lead") == []


# Conference


def test_results_too_close_to_a_conference_deadline():
    ready = milestone("Results frozen", date(2027, 8, 1), kind="results_ready")
    due = milestone("Paper due", date(2027, 9, 11), kind="conference_deadline")

    (clash,) = said(plan(ready, due), "r25-conference-squeeze")

    assert "there are 41 calendar days" in clash.message
    assert "(our assumption)" in clash.message
    quick = assumed("r25-conference-squeeze.writing_days", "10")
    assert said(plan(ready, due, quick), "r25-conference-squeeze") == []
    for nonsense in ("soon", "nan", "1e9"):
        own = assumed("r25-conference-squeeze.writing_days", nonsense)
        assert len(said(plan(ready, due, own), "r25-conference-squeeze")) == 1


def test_the_last_results_before_a_deadline_count_and_later_ones_only_when_there_are_no_others():
    early = milestone("First results", date(2027, 6, 1), kind="results_ready")
    late = milestone("Last results", date(2027, 10, 1), kind="results_ready")
    due = milestone("Paper due", date(2027, 9, 11), kind="conference_deadline")

    assert said(plan(early, late, due), "r25-conference-squeeze") == []
    assert len(said(plan(late, due), "r25-conference-squeeze")) == 1


def test_a_conference_without_results_is_not_assessed_unless_none_are_planned():
    due = milestone("Paper due", date(2027, 9, 11), kind="conference_deadline")

    (finding,) = said(plan(due), "r25-conference-squeeze")

    assert finding.severity is Severity.NOT_ASSESSED
    assert (
        said(plan(due, assumed("r25-conference-squeeze.none_planned", "true")), "r25-conference-squeeze")
        == []
    )
