"""Text in a typeface that has to be shaped: glyphs by HarfBuzz, embedded as a subset.

Loaded only for a paper that holds what the usual typeface cannot draw by itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFString
from reportlab.pdfgen.canvas import Canvas

from planner.memorandum.pdf.objects import descriptor, packed, record
from planner.memorandum.pdf.typeface import FontFile, Typeface, opened

# How much a semibold word is thickened, as a share of its size: other scripts come in one weight.
_THICKER = 0.022
_OTHER_SIGNS = 4


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that are drawn together, and the glyphs that draw them, in units of the typeface.

    A glyph is its number, its advance, and how far it is moved right and up.
    """

    text: str
    glyphs: tuple[tuple[int, int, int, int], ...]


@dataclass
class ShapedFace:
    """A typeface in one paper: what it has drawn there, and under which name the pages know it."""

    source: FontFile
    name: str
    drawn: dict[int, str] = field(default_factory=dict)

    @property
    def typeface(self) -> Typeface:
        """The opened typeface."""
        return _typeface(self.source)

    @property
    def is_semibold(self) -> bool:
        """Whether the typeface is a semibold cut already."""
        return self.source.path.stem.endswith("Semibold")

    def width(self, text: str, is_rtl: bool) -> float:
        """How wide a text is at size 1."""
        total = sum(glyph[1] for cluster in _shaped(self.source, text, is_rtl) for glyph in cluster.glyphs)
        return total * self.typeface.unit / 1000

    def show(
        self, canvas: Canvas, at: tuple[float, float], text: str, size: float, *, is_rtl: bool, semibold: bool
    ) -> None:
        """Draw a text in the fill colour of the canvas, so that a reader of the file finds its letters."""
        unit = self.typeface.unit
        parts: list[str] = []
        for _, group in groupby(_shaped(self.source, text, is_rtl), lambda cluster: cluster.text == " "):
            word = list(group)
            shown = "".join(self._glyph(glyph, unit, size) for cluster in word for glyph in cluster.glyphs)
            # A glyph stands for its characters; where that does not give the word back, the place says it.
            is_said = [self._is_said(cluster, is_rtl) for cluster in word]
            if not all(is_said):
                said = "".join(cluster.text for cluster in word).encode("utf-16-be").hex()
                shown = f"/Span <</ActualText <feff{said}>>> BDC {shown}EMC "
            parts.append(shown)
        thick = f"2 Tr {size * _THICKER:.3f} w " if semibold else ""
        canvas.addLiteral(
            f"q {thick}BT /{self.name} {size:g} Tf 1 0 0 1 {at[0]:.3f} {at[1]:.3f} Tm {''.join(parts)}ET Q"
        )

    def _is_said(self, cluster: Cluster, is_rtl: bool) -> bool:
        """Whether the glyphs of a cluster stand for its characters, here as elsewhere in the paper."""
        # Who reads text from right to left back turns it round, letter by letter.
        text = cluster.text[::-1] if is_rtl else cluster.text
        is_alone = len(cluster.glyphs) == 1 and (is_rtl or cluster.glyphs[0][1] > 0)
        said = [self.drawn.setdefault(glyph[0], text if is_alone else "") for glyph in cluster.glyphs]
        return is_alone and said == [text]

    def _glyph(self, glyph: tuple[int, int, int, int], unit: float, size: float) -> str:
        number, advance, right, up = glyph
        behind = self.typeface.font.get_glyph_h_advance(number) - advance + right
        before = f"{-right * unit:.1f}" if right else ""
        after = f"{behind * unit:.1f}" if behind else ""
        shown = f"[{before}<{self.typeface.code(number):04x}>{after}] TJ "
        return f"{up * unit * size / 1000:.3f} Ts {shown}0 Ts " if up else shown

    def embed(self, document: PDFDocument) -> None:
        """Put the glyphs that were drawn into the file."""
        typeface, numbers = self.typeface, sorted(self.drawn)
        unit, is_cff = typeface.unit, typeface.is_cff
        said = {typeface.code(number): text for number, text in self.drawn.items()}
        extents = typeface.font.get_font_extents("ltr")
        height = (round(extents.ascender * unit), round(extents.descender * unit))
        base = f"{_tag(numbers)}+{_plain_name(self.source)}"
        program = typeface.program(numbers)
        drawn = record(
            Type="/Font",
            Subtype="/CIDFontType0" if is_cff else "/CIDFontType2",
            BaseFont=f"/{base}",
            CIDSystemInfo=record(Registry=PDFString("Adobe"), Ordering=PDFString("Identity"), Supplement=0),
            FontDescriptor=descriptor(document, base, program, height, flags=_OTHER_SIGNS, is_cff=is_cff),
            DW=1000,
            W=[part for n in numbers for part in (typeface.code(n), [self._advance(n)])],
            **({} if is_cff else {"CIDToGIDMap": "/Identity"}),
        )
        whole = record(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=f"/{base}",
            Encoding="/Identity-H",
            DescendantFonts=[document.Reference(drawn)],
            ToUnicode=document.Reference(packed(_to_unicode(said).encode())),
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(whole)

    def _advance(self, number: int) -> float:
        return round(float(self.typeface.font.get_glyph_h_advance(number)) * self.typeface.unit, 2)


def _typeface(source: FontFile) -> Typeface:
    typeface = opened(source)
    assert typeface is not None, "only a typeface that could be opened is chosen"
    return typeface


@lru_cache(maxsize=4096)
def _shaped(source: FontFile, text: str, is_rtl: bool) -> tuple[Cluster, ...]:
    """The clusters of a text from left to right as they are drawn."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.direction = "rtl" if is_rtl else "ltr"
    hb.shape(_typeface(source).font, buffer, {"kern": True, "liga": True})
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    found: list[Cluster] = []
    for start, group in _by_cluster(glyphs):
        found.append(Cluster(text[start : ends[start]], tuple(group)))
    return tuple(found)


def _by_cluster(
    glyphs: list[tuple[hb.GlyphInfo, hb.GlyphPosition]],
) -> Iterator[tuple[int, list[tuple[int, int, int, int]]]]:
    group: list[tuple[int, int, int, int]] = []
    for at, (info, place) in enumerate(glyphs):
        group.append((info.codepoint, place.x_advance, place.x_offset, place.y_offset))
        if at + 1 == len(glyphs) or glyphs[at + 1][0].cluster != info.cluster:
            yield info.cluster, group
            group = []


def _tag(numbers: list[int]) -> str:
    """Six capital letters that tell one subset from another."""
    rest = zlib.crc32(repr(numbers).encode())
    return "".join(chr(ord("A") + rest // 26**place % 26) for place in range(6))


def _plain_name(source: FontFile) -> str:
    letters = "".join(c for c in source.path.stem if c.isascii() and (c.isalnum() or c == "-"))
    return letters or "Typeface"


def _to_unicode(drawn: dict[int, str]) -> str:
    """Which characters each glyph stands for."""
    said = [f"<{n:04x}> <{text.encode('utf-16-be').hex()}>" for n, text in sorted(drawn.items()) if text]
    blocks = [said[at : at + 100] for at in range(0, len(said), 100)]
    lines = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *lines,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
