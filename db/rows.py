"""The door between nouns and rows: what a value becomes when stored, and when read back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from planner.errors import BadFile
from planner.model import Entity

E = TypeVar("E", bound=Entity)


def values_of(entity: Entity) -> dict[str, Any]:
    """The columns of `entity` as any database takes them: enums and amounts as text, instants in UTC."""
    return {name: _stored(value) for name, value in entity.__dict__.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value


def entities_of(noun: type[E], rows: Iterable[RowMapping]) -> list[E]:
    """The values that `rows` hold, validated. Raises BadFile for a row that no program of ours wrote."""
    try:
        return [noun.model_validate(dict(row)) for row in rows]
    except ValueError:  # its text quotes what a person wrote
        raise BadFile(
            f"A stored {noun.__name__.lower()} cannot be read: the database was damaged or changed "
            "by another program.",
            "Restore a backup; the damaged file is kept under a new name.",
        ) from None
