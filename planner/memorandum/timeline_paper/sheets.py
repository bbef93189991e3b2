"""The timeline on sheets of paper: all on one page, or over pages that can be laid side by side.

Over several pages every sheet repeats the lane titles and the axis, says which row and column it is,
and shows days and rows that no other sheet shows; its letters are never smaller than 6.5 points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from string import ascii_uppercase

from planner.memorandum import looks
from planner.memorandum.drawing import Box, Picture, Primitive, Shape, Stroke, Words
from planner.memorandum.timeline_paper.axis import Axis, windows
from planner.memorandum.timeline_paper.columns import (
    TRACK,
    Across,
    columns_axes,
    columns_of,
    header_of,
    wide_track,
)
from planner.memorandum.timeline_paper.columns_drawing import columns_sheets
from planner.memorandum.timeline_paper.dates import DateRow, dates_pages
from planner.memorandum.timeline_paper.ground import (
    AXIS_HEIGHT,
    CHART_LEFT,
    LABEL_WIDTH,
    Days,
    Ground,
    Marks,
)
from planner.memorandum.timeline_paper.inks import BLACK_AND_WHITE, COLOURS, Inks
from planner.memorandum.timeline_paper.lanes import tall_together, under_axis
from planner.memorandum.timeline_paper.moving import moved
from planner.memorandum.timeline_paper.pieces import Piece, pieces_of, stacked
from planner.memorandum.timeline_paper.placing import NAME_SIZE, Letters
from planner.memorandum.timeline_paper.proposal import proposal
from planner.memorandum.timeline_paper.signs import signs
from planner.memorandum.timeline_paper.ties import Threads, links_on, pins_on, threads
from planner.timeline.drawn.shapes import Plan
from planner.timeline.pace import Pace

PAPERS = {**looks.PAPER, "A3": (297 * looks.MM, 420 * looks.MM)}
MARGIN, HEAD, FOOT = 28.0, 26.0, 16.0
MONTH_WIDTH = 36.0
LARGEST, SMALLEST = 1.4, 0.04
CLASH_SIZE, CLASH_LINE = 8.0, 11.0
_NEVER = 1e9
# So often a size is tried until everything fits on one page.
_STEPS = 7


@dataclass(frozen=True)
class Sheet:
    """How the timeline is put on paper: "plan" over sheets, or "proposal", a picture of a journal's width."""

    paper: str = "A4"
    is_landscape: bool = True
    is_tiled: bool = False
    is_columns: bool = False
    is_proposal: bool = False
    is_black_and_white: bool = False
    journal_mm: int = 170

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        short, long = PAPERS[self.paper]
        return (long, short) if self.is_landscape else (short, long)


@dataclass(frozen=True)
class Printed:
    """What is printed: the plan, its name and its parties, and beside it clashes, earlier dates, a table."""

    plan: Plan
    title: str
    as_of: str
    months_from: date | None = None
    clashes: tuple[str, ...] = ()
    marks: Marks = field(default_factory=Marks)
    parties: str = ""
    dates: tuple[DateRow, ...] = ()


def sheets(printed: Printed, sheet: Sheet, letters: Letters, pace: Pace | None = None) -> tuple[Picture, ...]:
    """The pictures, one for each page. Raises GivenUp when nobody waits for them any more."""
    pace = pace or Pace()
    if sheet.is_proposal:
        return (proposal(printed.plan, printed.months_from, sheet.journal_mm, letters),)
    inks = BLACK_AND_WHITE if sheet.is_black_and_white else COLOURS
    tables = list(dates_pages(printed.dates, _inside(sheet), letters, inks))
    if sheet.is_tiled:
        return tuple(_tiled(printed, sheet, letters, inks, pace, tables))
    pages = (_page(printed, sheet, letters, inks, table, "dates", has_signs=False) for table in tables)
    return (_one_page(printed, sheet, letters, inks, pace), *pages)


def name_size(printed: Printed, sheet: Sheet, letters: Letters, pace: Pace | None = None) -> float:
    """How many points high names would be with all of it on one page."""
    return NAME_SIZE * _on_page(printed, sheet, letters, COLOURS, pace or Pace())[2]


# On one page


def _one_page(printed: Printed, sheet: Sheet, letters: Letters, inks: Inks, pace: Pace) -> Picture:
    """Everything on one sheet, as large as it can be; clashes stand below what the signs mean."""
    chart, lines, _ = _on_page(printed, sheet, letters, inks, pace)
    below = tuple(_listed(lines, 14, inks))
    return _page(printed, sheet, letters, inks, chart, "", below=below)


def _on_page(
    printed: Printed, sheet: Sheet, letters: Letters, inks: Inks, pace: Pace
) -> tuple[tuple[Primitive, ...], list[tuple[str, str]], float]:
    """The chart on one sheet, the lines of the clashes below it, and to which scale it is drawn."""
    wide, tall = _inside(sheet)
    lines = _clash_lines(printed.clashes, wide, letters)
    most = int(0.3 * tall // CLASH_LINE)
    if len(lines) > most:
        left_out = sum(1 for number, _ in lines[most - 1 :] if number)
        lines = [*lines[: most - 1], ("", f"and {left_out} more")]
    room = tall - CLASH_LINE * len(lines) - (14 if lines else 0)
    chart, scale = _fitted(printed, sheet, letters, inks, (wide, room), pace)
    return chart, lines, scale


def _fitted(
    printed: Printed, sheet: Sheet, letters: Letters, inks: Inks, room: tuple[float, float], pace: Pace
) -> tuple[tuple[Primitive, ...], float]:
    """The chart as large as fits into the room, and its scale."""
    wide, tall = room
    whole = ((printed.plan.start, printed.plan.end),)

    def across(scale: float) -> Across:
        header = header_of(printed.plan)
        axes = columns_axes(whole, tall / scale, header, printed.months_from)
        return Across(printed.plan, wide / scale, axes, letters, inks, TRACK, printed.marks)

    def lanes(scale: float) -> tuple[Ground, list[Piece]]:
        ground = _ground(printed, letters, inks, whole, wide / scale)
        return ground, list(pieces_of(ground))

    def height(scale: float) -> float:
        if sheet.is_columns:
            return tall if len(columns_of(across(scale))) == 1 else _NEVER
        return tall_together(lanes(scale)[1]) * scale

    scale = LARGEST
    if height(scale) > tall + 0.5:
        low, high = SMALLEST, LARGEST
        for step in range(_STEPS):
            pace.reach(step, 2 * _STEPS)
            scale = (low * high) ** 0.5
            low, high = (scale, high) if height(scale) <= tall + 0.5 else (low, scale)
        scale = low
    pace.reach(_STEPS, 2 * _STEPS)
    if sheet.is_columns:
        shapes = columns_sheets(across(scale))[0][0]
    else:
        ground, pieces = lanes(scale)
        shapes, _ = _under_links(ground, pieces, threads(ground, [pieces]), (0, 0))
    return tuple(moved(shape, scale=scale) for shape in shapes), scale


def _ground(
    printed: Printed, letters: Letters, inks: Inks, cuts: Sequence[Days], wide: float, tallest: float = _NEVER
) -> Ground:
    longest = max(end - start for start, end in cuts)
    axes = []
    for start, end in cuts:
        right = CHART_LEFT + (wide - CHART_LEFT) * (end - start) / max(longest, 1)
        axes.append(Axis(start, end, CHART_LEFT, right, printed.months_from))
    return Ground(printed.plan, axes, letters, tallest, inks, LABEL_WIDTH, printed.marks)


def _under_links(
    ground: Ground, pieces: Sequence[Piece], made: Threads, cell: tuple[int, int]
) -> tuple[tuple[Primitive, ...], float]:
    """Pieces of lanes with the links behind them and the pins of clashes in front."""
    axis = ground.axes[cell[1]]
    behind = [*_today(ground, axis, tall_together(pieces) - 1), *links_on(made, cell)]
    shapes, height = under_axis(ground, pieces, cell[1], behind)
    return (*shapes, *pins_on(made, cell)), height


def _today(ground: Ground, axis: Axis, height: float) -> Iterator[Primitive]:
    """The line of today, on the sheet that shows it; a plan for others begins on its first day."""
    today = ground.plan.today
    if ground.plan.start < today and axis.start <= today < axis.end:
        x = axis.x(today)
        yield Stroke(x, AXIS_HEIGHT - 15, x, height, ground.inks.clash, 0.8)
        yield Words(x + 2, AXIS_HEIGHT - 15, "today", 6.5, ground.inks.clash)


# Over several pages


def _tiled(
    printed: Printed,
    sheet: Sheet,
    letters: Letters,
    inks: Inks,
    pace: Pace,
    tables: Sequence[tuple[Primitive, ...]],
) -> Iterator[Picture]:
    """Every sheet, row by row from the top, each row from the left."""
    charts = _charts_in_columns if sheet.is_columns else _charts_in_lanes
    rows = charts(printed, sheet, letters, inks, pace)
    lists = list(_clash_pages(printed, sheet, letters, inks))
    across, down = len(rows[0]), len(rows)
    total, page = across * down + len(lists) + len(tables), 0
    for row, charts_of_row in enumerate(rows):
        for column, chart in enumerate(charts_of_row):
            page += 1
            pace.reach(total + page, 4 * total)
            where = f"page {page} of {total}"
            if across * down > 1:
                where = f"row {row + 1}, column {column_name(column)} · {where}"
            grid = tuple(_grid(sheet, (across, down), (column, row), inks))
            yield _page(printed, sheet, letters, inks, chart, where, grid)
    lists_named = [*(("clashes", shapes) for shapes in lists), *(("dates", shapes) for shapes in tables)]
    for name, shapes in lists_named:
        page += 1
        where = f"{name} · page {page} of {total}"
        yield _page(printed, sheet, letters, inks, shapes, where, has_signs=False)


def _charts_in_columns(
    printed: Printed, sheet: Sheet, letters: Letters, inks: Inks, pace: Pace
) -> list[list[tuple[Primitive, ...]]]:
    """What each sheet shows where time runs down, row by row."""
    (wide, tall), plan = _inside(sheet), printed.plan
    header = header_of(plan)
    cuts = windows(plan.start, plan.end, tall - header, MONTH_WIDTH, printed.months_from)
    axes = columns_axes(cuts, tall, header, printed.months_from)
    pace.reach(0, 4)
    track = wide_track(plan, letters)
    return columns_sheets(Across(plan, wide, axes, letters, inks, track, printed.marks))


def _charts_in_lanes(
    printed: Printed, sheet: Sheet, letters: Letters, inks: Inks, pace: Pace
) -> list[list[tuple[Primitive, ...]]]:
    """What each sheet shows where time runs to the right, row by row."""
    (wide, tall), plan = _inside(sheet), printed.plan
    cuts = windows(plan.start, plan.end, wide - CHART_LEFT, MONTH_WIDTH, printed.months_from)
    ground = _ground(printed, letters, inks, cuts, wide, tall - AXIS_HEIGHT - 2)
    pace.reach(0, 4)
    held = stacked(list(pieces_of(ground)), ground.tallest)
    made = threads(ground, held)
    charts: list[list[tuple[Primitive, ...]]] = []
    for row, pieces in enumerate(held):
        pace.reach(row, 4 * len(held))
        charts.append([_under_links(ground, pieces, made, (row, at))[0] for at in range(len(cuts))])
    return charts


def column_name(number: int) -> str:
    """A column as spreadsheets name them: A to Z, then AA."""
    name = ascii_uppercase[number % 26]
    return column_name(number // 26 - 1) + name if number >= 26 else name


def _grid(sheet: Sheet, size: tuple[int, int], here: tuple[int, int], inks: Inks) -> Iterator[Primitive]:
    """A small map of the sheets, this one filled; none where there are too many to tell apart."""
    across, down = size
    if across * down == 1 or across > 24 or down > 8:
        return
    wide, tall = (8.0, 5.6) if sheet.is_landscape else (5.6, 8.0)
    tall = min(tall, (HEAD - 10) / down)
    left = _inside(sheet)[0] - across * wide
    for row in range(down):
        for column in range(across):
            fill = inks.muted if (column, row) == here else inks.surface
            yield Box(left + column * wide, row * tall, wide - 0.8, tall - 0.8, fill, inks.line)


def _clash_pages(
    printed: Printed, sheet: Sheet, letters: Letters, inks: Inks
) -> Iterator[tuple[Primitive, ...]]:
    wide, tall = _inside(sheet)
    lines = _clash_lines(printed.clashes, wide, letters)
    most = int((tall - 20) // CLASH_LINE)
    for first in range(0, len(lines), most):
        yield tuple(_listed(lines[first : first + most], 12, inks))


# The furniture of a sheet


def _inside(sheet: Sheet) -> tuple[float, float]:
    """The room of the chart: the sheet less its margins, head and foot."""
    wide, tall = sheet.size
    return wide - 2 * MARGIN, tall - 2 * MARGIN - HEAD - FOOT


def _page(
    printed: Printed,
    sheet: Sheet,
    letters: Letters,
    inks: Inks,
    chart: Iterable[Primitive],
    where: str,
    grid: Sequence[Primitive] = (),
    *,
    below: Sequence[Primitive] = (),
    has_signs: bool = True,
) -> Picture:
    """A chart under its title, with what the signs mean right under it, and `below` that the clashes."""
    (wide, tall), chart = sheet.size, tuple(chart)
    inside = wide - 2 * MARGIN
    taken = max((inside - shape.x + 8 for shape in grid if isinstance(shape, Box)), default=0.0)
    right = inside - taken
    said = " · ".join(part for part in (where, printed.as_of) if part)
    room = right - letters.wide(said, 8) - 14
    title = letters.fitted(letters.drawn(printed.title), room, 12, semibold=True)
    head: tuple[Primitive, ...] = (
        Words(0, 10, title, 12, inks.ink, semibold=True),
        Words(0, 20, letters.fitted(letters.drawn(printed.parties), right, 8), 8, inks.muted),
        Words(right, 10, said, 8, inks.muted, anchor="right"),
        *grid,
    )
    foot: tuple[Primitive, ...] = ()
    if has_signs:
        foot = tuple(signs(printed.plan, inks, letters, inside, printed.marks, lines=2))
    lowest = tall - MARGIN - 8 - (_bottom(below) if below else 0.0)
    under = min(MARGIN + HEAD + _bottom(chart) + 8, lowest)
    put = partial(moved, along=MARGIN)
    shapes = [
        *(put(shape, down=MARGIN) for shape in head),
        *(put(shape, down=MARGIN + HEAD) for shape in chart),
        *(put(shape, down=under) for shape in foot),
        *(put(shape, down=under + _bottom(foot)) for shape in below),
    ]
    return Picture(wide, tall, tuple(shapes))


def _bottom(shapes: Iterable[Primitive]) -> float:
    """How far down shapes reach; 0 without any."""
    return max(map(_lowest, shapes), default=0.0)


def _lowest(shape: Primitive) -> float:
    match shape:
        case Box():
            return shape.y + shape.height
        case Stroke():
            return max(shape.y1, shape.y2)
        case Shape():
            return max(y for _, y in shape.points)
        case Words():
            return shape.baseline


def _clash_lines(clashes: Sequence[str], wide: float, letters: Letters) -> list[tuple[str, str]]:
    """The clashes in lines: the number before the first line of each."""
    found: list[tuple[str, str]] = []
    for number, sentence in enumerate(clashes, start=1):
        lines = letters.wrapped(letters.drawn(sentence), wide - 20, CLASH_SIZE, 3) or [""]
        found += [(str(number) if at == 0 else "", line) for at, line in enumerate(lines)]
    return found


def _listed(lines: Iterable[tuple[str, str]], top: float, inks: Inks) -> Iterator[Primitive]:
    for at, (number, text) in enumerate(lines):
        baseline = top + at * CLASH_LINE
        if number:
            yield Words(8, baseline, number, CLASH_SIZE, inks.clash, semibold=True, anchor="right")
        yield Words(14, baseline, text, CLASH_SIZE, inks.ink)
