"""Where days stand on paper, and the marks of the axis; how a plan is cut into sheets side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.timeline.drawn.axis import MAX_DAY, Scale, ticks
from planner.timeline.words import month_start, project_month_number

DAYS_PER_MONTH = 30.4
MOST_WINDOWS = 24


@dataclass(frozen=True)
class Axis:
    """The days from `start` to `end` between two places. `months_from` counts project months instead."""

    start: int
    end: int
    left: float
    right: float
    months_from: date | None = None

    def x(self, day: int) -> float:
        """How far along a day stands, kept between the two places."""
        share = (min(max(day, self.start), self.end) - self.start) / max(self.end - self.start, 1)
        return self.left + share * (self.right - self.left)

    def shows(self, start: int, end: int) -> bool:
        """Whether any of the days from `start` up to `end` are on it."""
        return start < self.end and end > self.start

    def marks(self, *, step: float = 0) -> Iterator[tuple[float, str, str]]:
        """Months, quarters or years, as they fit: where, the name, and the year where one begins.

        `step` is the room a name takes along the axis; without one it follows from its letters.
        """
        month_width = DAYS_PER_MONTH * (self.right - self.left) / max(self.end - self.start, 1)
        scale: Scale = "month" if month_width >= (step or 17) else "quarter" if month_width >= 6 else "year"
        free_from = 0.0
        year_before = ""
        for tick in ticks(self.start, self.end, scale, self.months_from):
            name = tick.label.partition(" ")[0]
            x = self.x(tick.day)
            room = step or 4 * len(name)
            is_shown = x >= free_from and x + room <= self.right and x + 12 < self._after(tick.day)
            free_from = x + room + (0 if step else 3) if is_shown else free_from
            # A line for each year of a thousand would be a grey wall.
            if not is_shown and (tick.day < self.start or scale == "year"):
                continue
            has_year = self.months_from is None and scale != "year" and x + 20 <= self.right
            year = str(date.fromordinal(tick.day).year) if has_year else ""
            yield x, name if is_shown else "", year if year != year_before else ""
            year_before = year

    def _after(self, day: int) -> float:
        """Where the next month begins, so that a sliver of a month at the edge stays unnamed."""
        return self.x(day + 28) if day < self.start else self.right


def windows(
    start: int, end: int, room: float, month_width: float, months_from: date | None
) -> tuple[tuple[int, int], ...]:
    """The days of each sheet, side by side, when a month takes `month_width`; sheets begin with a month.

    A plan of very many years is drawn closer together rather than on hundreds of sheets.
    """
    months = (end - start) / DAYS_PER_MONTH
    count = min(max(-int(-months * month_width // room), 1), MOST_WINDOWS)
    if count == 1:
        return ((start, end),)
    first = date.fromordinal(start)
    counted_from = months_from or date(first.year, 1, 1)
    number = project_month_number(first, counted_from)
    apart = max(-int(-months // count), 1)
    cuts = (month_start(number + at * apart, counted_from).toordinal() for at in range(count + 1))
    inner = [cut for cut in cuts if start < cut < end and cut < MAX_DAY]
    edges = [start, *inner, end]
    # A sliver at either end goes with its neighbour.
    if len(edges) > 2 and edges[1] - edges[0] < 15:
        del edges[1]
    if len(edges) > 2 and edges[-1] - edges[-2] < 15:
        del edges[-2]
    return tuple(pairwise(edges))
