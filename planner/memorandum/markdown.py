"""The paper as Markdown, for notes and trackers; user text is escaped in one place, never read as markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from planner.memorandum import blocks
from planner.memorandum.legible import legible, one_line
from planner.memorandum.price_picture import as_table
from planner.memorandum.text import PICTURE, foot_line, marked, matrix_tables, to_sign

# What begins emphasis, code, links, HTML, tables or entities wherever it stands.
_SIGNS = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#|\w)")
# A bare address is made a link by many readers; a reader of the source still sees it whole.
_ADDRESSES = re.compile(r":(?=//)|@|(?<=\w)\.(?=[^\W\d_]{2})|:(?=\w)")
# What makes a line a heading, a list or a rule when it stands first.
_FIRST = re.compile(r"^(\s*)(#|[-+=](?=[\s=-]|$)|:(?=\s|-))")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def markdown(memorandum: blocks.Memorandum) -> str:
    """The paper as Markdown, a paragraph to a line; no HTML and no link is in it."""
    head = [f"*{inline(memorandum.state)}*", f"*{inline(memorandum.caution)}*"]
    front = [part for block in memorandum.front for part in _WRITTEN[type(block)](block)]
    parts = [part for block in memorandum.blocks for part in _WRITTEN[type(block)](block)]
    foot = ["---", f"*{inline(foot_line(memorandum))}*"]
    return "\n\n".join(part for part in (*head, *front, *parts, *foot) if part.strip()) + "\n"


def escaped(text: str) -> str:
    """User text as Markdown that reads as it was typed; line breaks are kept."""
    lines = [_line(line.strip()) for line in legible(text).split("\n")]
    # A backslash at the end of a line keeps the break without HTML; at an empty one it would be shown.
    return "\\\n".join(line for line in lines if line)


def inline(text: str) -> str:
    """User text on one line, for a heading or a cell."""
    return _line(one_line(text))


def _line(text: str) -> str:
    text = _ADDRESSES.sub(lambda found: f"\\{found[0]}", _SIGNS.sub(lambda found: f"\\{found[0]}", text))
    text = _FIRST.sub(lambda found: f"{found[1]}\\{found[2]}", text)
    return _NUMBERED.sub(lambda found: f"{found[1]}\\{found[2]}", text)


def _cell(text: str) -> str:
    """User text in a cell, which has one line: its line breaks become strokes."""
    return " / ".join(part for line in legible(text).split("\n") if (part := inline(line)))


# Blocks


def _title(block: blocks.Title) -> list[str]:
    return [f"# {inline(block.text)}", escaped(block.subtitle)]


def _parties(block: blocks.Parties) -> list[str]:
    lines = [
        f"- **{inline(party.name)}**, {', '.join(map(inline, (party.kind, *party.details)))}"
        for party in block.parties
    ]
    return ["\n".join(lines)]


def _heading(block: blocks.Heading) -> list[str]:
    number = f"{inline(block.number)} " if block.number else ""
    return [f"{'#' * (block.level + 1)} {number}{inline(block.text)}{' (binding)' if block.binds else ''}"]


def _paragraph(block: blocks.Paragraph) -> list[str]:
    return [escaped(block.text)]


def _notice(block: blocks.Notice) -> list[str]:
    return [escaped(block.text)]


def _changed(block: blocks.Changed) -> list[str]:
    return [escaped(marked(block, "{+ +}", "{- -}"))]


def _bullets(block: blocks.Bullets) -> list[str]:
    return ["\n".join(f"- {_cell(item)}" for item in block.items)]


def _annex(block: blocks.Annex) -> list[str]:
    return [f"## Annex {inline(block.letter)}: {inline(block.title)}"]


def _timeline(block: blocks.TimelinePicture) -> list[str]:
    return [f"({PICTURE})"]


def _table(block: blocks.Table) -> list[str]:
    rule = ["---:" if at in block.right else "---" for at in range(len(block.head))]
    rows = [_piped([_cell(text) for text in block.head]), _piped(rule)]
    for row in block.rows:
        cells = [_cell(text) for text in row.cells]
        rows.append(_piped([f"**{text}**" if row.is_total and text else text for text in cells]))
    return ["\n".join(rows)]


def _piped(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _price(block: blocks.PricePicture) -> list[str]:
    return _table(as_table(block))


def _matrix(block: blocks.RoleMatrix) -> list[str]:
    return [part for table in matrix_tables(block) for part in _table(table)]


def _signatures(block: blocks.SignatureBlock) -> list[str]:
    drawn = []
    for each in block.signatures:
        manner = [f"  - {_cell(each.manner)}"] if each.manner else []
        lines = [f"  - {label}: {inline(text)}" for label, text in to_sign(each)]
        drawn.append("\n".join([f"- **{inline(each.organisation)}**", *manner, *lines]))
    return ["\n".join(drawn)]


def _question(block: blocks.Question) -> list[str]:
    boxes = [f"- [ ] {_cell(option)}" for option in block.options]
    asked = [f"**{inline(block.wording)}**", *([escaped(block.hint)] if block.hint else [])]
    for label in block.labels or ("",):
        asked += [inline(label)] if label else []
        asked += ["\n".join(boxes)] if boxes else []
        asked += ["\\_" * 20]
    return asked


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
