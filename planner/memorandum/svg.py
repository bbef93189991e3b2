"""A picture as an SVG file: shapes and text alone, with nothing that is looked up elsewhere."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from planner.memorandum.drawing import Box, Measure, Picture, Primitive, Shape, Stroke, Words
from planner.memorandum.legible import legible

FONTS = "'Source Sans 3','Source Sans Pro','Noto Sans',Arial,Helvetica,sans-serif"
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}


def svg(picture: Picture, measure: Measure, *, title: str, said: str) -> bytes:
    """The picture in points; `measure` says how wide a text is, so that another typeface keeps to it."""
    wide, tall = _number(picture.width), _number(picture.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{wide}pt" height="{tall}pt" '
        f'viewBox="0 0 {wide} {tall}" role="img" aria-labelledby="title desc" font-family="{FONTS}">',
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="desc">{_text(said)}</desc>',
        f'<rect width="{wide}" height="{tall}" fill="#FFFFFF"/>',
        *(_drawn(shape, measure) for shape in picture.primitives),
        "</svg>",
    ]
    return "\n".join(lines).encode() + b"\n"


def _drawn(shape: Primitive, measure: Measure) -> str:
    match shape:
        case Box(x, y, width, height, fill, outline, radius, line):
            numbers = _numbers(x=x, y=y, width=max(width, 0), height=max(height, 0))
            edge = f' stroke="{outline}" stroke-width="{_number(line)}"' if outline else ""
            round_ = f' rx="{_number(radius)}"' if radius else ""
            return f'<rect {numbers} fill="{fill}"{edge}{round_}/>'
        case Stroke(x1, y1, x2, y2, colour, width, dashed):
            numbers = _numbers(x1=x1, y1=y1, x2=x2, y2=y2)
            dash = ' stroke-dasharray="2 2"' if dashed else ""
            return f'<line {numbers} stroke="{colour}" stroke-width="{_number(width)}"{dash}/>'
        case Shape(points, fill):
            corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
            return f'<polygon points="{corners}" fill="{fill}"/>'
        case _:
            return _words(shape, measure)


def _words(words: Words, measure: Measure) -> str:
    anchor = f' text-anchor="{_ANCHORS[words.anchor]}"' if words.anchor != "left" else ""
    weight = ' font-weight="600"' if words.semibold else ""
    # Where the reader has another typeface, its letters are set closer or wider to the same length.
    wide = measure(words.text, words.size, words.semibold)
    length = f' textLength="{_number(wide)}" lengthAdjust="spacingAndGlyphs"' if len(words.text) > 3 else ""
    place = f'{_numbers(x=words.x, y=words.baseline)} font-size="{_number(words.size)}"'
    return f'<text {place} fill="{words.colour}"{anchor}{weight}{length}>{_text(words.text)}</text>'


def _text(text: str) -> str:
    return escape(legible(text))


def _numbers(**named: float) -> str:
    return " ".join(f"{name}={quoteattr(_number(value))}" for name, value in named.items())


def _number(value: float) -> str:
    """A length with at most two places behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
