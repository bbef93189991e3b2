"""What the signs of a timeline on paper mean, on one line: only those that are on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from planner.memorandum.drawing import Box, Primitive, Shape, Stroke, Words, hatching
from planner.memorandum.timeline_paper.ground import Marks
from planner.memorandum.timeline_paper.inks import Inks, filled, ghost_box, hollow
from planner.memorandum.timeline_paper.moving import moved
from planner.memorandum.timeline_paper.placing import Letters, shapes_of
from planner.terms import Side
from planner.timeline.drawn.shapes import Plan
from planner.wording import spoken_date

SIGN_LINE = 10.0
_SIZE, _SWATCH, _TALL = 6.5, 16.0, 6.0
# Draws a sample from its left edge.
Sample = Callable[[float], Iterable[Primitive]]
_SIDES = {Side.ACADEMIC: "university", Side.JOINT: "together", Side.INDUSTRY: "company"}


def signs(
    plan: Plan, inks: Inks, letters: Letters, room: float, marks: Marks | None = None, *, lines: int = 1
) -> Iterator[Primitive]:
    """A sample of each sign with its meaning, as many as so many lines take."""
    left, line = 0.0, 0
    for sample, said in _kinds(plan, inks, marks or Marks()):
        wide = _SWATCH + 3 + letters.wide(said, _SIZE)
        if left and left + wide > room:
            left, line = 0.0, line + 1
        if line == lines:
            return
        words = Words(_SWATCH + 3, _TALL - 0.6, said, _SIZE, inks.muted)
        for shape in (*sample(0.0), words):
            yield moved(shape, along=left, down=line * SIGN_LINE)
        left += wide + 12


def _kinds(plan: Plan, inks: Inks, marks: Marks) -> Iterator[tuple[Sample, str]]:
    ink, middle = inks.muted, _TALL / 2
    fill = inks.surface if inks.is_patterned else inks.line
    if inks.is_patterned:
        sides = {bar.side for bar in plan.bars}
        for side in (side for side in Side if side in sides):
            yield partial(_pattern, side, inks), _SIDES[side]
    elif plan.bars:
        yield partial(_bar, inks=inks), "likely dates"
    if any(bar.late_end > bar.end for bar in plan.bars):
        yield lambda x: [Stroke(x, middle, x + _SWATCH, middle, ink, 0.9)], "up to the late case"
    if plan.diamonds:
        yield lambda x: [_diamond(x + _SWATCH - 5, middle, ink)], "milestone"
    if any(bar.progress for bar in plan.bars):
        yield lambda x: [*_bar(x, inks), Box(x, _TALL - 1.9, 10, 1.7, inks.ink)], "done so far"
    if any(shape.deadline is not None for shape in shapes_of(plan)):
        yield lambda x: _flag(x + _SWATCH - 4, inks), "deadline"
    if any(shape.activity_id in marks.critical for shape in shapes_of(plan)):
        yield lambda x: [Box(x + 0.7, 0.2, _SWATCH - 1.4, _TALL - 0.4, fill, inks.ink, 0, 1.4)], "no slack"
    if any(shape.clause for shape in shapes_of(plan)):
        yield lambda x: hollow((x, 0, _SWATCH, _TALL), ink, inks.surface), "follows from a clause"
    if any(band.style == "hatched" for band in plan.bands):
        yield lambda x: hatching(x, 0, x + _SWATCH, _TALL, ink), "hard to reach"
    for number, ghosts in enumerate(marks.ghosts):
        said = f"as planned on {spoken_date(ghosts.taken_on)}"
        yield partial(_ghost, number, inks), said


def _bar(x: float, inks: Inks) -> list[Primitive]:
    return [Box(x, 0, _SWATCH, _TALL, inks.line, inks.muted, 1.5)]


def _flag(x: float, inks: Inks) -> list[Primitive]:
    flag = Shape(((x - 2.8, -1), (x + 2.8, -1), (x, 3.2)), inks.ink)
    return [Stroke(x, -1, x, _TALL + 0.5, inks.ink, 0.9), flag]


def _ghost(number: int, inks: Inks, x: float) -> list[Primitive]:
    return [ghost_box((x, 2, _SWATCH, 1.8), number, inks)]


def _pattern(side: Side, inks: Inks, x: float) -> Iterator[Primitive]:
    return filled((x, 0, _SWATCH, _TALL), side, inks)


def _diamond(x: float, y: float, ink: str) -> Shape:
    return Shape(((x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)), ink)
