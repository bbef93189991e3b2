"""What a printed paper is made of: plain blocks that know their meaning and nothing of a page.

Text in a block is exactly what the user typed or what `compose` worded; each writer escapes it
for its own format. The fingerprint is taken over the blocks, so it changes when the words do.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from planner.terms import Letter, Side

if TYPE_CHECKING:
    from planner.timeline.drawn.shapes import Plan


Mark = Literal["", "added", "removed"]
# Marks a field that helps to compare drafts, and is no part of the wording.
UNPRINTED = "unprinted"


@dataclass(frozen=True)
class Title:
    """The name of the paper and, under it, of the partnership."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True)
class Party:
    """An organisation as a party: its side, what it is, and what is known of the legal person."""

    side: Side
    kind: str
    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parties:
    """The parties side by side, each beside a rule in the colour of its side."""

    parties: tuple[Party, ...]


@dataclass(frozen=True)
class Heading:
    """A heading. `number` is the printed clause number, empty outside the clauses.

    `key` is that of the clause, by which two drafts are compared; it is not printed.
    """

    level: int
    text: str
    number: str = ""
    binds: bool = False
    key: str = field(default="", metadata={UNPRINTED: True})


@dataclass(frozen=True)
class Paragraph:
    """Running text. A line break in it is kept; muted text explains and is not part of the wording."""

    text: str
    muted: bool = False


@dataclass(frozen=True)
class Changed:
    """Running text that shows its changes: runs of text, each kept, added or removed."""

    runs: tuple[tuple[str, Mark], ...]


@dataclass(frozen=True)
class Bullets:
    """A list of short items."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table. `side` colours its first cell; a total is set in semibold."""

    cells: tuple[str, ...]
    side: Side | None = None
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """A table. `weights` share out the width; `right` lists the columns that hold figures."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    weights: tuple[float, ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class TimelinePicture:
    """The lanes on one axis. With `months_from` the axis counts project months from that day."""

    plan: Plan
    months_from: date | None = None


@dataclass(frozen=True)
class PriceLayer:
    """A part of a bar in the picture of the price. `size` is in hundredths of the currency.

    `kind` is how it is drawn: a kind of cost, "cash", "in_kind", or "open" for what nobody covers yet.
    """

    name: str
    spoken: str
    size: int
    kind: Literal["directly_incurred", "directly_allocated", "indirect", "cash", "in_kind", "open"]
    side: Side = Side.JOINT


@dataclass(frozen=True)
class PricePicture:
    """Two bars to one scale: what the work costs, and under it who covers it. The totals are in words."""

    costs: tuple[PriceLayer, ...]
    covers: tuple[PriceLayer, ...]
    full: str
    covered: str


@dataclass(frozen=True)
class MatrixPerson:
    """A column of the role matrix."""

    name: str
    side: Side


@dataclass(frozen=True)
class MatrixRow:
    """An activity with a letter, or none, for each person; `phase` groups rows."""

    phase: str
    title: str
    letters: tuple[Letter | None, ...]
    note: str = ""


@dataclass(frozen=True)
class RoleMatrix:
    """Who is responsible, accountable, consulted and informed."""

    people: tuple[MatrixPerson, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Signature:
    """Where one organisation signs, in what `manner`; `name` and `post` when a signatory is known."""

    side: Side
    organisation: str
    name: str = ""
    post: str = ""
    manner: str = ""


@dataclass(frozen=True)
class SignatureBlock:
    """The places to sign, two beside each other; `fillable` on screen, where the paper is read there."""

    signatures: tuple[Signature, ...]
    fillable: bool = field(default=False, metadata={UNPRINTED: True})


@dataclass(frozen=True)
class Annex:
    """The beginning of an annex, on a page of its own."""

    letter: str
    title: str


@dataclass(frozen=True)
class Notice:
    """A quiet sentence about the paper itself."""

    text: str


@dataclass(frozen=True)
class Question:
    """A question to be answered by hand: boxes to tick, and ruled lines in a column a label."""

    wording: str
    hint: str = ""
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    lines: int = 3


Block = (
    Title
    | Parties
    | Heading
    | Paragraph
    | Changed
    | Bullets
    | Table
    | TimelinePicture
    | PricePicture
    | RoleMatrix
    | SignatureBlock
    | Annex
    | Notice
    | Question
)


@dataclass(frozen=True)
class Memorandum:
    """A paper ready to be drawn. `state` and `caution` stand at the head of every page.

    `front` goes on pages of its own before the paper; it is about it and no part of it.
    """

    title: str
    subtitle: str
    state: str
    caution: str
    footer: str
    draft_number: int
    dated_on: date
    author: str
    blocks: tuple[Block, ...]
    paper_name: str
    page_size: Literal["A4", "Letter"] = "A4"
    language: str = "en-GB"
    front: tuple[Block, ...] = ()


def to_json(memorandum: Memorandum) -> str:
    """The paper as canonical JSON: same paper, same text. Each block names its kind in `block`."""
    return _canonical(memorandum)


def blocks_json(blocks: tuple[Block, ...]) -> str:
    """The blocks alone as canonical JSON, as an issued draft keeps them."""
    return _canonical(blocks)


def fingerprint(memorandum: Memorandum) -> str:
    """First 8 hex digits of SHA-256 over the blocks: equal exactly when the wording is."""
    return fingerprint_of(memorandum.blocks)


def fingerprint_of(blocks: tuple[Block, ...]) -> str:
    """The fingerprint of a paper made of these blocks."""
    return hashlib.sha256(_canonical(blocks, printed=True).encode()).hexdigest()[:8]


def _canonical(value: object, *, printed: bool = False) -> str:
    return json.dumps(_plain(value, printed), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _plain(value: object, printed: bool) -> Any:
    """The value as a tree; `printed` leaves out what no reader of the paper sees."""
    if is_dataclass(value) and not isinstance(value, type):
        shown = [each.name for each in fields(value) if not (printed and UNPRINTED in each.metadata)]
        named = {name: _plain(getattr(value, name), printed) for name in shown}
        return {"block": type(value).__name__.lower(), **named}
    if isinstance(value, tuple | list):
        return [_plain(item, printed) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item, printed) for key, item in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
