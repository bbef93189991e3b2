from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from planner.terms import DayUnit
from planner.timeline.reasons import critical_path, why
from planner.timeline.schedule import Schedule
from tests.timeline.plans import NORTHFIELD, activity, clock, link, milestone, times

MONDAY = date(2027, 3, 1)


def test_what_moved_an_activity_is_said_with_its_likely_and_its_late_date():
    ethics = milestone("Ethics approval", None)
    review = activity("Ethics review", date(2027, 1, 18), 63, late=98)
    data = activity("Data collection", date(2027, 3, 8), 67)
    after = activity("Analysis", date(2027, 4, 1), 400)
    found = times(review, ethics, data, after, link(review, ethics), link(ethics, data))

    said = why(found, found[data.id])

    assert said == (
        "Moved to 22 March 2027 instead of 8 March 2027 because Ethics approval is likely on 22 March 2027, "
        "late on 26 April 2027. It waits for “Ethics approval”, which waits for “Ethics review”."
    )


def test_without_a_date_of_its_own_it_is_said_when_something_starts_and_why():
    first, second = activity("Contract", MONDAY, 10), activity("Study", None, 5)
    found = times(first, second, activity("Long", MONDAY, 400), link(first, second))

    said = why(found, found[second.id])

    assert said == "Starts on 11 March 2027 because Contract is likely to end on 10 March 2027."


def test_of_a_long_chain_four_are_named_and_the_rest_is_counted():
    chain = [activity(name, MONDAY if name == "A" else None, 5) for name in "ABCDEFG"]
    links = [link(before, after) for before, after in pairwise(chain)]
    found = times(*chain, *links)

    said = why(found, found[chain[-1].id])

    named = "It waits for “F”, which waits for “E”, which waits for “D”, which waits for “C”"
    assert f"{named}, and 2 more before that." in said


def test_a_fixed_activity_says_so_and_what_it_does_not_wait_for():
    first = activity("Ethics", MONDAY, 10, late=20)
    fixed = activity("Data", date(2027, 3, 5), 5, is_fixed=True)
    found = times(first, fixed, activity("Long", MONDAY, 400), link(first, fixed))

    said = why(found, found[fixed.id])

    assert said == (
        "Fixed on 5 March 2027. Being fixed it does not wait for Ethics, which is likely to end on "
        "10 March 2027, late on 20 March 2027."
    )


def test_working_days_that_run_over_a_closure_are_counted():
    closed = clock(NORTHFIELD, closure=(date(2027, 3, 3), date(2027, 3, 4)))
    work = activity("Work", MONDAY, 5, unit=DayUnit.WORKING)
    found = times(*closed, work, activity("Long", MONDAY, 400))

    said = why(found, found[work.id])

    assert said == "Its 5 working days run over 2 weekdays on which the clock is closed."


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (date(2027, 3, 5), "Ends 5 calendar days behind its deadline of 5 March 2027."),
        (date(2027, 3, 15), "In the late case it ends 5 calendar days behind its deadline of 15 March 2027."),
        (date(2027, 4, 15), ""),
    ],
)
def test_a_deadline_that_is_missed_is_named_in_either_case(deadline, said):
    work = activity("Work", MONDAY, 10, late=20, deadline_on=deadline)
    found = times(work, activity("Long", MONDAY, 400))

    assert why(found, found[work.id]) == said


def test_what_has_nothing_to_spare_is_critical():
    work = activity("Work", MONDAY, 10)
    found = times(work)

    assert why(found, found[work.id]).startswith("Critical: ")


def test_the_critical_path_is_the_chain_that_sets_the_end():
    first, second = activity("First", MONDAY, 10), activity("Second", None, 30)
    aside, end = activity("Aside", MONDAY, 5), milestone("End", None)
    links = [link(first, second), link(second, end), link(aside, end)]

    path = critical_path(times(first, second, aside, end, *links))

    assert [item.activity.name for item in path] == ["First", "Second", "End"]


def test_an_empty_plan_has_no_critical_path():
    assert critical_path(Schedule()) == ()
