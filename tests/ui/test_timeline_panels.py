"""What stands around the timeline: clashes, table, details, calendars, templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.model import Activity, Clock, ClockPeriod, Dismissal, Link, Organisation, Partnership
from planner.terms import Lane, Side
from planner.wording import parse_date
from tests.ui.desks import TODAY, desk_for
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
from ui.screens.timeline.calendars import CalendarsDialog
from ui.screens.timeline.dialogs import AsideDialog, AsideList, LinkDialog, StartDialog, TemplateDialog
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
    assert screen.foot.accessibleName().startswith("M1 starts on 15 Jan 2027")
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


def test_the_table_holds_the_same_rows_in_step_with_the_canvas(screen: TimelineScreen) -> None:
    screen.toggle_table()
    model = screen.table.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    screen.canvas.choose(activity(screen, DATA).id)
    assert screen.table.currentIndex().row() == names.index(DATA)
    screen.table.setCurrentIndex(model.index(names.index(ETHICS), 0))

    clauses = {period.label for period in screen.periods.placed if not period.is_as_planned}
    assert set(names) == {a.name for a in screen.desk.session.snapshot.all(Activity)} | clauses
    assert screen.canvas.chosen == activity(screen, ETHICS).id


def test_name_and_start_are_edited_in_the_table(screen: TimelineScreen) -> None:
    screen.toggle_table()
    model = screen.table.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == DATA)
    assert model.setData(model.index(row, 2), "3 May 2027")
    assert not model.setData(model.index(row, 2), "soon")
    assert model.setData(model.index(row, 0), "Interviews")

    assert start_of(screen, "Interviews") == date(2027, 5, 3)


def test_the_table_sorts_by_date_and_not_by_its_spelling(screen: TimelineScreen) -> None:
    screen.toggle_table()
    screen.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    model = screen.table.model()
    starts = [parse_date(model.index(row, 2).data()) for row in range(model.rowCount())]

    assert starts == sorted(starts)


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


def test_a_template_shows_what_it_brings_and_comes_in_one_step(screen: TimelineScreen) -> None:
    before = len(screen.desk.session.snapshot.all(Activity))
    asking = TemplateDialog(screen, screen.desk, date(2027, 1, 4))
    asking.start.edit.setText("31 Feb 2027")
    assert asking.complaint.text()
    asking.start.edit.setText("1 Feb 2027")
    listed = asking.list.count()
    assert asking.list.item(0).text().startswith("1 Feb 2027")
    next(b for b in asking.findChildren(QPushButton) if b.text() == "Insert").click()

    assert len(screen.desk.session.snapshot.all(Activity)) == before + listed
    screen.desk.session.undo()
    assert len(screen.desk.session.snapshot.all(Activity)) == before


def test_a_new_activity_opens_with_its_name_ready_to_be_typed_over(screen: TimelineScreen) -> None:
    screen.canvas.choose(None)
    screen.add.menu().aboutToShow.emit()
    lanes = screen.add.menu().actions()[1].menu()
    next(a for a in lanes.actions() if a.text() == "Together").trigger()
    type_name(screen, "Steering group")
    made = activity(screen, "Steering group")

    assert made.lane is Lane.JOINT
    assert made.is_milestone


def test_calendars_are_picked_edited_and_undone(screen: TimelineScreen) -> None:
    session = screen.desk.session
    university = session.snapshot.first(Organisation, side=Side.ACADEMIC)
    assert university is not None
    asking = CalendarsDialog(screen, screen.desk)
    before = len(session.snapshot.all(Clock))
    chooser = next(c for c in asking.findChildren(QComboBox) if university.name in c.accessibleName())
    place = chooser.findData("bradford")
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)
    told = " ".join(shown_label.text() for shown_label in asking.findChildren(QLabel))
    assert "University of Bradford · GB · published by the institution" in told
    add = f"Add a period to {university.name}"
    next(b for b in asking.findChildren(QPushButton) if b.accessibleName() == add).click()
    period = session.snapshot.all(ClockPeriod)[-1]
    assert period.starts_on == TODAY
    session.undo()
    session.undo()

    assert len(session.snapshot.all(Clock)) == before


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
    assert not any(pin.finding_id.startswith("runway-end") for pin in screen.plan.pins)
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
