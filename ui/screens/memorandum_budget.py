"""The card that says what the paper costs its reader: pages, reading level, terms, long sentences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.memorandum.budget import Budget, LongSentence, Threshold
from planner.wording import counted
from ui.widgets.chip import Chip, Tone
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, column, holding, row
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.desk import Desk

_SHOWN_LETTERS = 90
READING_SOURCE = "Flesch 1948 and Kincaid et al. 1975; an estimate, made for English"


class BudgetCard(Card):
    """The budget of the page that is drawn; empty until there is one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Page and jargon budget")
        self._desk = desk
        self._budget: Budget | None = None

    def show(self, budget: Budget | None = None) -> None:
        """Show this budget; without one, be visible as any card."""
        if budget is None:
            super().show()
        elif budget != self._budget:
            self._budget = budget
            self._fill(budget)

    def _fill(self, budget: Budget) -> None:
        self.empty()
        self._line(*_pages(budget))
        self._line(*_reading(budget))
        if budget.reading_ease is not None:
            self.box.addWidget(wrapped(f"Reading level: {READING_SOURCE}.", "caption"))
        self._line(*_terms(budget))
        self._line(*_sentences(budget))
        for found in budget.long_sentences:
            self.box.addWidget(self._sentence(found))

    def _line(self, said: str, tone: Tone, text: str) -> None:
        chip = Chip(said, tone)
        line = row(chip, wrapped(text))
        line.setStretch(1, 1)
        line.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
        self.box.addWidget(holding(line))

    def _sentence(self, found: LongSentence) -> QWidget:
        text = " ".join(found.text.split())
        if len(text) > _SHOWN_LETTERS:
            text = f"{text[:_SHOWN_LETTERS].rpartition(' ')[0] or text[:_SHOWN_LETTERS]} …"
        where = f"{found.clause}: " if found.clause else ""
        lead = LinkText(f"{where}{counted(found.words, 'word')}", partial(self._desk.go, found.place))
        return holding(column(lead, wrapped(f"“{text}”", "caption"), spacing=1))


def _by(threshold: Threshold) -> str:
    return f"({threshold.said_by})"


def _pages(budget: Budget) -> tuple[str, Tone, str]:
    limit, chip = budget.allowed_pages, counted(budget.pages, "page")
    words = f"{budget.words:,} words"
    if not limit.value:
        return chip, "outline", f"Body without annexes, {words}"
    within = "over" if budget.is_over_pages else "within"
    text = f"Body {within} the budget of {limit.value} {_by(limit)}, {words}"
    return chip, "warning" if budget.is_over_pages else "good", text


def _reading(budget: Budget) -> tuple[str, Tone, str]:
    if budget.reading_ease is None or budget.grade is None:
        return "not assessed", "outline", "Reading level: too little English text to tell"
    chip = f"{min(100, max(0, round(budget.reading_ease)))} of 100"
    # The grades of the formula are American; a British school year is one more.
    text = f"Reading ease, about what one reads in school year {max(1, round(budget.grade) + 1)}"
    if budget.is_hard_to_read:
        return chip, "warning", f"{text}: very difficult {_by(budget.least_ease)}"
    return chip, "outline", text


def _terms(budget: Budget) -> tuple[str, Tone, str]:
    count, limit = len(budget.definitions), budget.allowed_definitions
    if not count:
        return "none", "good", "No defined terms"
    text = f"Defined terms: {', '.join(budget.definitions[:6])}"
    if budget.defines_too_much:
        return str(count), "warning", f"{text}. More than {limit.value} is much {_by(limit)}"
    return str(count), "outline", text


def _sentences(budget: Budget) -> tuple[str, Tone, str]:
    limit = budget.sentence_words
    if not budget.too_long:
        return "none", "good", f"No sentence over {limit.value} words {_by(limit)}"
    sentence = "sentence" if budget.too_long == 1 else "sentences"
    text = f"{sentence.capitalize()} over {limit.value} words {_by(limit)}; the longest:"
    return str(budget.too_long), "warning", text
