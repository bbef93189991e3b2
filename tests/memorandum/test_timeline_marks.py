"""What stands beside the bars on paper: work packages, progress, deadlines, slack, earlier plans, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.document import Document, Snapshot
from planner.exchange.plan import printing
from planner.exchange.plan.exports import timeline_bytes
from planner.exchange.plan.printing import Wish
from planner.library import standard_library
from planner.memorandum.drawing import Box, Picture, Shape, Stroke, Words
from planner.memorandum.timeline_paper.inks import BLACK_AND_WHITE, COLOURS
from planner.memorandum.timeline_paper.placing import Letters
from planner.memorandum.timeline_paper.sheets import Printed, Sheet, sheets
from planner.model import Activity, Link
from planner.terms import LinkKind
from planner.timeline.baselines import take_baseline
from planner.timeline.drawn.shapes import Tie
from planner.timeline.pace import GivenUp, Pace
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, key

LIBRARY = standard_library()
LETTERS = Letters(str, lambda text, size, _: len(text) * size * 0.5)
EVERY_SHEET = [
    Sheet(),
    Sheet(is_tiled=True),
    Sheet(is_columns=True, is_landscape=False),
    Sheet(is_columns=True, is_landscape=False, is_tiled=True),
    Sheet(is_black_and_white=True),
    Sheet(is_black_and_white=True, is_columns=True),
]


def printed(*wanted: Any) -> Printed:
    """What is printed, without the pages of the dates."""
    return replace(printing.printed(*wanted), dates=())


def work(name: str, start: date | None = date(2027, 2, 1), **fields: object) -> Activity:
    given = {"id": key(name), "partnership_id": HOME, "name": name, "start_on": start, "likely_days": 60}
    return Activity.model_validate({**given, "late_days": 60, **fields})


def drawn(snapshot: Snapshot, sheet: Sheet, *, is_own: bool = False) -> tuple[Picture, ...]:
    return sheets(printed(snapshot, LIBRARY, TODAY, Wish(sheet, is_own=is_own)), sheet, LETTERS)


def words(pictures: tuple[Picture, ...]) -> list[str]:
    return [shape.text for shape in primitives(pictures) if isinstance(shape, Words)]


def primitives(pictures: tuple[Picture, ...]) -> Iterator[Box | Stroke | Shape | Words]:
    return (shape for picture in pictures for shape in picture.primitives)


# Work packages


@pytest.mark.parametrize(
    "sheet", [*EVERY_SHEET, Sheet(is_proposal=True), Sheet(is_proposal=True, journal_mm=85)]
)
def test_work_packages_have_their_title_above_their_work(sheet: Sheet):
    plan = example.small(work("Alone"), work("Survey", sublane="WP 1"), work("Build", sublane="WP 2"))

    found = words(drawn(plan, sheet))

    assert found.count("WP 1") == 1
    assert found.count("WP 2") == 1
    assert found.index("WP 1") < found.index("Survey") or sheet.is_columns


def test_a_work_package_that_runs_on_over_sheets_says_so():
    many = [work(f"Step {n}", sublane="A long package") for n in range(70)]

    found = words(drawn(example.small(*many), Sheet(is_tiled=True)))

    assert found.count("A long package") == 1
    assert found.count("A long package (continued)") >= 1
    assert all(found.count(f"Step {n}") == 1 for n in range(70))


def test_work_packages_that_do_not_fit_beside_each_other_run_on_in_columns():
    many = [work(f"Step {n}", sublane=f"Package {n % 3}") for n in range(30)]

    found = words(drawn(example.small(*many), Sheet(is_tiled=True, is_columns=True)))

    assert {f"Package {n}" for n in range(3)} <= set(found)
    assert all(f"Step {n}" in " ".join(found) for n in range(30))


def test_a_lane_that_spans_sheets_begins_at_the_foot_of_the_sheet_before():
    first = [work(f"Ours {n}", lane="academic") for n in range(8)]
    then = [work(f"Theirs {n}", lane="industry", organisation_id=key("brightpath")) for n in range(70)]

    pages = drawn(example.small(*first, *then), Sheet(is_tiled=True))

    on_first = words(pages[:1])
    assert "Ours 0" in on_first
    assert any(word.startswith("Theirs") for word in on_first)


# Progress, deadlines, slack


def ink_boxes(pictures: tuple[Picture, ...], ink: str) -> list[Box]:
    return [shape for shape in primitives(pictures) if isinstance(shape, Box) and shape.fill == ink]


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_progress_is_a_dark_strip_as_long_as_what_is_done(sheet: Sheet):
    ink = (BLACK_AND_WHITE if sheet.is_black_and_white else COLOURS).ink

    def longest(percent: int) -> float:
        pictures = drawn(example.small(work("Survey", progress_percent=percent)), sheet)
        boxes = ink_boxes(pictures, ink)
        return max((box.height if sheet.is_columns else box.width for box in boxes), default=0.0)

    assert "done so far" not in words(drawn(example.small(work("Survey")), sheet))
    assert "done so far" in words(drawn(example.small(work("Survey", progress_percent=10)), sheet))
    assert longest(100) > longest(50) > 0
    assert longest(100) == pytest.approx(2 * longest(50), rel=0.05)


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_deadlines_have_a_flag_whose_colour_tells_only_ourselves_that_it_is_missed(sheet: Sheet):
    late = example.small(work("Survey", deadline_on=date(2027, 3, 1)))
    milestone = work("Goal", is_milestone=True, deadline_on=date(2027, 6, 1))

    def flags(snapshot: Snapshot, *, is_own: bool) -> set[str]:
        pictures = drawn(snapshot, sheet, is_own=is_own)
        return {s.fill for s in primitives(pictures) if isinstance(s, Shape) and len(s.points) == 3}

    inks = BLACK_AND_WHITE if sheet.is_black_and_white else COLOURS
    assert "deadline" in words(drawn(late, sheet))
    assert flags(late, is_own=False) == {inks.ink}
    assert inks.clash in flags(late, is_own=True)
    assert flags(example.small(milestone), is_own=True) == {inks.ink}


@pytest.mark.parametrize("behind", [40, 300, 4_000])
def test_the_axis_runs_up_to_a_deadline_unless_that_is_far_away(behind: int):
    ends = date(2027, 4, 1)
    plan = example.small(work("Survey", deadline_on=ends + timedelta(days=behind)))

    shown = printed(plan, LIBRARY, TODAY, Wish()).plan

    assert (shown.end > (ends + timedelta(days=behind)).toordinal()) == (behind < 366)


def test_a_picture_for_a_proposal_shows_neither_progress_nor_deadlines():
    plan = example.small(work("Survey", progress_percent=40, deadline_on=date(2027, 7, 1)))

    found = words(drawn(plan, Sheet(is_proposal=True)))

    assert "Survey" in found
    assert not {"deadline", "done so far", "no slack"} & set(found)


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_what_has_no_slack_has_a_strong_outline(sheet: Sheet):
    long, short = work("Long", likely_days=200, late_days=200), work("Short", likely_days=10, late_days=10)
    goal = work("Goal", None, is_milestone=True)
    link = Link(partnership_id=HOME, before_id=long.id, after_id=goal.id)

    pictures = drawn(example.small(long, short, goal, link), sheet)

    strong = [s for s in primitives(pictures) if isinstance(s, Box) and s.line > 1 and s.outline]
    sample = 1
    assert len(strong) == sample + 1 if not sheet.is_tiled else len(strong) > sample
    assert "no slack" in words(pictures)


# Earlier plans


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_all_three_baselines_are_told_apart(sheet: Sheet):
    document = Document(example.entities())
    for month in (1, 2, 3):
        take_baseline(document, LIBRARY, f"Plan {month}", date(2026, month, 1))

    found = words(drawn(document.snapshot(), sheet))

    told = [word for word in found if word.startswith("as planned on")]
    assert list(dict.fromkeys(told)) == [f"as planned on 1 {month} 2026" for month in ("Mar", "Feb", "Jan")]
    assert not any("Plan 1" in word for word in found)


# Links


def strokes_of(kind: LinkKind, first: Activity, second: Activity, sheet: Sheet) -> int:
    link = Link(partnership_id=HOME, before_id=first.id, after_id=second.id, kind=kind)
    with_link = drawn(example.small(first, second, link), sheet)
    arrows = [s for s in primitives(with_link) if isinstance(s, Shape) and s.fill == COLOURS.muted]
    return len(arrows)


@pytest.mark.parametrize("kind", list(LinkKind))
@pytest.mark.parametrize("sheet", EVERY_SHEET[:4])
def test_links_of_every_kind_end_in_an_arrow(kind: LinkKind, sheet: Sheet):
    first = work("First", late_days=90)
    second = work("Second", date(2027, 9, 1))

    assert strokes_of(kind, first, second, sheet) >= 1
    assert strokes_of(kind, second, first, sheet) >= 1


def test_a_link_leaves_its_bar_beside_the_tail_and_not_along_it():
    first = work("First", late_days=200)
    second = work("Second", None)
    link = Link(partnership_id=HOME, before_id=first.id, after_id=second.id, lag_days=30)

    (picture,) = drawn(example.small(first, second, link), Sheet())

    lines = [s for s in picture.primitives if isinstance(s, Stroke) and s.y1 == s.y2]
    tails = {line.y1 for line in lines if line.colour not in (COLOURS.muted, COLOURS.line)}
    runs = {line.y1 for line in lines if line.colour == COLOURS.muted and line.width < 0.9 and line.x1 > 130}
    assert tails
    assert runs
    assert not tails & runs


def test_a_broken_link_has_the_colour_of_a_clash_for_ourselves_alone():
    first, second = work("First"), work("Second", date(2027, 2, 10), is_fixed=True)
    link = Link(partnership_id=HOME, before_id=first.id, after_id=second.id)
    plan = example.small(first, second, link)

    for sheet in EVERY_SHEET[:4]:
        own, theirs = (drawn(plan, sheet, is_own=is_own) for is_own in (True, False))
        assert any(isinstance(s, Stroke) and s.colour == COLOURS.clash for s in primitives(own))
        assert not any(isinstance(s, Stroke) and s.colour == COLOURS.clash for s in primitives(theirs))


# Words that are too long


@given(st.text("abcdefghij-/ o", min_size=1, max_size=60), st.floats(12, 80))
def test_wrapped_lines_keep_to_their_room_and_lose_no_letter(text: str, room: float):
    lines = LETTERS.wrapped(text, room, 7.0, 99)

    assert all(LETTERS.wide(line, 7.0) <= room for line in lines)
    if not any("…" in line for line in lines):
        kept = "".join(lines).replace("-", "").replace(" ", "")
        assert kept == "".join(text.split()).replace("-", "")


def test_a_long_word_is_parted_between_syllables():
    assert LETTERS.wrapped("Memorandum signed", 30, 7.0, 4) == ["Memoran-", "dum", "signed"]
    assert LETTERS.wrapped("university-wide", 44, 7.0, 4) == ["university-", "wide"]


def test_columns_over_several_sheets_are_wide_enough_for_a_long_word():
    many = [work(f"Unabbreviatable {n}") for n in range(20)]

    one, several = (words(drawn(example.small(*many), sheet)) for sheet in EVERY_SHEET[2:4])

    assert sum(word.startswith("Unabbreviatable") for word in several) == 20
    assert not any(word.startswith("Unabbreviatable") for word in one)


# Long work


@pytest.mark.parametrize("sheet", EVERY_SHEET[:4])
def test_a_file_that_nobody_waits_for_is_not_made(sheet: Sheet):
    pace = Pace()
    pace.give_up()

    with pytest.raises(GivenUp):
        timeline_bytes(example.snapshot(), LIBRARY, TODAY, ".pdf", Wish(sheet), pace)


def test_the_pace_rises_to_the_end():
    class Told(Pace):
        def reach(self, done: int, total: int) -> None:
            super().reach(done, total)
            shares.append(done / total)

    shares: list[float] = []
    many = [work(f"Step {n}", date(2027, 1, 1) + timedelta(days=9 * n)) for n in range(90)]

    timeline_bytes(example.small(*many), LIBRARY, TODAY, ".pdf", Wish(Sheet(is_tiled=True)), Told())

    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_clash_that_no_link_says_runs_from_edge_to_edge():
    whole = printed(example.small(work("First"), work("Second")), LIBRARY, TODAY, Wish(is_own=True))
    first, second = whole.plan.bars[:2]
    ties = tuple(Tie(key("tie"), *pair, "clash", clash=True) for pair in ((first, second), (second, first)))

    (picture,) = sheets(replace(whole, plan=replace(whole.plan, ties=ties)), Sheet(), LETTERS)

    upright = [s for s in picture.primitives if isinstance(s, Stroke) and s.x1 == s.x2]
    assert sum(line.colour == COLOURS.clash and line.width < 0.8 for line in upright) >= 2


def test_a_link_back_along_one_row_turns_below_it():
    early, late = work("Early", likely_days=20, late_days=20), work("Late", date(2027, 9, 1))
    whole = printed(example.small(early, late), LIBRARY, TODAY, Wish())
    first, second = (whole.plan.by_id[each.id] for each in (early, late))
    plan = replace(whole.plan, ties=(Tie(key("tie"), second, first),))

    (picture,) = sheets(replace(whole, plan=plan), Sheet(), LETTERS)

    arrows = [s for s in picture.primitives if isinstance(s, Shape) and s.fill == COLOURS.muted]
    assert len(arrows) == 1


def test_a_title_of_a_work_package_never_stands_alone_at_the_foot_of_a_sheet():
    many = [work(f"Step {n}", sublane=f"Package {n}") for n in range(60)]

    for picture in drawn(example.small(*many), Sheet(is_tiled=True)):
        found = [s for s in picture.primitives if isinstance(s, Words)]
        titles = [s.baseline for s in found if s.text.startswith("Package")]
        steps = [s.baseline for s in found if s.text.startswith("Step")]
        assert len(titles) == len(steps)
        assert max(titles, default=0) < max(steps, default=1)
