"""Where a page may end: never under a heading, nor so that signatures stand on a page of their own."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, Table

from planner.memorandum.pdf.setting import FRESH_PAGE, Grid
from planner.memorandum.pdf.styles import BODY, BULLET
from planner.memorandum.pdf.text import Text


class Signing(Grid):
    """The places to sign."""


def broken(flowing: list[Flowable], width: float) -> list[Flowable]:
    """The same, with the places where a new page begins unless there is room enough."""
    kept = _signing(flowing, width)
    found: list[Flowable] = []
    after_lead = False
    for at, flowable in enumerate(flowing):
        is_lead = _leads(flowable)
        if at in kept:
            found.append(CondPageBreak(kept[at]))
        if is_lead and not after_lead:
            found.append(CondPageBreak(_room_for(flowing[at:], width)))
        found.append(flowable)
        after_lead = is_lead
    return found


def spaced(flowable: Flowable, after: float) -> Flowable:
    """The same with room under it, which is left out at the foot of a page."""
    flowable.spaceAfter = after
    return flowable


def height(flowing: Sequence[Flowable], width: float) -> float:
    """The height of all these, one under the other."""
    return float(sum(f.wrap(width, FRESH_PAGE)[1] + f.getSpaceBefore() + f.getSpaceAfter() for f in flowing))


def _leads(flowable: Flowable) -> bool:
    """Whether this belongs to what stands under it: a heading, or words that announce a list."""
    return hasattr(flowable, "outline") or (isinstance(flowable, Text) and flowable.text.endswith(":"))


def _signing(flowing: list[Flowable], width: float) -> dict[int, float]:
    """Before what a page ends sooner, so that signatures follow some of the text, and the room they need."""
    found: dict[int, float] = {}
    for at, flowable in enumerate(flowing):
        if not isinstance(flowable, Signing):
            continue
        first = at
        while first and not (isinstance(flowing[first], Text) and flowing[first].style in (BODY, BULLET)):
            first -= 1
        while first and _leads(flowing[first - 1]):
            first -= 1
        room = height(flowing[first : at + 1], width)
        if room <= FRESH_PAGE:
            found[first] = room
    return found


def _room_for(rest: Sequence[Flowable], width: float) -> float:
    """The height of a heading with the least that may stand under it, never a whole page."""
    room = 0.0
    for flowable in rest:
        if isinstance(flowable, CondPageBreak):
            return min(room + float(flowable.height), FRESH_PAGE)
        tall = height([flowable], width)
        if _leads(flowable):
            room += tall
            continue
        if isinstance(flowable, Text):
            tall = min(3 * flowable.style.leading, flowable.height)
        elif isinstance(flowable, Table):
            tall = float(sum(flowable._rowHeights[:2]))
        return min(room + tall, FRESH_PAGE)
    return min(room, FRESH_PAGE)
