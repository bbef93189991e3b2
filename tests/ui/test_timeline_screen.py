"""The timeline under hands and keys: real window, real document, real content."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLabel,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from planner.model import Activity, Entity, Link, Partnership
from planner.terms import DayUnit
from tests.ui.desks import TODAY, desk_for
from tests.ui.timelines import (
    ALT,
    CTRL,
    DATA,
    ETHICS,
    PLAIN,
    SHIFT,
    WRITE_UP,
    activity,
    hold,
    let_go,
    press,
    screen_of,
    shown,
    spot_of,
    start_of,
)
from ui.dialogs.help import Help
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.dialogs import StartDialog
from ui.widgets.timeline_frame import pin_spots
from ui.widgets.timeline_ground import Spans
from ui.widgets.timeline_keys import KEYS
from ui.window import MainWindow


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


def test_a_clash_of_order_without_a_link_is_tied(screen: TimelineScreen) -> None:
    assert screen.plan is not None
    ends = {(tie.from_id, tie.to_id) for tie in screen.plan.ties if tie.clash}

    assert (activity(screen, ETHICS).id, activity(screen, DATA).id) in ends


def test_a_drag_moves_an_activity_in_one_step_of_undo(screen: TimelineScreen) -> None:
    before = start_of(screen, DATA)
    assert before is not None
    let_go(screen, hold(screen, DATA, 20))

    assert start_of(screen, DATA) == before + timedelta(days=20)
    assert screen.desk.session.doc.undo_label == f"move of {DATA}"
    screen.desk.session.undo()
    assert start_of(screen, DATA) == before


def test_the_plan_and_its_clashes_follow_while_one_drags(screen: TimelineScreen) -> None:
    spot = hold(screen, DATA, 60)
    plan = screen.canvas.plan
    assert plan is not None
    held = screen.canvas.shape(activity(screen, DATA).id)
    known = activity(screen, DATA).start_on
    assert held is not None
    assert known is not None

    assert held.start == known.toordinal() + 60
    assert not any(pin.finding_id.startswith("r09") for pin in plan.pins)
    let_go(screen, spot)


def test_escape_gives_a_drag_up(screen: TimelineScreen) -> None:
    before = start_of(screen, DATA)
    spot = hold(screen, DATA, 20)
    QTest.keyClick(screen.canvas, Qt.Key.Key_Escape)
    let_go(screen, spot)

    assert start_of(screen, DATA) == before
    assert not screen.desk.session.doc.undo_label


def test_dragging_the_right_edge_changes_the_likely_length(screen: TimelineScreen) -> None:
    before = activity(screen, DATA).likely_days
    let_go(screen, hold(screen, DATA, 15, at="end"))
    after = activity(screen, DATA)

    assert after.likely_days == before + 15
    assert after.late_days >= after.likely_days
    assert screen.desk.session.doc.undo_label == f"new length of {DATA}"


def test_what_waits_moves_along_while_one_drags(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    first, second = activity(screen, "Analysis"), activity(screen, WRITE_UP)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=first.id, after_id=second.id))
    screen.refresh()
    spot = hold(screen, "Analysis", 70)
    pushed = screen.canvas.shape(second.id)
    assert pushed is not None
    assert second.start_on is not None

    assert pushed.start > second.start_on.toordinal()
    let_go(screen, spot)


def test_dragging_empty_ground_pans(screen: TimelineScreen) -> None:
    view, before = screen.canvas.viewport(), screen.canvas.left_day
    places = (QPoint(view.width() - 60, y) for y in range(view.height() - 20, 40, -5))
    spot = next(place for place in places if screen.canvas.grasp(place).shape is None)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, PLAIN, spot)
    QTest.mouseMove(view, spot - QPoint(50, 0))
    QTest.mouseMove(view, spot - QPoint(100, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, PLAIN, spot - QPoint(100, 0))

    assert screen.canvas.left_day == pytest.approx(before + 100 / screen.canvas.day_px)


@pytest.mark.parametrize(
    ("key", "held", "days"),
    [
        (Qt.Key.Key_Right, PLAIN, 1),
        (Qt.Key.Key_Left, PLAIN, -1),
        (Qt.Key.Key_Right, SHIFT, 7),
        (Qt.Key.Key_Left, SHIFT, -7),
    ],
)
def test_arrow_keys_move_the_selected_activity(
    screen: TimelineScreen, key: Qt.Key, held: Qt.KeyboardModifier, days: int
) -> None:
    before = start_of(screen, "Analysis")
    assert before is not None
    press(screen, "Analysis", (key, held))

    assert start_of(screen, "Analysis") == before + timedelta(days=days)


def test_a_run_of_arrow_keys_is_one_step_of_undo(screen: TimelineScreen) -> None:
    before = start_of(screen, "Analysis")
    press(screen, "Analysis", *[(Qt.Key.Key_Right, PLAIN)] * 5)
    screen.desk.session.undo()

    assert start_of(screen, "Analysis") == before


def test_ctrl_and_arrows_change_the_length(screen: TimelineScreen) -> None:
    before = activity(screen, "Analysis").likely_days
    press(screen, "Analysis", (Qt.Key.Key_Right, CTRL), (Qt.Key.Key_Right, CTRL | SHIFT))

    assert activity(screen, "Analysis").likely_days == before + 8


def test_alt_and_arrows_move_the_start_and_leave_the_end(screen: TimelineScreen) -> None:
    before = screen.times[activity(screen, "Analysis").id]
    press(screen, "Analysis", (Qt.Key.Key_Left, ALT), (Qt.Key.Key_Left, ALT | SHIFT))
    after = screen.times[activity(screen, "Analysis").id]

    assert after.start == before.start - timedelta(days=8)
    assert after.end == before.end


def test_tab_and_arrows_walk_through_every_activity(screen: TimelineScreen) -> None:
    screen.canvas.setFocus()
    screen.canvas.choose(None)
    seen = set()
    for _ in screen.canvas.ordered():
        QTest.keyClick(screen.canvas, Qt.Key.Key_Tab)
        seen.add(screen.canvas.chosen)

    assert seen == {shape.activity_id for shape in screen.canvas.ordered()}
    assert not screen.canvas.step_choice(1)
    QTest.keyClick(screen.canvas, Qt.Key.Key_Up)
    assert screen.canvas.chosen == screen.canvas.ordered()[-2].activity_id


def test_n_goes_to_the_next_clash_and_around(screen: TimelineScreen) -> None:
    assert screen.plan is not None
    ids = [pin.finding_id for pin in screen.plan.pins]
    screen.canvas.setFocus()
    seen = []
    for _ in range(4):
        QTest.keyClick(screen.canvas, Qt.Key.Key_N)
        seen.append(screen.canvas.chosen_pin)

    assert seen == [*ids, ids[0]]


def test_a_click_on_a_pin_selects_what_it_is_about(screen: TimelineScreen) -> None:
    assert screen.plan is not None
    _, spot = pin_spots(screen.canvas.ground, screen.canvas.inks, screen.plan.pins)[0]
    QTest.mouseClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot.toPoint())

    assert screen.canvas.chosen == activity(screen, DATA).id


def test_delete_removes_and_undo_brings_back_the_links_too(screen: TimelineScreen) -> None:
    links = len(screen.desk.session.snapshot.all(Link))
    press(screen, DATA, (Qt.Key.Key_Delete, PLAIN))
    assert screen.desk.session.snapshot.first(Activity, name=DATA) is None
    screen.desk.session.undo()

    assert activity(screen, DATA)
    assert len(screen.desk.session.snapshot.all(Link)) == links


def test_the_tool_tip_shows_names_as_they_were_typed(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    doc.set(activity(screen, DATA), "name", "<img src=x> & data")
    screen.refresh()
    spot = spot_of(screen, "<img src=x> & data")
    event = QHelpEvent(QEvent.Type.ToolTip, spot, screen.canvas.viewport().mapToGlobal(spot))
    QApplication.sendEvent(screen.canvas.viewport(), event)

    assert "&lt;img src=x&gt; &amp; data" in QToolTip.text()
    assert "8 Mar 2027 to 14 May 2027" in screen.canvas.tip_at(spot)
    assert "68 calendar days" in screen.canvas.tip_at(spot)
    QToolTip.hideText()


def test_the_wheel_with_ctrl_zooms_around_the_pointer(screen: TimelineScreen) -> None:
    canvas, spot = screen.canvas, QPointF(600, 200)
    day, before = canvas.ground.day_at(600), canvas.day_px
    turn = QWheelEvent(
        spot, canvas.viewport().mapToGlobal(spot), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), turn)

    assert canvas.day_px > before
    assert canvas.ground.day_at(600) == pytest.approx(day)


def test_fit_shows_the_whole_plan_and_zoom_is_named(screen: TimelineScreen) -> None:
    canvas = screen.canvas
    canvas.zoom_to("quarter")
    assert screen.buttons.zoom.text().startswith("Quarter")
    canvas.fit()
    assert canvas.plan is not None

    assert canvas.ground.day_at(canvas.ground.width) >= canvas.plan.end - 1


def test_working_days_of_a_clock_count_when_an_edge_is_dragged(qtbot: QtBot, tmp_path: Path) -> None:
    plan = Partnership(title="Weeks")
    work = Activity(
        partnership_id=plan.id, name="Interviews", start_on=date(2027, 1, 4), min_days=5, likely_days=5,
        late_days=5, unit=DayUnit.WORKING,
    )  # fmt: skip
    screen = screen_of(shown(desk_for([plan, work], qtbot, tmp_path)))
    screen.canvas.zoom_to("week")
    let_go(screen, hold(screen, "Interviews", 7, at="end"))

    assert activity(screen, "Interviews").likely_days == 10


def test_only_what_is_in_view_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    plan = Partnership(title="Large")
    many: list[Entity] = [
        Activity(
            partnership_id=plan.id, rank=n + 1, name=f"Work {n}", start_on=TODAY + timedelta(days=n),
            min_days=3, likely_days=3, late_days=3,
        )
        for n in range(2_000)
    ]  # fmt: skip
    screen = screen_of(shown(desk_for([plan, *many], qtbot, tmp_path)))
    drawn = screen.canvas.in_view(screen.canvas.ground)

    assert 0 < len(drawn) < 500


def test_dark_and_small_windows_are_painted(qtbot: QtBot, tmp_path: Path, example_path: Path) -> None:
    window = shown(desk_for(read_file(example_path).entities, qtbot, tmp_path, theme="dark"))
    window.resize(1024, 700)
    screen = screen_of(window)
    screen.open_details(activity(screen, DATA).id)
    QApplication.processEvents()

    assert not window.grab().isNull()
    assert screen.panel.isVisible()
    assert not screen.canvas.isVisible()


def test_spans_find_what_touches_a_stretch_even_when_ends_do_not_rise() -> None:
    spans = Spans([(0, 100), (10, 20), (30, 40), (50, 60)], _first, _last)
    found = spans.between(35, 45)

    assert {(0, 100), (30, 40)} <= set(found)
    assert (50, 60) not in found


def _first(span: tuple[int, int]) -> float:
    return span[0]


def _last(span: tuple[int, int]) -> float:
    return span[1]


def test_help_lists_the_keys_of_the_timeline(window: MainWindow, qtbot: QtBot) -> None:
    asked = Help(window, "timeline")
    qtbot.addWidget(asked)
    told = {shown_label.text() for shown_label in asked.findChildren(QLabel)}

    assert {keys for keys, _ in KEYS} <= told
    assert {text for _, text in KEYS} <= told


def test_a_calendar_opens_on_the_day_that_is_taken_for_today(screen: TimelineScreen) -> None:
    asking = StartDialog(screen, screen.desk)
    asking.start.edit.clear()
    shown_days: list[QDate] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        calendar = menu.findChild(QCalendarWidget)
        assert isinstance(calendar, QCalendarWidget)
        shown_days.append(calendar.selectedDate())
        menu.close()

    QTimer.singleShot(0, look)
    asking.start._show_calendar()

    assert shown_days == [QDate(TODAY.year, TODAY.month, TODAY.day)]


def test_months_or_dates_stand_in_the_menu_of_the_zoom(screen: TimelineScreen) -> None:
    menu = screen.buttons.zoom.menu()
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    screen.buttons.months.trigger()
    screen.refresh()

    assert texts[:5] == ["Days", "Week", "Month", "Quarter", "Year"]
    assert "Count in project months" in texts
    assert screen.canvas.months_from == screen.desk.session.doc.partnership.start_on
