"""The days an edge is drawn to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.terms import Side
from planner.timeline.drawn.axis import Scale
from planner.timeline.drawn.shapes import Band
from planner.timeline.schedule import MAX_DAY, schedule
from planner.timeline.snapping import Edge, edges_of, nearest
from tests.timeline.plans import LIBRARY, activity, link, milestone, plan

FIRST = activity("Ethics", date(2027, 1, 1), 10)
SIGNED = milestone("Signed", date(2027, 2, 3))
SECOND = activity("Data", date(2027, 3, 1), 10)
TERM = Band("Spring term", "", Side.ACADEMIC, 0, 0, 1000, 1080, "band")
OTHER = Band("Q1", "", Side.INDUSTRY, 1, 0, 1010, 1090, "band")


@pytest.mark.parametrize(
    ("kind", "lag", "day", "words"),
    [
        ("FS", 0, date(2027, 1, 11), "end of “Ethics”"),
        ("FF", 2, date(2027, 1, 13), "end of “Ethics”"),
        ("SS", 5, date(2027, 1, 6), "start of “Ethics”"),
        ("SF", -1, date(2026, 12, 31), "start of “Ethics”"),
    ],
)
def test_what_it_waits_for_and_its_own_clock_give_edges(kind: str, lag: int, day: date, words: str) -> None:
    snapshot = plan(FIRST, SECOND, link(FIRST, SECOND, kind, lag))
    found = edges_of([TERM, OTHER], 0, snapshot, schedule(snapshot, LIBRARY), {SECOND.id})

    assert found == (
        Edge(1000, "start of Spring term"),
        Edge(1080, "end of Spring term"),
        Edge(day.toordinal(), words),
    )


def test_a_milestone_ends_on_its_day_and_what_moves_along_gives_no_edge() -> None:
    snapshot = plan(FIRST, SIGNED, SECOND, link(SIGNED, SECOND), link(FIRST, SECOND))
    found = edges_of([], 0, snapshot, schedule(snapshot, LIBRARY), {SECOND.id, FIRST.id})

    assert found == (Edge(date(2027, 2, 3).toordinal(), "end of “Signed”"),)


@pytest.mark.parametrize(
    ("day", "scale", "within", "expected"),
    [
        (date(2027, 3, 2), "month", 2.0, date(2027, 3, 1)),
        (date(2027, 2, 27), "quarter", 3.0, date(2027, 3, 1)),
        (date(2027, 3, 5), "month", 2.0, None),
        (date(2027, 3, 5), "week", 3.0, date(2027, 3, 8)),
        (date(2027, 3, 9), "day", 1.0, None),
    ],
)
def test_weeks_and_months_draw_near_as_the_axis_shows_them(
    day: date, scale: Scale, within: float, expected: date | None
) -> None:
    found = nearest(day.toordinal(), (), scale, within)

    assert (None if found is None else date.fromordinal(found.day)) == expected


def test_the_plan_comes_before_the_calendar_when_both_are_as_near() -> None:
    first = date(2027, 3, 1).toordinal()
    found = nearest(first, (Edge(first, "end of Spring term"),), "month", 2)

    assert found == Edge(first, "end of Spring term")


@given(
    st.floats(-10, MAX_DAY + 10),
    st.lists(st.integers(1, MAX_DAY), max_size=9),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.floats(0, 9),
)
def test_nothing_is_drawn_from_further_away_than_asked(
    day: float, days: list[int], scale: Scale, within: float
) -> None:
    edges = tuple(Edge(each, "an edge") for each in sorted(days))
    found = nearest(day, edges, scale, within)

    assert found is None or abs(found.day - day) <= within
    assert found is not None or all(abs(each - day) > within for each in days)
