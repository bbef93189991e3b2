from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.timeline.drawn.layout import SMALL_LANE, Letters, lay_out
from planner.timeline.drawn.marks import critical
from planner.timeline.drawn.packing import fitted, rows_for
from planner.timeline.drawn.shapes import Tie
from planner.timeline.schedule import schedule
from tests.timeline.plans import BRIGHTPATH, LIBRARY, TODAY, activity, clock, link, milestone, plan

STRETCHES = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=30)


def laid_out(*entities, **options):
    return lay_out(plan(*entities), LIBRARY, TODAY, (), **options)


@given(STRETCHES, STRETCHES)
def test_packed_stretches_never_meet_and_fillers_go_where_there_is_room(stretches, more) -> None:
    starts, ends = [s for s, _ in stretches], [s + d for s, d in stretches]
    rows, count = rows_for(starts, ends)
    taken = list(zip(rows, starts, ends, strict=True))
    added, all_rows = fitted(taken, [s for s, _ in more], [s + d for s, d in more], count)

    placed = [*taken, *((row, s, s + d) for row, (s, d) in zip(added, more, strict=True))]
    for number in range(all_rows):
        row = sorted((start, max(end, start + 1)) for place, start, end in placed if place == number)
        assert all(one[1] <= other[0] for one, other in pairwise(row))
    assert {row for row, _, _ in placed} == set(range(all_rows))


def test_stretches_keep_their_order_when_they_are_packed() -> None:
    assert rows_for([3, 0], [5, 5]) == ([1, 0], 2)


def test_a_short_stretch_without_room_opens_no_row_of_its_own() -> None:
    rows, count = fitted([(0, 0, 10)], [3, 4, 12], [8, 40, 15], 1, least=28)

    assert rows == [-1, 1, 0]
    assert count == 2


def test_public_holidays_take_no_row_and_come_last_in_what_a_lane_says_of_its_clock() -> None:
    quarters = clock(BRIGHTPATH, "company-quarters")
    alone = laid_out(activity("Build", TODAY, lane="industry"), *quarters)
    both = laid_out(activity("Build", TODAY, lane="industry"), *quarters, *clock(BRIGHTPATH, "holidays:GB"))

    assert both.lanes[-1].strip_rows == alone.lanes[-1].strip_rows
    assert len(both.bands) > len(alone.bands)
    assert not any(band.is_named for band in both.bands if band not in alone.bands)
    assert both.lanes[-1].subtitle.endswith("public holiday")


def test_work_packages_stand_together_below_their_caption_in_the_order_of_their_dates() -> None:
    found = laid_out(
        activity("Late one", TODAY + timedelta(days=50), sublane="Study"),
        activity("Early one", TODAY, sublane="Setting up"),
        activity("Free", TODAY + timedelta(days=9)),
    )
    lane = found.lanes[0]
    rows = {bar.name: bar.row for bar in found.bars}

    assert [sublane.title for sublane in lane.sublanes] == ["Setting up", "Study"]
    assert [sublane.caption_row + 1 for sublane in lane.sublanes] == [rows["Early one"], rows["Late one"]]
    assert rows["Free"] == 0
    assert lane.rows == 5


def test_without_work_packages_there_is_no_caption() -> None:
    found = laid_out(activity("Alone", TODAY))

    assert found.lanes[0].sublanes == ()
    assert found.lanes[0].rows == 1


def test_the_rows_of_a_clock_are_told_apart_from_those_of_the_work() -> None:
    found = laid_out(activity("Build", TODAY, lane="industry"), *clock(BRIGHTPATH, "company-quarters"))
    lane = found.lanes[-1]
    strips = {band.row for band in found.bands}

    assert strips == set(range(lane.strip_start, lane.strip_start + lane.strip_rows))
    assert found.bars[0].row == lane.row_start


def test_names_that_cannot_be_read_do_not_push_rows_apart() -> None:
    things = [activity(f"A name of some length {n}", TODAY + timedelta(days=12 * n), 10) for n in range(60)]

    near, far = laid_out(*things, days_per_character=0.2), laid_out(*things, days_per_character=30)

    assert not near.lanes[0].is_dense
    assert far.lanes[0].is_dense
    assert far.lanes[0].rows <= SMALL_LANE


@settings(deadline=None)
@given(STRETCHES, st.floats(0.2, 40))
def test_in_columns_no_box_and_no_name_meets_another(stretches, days_per_line) -> None:
    things = [
        activity("Prepare the data", TODAY + timedelta(days=start), days)
        if days
        else milestone("Handed over", TODAY + timedelta(days=start), lane="academic")
        for start, days in stretches
    ]
    found = laid_out(*things, days_per_line=days_per_line)

    for row in found.by_row.values():
        for one, other in pairwise(row.shapes):
            assert one.reach <= other.start
    if not found.lanes[0].is_dense:
        assert all(bar.reach - bar.start >= days_per_line for bar in found.bars)


def test_a_name_in_a_column_needs_a_line_or_two_and_not_its_length() -> None:
    letters = Letters(2.0, 5.0)

    assert letters.reach("Write", 0, 2, 2) == 9
    assert letters.reach("Write everything up", 0, 2, 2) == 2 + round(5 * 2.3) + 1
    assert letters.reach("Write everything up", 0, 90, 95) == 95
    assert letters.reach_of_milestone("Signed", 0, 0) == 5
    assert Letters(2.0).reach("Write", 0, 30, 30) == 30


def test_progress_and_deadlines_are_on_the_bars() -> None:
    due = TODAY + timedelta(days=40)
    found = laid_out(
        activity("Build", TODAY, progress_percent=30, deadline_on=due),
        milestone("Shown", TODAY, deadline_on=due),
    )

    assert (found.bars[0].progress, found.bars[0].deadline) == (30, due.toordinal())
    assert found.diamonds[0].deadline == due.toordinal()


def test_what_leads_to_the_end_of_the_plan_is_critical() -> None:
    first, second = activity("First", TODAY, 30), activity("Second", None, 30)
    aside = activity("Aside", TODAY, 5)
    snapshot = plan(first, second, aside, link(first, second))

    assert critical(schedule(snapshot, LIBRARY)) == {first.id, second.id}


def test_a_runway_among_the_activities_stands_below_the_work() -> None:
    found = laid_out(activity("Cash", TODAY, kind="runway"), activity("Build", TODAY + timedelta(days=90)))
    rows = {bar.name: bar.row for bar in found.bars}

    assert rows["Build"] < rows["Cash"]


def test_a_tie_that_no_link_says_runs_from_edge_to_edge() -> None:
    first, second = activity("First", TODAY, 30), activity("Second", TODAY + timedelta(days=9), 30)
    one, other = laid_out(first, second).bars
    down, up = Tie(first.id, one, other, "clash", True), Tie(first.id, other, one, "clash", True)

    assert down.points == ((other.start, one.row + 0.88), (other.start, other.row + 0.12))
    assert up.points[0][1] > up.points[1][1]
    assert down.days == (one.start, other.end)
    assert laid_out(first, second).by_id[first.id] == one
