"""Reading a Word document back: its words with the numbers its lists give, and whether Word would take it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order that the standard gives to the children of what we write.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs strike color sz szCs u bdr shd rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders tcMar vAlign",
    "tcBorders": "top left bottom right insideH insideV",
    "tblBorders": "top left bottom right insideH insideV",
    "tcMar": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "p": "pPr r fldSimple",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "styles": "docDefaults style",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr",
    "abstractNum": "multiLevelType lvl",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol"
    " listSeparator",
    "docDefaults": "rPrDefault pPrDefault",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
}
_MIXED = {"p"}  # runs and fields follow each other as they come


def opened(content: bytes) -> Document:
    """The document, as another program opens it."""
    return docx.Document(BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of the package by its name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def lines(content: bytes) -> list[str]:
    """Every paragraph of the body, those in cells too, with the number or sign that its list gives."""
    document = opened(content)
    counts: dict[str, int] = {}
    return [_numbered(document, paragraph, counts) for paragraph in _paragraphs(document)]


def words(content: bytes) -> list[str]:
    """Every word of the body, in order."""
    return " ".join(lines(content)).split()


def _paragraphs(holder: Document | object) -> Iterator[Paragraph]:
    for item in holder.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(item, Table):
            for row in item.rows:
                seen = []
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        yield from _paragraphs(cell)
        else:
            yield item


def _numbered(document: Document, paragraph: Paragraph, counts: dict[str, int]) -> str:
    """The text behind what its list puts before it, as the list definitions of the document say."""
    own = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
    style = paragraph.style.element
    listed = own if own is not None else style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if listed is None:
        return paragraph.text
    key = listed.find(qn("w:numId")).get(qn("w:val"))
    level = listed.find(qn("w:ilvl")).get(qn("w:val"))
    if key == "0":
        return paragraph.text
    counts[key] = counts.get(key, 0) + 1
    numbering = document.part.numbering_part.element
    abstract = numbering.find(f"{qn('w:num')}[@{qn('w:numId')}='{key}']/{qn('w:abstractNumId')}")
    found = f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{abstract.get(qn('w:val'))}']"
    shape = numbering.find(f"{found}/{qn('w:lvl')}[@{qn('w:ilvl')}='{level}']")
    kind = shape.find(qn("w:numFmt")).get(qn("w:val"))
    shown = chr(64 + counts[key]) if kind == "upperLetter" else str(counts[key])
    return f"{shape.find(qn('w:lvlText')).get(qn('w:val')).replace('%1', shown)} {paragraph.text}"


def faults(content: bytes) -> list[str]:
    """What a stricter reader than ours would not take: unknown or misplaced elements, cells without text."""
    found = []
    for name, part in parts(content).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            if root.getroottree().docinfo.doctype:
                found.append(f"{name}: a document type")
            if name.startswith("word/") and not name.startswith("word/theme"):
                found += [f"{name}: {fault}" for element in root.iter(f"{W}*") for fault in _fault(element)]
    return found


def _fault(element: etree._Element) -> Iterator[str]:
    tag = etree.QName(element).localname
    children = [etree.QName(child).localname for child in element]
    if tag == "tc" and (not children or children[-1] != "p"):
        yield "a cell that does not end in a paragraph"
    if tag == "body" and children[-2:] and children[-1] != "sectPr":
        yield "a body that does not end in its section"
    if tag not in ORDER:
        return
    known = ORDER[tag].split()
    unknown = set(children) - set(known)
    if unknown:
        yield f"{tag} holds {sorted(unknown)}"
    elif tag in _MIXED:
        if "pPr" in children[1:]:
            yield "properties after the words of a paragraph"
    elif sorted(children, key=known.index) != children:
        yield f"{tag} has {children}"
