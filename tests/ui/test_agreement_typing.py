"""Settling and typing in a clause: what is agreed is named, and nothing runs away from the hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.agreement.clauses import clause_state
from planner.agreement.positions import PositionState, state_of
from planner.model import ClauseChoice, Position
from planner.terms import Side, Stance
from ui.screens.agreement import AgreementScreen
from ui.screens.agreement.clause_card import CHOOSE_FIRST, ClauseCard
from ui.screens.agreement.edits import ClausePlace, write_choice, write_position
from ui.window import MainWindow


@pytest.fixture
def screen(example: MainWindow) -> AgreementScreen:
    """The agreement of the worked example in a small window."""
    example.resize(1024, 700)
    example.go("agreement/publication")
    shown = example.stack.currentWidget()
    assert isinstance(shown, AgreementScreen)
    return shown


def card(screen: AgreementScreen) -> ClauseCard:
    assert screen.card is not None
    return screen.card


def choice(screen: AgreementScreen, clause: str) -> ClauseChoice | None:
    return screen.desk.session.snapshot.first(ClauseChoice, clause=clause)


def go(screen: AgreementScreen, clause: str) -> ClausePlace:
    screen.desk.go(f"agreement/{clause}")
    return ClausePlace(screen.desk.session.library.clauses[clause])


def top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()


# What both agree to


def test_both_agree_waits_for_a_choice_where_the_sides_want_different_things(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    go(screen, "results")
    assert choice(screen, "results") is None
    agree = card(screen).agree
    assert not agree.isEnabled()
    assert agree.toolTip() == CHOOSE_FIRST
    assert CHOOSE_FIRST in agree.accessibleName()

    card(screen).ladder.radio("0").click()

    waits(agree.isEnabled)
    option = clause_state(screen.desk.session.snapshot, screen.desk.session.library, "results").option
    assert agree.toolTip() == agree.accessibleName() == f"Both agree: {option.label}"
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    found = choice(screen, "results")
    assert found is not None
    assert (found.agreed, found.option) == (True, option.key)
    assert agree.accessibleName() == f"Agreed: {option.label}"


def test_both_agree_is_offered_where_both_hold_the_same_option(screen: AgreementScreen) -> None:
    for side in (Side.ACADEMIC, Side.INDUSTRY):
        where = ClausePlace(screen.desk.session.library.clauses["results"], side)
        write_position(screen.desk.session.doc, where, {"option": "split", "text": f"Words of {side}"})

    go(screen, "results")

    session = screen.desk.session
    assert state_of(session.snapshot, session.library, "results") is not PositionState.AGREED
    assert card(screen).agree.isEnabled()
    state = clause_state(session.snapshot, session.library, "results")
    assert state is not None
    assert state.option is not None
    assert state.option.key == "split"
    assert card(screen).agree.toolTip() == f"Both agree: {state.option.label}"


def test_an_option_that_only_one_side_names_is_not_agreed_by_the_default(screen: AgreementScreen) -> None:
    session = screen.desk.session
    theirs = session.snapshot.first(Position, clause="results", side=Side.ACADEMIC)
    session.doc.remove(session.snapshot.first(Position, clause="results", side=Side.INDUSTRY))
    go(screen, "results")
    state = clause_state(session.snapshot, session.library, "results")
    offers = [card(screen).agree.isEnabled() == (theirs.option == state.option.key)]

    session.doc.remove(theirs)
    go(screen, "results")
    screen.refresh()
    offers.append(card(screen).agree.isEnabled())

    assert offers == [True, True]


def test_sides_apart_in_their_own_words_alone_have_something_to_choose_first(screen: AgreementScreen) -> None:
    for side in (Side.ACADEMIC, Side.INDUSTRY):
        where = ClausePlace(screen.desk.session.library.clauses["results"], side)
        fields = {"option": "", "text": f"Words of {side}", "stance": Stance.WONT}
        write_position(screen.desk.session.doc, where, fields)

    go(screen, "results")

    assert not card(screen).agree.isEnabled()


def test_words_of_ones_own_can_be_agreed_and_choose_no_option(qtbot: QtBot, screen: AgreementScreen) -> None:
    where = go(screen, "results")
    write_choice(screen.desk.session.doc, where, {"own_text": "Each keeps its own."}, label="wording")
    screen.refresh()
    assert card(screen).agree.toolTip() == "Both agree: the wording as edited"

    qtbot.mouseClick(card(screen).agree, Qt.MouseButton.LeftButton)

    found = choice(screen, "results")
    assert found is not None
    assert (found.agreed, found.option) == (True, "")


# The keyboard


def test_the_keyboard_stays_in_the_clause_after_both_agree_and_keep_open(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    shown = card(screen)
    shown.agree.setFocus()

    qtbot.keyClick(shown.agree, Qt.Key.Key_Return)
    screen.refresh()

    assert screen.window().focusWidget() is shown.open
    qtbot.keyClick(shown.open, Qt.Key.Key_Return)
    screen.refresh()
    focused = screen.window().focusWidget()
    assert focused is not None
    assert shown.isAncestorOf(focused)


def test_tab_goes_from_the_table_to_the_clause_and_then_to_the_cards_below(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    go(screen, "results")
    go(screen, "publication")
    waits(card(screen).agree.isVisible)
    card(screen).focus_side("academic")
    fields = card(screen).sides[Side.INDUSTRY].fields
    assert fields is not None
    waits(fields.reason.field.isVisible)
    screen.view.setFocus()
    rooms = []
    for _ in range(60):
        focused = screen.window().focusWidget()
        homes = {"table": screen.left, "clause": card(screen), "below": screen.below}
        rooms.append(next((name for name, home in homes.items() if home.isAncestorOf(focused)), "elsewhere"))
        if rooms[-1] == "elsewhere":
            break
        screen.focusNextChild()

    assert list(dict.fromkeys(rooms)) == ["table", "clause", "below", "elsewhere"]
    assert rooms == sorted(rooms, key=["table", "clause", "below", "elsewhere"].index)


# Typing


def test_findings_stand_below_the_words_they_are_about(screen: AgreementScreen, waits: Callable) -> None:
    where = go(screen, "publication")
    values = (("review_days", "100"), ("delay_days", "150"))
    write_choice(screen.desk.session.doc, where, {"values": values}, label="values")

    waits(lambda: card(screen)._found.count())

    found = card(screen)._found.itemAt(0).widget()
    assert found is not None
    waits(lambda: top(found) >= top(card(screen).wording) + card(screen).wording.height())


def test_the_field_one_types_in_stays_in_sight_when_something_grows_above(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    edit = card(screen).wording.values.fields["review_days"].field
    area = card(screen)._area
    area.ensureWidgetVisible(edit)
    edit.setFocus()
    waits(lambda: not edit.visibleRegion().isEmpty())
    theirs = ClausePlace(card(screen).clause, Side.ACADEMIC)

    write_position(screen.desk.session.doc, theirs, {"reason": "Because of the thesis. " * 6})
    qtbot.keyClicks(edit, "4")

    waits(lambda: "Because of the thesis. Because" in card(screen).sides[Side.ACADEMIC].because.text())
    waits(lambda: edit.visibleRegion().boundingRect().height() == edit.height())


def test_a_complaint_below_one_value_leaves_its_neighbour_where_it_is(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    fields = card(screen).wording.values.fields
    one, other = fields["review_days"], fields["delay_days"]
    assert isinstance(one.field, QLineEdit)
    before = top(other.field) - top(one.field)
    one.field.setFocus()

    qtbot.keyClicks(one.field, "4500")

    waits(lambda: one.complaint.isVisible() and one.complaint.height() > 0)
    waits(lambda: one.height() > other.height())
    assert (before, top(other.field) - top(one.field)) == (0, 0)
