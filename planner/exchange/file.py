"""One partnership as one JSON file that a person can read: written, checked and read back.

```
{"format": "partnership-planner", "schema": 1, "content": "<version of the content it was made with>",
 "partnership": {...}, "organisation": [{...}, ...], "answer": [{...}, ...], ...}
```
Each noun of `planner.model` has a list under its name in snake case; a noun without values has none.
Fields stand under their names. A field that has its usual value is left out, except keys and
instants, which have none; changing a usual value is therefore a new schema. `partnership_id` is
left out as well: a file holds one partnership. Amounts are text, dates and instants ISO, bytes base64.
"""

from __future__ import annotations

import json
import re
import stat
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import PydanticUndefined

from planner.errors import BadFile, Refused, StoreFailure
from planner.exchange.tree import MAX_MEGABYTES, MAX_VALUES, Tree, parsed, printable, shown
from planner.model import (
    MAX_ORGANISATIONS,
    NOUNS,
    Draft,
    Entity,
    Organisation,
    Part,
    Partnership,
    PrivateNote,
    references,
)
from planner.refusals import refused
from planner.whole_file import write_whole

FORMAT = "partnership-planner"

# The function at place n - 1 turns a file of schema n into one of schema n + 1.
UPGRADES: tuple[Callable[[Tree], Tree], ...] = ()
SCHEMA = len(UPGRADES) + 1


@dataclass(frozen=True)
class ImportedFile:
    """What a file held: its values, parents first, and the versions it was written with."""

    entities: tuple[Entity, ...]
    schema: int
    content: str


def file_name(noun: type[Entity]) -> str:
    """What the list of a noun is called in a file: `role_activity`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", noun.__name__).lower()


NOUN_OF = {file_name(noun): noun for noun in NOUNS}


# Writing


def to_json(entities: Iterable[Entity], content_version: str, *, private: bool) -> str:
    """The partnership as the text of a file; the same values give the same text.

    With `private` nothing is lost; without it everything but the private notes is there.
    """
    rows: dict[str, list[Tree]] = {name: [] for name in NOUN_OF}
    for entity in entities:
        if private or not isinstance(entity, PrivateNote):
            rows[file_name(type(entity))].append(_row(entity))
    partnership = rows.pop("partnership")
    if len(partnership) != 1:
        raise Refused("A file holds exactly one partnership.")
    head = {"format": FORMAT, "schema": SCHEMA, "content": content_version, "partnership": partnership[0]}
    tree = {**head, **{name: values for name, values in rows.items() if values}}
    return json.dumps(tree, indent=2, ensure_ascii=False, default=_plain) + "\n"


def _row(entity: Entity) -> Tree:
    return {
        name: getattr(entity, name)
        for name, field in type(entity).model_fields.items()
        if name != "partnership_id" and (field.default != getattr(entity, name) or field.is_required())
    }


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, UUID | Decimal)
    return str(value)


def content_of(text: str) -> bytes:
    """The bytes of a file with this text. Raises StoreFailure when they are more than one may hold."""
    content = text.encode("utf-8")
    if len(content) > MAX_MEGABYTES * 1_000_000:
        raise StoreFailure(
            f"This partnership is larger than the {MAX_MEGABYTES} MB that one file may hold.",
            "A backup holds everything, whatever its size.",
        )
    return content


def write_file(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    try:
        write_whole(path, content_of(text))
    except OSError as fault:
        raise StoreFailure(f"{path} could not be written: {fault.strerror}.") from None


# Reading


def read_file(path: Path) -> ImportedFile:
    """The partnership in a file. Raises BadFile with one sentence when it is not one of ours."""
    return from_json(_content_of(path))


def _content_of(path: Path) -> str:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise BadFile(f"{path} is not an ordinary file.")
        if state.st_size > MAX_MEGABYTES * 1_000_000:
            raise BadFile(f"{path} is larger than {MAX_MEGABYTES} MB, which no partnership file is.")
        return _decoded(path.read_bytes())
    except FileNotFoundError:
        raise BadFile(f"There is no file {path}.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name cannot be used"
        raise BadFile(f"{path} could not be read: {reason}.") from None


def from_json(text: str | bytes) -> ImportedFile:
    """The partnership in the text of a file. Raises BadFile with one sentence saying what is wrong."""
    if isinstance(text, bytes):
        text = _decoded(text)
    tree = parsed(text)
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise BadFile("This is not a partnership file.")
    schema = tree.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadFile("This partnership file does not say which version of the format it has.")
    if schema > SCHEMA:
        raise BadFile(
            f"This file has version {schema} of the format; this program reads up to version {SCHEMA}.",
            "Install a newer Partnership Planner to open it.",
        )
    for upgrade in UPGRADES[schema - 1 :]:
        tree = upgrade(tree)
    content = tree.get("content", "")
    if not isinstance(content, str) or len(content) > 64:
        raise BadFile("This partnership file does not say which version of the content it was made with.")
    entities = _entities(tree)
    _check_whole(entities)
    return ImportedFile(entities, schema, content)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("This is not a partnership file: it is not text in UTF-8.") from None


def _entities(tree: Tree) -> tuple[Entity, ...]:
    rows = {name: rows for name, rows in tree.items() if name not in ("format", "schema", "content")}
    unknown = rows.keys() - NOUN_OF.keys()
    if unknown:
        raise BadFile(f"This file holds {shown(min(unknown))}, which this program does not know.")
    if not isinstance(rows.get("partnership"), dict):
        raise BadFile("A partnership file holds exactly one partnership.")
    rows["partnership"] = [rows["partnership"]]
    if any(not isinstance(values, list) for values in rows.values()):
        raise BadFile("In this file a list of values is missing its brackets.")
    if sum(len(values) for values in rows.values()) > MAX_VALUES:
        raise BadFile("This file holds more values than a partnership can have.")
    partnership_id = rows["partnership"][0].get("id")
    return tuple(
        _entity(noun, row, f"{name.replace('_', ' ')} {place}", partnership_id)
        for name, noun in NOUN_OF.items()
        for place, row in enumerate(rows.get(name, []), start=1)
    )


def _entity(noun: type[Entity], row: Any, where: str, partnership_id: Any) -> Entity:
    if not isinstance(row, dict):
        raise BadFile(f"In this file {where} is not an object.")
    fields = noun.model_fields
    unknown = row.keys() - fields.keys()
    if unknown:
        raise BadFile(f"In this file {where} has {shown(min(unknown))}, which this program does not know.")
    if issubclass(noun, Part):
        row = {"partnership_id": partnership_id, **row}
    missing = [n for n, f in fields.items() if n not in row and f.default is PydanticUndefined]
    if missing:
        raise BadFile(f"In this file {where} lacks its {missing[0]}.")
    given = {name: _bytes(v, where) if fields[name].annotation is bytes else v for name, v in row.items()}
    try:
        entity = noun.model_validate(given)
    except ValidationError as fault:
        reason = refused(fault)
        place = f"{where}, {reason.field}" if reason.field else where
        raise BadFile(f"In this file {place}: {printable(str(reason))}") from None
    for name, value in row.items():
        if not _written_as(getattr(entity, name), value):
            raise BadFile(f"In this file {where}, {name}: this is not written as the schema says.")
    return entity


def _written_as(value: Any, raw: Any) -> bool:
    """Whether `raw` is of the JSON kind that `value` is written as; "5" is not a number, 1 not true."""
    if isinstance(value, tuple):
        return isinstance(raw, list) and all(map(_written_as, value, raw))
    if value is None or isinstance(value, int):
        return type(raw) is type(value)
    return isinstance(raw, str)


def _bytes(value: Any, where: str) -> bytes:
    try:
        return b64decode(value, validate=True)
    except (TypeError, ValueError):
        raise BadFile(f"In this file a document of {where} is not base64.") from None


def _check_whole(entities: Sequence[Entity]) -> None:
    """Raise BadFile unless keys and draft numbers are used once and references stay inside the file."""
    ids: dict[type[Entity], set[UUID]] = {noun: set() for noun in NOUNS}
    for entity in entities:
        if any(entity.id in known for known in ids.values()):
            raise BadFile(f"In this file two values have the key {entity.id}.")
        ids[type(entity)].add(entity.id)
    numbers = [entity.number for entity in entities if isinstance(entity, Draft)]
    if twice := next((number for number in numbers if numbers.count(number) > 1), None):
        raise BadFile(f"This file holds two drafts with the number {twice}.")
    if len(ids[Organisation]) > MAX_ORGANISATIONS:
        raise BadFile(f"A partnership holds at most {MAX_ORGANISATIONS} organisations.")
    for entity in entities:
        for field, (target, _) in references(type(entity)).items():
            named = getattr(entity, field)
            if named is None or named in ids[target]:
                continue
            if target is Partnership:
                raise BadFile("This file holds parts of two partnerships.")
            raise BadFile(
                f"In this file {_words(type(entity))} {entity.id} names one {_words(target)} "
                "that is not there."
            )


def _words(noun: type[Entity]) -> str:
    return file_name(noun).replace("_", " ")
