from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.model import Clock, ClockPeriod
from planner.terms import DayUnit, Repeats
from planner.timeline.clocks.calendars import bands, closures
from planner.timeline.clocks.repeating import MOST, occurrence, occurrences
from planner.timeline.schedule import schedule
from tests.timeline.plans import BRIGHTPATH, LIBRARY, PARTNERSHIP, activity, plan

CLOCK = Clock(partnership_id=PARTNERSHIP.id, organisation_id=BRIGHTPATH.id, name="Product")
UNITS = st.sampled_from([Repeats.DAYS, Repeats.WEEKS, Repeats.MONTHS, Repeats.YEARS])


def period(first, last=None, repeats=Repeats.NEVER, every=1, until=None, kind="sprint", name=""):
    return ClockPeriod(
        partnership_id=PARTNERSHIP.id,
        clock_id=CLOCK.id,
        kind=kind,
        name=name,
        starts_on=first,
        ends_on=last,
        repeats=repeats,
        repeats_every=every,
        repeats_until=until,
    )


def times(found, start, end):
    return [(first, last) for _, first, last in occurrences(found, start, end)]


def names(found, start, end):
    return [band.name for band in bands(plan(CLOCK, found), LIBRARY, start, end)]


def test_sprints_follow_each_other_without_a_gap_and_are_numbered():
    sprint = period(date(2026, 12, 7), date(2026, 12, 20), Repeats.WEEKS, 2)

    found = times(sprint, date(2026, 12, 1), date(2027, 2, 28))

    assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(found))
    assert names(sprint, date(2026, 12, 1), date(2027, 1, 10)) == ["Sprint 1", "Sprint 2", "Sprint 3"]


def test_sprints_count_on_from_the_number_they_begin_with():
    sprint = period(date(2026, 12, 7), date(2026, 12, 20), Repeats.WEEKS, 2, name="Team A sprint 41")

    assert names(sprint, date(2027, 1, 4), date(2027, 1, 10)) == ["Team A sprint 43"]


def test_a_date_in_a_name_is_no_number_and_other_kinds_are_not_numbered():
    dated = period(date(2026, 12, 7), None, Repeats.WEEKS, name="Sprint 20261207")
    meeting = period(
        date(2026, 12, 7), date(2026, 12, 7), Repeats.WEEKS, kind="board_meeting", name="Q1 board"
    )

    assert names(dated, date(2026, 12, 7), date(2026, 12, 7)) == ["Sprint 20261207 1"]
    assert names(meeting, date(2026, 12, 14), date(2026, 12, 14)) == ["Q1 board"]


def test_the_31st_is_the_last_day_of_a_shorter_month_and_the_31st_again_behind_it():
    payday = period(date(2027, 1, 31), date(2027, 1, 31), Repeats.MONTHS)

    found = [first for first, _ in times(payday, date(2027, 1, 1), date(2027, 4, 30))]

    assert found == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_29_february_is_the_28th_outside_leap_years():
    leap = period(date(2028, 2, 29), date(2028, 2, 29), Repeats.YEARS)

    found = [first for first, _ in times(leap, date(2028, 1, 1), date(2032, 12, 31))]

    assert found == [
        date(2028, 2, 29),
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


def test_a_whole_month_stays_a_whole_month():
    month = period(date(2027, 2, 1), date(2027, 2, 28), Repeats.MONTHS)

    assert times(month, date(2027, 3, 1), date(2027, 4, 1)) == [
        (date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 4, 30)),
    ]


def test_the_last_time_begins_not_behind_until_and_the_first_stands_all_the_same():
    board = period(date(2027, 1, 5), date(2027, 1, 5), Repeats.WEEKS, until=date(2027, 1, 19))
    mistaken = period(date(2027, 1, 5), date(2027, 1, 5), Repeats.WEEKS, until=date(2026, 1, 1))

    assert len(times(board, date(2027, 1, 1), date(2028, 1, 1))) == 3
    assert times(mistaken, date(2027, 1, 1), date(2028, 1, 1)) == [(date(2027, 1, 5), date(2027, 1, 5))]


def test_a_runway_does_not_come_again():
    runway = period(date(2027, 1, 1), date(2027, 3, 31), Repeats.YEARS, kind="runway")

    assert len(times(runway, date(2027, 1, 1), date(2040, 1, 1))) == 1


def test_a_day_repeated_for_ever_is_worked_out_for_the_span_asked_alone():
    daily = period(date(1, 1, 1), date(1, 1, 1), Repeats.DAYS)

    assert len(times(daily, date(9999, 12, 25), date.max)) == 7
    assert len(times(daily, date.min, date.max)) == MOST
    assert len(bands(plan(CLOCK, daily), LIBRARY, date(2026, 1, 1), date(2026, 12, 31))) == 365


def test_what_would_lie_behind_the_year_9999_is_left_out():
    days = period(date(9999, 12, 1), date(9999, 12, 20), Repeats.DAYS, 15)
    years = period(date(9998, 6, 1), date(9998, 6, 2), Repeats.YEARS)

    assert times(days, date(9999, 1, 1), date.max) == [(date(9999, 12, 1), date(9999, 12, 20))]
    assert len(times(years, date(9990, 1, 1), date.max)) == 2
    assert occurrence(years, 3) is None


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 40),
    UNITS,
    st.integers(1, 30),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 500),
)
def test_the_times_in_a_span_are_those_of_counting_from_the_first(first, length, unit, every, start, span):
    found = period(first, first + timedelta(days=length), unit, every)
    end = start + timedelta(days=span)
    counted = []
    number = 1
    while (time := occurrence(found, number)) is not None and time[0] <= end:
        if time[1] >= start:
            counted.append((number, *time))
        number += 1

    assert list(occurrences(found, start, end)) == counted
    assert all(a <= b for _, a, b in counted)


def test_working_days_pass_over_closures_that_repeat_and_nothing_else():
    closed = period(date(2027, 3, 5), kind="closure", repeats=Repeats.WEEKS)
    busy = [period(date(2027, 3, 1), kind="event", repeats=Repeats.DAYS, name=f"E{n}") for n in range(200)]
    work = activity("Work", date(2027, 3, 1), 10, "industry", unit=DayUnit.WORKING)

    alone, among_others = (
        schedule(plan(CLOCK, closed, *more, work), LIBRARY)[work.id].end for more in ([], busy)
    )

    # Two Fridays are closed, so ten days take until the Tuesday of the third week.
    assert alone == among_others == date(2027, 3, 16)


def test_closures_are_the_closed_ones_of_all_bands():
    clock = Clock(
        partnership_id=PARTNERSHIP.id, organisation_id=BRIGHTPATH.id, name="Days off", pattern="holidays:GB"
    )
    own = [period(date(2027, 3, 5), kind=kind, repeats=Repeats.WEEKS) for kind in ("closure", "event")]
    snapshot = plan(CLOCK, clock, *own)
    span = date(2027, 1, 1), date(2028, 12, 31)

    found = closures(snapshot, LIBRARY, *span)

    assert found == tuple(band for band in bands(snapshot, LIBRARY, *span) if band.is_closed)
    assert {band.kind for band in found} == {"closure", "holiday"}
