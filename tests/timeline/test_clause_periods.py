from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model import Answer, ClauseChoice
from planner.terms import Lane, Paper, Side
from planner.timeline.clause_effects import effect_on_timeline
from planner.timeline.clause_periods import MOST_EVENTS, clause_periods, lasting
from planner.timeline.drawn.layout import lay_out
from planner.timeline.words import month_start
from tests.timeline.clauses import agreed, choice, periods, review, unplaced
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    TODAY,
    activity,
    clock,
    link,
    milestone,
    plan,
)

RESULTS = milestone("Results", date(2027, 6, 30), kind="results_ready")
SIGNED = milestone("Signed", date(2027, 1, 31), kind="memorandum_signed")


def test_a_review_runs_from_the_first_day_of_the_activity_that_names_the_clause():
    (found,) = periods(agreed(review(date(2027, 7, 14))), "publication-review")

    assert (found.start, found.end) == (date(2027, 7, 14), date(2027, 8, 12))
    assert found.label == "Review, 30 calendar days (clause 12)"
    assert found.told == "Begins with “Publication review”."
    assert found.place == "agreement/publication"
    assert found.lane is Lane.ACADEMIC


def test_the_longest_delay_follows_each_review_in_its_likely_and_its_late_case():
    before = activity("Analysis", date(2027, 6, 1), 10, late=20)
    held = review(None)
    other = review(date(2027, 9, 1), name="Second review")
    snapshot = agreed(before, held, link(before, held), other)

    first, second = periods(snapshot, "publication-delay")

    assert [found.start for found in (first, second)] == [date(2027, 7, 11), date(2027, 10, 1)]
    assert first.follows == periods(snapshot, "publication-review")[0].id
    assert first.late_end == first.end + timedelta(days=10)


def test_without_an_activity_for_the_review_the_write_up_then_the_publication_stand_in():
    write_up = activity("Write-up", date(2027, 3, 1), 10, kind="write_up")
    paper = activity("Paper", date(2027, 9, 1), 30, kind="publication")

    (after,) = periods(agreed(write_up, paper), "publication-review")
    (before,) = periods(agreed(paper), "publication-review")

    assert (after.start, after.told) == (date(2027, 3, 11), "Begins when “Write-up” ends.")
    assert (before.start, before.end) == (date(2027, 8, 2), date(2027, 8, 31))
    assert before.is_before
    assert before.told == "Ends before “Paper” starts."


def test_where_the_wording_knows_no_review_the_delay_begins_with_the_activity_itself():
    snapshot = agreed(review(date(2027, 7, 14)), choice("publication", option="file_first"))

    (found,) = periods(snapshot, "publication-delay")

    assert periods(snapshot, "publication-review") == ()
    assert (found.start, found.follows) == (date(2027, 7, 14), None)


def test_a_period_of_no_days_is_none():
    snapshot = agreed(review(date(2027, 7, 14)), choice("publication", review_days="0"))

    assert periods(snapshot, "publication-review") == ()
    assert not any("Review," in text for text in unplaced(snapshot))
    assert periods(snapshot, "publication-delay")[0].start == date(2027, 7, 14)


def test_an_abstract_has_to_be_out_before_the_conference():
    (found,) = periods(
        agreed(milestone("Deadline", date(2027, 5, 15), kind="conference_deadline")), "abstract-review"
    )

    assert (found.start, found.end) == (date(2027, 5, 1), date(2027, 5, 14))


def test_an_embargo_counts_calendar_months_from_the_thesis_or_from_the_date_in_the_scope():
    embargo = choice("publication", option="file_first", embargo_months="12")
    thesis = milestone("Thesis", date(2027, 8, 31), "academic", kind="thesis_submission")
    students = Answer(partnership_id=PARTNERSHIP.id, question="approvals.students", chosen=("yes",))
    said = Answer(
        partnership_id=PARTNERSHIP.id,
        question="approvals.thesis_on",
        side=Side.ACADEMIC,
        on_date=date(2027, 9, 1),
    )

    (planned,) = periods(agreed(thesis, embargo), "thesis-embargo")
    (answered,) = periods(agreed(students, said, embargo), "thesis-embargo")

    assert (planned.start, planned.end) == (date(2027, 8, 31), date(2028, 8, 30))
    assert planned.counts_months
    assert (answered.start, answered.end) == (date(2027, 9, 1), date(2028, 8, 31))
    assert answered.told == "Begins on the date given in the scope."
    assert answered.anchor_id is None


def test_months_end_with_the_month_where_it_is_shorter():
    thesis = milestone("Thesis", date(2027, 8, 31), "academic", kind="thesis_submission")
    (found,) = periods(
        agreed(thesis, choice("publication", option="file_first", embargo_months="6")), "thesis-embargo"
    )

    assert found.end == date(2028, 2, 28)


def test_notice_ends_with_the_plan_or_with_the_term():
    work = activity("Work", date(2027, 1, 4), 100)
    (until_plan,) = periods(agreed(work), "notice")
    term = choice("term", option="fixed_term", term_months="12", notice_days="60")
    snapshot = agreed(work, SIGNED, term)
    (until_term,) = periods(snapshot, "notice")
    (whole,) = periods(snapshot, "term")

    assert (until_plan.end, until_plan.told) == (date(2027, 4, 13), "Ends with the last day of the plan.")
    assert (whole.start, whole.end) == (date(2027, 1, 31), date(2028, 1, 30))
    assert until_term.end == whole.end
    assert until_term.start == date(2027, 12, 2)
    assert until_term.told == "Ends with “Term”."


def test_a_term_until_a_day_ends_the_notice_and_begins_the_time_of_secrecy():
    work = activity("Work", date(2027, 1, 4), 100)
    until = choice("term", option="until_date", ends_on="2027-12-31", notice_days="30")
    secret = choice("confidentiality", option="in_this_paper", secret_months="12")
    named, left_out = agreed(work, until, secret), agreed(work, choice("term", included=False), secret)
    unnamed = agreed(work, choice("term", ends_on="2027-12-31"), secret)

    (notice,) = periods(named, "notice")

    assert (notice.start, notice.end) == (date(2027, 12, 2), date(2027, 12, 31))
    assert notice.told == "Ends with the day that the clause names."
    assert periods(named, "confidentiality")[0].start == date(2028, 1, 1)
    assert periods(left_out, "confidentiality")[0].start == date(2027, 4, 14)
    assert periods(unnamed, "confidentiality")[0].start == date(2027, 4, 14)


def test_a_gate_counts_working_days_from_each_stage_and_a_pilot_months_from_the_start():
    kickoff = milestone("Kick-off", date(2027, 1, 4), kind="kickoff")
    stage = milestone("Stage one", date(2027, 3, 1), kind="milestone_review")
    snapshot = agreed(
        kickoff,
        stage,
        choice("timeline", option="stage_gates", gate_days="10"),
        choice("scope", option="pilot_first", pilot_months="3"),
    )

    (gate,) = periods(snapshot, "gate")
    (pilot,) = periods(snapshot, "pilot")

    assert (gate.start, gate.end) == (date(2027, 3, 1), date(2027, 3, 12))
    assert (pilot.start, pilot.end) == (date(2027, 1, 4), date(2027, 4, 3))


def test_a_time_to_decide_confidentiality_and_exclusivity_have_their_places():
    snapshot = agreed(
        RESULTS,
        SIGNED,
        choice("results", option="option_to_license", option_months="12", field="apps"),
        choice("confidentiality", option="in_this_paper", secret_months="36"),
        choice("exclusivity", included=True, option="lock_out", lock_months="3", lock_field="apps"),
    )

    (window,) = periods(snapshot, "option-window")
    (secret,) = periods(snapshot, "confidentiality")
    (exclusive,) = periods(snapshot, "exclusivity")

    assert (window.start, window.end, window.lane) == (date(2027, 6, 30), date(2028, 6, 29), Lane.INDUSTRY)
    assert (secret.start, secret.told) == (date(2027, 7, 1), "Begins after the last day of the plan.")
    assert (exclusive.start, exclusive.end) == (date(2027, 1, 31), date(2027, 4, 29))


def test_working_days_go_by_the_closures_of_both_sides():
    launch = milestone("Launch", date(2027, 1, 18), "industry", kind="launch")
    closed = clock(NORTHFIELD, closure=(date(2027, 1, 11), date(2027, 1, 12)))
    asked = choice("publicity", option="timed_consent", reply_days="5")

    (free,) = periods(agreed(launch, asked), "publicity-reply")
    (shut,) = periods(agreed(launch, asked, *closed), "publicity-reply")

    assert (free.start, free.end) == (date(2027, 1, 11), date(2027, 1, 17))
    assert shut.start == date(2027, 1, 7)
    assert free.label == "Consent to publicity, 5 working days (clause 16)"


def test_reviews_repeat_until_the_plan_ends_and_not_for_ever():
    kickoff = milestone("Kick-off", date(2027, 1, 31), kind="kickoff")
    found = periods(agreed(kickoff, activity("Work", date(2027, 1, 31), 212)), "review-meeting")
    monthly = choice("governance", review_months="1")
    long = periods(agreed(kickoff, activity("Work", date(2027, 1, 31), 36_500), monthly), "review-meeting")

    assert [event.start for event in found] == [date(2027, 4, 30), date(2027, 7, 31)]
    assert all(event.is_event and event.start == event.end for event in found)
    assert found[0].told == "Every 3 months. Counted from “Kick-off”."
    assert len({event.id for event in found}) == 2
    assert len(long) == MOST_EVENTS
    assert long[0].told == "Every month. Counted from “Kick-off”."


# What has no place


def test_what_lacks_an_anchor_a_date_or_a_length_is_told_with_what_would_help():
    undated = review(None)
    snapshot = agreed(undated, choice("data", option="deidentified"))

    told = unplaced(snapshot)

    assert "Review, 30 calendar days (clause 12): “Publication review” has no date yet." in told
    assert (
        "Review of an abstract, 14 calendar days (clause 12): "
        "to place it, add a milestone of the kind “Conference deadline”." in told
    )
    assert "Keeping of the data (clause 14): no length yet. Give one in the clause." in told
    assert {each.place for each in clause_periods(snapshot, LIBRARY).unplaced} >= {"agreement/publication"}


def test_a_clause_in_the_users_own_words_is_told_once_and_never_measured_by_its_old_values():
    snapshot = agreed(review(date(2027, 7, 14)), choice("publication", own_text="Theses are free."))

    assert periods(snapshot, "publication-review") == ()
    assert [text for text in unplaced(snapshot) if "Publication" in text] == [
        "Publication and theses (clause 12): not shown, because the wording is your own."
    ]


def test_a_clause_that_is_left_out_gives_nothing():
    snapshot = agreed(review(date(2027, 7, 14)), choice("publication", included=False))

    assert periods(snapshot, "publication-review") == ()
    assert not any("clause 12" in text for text in unplaced(snapshot))


def test_before_a_kind_of_paper_is_chosen_only_clauses_somebody_worked_on_count():
    held = review(date(2027, 7, 14))
    untouched, touched = plan(held), plan(held, choice("publication", review_days="20"))

    assert clause_periods(untouched, LIBRARY).placed == ()
    assert unplaced(untouched) == ["What clauses give the timeline: shown once a kind of paper is chosen."]
    assert clause_periods(untouched, LIBRARY).unplaced[0].place == "agreement"
    assert [period.amount for period in periods(touched, "publication-review")] == [20]


def test_a_scope_question_that_is_not_asked_gives_no_date():
    said = Answer(
        partnership_id=PARTNERSHIP.id,
        question="approvals.thesis_on",
        side=Side.ACADEMIC,
        on_date=date(2027, 9, 1),
    )
    snapshot = agreed(said, choice("publication", option="file_first", embargo_months="12"))

    assert periods(snapshot, "thesis-embargo") == ()
    assert any("Thesis embargo, 12 months" in text for text in unplaced(snapshot))


# Any value


DAYS = {"publication-review": ("review_days", 180), "publication-delay": ("delay_days", 365)}


@settings(max_examples=60, deadline=None)
@given(
    review_days=st.integers(1, 180),
    delay_days=st.integers(1, 365),
    start=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_reviews_and_delays_last_as_many_days_as_the_clause_says(review_days, delay_days, start):
    values = {"review_days": str(review_days), "delay_days": str(delay_days)}
    snapshot = agreed(review(start), choice("publication", **values))

    (held,) = periods(snapshot, "publication-review")
    (delayed,) = periods(snapshot, "publication-delay")

    assert (held.end - held.start).days + 1 == review_days == held.amount
    assert (delayed.end - delayed.start).days + 1 == delay_days
    assert delayed.start == held.end + timedelta(days=1)
    assert lasting(held, review_days) == held.end


@settings(max_examples=60, deadline=None)
@given(months=st.integers(1, 24), start=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_months_are_calendar_months(months, start):
    thesis = milestone("Thesis", start, "academic", kind="thesis_submission")
    embargo = choice("publication", option="file_first", embargo_months=str(months))

    (found,) = periods(agreed(thesis, embargo), "thesis-embargo")

    assert found.end + timedelta(days=1) == month_start(months + 1, start)
    assert lasting(found, months) == found.end


@settings(max_examples=40, deadline=None)
@given(days=st.integers(0, 365), end=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_notice_lasts_as_many_days_as_the_clause_says(days, end):
    found = periods(agreed(activity("Work", end, 1), choice("term", notice_days=str(days))), "notice")

    assert [(p.end, (p.end - p.start).days + 1) for p in found] == ([(end, days)] if days else [])


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(9999, 12, 1)])
def test_the_edges_of_the_calendar_hold(day):
    thesis = milestone("Thesis", day, "academic", kind="thesis_submission")
    launch = milestone("Launch", day, "industry", kind="launch")
    snapshot = agreed(
        review(day),
        thesis,
        launch,
        choice("publication", option="file_first", delay_days="365", embargo_months="24"),
        choice("publicity", option="timed_consent", reply_days="60"),
        choice("term", notice_days="365"),
    )

    found = clause_periods(snapshot, LIBRARY).placed

    assert {"thesis-embargo", "publication-delay", "notice", "publicity-reply"} <= {p.key for p in found}
    assert all(period.start <= period.end <= period.late_end for period in found)


# What is drawn


def drawn(*entities):
    return lay_out(agreed(*entities), LIBRARY, TODAY, ())


def test_they_are_drawn_below_the_work_of_their_lane_and_carry_their_clause():
    longer = review(date(2027, 7, 14), days=40)
    found = drawn(longer, milestone("Kick-off", date(2027, 1, 4), kind="kickoff"))

    bar = next(b for b in found.bars if b.name.startswith("Review, 30"))
    work = next(b for b in found.bars if b.name == "Publication review")
    events = [d for d in found.diamonds if d.clause == "governance"]
    assert (bar.clause, bar.lane, work.clause) == ("publication", work.lane, "")
    assert bar.row > work.row
    assert events
    assert all(not event.name.startswith("Review meeting,") for event in events)
    assert found.by_row[bar.row].between(bar.start, bar.end) == (bar,)


def test_a_review_planned_to_the_day_as_the_clause_says_is_one_bar_that_names_the_clause():
    same = review(date(2027, 7, 14), late=40)
    found = drawn(same)

    (bar,) = (b for b in found.bars if "eview" in b.name)
    assert (bar.activity_id, bar.name, bar.clause) == (same.id, "Publication review (clause 12)", "")
    assert (bar.start, bar.end) == (date(2027, 7, 14).toordinal(), date(2027, 8, 13).toordinal())
    assert any(b.name.startswith("Longest delay, 60") for b in found.bars)
    assert periods(agreed(same), "publication-review")[0].drawn_id == same.id


@pytest.mark.parametrize(
    "other",
    [
        review(date(2027, 7, 14), days=31),
        review(date(2027, 7, 14), clause=""),
        activity("Reading", date(2027, 7, 14), 30, clause="publication"),
        review(date(2027, 7, 14), days=0, is_milestone=True),
    ],
)
def test_another_length_another_kind_or_no_tie_to_the_clause_keeps_the_period_apart(other):
    found = drawn(other)

    (hollow,) = (b for b in found.bars if b.name == "Review, 30 calendar days (clause 12)")
    assert hollow.clause == "publication"
    assert all("(clause" not in b.name for b in found.bars if not b.clause)
    assert periods(agreed(other), "publication-review")[0].drawn_id == hollow.activity_id


def test_no_two_shapes_of_a_row_meet():
    crowd = [activity(f"Work {n}", date(2027, 7, 1) + timedelta(days=9 * n), 30) for n in range(12)]

    found = drawn(review(date(2027, 7, 14)), *crowd)

    for row in found.by_row.values():
        pairs = zip(row.shapes, row.shapes[1:], strict=False)
        assert all(first.reach <= second.start for first, second in pairs)


def test_days_widen_the_plan_and_months_run_on_past_its_edge():
    thesis = milestone("Thesis", date(2027, 9, 1), "academic", kind="thesis_submission")
    plain = drawn(thesis)
    embargoed = drawn(thesis, choice("publication", option="file_first", embargo_months="24"))
    reviewed = drawn(thesis, review(date(2027, 8, 30)))

    assert embargoed.end == plain.end
    assert any(bar.end > embargoed.end for bar in embargoed.bars)
    assert reviewed.end > plain.end


def test_a_period_stands_in_the_lane_of_the_organisation_that_its_anchor_stands_in():
    other = NORTHFIELD.model_copy(update={"id": BRIGHTPATH.partnership_id, "name": "Ash College", "rank": 9})
    theirs = review(date(2027, 7, 14), organisation_id=other.id, days=40)

    found = drawn(other, theirs)

    bar = next(b for b in found.bars if b.name.startswith("Review, 30"))
    assert found.lanes[bar.lane].title == "Ash College"


# The sentence on the card


def effect(clause, *entities):
    return effect_on_timeline(agreed(*entities), LIBRARY, clause, TODAY)


THESIS = milestone("Thesis due", date(2027, 9, 1), "academic", kind="thesis_submission")


def test_the_card_says_how_far_before_the_thesis_a_review_ends():
    said = effect("publication", review(date(2027, 7, 14)), THESIS)

    assert said.startswith(
        "Effect on the timeline: review ends 12 Aug 2027, 20 calendar days before the thesis is due; "
        "longest delay ends 11 Oct 2027. "
    )


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2027, 8, 3), "review ends 1 Sep 2027, on the day the thesis is due"),
        (date(2027, 8, 4), "review ends 2 Sep 2027, 1 calendar day after the thesis is due"),
        (date(2027, 9, 2), "review ends 1 Oct 2027; longest"),
    ],
)
def test_a_review_may_end_on_the_day_of_the_thesis_behind_it_or_have_nothing_to_do_with_it(start, words):
    assert words in effect("publication", review(start), THESIS)


def test_a_delay_is_measured_to_the_conference():
    conference = milestone("Conference", date(2027, 10, 11))

    said = effect("publication", review(date(2027, 7, 14)), conference, THESIS)

    assert "longest delay ends 11 Oct 2027, on the day of “Conference”" in said


def test_notice_reviews_and_embargo_have_their_words():
    kickoff = milestone("Kick-off", date(2026, 12, 10), kind="kickoff")
    work = activity("Work", date(2026, 12, 10), 480)

    assert effect("term", work) == "Effect on the timeline: notice begins 4 Mar 2028 at the latest."
    assert effect("governance", work, kickoff) == (
        "Effect on the timeline: 5 review meetings, on 10 Mar 2027, 10 Jun 2027, 10 Sep 2027 and 2 more."
    )
    assert "thesis embargo ends 31 Aug 2028." in effect(
        "publication", THESIS, choice("publication", option="file_first", embargo_months="12")
    )


def test_a_clause_without_a_time_in_it_has_no_effect_and_one_without_a_place_says_so():
    assert effect("funding", THESIS) == ""
    assert effect("publication").startswith("Review, 30 calendar days (clause 12): to place it, add ")


def test_the_paper_that_is_chosen_does_not_change_a_period():
    held = review(date(2027, 7, 14))
    papers = [Paper.MEMORANDUM, Paper.HEADS_OF_TERMS]

    found = [periods(agreed(held, paper=paper), "publication-review")[0] for paper in papers]

    assert found[0].end == found[1].end


def test_a_choice_under_an_old_name_of_nothing_is_ignored():
    stray = ClauseChoice(partnership_id=PARTNERSHIP.id, clause="unknown", values=(("review_days", "3"),))

    assert periods(agreed(review(date(2027, 7, 14)), stray), "publication-review")[0].amount == 30
