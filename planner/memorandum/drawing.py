"""Pictures as simple shapes in points, y downwards from the top left corner. No PDF library.

Whatever plays them (a page, a test) needs only four primitives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.memorandum import looks
from planner.terms import Letter, Side

# How wide a text is in points: text, size, whether semibold.
Measure = Callable[[str, float, bool], float]


@dataclass(frozen=True)
class Box:
    """A filled rectangle, with an outline where it has a colour, `line` wide."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    outline: str = ""
    radius: float = 0
    line: float = looks.HAIRLINE


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = looks.HAIRLINE
    dashed: bool = False


@dataclass(frozen=True)
class Shape:
    """A closed, filled outline."""

    points: tuple[tuple[float, float], ...]
    fill: str


@dataclass(frozen=True)
class Words:
    """A line of text; `x` is its left edge, its middle or its right edge, as `anchor` says."""

    x: float
    baseline: float
    text: str
    size: float
    colour: str = looks.INK
    semibold: bool = False
    anchor: str = "left"


Primitive = Box | Stroke | Shape | Words


@dataclass(frozen=True)
class Picture:
    """Primitives in drawing order, and the room they take."""

    width: float
    height: float
    primitives: tuple[Primitive, ...]


def shortened(text: str, width: float, size: float, measure: Measure, *, semibold: bool = False) -> str:
    """`text`, cut with an ellipsis where it is wider than `width`."""
    text = " ".join(text.split())
    if measure(text, size, semibold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", size, semibold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def hatching(
    left: float, top: float, right: float, bottom: float, colour: str, *, step: float = 4.0
) -> Iterator[Stroke]:
    """Slanting lines, cut off at the edges of a rectangle."""
    tall = bottom - top
    offset = step
    while offset < right - left + tall:
        x1, y1 = left + offset, top
        if x1 > right:
            x1, y1 = right, top + (left + offset - right)
        x2, y2 = left + offset - tall, bottom
        if x2 < left:
            x2, y2 = left, top + offset
        yield Stroke(x1, y1, x2, y2, colour, 0.4)
        offset += step


CHIP_WIDTH, CHIP_HEIGHT = 19.0, 13.0


def chip(letter: Letter, side: Side) -> Picture:
    """A letter of the role matrix. Each letter also has its own ground, so that grey print reads."""
    ink, soft, line = looks.SIDE_INK[side], looks.SIDE_SOFT[side], looks.SIDE_LINE[side]
    accountable = letter in (Letter.ACCOUNTABLE, Letter.ACCOUNTABLE_RESPONSIBLE)
    width = 25.0 if letter is Letter.ACCOUNTABLE_RESPONSIBLE else CHIP_WIDTH
    grounds: tuple[Primitive, ...] = ()
    if accountable:
        grounds = (Box(0, 0, width, CHIP_HEIGHT, fill=ink, radius=2.5),)
    elif letter is Letter.RESPONSIBLE:
        grounds = (Box(0, 0, width, CHIP_HEIGHT, fill=soft, outline=line, radius=2.5),)
    text = "A R" if letter is Letter.ACCOUNTABLE_RESPONSIBLE else letter.value
    colour = looks.WHITE if accountable else ink
    word = Words(width / 2, CHIP_HEIGHT - 3.6, text, 8.5, colour, semibold=True, anchor="middle")
    return Picture(width, CHIP_HEIGHT, (*grounds, word))


def ruled(width: float, lines: int, columns: int, *, step: float = 24.0, gap: float = 18.0) -> Picture:
    """Lines to write on, in columns side by side."""
    column = (width - gap * (columns - 1)) / columns
    strokes = tuple(
        Stroke(at * (column + gap), row * step, at * (column + gap) + column, row * step, looks.LINE, 0.75)
        for row in range(1, lines + 1)
        for at in range(columns)
    )
    return Picture(width, lines * step + 4, strokes)
