"""How dates, amounts and counts are said, and how a typed date or amount is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+([A-Za-z]{3,9})\.?[ ,.-]+(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")


def spoken_date(day: date) -> str:
    """A date as "9 Dec 2026", in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """A date as "9 December 2026"."""
    return f"{day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, today: date) -> str:
    """A date without its year when that is this year's."""
    return spoken_date(day).removesuffix(f" {today.year}")


def parse_date(text: str) -> date | None:
    """The date a text means; None for an empty one.

    Reads "9 Dec 2026", "2026-12-09" and, day first, "9/12/2026" or "9/12/26".
    Raises ValueError with a sentence.
    """
    stripped = text.strip()
    if not stripped:
        return None
    if found := _ISO.fullmatch(stripped):
        year, month, day = (int(part) for part in found.groups())
    elif found := _WORDS.fullmatch(stripped):
        name = found[2].lower()
        months = [n for n, long in enumerate(_LONG_MONTHS, 1) if long.lower().startswith(name)]
        if len(months) != 1:
            raise ValueError(f"“{found[2]}” is not a month.")
        year, month, day = int(found[3]), months[0], int(found[1])
    elif found := _SLASHES.fullmatch(stripped):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    else:
        raise ValueError("This is not a date. Write it as 9 Dec 2026.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("There is no such day. Write it as 9 Dec 2026.") from None


def spoken_amount(amount: Decimal, currency: str) -> str:
    """An amount with its currency, as "GBP 12,500" or "GBP 12,500.50"."""
    shown = f"{amount:,.2f}".removesuffix(".00")
    return f"{currency} {shown}".strip()


def parse_amount(text: str) -> Decimal | None:
    """The amount a text means; None for an empty one. Raises ValueError with a sentence."""
    stripped = text.strip().replace(",", "").replace(" ", "").lstrip("£€$")
    if not stripped:
        return None
    try:
        amount = Decimal(stripped)
    except InvalidOperation:
        raise ValueError("This is not an amount. Write it as 12,500.") from None
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 15:
        raise ValueError("This amount is too large.")
    return amount.quantize(Decimal("0.01"))


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: "1 open point", "4 open points"."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def joined(names: Iterable[str], last: str = "and") -> str:
    """Names as a list in words: "a, b and c"."""
    parts = list(names)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
