"""Each block as what the page layout calls flowables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from planner.memorandum import blocks, drawing, looks
from planner.memorandum.pdf.setting import FRESH_PAGE, Grid, Played, Setting
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
    REGULAR,
    SEMIBOLD,
    SIDE_NAMES,
    SUBTITLE,
    TITLE,
    text_width,
)
from planner.memorandum.timeline_picture import timeline_pictures
from planner.terms import Letter, Side


def _title(block: blocks.Title, setting: Setting) -> list[Flowable]:
    lines = [setting.paragraph(block.text, TITLE)]
    return [*lines, setting.paragraph(block.subtitle, SUBTITLE)] if block.subtitle else lines


def _heading(block: blocks.Heading, setting: Setting) -> list[Flowable]:
    setting.where = f"{block.number} {block.text}".strip()
    number = f"{escape(block.number)}&nbsp;&nbsp;" if block.number else ""
    binds = (
        f'&nbsp; <font name="{REGULAR}" size="{looks.BODY_SIZE}" color="{looks.MUTED}">binding</font>'
        if block.binds
        else ""
    )
    drawn = setting.paragraph(block.text, HEADINGS[block.level], before=number, after=binds)
    return [_outlined(drawn, setting.where, 0 if block.number else 1)]


def _annex(block: blocks.Annex, setting: Setting) -> list[Flowable]:
    setting.where = f"Annex {block.letter}"
    drawn = setting.paragraph(block.title, ANNEX, before=f"Annex {escape(block.letter)}&nbsp;&nbsp; ")
    return [PageBreak(), _outlined(drawn, f"Annex {block.letter}: {block.title}", 0, is_annex=True)]


def _outlined(drawn: Paragraph, text: str, level: int, *, is_annex: bool = False) -> Paragraph:
    drawn.outline = (text, level, is_annex)
    return drawn


def _paragraph(block: blocks.Paragraph, setting: Setting) -> list[Flowable]:
    return [setting.paragraph(block.text, MUTED if block.muted else BODY)]


def _notice(block: blocks.Notice, setting: Setting) -> list[Flowable]:
    return [setting.paragraph(block.text, NOTICE)]


def _bullets(block: blocks.Bullets, setting: Setting) -> list[Flowable]:
    items = [setting.paragraph(item, BULLET, before="<bullet>\u2022</bullet>") for item in block.items]
    return [*items, Spacer(0, 4)]


def _question(block: blocks.Question, setting: Setting) -> list[Flowable]:
    """A question with its boxes and lines, kept on one page."""
    gap, columns = 18.0, max(1, len(block.labels))
    boxes = [
        [setting.paragraph(option, BULLET, before="<bullet>\u2610</bullet>") for option in block.options]
        for _ in range(columns)
    ]
    labels = [[setting.paragraph(label, LABEL)] for label in block.labels] or [[]]
    each = (setting.width + gap) / columns
    cells = [[*label, *column] for label, column in zip(labels, boxes, strict=True)]
    drawn: list[Flowable] = [setting.paragraph(block.wording, QUESTION)]
    drawn += [setting.paragraph(block.hint, MUTED)] if block.hint else []
    widths = [*[each] * (columns - 1), each - gap]
    drawn += [Grid([cells], colWidths=widths, style=BARE)] if any(cells) else []
    drawn += [Played(drawing.ruled(setting.width, block.lines, columns, gap=gap)), Spacer(0, 10)]
    return [CondPageBreak(min(_height(drawn, setting.width), FRESH_PAGE)), *drawn]


def _parties(block: blocks.Parties, setting: Setting) -> list[Flowable]:
    cells = [
        [
            setting.paragraph(party.name, NAME),
            *(setting.paragraph(line, CELL) for line in (party.kind, *party.details)),
        ]
        for party in block.parties
    ]
    return [_side_by_side(cells, [party.side for party in block.parties], setting.width)]


def _side_by_side(cells: Sequence[list[Flowable]], sides: Sequence[Side], width: float) -> Table:
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
    return Grid(
        rows,
        colWidths=[column, gutter, column],
        rowHeights=heights,
        style=TableStyle(commands),
        spaceBefore=4,
        spaceAfter=14,
    )


def _signatures(block: blocks.SignatureBlock, setting: Setting) -> list[Flowable]:
    cells = [_signature(signature, setting) for signature in block.signatures]
    return [_side_by_side(cells, [s.side for s in block.signatures], setting.width)]


def _signature(signature: blocks.Signature, setting: Setting) -> list[Flowable]:
    given = [("Name", signature.name), ("Position", signature.post), ("Signature", ""), ("Date", "")]
    rows = [
        # A no-break space keeps an empty line as tall as one that is filled in.
        [setting.paragraph(label, HEAD), setting.paragraph(value or "\u00a0", CELL)]
        for label, value in given
    ]
    column = (setting.width - 14) / 2 - 15
    style = TableStyle(
        [
            *BARE.getCommands(),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, -1), 11),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
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
    drawn = Grid(
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


def _cells(row: blocks.Row, right: tuple[int, ...], setting: Setting) -> list[Paragraph]:
    cells = []
    for at, text in enumerate(row.cells):
        style = CELL_RIGHT if at in right else CELL
        if row.is_total or (at == 0 and row.side):
            ink = looks.SIDE_INK[row.side] if row.side and at == 0 else looks.INK
            style = ParagraphStyle("strong", style, fontName=SEMIBOLD, textColor=ink)
        cells.append(setting.paragraph(text, style))
    return cells


_PEOPLE_ACROSS = 7


def _matrix(block: blocks.RoleMatrix, setting: Setting) -> list[Flowable]:
    """The matrix; with many people in panels of about equal width, each with every row."""
    count = len(block.people)
    panels = max(1, -(-count // _PEOPLE_ACROSS))
    across = max(1, -(-count // panels))
    return [_panel(block, slice(at, at + across), setting) for at in range(0, max(count, 1), across)]


def _panel(block: blocks.RoleMatrix, shown: slice, setting: Setting) -> Table:
    people = block.people[shown]
    column = min(48.0, 0.62 * setting.width / max(len(people), 1))
    names = [setting.paragraph(person.name, SIDE_NAMES[person.side]) for person in people]
    rows: list[list[Any]] = [["", *names]]
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
            [title, *(_chip(letter, p.side) for letter, p in zip(row.letters[shown], people, strict=True))]
        )
    widths = [setting.width - column * len(people), *[column] * len(people)]
    return Grid(
        rows,
        colWidths=widths,
        repeatRows=_repeats(names, widths[1:]),
        style=TableStyle(commands),
        spaceAfter=12,
    )


def _chip(letter: Letter | None, side: Side) -> Flowable | str:
    return Played(drawing.chip(letter, side), align="CENTER") if letter else ""


def _timeline(block: blocks.TimelinePicture, setting: Setting) -> list[Flowable]:
    pictures = timeline_pictures(block.plan, setting.width, block.months_from, setting.drawn, text_width)
    return [drawn for picture in pictures for drawn in (Played(picture), Spacer(0, 10))]


_DRAWN: dict[type, Callable[[Any, Setting], list[Flowable]]] = {
    blocks.Title: _title,
    blocks.Parties: _parties,
    blocks.Heading: _heading,
    blocks.Paragraph: _paragraph,
    blocks.Bullets: _bullets,
    blocks.Table: _table,
    blocks.TimelinePicture: _timeline,
    blocks.RoleMatrix: _matrix,
    blocks.SignatureBlock: _signatures,
    blocks.Annex: _annex,
    blocks.Notice: _notice,
    blocks.Question: _question,
}


def story(memorandum: blocks.Memorandum, setting: Setting) -> list[Flowable]:
    """Every block as flowables; no heading is left behind at the foot of a page."""
    flowing = [flowable for block in memorandum.blocks for flowable in _DRAWN[type(block)](block, setting)]
    story: list[Flowable] = []
    after_heading = False
    for at, flowable in enumerate(flowing):
        is_heading = hasattr(flowable, "outline")
        if is_heading and not after_heading:
            story.append(CondPageBreak(_room_for(flowing[at:], setting.width)))
        story.append(flowable)
        after_heading = is_heading
    # A document of no pages is not a PDF.
    return story or [Spacer(0, 1)]


def _height(flowing: Sequence[Flowable], width: float) -> float:
    """The height of all these, one under the other."""
    return float(sum(f.wrap(width, FRESH_PAGE)[1] + f.getSpaceBefore() + f.getSpaceAfter() for f in flowing))


def _room_for(rest: Sequence[Flowable], width: float) -> float:
    """The height of a heading with the least that may stand under it, never a whole page."""
    room: float = 0.0
    for flowable in rest:
        if hasattr(flowable, "outline"):
            room += _height([flowable], width)
        elif isinstance(flowable, CondPageBreak):
            return min(room + float(flowable.height), FRESH_PAGE)
        elif isinstance(flowable, Paragraph):
            least = min(3 * flowable.style.leading, flowable.wrap(width, FRESH_PAGE)[1])
            return min(room + float(least), FRESH_PAGE)
        else:
            height = float(flowable.wrap(width, FRESH_PAGE)[1])
            if isinstance(flowable, Table):
                height = float(sum(flowable._rowHeights[:2]))
            return min(room + height, FRESH_PAGE)
    return min(room, FRESH_PAGE)
