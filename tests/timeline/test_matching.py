"""What is looked for on the timeline, and what answers to it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from planner.model import Person
from planner.timeline.drawn.layout import lay_out
from planner.timeline.matching import Wanted, matching
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, TODAY, activity, clock, plan

ANNE = Person(partnership_id=PARTNERSHIP.id, organisation_id=NORTHFIELD.id, name="Study lead")
ETHICS = activity("Ethics review", date(2027, 1, 18), owner_id=ANNE.id)
BUILD = activity("Build of the app", date(2027, 2, 1), lane="industry", sublane="WP 2", notes="Needs ethics")
SIGN = activity("Signature", date(2027, 3, 1), lane="joint")
LATER = activity("Later work", None, lane="industry")
PLAN = plan(ANNE, ETHICS, BUILD, SIGN, LATER)


def found(wanted: Wanted, clashing: frozenset[UUID] = frozenset()) -> set[str] | None:
    drawn = lay_out(PLAN, LIBRARY, TODAY, ())
    ids = matching(drawn, PLAN, clashing, wanted)
    names = {each.id: each.name for each in (ETHICS, BUILD, SIGN, LATER)}
    return None if ids is None else {names[id] for id in ids}


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(text="   ")])
def test_who_looks_for_nothing_is_shown_everything(wanted: Wanted) -> None:
    assert found(wanted) is None


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(text="ETHICS"), {"Ethics review", "Build of the app"}),
        (Wanted(text="review ethics"), {"Ethics review"}),
        (Wanted(text="study lead"), {"Ethics review"}),
        (Wanted(text="wp 2"), {"Build of the app"}),
        (Wanted(text="zebra"), set()),
        (Wanted(lane="together"), {"Signature"}),
        (Wanted(lane=str(BRIGHTPATH.id)), {"Build of the app", "Later work"}),
        (Wanted(lane=str(NORTHFIELD.id), text="sig"), set()),
        (Wanted(owner_id=ANNE.id), {"Ethics review"}),
        (Wanted(nobody=True), {"Build of the app", "Signature", "Later work"}),
        (Wanted(only_clashes=True), {"Signature"}),
        (Wanted(only_clashes=True, owner_id=ANNE.id), set()),
    ],
)
def test_everything_asked_for_must_hold(wanted: Wanted, names: set[str]) -> None:
    assert found(wanted, frozenset({SIGN.id})) == names


def test_what_has_no_date_is_found_in_the_lane_it_would_stand_in() -> None:
    lost = activity("Lost", None, organisation_id=None)
    without = plan(lost, organisations=False)
    drawn = lay_out(without, LIBRARY, TODAY, ())

    assert matching(drawn, without, (), Wanted(lane="academic")) == {lost.id}
    assert matching(drawn, without, (), Wanted(lane="industry")) == frozenset()


def test_money_that_lasts_until_a_day_is_found_by_its_name() -> None:
    runway = clock(BRIGHTPATH, runway=(date(2027, 1, 1), date(2027, 9, 30)))
    with_money = plan(*runway)
    drawn = lay_out(with_money, LIBRARY, TODAY, ())
    (bar,) = drawn.bars

    assert matching(drawn, with_money, (), Wanted(text=bar.name)) == {bar.activity_id}
