from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.library import Library
from planner.library.entries import Window
from planner.model import Organisation
from planner.terms import Side
from planner.timeline.clocks.calendars import bands, kind_name, knows, stand_in_for, yearly
from planner.timeline.clocks.work_week import (
    WorkWeek,
    add_working_days,
    closed_days,
    is_working_day,
    working_days,
)
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, clock, plan

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 6, 30)), max_size=30)


def shown(snapshot, start, end):
    return [(b.name, b.start, b.end) for b in bands(snapshot, LIBRARY, start, end)]


def test_a_published_calendar_shows_its_printed_periods():
    snapshot = plan(*clock(NORTHFIELD, "bradford"))

    found = shown(snapshot, date(2026, 1, 1), date(2026, 1, 18))

    assert ("Semester 1 exams", date(2026, 1, 5), date(2026, 1, 16)) in found


def test_years_that_a_calendar_does_not_print_follow_the_pattern_of_its_country_and_say_so():
    snapshot = plan(*clock(NORTHFIELD, "bradford"))

    found = bands(snapshot, LIBRARY, date(2029, 1, 1), date(2029, 1, 31))

    assert [b.name for b in found if b.kind == "exam"] == ["Exams (by pattern)"]
    assert all("our generalisation" in b.note for b in found)


def test_printed_years_are_left_as_printed():
    snapshot = plan(*clock(NORTHFIELD, "bradford"))

    found = bands(snapshot, LIBRARY, date(2025, 10, 1), date(2026, 7, 19))

    assert [b.name for b in found if b.kind == "exam"] == ["Semester 1 exams", "Semester 2 exams"]


def test_a_country_without_a_general_pattern_leaves_other_years_empty():
    snapshot = plan(*clock(NORTHFIELD, "dcu"))

    assert stand_in_for(LIBRARY, LIBRARY.calendars["dcu"]) is None
    assert shown(snapshot, date(2030, 1, 1), date(2030, 12, 31)) == []
    assert not knows(snapshot, LIBRARY, NORTHFIELD, date(2030, 1, 1))
    assert knows(snapshot, LIBRARY, NORTHFIELD, date(2026, 10, 1))


def test_a_clock_shows_its_pattern_and_its_own_periods():
    own = (date(2027, 8, 1), date(2027, 8, 31))
    snapshot = plan(*clock(NORTHFIELD, "gen-gb-semester", ethics_pause=own))

    names = [b.name for b in bands(snapshot, LIBRARY, date(2027, 8, 1), date(2027, 8, 31))]

    assert names == ["Summer leave", "No ethics meetings"]


def test_a_period_whose_end_is_unknown_says_so():
    snapshot = plan(*clock(BRIGHTPATH, runway=(date(2027, 1, 1), None)))

    (band,) = bands(snapshot, LIBRARY, date(2027, 1, 1), date(2027, 1, 1))

    assert band.end_unknown
    assert band.end == band.start
    assert "not known" in band.note


def test_a_content_period_without_an_end_says_so():
    snapshot = plan(*clock(NORTHFIELD, "stanford"))

    found = bands(snapshot, LIBRARY, date(2025, 9, 22), date(2025, 9, 22))

    assert [b.end_unknown for b in found if b.kind == "teaching"] == [True]


def test_company_quarters_and_the_year_end_shutdown():
    snapshot = plan(*clock(BRIGHTPATH, "company-quarters"))

    found = bands(snapshot, LIBRARY, date(2026, 12, 20), date(2027, 1, 5))

    assert [(b.name, b.is_closed) for b in found] == [
        ("Q4", False),
        ("Year-end shutdown", True),
        ("Q1", False),
    ]


def test_an_organisation_without_a_clock_knows_nothing():
    assert not knows(plan(), LIBRARY, NORTHFIELD, date(2027, 1, 1))


def test_an_empty_clock_knows_nothing_and_one_with_own_periods_does():
    empty = plan(*clock(NORTHFIELD))
    filled = plan(*clock(NORTHFIELD, closure=(date(2027, 1, 1), date(2027, 1, 2))))

    assert not knows(empty, LIBRARY, NORTHFIELD, date(2027, 1, 1))
    assert knows(filled, LIBRARY, NORTHFIELD, date(2028, 1, 1))


def test_a_window_over_new_year_touches_both_years():
    window = Window(kind="winter_closure", start="12-20", end="01-04")

    found = list(yearly(window, date(2027, 1, 1), date(2027, 12, 31)))

    assert found == [
        (date(2026, 12, 20), date(2027, 1, 4)),
        (date(2027, 12, 20), date(2028, 1, 4)),
    ]


def test_windows_hold_on_the_edges_of_the_calendar_and_on_29_february():
    over = Window(kind="shutdown", start="12-21", end="01-02")
    leap = Window(kind="freeze", start="02-29", end="02-29")

    assert list(yearly(over, date(9999, 12, 1), date.max)) == [(date(9999, 12, 21), date.max)]
    assert list(yearly(over, date.min, date(1, 2, 1))) == []
    assert next(yearly(leap, date(2027, 1, 1), date(2027, 12, 31)))[0] == date(2027, 2, 28)


def test_closed_days_are_those_of_closed_bands_only():
    snapshot = plan(*clock(BRIGHTPATH, "company-quarters"))
    start, end = date(2026, 12, 30), date(2027, 1, 4)

    closed = closed_days(bands(snapshot, LIBRARY, start, end), start, end)

    assert closed == {date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)}
    assert not is_working_day(date(2026, 12, 30), closed)
    assert is_working_day(date(2027, 1, 4), closed)
    assert not is_working_day(date(2027, 1, 9))


def test_a_clock_of_an_unknown_pattern_shows_nothing():
    assert shown(plan(*clock(NORTHFIELD, "gone")), date(2026, 1, 1), date(2027, 1, 1)) == []


def test_kinds_have_names_and_own_kinds_keep_theirs():
    assert kind_name("ethics_pause") == "No ethics meetings"
    assert kind_name("grant_round") == "Grant round"
    assert kind_name("") == "Period"


@given(DAYS, st.integers(0, 2_000), HOLIDAYS)
def test_working_days_count_monday_to_friday_less_holidays(start, span, holidays):
    end = start + timedelta(days=span)

    counted = sum(is_working_day(start + timedelta(days=n), holidays) for n in range(span))

    assert working_days(start, end, holidays) == counted
    assert working_days(end, start, holidays) == -counted


@given(DAYS, st.integers(0, 400), HOLIDAYS)
def test_adding_working_days_and_counting_them_agree(start, days, holidays):
    end = add_working_days(start, days, holidays)

    assert working_days(start, end, holidays) == days


@given(DAYS, st.integers(1, 100), HOLIDAYS)
def test_the_start_before_a_day_is_the_first_that_reaches_it(day, days, holidays):
    week = WorkWeek(holidays)

    start = week.before(day.toordinal(), days)

    assert week.after(start, days) >= day.toordinal()
    assert week.after(start - 1, days) < day.toordinal()


def test_adding_days_stops_at_the_end_of_the_calendar():
    assert add_working_days(date(9999, 12, 30), 500) == date.max


def test_bands_of_two_organisations_keep_their_sides():
    other = Organisation(partnership_id=PARTNERSHIP.id, name="Ash College", side=Side.ACADEMIC)
    snapshot = plan(other, *clock(other, "gen-de-semester"), *clock(BRIGHTPATH, "company-quarters"))

    found = bands(snapshot, LIBRARY, date(2027, 2, 8), date(2027, 2, 9))

    assert {(b.organisation_id, b.side) for b in found} == {
        (other.id, Side.ACADEMIC),
        (BRIGHTPATH.id, Side.INDUSTRY),
    }


def test_a_calendar_without_terms_shows_nothing_and_knows_nothing(tmp_path):
    (tmp_path / "calendars.toml").write_text(
        '[[calendar]]\nkey = "bare"\nbasis = "planner"\nname = "Bare"\n'
        'side = "academic"\ncountry = "GB"\nconfidence = "low"\n'
    )
    snapshot, library = plan(*clock(NORTHFIELD, "bare")), Library(tmp_path)

    assert bands(snapshot, library, date(2026, 1, 1), date(2027, 1, 1)) == ()
    assert not knows(snapshot, library, NORTHFIELD, date(2026, 1, 1))
