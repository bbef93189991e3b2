"""What a rule says: findings, the amendments that would mend them, and points for the agenda.

Places name where a finding is mended: `screen`, `screen/key`, `screen/key/side`; the key is a
content key or the id of a value. Every room has `findings(snapshot, library, today)` and, where
it can leave something open, `open_points(snapshot, library)`; `checks` and `agenda` gather them. They
are tuples with names, because a large plan makes thousands of them at a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from planner.terms import Basis, Screen, Severity, Side

if TYPE_CHECKING:
    from planner.document import Document
    from planner.model import Entity


class Amendment(NamedTuple):
    """One field of one value, and what it would become."""

    entity: Entity
    field: str
    value: object


class Remedy(NamedTuple):
    """A change that would mend a finding, to be applied as one step. `added` are values to be added."""

    label: str
    amendments: tuple[Amendment, ...] = ()
    added: tuple[Entity, ...] = ()

    def apply(self, document: Document) -> None:
        """Make the change, in one step that undo takes back."""
        with document.step(self.label):
            for amendment in self.amendments:
                document.set(amendment.entity, amendment.field, amendment.value)
            for entity in self.added:
                document.add(entity)


class Finding(NamedTuple):
    """Something missing, contradictory or worth knowing, in words, with the place to mend it.

    `id` is the same as long as the cause is: the rule's key, then what it is about. `tag` is the
    one word shown in a chip. `sources` are short citations. `not_assessed` says what is missing.
    It counts on its own screen; at the places of `also_at` it is listed and can be mended as well.
    """

    id: str
    severity: Severity
    screen: Screen
    message: str
    place: str
    basis: Basis
    sources: tuple[str, ...] = ()
    advice: str = ""
    tag: str = ""
    about: tuple[UUID, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    also_at: tuple[str, ...] = ()

    def is_at(self, place: str) -> bool:
        """Whether it is to be listed at a place, or at one inside it."""
        return any(at == place or at.startswith(f"{place}/") for at in (self.place, *self.also_at))


@dataclass(frozen=True)
class AgendaItem:
    """An open point: what is to be settled, by whom, by when, and where it was left open.

    `origin` is the place, and the key under which owner and date are stored. `owner` is a name,
    never empty: without a person it is the side's organisation, or both.
    """

    origin: str
    text: str
    side: Side
    owner: str = ""
    owner_id: UUID | None = None
    due_on: date | None = None
    number: int = 0
