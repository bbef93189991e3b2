"""Two sides in the scoping wizard: not sure yet, guesses, notes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPlainTextEdit,
)

from planner.model import OpenPoint, Partnership, Person, PrivateNote
from planner.terms import Seat, Side
from tests.ui.desks import desk_for
from tests.ui.scoping import (
    ACADEMIC,
    INDUSTRY,
    answer,
    answers,
    chips,
    desk_at_wants,
    entities,
    named,
    page_of,
    press,
    settled,
    undo,
)
from ui.window import MainWindow


@pytest.fixture
def desk(qtbot, tmp_path) -> MainWindow:
    return desk_at_wants(qtbot, tmp_path)


# Not sure yet


def test_not_sure_yet_makes_the_agenda_entry_and_undo_removes_both(desk, qtbot):
    press(qtbot, named(desk, f"Not sure yet: {INDUSTRY}"))
    settled(qtbot, desk)

    point = desk.session.snapshot.first(OpenPoint)
    assert point is not None
    assert (point.origin, point.side, point.due_on) == (
        "scope/wants.aim/industry",
        Side.INDUSTRY,
        date(2026, 12, 23),
    )
    assert answers(desk)["wants.aim", Side.INDUSTRY].not_sure
    undo(qtbot, desk)

    assert answers(desk) == {}
    assert desk.session.snapshot.all(OpenPoint) == ()
    desk.session.redo()
    assert answers(desk)["wants.aim", Side.INDUSTRY].not_sure


def test_taking_it_off_the_agenda_clears_both(desk, qtbot):
    press(qtbot, named(desk, f"Not sure yet: {ACADEMIC}"))
    settled(qtbot, desk)

    press(qtbot, named(desk, f"Take it off the agenda: {ACADEMIC}"))

    assert answers(desk) == {}
    assert desk.session.snapshot.all(OpenPoint) == ()


def test_owner_and_date_of_the_agenda_entry_are_changed_on_the_spot(desk, qtbot):
    press(qtbot, named(desk, f"Not sure yet: {INDUSTRY}"))
    settled(qtbot, desk)
    owner, due = named(desk, f"Who settles it: {INDUSTRY}"), named(desk, f"To be settled by: {INDUSTRY}")
    assert QApplication.focusWidget() is owner
    assert [owner.itemText(n) for n in range(owner.count())] == ["Brightpath Digital Ltd", "Product manager"]

    owner.setCurrentIndex(1)
    owner.activated.emit(1)
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "15 Jan 2027")

    point = desk.session.snapshot.first(OpenPoint)
    manager = desk.session.snapshot.first(Person, name="Product manager")
    assert (point.owner_id, point.due_on) == (manager.id, date(2027, 1, 15))


def test_owner_and_date_can_be_given_where_no_entry_was_stored(qtbot, tmp_path):
    desk = desk_for(
        entities(Seat.FACILITATOR, answer("wants.aim", Side.ACADEMIC, not_sure=True)), qtbot, tmp_path
    )
    desk.go("scope/wants.aim")

    qtbot.keyClicks(named(desk, f"To be settled by: {ACADEMIC}"), "15 Jan 2027")

    assert desk.session.snapshot.first(OpenPoint, origin="scope/wants.aim/academic").due_on == date(
        2027, 1, 15
    )


def test_choosing_an_answer_settles_not_sure_yet_in_one_step(desk, qtbot):
    name = "Would either side call the project a failure without the other’s aim? (both together): "
    press(qtbot, named(desk, f"{name}Not sure yet: put it on the agenda"))
    settled(qtbot, desk)
    assert desk.session.snapshot.first(OpenPoint, origin="scope/wants.both_met/joint")

    press(qtbot, named(desk, f"{name}Yes"))

    said = answers(desk)["wants.both_met", Side.JOINT]
    assert (said.chosen, said.not_sure) == (("yes",), False)
    assert desk.session.snapshot.all(OpenPoint) == ()
    desk.session.undo()
    assert answers(desk)["wants.both_met", Side.JOINT].not_sure
    assert len(desk.session.snapshot.all(OpenPoint)) == 1


def test_not_sure_yet_among_the_choices_is_withdrawn_like_any_choice(desk, qtbot):
    name = "Would either side call the project a failure without the other’s aim? (both together): "

    press(qtbot, named(desk, f"{name}Not sure yet: put it on the agenda"))
    press(qtbot, named(desk, f"{name}Not sure yet: put it on the agenda"))

    assert answers(desk) == {}
    assert desk.session.snapshot.all(OpenPoint) == ()


def test_the_button_below_puts_the_question_one_is_at_on_the_agenda(desk, qtbot):
    named(desk, INDUSTRY).setFocus()

    press(qtbot, page_of(desk).not_sure)
    press(qtbot, page_of(desk).not_sure)

    assert [p.origin for p in desk.session.snapshot.all(OpenPoint)] == ["scope/wants.aim/industry"]


def test_what_was_written_before_not_sure_yet_stays(desk, qtbot):
    qtbot.keyClicks(named(desk, ACADEMIC), "Perhaps a thesis")

    press(qtbot, named(desk, f"Not sure yet: {ACADEMIC}"))
    settled(qtbot, desk)
    press(qtbot, named(desk, f"Take it off the agenda: {ACADEMIC}"))

    said = answers(desk)["wants.aim", Side.ACADEMIC]
    assert (said.text, said.not_sure) == ("Perhaps a thesis", False)


# Seats, guesses and notes


def test_from_one_seat_the_other_side_is_a_guess_until_it_is_confirmed(qtbot, tmp_path):
    desk = desk_for(entities(Seat.ACADEMIC), qtbot, tmp_path)
    desk.go("scope/wants.aim/industry")
    confirm = named(desk, f"They confirmed it: {INDUSTRY}")
    assert "our guess" in chips(desk)
    assert not confirm.isVisible()

    qtbot.keyClicks(named(desk, INDUSTRY), "A quick win")
    settled(qtbot, desk)
    assert not answers(desk)["wants.aim", Side.INDUSTRY].confirmed
    press(qtbot, confirm)

    assert answers(desk)["wants.aim", Side.INDUSTRY].confirmed
    assert answers(desk)["wants.aim", Side.INDUSTRY].text == "A quick win"


def test_from_one_seat_the_own_side_speaks_for_itself(qtbot, tmp_path):
    desk = desk_for(entities(Seat.INDUSTRY), qtbot, tmp_path)
    desk.go("scope/wants.aim/industry")

    qtbot.keyClicks(named(desk, INDUSTRY), "Evidence")

    assert answers(desk)["wants.aim", Side.INDUSTRY].confirmed


def test_changing_what_the_other_side_confirmed_makes_it_a_guess_again(qtbot, tmp_path):
    given = answer("wants.aim", Side.INDUSTRY, text="Evidence")
    desk = desk_for(entities(Seat.ACADEMIC, given), qtbot, tmp_path)
    desk.go("scope/wants.aim/industry")

    qtbot.keyClicks(named(desk, INDUSTRY), "!")

    assert not answers(desk)["wants.aim", Side.INDUSTRY].confirmed


def test_a_facilitator_sees_no_guess(desk):
    assert "our guess" not in chips(desk)


def test_a_note_to_the_other_side_is_kept_with_the_answer(desk, qtbot):
    opener = f"Note to the other side: {ACADEMIC}"
    links = [w for w in page_of(desk).findChildren(QAbstractButton) if w.accessibleName() == opener]
    press(qtbot, links[0])

    qtbot.keyClicks(QApplication.focusWidget(), "We can wait until May")

    assert answers(desk)["wants.aim", Side.ACADEMIC].note == "We can wait until May"


def test_a_private_note_belongs_to_the_seat_and_is_shown_to_no_other(qtbot, tmp_path):
    theirs = PrivateNote(
        partnership_id=Partnership(title="x").id,
        seat=Seat.INDUSTRY,
        place="scope/wants.aim/academic",
        text="Secret",
    )
    desk = desk_for(entities(Seat.ACADEMIC, theirs), qtbot, tmp_path)
    desk.go("scope/wants.aim")
    links = [
        w
        for w in page_of(desk).findChildren(QAbstractButton)
        if w.accessibleName() == f"Private note: {ACADEMIC}"
    ]
    press(qtbot, links[0])
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == ""

    qtbot.keyClicks(field, "Our board would take less")

    notes = {n.seat: n.text for n in desk.session.snapshot.all(PrivateNote)}
    assert notes == {Seat.INDUSTRY: "Secret", Seat.ACADEMIC: "Our board would take less"}
    assert answers(desk) == {}
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert [n.seat for n in desk.session.snapshot.all(PrivateNote)] == [Seat.INDUSTRY]


def test_a_private_note_written_after_changing_seats_leaves_the_first_seats_note_alone(desk, qtbot):
    links = [
        w
        for w in page_of(desk).findChildren(QAbstractButton)
        if w.accessibleName() == f"Private note: {ACADEMIC}"
    ]
    press(qtbot, links[0])
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "Facilitator")
    desk.session.leave_field()

    desk.session.doc.set(desk.session.doc.partnership, "seat", Seat.ACADEMIC)
    assert field.toPlainText() == ""
    qtbot.keyClicks(field, "Academic")

    notes = {n.seat: n.text for n in desk.session.snapshot.all(PrivateNote)}
    assert notes == {Seat.FACILITATOR: "Facilitator", Seat.ACADEMIC: "Academic"}
