"""Moving through the scoping wizard: steps, places, keys; and what everybody can reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from planner.model import Organisation
from planner.terms import Seat, Side
from tests.ui.desks import desk_for
from tests.ui.scoping import (
    ACADEMIC,
    INDUSTRY,
    answer,
    chips,
    desk_at_wants,
    entities,
    named,
    page_of,
    press,
    screen_of,
    settled,
)
from ui.window import MainWindow
from ui.wizards.scope_page import ScopePage


@pytest.fixture
def desk(qtbot, tmp_path) -> MainWindow:
    return desk_at_wants(qtbot, tmp_path)


# Moving


def test_leaving_and_coming_back_finds_the_step_and_every_answer(desk, qtbot):
    desk.go("scope/brings")
    offer = "What does your side bring? (the academic side)"
    qtbot.keyClicks(named(desk, offer), "Two engineers")

    desk.go("portfolio")
    desk.go("scope")

    assert screen_of(desk).current == "brings"
    assert named(desk, offer).toPlainText() == "Two engineers"


def test_the_step_is_remembered_when_the_partnership_is_opened_again(desk):
    desk.go("scope/success")
    key = desk.session.doc.partnership.id
    desk.go("portfolio")
    desk.session.close()

    desk.open_partnership(key, "scope")

    assert screen_of(desk).current == "success"


@pytest.mark.parametrize(
    ("place", "side"), [("wants.aim/industry", INDUSTRY), ("wants.aim", ACADEMIC), ("wants", ACADEMIC)]
)
def test_a_place_leads_to_its_step_and_field(desk, place, side):
    desk.go("scope/risks")

    desk.go(f"scope/{place}")

    assert screen_of(desk).current == "wants"
    assert QApplication.focusWidget() is named(desk, side)


def test_a_place_far_down_is_scrolled_into_sight(desk, qtbot):
    desk.resize(1024, 700)

    desk.go("scope/approvals.signatories/industry")

    field = named(desk, "Who signs for your side? (the industry side)")
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    assert screen_of(desk).current == "approvals"


def test_a_question_that_is_not_asked_now_leads_to_its_step_and_an_unknown_one_to_the_review(desk):
    desk.go("scope/data.what")
    assert screen_of(desk).current == "data"

    desk.go("scope/never.heard.of")

    assert screen_of(desk).current == "review"


def test_the_keys_lead_from_step_to_step_and_stop_at_the_ends(desk, qtbot):
    control = Qt.KeyboardModifier.ControlModifier

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, control)
    assert screen_of(desk).current == "brings"
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, control)

    assert screen_of(desk).current == "why"


def test_next_and_back_name_and_reach_the_neighbouring_steps(desk, qtbot):
    page = page_of(desk)
    assert isinstance(page, ScopePage)
    assert page.next.text() == "Next: what each side brings"

    press(qtbot, page.next)
    assert screen_of(desk).current == "brings"
    press(qtbot, page_of(desk).back)

    assert screen_of(desk).current == "wants"


def test_enter_on_a_step_of_the_list_shows_it_and_the_arrows_walk_the_list(desk, qtbot):
    buttons = screen_of(desk).stepper.buttons
    buttons["wants"].setFocus()

    qtbot.keyClick(buttons["wants"], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is buttons["brings"]
    qtbot.keyClick(buttons["brings"], Qt.Key.Key_Return)
    assert screen_of(desk).current == "brings"
    qtbot.keyClick(buttons["brings"], Qt.Key.Key_Up)

    assert QApplication.focusWidget() is buttons["wants"]


def test_the_list_marks_what_is_done_and_what_is_open(qtbot, tmp_path):
    done = [
        answer(f"boundaries.{name}", **fields)
        for name, fields in {
            "kind": {"chosen": ("evaluation",)},
            "in": {"text": "a pilot"},
            "out": {"text": "diagnosis"},
            "later": {"text": "a roll-out"},
            "setting": {"text": "on campus"},
        }.items()
    ]
    open_one = answer("wants.aim", Side.ACADEMIC, not_sure=True)
    desk = desk_for(entities(Seat.FACILITATOR, *done, open_one), qtbot, tmp_path)
    desk.go("scope/why")

    buttons = screen_of(desk).stepper.buttons
    assert (buttons["boundaries"].mark, buttons["wants"].mark, buttons["money"].mark) == ("done", "open", "")
    assert buttons["wants"].accessibleName() == "What each side wants, has an open point"
    foot = [w.text() for w in screen_of(desk).stepper.findChildren(QLabel)]
    assert "1 of 12 answered, 1 on the agenda. Leave any step and come back; nothing is lost." in foot


# For everybody


def interactive(root: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    return [w for w in root.findChildren(QWidget) if isinstance(w, kinds)]


def test_every_control_of_every_step_has_a_name_and_can_be_reached_by_keyboard(desk):
    for step in desk.session.library.steps:
        desk.go(f"scope/{step}")
        for widget in interactive(screen_of(desk)):
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert name.strip(), f"{step}: {widget}"
            # The arrow keys reach the other buttons of a group.
            in_group = isinstance(widget, QRadioButton) and widget.group() is not None
            assert in_group or widget.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{step}: {name}"


def test_tab_walks_a_question_from_side_to_side(desk, qtbot):
    named(desk, ACADEMIC).setFocus()
    seen = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())

    assert seen[:3] == [
        f"Note to the other side: {ACADEMIC}",
        f"Private note: {ACADEMIC}",
        f"Not sure yet: {ACADEMIC}",
    ]
    assert seen.index(f"How firm is this: {ACADEMIC}: must have") < seen.index(INDUSTRY)


def test_tab_reaches_a_note_and_an_agenda_entry_before_the_other_side(desk, qtbot):
    press(qtbot, named(desk, f"Private note: {ACADEMIC}"))
    press(qtbot, named(desk, f"Not sure yet: {ACADEMIC}"))
    settled(qtbot, desk)
    named(desk, f"How firm is this: {ACADEMIC}: must have").setFocus()
    seen = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())

    owner, note = f"Who settles it: {ACADEMIC}", f"Private note: {ACADEMIC}"
    assert seen.index(owner) < seen.index(note) < seen.index(INDUSTRY)


def test_tab_comes_to_the_way_on_last(desk, qtbot):
    page = page_of(desk)
    page.back.setFocus()

    qtbot.keyClick(page.back, Qt.Key.Key_Backtab)

    asked = [box for box in page.boxes if box.isVisible()]
    assert asked[-1].isAncestorOf(QApplication.focusWidget())


def test_a_chip_of_a_side_names_its_organisations(desk):
    desk.session.doc.add(
        Organisation(
            partnership_id=desk.session.doc.partnership.id, name="Harbour Health", side=Side.INDUSTRY
        )
    )
    screen_of(desk).refresh()

    assert "Brightpath Digital Ltd and Harbour Health" in chips(desk)


def test_in_a_file_that_can_only_be_read_nothing_can_be_written(qtbot, tmp_path):
    desk = desk_for(entities(), qtbot, tmp_path)
    desk.session.store.is_read_only = True

    desk.go("scope/wants")

    assert not named(desk, ACADEMIC).isEnabled()
    assert not page_of(desk).not_sure.isEnabled()
    assert page_of(desk).next.isEnabled()
