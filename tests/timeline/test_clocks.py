from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.document import Document
from planner.model import Clock, ClockPeriod
from planner.terms import Repeats
from planner.timeline.clocks.calendars import bands, bands_of, knows, year_words
from planner.timeline.clocks.changing import (
    as_own_dates,
    band_lines,
    new_clock,
    new_period,
    remove_clock,
    told_of_clock,
    told_of_pattern,
)
from planner.timeline.clocks.public_holidays import (
    countries,
    days_off,
    holiday_calendar,
    parts,
    pattern_of,
)
from planner.timeline.clocks.work_week import closed_days, is_working_day
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, TODAY, clock, plan

HOLIDAYS = "holidays:GB-ENG"


def document(*entities):
    return Document(plan(*entities).entities())


def told(pattern="", **periods):
    made = clock(NORTHFIELD, pattern, **periods)
    return told_of_clock(plan(*made), LIBRARY, made[0], TODAY)


# Public holidays


def test_public_holidays_are_closed_days_with_those_given_in_their_place():
    snapshot = plan(*clock(NORTHFIELD, HOLIDAYS))
    start, end = date(2027, 12, 20), date(2028, 1, 5)

    found = bands(snapshot, LIBRARY, start, end)
    closed = closed_days(found, start, end)

    assert ("Christmas Day (observed)", date(2027, 12, 27)) in [(b.name, b.start) for b in found]
    assert all(b.kind == "holiday" and b.is_closed and "holidays" in b.note for b in found)
    assert not is_working_day(date(2027, 12, 27), closed)
    assert is_working_day(date(2027, 12, 29), closed)


def test_parts_of_a_country_have_their_own_holidays():
    scotland = days_off("holidays:GB-SCT", date(2027, 1, 1), date(2027, 1, 31))
    england = days_off(HOLIDAYS, date(2027, 1, 1), date(2027, 1, 31))

    assert len(scotland) > len(england)
    assert dict(parts("GB"))["SCT"] == "Scotland"
    assert dict(parts("FR"))["974"] == "La Réunion"


def test_holidays_are_named_in_english_and_an_observed_day_stands_in_its_own_year():
    assert ("Epiphany") in [
        name for _, name in days_off("holidays:DE-BW", date(2027, 1, 1), date(2027, 1, 31))
    ]
    assert (date(2027, 12, 31), "New Year's Day (observed)") in days_off(
        "holidays:US", date(2027, 12, 1), date(2027, 12, 31)
    )


def test_years_that_the_library_does_not_know_have_no_holidays_and_that_is_said():
    calendar = holiday_calendar("holidays:LK")
    assert calendar is not None
    made = clock(NORTHFIELD, "holidays:LK")

    said = told_of_clock(plan(*made), LIBRARY, made[0], date(calendar.last_year, 12, 9))

    assert days_off("holidays:LK", date(calendar.last_year + 1, 1, 1), date(2100, 1, 1)) == []
    assert f"{calendar.first_year} to {calendar.last_year}" in said
    assert f"None are known for {calendar.last_year + 1}" in said
    assert "None are known" not in told(HOLIDAYS)


@pytest.mark.parametrize(
    "pattern", ["holidays:", "holidays:XX", "holidays:GB-XX", "holidays:gb", "holidays:__doc__"]
)
def test_a_place_without_known_holidays_shows_none(pattern):
    assert holiday_calendar(pattern) is None
    assert days_off(pattern, date(2027, 1, 1), date(2027, 12, 31)) == []
    assert bands(plan(*clock(NORTHFIELD, pattern)), LIBRARY, date(2027, 1, 1), date(2027, 12, 31)) == ()
    assert "no public holidays by this name" in told(pattern)


def test_countries_are_listed_by_name():
    names = [name for _, name in countries()]

    assert dict(countries())["GB"] == "United Kingdom"
    assert "Isle of Man" in names
    assert names == sorted(names)
    assert parts("XX") == ()
    assert pattern_of("GB") == "holidays:GB"


def test_holidays_alone_and_a_runway_say_nothing_of_terms():
    holidays = plan(*clock(NORTHFIELD, HOLIDAYS))
    runway = plan(*clock(NORTHFIELD, runway=(date(2027, 1, 1), date(2027, 12, 31))))

    assert not knows(holidays, LIBRARY, NORTHFIELD, date(2027, 6, 1))
    assert not knows(runway, LIBRARY, NORTHFIELD, date(2027, 6, 1))
    assert knows(plan(*clock(NORTHFIELD, "bradford")), LIBRARY, NORTHFIELD, date(2040, 6, 1))


# Missing years


def test_a_year_that_is_not_printed_is_named_in_the_note():
    snapshot = plan(*clock(NORTHFIELD, "bradford"))

    found = bands(snapshot, LIBRARY, date(2029, 1, 10), date(2029, 1, 10))

    assert [band.note.split(":")[0] for band in found] == ["2028/29 by pattern"]
    assert "After 7 Aug 2026 by pattern: “United Kingdom, general semester pattern”" in told("bradford")


def test_years_are_written_as_the_calendar_writes_them():
    assert year_words(LIBRARY.calendars["melbourne"], date(2027, 11, 1)) == "2027"
    assert year_words(LIBRARY.calendars["bradford"], date(2027, 7, 31)) == "2026/27"
    assert year_words(LIBRARY.calendars["bradford"], date(1999, 8, 1)) == "1999/00"


def test_what_a_calendar_says_of_every_year_is_not_said_twice_by_pattern():
    snapshot = plan(*clock(NORTHFIELD, "maryland"))

    found = bands(snapshot, LIBRARY, date(2029, 5, 1), date(2029, 8, 31))

    assert [b.name for b in found] == ["Exams (by pattern)", "Outside the nine-month contract"]


def test_a_calendar_without_dates_says_what_stands_in_for_it():
    said = told("twente-closure")

    assert said.startswith("Prints no dates: nothing is shown of its own.")
    assert "“Netherlands, general quarter pattern” stands in, our generalisation" in said
    snapshot = plan(*clock(NORTHFIELD, "twente-closure"))
    assert (
        bands(snapshot, LIBRARY, date(2026, 12, 24), date(2026, 12, 24))[0].name
        == "Winter closure (by pattern)"
    )


def test_clocks_say_what_they_are():
    assert "there is no general pattern for its country" in told("dcu")
    assert told("gone") == "This calendar is no longer part of the content."
    assert told().startswith("No periods yet")
    assert told(exam=(date(2027, 5, 1), None)) == "1 period of its own: exams."
    assert "Not a published calendar" in told_of_pattern(LIBRARY, LIBRARY.calendars["gen-gb-semester"])


def test_what_was_imported_says_so_in_the_dialog_and_in_each_tip():
    made = Clock(
        partnership_id=NORTHFIELD.partnership_id,
        organisation_id=NORTHFIELD.id,
        note="Imported on 9 Dec 2026.",
    )
    own = ClockPeriod(
        partnership_id=made.partnership_id, clock_id=made.id, kind="exam", starts_on=TODAY, ends_on=TODAY
    )
    snapshot = plan(made, own)

    assert told_of_clock(snapshot, LIBRARY, made, TODAY).endswith("Imported on 9 Dec 2026.")
    assert [band.note for band in bands(snapshot, LIBRARY, TODAY, TODAY)] == ["Imported on 9 Dec 2026."]


def test_bands_are_read_out_with_their_days():
    snapshot = plan(
        *clock(NORTHFIELD, exam=(date(2027, 5, 1), None), closure=(date(2027, 5, 3), date(2027, 5, 4)))
    )

    assert band_lines(bands(snapshot, LIBRARY, date(2027, 5, 1), date(2027, 5, 9))) == [
        "Exams, 1 May 2027, end not known",
        "Closed, 3 May 2027 to 4 May 2027",
    ]


# Changing


@pytest.mark.parametrize(
    "pattern", ["bradford", "maryland", "gen-gb-semester", "company-quarters", "twente-closure"]
)
def test_a_calendar_copied_into_own_dates_shows_the_same_days_as_before(pattern):
    made = clock(NORTHFIELD, pattern)
    doc = document(*made)
    start, end = date(2026, 8, 10), date(2031, 12, 31)
    if pattern == "maryland":
        start = date(2027, 8, 21)
    before = {(b.kind, b.start, b.end) for b in bands(doc.snapshot(), LIBRARY, start, end)}
    as_own_dates(doc, LIBRARY, made[0], TODAY)
    copied = doc.get(Clock, made[0].id)

    after = {(b.kind, b.start, b.end) for b in bands(doc.snapshot(), LIBRARY, start, end)}

    assert after == before
    assert copied.pattern == ""
    assert copied.note == f"Copied from {LIBRARY.calendars[pattern].name} on 9 Dec 2026."
    doc.undo()
    assert not doc.snapshot().all(ClockPeriod)


def test_public_holidays_copied_are_the_days_of_seven_years():
    made = clock(NORTHFIELD, HOLIDAYS)
    doc = document(*made)
    as_own_dates(doc, LIBRARY, made[0], TODAY)
    days = [p.starts_on for p in doc.snapshot().all(ClockPeriod)]

    assert (min(days), max(days)) == (date(2025, 1, 1), date(2031, 12, 26))
    assert (
        doc.get(Clock, made[0].id).note
        == "Copied from the public holidays of England, United Kingdom on 9 Dec 2026."
    )


def test_a_clock_of_an_unknown_pattern_is_copied_as_an_empty_one():
    made = clock(NORTHFIELD, "gone")
    odd = clock(BRIGHTPATH, "holidays:XX")
    doc = document(*made, *odd)
    as_own_dates(doc, LIBRARY, made[0], TODAY)
    as_own_dates(doc, LIBRARY, odd[0], TODAY)

    assert not doc.snapshot().all(ClockPeriod)
    assert {c.pattern for c in doc.snapshot().all(Clock)} == {""}


def test_a_clock_goes_with_its_periods_in_one_step_and_the_runway_stays():
    made = clock(NORTHFIELD, "bradford", closure=(date(2027, 1, 1), date(2027, 1, 2)))
    money = clock(BRIGHTPATH, runway=(TODAY, date(2027, 10, 1)), sprint=(TODAY, TODAY))
    doc = document(*made, *money)
    remove_clock(doc, made[0])
    remove_clock(doc, money[0])

    assert [p.kind for p in doc.snapshot().all(ClockPeriod)] == ["runway"]
    doc.undo()
    doc.undo()
    assert len(doc.snapshot().all(ClockPeriod)) == 3


def test_a_new_clock_gets_periods_of_two_weeks_to_be_edited():
    doc = document()
    made = new_clock(doc, BRIGHTPATH, "", "Product")
    period = new_period(doc, made, TODAY)
    last = new_period(doc, made, date.max)

    assert (period.starts_on, period.ends_on) == (TODAY, date(2026, 12, 22))
    assert last.ends_on == date.max
    assert period.repeats is Repeats.NEVER
    assert len(bands_of(doc.snapshot(), LIBRARY, made, TODAY, TODAY)) == 1


def test_holidays_are_imported_on_use_only():
    text = (Path(__file__).parent.parent.parent / "planner/timeline/clocks/public_holidays.py").read_text()

    assert "\nimport holidays" not in text
    assert "\nfrom holidays" not in text
