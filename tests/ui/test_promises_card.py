"""The list of the paper's promises on the roles screen, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from planner.model import ClauseChoice, NextStep, Partnership, RoleActivity
from planner.roles import orphans
from planner.terms import Paper
from tests.builders import STAFFED, WHOLE
from tests.ui.desks import desk_for
from ui.screens.promises_card import SHOWN, PromisesCard
from ui.screens.roles import RolesScreen
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText
from ui.window import MainWindow


def screen_of(window: MainWindow) -> RolesScreen:
    window.go("roles")
    QApplication.processEvents()
    found = window.stack.currentWidget()
    assert isinstance(found, RolesScreen)
    return found


@pytest.fixture
def card(example: MainWindow) -> PromisesCard:
    return screen_of(example).promises


def texts(card: PromisesCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


def titles(card: PromisesCard) -> list[str]:
    return [found.text() for found in card.findChildren(LinkText) if not found.property("text_role")]


def press(card: PromisesCard, text: str, place: int = 0) -> None:
    found = [each for each in card.findChildren(LinkText) if each.text() == text]
    QTest.keyClick(found[place], Qt.Key.Key_Return)
    QApplication.processEvents()


def test_it_counts_them_and_says_what_each_lacks(card: PromisesCard) -> None:
    assert [chip.text for chip in card.findChildren(Chip)] == ["7 of 18 open"]
    assert len(titles(card)) == SHOWN
    assert (
        "Clause 12, Publication and theses, due 12 Aug 2027: nobody accountable and nobody responsible"
        in texts(card)
    )


def test_the_rest_unfolds(card: PromisesCard) -> None:
    more = next(made for made in card.findChildren(QPushButton) if made.text() == "Show 1 more")
    more.click()

    assert len(titles(card)) == 7
    assert "Next step" in titles(card)


def test_a_promise_leads_to_its_clause(card: PromisesCard, example: MainWindow) -> None:
    press(card, "Remove what identifies people before a copy is handed over")

    assert example.place == "agreement/data"


def test_one_press_adds_a_row_and_undo_takes_it_back(
    card: PromisesCard, example: MainWindow, qtbot: QtBot
) -> None:
    first = titles(card)[0]
    press(card, "Add to the roles")
    qtbot.waitUntil(lambda: first not in titles(card), timeout=5_000)
    made = example.session.snapshot.first(RoleActivity, title=first)
    assert example.toast.accessibleName() == f"Added “{first}” to the roles."
    example.perform("undo")

    assert made is not None
    assert example.session.snapshot.find(RoleActivity, made.id) is None


def test_a_row_that_lacks_something_is_opened_and_not_added_twice(
    card: PromisesCard, example: MainWindow, qtbot: QtBot
) -> None:
    doc = example.session.doc
    doc.add(
        RoleActivity(
            partnership_id=doc.partnership.id, title="Blur the data", suggestion="promise.remove-identities"
        )
    )
    qtbot.waitUntil(lambda: any("See “Blur the data”" in text for text in texts(card)), timeout=5_000)
    press(card, "See “Blur the data”")

    row = example.session.snapshot.first(RoleActivity, title="Blur the data")
    assert row is not None
    assert example.place.startswith("roles")
    assert len([text for text in texts(card) if text == "Add to the roles"]) == SHOWN - 1


def test_the_finding_leads_to_the_list(card: PromisesCard, example: MainWindow, qtbot: QtBot) -> None:
    example.go("overview")
    example.go("roles/promises")
    first = titles(card)[0]

    qtbot.waitUntil(lambda: isinstance(card.focusWidget(), LinkText), timeout=5_000)
    focused = card.focusWidget()
    assert isinstance(focused, LinkText)
    assert focused.text() == first


def test_a_clause_in_own_words_is_named_as_not_looked_through(
    card: PromisesCard, example: MainWindow, qtbot: QtBot
) -> None:
    doc = example.session.doc
    choice = example.session.snapshot.first(ClauseChoice, clause="publication")
    assert choice is not None
    doc.set(choice, "own_text", "Theses are free.")

    qtbot.waitUntil(
        lambda: (
            "In your own words, so not looked through: Publication and theses (12) "
            "and Ethics, approvals and public involvement (15)." in texts(card)
        ),
        timeout=5_000,
    )


@pytest.fixture
def small(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A partnership with people and a row, and no paper yet."""
    row = RoleActivity(partnership_id=WHOLE.id, title="Something")
    return desk_for([WHOLE, *STAFFED, row], qtbot, tmp_path)


def test_it_hides_while_the_paper_promises_nothing(small: MainWindow) -> None:
    assert screen_of(small).promises.isHidden()


def test_it_says_so_when_everything_is_settled(small: MainWindow, qtbot: QtBot) -> None:
    card = screen_of(small).promises
    lead = STAFFED[3]
    step = NextStep(partnership_id=WHOLE.id, text="Call", owner_id=lead.id, due_on=small.session.today())
    small.session.doc.add(step)
    qtbot.waitUntil(lambda: "all settled" in [chip.text for chip in card.findChildren(Chip)], timeout=5_000)

    assert "Everything that clauses, milestones and next steps promise has an owner and a date." in texts(
        card
    )


def test_what_cannot_be_written_is_only_shown(example_path: Path, qtbot: QtBot, tmp_path: Path) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    window.session.store.is_read_only = True
    card = screen_of(window).promises

    assert "Add to the roles" not in texts(card)
    assert titles(card)


def test_the_number_on_the_card_is_that_of_the_rules(example: MainWindow, qtbot: QtBot) -> None:
    card = screen_of(example).promises
    doc = example.session.doc
    doc.set(doc.get(Partnership, doc.partnership.id), "paper", Paper.STATEMENT)
    found = orphans(example.session.snapshot, example.session.library)

    def words() -> list[str]:
        return [chip.text for chip in card.findChildren(Chip)]

    qtbot.waitUntil(lambda: words()[0].startswith(f"{len(found)} of "), timeout=5_000)
