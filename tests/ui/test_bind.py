"""A field and the document, kept equal; undo in a field is the document's undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from planner.model import NextStep, Partnership
from tests.ui.desks import desk_for
from ui.bind import field_of
from ui.widgets.fields import date_field, number_field, text_field

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot, tmp_path):
    return desk_for([Partnership(title="Mindful Campus")], qtbot, tmp_path)


@pytest.fixture
def made(window, qtbot):
    """Makes a bound field of the partnership, shown inside the window."""

    def make(name, build=text_field, **options):
        slot = field_of(Partnership, window.session.doc.partnership.id, name, f"change of {name}")
        field = build(window.session, slot, name.capitalize(), **options)
        field.setParent(window)
        field.show()
        field.field.setFocus()
        return field

    return make


def partnership(window):
    return window.session.doc.partnership


@pytest.mark.parametrize("lines", [1, 3])
def test_ctrl_z_steps_back_word_by_word_then_through_the_document(window, made, qtbot, lines):
    window.session.doc.set(partnership(window), "currency", "EUR", label="change of currency")
    edit = made("summary", lines=lines).field
    qtbot.keyClicks(edit, "one two three")
    shown = []

    for _ in range(4):
        qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)
        shown.append((partnership(window).summary, partnership(window).currency))

    assert shown == [("one two ", "EUR"), ("one ", "EUR"), ("", "EUR"), ("", "GBP")]
    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)
    assert (edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()) == ""


def test_redo_brings_it_back_by_the_same_keys_as_everywhere(window, made, qtbot):
    edit = made("summary").field
    qtbot.keyClicks(edit, "one")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)
    assert edit.text() == ""

    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL_SHIFT)

    assert edit.text() == partnership(window).summary == "one"


def test_with_nothing_to_undo_the_fields_own_memory_stays_out_of_it(window, made, qtbot):
    edit = made("summary").field
    edit.setText("")
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    while window.session.doc.undo_label:
        window.session.undo()

    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)

    assert edit.text() == partnership(window).summary == ""


@pytest.mark.parametrize("lines", [1, 3])
def test_the_context_menu_offers_the_documents_undo_in_place_of_qts(window, made, qtbot, lines):
    edit = made("summary", lines=lines).field
    qtbot.keyClicks(edit, "one two")

    place, where = QPoint(2, 2), edit.mapToGlobal(QPoint(2, 2))
    QApplication.sendEvent(edit, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    undo = [action for action in menu.actions() if "Undo" in action.text()]
    assert all(action.objectName() != "edit-undo" for action in menu.actions())
    for action in undo:
        assert action.isEnabled()
        action.trigger()
    menu.close()

    assert partnership(window).summary == "one "
    assert len(undo) == 1


def test_a_refused_text_stays_with_its_reason_until_it_is_mended(window, made, qtbot):
    field = made("start_on", date_field)
    edit = field.field.edit
    qtbot.keyClicks(edit, "9 Dec 20x")

    assert partnership(window).start_on is None
    assert field.complaint.isVisible()
    assert field.complaint.text()
    window.session.doc.set(partnership(window), "currency", "EUR")
    assert edit.text() == "9 Dec 20x"
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(edit, "26")

    assert partnership(window).start_on.isoformat() == "2026-12-09"
    assert not field.complaint.isVisible()


def test_of_a_refused_text_no_part_is_kept(window, made, qtbot):
    edit = made("title").field
    edit.selectAll()

    qtbot.keyClicks(edit, "A")
    assert partnership(window).title == "A"
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)

    assert partnership(window).title == "Mindful Campus"


def test_undo_in_the_field_takes_a_refused_text_back(window, made, qtbot):
    field = made("title")
    edit = field.field
    edit.selectAll()
    qtbot.keyClicks(edit, "A")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert field.complaint.text() == "A partnership needs a name."

    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)

    assert edit.text() == partnership(window).title == "Mindful Campus"
    assert not field.complaint.isVisible()


@pytest.mark.parametrize("lines", [1, 3])
def test_the_cursor_stays_put_when_the_document_changes_elsewhere(window, made, qtbot, lines):
    edit = made("summary", lines=lines).field
    qtbot.keyClicks(edit, "a pilot")
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Left)

    window.session.doc.set(partnership(window), "summary", "a pilot of one")

    place = edit.cursorPosition() if isinstance(edit, QLineEdit) else edit.textCursor().position()
    assert place == 4


def test_typing_in_the_middle_keeps_the_cursor_there(window, made, qtbot):
    edit = made("summary").field
    qtbot.keyClicks(edit, "a plot")
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Left)

    qtbot.keyClicks(edit, "i")

    assert edit.cursorPosition() == 4
    assert edit.text() == partnership(window).summary == "a pilot"


def test_two_fields_on_one_value_show_the_same(window, made, qtbot):
    first, second = made("summary").field, made("summary").field

    qtbot.keyClicks(first, "a pilot")

    assert second.text() == "a pilot"


def test_a_number_that_is_none_is_refused_in_words(window, made, qtbot):
    field = made("draft_number", number_field)
    field.field.selectAll()

    qtbot.keyClicks(field.field, "two")

    assert field.complaint.text() == "This is not a whole number."
    assert partnership(window).draft_number == 1


def test_typing_into_something_that_was_removed_meanwhile_is_refused_in_words(window, qtbot):
    document = window.session.doc
    step = document.add(NextStep(partnership_id=partnership(window).id, text="Meet"))
    field = text_field(window.session, field_of(NextStep, step.id, "text"), "Step")
    qtbot.addWidget(field)
    field.show()
    document.remove(step)

    qtbot.keyClicks(field.field, "x")

    assert field.complaint.text() == "This was removed in the meantime."
