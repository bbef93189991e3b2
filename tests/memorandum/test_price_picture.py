"""The picture of the price: to one scale, told apart without colour, the same as its table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.memorandum.blocks import PriceLayer, PricePicture
from planner.memorandum.drawing import Box, Picture, Stroke, Words
from planner.memorandum.price_picture import PAPER_ROLES, as_table, price_block, price_picture, share
from planner.model import Assumption, Contribution, Cost, Entity
from planner.price import build_ups
from planner.terms import CostKind, Side
from tests.memorandum import example
from tests.memorandum.example import HOME, key

WIDTH = 450.0


def _measure(text: str, size: float, semibold: bool) -> float:
    return len(text) * size * (0.55 if semibold else 0.5)


def _cost(kind: CostKind, amount: int, home: str = "northfield") -> Cost:
    return Cost(partnership_id=HOME, organisation_id=key(home), kind=kind, what="x", amount=Decimal(amount))


def _gift(amount: int, home: str, kind: str) -> Contribution:
    return Contribution(partnership_id=HOME, organisation_id=key(home), kind=kind, amount=Decimal(amount))


def _block(*more: Entity) -> PricePicture:
    (build,) = build_ups(example.small(*more))
    return price_block(build)


def _drawn(block: PricePicture, width: float = WIDTH) -> Picture:
    return price_picture(block, width, str, _measure)


COSTS = (
    _cost(CostKind.DIRECTLY_INCURRED, 600),
    _cost(CostKind.DIRECTLY_ALLOCATED, 300),
    _cost(CostKind.INDIRECT, 100),
)
GIFTS = (_gift(400, "brightpath", "cash"), _gift(100, "northfield", "in_kind"))


def test_the_block_is_the_build_up_and_what_is_left():
    block = _block(*COSTS, *GIFTS)

    assert block.full == "Full economic cost: GBP 1,000"
    assert block.covered == "Put in: GBP 500, of which GBP 400 in cash"
    assert [(layer.name, layer.spoken, layer.size) for layer in block.covers] == [
        ("Brightpath Digital Ltd, cash", "GBP 400", 40_000),
        ("Northfield University, in kind", "GBP 100", 10_000),
        ("Not covered yet", "GBP 500", 50_000),
    ]


def test_a_cost_that_is_only_partly_known_is_not_called_full():
    assert _block(COSTS[0]).full == "Cost known so far: GBP 600"


def test_an_estimate_says_so_and_a_part_of_one_too():
    def indirect(*more: Entity) -> str:
        return next(layer.name for layer in _block(*more).costs if layer.kind == "indirect")

    rate = Assumption(partnership_id=HOME, key=f"price.indirect_percent/{key('northfield')}", value="30")
    other = _cost(CostKind.INDIRECT, 50, "brightpath")

    assert indirect(COSTS[0], rate) == "Indirect (estimate)"
    assert indirect(COSTS[0], other, rate) == "Indirect (part estimate)"
    assert indirect(*COSTS, rate) == "Indirect"


def test_more_than_the_cost_is_said():
    block = _block(*COSTS, _gift(1_200, "brightpath", "cash"))

    assert block.covered.endswith("; GBP 200 more than the cost")
    assert [layer.kind for layer in block.covers] == ["cash"]


def test_both_bars_have_one_scale():
    picture = _drawn(_block(*COSTS, _gift(2_000, "brightpath", "cash")))

    solid = next(s for s in picture.primitives if isinstance(s, Box) and s.fill == PAPER_ROLES["industry"])
    incurred = next(s for s in picture.primitives if isinstance(s, Box) and s.fill == PAPER_ROLES["muted"])
    assert solid.width == pytest.approx(WIDTH - 0.8)
    assert incurred.width == pytest.approx(WIDTH * 600 / 2_000 - 0.8)


def test_where_the_cost_ends_is_marked_when_more_is_put_in():
    def marks(block: PricePicture) -> list[float]:
        drawn = _drawn(block).primitives
        return [s.x1 for s in drawn if isinstance(s, Stroke) and s.width == 1.2]

    assert marks(_block(*COSTS, _gift(2_000, "brightpath", "cash"))) == [pytest.approx(WIDTH / 2)]
    assert marks(_block(*COSTS, *GIFTS)) == []


def test_every_part_has_its_number_in_the_bar_and_in_the_legend():
    words = [s.text for s in _drawn(_block(*COSTS, *GIFTS)).primitives if isinstance(s, Words)]

    for number in range(1, 7):
        assert str(number) in words
        assert any(text.startswith(f"{number} ") for text in words)


def _pattern(kind: str) -> tuple[bool, bool, bool]:
    """What is left of a part when all colour is gone: slanting, level and dashed lines."""
    layer = PriceLayer("x", "GBP 1", 100, kind, Side.ACADEMIC)  # type: ignore[arg-type]
    strokes = [s for s in _drawn(PricePicture((layer,), (), "", "")).primitives if isinstance(s, Stroke)]
    # The other bar is empty: its short dashed line is the last stroke.
    strokes = strokes[:-1]
    slanted = any(s.x1 != s.x2 and s.y1 != s.y2 for s in strokes)
    level = any(s.y1 == s.y2 and not s.dashed for s in strokes)
    return slanted, level, any(s.dashed for s in strokes)


def test_the_parts_of_a_bar_are_told_apart_without_colour():
    above = {_pattern(kind) for kind in ("directly_incurred", "directly_allocated", "indirect")}
    below = {_pattern(kind) for kind in ("cash", "in_kind", "open")}

    assert len(above) == 3
    assert len(below) == 3


def test_nothing_leaves_the_picture():
    picture = _drawn(_block(*COSTS, *GIFTS))

    for shape in picture.primitives:
        if isinstance(shape, Box):
            assert min(shape.x, shape.y) >= -0.1
            assert shape.x + shape.width <= WIDTH + 0.1
            assert shape.y + shape.height <= picture.height + 0.1
        if isinstance(shape, Words):
            assert 0 <= shape.baseline <= picture.height


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.text(max_size=300), st.integers(0, 10**18)), max_size=3),
    st.lists(st.tuples(st.text(max_size=300), st.integers(0, 10**18)), max_size=17),
    st.floats(120, 600),
)
def test_any_names_and_amounts_can_be_drawn(costs, covers, width):
    block = PricePicture(
        tuple(PriceLayer(name, "GBP 1", size, "indirect") for name, size in costs),
        tuple(PriceLayer(name, "GBP 1", size, "in_kind", Side.INDUSTRY) for name, size in covers),
        "x" * 300, "y" * 300,
    )  # fmt: skip

    picture = _drawn(block, width)

    assert picture.height < 400
    for shape in picture.primitives:
        if isinstance(shape, Words) and shape.anchor == "left":
            assert shape.x + _measure(shape.text, shape.size, shape.semibold) <= width + 0.5


def test_nothing_put_in_is_a_line_and_no_bar():
    block = PricePicture((PriceLayer("x", "GBP 0", 0, "indirect"),), (), "a", "b")

    assert any(isinstance(s, Stroke) and s.dashed for s in _drawn(block).primitives)


def test_the_table_says_what_the_picture_shows():
    block = _block(*COSTS, *GIFTS)

    rows = [row.cells for row in as_table(block).rows]
    assert rows == [
        ("Full economic cost: GBP 1,000", "", ""),
        ("Directly incurred", "GBP 600", "60 %"),
        ("Directly allocated", "GBP 300", "30 %"),
        ("Indirect", "GBP 100", "10 %"),
        ("Put in: GBP 500, of which GBP 400 in cash", "", ""),
        ("Brightpath Digital Ltd, cash", "GBP 400", "40 %"),
        ("Northfield University, in kind", "GBP 100", "10 %"),
        ("Not covered yet", "GBP 500", "50 %"),
    ]
    assert [row.side for row in as_table(block).rows][5:] == [Side.INDUSTRY, Side.ACADEMIC, None]


def test_a_share_is_told_only_where_there_is_a_cost_and_never_as_nothing():
    small = PriceLayer("x", "GBP 1", 1, "cash", Side.ACADEMIC)

    assert share(PricePicture((), (small,), "", ""), small) == ""
    whole = PriceLayer("y", "GBP 9", 1_000, "indirect")
    assert share(PricePicture((whole,), (small,), "", ""), small) == "under 1 %"


def test_the_pdf_and_the_other_writers_know_the_block():
    from planner.memorandum.markdown import markdown
    from planner.memorandum.pdf import render
    from planner.memorandum.text import plain_text
    from tests.memorandum.papers import paper
    from tests.memorandum.reading import text_of

    memo = paper(_block(*COSTS, *GIFTS))

    for told in (plain_text(memo), markdown(memo), text_of(render(memo)[0])):
        assert "Not covered yet" in told
        assert "GBP 400" in told


def test_two_drafts_compare_the_price_part_by_part():
    from planner.memorandum.blocks import Annex, blocks_json
    from planner.memorandum.stored_blocks import Listing, sections_of

    (section,) = sections_of(blocks_json((Annex("A", "Contributions"), _block(*COSTS))))

    assert section.text == ""
    assert section.listings == (
        Listing(
            ("Part of the price", "Amount"),
            (
                ("Directly incurred", "GBP 600"),
                ("Directly allocated", "GBP 300"),
                ("Indirect", "GBP 100"),
                ("Not covered yet", "GBP 1,000"),
            ),
        ),
    )
