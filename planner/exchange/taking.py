"""Files taken into a store: what is new, already there, or different and for the user to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from planner.document import Edit, snapshot_of
from planner.exchange.compare import compare, copy_of, replacing
from planner.library import Library
from planner.model import Entity

Choice = Literal["", "copy", "replace"]
Entities = tuple[Entity, ...]


@dataclass(frozen=True)
class Taking:
    """The edits that store the files, and a line to say for each; or why none may be stored.

    When `refused` is set there are no edits, and `lines` say what differs.
    """

    edits: tuple[Edit, ...] = ()
    lines: tuple[str, ...] = ()
    refused: str = ""


def take_in(
    files: Iterable[tuple[str, Entities]], stored: Iterable[Entities], choice: Choice, library: Library
) -> Taking:
    """What storing these files means, each with its name, when `stored` is there already.

    A file that differs from what is stored is refused unless `choice` says to keep both, or to
    take the file's version.
    """
    known = {snapshot_of(entities).partnership.id: entities for entities in stored}
    edits: list[Edit] = []
    lines: list[str] = []
    for name, incoming in files:
        whole = snapshot_of(incoming).partnership
        here = known.get(whole.id)
        if here is None:
            word = "stored"
        else:
            comparison = compare(here, incoming, library)
            if comparison.identical:
                lines.append(f"{name}: {whole.title} is already here, and nothing differs")
                continue
            if not choice:
                count = len(comparison.lines)
                places = "place" if count == 1 else "places"
                message = f"{name}: “{whole.title}” is stored already, and differs in {count} {places}."
                return Taking(lines=comparison.lines, refused=message)
            word = "replaced" if choice == "replace" else "stored beside the one that was here"
            if choice == "copy":
                incoming, here = copy_of(incoming, title=f"{whole.title} (copy)"), None
        new = replacing(here or (), incoming) if here else tuple(Edit(None, e) for e in incoming)
        whole = snapshot_of(incoming).partnership
        known[whole.id] = _after(here or (), new)
        edits += new
        lines.append(f"{name}: {whole.title} is {word} ({whole.id.hex[:8]})")
    return Taking(tuple(edits), tuple(lines))


def _after(entities: Entities, edits: Iterable[Edit]) -> Entities:
    rows: dict[tuple[type[Entity], UUID], Entity | None] = {(type(e), e.id): e for e in entities}
    rows.update({(type(edit.entity), edit.entity.id): edit.after for edit in edits})
    return tuple(entity for entity in rows.values() if entity is not None)
