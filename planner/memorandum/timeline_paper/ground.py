"""What a plan is laid on: sheets of paper side by side, and what is marked beside its shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.inks import COLOURS, Inks
from planner.memorandum.timeline_paper.placing import Letters
from planner.timeline.drawn.shapes import Bar, Lane, Plan, Shape

LABEL_WIDTH = 84.0
CHART_LEFT = 94.0
AXIS_HEIGHT = 24.0
ROW_HEIGHT = 15.0
BAR_HEIGHT = 11.0
KEY_SIZE = 6.5
TAIL = 0.9
# How thick a bar of earlier dates is, and how far the next one stands from it.
GHOST, GHOST_STEP = 1.8, 2.6

Days = tuple[int, int]


@dataclass(frozen=True)
class Ghosts:
    """Earlier dates by activity, as they were planned on a day."""

    taken_on: date
    days: Mapping[UUID, Days]


@dataclass(frozen=True)
class Marks:
    """What stands beside the shapes: earlier plans, the newest first, and what has nothing to spare.

    `is_own`: for one's own eyes, so that a missed deadline has the colour of a clash.
    """

    ghosts: tuple[Ghosts, ...] = ()
    critical: frozenset[UUID] = frozenset()
    is_own: bool = False


@dataclass(frozen=True)
class Ground:
    """Sheets side by side, none taller than `tallest`, in these inks.

    Without `label_width` the title of a lane stands above it.
    """

    plan: Plan
    axes: Sequence[Axis]
    letters: Letters
    tallest: float
    inks: Inks = COLOURS
    label_width: float = LABEL_WIDTH
    marks: Marks = field(default_factory=Marks)

    @property
    def row_height(self) -> float:
        """A row with its bar and the earlier dates below it."""
        return ROW_HEIGHT + GHOST_STEP * max(len(self.marks.ghosts) - 1, 0)


def package_of(lane: Lane, row: int) -> tuple[int, str]:
    """Which part of a lane a row of the plan belongs to: where that stands, and its title if it has one."""
    for at, package in enumerate(lane.sublanes):
        if row < package.caption_row:
            return 2 * at, ""
        if row <= package.caption_row + package.rows:
            return 2 * at + 1, package.title
    return 2 * len(lane.sublanes), ""


def deadline_of(shape: Shape) -> int | None:
    """The day behind the deadline of a shape, where its mark stands."""
    return None if shape.deadline is None else shape.deadline + 1


def is_missed(shape: Shape) -> bool:
    """Whether it ends behind its deadline."""
    last = shape.end - 1 if isinstance(shape, Bar) else shape.start
    return shape.deadline is not None and last > shape.deadline
