"""The lanes of a plan in pieces that fit on sheets: work packages, rows and the keys of their clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from planner.memorandum.drawing import Box, Primitive, Words
from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.ground import BAR_HEIGHT, KEY_SIZE, Ground, package_of
from planner.memorandum.timeline_paper.placing import Letters, Placed, placed, shapes_of
from planner.timeline.drawn.shapes import Band, Bar, Diamond, Lane

CLOCK_HEIGHT = 12.0
LANE_PADDING = 6.0
KEY_LINE = 9.0
CONTINUED = " (continued)"
_MOST_KEY_LINES = 4
# So many rows at least begin at the foot of a sheet; so much of a sheet may stay empty below whole lanes.
_FEWEST_ROWS, _EMPTY = 3, 0.35


@dataclass(frozen=True)
class Caption:
    """The title of a work package, in a row of its own; without one, the line behind the last package."""

    title: str
    row: int


@dataclass(frozen=True)
class Piece:
    """Rows of one lane that stay together: their height, and what is drawn on each sheet side by side."""

    lane: int
    height: float
    chart_top: float
    captions: tuple[Caption, ...]
    rows: tuple[Placed, ...]
    clock: tuple[Band, ...]
    keys: tuple[Mapping[str, str], ...]
    legends: tuple[tuple[str, ...], ...]
    label: tuple[Primitive, ...]

    @property
    def legend_height(self) -> float:
        """The room that the meaning of its keys takes below the rows."""
        return KEY_LINE * max(map(len, self.legends))


@dataclass(frozen=True)
class _Line:
    """A row of a lane before it has a place: shapes, or the caption of the work package itself."""

    package: str
    shapes: tuple[Placed, ...] = ()
    is_caption: bool = False


def pieces_of(ground: Ground) -> Iterator[Piece]:
    """Every lane, from the top down, cut where a sheet ends."""
    shapes: list[list[Bar | Diamond]] = [[] for _ in ground.plan.lanes]
    clocks: list[list[Band]] = [[] for _ in ground.plan.lanes]
    for shape in shapes_of(ground.plan):
        shapes[shape.lane].append(shape)
    for band in ground.plan.bands:
        clocks[band.lane].append(band)
    left = ground.tallest
    for number, lane in enumerate(ground.plan.lanes):
        lines = list(_lines(ground, lane, shapes[number]))
        for piece in _cut(ground, number, lines, clocks[number], left):
            left = (left if piece.height <= left else ground.tallest) - piece.height
            yield piece


def stacked(pieces: Sequence[Piece], tallest: float) -> list[list[Piece]]:
    """The pieces sheet by sheet, none of them taller than that."""
    sheets: list[list[Piece]] = []
    room = 0.0
    for piece in pieces:
        if not sheets or piece.height > room:
            sheets.append([])
            room = tallest
        sheets[-1].append(piece)
        room -= piece.height
    return sheets


def _lines(ground: Ground, lane: Lane, shapes: list[Bar | Diamond]) -> Iterator[_Line]:
    """The rows of a lane: what stands in no work package, and each package below its caption."""
    groups: dict[tuple[int, str], list[Bar | Diamond]] = {}
    for shape in shapes:
        groups.setdefault(package_of(lane, shape.row), []).append(shape)
    for (_, package), held in sorted(groups.items(), key=lambda group: group[0][0]):
        rows: dict[int, list[Placed]] = {}
        for each in placed(held, ground.axes, ground.letters, keeps_off=ground.inks.is_patterned):
            rows.setdefault(each.row, []).append(each)
        if package and rows:
            yield _Line(package, is_caption=True)
        for row in sorted(rows):
            yield _Line(package, tuple(rows[row]))


def _cut(
    ground: Ground, number: int, lines: Sequence[_Line], clock: Sequence[Band], left: float
) -> Iterator[Piece]:
    """A lane in pieces, the first in what is left of a sheet if that is worth it."""
    lane, letters = ground.plan.lanes[number], ground.letters
    # Where numbers stand for clashes, periods have letters.
    mark = _letter if ground.marks.is_own else str
    keys = tuple(_keys(clock, axis, letters, mark) for axis in ground.axes)
    legends = tuple(_legend(each, axis, letters) for each, axis in zip(keys, ground.axes, strict=True))
    strips = CLOCK_HEIGHT * len({band.row for band in clock})
    at = 0
    while True:
        label, label_height = _label(ground, lane, at > 0)
        above = label_height if not ground.label_width else 0.0
        fixed = strips + above + KEY_LINE * max(map(len, legends)) + 2 * LANE_PADDING
        fits = _rows_in(left, ground, fixed, label_height)
        fresh = max(_rows_in(ground.tallest, ground, fixed, label_height), 2)
        rest = len(lines) - at
        if fits < rest:
            is_worth = fits >= _FEWEST_ROWS and (rest > fresh or left > _EMPTY * ground.tallest)
            fits = fits if is_worth and left < ground.tallest else fresh
        held = list(lines[at : at + fits])
        if at and held and held[0].package and not held[0].is_caption:
            held = [_Line(held[0].package + CONTINUED, is_caption=True), *held[: fits - 1]]
            at -= 1
        if len(held) == fits and len(held) > 1 and held[-1].is_caption:
            held.pop()
        at += len(held)
        height = max(fixed + ground.row_height * len(held), label_height + 2 * LANE_PADDING)
        captions = tuple(
            Caption(line.package, row)
            for row, line in enumerate(held)
            if line.is_caption or (row and held[row - 1].package and not line.package)
        )
        rows = tuple(
            Placed(each.shape, row, each.names) for row, line in enumerate(held) for each in line.shapes
        )
        top = LANE_PADDING + strips + above
        yield Piece(number, height, top, captions, rows, tuple(clock), keys, legends, label)
        left = 0.0
        if at >= len(lines):
            return


def _rows_in(room: float, ground: Ground, fixed: float, label_height: float) -> int:
    """How many rows of a lane the room holds; none where not even its title fits."""
    if label_height + 2 * LANE_PADDING > room:
        return 0
    return max(int((room - fixed) // ground.row_height), 0)


def _letter(number: int) -> str:
    """A letter for a number from 1 on: a to z, then aa and so on."""
    before, at = divmod(number - 1, len(ascii_lowercase))
    return (_letter(before) if before else "") + ascii_lowercase[at]


def _keys(
    bands: Sequence[Band], axis: Axis, letters: Letters, mark: Callable[[int], str]
) -> Mapping[str, str]:
    """A mark for each name of a period that does not fit into its stretch."""
    keys: dict[str, str] = {}
    for band in sorted(bands, key=lambda band: (band.start, band.row)):
        room = axis.x(band.end) - axis.x(band.start) - 3
        if room >= 1:
            name = letters.drawn(band.name)
            if letters.wide(name, KEY_SIZE) > room:
                keys.setdefault(name, mark(len(keys) + 1))
    return keys


def _legend(keys: Mapping[str, str], axis: Axis, letters: Letters) -> tuple[str, ...]:
    """What the marks stand for, in lines as wide as the chart."""
    lines: list[str] = []
    room = axis.right - axis.left
    for name, mark in keys.items():
        entry = letters.fitted(f"{mark} {name}", room, KEY_SIZE)
        longer = f"{lines[-1]}  ·  {entry}" if lines else ""
        if lines and letters.wide(longer, KEY_SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(entry)
    return tuple(lines[:_MOST_KEY_LINES])


def _label(ground: Ground, lane: Lane, is_continued: bool) -> tuple[tuple[Primitive, ...], float]:
    """The title of a lane, and how tall it is."""
    letters, inks = ground.letters, ground.inks
    wide = (ground.label_width or ground.axes[0].right) - 9
    title = letters.drawn(lane.title) + (CONTINUED if is_continued else "")
    subtitle = letters.drawn(lane.subtitle)
    if ground.label_width:
        lines = [(line, 8.5, inks.ink, True) for line in letters.wrapped(title, wide, 8.5, 3, semibold=True)]
        lines += [(line, 7.0, inks.muted, False) for line in letters.wrapped(subtitle, wide, 7.0, 3)]
    else:
        # Above its lane a title needs room of its own, and a ground that covers the lines of the axis.
        lines = [(letters.fitted(title, wide, 8.5, semibold=True), 8.5, inks.ink, True)]
    top = LANE_PADDING
    words: list[Primitive] = []
    for text, size, colour, semibold in lines:
        top += size + (2.0 if ground.label_width else 5.0)
        if ground.label_width:
            words.append(Words(9, top - 2.5, text, size, colour, semibold))
            continue
        wide = letters.wide(text, size, semibold=True)
        words.append(Box(5, top - 3.5 - size, wide + 2, size + 2, fill=inks.surface))
        words.append(Words(6, top - 5.5, text, size, colour, semibold))
    return tuple(words), top - LANE_PADDING


def middle_of(ground: Ground, piece: Piece, each: Placed) -> float:
    """How far below the top of its piece the middle of a shape stands."""
    return piece.chart_top + each.row * ground.row_height + BAR_HEIGHT / 2
