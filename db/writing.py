"""A batch of edits written as one transaction: each row checked, parents first, children deleted first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Delete, Insert, Select, Update, bindparam, delete, insert, select, update

from db.rows import entities_of, values_of
from db.tables import table_of
from planner.document import Edit
from planner.errors import StaleEdit
from planner.model import NOUNS, Entity

_AT_ONCE = 500


@dataclass(slots=True)
class _Turn:
    """Everything that happened to one value: how it began, how it ends, and what it was between.

    The stored row may be any of them: an earlier attempt may have been stored unnoticed.
    """

    before: Entity | None
    after: Entity | None
    states: list[Entity | None]

    @property
    def id(self) -> UUID:
        return next(state.id for state in self.states if state is not None)


def write_edits(connection: Connection, edits: Iterable[Edit]) -> None:
    """Store `edits` on a connection whose transaction has begun. Writing them twice is harmless.

    Raises StaleEdit when a row was changed by somebody else; the caller takes everything back.
    """
    turns = _turns(edits)
    due = {noun: list(_due(connection, noun, turns[noun])) for noun in NOUNS if noun in turns}
    for noun, group in due.items():
        added = [values_of(turn.after) for stored, turn in group if turn.after and stored is None]
        changed = [_renamed(turn.after) for stored, turn in group if turn.after and stored is not None]
        if added:
            connection.execute(_insert(noun), added)
        if changed:
            connection.execute(_update(noun), changed)
    for noun, group in reversed(due.items()):
        if gone := [{"its_id": turn.id} for _, turn in group if turn.after is None]:
            connection.execute(_delete(noun), gone)


def _turns(edits: Iterable[Edit]) -> dict[type[Entity], list[_Turn]]:
    found: dict[tuple[type[Entity], UUID], _Turn] = {}
    for edit in edits:
        key = type(edit.entity), edit.entity.id
        turn = found.setdefault(key, _Turn(edit.before, edit.after, [edit.before]))
        turn.after = edit.after
        turn.states.append(edit.after)
    grouped: dict[type[Entity], list[_Turn]] = {}
    for (noun, _), turn in found.items():
        grouped.setdefault(noun, []).append(turn)
    return grouped


def _due(
    connection: Connection, noun: type[Entity], turns: list[_Turn]
) -> Iterator[tuple[int | None, _Turn]]:
    """The turns still to be written, each with the stored row's version, None for no row."""
    stored: dict[UUID, int] = {}
    for start in range(0, len(turns), _AT_ONCE):
        ids = [turn.id for turn in turns[start : start + _AT_ONCE]]
        found = connection.execute(_versions(noun), {"ids": ids})
        stored.update((row.id, row.version) for row in found)
    for turn in turns:
        version = stored.get(turn.id)
        if version != (turn.before.version if turn.before else None):
            now = _stored_entity(connection, noun, turn.id) if version is not None else None
            if now == turn.after:
                continue
            if now not in turn.states:
                raise StaleEdit(
                    f"This {noun.__name__.lower()} was changed elsewhere meanwhile.",
                    "Load the stored version, then make the change again.",
                )
        yield version, turn


def _stored_entity(connection: Connection, noun: type[Entity], id: UUID) -> Entity:
    table = table_of(noun)
    rows = connection.execute(select(table).where(table.c.id == id)).mappings()
    return entities_of(noun, rows)[0]


def _renamed(entity: Entity) -> dict[str, Any]:
    """The columns of a changed row, its key under the name that the statements below give it."""
    values = values_of(entity)
    values["its_id"] = values.pop("id")
    return values


# Built once each, so that SQLAlchemy finds the compiled statement again.


@cache
def _versions(noun: type[Entity]) -> Select[tuple[UUID, int]]:
    columns = table_of(noun).c
    wanted = columns.id.in_(bindparam("ids", expanding=True))
    return select(columns.id, columns.version).where(wanted).with_for_update()


@cache
def _insert(noun: type[Entity]) -> Insert:
    return insert(table_of(noun))


@cache
def _update(noun: type[Entity]) -> Update:
    table = table_of(noun)
    return update(table).where(table.c.id == bindparam("its_id"))


@cache
def _delete(noun: type[Entity]) -> Delete:
    table = table_of(noun)
    return delete(table).where(table.c.id == bindparam("its_id"))
