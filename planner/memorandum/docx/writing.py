"""Each block as what stands in the body of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Pt

from planner.memorandum import blocks, looks
from planner.memorandum.docx import tables
from planner.memorandum.docx.elements import el, gap, paragraph, runs, styled, twips, written
from planner.memorandum.legible import one_line
from planner.memorandum.price_picture import as_table

_LONGEST_TOLD = 1_000


@dataclass(frozen=True)
class Sheet:
    """What the writers share: the document, the width of its text, and which numbers are real lists."""

    document: Document
    width: int
    counts_clauses: bool
    counts_annexes: bool


def counts_itself(numbers: Iterable[str], first: str) -> bool:
    """Whether a list that begins with `first` and counts up gives exactly these numbers."""
    code = ord(first)
    return all(
        number == (str(at + 1) if first == "1" else chr(code + at)) for at, number in enumerate(numbers)
    )


def _not_counted() -> list[Element]:
    """Takes a heading out of the list that its style belongs to."""
    return [el("numPr", el("ilvl", val=0), el("numId", val=0)), el("ind", left=0, firstLine=0)]


def _title(block: blocks.Title, sheet: Sheet) -> list[Element]:
    lines = [written(block.text, "Title")]
    return [*lines, written(block.subtitle, "Subtitle")] if block.subtitle else lines


def _parties(block: blocks.Parties, sheet: Sheet) -> list[Element]:
    return tables.parties(block, sheet.width) if block.parties else []


def _heading(block: blocks.Heading, sheet: Sheet) -> list[Element]:
    """A heading; a clause takes its number from the list, or has it written where a list would miscount."""
    is_counted = bool(block.number) and sheet.counts_clauses and block.level == 1
    number = f"{block.number}\u00a0\u00a0" if block.number and not is_counted else ""
    binds = styled("\u00a0 binding", "Binding") if block.binds else []
    properties = [] if is_counted or block.level > 1 else _not_counted()
    return [paragraph(f"Heading{block.level}", *runs(number + block.text), *binds, properties=properties)]


def _annex(block: blocks.Annex, sheet: Sheet) -> list[Element]:
    if sheet.counts_annexes:
        return [paragraph("AnnexHeading", *runs(block.title))]
    words = runs(f"Annex {block.letter}\u00a0 {block.title}")
    return [paragraph("AnnexHeading", *words, properties=_not_counted())]


def _paragraph(block: blocks.Paragraph, sheet: Sheet) -> list[Element]:
    return [written(block.text, "Quiet" if block.muted else "Normal")]


def _notice(block: blocks.Notice, sheet: Sheet) -> list[Element]:
    return [written(block.text, "Notice")]


def _bullets(block: blocks.Bullets, sheet: Sheet) -> list[Element]:
    return [*(written(item, "ListBullet") for item in block.items), gap()]


_MARKS = {"": "", "added": "Added", "removed": "Removed"}


def _changed(block: blocks.Changed, sheet: Sheet) -> list[Element]:
    return [paragraph("Normal", *(run for text, mark in block.runs for run in styled(text, _MARKS[mark])))]


def _table(block: blocks.Table, sheet: Sheet) -> list[Element]:
    return tables.text_table(block, sheet.width)


def _matrix(block: blocks.RoleMatrix, sheet: Sheet) -> list[Element]:
    return tables.matrix(block, sheet.width)


def _signatures(block: blocks.SignatureBlock, sheet: Sheet) -> list[Element]:
    return tables.signatures(block, sheet.width)


def _question(block: blocks.Question, sheet: Sheet) -> list[Element]:
    return tables.question(block, sheet.width)


def _timeline(block: blocks.TimelinePicture, sheet: Sheet) -> list[Element]:
    named = [bar.name for bar in block.plan.bars] + [diamond.name for diamond in block.plan.diamonds]
    return _pictures(block, f"Timeline: {', '.join(named)}. The dates stand in the table below.", sheet)


def _price(block: blocks.PricePicture, sheet: Sheet) -> list[Element]:
    told = f"{block.full}. {block.covered}. The parts stand in the table below."
    return [*_pictures(block, told, sheet), *tables.text_table(as_table(block), sheet.width)]


def _pictures(block: blocks.TimelinePicture | blocks.PricePicture, told: str, sheet: Sheet) -> list[Element]:
    """A picture as pixels, told to a screen reader: no shapes of Word's are drawn alike everywhere."""
    from planner.memorandum.pdf.picture import pixels

    drawn = []
    for each in pixels(block, sheet.width / 20):
        inline = sheet.document.part.new_pic_inline(BytesIO(each.png), Pt(each.width), Pt(each.height))
        inline.docPr.set("descr", one_line(told)[:_LONGEST_TOLD])
        for edge in ("distT", "distB", "distL", "distR"):
            inline.set(edge, "0")
        drawn.append(paragraph("Normal", el("r", el("drawing", inline))))
    return drawn


_WRITTEN: dict[type, Callable[[Any, Sheet], list[Element]]] = {
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


def body(memorandum: blocks.Memorandum, document: Document) -> list[Element]:
    """Every block of the paper; what goes before it stands on pages of its own."""
    width = twips(looks.PAPER[memorandum.page_size][0] - 2 * looks.MARGIN)
    shown = memorandum.blocks
    clauses = [block.number for block in shown if isinstance(block, blocks.Heading) and block.number]
    letters = [block.letter for block in shown if isinstance(block, blocks.Annex)]
    counted = Sheet(document, width, counts_itself(clauses, "1"), counts_itself(letters, "A"))
    plain = Sheet(document, width, counts_clauses=False, counts_annexes=False)
    front = [piece for block in memorandum.front for piece in _WRITTEN[type(block)](block, plain)]
    front += [paragraph("Gap", el("r", el("br", type="page")))] if front else []
    # A document without a paragraph is a damaged file to Word.
    drawn = [piece for block in shown for piece in _WRITTEN[type(block)](block, counted)]
    return [*front, *drawn] or [paragraph("Normal")]
