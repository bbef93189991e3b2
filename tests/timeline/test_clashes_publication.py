from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.terms import Severity
from tests.timeline.asked import (
    MONDAY,
    answer,
    later,
    mends,
    not_assessed,
    severities,
    silent,
    silent_when_none_is_planned,
)
from tests.timeline.clauses import agreed, choice, review
from tests.timeline.plans import activity, link, milestone, plan, said

NOTICE, EVIDENCE, THESIS = "r24-review-window", "r26-evidence-late", "r43-thesis-freedom"


# The partner's notice


def notice(day=MONDAY, days=30, **fields):
    return activity("Partner reads", day, days, kind="publication_review", **fields)


def manuscript(day, kind="paper_submitted"):
    return milestone("Manuscript", day, "academic", kind=kind)


@given(st.integers(-60, 90))
def test_a_manuscript_waits_for_the_partner_s_notice(days):
    found = severities(plan(notice(), manuscript(later(days))), NOTICE)

    assert found == ([Severity.ERROR] if days < 30 else [])


@pytest.mark.parametrize("kind", ["paper_submitted", "preprint", "publication"])
def test_a_manuscript_that_leaves_too_soon_can_be_moved(kind):
    snapshot = plan(notice(), manuscript(later(20), kind))

    (clash,) = said(snapshot, NOTICE)

    assert clash.message == (
        "Manuscript leaves on 21 Mar 2027, 10 calendar days too soon: the partner gets the manuscript on "
        "1 Mar 2027 and has 30 calendar days by the model terms that we take as usual."
    )
    assert "up to 90 calendar days may follow" in clash.advice
    assert mends(snapshot, clash, NOTICE)


def test_the_days_of_the_clause_count_before_those_of_the_rule():
    read = review(MONDAY, days=60)
    snapshot = agreed(choice("publication", review_days="60"), read, manuscript(later(40)))

    (clash,) = said(snapshot, NOTICE)

    assert "has 60 calendar days by clause" in clash.message
    assert said(agreed(choice("publication", review_days="40"), read, manuscript(later(40))), NOTICE) == []


def test_a_clause_that_gives_no_days_asks_for_no_notice():
    free = choice("publication", option="free")

    assert said(agreed(free, notice(), manuscript(later(1))), NOTICE) == []
    assert (
        len(said(agreed(choice("publication", included=False), notice(), manuscript(later(1))), NOTICE)) == 1
    )


def test_a_manuscript_belongs_to_the_notice_it_waits_for_or_to_the_last_one_before_it():
    second = notice(later(60))
    paper = manuscript(later(70))

    assert len(said(plan(notice(), second, paper), NOTICE)) == 1
    first = notice()
    assert silent(first, second, paper, link(first, paper), rule=NOTICE)


def test_a_link_broken_by_the_same_manuscript_is_not_told_twice():
    read = notice()
    early = milestone("Manuscript", later(5), "academic", kind="paper_submitted", is_fixed=True)
    snapshot = plan(read, early, link(read, early))

    assert len(said(snapshot, NOTICE)) == 1
    assert said(snapshot, "broken-link") == []


def test_a_manuscript_without_a_notice_is_not_assessed():
    paper = manuscript(MONDAY)

    assert "when the partner gets the manuscript" in not_assessed(plan(paper), NOTICE)
    assert silent_when_none_is_planned(NOTICE, paper)
    assert "No date yet: Partner reads." in not_assessed(plan(paper, notice(None)), NOTICE)
    assert "No date yet: Manuscript." in not_assessed(plan(manuscript(None), notice()), NOTICE)
    assert silent(notice(), rule=NOTICE)


# Conferences


@given(st.integers(0, 120))
def test_a_conference_leaves_time_for_the_notice_and_the_writing(days):
    ready, due = (
        milestone("Results", MONDAY, kind="results_ready"),
        milestone("Paper due", later(days), kind="conference_deadline"),
    )

    assert bool(said(plan(ready, due), "r25-conference-squeeze")) is (days < 60)


def test_results_can_be_frozen_earlier_for_a_conference():
    ready = milestone("Results", MONDAY, kind="results_ready")
    due = milestone("Paper due", later(40), kind="conference_deadline")
    snapshot = plan(ready, due)

    (clash,) = said(snapshot, "r25-conference-squeeze")

    assert clash.remedies[0].label == "Move Results to 9 Feb 2027"
    assert mends(snapshot, clash, "r25-conference-squeeze")


# Evidence in print


def launch(day, says="yes", kind="launch"):
    traits = (f"plan.needs_publication={says}",) if says else ()
    return milestone("Launch", day, "industry", kind=kind, traits=traits)


@given(st.integers(-60, 400))
def test_evidence_in_print_takes_a_median_of_224_days(days):
    found = severities(plan(manuscript(MONDAY), launch(later(days))), EVIDENCE)

    assert found == ([Severity.WARNING] if days < 224 else [])


@pytest.mark.parametrize("kind", ["launch", "procurement"])
def test_a_launch_before_the_paper_is_in_print_can_be_moved(kind):
    snapshot = plan(manuscript(MONDAY), launch(later(100), kind=kind))

    (clash,) = said(snapshot, EVIDENCE)

    assert "submitted on 1 Mar 2027, is in print about 11 Oct 2027" in clash.message
    assert "558 calendar days" in clash.advice
    assert mends(snapshot, clash, EVIDENCE)


def test_only_what_needs_a_paper_waits_for_one():
    paper = manuscript(MONDAY)

    assert silent(paper, launch(later(10), "no"), rule=EVIDENCE)
    assert "published paper as evidence" in not_assessed(plan(paper, launch(later(10), "")), EVIDENCE)
    assert silent(paper, launch(later(224), ""), rule=EVIDENCE)
    assert silent(paper, rule=EVIDENCE)


def test_evidence_without_a_submission_is_not_assessed():
    needing = launch(MONDAY)

    assert "when a paper is submitted" in not_assessed(plan(needing), EVIDENCE)
    assert silent_when_none_is_planned(EVIDENCE, needing)
    assert "No date yet: Manuscript." in not_assessed(plan(needing, manuscript(None)), EVIDENCE)
    assert "No date yet: Launch." in not_assessed(plan(manuscript(MONDAY), launch(None)), EVIDENCE)


# Theses


def thesis(day=date(2027, 9, 1), **fields):
    return milestone("Thesis due", day, "academic", kind="thesis_submission", **fields)


def secret_until(day):
    return milestone("Secrets end", day, kind="confidentiality_end")


@given(st.integers(-100, 100))
def test_a_thesis_waits_for_the_end_of_confidentiality(days):
    found = severities(plan(thesis(), secret_until(later(days, date(2027, 9, 1)))), THESIS)

    assert found == ([Severity.WARNING] if days > 0 else [])


def test_the_later_of_confidentiality_and_review_is_named():
    read = notice(date(2027, 8, 20), 60)
    soon, far = secret_until(date(2027, 9, 15)), secret_until(date(2028, 1, 1))
    snapshot = plan(thesis(), read, soon)

    secret = plan(thesis(), far)

    (by_review,) = said(snapshot, THESIS)
    (by_secret,) = said(plan(thesis(), read, far), THESIS)
    (alone,) = said(secret, THESIS)

    assert "Partner reads ends on 18 Oct 2027, 47 calendar days behind the thesis" in by_review.message
    assert by_review.remedies[0].label == "Move Partner reads to 2 Jul 2027"
    assert "Confidentiality ends on 1 Jan 2028" in by_secret.message
    assert mends(secret, alone, THESIS)
    assert by_secret.remedies[0].label == "Examiners may read it in confidence"


def test_a_review_brought_forward_frees_the_thesis():
    snapshot = plan(thesis(), notice(date(2027, 8, 20), 60), secret_until(date(2027, 6, 1)))

    (clash,) = said(snapshot, THESIS)

    assert mends(snapshot, clash, THESIS)


def test_a_review_of_something_later_does_not_hold_a_thesis():
    assert silent(thesis(), notice(date(2027, 9, 2), 60), secret_until(MONDAY), rule=THESIS)


def test_confidentiality_of_a_clause_counts_unless_theses_are_protected_or_examiners_may_read():
    term = milestone("Signed", date(2026, 12, 14), kind="heads_of_terms")
    secret = choice("confidentiality", option="in_this_paper", secret_months="36")
    silent_on_theses = choice("publication", included=False)

    held = agreed(term, secret, silent_on_theses, thesis())
    (clash,) = said(held, THESIS)

    assert "Confidentiality ends on" in clash.message
    assert said(agreed(term, secret, thesis()), THESIS) == []
    readable = thesis(traits=("plan.examiners_may_read=yes",))
    assert said(agreed(term, secret, silent_on_theses, readable), THESIS) == []
    unreadable = thesis(traits=("plan.examiners_may_read=no",))
    assert len(said(agreed(term, secret, unreadable), THESIS)) == 1


def test_a_review_by_the_clause_is_told_once_with_the_remedies_of_the_clause():
    snapshot = agreed(review(date(2027, 8, 15)), thesis(), choice("publication", option="review_only"))

    (clause_rule,) = said(snapshot, "review-against-dates")

    assert clause_rule.remedies
    assert said(snapshot, THESIS) == []


def test_a_thesis_without_a_known_end_of_confidentiality_is_not_assessed():
    assert "how long confidentiality lasts" in not_assessed(plan(thesis()), THESIS)
    assert silent_when_none_is_planned(THESIS, thesis())
    assert "No date yet: Thesis due." in not_assessed(plan(thesis(None)), THESIS)
    nothing = choice("confidentiality", option="none_yet")
    open_paper = choice("publication", included=False)
    assert said(agreed(nothing, open_paper, thesis()), THESIS) == []
    assert said(agreed(choice("confidentiality", included=False), open_paper, thesis()), THESIS) == []
    assert silent(secret_until(date(2030, 1, 1)), rule=THESIS)


def test_a_thesis_that_only_the_scoping_names_counts_too():
    said_yes = answer("approvals.students", "yes")
    due = answer("approvals.thesis_on", on_date=date(2027, 9, 1)).model_copy(update={"side": "academic"})

    (clash,) = said(plan(said_yes, due, secret_until(date(2028, 1, 1))), THESIS)

    assert clash.place == "timeline"
    assert clash.remedies == ()
    both = plan(said_yes, due, thesis(), secret_until(date(2028, 1, 1)))
    assert len(said(both, THESIS)) == 1
