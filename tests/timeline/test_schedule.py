from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document, snapshot_of
from planner.errors import Refused
from planner.terms import DayUnit
from planner.timeline.schedule import add_link, loop_if_linked, schedule
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    activity,
    clock,
    link,
    milestone,
    plan,
    times,
)

MONDAY = date(2027, 3, 1)


def span(found, thing):
    return found[thing.id].start, found[thing.id].end


def test_an_activity_starts_where_it_was_put_and_ends_on_its_last_day():
    ethics = activity("Ethics review", date(2027, 1, 18), 64, late=99)

    found = times(ethics)[ethics.id]

    assert (found.start, found.end, found.late_end) == (
        date(2027, 1, 18),
        date(2027, 3, 22),
        date(2027, 4, 26),
    )


def test_what_waits_starts_on_the_day_after_and_says_what_pushed_it():
    first = activity("Contract", MONDAY, 10)
    second = activity("Study", date(2027, 3, 3), 5)

    found = times(first, second, link(first, second))

    assert span(found, second) == (date(2027, 3, 11), date(2027, 3, 15))
    assert found[second.id].pushed_by == first
    assert found[first.id].pushed_by is None


def test_a_milestone_takes_no_day():
    first, signed, work = activity("Contract", MONDAY, 10), milestone("Signed", None), activity("Work", None)

    found = times(first, signed, work, link(first, signed), link(signed, work))

    assert span(found, signed) == (date(2027, 3, 11), date(2027, 3, 11))
    assert found[work.id].start == date(2027, 3, 11)


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", 0, date(2027, 3, 11)),
        ("FS", 5, date(2027, 3, 16)),
        ("FS", -4, date(2027, 3, 7)),
        ("SS", 3, date(2027, 3, 4)),
        ("FF", 2, date(2027, 3, 8)),
        ("SF", 20, date(2027, 3, 16)),
    ],
)
def test_links_of_four_kinds_with_lag(kind, lag, start):
    first, second = activity("First", MONDAY, 10), activity("Second", None, 5)

    found = times(first, second, link(first, second, kind, lag))

    assert found[second.id].start == start


def test_a_fixed_activity_stays_and_the_link_is_told_as_broken():
    first, fixed = activity("Ethics", MONDAY, 10), activity("Data", date(2027, 3, 5), 5, is_fixed=True)
    waits = link(first, fixed)

    found = times(first, fixed, waits)

    assert found[fixed.id].start == date(2027, 3, 5)
    assert found.broken == (waits,)


def test_without_a_date_and_anything_dated_before_it_an_activity_is_unplaced():
    loose, waiting = activity("Loose", None), activity("Waiting", None)

    found = times(loose, waiting, link(loose, waiting))

    assert found.unplaced == (loose, waiting)
    assert found.start_on is None
    assert found.end_on is None
    assert len(found) == 0


def test_the_late_case_runs_through_what_waits():
    first = activity("First", MONDAY, 10, late=20)
    second = activity("Second", None, 5, late=10)

    found = times(first, second, link(first, second))

    assert found[second.id].late_start == MONDAY + timedelta(days=20)
    assert found[second.id].late_end == MONDAY + timedelta(days=29)
    assert list(found) == [first.id, second.id]
    assert (found.start_on, found.end_on) == (MONDAY, date(2027, 3, 15))


def test_slack_is_how_far_something_can_slip():
    long, short, end = activity("Long", MONDAY, 30), activity("Short", MONDAY, 10), milestone("End", None)
    due = activity("Due", MONDAY, 10, deadline_on=date(2027, 3, 12))

    found = times(long, short, due, end, link(long, end), link(short, end))

    assert found.slack_days(long.id) == 0
    assert found.slack_days(short.id) == 20
    assert found.slack_days(due.id) == 2


def test_slack_before_a_fixed_date_ends_there():
    first, fixed = activity("First", MONDAY, 10), activity("Fixed", date(2027, 4, 1), 50, is_fixed=True)

    found = times(first, fixed, link(first, fixed))

    assert found.slack_days(first.id) == 21


def test_working_days_skip_weekends_and_the_closures_of_their_own_clock():
    closed = clock(NORTHFIELD, closure=(date(2027, 3, 3), date(2027, 3, 4)))
    ours = activity("Ours", MONDAY, 5, unit=DayUnit.WORKING)
    theirs = activity("Theirs", MONDAY, 5, lane="industry", unit=DayUnit.WORKING)
    both = activity("Both", MONDAY, 5, lane="joint", unit=DayUnit.WORKING)
    nobodys = activity("Side", MONDAY, 5, unit=DayUnit.WORKING, organisation_id=None)

    found = times(*closed, ours, theirs, both, nobodys)

    assert found[ours.id].end == date(2027, 3, 9)
    assert found[theirs.id].end == date(2027, 3, 5)
    assert found[both.id].end == date(2027, 3, 9)
    assert found[nobodys.id].end == date(2027, 3, 9)


def test_finish_links_count_back_in_working_days():
    first = activity("First", MONDAY, 14)
    last = activity("Last", None, 5, unit=DayUnit.WORKING)

    found = times(first, last, link(first, last, "FF"))

    assert found[last.id].end >= found[first.id].end
    assert found[last.id].start == date(2027, 3, 9)


def test_activities_in_a_loop_stay_where_they_are_and_what_waits_behind_them_still_waits():
    a, b, c = (activity(name, MONDAY, 5) for name in "ABC")
    before, behind, alone = (
        activity("Before", MONDAY, 9),
        activity("Behind", None, 2),
        activity("Alone", None),
    )
    links = [link(a, b), link(b, c), link(c, a), link(before, a), link(c, behind), link(before, behind)]

    found = times(a, b, c, before, behind, alone, *links)

    assert {thing.name for thing in found.loops[0]} == {"A", "B", "C"}
    assert found[a.id].start == MONDAY
    assert found.slack_days(a.id) is None
    assert found[behind.id].start == date(2027, 3, 10)
    assert found.unplaced == (alone,)


def test_two_loops_are_told_apart():
    a, b, c, d = (activity(name, MONDAY, 5) for name in "ABCD")

    found = times(a, b, c, d, link(a, b), link(b, a), link(c, d), link(d, c), link(a, c))

    assert [{thing.name for thing in loop} for loop in found.loops] == [{"A", "B"}, {"C", "D"}]


def test_years_and_lags_beyond_the_calendar_saturate():
    last = activity("Last", date(9999, 12, 31), 36_500)
    far, near = activity("Far", None, 36_500), activity("Near", None, 5)

    found = times(last, far, near, link(last, far, "FS", 36_500), link(last, near, "SF", -36_500))

    assert found[last.id].end == date.max
    assert found[far.id].start == date.max
    first = activity("First", date.min, 1)
    back = activity("Back", None, 100)
    early = times(first, back, link(first, back, "FF", -36_500))
    assert early[back.id].start == date.min


def test_a_working_day_plan_at_the_end_of_the_calendar_ends_with_it():
    last = activity("Last", date(9999, 12, 20), 5_000, unit=DayUnit.WORKING)

    assert times(*clock(NORTHFIELD, "gen-gb-semester"), last)[last.id].end == date.max


def test_a_mistyped_year_leaves_the_closures_of_the_others_alone():
    year_one = activity("Typed wrongly", date.min, 5, unit=DayUnit.WORKING)
    last_year = activity("Typed wrongly too", date(9999, 1, 4), 5, unit=DayUnit.WORKING)
    around_new_year = activity("Work", date(2026, 12, 21), 10, unit=DayUnit.WORKING)

    usual = times(*clock(NORTHFIELD, "gen-gb-semester"), around_new_year)
    found = times(*clock(NORTHFIELD, "gen-gb-semester"), year_one, around_new_year, last_year)

    # To look up eight thousand years of closures would take many times the suite's patience.
    assert found[around_new_year.id].end == usual[around_new_year.id].end > date(2027, 1, 3)


def test_a_link_that_would_close_a_loop_is_refused_with_the_loop_named():
    a, b, c = (activity(name, MONDAY, 5) for name in ("Scoping", "Ethics", "Data"))
    document = Document([PARTNERSHIP, a, b, c])
    drawn = add_link(document, a, b, lag_days=2)
    add_link(document, b, c)

    with pytest.raises(Refused, match="“Scoping”, “Ethics” and “Data” would wait"):
        add_link(document, c, a)

    assert drawn.lag_days == 2
    assert document.undo_label == "link from Ethics to Data"
    assert loop_if_linked(document.snapshot(), a.id, c.id) == ()


def test_a_loop_is_found_among_several_ways():
    a, b, c, d, e = (activity(name, MONDAY, 5) for name in "ABCDE")
    snapshot = plan(a, b, c, d, e, link(a, b), link(a, c), link(b, d), link(c, d), link(d, e))

    loop = loop_if_linked(snapshot, e.id, a.id)

    assert [thing.name for thing in loop] == ["A", "B", "D", "E"]


def test_a_link_to_itself_is_refused():
    a = activity("Scoping", MONDAY, 5)

    with pytest.raises(Refused, match="wait for itself"):
        add_link(Document([PARTNERSHIP, a]), a, a)


def test_ten_thousand_activities_are_scheduled():
    things = [activity(f"A{n}", MONDAY if n % 50 == 0 else None, n % 30) for n in range(10_000)]
    links = [link(a, b) for a, b in itertools.pairwise(things) if b.start_on is None]
    snapshot = plan(*things, *links)

    found = schedule(snapshot, LIBRARY)

    assert len(found) == 10_000


# Rules that always hold

KINDS = st.sampled_from(["FS", "SS", "FF", "SF"])
UNITS = st.sampled_from(list(DayUnit))


@st.composite
def networks(draw):
    days = st.integers(0, 40)
    things = []
    for number in range(draw(st.integers(2, 8))):
        likely = draw(days)
        start = draw(st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)))
        things.append(
            activity(
                f"A{number}",
                start,
                likely,
                late=likely + draw(days),
                lane=draw(st.sampled_from(["academic", "joint", "industry"])),
                unit=draw(UNITS),
                is_fixed=draw(st.booleans()),
                is_milestone=draw(st.booleans()),
            )
        )
    pairs = st.tuples(st.integers(0, len(things) - 1), st.integers(0, len(things) - 1))
    links = [
        link(things[min(pair)], things[max(pair)], draw(KINDS), draw(st.integers(-30, 60)))
        for pair in draw(st.lists(pairs, max_size=10))
        if pair[0] != pair[1]
    ]
    return things, links


CLOCKS = [*clock(NORTHFIELD, "gen-gb-semester"), *clock(BRIGHTPATH, "company-quarters")]


@settings(deadline=None)
@given(networks())
def test_nothing_starts_before_what_it_waits_for_unless_fixed(network):
    things, links = network

    found = times(*CLOCKS, *things, *links)

    for broken in found.broken:
        after = found[broken.after_id].activity
        assert after.is_fixed
        assert after.start_on is not None
    for item in found.values():
        assert item.start <= item.end <= item.late_end
        if item.activity.start_on is not None:
            assert item.start >= item.activity.start_on


@settings(deadline=None)
@given(networks(), st.data())
def test_adding_a_link_never_moves_anything_earlier(network, data):
    things, links = network
    first = data.draw(st.integers(0, len(things) - 2))
    second = data.draw(st.integers(first + 1, len(things) - 1))
    more = link(things[first], things[second], data.draw(KINDS), data.draw(st.integers(-30, 60)))

    before = times(*CLOCKS, *things, *links)
    after = times(*CLOCKS, *things, *links, more)

    for id, item in before.items():
        assert after[id].start >= item.start
        assert after[id].late_end >= item.late_end


@settings(deadline=None)
@given(networks())
def test_putting_everything_where_the_schedule_has_it_changes_nothing(network):
    things, links = network
    found = times(*CLOCKS, *things, *links)
    settled = [
        thing.model_copy(update={"start_on": found[thing.id].start}) if thing.id in found else thing
        for thing in things
    ]

    again = times(*CLOCKS, *settled, *links)

    assert [(i.start, i.end) for i in again.values()] == [(i.start, i.end) for i in found.values()]


@settings(deadline=None)
@given(networks(), st.data())
def test_any_knot_of_links_is_scheduled_without_hanging(network, data):
    things, links = network
    pair = st.tuples(st.sampled_from(things), st.sampled_from(things)).filter(lambda p: p[0] is not p[1])
    knot = [link(a, b) for a, b in data.draw(st.lists(pair, max_size=12))]

    found = schedule(snapshot_of([PARTNERSHIP, NORTHFIELD, BRIGHTPATH, *things, *links, *knot]), LIBRARY)

    assert len(found) + len(found.unplaced) == len(things)
