from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import checks
from planner.document import Document
from planner.library import Library
from planner.model import Activity, Answer, ClauseChoice
from planner.terms import DayUnit, Screen, Severity, Side
from planner.timeline import clashes
from planner.timeline.clause_periods import clause_periods
from tests.timeline.clauses import agreed, choice, periods, review
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    PARTNERSHIP,
    TODAY,
    activity,
    assumed,
    clock,
    link,
    milestone,
    said,
)

REVIEW, NOTICE, OPTION = "review-against-dates", "notice-against-term", "option-past-runway"
LENGTH = "clause-length"
THESIS = milestone("Thesis due", date(2027, 9, 1), "academic", kind="thesis_submission")
CONFERENCE = milestone("Conference", date(2027, 9, 1))
LATE = review(date(2027, 8, 14))


def mended(snapshot, finding, place=0):
    """The plan after a remedy, which is one step."""
    document = Document(snapshot.entities())
    finding.remedies[place].apply(document)
    assert document.undo_label == finding.remedies[place].label
    return document.snapshot()


# Reviews and delays


def test_a_clash_names_the_review_and_the_thesis():
    (late,) = said(agreed(LATE, THESIS), REVIEW)

    assert late.message == "Publication review ends 12 Sep 2027, thesis due 1 Sep 2027."
    assert late.advice.startswith("It lasts 11 calendar days too long for that.")
    assert late.severity is Severity.WARNING
    assert (late.screen, late.place) == (Screen.TIMELINE, f"timeline/{LATE.id}")
    assert late.also_at == ("agreement/publication",)
    assert late.is_at("agreement/publication")
    assert not late.is_at("agreement/results")
    # One bar stands for both, so that the clash is pinned to it.
    assert late.about == (LATE.id, THESIS.id)


@pytest.mark.parametrize("place", [0, 1])
def test_it_is_mended_in_the_clause_or_on_the_timeline(place):
    snapshot = agreed(LATE, THESIS)
    (late,) = said(snapshot, REVIEW)

    after = mended(snapshot, late, place)

    assert [remedy.label for remedy in late.remedies] == [
        "Shorten the review to 19 calendar days (clause 12)",
        "Move Publication review to 3 Aug 2027",
    ]
    assert said(after, REVIEW) == []
    assert periods(after, "publication-review")[0].end == THESIS.start_on


def test_a_review_that_ends_on_the_day_of_the_thesis_is_in_time():
    assert said(agreed(review(date(2027, 8, 3)), THESIS), REVIEW) == []


def test_a_review_that_begins_behind_a_date_has_nothing_to_do_with_it():
    assert said(agreed(review(date(2027, 9, 2)), THESIS, CONFERENCE), REVIEW) == []


def test_a_thesis_the_clause_protects_waits_for_the_review_only_and_a_conference_for_the_delay_too():
    held = review(date(2027, 7, 14))

    (late,) = said(agreed(held, THESIS, CONFERENCE), REVIEW)

    assert late.message == (
        "Publication review and the longest delay end 11 Oct 2027, “Conference” is on 1 Sep 2027."
    )
    assert [remedy.label for remedy in late.remedies] == [
        "Shorten the longest delay to 20 calendar days (clause 12)",
        "Move Publication review to 4 Jun 2027",
    ]


def test_where_the_least_delay_is_not_enough_the_review_gives_way_as_well():
    snapshot = agreed(LATE, CONFERENCE)
    (late,) = said(snapshot, REVIEW)

    after = mended(snapshot, late)

    assert late.remedies[0].label == (
        "Shorten the review to 19 calendar days and the longest delay to 0 calendar days (clause 12)"
    )
    assert said(after, REVIEW) == []


def test_a_thesis_the_clause_does_not_protect_waits_for_the_delay_too():
    # This wording speaks of the delay and of nobody's thesis only while the word is not in it.
    library_words = choice("publication", option="file_first", embargo_months="12", delay_days="30")

    (late,) = said(agreed(LATE, CONFERENCE, library_words), REVIEW)

    assert late.message == "Publication delay ends 12 Sep 2027, “Conference” is on 1 Sep 2027."
    assert said(agreed(LATE, THESIS, library_words), REVIEW) == []


def test_a_thesis_date_from_the_scope_counts_where_the_plan_has_no_such_milestone():
    students = Answer(partnership_id=PARTNERSHIP.id, question="approvals.students", chosen=("yes",))
    due = Answer(
        partnership_id=PARTNERSHIP.id,
        question="approvals.thesis_on",
        side=Side.ACADEMIC,
        on_date=date(2027, 9, 1),
    )
    unsure = due.model_copy(update={"on_date": None, "not_sure": True})

    assert [f.message for f in said(agreed(LATE, students, due), REVIEW)] == [
        "Publication review ends 12 Sep 2027, thesis due 1 Sep 2027."
    ]
    assert len(said(agreed(LATE, students, due, THESIS), REVIEW)) == 1
    assert said(agreed(LATE, students, unsure), REVIEW) == []


def test_a_deadline_counts_before_the_day_that_is_planned():
    dated = milestone("Launch", date(2027, 12, 1), "industry", deadline_on=date(2027, 9, 1))
    undated = milestone("Launch", None, "industry")
    party = milestone("Party", date(2027, 9, 1))

    assert [f.message for f in said(agreed(LATE, dated), REVIEW)] == [
        "Publication review and the longest delay end 11 Nov 2027, “Launch” is on 1 Sep 2027."
    ]
    assert said(agreed(LATE, undated, party), REVIEW) == []


def test_every_review_is_measured_and_each_clash_is_one_finding():
    other = review(date(2027, 8, 20), name="Second review")

    found = said(agreed(LATE, other, THESIS), REVIEW)

    assert len({finding.id for finding in found}) == 2
    assert {finding.place for finding in found} == {f"timeline/{LATE.id}", f"timeline/{other.id}"}


def test_a_review_that_something_else_pushes_is_not_moved_by_hand():
    before = activity("Analysis", date(2027, 8, 4), 10)
    held = review(None)
    (late,) = said(agreed(before, held, link(before, held), THESIS), REVIEW)

    assert [remedy.label for remedy in late.remedies] == [
        "Shorten the review to 19 calendar days (clause 12)"
    ]


def test_no_remedy_moves_anything_into_the_past():
    soon = milestone("Thesis due", date(2026, 12, 20), "academic")
    (late,) = said(agreed(review(date(2026, 12, 10)), soon), REVIEW)

    assert [remedy.label for remedy in late.remedies] == [
        "Shorten the review to 11 calendar days (clause 12)"
    ]


def test_a_review_that_runs_up_to_a_publication_is_mended_by_moving_that():
    paper = activity("Paper", date(2027, 9, 10), 30, kind="publication")
    (late,) = said(agreed(paper, THESIS), REVIEW)

    assert [remedy.label for remedy in late.remedies] == ["Move Paper to 2 Sep 2027"]


def test_a_shorter_value_keeps_the_others_and_reopens_what_was_agreed():
    held = choice("publication", is_agreed=True, delay_days="10", review_days="40")
    snapshot = agreed(review(date(2027, 8, 1)), THESIS, held)
    (late,) = said(snapshot, REVIEW)

    after = mended(snapshot, late).first(ClauseChoice, clause="publication")

    assert after is not None
    assert dict(after.values) == {"delay_days": "10", "review_days": "32"}
    assert not after.agreed


def test_findings_stay_equal_while_their_cause_does():
    first, second = (said(agreed(LATE, THESIS), REVIEW) for _ in range(2))

    assert first == second


def test_a_review_without_a_place_is_not_taken_for_room():
    (unknown,) = said(agreed(THESIS), REVIEW)

    assert unknown.severity is Severity.NOT_ASSESSED
    assert "Review, 30 calendar days (clause 12): to place it, add" in unknown.message
    assert unknown.also_at == ("agreement/publication",)
    assert said(agreed(), REVIEW) == []


def test_free_publication_clashes_with_nothing_and_a_wording_of_ones_own_is_not_assessed():
    own = choice("publication", own_text="Theses are free.", review_days="180")

    (unknown,) = said(agreed(LATE, THESIS, own), REVIEW)

    assert said(agreed(LATE, THESIS, choice("publication", option="free")), REVIEW) == []
    assert unknown.severity is Severity.NOT_ASSESSED
    assert "the wording is your own" in unknown.message


def test_what_counts_as_a_public_date_can_be_replaced():
    fair = milestone("Trade fair", date(2027, 9, 1))

    found = said(agreed(LATE, fair, assumed(f"{REVIEW}.public_words", "fair")), REVIEW)

    assert [finding.about[1] for finding in found] == [fair.id]


def test_a_clash_is_counted_once_and_listed_at_both_places():
    found = [f for f in checks.findings(agreed(LATE, THESIS), LIBRARY, TODAY) if f.id.startswith(REVIEW)]
    by_screen = checks.by_screen(found)

    assert len(by_screen[Screen.TIMELINE]) == 1
    assert by_screen[Screen.AGREEMENT] == ()
    assert found[0].is_at("agreement/publication")


@settings(max_examples=60, deadline=None)
@given(
    review_days=st.integers(0, 180),
    delay_days=st.integers(0, 365),
    gap=st.integers(0, 400),
    is_thesis=st.booleans(),
)
def test_each_remedy_mends_its_clash_whatever_the_values(review_days, delay_days, gap, is_thesis):
    due = (THESIS if is_thesis else CONFERENCE).model_copy(
        update={"start_on": date.fromordinal(date(2028, 8, 14).toordinal() + gap)}
    )
    values = choice("publication", review_days=str(review_days), delay_days=str(delay_days))
    snapshot = agreed(review(date(2028, 8, 14)), due, values)

    for finding in said(snapshot, REVIEW):
        assert finding.remedies
        for place in range(len(finding.remedies)):
            after = mended(snapshot, finding, place)
            ids = {found.id for found in said(after, REVIEW)}
            assert finding.id not in ids
            for period in clause_periods(after, LIBRARY).placed:
                assert period.amount >= 0


# Notice, and the time to decide


def test_notice_that_would_come_before_the_plan_or_the_term_is_too_long():
    work = activity("Work", date(2027, 3, 1), 20)
    (plan_first,) = said(agreed(work), NOTICE)
    term = choice("term", option="fixed_term", term_months="1", notice_days="90")
    signed = milestone("Signed", date(2027, 3, 1), kind="memorandum_signed")
    snapshot = agreed(work, signed, term)
    (term_first,) = said(snapshot, NOTICE)

    assert plan_first.message == (
        "Notice would have to be given on 19 Feb 2027, before the plan begins on 1 Mar 2027."
    )
    assert plan_first.remedies[0].label == "Shorten the notice to 20 calendar days (clause 19)"
    assert term_first.message == (
        "Notice would have to be given on 1 Jan 2027, before the term begins on 1 Mar 2027."
    )
    assert term_first.also_at == ("agreement/term",)
    assert said(mended(snapshot, term_first), NOTICE) == []


def test_notice_that_fits_is_fine():
    assert said(agreed(activity("Work", date(2027, 3, 1), 30)), NOTICE) == []


WINDOW = choice("results", option="option_to_license", option_months="12")
READY = milestone("Results", date(2027, 7, 1), kind="results_ready")


@pytest.mark.parametrize(
    ("days", "late", "clause", "planned"),
    [(30, 30, 50, "30"), (60, 90, 50, "60"), (30, 90, 50, "30"), (40, 40, 14, "40")],
)
def test_a_review_planned_with_another_length_than_the_clause_says_is_a_hint(days, late, clause, planned):
    longer = choice("publication", review_days=str(clause))
    snapshot = agreed(review(date(2027, 7, 14), days=days, late=late), longer)

    (hint,) = said(snapshot, LENGTH)

    assert hint.severity is Severity.INFO
    message = f"Publication review is planned with {planned} calendar days, clause 12 says {clause}."
    assert hint.message == message
    assert hint.also_at == ("agreement/publication",)
    assert hint.remedies[0].label == f"Plan {clause} calendar days as in clause 12"
    after = mended(snapshot, hint)
    (made,) = after.where(Activity, kind="publication_review")
    assert (made.min_days, made.likely_days, made.late_days) == (clause,) * 3
    assert said(after, LENGTH) == []
    assert periods(after, "publication-review")[0].is_as_planned


def test_a_review_in_working_days_is_mended_in_the_unit_of_the_clause():
    snapshot = agreed(review(date(2027, 7, 14), unit=DayUnit.WORKING))

    (hint,) = said(snapshot, LENGTH)

    assert hint.message.endswith("is planned with 30 working days, clause 12 says 30 calendar days.")
    assert periods(mended(snapshot, hint), "publication-review")[0].is_as_planned


def test_a_review_as_long_as_the_clause_says_or_not_tied_to_it_is_no_hint():
    longer = choice("publication", review_days="50")

    assert said(agreed(review(date(2027, 7, 14), late=45)), LENGTH) == []
    assert said(agreed(review(date(2027, 7, 14), clause=""), longer), LENGTH) == []


def test_a_time_to_decide_past_the_runway_is_a_hint_with_both_dates():
    money = clock(BRIGHTPATH, runway=(date(2026, 12, 1), date(2027, 10, 10)))
    snapshot = agreed(READY, WINDOW, *money)

    (hint,) = said(snapshot, OPTION)

    assert hint.severity is Severity.INFO
    assert hint.message == (
        "The time to decide on results ends 30 Jun 2028, "
        "the runway of Brightpath Digital Ltd ends 10 Oct 2027."
    )
    assert hint.remedies[0].label == "Shorten the time to decide on results to 3 months (clause 11)"
    assert hint.also_at == ("agreement/results",)
    assert said(mended(snapshot, hint), OPTION) == []


@pytest.mark.parametrize("end", [date(2028, 6, 30), None])
def test_a_runway_that_is_long_enough_or_not_known_is_no_hint(end):
    money = clock(BRIGHTPATH, runway=(date(2026, 12, 1), end))

    assert said(agreed(READY, WINDOW, *money), OPTION) == []


def test_a_runway_too_short_for_the_least_value_has_no_remedy():
    money = clock(BRIGHTPATH, runway=(date(2026, 12, 1), date(2027, 7, 10)))

    (hint,) = said(agreed(READY, WINDOW, *money), OPTION)

    assert hint.remedies == ()


def test_a_runway_as_an_activity_counts_too():
    money = activity("Runway", date(2026, 12, 1), 200, "industry", kind="runway")

    (hint,) = said(agreed(READY, WINDOW, money), OPTION)

    assert hint.place == f"timeline/{money.id}"
    assert isinstance(money, Activity)


def test_no_remedy_goes_below_the_least_value_of_the_content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(Path(__file__).parents[2] / "resources" / "content", folder)
    clause = folder / "clauses" / "12-publication.toml"
    text = clause.read_text(encoding="utf-8").replace("minimum = 0", "minimum = 25")
    clause.write_text(text, encoding="utf-8")
    library = Library(folder)

    def labels(start, *due):
        found = clashes.findings(agreed(review(start), *due), library, TODAY)
        (late,) = [finding for finding in found if finding.id.startswith(f"{REVIEW}/")]
        return [remedy.label for remedy in late.remedies if remedy.label.startswith("Shorten")]

    assert labels(date(2027, 8, 5), THESIS) == ["Shorten the review to 28 calendar days (clause 12)"]
    assert labels(date(2027, 8, 14), THESIS) == []
    assert labels(date(2027, 7, 12), CONFERENCE) == [
        "Shorten the review to 27 calendar days and the longest delay to 25 calendar days (clause 12)"
    ]
    assert labels(date(2027, 8, 1), CONFERENCE) == []
