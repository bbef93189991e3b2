"""The plan in columns, drawn: clocks on the outer edges, bars downwards, links and pins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from planner.memorandum import looks
from planner.memorandum.drawing import Box, Primitive, Shape, Stroke, Words, hatching
from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.bars import DIAMOND, DONE, diamond, ghost_span
from planner.memorandum.timeline_paper.columns import (
    AXIS_WIDTH,
    BAR,
    CAPTION,
    NAME_LINE,
    NAME_SIZE,
    PADDING,
    STRIP,
    Across,
    Column,
    Seat,
    columns_of,
    extent_of,
    most_lines,
)
from planner.memorandum.timeline_paper.ground import (
    GHOST,
    GHOST_STEP,
    KEY_SIZE,
    TAIL,
    deadline_of,
    is_missed,
)
from planner.memorandum.timeline_paper.inks import filled, ghost_box, hollow
from planner.memorandum.timeline_paper.placing import last_day
from planner.memorandum.timeline_paper.ties import LINE, arrow, pin_mark, pinned
from planner.timeline.drawn.shapes import Bar, Diamond, Tie

# How far left of a bar a link comes down to it.
_BESIDE = 3.0


def columns_sheets(across: Across) -> list[list[tuple[Primitive, ...]]]:
    """What each sheet shows, row by row of sheets."""
    sheets = columns_of(across)
    return [[tuple(_drawn(across, columns, at)) for columns in sheets] for at in range(len(across.axes))]


def _drawn(across: Across, columns: Sequence[Column], at: int) -> Iterator[Primitive]:
    axis, inks = across.axes[at], across.inks
    for y, name, year in axis.marks(step=9.0):
        yield Stroke(AXIS_WIDTH - 4, y, columns[-1].right, y, inks.line)
        if name:
            yield Words(AXIS_WIDTH - 6, y + 7, name, 7, inks.muted, anchor="right")
        if year:
            yield Words(0, y + 7, year, 7, inks.ink, semibold=True)
    for column in columns:
        yield from _clock(across, column, axis)
    today = across.plan.today
    if across.plan.start < today and axis.start <= today < axis.end:
        yield Stroke(AXIS_WIDTH - 4, axis.x(today), columns[-1].right, axis.x(today), inks.clash, 0.8)
        yield Words(AXIS_WIDTH - 6, axis.x(today) - 1.5, "today", KEY_SIZE, inks.clash, anchor="right")
    spots = {seat.shape.activity_id: column.x(seat) for column in columns for seat in column.part.seats}
    for tie in across.plan.ties:
        yield from _link(across, tie, spots, axis)
    for column in columns:
        for seat in column.part.seats:
            if axis.shows(seat.shape.start, last_day(seat.shape)) or seat.sheet == at:
                yield from _shape(across, column, seat, at)
        yield from _header(across, column, axis)
    yield Stroke(columns[-1].right, 0, columns[-1].right, axis.right, inks.line, 0.75)
    yield from _pins(across, spots, axis)


def _header(across: Across, column: Column, axis: Axis) -> Iterator[Primitive]:
    inks, letters, lane = across.inks, across.letters, column.part.lane
    fill = inks.soft[lane.side] if inks.is_patterned else inks.side[lane.side]
    yield Box(column.left + 1.5, 0, column.right - column.left - 3, looks.RULE, fill)
    yield Stroke(column.left, 0, column.left, axis.right, inks.line, 0.75)
    room = column.right - column.left - 10
    title = letters.drawn(lane.title) + (" (continued)" if column.part.first else "")
    lines = letters.wrapped(title, room, 8.5, 2, semibold=True)
    for at, line in enumerate(lines):
        yield Words(column.left + PADDING, 12 + at * 10, line, 8.5, inks.ink, semibold=True)
    subtitle = letters.fitted(letters.drawn(lane.subtitle), room, 7)
    yield Words(column.left + PADDING, 12 + len(lines) * 10 - 1, subtitle, 7, inks.muted)
    for name, first, count in column.part.packages:
        # A work package: its title above its tracks, under a line as wide as they are.
        left, wide = column.track_left(first) - 3, count * column.track - 4
        top = axis.left - CAPTION
        said = letters.fitted(letters.drawn(name), wide, 7, semibold=True)
        yield Stroke(left, top, left + wide, top, inks.side[lane.side], 0.75)
        yield Words(left, top + 8, said, 7, inks.muted, semibold=True)


def _clock(across: Across, column: Column, axis: Axis) -> Iterator[Primitive]:
    """The clock of the lane: strips on its outer edge, hatching across it where it is closed."""
    inks, letters = across.inks, across.letters
    for band in column.part.bands:
        top, below = axis.x(band.start), axis.x(band.end)
        if not axis.shows(band.start, band.end) or below - top < 1.5:
            continue
        left = column.strip(band.row)
        if band.style == "band":
            fill, line = (inks.surface, inks.line) if inks.is_patterned else (inks.soft[band.side], "")
            yield Box(left + 2, top, STRIP - 4, below - top - 1, fill, line)
        else:
            yield from hatching(column.left + 1, top, column.right - 1, below, inks.edge[band.side])
        if below - top >= 8:
            most = 2 if below - top >= 16 else 1
            for at, name in enumerate(letters.wrapped(letters.drawn(band.name), STRIP - 6, KEY_SIZE, most)):
                if band.style != "band":
                    ground = letters.wide(name, KEY_SIZE) + 2
                    yield Box(left + 3, top + 1 + 7 * at, ground, 7, fill=inks.surface)
                yield Words(left + 4, top + 6.6 + 7 * at, name, KEY_SIZE, inks.side[band.side])


def _shape(across: Across, column: Column, seat: Seat, at: int) -> Iterator[Primitive]:
    shape, axis, inks, letters = seat.shape, across.axes[at], across.inks, across.letters
    x = column.x(seat)
    middle = x + BAR / 2
    top = axis.x(shape.start)
    name_top = seat.top if seat.sheet == at else axis.left
    most = max(most_lines(extent_of(shape, axis)[1] - top), 2)
    room = column.track - across.beside - 3
    lines = letters.wrapped(letters.drawn(shape.name), room, NAME_SIZE, most)
    for number, line in enumerate(lines):
        wide, high = letters.wide(line, NAME_SIZE), name_top + number * NAME_LINE
        yield Box(x + across.beside - 1, high, wide + 2, NAME_LINE, fill=inks.surface)
    yield from _deadline_line(across, shape, middle, axis)
    is_critical = shape.activity_id in across.marks.critical
    if isinstance(shape, Diamond):
        if shape.late > shape.start:
            yield Stroke(middle, top, middle, axis.x(shape.late), inks.side[shape.side], TAIL)
        if seat.sheet == at:
            yield from diamond(shape, (middle, top), inks, is_critical=is_critical)
    else:
        yield from _bar(across, shape, x, axis, is_critical=is_critical)
    for number, ghosts in enumerate(across.marks.ghosts):
        days = ghosts.days.get(shape.activity_id)
        if days and axis.shows(*days):
            (low, high), left = ghost_span(shape, axis, days), x + BAR + 0.8 + number * GHOST_STEP
            yield ghost_box((left, low, GHOST, high - low), number, inks)
    for number, line in enumerate(lines):
        yield Words(x + across.beside, name_top + 6.4 + number * NAME_LINE, line, NAME_SIZE, inks.ink)
    day = deadline_of(shape)
    if day is not None and axis.start <= day <= axis.end:
        ink, y = inks.clash if across.marks.is_own and is_missed(shape) else inks.ink, axis.x(day)
        yield Stroke(x - 1, y, x + BAR + 0.5, y, ink, 0.9)
        yield Shape(((x - 1.2, y - 2.8), (x - 1.2, y + 2.8), (x + 3.2, y)), ink)


def _bar(across: Across, shape: Bar, x: float, axis: Axis, *, is_critical: bool) -> Iterator[Primitive]:
    inks, ink = across.inks, across.inks.side[shape.side]
    top = axis.x(shape.start)
    below = max(axis.x(shape.end), top + 3) if shape.end > axis.start else top
    if shape.late_end > shape.end:
        yield Stroke(x + BAR / 2, below, x + BAR / 2, axis.x(shape.late_end), ink, TAIL)
    if below <= top:
        return
    place = (x, top, BAR, below - top)
    if shape.clause:
        yield from hollow(place, ink, inks.surface)
    else:
        begins = shape.start >= axis.start
        yield from filled(place, shape.side, inks, begins=begins, upright=True, is_critical=is_critical)
    reached = axis.x(round(shape.start + (shape.end - shape.start) * min(shape.progress, 100) / 100))
    if shape.progress and reached > top:
        right = x + BAR - 0.3
        if inks.is_patterned:
            yield Box(right - DONE - 1.0, top, DONE + 1.3, reached - top + 0.6, fill=inks.surface)
        yield Box(right - DONE, top, DONE, reached - top, fill=inks.ink)


def _deadline_line(across: Across, shape: Bar | Diamond, middle: float, axis: Axis) -> Iterator[Primitive]:
    """From where the work ends down to a deadline that is later."""
    day = deadline_of(shape)
    end = max(shape.end, shape.late_end) if isinstance(shape, Bar) else max(shape.start, shape.late)
    if day is not None and day > end and axis.shows(end, day):
        yield Stroke(middle, axis.x(end), middle, axis.x(day), across.inks.muted, 0.4, dashed=True)


def _link(across: Across, tie: Tie, spots: Mapping[UUID, float], axis: Axis) -> Iterator[Primitive]:
    """A link on this sheet: out of the side of the first, down beside the second, into its side."""
    before, after = spots.get(tie.from_id), spots.get(tie.to_id)
    start, end = round(tie.points[0][0]), round(tie.points[-1][0])
    if before is None or after is None or not axis.shows(min(start, end), max(start, end) + 1):
        return
    ink = across.inks.clash if tie.clash else across.inks.muted
    leaves = before + (BAR / 2 + DIAMOND if isinstance(tie.before, Diamond) else BAR)
    if after <= before:
        leaves = before + (BAR / 2 - DIAMOND if isinstance(tie.before, Diamond) else 0)
    into = after + (BAR / 2 - DIAMOND if isinstance(tie.after, Diamond) else 0)
    along, high, low = into - _BESIDE, axis.x(start), axis.x(end)
    corners = ((leaves, high), (along, high), (along, low), (into, low))
    for (x, y), (next_x, next_y) in pairwise(corners):
        # What belongs to a day on another sheet is not drawn at the edge of this one.
        day = start if y == high and next_y == high else end
        if y != next_y or axis.start <= day < axis.end:
            yield Stroke(x, y, next_x, next_y, ink, LINE)
    if axis.start <= end < axis.end:
        yield arrow((into, low), 1, 0, ink)


def _pins(across: Across, spots: Mapping[UUID, float], axis: Axis) -> Iterator[Primitive]:
    """The numbered pins of clashes; one without an activity stands beside the axis."""
    on = pinned(across.plan)
    for pin in across.plan.pins:
        id = on.get(pin.number)
        if not axis.start <= pin.day < axis.end or (id is not None and id not in spots):
            continue
        x = spots[id] if id is not None else AXIS_WIDTH - 6
        yield from pin_mark((x, axis.x(pin.day)), pin, across.inks)
