"""The timeline row by row: the same as the canvas, sorted, filtered and edited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from planner.model import Activity, Person
from planner.terms import Lane
from planner.wording import parse_date
from tests.ui.timelines import ALT, DATA, ETHICS, PLAIN, SHIFT, activity, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.columns import COLUMNS, PLACES
from ui.window import MainWindow

ANALYSIS = "Analysis"


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    found = screen_of(window)
    found.show_as("table")
    QApplication.processEvents()
    return found


def row_of(screen: TimelineScreen, name: str) -> int:
    return screen.table.rows.row_of(activity(screen, name).id)


def said(screen: TimelineScreen, name: str, key: str) -> str:
    return str(screen.table.rows.index(row_of(screen, name), PLACES[key]).data())


def names(screen: TimelineScreen) -> list[str]:
    return [str(screen.table.rows.index(row, 0).data()) for row in range(screen.table.rows.rowCount())]


def open_cell(screen: TimelineScreen, name: str, key: str) -> QWidget:
    """Begin to type into a cell, by keyboard."""
    table = screen.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row_of(screen, name), PLACES[key]))
    QTest.keyClick(table, Qt.Key.Key_F2)
    found = [
        child
        for child in table.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(child, QLineEdit | QComboBox) and child.isVisible()
    ]
    assert len(found) == 1
    return found[0]


def type_into(screen: TimelineScreen, name: str, key: str, text: str) -> QLineEdit:
    edit = open_cell(screen, name, key)
    assert isinstance(edit, QLineEdit)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QApplication.processEvents()
    return edit


def test_it_holds_the_same_rows_in_the_order_of_the_canvas(screen: TimelineScreen) -> None:
    ordered = [shape.activity_id for shape in screen.canvas.ordered()]
    shown_ids = [screen.table.rows.line_at(row).id for row in range(screen.table.rows.rowCount())]
    activities = {a.id for a in screen.desk.session.snapshot.all(Activity)}

    assert shown_ids == [id for id in ordered if id in set(shown_ids)]
    assert activities <= set(shown_ids)
    assert len(COLUMNS) == 14


def test_the_selection_goes_both_ways(screen: TimelineScreen) -> None:
    two = [activity(screen, DATA).id, activity(screen, ETHICS).id]
    screen.canvas.select(two)
    from_canvas = set(screen.table.selected())
    current = screen.table.currentIndex().row()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Home)
    screen.table.selectRow(0)
    QTest.keyClick(screen.table, Qt.Key.Key_Down, SHIFT)

    assert from_canvas == set(two)
    assert current == row_of(screen, DATA)
    assert set(screen.canvas.selection) == {screen.table.rows.line_at(row).id for row in (0, 1)}
    assert screen.canvas.chosen == screen.table.rows.line_at(1).id


@pytest.mark.parametrize("key", [column.key for column in COLUMNS])
def test_every_column_sorts_by_key_and_by_click(screen: TimelineScreen, key: str) -> None:
    plain, table, place = names(screen), screen.table, PLACES[key]
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, place))
    QTest.keyClick(table, Qt.Key.Key_Down, ALT)
    keys = [COLUMNS[place].sorts(table.rows.line_at(row)) for row in range(table.rows.rowCount())]
    head = table.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(place) + 12, head.height() // 2)
    table.scrollTo(table.rows.index(0, place))
    spot = QPoint(head.sectionViewportPosition(place) + 12, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)

    assert keys == sorted(keys, reverse=True)
    assert head.sortIndicatorSection() in (-1, place)
    assert sorted(names(screen)) == sorted(plain)


def test_dates_sort_as_dates_and_a_cleared_order_is_that_of_the_canvas(screen: TimelineScreen) -> None:
    plain = names(screen)
    screen.table.sortByColumn(PLACES["start"], Qt.SortOrder.AscendingOrder)
    rows = screen.table.rows
    starts = [parse_date(rows.index(row, PLACES["start"]).data()) for row in range(rows.rowCount())]
    screen.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    assert starts == sorted(starts, key=lambda day: day or date.max)
    assert names(screen) == plain


def test_sorting_keeps_what_is_selected(screen: TimelineScreen) -> None:
    screen.canvas.choose(activity(screen, DATA).id)
    screen.table.sortByColumn(PLACES["name"], Qt.SortOrder.DescendingOrder)

    assert screen.table.currentIndex().row() == row_of(screen, DATA)
    assert screen.canvas.chosen == activity(screen, DATA).id


@pytest.mark.parametrize(
    ("key", "text", "field", "value"),
    [
        ("name", "Interviews", "name", "Interviews"),
        ("sublane", "WP 2", "sublane", "WP 2"),
        ("start", "2027-05-03", "start_on", date(2027, 5, 3)),
        ("start", "29 Feb 2028", "start_on", date(2028, 2, 29)),
        ("deadline", "1/6/2027", "deadline_on", date(2027, 6, 1)),
        ("progress", "40 %", "progress_percent", 40),
        ("likely_days", "21", "likely_days", 21),
        ("min_days", "3 days", "min_days", 3),
        ("late_days", "1,000", "late_days", 1000),
    ],
)
def test_a_cell_is_typed_and_is_one_step(
    screen: TimelineScreen, key: str, text: str, field: str, value: object
) -> None:
    id = activity(screen, ANALYSIS).id
    type_into(screen, ANALYSIS, key, text)
    after = getattr(screen.desk.session.doc.get(Activity, id), field)
    label = screen.desk.session.doc.undo_label
    screen.desk.session.undo()

    assert after == value
    assert label == f"{COLUMNS[PLACES[key]].head.lower()} of {ANALYSIS}"
    assert activity(screen, ANALYSIS)


def test_an_end_gives_the_likely_length(screen: TimelineScreen) -> None:
    start = screen.times[activity(screen, ANALYSIS).id].start
    end = start + timedelta(days=9)
    type_into(screen, ANALYSIS, "end", end.isoformat())

    assert screen.times[activity(screen, ANALYSIS).id].end == end
    assert activity(screen, ANALYSIS).likely_days == 10


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("name", " ", "Give it a name."),
        ("start", "soon", "This is not a date. Write it as 9 Dec 2026."),
        ("start", "29 Feb 2027", "There is no such day. Write it as 9 Dec 2026."),
        ("start", "1 Jan 9999", "1 Jan 9999 is more than 100 years away. Check the year."),
        ("deadline", "31 Dec 9999", "31 Dec 9999 is more than 100 years away. Check the year."),
        ("end", "1 Jan 2027", "It starts on "),
        ("end", "31/31/2027", "There is no such day."),
        ("likely_days", "0", "A length is at least 1 day."),
        ("likely_days", "-5", "A length is at least 1 day."),
        ("likely_days", "many", "This is not a whole number."),
        ("likely_days", "1000000", "A length is at most 36,500 days."),
        ("min_days", "99", "The shortest length cannot be more than the likely"),
        ("late_days", "1", "The late length cannot be less than the likely"),
        ("progress", "140", "Progress runs from 0 to 100 per cent."),
    ],
)
def test_what_is_refused_stays_as_typed_with_the_reason_below(
    screen: TimelineScreen, key: str, text: str, sentence: str
) -> None:
    before = activity(screen, ANALYSIS)
    edit = type_into(screen, ANALYSIS, key, text)
    complaint = screen.table.editor.complaint
    told, shown_there, kept = complaint.label.text(), complaint.isVisible(), edit.text()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert told.startswith(sentence)
    assert shown_there
    assert kept == text
    assert edit.accessibleDescription() == told
    assert activity(screen, ANALYSIS) == before
    assert not complaint.isVisible()


def test_a_refused_text_can_be_mended_even_after_looking_elsewhere(screen: TimelineScreen) -> None:
    edit = type_into(screen, ANALYSIS, "start", "soon")
    screen.table.setCurrentIndex(screen.table.rows.index(row_of(screen, DATA), 0))
    screen.refresh()
    kept = edit.text()
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "7 Jun 2027")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert kept == "soon"
    assert activity(screen, ANALYSIS).start_on == date(2027, 6, 7)
    assert not screen.table.editor.complaint.isVisible()


def test_lane_and_owner_are_chosen_from_a_list(screen: TimelineScreen) -> None:
    person = screen.desk.session.snapshot.all(Person)[0]
    lanes = open_cell(screen, ANALYSIS, "lane")
    assert isinstance(lanes, QComboBox)
    place = lanes.findText("Together")
    lanes.setCurrentIndex(place)
    lanes.activated.emit(place)
    QApplication.processEvents()
    owners = open_cell(screen, ANALYSIS, "owner")
    assert isinstance(owners, QComboBox)
    place = owners.findText(person.name)
    owners.setCurrentIndex(place)
    owners.activated.emit(place)
    QApplication.processEvents()
    changed = activity(screen, ANALYSIS)

    assert changed.lane is Lane.JOINT
    assert changed.owner_id == person.id
    assert said(screen, ANALYSIS, "owner") == person.name


def test_what_follows_from_others_cannot_be_typed(screen: TimelineScreen) -> None:
    rows = screen.table.rows
    milestone = next(
        a.name for a in screen.desk.session.snapshot.all(Activity) if a.is_milestone and a.start_on
    )

    def may(name: str, key: str) -> bool:
        flags = rows.flags(rows.index(row_of(screen, name), PLACES[key]))
        return bool(flags & Qt.ItemFlag.ItemIsEditable)

    assert not any(may(DATA, key) for key in ("late_end", "slack", "clashes"))
    assert may(DATA, "end")
    assert not may(milestone, "end")
    assert not may(milestone, "likely_days")


def test_clashes_slack_and_days_are_said_with_their_unit(screen: TimelineScreen) -> None:
    assert said(screen, DATA, "clashes").startswith("1")
    assert said(screen, DATA, "likely_days") == "68 calendar"
    assert said(screen, ANALYSIS, "slack").endswith(" calendar")


def test_delete_removes_the_selected_rows(screen: TimelineScreen) -> None:
    before = screen.table.rows.rowCount()
    screen.canvas.select([activity(screen, DATA).id, activity(screen, ANALYSIS).id])
    QTest.keyClick(screen.table, Qt.Key.Key_Delete)
    screen.refresh()

    assert screen.desk.session.snapshot.first(Activity, name=DATA) is None
    assert screen.table.rows.rowCount() <= before - 2


def test_tab_leaves_the_table(screen: TimelineScreen) -> None:
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Tab)

    assert not screen.table.hasFocus()
