"""What fills a clause's slots: typed values, answers from scoping, defaults; checked and printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from planner import scope
from planner.document import Snapshot
from planner.entity import LONG_TEXT, SHORT_TEXT
from planner.errors import Refused
from planner.library import Library
from planner.library.clause_entries import Slot
from planner.library.entries import Condition, Question
from planner.model import Answer, Organisation, Person
from planner.terms import Side
from planner.wording import counted, parse_amount, parse_date, spoken_amount, spoken_date

NONE_PLANNED = "none planned"
_WHOLE = ("days", "months", "percent", "number")
_NUMBER = re.compile(r"([+-]?\d{1,9})\s*(%|[a-z ]*)", re.IGNORECASE)
# A date in a paper lies between these years, unless its slot says otherwise.
FIRST_YEAR, LAST_YEAR = 2000, 2100
_COUNTS = {"days": "days", "months": "months", "percent": "a percentage", "number": "a number"}


@dataclass(frozen=True)
class Value:
    """What stands in a slot. `text` is empty while nothing does; `fault` says why a value was passed over."""

    text: str
    printed: str
    fault: str = ""


def check_value(slot: Slot, text: str) -> str:
    """The value as it is stored: "30", "12500.00", "2026-12-09", or the words; empty clears it.

    A party or a person is stored by its key; a person may also be a post in words. Raises Refused,
    with a sentence for the field, when it is not of the slot's kind or beyond its bounds.
    """
    stripped = text.strip()
    if not stripped:
        return ""
    try:
        if slot.kind in _WHOLE:
            return _whole_number(slot, stripped)
        if slot.kind == "money":
            amount = parse_amount(stripped)
            if amount is None:
                raise ValueError("This is not an amount. Write it as 12,500.")
            _within(slot, amount)
            return str(amount)
        if slot.kind == "date":
            return _date(slot, stripped)
        _short_enough(slot, stripped)
    except ValueError as fault:
        raise Refused(str(fault), slot.key) from None
    return stripped


def _date(slot: Slot, text: str) -> str:
    day = parse_date(text)
    first, last = slot.minimum or FIRST_YEAR, slot.maximum or LAST_YEAR
    if day is not None and not first <= day.year <= last:
        raise ValueError(f"This year lies outside {first} to {last}.")
    return str(day)


def _short_enough(slot: Slot, text: str) -> None:
    longest = LONG_TEXT if slot.kind == "text" else SHORT_TEXT
    if len(text) > longest:
        raise ValueError(f"This is longer than {longest:,} characters. Put the rest into an annex.")


def _whole_number(slot: Slot, text: str) -> str:
    found = _NUMBER.fullmatch(text)
    if found is None or not _names_unit(slot, found[2].strip().lower()):
        raise ValueError(f"Write {_COUNTS[slot.kind]} as a whole number, such as {slot.default or '30'}.")
    number = int(found[1])
    _within(slot, Decimal(number))
    return str(number)


def _names_unit(slot: Slot, word: str) -> bool:
    if slot.kind == "percent":
        return word in ("", "%", "percent")
    return word in ("", slot.unit, slot.unit.removesuffix("s"), slot.kind, slot.kind.removesuffix("s"))


def _within(slot: Slot, number: Decimal) -> None:
    highest = slot.maximum if slot.maximum is not None or slot.kind != "percent" else 100
    lowest = slot.minimum if slot.minimum is not None or slot.kind == "number" else 0
    unit = f" {slot.unit}" if slot.unit else ""
    if lowest is not None and number < lowest:
        raise ValueError(f"This is less than {lowest}{unit}.")
    if highest is not None and number > highest:
        raise ValueError(f"This is more than {highest}{unit}.")


def printed_value(slot: Slot, value: str, currency: str) -> str:
    """A checked value as it stands in a sentence: "30 calendar days", "GBP 12,500", "9 Dec 2026"."""
    if slot.kind == "money":
        return spoken_amount(Decimal(value), currency)
    if slot.kind == "date":
        return spoken_date(date.fromisoformat(value))
    if slot.kind == "percent":
        return f"{value} %"
    if slot.kind in _WHOLE and slot.unit:
        return counted(int(value), slot.unit.removesuffix("s"))
    return " ".join(value.split())


def resolved_value(snapshot: Snapshot, library: Library, slot: Slot, typed: str) -> Value:
    """What stands in the slot: the typed value, else the answer it reads, else its default."""
    currency = snapshot.partnership.currency
    fault = ""
    try:
        value = check_value(slot, typed)
    except Refused as refusal:
        value, fault = "", str(refusal)
    if value and slot.kind in ("party", "person"):
        named, fault = _named(snapshot, slot, value)
        if named:
            return Value(value, named)
    elif value:
        return Value(value, printed_value(slot, value, currency))
    if answered := _from_answers(snapshot, library, slot, currency):
        return Value(answered, answered, fault)
    if slot.default:
        return Value(slot.default, printed_value(slot, slot.default, currency), fault)
    return Value("", "", fault)


def _named(snapshot: Snapshot, slot: Slot, value: str) -> tuple[str, str]:
    """How a chosen party or person is called, or why it cannot be named."""
    key = _key_in(value)
    if slot.kind == "person":
        person = snapshot.find(Person, key)
        if person is not None:
            return person.name, ""
        gone = "The person chosen here is no longer part of this partnership. Choose another, or type a post."
        return ("", gone) if key else (" ".join(value.split()), "")
    party = snapshot.find(Organisation, key)
    if party is not None:
        return party.legal_name or party.name, ""
    if key:
        return "", "The organisation chosen here is no longer part of this partnership. Choose another."
    return "", "Choose one of the organisations of this partnership."


def _key_in(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _from_answers(snapshot: Snapshot, library: Library, slot: Slot, currency: str) -> str:
    question, sides = answer_places(library, slot)
    if question is None:
        return ""
    if not scope.applies(question, snapshot, library):
        return NONE_PLANNED if _is_ruled_out(snapshot, library, question) else ""
    answers = (scope.answer_to(snapshot, question.key, side, library) for side in sides)
    said = [
        scope.answer_text(answer, question, currency)
        for answer in answers
        if scope.is_answered(answer, question)
    ]
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in said))


def answer_places(library: Library, slot: Slot) -> tuple[Question | None, tuple[Side, ...]]:
    """The question whose answer fills the slot, with the sides whose answers count."""
    key, _, side = (slot.answer or "").partition("/")
    question = library.questions.get(key)
    if question is None:
        return None, ()
    return question, (Side(side),) if side else scope.sides_asked(question)


def _is_ruled_out(snapshot: Snapshot, library: Library, question: Question) -> bool:
    """Whether an earlier answer, such as "no data will flow", leaves nothing to fill in."""
    return any(
        (said := words_said(snapshot, library, condition.question)) and not said & {*condition.any_of}
        for condition in question.when
    )


def words_said(snapshot: Snapshot, library: Library, key: str) -> frozenset[str]:
    """The option keys that any side chose for a question that applies; "not_sure" for not sure yet."""
    return frozenset(
        word for answer in answers_to(snapshot, library, key) for word in (*answer.chosen, *_unsure(answer))
    )


def holds_any(snapshot: Snapshot, library: Library, conditions: Iterable[Condition]) -> bool:
    """Whether the answers meet one of the conditions; none is met where there are none."""
    return any(words_said(snapshot, library, each.question) & {*each.any_of} for each in conditions)


def _unsure(answer: Answer) -> tuple[str, ...]:
    return ("not_sure",) if answer.not_sure else ()


def answers_to(snapshot: Snapshot, library: Library, key: str) -> tuple[Answer, ...]:
    """Every side's answer to a question, while the question applies."""
    question = library.questions.get(key)
    if question is None or not scope.applies(question, snapshot, library):
        return ()
    found = (scope.answer_to(snapshot, key, side, library) for side in scope.sides_asked(question))
    return tuple(answer for answer in found if answer is not None)
