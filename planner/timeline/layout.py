"""The timeline as shapes in days and rows: which lane and row everything stands in, and the pins.

Screen and paper draw the same `Plan`. Bars are packed so that neither they nor the names beside
them meet; how wide a name is follows from `days_per_character`, a rough figure of the zoom.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, TypeVar
from uuid import UUID

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Link
from planner.terms import Severity, Side
from planner.timeline.calendars import CLOSED_KINDS, ClockBand, bands
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.lanes import Seats, lanes_of, subtitle
from planner.timeline.marks import pins_of, ties_of
from planner.timeline.schedule import MAX_DAY, Schedule, Scheduled, schedule, stretches
from planner.timeline.shapes import (
    Band,
    Bar,
    Diamond,
    Lane,
    Pin,
    Plan,
    Row,
    Shape,
    State,
    Tie,
    View,
    row_of,
    visible,
)

__all__ = [
    "Band",
    "Bar",
    "Diamond",
    "Lane",
    "Pin",
    "Plan",
    "Row",
    "Shape",
    "Tie",
    "View",
    "lay_out",
    "visible",
]

DAYS_PER_CHARACTER = 2.2
MARGIN_DAYS = 31
EMPTY_PLAN_DAYS = 365
# Clocks are drawn this far beyond the plan, for panning.
BAND_MARGIN_DAYS = 730
PINNED = frozenset({Severity.ERROR, Severity.WARNING})
HATCHED = CLOSED_KINDS | {
    "exam",
    "marking",
    "resit",
    "ethics_pause",
    "summer_leave",
    "off_contract",
    "freeze",
}
T = TypeVar("T")


def lay_out(
    snapshot: Snapshot,
    library: Library,
    today: date,
    findings: Iterable[Finding],
    *,
    days_per_character: float = DAYS_PER_CHARACTER,
) -> Plan:
    """The whole timeline of a partnership, with a pin for each clash among `findings`."""
    times = schedule(snapshot, library)
    periods = clause_periods(snapshot, library).placed if times else ()
    clashes = [f for f in findings if f.tag == "clash" and f.severity in PINNED]
    start, end = _span(times, periods, today)
    clock = _clock(snapshot, library, times, today)
    seats = lanes_of(snapshot)
    inside = {id for clash in clashes for id in clash.about}
    # What an activity plans to the day as the clause says is one bar, which names the clause.
    clauses = {p.drawn_id: p.number for p in periods if p.is_as_planned}
    shapes = [_shape(found, seats, inside, days_per_character, clauses) for found in times.values()]
    apart = [period for period in periods if not period.is_as_planned]
    shapes += [_period(period, seats, inside, days_per_character) for period in apart]
    shapes += [_runway(band, seats, inside, days_per_character) for band in clock if band.kind == "runway"]
    lanes, placed, drawn = _stack(seats, shapes, [band for band in clock if band.kind != "runway"])
    at = {shape.activity_id: shape for shape in placed}
    rows: dict[int, list[Shape]] = {}
    for shape in placed:
        rows.setdefault(shape.row, []).append(shape)
    return Plan(
        lanes=lanes,
        bars=tuple(s for s in placed if isinstance(s, Bar)),
        diamonds=tuple(s for s in placed if isinstance(s, Diamond)),
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


def _span(times: Schedule, periods: Iterable[Period], today: date) -> tuple[int, int]:
    """The days that show everything; what is counted in months may run on past the edge."""
    day = today.toordinal()
    short = [period for period in periods if not period.counts_months]
    found: list[Scheduled | Period] = [*times.values(), *short]
    first = min([day, *(each.start.toordinal() for each in found)])
    last = max([day, *(each.late_end.toordinal() for each in found)])
    if not times:
        last = day + EMPTY_PLAN_DAYS
    return max(first - MARGIN_DAYS, 1), min(last + MARGIN_DAYS, MAX_DAY)


def _clock(snapshot: Snapshot, library: Library, times: Schedule, today: date) -> tuple[ClockBand, ...]:
    """The clocks around everything that happens, and around today."""
    day = today.toordinal()
    first, last = max(day - BAND_MARGIN_DAYS, 1), min(day + BAND_MARGIN_DAYS, MAX_DAY)
    now = (date.fromordinal(first), date.fromordinal(last))
    spans = [now, *stretches(times, BAND_MARGIN_DAYS)]
    found = (band for span in spans for band in bands(snapshot, library, *span))
    return tuple(dict.fromkeys(found))


# Shapes


def _shape(
    found: Scheduled,
    seats: Seats,
    inside: set[UUID],
    days_per_character: float,
    clauses: Mapping[UUID, int],
) -> Shape:
    activity = found.activity
    number = clauses.get(activity.id)
    name = activity.name if number is None else f"{activity.name} (clause {number})"
    lane = seats.of_activity(activity)
    start, late = found.start.toordinal(), found.late_end.toordinal()
    side = seats.lanes[lane].side
    state: State = "clash" if activity.id in inside else "plain"
    if activity.is_milestone:
        reach = start + _width(activity.name, days_per_character) + round(3 * days_per_character)
        return Diamond(activity.id, activity.name, side, lane, 0, start, late, max(reach, late + 1), state)
    end = found.end.toordinal() + 1
    reach = _reach(name, start, end, late + 1, days_per_character)
    return Bar(
        activity.id,
        name,
        side,
        lane,
        0,
        start,
        end,
        late + 1,
        reach,
        state,
        activity.kind == "runway",
    )


def _period(period: Period, seats: Seats, inside: set[UUID], days_per_character: float) -> Shape:
    """What follows from a clause: a bar, or a diamond for an event."""
    lane = seats.of_organisation.get(period.organisation_id) if period.organisation_id else None
    lane = seats.of_side(Side(period.lane)) if lane is None else lane
    side = seats.lanes[lane].side
    start, late = period.start.toordinal(), period.late_end.toordinal()
    state: State = "clash" if period.id in inside else "plain"
    name, clause = period.label, period.clause
    if period.is_event:
        reach = start + _width(name, days_per_character) + round(3 * days_per_character)
        return Diamond(period.id, name, side, lane, 0, start, start, max(reach, start + 1), state, clause)
    end = period.end.toordinal() + 1
    reach = _reach(name, start, end, late + 1, days_per_character)
    return Bar(period.id, name, side, lane, 0, start, end, late + 1, reach, state, clause=clause)


def _runway(band: ClockBand, seats: Seats, inside: set[UUID], days_per_character: float) -> Bar:
    lane = seats.of_organisation[band.organisation_id]
    start, end = band.start.toordinal(), band.end.toordinal() + 1
    id = band.period_id or band.organisation_id
    reach = _reach(band.name, start, end, end, days_per_character)
    state: State = "clash" if id in inside else "plain"
    side = band.side
    return Bar(id, band.name, side, lane, 0, start, end, end, reach, state, True, band.clock_id)


def _width(name: str, days_per_character: float) -> int:
    return round((len(name) + 2) * days_per_character)


def _reach(name: str, start: int, end: int, late_end: int, days_per_character: float) -> int:
    """Where bar, tail and name end; a name that does not fit stands behind them."""
    width = _width(name, days_per_character)
    return max(late_end, end) + (0 if width <= end - start else width)


# Packing


def _stack(
    seats: Seats, shapes: Iterable[Shape], clock: Iterable[ClockBand]
) -> tuple[tuple[Lane, ...], tuple[Shape, ...], tuple[Band, ...]]:
    """Rows for everything, lane under lane: the clock on top, on the industry side below."""
    shapes_of: list[list[Shape]] = [[] for _ in seats.lanes]
    clock_of: list[list[ClockBand]] = [[] for _ in seats.lanes]
    for shape in shapes:
        shapes_of[shape.lane].append(shape)
    for stretch in clock:
        clock_of[seats.of_organisation[stretch.organisation_id]].append(stretch)
    lanes: list[Lane] = []
    placed: list[Shape] = []
    drawn: list[Band] = []
    row = 0
    for number, lane in enumerate(seats.lanes):
        theirs = clock_of[number]
        strips, strip_rows = _packed(theirs, lambda b: b.start.toordinal(), lambda b: b.end.toordinal() + 1)
        mine, shape_rows = _packed_shapes(shapes_of[number])
        # An empty lane keeps a row to drop things into.
        shape_rows = max(shape_rows, 1)
        below = lane.side is Side.INDUSTRY
        first_strip = row + (shape_rows if below else 0)
        first_shape = row + (0 if below else strip_rows)
        placed += [replace(shape, row=first_shape + place) for shape, place in mine]
        drawn += [_band(stretch, number, first_strip + place) for stretch, place in strips]
        rows = strip_rows + shape_rows
        lanes.append(replace(lane, subtitle=subtitle(lane, theirs), row_start=row, rows=rows))
        row += rows
    return tuple(lanes), tuple(placed), tuple(drawn)


def _packed_shapes(shapes: Sequence[Shape]) -> tuple[list[tuple[Shape, int]], int]:
    """Work in the upper rows, what follows from clauses where these leave room, runways below."""
    groups: tuple[list[Shape], ...] = ([], [], [])
    for shape in shapes:
        groups[2 if isinstance(shape, Bar) and shape.is_runway else 1 if shape.clause else 0].append(shape)
    work, periods, runways = groups
    placed, rows = _packed(work, lambda s: s.start, lambda s: s.reach)
    taken: dict[int, list[Shape]] = {}
    for shape, row in placed if periods else ():
        taken.setdefault(row, []).append(shape)
    for period in sorted(periods, key=lambda s: s.start):
        row = next((row for row in range(rows) if _is_free(taken.get(row, ()), period)), rows)
        rows = max(rows, row + 1)
        taken.setdefault(row, []).append(period)
        placed.append((period, row))
    below, more = _packed(runways, lambda s: s.start, lambda s: s.reach)
    return [*placed, *((runway, rows + row) for runway, row in below)], rows + more


def _is_free(row: Iterable[Shape], shape: Shape) -> bool:
    """Whether a row has room for one more."""
    return all(other.reach <= shape.start or other.start >= shape.reach for other in row)


def _band(stretch: ClockBand, lane: int, row: int) -> Band:
    start, end = stretch.start.toordinal(), stretch.end.toordinal() + 1
    style: Literal["band", "hatched"] = "hatched" if stretch.kind in HATCHED else "band"
    return Band(stretch.name, stretch.note, stretch.side, lane, row, start, end, style)


def _packed(
    things: Iterable[T], start: Callable[[T], int], end: Callable[[T], int]
) -> tuple[list[tuple[T, int]], int]:
    """Each thing with the topmost row that is free where it starts, and how many rows that takes."""
    taken: list[tuple[int, int]] = []
    free: list[int] = []
    rows = 0
    placed: list[tuple[T, int]] = []
    for thing in sorted(things, key=start):
        while taken and taken[0][0] <= start(thing):
            heapq.heappush(free, heapq.heappop(taken)[1])
        if free:
            row = heapq.heappop(free)
        else:
            row, rows = rows, rows + 1
        # Something without length still takes its day.
        heapq.heappush(taken, (max(end(thing), start(thing) + 1), row))
        placed.append((thing, row))
    return placed, rows
