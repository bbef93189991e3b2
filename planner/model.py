"""The nouns: what one partnership is made of. Frozen, validated values with UUID keys.

Each noun is declared once, here; `db/tables.py` inherits the fields for storage. A field that
names another noun is declared with `_owner` (removing the owner removes this) or `_refers`
(removing the other one clears the field); `Document.remove` and the tables both read that.
Text may hold anything a person can type; only NUL and lone surrogates, which no file or page
can carry, are refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from pydantic import field_validator, model_validator
from sqlmodel import JSON, AutoString, Field, SQLModel

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

LONG_TEXT = 20_000
SHORT_TEXT = 400
MAX_ORGANISATIONS = 8


def _owner(noun: str) -> Any:
    return Field(foreign_key=f"{noun}.id", index=True)


def _refers(noun: str) -> Any:
    return Field(default=None, foreign_key=f"{noun}.id")


def _word(default: Any) -> Any:
    return Field(default=default, sa_type=AutoString)


def _short(default: str = "") -> Any:
    return Field(default=default, max_length=SHORT_TEXT)


def _long() -> Any:
    return Field(default="", max_length=LONG_TEXT)


def _many() -> Any:
    return Field(default=(), sa_type=JSON)


def _percent(default: int | None = None) -> Any:
    return Field(default=default, ge=0, le=100)


def _is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and (value.isascii() or not any("\ud800" <= c <= "\udfff" for c in value))
    return not isinstance(value, list | tuple) or all(map(_is_storable, value))


class Entity(SQLModel):
    """What every noun has: a key made here, and a version that rises with each change."""

    model_config: ClassVar[Any] = {"frozen": True, "extra": "forbid"}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    version: int = Field(default=1, ge=1)

    @field_validator("*", mode="before")
    @classmethod
    def _storable_text(cls, value: Any) -> Any:
        if not _is_storable(value):
            raise ValueError("This text holds a character that cannot be stored.")
        return value

    @field_validator("*", mode="after")
    @classmethod
    def _instants_are_utc(cls, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value


class Partnership(Entity):
    """One partnership, and how this copy of it is kept."""

    title: str = Field(max_length=SHORT_TEXT)
    summary: str = _short()
    seat: Seat = _word(Seat.FACILITATOR)
    stage: Stage = _word(Stage.INITIATION)
    standing: Standing = _word(Standing.POTENTIAL)
    paper: Paper = _word(Paper.UNDECIDED)
    situations: tuple[str, ...] = _many()
    start_on: date | None = None
    shows_months: bool = False
    draft_number: int = Field(default=1, ge=1)
    printed: tuple[str, ...] = Field(default=("timeline", "roles", "contributions", "agenda"), sa_type=JSON)
    page_size: str = _short("A4")
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


class Part(Entity):
    """Anything that belongs to one partnership; `rank` is its place among its like."""

    partnership_id: UUID = _owner("partnership")
    rank: int = 0


class Organisation(Part):
    """A party. `shared_id` is the same in every partnership that this organisation is part of."""

    shared_id: UUID = Field(default_factory=uuid4, index=True)
    name: str = Field(max_length=SHORT_TEXT)
    legal_name: str = _short()
    kind: OrganisationKind = _word(OrganisationKind.OTHER)
    side: Side = _word(Side.ACADEMIC)
    registration: str = _short()
    address: str = Field(default="", max_length=2_000)
    department: str = _short()
    country: str = _short("GB")

    @field_validator("side")
    @classmethod
    def _sits_on_one_side(cls, value: Side) -> Side:
        if value is Side.JOINT:
            raise ValueError("An organisation sits on the academic or the industry side.")
        return value


class Person(Part):
    """A person or a post. Time is in percent of full time; `shared_id` as for an organisation."""

    shared_id: UUID = Field(default_factory=uuid4, index=True)
    organisation_id: UUID = _owner("organisation")
    name: str = Field(max_length=SHORT_TEXT)
    post: str = _short()
    time_percent: int | None = _percent()
    to_be_hired: bool = False
    from_on: date | None = None
    until_on: date | None = None
    deputy_id: UUID | None = _refers("person")
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
    side: Side = _word(Side.JOINT)
    text: str = _long()
    chosen: tuple[str, ...] = _many()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18)
    currency: str = _short()
    on_date: date | None = None
    firmness: Firmness = _word(Firmness.UNSAID)
    note: str = _long()
    not_sure: bool = False
    confirmed: bool = True


class PrivateNote(Part):
    """A note that belongs to one seat and never prints. `place` is `screen/key` or `screen/key/side`."""

    seat: Seat = _word(Seat.FACILITATOR)
    place: str = Field(max_length=SHORT_TEXT)
    text: str = _long()


class Position(Part):
    """Where one side stands on one clause: the option it wants, in which stance, and why."""

    clause: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = _word(Side.ACADEMIC)
    option: str = _short()
    text: str = _long()
    stance: Stance = _word(Stance.UNSAID)
    reason: str = _long()
    note: str = _long()
    confirmed: bool = True


class ClauseChoice(Part):
    """What the paper says on one clause. None means: as the kind of paper has it by default."""

    clause: str = Field(max_length=SHORT_TEXT, index=True)
    included: bool | None = None
    option: str = _short()
    values: tuple[tuple[str, str], ...] = _many()
    binds: bool | None = None
    own_text: str = _long()
    agreed: bool = False


class Contribution(Part):
    """What one organisation puts in: cash, or something in kind with or without a value."""

    organisation_id: UUID = _owner("organisation")
    kind: str = _short("in_kind")
    what: str = _long()
    amount: Decimal | None = Field(default=None, sa_type=AutoString, max_digits=18, ge=0)
    currency: str = _short()
    note: str = _long()


class Activity(Part):
    """A piece of work or a milestone on the timeline.

    Durations count days in `unit`, of the clock of the lane it stands in; `start_on` is where
    the user put it, the schedule may push it later. `basis` names the facts behind the numbers.
    """

    name: str = Field(max_length=SHORT_TEXT)
    lane: Lane = _word(Lane.JOINT)
    organisation_id: UUID | None = _refers("organisation")
    owner_id: UUID | None = _refers("person")
    kind: str = _short("work")
    is_milestone: bool = False
    start_on: date | None = None
    is_fixed: bool = False
    min_days: int = Field(default=1, ge=0, le=36_500)
    likely_days: int = Field(default=1, ge=0, le=36_500)
    late_days: int = Field(default=1, ge=0, le=36_500)
    unit: DayUnit = _word(DayUnit.CALENDAR)
    deadline_on: date | None = None
    effort_percent: int | None = _percent()
    progress_percent: int = _percent(0)
    needs_committee: bool = True
    sublane: str = _short()
    template_item: str = _short()
    clause: str = _short()
    basis: tuple[str, ...] = _many()
    notes: str = _long()

    @model_validator(mode="after")
    def _durations_in_order(self) -> Self:
        if not self.min_days <= self.likely_days <= self.late_days:
            raise ValueError("Durations run from shortest over likely to late.")
        return self


class Link(Part):
    """One activity waits for another. `lag_days` are calendar days, negative for a head start."""

    before_id: UUID = _owner("activity")
    after_id: UUID = _owner("activity")
    kind: LinkKind = _word(LinkKind.FINISH_START)
    lag_days: int = Field(default=0, ge=-36_500, le=36_500)

    @model_validator(mode="after")
    def _joins_two(self) -> Self:
        if self.before_id == self.after_id:
            raise ValueError("An activity cannot wait for itself.")
        return self


class Clock(Part):
    """An organisation's calendar: a pattern from the content, periods of its own, or both."""

    organisation_id: UUID = _owner("organisation")
    name: str = _short()
    pattern: str = _short()


class ClockPeriod(Part):
    """A named stretch of a clock, both ends included; no end means unknown."""

    clock_id: UUID = _owner("clock")
    kind: str = _short("closure")
    name: str = _short()
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
    phase: str = _short()
    suggestion: str = _short()
    activity_id: UUID | None = _refers("activity")
    done_when: str = _long()
    starts_on: date | None = None
    ends_on: date | None = None
    effort_percent: int | None = _percent()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("The end is before the start.")
        return self


class Assignment(Part):
    """A letter in the role matrix; `effort_percent` overrides the row's, for an R."""

    role_activity_id: UUID = _owner("roleactivity")
    person_id: UUID = _owner("person")
    letter: Letter = _word(Letter.RESPONSIBLE)
    effort_percent: int | None = _percent()


class AccountabilityView(Part):
    """Whom one side takes to be accountable, said without seeing the other side's view."""

    role_activity_id: UUID = _owner("roleactivity")
    side: Side = _word(Side.ACADEMIC)
    person_id: UUID | None = _refers("person")


class Rating(Part):
    """One side's rating of one readiness topic on one day, 1 (not in place) to 5 (fully in place)."""

    topic: str = Field(max_length=SHORT_TEXT, index=True)
    side: Side = _word(Side.ACADEMIC)
    value: int = Field(ge=1, le=5)
    rated_on: date
    note: str = _long()
    confirmed: bool = True


class Risk(Part):
    """A card of the pre-mortem: it failed because of this; what we do about it, who, by when."""

    text: str = _long()
    factor: str = _short()
    likelihood: str = _short()
    severity: str = _short()
    owner_id: UUID | None = _refers("person")
    answer: str = _long()
    due_on: date | None = None


class OpenPoint(Part):
    """Something to settle. `origin` is the place whose "not sure yet" or disagreement raised it."""

    origin: str = _short()
    text: str = _long()
    side: Side = _word(Side.JOINT)
    owner_id: UUID | None = _refers("person")
    due_on: date | None = None
    settled: bool = False


class NextStep(Part):
    """Something to do next, by whom and by when."""

    text: str = _long()
    side: Side = _word(Side.JOINT)
    owner_id: UUID | None = _refers("person")
    due_on: date | None = None
    done: bool = False


class Assumption(Part):
    """A figure of the content that this partnership replaces: a lead time or a rule's parameter."""

    key: str = Field(max_length=SHORT_TEXT)
    value: str = _short()
    reason: str = _long()


class Dismissal(Part):
    """A finding that the user has looked at and set aside, with the reason."""

    finding: str = Field(max_length=SHORT_TEXT)
    reason: str = _long()
    dismissed_on: date


class Baseline(Part):
    """The plan as it stood on a day: rows of activity key, first day, last day."""

    name: str = _short()
    taken_on: date
    dates: tuple[tuple[str, str, str], ...] = _many()


class Draft(Part):
    """An issued draft: the PDF itself, its blocks as JSON text, and what made it."""

    number: int = Field(ge=1)
    issued_on: date
    issued_to: str = _short()
    fingerprint: str = _short()
    content_version: str = _short()
    blocks: str = ""
    pdf: bytes = b""
    signed_on: date | None = None
    signed_by: str = _short()
    signed_pdf: bytes = b""


# Parents before their parts: the order in which they are written, and read from a file.
NOUNS: tuple[type[Entity], ...] = (
    Partnership,
    Organisation,
    Person,
    Answer,
    PrivateNote,
    Position,
    ClauseChoice,
    Contribution,
    Activity,
    Link,
    Clock,
    ClockPeriod,
    RoleActivity,
    Assignment,
    AccountabilityView,
    Rating,
    Risk,
    OpenPoint,
    NextStep,
    Assumption,
    Dismissal,
    Baseline,
    Draft,
)
NOUN_NAMED: dict[str, type[Entity]] = {noun.__name__.lower(): noun for noun in NOUNS}


def references(noun: type[Entity]) -> dict[str, tuple[type[Entity], bool]]:
    """Fields of `noun` that name another noun: the noun named, and whether it owns this one."""
    found: dict[str, tuple[type[Entity], bool]] = {}
    for name, field in noun.model_fields.items():
        target = getattr(field, "foreign_key", None)
        if isinstance(target, str):
            found[name] = (NOUN_NAMED[target.split(".")[0]], field.is_required())
    return found
