from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document
from planner.errors import Refused
from planner.model import Activity
from planner.snapshot import snapshot_of
from planner.terms import DayUnit
from planner.timeline.clocks.day_table import DayTable
from planner.timeline.clocks.work_week import WorkWeek
from planner.timeline.handshake.course import course_to
from planner.timeline.handshake.first_day import template_plan
from planner.timeline.handshake.simulate import SEED, simulate
from planner.timeline.pace import GivenUp, Pace
from planner.timeline.schedule import schedule
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    activity,
    clock,
    link,
    milestone,
    plan,
)
from tests.timeline.test_schedule import networks

MONDAY = date(2027, 3, 1)
FEW = 300
CLOCKS = [*clock(NORTHFIELD, "gen-gb-semester"), *clock(BRIGHTPATH, "company-quarters")]


def step(name, low, likely, late, start=None, **fields):
    return activity(name, start, likely, min_days=low, late=late, **fields)


def chain(*things):
    return [*things, *(link(a, b) for a, b in pairwise(things))]


def ran(goal, *entities, runs=FEW, **options):
    return simulate(plan(*entities), LIBRARY, goal.id, runs=runs, **options)


def rooted(things, links):
    """The same things, where each that waits for nothing has a date."""
    waiting = {each.after_id for each in links}
    return [t if t.start_on or t.id in waiting else t.model_copy(update={"start_on": MONDAY}) for t in things]


def span(found):
    return found.counts[0][0], found.counts[-1][0]


# Against what is known without running


def test_a_chain_takes_on_average_the_sum_of_the_triangles_means():
    a, b = step("NDA", 10, 20, 60, MONDAY), step("Contract", 40, 90, 180)
    day = milestone("First day", None)
    found = ran(day, *chain(a, b, day), runs=10_000)

    days = sum((on - MONDAY).days * count for on, count in found.counts) / found.runs
    expected = (10 + 20 + 60) / 3 + (40 + 90 + 180) / 3

    assert days == pytest.approx(expected, abs=0.6)
    shares = {s.activity.name: s.share for s in found.steps}
    assert shares["NDA"] == pytest.approx(30 / expected, abs=0.01)
    assert shares["NDA"] + shares["Contract"] == pytest.approx(1.0)
    assert [s.driving for s in found.steps] == [1.0, 1.0]
    assert found.waits_share == pytest.approx(0.0)


def test_the_draws_are_those_of_random_triangular_for_each_step_apart():
    a = step("NDA", 10, 20, 60, MONDAY)
    day = milestone("First day", None)
    found = ran(day, *chain(a, day))

    draw = Random(f"{SEED}/{a.id}").triangular
    days = sorted(int(draw(10, 60, 20) + 0.5) for _ in range(FEW))

    assert found.likely_on == MONDAY + timedelta(days=days[FEW // 2 - 1])
    assert found.late_on == MONDAY + timedelta(days=days[FEW * 9 // 10 - 1])


def test_of_two_that_are_waited_for_the_longer_drives_and_the_shares_say_so():
    long, short = step("Contract", 50, 60, 70, MONDAY), step("Ethics", 10, 20, 30, MONDAY)
    day = milestone("First day", None)
    found = ran(day, long, short, day, link(long, day), link(short, day))

    driving = {s.activity.name: s.driving for s in found.steps}
    share = {s.activity.name: s.share for s in found.steps}

    assert driving == {"Contract": 1.0, "Ethics": 0.0}
    assert share == {"Contract": pytest.approx(1.0), "Ethics": 0.0}


def test_two_alike_drive_in_about_half_of_the_runs_each():
    one, other = step("Contract", 10, 60, 110, MONDAY), step("Hiring", 10, 60, 110, MONDAY)
    day = milestone("First day", None)
    found = ran(day, one, other, day, link(one, day), link(other, day), runs=10_000)

    driving = [s.driving for s in found.steps]

    assert sum(driving) == pytest.approx(1.0)
    assert driving[0] == pytest.approx(0.5, abs=0.03)


def test_lags_and_set_dates_are_told_as_waiting_and_belong_to_no_step():
    a = step("NDA", 10, 10, 10, MONDAY)
    b = step("Contract", 20, 20, 20)
    day = milestone("First day", MONDAY + timedelta(days=60))
    found = ran(day, a, b, day, link(a, b, lag=5), link(b, day))

    assert span(found) == (day.start_on, day.start_on)
    assert [s.share for s in found.steps] == [0.0, 0.0]
    assert found.waits_share == 1.0
    freed = ran(day, a, b, day.model_copy(update={"start_on": None}), link(a, b, lag=5), link(b, day))
    assert span(freed)[0] == MONDAY + timedelta(days=35)
    assert [round(s.share, 3) for s in freed.steps] == [round(10 / 35, 3), round(20 / 35, 3)]
    assert freed.waits_share == pytest.approx(5 / 35)


def test_by_a_link_from_start_to_start_the_first_one_adds_no_days_of_its_own():
    a, b = step("Contract", 50, 60, 90, MONDAY), step("Ethics", 20, 30, 40)
    day = milestone("First day", None)
    found = ran(day, a, b, day, link(a, b, "SS", 7), link(b, day))

    share = {s.activity.name: s.share for s in found.steps}

    assert share["Contract"] == 0.0
    assert {s.activity.name: s.driving for s in found.steps} == {"Contract": 1.0, "Ethics": 1.0}
    assert share["Ethics"] + found.waits_share == pytest.approx(1.0)


def test_by_a_link_from_end_to_end_the_one_that_ends_with_it_adds_no_days():
    a, b = step("Contract", 50, 60, 90, MONDAY), step("Ethics", 20, 30, 40)
    day = milestone("First day", None)
    found = ran(day, a, b, day, link(a, b, "FF"), link(b, day))

    assert {s.activity.name: s.share for s in found.steps} == {"Contract": pytest.approx(1.0), "Ethics": 0.0}


@pytest.mark.parametrize(
    ("key", "low", "likely", "late"),
    [("ktp", 221, 338, 482), ("industry-funded", 151, 300, 508), ("voucher-consultancy", 20, 59, 88)],
)
def test_the_templates_take_what_is_known_of_them_in_each_case(key, low, likely, late):
    for days in ((low, 0), (likely, 1), (late, 2)):
        made = template_plan(plan(), LIBRARY, key, MONDAY)
        frozen = []
        for entity in made.entities():
            if isinstance(entity, Activity):
                value = (entity.min_days, entity.likely_days, entity.late_days)[days[1]]
                fields = dict.fromkeys(("min_days", "likely_days", "late_days"), value)
                entity = entity.model_copy(update=fields)
            frozen.append(entity)
        goal = next(e for e in frozen if isinstance(e, Activity) and e.kind == "delivery")
        found = simulate(snapshot_of(frozen), LIBRARY, goal.id, runs=1)
        assert span(found) == (MONDAY + timedelta(days=days[0]),) * 2


# Rules that always hold


@settings(deadline=None, max_examples=60)
@given(networks())
def test_without_ranges_every_run_gives_the_date_of_the_schedule(network):
    things, links = network
    things = [
        t.model_copy(update={"min_days": t.likely_days, "late_days": t.likely_days})
        for t in rooted(things, links)
    ]
    goal = things[-1].model_copy(update={"is_fixed": False})
    snapshot = plan(*CLOCKS, *things[:-1], goal, *links)
    times = schedule(snapshot, LIBRARY)
    found = simulate(snapshot, LIBRARY, goal.id, runs=3, target_on=date(2027, 6, 1))

    assert span(found) == (times[goal.id].start, times[goal.id].start)


@settings(deadline=None, max_examples=60)
@given(networks(), st.sampled_from(["FS", "SS"]))
def test_every_run_lies_between_the_shortest_and_the_late_case(network, kind):
    things, links = network
    things = rooted(things, links)
    links = [each.model_copy(update={"kind": kind}) for each in links]
    goal = things[-1].model_copy(update={"is_fixed": False})

    def ends(field):
        fixed = [
            t.model_copy(update=dict.fromkeys(("min_days", "likely_days", "late_days"), getattr(t, field)))
            for t in (*things[:-1], goal)
        ]
        return schedule(plan(*CLOCKS, *fixed, *links), LIBRARY)

    shortest, longest = ends("min_days"), ends("late_days")

    found = ran(goal, *CLOCKS, *things[:-1], goal, *links, runs=50)

    assert shortest[goal.id].start <= span(found)[0] <= span(found)[1] <= longest[goal.id].start


@settings(deadline=None, max_examples=40)
@given(networks())
def test_shares_and_waiting_make_up_the_whole(network):
    things, links = network
    things = rooted(things, links)
    found = ran(things[-1], *CLOCKS, *things, *links, runs=20)

    total = sum(s.share for s in found.steps) + found.waits_share

    assert total == pytest.approx(1.0) or total == 0.0
    assert all(0.0 <= s.driving <= 1.0 for s in found.steps)


@given(
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(0, 90),
    st.sets(st.integers(0, 700), max_size=40),
)
def test_the_tables_count_as_the_working_week_does(start, days, closed):
    week = WorkWeek(date(2026, 1, 1) + timedelta(days=n) for n in closed)
    first, last = date(2025, 1, 1).toordinal(), date(2028, 12, 31).toordinal()
    table = DayTable(week, first, last, 90)
    day = start.toordinal()

    latest = table.latest([day], [days])[0]

    assert table.after([day], [days]) == [week.after(day, days)]
    assert table.before([day], [days]) == [week.before(day, days)]
    assert week.after(latest, days) <= day < week.after(latest + 1, days)


# The same, whatever the order


def test_the_same_plan_gives_the_same_result_whatever_the_order_of_its_rows():
    things = [step(f"S{n}", n, 2 * n + 3, 5 * n + 9, MONDAY if n < 3 else None) for n in range(6)]
    links = [link(things[n], things[n + 3], kind) for n, kind in ((0, "FS"), (1, "SS"), (2, "FF"))]
    links += [link(things[3], things[5]), link(things[4], things[5])]

    one = ran(things[5], *things, *links, target_on=date(2028, 1, 3))
    other = ran(things[5], *reversed(links), *reversed(things), target_on=date(2028, 1, 3))

    assert one.counts == other.counts
    assert {s.activity.id: s for s in one.steps} == {s.activity.id: s for s in other.steps}


def test_a_template_gives_the_same_result_every_time():
    results = []
    for _ in range(2):
        made = template_plan(plan(), LIBRARY, "ktp", MONDAY)
        goal = made.first(Activity, template_item="ktp.k12")
        results.append(simulate(made, LIBRARY, goal.id, runs=FEW))

    assert results[0] == results[1]


def test_another_range_changes_the_draws_of_its_own_step_only():
    a, b = step("NDA", 10, 20, 60, MONDAY), step("Ethics", 100, 120, 190, MONDAY)
    day = milestone("First day", None)
    links = link(a, day), link(b, day)
    before = ran(day, a, b, day, *links)
    after = ran(day, a.model_copy(update={"late_days": 61}), b, day, *links)

    assert before.counts == after.counts


# Dates that are set, the start, what is done


def test_the_first_step_begins_on_the_chosen_start_and_what_is_fixed_stays():
    a, b = step("NDA", 10, 10, 10, MONDAY), step("Round", 5, 5, 5, date(2027, 6, 1), is_fixed=True)
    day = milestone("First day", None)
    found = ran(day, a, b, day, link(a, day), link(b, day), start_on=date(2027, 7, 1))

    assert found.likely_on == date(2027, 7, 11)
    early = ran(day, a, b, day, link(a, day), link(b, day), start_on=date(2026, 1, 1))
    assert early.likely_on == date(2027, 6, 6)


def test_a_fixed_step_tells_in_how_many_runs_it_is_not_ready():
    a = step("NDA", 10, 20, 30, MONDAY)
    signed = milestone("Signing", MONDAY + timedelta(days=20), is_fixed=True)
    day = milestone("First day", None)
    found = ran(day, *chain(a, signed, day), runs=2_000, target_on=date(2028, 1, 3))

    fixed = next(s for s in found.steps if s.activity.name == "Signing")

    assert fixed.is_held
    assert 0.3 < fixed.not_ready < 0.6
    assert span(found) == (signed.start_on, signed.start_on)
    before = next(s for s in found.steps if s.activity.name == "NDA")
    assert before.likely_by == signed.start_on - timedelta(days=20)


def test_a_fixed_goal_is_asked_when_it_could_be_and_never_earlier_than_its_date():
    a = step("NDA", 40, 40, 40, MONDAY)
    day = milestone("First day", MONDAY + timedelta(days=20), is_fixed=True)

    assert ran(day, *chain(a, day)).likely_on == MONDAY + timedelta(days=40)


def test_what_is_done_stays_and_has_no_range():
    done = step("NDA", 10, 20, 90, MONDAY, progress_percent=100)
    b = step("Contract", 30, 30, 30)
    day = milestone("First day", None)
    found = ran(day, *chain(done, b, day), start_on=date(2030, 1, 1))

    assert span(found) == (MONDAY + timedelta(days=50),) * 2
    assert found.steps[0].is_held


def test_working_days_are_counted_on_the_clock_of_the_step():
    closed = clock(BRIGHTPATH, shutdown=(date(2027, 3, 8), date(2027, 3, 12)))
    a = step("Budget", 5, 5, 5, MONDAY, lane="industry", unit=DayUnit.WORKING)
    b = step("Contract", 5, 5, 5, lane="industry", unit=DayUnit.WORKING)
    day = milestone("First day", None)
    found = ran(day, *closed, *chain(a, b, day), target_on=date(2027, 3, 22))

    assert found.likely_on == date(2027, 3, 20)
    assert [s.late_by for s in found.steps] == [date(2027, 3, 1), date(2027, 3, 15)]


# Back from a date


def test_the_back_plan_counts_back_from_the_wished_date():
    a, b = step("NDA", 10, 20, 60, MONDAY), step("Contract", 40, 90, 180)
    day = milestone("First day", None)
    wished = date(2028, 10, 2)
    found = ran(day, *chain(a, b, day), runs=10_000, target_on=wished)
    begun = found.steps[0].late_by

    # Begun on that day, nine of ten runs keep the date.
    again = ran(day, *chain(a, b, day), runs=10_000, start_on=begun)

    assert again.late_on == wished
    assert found.steps[0].late_by < found.steps[0].likely_by < found.steps[1].likely_by


def test_what_counts_as_late_is_the_users_own():
    a = step("NDA", 10, 20, 60, MONDAY)
    day = milestone("First day", None)
    strict = ran(day, *chain(a, day), late_percent=99)
    usual = ran(day, *chain(a, day))

    assert strict.late_on > usual.late_on
    assert strict.likely_on == usual.likely_on


@settings(deadline=None, max_examples=40)
@given(networks())
def test_begun_by_the_latest_day_a_step_without_ranges_keeps_the_wished_date(network):
    things, links = network
    things = [
        t.model_copy(update={"min_days": t.likely_days, "late_days": t.likely_days, "is_fixed": False})
        for t in things
    ]
    links = [each.model_copy(update={"kind": "FS"}) for each in links]
    wished = date(2029, 1, 1)
    undated = [t.model_copy(update={"start_on": None}) for t in things]
    goal = things[-1]
    snapshot = plan(*CLOCKS, *undated, *links)
    found = simulate(snapshot, LIBRARY, goal.id, runs=1, start_on=MONDAY, target_on=wished)
    by = {s.activity.id: s.likely_by for s in found.steps}
    begun = [t.model_copy(update={"start_on": by.get(t.id)}) for t in things[:-1]]

    times = schedule(plan(*CLOCKS, *begun, undated[-1], *links), LIBRARY)

    if goal.id in times and found.steps:
        assert times[goal.id].start <= wished


# Bad input


def test_nothing_to_run_to_is_refused_in_words():
    a, b = activity("A", None), activity("B", None)
    with pytest.raises(Refused, match="Choose what the steps lead to"):
        simulate(plan(), LIBRARY, uuid4())
    with pytest.raises(Refused, match="Nothing on the way has a date yet"):
        ran(b, a, b, link(a, b))


def test_without_any_date_the_first_steps_begin_on_the_start():
    a, b = step("A", 3, 3, 3), step("B", 1, 1, 1)

    assert ran(b, a, b, link(a, b), start_on=MONDAY).likely_on == MONDAY + timedelta(days=3)


def test_a_lone_activity_has_its_own_date_in_every_run():
    alone = activity("Alone", MONDAY)
    found = ran(alone, alone, target_on=MONDAY)

    assert span(found) == (MONDAY, MONDAY)
    assert found.steps == ()
    assert found.waits_share == 0.0


def test_steps_that_wait_for_each_other_are_named():
    a, b, c = (activity(name, MONDAY) for name in "ABC")
    with pytest.raises(Refused, match="wait for each other in a loop") as refusal:
        ran(c, a, b, c, link(a, b), link(b, a), link(b, c))

    assert "“A”" in str(refusal.value)
    assert "“B”" in str(refusal.value)


@pytest.mark.parametrize("unit", list(DayUnit))
@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_at_both_ends_of_the_calendar_dates_are_held(unit, kind):
    for start, lag in ((date(9999, 12, 1), 36_500), (date(1, 1, 5), -36_500)):
        a = step("A", 10, 200, 36_500, start, unit=unit)
        b = step("B", 0, 3, 900, unit=unit)
        found = ran(b, a, b, link(a, b, kind, lag), runs=20, target_on=start)

        assert date.min <= span(found)[0] <= span(found)[1] <= date.max
        assert found.steps[0].late_by is not None


def test_a_run_that_nobody_waits_for_is_given_up():
    a = step("NDA", 10, 20, 60, MONDAY)
    day = milestone("First day", None)
    pace = Pace()
    found = ran(day, *chain(a, day), runs=1_000, pace=pace)
    assert (pace.done, pace.total, found.runs) == (1_000, 1_000, 1_000)
    pace.give_up()

    with pytest.raises(GivenUp):
        ran(day, *chain(a, day), pace=pace)


def test_a_plan_of_thousands_of_steps_is_run_less_often_and_says_so():
    things = [step(f"S{n}", 1, 1, 1, MONDAY if n == 0 else None) for n in range(4_000)]
    found = ran(things[-1], *chain(*things), runs=10_000)

    assert found.runs == 5_000
    assert found.likely_on == MONDAY + timedelta(days=3_999)


def test_a_plan_is_left_as_it_is():
    made = template_plan(plan(), LIBRARY, "ktp", MONDAY)
    document = Document(made.entities())
    goal = made.first(Activity, template_item="ktp.k12")
    simulate(document.snapshot(), LIBRARY, goal.id, runs=10, start_on=date(2030, 1, 1))

    assert document.undo_label == ""
    assert course_to(made, LIBRARY, goal.id).goal == goal
