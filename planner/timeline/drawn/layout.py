"""The timeline as shapes in days and rows: which lane and row everything stands in, and the pins.

Screen and paper draw the same `Plan`. Bars are packed so that neither they nor their names meet;
how much room a name takes follows from `Letters`, a rough figure of the zoom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Activity, Link
from planner.terms import Severity, Side
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.clocks.calendars import ClockBand, bands
from planner.timeline.drawn.lanes import lanes_of, subtitle
from planner.timeline.drawn.making import DAYS_PER_CHARACTER, Letters, Making, Thing
from planner.timeline.drawn.marks import pins_of, ties_of
from planner.timeline.drawn.packing import fitted, rows_for
from planner.timeline.drawn.shapes import (
    Band,
    Bar,
    Diamond,
    Lane,
    Pin,
    Plan,
    Row,
    Shape,
    Sublane,
    Tie,
    View,
    row_of,
    visible,
)
from planner.timeline.drawn.strips import HATCHED, strips_of
from planner.timeline.schedule import MAX_DAY, Schedule, Scheduled, schedule, stretches

__all__ = [
    "HATCHED",
    "Band",
    "Bar",
    "Diamond",
    "Lane",
    "Letters",
    "Pin",
    "Plan",
    "Row",
    "Shape",
    "Tie",
    "View",
    "lay_out",
    "visible",
]

MARGIN_DAYS = 31
EMPTY_PLAN_DAYS = 365
# Clocks are drawn this far beyond the plan, for panning.
BAND_MARGIN_DAYS = 730
# A lane is dense when its names would push it apart this many times, and it is no small one.
DENSE, SMALL_LANE = 3, 12
PINNED = frozenset({Severity.ERROR, Severity.WARNING})


def lay_out(
    snapshot: Snapshot,
    library: Library,
    today: date,
    findings: Iterable[Finding],
    *,
    days_per_character: float = DAYS_PER_CHARACTER,
    days_per_line: float | None = None,
) -> Plan:
    """The whole timeline of a partnership, with a pin for each clash among `findings`.

    With `days_per_line` it is laid out for columns, where time runs down.
    """
    times = schedule(snapshot, library)
    periods = clause_periods(snapshot, library).placed if times else ()
    clashes = [f for f in findings if f.tag == "clash" and f.severity in PINNED]
    start, end = _span(times, periods, today)
    clock = _clock(snapshot, library, times, today)
    seats = lanes_of(snapshot)
    inside = {id for clash in clashes for id in clash.about}
    # What an activity plans to the day as the clause says is one bar, which names the clause.
    clauses = {p.drawn_id: p.number for p in periods if p.is_as_planned}
    apart = [period for period in periods if not period.is_as_planned]
    making = Making(seats, inside, clauses, Letters(days_per_character, days_per_line), {})
    lanes, shapes, drawn = _stacked(making, times, apart, clock)
    at = {shape.activity_id: shape for shape in shapes}
    rows: dict[int, list[Shape]] = {}
    for shape in shapes:
        rows.setdefault(shape.row, []).append(shape)
    plan = Plan(
        lanes=lanes,
        bars=tuple(s for s in shapes if isinstance(s, Bar)),
        diamonds=tuple(s for s in shapes if isinstance(s, Diamond)),
        bands=drawn,
        pins=pins_of(clashes, at, today.toordinal()),
        ties=ties_of(snapshot.all(Link), at, clashes, {link.id for link in times.broken}),
        today=today.toordinal(),
        start=start,
        end=end,
        rows=sum(lane.rows for lane in lanes),
        unplaced=times.unplaced,
        by_row={number: row_of(row) for number, row in rows.items()},
    )
    # Set as the cached property would.
    plan.__dict__["by_id"] = at
    return plan


def _span(times: Schedule, periods: Iterable[Period], today: date) -> tuple[int, int]:
    """The days that show everything; what is counted in months may run on past the edge."""
    first = last = today
    for found in times.values():
        first, last = min(first, found.start), max(last, found.late_end)
    for period in periods:
        if not period.counts_months:
            first, last = min(first, period.start), max(last, period.late_end)
    if not times:
        return max(first.toordinal() - MARGIN_DAYS, 1), today.toordinal() + EMPTY_PLAN_DAYS + MARGIN_DAYS
    return max(first.toordinal() - MARGIN_DAYS, 1), min(last.toordinal() + MARGIN_DAYS, MAX_DAY)


def _clock(snapshot: Snapshot, library: Library, times: Schedule, today: date) -> tuple[ClockBand, ...]:
    """The clocks around everything that happens, and around today."""
    day = today.toordinal()
    first, last = max(day - BAND_MARGIN_DAYS, 1), min(day + BAND_MARGIN_DAYS, MAX_DAY)
    now = (date.fromordinal(first), date.fromordinal(last))
    spans = [now, *stretches(times, BAND_MARGIN_DAYS)]
    found = (band for span in spans for band in bands(snapshot, library, *span))
    return tuple(dict.fromkeys(found))


# Packing


@dataclass
class _Held:
    """What stands in one lane: its clock, its work by work package, its periods, its runways."""

    strips: list[ClockBand]
    work: dict[str, list[Scheduled]]
    periods: list[Period]
    runways: list[Thing]

    @property
    def money(self) -> list[ClockBand]:
        """The runways that its clock says."""
        return [each for each in self.runways if isinstance(each, ClockBand)]


def _stacked(
    making: Making, times: Schedule, periods: Iterable[Period], clock: Iterable[ClockBand]
) -> tuple[tuple[Lane, ...], list[Shape], tuple[Band, ...]]:
    """Rows for everything, lane under lane: the clock on top, on the industry side below."""
    held = [_Held([], {}, [], []) for _ in making.seats.lanes]
    for found in times.values():
        its = held[making.lane_of(found)]
        if found.activity.kind == "runway" and not found.activity.is_milestone:
            its.runways.append(found)
        else:
            its.work.setdefault(_package(found.activity), []).append(found)
    for period in periods:
        held[making.lane_of(period)].periods.append(period)
    for stretch in clock:
        its = held[making.lane_of(stretch)]
        its.runways.append(stretch) if stretch.kind == "runway" else its.strips.append(stretch)
    lanes: list[Lane] = []
    shapes: list[Shape] = []
    drawn: list[Band] = []
    row = 0
    for number, lane in enumerate(making.seats.lanes):
        strips, strip_rows = strips_of(held[number].strips, number)
        below = lane.side is Side.INDUSTRY
        first = row if below else row + strip_rows
        rows, sublanes, is_dense = _fill(making, held[number], number, first, shapes)
        strip_start = row + rows if below else row
        # Without rows of its own a clock is hatching alone, and any row of the lane will do.
        first_strip = strip_start if strip_rows else row
        drawn += [replace(strip, row=first_strip + strip.row) for strip in strips]
        told = subtitle(lane, [*held[number].strips, *held[number].money])
        lanes.append(
            replace(
                lane, subtitle=told, row_start=row, rows=rows + strip_rows, strip_start=strip_start,
                strip_rows=strip_rows, sublanes=sublanes, is_dense=is_dense,
            )
        )  # fmt: skip
        row += rows + strip_rows
    return tuple(lanes), shapes, tuple(drawn)


def _package(activity: Activity) -> str:
    return activity.sublane.strip()


def _fill(
    making: Making, held: _Held, lane: int, first: int, shapes: list[Shape]
) -> tuple[int, tuple[Sublane, ...], bool]:
    """Put a lane's shapes into rows from `first`; how many rows it takes, its work packages, is it dense.

    Work in the upper rows, what follows from clauses where these leave room, runways below.
    """
    packages = sorted((min(found.start for found in work), name) for name, work in held.work.items() if name)
    groups = [_Group("", list(held.work.get("", ())), [] if packages else held.periods)]
    groups += [_Group(name, list(held.work[name])) for _, name in packages]
    # Where work packages stand together, what follows from clauses comes after them.
    groups += [_Group("", [], held.periods)] if packages and held.periods else []
    groups += [_Group("", list(held.runways))] if held.runways else []
    packings = [_packing(making, group, named=True) for group in groups]
    count, is_dense = sum(packing.count for packing in packings), False
    if count > SMALL_LANE:
        bare = [_packing(making, group, named=False) for group in groups]
        if count > DENSE * sum(packing.count for packing in bare):
            packings, is_dense = bare, True
    row = first
    sublanes: list[Sublane] = []
    for group, packing in zip(groups, packings, strict=True):
        if group.title:
            sublanes.append(Sublane(group.title, row, packing.count))
            row += 1
        found = zip((*group.things, *group.fillers), packing.rows, packing.reaches, strict=True)
        shapes += [making.shape(thing, lane, row + place, reach) for thing, place, reach in found]
        row += packing.count
    # An empty lane keeps a row to drop things into.
    return max(row - first, 1), tuple(sublanes), is_dense


@dataclass(frozen=True)
class _Group:
    """Things that share rows; `fillers` go where the others leave room."""

    title: str
    things: list[Thing]
    fillers: Sequence[Thing] = ()


@dataclass(frozen=True)
class _Packing:
    """The row of each thing of a group and where its room ends, and how many rows that takes."""

    rows: list[int]
    reaches: list[int]
    count: int


def _packing(making: Making, group: _Group, *, named: bool) -> _Packing:
    starts, reaches = _room(making, group.things, named=named)
    rows, count = rows_for(starts, reaches)
    if group.fillers:
        firsts, ends = _room(making, group.fillers, named=named)
        taken = list(zip(rows, starts, reaches, strict=True))
        more, count = fitted(taken, firsts, ends, count)
        rows, reaches = [*rows, *more], [*reaches, *ends]
    return _Packing(rows, reaches, count)


def _room(making: Making, things: Iterable[Thing], *, named: bool) -> tuple[list[int], list[int]]:
    """The first day of each thing, and where the room ends that it takes."""
    starts, reaches = [], []
    for thing in things:
        start, reach = making.span(thing, named=named)
        starts.append(making.days.setdefault(start, start))
        reaches.append(making.days.setdefault(reach, reach))
    return starts, reaches
