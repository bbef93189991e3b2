"""Where days and rows lie: the way there and back, in lanes and in columns."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.shapes import Plan
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, TODAY, activity, clock, milestone, plan
from ui.widgets.timeline_ground import DAY_PX, Ground, Orientation, Sizes, Spans, scale_for, stacked

SIZES = Sizes(29, 20, 18, 10, 80)
BOTH = pytest.mark.parametrize("orientation", ["lanes", "columns"])


def a_plan(**options: float) -> Plan:
    entities = [
        activity("Ethics review", TODAY, 60, late=90),
        activity("Data collection", TODAY + timedelta(days=20), 40, sublane="Study"),
        activity("Write-up", TODAY + timedelta(days=70), 1, sublane="Study"),
        milestone("Signed", TODAY + timedelta(days=30)),
        activity("Build", TODAY, 12, lane="industry"),
        *clock(NORTHFIELD, "gen-gb-semester"),
        *clock(BRIGHTPATH, "company-quarters"),
    ]
    return lay_out(plan(*entities), LIBRARY, TODAY, (), **options)


PLAN = a_plan()
ROWS = stacked(PLAN, SIZES)


def ground_of(
    orientation: Orientation, day_px: float = 2.7, top: float = 0.0, left: float = 0.0, under: float = 0.0
) -> Ground:
    first_day = TODAY.toordinal() + left
    return Ground(ROWS, first_day, day_px, top, 150, 40, 1000, 700, orientation, under=under)


GROUNDS = st.tuples(
    st.sampled_from(["lanes", "columns"]), st.floats(0.04, 80), st.integers(0, 300), st.integers(-400, 400)
).map(lambda drawn: ground_of(*drawn))


@given(GROUNDS, st.floats(0, 1000), st.floats(0, 700))
def test_a_pixel_leads_to_a_day_and_a_row_that_lead_back_to_it(ground: Ground, x: float, y: float) -> None:
    spot = QPointF(x, y)
    row = ground.row_at(spot)

    assert ground.along(ground.spot_of(ground.day_at(spot), 0)) == pytest.approx(ground.along(spot), abs=1e-6)
    if row >= 0:
        assert ground.row_top(row) <= ground.across(spot) + 1e-9


@given(GROUNDS)
def test_a_box_stands_in_its_row_and_begins_on_its_day(ground: Ground) -> None:
    for shape in (*PLAN.bars, *PLAN.diamonds):
        box, room = ground.box_of(shape), ground.room_of(shape)

        assert ground.row_at(box.center()) == shape.row
        assert ground.lane_at(box.center()) in (shape.lane, -1)
        assert room.united(box).width() <= max(room.width(), box.width()) + box.width()
    for bar in PLAN.bars:
        assert ground.along(ground.box_of(bar).topLeft()) == pytest.approx(ground.x(bar.start))


@given(GROUNDS)
def test_boxes_of_one_lane_never_overlap(ground: Ground) -> None:
    bars = [bar for bar in PLAN.bars if (bar.end - bar.start) * ground.day_px >= 5]

    for one in bars:
        for other in bars:
            if one is not other:
                assert not ground.box_of(one).intersects(ground.box_of(other))


@BOTH
def test_lanes_follow_each_other_and_strips_are_thinner_than_work(orientation: Orientation) -> None:
    ground = ground_of(orientation)
    spans = [ground.lane_span(number) for number in range(len(PLAN.lanes))]

    assert spans[0][0] == ground.head
    assert all(end == first for (_, end), (first, _) in pairwise(spans))
    assert all(end - first >= SIZES.lane for first, end in spans)
    academic = PLAN.lanes[0]
    assert ground.row_size(academic.strip_start) == SIZES.strip
    assert ground.row_size(academic.sublanes[0].caption_row) == SIZES.caption
    assert ground.row_size(academic.sublanes[0].caption_row + 1) == SIZES.work


@BOTH
def test_the_axis_the_names_and_the_body_do_not_overlap(orientation: Orientation) -> None:
    ground = ground_of(orientation)
    on_axis, on_names = ground.point(500, 10), ground.point(20, 300)

    assert ground.is_on_axis(on_axis)
    assert ground.is_on_names(on_names)
    assert not ground.body.contains(on_axis)
    assert not ground.body.contains(on_names)
    assert ground.lane_at(on_axis) == -1
    assert ground.name_box(0).contains(ground.point(20, ground.head + 3))
    assert ground.lane_box(0).contains(ground.point(200, ground.head + 3))
    assert ground.length + ground.breadth == 1700


def test_room_for_baselines_is_taken_from_the_row_and_not_from_its_neighbour() -> None:
    bar = PLAN.bars[0]
    plain, with_room = ground_of("lanes").box_of(bar), ground_of("lanes", under=10).box_of(bar)

    assert with_room.bottom() <= plain.bottom()


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=25),
    st.integers(0, 200),
    st.integers(0, 40),
)
def test_everything_that_touches_a_span_of_days_is_found(
    things: list[tuple[int, int]], start: int, days: int
) -> None:
    spans = Spans(things, lambda t: t[0], lambda t: t[0] + t[1])
    wanted = [t for t in things if t[0] < start + days and t[0] + t[1] > start]

    assert set(wanted) <= set(spans.between(start, start + days))
    assert len(spans) == len(things)


def test_the_axis_names_days_when_they_are_wide_and_years_when_they_are_thin() -> None:
    assert [scale_for(px) for px in (30, *DAY_PX.values())] == [
        "day", "day", "week", "month", "quarter", "year",
    ]  # fmt: skip
