"""The paper as plain text, to paste where no page can go: wrapped lines, aligned tables."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

from planner.memorandum import blocks
from planner.memorandum.legible import legible, one_line
from planner.memorandum.panels import panels
from planner.memorandum.price_picture import as_table
from planner.terms import Letter

WIDTH = 78
_BETWEEN = 2  # spaces between two columns
_WIDEST_WORD = 24
PICTURE = "The picture of the timeline is in the PDF and in the Word copy; its dates follow."
SIGNED = ("Name", "Position", "Signature", "Date")


def plain_text(memorandum: blocks.Memorandum) -> str:
    """The paper as lines of at most 78 characters, unless a single word is longer."""
    head = [f"{one_line(memorandum.state)}\n{one_line(memorandum.caution)}"]
    front = [part for block in memorandum.front for part in _WRITTEN[type(block)](block)]
    parts = [part for block in memorandum.blocks for part in _WRITTEN[type(block)](block)]
    foot = [f"{'-' * WIDTH}\n{foot_line(memorandum)}"]
    return "\n\n".join(part for part in (*head, *front, *parts, *foot) if part.strip()) + "\n"


def foot_line(memorandum: blocks.Memorandum) -> str:
    """What stands at the foot of every page: whose paper, which draft, which wording."""
    fingerprint = blocks.fingerprint(memorandum)
    return f"{one_line(memorandum.footer)} · draft {memorandum.draft_number} · {fingerprint}"


def letter_word(letter: Letter | None) -> str:
    """A cell of the role matrix in letters; "A R" for the one allowed pair, as on the page."""
    return "A R" if letter is Letter.ACCOUNTABLE_RESPONSIBLE else letter.value if letter else ""


def matrix_tables(block: blocks.RoleMatrix) -> Iterable[blocks.Table]:
    """The role matrix as tables of text, a panel each; a phase is a row of its own."""
    for panel in panels(block):
        rows: list[blocks.Row] = []
        phase = ""
        for each in panel.rows:
            if each.phase != phase:
                phase = each.phase
                rows.append(blocks.Row((phase, *[""] * len(panel.people))))
            title = "\n".join(part for part in (each.title, each.note) if part)
            rows.append(blocks.Row((title, *map(letter_word, each.letters))))
        weights = (3.0, *[1.0] * len(panel.people))
        yield blocks.Table(("", *(person.name for person in panel.people)), tuple(rows), weights)


# Lines


def _wrapped(text: str, width: int = WIDTH, first: str = "", rest: str = "", *, breaks: bool = False) -> str:
    """Text in lines; its own line breaks are kept. Words too long are broken with `breaks` only."""
    made: list[str] = []
    for line in legible(text).split("\n"):
        begins = rest if made else first
        found = textwrap.wrap(
            line,
            width,
            initial_indent=begins,
            subsequent_indent=rest,
            break_long_words=breaks,
            break_on_hyphens=False,
        )
        made += found or [""]
    return "\n".join(made)


def _underlined(text: str, sign: str) -> str:
    drawn = _wrapped(text)
    return f"{drawn}\n{sign * min(WIDTH, max(map(_columns, drawn.splitlines()), default=0))}"


def _columns(text: str) -> int:
    """How many places a line takes where every letter is as wide as the next."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(1 for character in text if unicodedata.combining(character))


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * max(0, width - _columns(text))
    return space + text if right else text + space


# Blocks


def _title(block: blocks.Title) -> list[str]:
    return [_underlined(block.text, "="), _wrapped(block.subtitle)]


def _parties(block: blocks.Parties) -> list[str]:
    drawn = []
    for party in block.parties:
        below = (_wrapped(line, first="  ", rest="  ") for line in (party.kind, *party.details))
        drawn.append("\n".join([_wrapped(party.name), *below]))
    return drawn


def _heading(block: blocks.Heading) -> list[str]:
    words = " ".join(part for part in (block.number, block.text, "(binding)" if block.binds else "") if part)
    return [_underlined(words, "-") if block.level == 1 else _wrapped(words)]


def _paragraph(block: blocks.Paragraph) -> list[str]:
    return [_wrapped(block.text)]


def _notice(block: blocks.Notice) -> list[str]:
    return [_wrapped(block.text)]


def marked(block: blocks.Changed, added: str, removed: str) -> str:
    """Changed text with its runs between signs; each sign stands before and after its run."""
    signs = {"": ("", ""), "added": _pair(added), "removed": _pair(removed)}
    return "".join(f"{signs[mark][0]}{text}{signs[mark][1]}" for text, mark in block.runs)


def _pair(sign: str) -> tuple[str, str]:
    opening, _, closing = sign.partition(" ")
    return opening, closing


def _changed(block: blocks.Changed) -> list[str]:
    return [_wrapped(marked(block, "[+ +]", "[- -]"))]


def _bullets(block: blocks.Bullets) -> list[str]:
    return ["\n".join(_wrapped(item, first="- ", rest="  ") for item in block.items)]


def _annex(block: blocks.Annex) -> list[str]:
    return [_underlined(f"Annex {block.letter}  {block.title}", "=")]


def _timeline(block: blocks.TimelinePicture) -> list[str]:
    return [_wrapped(f"({PICTURE})")]


def _table(block: blocks.Table) -> list[str]:
    """A table in columns as wide as they need, and together no wider than a line where words allow."""
    rows = [block.head, *(row.cells for row in block.rows)]
    widths = _widths([[legible(text) for text in row] for row in rows])
    drawn = [_row(row, widths, block.right) for row in rows]
    between = "\n\n" if any("\n" in row for row in drawn[1:]) else "\n"
    rule = "-" * sum(widths, _BETWEEN * (len(widths) - 1))
    return ["\n".join((drawn[0], rule, between.join(drawn[1:])))]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is: a word fits; who needs least is served first, the rest share what is left."""
    columns = [[text for row in rows for text in row[at : at + 1]] for at in range(len(rows[0]))]
    whole = [max(_columns(line) for text in column for line in text.split("\n")) for column in columns]
    words = [
        max((_columns(word) for text in column for word in text.split()), default=0) for column in columns
    ]
    widths = [max(1, min(word, _WIDEST_WORD)) for word in words]
    room = max(0, WIDTH - _BETWEEN * (len(widths) - 1) - sum(widths))
    waiting = sorted(range(len(widths)), key=lambda at: whole[at] - widths[at])
    for served, at in enumerate(waiting):
        more = min(max(0, whole[at] - widths[at]), room // (len(waiting) - served))
        widths[at] += more
        room -= more
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], right: tuple[int, ...]) -> str:
    columns = [
        _wrapped(text, width, breaks=True).split("\n") for text, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for parts in zip_longest(*columns, fillvalue=""):
        placed = enumerate(zip(parts, widths, strict=True))
        padded = (_padded(text, width, right=at in right) for at, (text, width) in placed)
        lines.append((" " * _BETWEEN).join(padded).rstrip())
    return "\n".join(lines)


def _price(block: blocks.PricePicture) -> list[str]:
    return _table(as_table(block))


def _matrix(block: blocks.RoleMatrix) -> list[str]:
    return [part for table in matrix_tables(block) for part in _table(table)]


def _signatures(block: blocks.SignatureBlock) -> list[str]:
    return [
        "\n".join(
            [
                _wrapped(each.organisation),
                *([_wrapped(each.manner, first="  ", rest="  ")] if each.manner else []),
                *(f"  {label:<10} {text}" for label, text in to_sign(each)),
            ]
        )
        for each in block.signatures
    ]


def to_sign(signature: blocks.Signature) -> tuple[tuple[str, str], ...]:
    """The lines of a place to sign: what each is for, and what is known or a line to write on."""
    known = {"Name": signature.name, "Position": signature.post}
    return tuple((label, one_line(known.get(label, "")) or "_" * 30) for label in SIGNED)


def _question(block: blocks.Question) -> list[str]:
    boxes = [_wrapped(option, first="[ ] ", rest="    ") for option in block.options]
    lines = [*boxes, *["_" * WIDTH] * block.lines]
    asked = [_wrapped(block.wording), *([_wrapped(block.hint)] if block.hint else [])]
    return ["\n".join(asked), *("\n".join([_wrapped(label), *lines]) for label in block.labels or ("",))]


_WRITTEN: dict[type, Callable[[Any], list[str]]] = {
    blocks.Title: _title,
    blocks.Parties: _parties,
    blocks.Heading: _heading,
    blocks.Paragraph: _paragraph,
    blocks.Changed: _changed,
    blocks.Bullets: _bullets,
    blocks.Table: _table,
    blocks.TimelinePicture: _timeline,
    blocks.PricePicture: _price,
    blocks.RoleMatrix: _matrix,
    blocks.SignatureBlock: _signatures,
    blocks.Annex: _annex,
    blocks.Notice: _notice,
    blocks.Question: _question,
}
