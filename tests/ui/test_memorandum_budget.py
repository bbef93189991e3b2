"""The card of the page and jargon budget: what it says, and where it leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.memorandum.budget import Budget, LongSentence, Threshold
from ui.screens.memorandum_budget import READING_SOURCE, BudgetCard
from ui.widgets.chip import Chip
from ui.window import MainWindow

OURS = Threshold(4, "our assumption")
SENTENCE = LongSentence("Word " * 40, 40, "Clause 12, Publication and theses", "agreement/publication")
BUDGET = Budget(
    pages=3,
    allowed_pages=OURS,
    words=1234,
    reading_ease=61.2,
    grade=8.4,
    least_ease=Threshold(30, "Flesch 1948"),
    definitions=(),
    allowed_definitions=Threshold(6, "our assumption"),
    long_sentences=(),
    too_long=0,
    sentence_words=Threshold(25, "GOV.UK 2014"),
)


@pytest.fixture
def card(example: MainWindow, qtbot: QtBot) -> BudgetCard:
    made = BudgetCard(example)
    qtbot.addWidget(made)
    return made


def said(card: BudgetCard) -> str:
    chips = [f"{made.text}/{made.tone}" for made in card.findChildren(Chip)]
    return " | ".join([*chips, *[made.text() for made in card.findChildren(QLabel)]])


def test_a_paper_within_its_budget_says_so_and_who_says_what(card: BudgetCard) -> None:
    card.show(BUDGET)

    assert "3 pages/good" in said(card)
    assert "Body within the budget of 4 (our assumption), 1,234 words" in said(card)
    assert "61 of 100/outline" in said(card)
    assert "about what one reads in school year 9" in said(card)
    assert READING_SOURCE in said(card)
    assert "No defined terms" in said(card)
    assert "No sentence over 25 words (GOV.UK 2014)" in said(card)


def test_a_paper_over_its_budget_is_warned_about(card: BudgetCard) -> None:
    terms = tuple(f"Term {n}" for n in range(8))
    over = replace(
        BUDGET, pages=5, reading_ease=12.0, definitions=terms, long_sentences=(SENTENCE,), too_long=2
    )  # fmt: skip

    card.show(over)

    assert "5 pages/warning" in said(card)
    assert "Body over the budget of 4" in said(card)
    assert "very difficult (Flesch 1948)" in said(card)
    assert "8/warning" in said(card)
    assert "More than 6 is much (our assumption)" in said(card)
    assert "Sentences over 25 words (GOV.UK 2014); the longest:" in said(card)


def test_a_long_sentence_leads_to_its_clause(card: BudgetCard, example: MainWindow, qtbot: QtBot) -> None:
    card.show(
        replace(BUDGET, long_sentences=(SENTENCE, replace(SENTENCE, text="A" * 300, clause="")), too_long=1)
    )
    lead = next(made for made in card.findChildren(QLabel) if made.property("leads"))

    qtbot.keyClick(lead, Qt.Key.Key_Return)

    assert lead.text() == "Clause 12, Publication and theses: 40 words"
    assert example.place == "agreement/publication"
    assert "Sentence over 25 words" in said(card)


def test_a_few_terms_are_named_and_no_warning(card: BudgetCard) -> None:
    card.show(replace(BUDGET, definitions=("Results", "Field")))

    assert "Defined terms: Results, Field" in said(card)
    assert "2/outline" in said(card)


def test_what_cannot_be_told_is_not_assessed_and_no_limit_is_none(card: BudgetCard) -> None:
    card.show(replace(BUDGET, reading_ease=None, grade=None, allowed_pages=Threshold(0, "our assumption")))

    assert "not assessed/outline" in said(card)
    assert "Body without annexes, 1,234 words" in said(card)
    assert READING_SOURCE not in said(card)


def test_the_same_budget_is_not_drawn_again_and_none_shows_the_card(card: BudgetCard) -> None:
    card.show(BUDGET)
    lines = card.findChildren(Chip)

    card.show(replace(BUDGET))
    card.show()

    assert card.isVisible()
    assert card.findChildren(Chip) == lines
