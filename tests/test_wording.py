from __future__ import annotations

from datetime import date

import pytest

from planner.wording import long_date, parse_date, spoken_date


@pytest.mark.parametrize(
    "text", ["9 Dec 2026", "9 december 2026", "2026-12-09", "9/12/2026", "09/12/26", "  9 Dec 2026 "]
)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert parse_date(text) == date(2026, 12, 9)


def test_no_text_is_no_date() -> None:
    assert parse_date("  ") is None


@pytest.mark.parametrize("text", ["9 Foo 2026", "9 M 2026", "soon", "31/02/2026", "2026-13-01"])
def test_what_is_no_date_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_date(text)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(1000, 1, 1), date(9999, 12, 31)])
def test_a_spoken_date_is_read_back(day: date) -> None:
    assert parse_date(spoken_date(day)) == parse_date(long_date(day)) == day
