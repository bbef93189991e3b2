"""The readiness screen: both sides' marks, one side answering alone, the gate, and the failures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QRadioButton

from planner import readiness
from planner.library import standard_library
from planner.model import Answer, Rating, Risk
from planner.terms import Seat, Side
from tests.builders import two_parties
from tests.ui.desks import desk_for, stored
from ui.dialogs.form import Form
from ui.screens.readiness import short_name
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText
from ui.widgets.rating_scale import RatingPills

FIRST, SECOND = "purpose.problem", "purpose.aims"


@pytest.fixture
def example(example):
    """The window with the worked example's readiness shown; its seat is the academic side."""
    example.go("readiness")
    return example


def bare(qtbot, tmp_path, seat=Seat.FACILITATOR):
    window = desk_for(two_parties(seat), qtbot, tmp_path)
    window.go("readiness")
    return window


def screen_of(window):
    return window.stack.currentWidget()


def rating(window, topic, side):
    views = readiness.ratings(window.session.snapshot, standard_library())
    view = next(v for v in views if v.topic.key == topic)
    return view.academic if side is Side.ACADEMIC else view.industry


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def save_form(**texts):
    form = QApplication.activeModalWidget()
    assert isinstance(form, Form)
    for name, text in texts.items():
        field = next(
            e for e in form.findChildren(QPlainTextEdit) if e.accessibleName() == name.replace("_", " ")
        )
        field.setPlainText(text)
    next(b for b in form.findChildren(QPushButton) if b.text() == "Save").click()


def test_the_worked_example_shows_three_topics_apart(example):
    chips = [chip.text for chip in screen_of(example).table.findChildren(Chip) if chip.text]

    assert chips == ["apart", "apart", "apart"]


def test_a_scale_is_read_out_with_both_sides_and_the_distance(example):
    scale = screen_of(example).table.scales["resources.time"]

    assert scale.accessibleName().endswith(
        "Northfield 1 of 5 (not in place), Brightpath 4 of 5 (mostly in place), 3 steps apart"
    )


def test_the_buttons_carry_the_names_of_the_sides(example):
    texts = [button.text() for button in screen_of(example).answer_buttons.values()]

    assert texts == ["Answer as Northfield", "Answer as Brightpath"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Northfield University", "Northfield"),
        ("University of Northfield", "University of Northfield"),
        ("BP Digital Ltd", "BP Digital Ltd"),
        ("", ""),
        ("The Northfield and District Care Trust", "The Northfield and District…"),
    ],
)
def test_a_name_is_shortened_to_what_one_says(name, short):
    assert short_name(name) == short


def test_a_side_that_answers_does_not_see_the_other_sides_marks(example, qtbot):
    screen = screen_of(example)

    qtbot.mouseClick(screen.answer_buttons[Side.ACADEMIC], Qt.MouseButton.LeftButton)

    assert all(scale.isHidden() for scale in screen.table.scales.values())
    checked = [
        value for value, pill in screen.table.pills["resources.time"].pills.items() if pill.isChecked()
    ]
    assert checked == [1]
    assert screen.advice.isHidden()
    assert not any(chip.text == "apart" for chip in screen.table.findChildren(Chip))


def test_figure_keys_rate_and_go_on_to_the_next_topic(qtbot, tmp_path):
    window = bare(qtbot, tmp_path)
    screen = screen_of(window)
    qtbot.mouseClick(screen.answer_buttons[Side.ACADEMIC], Qt.MouseButton.LeftButton)

    for key in (Qt.Key.Key_4, Qt.Key.Key_2):
        qtbot.keyClick(window.focusWidget(), key)

    given = [rating(window, topic, Side.ACADEMIC).value for topic in (FIRST, SECOND)]
    assert given == [4, 2]
    window.session.flush()
    assert [r.value for r in stored(window) if isinstance(r, Rating)] == [4, 2]


def test_a_click_on_a_pill_rates_and_undo_takes_it_back(qtbot, tmp_path):
    window = bare(qtbot, tmp_path)
    screen = screen_of(window)
    screen.answer_as(Side.INDUSTRY)
    pills = screen.table.pills[FIRST]

    pills.pills[3].click()
    assert rating(window, FIRST, Side.INDUSTRY).value == 3
    assert window.session.doc.undo_label.startswith("rating of “The problem")
    window.perform("undo")

    assert rating(window, FIRST, Side.INDUSTRY) is None
    qtbot.waitUntil(lambda: not any(pill.isChecked() for pill in pills.pills.values()))


def test_delete_takes_a_rating_back(example, qtbot):
    screen = screen_of(example)
    screen.answer_as(Side.ACADEMIC)

    qtbot.keyClick(screen.table.pills[FIRST].pills[4], Qt.Key.Key_Delete)

    assert rating(example, FIRST, Side.ACADEMIC) is None


def test_from_one_sides_seat_the_other_sides_ratings_are_marked_as_guesses(qtbot, tmp_path):
    window = bare(qtbot, tmp_path, seat=Seat.ACADEMIC)
    screen = screen_of(window)
    screen.answer_as(Side.INDUSTRY)
    assert any("each rating is our guess until Brightpath confirms it" in text for text in words(screen))

    qtbot.keyClick(screen.table.pills[FIRST].pills[1], Qt.Key.Key_5)

    assert not rating(window, FIRST, Side.INDUSTRY).confirmed
    qtbot.waitUntil(lambda: "our guess" in [chip.text for chip in screen.table.findChildren(Chip)])
    screen.answer_as(None)
    assert "a guess" in screen.table.scales[FIRST].accessibleName()


def test_a_side_confirms_a_guess_by_rating_itself(qtbot, tmp_path):
    window = bare(qtbot, tmp_path, seat=Seat.ACADEMIC)
    readiness.rate(window.session.doc, FIRST, Side.INDUSTRY, 4, window.session.today())
    window.session.doc.set(window.session.doc.partnership, "seat", Seat.INDUSTRY)
    screen = screen_of(window)
    screen.answer_as(Side.INDUSTRY)

    screen.table.pills[FIRST].pills[4].click()

    assert rating(window, FIRST, Side.INDUSTRY).confirmed


def test_done_shows_both_sides_again_with_the_coverage(example, qtbot):
    screen = screen_of(example)
    screen.answer_as(Side.ACADEMIC)

    qtbot.mouseClick(screen.done, Qt.MouseButton.LeftButton)

    assert not any(scale.isHidden() for scale in screen.table.scales.values())
    assert screen.table.foot.text().startswith("Coverage: 12 of 12 topics rated by both sides.")


def test_a_place_with_a_topic_makes_it_stand_out(example):
    example.go("readiness/people.lead_deputy")

    strong = [
        label.text()
        for label in screen_of(example).table.findChildren(QLabel)
        if label.property("text_role") == "strong"
    ]
    assert strong == [standard_library().topics["people.lead_deputy"].statement]


def test_a_place_with_a_question_of_the_gate_opens_it_there(example, qtbot):
    gate = screen_of(example).gate
    key = next(iter(standard_library().gate))

    example.go(f"readiness/{key}")

    assert gate.choices[key].isVisible()
    assert isinstance(example.focusWidget(), QRadioButton)
    assert example.focusWidget().parent() is gate.choices[key]


def test_a_question_of_the_gate_is_answered_stored_and_taken_back(qtbot, tmp_path):
    window = bare(qtbot, tmp_path)
    gate = screen_of(window).gate
    key = next(iter(standard_library().gate))
    qtbot.mouseClick(gate.toggle, Qt.MouseButton.LeftButton)
    no = next(b for b in gate.choices[key].findChildren(QRadioButton) if b.text() == "No")

    no.click()

    qtbot.waitUntil(lambda: "no" in [chip.text for chip in gate.findChildren(Chip)])
    window.session.flush()
    assert [a.chosen for a in stored(window) if isinstance(a, Answer)] == [("no",)]
    no.click()
    assert not window.session.snapshot.all(Answer)
    window.perform("undo")
    assert [a.chosen for a in window.session.snapshot.all(Answer)] == [("no",)]


def test_the_gate_counts_and_says_what_it_is(example):
    said = words(screen_of(example).gate)

    assert "9 of 10 red and 4 of 5 amber questions answered yes." in said
    assert readiness.GATE_NOTE in said


def test_drawing_a_card_opens_the_first_unused_one_prefilled(qtbot, tmp_path):
    window = bare(qtbot, tmp_path)
    failures = screen_of(window).failures
    first = next(iter(standard_library().factors.values()))

    QTimer.singleShot(0, lambda: save_form(What_you_do_about_it="Write it down together"))
    qtbot.mouseClick(failures.draw, Qt.MouseButton.LeftButton)

    (risk,) = window.session.snapshot.all(Risk)
    assert (risk.text, risk.factor, risk.answer) == (first.card, first.key, "Write it down together")
    window.session.flush()
    assert [r.factor for r in stored(window) if isinstance(r, Risk)] == [first.key]
    window.perform("undo")
    assert not window.session.snapshot.all(Risk)


def test_a_card_that_was_passed_does_not_come_back_at_once(qtbot, tmp_path):
    window = bare(qtbot, tmp_path)
    failures = screen_of(window).failures
    second = list(standard_library().factors.values())[1]
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    qtbot.mouseClick(failures.draw, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, save_form)
    qtbot.mouseClick(failures.draw, Qt.MouseButton.LeftButton)

    assert [r.factor for r in window.session.snapshot.all(Risk)] == [second.key]


def test_a_card_is_changed_through_its_text(example, qtbot):
    failures = screen_of(example).failures
    text = next(t for t in failures.findChildren(LinkText) if t.text().startswith("results came"))

    QTimer.singleShot(0, lambda: save_form(It_failed_because="nobody read the results."))
    qtbot.keyClick(text, Qt.Key.Key_Return)

    assert "nobody read the results." in [r.text for r in example.session.snapshot.all(Risk)]
    qtbot.waitUntil(lambda: "nobody read the results." in [t.text() for t in failures.findChildren(LinkText)])


def test_a_card_without_a_reason_is_refused_in_words(example, qtbot):
    failures = screen_of(example).failures
    text = next(t for t in failures.findChildren(LinkText) if t.text().startswith("results came"))
    said = []

    def try_it():
        save_form(It_failed_because="  ")
        form = QApplication.activeModalWidget()
        said.extend(words(form))
        form.reject()

    QTimer.singleShot(0, try_it)
    qtbot.keyClick(text, Qt.Key.Key_Return)

    assert "Say in a few words why it failed." in said
    assert "results came after the funding round." in [r.text for r in example.session.snapshot.all(Risk)]


def test_a_removed_card_is_brought_back_by_undo(example, qtbot):
    failures = screen_of(example).failures
    before = example.session.snapshot.all(Risk)

    next(b for b in failures.findChildren(QPushButton) if b.text() == "Remove").click()
    assert len(example.session.snapshot.all(Risk)) == len(before) - 1
    example.perform("undo")

    assert {r.id for r in example.session.snapshot.all(Risk)} == {r.id for r in before}


def test_the_advice_leads_to_its_place_and_says_why(example):
    advice = screen_of(example).advice

    assert len(advice.findChildren(LinkText)) == 3
    assert any("A red question is answered no." in text for text in words(advice))


def test_nothing_here_speaks_of_a_probability(example):
    said = " ".join(words(screen_of(example))).lower()

    assert "probability" not in said
    assert "chance" not in said


def test_every_pill_has_a_name(example):
    for pills in screen_of(example).table.findChildren(RatingPills):
        assert all(" of 5, " in pill.accessibleName() for pill in pills.pills.values())


def test_in_a_small_window_the_cards_stand_below_the_table(example, qtbot):
    screen = screen_of(example)

    example.resize(1024, 700)

    qtbot.waitUntil(
        lambda: screen.gate.mapTo(screen, screen.gate.rect().topLeft()).y() > screen.table.height()
    )
