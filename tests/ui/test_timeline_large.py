"""A plan of thousands is laid out anew beside the window's work, and shown moved meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.model import Activity, Organisation, Partnership
from planner.terms import Side
from planner.timeline.drawn.layout import lay_out
from tests.ui.desks import TODAY, desk_for
from tests.ui.timelines import PLAIN, activity, press, screen_of, shape_of, shown
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.relaying import LARGE

COUNT = LARGE + 50


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> TimelineScreen:
    home = Partnership(title="Large")
    owner = Organisation(partnership_id=home.id, name="Northfield University", side=Side.ACADEMIC)
    things = [
        Activity(
            partnership_id=home.id,
            name=f"Step {number}",
            organisation_id=owner.id,
            start_on=TODAY + timedelta(days=number // 4),
            min_days=3,
            likely_days=5,
            late_days=9,
            rank=number + 1,
        )
        for number in range(COUNT)
    ]
    return screen_of(shown(desk_for([home, owner, *things], qtbot, tmp_path)))


def settled(screen: TimelineScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.relaying.is_on, timeout=20_000)


def fresh(screen: TimelineScreen) -> dict[str, tuple[int, int]]:
    """Where everything would be, laid out at once."""
    session = screen.desk.session
    zoom = 1.3 ** screen._packing[1]
    plan = lay_out(session.snapshot, session.library, TODAY, screen.found, days_per_character=zoom)
    return {shape.name: (shape.row, shape.start) for shape in plan.by_id.values()}


def placed(screen: TimelineScreen) -> dict[str, tuple[int, int]]:
    assert screen.plan is not None
    return {shape.name: (shape.row, shape.start) for shape in screen.plan.by_id.values()}


def test_what_is_moved_by_a_key_is_seen_moved_at_once_and_in_its_row_soon(
    screen: TimelineScreen, qtbot: QtBot
) -> None:
    before = shape_of(screen, "Step 7")

    press(screen, "Step 7", (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier))

    assert screen.relaying.is_on
    assert shape_of(screen, "Step 7").start == before.start + 7
    assert shape_of(screen, "Step 7").row == before.row
    settled(screen, qtbot)
    assert placed(screen) == fresh(screen)
    assert screen.canvas.chosen == activity(screen, "Step 7").id


def test_the_newest_of_several_changes_is_what_is_laid_out(screen: TimelineScreen, qtbot: QtBot) -> None:
    press(screen, "Step 7", *[(Qt.Key.Key_Right, PLAIN)] * 3)
    screen.relaying._start()
    QTest.keyClick(screen.canvas, Qt.Key.Key_Right)

    settled(screen, qtbot)

    assert placed(screen) == fresh(screen)
    screen.desk.session.doc.undo()
    qtbot.waitUntil(lambda: screen.relaying.is_on, timeout=5_000)
    settled(screen, qtbot)
    assert placed(screen) == fresh(screen)
    assert activity(screen, "Step 7").start_on == TODAY + timedelta(days=1)


def test_another_zoom_is_packed_beside_the_windows_work(screen: TimelineScreen, qtbot: QtBot) -> None:
    screen.canvas.zoom(4.0)

    qtbot.waitUntil(lambda: screen.relaying.is_on, timeout=5_000)
    settled(screen, qtbot)

    assert placed(screen) == fresh(screen)


def test_what_is_added_has_its_shape_at_once(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    made = doc.add(
        Activity(partnership_id=doc.partnership.id, name="New", start_on=TODAY, likely_days=5, late_days=9)
    )
    screen.refresh()

    assert screen.canvas.shape(made.id) is not None
    assert not screen.relaying.is_on


def test_leaving_while_a_plan_is_laid_out_forgets_it(screen: TimelineScreen, qtbot: QtBot) -> None:
    press(screen, "Step 7", (Qt.Key.Key_Right, PLAIN))
    screen.relaying._start()

    screen.desk.session.close()
    qtbot.waitUntil(lambda: screen.relaying._job is None, timeout=20_000)

    assert screen.desk.session.document is None
