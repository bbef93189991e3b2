"""Two versions of one partnership: what differs, in words; taking the file's; keeping both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from planner.document import Edit
from planner.errors import Refused
from planner.exchange.file import file_name
from planner.issued import is_signed, standing
from planner.model import (
    NOUNS,
    SHORT_TEXT,
    Answer,
    Assignment,
    ClauseChoice,
    Draft,
    Entity,
    Link,
    Partnership,
    Position,
    PrivateNote,
    Rating,
    references,
)

if TYPE_CHECKING:
    from planner.library import Library
    from planner.library.entries import Question
    from planner.library.family_entries import FamilyQuestion

Key = tuple[type[Entity], UUID]


@dataclass(frozen=True)
class Comparison:
    """What differs between the stored partnership and a file, a line for each difference.

    Private notes that only the store has are no difference: a file may have been written without.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether nothing differs."""
        return not self.lines

    @property
    def lines(self) -> tuple[str, ...]:
        """Every difference in words."""
        return (
            *self.changed,
            *(f"{name}: only in the file" for name in self.added),
            *(f"{name}: not in the file" for name in self.removed),
        )


def compare(
    stored: Iterable[Entity], incoming: Iterable[Entity], library: Library | None = None
) -> Comparison:
    """What the file `incoming` has different. With a library, questions and clauses go by their wording."""
    here, there = _by_key(stored), _by_key(incoming)
    everything = {id: entity for (_, id), entity in {**there, **here}.items()}
    return Comparison(
        changed=tuple(
            f"{_name(here[key], everything, library)}: {_field_words(field)} differs"
            for key, entity in there.items()
            if key in here
            for field in _differing(here[key], entity)
        ),
        added=tuple(_name(e, everything, library) for key, e in there.items() if key not in here),
        removed=tuple(_name(e, everything, library) for e in _only_here(here, there)),
    )


def replacing(stored: Iterable[Entity], incoming: Iterable[Entity]) -> tuple[Edit, ...]:
    """The edits that turn what is stored into the file's version, parents first, removals last.

    Private notes are never removed, and every version rises above the stored one. Signed drafts stay
    as they are; another draft with the number of one of them stays out.
    """
    here, there = _by_key(stored), _by_key(incoming)
    if any(noun is Partnership for noun, _ in here.keys() - there.keys()):
        raise Refused("These are two different partnerships.")
    edits = []
    taken = {entity.number for entity in here.values() if isinstance(entity, Draft) and is_signed(entity)}
    for key, entity in there.items():
        before = here.get(key)
        if before is None:
            if not (isinstance(entity, Draft) and entity.number in taken):
                edits.append(Edit(None, entity))
        elif _differing(before, entity) and not _is_locked(before):
            edits.append(Edit(before, entity.model_copy(update={"version": before.version + 1})))
    gone = [entity for entity in reversed(_only_here(here, there)) if not _is_locked(entity)]
    return (*edits, *(Edit(entity, None) for entity in gone))


def copy_of(entities: Iterable[Entity], *, title: str = "") -> tuple[Entity, ...]:
    """The same partnership under fresh keys, so that both can be kept.

    Organisations and people stay the same ones across partnerships. Places that hold a key follow.
    """
    values = _by_key(entities).values()
    fresh = {entity.id: uuid4() for entity in values}
    copies = []
    for entity in values:
        fields = {name: _renamed(getattr(entity, name), fresh) for name in _keyed_fields(type(entity))}
        if title and isinstance(entity, Partnership):
            fields["title"] = title[:SHORT_TEXT]
        copies.append(entity.model_copy(update={**fields, "id": fresh[entity.id], "version": 1}))
    return tuple(copies)


def _by_key(entities: Iterable[Entity]) -> dict[Key, Entity]:
    """By noun and key, parents before their parts."""
    order = {noun: place for place, noun in enumerate(NOUNS)}
    return {(type(e), e.id): e for e in sorted(entities, key=lambda e: order[type(e)])}


def _only_here(here: dict[Key, Entity], there: dict[Key, Entity]) -> list[Entity]:
    return [e for key, e in here.items() if key not in there and not isinstance(e, PrivateNote)]


def _is_locked(entity: Entity) -> bool:
    return isinstance(entity, Draft) and is_signed(entity)


def _differing(before: Entity, after: Entity) -> list[str]:
    names = type(before).model_fields
    return [n for n in names if n != "version" and getattr(before, n) != getattr(after, n)]


_UUID = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b")


def _keyed_fields(noun: type[Entity]) -> list[str]:
    """Fields that may hold keys of other values: references, places, finding ids, rows of a plan.

    An issued draft stays as it was printed.
    """
    if noun is Draft:
        return ["partnership_id"]
    return [name for name in noun.model_fields if name not in ("id", "version", "shared_id")]


def _renamed(value: Any, fresh: dict[UUID, UUID]) -> Any:
    if isinstance(value, UUID):
        return fresh.get(value, value)
    if type(value) is str:
        return _UUID.sub(lambda found: _renamed_key(found[0], fresh), value)
    if isinstance(value, tuple):
        return tuple(_renamed(inner, fresh) for inner in value)
    return value


def _renamed_key(text: str, fresh: dict[UUID, UUID]) -> str:
    new = fresh.get(UUID(text))
    if new is None:
        return text
    return str(new) if "-" in text else new.hex


# Naming things in words

_FIELDS = {
    "contact": "contact details",
    "is_milestone": "whether it is a milestone",
    "is_fixed": "whether its date is fixed",
    "may_sign": "whether they may sign",
    "to_be_hired": "whether they are still to be hired",
    "values": "the values filled in",
    "binds": "whether it binds",
    "included": "whether it is included",
    "chosen": "choice",
    "rank": "place in the order",
    "blocks": "wording",
    "issued_to": "to whom it was sent",
    "issued_on": "day it was sent",
    "pdf": "PDF",
    "signed_on": "day it was signed",
    "signed_by": "who signed",
    "signed_pdf": "signed PDF",
    "min_days": "shortest duration",
    "likely_days": "likely duration",
    "late_days": "late duration",
}


def _field_words(field: str) -> str:
    if field in _FIELDS:
        return _FIELDS[field]
    stem = re.sub(r"_(id|at)$", "", re.sub(r"_on$", " date", field))
    return stem.replace("_", " ")


def _name(entity: Entity, everything: dict[UUID, Entity], library: Library | None) -> str:
    """What a value is called on the screens, with the side it belongs to."""
    noun = file_name(type(entity)).replace("_", " ").capitalize()
    if isinstance(entity, Partnership):
        return "The partnership"
    if isinstance(entity, Answer):
        question = _asked(entity.question, library) if library else None
        return f"Answer to “{question.wording if question else entity.question}” ({entity.side})"
    if isinstance(entity, Position | ClauseChoice):
        clause = library.clauses.get(entity.clause) if library else None
        side = f" ({entity.side})" if isinstance(entity, Position) else ""
        return f"{noun.replace(' choice', '')} on “{clause.title if clause else entity.clause}”{side}"
    if isinstance(entity, Rating):
        topic = library.topics.get(entity.topic) if library else None
        return f"Rating of “{topic.statement if topic else entity.topic}” ({entity.side})"
    if isinstance(entity, Assignment | Link):
        return f"{noun} of {_joined(entity, everything)}"
    if isinstance(entity, Draft):
        return f"Draft {entity.number} ({standing(entity)})"
    words = next(
        (getattr(entity, f) for f in ("name", "title", "text", "what") if getattr(entity, f, "")), ""
    )
    return f"{noun} “{_short(str(words))}”" if words else noun


def _asked(key: str, library: Library) -> Question | FamilyQuestion | None:
    """The question of scoping, or on model families, with this key."""
    return library.questions.get(key) or library.family_questions.get(key)


def _joined(entity: Entity, everything: dict[UUID, Entity]) -> str:
    """The names of the two things that an assignment or a link joins."""
    ends = [
        everything.get(getattr(entity, name)) for name in references(type(entity)) if name != "partnership_id"
    ]
    names = [getattr(end, "name", "") or getattr(end, "title", "something removed") for end in ends]
    return " and ".join(f"“{_short(name)}”" for name in names)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."
