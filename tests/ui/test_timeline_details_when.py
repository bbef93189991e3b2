"""When an activity happens, in the details: dates, what the schedule makes of them, lengths."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest

from planner.model import Clock, Link
from planner.terms import DayUnit
from tests.ui.detailing import (
    complaints,
    field,
    lengths,
    opened,
    pick,
    settle,
    texts,
    tick,
    type_over,
)
from tests.ui.timelines import DATA, ETHICS, WRITE_UP, activity, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.details_when import stretched
from ui.window import MainWindow


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


# When


def test_what_the_schedule_makes_of_a_start_is_told_with_the_reason(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    ethics, data = activity(screen, ETHICS), activity(screen, DATA)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=ethics.id, after_id=data.id))
    opened(screen, DATA)
    said = texts(screen, "when")

    assert field(screen, "Start").text() == "8 Mar 2027"
    assert "Planned: 23 Mar 2027 to " in said
    assert "Moved to 23 March 2027 instead of 8 March 2027 because Ethics review is likely to end" in said


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("Start", "31 Feb 2027", "There is no such day."),
        ("Start", "29 Feb 2027", "There is no such day."),
        ("Start", "1 Jan 9999", "more than 100 years away"),
        ("Start", "soon", "This is not a date."),
        ("Deadline", "31/2/2027", "There is no such day."),
        ("End", "1 Jan 2027", "cannot end before that"),
        ("Likely length in days", "0", "A length is at least 1 day."),
        ("Late length in days", "-4", "A length is at least 1 day."),
        ("Shortest length in days", "many", "This is not a whole number."),
        ("Late length in days", "1000000", "A length is at most 36,500 days."),
        ("Done (%)", "300 %", "This runs from 0 to 100 per cent."),
        ("Effort (% of full time)", "-5", "This runs from 0 to 100 per cent."),
    ],
)
def test_what_is_no_use_is_refused_in_words_and_nothing_is_lost(
    screen: TimelineScreen, name: str, text: str, reason: str
) -> None:
    opened(screen, DATA, "who")
    before = activity(screen, DATA)
    edit = type_over(screen, name, text)
    field(screen, "Name").setFocus()
    settle(screen)
    after = activity(screen, DATA)

    assert any(reason in said for said in complaints(screen))
    assert edit.text() == text
    assert after.model_copy(update={"version": before.version}) == before


def test_29_february_of_a_leap_year_is_a_start(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    type_over(screen, "Start", "29 Feb 2028")

    assert activity(screen, DATA).start_on == date(2028, 2, 29)


def test_another_end_is_another_length(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    type_over(screen, "End", "23 Mar 2027")

    assert lengths(screen, ETHICS) == (28, 65, 99)


def test_a_likely_length_above_the_late_one_takes_it_along_and_says_so(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    type_over(screen, "Likely length in days", "120")

    assert lengths(screen, ETHICS) == (28, 120, 120)
    assert field(screen, "Late length in days").text() == "120"
    assert "Late went along to 120, so that the range stays in order." in texts(screen, "when")


def test_a_shortest_length_above_the_likely_one_takes_both_along(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    type_over(screen, "Shortest length in days", "110")

    assert lengths(screen, ETHICS) == (110, 110, 110)
    assert "Likely and late went along to 110" in texts(screen, "when")


def test_what_is_typed_on_the_way_shortens_nothing_for_good(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    type_over(screen, "Likely length in days", "70")

    assert lengths(screen, ETHICS) == (28, 70, 99)


def test_a_refused_length_gives_the_others_back(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    edit = type_over(screen, "Likely length in days", "200")
    assert lengths(screen, ETHICS) == (28, 200, 200)
    QTest.keyClicks(edit, "x")

    assert lengths(screen, ETHICS) == (28, 64, 99)


def test_a_typed_length_is_one_step_of_undo(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    type_over(screen, "Likely length in days", "120")
    field(screen, "Name").setFocus()
    assert screen.desk.session.doc.undo_label == "length of Ethics review"
    screen.desk.session.undo()

    assert lengths(screen, ETHICS) == (28, 64, 99)


def test_any_one_length_keeps_the_three_in_order(screen: TimelineScreen) -> None:
    found = activity(screen, ETHICS)

    assert stretched(found, "late_days", 5) == {"min_days": 5, "likely_days": 5, "late_days": 5}
    assert stretched(found, "min_days", 5) == {"min_days": 5, "likely_days": 64, "late_days": 99}


def test_working_days_say_whose_clock_they_count_by(screen: TimelineScreen) -> None:
    opened(screen, ETHICS)
    pick(screen, "Counted in", "Working days")
    own = texts(screen, "when")
    screen.panel.unfold("what")
    pick(screen, "Lane and organisation", "Together")
    both = texts(screen, "when")

    assert activity(screen, ETHICS).unit is DayUnit.WORKING
    assert "Working days of Northfield University: Monday to Friday, less the days its calendars" in own
    assert "Working days that Northfield University and Brightpath Digital Ltd share" in both


def test_without_a_calendar_working_days_are_monday_to_friday(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    for clock in doc.snapshot().all(Clock):
        doc.remove(doc.get(Clock, clock.id))
    opened(screen, ETHICS)
    pick(screen, "Counted in", "Working days")

    assert "Monday to Friday. It has no calendar yet." in texts(screen, "when")


def test_a_date_is_fixed_where_it_is_planned(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    ethics, write_up = activity(screen, ETHICS), activity(screen, WRITE_UP)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=ethics.id, after_id=write_up.id))
    doc.set(write_up, "start_on", None)
    opened(screen, WRITE_UP)
    planned = screen.times[write_up.id].start
    tick(screen, "Fixed")

    assert activity(screen, WRITE_UP).is_fixed
    assert activity(screen, WRITE_UP).start_on == planned


def test_without_any_date_the_details_say_what_to_do(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    for link in doc.snapshot().all(Link):
        doc.remove(doc.get(Link, link.id))
    doc.set(activity(screen, DATA), "start_on", None)
    opened(screen, DATA)
    type_over(screen, "End", "1 May 2027")

    assert "No date yet: give it a start, or a link" in texts(screen, "when")
    assert "Give it a start first." in complaints(screen)


def test_a_missed_deadline_is_said_in_red(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    type_over(screen, "Deadline", "1 Apr 2027")

    assert any("behind its deadline of 1 April 2027" in said for said in complaints(screen))


def test_progress_that_is_taken_out_is_none(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    edit = type_over(screen, "Done (%)", "40%")
    assert activity(screen, DATA).progress_percent == 40
    edit.clear()

    assert activity(screen, DATA).progress_percent == 0
