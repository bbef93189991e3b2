"""The timeline on paper: one page, tiles that can be laid together, columns, a proposal's picture."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from planner.document import Document, Snapshot, snapshot_of
from planner.exchange.file import read_file
from planner.exchange.plan.exports import timeline_bytes
from planner.exchange.plan.printing import Wish, printed
from planner.library import standard_library
from planner.memorandum.drawing import Box, Picture, Shape, Stroke, Words
from planner.memorandum.timeline_paper.axis import MOST_WINDOWS, windows
from planner.memorandum.timeline_paper.placing import Letters
from planner.memorandum.timeline_paper.sheets import Sheet, column_name, name_size, sheets
from planner.model import Activity, Organisation
from planner.terms import Lane, LinkKind, Severity, Side
from planner.timeline.baselines import take_baseline
from planner.timeline.drawn.shapes import Pin
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, key
from tests.memorandum.reading import pages, text_of

LIBRARY = standard_library()
OWN = Wish(is_own=True)


def _measure(text: str, size: float, semibold: bool) -> float:
    return len(text) * size * 0.5


LETTERS = Letters(str, _measure)


def _many(count: int, years: int = 3, **fields: object) -> Snapshot:
    work = [
        Activity.model_validate(
            {
                "id": key(f"many {n}"),
                "partnership_id": HOME,
                "rank": 100 + n,
                "name": f"Work {n} of many",
                "lane": Lane.ACADEMIC if n % 3 else Lane.INDUSTRY,
                "organisation_id": key("northfield") if n % 3 else key("brightpath"),
                "start_on": date(2027, 1, 4) + timedelta(days=n * 365 * years // count),
                "likely_days": 20 + n % 50,
                "late_days": 70 + n % 60,
                **fields,
            }
        )
        for n in range(count)
    ]
    return example.snapshot(*work)


def _sheets(snapshot: Snapshot, wish: Wish) -> tuple[Picture, ...]:
    """The charts, without the pages of the dates."""
    return sheets(replace(printed(snapshot, LIBRARY, TODAY, wish), dates=()), wish.sheet, LETTERS)


def _words(*pictures: Picture) -> list[str]:
    return [shape.text for picture in pictures for shape in picture.primitives if isinstance(shape, Words)]


def _pdf(snapshot: Snapshot, wish: Wish | None = None) -> bytes:
    return timeline_bytes(snapshot, LIBRARY, TODAY, ".pdf", wish)


def _reach(picture: Picture) -> tuple[float, float, float, float]:
    """The outermost edges of everything drawn."""
    xs, ys = [], []
    for shape in picture.primitives:
        match shape:
            case Box():
                xs += [shape.x, shape.x + shape.width]
                ys += [shape.y, shape.y + shape.height]
            case Stroke():
                xs += [shape.x1, shape.x2]
                ys += [shape.y1, shape.y2]
            case Shape():
                xs += [x for x, _ in shape.points]
                ys += [y for _, y in shape.points]
            case Words(anchor="left"):
                xs += [shape.x, shape.x + _measure(shape.text, shape.size, False)]
                ys.append(shape.baseline)
    return min(xs), min(ys), max(xs), max(ys)


# One page


@pytest.mark.parametrize("is_columns", [False, True])
@pytest.mark.parametrize("paper", ["A4", "A3", "Letter"])
@pytest.mark.parametrize("count", [0, 60])
def test_one_page_holds_every_name_and_stays_on_the_paper(paper: str, is_columns: bool, count: int):
    sheet = Sheet(paper=paper, is_landscape=not is_columns, is_columns=is_columns)

    (picture,) = _sheets(_many(count) if count else example.snapshot(), Wish(sheet))

    assert (picture.width, picture.height) == sheet.size
    left, top, right, bottom = _reach(picture)
    assert left >= 20
    assert top >= 10
    assert right <= picture.width - 15
    assert bottom <= picture.height - 15
    text = " ".join(_words(picture))
    for title in ("Northfield University", "Together", "Brightpath Digital Ltd"):
        assert title.split()[0] in text
    for n in range(count):
        assert f"Work {n} of" in text


def test_one_page_for_oneself_lists_the_clashes_beside_their_pins():
    (picture,) = _sheets(example.snapshot(), OWN)

    numbers = Counter(word for word in _words(picture) if word.isdigit())
    assert numbers["1"] >= 2
    assert "today" in _words(picture)
    assert any("Data collection starts" in word for word in _words(picture))


def test_a_page_for_the_partner_shows_no_clash_no_runway_and_no_today(example_path: Path):
    snapshot = _whole(example_path)

    for_partner = " ".join(_words(*_sheets(snapshot, Wish())))
    own = " ".join(_words(*_sheets(snapshot, OWN)))

    for secret in ("Runway", "today", "for our own eyes", "starts 14 calendar days before"):
        assert secret in own
        assert secret not in for_partner


def test_clashes_that_find_no_room_on_the_page_are_counted():
    snapshot = _many(80, kind="data_collection", is_fixed=True)
    whole = printed(snapshot, LIBRARY, TODAY, OWN)
    many = replace(whole, clashes=tuple(f"Clash number {n}" for n in range(60)))

    picture, *_ = sheets(many, Sheet(), LETTERS)
    tiled = sheets(many, Sheet(is_tiled=True), LETTERS)

    assert any(word.startswith("and ") and word.endswith(" more") for word in _words(picture))
    assert {f"Clash number {n}" for n in range(60)} <= set(_words(*tiled))


def test_earlier_dates_stand_as_ghosts_under_the_bars():
    document = Document(example.entities())
    without = _sheets(document.snapshot(), Wish())[0]
    take_baseline(document, LIBRARY, "First", TODAY)

    for sheet in (Sheet(), Sheet(is_tiled=True)):
        drawn = _sheets(document.snapshot(), Wish(sheet))[0]
        assert "as planned on 9 Dec 2026" in _words(drawn)
    assert not any("as planned" in word for word in _words(without))


def test_links_run_from_bar_to_bar_and_stay_quiet():
    linked = sum(isinstance(s, Stroke) for s in _sheets(example.snapshot(), Wish())[0].primitives)
    entities = [e for e in example.entities() if type(e).__name__ != "Link"]

    bare = sum(isinstance(s, Stroke) for s in _sheets(snapshot_of(entities), Wish())[0].primitives)

    assert linked > bare


# Over several pages


@pytest.mark.parametrize("is_columns", [False, True])
def test_tiles_repeat_titles_and_axis_and_say_where_they_belong(is_columns: bool):
    sheet = Sheet(is_tiled=True, is_columns=is_columns, is_landscape=not is_columns)

    drawn = _sheets(_many(120), Wish(sheet))

    assert len(drawn) > 2
    for number, picture in enumerate(drawn, start=1):
        words = _words(picture)
        where = next(word for word in words if f"page {number} of {len(drawn)}" in word)
        assert where.startswith("row ")
        assert any("Northfield" in w or "Together" in w or "Brightpath" in w for w in words)
        assert {"Jan", "Apr", "Sep"} & set(words)
        left, _, right, bottom = _reach(picture)
        assert left >= 20
        assert right <= picture.width - 15
        assert bottom <= picture.height - 15


def test_letters_on_tiles_are_never_too_small_to_read():
    drawn = _sheets(_many(120), Wish(Sheet(is_tiled=True), is_own=True))

    sizes = {shape.size for picture in drawn for shape in picture.primitives if isinstance(shape, Words)}

    assert min(sizes) >= 6.5


def test_every_milestone_stands_on_exactly_one_tile():
    snapshot = _many(90, is_milestone=True, min_days=0)

    drawn = _sheets(snapshot, Wish(Sheet(is_tiled=True)))

    texts = Counter(_words(*drawn))
    assert all(texts[f"Work {n} of many"] == 1 for n in range(90))


@settings(deadline=None, max_examples=60)
@given(
    st.dates(date(1, 2, 1), date(9990, 1, 1)),
    st.integers(2, 40_000),
    st.floats(200, 1_200),
    st.none() | st.dates(date(1990, 1, 1), date(2050, 12, 31)),
)
def test_sheets_side_by_side_hold_every_day_once(start: date, days: int, room: float, counted: date | None):
    first = start.toordinal()
    end = min(first + days, date.max.toordinal())

    cuts = windows(first, end, room, 36, counted)

    assert (cuts[0][0], cuts[-1][1]) == (first, end)
    assert all(left[1] == right[0] for left, right in pairwise(cuts))
    assert all(begins < ends for begins, ends in cuts)
    assert len(cuts) <= MOST_WINDOWS + 2


def test_a_sliver_of_days_at_the_end_goes_with_the_sheet_before_it():
    start, end = date(2027, 1, 1).toordinal(), date(2028, 9, 10).toordinal()

    cuts = windows(start, end, 150, 36, None)

    assert len(cuts) == 4
    assert cuts[-1][1] == end
    assert all(end - begin > 15 for begin, end in cuts)


def test_a_sliver_of_days_at_the_start_goes_with_the_sheet_behind_it():
    start = date(2027, 1, 25).toordinal()

    cuts = windows(start, start + 700, 420, 36, date(2026, 1, 30))

    assert all(end - begin > 15 for begin, end in cuts)


def test_names_without_any_room_are_left_out_and_nothing_breaks():
    whole = printed(example.snapshot(), LIBRARY, TODAY, OWN)
    narrow = Letters(str, lambda text, *_: 1e6 * len(text))

    for sheet in (Sheet(), Sheet(is_columns=True)):
        assert "Data collection" not in _words(*sheets(whole, sheet, narrow))


@pytest.mark.parametrize("is_columns", [False, True])
def test_tails_run_on_over_several_sheets_and_names_are_repeated(is_columns: bool):
    long = Activity(
        partnership_id=HOME, name="A very long piece of work", start_on=date(2027, 1, 4), likely_days=900,
        late_days=1_900,
    )  # fmt: skip
    goal = Activity(partnership_id=HOME, name="Goal", is_milestone=True, min_days=0)
    short = Activity(
        partnership_id=HOME, name="x" * 90, start_on=date(2028, 3, 1), likely_days=70, late_days=70
    )
    link = example.Link(partnership_id=HOME, before_id=long.id, after_id=goal.id)
    sheet = Sheet(is_tiled=True, is_columns=is_columns, is_landscape=not is_columns)

    drawn = _sheets(example.small(long, goal, short, link), Wish(sheet))
    grey = _sheets(example.small(long, short), Wish(replace(sheet, is_black_and_white=True)))

    assert "A very long" in " ".join(_words(*grey))
    named = [" ".join(_words(picture)) for picture in drawn]
    assert len(drawn) >= 3
    assert sum("A very long" in words for words in named) >= 2
    assert sum("Goal" in words for words in named) >= 1


def test_pins_stand_on_the_sheet_of_their_activity():
    snapshot = _many(150, kind="data_collection", is_fixed=True)
    whole = printed(snapshot, LIBRARY, TODAY, OWN)
    bars = whole.plan.bars[::9]
    pins = tuple(Pin(n + 900, "x", bar.start, bar.row, Severity.ERROR) for n, bar in enumerate(bars))
    loose = Pin(899, "x", whole.plan.today, -1, Severity.ERROR)

    drawn = sheets(
        replace(whole, plan=replace(whole.plan, pins=(*pins, loose))), Sheet(is_tiled=True), LETTERS
    )

    texts = Counter(_words(*drawn))
    assert all(texts[str(number)] == 1 for number in range(899, 900 + len(bars)))


def test_columns_of_sheets_are_named_like_those_of_a_spreadsheet():
    assert [column_name(number) for number in (0, 25, 26, 27, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
    ]


def test_a_plan_over_thousands_of_years_still_fits_a_few_sheets():
    slip = Activity(partnership_id=HOME, name="Slip", start_on=date(9999, 12, 30), likely_days=5, late_days=5)

    drawn = _sheets(example.snapshot(slip), Wish(Sheet(is_tiled=True)))

    assert len(drawn) <= 60
    assert "Slip" in _words(*drawn)


@pytest.mark.parametrize("sheet", [Sheet(), Sheet(is_tiled=True), Sheet(is_columns=True),
                                   Sheet(is_columns=True, is_tiled=True), Sheet(is_proposal=True),
                                   Sheet(is_proposal=True, journal_mm=85)])  # fmt: skip
def test_an_empty_plan_and_one_activity_can_be_printed(sheet: Sheet):
    one = Activity(partnership_id=HOME, name="Only", start_on=TODAY)

    assert _pdf(example.small(), Wish(sheet))
    assert "Only" in text_of(_pdf(example.small(one), Wish(sheet)))


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(lambda t: t.strip("\0 ")),
            st.dates(date(2, 1, 1), date(9990, 1, 1)) | st.dates(date(2027, 1, 1), date(2028, 1, 1)),
            st.integers(0, 3_000),
            st.booleans(),
        ),
        max_size=7,
    ),
    st.booleans(),
    st.booleans(),
)
def test_any_plan_can_be_printed(drawn: list[tuple[str, date, int, bool]], tiled: bool, columns: bool):
    work = [
        Activity(
            partnership_id=HOME, name=name.replace("\0", ""), start_on=start, is_milestone=goal,
            min_days=0, likely_days=0 if goal else days, late_days=0 if goal else days + 30,
        )
        for name, start, days, goal in drawn
    ]  # fmt: skip

    for picture in _sheets(example.small(*work), Wish(Sheet(is_tiled=tiled, is_columns=columns))):
        _, _, right, bottom = _reach(picture)
        assert right <= picture.width - 10
        assert bottom <= picture.height - 10


# Links and pins


def _whole(example_path: Path) -> Snapshot:
    return snapshot_of(read_file(example_path).entities)


@pytest.mark.parametrize("is_tiled", [False, True])
def test_columns_for_oneself_show_pins_clauses_and_today(is_tiled: bool, example_path: Path):
    sheet = Sheet(is_columns=True, is_landscape=False, is_tiled=is_tiled)

    drawn = _sheets(_whole(example_path), Wish(sheet, is_own=True))

    words = _words(*drawn)
    assert "today" in words
    assert Counter(words)["1"] >= 2
    assert any(isinstance(s, Stroke) and s.dashed for picture in drawn for s in picture.primitives)


@pytest.mark.parametrize("is_columns", [False, True])
@pytest.mark.parametrize("is_tiled", [False, True])
def test_links_in_every_direction_end_in_an_arrow(is_columns: bool, is_tiled: bool):
    work = [
        Activity(
            id=key(f"w{n}"), partnership_id=HOME, rank=n + 1, name=f"W{n}", lane=lane, start_on=start,
            is_fixed=True, likely_days=30, late_days=30,
        )
        for n, (lane, start) in enumerate(
            [
                (Lane.ACADEMIC, date(2027, 1, 4)), (Lane.ACADEMIC, date(2027, 6, 1)),
                (Lane.INDUSTRY, date(2027, 3, 1)), (Lane.JOINT, date(2028, 9, 1)),
            ]
        )
    ]  # fmt: skip
    pairs = [(0, 1), (1, 2), (2, 0), (3, 0), (0, 3), (2, 3)]
    links = [
        example.Link(partnership_id=HOME, before_id=work[a].id, after_id=work[b].id)
        for a, b in pairs
        if a < b
    ] + [
        example.Link(
            partnership_id=HOME, before_id=work[2].id, after_id=work[1].id, kind=LinkKind.START_START
        )
    ]
    back = example.Link(partnership_id=HOME, before_id=work[3].id, after_id=work[0].id)
    sheet = Sheet(is_columns=is_columns, is_tiled=is_tiled, is_landscape=not is_columns)

    drawn = _sheets(example.small(*work, *links), Wish(sheet))
    _sheets(example.small(*work, back), Wish(sheet, is_own=True))

    arrows = sum(isinstance(s, Shape) and len(s.points) == 3 for picture in drawn for s in picture.primitives)
    assert arrows >= len(links)


def test_a_clash_without_an_activity_is_pinned_to_the_axis():
    plan = printed(example.snapshot(), LIBRARY, TODAY, OWN)
    loose = replace(plan.plan, pins=(Pin(7, "x", plan.plan.today, 0, Severity.ERROR),) * 2)

    for sheet in (Sheet(), Sheet(is_columns=True), Sheet(is_tiled=True)):
        drawn = sheets(replace(plan, plan=loose), sheet, LETTERS)
        assert "7" in _words(*drawn)


def test_what_lies_behind_the_edge_of_the_plan_is_not_drawn():
    whole = printed(example.snapshot(), LIBRARY, TODAY, OWN)
    early = replace(whole.plan, end=date(2027, 2, 1).toordinal())

    for sheet in (Sheet(), Sheet(is_columns=True)):
        words = _words(*sheets(replace(whole, plan=early, dates=()), sheet, LETTERS))
        assert "Contract negotiation" in " ".join(words) or "Contract" in words
        assert "Write-up" not in words


# Dates, parties, legend


@pytest.mark.parametrize("is_tiled", [False, True])
def test_the_dates_stand_in_a_table_behind_the_chart(is_tiled: bool, example_path: Path):
    snapshot = _whole(example_path)

    *_, last = pages(_pdf(snapshot, Wish(Sheet(is_tiled=is_tiled))))

    read = " ".join(last.split())
    assert "What Who Starts Likely end Late end" in read
    assert "Data collection Research fellow, Northfield University 8 Mar 2027 14 May 2027 14 May 2027" in read
    assert "Launch Brightpath Digital Ltd 3 May 2027" in read
    assert "Runway" not in read


def test_a_long_table_of_dates_goes_on_over_pages_and_says_what_has_no_date():
    snapshot = _many(60)
    undated = Activity(partnership_id=HOME, name="Some day")
    whole = snapshot_of([*snapshot.entities(), undated])

    drawn = sheets(printed(whole, LIBRARY, TODAY, Wish()), Sheet(), LETTERS)

    assert len(drawn) == 4
    words = _words(*drawn[1:])
    assert {f"Work {n} of many" for n in range(60)} <= set(words)
    assert words[words.index("Some day") + 2] == "no date yet"


@pytest.mark.parametrize(("known", "said"), [(True, "M2 · 1 Feb 2027"), (False, "M1")])
def test_dates_are_said_in_months_where_these_are_counted_and_none_is_invented(known: bool, said: str):
    start = date(2027, 1, 1) if known else None
    work = Activity(partnership_id=HOME, name="Work", start_on=date(2027, 2, 1))
    snapshot = example.small(work, shows_months=True, start_on=start)

    _, table = sheets(printed(snapshot, LIBRARY, TODAY, Wish()), Sheet(), LETTERS)

    assert said in _words(table)
    assert known or not any("2027" in word for word in _words(table))


def test_the_page_names_the_parties_and_the_day_and_explains_its_signs_right_under_the_chart():
    (picture,) = _sheets(example.snapshot(), OWN)

    words = {shape.text: shape for shape in picture.primitives if isinstance(shape, Words)}
    assert "Northfield University and Brightpath Digital Ltd" in words
    assert "for our own eyes · as of 9 Dec 2026" in words
    chart = max(s.y + s.height for s in picture.primitives if isinstance(s, Box) and s.height > 20)
    assert 0 < words["likely dates"].baseline - chart < 30
    first_clash = next(shape for text, shape in words.items() if text.startswith("Data collection starts"))
    assert 0 < first_clash.baseline - words["likely dates"].baseline < 30


def test_periods_have_letters_where_numbers_stand_for_clashes():
    own = _words(*_sheets(example.snapshot(), OWN))
    for_partner = _words(*_sheets(example.snapshot(), Wish()))

    assert any(word.startswith("a ") for word in own)
    assert any(word.startswith("1 ") for word in for_partner)
    assert not any(word.startswith("1 ") for word in own)


def test_names_shrink_with_what_stands_on_one_page():
    few, many = (
        name_size(printed(snapshot, LIBRARY, TODAY, Wish()), Sheet(), LETTERS)
        for snapshot in (example.snapshot(), _many(300))
    )

    assert few > 7
    assert many < 6


# Looks


def test_a_picture_for_a_proposal_keeps_off_its_edges_and_its_names_at_their_bars():
    slow = Activity(
        partnership_id=HOME, name="Slow", start_on=date(2027, 1, 4), likely_days=20, late_days=300
    )

    (picture,) = _sheets(example.small(slow), Wish(Sheet(is_proposal=True)))

    left, top, right, bottom = _reach(picture)
    assert min(left, top) >= 4
    assert right <= picture.width - 4
    assert bottom <= picture.height - 2
    bar = next(s for s in picture.primitives if isinstance(s, Box) and s.height == 11)
    name = next(s for s in picture.primitives if isinstance(s, Words) and s.text == "Slow")
    assert 0 < name.x - (bar.x + bar.width) < 8


def test_a_tail_that_the_edge_cuts_off_ends_in_an_arrow():
    slow = Activity(
        partnership_id=HOME, name="Slow", start_on=date(2027, 1, 4), likely_days=20, late_days=300
    )
    whole = replace(printed(example.small(slow), LIBRARY, TODAY, Wish()), dates=())
    cut = replace(whole, plan=replace(whole.plan, end=date(2027, 4, 1).toordinal()))

    arrows = [
        sum(isinstance(s, Shape) for s in sheets(each, Sheet(), LETTERS)[0].primitives)
        for each in (whole, cut)
    ]

    assert arrows == [0, 1]


def test_a_picture_is_fine_enough_for_print_unless_asked_otherwise():
    wish = Wish(Sheet(is_proposal=True))
    picture = Image.open(BytesIO(timeline_bytes(example.snapshot(), LIBRARY, TODAY, ".png", wish)))

    assert picture.width == pytest.approx(170 / 25.4 * 300, abs=2)


def test_a_proposal_counts_months_in_black_and_white_at_a_journals_width():
    for mm in (85, 170):
        (picture,) = _sheets(example.snapshot(), Wish(Sheet(is_proposal=True, journal_mm=mm), is_own=True))

        words = _words(picture)
        assert picture.width == pytest.approx(mm * 72 / 25.4)
        assert "M1" in words
        assert "Data collection" in words
        assert not any("clause" in word or "Teaching" in word or "Runway" in word for word in words)
        assert _colours(picture) <= GREYS


def _colours(picture: Picture) -> set[str]:
    found = set()
    for shape in picture.primitives:
        if isinstance(shape, Box):
            found |= {shape.fill, shape.outline} - {""}
        else:
            found.add(shape.fill if isinstance(shape, Shape) else shape.colour)
    return found


GREYS = {"#000000", "#4A4A4A", "#8C8C8C", "#D9D9D9", "#FFFFFF"}


def test_black_and_white_tells_the_sides_apart_by_pattern():
    (picture,) = _sheets(example.snapshot(), Wish(Sheet(is_black_and_white=True)))

    assert _colours(picture) <= GREYS
    assert {"university", "together", "company"} <= set(_words(picture))


def test_a_proposal_of_many_rows_is_drawn_smaller_rather_than_longer_than_a_page():
    (picture,) = _sheets(_many(150), Wish(Sheet(is_proposal=True)))

    assert picture.height <= 240 * 72 / 25.4


def test_months_or_dates_can_be_chosen_against_the_screen():
    assert "M1" in _words(*_sheets(example.snapshot(), Wish(in_months=True)))
    assert "M1" not in _words(*_sheets(example.snapshot(), Wish(in_months=False)))
    assert "M1" in _words(*_sheets(example.snapshot(shows_months=True), Wish()))


# The files


@pytest.mark.parametrize("wish", [Wish(), OWN, Wish(Sheet(is_tiled=True)), Wish(Sheet(is_columns=True)),
                                  Wish(Sheet(is_proposal=True))])  # fmt: skip
def test_the_pdf_is_whole_embeds_its_typefaces_and_comes_out_the_same_twice(wish: Wish, tmp_path: Path):
    content = _pdf(_many(40), wish)
    file = tmp_path / "timeline.pdf"
    file.write_bytes(content)

    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
    assert content == _pdf(_many(40), wish)
    assert b"/Subtype /Image" not in content


def test_the_pdf_says_what_it_shows_to_who_cannot_see_it():
    content = _pdf(example.snapshot())

    said = "Timeline with clocks of Northfield University".encode("utf-16-be").hex().encode()
    assert said in content.lower()
    assert b"/StructTreeRoot" in content


@pytest.mark.parametrize("name", ["Łódź", "Αθήνα", "Київ"])
def test_names_in_other_scripts_are_drawn(name: str):
    work = Activity(partnership_id=HOME, name=f"{name} visit", start_on=TODAY, likely_days=30, late_days=30)

    assert f"{name} visit" in text_of(_pdf(example.small(work)))


def test_a_thousand_activities_are_tiled_with_every_name(tmp_path: Path):
    content = _pdf(_many(1_000, 5), Wish(Sheet(is_tiled=True)))

    read = " ".join(" ".join(pages(content)).split())
    assert all(f"Work {n} of" in read for n in range(1_000))


def test_a_png_is_one_page_as_fine_as_asked():
    for dots in (72, 150):
        content = timeline_bytes(example.snapshot(), LIBRARY, TODAY, ".png", Wish(dots_per_inch=dots))
        picture = Image.open(BytesIO(content))

        assert picture.width == pytest.approx(297 / 25.4 * dots, abs=1)
        assert len(picture.getcolors(1_000_000) or ()) > 20


def test_the_pixels_show_the_pdfs_own_page():
    page = pypdfium2.PdfDocument(_pdf(example.snapshot()))[0].render(scale=1).to_pil().convert("L")
    drawn = timeline_bytes(example.snapshot(), LIBRARY, TODAY, ".png", Wish(dots_per_inch=72))
    picture = Image.open(BytesIO(drawn)).convert("L").resize(page.size)

    differing = sum(abs(a - b) > 120 for a, b in zip(page.tobytes(), picture.tobytes(), strict=True))
    assert differing < 0.01 * page.width * page.height


def test_a_long_organisation_name_stands_on_top_where_the_column_is_narrow():
    long = Organisation(partnership_id=HOME, name="The Incorporated Society of " * 8, side=Side.ACADEMIC)
    work = Activity(
        partnership_id=HOME, name="Work", start_on=TODAY, lane=Lane.ACADEMIC, organisation_id=long.id
    )

    (picture,) = _sheets(example.small(long, work), Wish(Sheet(is_proposal=True, journal_mm=85)))

    assert any(word.startswith("The Incorporated") and word.endswith("…") for word in _words(picture))
