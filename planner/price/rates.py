"""An organisation's own rates, kept as assumptions of the partnership; none has a default."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal
from uuid import UUID, uuid5

from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.model import Assumption

RateName = Literal["indirect_percent", "estates_percent", "paid_percent"]
RATES: tuple[RateName, ...] = ("indirect_percent", "estates_percent", "paid_percent")
_HUNDREDTH = Decimal("0.01")
_WORDS = {
    "indirect_percent": "indirect rate",
    "estates_percent": "rate for buildings and shared equipment",
    "paid_percent": "share asked for",
}


def rate_key(name: RateName, organisation_id: UUID) -> str:
    """The key of the assumption that holds a rate of one organisation."""
    return f"price.{name}/{organisation_id}"


def parse_rate(text: str) -> Decimal | None:
    """The percentage a text means; None for an empty one.

    Raises Refused, with a sentence for the field, unless it is above zero and at most 100.
    """
    stripped = text.strip().removesuffix("%").removesuffix("percent").strip()
    if not stripped and not text.strip():
        return None
    try:
        number = Decimal(stripped)
    except InvalidOperation:
        raise Refused("This is not a percentage. Write it as 30 or 65.7.") from None
    if not number.is_finite():
        raise Refused("This is not a percentage. Write it as 30 or 65.7.")
    if number < 0:
        raise Refused("A percentage cannot be negative.")
    if number > 100:
        raise Refused("This is more than 100 %.")
    rounded = number.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if not rounded:
        raise Refused("Zero would say that there is nothing to count. Leave it empty while it is not known.")
    return rounded


def rate(snapshot: Snapshot, name: RateName, organisation_id: UUID) -> Decimal | None:
    """The organisation's own rate in percent; None while it has none that can be used."""
    try:
        return parse_rate(rate_text(snapshot, name, organisation_id))
    except Refused:
        return None


def rate_text(snapshot: Snapshot, name: RateName, organisation_id: UUID) -> str:
    """The rate as it is stored, whether or not it can be used."""
    return snapshot.derive(_held).get(rate_key(name, organisation_id), "")


def rate_fault(snapshot: Snapshot, name: RateName, organisation_id: UUID) -> str:
    """Why a stored rate cannot be used, as one sentence; empty when it can or there is none."""
    try:
        parse_rate(rate_text(snapshot, name, organisation_id))
    except Refused as refusal:
        return str(refusal)
    return ""


def spoken_percent(percent: Decimal) -> str:
    """A percentage as "65.7 %"."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + " %"


def rate_words(name: RateName) -> str:
    """What a rate is called inside a sentence."""
    return _WORDS[name]


def put_rate(
    document: Document, name: RateName, organisation_id: UUID, text: str, *, typing: bool = False
) -> None:
    """Store an organisation's rate; an empty text takes it away. While one types it stays one step.

    Raises Refused when it is no percentage above zero and up to 100.
    """
    percent = parse_rate(text)
    key, label = rate_key(name, organisation_id), _WORDS[name]
    held = next((row for row in document.snapshot().all(Assumption) if row.key == key), None)
    typing_in = "value" if typing else ""
    if percent is None:
        if held is not None:
            document.remove(held, label=f"removal of the {label}", typing_in=typing_in)
        return
    value = spoken_percent(percent).removesuffix(" %")
    if held is not None:
        document.set(held, "value", value, label=label, typing=typing)
        return
    # The same key each time, so that deleting all and typing again stays typing in one value.
    row = Assumption(
        id=uuid5(organisation_id, name), partnership_id=document.partnership.id, key=key, value=value
    )
    document.add(row, label=label, typing_in=typing_in)


def rate_source(snapshot: Snapshot, organisation_id: UUID) -> str:
    """Where an organisation has its rates from, in its own words."""
    row = _first(snapshot, organisation_id)
    return row.reason.strip() if row else ""


def put_rate_source(document: Document, organisation_id: UUID, text: str, *, typing: bool = False) -> None:
    """Store where the rates are from. Raises Refused while there is no rate to say it of."""
    row = _first(document.snapshot(), organisation_id)
    if row is None:
        if text.strip():
            raise Refused("Type a rate first.")
        return
    document.set(row, "reason", text, label="source of a rate", typing=typing)


def _first(snapshot: Snapshot, organisation_id: UUID) -> Assumption | None:
    held = {row.key: row for row in reversed(snapshot.all(Assumption))}
    keys = (rate_key(name, organisation_id) for name in RATES)
    return next((held[key] for key in keys if key in held), None)


def _held(snapshot: Snapshot) -> Mapping[str, str]:
    return {row.key: row.value for row in reversed(snapshot.all(Assumption))}
