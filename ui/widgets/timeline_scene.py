"""A plan made ready for painting: what lies in view is found by bisecting, whatever the plan's size."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QLineF

from planner.timeline.drawn.shapes import Band, Pin, Plan, Row, Shape, Tie
from ui.widgets.timeline_bars import Ghost, RowParts, parts_of
from ui.widgets.timeline_ground import Ground, Spans
from ui.widgets.timeline_inks import Inks
from ui.widgets.timeline_runs import Runs, gap_for, runs_of
from ui.widgets.timeline_ties import lines_of

Ghosts = Sequence[Mapping[UUID, tuple[int, int]]]
MOST_GHOSTS = 3
# Beyond so many in a row, shapes stand too close to be drawn one by one; all in all, so many are.
_MOST_IN_ROW, _MOST_IN_VIEW = 24, 420


@dataclass
class InView:
    """What of a plan is in view: rows to draw shape by shape (from, to), and rows to draw as runs."""

    rows: list[tuple[int, int, int]] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)


class Scene:
    """A plan with look-ups by row, lane and day.

    `matching` are the ids in full colour, None for all; `critical` those outlined in ink.
    """

    def __init__(
        self,
        plan: Plan,
        ghosts: Ghosts = (),
        matching: frozenset[UUID] | None = None,
        critical: frozenset[UUID] = frozenset(),
    ) -> None:
        self.plan = plan
        self.ghosts = ghosts[:MOST_GHOSTS]
        self.matching, self.critical = matching, critical
        by_lane: dict[int, list[Band]] = {}
        for band in plan.bands:
            by_lane.setdefault(band.lane, []).append(band)
        self._bands = {lane: Spans(found, _start, _end) for lane, found in by_lane.items()}
        self._closed = {lane: _closures(found) for lane, found in by_lane.items()}
        self._pins = Spans(plan.pins, _pin_day, _pin_end)
        self._clashing = RowTies(tie for tie in plan.ties if tie.clash)
        self._ties: RowTies | None = None
        self._ghosts = Spans(self._ghosts_of(plan), _start, _end)
        self._own: tuple[Shape | None, list[Tie]] = (None, [])
        self._runs: dict[tuple[int, int], dict[str, Runs]] = {}
        self._parts: dict[int, RowParts] = {}
        self._lines: dict[int, tuple[QLineF, ...]] = {}
        self._dense = {
            row
            for lane in plan.lanes
            if lane.is_dense
            for row in range(lane.row_start, lane.row_start + lane.rows)
        }

    def _ghosts_of(self, plan: Plan) -> Iterator[Ghost]:
        for number, dates in enumerate(self.ghosts):
            for id, (start, end) in dates.items():
                shape = plan.by_id.get(id)
                if shape is not None:
                    yield Ghost(shape, start, end + 1, number)

    def in_view(self, ground: Ground) -> InView:
        """The shapes in view."""
        first, last = int(ground.left_day), int(ground.last_day) + 1
        found: list[tuple[int, Row, int, int]] = []
        total = 0
        for number in ground.shown_rows:
            row = self.plan.by_row.get(number)
            if row is not None:
                begin, end = bisect_right(row.reaches, first), bisect_left(row.starts, last)
                if end > begin:
                    found.append((number, row, begin, end))
                    total += end - begin if number not in self._dense else 0
        most = _MOST_IN_ROW if total <= _MOST_IN_VIEW else max(_MOST_IN_VIEW // len(found), 4)
        view = InView()
        for number, _, begin, end in found:
            if number in self._dense or end - begin > most:
                view.runs.append(number)
            else:
                view.rows.append((number, begin, end))
        return view

    def runs(self, ground: Ground, numbers: Iterable[int]) -> Iterator[dict[str, Runs]]:
        """The runs of these rows, made when they are first seen at a zoom."""
        gap = gap_for(ground.day_px)
        for number in numbers:
            key = number, gap
            if key not in self._runs:
                matching = frozenset[object](self.matching) if self.matching is not None else None
                self._runs[key] = runs_of(self.plan.by_row[number], gap, ground, number, matching)
            yield self._runs[key]

    def parts(self, ground: Ground, inks: Inks, view: InView) -> Iterator[tuple[RowParts, int, int]]:
        """The rows drawn shape by shape, each made ready when it is first seen."""
        for number, begin, end in view.rows:
            row = self._parts.get(number)
            if row is None:
                row = parts_of(self.plan.by_row[number], number, ground, inks, self.matching, self.critical)
                self._parts[number] = row
            yield row, begin, end

    def forget(self) -> None:
        """Make everything ready anew: rows have moved, or are drawn otherwise."""
        self._runs.clear()
        self._parts.clear()
        self._lines.clear()

    def take_over(self, former: Scene) -> None:
        """Take rows that are the very same from the scene before, made ready: all stand where they did."""
        if (self.matching, self.critical) == (former.matching, former.critical):
            now, before = self.plan.by_row, former.plan.by_row
            same = {number for number, row in now.items() if before.get(number) is row}
            self._parts = {number: parts for number, parts in former._parts.items() if number in same}
            self._runs = {key: runs for key, runs in former._runs.items() if key[0] in same}

    def lines(self, ground: Ground, ties: Iterable[Tie]) -> list[QLineF]:
        """Links as lines in days along and pixels across the whole plan."""
        found: list[QLineF] = []
        for tie in ties:
            lines = self._lines.get(id(tie))
            if lines is None:
                lines = self._lines[id(tie)] = lines_of(ground, tie)
            found += lines
        return found

    def bands(self, ground: Ground) -> list[Band]:
        """The stretches of clocks in view."""
        found: list[Band] = []
        for lane, spans in self._bands.items():
            first, end = ground.lane_span(lane)
            if end > ground.head and first < ground.breadth:
                found += spans.between(ground.left_day, ground.last_day)
        return found

    def closures(self, ground: Ground) -> Iterator[tuple[int, int, int]]:
        """The hatched stretches in view: lane, first day, end; those that overlap are one."""
        first, last = ground.left_day, ground.last_day
        for lane, spans in self._closed.items():
            near, far = ground.lane_span(lane)
            if far > ground.head and near < ground.breadth:
                for start, end in spans:
                    if start < last and end > first:
                        yield lane, start, end

    def pins(self, ground: Ground, chosen: str) -> list[Pin]:
        """The pins in view, and those close by whose line of pins may reach into it."""
        slack = 200 / ground.day_px
        rows = ground.shown_rows
        near = self._pins.between(ground.left_day - slack, ground.last_day + slack)
        shown = (pin for pin in near if rows.start <= pin.row < rows.stop)
        # In a dense lane a pin would hide what it marks: there the colour says it, but for the chosen one.
        return [pin for pin in shown if pin.row not in self._dense or pin.finding_id == chosen]

    def clashing_ties(self, ground: Ground) -> list[Tie]:
        """The broken links in view."""
        return _found(self._clashing, ground)

    def ties(self, ground: Ground, most: int) -> list[Tie]:
        """The links in view that hold; none when there are more than `most`."""
        if self._ties is None:
            self._ties = RowTies(tie for tie in self.plan.ties if not tie.clash)
        found = _found(self._ties, ground, most)
        return found if len(found) <= most else []

    def ties_of(self, shape: Shape) -> list[Tie]:
        """The links of one shape."""
        if self._own[0] is not shape:
            ties = self.plan.ties
            self._own = shape, [tie for tie in ties if tie.before is shape or tie.after is shape]
        return self._own[1]

    def ghosts_in_view(self, ground: Ground) -> list[Ghost]:
        """Where shapes in the rows in view stood in the baselines."""
        rows = ground.shown_rows
        found = self._ghosts.between(ground.left_day, ground.last_day)
        return [ghost for ghost in found if rows.start <= ghost.shape.row < rows.stop]


class RowTies:
    """Links by the rows of their two ends; those of a row are put in order when it is first seen."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self._rows: dict[int, list[Tie]] = {}
        self._spans: dict[int, Spans[Tie]] = {}
        for tie in ties:
            first, last = tie.before.row, tie.after.row
            self._rows.setdefault(first, []).append(tie)
            if last != first:
                self._rows.setdefault(last, []).append(tie)

    def __contains__(self, row: int) -> bool:
        return row in self._rows

    def __getitem__(self, row: int) -> Spans[Tie]:
        found = self._spans.get(row)
        if found is None:
            found = self._spans[row] = Spans(self._rows[row], _tie_start, _tie_end)
        return found


def _closures(bands: Iterable[Band]) -> list[tuple[int, int]]:
    """The hatched stretches of one lane, by start; what overlaps or touches is one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((band.start, band.end) for band in bands if band.style == "hatched"):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _found(ties: RowTies, ground: Ground, most: int = 1_000) -> list[Tie]:
    """The links at the rows in view; not many more than `most`."""
    found: dict[int, Tie] = {}
    for number in ground.shown_rows:
        if number in ties:
            for tie in ties[number].between(ground.left_day, ground.last_day):
                found[id(tie)] = tie
            if len(found) > most:
                break
    return list(found.values())


def _start(thing: Band | Ghost) -> float:
    return thing.start


def _end(thing: Band | Ghost) -> float:
    return thing.end


def _pin_day(pin: Pin) -> float:
    return pin.day


def _pin_end(pin: Pin) -> float:
    return pin.day + 1


def _tie_start(tie: Tie) -> float:
    return tie.days[0]


def _tie_end(tie: Tie) -> float:
    return tie.days[1] + 1
