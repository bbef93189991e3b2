"""When the first day of work may be: many runs over the ranges of the steps that lead to it.

Each run draws every duration from a triangle over shortest, likely and late. That a triangle is right
and that steps vary apart from each other are our assumptions, as is which date counts as late. A result
speaks of dates under these ranges, and of nothing else.

The runs are worked out column by column: one list for each step, with a place for each run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, repeat
from operator import add, and_, gt, or_, sub
from random import Random
from uuid import UUID

from planner.library import Library
from planner.model import Activity
from planner.snapshot import Snapshot
from planner.timeline.clocks.day_table import DayTable
from planner.timeline.handshake.course import Course, course_to
from planner.timeline.pace import Pace
from planner.timeline.schedule import MAX_DAY

RUNS = 10_000
LATE_PERCENT = 90
SEED = "partnership-planner"
_CHUNK = 500
# A plan of thousands of steps is run less often, so that it ends, and the result says how often.
_MOST_DRAWS = 20_000_000
_FEWEST_RUNS = 500

Column = list[int]


def runs_words(percent: int) -> str:
    """So many of a hundred runs in words: "9 in 10 runs"."""
    return f"{percent // 10} in 10 runs" if percent % 10 == 0 else f"{percent} in 100 runs"


@dataclass(frozen=True)
class StepResult:
    """What one step does to the date.

    `share` is the part of all days, from the first step to the goal and over all runs, in which the
    driving path leads through this step; `driving` the part of the runs in which it lies on that path.
    `likely_by` and `late_by` are the latest days to begin it for the wished date. `not_ready`: in
    this part of the runs a step with a fixed date begins before what it waits for is done.
    """

    activity: Activity
    share: float
    driving: float
    is_held: bool
    not_ready: float = 0.0
    likely_by: date | None = None
    late_by: date | None = None


@dataclass(frozen=True)
class Simulation:
    """The dates of the goal in all runs, and the steps in the order in which they begin.

    `counts` says in how many runs the goal is on a day, by day; `waits_share` is what no step takes
    itself: lags, head starts, and waiting for dates that are set.
    """

    goal: Activity
    begin_on: date
    counts: tuple[tuple[date, int], ...]
    runs: int
    late_percent: int
    steps: tuple[StepResult, ...]
    waits_share: float
    target_on: date | None = None

    def on(self, percent: int) -> date:
        """The day by which the goal is reached in so many of a hundred runs."""
        return _reached(self.counts, self.runs, percent)

    @property
    def likely_on(self) -> date:
        """The median: in half of the runs it is this day or earlier."""
        return self.on(50)

    @property
    def late_on(self) -> date:
        """The day that `late_percent` of a hundred runs keep."""
        return self.on(self.late_percent)


def simulate(
    snapshot: Snapshot,
    library: Library,
    goal_id: UUID,
    *,
    start_on: date | None = None,
    target_on: date | None = None,
    late_percent: int = LATE_PERCENT,
    runs: int = RUNS,
    pace: Pace | None = None,
) -> Simulation:
    """The runs to an activity, as planned or with the first step on `start_on`.

    With `target_on` the steps say by when to begin. The same plan gives the same result. Raises
    Refused when nothing has a date or steps wait for each other, GivenUp when `pace` was given up.
    """
    course = course_to(snapshot, library, goal_id, start_on=start_on, target_on=target_on)
    runs = max(min(runs, _MOST_DRAWS // len(course.steps)), min(runs, _FEWEST_RUNS))
    sums = run(course, runs, pace or Pace())
    return _told(course, sums, runs, late_percent)


class Sums:
    """What is added up over the runs, for each step."""

    def __init__(self, size: int) -> None:
        """Nothing yet, for so many steps."""
        self.goal: Counter[int] = Counter()
        self.days, self.driving, self.not_ready, self.starts = ([0] * size for _ in range(4))
        self.begin_by: list[Counter[int]] = [Counter() for _ in range(size)]


def run(course: Course, runs: int, pace: Pace) -> Sums:
    """All runs of a course, in portions so that they can be watched and given up."""
    sums = Sums(len(course.steps))
    draws = [_draws(course, place) for place in range(len(course.steps))]
    for done in range(0, runs, _CHUNK):
        pace.reach(done, runs)
        size = min(_CHUNK, runs - done)
        lengths = [draw(size) for draw in draws]
        _forwards(course, lengths, size, sums)
        if course.target is not None:
            _backwards(course, lengths, course.target, size, sums)
    pace.reach(runs, runs)
    return sums


def _draws(course: Course, place: int) -> Callable[[int], Column]:
    """What draws so many durations of a step, each step from a sequence of its own."""
    low, likely, high = course.lows[place], course.likelies[place], course.highs[place]
    if low == high:
        return lambda size: [low] * size
    draw = Random(f"{SEED}/{course.steps[place].id}").triangular
    return lambda size: [int(draw(low, high, likely) + 0.5) for _ in range(size)]


def _kept(course: Course, column: Iterable[int], last: int = MAX_DAY) -> Column:
    """A column of days; within the calendar where it could leave it."""
    if course.is_tight:
        return [min(max(day, 1), last) for day in column]
    return column if isinstance(column, list) else list(column)


def _shifted(column: Column, days: int) -> Iterable[int]:
    return map(add, column, repeat(days)) if days else column


def _finished(course: Course, place: int, starts: Column, lengths: Column) -> Column:
    table = course.tables[place]
    if table is not None:
        return table.after(starts, lengths)
    if course.highs[place] == 0:
        return starts
    return _kept(course, map(add, starts, lengths), MAX_DAY + 1)


def _asked(
    course: Course, place: int, lengths: Column, starts: list[Column], finishes: list[Column]
) -> list[Column]:
    """For each link into a step, on which days it lets the step start."""
    found: list[Column] = []
    for from_finish, to_finish, before, lag in course.waits[place]:
        asked = _kept(course, _shifted((finishes if from_finish else starts)[before], lag))
        if to_finish:
            table = course.tables[place]
            begun = table.before(asked, lengths) if table is not None else map(sub, asked, lengths)
            asked = _kept(course, begun)
        found.append(asked)
    return found


def _forwards(course: Course, lengths: list[Column], size: int, sums: Sums) -> None:
    """Starts and finishes of all steps in each run, and what drives the goal."""
    starts: list[Column] = []
    finishes: list[Column] = []
    asked: list[list[Column]] = []
    for place, anchor in enumerate(course.anchors):
        wanted = _asked(course, place, lengths[place], starts, finishes)
        columns = wanted if anchor is None else [[anchor] * size, *wanted]
        if course.held[place]:
            if wanted:
                late = list(map(max, *wanted)) if len(wanted) > 1 else wanted[0]
                sums.not_ready[place] += sum(map(gt, late, columns[0]))
            begun, wanted = columns[0], []
        else:
            begun = list(map(max, *columns)) if len(columns) > 1 else columns[0]
        asked.append(wanted)
        starts.append(begun)
        finishes.append(_finished(course, place, begun, lengths[place]))
        sums.starts[place] += sum(begun)
    sums.goal.update(starts[-1])
    _credit(course, starts, finishes, asked, size, sums)


def _credit(
    course: Course,
    starts: list[Column],
    finishes: list[Column],
    asked: list[list[Column]],
    size: int,
    sums: Sums,
) -> None:
    """Walk the driving path back from the goal, in all runs at once, and add up the days of each step."""
    at_start: list[Column | None] = [None] * len(starts)
    at_finish: list[Column | None] = [None] * len(starts)
    at_start[-1] = [1] * size
    for place in range(len(starts) - 1, -1, -1):
        by_start, by_finish = at_start[place], at_finish[place]
        live = by_start if by_finish is None else by_finish
        if live is None:
            continue
        if by_start is not None and by_finish is not None:
            live = list(map(or_, by_start, by_finish))
        sums.driving[place] += sum(live)
        counted = by_finish
        anchor = course.anchors[place]
        if anchor is not None and asked[place]:
            # On the day of its own date nothing else holds it up.
            live = list(map(and_, live, map(gt, starts[place], repeat(anchor))))
        for wait, wanted in zip(course.waits[place], asked[place], strict=False):
            alone = len(asked[place]) == 1
            hits = live if alone else _and_equal(live, wanted, starts[place])
            from_finish, to_finish, before, _ = wait
            if to_finish and counted is not None:
                # Its end is set by that link: how long it takes itself makes no difference here.
                counted = list(map(gt, counted, hits))
            reached = at_finish if from_finish else at_start
            seen = reached[before]
            reached[before] = hits if seen is None else list(map(or_, seen, hits))
            live = live if alone else list(map(gt, live, hits))
        if counted is not None and course.highs[place]:
            spent = map(sub, finishes[place], starts[place])
            sums.days[place] += sum(days for days, counts in zip(spent, counted, strict=True) if counts)


def _and_equal(live: Column, wanted: Column, starts: Column) -> Column:
    return [flag if day == start else 0 for flag, day, start in zip(live, wanted, starts, strict=True)]


def _backwards(course: Course, lengths: list[Column], target: int, size: int, sums: Sums) -> None:
    """The last day to begin each step in each run so that the goal is reached on its day."""
    latest: list[list[Iterable[int]]] = [[] for _ in course.steps]
    ends: list[list[Iterable[int]]] = [[] for _ in course.steps]
    latest[-1].append([target] * size)
    for place in range(len(course.steps) - 1, -1, -1):
        table, own = course.tables[place], lengths[place]
        if ends[place]:
            latest[place].append(_begun(table, _least(course, ends[place]), own))
        begin = _least(course, latest[place])
        sums.begin_by[place].update(begin)
        anchor = course.anchors[place]
        if course.held[place] and anchor is not None:
            begin = [anchor] * size
        finish: Column | None = None
        for from_finish, to_finish, before, lag in course.waits[place]:
            if to_finish and finish is None:
                finish = _finished(course, place, begin, own)
            reference = finish if to_finish and finish is not None else begin
            (ends if from_finish else latest)[before].append(_shifted(reference, -lag))


def _least(course: Course, columns: list[Iterable[int]]) -> Column:
    return _kept(course, map(min, *columns) if len(columns) > 1 else columns[0])


def _begun(table: DayTable | None, ends: Column, lengths: Column) -> Iterable[int]:
    return table.latest(ends, lengths) if table is not None else map(sub, ends, lengths)


def _told(course: Course, sums: Sums, runs: int, late_percent: int) -> Simulation:
    counts = tuple((date.fromordinal(day), count) for day, count in sorted(sums.goal.items()))
    total = sum(day * count for day, count in sums.goal.items()) - course.begin * runs
    steps = []
    order = sorted(
        range(len(course.steps) - 1),
        key=lambda p: (
            sums.starts[p],
            not course.steps[p].is_milestone,
            course.steps[p].rank,
            course.steps[p].name,
        ),
    )
    for place in order:
        by = [(date.fromordinal(day), count) for day, count in sorted(sums.begin_by[place].items())]
        steps.append(
            StepResult(
                course.steps[place],
                sums.days[place] / total if total > 0 else 0.0,
                sums.driving[place] / runs,
                course.held[place],
                sums.not_ready[place] / runs,
                _reached(by, runs, 50) if by else None,
                _reached(by, runs, 100 - late_percent) if by else None,
            )
        )
    return Simulation(
        course.goal,
        date.fromordinal(course.begin),
        counts,
        runs,
        late_percent,
        tuple(steps),
        1.0 - sum(step.share for step in steps) if total > 0 else 0.0,
        date.fromordinal(course.target) if course.target is not None else None,
    )


def _reached(counts: Sequence[tuple[date, int]], runs: int, percent: int) -> date:
    """The first day by which so many of a hundred runs are counted."""
    days = [day for day, _ in counts]
    seen = accumulate(count for _, count in counts)
    enough = (day for day, so_far in zip(days, seen, strict=True) if so_far * 100 >= percent * runs)
    return next(enough, days[-1])
