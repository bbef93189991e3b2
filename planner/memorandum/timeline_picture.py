"""The timeline's plan as pictures for paper: none taller than a page, each with its own axis.

Takes lanes, days and clocks from the plan. Shapes are stacked anew, because how far a name
reaches depends on the width of the paper. Clashes stay off the paper: they are for the planners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.memorandum import looks
from planner.memorandum.drawing import (
    Box,
    Measure,
    Picture,
    Primitive,
    Shape,
    Stroke,
    Words,
    hatching,
    shortened,
)
from planner.timeline.axis import Scale, ticks
from planner.timeline.shapes import Band, Bar, Diamond, Lane, Plan

LABEL_WIDTH = 84.0
CHART_LEFT = 94.0
AXIS_HEIGHT = 24.0
ROW_HEIGHT = 15.0
BAR_HEIGHT = 11.0
CLOCK_HEIGHT = 12.0
LANE_PADDING = 6.0
TALLEST = 600.0
NAME_SIZE = 7.5
TAIL = 0.9
KEY_SIZE, KEY_LINE = 6.5, 9.0
_MOST_KEY_LINES = 4


@dataclass(frozen=True)
class _Axis:
    """Where a day stands on the paper. `months_from` counts project months instead of dates."""

    start: int
    end: int
    right: float
    months_from: date | None

    def x(self, day: int) -> float:
        """The distance of a day from the left edge, kept on the chart."""
        share = (min(max(day, self.start), self.end) - self.start) / max(self.end - self.start, 1)
        return CHART_LEFT + share * (self.right - CHART_LEFT)

    def marks(self) -> Iterator[tuple[float, str, str]]:
        """Months, quarters or years, as they fit: where, the name, and the year where one begins."""
        month_width = 30.4 * (self.right - CHART_LEFT) / max(self.end - self.start, 1)
        scale: Scale = "month" if month_width >= 17 else "quarter" if month_width >= 6 else "year"
        free_from = 0.0
        year_before = ""
        for tick in ticks(self.start, self.end, scale, self.months_from):
            name = tick.label.partition(" ")[0]
            x = self.x(tick.day)
            is_shown = x >= free_from and x + 4 * len(name) <= self.right and x + 12 < self._after(tick.day)
            free_from = x + 4 * len(name) + 3 if is_shown else free_from
            # A line for each year of a thousand would be a grey wall.
            if not is_shown and (tick.day < self.start or scale == "year"):
                continue
            year = "" if self.months_from or scale == "year" else str(date.fromordinal(tick.day).year)
            yield x, name if is_shown else "", year if year != year_before else ""
            year_before = year

    def _after(self, day: int) -> float:
        """Where the next month begins, so that a sliver of a month at the edge stays unnamed."""
        return self.x(day + 28) if day < self.start else self.right


@dataclass(frozen=True)
class _Placed:
    """A bar or a milestone in a row, with its name and where that stands."""

    shape: Bar | Diamond
    row: int
    name: str
    name_x: float
    name_width: float


def timeline_pictures(
    plan: Plan, width: float, months_from: date | None, drawn: Callable[[str], str], measure: Measure
) -> tuple[Picture, ...]:
    """The plan on paper `width` points wide; `drawn` makes a text fit the typeface."""
    axis = _Axis(plan.start, plan.end, width, months_from)
    pieces = [piece for lane in range(len(plan.lanes)) for piece in _pieces(plan, lane, axis, drawn, measure)]
    pictures: list[Picture] = []
    held: list[tuple[float, tuple[Primitive, ...]]] = []
    for piece in pieces:
        if held and AXIS_HEIGHT + sum(height for height, _ in held) + piece[0] > TALLEST:
            pictures.append(_assembled(held, axis))
            held = []
        held.append(piece)
    return (*pictures, _assembled(held, axis)) if held else ()


def _assembled(pieces: list[tuple[float, tuple[Primitive, ...]]], axis: _Axis) -> Picture:
    """Pieces of lanes under one axis."""
    height = AXIS_HEIGHT + sum(piece[0] for piece in pieces)
    shapes: list[Primitive] = []
    for x, name, year in axis.marks():
        shapes.append(Stroke(x, AXIS_HEIGHT - 4, x, height, looks.LINE))
        shapes += [Words(x + 1, AXIS_HEIGHT - 6, name, 7, looks.MUTED)] if name else []
        shapes += [Words(x + 1, AXIS_HEIGHT - 15, year, 7, looks.INK, semibold=True)] if year else []
    top = AXIS_HEIGHT
    for tall, lane in pieces:
        shapes.append(Stroke(0, top, axis.right, top, looks.LINE, 0.75))
        shapes += [_moved(shape, top) for shape in lane]
        top += tall
    shapes.append(Stroke(0, top, axis.right, top, looks.LINE, 0.75))
    return Picture(axis.right, height + 1, tuple(shapes))


def _moved(shape: Primitive, down: float) -> Primitive:
    match shape:
        case Box():
            return replace(shape, y=shape.y + down)
        case Stroke():
            return replace(shape, y1=shape.y1 + down, y2=shape.y2 + down)
        case Shape():
            return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
        case _:
            return replace(shape, baseline=shape.baseline + down)


def _pieces(
    plan: Plan, lane_number: int, axis: _Axis, drawn: Callable[[str], str], measure: Measure
) -> Iterator[tuple[float, tuple[Primitive, ...]]]:
    """One lane, in pieces no taller than a page: height and shapes from the piece's own top."""
    lane = plan.lanes[lane_number]
    bands = [band for band in plan.bands if band.lane == lane_number]
    strips = sorted({band.row for band in bands})
    clock = CLOCK_HEIGHT * len(strips)
    mine = [shape for shape in _shapes(plan) if shape.lane == lane_number]
    placed = _placed(mine, axis, drawn, measure)
    rows = 1 + max((p.row for p in placed), default=-1)
    keys = _keys(bands, axis, drawn, measure)
    legend = _legend(keys, axis, measure)
    below = KEY_LINE * len(legend)
    room = int((TALLEST - AXIS_HEIGHT - clock - below - 2 * LANE_PADDING) // ROW_HEIGHT)
    for first in range(0, max(rows, 1), room):
        label, label_height = _label(lane, first > 0, drawn, measure)
        shown = [p for p in placed if first <= p.row < first + room]
        chart = clock + ROW_HEIGHT * min(rows - first, room)
        height = max(chart + below, label_height) + 2 * LANE_PADDING
        shapes: list[Primitive] = [Box(0, 1.5, looks.RULE, height - 3, fill=looks.SIDE_INK[lane.side])]
        for band in bands:
            top = LANE_PADDING + CLOCK_HEIGHT * strips.index(band.row)
            shapes += _band(band, top, (LANE_PADDING + clock, height - 2 - below), axis, keys, drawn)
        for piece in shown:
            shapes += _shape(piece, LANE_PADDING + clock + (piece.row - first) * ROW_HEIGHT, axis)
        for at, line in enumerate(legend):
            baseline = height - 4 - KEY_LINE * (len(legend) - 1 - at)
            wide = measure(line, KEY_SIZE, False)
            shapes.append(Box(CHART_LEFT - 1, baseline - 6, wide + 2, KEY_LINE - 1, fill=looks.WHITE))
            shapes.append(Words(CHART_LEFT, baseline, line, KEY_SIZE, looks.MUTED))
        yield height, (*shapes, *label)


def _keys(bands: list[Band], axis: _Axis, drawn: Callable[[str], str], measure: Measure) -> dict[str, int]:
    """A number for each name of a period that does not fit into its stretch."""
    keys: dict[str, int] = {}
    for band in sorted(bands, key=lambda band: (band.start, band.row)):
        name, room = drawn(band.name), axis.x(band.end) - axis.x(band.start) - 3
        if room >= 1 and measure(name, KEY_SIZE, False) > room:
            keys.setdefault(name, len(keys) + 1)
    return keys


def _legend(keys: dict[str, int], axis: _Axis, measure: Measure) -> list[str]:
    """What the numbers stand for, in lines as wide as the chart."""
    lines: list[str] = []
    for name, number in keys.items():
        entry = shortened(f"{number} {name}", axis.right - CHART_LEFT, KEY_SIZE, measure)
        longer = f"{lines[-1]}  ·  {entry}" if lines else ""
        if lines and measure(longer, KEY_SIZE, False) <= axis.right - CHART_LEFT:
            lines[-1] = longer
        else:
            lines.append(entry)
    return lines[:_MOST_KEY_LINES]


def _shapes(plan: Plan) -> list[Bar | Diamond]:
    return [*plan.bars, *plan.diamonds]


def _label(
    lane: Lane, is_continued: bool, drawn: Callable[[str], str], measure: Measure
) -> tuple[tuple[Primitive, ...], float]:
    title = drawn(lane.title) + (" (continued)" if is_continued else "")
    lines = [(line, 8.5, looks.INK, True) for line in _wrapped(title, 8.5, True, measure)]
    lines += [(line, 7.0, looks.MUTED, False) for line in _wrapped(drawn(lane.subtitle), 7.0, False, measure)]
    top = LANE_PADDING
    words: list[Primitive] = []
    for text, size, colour, semibold in lines:
        top += size + 2.0
        words.append(Words(9, top - 2.5, text, size, colour, semibold))
    return tuple(words), top - LANE_PADDING


def _wrapped(text: str, size: float, semibold: bool, measure: Measure) -> list[str]:
    """At most three lines that fit beside the chart; the last one is cut where there is more."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < 2:
        taken = 1
        while taken < len(words) and measure(" ".join(words[: taken + 1]), size, semibold) <= LABEL_WIDTH - 9:
            taken += 1
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    lines += [" ".join(words)] if words else []
    return [shortened(line, LABEL_WIDTH - 9, size, measure, semibold=semibold) for line in lines]


def _placed(
    shapes: list[Bar | Diamond], axis: _Axis, drawn: Callable[[str], str], measure: Measure
) -> list[_Placed]:
    """Shapes in the first row that has room for them with their names."""
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for shape in sorted(shapes, key=lambda s: (s.start, s.row, s.name)):
        left, right = _extent(shape, axis)
        name, name_x, low, high = _named(drawn(shape.name), shape, left, right, axis, measure)
        row = next((row for row in rows if all(high + 3 <= a or low >= b + 3 for a, b in row)), None)
        if row is None:
            rows.append(row := [])
        row.append((low, high))
        number = next(n for n, r in enumerate(rows) if r is row)
        placed.append(_Placed(shape, number, name, name_x, measure(name, NAME_SIZE, False)))
    return placed


def _extent(shape: Bar | Diamond, axis: _Axis) -> tuple[float, float]:
    if isinstance(shape, Diamond):
        return axis.x(shape.start) - 5, max(axis.x(shape.start) + 5, axis.x(shape.late))
    return axis.x(shape.start), max(axis.x(shape.start) + 3, axis.x(shape.end), axis.x(shape.late_end))


def _named(
    name: str, shape: Bar | Diamond, left: float, right: float, axis: _Axis, measure: Measure
) -> tuple[str, float, float, float]:
    """The name, where it starts, and the stretch of the row that shape and name take."""
    wide = measure(name, NAME_SIZE, False)
    inside = axis.x(shape.end) - left - 8 if isinstance(shape, Bar) else 0.0
    if wide <= inside:
        return name, left + 5, left, right
    if wide <= axis.right - right - 4:
        return name, right + 4, left, right + 4 + wide
    if wide <= left - 4 - CHART_LEFT:
        return name, left - 4 - wide, left - 4 - wide, right
    room = max(inside, axis.right - right - 4, left - 4 - CHART_LEFT)
    name = shortened(name, room, NAME_SIZE, measure)
    wide = measure(name, NAME_SIZE, False)
    if room == inside:
        return name, left + 5, left, right
    if room == axis.right - right - 4:
        return name, right + 4, left, right + 4 + wide
    return name, left - 4 - wide, left - 4 - wide, right


def _shape(placed: _Placed, top: float, axis: _Axis) -> list[Primitive]:
    shape = placed.shape
    ink, soft = looks.SIDE_INK[shape.side], looks.SIDE_SOFT[shape.side]
    middle = top + BAR_HEIGHT / 2
    # A white ground keeps a name that stands beside its bar legible on hatching.
    drawn: list[Primitive] = [
        Box(placed.name_x - 1.5, top + 1, placed.name_width + 3, BAR_HEIGHT - 2, fill=looks.WHITE)
    ]
    if isinstance(shape, Diamond):
        x = axis.x(shape.start)
        if shape.late > shape.start:
            drawn.append(Stroke(x, middle, axis.x(shape.late), middle, ink, TAIL))
        drawn.append(Shape(((x, middle - 5), (x + 5, middle), (x, middle + 5), (x - 5, middle)), ink))
        if shape.clause:
            inner = ((x, middle - 3.4), (x + 3.4, middle), (x, middle + 3.4), (x - 3.4, middle))
            drawn.append(Shape(inner, looks.WHITE))
    else:
        left = axis.x(shape.start)
        right = max(axis.x(shape.end), left + 3)
        if shape.late_end > shape.end:
            drawn.append(Stroke(right, middle, axis.x(shape.late_end), middle, ink, TAIL))
        if shape.clause:
            drawn += _hollow(left, top, right, ink)
        else:
            drawn.append(Box(left, top, right - left, BAR_HEIGHT, fill=soft, outline=ink, radius=1.5))
            drawn.append(Box(left, top, 2, BAR_HEIGHT, fill=ink))
    return [*drawn, Words(placed.name_x, middle + 2.6, placed.name, NAME_SIZE)]


def _hollow(left: float, top: float, right: float, ink: str) -> list[Primitive]:
    """A bar that follows from a clause: empty, with a dashed edge, so that grey print tells it apart."""
    below = top + BAR_HEIGHT
    edges = (
        (left, top, right, top),
        (left, below, right, below),
        (left, top, left, below),
        (right, top, right, below),
    )
    ground = Box(left, top, right - left, BAR_HEIGHT, fill=looks.WHITE)
    return [ground, *(Stroke(*edge, ink, 0.75, dashed=True) for edge in edges)]


def _band(
    band: Band,
    top: float,
    below: tuple[float, float],
    axis: _Axis,
    keys: dict[str, int],
    drawn: Callable[[str], str],
) -> list[Primitive]:
    """A stretch of the lane's clock: a strip with its name or key, hatched down the lane when closed."""
    left, right = axis.x(band.start), axis.x(band.end)
    if right - left < 2:
        return []
    ink, soft, line = looks.SIDE_INK[band.side], looks.SIDE_SOFT[band.side], looks.SIDE_LINE[band.side]
    name = drawn(band.name)
    said = str(keys.get(name, name)) if right - left >= 4 else ""
    words = [Words(left + (2 if right - left > 8 else 0.5), top + 6.5, said, KEY_SIZE, ink)] if said else []
    if band.style == "band":
        return [Box(left, top - 1, right - left - 1.5, CLOCK_HEIGHT - 2, fill=soft), *words]
    return [*hatching(left, below[0] - 1, right, below[1], line), *words]
