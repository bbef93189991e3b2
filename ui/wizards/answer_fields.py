"""The field for an answer, after the question's kind: text, list, choice, several, yes or no, date, money."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QVBoxLayout, QWidget

from planner.errors import Refused
from planner.wording import parse_amount
from ui.bind import TextBinding
from ui.theme import grown
from ui.widgets.choices import Choices
from ui.widgets.fields import DateField, LongText, bind_date
from ui.widgets.shapes import row
from ui.widgets.text import wrapped
from ui.wizards.answering import AnswerPlace, answer_slot, choose, clear_not_sure, set_not_sure, write_answer

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session

CURRENCIES = ("GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "NZD", "JPY")
NOT_SURE_KEY = "not_sure"
NOT_SURE_TEXT = "Not sure yet"
_PILL_EDGES = 64


class QuietCombo(QComboBox):
    """A combo box that leaves the wheel to the page: scrolling never changes an answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class AnswerField(QWidget):
    """A field for one answer. `focus_widget` takes the cursor; `refresh` shows what the document holds."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__()
        self.session, self.where, self.spoken = session, where, spoken
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        self.focus_widget: QWidget = self

    def complain(self, sentence: str) -> None:
        """Say why the text is refused; nothing takes the reason away."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds; bound fields do so themselves."""

    def least_width(self) -> int:
        """The width below which the field would rather have the whole line."""
        return self.fontMetrics().averageCharWidth() * 24

    def fit(self, width: int) -> None:
        """Break what would not fit into this width."""


class TextAnswer(AnswerField):
    """Free text, or a list with one item a line."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__(session, where, spoken)
        is_list = where.question.kind == "list"
        edit = LongText(lines=4 if is_list else 3, placeholder="One on each line" if is_list else "")
        edit.setAccessibleName(f"{spoken} (one on each line)" if is_list else spoken)
        if where.side.value in ("academic", "industry"):
            edit.setProperty("side", where.side.value)
        TextBinding(session, edit, answer_slot(where, "text"), on_refused=self.complain)
        self.box.addWidget(edit)
        self.box.addWidget(self.complaint)
        self.focus_widget = edit


class DateAnswer(AnswerField):
    """A date."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__(session, where, spoken)
        field = DateField(name=spoken)
        bind_date(session, field, answer_slot(where, "on_date", empty=None), self.complain)
        self.box.addWidget(field)
        self.box.addWidget(self.complaint)
        self.focus_widget = field.edit


class MoneyAnswer(AnswerField):
    """An amount with its currency."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__(session, where, spoken)
        edit = QLineEdit()
        edit.setAccessibleName(spoken)
        edit.setPlaceholderText("e.g. 12,500")
        edit.setMaximumWidth(grown(220))
        self.currency = QuietCombo()
        self.currency.setAccessibleName(f"Currency: {spoken}")
        self.currency.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currency.activated.connect(self._choose_currency)
        slot = answer_slot(where, "amount", empty=None)
        TextBinding(session, edit, slot, parse=_amount, show=_shown_amount, on_refused=self.complain)
        self.box.addLayout(row(self.currency, edit, None))
        self.box.addWidget(self.complaint)
        self.focus_widget = edit

    def _choose_currency(self) -> None:
        answer = self.where.answer(self.session.snapshot)
        if answer is not None:
            write_answer(self.session.doc, self.where, {"currency": self.currency.currentText()})
        else:
            self.session.doc.set(
                self.session.doc.partnership, "currency", self.currency.currentText(), label="currency"
            )

    def refresh(self, snapshot: Snapshot) -> None:
        answer = self.where.answer(snapshot)
        shown = (answer.currency if answer else "") or snapshot.partnership.currency
        if not self.currency.count():
            self.currency.addItems(CURRENCIES)
        if self.currency.findText(shown) < 0:
            self.currency.addItem(shown)
        self.currency.setCurrentText(shown)


class ChoiceAnswer(AnswerField):
    """One of several, or any of several; one of them may be "not sure yet"."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__(session, where, spoken)
        question = where.question
        several = question.kind == "several"
        options = [(option.key, option.text) for option in question.options]
        if question.kind == "yes_no":
            options = [("yes", "Yes"), ("no", "No")]
        if not several:
            both = question.answered_by == "joint"
            options.append(
                (NOT_SURE_KEY, f"{NOT_SURE_TEXT}: put it on the agenda" if both else NOT_SURE_TEXT)
            )
        listed = several and question.answered_by == "each"
        self.choices = Choices(options, several=several, apart=not listed, down=listed, name=spoken)
        self.choices.chosen.connect(self._choose)
        self._buttons = self.choices.findChildren(QAbstractButton)
        self._texts = {made: text for made, (_, text) in zip(self._buttons, options, strict=True)}
        for made, option in zip(self._buttons, question.options, strict=False):
            made.setAccessibleDescription(option.explains)
        self.box.addWidget(self.choices)
        self.focus_widget = self._buttons[0]

    def _choose(self, keys: tuple[str, ...]) -> None:
        document = self.session.doc
        if keys == (NOT_SURE_KEY,):
            set_not_sure(document, self.where, self.session.today())
        elif not keys and self._is_not_sure(self.session.snapshot):
            clear_not_sure(document, self.where)
        else:
            choose(document, self.where, keys)

    def _is_not_sure(self, snapshot: Snapshot) -> bool:
        answer = self.where.answer(snapshot)
        return answer is not None and answer.not_sure and self.where.question.kind != "several"

    def refresh(self, snapshot: Snapshot) -> None:
        answer = self.where.answer(snapshot)
        chosen = answer.chosen if answer else ()
        self.choices.set_chosen([NOT_SURE_KEY] if self._is_not_sure(snapshot) else chosen)

    def least_width(self) -> int:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in self._texts.values())
        return min(widest + _PILL_EDGES, metrics.averageCharWidth() * 29)

    def fit(self, width: int) -> None:
        metrics = self.fontMetrics()
        room = max(12, (width - _PILL_EDGES) // max(1, metrics.averageCharWidth()))
        for made, text in self._texts.items():
            fits = metrics.horizontalAdvance(text) + _PILL_EDGES <= width
            made.setText((text if fits else textwrap.fill(text, room)).replace("&", "&&"))


FIELDS: dict[str, Callable[[Any, AnswerPlace, str], AnswerField]] = {
    "text": TextAnswer,
    "list": TextAnswer,
    "date": DateAnswer,
    "money": MoneyAnswer,
    "choice": ChoiceAnswer,
    "several": ChoiceAnswer,
    "yes_no": ChoiceAnswer,
}


def _amount(text: str) -> Decimal | None:
    try:
        amount = parse_amount(text)
    except ValueError as fault:
        raise Refused(str(fault)) from None
    if amount is not None and amount < 0:
        raise Refused("An amount is zero or more. Write it as 12,500.")
    return amount


def _shown_amount(value: Any) -> str:
    return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else ""
