"""The lanes of a plan on paper, drawn: clocks, captions of work packages, bars, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from planner.memorandum import looks
from planner.memorandum.drawing import Box, Primitive, Stroke, Words, hatching
from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.bars import drawn_shape
from planner.memorandum.timeline_paper.ground import AXIS_HEIGHT, KEY_SIZE, Ground
from planner.memorandum.timeline_paper.moving import moved
from planner.memorandum.timeline_paper.pieces import CLOCK_HEIGHT, KEY_LINE, Caption, Piece
from planner.memorandum.timeline_paper.placing import last_day
from planner.timeline.drawn.shapes import Band

CAPTION_SIZE = 7.0


def drawn_piece(ground: Ground, piece: Piece, sheet: int) -> Iterator[Primitive]:
    """What a piece shows on one of the sheets side by side, from its own top."""
    axis, inks = ground.axes[sheet], ground.inks
    side = ground.plan.lanes[piece.lane].side
    legend = piece.legends[sheet]
    ink = inks.side[side]
    yield Box(0, 1.5, looks.RULE, piece.height - 3, fill=inks.soft[side] if inks.is_patterned else ink)
    rows = sorted({band.row for band in piece.clock})
    top_strip = piece.chart_top - CLOCK_HEIGHT * len(rows)
    for band in piece.clock:
        if axis.shows(band.start, band.end):
            top = top_strip + CLOCK_HEIGHT * rows.index(band.row)
            area = (piece.chart_top, piece.height - 2 - piece.legend_height)
            yield from _band(ground, band, top, area, axis, piece.keys[sheet])
    for caption in piece.captions:
        yield from _caption(ground, caption, piece.chart_top + caption.row * ground.row_height, axis)
    for each in piece.rows:
        if axis.shows(each.shape.start, last_day(each.shape)) or each.names[0].sheet == sheet:
            yield from drawn_shape(ground, each, piece.chart_top + each.row * ground.row_height, sheet)
    for at, line in enumerate(legend):
        baseline = piece.height - 4 - KEY_LINE * (len(legend) - 1 - at)
        wide = ground.letters.wide(line, KEY_SIZE)
        yield Box(axis.left - 1, baseline - 6, wide + 2, KEY_LINE - 1, fill=inks.surface)
        yield Words(axis.left, baseline, line, KEY_SIZE, inks.muted)
    yield from piece.label


def _band(
    ground: Ground, band: Band, top: float, area: tuple[float, float], axis: Axis, keys: Mapping[str, str]
) -> Iterator[Primitive]:
    """A stretch of the lane's clock: a strip with its name or key, hatched down the lane when closed."""
    left, right = axis.x(band.start), axis.x(band.end)
    if right - left < 2:
        return
    inks = ground.inks
    name = ground.letters.drawn(band.name)
    said = keys.get(name, name) if right - left >= 4 else ""
    if band.style == "band":
        fill = inks.surface if inks.is_patterned else inks.soft[band.side]
        outline = inks.line if inks.is_patterned else ""
        yield Box(left, top - 1, right - left - 1.5, CLOCK_HEIGHT - 2, fill, outline)
    else:
        yield from hatching(left, area[0] - 1, right, area[1], inks.edge[band.side])
    if said:
        at = left + (2 if right - left > 8 else 0.5)
        yield Words(at, top + 6.5, said, KEY_SIZE, inks.side[band.side])


def _caption(ground: Ground, caption: Caption, top: float, axis: Axis) -> Iterator[Primitive]:
    """The title of a work package above its rows, under a fine line."""
    inks, letters = ground.inks, ground.letters
    room = axis.right - axis.left - 4
    title = letters.fitted(letters.drawn(caption.title), room, CAPTION_SIZE, semibold=True)
    wide = letters.wide(title, CAPTION_SIZE, semibold=True)
    line = top + (0.5 if caption.title else -1.5)
    yield Stroke(axis.left, line, axis.right, line, inks.line)
    if not title:
        return
    yield Box(axis.left - 1, top + 1.5, wide + 3, 9.5, fill=inks.surface)
    yield Words(axis.left, top + 8.8, title, CAPTION_SIZE, inks.muted, semibold=True)


def under_axis(
    ground: Ground, pieces: Sequence[Piece], sheet: int, behind: Iterable[Primitive] = ()
) -> tuple[tuple[Primitive, ...], float]:
    """Pieces of lanes under one axis, and how tall they are together; `behind` them, what is quiet."""
    axis, inks = ground.axes[sheet], ground.inks
    height = tall_together(pieces)
    shapes: list[Primitive] = []
    for x, name, year in axis.marks():
        shapes.append(Stroke(x, AXIS_HEIGHT - 4, x, height - 1, inks.line))
        shapes += [Words(x + 1, AXIS_HEIGHT - 6, name, 7, inks.muted)] if name else []
        shapes += [Words(x + 1, AXIS_HEIGHT - 15, year, 7, inks.ink, semibold=True)] if year else []
    shapes += behind
    top = AXIS_HEIGHT
    for piece in pieces:
        shapes.append(Stroke(0, top, axis.right, top, inks.line, 0.75))
        shapes += map(partial(moved, down=top), drawn_piece(ground, piece, sheet))
        top += piece.height
    shapes.append(Stroke(0, top, axis.right, top, inks.line, 0.75))
    return tuple(shapes), height


def tall_together(pieces: Iterable[Piece]) -> float:
    """How tall pieces are under their axis."""
    return AXIS_HEIGHT + sum(piece.height for piece in pieces) + 1
