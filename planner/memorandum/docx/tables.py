"""The blocks that are tables in Word: parties, tables of text, the role matrix, signatures, questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from planner.memorandum import blocks, looks
from planner.memorandum.docx.elements import (
    HAIRLINE,
    HEAD_LINE,
    RULE,
    cell,
    colour,
    el,
    gap,
    line,
    paragraph,
    row,
    runs,
    shares,
    table,
    twips,
    written,
)
from planner.memorandum.docx.styles import SIDE_STYLES
from planner.memorandum.panels import panels
from planner.terms import Letter, Side

_GUTTER = twips(14)
_TAB = twips(9)  # from the coloured rule to the words beside it
LINE_HEIGHT = 24.0
# A date, a month with its year, an amount with its currency, a share: each reads as one word.
_ONE_WORD = re.compile(r"\b(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}\b|\b[A-Z]{3} \d(?:[\d,.]*\d)?|\b\d[\d.]* %")
_WIDEST_LETTER = 0.62  # of its size, in dates and amounts of a typeface that runs wide
_CELL_MARGIN = twips(10)


def _kept(style: str, *children: Element) -> Element:
    """A paragraph that stays with the one below."""
    return paragraph(style, *children, properties=[el("keepNext")])


def text_table(block: blocks.Table, width: int) -> list[Element]:
    """Rows of text under a head that is repeated on each page."""
    widths = _widths(block, width)
    under = [line("bottom", looks.MUTED, HEAD_LINE)]
    head = [
        cell(
            wide,
            _kept("TableHeadFigures" if at in block.right else "TableHead", *runs(text)),
            lines=under,
            right=_right(at, widths),
        )
        for at, (text, wide) in enumerate(zip(block.head, widths, strict=True))
    ]
    rows = [row(*_cells(each, block.right, widths)) for each in block.rows]
    described = ", ".join(text for text in block.head if text)
    return [table("RuledTable", widths, [row(*head, is_head=True), *rows], described=described), gap()]


def unbroken(text: str) -> str:
    """The text with no-break spaces inside its dates and amounts."""
    return _ONE_WORD.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _widths(block: blocks.Table, width: int) -> list[int]:
    """The columns by their weights, none too narrow for its dates and amounts while another can give."""
    widths = shares(width, block.weights)
    for at in range(len(widths)):
        found = [len(one) for each in block.rows for one in _ONE_WORD.findall(each.cells[at])]
        least = twips(max(found, default=0) * _WIDEST_LETTER * looks.SMALL_SIZE) + _CELL_MARGIN
        widest = max(range(len(widths)), key=lambda other: widths[other])
        lacking = least - widths[at]
        if found and 0 < lacking < widths[widest] - least:
            widths[widest] -= lacking
            widths[at] += lacking
    return widths


def _right(at: int, widths: Sequence[int]) -> float | None:
    """The right margin of a cell: none in the last column, so that figures stand at the edge."""
    return 0 if at + 1 == len(widths) else None


def _cells(each: blocks.Row, right: tuple[int, ...], widths: Sequence[int]) -> list[Element]:
    # On each cell, too: not every program draws the lines that a table's style asks for.
    under = [line("bottom", looks.LINE)]
    made = []
    for at, (text, wide) in enumerate(zip(each.cells, widths, strict=True)):
        look = "Strong" if each.is_total else ""
        if at == 0 and each.side:
            look = SIDE_STYLES[each.side]
        words = written(unbroken(text), "TableFigures" if at in right else "TableText", look)
        made.append(cell(wide, words, lines=under, right=_right(at, widths)))
    return made


# Two beside each other


def parties(block: blocks.Parties, width: int) -> list[Element]:
    """The parties two in a row, each beside a rule in the colour of its side."""
    column = (width - _GUTTER) // 2
    rows = []
    for at in range(0, len(block.parties), 2):
        pair = block.parties[at : at + 2]
        rows += [_gap_row(column)] if at else []
        cells = [_party(party, column) for party in pair]
        rows.append(row(cells[0], cell(_GUTTER), *cells[1:], *([cell(column)] if len(pair) == 1 else [])))
    return [table("SideBySide", [column, _GUTTER, column], rows, described="The parties"), gap()]


def _party(party: blocks.Party, column: int) -> Element:
    below = [written(text, "TableText") for text in (party.kind, *party.details)]
    rule = [line("left", looks.SIDE_INK[party.side], RULE)]
    return cell(column, written(party.name, "PartyName"), *below, lines=rule, left=_TAB / 20)


def _gap_row(column: int) -> Element:
    return row(*(cell(wide, paragraph("Gap")) for wide in (column, _GUTTER, column)), height=12)


def signatures(block: blocks.SignatureBlock, width: int) -> list[Element]:
    """The places to sign, two beside each other, never parted by the end of a page."""
    label = twips(48) + _TAB
    value = (width - _GUTTER) // 2 - label
    rows: list[Element] = []
    for at in range(0, len(block.signatures), 2):
        pair = block.signatures[at : at + 2]
        if at:
            rows.append(row(cell(width, paragraph("Gap"), spans=5), height=14))
        rows += _signed(pair, label, value)
    widths = [label, value, _GUTTER, label, value]
    return [_kept("Gap"), table("SideBySide", widths, rows, described="Signatures"), gap()]


def _signed(pair: Sequence[blocks.Signature], label: int, value: int) -> list[Element]:
    """The rows of one pair: who, and then a line each for name, position, signature and date."""
    heads = []
    for each in pair:
        above = [_kept("PartyName", *runs(each.organisation))]
        above += [_kept("Quiet", *runs(each.manner))] if each.manner else []
        rule = [line("left", looks.SIDE_INK[each.side], RULE)]
        heads.append(cell(label + value, *above, spans=2, lines=rule, left=_TAB / 20))
    rows = [_beside(heads, label + value)]
    names = ("Name", "Position", "Signature", "Date")
    for name in names:
        is_last = name == names[-1]
        given = [
            _to_fill(
                each, name, {"Name": each.name, "Position": each.post}.get(name, ""), label, value, is_last
            )
            for each in pair
        ]
        rows.append(_beside(given, label + value, height=LINE_HEIGHT))
    return rows


def _to_fill(
    each: blocks.Signature, name: str, text: str, label: int, value: int, is_last: bool
) -> tuple[Element, Element]:
    rule = [line("left", looks.SIDE_INK[each.side], RULE)]
    keep = [] if is_last else [el("keepNext")]
    words = paragraph("TableHead", *runs(name), properties=keep)
    given = paragraph("TableText", *runs(text), properties=keep)
    return (
        cell(label, words, lines=rule, left=_TAB / 20, align="bottom"),
        cell(value, given, lines=[line("bottom", looks.MUTED, HAIRLINE)], align="bottom"),
    )


def _beside(given: Sequence[Element | tuple[Element, Element]], width: int, *, height: float = 0) -> Element:
    """A row of one or two places to sign, with the gutter between them."""
    cells: list[Element] = []
    for at in range(2):
        cells += [cell(_GUTTER)] if at else []
        one = given[at] if at < len(given) else cell(width, spans=2)
        cells += one if isinstance(one, tuple) else [one]
    return row(*cells, height=height)


# The role matrix


def matrix(block: blocks.RoleMatrix, width: int) -> list[Element]:
    """The matrix, in panels where there are many people."""
    return [piece for panel in panels(block) for piece in (_panel(panel, width), gap())]


def _panel(panel: blocks.RoleMatrix, width: int) -> Element:
    people = panel.people
    column = min(twips(48), round(0.62 * width / max(len(people), 1)))
    widths = [width - column * len(people), *[column] * len(people)]
    under = [line("bottom", looks.MUTED, HEAD_LINE)]
    # Without its cell margins a column is as wide as a name needs.
    names = [cell(column, _person(person), lines=under, left=2, align="bottom") for person in people]
    rows = [row(cell(widths[0], lines=under), *names, is_head=True)]
    phase = ""
    for each in panel.rows:
        if each.phase != phase:
            phase = each.phase
            rows.append(row(cell(width, _kept("TableHead", *runs(phase)), spans=len(widths)), height=20))
        title = [written(each.title, "TableText")]
        title += [written(each.note, "TableHead")] if each.note else []
        letters = zip(each.letters, people, strict=True)
        chips = [
            cell(column, _chip(letter, person.side), left=2, align="center") for letter, person in letters
        ]
        rows.append(row(cell(widths[0], *title), *chips))
    return table("MatrixTable", widths, rows, described="Who does what, and who answers for it")


def _person(person: blocks.MatrixPerson) -> Element:
    name = runs(person.name, el("color", val=colour(looks.SIDE_INK[person.side])))
    side = runs(f"\n{person.side.value}", el("color", val=colour(looks.MUTED)), el("sz", val=13))
    return _kept("MatrixHead", *name, *side)


def _chip(letter: Letter | None, side: Side) -> Element:
    """A letter of the matrix, on a ground of its own, so that grey print reads."""
    if letter is None:
        return paragraph("MatrixCell")
    ink, soft, edge = looks.SIDE_INK[side], looks.SIDE_SOFT[side], looks.SIDE_LINE[side]
    accountable = letter in (Letter.ACCOUNTABLE, Letter.ACCOUNTABLE_RESPONSIBLE)
    look = [el("b"), el("bCs"), el("color", val=colour(looks.WHITE if accountable else ink))]
    if accountable:
        look.append(el("shd", val="clear", color="auto", fill=colour(ink)))
    elif letter is Letter.RESPONSIBLE:
        look.append(el("bdr", val="single", sz=HAIRLINE, space=0, color=colour(edge)))
        look.append(el("shd", val="clear", color="auto", fill=colour(soft)))
    words = "A R" if letter is Letter.ACCOUNTABLE_RESPONSIBLE else letter.value
    return paragraph("MatrixCell", *runs(f"\u00a0{words}\u00a0", *look))


# Questions to answer by hand


def question(block: blocks.Question, width: int) -> list[Element]:
    """A question, its boxes to tick and its lines to write on, kept together."""
    columns = max(1, len(block.labels))
    wide = (width - _GUTTER * (columns - 1)) // columns
    drawn = [written(block.wording, "Question")]
    drawn += [_kept("Quiet", *runs(block.hint))] if block.hint else []
    rows = []
    if block.labels or block.options:
        boxes = [_kept("TickBox", *runs(option)) for option in block.options]
        given = [
            cell(wide, *([_kept("TableHead", *runs(label))] if label else []), *map(deepcopy, boxes))
            for label in (block.labels or ("",))
        ]
        rows.append(row(*_spaced(given)))
    under = [line("bottom", looks.LINE, HEAD_LINE)]
    for at in range(block.lines):
        blank = paragraph("TableText", properties=[el("keepNext")] if at + 1 < block.lines else [])
        rows.append(
            row(
                *_spaced([cell(wide, deepcopy(blank), lines=under) for _ in range(columns)]),
                height=LINE_HEIGHT,
            )
        )
    widths = [wide, *[_GUTTER, wide] * (columns - 1)]
    return [*drawn, table("SideBySide", widths, rows, described="Room to answer"), gap()]


def _spaced(cells: Sequence[Element]) -> list[Element]:
    return [one for at, made in enumerate(cells) for one in ([cell(_GUTTER)] if at else []) + [made]]
