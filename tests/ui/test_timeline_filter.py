"""Looking for activities on the timeline, on the canvas and in the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.model import Person
from tests.ui.timelines import CTRL, DATA, ETHICS, PLAIN, SHIFT, activity, press, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.window import MainWindow


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


def key(widget: QWidget, which: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(widget, which, held)
    QApplication.processEvents()


def look_for(screen: TimelineScreen, qtbot: QtBot, text: str) -> None:
    screen.filter.open()
    with qtbot.waitSignal(screen.filter.changed):
        QTest.keyClicks(screen.filter.text, text)


@pytest.mark.parametrize("how", ["ctrl+f", "slash", "button"])
def test_it_opens_by_key_and_button_and_escape_closes_it(screen: TimelineScreen, how: str) -> None:
    screen.canvas.setFocus()
    if how == "ctrl+f":
        key(screen.canvas, Qt.Key.Key_F, CTRL)
    elif how == "slash":
        key(screen.canvas, Qt.Key.Key_Slash)
    else:
        screen.buttons.search.click()
    opened = (screen.filter.isVisible(), screen.filter.text.hasFocus())
    key(screen.filter.text, Qt.Key.Key_Escape)

    assert opened == (True, True)
    assert not screen.filter.isVisible()
    assert screen.canvas.hasFocus()


def test_a_text_is_found_and_counted_and_one_click_clears_it(screen: TimelineScreen, qtbot: QtBot) -> None:
    whole = len(screen.canvas.ordered())
    look_for(screen, qtbot, "data coll")
    found, told = screen.matches, screen.filter.count.text()
    screen.filter.clear_all.click()

    assert found == {activity(screen, DATA).id}
    assert told == f"1 of {whole} shown"
    assert screen.matches is None
    assert screen.filter.count.text() == f"{whole} shown"


def test_lane_owner_and_clashes_narrow_it_down(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    person = screen.desk.session.snapshot.all(Person)[0]
    doc.set(activity(screen, ETHICS), "owner_id", person.id)
    screen.refresh()
    row = screen.filter
    row.open()
    row.only_clashes.click()
    clashing = screen.matches
    place = row.owner.findText(person.name)
    row.owner.setCurrentIndex(place)
    row.owner.activated.emit(place)
    of_person = screen.matches
    row.clear()
    place = row.lane.findText("Together")
    row.lane.setCurrentIndex(place)
    row.lane.activated.emit(place)

    assert clashing is not None
    assert {activity(screen, DATA).id, activity(screen, ETHICS).id} <= clashing
    assert of_person == {activity(screen, ETHICS).id}
    assert screen.matches == {shape.activity_id for shape in screen.canvas.ordered() if shape.lane == 1}


def test_matches_are_walked_by_key_from_the_field_and_from_the_chart(
    screen: TimelineScreen, qtbot: QtBot
) -> None:
    look_for(screen, qtbot, "re")
    ids = [s.activity_id for s in screen.canvas.ordered() if s.activity_id in (screen.matches or ())]
    seen = []
    for _ in range(2):
        key(screen.filter.text, Qt.Key.Key_Return)
        seen.append(screen.canvas.chosen)
    screen.canvas.setFocus()
    key(screen.canvas, Qt.Key.Key_F3)
    seen.append(screen.canvas.chosen)
    key(screen.canvas, Qt.Key.Key_F3, SHIFT)
    seen.append(screen.canvas.chosen)

    assert len(ids) > 3
    assert seen == [ids[0], ids[1], ids[2], ids[1]]


def test_the_table_shows_only_the_matches_and_ctrl_a_takes_only_them(
    screen: TimelineScreen, qtbot: QtBot
) -> None:
    look_for(screen, qtbot, "review")
    matches = screen.matches
    screen.canvas.setFocus()
    key(screen.canvas, Qt.Key.Key_A, CTRL)
    selected = set(screen.canvas.selection)
    screen.show_as("table")
    listed = {screen.table.rows.line_at(row).id for row in range(screen.table.rows.rowCount())}

    assert matches
    assert selected == matches
    assert listed == matches


def test_what_changes_while_one_looks_is_looked_through_again(screen: TimelineScreen, qtbot: QtBot) -> None:
    look_for(screen, qtbot, "zebra")
    nothing = screen.matches
    doc = screen.desk.session.doc
    doc.set(activity(screen, DATA), "name", "Zebra crossing")
    screen.refresh()
    press(screen, "Zebra crossing", (Qt.Key.Key_Delete, PLAIN))
    screen.refresh()

    assert nothing == frozenset()
    assert screen.matches == frozenset()
    assert screen.filter.count.text().startswith("0 of ")
