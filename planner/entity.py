"""What every noun has, and the kinds of field nouns are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from pydantic import field_validator
from sqlmodel import JSON, AutoString, Field, SQLModel

LONG_TEXT = 20_000
SHORT_TEXT = 400


def owner(noun: str) -> Any:
    """A key of the noun that owns this one: removing the owner removes this."""
    return Field(foreign_key=f"{noun}.id", index=True)


def refers(noun: str) -> Any:
    """A key of another noun, or nothing: removing the other clears it."""
    return Field(default=None, foreign_key=f"{noun}.id")


def word(default: Any) -> Any:
    """A word of a closed set, stored as text."""
    return Field(default=default, sa_type=AutoString)


def short(default: str = "") -> Any:
    """One line of text."""
    return Field(default=default, max_length=SHORT_TEXT)


def long() -> Any:
    """Text of any length a person would type."""
    return Field(default="", max_length=LONG_TEXT)


def many() -> Any:
    """Several values, stored as JSON."""
    return Field(default=(), sa_type=JSON)


def percent(default: int | None = None) -> Any:
    """A share of 0 to 100 %, or unknown."""
    return Field(default=default, ge=0, le=100)


def _is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and (value.isascii() or not any("\ud800" <= c <= "\udfff" for c in value))
    return not isinstance(value, list | tuple) or all(map(_is_storable, value))


class Entity(SQLModel):
    """What every noun has: a key made here, and a version that rises with each change."""

    # Validators are built when first used: to build them all takes as long as to read a partnership.
    model_config: ClassVar[Any] = {"frozen": True, "extra": "forbid", "defer_build": True}

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
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise ValueError("This instant lies outside the calendar.") from None


class Part(Entity):
    """Anything that belongs to one partnership; `rank` is its place among its like."""

    partnership_id: UUID = owner("partnership")
    rank: int = 0
