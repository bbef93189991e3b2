"""The blocks of an issued draft read back for comparing, whichever version of this program stored them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, get_args

from planner.memorandum.blocks import UNPRINTED, Block
from planner.wording import spoken_date

# What a block holds beside its wording, whatever kind of block it is.
_UNPRINTED = {each.name for kind in get_args(Block) for each in fields(kind) if UNPRINTED in each.metadata}

# A file may hold anything. No paper is as long as this, in characters, or nested as deeply.
_MOST_READ = 4_000_000
_DEEPEST = 20

Kind = Literal["opening", "clause", "annex", "notice"]
Tree = dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """A table, as rows of cells under named columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """What stands under a heading inside a clause or annex: its words, and its tables."""

    title: str
    text: str
    listings: tuple[Listing, ...]


@dataclass(frozen=True)
class Section:
    """A stretch of the paper under one heading: its words, and its tables.

    `parts` is what stands under headings of its own inside it, and is in neither. `whole` is everything
    but the heading: equal exactly when nothing inside differs.
    """

    kind: Kind
    key: str
    number: str
    title: str
    binds: bool
    text: str
    listings: tuple[Listing, ...]
    parts: tuple[Part, ...]
    whole: str


def is_readable(stored: str) -> bool:
    """Whether anything can be made of what a draft has stored."""
    return len(stored) <= _MOST_READ and bool(_trees(stored))


def sections_of(stored: str) -> tuple[Section, ...]:
    """The sections of a stored paper, in order; none when nothing can be made of it."""
    groups: list[list[Tree]] = []
    for block in _trees(stored):
        begins = _kind(block) in ("annex", "notice") or (_kind(block) == "heading" and _level(block) == 1)
        # A sentence about the paper is no part of the clause it happens to follow.
        after_notice = bool(groups) and _kind(groups[-1][0]) == "notice"
        if begins or after_notice or not groups:
            groups.append([])
        groups[-1].append(block)
    return tuple(_section(group, is_first=place == 0) for place, group in enumerate(groups))


def same_wording(one: str, other: str) -> bool:
    """Whether two stored papers have the same blocks, whatever they are matched by."""
    return [_printed(block) for block in _trees(one)] == [_printed(block) for block in _trees(other)]


def _trees(stored: str) -> list[Tree]:
    try:
        read = json.loads(stored)
    except (ValueError, RecursionError):
        return []
    if isinstance(read, dict):
        read = read.get("blocks")
    if not isinstance(read, list) or not _is_shallow(read, _DEEPEST):
        return []
    return [block for block in read if isinstance(block, dict)]


def _is_shallow(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_shallow(each, levels - 1) for each in inner)


def _kind(block: Tree) -> str:
    return str(block.get("block", ""))


def _level(block: Tree) -> int:
    level = block.get("level", 1)
    return level if isinstance(level, int) else 1


def _section(blocks: list[Tree], *, is_first: bool) -> Section:
    head = blocks[0]
    name = _kind(head)
    inside = blocks[1:] if name in ("heading", "annex") else blocks
    kind: Kind = "opening" if is_first and name != "heading" else "clause"
    if name in ("annex", "notice"):
        kind = "annex" if name == "annex" else "notice"
    title = _text(head, "title" if name == "annex" else "text") if name in ("heading", "annex") else ""
    lead, *parts = _parts(inside)
    return Section(
        kind=kind,
        key=_text(head, "key"),
        number=_text(head, "letter" if name == "annex" else "number"),
        title=title or {"notice": "Note on this paper", "opening": "Title and parties"}.get(kind, "Untitled"),
        binds=name == "heading" and head.get("binds") is True,
        text=lead.text,
        listings=lead.listings,
        parts=tuple(parts),
        whole=json.dumps([_printed(block) for block in inside], sort_keys=True),
    )


def _parts(blocks: list[Tree]) -> list[Part]:
    """What stands before the first heading, then what stands under each."""
    groups: list[tuple[str, list[Tree]]] = [("", [])]
    for block in blocks:
        if _kind(block) == "heading":
            groups.append((_text(block, "text") or "Untitled", []))
        else:
            groups[-1][1].append(block)
    return [_part(title, group) for title, group in groups]


def _part(title: str, blocks: list[Tree]) -> Part:
    text = "\n\n".join(text for block in blocks for text in _texts(block) if text)
    return Part(title, text, tuple(listing for block in blocks for listing in _listings(block)))


def _printed(block: Tree) -> Tree:
    return {name: value for name, value in block.items() if name not in _UNPRINTED}


def _text(block: Tree, field: str) -> str:
    value = block.get(field, "")
    return value if isinstance(value, str) else ""


def _list(tree: Any, field: str) -> list[Any]:
    value = tree.get(field) if isinstance(tree, dict) else None
    return value if isinstance(value, list) else []


def _words(value: Any) -> str:
    """A cell: its text, and nothing for what is no text."""
    return ", ".join(value.splitlines()) if isinstance(value, str) else ""


# Text

_LISTED = ("parties", "table", "rolematrix", "signatureblock", "timelinepicture", "pricepicture")


def _texts(block: Tree) -> list[str]:
    kind = _kind(block)
    if kind in _LISTED:
        return []
    if kind == "changed":
        return ["".join(_strings(_list(block, "runs")))]
    return list(_strings(block))


def _strings(value: Any, name: str = "") -> Iterator[str]:
    """Every text in a value; so a block of a later version shows at least its words."""
    if isinstance(value, str):
        if name not in ("block", *_UNPRINTED):
            yield value
    elif isinstance(value, dict):
        # Fields are stored by name; the one that leads is read first.
        for field in sorted(value, key=lambda field: (field not in ("text", "title", "wording"), field)):
            yield from _strings(value[field], field)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


# Tables


def _listings(block: Tree) -> list[Listing]:
    made = _MADE.get(_kind(block))
    return [listing for listing in made(block) if listing.rows] if made else []


def _table(block: Tree) -> list[Listing]:
    head = tuple(_words(cell) for cell in _list(block, "head"))
    rows = tuple(tuple(_words(cell) for cell in _list(row, "cells")) for row in _list(block, "rows"))
    return [Listing(head, rows)]


def _named(head: tuple[str, ...], fields: tuple[str, ...], values: list[Any]) -> list[Listing]:
    rows = tuple(
        tuple(_words(value.get(field)) for field in fields) for value in values if isinstance(value, dict)
    )
    return [Listing(head, rows)]


def _parties(block: Tree) -> list[Listing]:
    return _named(("Party", "As"), ("name", "kind"), _list(block, "parties"))


def _signatures(block: Tree) -> list[Listing]:
    fields = ("organisation", "name", "post", "manner")
    return _named(("Signs for", "Name", "Position", "Manner"), fields, _list(block, "signatures"))


def _matrix(block: Tree) -> list[Listing]:
    people = tuple(_text(person, "name") for person in _list(block, "people") if isinstance(person, dict))
    rows = tuple(
        (_text(row, "title"), *(_words(letter) for letter in _list(row, "letters")), _text(row, "note"))
        for row in _list(block, "rows")
        if isinstance(row, dict)
    )
    return [Listing(("Activity", *people, "Note"), rows)]


def _picture(block: Tree) -> list[Listing]:
    """The bands of the clocks; what the bars say stands in the table of dates as well."""
    bands = [band for band in _list(block.get("plan"), "bands") if isinstance(band, dict)]
    rows = tuple((_text(band, "name"), _day(band, "start", 0), _day(band, "end", -1)) for band in bands)
    return [Listing(("In the picture", "First day", "Last day"), rows)]


def _price(block: Tree) -> list[Listing]:
    parts = [*_list(block, "costs"), *_list(block, "covers")]
    return _named(("Part of the price", "Amount"), ("name", "spoken"), parts)


def _day(band: Tree, field: str, later: int) -> str:
    number = band.get(field)
    if not isinstance(number, int) or not 1 <= number + later <= date.max.toordinal():
        return ""
    return spoken_date(date.fromordinal(number + later))


_MADE: dict[str, Callable[[Tree], list[Listing]]] = {
    "parties": _parties,
    "table": _table,
    "rolematrix": _matrix,
    "signatureblock": _signatures,
    "timelinepicture": _picture,
    "pricepicture": _price,
}
