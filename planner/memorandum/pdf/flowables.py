"""Each block as what the page layout calls flowables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    PageBreak,
    Spacer,
    Table,
    TableStyle,
)

from planner.memorandum import blocks, drawing, looks
from planner.memorandum.panels import panels
from planner.memorandum.pdf.faces import Look
from planner.memorandum.pdf.fields import can_hold
from planner.memorandum.pdf.page_breaks import Signing, broken, height, spaced
from planner.memorandum.pdf.setting import FRESH_PAGE, Grid, Listed, Setting
from planner.memorandum.pdf.styles import (
    ANNEX,
    BARE,
    BODY,
    BULLET,
    CELL,
    CELL_RIGHT,
    HEAD,
    HEAD_RIGHT,
    HEADINGS,
    LABEL,
    LINES_BETWEEN_ROWS,
    MUTED,
    NAME,
    NOTICE,
    QUESTION,
    SEMIBOLD,
    SIDE_NAMES,
    SIDE_WORD,
    SUBTITLE,
    TITLE,
)
from planner.memorandum.pdf.text import Text, look_of
from planner.memorandum.price_picture import price_picture
from planner.memorandum.timeline_picture import timeline_pictures
from planner.terms import Letter, Side


def _title(block: blocks.Title, setting: Setting) -> list[Flowable]:
    lines = [setting.paragraph(block.text, TITLE)]
    return [*lines, setting.paragraph(block.subtitle, SUBTITLE)] if block.subtitle else lines


def _heading(block: blocks.Heading, setting: Setting) -> list[Flowable]:
    setting.where = f"{block.number} {block.text}".strip()
    style = HEADINGS[block.level]
    number = [(f"{block.number}\u00a0\u00a0", look_of(style))] if block.number else []
    binds = [("\u00a0\u00a0binding", Look(colour=looks.MUTED))] if block.binds else []
    drawn = setting.paragraph(block.text, style, before=number, after=binds)
    return [_outlined(drawn, setting.where, 0 if block.number else 1)]


def _annex(block: blocks.Annex, setting: Setting) -> list[Flowable]:
    setting.where = f"Annex {block.letter}"
    drawn = setting.paragraph(
        block.title, ANNEX, before=[(f"Annex {block.letter}\u00a0\u00a0\u00a0", look_of(ANNEX))]
    )
    return [PageBreak(), _outlined(drawn, f"Annex {block.letter}: {block.title}", 0, is_annex=True)]


def _outlined(drawn: Text, text: str, level: int, *, is_annex: bool = False) -> Text:
    drawn.outline = (text, level, is_annex)
    return drawn


def _paragraph(block: blocks.Paragraph, setting: Setting) -> list[Flowable]:
    return [setting.paragraph(block.text, MUTED if block.muted else BODY)]


_MARKS: dict[blocks.Mark, Look] = {
    "": Look(),
    "added": Look(SEMIBOLD, line="under"),
    "removed": Look(colour=looks.MUTED, line="strike"),
}


def _changed(block: blocks.Changed, setting: Setting) -> list[Flowable]:
    """Added words underlined and removed ones struck through, so that black and white tells them apart."""
    return [setting.paragraph("", BODY, before=[(text, _MARKS[mark]) for text, mark in block.runs])]


def _notice(block: blocks.Notice, setting: Setting) -> list[Flowable]:
    return [setting.paragraph(block.text, NOTICE)]


def _bullets(block: blocks.Bullets, setting: Setting) -> list[Flowable]:
    items = [setting.paragraph(item, BULLET, bullet="\u2022") for item in block.items]
    return [*items[:-1], *(spaced(item, 6) for item in items[-1:])]


def _question(block: blocks.Question, setting: Setting) -> list[Flowable]:
    """A question with its boxes and lines, kept on one page."""
    gap, columns = 18.0, max(1, len(block.labels))
    boxes = [
        [setting.paragraph(option, BULLET, bullet="\u2610") for option in block.options]
        for _ in range(columns)
    ]
    labels = [[setting.paragraph(label, LABEL)] for label in block.labels] or [[]]
    each = (setting.width + gap) / columns
    cells = [[*label, *column] for label, column in zip(labels, boxes, strict=True)]
    drawn: list[Flowable] = [setting.paragraph(block.wording, QUESTION)]
    drawn += [setting.paragraph(block.hint, MUTED)] if block.hint else []
    widths = [*[each] * (columns - 1), each - gap]
    drawn += [Grid([cells], colWidths=widths, style=BARE)] if any(cells) else []
    drawn += [spaced(setting.played(drawing.ruled(setting.width, block.lines, columns, gap=gap)), 10)]
    return [CondPageBreak(min(height(drawn, setting.width), FRESH_PAGE)), *drawn]


def _parties(block: blocks.Parties, setting: Setting) -> list[Flowable]:
    cells = [
        [
            setting.paragraph(party.name, NAME),
            *(setting.paragraph(line, CELL) for line in (party.kind, *party.details)),
        ]
        for party in block.parties
    ]
    return [_side_by_side(cells, [party.side for party in block.parties], setting.width)]


def _side_by_side(
    cells: Sequence[list[Flowable]], sides: Sequence[Side], width: float, kind: type[Grid] = Grid
) -> Grid:
    """Cells two in a row, each beside a rule in the colour of its side."""
    gutter, row_gap = 14.0, 12.0
    rows: list[list[Any]] = []
    commands: list[Any] = [*BARE.getCommands()]
    for at in range(0, len(cells), 2):
        if at:
            rows.append(["", "", ""])
        rows.append([cells[at], "", cells[at + 1] if at + 1 < len(cells) else ""])
        for across, side in zip((0, 2), sides[at : at + 2], strict=False):
            place = (across, len(rows) - 1)
            commands.append(("LINEBEFORE", place, place, looks.RULE, looks.SIDE_INK[side]))
            commands.append(("LEFTPADDING", place, place, 9))
    heights: list[float | None] = [None if at % 2 == 0 else row_gap for at in range(len(rows))]
    column = (width - gutter) / 2
    return kind(
        rows,
        colWidths=[column, gutter, column],
        rowHeights=heights,
        style=TableStyle(commands),
        spaceBefore=7,
        spaceAfter=14,
    )


def _signatures(block: blocks.SignatureBlock, setting: Setting) -> list[Flowable]:
    cells = [_signature(signature, setting, block.fillable) for signature in block.signatures]
    return [_side_by_side(cells, [s.side for s in block.signatures], setting.width, Signing)]


_TIPS = {
    "Name": "Name of the person who signs for",
    "Position": "Position of the person who signs for",
    "Date": "Date of signature for",
}


def _signature(signature: blocks.Signature, setting: Setting, fillable: bool) -> list[Flowable]:
    given = [("Name", signature.name), ("Position", signature.post), ("Signature", ""), ("Date", "")]
    column = (setting.width - 14) / 2 - 15

    def line(label: str, value: str) -> Flowable:
        fits = can_hold(value) and setting.measure(value, looks.SMALL_SIZE, False) < column - 48
        if fillable and label in _TIPS and fits:
            tip = f"{_TIPS[label]} {setting.drawn(signature.organisation)}"
            return setting.fields.line(label, tip, value, column - 48)
        # A no-break space keeps an empty line as tall as one that is filled in.
        return setting.paragraph(value or "\u00a0", CELL)

    rows = [[setting.paragraph(label, HEAD), line(label, value)] for label, value in given]
    style = TableStyle(
        [
            *BARE.getCommands(),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, -1), 11),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (1, 0), (1, -1), 0),
            ("LINEBELOW", (1, 0), (1, -1), looks.HAIRLINE, looks.MUTED),
        ]
    )
    above = [setting.paragraph(signature.organisation, NAME)]
    above += [setting.paragraph(signature.manner, MUTED)] if signature.manner else []
    return [*above, Table(rows, colWidths=[48, column - 48], style=style)]


def _table(block: blocks.Table, setting: Setting) -> list[Flowable]:
    share = setting.width / sum(block.weights)
    head = [
        setting.paragraph(text, HEAD_RIGHT if at in block.right else HEAD)
        for at, text in enumerate(block.head)
    ]
    widths = [weight * share for weight in block.weights]
    rows = [[[cell] for cell in _cells(row, block.right, setting)] for row in block.rows]
    drawn = Listed(
        [head, *rows],
        colWidths=widths,
        repeatRows=_repeats(head, widths),
        style=TableStyle(LINES_BETWEEN_ROWS),
        spaceBefore=2,
        spaceAfter=8,
    )
    return [drawn]


def _repeats(head: Sequence[Flowable], widths: Sequence[float]) -> int:
    """Whether the head row stands on every page: not when it would leave too little room for rows."""
    heights = (cell.wrap(width, FRESH_PAGE)[1] for cell, width in zip(head, widths, strict=True))
    return int(max(heights, default=0) < FRESH_PAGE / 4)


def _cells(row: blocks.Row, right: tuple[int, ...], setting: Setting) -> list[Text]:
    cells = []
    for at, text in enumerate(row.cells):
        style = CELL_RIGHT if at in right else CELL
        if row.is_total or (at == 0 and row.side):
            ink = looks.SIDE_INK[row.side] if row.side and at == 0 else looks.INK
            style = ParagraphStyle("strong", style, fontName=SEMIBOLD, textColor=ink)
        cells.append(setting.paragraph(text, style))
    return cells


def _matrix(block: blocks.RoleMatrix, setting: Setting) -> list[Flowable]:
    """The matrix; with many people in panels of about equal width, each with every row."""
    return [_panel(panel, setting) for panel in panels(block)]


def _panel(block: blocks.RoleMatrix, setting: Setting) -> Table:
    people = block.people
    column = min(48.0, 0.62 * setting.width / max(len(people), 1))
    names = [setting.paragraph(person.name, SIDE_NAMES[person.side]) for person in people]
    sides = [setting.paragraph(person.side.value, SIDE_WORD) for person in people]
    rows: list[list[Any]] = [["", *(list(pair) for pair in zip(names, sides, strict=True))]]
    commands: list[Any] = [
        *LINES_BETWEEN_ROWS,
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (1, 1), (-1, -1), "MIDDLE"),
        ("ALIGN", (1, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (1, 0), (-1, -1), 2),
        ("RIGHTPADDING", (1, 0), (-1, -1), 2),
    ]
    phase = ""
    for row in block.rows:
        if row.phase != phase:
            phase = row.phase
            at = len(rows)
            commands += [
                ("SPAN", (0, at), (-1, at)),
                ("TOPPADDING", (0, at), (-1, at), 9),
                ("NOSPLIT", (0, at), (-1, at + 1)),
            ]
            rows.append([setting.paragraph(phase, HEAD), *[""] * len(people)])
        title = [setting.paragraph(row.title, CELL)]
        title += [setting.paragraph(row.note, HEAD)] if row.note else []
        rows.append(
            [
                title,
                *(_chip(letter, p.side, setting) for letter, p in zip(row.letters, people, strict=True)),
            ]
        )
    widths = [setting.width - column * len(people), *[column] * len(people)]
    return Listed(
        rows,
        colWidths=widths,
        repeatRows=_repeats(names, widths[1:]),
        style=TableStyle(commands),
        spaceAfter=12,
    )


def _chip(letter: Letter | None, side: Side, setting: Setting) -> Flowable | str:
    return setting.played(drawing.chip(letter, side), align="CENTER") if letter else ""


_SAID = "The timelines of both sides on one axis. The table of dates says the same in words."


def _timeline(block: blocks.TimelinePicture, setting: Setting) -> list[Flowable]:
    pictures = timeline_pictures(block.plan, setting.width, block.months_from, setting.drawn, setting.measure)
    return [spaced(setting.played(picture, said=_SAID), 10) for picture in pictures]


def _price(block: blocks.PricePicture, setting: Setting) -> list[Flowable]:
    picture = price_picture(block, setting.width, setting.drawn, setting.measure)
    return [spaced(setting.played(picture), 10)]


_DRAWN: dict[type, Callable[[Any, Setting], list[Flowable]]] = {
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


class Front(PageBreak):
    """The end of what stands before the paper."""


def story(memorandum: blocks.Memorandum, setting: Setting) -> list[Flowable]:
    """Every block as flowables; no heading is left behind at the foot of a page."""
    flowing = [
        *(flowable for block in memorandum.front for flowable in _DRAWN[type(block)](block, setting)),
        *([Front()] if memorandum.front else []),
        *(flowable for block in memorandum.blocks for flowable in _DRAWN[type(block)](block, setting)),
    ]
    # A document of no pages is not a PDF.
    return broken(flowing, setting.width) or [Spacer(0, 1)]
