"""What the scoping wizard tells: why it asks, and the review."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
)

from planner.terms import Seat, Side
from tests.ui.desks import desk_for
from tests.ui.scoping import (
    ACADEMIC,
    AIM,
    INDUSTRY,
    answer,
    chips,
    desk_at_wants,
    entities,
    named,
    page_of,
    press,
    screen_of,
    undo,
)
from ui.screens.scope import ScopeScreen
from ui.widgets.chip import Chip
from ui.window import MainWindow


@pytest.fixture
def desk(qtbot, tmp_path) -> MainWindow:
    return desk_at_wants(qtbot, tmp_path)


# Why


def why_texts(desk: MainWindow) -> list[str]:
    return [w.text() for w in screen_of(desk).why.findChildren(QLabel)]


def test_the_reasons_follow_the_focus(desk):
    named(desk, ACADEMIC).setFocus()
    assert AIM in why_texts(desk)
    assert "Watch for" in why_texts(desk)
    assert any("Hall et al. 2025 · 22 companies surveyed" in text for text in why_texts(desk))
    assert "planner’s own prompt, stage 1" in [c.text for c in screen_of(desk).why.findChildren(Chip)]

    named(desk, "Does the academic side need to publish the results? (the academic side): Yes").setFocus()

    assert "Does the academic side need to publish the results?" in why_texts(desk)


def test_a_planners_own_prompt_is_never_called_a_sources_finding(desk):
    library = desk.session.library
    for question in library.questions.values():
        screen_of(desk).why.show_question(question, library)
        before_watch = why_texts(desk)
        if "Watch for" in before_watch:
            before_watch = before_watch[: before_watch.index("Watch for")]
        if question.basis == "planner":
            assert not any(text.startswith(("Source:", "Related source:")) for text in before_watch)


def test_an_example_is_a_click_away(desk, qtbot):
    example = next(
        w for w in page_of(desk).findChildren(QLabel) if w.text().startswith("For example: Independent")
    )
    assert not example.isVisible()

    press(qtbot, named(desk, f"Example for: {AIM}"))

    assert example.isVisible()


def test_in_a_small_window_the_reasons_fold_under_the_question(desk, qtbot):
    desk.resize(1024, 700)
    qtbot.waitUntil(lambda: not screen_of(desk)._why_side.isVisible())
    opener = named(desk, f"Why this is asked: {AIM}")
    assert opener.isVisible()

    press(qtbot, opener)
    assert named(desk, "Why this is asked").isVisible()
    press(qtbot, opener)

    assert not named(desk, "Why this is asked").isVisible()


@pytest.mark.parametrize("width", [1024, 1440])
def test_no_step_is_wider_than_its_place(desk, qtbot, width):
    desk.resize(width, 700)
    for step in desk.session.library.steps:
        desk.go(f"scope/{step}")
        area = page_of(desk)._area
        qtbot.waitUntil(lambda area=area: area.widget().width() == area.viewport().width())


def test_a_narrow_screen_offers_the_steps_in_a_box(desk, qtbot):
    screen = ScopeScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(500, 700)
    screen.show()

    assert screen.picker.isVisible()
    assert not screen.stepper.isVisible()
    screen.picker.activated.emit(screen.picker.findText("Approvals"))

    assert screen.current == "approvals"


# Review


def test_the_review_lists_every_answer_with_a_way_back(desk, qtbot):
    qtbot.keyClicks(named(desk, INDUSTRY), "Evidence by autumn")
    press(qtbot, named(desk, f"How firm is this: {INDUSTRY}: must have"))
    press(qtbot, named(desk, f"Not sure yet: {ACADEMIC}"))
    desk.go("scope/review")

    texts = [w.text() for w in page_of(desk).findChildren(QLabel)]
    assert "Evidence by autumn" in texts
    assert {"must have", "not sure yet, on the agenda"} <= set(chips(desk))
    press(qtbot, named(desk, f"Change: {AIM}"))

    assert screen_of(desk).current == "wants"


def test_the_review_keeps_what_is_not_asked_now_and_what_is_no_longer_asked(qtbot, tmp_path):
    waiting = answer("money.if_not_funded", text="We wait a year")
    gone = answer("retired.question", Side.INDUSTRY, text="An old answer")
    desk = desk_for(entities(Seat.ACADEMIC, waiting, gone), qtbot, tmp_path)
    desk.go("scope/review")

    texts = [w.text() for w in page_of(desk).findChildren(QLabel)]
    assert texts.index("Not asked now") < texts.index("We wait a year") < texts.index("No longer asked")
    assert "An old answer" in texts


def test_the_review_follows_undo(desk, qtbot):
    qtbot.keyClicks(named(desk, INDUSTRY), "Evidence")
    desk.go("scope/review")

    undo(qtbot, desk)

    assert "Evidence" not in [w.text() for w in page_of(desk).findChildren(QLabel)]


def test_the_review_offers_to_print_the_questions(desk, qtbot):
    desk.go("scope/review")
    asked: list[str] = []

    def decline() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        asked.append(box.windowTitle())
        box.reject()

    QTimer.singleShot(0, decline)
    press(qtbot, page_of(desk).printing)

    assert len(asked) == 1
