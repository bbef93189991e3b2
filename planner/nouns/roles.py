"""Who does what: the rows and the letters of the role matrix."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import model_validator
from sqlmodel import Field

from planner.entity import SHORT_TEXT, Part, long, owner, percent, refers, short, word
from planner.terms import Letter, Side


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
