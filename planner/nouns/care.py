"""What keeps a partnership well: ratings, risks, open points, next steps, and figures of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field

from planner.entity import SHORT_TEXT, Part, long, refers, short, word
from planner.terms import Side


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
