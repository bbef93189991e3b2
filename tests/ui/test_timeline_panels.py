"""What stands around the timeline: clashes, table, details, calendars, templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.model import ClockPeriod, Dismissal, Link, Partnership
from planner.terms import Lane
from tests.ui.desks import desk_for
from tests.ui.timelines import (
    DATA,
    ETHICS,
    PLAIN,
    WRITE_UP,
    activity,
    press,
    screen_of,
    shown,
    start_of,
    type_name,
)
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.adding import fill_add_menu
from ui.screens.timeline.calendars import CalendarsDialog
from ui.screens.timeline.dialogs import AsideDialog, AsideList, LinkDialog, StartDialog
from ui.widgets.text import Elided
from ui.window import MainWindow


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


def test_the_card_numbers_the_clashes_as_the_pins_do(screen: TimelineScreen) -> None:
    assert screen.plan is not None
    names = [w.accessibleName() for w in screen.card.findChildren(QWidget)]

    assert [pin.number for pin in screen.plan.pins] == [1, 2, 3]
    assert any(name.startswith(f"Clash 1: {DATA} starts 14 calendar days") for name in names)


def test_enter_opens_the_details_and_typing_there_renames_the_bar(
    screen: TimelineScreen, qtbot: QtBot
) -> None:
    press(screen, "Analysis", (Qt.Key.Key_Return, PLAIN))
    assert screen.panel.isVisible()
    screen.panel.focus_name()
    type_name(screen, "Sums & <b>tables</b>")
    screen.refresh()

    assert any(shape.name == "Sums & <b>tables</b>" for shape in screen.canvas.ordered())


def test_the_details_follow_the_selection_and_close(screen: TimelineScreen) -> None:
    screen.open_details(activity(screen, DATA).id)
    screen.canvas.choose(activity(screen, ETHICS).id)
    assert screen.panel.activity_id == activity(screen, ETHICS).id
    screen.close_details()

    assert not screen.panel.isVisible()


def test_project_months_ask_for_the_start_only_while_it_is_unknown(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    doc.update(doc.partnership, {"start_on": None, "shows_months": False})
    asking = StartDialog(screen, screen.desk)
    asking.start.edit.setText("15 Jan 2027")
    asking.answer()
    screen.refresh()
    assert screen.canvas.months_from == date(2027, 1, 15)
    assert screen.starting.field.edit.text() == "15 Jan 2027"
    screen.hands.toggle_months()
    screen.refresh()

    assert screen.canvas.months_from is None
    assert doc.partnership.start_on == date(2027, 1, 15)


def test_a_remedy_is_applied_in_one_step_and_its_clash_goes(screen: TimelineScreen) -> None:
    link = next(b for b in screen.card.findChildren(QPushButton) if b.text().startswith(f"Move {DATA}"))
    label = link.text()
    link.click()
    screen.refresh()
    assert screen.plan is not None

    assert start_of(screen, DATA) == date(2027, 4, 27)
    assert screen.desk.session.doc.undo_label == label
    assert not any(pin.finding_id.startswith("r09") for pin in screen.plan.pins)


def test_a_clash_is_set_aside_with_a_reason_and_brought_back(screen: TimelineScreen) -> None:
    finding = screen.found[0]
    asking = AsideDialog(screen, screen.desk, finding)
    buttons = {b.text(): b for b in asking.findChildren(QPushButton)}
    buttons["Set aside"].click()
    assert asking.complaint.text().startswith("Say why")
    asking.reason.setPlainText("Pilot data only")
    buttons["Set aside"].click()
    screen.refresh()
    assert screen.plan is not None
    assert finding.id not in {pin.finding_id for pin in screen.plan.pins}
    listed = AsideList(screen, screen.desk)
    next(b for b in listed.findChildren(QPushButton) if b.text() == "Bring back").click()
    screen.refresh()

    assert not screen.desk.session.snapshot.all(Dismissal)
    assert finding.id in {pin.finding_id for pin in screen.plan.pins}


def test_a_link_that_would_close_a_loop_is_refused_in_words(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    first, last = activity(screen, ETHICS), activity(screen, WRITE_UP)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=first.id, after_id=last.id))
    asking = LinkDialog(screen, screen.desk, last.id)
    asking.search.setText("ethics")
    next(b for b in asking.findChildren(QPushButton) if b.text() == "Add the link").click()
    assert ETHICS in asking.complaint.text()
    assert WRITE_UP in asking.complaint.text()
    asking.search.setText("next step")
    next(b for b in asking.findChildren(QPushButton) if b.text() == "Add the link").click()

    assert screen.desk.session.snapshot.first(Link, before_id=last.id) is not None


def test_a_new_activity_opens_with_its_name_ready_to_be_typed_over(screen: TimelineScreen) -> None:
    screen.canvas.choose(None)
    screen.buttons.add.menu().aboutToShow.emit()
    lanes = screen.buttons.add.menu().actions()[1].menu()
    next(a for a in lanes.actions() if a.text() == "Together").trigger()
    type_name(screen, "Steering group")
    made = activity(screen, "Steering group")

    assert made.lane is Lane.JOINT
    assert made.is_milestone


def test_the_runway_is_entered_moved_and_taken_away(screen: TimelineScreen) -> None:
    session = screen.desk.session
    asking = CalendarsDialog(screen, screen.desk)
    edit = next(
        e
        for e in asking.findChildren(QLineEdit)
        if "Brightpath Digital Ltd lasts until" in e.accessibleName()
    )
    edit.setText("31 Mar 2028")
    edit.editingFinished.emit()
    screen.refresh()
    assert screen.plan is not None
    assert not any(pin.finding_id.startswith("r27-runway") for pin in screen.plan.pins)
    edit.setText("")
    edit.editingFinished.emit()

    assert session.snapshot.first(ClockPeriod, kind="runway") is None


def test_an_empty_timeline_teaches(qtbot: QtBot, tmp_path: Path) -> None:
    screen = screen_of(shown(desk_for([Partnership(title="New")], qtbot, tmp_path)))
    assert screen.stack.currentWidget() is screen.nothing
    texts = {b.text() for b in screen.nothing.findChildren(QPushButton)}
    next(b for b in screen.nothing.findChildren(QPushButton) if b.text() == "Add an activity").click()
    screen.refresh()

    assert texts == {"Insert a template", "Add an activity"}
    assert screen.stack.currentWidget() is screen.canvas


def test_everything_that_can_be_used_has_a_name_and_is_reached_by_keyboard(screen: TimelineScreen) -> None:
    screen.open_details(activity(screen, ETHICS).id)
    used = [
        w
        for w in screen.findChildren(QWidget)
        if w.isVisible() and isinstance(w, QAbstractButton | QLineEdit)
    ]
    unnamed = [w for w in used if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))]
    unreached = [w for w in used if w.focusPolicy() == Qt.FocusPolicy.NoFocus]

    assert not unnamed
    assert not unreached


def test_a_place_selects_its_activity_and_opens_it(window: MainWindow) -> None:
    screen = screen_of(window)
    window.go(f"timeline/{activity(screen, WRITE_UP).id}")

    assert screen.canvas.chosen == activity(screen, WRITE_UP).id
    assert screen.panel.activity_id == activity(screen, WRITE_UP).id


def test_a_shortened_text_is_shown_as_typed_in_its_tool_tip(qtbot: QtBot) -> None:
    made = Elided("<b>bold</b> claims, " * 20)
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.show()

    assert made.toolTip().startswith("<qt>&lt;b&gt;bold&lt;/b&gt;")


def test_the_runway_on_the_canvas_opens_the_calendars_at_it(screen: TimelineScreen, qtbot: QtBot) -> None:
    assert screen.plan is not None
    runway = next(bar for bar in screen.plan.bars if bar.is_runway)
    screen.canvas.choose(runway.activity_id, reveal=True)
    screen.canvas.setFocus()
    qtbot.keyClick(screen.canvas, Qt.Key.Key_Return)

    field = _money_asked(screen, qtbot)
    assert field.text() == "10 Oct 2027"


def test_a_double_click_on_the_runway_opens_the_calendars_at_it(screen: TimelineScreen, qtbot: QtBot) -> None:
    assert screen.plan is not None
    runway = next(bar for bar in screen.plan.bars if bar.is_runway)
    screen.canvas.choose(runway.activity_id, reveal=True)
    box = screen.canvas.ground.box_of(runway)
    seen = box.intersected(screen.canvas.viewport().rect().toRectF())
    spot = seen.center().toPoint()
    QTest.mouseDClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)

    assert _money_asked(screen, qtbot).text() == "10 Oct 2027"


def test_a_runway_is_added_where_everything_is_added(screen: TimelineScreen, qtbot: QtBot) -> None:
    menu = QMenu(screen)
    fill_add_menu(screen, menu)
    next(a for a in menu.actions() if a.text() == "Runway…").trigger()

    assert "Brightpath" in _money_asked(screen, qtbot).accessibleName()


def _money_asked(screen: TimelineScreen, qtbot: QtBot) -> QLineEdit:
    """The field for the money in the calendars, once the cursor is in it."""
    (asking,) = screen.findChildren(CalendarsDialog)
    edit = next(e for e in asking.findChildren(QLineEdit) if "Brightpath" in e.accessibleName())
    qtbot.waitUntil(edit.hasFocus)
    asking.reject()
    return edit
