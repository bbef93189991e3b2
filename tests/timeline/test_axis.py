from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.timeline.drawn.axis import ticks, weekends
from planner.timeline.words import day_words, days_words, listed, month_start, project_month

DEC = date(2026, 12, 9).toordinal()


def labels(start, end, scale, start_on=None):
    return [tick.label for tick in ticks(start.toordinal(), end.toordinal(), scale, start_on)]


def test_months_name_the_year_first_and_in_january():
    found = labels(date(2026, 12, 9), date(2027, 3, 2), "month")

    assert found == ["Dec 2026", "Jan 2027", "Feb", "Mar"]


def test_quarters_years_and_weeks():
    assert labels(date(2026, 12, 9), date(2027, 4, 2), "quarter") == ["Q4 2026", "Q1 2027", "Q2"]
    assert labels(date(2026, 12, 9), date(2028, 1, 2), "year") == ["2026", "2027", "2028"]
    assert labels(date(2026, 12, 23), date(2027, 1, 12), "week") == [
        "21 Dec 2026",
        "28 Dec",
        "4 Jan 2027",
        "11 Jan",
    ]


def test_project_months_count_from_the_start_and_know_no_month_zero():
    start = date(2027, 1, 15)

    assert labels(date(2026, 12, 20), date(2027, 3, 20), "month", start) == ["M-1", "M1", "M2", "M3"]
    assert labels(date(2027, 1, 15), date(2027, 8, 1), "quarter", start) == ["M1", "M4", "M7"]


def test_ticks_hold_at_both_ends_of_the_calendar():
    last = date.max.toordinal()

    assert ticks(last - 20, last + 500, "month")[-1].label == "Dec 9999"
    assert ticks(last - 20, last + 500, "month", date(9999, 1, 1))[-1].label == "M12"
    assert ticks(last - 3, last + 500, "week")[-1].day <= last
    assert ticks(-50, 40, "month")[0].day == 1


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2027, 1, 31), "M1"),
        (date(2027, 2, 27), "M1"),
        (date(2027, 2, 28), "M2"),
        (date(2027, 3, 30), "M2"),
        (date(2027, 3, 31), "M3"),
        (date(2027, 1, 30), "M-1"),
    ],
)
def test_project_months_of_a_start_at_the_end_of_a_month(day, month):
    assert project_month(day, date(2027, 1, 31)) == month


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-600, 600))
def test_a_project_month_starts_on_a_day_of_that_month(start, number):
    name = f"M{number if number > 0 else number - 1}"

    assert project_month(month_start(number, start), start) == name


def test_project_months_beyond_the_calendar_stop_at_its_ends():
    assert month_start(-40_000, date(2027, 1, 1)) == date.min
    assert month_start(200_000, date(2027, 1, 1)) == date.max


def test_words():
    assert day_words(date(2026, 12, 9)) == "9 Dec 2026"
    assert days_words(1) == "1 calendar day"
    assert days_words(1_200, "working") == "1,200 working days"
    assert listed(["A"]) == "A"
    assert listed([]) == ""
    assert listed(["A", "B", "C"]) == "A, B and C"


def test_single_days_are_named_with_their_weekday_and_weekends_are_known() -> None:
    wednesday = date(2026, 12, 30).toordinal()

    found = ticks(wednesday, wednesday + 4, "day")
    saturdays = [date.fromordinal(day) for day in weekends(wednesday, wednesday + 10)]

    assert [tick.label for tick in found] == ["30 We", "31 Th", "1 Fr", "2 Sa"]
    assert [tick.is_major for tick in found] == [False, False, True, False]
    assert date(2027, 1, 2) in saturdays


def test_while_dates_are_not_known_every_scale_counts_project_months() -> None:
    start = date(2027, 1, 1)

    found = ticks(start.toordinal(), start.toordinal() + 40, "week", start, dates_known=False)

    assert [tick.label for tick in found] == ["M1", "M2"]
