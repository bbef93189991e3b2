"""Selecting, dragging, linking and renaming on the timeline, in lanes and in columns."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from planner.model import Activity, Link, Organisation
from planner.terms import Lane, Side
from planner.timeline.drawn.shapes import Bar
from planner.wording import spoken_date
from tests.ui.timelines import (
    ALT,
    CTRL,
    DATA,
    ETHICS,
    LEFT,
    PLAIN,
    SHIFT,
    WRITE_UP,
    activity,
    drag,
    handle_spot,
    hold,
    let_go,
    mouse,
    press,
    screen_of,
    shape_of,
    shown,
    spot_of,
    start_of,
)
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.naming import NameEdit
from ui.widgets.timeline_ground import Orientation
from ui.window import MainWindow

ANALYSIS = "Analysis"
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture(params=["lanes", "columns"])
def screen(window: MainWindow, request: pytest.FixtureRequest) -> TimelineScreen:
    """The timeline in each of its two directions."""
    window.resize(1440, 900)
    found = screen_of(window)
    way: Orientation = request.param
    if way == "columns":
        found.show_as(way)
    QApplication.processEvents()
    return found


@pytest.fixture
def lanes(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


def ids(screen: TimelineScreen, *names: str) -> set[UUID]:
    return {activity(screen, name).id for name in names}


def click(screen: TimelineScreen, name: str, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseClick(screen.canvas.viewport(), LEFT, held, spot_of(screen, name))


def said(window: MainWindow) -> str:
    return window.toast.accessibleName() if window.toast.isVisible() else ""


def empty_spot(screen: TimelineScreen, lane: int = 0) -> QPoint:
    """A pixel of a lane where nothing stands."""
    ground = screen.canvas.ground
    box = ground.lane_box(lane).intersected(ground.body).toRect()
    spots = (
        QPoint(x, y)
        for y in range(box.bottom() - 6, box.top() + 6, -4)
        for x in range(box.right() - 30, box.left() + 30, -6)
    )
    return next(spot for spot in spots if screen.canvas.grasp(spot).shape is None)


# What is told


def test_what_a_key_moved_is_told_with_its_date_as_after_a_drag(
    screen: TimelineScreen, window: MainWindow
) -> None:
    later = Qt.Key.Key_Down if screen.canvas.ground.is_columns else Qt.Key.Key_Right
    press(screen, ETHICS, (later, PLAIN))
    by_key = said(window)
    let_go(screen, hold(screen, ETHICS, 7))
    by_hand = said(window)
    start = start_of(screen, ETHICS)
    press(screen, ETHICS, (later, CTRL))

    assert by_key.startswith("Moved “Ethics review” to 19 Jan 2027.")
    assert start is not None
    assert by_hand.startswith(f"Moved “Ethics review” to {spoken_date(start)}.")
    assert said(window).startswith("“Ethics review” now runs from ")


# Selecting


def test_a_click_selects_one_and_ctrl_or_shift_add_others(screen: TimelineScreen) -> None:
    click(screen, DATA)
    click(screen, ANALYSIS, CTRL)
    click(screen, ETHICS, SHIFT)
    three = set(screen.canvas.selection)
    click(screen, ANALYSIS, CTRL)

    assert three == ids(screen, DATA, ANALYSIS, ETHICS)
    assert set(screen.canvas.selection) == ids(screen, DATA, ETHICS)
    assert screen.canvas.chosen == activity(screen, ETHICS).id


def test_a_click_on_one_of_several_selects_that_one(screen: TimelineScreen) -> None:
    screen.canvas.select(ids(screen, DATA, ETHICS))
    click(screen, DATA)

    assert screen.canvas.selection == (activity(screen, DATA).id,)


def test_a_band_selects_what_it_touches_and_escape_gives_it_up(screen: TimelineScreen) -> None:
    screen.canvas.fit()
    QApplication.processEvents()
    body = screen.canvas.ground.body.toRect().adjusted(2, 2, -2, -2)
    corner = next(
        QPoint(x, y)
        for x in range(body.left(), body.right(), 7)
        for y in range(body.top(), body.bottom(), 7)
        if screen.canvas.grasp(QPoint(x, y)).shape is None and screen.canvas.pin_at(QPoint(x, y)) is None
    )
    drag(screen, corner, body.bottomRight(), SHIFT, keep=False)
    touched = len(screen.canvas.selection)
    assert not screen.canvas.viewport().grab().isNull()
    QTest.keyClick(screen.canvas, Qt.Key.Key_Escape)
    after = screen.canvas.selection
    drag(screen, corner, body.bottomRight(), SHIFT)

    assert touched > 3
    assert not after
    assert len(screen.canvas.selection) == touched


def test_ctrl_a_selects_all_and_shift_with_arrows_adds_the_next(lanes: TimelineScreen) -> None:
    lanes.canvas.setFocus()
    QTest.keyClick(lanes.canvas, Qt.Key.Key_A, CTRL)
    everything = len(lanes.canvas.selection)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Home)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Down, SHIFT)

    assert everything == len(lanes.canvas.ordered())
    assert set(lanes.canvas.selection) == {s.activity_id for s in lanes.canvas.ordered()[:3]}


# Moving and resizing


def test_a_drag_moves_all_that_is_selected_in_one_step(screen: TimelineScreen) -> None:
    before = {name: start_of(screen, name) for name in (DATA, ANALYSIS)}
    screen.canvas.select(ids(screen, DATA, ANALYSIS))
    let_go(screen, hold(screen, DATA, 9))
    moved = {name: start_of(screen, name) for name in before}
    label = screen.desk.session.doc.undo_label
    screen.desk.session.undo()

    assert moved == {name: day + timedelta(days=9) for name, day in before.items() if day}
    assert label == "move of 2 activities"
    assert {name: start_of(screen, name) for name in before} == before


def test_both_ends_can_be_dragged(screen: TimelineScreen) -> None:
    before = screen.times[activity(screen, ANALYSIS).id]
    let_go(screen, hold(screen, ANALYSIS, -10, at="start"))
    longer = screen.times[activity(screen, ANALYSIS).id]
    let_go(screen, hold(screen, ANALYSIS, 6, at="end"))
    after = screen.times[activity(screen, ANALYSIS).id]

    assert (longer.start, longer.end) == (before.start - timedelta(days=10), before.end)
    assert (after.start, after.end) == (longer.start, before.end + timedelta(days=6))
    assert screen.desk.session.doc.undo_label == f"new length of {ANALYSIS}"


def test_a_start_dragged_past_the_end_leaves_a_day(lanes: TimelineScreen) -> None:
    before = lanes.times[activity(lanes, ANALYSIS).id]
    let_go(lanes, hold(lanes, ANALYSIS, 90, at="start"))
    after = lanes.times[activity(lanes, ANALYSIS).id]

    assert (after.start, after.end) == (before.end, before.end)


def test_escape_leaves_no_trace_of_a_drag(screen: TimelineScreen) -> None:
    shape, before = shape_of(screen, DATA), activity(screen, DATA)
    spot = hold(screen, DATA, 30)
    held = shape_of(screen, DATA)
    QTest.keyClick(screen.canvas, Qt.Key.Key_Escape)
    let_go(screen, spot)

    assert held.start == shape.start + 30
    assert shape_of(screen, DATA) == shape
    assert activity(screen, DATA) == before
    assert not screen.desk.session.doc.undo_label
    assert screen.canvas.guide is None


def test_an_edge_is_drawn_to_the_start_of_a_month_unless_alt_is_held(lanes: TimelineScreen) -> None:
    start = start_of(lanes, ANALYSIS)
    assert start is not None
    first = date(start.year, start.month + 1, 1)
    near = (first - start).days + 1.4
    spot = hold(lanes, ANALYSIS, near, held=PLAIN)
    snapped, guide = shape_of(lanes, ANALYSIS).start, lanes.canvas.guide
    mouse(lanes, QEvent.Type.MouseMove, spot, ALT)
    free = shape_of(lanes, ANALYSIS).start
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Escape)

    assert snapped == guide == first.toordinal()
    assert free > snapped


def test_the_end_of_what_it_waits_for_draws_a_start_near(lanes: TimelineScreen) -> None:
    doc = lanes.desk.session.doc
    before, after = activity(lanes, DATA), activity(lanes, WRITE_UP)
    for link in doc.snapshot().where(Link, after_id=after.id):
        doc.remove(link)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=before.id, after_id=after.id, lag_days=3))
    doc.set(after, "start_on", lanes.times[before.id].end + timedelta(days=19))
    lanes.refresh()
    end = lanes.times[before.id].end
    let_go(lanes, hold(lanes, WRITE_UP, -14, held=PLAIN))

    assert start_of(lanes, WRITE_UP) == end + timedelta(days=4)


def test_a_drag_across_puts_it_into_another_lane(screen: TimelineScreen, window: MainWindow) -> None:
    company = screen.desk.session.snapshot.first(Organisation, side=Side.INDUSTRY)
    assert company is not None
    assert screen.plan is not None
    start = spot_of(screen, "Study build of the app")
    assert activity(screen, "Study build of the app").lane is Lane.INDUSTRY
    joint = screen.canvas.ground.lane_box(1).center()
    ground, before = screen.canvas.ground, start_of(screen, "Study build of the app")
    end = ground.point(ground.along(start), ground.across(joint)).toPoint()
    drag(screen, start, end, ALT, keep=False)
    assert not screen.canvas.viewport().grab().isNull()
    let_go(screen, end)
    moved = activity(screen, "Study build of the app")

    assert moved.lane is Lane.JOINT
    assert moved.organisation_id is None
    assert moved.start_on == before
    assert "into the lane of Together" in said(window)


def test_alt_and_arrows_change_the_lane_and_back(lanes: TimelineScreen) -> None:
    name = "Study build of the app"
    before = activity(lanes, name)
    press(lanes, name, (Qt.Key.Key_Up, ALT))
    between = activity(lanes, name).lane
    press(lanes, name, (Qt.Key.Key_Down, ALT))
    press(lanes, name, (Qt.Key.Key_Down, ALT))

    assert between is Lane.JOINT
    assert activity(lanes, name).lane is before.lane
    assert activity(lanes, name).organisation_id == before.organisation_id


def test_in_columns_up_and_down_move_in_time(lanes: TimelineScreen) -> None:
    lanes.show_as("columns")
    before = start_of(lanes, ANALYSIS)
    assert before is not None
    press(lanes, ANALYSIS, (Qt.Key.Key_Down, PLAIN), (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Up, PLAIN))

    assert start_of(lanes, ANALYSIS) == before + timedelta(days=7)


def test_at_the_edge_of_the_view_the_ground_moves_on(screen: TimelineScreen, qtbot: QtBot) -> None:
    start, ground = spot_of(screen, ANALYSIS), screen.canvas.ground
    edge = ground.point(ground.length - 4, ground.across(start)).toPoint()
    before = screen.canvas.left_day
    drag(screen, start, edge, ALT, keep=False)
    at_first = shape_of(screen, ANALYSIS).start
    qtbot.waitUntil(lambda: screen.canvas.left_day > before + 20)
    later = shape_of(screen, ANALYSIS).start
    QTest.keyClick(screen.canvas, Qt.Key.Key_Escape)

    assert later > at_first


# Linking


def test_a_link_is_drawn_from_the_handle_to_another_bar(screen: TimelineScreen, window: MainWindow) -> None:
    screen.canvas.choose(activity(screen, ANALYSIS).id)
    screen.canvas.fit()
    start, end = handle_spot(screen, ANALYSIS), spot_of(screen, WRITE_UP)
    drag(screen, start, end, keep=False)
    assert not screen.canvas.viewport().grab().isNull()
    let_go(screen, end)
    made = screen.desk.session.snapshot.first(
        Link, before_id=activity(screen, ANALYSIS).id, after_id=activity(screen, WRITE_UP).id
    )

    assert made is not None
    assert said(window).startswith(f"“{WRITE_UP}” now waits for “{ANALYSIS}”.")


def test_a_loop_is_refused_while_it_is_drawn_and_named(screen: TimelineScreen, window: MainWindow) -> None:
    doc = screen.desk.session.doc
    first, last = activity(screen, ANALYSIS), activity(screen, WRITE_UP)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=first.id, after_id=last.id))
    screen.refresh()
    screen.canvas.fit()
    screen.canvas.choose(last.id)
    before = len(screen.desk.session.snapshot.all(Link))
    end = spot_of(screen, ANALYSIS)
    drag(screen, handle_spot(screen, WRITE_UP), end, keep=False)
    refusal = screen.canvas.why_not_link(last.id, first.id)
    assert not screen.canvas.viewport().grab().isNull()
    let_go(screen, end)

    assert refusal == f"With this link “{ANALYSIS}” and “{WRITE_UP}” would wait for each other in a loop."
    assert said(window) == refusal
    assert len(screen.desk.session.snapshot.all(Link)) == before


def test_a_link_dropped_on_empty_ground_or_given_up_is_none(lanes: TimelineScreen) -> None:
    lanes.canvas.choose(activity(lanes, ANALYSIS).id)
    before = len(lanes.desk.session.snapshot.all(Link))
    drag(lanes, handle_spot(lanes, ANALYSIS), empty_spot(lanes))
    lanes.canvas.choose(activity(lanes, ANALYSIS).id)
    drag(lanes, handle_spot(lanes, ANALYSIS), spot_of(lanes, DATA), keep=False)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Escape)
    let_go(lanes, spot_of(lanes, DATA))

    assert len(lanes.desk.session.snapshot.all(Link)) == before


# Names


def field(screen: TimelineScreen) -> NameEdit:
    found = [edit for edit in screen.canvas.findChildren(NameEdit) if edit.isVisible()]
    assert len(found) == 1
    return found[0]


def test_f2_renames_in_place_and_enter_keeps(screen: TimelineScreen) -> None:
    press(screen, ANALYSIS, (Qt.Key.Key_F2, PLAIN))
    edit = field(screen)
    assert edit.selectedText() == ANALYSIS
    QTest.keyClicks(edit, "Sums & <b>tables</b>")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert activity(screen, "Sums & <b>tables</b>")
    assert screen.desk.session.doc.undo_label == f"new name for {ANALYSIS}"
    assert not edit.isVisible()
    assert screen.canvas.hasFocus()


def test_escape_drops_a_new_name_and_an_empty_one_is_refused_in_place(lanes: TimelineScreen) -> None:
    press(lanes, ANALYSIS, (Qt.Key.Key_F2, PLAIN))
    edit = field(lanes)
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    refused = (edit.isVisible(), edit.property("refused"), edit.accessibleDescription())
    QTest.keyClicks(edit, "x")
    QTest.keyClick(edit, Qt.Key.Key_Escape)

    assert refused == (True, True, "Give it a name.")
    assert activity(lanes, ANALYSIS)
    assert not lanes.desk.session.doc.undo_label


def test_a_slow_second_click_renames_and_a_quick_one_opens(lanes: TimelineScreen, qtbot: QtBot) -> None:
    click(lanes, ANALYSIS)
    lanes.canvas._rename_soon.setInterval(5)
    click(lanes, ANALYSIS)
    qtbot.waitUntil(lambda: bool(lanes.canvas.findChildren(NameEdit)))
    QTest.keyClick(field(lanes), Qt.Key.Key_Escape)
    QTest.mouseDClick(lanes.canvas.viewport(), LEFT, PLAIN, spot_of(lanes, ANALYSIS))

    assert lanes.panel.activity_id == activity(lanes, ANALYSIS).id
    assert not lanes.canvas._rename_soon.isActive()


# Removing, adding, menus


def test_delete_removes_all_that_is_selected_in_one_step(screen: TimelineScreen, window: MainWindow) -> None:
    before = len(screen.desk.session.snapshot.all(Activity))
    screen.canvas.setFocus()
    screen.canvas.select(ids(screen, DATA, ANALYSIS, WRITE_UP))
    QTest.keyClick(screen.canvas, Qt.Key.Key_Delete)
    left = len(screen.desk.session.snapshot.all(Activity))
    told = said(window)
    screen.desk.session.undo()

    assert left == before - 3
    assert told == "Removed 3 activities."
    assert len(screen.desk.session.snapshot.all(Activity)) == before


def test_a_double_click_on_empty_ground_adds_an_activity_there(screen: TimelineScreen) -> None:
    spot = empty_spot(screen)
    day = date.fromordinal(int(screen.canvas.ground.day_at(spot)))
    lane = screen.canvas.ground.lane_at(spot)
    assert screen.plan is not None
    QTest.mouseDClick(screen.canvas.viewport(), LEFT, PLAIN, spot)
    made = screen.desk.session.snapshot.all(Activity)[-1]
    QTest.keyClicks(field(screen), "Pilot")
    QTest.keyClick(field(screen), Qt.Key.Key_Return)

    assert made.start_on == day
    assert str(made.organisation_id) == screen.plan.lanes[lane].key
    assert activity(screen, "Pilot").id == made.id


def test_the_menu_is_about_what_is_under_the_pointer(lanes: TimelineScreen) -> None:
    offered: list[list[str]] = []

    def take() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.append([action.text().split("\t")[0] for action in menu.actions()])
        menu.close()

    for spot in (spot_of(lanes, DATA), empty_spot(lanes)):
        QTimer.singleShot(0, take)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, spot, lanes.canvas.viewport().mapToGlobal(spot)
        )
        QApplication.sendEvent(lanes.canvas.viewport(), event)

    assert offered[0] == ["Details…", "Rename", "Link to…", "Move to lane", "", "Remove"]
    assert offered[1][:2] == ["Add an activity here", "Add a milestone here"]


# Looking around


@pytest.mark.parametrize("how", ["middle", "space"])
def test_the_ground_is_pulled_along_even_from_a_bar(screen: TimelineScreen, how: str) -> None:
    start, before = spot_of(screen, DATA), screen.canvas.left_day
    ground, known = screen.canvas.ground, activity(screen, DATA)
    end = ground.point(ground.along(start) - 80, ground.across(start)).toPoint()
    if how == "space":
        screen.canvas.setFocus()
        QTest.keyPress(screen.canvas, Qt.Key.Key_Space)
    drag(screen, start, end, button=MIDDLE if how == "middle" else LEFT)
    if how == "space":
        QTest.keyRelease(screen.canvas, Qt.Key.Key_Space)

    assert screen.canvas.left_day == pytest.approx(before + 80 / screen.canvas.day_px, abs=1)
    assert activity(screen, DATA) == known


def test_the_wheel_with_ctrl_keeps_the_day_under_the_pointer(screen: TimelineScreen) -> None:
    canvas, spot = screen.canvas, QPointF(screen.canvas.ground.body.center())
    day, before = canvas.ground.day_at(spot), canvas.day_px
    for turned in (240, -120):
        turn = QWheelEvent(
            spot, canvas.viewport().mapToGlobal(spot), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
            CTRL, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas.viewport(), turn)

    assert canvas.day_px > before
    assert canvas.ground.day_at(spot) == pytest.approx(day, abs=0.5)


def test_the_pointer_says_what_would_be_taken(screen: TimelineScreen) -> None:
    screen.canvas.choose(activity(screen, ANALYSIS).id)
    shapes = {}
    for at in ("start", "middle", "end"):
        mouse(screen, QEvent.Type.MouseMove, spot_of(screen, ANALYSIS, at=at), button=Qt.MouseButton.NoButton)
        shapes[at] = screen.canvas.viewport().cursor().shape()
    mouse(screen, QEvent.Type.MouseMove, handle_spot(screen, ANALYSIS), button=Qt.MouseButton.NoButton)

    across = Qt.CursorShape.SizeVerCursor if screen.canvas.ground.is_columns else Qt.CursorShape.SizeHorCursor
    assert shapes == {"start": across, "middle": Qt.CursorShape.PointingHandCursor, "end": across}
    assert screen.canvas.viewport().cursor().shape() == Qt.CursorShape.CrossCursor


def test_escape_then_tab_leaves_the_chart_and_ctrl_tab_does_at_once(lanes: TimelineScreen) -> None:
    lanes.canvas.setFocus()
    lanes.canvas.choose(activity(lanes, DATA).id)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Tab)
    left = not lanes.canvas.hasFocus()
    lanes.canvas.setFocus()
    lanes.canvas.choose(activity(lanes, DATA).id)
    QTest.keyClick(lanes.canvas, Qt.Key.Key_Tab, CTRL)

    assert left
    assert not lanes.canvas.hasFocus()


def test_a_plan_that_can_only_be_read_is_pulled_and_never_changed(lanes: TimelineScreen) -> None:
    lanes.desk.session.store.is_read_only = lanes.desk.session.doc.is_read_only = True
    lanes.refresh()
    before, left_day = activity(lanes, DATA), lanes.canvas.left_day
    let_go(lanes, hold(lanes, DATA, 20))
    press(lanes, DATA, (Qt.Key.Key_Right, PLAIN), (Qt.Key.Key_Delete, PLAIN), (Qt.Key.Key_F2, PLAIN))
    lanes.desk.session.store.is_read_only = lanes.desk.session.doc.is_read_only = False

    assert activity(lanes, DATA) == before
    assert lanes.canvas.left_day != left_day
    assert not lanes.canvas.findChildren(QLineEdit)


def test_milestones_move_and_keep_no_length(screen: TimelineScreen) -> None:
    name = next(a.name for a in screen.desk.session.snapshot.all(Activity) if a.is_milestone and a.start_on)
    before = start_of(screen, name)
    assert before is not None
    assert not isinstance(shape_of(screen, name), Bar)
    let_go(screen, hold(screen, name, 8))
    press(screen, name, (Qt.Key.Key_Right, CTRL))

    assert start_of(screen, name) == before + timedelta(days=8)
    assert activity(screen, name).likely_days == activity(screen, name).late_days
