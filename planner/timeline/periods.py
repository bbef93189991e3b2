"""What a clause gives the timeline: a stretch of time with its place, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.terms import Lane
from planner.timeline.ground import day_after
from planner.timeline.words import month_start


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that follows from a clause, both ends included.

    `late_end` is its last day if what it is anchored to takes as long as it may; `told` says where it
    begins or ends. `follows` is the period right behind which it runs. One that `is_before` runs up to
    a day, so that a shorter one begins later. An event has one day. `planned_as` is the activity that
    plans the very same thing, where there is one; `is_as_planned` says that both have the same days.
    """

    id: UUID
    key: str
    clause: str
    number: int
    clause_title: str
    slot: str
    amount: int
    length: str
    name: str
    label: str
    lane: Lane
    start: date
    end: date
    late_end: date
    told: str
    anchor_id: UUID | None = None
    organisation_id: UUID | None = None
    follows: UUID | None = None
    is_before: bool = False
    is_event: bool = False
    counts_months: bool = False
    planned_as: UUID | None = None
    is_as_planned: bool = False

    @property
    def drawn_id(self) -> UUID:
        """What stands for it on the timeline: itself, or the activity with the same days."""
        return self.planned_as if self.planned_as and self.is_as_planned else self.id

    @property
    def place(self) -> str:
        """Where its length is changed."""
        return f"agreement/{self.clause}"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A period that has no place on the timeline: `reason` says why, and what would give it one."""

    key: str
    clause: str
    label: str
    reason: str

    @property
    def text(self) -> str:
        """What it is, and why it has no place."""
        return f"{self.label}: {self.reason}"

    @property
    def place(self) -> str:
        """The clause it belongs to."""
        return f"agreement/{self.clause}".rstrip("/")


@dataclass(frozen=True)
class ClausePeriods:
    """Every period of the included clauses, those that have a place and those that have none."""

    placed: tuple[Period, ...]
    unplaced: tuple[Unplaced, ...]

    def of(self, key: str) -> tuple[Period, ...]:
        """The periods of one entry of the content, by start."""
        return tuple(sorted((p for p in self.placed if p.key == key), key=lambda p: p.start))


def lasting(period: Period, amount: int) -> date:
    """The last day that a period in calendar days or months would have with another value."""
    if period.counts_months:
        return day_after(month_start(1 + amount, period.start), -1)
    return day_after(period.start, amount - 1)
