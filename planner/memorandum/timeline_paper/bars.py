"""Bars and milestones in a row: filled, with tail, progress, deadline, earlier dates and name."""

from __future__ import annotations

from collections.abc import Iterator

from planner.memorandum.drawing import Box, Primitive, Shape, Stroke, Words
from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.ground import (
    BAR_HEIGHT,
    GHOST,
    GHOST_STEP,
    TAIL,
    Days,
    Ground,
    deadline_of,
    is_missed,
)
from planner.memorandum.timeline_paper.inks import Inks, filled, ghost_box, hollow
from planner.memorandum.timeline_paper.placing import NAME_SIZE, Placed
from planner.timeline.drawn.shapes import Bar, Diamond

DIAMOND = 5.0
DONE = 1.7


def drawn_shape(ground: Ground, each: Placed, top: float, sheet: int) -> Iterator[Primitive]:
    """What a sheet shows of a shape whose row begins at `top`."""
    shape, axis, inks = each.shape, ground.axes[sheet], ground.inks
    middle = top + BAR_HEIGHT / 2
    names = [name for name in each.names if name.sheet == sheet]
    # A white ground keeps a name that stands beside its bar legible on hatching.
    grounds = [
        Box(n.x - 1.5, top + 1, n.width + 3, BAR_HEIGHT - 2, fill=inks.surface) for n in names if n.text
    ]
    on_top = inks.is_patterned and any(name.on_bar for name in names)
    yield from () if on_top else _deadline_line(shape, middle, axis, inks)
    yield from () if on_top else grounds
    yield from _ghosts(ground, each, top, axis)
    is_critical = shape.activity_id in ground.marks.critical
    has_progress = isinstance(shape, Bar) and bool(shape.progress)
    if isinstance(shape, Diamond):
        if shape.late > shape.start:
            yield Stroke(axis.x(shape.start), middle, axis.x(shape.late), middle, inks.side[shape.side], TAIL)
        if each.names[0].sheet == sheet:
            yield from diamond(shape, (axis.x(shape.start), middle), inks, is_critical=is_critical)
    else:
        is_last = sheet == len(ground.axes) - 1
        yield from _bar(shape, top, axis, inks, is_critical=is_critical, is_last=is_last)
    yield from grounds if on_top else ()
    raised = 0.7 if has_progress else 0.0
    for name in names:
        if name.text:
            yield Words(name.x, middle + 2.6 - raised, name.text, NAME_SIZE, inks.ink)
    yield from _deadline(shape, top, axis, inks, is_own=ground.marks.is_own)


def _bar(
    shape: Bar, top: float, axis: Axis, inks: Inks, *, is_critical: bool, is_last: bool
) -> Iterator[Primitive]:
    """A bar with its tail; where no further sheet shows the rest of that, an arrow says that it runs on."""
    middle, ink = top + BAR_HEIGHT / 2, inks.side[shape.side]
    left = axis.x(shape.start)
    right = max(axis.x(shape.end), left + 3) if shape.end > axis.start else left
    if shape.late_end > shape.end:
        yield Stroke(right, middle, axis.x(shape.late_end), middle, ink, TAIL)
    if shape.late_end > axis.end and is_last:
        yield Shape(
            ((axis.right - 5, middle - 2.5), (axis.right - 5, middle + 2.5), (axis.right, middle)), ink
        )
    if right <= left:
        return
    place = (left, top, right - left, BAR_HEIGHT)
    if shape.clause:
        yield from hollow(place, ink, inks.surface)
    else:
        yield from filled(place, shape.side, inks, begins=shape.start >= axis.start, is_critical=is_critical)
    if shape.progress:
        reached = axis.x(round(shape.start + (shape.end - shape.start) * min(shape.progress, 100) / 100))
        below = top + BAR_HEIGHT
        if reached > left:
            # A white edge, so that it is seen in a dark bar of a copy.
            if inks.is_patterned:
                yield Box(left, below - DONE - 1.3, reached - left + 0.6, DONE + 1.3, fill=inks.surface)
            yield Box(left, below - DONE - 0.3, reached - left, DONE, fill=inks.ink)


def diamond(shape: Diamond, at: tuple[float, float], inks: Inks, *, is_critical: bool) -> Iterator[Primitive]:
    """A milestone: filled; hollow where it follows from a clause; in a ring with nothing to spare."""
    ink = inks.side[shape.side]
    if is_critical:
        yield Shape(corners(*at, DIAMOND + 1.6), inks.ink)
        yield Shape(corners(*at, DIAMOND + 0.2), inks.surface)
        yield Shape(corners(*at, DIAMOND - 1.1), ink)
    else:
        yield Shape(corners(*at, DIAMOND), ink)
    if shape.clause:
        yield Shape(corners(*at, DIAMOND - (2.6 if is_critical else 1.6)), inks.surface)


def corners(x: float, y: float, reach: float) -> tuple[tuple[float, float], ...]:
    """The corners of a square on its tip."""
    return ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))


def _ghosts(ground: Ground, each: Placed, top: float, axis: Axis) -> Iterator[Primitive]:
    """Where it stood in earlier plans, the newest nearest."""
    for number, ghosts in enumerate(ground.marks.ghosts):
        days = ghosts.days.get(each.shape.activity_id)
        if days and axis.shows(*days):
            left, right = ghost_span(each.shape, axis, days)
            below = top + BAR_HEIGHT + 0.8 + number * GHOST_STEP
            yield ghost_box((left, below, right - left, GHOST), number, ground.inks)


def ghost_span(shape: Bar | Diamond, axis: Axis, days: Days) -> tuple[float, float]:
    """Where earlier dates begin and end on a sheet; those of a milestone are wide enough to be seen."""
    left = axis.x(days[0])
    return (left - 2, left + 2) if isinstance(shape, Diamond) else (left, max(axis.x(days[1]), left + 2))


def _deadline_line(shape: Bar | Diamond, middle: float, axis: Axis, inks: Inks) -> Iterator[Primitive]:
    """From where the work ends to a deadline that is later."""
    day = deadline_of(shape)
    end = max(shape.end, shape.late_end) if isinstance(shape, Bar) else max(shape.start, shape.late)
    if day is not None and day > end and axis.shows(end, day):
        yield Stroke(axis.x(end), middle, axis.x(day), middle, inks.muted, 0.4, dashed=True)


def _deadline(
    shape: Bar | Diamond, top: float, axis: Axis, inks: Inks, *, is_own: bool
) -> Iterator[Primitive]:
    day = deadline_of(shape)
    if day is not None and axis.start <= day <= axis.end:
        ink = inks.clash if is_own and is_missed(shape) else inks.ink
        yield from deadline_flag(axis.x(day), top, ink)


def deadline_flag(x: float, top: float, ink: str) -> Iterator[Primitive]:
    """A flag on its pole, at the end of the last day that something may take."""
    yield Stroke(x, top - 1, x, top + BAR_HEIGHT + 0.5, ink, 0.9)
    yield Shape(((x - 2.8, top - 1.2), (x + 2.8, top - 1.2), (x, top + 3.2)), ink)
