"""Named styles and real lists, so that who edits the document restyles and renumbers it in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from planner.memorandum import looks
from planner.memorandum.docx.elements import HAIRLINE, colour, el, line, twips
from planner.terms import Side

# Not the typeface of the PDF, which offices lack: what stood in for it would run wide and add pages.
FONT = "Calibri"
# What stands in where it is not installed: the free one of the same widths, then that of the PDF.
FALLBACKS = "Carlito,Source Sans 3,Source Sans Pro"
CLAUSES, ANNEXES, BULLETS, BOXES = 1, 2, 3, 4
HANGING = 22.0
SIDE_STYLES = {side: f"{side.value.capitalize()}Side" for side in Side}

FONT_TABLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
<w:font w:name="{FONT}"><w:altName w:val="{FALLBACKS}"/><w:panose1 w:val="020F0502020204030204"/>\
<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>""".encode()


def styles() -> list[Element]:
    """Every style of the document, in the order of the style sheet."""
    return [_defaults(), *_paragraph_styles(), *_character_styles(), *_table_styles()]


def _defaults() -> Element:
    fonts = el("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    size = twips(looks.BODY_SIZE) // 10
    language = el("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")
    words = el("rPr", fonts, el("sz", val=size), el("szCs", val=size), language)
    return el("docDefaults", el("rPrDefault", words), el("pPrDefault"))


def _paragraph_style(
    key: str,
    name: str,
    size: float,
    leading: float,
    *,
    base: str = "Normal",
    following: str = "",
    before: float = 0,
    after: float = 0,
    ink: str = looks.INK,
    bold: bool = False,
    keeps: bool = False,
    list_: tuple[int, int] | None = None,
    indent: tuple[float, float] | None = None,
    align: str = "",
    outline: int | None = None,
    new_page: bool = False,
) -> Element:
    look: list[Element] = []
    look += [el("keepNext"), el("keepLines")] if keeps else []
    look += [el("pageBreakBefore")] if new_page else []
    look += [el("widowControl")]
    if list_:
        look.append(el("numPr", el("ilvl", val=list_[1]), el("numId", val=list_[0])))
    look.append(
        el("spacing", before=twips(before), after=twips(after), line=twips(leading), lineRule="atLeast")
    )
    look += [el("ind", left=twips(indent[0]), hanging=twips(indent[1]))] if indent else []
    look += [el("jc", val=align)] if align else []
    look += [el("outlineLvl", val=outline)] if outline is not None else []
    words = [el("b"), el("bCs")] if bold else []
    words += [el("color", val=colour(ink)), el("sz", val=round(2 * size)), el("szCs", val=round(2 * size))]
    about = [el("name", val=name)]
    about += [el("basedOn", val=base)] if key != "Normal" else []
    about += [el("next", val=following)] if following else []
    about.append(el("qFormat"))
    usual = {"default": 1} if key == "Normal" else {}
    return el("style", *about, el("pPr", *look), el("rPr", *words), type="paragraph", styleId=key, **usual)


_BODY = (looks.BODY_SIZE, looks.BODY_LEADING)
_SMALL = (looks.SMALL_SIZE, looks.SMALL_LEADING)
_CAPTION = (looks.CAPTION_SIZE, looks.CAPTION_LEADING)


def _paragraph_styles() -> list[Element]:
    made = _paragraph_style
    quiet: dict[str, Any] = {"ink": looks.MUTED}
    part: dict[str, Any] = {"bold": True, "keeps": True, "following": "Normal"}
    return [
        made("Normal", "Normal", *_BODY, after=6),
        made("Title", "Title", looks.TITLE_SIZE, 24, bold=True, after=3, following="Subtitle"),
        made("Subtitle", "Subtitle", 11, 15, after=16, following="Normal", **quiet),
        made(
            "Heading1", "heading 1", looks.HEADING_SIZE, 16, before=9, after=3, outline=0,
            list_=(CLAUSES, 0), **part,
        ),
        made("Heading2", "heading 2", *_BODY, before=8, after=3, outline=1, **part),
        made("Subclause", "Sub-clause", *_BODY, after=6, list_=(CLAUSES, 1)),
        made(
            "AnnexHeading", "Annex heading", looks.ANNEX_SIZE, 20, after=8, outline=0, new_page=True,
            list_=(ANNEXES, 0), **part,
        ),
        made("ListBullet", "List Bullet", *_BODY, after=2, list_=(BULLETS, 0)),
        made("TickBox", "Tick box", *_BODY, after=2, list_=(BOXES, 0)),
        made("Quiet", "Quiet", *_SMALL, after=6, **quiet),
        # With what follows: the notice is read by who turns to the signatures.
        made("Notice", "Notice", *_SMALL, before=12, after=4, keeps=True, **quiet),
        made("Question", "Question", *_BODY, before=6, after=2, **part),
        made("Caption", "caption", *_CAPTION, after=6, **quiet),
        made("TableText", "Table text", *_SMALL),
        made("TableFigures", "Table figures", *_SMALL, base="TableText", align="right"),
        made("TableHead", "Table heading", *_CAPTION, base="TableText", **quiet),
        made("TableHeadFigures", "Table head figures", *_CAPTION, base="TableHead", align="right", **quiet),
        made("PartyName", "Party name", looks.BODY_SIZE, 13.5, bold=True),
        made("MatrixCell", "Matrix cell", *_SMALL, base="TableText", align="center"),
        made("MatrixHead", "Matrix heading", looks.CAPTION_SIZE, 10, base="TableText", align="center"),
        made("Gap", "Gap", 2, 4, after=4),
        made("Header", "header", *_CAPTION, **quiet),
        made("Footer", "footer", *_CAPTION, **quiet),
    ]  # fmt: skip


def _character_style(key: str, name: str, *look: Element) -> Element:
    about = (el("name", val=name), el("qFormat"))
    return el("style", *about, el("rPr", *look), type="character", styleId=key)


def _character_styles() -> list[Element]:
    bold = ("b", "bCs")
    size = round(2 * looks.BODY_SIZE)
    usual = el("style", el("name", val="Default Paragraph Font"), el("uiPriority", val=1),
               type="character", styleId="DefaultParagraphFont", default=1)  # fmt: skip
    binding = (
        *(el(tag, val=0) for tag in bold),
        el("color", val=colour(looks.MUTED)),
        el("sz", val=size),
        el("szCs", val=size),
    )
    return [
        usual,
        _character_style("Strong", "Strong", *map(el, bold)),
        _character_style("Binding", "Binding", *binding),
        _character_style("Added", "Added", el("u", val="single")),
        _character_style("Removed", "Removed", el("strike"), el("color", val=colour(looks.MUTED))),
        *(
            _character_style(
                SIDE_STYLES[side],
                f"{side.value.capitalize()} side",
                *map(el, bold),
                el("color", val=colour(ink)),
            )
            for side, ink in looks.SIDE_INK.items()
        ),
    ]


def _table_style(key: str, name: str, borders: Sequence[Element], margins: tuple[float, ...]) -> Element:
    edges = zip(("top", "left", "bottom", "right"), margins, strict=True)
    cells = el("tblCellMar", *(el(edge, w=twips(margin), type="dxa") for edge, margin in edges))
    drawn = [el("tblBorders", *borders)] if borders else []
    properties = el("tblPr", el("tblInd", w=0, type="dxa"), *drawn, cells)
    about = (el("name", val=name), el("basedOn", val="TableNormal"), el("qFormat"))
    return el("style", *about, properties, type="table", styleId=key)


def _table_styles() -> list[Element]:
    margins = el(
        "tblCellMar",
        *(el(edge, w=0, type="dxa") for edge in ("top", "left", "bottom", "right")),
    )
    usual = el(
        "style",
        el("name", val="Normal Table"),
        el("uiPriority", val=99),
        el("semiHidden"),
        el("unhideWhenUsed"),
        el("tblPr", el("tblInd", w=0, type="dxa"), margins),
        type="table",
        styleId="TableNormal",
        default=1,
    )
    no_list = el("style", el("name", val="No List"), el("uiPriority", val=99), el("semiHidden"),
                 el("unhideWhenUsed"), type="numbering", styleId="NoList", default=1)  # fmt: skip
    rows = [line("bottom", looks.LINE, HAIRLINE), line("insideH", looks.LINE, HAIRLINE)]
    return [
        usual,
        no_list,
        _table_style("RuledTable", "Ruled table", rows, (4, 0, 5, 10)),
        _table_style("MatrixTable", "Matrix table", rows, (4, 0, 5, 2)),
        _table_style("SideBySide", "Side by side", (), (0, 0, 0, 6)),
    ]


# Lists


def numbering() -> list[Element]:
    """The lists: clauses with their sub-clauses, annexes, bullets, boxes to tick."""
    clauses = (
        _level(0, "decimal", "%1", "Heading1", HANGING),
        _level(1, "decimal", "%1.%2", "Subclause", HANGING + 6),
    )
    # A space after the word keeps long titles beside the letter and not below a tab.
    annexes = (_level(0, "upperLetter", "Annex %1\u00a0", "AnnexHeading", 0, "space"),)
    lists = {
        CLAUSES: clauses,
        ANNEXES: annexes,
        BULLETS: (_level(0, "bullet", "\u2022", "ListBullet", 12),),
        BOXES: (_level(0, "bullet", "\u2610", "TickBox", 14),),
    }
    kinds = {CLAUSES: "multilevel"}
    abstract = [
        el("abstractNum", el("multiLevelType", val=kinds.get(key, "singleLevel")), *levels, abstractNumId=key)
        for key, levels in lists.items()
    ]
    return [*abstract, *(el("num", el("abstractNumId", val=key), numId=key) for key in lists)]


def _level(at: int, kind: str, text: str, style: str, hanging: float, after: str = "tab") -> Element:
    return el(
        "lvl",
        el("start", val=1),
        el("numFmt", val=kind),
        el("pStyle", val=style),
        el("suff", val=after),
        el("lvlText", val=text),
        el("lvlJc", val="left"),
        el("pPr", el("ind", left=twips(hanging), hanging=twips(hanging))),
        ilvl=at,
    )
