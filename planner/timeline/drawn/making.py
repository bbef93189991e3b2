"""Making the shapes of a timeline: what each thing is called, when it is, and how much room it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from planner.terms import Side
from planner.timeline.clause_periods import Period
from planner.timeline.clocks.calendars import ClockBand
from planner.timeline.drawn.lanes import Seats
from planner.timeline.drawn.shapes import Bar, Diamond, Shape, State
from planner.timeline.schedule import Scheduled

DAYS_PER_CHARACTER = 2.2
# A name of so many characters fits into a line of a column.
SHORT_NAME = 11
MOST_LINES = 3
Thing = Scheduled | Period | ClockBand


@dataclass(frozen=True)
class Letters:
    """How many days names take at a zoom.

    In lanes a name runs along time: so many days a character. In columns (`days_per_line` is given)
    it stands across, in its box or below the start of a short one: a line of so many days.
    """

    days_per_character: float = DAYS_PER_CHARACTER
    days_per_line: float | None = None

    def reach(self, name: str, start: int, end: int, late_end: int) -> int:
        """Where bar, tail and name end."""
        if self.days_per_line is not None:
            if end - start >= 1.2 * self.days_per_line:
                return max(late_end, end)
            # Where its box is too short the name stands below it, in as many lines as it takes.
            return max(late_end, end + round(self.days_per_line * (self.lines(name) + 0.3)) + 1)
        width = self.width(name)
        return max(late_end, end) + (0 if width <= end - start else width)

    def reach_of_milestone(self, name: str, day: int, late: int) -> int:
        """Where diamond, tail and name end."""
        if self.days_per_line is not None:
            return max(late + 1, day + round(self.days_per_line * (self.lines(name) - 0.3)) + 1)
        return max(day + self.width(name) + round(3 * self.days_per_character), late + 1)

    def lines(self, name: str) -> int:
        """The lines that a name takes in a column, where it does not stand in its box."""
        return min(-(-len(name) // SHORT_NAME) or 1, MOST_LINES)

    def width(self, name: str) -> int:
        """The days that a name takes along time."""
        return round((len(name) + 2) * self.days_per_character)


@dataclass(frozen=True)
class Making:
    """What shapes are made with. `days` holds one object for each number, however many shapes use it."""

    seats: Seats
    inside: set[UUID]
    clauses: Mapping[UUID, int]
    letters: Letters
    days: dict[int, int]

    def lane_of(self, thing: Thing) -> int:
        """The lane something stands in."""
        if isinstance(thing, Scheduled):
            return self.seats.of_activity(thing.activity)
        if isinstance(thing, ClockBand):
            return self.seats.of_organisation[thing.organisation_id]
        own = self.seats.of_organisation.get(thing.organisation_id) if thing.organisation_id else None
        return self.seats.of_side(Side(thing.lane)) if own is None else own

    def name(self, thing: Thing) -> str:
        """What something is called on the timeline."""
        if not isinstance(thing, Scheduled):
            return thing.label if isinstance(thing, Period) else thing.name
        number = self.clauses.get(thing.activity.id) if self.clauses else None
        return thing.activity.name if number is None else f"{thing.activity.name} (clause {number})"

    def span(self, thing: Thing, *, named: bool = True) -> tuple[int, int]:
        """The first day, and where the room ends that something takes, with its name or without."""
        start, end, late = self.dates(thing)
        if not named:
            return start, max(late, end)
        name = self.name(thing)
        if _is_event(thing):
            return start, self.letters.reach_of_milestone(name, start, late)
        return start, self.letters.reach(name, start, end, late)

    def dates(self, thing: Thing) -> tuple[int, int, int]:
        """First day, end and late end; of a milestone its day, and that of the late case."""
        start = thing.start.toordinal()
        if isinstance(thing, ClockBand):
            return start, thing.end.toordinal() + 1, thing.end.toordinal() + 1
        if _is_event(thing):
            return start, start, thing.late_end.toordinal() if isinstance(thing, Scheduled) else start
        return start, thing.end.toordinal() + 1, thing.late_end.toordinal() + 1

    def shape(self, thing: Thing, lane: int, row: int, reach: int) -> Shape:
        """Something in its place."""
        start, end, late = (self.days.setdefault(day, day) for day in self.dates(thing))
        reach, row = self.days.setdefault(reach, reach), self.days.setdefault(row, row)
        side, name = self.seats.lanes[lane].side, self.name(thing)
        if isinstance(thing, ClockBand):
            id = thing.period_id or thing.organisation_id
            return Bar(
                id, name, side, lane, row, start, end, late, reach, self._state(id), True, thing.clock_id
            )
        if isinstance(thing, Period):
            state, clause = self._state(thing.id), thing.clause
            if thing.is_event:
                return Diamond(thing.id, name, side, lane, row, start, late, reach, state, clause)
            return Bar(thing.id, name, side, lane, row, start, end, late, reach, state, clause=clause)
        activity = thing.activity
        state = self._state(activity.id)
        deadline = activity.deadline_on.toordinal() if activity.deadline_on else None
        if activity.is_milestone:
            return Diamond(
                activity.id,
                activity.name,
                side,
                lane,
                row,
                start,
                late,
                reach,
                state,
                "",
                deadline,
            )
        return Bar(
            activity.id, name, side, lane, row, start, end, late, reach, state,
            activity.kind == "runway", None, "", activity.progress_percent, deadline,
        )  # fmt: skip

    def _state(self, id: UUID) -> State:
        return "clash" if id in self.inside else "plain"


def _is_event(thing: Thing) -> bool:
    if isinstance(thing, Scheduled):
        return thing.activity.is_milestone
    return isinstance(thing, Period) and thing.is_event
