"""Plans that nobody means: every one is scheduled and judged, or refused in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from planner.document import Document
from planner.errors import Refused
from planner.library import library_with
from planner.model import Link
from planner.terms import DayUnit
from planner.timeline import clashes
from planner.timeline.clocks.changing import new_clock
from planner.timeline.plan_questions import said
from planner.timeline.reasons import why
from planner.timeline.schedule import add_link, schedule
from tests.timeline.plans import (
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    TODAY,
    activity,
    assumed,
    clock,
    link,
    milestone,
    plan,
)

MONDAY = date(2027, 3, 1)


def dates(snapshot, thing):
    """First and last day, when everything else that is said of the plan has been worked out as well."""
    found = schedule(snapshot, LIBRARY)
    clashes.findings(snapshot, LIBRARY, TODAY)
    why(found, found[thing.id])
    return found[thing.id].start, found[thing.id].end


@pytest.mark.parametrize("unit", list(DayUnit))
def test_an_activity_of_no_days_happens_on_the_day_it_starts(unit):
    nothing = activity("Nothing", MONDAY, 0, unit=unit)

    assert dates(plan(nothing), nothing) == (MONDAY, MONDAY)


@pytest.mark.parametrize("field", ["min_days", "likely_days", "late_days"])
def test_negative_durations_are_refused_in_a_sentence(field):
    work = activity("Work", MONDAY, 5)
    document = Document([PARTNERSHIP, NORTHFIELD, work])

    with pytest.raises(Refused) as refusal:
        document.set(work, field, -1)

    assert str(refusal.value).endswith(".")
    assert document.snapshot().find(type(work), work.id) == work


def test_a_lag_of_a_million_days_is_refused_in_a_sentence():
    first, second = activity("First", MONDAY), activity("Second", None)
    document = Document([PARTNERSHIP, NORTHFIELD, first, second])

    with pytest.raises(Refused) as refusal:
        document.set(add_link(document, first, second), "lag_days", 1_000_000)

    assert str(refusal.value).endswith(".")


def test_links_with_a_million_days_between_them_end_at_the_edge_of_the_calendar():
    first, second = activity("First", MONDAY, 5), activity("Second", None, 5)
    far = Link.model_construct(**{**link(first, second).__dict__, "lag_days": 10_000_000})

    assert dates(plan(first, second, far), second) == (date.max, date.max)


def test_the_last_day_of_the_calendar_holds():
    last = activity("Last", date.max, 30, unit=DayUnit.WORKING, deadline_on=date.max)

    assert dates(plan(*clock(NORTHFIELD, "gen-gb-semester"), last), last) == (date.max, date.max)


def test_a_year_from_the_29th_of_february_ends_on_the_28th():
    leap = activity("Leap", date(2028, 2, 29), 366)

    assert dates(plan(leap), leap) == (date(2028, 2, 29), date(2029, 2, 28))


def test_a_closure_that_never_ends_pushes_work_behind_what_is_looked_up():
    closed = clock(NORTHFIELD, closure=(date(2027, 1, 1), date.max))
    work = activity("Work", MONDAY, 5, unit=DayUnit.WORKING)

    start, end = dates(plan(*closed, work), work)

    assert start == MONDAY
    assert end > date(2067, 1, 1)


def test_a_loop_through_three_links_is_refused_by_name_and_one_that_is_there_is_scheduled():
    a, b, c = (activity(name, MONDAY, 5) for name in ("Scoping", "Ethics", "Data"))
    document = Document([PARTNERSHIP, NORTHFIELD, a, b, c])
    add_link(document, a, b)
    add_link(document, b, c)

    with pytest.raises(Refused, match="“Scoping”, “Ethics” and “Data” would wait"):
        add_link(document, c, a)

    looped = plan(a, b, c, link(a, b), link(b, c), link(c, a))
    assert dates(looped, a) == (MONDAY, date(2027, 3, 5))


def test_a_loop_with_work_before_and_behind_it_leaves_those_out():
    before, a, b, behind = (activity(name, MONDAY, 5) for name in ("Before", "A", "B", "Behind"))
    links = [link(before, a), link(a, b), link(b, a), link(b, behind), link(before, behind)]

    found = schedule(plan(before, a, b, behind, *links), LIBRARY)

    assert [{thing.name for thing in loop} for loop in found.loops] == [{"A", "B"}]
    assert found[behind.id].pushed_by is not None


def test_undated_activities_in_a_loop_have_no_date_and_break_nothing():
    a, b = activity("A", None, 5), activity("B", None, 5)
    dated = activity("Dated", MONDAY, 5)
    snapshot = plan(a, b, dated, link(a, b), link(b, a), link(dated, a))

    found = schedule(snapshot, LIBRARY)

    assert found.unplaced == (a, b)
    assert found.broken == ()
    assert [f.id.partition("/")[0] for f in clashes.findings(snapshot, LIBRARY, TODAY)] == ["waiting-loop"]


@pytest.mark.parametrize("value", ["W10-1, W11-1", "abc", "-5", "1e400", "٣", "", "02-30, 13-01"])
def test_a_season_that_a_person_enters_and_is_none_leaves_the_usual_one(value):
    kickoff = milestone("Kick-off", date(2027, 8, 2), kind="kickoff")
    ethics = activity("Ethics", date(2027, 7, 20), 60, kind="ethics_approval")
    terms = clock(NORTHFIELD, "gen-gb-semester")
    names = {name for rule in LIBRARY.clash_rules.values() for name in rule.params if name == "window"}
    entered = [assumed(f"{key}.{name}", value) for key in LIBRARY.clash_rules for name in names]
    usual = clashes.findings(plan(*terms, kickoff, ethics), LIBRARY, TODAY)

    found = clashes.findings(plan(*terms, kickoff, ethics, *entered), LIBRARY, TODAY)

    assert [finding.id for finding in found] == [finding.id for finding in usual] != []


@pytest.mark.parametrize("value", ["abc", "-5", "1e400", "nan", "٣", "", "W10-1", "9" * 400, "yes", "36500"])
def test_no_parameter_that_a_person_enters_makes_a_rule_fall(value):
    everything = [
        activity(kind, MONDAY, 30, kind=kind, organisation_id=None) for kind in LIBRARY.activity_kinds
    ]
    for key, rule in LIBRARY.clash_rules.items():
        entered = [assumed(f"{key}.{name}", value) for name in rule.params]

        found = clashes.findings(plan(*everything, *entered), LIBRARY, TODAY)

        assert all(finding.message for finding in found)


def test_a_number_of_thousands_of_digits_is_no_answer():
    paid = activity("Payment", MONDAY, 0, kind="payment", traits=(f"plan.budget_year={'9' * 5_000}",))

    assert said(plan(paid), LIBRARY, "plan.budget_year", paid) is None
    clashes.findings(plan(paid), LIBRARY, TODAY)


def test_a_clock_for_an_organisation_that_was_removed_is_refused():
    document = Document([PARTNERSHIP, NORTHFIELD])
    document.remove(NORTHFIELD)

    with pytest.raises(Refused, match="removed in the meantime"):
        new_clock(document, NORTHFIELD, "gen-gb-semester", "Terms")


RULE = """
[[clash_rule]]
key = "r02-exam-marking"
basis = "planner"
title = "Work during exams"
severity = "warning"
category = "calendar"
jurisdiction = "any"
why = "Ours."
remedy = "Ask."
confidence = "low"
"""
ALL_OF_IT = 'window_kinds = ["exam"]\nkinds = ["kickoff"]\nmarking_working_days = 5\nmin_effort_share = 0.5'


@pytest.mark.parametrize(
    ("params", "said_of_it"),
    [
        ("", "these parameters are missing: "),
        ('marking_working_days = "soon"', "these parameters are missing: "),
        (ALL_OF_IT.replace("= 5", '= "soon"'), "these parameters cannot be used: marking_working_days."),
        (ALL_OF_IT.replace("= 5", "= nan"), "these parameters cannot be used: marking_working_days."),
        (ALL_OF_IT.replace('["exam"]', "true"), "these parameters cannot be used: window_kinds."),
        (ALL_OF_IT.replace("= 5", "= 5.5"), ""),
    ],
)
def test_a_rule_of_ones_own_without_usable_parameters_is_left_out_and_told(tmp_path, params, said_of_it):
    (tmp_path / "clash_rules").mkdir()
    (tmp_path / "clash_rules" / "c.toml").write_text(f"{RULE}[clash_rule.params]\n{params}\n")
    library = library_with(tmp_path)
    snapshot = plan(activity("Interviews", date(2027, 5, 20), 20, kind="data_collection"))

    clashes.findings(snapshot, library, TODAY)

    is_left_out = library.clash_rules["r02-exam-marking"] == LIBRARY.clash_rules["r02-exam-marking"]
    assert is_left_out == bool(said_of_it)
    assert [said_of_it in fault and fault.endswith(".") for fault in library.faults] == [True] * is_left_out
