"""The panel beside the timeline: its parts that fold, its keys, and what an activity is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QWidget,
)

from planner.model import Activity
from planner.terms import Lane
from tests.ui.detailing import (
    ANALYSIS,
    button,
    chosen,
    complaints,
    field,
    lengths,
    opened,
    pick,
    section,
    settle,
    tick,
    type_over,
)
from tests.ui.timelines import DATA, ETHICS, WRITE_UP, activity, press, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.theme import grown
from ui.widgets.link_text import LinkText
from ui.window import MainWindow


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


# Parts that fold


def test_a_folded_part_says_in_a_line_what_it_holds(screen: TimelineScreen) -> None:
    opened(screen, DATA)

    assert section(screen, "what").summary.text() == "Northfield University · Data collection"
    assert section(screen, "links").summary.text() == "1 waits for this"
    assert section(screen, "who").summary.isVisible()
    assert not section(screen, "when").summary.isVisible()


def test_what_is_unfolded_stays_so_for_the_next_activity(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    section(screen, "who").head.click()
    section(screen, "when").head.click()
    opened(screen, ANALYSIS)

    assert chosen(screen, "Owner").isVisible()
    assert section(screen, "when").inside.isHidden()


def test_tab_goes_down_the_panel_whatever_was_unfolded_last(screen: TimelineScreen) -> None:
    opened(screen, DATA, "numbers", "links", "who", "what")
    screen.panel.enter()
    seen: list[QWidget] = []
    while len(seen) < 60 and (now := QApplication.focusWidget()) is not None:
        if not screen.panel.isAncestorOf(now):
            break
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    names = [each.accessibleName() for each in seen]
    tops = [each.mapTo(screen.panel.window(), each.rect().topLeft()).y() for each in seen]

    assert 25 < len(seen) < 60
    assert names.index("Deadline") < names.index("Work package") < names.index("Owner")
    assert all(after >= before - grown(30) for before, after in pairwise(tops))


def test_tab_leaves_the_details_behind_their_last_field(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    remove = button(screen, f"Remove {DATA}")
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Tab)
    now = QApplication.focusWidget()

    assert now is not None
    assert not screen.panel.isAncestorOf(now)


def test_what_has_the_focus_is_in_view_as_a_whole(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    edit = field(screen, "Late length in days")
    edit.setFocus()
    room = screen.panel._area.viewport()

    assert room.rect().contains(edit.rect().translated(edit.mapTo(room, edit.rect().topLeft())))


def test_enter_goes_into_the_details_and_escape_back_to_the_chart(screen: TimelineScreen) -> None:
    press(screen, DATA, (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
    inside = QApplication.focusWidget()
    assert inside is field(screen, "Name")
    QTest.keyClick(inside, Qt.Key.Key_Escape)

    assert not screen.panel.isVisible()
    assert screen.canvas.hasFocus()


def test_fields_are_not_made_anew_while_one_types(screen: TimelineScreen) -> None:
    opened(screen, DATA, "what")
    edit = type_over(screen, "Work package", "WP 2")

    assert field(screen, "Work package") is edit
    assert edit.hasFocus()
    assert activity(screen, DATA).sublane == "WP 2"


def test_the_clashes_of_an_activity_lead_to_their_pins(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    said = [b for b in screen.panel.findChildren(LinkText) if b.text().startswith("Clash")]
    QTest.keyClick(said[1], Qt.Key.Key_Return)

    assert [each.text()[:7] for each in said] == ["Clash 1", "Clash 2"]
    assert screen.canvas.hasFocus()


# What


def test_a_work_package_is_completed_from_those_in_use(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    doc.set(activity(screen, ETHICS), "sublane", "WP 1 Approvals")
    opened(screen, DATA, "what")
    edit = type_over(screen, "Work package", "appr")
    completer = edit.completer()
    assert completer.completionCount() == 1
    completer.activated.emit(completer.currentCompletion())
    edit.setText(completer.currentCompletion())

    assert activity(screen, DATA).sublane == "WP 1 Approvals"


def test_a_kind_is_found_by_typing_a_part_of_its_name(screen: TimelineScreen) -> None:
    opened(screen, ANALYSIS, "what")
    box = chosen(screen, "Kind")
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "data coll")
    offered = box.completer()
    assert offered.currentCompletion() == "Data collection"
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "data collection")
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    settle(screen)

    assert activity(screen, ANALYSIS).kind == "data_collection"
    assert chosen(screen, "Kind").currentText() == "Data collection"


def test_a_kind_that_is_none_stays_to_be_mended(screen: TimelineScreen) -> None:
    opened(screen, ANALYSIS, "what")
    before = activity(screen, ANALYSIS).kind
    box = chosen(screen, "Kind")
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "telepathy")
    field(screen, "Name").setFocus()
    settle(screen)
    assert box.currentText() == "telepathy"
    assert complaints(screen) == ["Nothing here is called “telepathy”. Choose from the list."]
    box.lineEdit().clear()
    box.setFocus()
    box.lineEdit().setModified(True)
    field(screen, "Name").setFocus()

    assert activity(screen, ANALYSIS).kind == before
    assert box.currentText() != "telepathy"


def test_an_activity_becomes_a_milestone_and_back_with_its_lengths(screen: TimelineScreen) -> None:
    opened(screen, WRITE_UP, "what")
    before = lengths(screen, WRITE_UP)
    tick(screen, "A milestone")
    assert activity(screen, WRITE_UP).is_milestone
    assert "Likely length in days" not in [e.accessibleName() for e in screen.panel.findChildren(QLineEdit)]
    tick(screen, "A milestone")

    assert lengths(screen, WRITE_UP) == before
    assert field(screen, "Likely length in days").text() == str(before[1])


def test_a_milestone_that_becomes_an_activity_gets_a_length(screen: TimelineScreen) -> None:
    opened(screen, "Launch", "what")
    tick(screen, "A milestone")

    assert lengths(screen, "Launch") == (7, 14, 28)


def test_the_lane_is_an_organisation_or_both_together(screen: TimelineScreen) -> None:
    opened(screen, DATA, "what")
    pick(screen, "Lane and organisation", "Together")
    found = activity(screen, DATA)

    assert (found.lane, found.organisation_id) == (Lane.JOINT, None)


def test_notes_are_kept_as_typed(screen: TimelineScreen) -> None:
    opened(screen, DATA, "what")
    screen.panel.unfold("what", "Notes")
    QTest.keyClicks(QApplication.focusWidget(), "<b>Pilot</b> & more")

    assert activity(screen, DATA).notes == "<b>Pilot</b> & more"


def test_an_empty_name_is_refused_where_it_stands(screen: TimelineScreen) -> None:
    opened(screen, DATA)
    edit = field(screen, "Name")
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    settle(screen)

    assert complaints(screen)[0] == "Give it a name."
    assert screen.desk.session.snapshot.first(Activity, name=DATA) is not None
