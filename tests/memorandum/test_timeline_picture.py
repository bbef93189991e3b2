from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Snapshot
from planner.library import standard_library
from planner.memorandum.annexes import printed_plan
from planner.memorandum.drawing import Box, Picture, Shape, Stroke, Words, chip, ruled, shortened
from planner.memorandum.pdf import pdf_bytes
from planner.memorandum.timeline_picture import LABEL_WIDTH, TAIL, TALLEST, timeline_pictures
from planner.model import Activity, Organisation
from planner.terms import Lane, Letter, Side
from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.shapes import Plan
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, key
from tests.memorandum.papers import paper
from tests.memorandum.reading import text_of

WIDTH = 453.5


def _measure(text: str, size: float, semibold: bool) -> float:
    return len(text) * size * 0.5


def _plan(snapshot: Snapshot) -> Plan:
    return printed_plan(lay_out(snapshot, standard_library(), TODAY, ()))


def _pictures(snapshot: Snapshot, months_from: date | None = None) -> tuple[Picture, ...]:
    return timeline_pictures(_plan(snapshot), WIDTH, months_from, str, _measure)


def _words(pictures: tuple[Picture, ...]) -> list[str]:
    return [shape.text for picture in pictures for shape in picture.primitives if isinstance(shape, Words)]


def _work(name: str, start_on: date, days: int = 20, **fields: object) -> Activity:
    given = {"name": name, "start_on": start_on, "likely_days": days, "late_days": days}
    return Activity.model_validate({"partnership_id": HOME, **given, **fields})


def test_every_activity_milestone_and_lane_is_named():
    words = _words(_pictures(example.snapshot()))

    for name, *_ in (*example.WORK, *example.MILESTONES):
        assert name in words
    assert {"Together", "University", "Exams", "2026", "2027"} <= set(words)


def test_nothing_leaves_the_width_of_the_paper():
    for picture in _pictures(example.snapshot()):
        for shape in picture.primitives:
            if isinstance(shape, Words):
                assert shape.x >= -0.1
                assert shape.x + _measure(shape.text, shape.size, shape.semibold) <= WIDTH + 1
            elif isinstance(shape, Box):
                assert -3 <= shape.x <= shape.x + shape.width <= WIDTH + 2


def test_no_name_stands_on_another_bar():
    (picture,) = _pictures(example.snapshot())
    names = {name for name, *_ in (*example.WORK, *example.MILESTONES)}
    spans = [
        (s.baseline, s.x, s.x + _measure(s.text, s.size, False))
        for s in picture.primitives
        if isinstance(s, Words) and s.text in names
    ]

    for baseline, left, right in spans:
        others = [span for span in spans if span[0] == baseline and span[1] != left]
        assert all(right <= low or left >= high for _, low, high in others)


def test_many_activities_are_spread_over_several_pictures():
    many = [
        _work(f"Activity {n}", TODAY, lane=Lane.ACADEMIC, organisation_id=key("northfield"))
        for n in range(90)
    ]

    pictures = _pictures(example.small(*many))

    assert len(pictures) > 1
    assert all(picture.height <= TALLEST + 1 for picture in pictures)
    assert any("(continued)" in word for word in _words(pictures))
    assert {f"Activity {n}" for n in range(90)} <= set(_words(pictures))


def test_project_months_are_named_without_years():
    words = _words(_pictures(example.snapshot(), date(2027, 1, 4)))

    assert "M1" in words
    assert "2027" not in words


@pytest.mark.parametrize(("days", "expected"), [(300, "Mar"), (1_100, "Q3"), (9_000, "2029")])
def test_the_axis_counts_months_quarters_or_years_as_they_fit(days: int, expected: str):
    assert expected in _words(_pictures(example.small(_work("Long", date(2026, 12, 9), days))))


def test_a_name_that_fits_nowhere_is_cut_and_one_at_the_end_stands_to_the_left():
    first = _work("First of all", TODAY, 400)
    last = _work("The last of all", TODAY + timedelta(days=390), 2)
    whole = _work("n" * 300, TODAY, 400)
    early = _work("e" * 300, TODAY, 2)
    late = _work("l" * 300, TODAY + timedelta(days=398), 2)

    words = _words(_pictures(example.small(first, last, whole, early, late)))

    assert "The last of all" in words
    assert sum(word.endswith("…") for word in words) >= 3


def test_a_milestone_that_may_slip_has_a_tail():
    work = _work("Work", TODAY, late_days=60)
    goal = Activity(
        partnership_id=HOME, name="Goal", is_milestone=True, min_days=0, likely_days=0, late_days=0,
        start_on=TODAY,
    )  # fmt: skip
    link = example.Link(partnership_id=HOME, before_id=work.id, after_id=goal.id)

    (picture,) = _pictures(example.small(work, goal, link))

    assert sum(isinstance(s, Stroke) and s.width == TAIL for s in picture.primitives) == 2
    assert sum(isinstance(s, Shape) for s in picture.primitives) == 1


def test_a_long_organisation_name_takes_three_lines_and_is_cut():
    long = Organisation(partnership_id=HOME, name="The Incorporated Society of " * 8, side=Side.ACADEMIC)

    words = _words(_pictures(example.small(long, _work("Work", TODAY))))

    lines = [word for word in words if "Society" in word or "Incorporated" in word or "The" in word]
    assert len(lines) <= 4
    assert all(_measure(line, 8.5, True) <= LABEL_WIDTH for line in lines)


def test_a_period_too_narrow_for_its_name_has_a_number_that_is_explained_below():
    words = _words(_pictures(example.snapshot()))

    legends = [word for word in words if word.startswith("1 ")]
    assert "1" in words
    assert not any(word.endswith("…") for word in words)
    for legend in legends:
        assert all(f"  ·  {number} " in legend for number in range(2, legend.count("  ·  ") + 2))
    assert legends


def test_many_narrow_periods_are_explained_in_few_lines():
    plan = _plan(example.snapshot(_work("Long", TODAY, 3_000)))
    band = plan.bands[0]
    many = tuple(
        replace(band, name=f"Period number {n} " + "with a long name " * 3, start=band.start + 40 * n,
                end=band.start + 40 * n + 30)
        for n in range(60)
    )  # fmt: skip

    pictures = timeline_pictures(replace(plan, bands=many), WIDTH, None, str, _measure)

    assert sum("Period number" in word for word in _words(pictures)) <= 4


def test_stretches_of_a_clock_too_narrow_to_see_are_left_out():
    long = _work("Long", TODAY, 20_000)

    strips = [
        shape
        for picture in _pictures(example.snapshot(long))
        for shape in picture.primitives
        if isinstance(shape, Box) and shape.height == 10
    ]

    assert all(strip.width >= 0.5 for strip in strips)


def test_an_empty_plan_keeps_its_lanes():
    (picture,) = _pictures(example.small())

    assert "Together" in _words((picture,))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=60).filter(str.strip),
            st.dates(date(2, 1, 1), date(9990, 1, 1)),
            st.integers(0, 3_000),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_any_plan_can_be_drawn(drawn: list[tuple[str, date, int, bool]]):
    texts = [(name.replace("\0", ""), start, days, goal) for name, start, days, goal in drawn]
    work = [
        _work(name, start, 0 if goal else days, min_days=0, is_milestone=goal)
        for name, start, days, goal in texts
        if name.strip()
    ]

    pictures = _pictures(example.small(*work))

    assert all(picture.height <= TALLEST + 1 for picture in pictures)


def test_a_drawn_timeline_can_be_read_in_the_pdf():
    from planner.memorandum.blocks import TimelinePicture

    read = text_of(pdf_bytes(paper(TimelinePicture(_plan(example.snapshot())))))

    assert "Data collection" in read
    assert "Interim results, quick win" in read


# Shapes


@pytest.mark.parametrize(
    ("letter", "boxes", "text"),
    [
        (Letter.ACCOUNTABLE, 1, "A"),
        (Letter.ACCOUNTABLE_RESPONSIBLE, 1, "A R"),
        (Letter.RESPONSIBLE, 1, "R"),
        (Letter.CONSULTED, 0, "C"),
        (Letter.INFORMED, 0, "I"),
    ],
)
def test_each_letter_has_its_own_ground(letter: Letter, boxes: int, text: str):
    drawn = chip(letter, Side.ACADEMIC).primitives

    assert sum(isinstance(shape, Box) for shape in drawn) == boxes
    assert [shape.text for shape in drawn if isinstance(shape, Words)] == [text]


def test_ruled_lines_stand_in_columns():
    assert len(ruled(400, 3, 2).primitives) == 6


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("abcd", 100, "abcd"), ("abcdefgh", 20, "abc…"), ("abcdefgh", 2, ""), ("a\nb", 100, "a b")],
)
def test_text_is_shortened_to_its_width(text: str, width: float, expected: str):
    assert shortened(text, width, 10, _measure) == expected
