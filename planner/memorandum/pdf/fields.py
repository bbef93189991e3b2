"""Fields of a page that can be filled in on screen: lines of text with a name and a tool tip."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from planner.memorandum import looks
from planner.memorandum.fonts import font_files
from planner.memorandum.pdf.objects import descriptor, packed, record

_TYPEFACE = "Entry"
# What can be typed into a field: the letters of western Europe, as every reader of PDF files knows them.
_LETTERS = tuple(bytes((code,)).decode("cp1252", "ignore") for code in range(32, 256))
_BELOW, _ABOVE = 3.2, 3.0  # from the baseline of a line of small text
_PRINTS, _ORDINARY = 4, 32


def can_hold(text: str) -> bool:
    """Whether a field can show a text."""
    return all(character in _LETTERS for character in text)


@dataclass
class Fields:
    """The fields of one paper."""

    names: list[str] = field(default_factory=list)

    def line(self, name: str, tip: str, text: str, width: float) -> Flowable:
        """A line to be filled in, or changed."""
        self.names.append(f"{name} {sum(said.startswith(f'{name} ') for said in self.names) + 1}")
        return _Line(self.names[-1], tip, text, width)

    def embed(self, canvas: Canvas) -> None:
        """Say in the file that it has fields, and with which typeface they are filled in."""
        if not self.names:
            return
        document = canvas._doc
        parts = [document.refAnnotation(_key(name)) for name in self.names]
        # Fields on a page that was never drawn do not exist.
        fields = [part for part in parts if part.name in document.idToObject]
        form = record(Fields=fields, DR=_resources(document), DA=PDFString(_appearance()))
        document.Catalog.AcroForm = document.Reference(form)


def _key(name: str) -> str:
    return f"field-{name.lower().replace(' ', '-')}"


class _Line(Flowable):
    """One line of text that can be typed on screen."""

    def __init__(self, name: str, tip: str, text: str, width: float) -> None:
        super().__init__()
        self.name, self.tip, self.text = name, tip, text
        self.width, self.height = width, looks.SMALL_LEADING

    def wrap(self, *_: float) -> tuple[float, float]:
        """The room of a line of small text."""
        return self.width, self.height

    def draw(self) -> None:
        """Put the field on the page; on paper nothing of it is seen but its text."""
        canvas = self.canv
        x, y = canvas.absolutePosition(0, self.height - looks.SMALL_SIZE)
        tall = looks.SMALL_SIZE + _BELOW + _ABOVE - 3
        box = [round(n, 2) for n in (x, y - _BELOW, x + self.width, y - _BELOW + tall)]
        resources = _resources(canvas._doc)
        room = [0, 0, round(self.width, 2), tall]
        shown = packed(_shown(self.text), Type="/XObject", Subtype="/Form", BBox=room, Resources=resources)
        widget = record(
            Type="/Annot",
            Subtype="/Widget",
            FT="/Tx",
            T=PDFString(self.name),
            TU=PDFString(self.tip),
            V=PDFString(self.text),
            DA=PDFString(_appearance()),
            F=_PRINTS,
            Rect=box,
            AP=record(N=canvas._doc.Reference(shown)),
        )
        canvas._addAnnotation(widget, _key(self.name))


def _appearance() -> str:
    red, green, blue = (int(looks.INK[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"/{_TYPEFACE} {looks.SMALL_SIZE:g} Tf {red:.3f} {green:.3f} {blue:.3f} rg"


def _shown(text: str) -> bytes:
    """The text of a field as the page shows it until somebody types."""
    if not text:
        return b"/Tx BMC EMC"
    letters = text.encode("cp1252").hex()
    return f"/Tx BMC q BT {_appearance()} 0 {_BELOW} Td <{letters}> Tj ET Q EMC".encode()


def _resources(document: PDFDocument) -> PDFDictionary:
    """The typeface of the fields, put into the file once."""
    if _TYPEFACE not in document.idToObject:
        document.Reference(_typeface(document), _TYPEFACE)
    return record(Font=record(**{_TYPEFACE: PDFObjectReference(_TYPEFACE)}))


def _typeface(document: PDFDocument) -> PDFDictionary:
    program, widths, height = _cut()
    name = "ENTRYA+SourceSansPro-Regular"
    return record(
        Type="/Font",
        Subtype="/TrueType",
        BaseFont=f"/{name}",
        Encoding="/WinAnsiEncoding",
        FirstChar=32,
        LastChar=255,
        Widths=widths,
        FontDescriptor=descriptor(document, name, program, height, flags=_ORDINARY),
    )


@cache
def _cut() -> tuple[bytes, list[float], tuple[int, int]]:
    """Our regular cut with the letters a field can hold: its file, their widths, its height."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(font_files()["Regular"])))
    font = hb.Font(face)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(letter) for letter in _LETTERS if letter)
    unit = 1000 / face.upem
    glyphs = [font.get_nominal_glyph(ord(letter)) if letter else None for letter in _LETTERS]
    widths = [round(font.get_glyph_h_advance(glyph) * unit, 1) if glyph else 0 for glyph in glyphs]
    extents = font.get_font_extents("ltr")
    content = bytes(hb.subset(face, wanted).blob.data)
    return content, widths, (round(extents.ascender * unit), round(extents.descender * unit))
