"""The agreement screen as a whole: banner, slow clauses, keyboard, several parties, steps begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.agreement.clauses import clause_state
from planner.agreement.family_words import family_line
from planner.model import Answer, Assumption, ClauseChoice, Organisation
from planner.terms import OrganisationKind, Paper, Side
from ui.screens.agreement import AgreementScreen
from ui.screens.agreement.table import ACADEMIC, INDUSTRY, STATE
from ui.window import MainWindow

LONG = "Southmoor and East Vale University Hospitals Foundation Trust"


@pytest.fixture
def screen(example: MainWindow) -> AgreementScreen:
    example.go("agreement/publication")
    shown = example.stack.currentWidget()
    assert isinstance(shown, AgreementScreen)
    return shown


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def say(desk: MainWindow, question: str, word: str) -> None:
    """Answer a question from outside this screen."""
    document, held = desk.session.doc, desk.session.snapshot.first(Answer, question=question)
    if held is None:
        document.add(Answer(partnership_id=document.partnership.id, question=question, chosen=(word,)))
    else:
        document.update(held, {"chosen": (word,), "not_sure": False})


def texts(home: QWidget) -> list[str]:
    return [made.text() for made in home.findChildren(QLabel) if made.isVisible()]


def row_of(screen: AgreementScreen, clause: str) -> int:
    return next(n for n, row in enumerate(screen.view.table.rows) if row.key == clause)


# The banner


def test_this_is_not_a_memorandum_any_more_turns_up_whatever_screen_made_it_true(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    assert screen.warnings.isHidden()
    example.go("scope/approvals.early_start")
    say(example, "approvals.early_start", "yes")

    example.go("agreement")

    waits(screen.warnings.isVisible)
    assert screen.warnings.text.startswith(
        "This is not a memorandum any more. Because work will start before anything is signed."
    )
    assert "collaboration contract" in screen.warnings.text
    say(example, "approvals.early_start", "no")
    waits(lambda: screen.warnings.isHidden())


def test_the_banner_leads_to_the_kinds_of_paper_and_says_why_each_companion_is_needed(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    say(example, "approvals.early_start", "yes")
    waits(lambda: screen.warnings.needed is not None)
    assert screen.warnings.needed is not None

    click(qtbot, screen.warnings.needed.head)
    assert any("Because work will start" in text for text in texts(screen.warnings.needed))
    assert "Material transfer agreement" not in texts(screen.warnings.needed)
    say(example, "approvals.materials", "yes")

    waits(lambda: "Material transfer agreement" in texts(screen.warnings))


def test_choosing_a_contract_says_that_these_are_notes(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    document = example.session.doc
    document.set(document.partnership, "paper", Paper.CONTRACT)

    waits(screen.warnings.isVisible)
    assert screen.warnings.text.startswith("These are notes for a contract. A contract was chosen")


def test_secrets_without_an_agreement_raise_a_red_banner(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    say(example, "approvals.confidential", "yes")
    say(example, "approvals.nda", "none")

    waits(lambda: any("no agreement protects it" in text for text in texts(screen.warnings)))
    say(example, "approvals.nda", "signed")
    waits(lambda: screen.warnings.isHidden())


# Slow clauses


def test_the_table_marks_slow_clauses_with_weeks_and_says_why(screen: AgreementScreen) -> None:
    table = screen.view.table
    index = table.index(row_of(screen, "publication"), STATE)

    assert index.data() == "apart, slow +3–6 weeks"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Apart means")
    assert "our assumption" in tip
    head = table.headerData(STATE, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "Near means that" in head
    assert screen.slow.text.text() == (
        "3 clauses may take long: 4 to 12 weeks side by side, 9 to 24 weeks in a row."
    )


def test_a_figure_of_ones_own_replaces_ours_and_undo_brings_ours_back(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    click(qtbot, screen.slow.link)
    dialog = screen.slow_dialog
    assert dialog is not None
    said = texts(dialog)
    assert any("44 %" in text for text in said)
    assert "Source: University-Industry Demonstration Partnership c. 2022" in said
    own = dialog.fields["publication.apart"]

    own.setFocus()
    qtbot.keyClicks(own, "soon")
    assert not [a for a in example.session.snapshot.all(Assumption) if a.key.startswith("slow.")]
    assert any(text == "Write weeks as 4, or as 3 to 6." for text in texts(dialog))
    own.clear()
    qtbot.keyClicks(own, "8")

    assert dialog.chips["publication"].text == "+8 weeks"
    assert dialog.total.text() == "One after another: 14 to 26 weeks. Side by side: 8 to 12 weeks."
    dialog.accept()
    waits(lambda: screen.view.table.rows[row_of(screen, "publication")].slow == "+8 weeks")
    example.perform("undo")
    waits(lambda: screen.view.table.rows[row_of(screen, "publication")].slow == "+3–6 weeks")


def test_the_forecast_leads_to_the_clause(qtbot: QtBot, example: MainWindow, screen: AgreementScreen) -> None:
    screen.show_slow()
    assert screen.slow_dialog is not None
    lead = next(
        w
        for w in screen.slow_dialog.findChildren(QLabel)
        if w.text().endswith("Data: access, sharing, protection")
    )

    qtbot.keyClick(lead, Qt.Key.Key_Return)

    assert example.place == "agreement/data"


def test_more_offers_the_model_family_and_the_forecast(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen
) -> None:
    click(qtbot, screen.more_button)

    menu = screen.more_button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    assert offered == ["Closest model family…", "Price explained…", "What may take long…"]
    menu.close()


def test_the_line_below_the_title_ends_with_the_closest_model_family(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    document, home = example.session.doc, example.session.doc.partnership.id
    for key in example.session.library.family_questions:
        for side in (Side.ACADEMIC, Side.INDUSTRY):
            document.add(Answer(partnership_id=home, question=key, side=side, chosen=("yes",)))
    line = family_line(example.session.snapshot, example.session.library)

    assert line
    waits(lambda: screen.subtitle.text().endswith(f" · {line}"))


# The keyboard


@contextmanager
def focus_inside(screen: AgreementScreen) -> Iterator[None]:
    yield
    focused = screen.window().focusWidget()
    assert focused is not None
    assert screen.isAncestorOf(focused)


def test_the_keyboard_stays_on_the_row_when_the_list_changes(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    screen.view.setFocus()
    click(qtbot, screen.filter_button)
    screen.view.setFocus()
    screen._come_to("exclusivity")

    screen.filter_button.click()

    assert screen.view.hasFocus()
    assert screen.current in [row.key for row in screen.view.table.rows]
    assert screen.view.currentIndex().row() == row_of(screen, screen.current)
    qtbot.keyClick(screen.view, Qt.Key.Key_Up)
    assert screen.view.hasFocus()


def test_a_clause_with_positions_that_is_left_out_stays_in_the_list_with_the_keyboard_on_it(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    screen.view.setFocus()
    menu = QMenu()
    screen._fill_menu("publication", menu)

    next(action for action in menu.actions() if action.text() == "Leave it out").trigger()

    waits(lambda: screen.view.table.rows[row_of(screen, "publication")].quiet_state == "left out")
    assert screen.view.hasFocus()
    assert screen.view.currentIndex().row() == row_of(screen, "publication")
    assert screen.card is not None
    with focus_inside(screen):
        screen.card.include.setFocus()
        qtbot.keyClick(screen.card.include, Qt.Key.Key_Return)
        state = clause_state(example.session.snapshot, example.session.library, "publication")
        assert state is not None
        assert state.included
        waits(lambda: not screen.card.include.isVisible())


def test_the_keyboard_never_falls_out_of_the_steps(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen
) -> None:
    example.go("agreement/steps")
    screen.after.setFocus()
    for _ in range(len(screen._wizard())):
        with focus_inside(screen):
            qtbot.keyClick(
                screen.window().focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
            )
    assert screen.step == "review"
    example.go("agreement/data/academic")
    with focus_inside(screen):
        qtbot.keyClick(
            screen.window().focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
        )


def test_the_keyboard_comes_back_to_the_screen_after_the_dialogs(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    for opens in (screen.choose_paper, screen.show_slow):
        screen.more_button.setFocus()
        opens()
        dialog = screen.slow_dialog or screen.dialog
        assert dialog is not None
        with focus_inside(screen):
            dialog.accept()


def test_the_keyboard_stays_in_the_chooser_when_paper_and_situations_change(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    example.go("agreement/paper")
    radio, box = screen.chooser.kinds.radio("statement"), screen.chooser.rows["exploring"].box
    radio.setFocus()
    qtbot.keyClick(radio, Qt.Key.Key_Return)
    waits(lambda: screen.subtitle.text().startswith("Statement of intent"))
    assert radio.hasFocus()

    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)

    waits(lambda: example.session.snapshot.partnership.situations == ("exploring",))
    assert box.hasFocus()


# Steps


def test_a_clause_that_was_only_begun_carries_a_half_mark(
    example: MainWindow, screen: AgreementScreen
) -> None:
    document = example.session.doc
    document.add(ClauseChoice(partnership_id=document.partnership.id, clause="law", option="defendant"))
    example.go("agreement/steps")

    assert screen.stepper is not None
    assert screen.stepper.buttons["law"].mark == "part"
    assert screen.stepper.buttons["law"].accessibleName().endswith("begun")
    assert screen.stepper.buttons["background"].mark == ""
    assert not screen.stepper.grab().isNull()


def test_a_scoping_step_answered_in_part_carries_a_half_mark(example: MainWindow) -> None:
    example.go("scope")
    stepper = example.stack.currentWidget().stepper  # type: ignore[attr-defined]

    assert stepper.buttons["risks"].mark == "part"


# Several parties


def several(desk: MainWindow, count: int) -> None:
    document = desk.session.doc
    with document.step("more parties"):
        for place in range(count):
            document.add(
                Organisation(
                    partnership_id=document.partnership.id,
                    name=f"{LONG} {place}" if place else LONG,
                    side=Side.ACADEMIC if place % 2 == 0 else Side.INDUSTRY,
                    kind=OrganisationKind.HEALTH_SERVICE,
                    rank=20 + place,
                )
            )


@pytest.mark.parametrize("count", [1, 6])
def test_sides_of_several_organisations_say_who_stands_on_them(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable, count: int
) -> None:
    several(example, count)
    here = len(example.session.snapshot.where(Organisation, side=Side.ACADEMIC))

    table = screen.view.table
    waits(lambda: table.headerData(ACADEMIC, Qt.Orientation.Horizontal) == f"Academic side ({here})")
    tip = table.headerData(ACADEMIC, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert f"{LONG} (health service)" in tip
    assert screen.card is not None
    own = screen.card.sides[Side.ACADEMIC]
    assert own.whose.text().startswith("Northfield University and")
    assert f"{LONG} (health service)" in own.members.accessibleName()
    click(qtbot, own.change)
    assert f"{LONG} (health service)" in own.all_members.text()
    assert own.all_members.isVisible()
    if count == 1:
        assert table.headerData(INDUSTRY, Qt.Orientation.Horizontal) == "Brightpath Digital Ltd"


def test_several_parties_are_asked_how_they_vote(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    several(example, 1)
    example.go("agreement/governance")
    assert screen.card is not None
    waits(lambda: any("does not say how they vote" in text for text in texts(screen.card)))

    combo = screen.card.wording.option
    combo.setFocus()
    while combo.currentData() != "steering_group":
        qtbot.keyClick(combo, Qt.Key.Key_Down)

    waits(lambda: not any("does not say how they vote" in text for text in texts(screen.card)))
    assert "each party has one vote" in screen.card.wording.text.text()
    assert "at least 2 parties present" in screen.card.wording.text.text()


def test_eight_parties_with_long_names_fit_a_small_window(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    several(example, 6)
    example.resize(1024, 700)
    assert screen.card is not None

    waits(lambda: screen.view.isColumnHidden(ACADEMIC))
    assert screen.width() <= example.width()
    assert screen.card.agree.mapTo(example, screen.card.agree.rect().bottomLeft()).y() < 700
