"""Short bars, pins on bars, work packages under the hand, runs of keys on several activities."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.timeline.drawn.shapes import Bar, Plan, package_at
from tests.ui.timelines import (
    ALT,
    DATA,
    ETHICS,
    PLAIN,
    activity,
    drag,
    mouse,
    revealed,
    screen_of,
    shape_of,
    shown,
    spot_of,
    start_of,
)
from ui.screens.timeline import TimelineScreen
from ui.window import MainWindow


@pytest.fixture
def screen(example: MainWindow) -> TimelineScreen:
    window = shown(example)
    window.resize(1440, 900)
    QApplication.processEvents()
    return screen_of(window)


def packages(screen: TimelineScreen, **names: str) -> Plan:
    """The plan once some activities are in work packages."""
    doc = screen.desk.session.doc
    for name, package in names.items():
        doc.set(activity(screen, name.replace("_", " ")), "sublane", package)
    screen.refresh()
    assert screen.plan is not None
    return screen.plan


@pytest.mark.parametrize("px", [6.0, 12.0, 17.0])
def test_both_ends_and_the_middle_of_a_short_bar_can_be_taken(screen: TimelineScreen, px: float) -> None:
    shape = revealed(screen, ETHICS)
    assert isinstance(shape, Bar)
    canvas = screen.canvas
    canvas.zoom(px / (shape.end - shape.start) / canvas.day_px)
    canvas.left_day = shape.start - 100 / canvas.day_px
    box = canvas.ground.box_of(shape)
    middle = round(box.center().y())

    assert canvas.grasp(QPoint(round(box.left()) - 1, middle)).grip == "start"
    assert canvas.grasp(QPoint(round(box.right()) + 1, middle)).grip == "end"
    assert canvas.grasp(QPoint(round(box.center().x()), middle)).grip == "move"


def test_a_pin_leaves_the_start_of_its_bar_to_the_hand(screen: TimelineScreen) -> None:
    spot, before = spot_of(screen, DATA, at="start"), shape_of(screen, DATA)
    assert isinstance(before, Bar)

    assert screen.canvas.pin_at(spot) is not None
    drag(screen, spot, spot - QPoint(40, 0), ALT)

    after = shape_of(screen, DATA)
    assert isinstance(after, Bar)
    assert after.start < before.start
    assert after.end == before.end


def test_a_pin_is_still_chosen_beside_the_end_of_its_bar(screen: TimelineScreen) -> None:
    spot = spot_of(screen, DATA, at="start")
    box = screen.canvas.ground.box_of(shape_of(screen, DATA))
    above = QPoint(spot.x(), round(box.top()) - 5)

    mouse(screen, QEvent.Type.MouseButtonPress, above)

    assert screen.canvas.chosen_pin


def test_a_bar_dropped_into_a_work_package_belongs_to_it(screen: TimelineScreen) -> None:
    plan = packages(screen, Ethics_review="Setting up", Analysis="Study")
    study = next(each for each in plan.lanes[0].sublanes if each.title == "Study")
    spot = spot_of(screen, ETHICS)
    target = QPoint(spot.x(), round(screen.canvas.ground.y(study.caption_row + 1.5)))

    drag(screen, spot, target, ALT)

    assert activity(screen, ETHICS).sublane == "Study"


def test_a_bar_dropped_above_the_work_packages_belongs_to_none(screen: TimelineScreen) -> None:
    plan = packages(screen, Ethics_review="Setting up")
    spot, first = spot_of(screen, ETHICS), plan.lanes[0].sublanes[0].caption_row - 1
    target = QPoint(spot.x(), round(screen.canvas.ground.y(first + 0.5)))

    drag(screen, spot, target, ALT)

    assert activity(screen, ETHICS).sublane == ""


def test_a_move_along_its_own_work_package_keeps_it(screen: TimelineScreen) -> None:
    packages(screen, Ethics_review="Setting up")
    spot = spot_of(screen, ETHICS)

    drag(screen, spot, spot + QPoint(40, 0), ALT)

    assert activity(screen, ETHICS).sublane == "Setting up"


def test_only_rows_of_work_belong_to_a_work_package(screen: TimelineScreen) -> None:
    plan = packages(screen, Ethics_review="Setting up")
    lane = plan.lanes[0]

    assert package_at(plan, 0, lane.strip_start) is None
    assert package_at(plan, 0, lane.row_start + lane.rows) is None
    assert package_at(plan, 1, plan.lanes[1].row_start) is None
    assert package_at(plan, -1, 0) is None
    assert package_at(None, 0, 0) is None


def test_a_run_of_keys_on_several_activities_is_one_step_of_undo(screen: TimelineScreen) -> None:
    names = (ETHICS, DATA)
    before = [start_of(screen, name) for name in names]
    steps = screen.desk.session.doc.undo_label
    screen.canvas.setFocus()
    screen.canvas.select([activity(screen, name).id for name in names])

    for _ in range(3):
        QTest.keyClick(screen.canvas, Qt.Key.Key_Right, PLAIN)
    moved = [start_of(screen, name) for name in names]
    screen.desk.session.doc.undo()

    assert moved != before
    assert [start_of(screen, name) for name in names] == before
    assert screen.desk.session.doc.undo_label == steps
