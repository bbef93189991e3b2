"""The parties: the partnership itself, its organisations and its people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Self
from uuid import UUID, uuid4

from pydantic import field_validator, model_validator
from sqlmodel import JSON, Field

from planner.entity import SHORT_TEXT, Entity, Part, many, owner, percent, refers, short, word
from planner.terms import OrganisationKind, Paper, Seat, Side, Stage, Standing


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


class Absence(Part):
    """When a person is away, both ends included."""

    person_id: UUID = owner("person")
    starts_on: date
    ends_on: date
    reason: str = short()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("The end is before the start.")
        return self
