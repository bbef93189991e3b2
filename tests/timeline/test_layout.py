from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model import ClockPeriod, Organisation
from planner.terms import Side
from planner.timeline.clashes import findings
from planner.timeline.drawn.layout import Bar, Diamond, lay_out, visible
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    TODAY,
    activity,
    clock,
    link,
    milestone,
    plan,
)

ETHICS = activity("Ethics review", date(2027, 1, 18), 64, late=99, kind="ethics_approval")
DATA = activity("Data collection", date(2027, 3, 8), 67, kind="data_collection", is_fixed=True)
RELEASE = activity("Release 2.0", date(2027, 5, 3), 60, lane="industry", kind="release")
WRITE_UP = activity("Write-up", date(2027, 9, 6), 67, kind="write_up")
SIGNED = milestone("Memorandum signed", date(2027, 3, 6), kind="memorandum_signed")
RUNWAY = clock(BRIGHTPATH, "company-quarters", runway=(date(2026, 12, 1), date(2027, 10, 11)))
WAITS = link(ETHICS, DATA)


def drawn(*entities, **options):
    snapshot = plan(*entities)
    return lay_out(snapshot, LIBRARY, TODAY, findings(snapshot, LIBRARY, TODAY), **options)


def whole():
    return drawn(
        ETHICS, DATA, RELEASE, WRITE_UP, SIGNED, *RUNWAY, *clock(NORTHFIELD, "gen-gb-semester"), WAITS
    )


def bar(found, name):
    return next(b for b in found.bars if b.name == name)


def test_a_lane_for_each_organisation_with_the_joint_one_between_the_sides():
    other = Organisation(partnership_id=PARTNERSHIP.id, name="Ash College", side=Side.ACADEMIC, rank=9)

    found = drawn(other, *clock(NORTHFIELD, "gen-gb-semester"))

    assert [lane.title for lane in found.lanes] == [
        "Northfield University",
        "Ash College",
        "Together",
        "Brightpath Digital Ltd",
    ]
    assert [lane.subtitle for lane in found.lanes] == [
        "exams · marking · summer leave",
        "no calendar yet",
        "what both sides must reach",
        "no calendar yet",
    ]
    assert next(lane.row_start for lane in found.lanes) == 0
    assert found.rows == sum(lane.rows for lane in found.lanes)


def test_sides_without_an_organisation_have_a_lane_too():
    snapshot = plan(activity("Build", TODAY, 10, organisation_id=None), organisations=False)

    found = lay_out(snapshot, LIBRARY, TODAY, ())

    assert [lane.title for lane in found.lanes] == ["Academic side", "Together", "Industry side"]
    assert found.bars[0].lane == 0


def test_an_activity_of_another_sides_organisation_stands_in_the_lane_it_says():
    stray = activity("Stray", TODAY, 10, lane="industry", organisation_id=NORTHFIELD.id)

    assert drawn(stray).bars[0].lane == 2


def test_a_bar_runs_to_the_day_behind_its_last_one_and_has_a_tail():
    ethics = bar(whole(), "Ethics review")

    assert date.fromordinal(ethics.start) == date(2027, 1, 18)
    assert date.fromordinal(ethics.end) == date(2027, 3, 23)
    assert date.fromordinal(ethics.late_end) == date(2027, 4, 27)
    assert ethics.state == "clash"
    assert ethics.side is Side.ACADEMIC


def test_a_milestone_is_a_diamond_in_the_lane_of_both():
    (diamond,) = whole().diamonds

    assert diamond.name == "Memorandum signed"
    assert diamond.lane == 1
    assert diamond.state == "plain"


def test_the_runway_is_a_bar_and_the_clock_stands_below_the_work_of_the_company():
    found = whole()
    runway = bar(found, "Runway")
    release = bar(found, "Release 2.0")
    quarters = [b for b in found.bands if b.name == "Q2"]

    assert runway.is_runway
    assert runway.clock_id == RUNWAY[0].id
    assert runway.state == "clash"
    assert release.row < runway.row
    assert all(band.row > runway.row for band in quarters)
    assert {band.style for band in quarters} == {"band"}
    assert {b.style for b in found.bands if b.name == "Year-end shutdown"} == {"hatched"}
    assert all(b.row < bar(found, "Ethics review").row for b in found.bands if b.side is Side.ACADEMIC)


def test_a_pin_for_each_clash_numbered_by_date():
    found = whole()

    assert [pin.number for pin in found.pins] == [1, 2, 3]
    assert [pin.finding_id.split("/")[0] for pin in found.pins] == [
        "r09-ethics-before-data",
        "release-during-study",
        "r27-runway",
    ]
    assert [date.fromordinal(pin.day) for pin in found.pins] == [
        date(2027, 3, 8),
        date(2027, 5, 3),
        date(2027, 10, 11),
    ]
    assert found.pins[0].row == bar(found, "Data collection").row


def test_a_clash_without_a_shape_is_pinned_to_today():
    a, b = activity("Ethics", None), activity("Protocol", None)

    found = drawn(a, b, link(a, b), link(b, a))

    assert [(pin.day, pin.row) for pin in found.pins] == [(TODAY.toordinal(), 0)]
    assert found.unplaced == (a, b)
    assert found.ties == ()


def test_a_broken_link_is_drawn_as_a_clash():
    (tie,) = whole().ties

    assert tie.clash
    assert tie.points[0][0] == DATA.start_on.toordinal()


def test_the_corners_of_links():
    first, later = activity("First", TODAY, 10), activity("Later", None, 10)
    fixed = activity("Fixed", TODAY - timedelta(days=30), 5, lane="industry", is_fixed=True)
    after = activity("Up", None, 5, lane="joint")

    found = drawn(
        first,
        later,
        fixed,
        after,
        link(first, later),
        link(first, fixed),
        link(first, later, "SS"),
        link(fixed, after, "FF"),
    )
    forward, back, start, up = (tie.points for tie in found.ties)

    assert len(forward) == 3
    assert forward[0][0] == forward[1][0] == TODAY.toordinal() + 10
    assert len(back) == 4
    assert start[0][0] == TODAY.toordinal()
    assert up[0][1] > up[-1][1]


def test_a_link_back_to_a_shape_above_turns_in_the_gap_above():
    below = activity("Below", TODAY, 10, lane="industry")
    above = activity("Above", TODAY - timedelta(days=60), 5, is_fixed=True)

    (tie,) = drawn(below, above, link(below, above)).ties

    assert tie.points[1][1] == bar(drawn(below, above), "Below").row


def test_an_empty_plan_shows_the_coming_year():
    found = drawn()

    assert found.today == TODAY.toordinal()
    assert found.start < found.today < found.end
    assert found.end - found.start > 365
    assert found.rows == 3
    assert visible(found, found.start, found.end).bars == ()


def test_a_plan_at_the_edges_of_the_calendar_is_laid_out():
    found = drawn(
        activity("Last", date(9999, 12, 31), 36_500),
        milestone("First", date.min),
        *clock(NORTHFIELD, "gen-gb-semester"),
    )

    assert found.start == 1
    assert found.end == date.max.toordinal()


def test_what_is_visible_is_what_reaches_into_the_days_shown():
    found = whole()
    start, end = date(2027, 3, 1).toordinal(), date(2027, 4, 1).toordinal()

    shown = visible(found, start, end)
    top = visible(found, start, end, first_row=0, last_row=0)

    assert {b.name for b in shown.bars} == {"Ethics review", "Data collection", "Runway"}
    assert [d.name for d in shown.diamonds] == ["Memorandum signed"]
    assert [p.number for p in shown.pins] == [1]
    assert len(shown.ties) == 1
    assert all(b.start < end and b.end > start for b in shown.bands)
    assert top.bars == ()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 60), st.integers(1, 30), st.booleans()), max_size=25
    ),
    st.floats(0.2, 8),
    st.integers(0, 300),
)
def test_shapes_with_their_names_never_meet_and_all_that_touches_a_span_is_visible(rows, scale, day):
    things = [
        (milestone("M" * letters, TODAY + timedelta(days=start), lane="academic"))
        if is_milestone
        else activity("A" * letters, TODAY + timedelta(days=start), days, late=days * 2)
        for start, days, letters, is_milestone in rows
    ]
    found = drawn(*things, days_per_character=scale)
    start = TODAY.toordinal() + day

    for row in found.by_row.values():
        for one, next_one in zip(row.shapes, row.shapes[1:], strict=False):
            assert one.reach <= next_one.start
    shapes: list[Bar | Diamond] = [*found.bars, *found.diamonds]
    wanted = {s.activity_id for s in shapes if s.start < start + 30 and s.reach > start}
    shown = visible(found, start, start + 30)
    assert {s.activity_id for s in (*shown.bars, *shown.diamonds)} == wanted


def test_ten_thousand_activities_are_laid_out():
    things = [
        activity(f"Activity {n}", TODAY + timedelta(days=n % 900), 5 + n % 40, effort_percent=n % 60)
        for n in range(10_000)
    ]
    snapshot = plan(*things, *clock(NORTHFIELD, "gen-gb-semester"))

    found = lay_out(snapshot, LIBRARY, TODAY, findings(snapshot, LIBRARY, TODAY))

    assert len(found.bars) == 10_000


def test_each_group_of_kinds_stands_in_rows_of_its_own():
    own = clock(BRIGHTPATH, "company-quarters")
    sprints = [
        ClockPeriod(
            partnership_id=PARTNERSHIP.id,
            clock_id=own[0].id,
            kind=kind,
            name=kind,
            starts_on=first,
            ends_on=first + timedelta(days=days - 1),
        )
        for kind, first, days in [
            *(("sprint", date(2027, 1, 4) + timedelta(days=14 * n), 14) for n in range(20)),
            ("freeze", date(2027, 3, 22), 12),
            ("freeze", date(2027, 7, 5), 3),
            ("shutdown", date(2027, 8, 2), 21),
            ("board_meeting", date(2027, 5, 4), 1),
        ]
    ]

    found = drawn(*own, *sprints)
    rows = {
        name: {b.row for b in found.bands if b.name.startswith(name) and b.is_named}
        for name in ("Q", "sprint", "board_meeting", "freeze", "shutdown")
    }

    first = found.lanes[2].strip_start
    assert rows["Q"] == {first}
    assert [len(those) for those in rows.values()] == [1] * 5
    assert rows["freeze"] == rows["shutdown"]
    assert len({min(those) for those in rows.values()}) == 4
    assert found.lanes[2].strip_rows == 4
