"""The pieces of a Word document: elements in the order that Word insists on, text, rows, tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby, pairwise

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from planner.memorandum import looks
from planner.memorandum.legible import legible, one_line

HAIRLINE, HEAD_LINE, RULE = 4, 6, round(8 * looks.RULE)  # Word counts lines in eighths of a point
_LONGEST_TOLD = 250
_LTR, _RTL = ("L",), ("R", "AL")


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the main vocabulary with its attributes and children, in the order given."""
    given = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    made = OxmlElement(f"w:{tag}", attrs=given)
    made.extend(children)
    return made


def twips(points: float) -> int:
    """A length in the unit of Word's tables and indents: a twentieth of a point."""
    return round(points * 20)


def colour(value: str) -> str:
    """A colour as Word writes it."""
    return value.removeprefix("#").upper()


# Text


def runs(text: str, *looked: Element) -> list[Element]:
    """User text as runs that look as `looked` says; right-to-left words are marked as such."""
    made = []
    for is_rtl, part in _directions(legible(text)):
        look = [deepcopy(one) for one in looked] + ([el("rtl")] if is_rtl else [])
        made.append(el("r", *([el("rPr", *look)] if look else []), *_lines(part)))
    return made


def styled(text: str, style: str) -> list[Element]:
    """User text in a character style; in none without a name."""
    return runs(text, *([el("rStyle", val=style)] if style else []))


def _lines(text: str) -> Iterator[Element]:
    for at, line in enumerate(text.split("\n")):
        if at:
            yield el("br")
        if line:
            words = el("t")
            words.text = line
            words.set(qn("xml:space"), "preserve")
            yield words


def _directions(text: str) -> Iterator[tuple[bool, str]]:
    """The text in stretches read one way; spaces and signs between words of one direction go with them."""
    if text.isascii():
        yield False, text
        return
    kinds = [unicodedata.bidirectional(character) for character in text]
    rtl = "".join("R" if kind in _RTL else "L" if kind in _LTR or c == "\n" else "."
                  for kind, c in zip(kinds, text, strict=True))  # fmt: skip
    rtl = re.sub(r"R[R.]*R", lambda found: "R" * len(found[0]), rtl)
    for is_rtl, group in groupby(zip(rtl, text, strict=True), key=lambda pair: pair[0] == "R"):
        yield is_rtl, "".join(character for _, character in group)


def paragraph(style: str, *children: Element, properties: Sequence[Element] = ()) -> Element:
    """A paragraph in a style; `properties` come after it in Word's order."""
    # Copies: an element stands in one place only, and moves when it is put into another.
    return el("p", el("pPr", el("pStyle", val=style), *map(deepcopy, properties)), *children)


def written(text: str, style: str, look: str = "") -> Element:
    """User text as a paragraph, in a character style where one is named."""
    return paragraph(style, *styled(text, look))


def field(code: str, shown: str) -> Element:
    """A field that Word works out, such as PAGE, with what it shows until then."""
    return el("fldSimple", *runs(shown), instr=f" {code} ")


# Tables


def table(style: str, widths: Sequence[int], rows: Iterable[Element], *, described: str) -> Element:
    """A table of fixed column widths, in twips; `described` tells a screen reader what it holds."""
    properties = el(
        "tblPr",
        el("tblStyle", val=style),
        el("tblW", w=sum(widths), type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        el("tblCaption", val=one_line(described)[:_LONGEST_TOLD]),
    )
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    return el("tbl", properties, grid, *rows)


def row(*cells: Element, is_head: bool = False, height: float = 0) -> Element:
    """A row that stays on one page; a head row is repeated on each page of its table."""
    properties = [el("cantSplit")]
    properties += [el("trHeight", val=twips(height), hRule="atLeast")] if height else []
    properties += [el("tblHeader")] if is_head else []
    return el("tr", el("trPr", *properties), *cells)


def cell(
    width: int,
    *content: Element,
    spans: int = 1,
    lines: Sequence[Element] = (),
    left: float | None = None,
    right: float | None = None,
    align: str = "top",
) -> Element:
    """A cell; `lines` are its own borders, `left` and `right` its own margins in points."""
    properties = [el("tcW", w=width, type="dxa")]
    properties += [el("gridSpan", val=spans)] if spans > 1 else []
    properties += [el("tcBorders", *map(deepcopy, lines))] if lines else []
    margins = [
        el(edge, w=twips(margin), type="dxa")
        for edge, margin in (("left", left), ("right", right))
        if margin is not None
    ]
    properties += [el("tcMar", *margins)] if margins else []
    properties += [el("vAlign", val=align)] if align != "top" else []
    # A cell without a paragraph is a damaged file to Word.
    return el("tc", el("tcPr", *properties), *(content or [paragraph("TableText")]))


def line(edge: str, ink: str, size: int = HAIRLINE) -> Element:
    """A border of a cell or a table."""
    return el(edge, val="single", sz=size, space=0, color=colour(ink))


def gap() -> Element:
    """What stands after a table: two in a row would grow into one."""
    return paragraph("Gap")


def shares(width: int, weights: Sequence[float]) -> list[int]:
    """A width shared out by weights, without a rest."""
    whole, edges, sum_so_far = sum(weights), [0], 0.0
    for weight in weights:
        sum_so_far += weight
        edges.append(round(width * sum_so_far / whole))
    return [after - before for before, after in pairwise(edges)]
