from __future__ import annotations

from datetime import date

import pytest

from planner.document import Document
from planner.errors import Refused
from planner.memorandum.drawing import Box, Stroke, Words
from planner.model import Activity, Assumption, Link
from planner.timeline.handshake.dates_picture import HEIGHT, dates_picture, picture_told
from planner.timeline.handshake.first_day import (
    LATE_KEY,
    add_steps,
    back_plan_told,
    dates_told,
    first_day,
    goals,
    late_percent,
    not_ready_told,
    number_kind,
    range_told,
    ranged,
    set_late_percent,
    set_range,
    template_plan,
)
from planner.timeline.handshake.simulate import simulate
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    TODAY,
    activity,
    link,
    milestone,
    plan,
)

MONDAY = date(2027, 3, 1)
ROLES = dict.fromkeys(("surface", "muted", "line", "ink"), "#000000")


def step(name, low, likely, late, start=None, **fields):
    return activity(name, start, likely, min_days=low, late=late, **fields)


def ran(snapshot, goal, **options):
    return simulate(snapshot, LIBRARY, goal.id, runs=500, **options)


NDA, DAY = step("NDA", 10, 20, 60, MONDAY), milestone("First day", None)
WAY = (NDA, DAY, link(NDA, DAY))


# Which day


def test_the_first_day_is_the_earliest_work_that_the_contract_comes_before():
    talks = activity("Talks", MONDAY, 10)
    late, early = activity("Purchase", None, kind="purchase"), milestone("Start", None, kind="kickoff")
    lone = activity("Data", date(2026, 1, 1), kind="data_collection")
    snapshot = plan(talks, late, early, lone, link(talks, late, lag=30), link(talks, early))

    assert first_day(snapshot, LIBRARY) == early
    assert goals(snapshot, LIBRARY) == (early, late)


def test_without_such_work_it_is_the_milestone_that_most_waits_for():
    talks, signed = activity("Talks", MONDAY, 10), milestone("Signed", None)
    a, b, end = activity("A", None), activity("B", None), milestone("End", None)
    ways = [link(talks, signed), link(signed, a), link(signed, b), link(a, end), link(b, end)]

    assert first_day(plan(talks, signed, a, b, end, *ways), LIBRARY) == signed


def test_while_steps_wait_in_a_loop_there_still_is_a_goal():
    a, b, end = activity("A", MONDAY), activity("B", MONDAY), milestone("End", None)

    assert first_day(plan(a, b, end, link(a, b), link(b, a), link(b, end)), LIBRARY) == end


def test_a_plan_in_which_nothing_leads_to_anything_has_none():
    assert first_day(plan(activity("A", MONDAY)), LIBRARY) is None
    assert first_day(plan(), LIBRARY) is None


@pytest.mark.parametrize("key", sorted(LIBRARY.templates))
def test_every_template_has_a_first_day_with_steps_before_it(key):
    made = template_plan(plan(), LIBRARY, key, MONDAY)
    goal = first_day(made, LIBRARY)

    found = ran(made, goal)

    assert found.steps
    assert found.begin_on == MONDAY
    assert found.likely_on <= found.late_on


# Templates


def test_a_template_runs_on_the_clocks_of_the_partnership():
    made = template_plan(plan(activity("Mine", MONDAY)), LIBRARY, "ktp", MONDAY)

    assert made.first(Activity, name="Mine") is None
    assert made.first(Activity, template_item="ktp.k2").organisation_id == BRIGHTPATH.id
    assert made.first(Activity, template_item="ktp.k1").start_on == MONDAY


def test_the_steps_of_a_run_are_added_with_their_links_and_edits_in_one_step():
    document = Document([PARTNERSHIP, NORTHFIELD, BRIGHTPATH])
    edits = {"ktp.k1": (1, 2, 3)}
    made = template_plan(document.snapshot(), LIBRARY, "ktp", MONDAY, edits)
    found = ran(made, made.first(Activity, template_item="ktp.k12"))
    stored = add_steps(document, LIBRARY, "ktp", MONDAY, found, edits)
    snapshot = document.snapshot()

    assert len(stored) == len(found.steps) + 1 == 12
    assert snapshot.first(Activity, template_item="ktp.k1").late_days == 3
    assert snapshot.first(Activity, template_item="ktp.k13") is None
    ids = {a.id for a in snapshot.all(Activity)}
    assert snapshot.all(Link)
    assert all({one.before_id, one.after_id} <= ids for one in snapshot.all(Link))
    document.undo()
    assert document.snapshot().all(Activity) == ()
    assert document.undo_label == ""


# Ranges and what counts as late


def test_a_range_is_one_step():
    document = Document([PARTNERSHIP, NDA])
    set_range(document, document.get(Activity, NDA.id), (1, 2, 3))

    assert document.undo_label == "range of NDA"
    assert document.get(Activity, NDA.id).late_days == 3


@pytest.mark.parametrize(
    ("low", "likely", "late", "reason"),
    [
        (None, 1, 2, "whole numbers"),
        (3, 2, 4, "shortest over likely to late"),
        (-1, 2, 4, "shortest over likely to late"),
        (1, 2, 40_000, "at most 36,500"),
    ],
)
def test_a_range_that_cannot_be_is_refused(low, likely, late, reason):
    with pytest.raises(Refused, match=reason):
        ranged({"min_days": low, "likely_days": likely, "late_days": late})
    assert ranged({"min_days": 0, "likely_days": 0, "late_days": 36_500}) == (0, 0, 36_500)


def test_what_counts_as_late_is_ours_until_the_user_says_otherwise():
    document = Document([PARTNERSHIP])
    assert late_percent(document.snapshot()) == 90
    set_late_percent(document, 80)
    assert late_percent(document.snapshot()) == 80
    set_late_percent(document, 75)
    assert document.undo_label == "what counts as late"
    assert late_percent(document.snapshot()) == 75
    set_late_percent(document, None)
    assert document.snapshot().all(Assumption) == ()
    set_late_percent(document, 90)
    assert document.snapshot().all(Assumption) == ()
    for percent in (50, 100, -1):
        with pytest.raises(Refused, match="51 to 99"):
            set_late_percent(document, percent)


@pytest.mark.parametrize("value", ["", "soon", "50", "100", "9999"])
def test_a_stored_figure_that_cannot_be_is_passed_over(value):
    made = Assumption(partnership_id=PARTNERSHIP.id, key=LATE_KEY, value=value)

    assert late_percent(plan(made)) == 90


# In words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("con-02", "one university's monthly medians"),
        ("eth-14", "one university's median"),
        ("eth-15", "one university's mean"),
        ("con-08", "one university's service expectation"),
        ("con-09", "mean"),
        ("con-14", "hard limit"),
        ("dat-01", "median"),
        ("ind-02", "median"),
        ("gra-08", "practitioner statement"),
    ],
)
def test_one_universitys_figure_is_called_so(key, words):
    assert number_kind(LIBRARY.facts[key]) == words


def test_a_range_names_its_facts_with_year_and_kind_of_number():
    contract = step("C", 43, 84, 127, basis=("con-02", "gone"))
    weak = step("W", 1, 2, 3, basis=("peo-02",))

    assert range_told(contract, LIBRARY) == (
        "University-company funded agreement, research-office median; US (Northwestern), 2019; "
        "one university's monthly medians"
    )
    assert range_told(weak, LIBRARY).endswith(("anecdotal", "our assumption"))
    assert range_told(step("O", 1, 2, 3), LIBRARY) == "Our assumption"
    assert range_told(milestone("M", None), LIBRARY) == "Milestone"
    assert range_told(step("D", 1, 2, 3, MONDAY, progress_percent=100), LIBRARY) == "Done"


def test_a_templates_judgement_is_marked_and_so_is_a_change_of_it():
    made = template_plan(plan(), LIBRARY, "ktp", MONDAY)
    partly = made.first(Activity, template_item="ktp.k1")
    sourced = made.first(Activity, template_item="ktp.k3")
    judged = made.first(Activity, template_item="ktp.k14")
    changed = partly.model_copy(update={"late_days": 99})

    assert range_told(partly, LIBRARY).startswith(
        "Partly our assumption. KTP step durations before award; UK"
    )
    assert range_told(sourced, LIBRARY).startswith("KTP step durations before award; UK")
    assert range_told(judged, LIBRARY) == "Our assumption"
    assert range_told(changed, LIBRARY).startswith(
        "Changed by hand. Compare KTP step durations before award; UK"
    )


def test_the_dates_are_said_with_what_they_mean():
    found = ran(plan(*WAY), DAY)
    sure = NDA.model_copy(update={"min_days": 20, "late_days": 20})
    certain = ran(plan(sure, DAY, WAY[2]), DAY)

    assert dates_told(found).startswith("First day: in half of all 500 runs on ")
    assert "in 9 in 10 runs on " in dates_told(found)
    assert dates_told(certain) == ("First day: 21 Mar 2027 in all runs: “NDA” decides it, without a range.")
    assert picture_told(certain) == "In all runs: 21 Mar 2027."
    assert picture_told(found).startswith("500 runs, from ")


def test_the_back_plan_says_by_when_to_begin_and_what_is_past():
    told = [
        back_plan_told(ran(plan(*WAY), DAY, target_on=wished), TODAY)
        for wished in (date(2027, 10, 1), date(2027, 1, 10), date(2026, 12, 20))
    ]

    assert told[0].startswith("To start on 1 Oct 2027, begin “NDA” by ")
    assert told[0].endswith("to keep it in 9 in 10 runs.")
    assert told[1].endswith("is past: the date no longer holds in 9 in 10 runs.")
    assert told[2].endswith("is past: from now on the date holds only if steps take less than likely.")
    assert back_plan_told(ran(plan(*WAY), DAY), TODAY) == ""


def test_without_ranges_the_back_plan_names_one_day():
    sure = NDA.model_copy(update={"min_days": 20, "late_days": 20})
    found = ran(plan(sure, DAY, WAY[2]), DAY, target_on=date(2027, 10, 1))

    assert back_plan_told(found, TODAY) == "To start on 1 Oct 2027, begin “NDA” by 11 Sep 2027."


def test_where_all_is_done_nothing_is_left_to_begin():
    done = NDA.model_copy(update={"progress_percent": 100})
    found = ran(plan(done, DAY, WAY[2]), DAY, target_on=date(2027, 10, 1))

    assert back_plan_told(found, TODAY) == "Nothing is left to begin for 1 Oct 2027."


def test_a_fixed_date_that_comes_too_early_is_named_with_how_often():
    signing = milestone("Signing", date(2027, 3, 6), is_fixed=True)
    found = ran(plan(NDA, signing, DAY, link(NDA, signing), link(signing, DAY)), DAY)

    assert not_ready_told(found) == "Not ready by its fixed date: “Signing” in 100 of a hundred runs."
    assert not_ready_told(ran(plan(*WAY), DAY)) == ""


# The picture


def measured(text, size, semibold):
    return len(text) * size * 0.5


def test_the_picture_stays_in_its_frame_and_hatches_what_is_late():
    found = ran(plan(*WAY), DAY)
    made = dates_picture(found, 300, measured, ROLES)
    boxes = [p for p in made.primitives if isinstance(p, Box)]
    words = [p.text for p in made.primitives if isinstance(p, Words)]

    assert (made.width, made.height) == (300, HEIGHT)
    assert all(b.x >= -0.1 and b.x + b.width <= 301 and b.y >= 0 for b in boxes)
    assert all(-0.1 <= p.x1 <= 301 for p in made.primitives if isinstance(p, Stroke))
    assert {"half", "9 in 10"} <= set(words)
    assert any(b.fill == ROLES["surface"] and b.outline for b in boxes)


def test_one_single_day_is_a_picture_too():
    sure = NDA.model_copy(update={"min_days": 20, "late_days": 20})
    made = dates_picture(ran(plan(sure, DAY, WAY[2]), DAY), 300, measured, ROLES)

    assert len([p for p in made.primitives if isinstance(p, Box)]) == 1


def test_days_on_which_no_run_ends_stay_empty():
    worked = NDA.model_copy(update={"min_days": 2, "likely_days": 5, "late_days": 14, "unit": "working"})
    found = ran(plan(worked, DAY, WAY[2]), DAY)
    made = dates_picture(found, 300, measured, ROLES)

    days = (found.counts[-1][0] - found.counts[0][0]).days + 1
    assert len([p for p in made.primitives if isinstance(p, Box)]) == len(found.counts) < days


def test_a_span_of_many_years_is_counted_in_years():
    wide = NDA.model_copy(update={"late_days": 9_000})
    made = dates_picture(ran(plan(wide, DAY, WAY[2]), DAY), 300, measured, ROLES)
    words = [p.text for p in made.primitives if isinstance(p, Words)]

    assert any(text.isdecimal() for text in words)
