"""The scoping wizard, worked with real keys on a real store: typing, choosing, moving."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
)

from planner.model import Answer
from planner.terms import Firmness, Seat, Side
from tests.ui.desks import desk_for, stored
from tests.ui.scoping import (
    ACADEMIC,
    AIM,
    INDUSTRY,
    answer,
    answers,
    desk_at_wants,
    entities,
    named,
    page_of,
    press,
    settled,
    undo,
)
from ui.window import MainWindow

HOSTILE = (
    "<b>bold</b> & <img src='/etc/hostname'>",
    '=cmd("calc")',
    "שלום עולם مرحبا",
    "👩🏽‍🔬 evidence 🚀",
    "x" * 200,
)


@pytest.fixture
def desk(qtbot, tmp_path) -> MainWindow:
    return desk_at_wants(qtbot, tmp_path)


# Typing


def test_what_is_typed_is_stored_within_the_autosave(desk, qtbot):
    field = named(desk, ACADEMIC)

    qtbot.keyClicks(field, "Publishable evidence")

    def is_stored() -> bool:
        return any(isinstance(e, Answer) and e.text == "Publishable evidence" for e in stored(desk))

    qtbot.waitUntil(is_stored, timeout=2_000)
    assert answers(desk)["wants.aim", Side.ACADEMIC].confirmed


def test_the_first_letter_makes_the_answer_and_the_last_one_unmakes_it(desk, qtbot):
    field = named(desk, ACADEMIC)

    qtbot.keyClicks(field, "Ab")
    assert set(answers(desk)) == {("wants.aim", Side.ACADEMIC)}
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)

    assert answers(desk) == {}
    assert desk.session.doc.undo_label == ""


def test_undo_steps_back_word_by_word_and_then_through_the_document(desk, qtbot):
    press(
        qtbot,
        named(
            desk, "Would either side call the project a failure without the other’s aim? (both together): Yes"
        ),
    )
    field = named(desk, ACADEMIC)
    field.setFocus()
    qtbot.keyClicks(field, "Clear early evidence")

    assert desk.session.doc.undo_label == f"answer to {AIM}"
    undo(qtbot, desk)
    assert field.toPlainText() == "Clear early "
    undo(qtbot, desk)
    assert field.toPlainText() == "Clear "
    undo(qtbot, desk)
    assert field.toPlainText() == ""
    assert ("wants.aim", Side.ACADEMIC) not in answers(desk)
    undo(qtbot, desk)

    assert answers(desk) == {}


def test_a_field_that_was_left_is_undone_as_one_step(desk, qtbot):
    qtbot.keyClicks(named(desk, ACADEMIC), "Clear early evidence")
    named(desk, INDUSTRY).setFocus()

    undo(qtbot, desk)
    assert named(desk, ACADEMIC).toPlainText() == ""
    desk.session.redo()

    assert named(desk, ACADEMIC).toPlainText() == "Clear early evidence"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_and_shown_as_it_was_typed(desk, qtbot, text):
    named(desk, ACADEMIC).insertPlainText(text)
    desk.go("scope/review")

    assert answers(desk)["wants.aim", Side.ACADEMIC].text == text
    shown = [w for w in page_of(desk).findChildren(QLabel) if w.text() == text]
    assert shown
    assert all(w.textFormat() is Qt.TextFormat.PlainText for w in shown)


def test_a_text_that_is_too_long_is_refused_in_words_and_stays_to_be_mended(desk, qtbot):
    field = named(desk, ACADEMIC)

    field.insertPlainText("y" * 20_001)

    complaint = next(w for w in page_of(desk).findChildren(QLabel) if w.text().startswith("This is longer"))
    assert complaint.isVisible()
    assert len(field.toPlainText()) == 20_001
    assert answers(desk) == {}
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert len(answers(desk)["wants.aim", Side.ACADEMIC].text) == 20_000
    assert not complaint.isVisible()


# Kinds of answer


def test_a_choice_is_made_changed_and_withdrawn_by_keyboard(desk, qtbot):
    name = "Would either side call the project a failure without the other’s aim? (both together): "

    press(qtbot, named(desk, f"{name}Yes"))
    assert answers(desk)["wants.both_met", Side.JOINT].chosen == ("yes",)
    press(qtbot, named(desk, f"{name}No, they can both be met"))
    assert answers(desk)["wants.both_met", Side.JOINT].chosen == ("no",)
    press(qtbot, named(desk, f"{name}No, they can both be met"))

    assert answers(desk) == {}


def test_several_choices_are_kept_together(desk, qtbot):
    desk.go("scope/why.reasons/industry")
    name = "Why does your side want to work with the other? (the industry side): "

    press(qtbot, named(desk, f"{name}Credibility"))
    press(qtbot, named(desk, f"{name}Funding"))

    assert answers(desk)["why.reasons", Side.INDUSTRY].chosen == ("credibility", "funding")


def test_a_date_is_read_as_people_write_it(desk, qtbot):
    name = "Is there a date after which the results are worth much less to your side? (the industry side)"

    qtbot.keyClicks(named(desk, name), "1 Oct 2027")

    assert answers(desk)["wants.deadline", Side.INDUSTRY].on_date == date(2027, 10, 1)


def test_an_amount_takes_the_currency_chosen_and_refuses_a_negative_one(qtbot, tmp_path):
    desk = desk_for(entities(Seat.FACILITATOR, answer("money.moves", chosen=("yes",))), qtbot, tmp_path)
    desk.go("scope/money.amount")
    name = "About how much in all? (both together)"
    field, currency = named(desk, name), named(desk, f"Currency: {name}")

    qtbot.keyClicks(field, "45,000")
    currency.setFocus()
    qtbot.keyClicks(currency, "EUR")
    currency.activated.emit(currency.currentIndex())

    said = answers(desk)["money.amount", Side.JOINT]
    assert (said.amount, said.currency) == (Decimal("45000.00"), "EUR")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    assert answers(desk)["money.amount", Side.JOINT].amount != Decimal(-1)
    assert any(w.text().startswith("An amount is zero") for w in page_of(desk).findChildren(QLabel))


def test_a_currency_chosen_before_an_amount_is_the_partnerships(qtbot, tmp_path):
    desk = desk_for(entities(Seat.FACILITATOR, answer("money.moves", chosen=("yes",))), qtbot, tmp_path)
    desk.go("scope/money.amount")
    currency = named(desk, "Currency: About how much in all? (both together)")

    currency.setCurrentText("CHF")
    currency.activated.emit(currency.currentIndex())

    assert desk.session.doc.partnership.currency == "CHF"
    assert set(answers(desk)) == {("money.moves", Side.JOINT)}


def test_how_firm_a_side_is_belongs_to_its_answer(desk, qtbot):
    press(qtbot, named(desk, f"How firm is this: {INDUSTRY}: must have"))

    assert answers(desk)["wants.aim", Side.INDUSTRY].firmness is Firmness.MUST
    press(qtbot, named(desk, f"How firm is this: {INDUSTRY}: must have"))
    assert answers(desk) == {}


# Questions that depend on others


def test_changing_an_early_answer_and_back_leaves_the_later_ones_intact(desk, qtbot):
    desk.go("scope/data")
    name = "Will data pass between the organisations? (both together): "
    what = "Which data, from whom to whom? (both together) (one on each line)"
    press(qtbot, named(desk, f"{name}Yes"))
    settled(qtbot, desk)
    qtbot.keyClicks(named(desk, what), "usage logs")
    qtbot.keyClick(named(desk, what), Qt.Key.Key_Return)
    qtbot.keyClicks(named(desk, what), "survey scores")

    press(qtbot, named(desk, f"{name}No"))
    settled(qtbot, desk)
    assert not named(desk, what).isVisible()
    press(qtbot, named(desk, f"{name}Yes"))
    settled(qtbot, desk)

    assert named(desk, what).isVisible()
    assert named(desk, what).toPlainText() == "usage logs\nsurvey scores"
    assert answers(desk)["data.what", Side.JOINT].text == "usage logs\nsurvey scores"


def test_a_question_that_appears_does_not_take_the_focus(desk, qtbot):
    desk.go("scope/problem.symptom")
    choice = named(desk, "Could this be a symptom of something deeper? (both together): Yes")
    cause = "What may lie underneath, and will this project touch it? (both together)"
    assert not named(desk, cause).isVisible()

    press(qtbot, choice)
    settled(qtbot, desk)

    assert named(desk, cause).isVisible()
    assert QApplication.focusWidget() is choice
