"""The overview: where the partnership stands, and a way to whatever needs somebody."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QMenu, QPushButton

from planner.model import NextStep, Organisation, Partnership, Person
from planner.terms import Side
from tests.ui.asked import choosing, press, texts_in, when_asked
from tests.ui.desks import desk_for
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText


@pytest.fixture
def example(qtbot, example):
    qtbot.waitUntil(lambda: bool(example.checker.findings), timeout=10_000)
    settled(example, qtbot)
    return example


@pytest.fixture
def bare(qtbot, tmp_path):
    window = desk_for([Partnership(title="Calm campus")], qtbot, tmp_path)
    window.go("overview")
    return window


def screen(window):
    return window.screen_named("overview")


def settled(window, qtbot):
    """Wait until the screen has caught up with the document and its checks."""
    qtbot.waitUntil(lambda: not screen(window)._soon.isActive())
    QApplication.processEvents()


def links(card):
    return [link for link in card.findChildren(LinkText) if link.isVisible()]


def typed(dialog, name, text, qtbot):
    edit = next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == name)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def test_it_shows_both_sides_the_stages_and_what_they_want(example):
    texts = texts_in(screen(example))

    names = {w.accessibleName() for w in screen(example).findChildren(type(screen(example).title))}
    assert {"Mindful Campus", "Northfield University", "Brightpath Digital Ltd"} <= names
    assert {"Academic", "Industry", "Wants", "Brings"} <= set(texts)
    assert screen(example).subtitle.text() == example.session.doc.partnership.summary


def test_what_needs_attention_leads_to_its_place(example, qtbot):
    found = links(screen(example).attention)
    finding = next(f for f in example.checker.findings if f.message == found[0].text())

    qtbot.keyClick(found[0], Qt.Key.Key_Return)

    assert example.place == finding.place
    assert len(found) <= 8


def test_differences_lead_to_the_topic(example, qtbot):
    found = links(screen(example).differences)
    assert found

    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    assert example.place.startswith("readiness/")
    chips = [c.text for c in screen(example).differences.findChildren(Chip)]
    assert all(text.endswith(" of 5") for text in chips)


def test_coverage_is_said_and_never_called_success(example):
    texts = " ".join(texts_in(screen(example)))

    assert "Coverage 12 of 12 topics." in texts
    assert "probability" not in texts.lower()
    assert "success" not in texts_in(screen(example).differences)[-1].lower()


def test_a_step_that_is_done_leaves_the_list_and_undo_brings_it_back(example, qtbot):
    boxes = screen(example).steps.findChildren(QCheckBox)
    before, first = len(boxes), boxes[0].accessibleName()
    boxes[0].setFocus()

    qtbot.keyClick(boxes[0], Qt.Key.Key_Space)
    settled(example, qtbot)
    left = [b.accessibleName() for b in screen(example).steps.findChildren(QCheckBox)]
    assert first not in left
    assert len(left) == before - 1
    assert screen(example).isAncestorOf(QApplication.focusWidget())
    example.session.undo()
    settled(example, qtbot)

    assert next(b.accessibleName() for b in screen(example).steps.findChildren(QCheckBox)) == first


def test_a_step_is_added_changed_and_refused_in_words(bare, qtbot):
    said = []

    def add(dialog):
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        typed(dialog, "What is to be done", "Book a room", qtbot)
        typed(dialog, "By when", "1 Dec 2026", qtbot)
        sides = next(c for c in dialog.findChildren(QComboBox) if c.accessibleName() == "By which side")
        sides.setCurrentIndex(sides.findData(Side.INDUSTRY))
        press(dialog, "Save")

    when_asked(add)
    press(screen(bare), "Add a step…")
    settled(bare, qtbot)

    step = bare.session.snapshot.all(NextStep)[0]
    assert "Say in a few words what is to be done." in said
    assert (step.text, step.side, step.due_on) == ("Book a room", Side.INDUSTRY, date(2026, 12, 1))
    assert bare.session.doc.undo_label == "new next step"
    overdue = [w for w in screen(bare).findChildren(type(bare.top_bar._slash)) if w.text() == "1 Dec"]
    assert overdue[0].property("text_role") == "error"
    when_asked(
        lambda dialog: (typed(dialog, "What is to be done", "Book a hall", qtbot), press(dialog, "Save"))
    )
    qtbot.mouseClick(links(screen(bare).steps)[0], Qt.MouseButton.LeftButton)
    assert bare.session.snapshot.all(NextStep)[0].text == "Book a hall"
    bare.session.undo()
    bare.session.undo()
    assert bare.session.snapshot.all(NextStep) == ()


def test_a_step_longer_than_a_field_may_be_is_refused_and_nothing_is_added(bare, qtbot):
    said = []

    def add(dialog):
        edit = next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "What is to be done")
        edit.setText("x" * 30_000)
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        press(dialog, "Cancel")

    when_asked(add)
    press(screen(bare), "Add a step…")

    assert any(text.startswith("This is longer than") for text in said)
    assert bare.session.snapshot.all(NextStep) == ()


def test_an_empty_partnership_says_what_is_missing_and_offers_to_add_it(bare, qtbot):
    texts = texts_in(screen(bare))
    assert texts.count("Nobody yet") == 2
    assert "Nothing is waiting." in texts

    def name_it(dialog):
        typed(dialog, "Name", "Northfield University", qtbot)
        press(dialog, "Save")

    when_asked(name_it)
    press(screen(bare), "Add an organisation")
    settled(bare, qtbot)

    assert [o.side for o in bare.session.snapshot.all(Organisation)] == [Side.ACADEMIC]
    assert texts_in(screen(bare)).count("Nobody yet") == 1
    press(screen(bare), "Wants: answer")
    assert bare.place.startswith("scope/wants.aim/")


def test_the_menu_of_a_side_changes_removes_and_adds(example, qtbot):
    more = next(
        b
        for b in screen(example).findChildren(QPushButton)
        if b.accessibleName().startswith("Academic side:")
    )
    texts = [action.text() for action in more.menu().actions() if action.text()]
    assert {
        "Change Northfield University…",
        "Remove Northfield University…",
        "Add an organisation…",
        "Add one you know",
        "Add a person or post…",
    } <= set(texts)
    known = more.menu().findChild(QMenu)
    known.aboutToShow.emit()
    assert [a.text() for a in known.actions()] == ["No other organisation is known yet"]

    when_asked(choosing("Remove"))
    next(a for a in more.menu().actions() if a.text() == "Remove Northfield University…").trigger()

    assert [o.name for o in example.session.snapshot.all(Organisation)] == ["Brightpath Digital Ltd"]


def test_menus_do_not_pile_up_while_one_works(example, qtbot):
    before = len(screen(example).findChildren(QMenu))

    for number in range(5):
        document = example.session.doc
        document.set(document.partnership, "summary", f"summary {number}")
        settled(example, qtbot)
        qtbot.waitUntil(lambda: len(screen(example).findChildren(QMenu)) == before)

    assert len(screen(example).findChildren(QMenu)) == before


def test_whoever_stands_on_a_link_keeps_standing_there_while_the_screen_catches_up(example, qtbot):
    link = links(screen(example).differences)[0]
    link.setFocus()
    text = link.text()

    example.session.doc.set(example.session.doc.partnership, "summary", "new")
    settled(example, qtbot)

    assert QApplication.focusWidget().accessibleName() == text


def test_a_place_opens_the_form_of_a_person(example):
    person = example.session.snapshot.all(Person)[0]
    shown = when_asked(choosing("Cancel"))

    example.go(f"overview/person/{person.id}")

    assert "Person or post" in shown
    example.go("overview/person/nobody")
    example.go("overview/else/where")


@pytest.mark.parametrize(("width", "down"), [(1_440, False), (1_024, True)])
def test_in_a_small_window_the_cards_stand_below_each_other(example, qtbot, width, down):
    example.resize(width, 800)
    QApplication.processEvents()

    steps, attention = screen(example).steps, screen(example).attention
    assert (attention.y() > steps.y()) == down
    assert screen(example).width() <= width
