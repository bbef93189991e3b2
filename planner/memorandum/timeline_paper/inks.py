"""The colours of a timeline on paper, and how a bar is filled: in colour, or in patterns for a copier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.memorandum import looks
from planner.memorandum.drawing import Box, Primitive, Stroke, hatching
from planner.terms import Side

# The outline of what has nothing to spare.
STRONG = 1.4


@dataclass(frozen=True)
class Inks:
    """What everything is drawn with. `is_patterned`: sides differ by pattern, not by colour."""

    ink: str
    muted: str
    line: str
    surface: str
    side: Mapping[Side, str]
    soft: Mapping[Side, str]
    edge: Mapping[Side, str]
    clash: str
    pale: str
    is_patterned: bool = False


COLOURS = Inks(
    looks.INK,
    looks.MUTED,
    looks.LINE,
    looks.WHITE,
    looks.SIDE_INK,
    looks.SIDE_SOFT,
    looks.SIDE_LINE,
    looks.CLASH,
    "#A9AFBA",
)
_BLACK, _DARK, _GREY, _PALE, _WHITE = "#000000", "#4A4A4A", "#8C8C8C", "#D9D9D9", "#FFFFFF"
BLACK_AND_WHITE = Inks(
    _BLACK,
    _BLACK,
    _GREY,
    _WHITE,
    dict.fromkeys(Side, _BLACK),
    {Side.ACADEMIC: _DARK, Side.JOINT: _WHITE, Side.INDUSTRY: _PALE},
    dict.fromkeys(Side, _GREY),
    _BLACK,
    "#A0A0A0",
    is_patterned=True,
)


def filled(
    place: tuple[float, float, float, float],
    side: Side,
    inks: Inks,
    *,
    begins: bool = True,
    upright: bool = False,
    is_critical: bool = False,
) -> Iterator[Primitive]:
    """A bar: left, top, width, height. Where it `begins`, its left or upper edge is strong.

    What has nothing to spare has a strong outline.
    """
    left, top, wide, tall = place
    outline, line = (inks.ink, STRONG) if is_critical else (inks.side[side], looks.HAIRLINE)
    radius = 0 if inks.is_patterned else 1.5
    yield Box(left, top, wide, tall, inks.soft[side], outline, radius, line)
    if not inks.is_patterned:
        if begins:
            inset = STRONG / 2 if is_critical else 0.0
            along = wide - 2 * inset if upright else 2.0
            down = 2.0 if upright else tall - 2 * inset
            yield Box(left + inset, top + inset, along, down, inks.side[side])
    elif side is Side.JOINT:
        yield from hatching(left, top, left + wide, top + tall, inks.ink, step=3.5)
    elif side is Side.INDUSTRY:
        middle = top + tall / 2
        yield Stroke(left, middle, left + wide, middle, inks.ink, 0.4)


def ghost_box(place: tuple[float, float, float, float], number: int, inks: Inks) -> Box:
    """A bar of earlier dates: dark in the newest plan, paler in the one before, hollow in the oldest."""
    fill = (inks.muted, inks.pale, inks.surface)[min(number, 2)]
    left, top, wide, tall = place
    return Box(left, top, wide, tall, fill, "" if number < 2 else inks.muted, 0, 0.35)


def hollow(place: tuple[float, float, float, float], ink: str, surface: str) -> Iterator[Primitive]:
    """A bar that follows from a clause: empty, with a dashed edge, so that grey print tells it apart."""
    left, top, wide, tall = place
    right, below = left + wide, top + tall
    yield Box(left, top, wide, tall, fill=surface)
    for edge in (
        (left, top, right, top),
        (left, below, right, below),
        (left, top, left, below),
        (right, top, right, below),
    ):
        yield Stroke(*edge, ink, 0.75, dashed=True)
