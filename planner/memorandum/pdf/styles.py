"""The typeface as the PDF knows it, and the styles of text and tables."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import TableStyle

from planner.memorandum import looks
from planner.memorandum.fonts import font_files

REGULAR, SEMIBOLD = "SourceSans", "SourceSans-Semibold"


@cache
def glyphs() -> frozenset[int]:
    """The characters both cuts can draw, as code points; registers the cuts on the first call."""
    known: list[frozenset[int]] = []
    for name, cut in ((REGULAR, "Regular"), (SEMIBOLD, "Semibold")):
        font = TTFont(name, str(font_files()[cut]))
        pdfmetrics.registerFont(font)
        known.append(frozenset(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)
    return known[0] & known[1]


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        **{
            "fontName": REGULAR,
            "bulletFontName": REGULAR,
            "fontSize": size,
            "leading": leading,
            "textColor": looks.INK,
            "allowWidows": 0,
            "allowOrphans": 0,
            **more,
        },
    )


BODY = _style("body", looks.BODY_SIZE, looks.BODY_LEADING, spaceAfter=6)
MUTED = _style("muted", looks.SMALL_SIZE, looks.SMALL_LEADING, spaceAfter=6, textColor=looks.MUTED)
NOTICE = _style(
    "notice", looks.SMALL_SIZE, looks.SMALL_LEADING, spaceBefore=12, spaceAfter=4, textColor=looks.MUTED
)
BULLET = _style("bullet", looks.BODY_SIZE, looks.BODY_LEADING, leftIndent=12, bulletIndent=2, spaceAfter=2)
TITLE = _style("title", looks.TITLE_SIZE, 24, fontName=SEMIBOLD, spaceAfter=3)
SUBTITLE = _style("subtitle", 11, 15, textColor=looks.MUTED, spaceAfter=16)
ANNEX = _style("annex", looks.ANNEX_SIZE, 20, fontName=SEMIBOLD, spaceAfter=8)
HEADINGS = {
    1: _style("clause", looks.HEADING_SIZE, 16, fontName=SEMIBOLD, spaceBefore=9, spaceAfter=3),
    2: _style("part", looks.BODY_SIZE, 14, fontName=SEMIBOLD, spaceBefore=8, spaceAfter=3),
}
QUESTION = _style(
    "question", looks.BODY_SIZE, looks.BODY_LEADING, fontName=SEMIBOLD, spaceBefore=6, spaceAfter=2
)
CELL = _style("cell", looks.SMALL_SIZE, looks.SMALL_LEADING)
CELL_RIGHT = _style("figure", looks.SMALL_SIZE, looks.SMALL_LEADING, alignment=2)
HEAD = _style("head", looks.CAPTION_SIZE, looks.CAPTION_LEADING, textColor=looks.MUTED)
HEAD_RIGHT = _style(
    "figurehead", looks.CAPTION_SIZE, looks.CAPTION_LEADING, textColor=looks.MUTED, alignment=2
)
LABEL = _style("label", looks.CAPTION_SIZE, looks.CAPTION_LEADING, textColor=looks.MUTED, spaceAfter=3)
NAME = _style("name", looks.BODY_SIZE, 13.5, fontName=SEMIBOLD)
SIDE_NAMES = {
    side: _style(f"person-{side}", looks.CAPTION_SIZE, 10, textColor=ink, alignment=1)
    for side, ink in looks.SIDE_INK.items()
}
SIDE_WORD = _style("side", 6.5, 8, textColor=looks.MUTED, alignment=1)

LINES_BETWEEN_ROWS = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 10),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ("LINEBELOW", (0, 0), (-1, -1), looks.HAIRLINE, looks.LINE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.75, looks.MUTED),
]


BARE = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
