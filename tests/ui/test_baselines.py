from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton

from planner.model import Activity, Baseline
from tests.ui.timelines import DATA, activity, screen_of, shown
from ui.screens.timeline.baselines import BaselinesDialog
from ui.screens.timeline.screen import TimelineScreen
from ui.window import MainWindow


@pytest.fixture
def screen(example: MainWindow) -> TimelineScreen:
    return screen_of(shown(example))


@pytest.fixture
def dialog(screen: TimelineScreen) -> BaselinesDialog:
    made = BaselinesDialog(screen)
    made.show()
    return made


def keep(dialog: BaselinesDialog, name: str) -> None:
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    QApplication.processEvents()


def move(screen: TimelineScreen, name: str, to: date) -> Activity:
    doc = screen.desk.session.doc
    return doc.set(activity(screen, name), "start_on", to)


def press(dialog: BaselinesDialog, name: str) -> None:
    found = [b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name or b.text() == name]
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_return_keeps_the_plan_of_today_and_the_dialog_stays(
    dialog: BaselinesDialog, screen: TimelineScreen
) -> None:
    keep(dialog, "As agreed")

    kept = screen.desk.session.snapshot.all(Baseline)
    assert [each.name for each in kept] == ["As agreed"]
    assert dialog.isVisible()
    assert dialog.told.text() == "Nothing has moved since “As agreed”."


def test_what_moved_is_listed_furthest_first(dialog: BaselinesDialog, screen: TimelineScreen) -> None:
    keep(dialog, "As agreed")

    move(screen, DATA, date(2027, 5, 3))
    QApplication.processEvents()

    first = dialog.moves.topLevelItem(0)
    assert first.text(0) == DATA
    assert first.text(3).endswith("later")


def test_a_baseline_takes_room_below_the_bars_until_it_is_switched_off(
    dialog: BaselinesDialog, screen: TimelineScreen
) -> None:
    bare = screen.canvas.full_height()
    keep(dialog, "As agreed")
    QApplication.processEvents()
    drawn = screen.canvas.full_height()

    dialog.findChild(QCheckBox).click()

    assert drawn > bare
    assert screen.canvas.full_height() == bare


def test_a_fourth_is_not_offered(dialog: BaselinesDialog) -> None:
    for name in ("One", "Two", "Three"):
        keep(dialog, name)

    assert not dialog.take.isEnabled()
    press(dialog, "Remove One")
    assert dialog.take.isEnabled()


def test_a_long_name_leaves_room_for_the_links_and_is_told_whole(dialog: BaselinesDialog) -> None:
    narrow = dialog.minimumSizeHint().width()

    keep(dialog, "R&D " + "W" * 300)

    shown = dialog.findChild(QCheckBox)
    assert isinstance(shown, QCheckBox)
    assert shown.text().startswith("R&&D WWW")
    assert "W" * 300 in shown.accessibleName()
    assert dialog.minimumSizeHint().width() < narrow + 700
