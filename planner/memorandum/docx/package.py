"""The file around the body: page, header and footer, settings, properties; the same paper, the same bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.section import _Footer, _Header
from docx.shared import Pt

from planner.memorandum import blocks, drawing, looks
from planner.memorandum.docx.elements import el, field, paragraph, runs, twips
from planner.memorandum.docx.styles import FONT_TABLE, numbering, styles
from planner.memorandum.docx.writing import body
from planner.memorandum.legible import one_line

_LONGEST_PROPERTY = 255
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP file knows no earlier day
# What the library's empty document brings along and ours does without.
_UNUSED = ("customXml", "stylesWithEffects", "webSettings", "thumbnail", "extended-properties", "fontTable")


def docx_bytes(memorandum: blocks.Memorandum) -> bytes:
    """The paper as the bytes of a Word document: same paper, same bytes."""
    document = docx.Document()
    _strip(document)
    _fill(document.styles.element, styles())
    _fill(document.part.numbering_part.element, numbering())
    _fill(document.settings.element, _settings())
    _name(memorandum, document)
    _lay_out(memorandum, document)
    end = document.element.body[-1]
    for piece in body(memorandum, document):
        end.addprevious(piece)
    file = BytesIO()
    document.save(file)
    return _timeless(file)


def _strip(document: Document) -> None:
    """Leave the parts out that we do not fill, and name the typeface with what may stand in for it."""
    for owner in (document.part, document.part.package):
        for key, rel in list(owner.rels.items()):
            if rel.reltype.rpartition("/")[2] in _UNUSED:
                owner.rels.pop(key)
    table = Part(
        PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, FONT_TABLE, document.part.package
    )
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)


def _fill(element: Element, children: list[Element]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def _settings() -> list[Element]:
    # Without its mode Word opens a document as if an older Word had made it.
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    return [
        el("zoom", percent=100),
        el("defaultTabStop", val=720),
        el("characterSpacingControl", val="doNotCompress"),
        el("compat", el("compatSetting", **mode)),
        el("themeFontLang", val="en-GB"),
        el("decimalSymbol", val="."),
        el("listSeparator", val=","),
    ]


def _name(memorandum: blocks.Memorandum, document: Document) -> None:
    """The properties of the file: of the paper, and nothing of this computer."""
    properties = document.core_properties
    made = datetime.combine(memorandum.dated_on, time())
    properties.title = _property(f"{memorandum.title}: {memorandum.subtitle}")
    properties.subject = _property(memorandum.state)
    properties.author = _property(memorandum.author)
    properties.last_modified_by = "Partnership Planner"
    properties.comments = properties.keywords = ""
    properties.language = memorandum.language
    properties.revision = 1
    properties.created = properties.modified = made


def _property(text: str) -> str:
    return one_line(text)[:_LONGEST_PROPERTY]


# The page


def _lay_out(memorandum: blocks.Memorandum, document: Document) -> None:
    section = document.sections[0]
    width, height = looks.PAPER[memorandum.page_size]
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(looks.MARGIN)
    section.top_margin = section.bottom_margin = Pt(looks.MARGIN)
    section.header_distance = Pt(looks.HEAD - looks.CAPTION_SIZE)
    section.footer_distance = Pt(looks.FOOT - looks.CAPTION_LEADING + looks.CAPTION_SIZE)
    edge = twips(width - 2 * looks.MARGIN)
    _across(
        section.header, "Header", edge, runs(one_line(memorandum.state)), runs(one_line(memorandum.caution))
    )
    title = drawing.shortened(
        one_line(memorandum.footer), 0.7 * edge / 20, looks.CAPTION_SIZE, _about_as_wide
    )
    foot = f"{title} · draft {memorandum.draft_number} · {blocks.fingerprint(memorandum)}"
    page = [*runs("page "), field("PAGE", "1"), *runs(" of "), field("NUMPAGES", "1")]
    _across(section.footer, "Footer", edge, runs(foot), page)


def _about_as_wide(text: str, size: float, semibold: bool) -> float:
    """How wide a text is in a typeface that is not known to be there: half its size a letter."""
    return 0.5 * size * len(text)


def _across(
    place: _Header | _Footer, style: str, edge: int, left: list[Element], right: list[Element]
) -> None:
    """Put one text at the left edge and one at the right into a header or footer."""
    place.is_linked_to_previous = False
    stops = el("tabs", el("tab", val="right", pos=edge))
    made = paragraph(style, *left, el("r", el("tab")), *right, properties=[stops])
    first = place.paragraphs[0]._p
    first.addprevious(made)
    first.getparent().remove(first)


# The file


def _timeless(file: BytesIO) -> bytes:
    """The same package without the moment at which it was made."""
    packed = BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o600 << 16,
            )
            kept.writestr(entry, made.read(name))
    return packed.getvalue()
