"""Project months where dates stand otherwise: in the cells of the table, and in the details."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from planner.wording import spoken_date
from tests.ui.test_timeline_table import said, type_into
from tests.ui.timelines import DATA, activity, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.bound import day_field, slot_of
from ui.window import MainWindow

START = date(2027, 3, 8)


@pytest.fixture
def screen(example: MainWindow) -> TimelineScreen:
    found = screen_of(shown(example))
    found.hands.toggle_months()
    QApplication.processEvents()
    return found


def unknown_start(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    doc.set(doc.partnership, "start_on", None)
    screen.show_as("table")
    QApplication.processEvents()


def test_the_table_shows_months_and_no_invented_day_while_the_start_is_unknown(
    screen: TimelineScreen,
) -> None:
    screen.show_as("table")
    QApplication.processEvents()
    known = said(screen, DATA, "start")
    unknown_start(screen)

    assert known == f"M1 · {spoken_date(START)}"
    assert said(screen, DATA, "start") == "M4"
    assert said(screen, DATA, "end") == "M6"


@pytest.mark.parametrize(
    ("key", "text", "field", "day"),
    [
        ("start", "M3", "start_on", date(2027, 2, 7)),
        ("start", "m 5", "start_on", date(2027, 4, 7)),
        ("start", "M-1", "start_on", date(2026, 11, 7)),
        ("deadline", "M6", "deadline_on", date(2027, 6, 6)),
        ("start", "M4 · 9 Mar 2027", "start_on", date(2027, 3, 9)),
    ],
)
def test_a_month_is_typed_into_the_table(
    screen: TimelineScreen, key: str, text: str, field: str, day: date
) -> None:
    unknown_start(screen)

    type_into(screen, DATA, key, text)

    assert getattr(activity(screen, DATA), field) == day


def test_what_is_no_month_is_refused_and_so_is_one_while_dates_are_counted(screen: TimelineScreen) -> None:
    unknown_start(screen)
    edit = type_into(screen, DATA, "start", "M0")
    refused = screen.table.editor.complaint.label.text()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    screen.hands.toggle_months()
    QApplication.processEvents()
    edit = type_into(screen, DATA, "start", "M4")
    again = screen.table.editor.complaint.label.text()
    QTest.keyClick(edit, Qt.Key.Key_Escape)

    assert again == refused
    assert refused.startswith("This is not a date.")


def test_the_details_take_and_show_a_month(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    doc.set(doc.partnership, "start_on", None)
    made = day_field(screen.desk.session, slot_of(activity(screen, DATA).id, "start_on", "start"), "Start")
    edit = made.findChild(QLineEdit)
    shown_first = edit.text()

    edit.setText("M6")
    after = activity(screen, DATA).start_on
    made.deleteLater()

    assert shown_first == "M4"
    assert after == date(2027, 5, 7)
