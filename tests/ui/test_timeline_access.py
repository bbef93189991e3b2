"""The bars of the timeline as a screen reader meets them, through Qt's own door."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.model import Activity, Entity, Partnership
from tests.ui.desks import TODAY, desk_for
from tests.ui.timelines import DATA, ETHICS, PLAIN, activity, press, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.widgets.timeline_canvas import TimelineCanvas
from ui.window import MainWindow

NAME, TOLD = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def screen(example: MainWindow) -> TimelineScreen:
    return screen_of(shown(example))


def read(canvas: TimelineCanvas) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(canvas)
    assert found is not None
    return found


def child_of(screen: TimelineScreen, name: str) -> QAccessibleInterface:
    ids = [shape.activity_id for shape in screen.canvas.ordered()]
    return read(screen.canvas).child(ids.index(activity(screen, name).id))


def test_the_canvas_is_a_list_of_its_bars_in_reading_order(screen: TimelineScreen) -> None:
    whole = read(screen.canvas)
    told = [whole.child(place).text(NAME) for place in range(whole.childCount())]

    assert whole.role() == QAccessible.Role.List
    assert whole.text(NAME) == "Timeline"
    assert [name.split(",")[0] for name in told] == [
        shape.name.split(",")[0] for shape in screen.canvas.ordered()
    ]


def test_a_bar_says_when_it_is_its_late_case_its_lane_and_its_clash(screen: TimelineScreen) -> None:
    child = child_of(screen, DATA)

    assert child.text(NAME).startswith(
        "Data collection, 8 Mar 2027 to 14 May 2027, Northfield University, clash"
    )
    assert "late " in child_of(screen, ETHICS).text(NAME)
    assert "68 calendar days" in child.text(TOLD)
    assert child.role() == QAccessible.Role.ListItem
    assert child.parent() == read(screen.canvas)
    assert child.childCount() == 0
    assert child.child(0) is None
    assert read(screen.canvas).indexOfChild(child) >= 0


def test_selection_and_focus_are_told_as_states(screen: TimelineScreen) -> None:
    press(screen, DATA, (Qt.Key.Key_N, PLAIN))
    screen.canvas.select([activity(screen, DATA).id, activity(screen, ETHICS).id])
    focused = read(screen.canvas).focusChild()
    data, ethics = child_of(screen, DATA).state(), child_of(screen, ETHICS).state()

    assert focused is not None
    assert focused.text(NAME).startswith(DATA)
    assert (data.selected, data.focused) == (True, True)
    assert (ethics.selected, ethics.focused) == (True, False)
    assert data.selectable
    assert data.focusable


def test_a_bar_is_found_where_it_stands(screen: TimelineScreen) -> None:
    for way in ("lanes", "columns"):
        screen.show_as(way)
        QApplication.processEvents()
        shape = screen.canvas.shape(activity(screen, DATA).id)
        assert shape is not None
        screen.canvas.reveal(shape)
        box = child_of(screen, DATA).rect()
        found = read(screen.canvas).childAt(box.center().x(), box.center().y())

        assert found is not None
        assert found.text(NAME).startswith(DATA)
        assert not child_of(screen, DATA).state().offscreen
    assert read(screen.canvas).childAt(-5_000, -5_000) is None


def test_what_is_gone_is_told_as_gone_and_comes_back(screen: TimelineScreen) -> None:
    child = child_of(screen, DATA)
    press(screen, DATA, (Qt.Key.Key_Delete, PLAIN))
    gone = (child.isValid(), child.text(NAME), child.rect().isEmpty(), child.state().invalid)
    screen.desk.session.undo()
    screen.refresh()

    assert gone == (False, "", True, True)
    assert child.isValid()
    assert child.text(NAME).startswith(DATA)


def test_thousands_are_made_only_when_asked_for_and_outlive_a_change(qtbot: QtBot, tmp_path: Path) -> None:
    plan = Partnership(title="Large")
    many: list[Entity] = [
        Activity(
            partnership_id=plan.id, rank=n + 1, name=f"Work {n}", start_on=TODAY + timedelta(days=n),
            min_days=3, likely_days=3, late_days=3,
        )
        for n in range(3_000)
    ]  # fmt: skip
    screen = screen_of(shown(desk_for([plan, *many], qtbot, tmp_path)))
    canvas, whole = screen.canvas, read(screen.canvas)
    assert canvas.told is not None
    at_first = len(canvas.told._bars)
    children = [whole.child(place) for place in range(whole.childCount())]
    for child in children:
        QAccessible.uniqueId(child)
    names = {child.text(NAME).split(",")[0] for child in children}
    assert canvas.plan is not None
    empty = replace(canvas.plan, bars=(), diamonds=(), pins=(), ties=(), by_row={})
    canvas.show_plan(empty)
    gc.collect()

    assert at_first <= 1
    assert names == {f"Work {n}" for n in range(3_000)}
    assert whole.childCount() == 0
    assert not any(child.isValid() for child in children)


def test_the_children_go_with_their_canvas(qtbot: QtBot) -> None:
    canvas = TimelineCanvas(lambda shape: shape.name)
    whole = read(canvas)
    assert whole.childCount() == 0
    canvas.deleteLater()
    QCoreApplication.sendPostedEvents(canvas, QEvent.Type.DeferredDelete)
    gc.collect()

    assert not isValid(canvas)
    assert not isValid(whole)


def test_moving_through_the_bars_while_a_reader_listens(screen: TimelineScreen) -> None:
    QAccessible.setActive(True)
    try:
        screen.canvas.setFocus()
        read(screen.canvas)
        for which in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Delete):
            QTest.keyClick(screen.canvas, which)
        QApplication.processEvents()
        screen.desk.session.undo()
        QApplication.processEvents()
    finally:
        QAccessible.setActive(False)

    assert read(screen.canvas).childCount() == len(screen.canvas.ordered())
