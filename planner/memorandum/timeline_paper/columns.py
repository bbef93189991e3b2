"""The plan in columns, laid out: time runs down the page, and the two sides stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.ground import GHOST_STEP, Days, Marks, package_of
from planner.memorandum.timeline_paper.inks import Inks
from planner.memorandum.timeline_paper.placing import FLAG, Letters, shapes_of, sheets_of
from planner.terms import Side
from planner.timeline.drawn.shapes import Band, Bar, Diamond, Lane, Plan

AXIS_WIDTH = 34.0
HEADER, CAPTION = 36.0, 11.0
STRIP = 34.0
# How wide a bar with its name is at least: on one page, and where there may be several.
TRACK, WIDE_TRACK, WIDEST_TRACK = 56.0, 76.0, 96.0
BAR = 9.0
NAME_SIZE, NAME_LINE = 7.0, 8.2
PADDING = 5.0
_MOST_LINES = 6


@dataclass(frozen=True)
class Across:
    """What the columns are laid on: sheets under each other, so wide, and the plan's days on them.

    `track` is how wide a bar with its name is at least.
    """

    plan: Plan
    wide: float
    axes: Sequence[Axis]
    letters: Letters
    inks: Inks
    track: float = TRACK
    marks: Marks = field(default_factory=Marks)

    @property
    def beside(self) -> float:
        """How far from the left edge of a bar its name stands, behind its earlier dates."""
        return BAR + 3 + GHOST_STEP * len(self.marks.ghosts)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a shape stands: its track, and the sheet and the height that its name stands on."""

    shape: Bar | Diamond
    track: int
    sheet: int
    top: float


@dataclass(frozen=True)
class Part:
    """Some tracks of a lane, before they have a place on a sheet.

    `packages` are the titles of work packages, with the first of their tracks here and how many.
    """

    lane: Lane
    first: int
    count: int
    strips: tuple[int, ...]
    bands: tuple[Band, ...]
    seats: tuple[Seat, ...]
    packages: tuple[tuple[str, int, int], ...] = ()

    @property
    def fixed(self) -> float:
        """The room that clock and padding take, however wide the tracks are."""
        return len(self.strips) * STRIP + 2 * PADDING


@dataclass(frozen=True)
class Column:
    """A part in its place on a sheet; the clock stands on the outer edge."""

    part: Part
    left: float
    right: float
    track: float

    def strip(self, row: int) -> float:
        """The left edge of a strip of the clock."""
        at = self.part.strips.index(row) * STRIP
        is_right = self.part.lane.side is Side.INDUSTRY
        return (self.right - len(self.part.strips) * STRIP if is_right else self.left) + at

    def x(self, seat: Seat) -> float:
        """The left edge of a shape."""
        return self.track_left(seat.track)

    def track_left(self, track: int) -> float:
        """The left edge of what stands in a track."""
        before = 0 if self.part.lane.side is Side.INDUSTRY else len(self.part.strips) * STRIP
        return self.left + PADDING + before + (track - self.part.first) * self.track


def header_of(plan: Plan) -> float:
    """The room above the days: the titles, and those of work packages where there are any."""
    return HEADER + (CAPTION if any(lane.sublanes for lane in plan.lanes) else 0.0)


def wide_track(plan: Plan, letters: Letters) -> float:
    """How wide a bar with its name is where there may be several sheets: as the longest word, if it can."""
    words = {word for shape in shapes_of(plan) for word in letters.drawn(shape.name).split()}
    longest = max((letters.wide(word, NAME_SIZE) for word in words), default=0.0)
    return min(max(WIDE_TRACK, longest + BAR + 8), WIDEST_TRACK)


def columns_axes(
    cuts: Sequence[Days], tall: float, header: float, months_from: date | None
) -> tuple[Axis, ...]:
    """The axis of each sheet, from the top down, to one scale."""
    longest = max(max(end - start for start, end in cuts), 1)
    room = tall - header
    return tuple(
        Axis(start, end, header, header + room * (end - start) / longest, months_from) for start, end in cuts
    )


def columns_of(across: Across) -> list[list[Column]]:
    """The lanes from left to right, over as many sheets side by side as they need."""
    plan = across.plan
    shapes: list[list[Bar | Diamond]] = [[] for _ in plan.lanes]
    for shape in shapes_of(plan):
        shapes[shape.lane].append(shape)
    room = across.wide - AXIS_WIDTH
    sheets: list[list[Part]] = [[]]
    left = room
    for number, lane in enumerate(plan.lanes):
        bands = tuple(band for band in plan.bands if band.lane == number)
        strips = tuple(sorted({band.row for band in bands}))
        fixed = len(strips) * STRIP + 2 * PADDING
        seats, packages = _in_packages(across, lane, shapes[number])
        tracks = 1 + max((seat.track for seat in seats), default=0)
        first = 0
        while first < tracks:
            fitting = int((left - fixed) // across.track)
            if fitting < 1 and sheets[-1]:
                sheets.append([])
                left = room
                continue
            count = max(min(fitting, tracks - first), 1)
            mine = tuple(seat for seat in seats if first <= seat.track < first + count)
            named = tuple(_within(packages, first, count))
            sheets[-1].append(Part(lane, first, count, strips, bands, mine, named))
            left -= fixed + count * across.track
            first += count
    return [_spread(across, parts) for parts in sheets]


def _spread(across: Across, parts: Sequence[Part]) -> list[Column]:
    """The columns of one sheet, their tracks as wide as the sheet allows."""
    room = across.wide - AXIS_WIDTH - sum(part.fixed for part in parts)
    track = room / sum(part.count for part in parts)
    left = AXIS_WIDTH
    made = []
    for part in parts:
        right = left + part.fixed + part.count * track
        made.append(Column(part, left, right, track))
        left = right
    return made


Package = tuple[str, int, int]


def _in_packages(
    across: Across, lane: Lane, shapes: Iterable[Bar | Diamond]
) -> tuple[tuple[Seat, ...], tuple[Package, ...]]:
    """The seats of a lane, package beside package, and which tracks each package takes."""
    groups: dict[tuple[int, str], list[Bar | Diamond]] = {}
    for shape in shapes:
        groups.setdefault(package_of(lane, shape.row), []).append(shape)
    seats: list[Seat] = []
    packages: list[Package] = []
    first = 0
    for (_, title), held in sorted(groups.items(), key=lambda group: group[0][0]):
        mine = list(_seated(across, held))
        count = 1 + max((seat.track for seat in mine), default=-1)
        seats += [Seat(seat.shape, seat.track + first, seat.sheet, seat.top) for seat in mine]
        if title and count:
            packages.append((title, first, count))
        first += count
    return tuple(seats), tuple(packages)


def _within(packages: Iterable[Package], first: int, count: int) -> Iterator[Package]:
    """The packages that have tracks among these."""
    for title, begin, length in packages:
        low, high = max(begin, first), min(begin + length, first + count)
        if low < high:
            yield title, low, high - low


def _seated(across: Across, shapes: Iterable[Bar | Diamond]) -> Iterator[Seat]:
    """Each shape in the first track that is free as long as it lasts and its name takes."""
    letters = across.letters
    found = []
    for shape, on in ((shape, sheets_of(shape, across.axes)) for shape in shapes):
        if not on:
            continue
        sheet, ends = on[0], on[-1]
        axis = across.axes[sheet]
        top, below = extent_of(shape, axis)
        lines = letters.wrapped(
            letters.drawn(shape.name),
            across.track - across.beside - 3,
            NAME_SIZE,
            max(most_lines(below - top), 2),
        )
        tall = len(lines) * NAME_LINE
        name_top = max(min(top, axis.right - tall - 2), axis.left)
        low = sheet * 1e5 + min(top, name_top)
        high = max(ends * 1e5 + extent_of(shape, across.axes[ends])[1], sheet * 1e5 + name_top + tall)
        found.append((low, high, shape.row, shape.name, sheet, name_top, shape))
    found.sort(key=lambda f: f[:4])
    ends_at: list[float] = []
    for low, high, _, _, sheet, name_top, shape in found:
        track = next((at for at, end in enumerate(ends_at) if end + 2 <= low), len(ends_at))
        if track == len(ends_at):
            ends_at.append(0.0)
        ends_at[track] = high
        yield Seat(shape, track, sheet, name_top)


def most_lines(tall: float) -> int:
    """In how many lines a name may stand beside something so tall."""
    return max(min(int(tall // NAME_LINE), _MOST_LINES), 3)


def extent_of(shape: Bar | Diamond, axis: Axis) -> tuple[float, float]:
    """Where a shape begins and ends down a sheet, with its tail and its deadline."""
    low, high = _extent(shape, axis)
    if shape.deadline is None or not axis.start <= shape.deadline + 1 <= axis.end:
        return low, high
    flag = axis.x(shape.deadline + 1)
    return min(low, flag - FLAG), max(high, flag + FLAG)


def _extent(shape: Bar | Diamond, axis: Axis) -> tuple[float, float]:
    if isinstance(shape, Diamond):
        return axis.x(shape.start) - 5, max(axis.x(shape.start) + 5, axis.x(shape.late))
    return axis.x(shape.start), max(axis.x(shape.start) + 3, axis.x(shape.end), axis.x(shape.late_end))
