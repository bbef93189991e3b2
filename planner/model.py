"""The nouns: what one partnership is made of. Frozen, validated values with UUID keys.

Each noun is declared once, here; `db/tables.py` inherits the fields for storage. A field that
names another noun is declared with `owner` (removing the owner removes this) or `_refers`
(removing the other one clears the field); `Document.remove` and the tables both read that.
The fields every noun has, and the kinds of field, stand in `planner/entity.py`.
Text may hold anything a person can type; only NUL and lone surrogates, which no file or page
can carry, are refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID, uuid4

from pydantic import field_validator, model_validator
from sqlmodel import JSON, AutoString, Field

from planner.entity import LONG_TEXT as LONG_TEXT
from planner.entity import SHORT_TEXT as SHORT_TEXT
from planner.entity import Entity as Entity
from planner.entity import Part as Part
from planner.entity import long, many, owner, percent, refers, short, word
from planner.terms import (
    DayUnit,
    Firmness,
    Lane,
    Letter,
    LinkKind,
    OrganisationKind,
    Paper,
    Seat,
    Side,
    Stage,
    Stance,
    Standing,
)

MAX_ORGANISATIONS = 8


class Partnership(Entity):
    """One partnership, and how this copy of it is kept."""

    title: str = Field(max_length=SHORT_TEXT)
    summary: str = short()
    seat: Seat = word(Seat.FACILITATOR)
    stage: Stage = word(Stage.INITIATION)
    standing: Standing = word(Standing.POTENTIAL)
    paper: Paper = word(Paper.UNDECIDED)
    situations: tuple[str, ...] = many()
    start_on: date | None = None
    shows_months: bool = False
    draft_number: int = Field(default=1, ge=1)
    printed: tuple[str, ...] = Field(default=("timeline", "roles", "contributions", "agenda"), sa_type=JSON)
    page_size: str = short("A4")
    currency: str = Field(default="GBP", min_length=3, max_length=3)
    is_example: bool = False
    archived: bool = False
    binned_on: date | None = None
    created_at: datetime = Field(default_factory=lambda: datetime.now(UTC))

    @field_validator("title")
    @classmethod
    def _has_a_name(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("A partnership needs a name.")
        return value


class Organisation(Part):
    """A party. `shared_id` is the same in every partnership that this organisation is part of."""

    shared_id: UUID = Field(default_factory=uuid4, index=True)
    name: str = Field(max_length=SHORT_TEXT)
    legal_name: str = short()
    kind: OrganisationKind = word(OrganisationKind.OTHER)
    side: Side = word(Side.ACADEMIC)
    registration: str = short()
    address: str = Field(default="", max_length=2_000)
    department: str = short()
    country: str = short("GB")

    @field_validator("side")
    @classmethod
    def _sits_on_one_side(cls, value: Side) -> Side:
        if value is Side.JOINT:
            raise ValueError("An organisation sits on the academic or the industry side.")
        return value


class Person(Part):
    """A person or a post. Time is in percent of full time; `shared_id` as for an organisation."""

    shared_id: UUID = Field(default_factory=uuid4, index=True)
    organisation_id: UUID = owner("organisation")
    name: str = Field(max_length=SHORT_TEXT)
    post: str = short()
    time_percent: int | None = percent()
    to_be_hired: bool = False
    from_on: date | None = None
    until_on: date | None = None
    deputy_id: UUID | None = refers("person")
    may_sign: bool = False
    contact: str = Field(default="", max_length=2_000)
    prints_contact: bool = False

    @model_validator(mode="after")
    def _leaves_after_arriving(self) -> Self:
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValueError("The last day is before the first day.")
        return self


class Answer(Part):
    """One side's answer to one question of the content.

    Which field holds it follows from the question's kind: `text` (text, list: a line each),
    `chosen` (choice, several, yes_no), `amount` with `currency` (money), `on_date` (date).
    `confirmed` is False while it is the other side's guess.
    """

    question: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = word(Side.JOINT)
    text: str = long()
    chosen: tuple[str, ...] = many()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18)
    currency: str = short()
    on_date: date | None = None
    firmness: Firmness = word(Firmness.UNSAID)
    note: str = long()
    not_sure: bool = False
    confirmed: bool = True


class PrivateNote(Part):
    """A note that belongs to one seat and never prints. `place` is `screen/key` or `screen/key/side`."""

    seat: Seat = word(Seat.FACILITATOR)
    place: str = Field(max_length=SHORT_TEXT)
    text: str = long()


class Position(Part):
    """Where one side stands on one clause: the option it wants, in which stance, and why."""

    clause: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = word(Side.ACADEMIC)
    option: str = short()
    text: str = long()
    stance: Stance = word(Stance.UNSAID)
    reason: str = long()
    note: str = long()
    confirmed: bool = True


class ClauseChoice(Part):
    """What the paper says on one clause. None means: as the kind of paper has it by default."""

    clause: str = Field(max_length=SHORT_TEXT, index=True)
    included: bool | None = None
    option: str = short()
    values: tuple[tuple[str, str], ...] = many()
    binds: bool | None = None
    own_text: str = long()
    agreed: bool = False


class Contribution(Part):
    """What one organisation puts in: cash, or something in kind with or without a value."""

    organisation_id: UUID = owner("organisation")
    kind: str = short("in_kind")
    what: str = long()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18, ge=0)
    currency: str = short()
    note: str = long()


class Activity(Part):
    """A piece of work or a milestone on the timeline.

    Durations count days in `unit`, of the clock of the lane it stands in; `start_on` is where
    the user put it, the schedule may push it later. `basis` names the facts behind the numbers.
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
    """An organisation's calendar: a pattern from the content, periods of its own, or both."""

    organisation_id: UUID = owner("organisation")
    name: str = short()
    pattern: str = short()


class ClockPeriod(Part):
    """A named stretch of a clock, both ends included; no end means unknown."""

    clock_id: UUID = owner("clock")
    kind: str = short("closure")
    name: str = short()
    starts_on: date
    ends_on: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("The end is before the start.")
        return self


class RoleActivity(Part):
    """A row of the role matrix: something that somebody has to answer for."""

    title: str = Field(max_length=SHORT_TEXT)
    phase: str = short()
    suggestion: str = short()
    activity_id: UUID | None = refers("activity")
    done_when: str = long()
    starts_on: date | None = None
    ends_on: date | None = None
    effort_percent: int | None = percent()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("The end is before the start.")
        return self


class Assignment(Part):
    """A letter in the role matrix; `effort_percent` overrides the row's, for an R."""

    role_activity_id: UUID = owner("roleactivity")
    person_id: UUID = owner("person")
    letter: Letter = word(Letter.RESPONSIBLE)
    effort_percent: int | None = percent()


class AccountabilityView(Part):
    """Whom one side takes to be accountable, said without seeing the other side's view."""

    role_activity_id: UUID = owner("roleactivity")
    side: Side = word(Side.ACADEMIC)
    person_id: UUID | None = refers("person")


class Rating(Part):
    """One side's rating of one readiness topic on one day, 1 (not in place) to 5 (fully in place)."""

    topic: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = word(Side.ACADEMIC)
    value: int = Field(ge=1, le=5)
    rated_on: date
    note: str = long()
    confirmed: bool = True


class Risk(Part):
    """A card of the pre-mortem: it failed because of this; what we do about it, who, by when."""

    text: str = long()
    factor: str = short()
    likelihood: str = short()
    severity: str = short()
    owner_id: UUID | None = refers("person")
    answer: str = long()
    due_on: date | None = None


class OpenPoint(Part):
    """Something to settle. `origin` is the place whose "not sure yet" or disagreement raised it."""

    origin: str = short()
    text: str = long()
    side: Side = word(Side.JOINT)
    owner_id: UUID | None = refers("person")
    due_on: date | None = None
    settled: bool = False


class NextStep(Part):
    """Something to do next, by whom and by when."""

    text: str = long()
    side: Side = word(Side.JOINT)
    owner_id: UUID | None = refers("person")
    due_on: date | None = None
    done: bool = False


class Assumption(Part):
    """A figure of the content that this partnership replaces: a lead time or a rule's parameter."""

    key: str = Field(max_length=SHORT_TEXT)
    value: str = short()
    reason: str = long()


class Dismissal(Part):
    """A finding that the user has looked at and set aside, with the reason."""

    finding: str = Field(max_length=SHORT_TEXT)
    reason: str = long()
    dismissed_on: date


class Baseline(Part):
    """The plan as it stood on a day: rows of activity key, first day, last day."""

    name: str = short()
    taken_on: date
    dates: tuple[tuple[str, str, str], ...] = many()


class Draft(Part):
    """An issued draft: the PDF itself, its blocks as JSON text, and what made it."""

    number: int = Field(ge=1)
    issued_on: date
    issued_to: str = short()
    fingerprint: str = short()
    content_version: str = short()
    blocks: str = ""
    pdf: bytes = b""
    signed_on: date | None = None
    signed_by: str = short()
    signed_pdf: bytes = b""


# Parents before their parts: the order in which they are written, and read from a file.
NOUNS: tuple[type[Entity], ...] = (
    Partnership, Organisation, Person, Answer, PrivateNote, Position, ClauseChoice, Contribution,
    Activity, Link, Clock, ClockPeriod, RoleActivity, Assignment, AccountabilityView, Rating, Risk,
    OpenPoint, NextStep, Assumption, Dismissal, Baseline, Draft,
)  # fmt: skip
NOUN_NAMED: dict[str, type[Entity]] = {noun.__name__.lower(): noun for noun in NOUNS}


def references(noun: type[Entity]) -> dict[str, tuple[type[Entity], bool]]:
    """Fields of `noun` that name another noun: the noun named, and whether it owns this one."""
    found: dict[str, tuple[type[Entity], bool]] = {}
    for name, field in noun.model_fields.items():
        target = getattr(field, "foreign_key", None)
        if isinstance(target, str):
            found[name] = (NOUN_NAMED[target.split(".")[0]], field.is_required())
    return found
