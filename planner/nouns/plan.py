"""The plan: activities, what waits for what, and the clocks of the organisations."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import model_validator
from sqlmodel import Field

from planner.entity import SHORT_TEXT, Part, long, many, owner, percent, refers, short, word
from planner.terms import DayUnit, Lane, LinkKind, Repeats


class Activity(Part):
    """A piece of work or a milestone on the timeline.

    Durations count days in `unit`, of the clock of the lane it stands in; `start_on` is where
    the user put it, the schedule may push it later. `basis` names the facts behind the numbers;
    `traits` are answers to what the rules ask about its kind, as "question=answer".
    """

    name: str = Field(max_length=SHORT_TEXT)
    lane: Lane = word(Lane.JOINT)
    organisation_id: UUID | None = refers("organisation")
    owner_id: UUID | None = refers("person")
    kind: str = short("work")
    is_milestone: bool = False
    start_on: date | None = None
    is_fixed: bool = False
    min_days: int = Field(default=1, ge=0, le=36_500)
    likely_days: int = Field(default=1, ge=0, le=36_500)
    late_days: int = Field(default=1, ge=0, le=36_500)
    unit: DayUnit = word(DayUnit.CALENDAR)
    deadline_on: date | None = None
    effort_percent: int | None = percent()
    traits: tuple[str, ...] = many()
    progress_percent: int = percent(0)
    needs_committee: bool = True
    sublane: str = short()
    template_item: str = short()
    clause: str = short()
    basis: tuple[str, ...] = many()
    notes: str = long()

    @model_validator(mode="after")
    def _durations_in_order(self) -> Self:
        if not self.min_days <= self.likely_days <= self.late_days:
            raise ValueError("Durations run from shortest over likely to late.")
        return self


class Link(Part):
    """One activity waits for another. `lag_days` are calendar days, negative for a head start."""

    before_id: UUID = owner("activity")
    after_id: UUID = owner("activity")
    kind: LinkKind = word(LinkKind.FINISH_START)
    lag_days: int = Field(default=0, ge=-36_500, le=36_500)

    @model_validator(mode="after")
    def _joins_two(self) -> Self:
        if self.before_id == self.after_id:
            raise ValueError("An activity cannot wait for itself.")
        return self


class Clock(Part):
    """An organisation's calendar: a pattern from the content, periods of its own, or both.

    A pattern "holidays:GB-ENG" stands for the public holidays of a country or a part of one.
    `note` says where imported dates come from.
    """

    organisation_id: UUID = owner("organisation")
    name: str = short()
    pattern: str = short()
    note: str = short()


class ClockPeriod(Part):
    """A named stretch of a clock, both ends included; no end means unknown.

    With `repeats` it comes again every `repeats_every` days, weeks, months or years, the last time not
    behind `repeats_until`. `uid` is the key of the event it was imported from.
    """

    clock_id: UUID = owner("clock")
    kind: str = short("closure")
    name: str = short()
    starts_on: date
    ends_on: date | None = None
    repeats: Repeats = word(Repeats.NEVER)
    repeats_every: int = Field(default=1, ge=1, le=1_000)
    repeats_until: date | None = None
    uid: str = short()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("The end is before the start.")
        return self


class Baseline(Part):
    """The plan as it stood on a day: rows of activity key, first day, last day."""

    name: str = short()
    taken_on: date
    dates: tuple[tuple[str, str, str], ...] = many()
