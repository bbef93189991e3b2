"""What the sides say and agree: answers, positions, clauses, money, and the drafts of the paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import AutoString, Field

from planner.entity import SHORT_TEXT, Part, long, many, owner, short, word
from planner.terms import CostKind, Firmness, Seat, Side, Stance


class Answer(Part):
    """One side's answer to one question of the content.

    Which field holds it follows from the question's kind: `text` (text, list: a line each),
    `chosen` (choice, several, yes_no), `amount` with `currency` (money), `on_date` (date).
    `confirmed` is False while it is the other side's guess.
    """

    question: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = word(Side.JOINT)
    text: str = long()
    chosen: tuple[str, ...] = many()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18)
    currency: str = short()
    on_date: date | None = None
    firmness: Firmness = word(Firmness.UNSAID)
    note: str = long()
    not_sure: bool = False
    confirmed: bool = True


class PrivateNote(Part):
    """A note that belongs to one seat and never prints. `place` is `screen/key` or `screen/key/side`."""

    seat: Seat = word(Seat.FACILITATOR)
    place: str = Field(max_length=SHORT_TEXT)
    text: str = long()


class Position(Part):
    """Where one side stands on one clause: the option it wants, in which stance, and why."""

    clause: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = word(Side.ACADEMIC)
    option: str = short()
    text: str = long()
    stance: Stance = word(Stance.UNSAID)
    reason: str = long()
    note: str = long()
    confirmed: bool = True


class ClauseChoice(Part):
    """What the paper says on one clause. None means: as the kind of paper has it by default."""

    clause: str = Field(max_length=SHORT_TEXT, index=True)
    included: bool | None = None
    option: str = short()
    values: tuple[tuple[str, str], ...] = many()
    binds: bool | None = None
    own_text: str = long()
    agreed: bool = False


class Contribution(Part):
    """What one organisation puts in: cash, or something in kind with or without a value."""

    organisation_id: UUID = owner("organisation")
    kind: str = short("in_kind")
    what: str = long()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18, ge=0)
    currency: str = short()
    note: str = long()


class Cost(Part):
    """A line of what one organisation's part of the work costs it, whoever pays."""

    organisation_id: UUID = owner("organisation")
    kind: CostKind = word(CostKind.DIRECTLY_INCURRED)
    what: str = long()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18, ge=0)
    currency: str = short()
    note: str = long()


class Draft(Part):
    """An issued draft: the PDF itself, its blocks as JSON text, and what made it."""

    number: int = Field(ge=1)
    issued_on: date
    issued_to: str = short()
    fingerprint: str = short()
    content_version: str = short()
    blocks: str = ""
    pdf: bytes = b""
    signed_on: date | None = None
    signed_by: str = short()
    signed_pdf: bytes = b""
