from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.document import Document
from planner.exchange.file import read_file
from planner.snapshot import snapshot_of
from planner.timeline import clashes
from planner.timeline.best_start import (
    StartMonth,
    best_starts,
    best_told,
    coming_starts,
    fewest,
    judged,
    month_told,
    start_then,
)
from planner.timeline.pace import GivenUp, Pace
from planner.timeline.sliding import slide
from tests.timeline.plans import LIBRARY, PARTNERSHIP, TODAY, activity, milestone, plan


def month(year, number, errors=0, warnings=0, unknown=0):
    return StartMonth(date(year, number, 8), errors, warnings, unknown)


def test_each_month_counts_what_the_slid_plan_brings_when_judged_from_scratch(example_path):
    entities = read_file(example_path).entities
    found = best_starts(snapshot_of(entities), LIBRARY, TODAY)

    assert len(found) == 24
    for each in (found[0], found[7], found[23]):
        doc = Document(entities)
        slide(doc, LIBRARY, each.on)
        fresh = clashes.findings(snapshot_of(doc.snapshot().entities()), LIBRARY, TODAY)
        assert each == judged(each.on, fresh, each.too_late)


def test_in_the_month_of_the_start_as_planned_the_plan_is_as_it_is(example_path):
    snapshot = snapshot_of(read_file(example_path).entities)
    start_on = snapshot.partnership.start_on

    now = start_then(snapshot, LIBRARY, TODAY, start_on)

    assert now == judged(start_on, clashes.findings(snapshot, LIBRARY, TODAY))
    assert start_on in coming_starts(snapshot, LIBRARY, TODAY)


def test_the_coming_starts_are_on_the_same_day_of_each_month_from_today_on():
    late = snapshot_of([PARTNERSHIP.model_copy(update={"start_on": date(2027, 1, 31)})])
    found = coming_starts(late, LIBRARY, date(2027, 12, 15))

    assert found[:3] == (date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29))
    assert len(found) == 24
    early = snapshot_of([PARTNERSHIP.model_copy(update={"start_on": date(2027, 1, 4)})])
    assert coming_starts(early, LIBRARY, date(2027, 12, 15))[0] == date(2028, 1, 4)


def test_at_the_end_of_the_calendar_there_are_fewer_months():
    snapshot = snapshot_of([PARTNERSHIP.model_copy(update={"start_on": date(2027, 1, 4)})])

    assert len(coming_starts(snapshot, LIBRARY, date(9999, 11, 1))) == 2


def test_without_a_known_start_the_first_activity_stands_for_it():
    found = best_starts(plan(activity("Work", date(2027, 3, 15))), LIBRARY, TODAY)

    assert found[0].on == date(2026, 12, 15)


def test_a_plan_without_dates_has_no_months():
    assert best_starts(plan(activity("Work")), LIBRARY, TODAY) == ()
    assert best_told(()) == "Nothing is planned yet, so no month can be judged."


def test_each_month_is_judged_once_for_a_snapshot(example_path):
    snapshot = snapshot_of(read_file(example_path).entities)
    first = best_starts(snapshot, LIBRARY, TODAY)

    again = best_starts(snapshot, LIBRARY, TODAY)

    assert [a is b for a, b in zip(first, again, strict=True)] == [True] * 24


def test_judging_is_given_up_between_two_months():
    pace = Pace()
    pace.give_up()

    with pytest.raises(GivenUp):
        best_starts(plan(milestone("Start", TODAY)), LIBRARY, TODAY, pace)


def test_how_far_it_has_come_is_told():
    pace = Pace()
    best_starts(plan(milestone("Start", TODAY)), LIBRARY, TODAY, pace)

    assert (pace.done, pace.total) == (23, 24)


def test_the_best_months_have_the_fewest_clashes_and_those_with_fewer_errors_are_named_again():
    months = (month(2027, 1, 1, 2), month(2027, 2, 2), month(2027, 3, 1, 1), month(2027, 4, 2))

    assert fewest(months) == months[1:]
    assert best_told(months, months[0]) == (
        "February 2027, March 2027 and April 2027 would bring 2 clashes each instead of 3. "
        "Of these with the fewest errors: Mar 2027 (1)."
    )


def test_a_month_for_which_it_is_too_late_is_never_the_best():
    early = replace(month(2027, 1), too_late=2)
    months = (early, month(2027, 2, 1), month(2027, 3, 2))

    assert fewest(months) == (months[1],)
    assert best_told(months) == (
        "Fewest clashes: Feb 2027 (1). Too late for Jan 2027: work would have to begin before today."
    )
    assert fewest((early,)) == (early,)
    assert month_told(early) == "Jan 2027: no clash found; too late: 2 activities would begin before today"


def test_it_is_too_late_when_work_that_lies_ahead_would_have_begun():
    ahead, begun = activity("Ahead", date(2027, 2, 1)), activity("Begun", date(2026, 12, 1))
    snapshot = plan(ahead, begun, activity("Fixed", date(2026, 1, 1), is_fixed=True))
    snapshot = snapshot.replacing([snapshot.partnership.model_copy(update={"start_on": date(2027, 3, 8)})])

    assert start_then(snapshot, LIBRARY, TODAY, date(2027, 3, 8)).too_late == 0
    assert start_then(snapshot, LIBRARY, TODAY, date(2027, 4, 8)).too_late == 0
    assert start_then(snapshot, LIBRARY, TODAY, date(2027, 2, 8)).too_late == 1
    assert start_then(snapshot, LIBRARY, TODAY, date(2027, 1, 8)).too_late == 2


def test_the_sentence_names_three_months_at_most_and_says_what_is_unknown():
    months = tuple(month(2027, n, warnings=1, unknown=n) for n in range(1, 6))
    worse = month(2027, 6, errors=3)

    assert best_told((*months, worse), worse) == (
        "January 2027, February 2027, March 2027 and 2 more would bring 1 clash each instead of 3. "
        "0 to 5 rules could not be assessed: what they would say is not counted."
    )
    assert best_told(months[:1]) == (
        "Every month brings 1 clash. 1 rule could not be assessed: what it would say is not counted."
    )
    assert best_told((month(2027, 1), month(2027, 2, 1))) == "Fewest clashes: Jan 2027 (0)."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (month(2027, 10, 1), "Oct 2027: 1 clash (1 error)"),
        (month(2027, 10, 1, 2, 12), "Oct 2027: 3 clashes (1 error, 2 warnings), 12 not assessed"),
        (month(2027, 10, 0, 2), "Oct 2027: 2 clashes"),
        (month(2027, 10), "Oct 2027: no clash found"),
    ],
)
def test_a_month_in_words(found, words):
    assert month_told(found) == words


def test_only_errors_and_warnings_count_as_clashes():
    found = month(2027, 10, 1, 2, 12)

    assert found.clashes == 3


def test_the_plainest_sentence_comes_first():
    march, october = month(2027, 3, 1, 2), month(2027, 10, 1)

    assert best_told((march, october), march) == "October 2027 would bring 1 clash instead of 3."
    assert best_told((month(2027, 3, 1), month(2027, 4)), month(2027, 3, 1)) == (
        "April 2027 would bring no clash instead of 1."
    )
    assert best_told((march, october), october) == (
        "No month brings fewer clashes than October 2027, where the plan starts now: 1."
    )
    assert best_told((october, march, month(2027, 11, 1)), october).endswith("Just as few: Nov 2027.")
