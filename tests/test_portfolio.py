from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.portfolio import Order, PortfolioRow, filtered, ordered, words_of
from planner.terms import Stage

MINDFUL = PortfolioRow(
    id="1",
    title="Mindful Campus",
    stage=Stage.SCOPE,
    attention="3 clashes",
    attention_level="error",
    next_on="2026-12-14",
    updated_at="2026-12-09T10:00:00+00:00",
    words=words_of(["Mindful Campus", "Northfield University", "Brightpath Digital Ltd", ""]),
)
SLEEP = PortfolioRow(
    id="2",
    title="sleep coach evaluation",
    attention="no sponsor named",
    attention_level="warning",
    next_on="2026-12-02",
    updated_at="2026-12-08T10:00:00+00:00",
    words=words_of(["sleep coach evaluation", "Straße Gesundheit"]),
)
BATTERY = PortfolioRow(
    id="3",
    title="Battery ageing model",
    stage=Stage.EXECUTION,
    attention="on track",
    attention_level="good",
    updated_at="2026-12-06T10:00:00+00:00",
    words=words_of(["Battery ageing model"]),
)
ROWS = (MINDFUL, SLEEP, BATTERY)


def test_the_filter_finds_every_word_anywhere_in_any_case() -> None:
    assert filtered(ROWS, "north MINDFUL") == [MINDFUL]
    assert filtered(ROWS, "strasse") == [SLEEP]
    assert filtered(ROWS, "mindful battery") == []
    assert filtered(ROWS, "  ") == list(ROWS)


def test_the_filter_keeps_a_stage_and_what_needs_attention() -> None:
    assert filtered(ROWS, stage=Stage.EXECUTION) == [BATTERY]
    assert filtered(ROWS, needs_attention=True) == [MINDFUL, SLEEP]
    assert filtered(ROWS, "sleep", stage=Stage.SCOPE) == []


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("updated", [MINDFUL, SLEEP, BATTERY]),
        ("title", [BATTERY, MINDFUL, SLEEP]),
        ("stage", [SLEEP, MINDFUL, BATTERY]),
        ("attention", [MINDFUL, SLEEP, BATTERY]),
        ("next", [SLEEP, MINDFUL, BATTERY]),
    ],
)
def test_rows_come_in_the_order_asked_for_and_turned_round(by: Order, expected: list[PortfolioRow]) -> None:
    assert ordered(ROWS, by) == expected
    assert ordered(ROWS, by, descending=True) == expected[::-1]


@given(st.lists(st.text(max_size=12), max_size=5), st.text(max_size=6))
def test_a_row_is_found_by_any_piece_of_any_of_its_names(names: list[str], typed: str) -> None:
    row = PortfolioRow(id="1", title="", words=words_of(names))
    wanted = typed.casefold().split()

    found = filtered([row], typed) == [row]

    assert found == all(any(word in name.casefold() for name in names) for word in wanted)
