"""The start of the project: field and slider below the plan, and the strip of the coming months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from planner.model import Activity
from planner.timeline import clashes
from planner.timeline.best_start import best_starts
from planner.timeline.sliding import slid
from tests.ui.desks import TODAY
from tests.ui.timelines import DATA, activity, screen_of, shown, start_of
from ui import jobs
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.more import fill_more_menu
from ui.screens.timeline.start_strip import StartStrip
from ui.screens.timeline.starting import Starting, show_best_start
from ui.window import MainWindow

START = date(2027, 3, 8)
LATER = date(2027, 10, 8)


@pytest.fixture
def screen(example: MainWindow) -> TimelineScreen:
    found = screen_of(shown(example))
    found.hands.toggle_months()
    QApplication.processEvents()
    return found


@pytest.fixture
def starting(screen: TimelineScreen) -> Starting:
    return screen.starting


@pytest.fixture
def strip(screen: TimelineScreen, qtbot: QtBot) -> StartStrip:
    show_best_start(screen)
    judged(screen.starting.strip, qtbot)
    return screen.starting.strip


def judged(strip: StartStrip, qtbot: QtBot) -> None:
    """Wait until every month is judged."""
    qtbot.waitUntil(
        lambda: bool(strip.months) and strip._job is None and not strip._soon.isActive(), timeout=30_000
    )
    QApplication.processEvents()


def x_of(screen: TimelineScreen, name: str) -> float:
    """Where on the canvas a bar begins."""
    shape = screen.canvas.shape(activity(screen, name).id)
    assert shape is not None
    return (shape.start - screen.canvas.left_day) * screen.canvas.day_px


def undone(screen: TimelineScreen) -> str:
    return screen.desk.session.doc.undo_label


# The slider and the field


def test_while_the_start_slides_bars_stand_still_and_the_clocks_move_under_them(
    screen: TimelineScreen, starting: Starting
) -> None:
    assert screen.plan is not None
    before, bands, label = x_of(screen, DATA), screen.plan.bands, undone(screen)
    starting.slider.setSliderDown(True)
    starting.slider.setValue(LATER.toordinal())

    assert x_of(screen, DATA) == pytest.approx(before)
    assert screen.plan.bands != bands
    assert screen.canvas.months_from == LATER
    assert screen.canvas.left_day - bands[0].start != 0
    assert start_of(screen, DATA) == START
    assert undone(screen) == label
    assert starting.told.accessibleName().startswith("8 Oct 2027: ")
    found = clashes.findings(
        slid(screen.desk.session.snapshot, screen.desk.session.library, LATER),
        screen.desk.session.library,
        TODAY,
    )
    assert screen.found == found


def test_letting_go_of_the_slider_is_one_step_and_the_bars_stay_where_they_are_seen(
    screen: TimelineScreen, starting: Starting
) -> None:
    before = x_of(screen, DATA)
    for day in (START + timedelta(days=3), START + timedelta(days=90), LATER):
        starting.slider.setSliderDown(True)
        starting.slider.setValue(day.toordinal())
    starting.slider.setSliderDown(False)
    QApplication.processEvents()

    assert undone(screen) == "start on 8 Oct 2027"
    assert start_of(screen, DATA) == LATER
    assert x_of(screen, DATA) == pytest.approx(before)
    assert starting.field.edit.text() == "8 Oct 2027"
    screen.desk.session.undo()
    QApplication.processEvents()
    assert start_of(screen, DATA) == START
    assert undone(screen) == "months or dates"


def test_escape_gives_the_slide_up(screen: TimelineScreen, starting: Starting) -> None:
    before = screen.canvas.left_day
    starting.slider.setFocus()
    QTest.keyClick(starting.slider, Qt.Key.Key_PageUp)
    assert starting.on == START + timedelta(days=7)
    QTest.keyClick(starting.slider, Qt.Key.Key_Escape)

    assert starting.on is None
    assert screen.canvas.left_day == before
    assert screen.canvas.is_editable
    assert starting.slider.value() == START.toordinal()
    assert undone(screen) == "months or dates"


def test_keys_on_the_slider_are_one_step_once_they_rest(
    screen: TimelineScreen, starting: Starting, qtbot: QtBot
) -> None:
    starting.slider.setFocus()
    QTest.keyClick(starting.slider, Qt.Key.Key_Right)
    QTest.keyClick(starting.slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: starting.on is None)

    assert undone(screen) == "start on 10 Mar 2027"
    screen.desk.session.undo()
    assert undone(screen) == "months or dates"


def test_enter_on_the_slider_takes_the_start_at_once(screen: TimelineScreen, starting: Starting) -> None:
    starting.slider.setFocus()
    QTest.keyClick(starting.slider, Qt.Key.Key_Left)
    QTest.keyClick(starting.slider, Qt.Key.Key_Return)

    assert undone(screen) == "start on 7 Mar 2027"


def test_a_start_typed_in_moves_the_plan(screen: TimelineScreen, starting: Starting) -> None:
    starting.field.edit.setFocus()
    starting.field.edit.selectAll()
    QTest.keyClicks(starting.field.edit, "2028-02-29")
    QTest.keyClick(starting.field.edit, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert start_of(screen, DATA) == date(2028, 2, 29)
    assert screen.canvas.months_from == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("29 Feb 2027", "There is no such day"),
        ("soon", "This is not a date"),
        ("1 Jan 9999", "more than 100 years away"),
        ("1 Jan 1", "This is not a date"),
    ],
)
def test_a_start_that_cannot_be_is_refused_where_it_is_typed(
    screen: TimelineScreen, starting: Starting, text: str, reason: str
) -> None:
    starting.field.edit.setFocus()
    starting.field.edit.selectAll()
    QTest.keyClicks(starting.field.edit, text)
    QTest.keyClick(starting.field.edit, Qt.Key.Key_Return)

    assert starting.complaint.isVisible()
    assert reason in starting.complaint.text()
    assert start_of(screen, DATA) == START


def test_an_unknown_start_counts_months_from_the_first_activity_and_says_so(
    screen: TimelineScreen, starting: Starting
) -> None:
    doc = screen.desk.session.doc
    doc.set(doc.partnership, "start_on", None)
    QApplication.processEvents()

    assert screen.canvas.months_from == date(2026, 12, 7)
    assert not screen.canvas.dates_known
    assert starting.field.edit.text() == ""
    assert starting.told.accessibleName() == "not known yet"
    assert starting.foot.accessibleName().endswith("clashes assume 7 Dec 2026.")
    starting.take(date(2027, 1, 7))
    QApplication.processEvents()
    assert screen.canvas.dates_known
    assert start_of(screen, DATA) == START + timedelta(days=31)


def test_with_dates_instead_of_months_there_is_no_slider(screen: TimelineScreen, starting: Starting) -> None:
    screen.hands.toggle_months()
    QApplication.processEvents()

    assert not starting.line.isVisible()
    assert screen.canvas.months_from is None
    assert screen.canvas.dates_known


def test_a_change_from_elsewhere_ends_the_look_at_another_start(
    screen: TimelineScreen, starting: Starting
) -> None:
    starting.preview(LATER)
    screen.desk.session.undo()
    QApplication.processEvents()

    assert starting.on is None
    assert starting.seen is None
    assert screen.canvas.months_from is None


# The strip


def test_the_strip_shows_for_each_month_what_it_would_bring(
    screen: TimelineScreen, strip: StartStrip
) -> None:
    session = screen.desk.session
    expected = best_starts(session.snapshot, session.library, TODAY)

    assert strip.months == expected
    assert len(strip.cells) == 24
    assert strip.sentence.text().startswith(
        "No month brings fewer clashes than March 2027, where the plan starts now: 3."
    )
    assert strip.legend.isVisible()
    assert "could not be assessed" in strip.sentence.text()
    now = [cell for cell in strip.cells if cell.is_now]
    assert [cell.month.on for cell in now] == [START]
    assert now[0].accessibleName().startswith("Mar 2027: ")
    assert "the start as planned" in now[0].accessibleName()
    assert "not assessed" in now[0].accessibleName()


def test_a_pressed_month_is_shown_and_start_then_is_one_step(
    screen: TimelineScreen, strip: StartStrip, qtbot: QtBot
) -> None:
    before = x_of(screen, DATA)
    cell = next(cell for cell in strip.cells if cell.month.on == LATER)
    cell.click()
    assert strip.choice.isVisible()
    assert "Oct 2027" in strip.chosen.text()
    assert screen.starting.trial.isVisible()
    assert screen.starting.trial.text().startswith("Trial: start 8 Oct 2027")
    assert x_of(screen, DATA) == pytest.approx(before)
    assert screen.canvas.months_from == LATER
    assert start_of(screen, DATA) == START
    strip.start.click()
    QApplication.processEvents()

    assert undone(screen) == "start on 8 Oct 2027"
    assert start_of(screen, DATA) == LATER
    judged(strip, qtbot)
    assert [cell.month.on for cell in strip.cells if cell.is_now] == [LATER]


def test_back_to_the_plan_leaves_everything_as_it_was(screen: TimelineScreen, strip: StartStrip) -> None:
    before = screen.canvas.left_day
    strip.cells[5].click()
    assert screen.canvas.left_day != before
    assert not screen.canvas.is_editable
    strip.back.click()

    assert screen.canvas.left_day == before
    assert screen.canvas.is_editable
    assert strip.chosen_month is None
    assert strip.sentence.isVisible()
    assert not screen.starting.trial.isVisible()


def test_the_strip_works_by_keys(strip: StartStrip) -> None:
    assert [cell.focusPolicy() for cell in strip.cells].count(Qt.FocusPolicy.StrongFocus) == 1
    strip.cells[0].setFocus()
    QTest.keyClick(strip.cells[0], Qt.Key.Key_Right)
    assert strip.window().focusWidget() is strip.cells[1]
    QTest.keyClick(strip.cells[1], Qt.Key.Key_Down)
    assert strip.window().focusWidget() is strip.cells[13]
    QTest.keyClick(strip.cells[13], Qt.Key.Key_Return)
    assert strip.chosen_month is strip.months[13]
    QTest.keyClick(strip.cells[13], Qt.Key.Key_Up)
    QTest.keyClick(strip.cells[1], Qt.Key.Key_Space)

    assert strip.chosen_month is strip.months[1]
    QTest.keyClick(strip.cells[0], Qt.Key.Key_Left)
    assert strip.window().focusWidget() is strip.cells[1]


def test_judging_can_be_cancelled_and_says_so(screen: TimelineScreen) -> None:
    strip = screen.starting.strip
    strip.show()
    strip.judge()
    pace = strip._pace
    strip.cancel()

    assert pace.is_given_up
    assert strip.sentence.text().startswith("Stopped.")
    assert strip.cells == []
    jobs.wait_for_all()


def test_a_changed_plan_is_judged_again_while_the_strip_is_open(
    screen: TimelineScreen, strip: StartStrip, qtbot: QtBot
) -> None:
    doc = screen.desk.session.doc
    before = strip.months
    doc.remove(activity(screen, DATA))
    qtbot.waitUntil(lambda: strip.months != before, timeout=30_000)

    assert strip.months[3].clashes < before[3].clashes


def test_closed_the_strip_judges_nothing(screen: TimelineScreen, strip: StartStrip) -> None:
    strip.close_strip()
    QApplication.processEvents()
    assert not strip.isVisible()
    doc = screen.desk.session.doc
    doc.remove(activity(screen, DATA))
    QApplication.processEvents()

    assert strip._job is None
    assert not strip._soon.isActive()


def test_a_plan_without_dates_has_no_months(screen: TimelineScreen, strip: StartStrip, qtbot: QtBot) -> None:
    doc = screen.desk.session.doc
    with doc.step("all away"):
        for each in doc.snapshot().all(Activity):
            doc.remove(each)
        doc.set(doc.partnership, "start_on", None)
    qtbot.waitUntil(lambda: strip.months == (), timeout=30_000)

    assert strip.sentence.text() == "Nothing is planned yet, so no month can be judged."
    assert strip.cells == []


def test_in_a_narrow_window_the_months_stand_in_two_rows(strip: StartStrip) -> None:
    strip.resize(420, 400)
    assert strip._grid.rowCount() == 2
    assert all(cell.width() >= cell.minimumWidth() for cell in strip.cells)


def test_the_menu_leads_to_both(screen: TimelineScreen) -> None:
    menu = QMenu()
    fill_more_menu(screen, menu)
    texts = [action.text() for action in menu.actions()]
    assert "From handshake to first day…" in texts
    next(a for a in menu.actions() if a.text() == "Best start…").trigger()

    assert screen.starting.strip.isVisible()
    assert {b.accessibleName() for b in screen.starting.strip.findChildren(QPushButton)} >= {
        "Cancel judging the months",
        "Close the best start",
    }
    jobs.wait_for_all()
