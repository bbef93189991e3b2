"""The rule on cadence: a sprint goal that waits for an answer slower than the sprint."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.terms import Severity
from tests.timeline.answers import abroad, missing
from tests.timeline.plans import BRIGHTPATH, activity, clock, mended, plan, said

R42 = "r42-cadence-mismatch"
SPRINTS = clock(BRIGHTPATH, sprint=(date(2027, 1, 4), date(2027, 1, 24)))


def step(days: int, waits: str | None = "yes", lane: str = "academic"):
    traits = () if waits is None else (f"plan.in_sprint_goal={waits}",)
    return activity("Amendment", date(2027, 2, 1), days, lane, kind="ethics_approval", traits=traits)


@given(st.integers(1, 60))
def test_an_answer_clashes_when_it_takes_longer_than_a_usual_sprint(days):
    assert bool(said(plan(step(days)), R42)) is (days > 14)


@given(st.integers(1, 60))
def test_the_companys_own_sprint_counts_where_its_clock_has_one(days):
    assert bool(said(plan(*SPRINTS, step(days)), R42)) is (days > 21)


def test_a_slow_answer_is_a_hint_and_can_be_taken_out_of_the_goal():
    snapshot = plan(*SPRINTS, step(28))

    (hint,) = said(snapshot, R42)

    assert hint.severity is Severity.INFO
    assert hint.message == (
        "A sprint waits for Amendment, which takes 28 calendar days; the company's sprint has "
        "21 calendar days."
    )
    assert hint.remedies[0].label == "Take Amendment out of sprint goals"
    assert said(mended(snapshot, hint), R42) == []
    assert "a usual sprint has 14 calendar days" in said(plan(step(28)), R42)[0].message


@pytest.mark.parametrize("made", [step(28, "no"), step(28, lane="industry"), step(28, None)])
def test_what_no_sprint_waits_for_is_none(made):
    assert said(plan(made), R42) == []


def test_where_the_plan_knows_of_sprints_it_is_asked_whether_one_waits():
    assert (
        "Does a sprint of the company wait for this?" in missing(said(plan(*SPRINTS, step(28, None)), R42))[0]
    )


def test_the_rule_on_cadence_holds_everywhere():
    assert said(abroad("AU", step(28)), R42) != []
