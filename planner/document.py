"""The one open partnership: get, set, add, remove, undo, redo; tells one listener of each change.

`Snapshot`, in a module of its own, is the read-only view that every rule takes; `Document` is the only
writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeVar, cast
from uuid import UUID

from pydantic import ValidationError

from planner.errors import Refused
from planner.issued import refuse_change, refuse_removal, refuse_second
from planner.model import MAX_ORGANISATIONS, NOUNS, Entity, Organisation, Part, Partnership, references
from planner.refusals import refused
from planner.snapshot import Snapshot as Snapshot
from planner.snapshot import rows_of
from planner.snapshot import snapshot_of as snapshot_of

E = TypeVar("E", bound=Entity)
Origin = Literal["edit", "undo", "redo"]

MAX_UNDO = 1_000


@dataclass(frozen=True)
class Edit:
    """One value before and after; None before means added, None after means removed."""

    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        """Whichever of the two there is, the later first."""
        return cast("Entity", self.after or self.before)

    def reversed(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.after, self.before)


@dataclass(frozen=True)
class Change:
    """What happened in one step: its label for the user, its edits in order, and why it happened."""

    label: str
    edits: tuple[Edit, ...]
    origin: Origin = "edit"

    def touches(self, *nouns: type[Entity]) -> bool:
        """Whether any edit is of one of these nouns."""
        return any(isinstance(edit.entity, nouns) for edit in self.edits)


@dataclass(frozen=True)
class _Step:
    change: Change
    field: tuple[UUID, str] | None  # set while this is typing in a field that has not been left


class Document:
    """The open partnership. Every write is one step, or part of a grouped one, and can be undone."""

    def __init__(self, entities: Iterable[Entity], listener: Callable[[Change], None] | None = None) -> None:
        self._rows = rows_of(entities)
        self.is_read_only = False
        self._snapshot: Snapshot | None = None
        self._changed: dict[type[Entity], set[UUID]] = {}
        self.listener = listener
        self._done: list[_Step] = []
        self._undone: list[Change] = []
        self._group: list[Edit] | None = None

    def snapshot(self) -> Snapshot:
        """The partnership as it stands now; shares with the last one all that no write has touched."""
        if self._snapshot is None:
            self._snapshot = Snapshot({noun: dict(rows) for noun, rows in self._rows.items()})
        elif self._changed:
            rows = {noun: dict(self._rows[noun]) for noun in self._changed}
            self._snapshot = self._snapshot.followed_by(rows, self._changed)
        self._changed = {}
        return self._snapshot

    @property
    def partnership(self) -> Partnership:
        """The partnership itself."""
        return cast("Partnership", next(iter(self._rows[Partnership].values())))

    def get(self, noun: type[E], id: UUID) -> E:
        """The value with this key. KeyError when there is none."""
        return cast("E", self._rows[noun][id])

    # Writing

    def set(
        self, entity: Entity, field: str, value: object, *, label: str = "", typing: bool = False
    ) -> None:
        """Give one field a new value.

        `typing` marks a keystroke: such steps can be undone word by word until `seal` joins them
        into one. Raises Refused, with a sentence for the field, when the value is not accepted.
        """
        self.update(entity, {field: value}, label=label, typing_in=field if typing else "")

    def update(
        self, entity: Entity, fields: Mapping[str, object], *, label: str = "", typing_in: str = ""
    ) -> None:
        """Give several fields new values in one step, checked together."""
        before = self._rows[type(entity)].get(entity.id)
        if before is None:
            raise Refused("This was removed in the meantime.")
        if all(getattr(before, name) == value for name, value in fields.items()):
            return
        refuse_change(before, fields)
        after = _checked(before, {**fields, "version": before.version + 1})
        label = label or f"change of {_spoken(before)}"
        typed = (entity.id, typing_in) if typing_in else None
        with self._applying(label, typed) as edits:
            edits.append(Edit(before, after))

    def add(self, entity: E, *, label: str = "", typing_in: str = "") -> E:
        """Add a value; a Part with rank 0 goes behind its like. Returns it as stored.

        `typing_in` names the field whose first keystroke made the value: one step with what follows.
        """
        if not isinstance(entity, Part):
            raise Refused("A document holds exactly one partnership.")
        if entity.partnership_id != self.partnership.id:
            raise Refused("This belongs to another partnership.")
        if isinstance(entity, Organisation) and len(self._rows[Organisation]) >= MAX_ORGANISATIONS:
            raise Refused(f"A partnership holds at most {MAX_ORGANISATIONS} organisations.")
        refuse_second(entity, self._rows[type(entity)].values())
        if entity.rank == 0:
            ranks = [e.rank for e in self._rows[type(entity)].values() if isinstance(e, Part)]
            entity = cast("E", entity.model_copy(update={"rank": max(ranks, default=0) + 1}))
        typed = (entity.id, typing_in) if typing_in else None
        with self._applying(label or f"new {_spoken(entity)}", typed) as edits:
            edits.append(Edit(None, entity))
        return entity

    def remove(self, entity: Entity, *, label: str = "", typing_in: str = "") -> None:
        """Remove a value with all it owns; fields that refer to it are cleared. One step.

        `typing_in` names the field whose last letter was deleted, in a value that owns nothing.
        """
        refuse_removal(self._rows[type(entity)].get(entity.id, entity))
        if typing_in:
            with self._applying(label or f"removal of {_spoken(entity)}", (entity.id, typing_in)) as edits:
                edits.append(Edit(self._rows[type(entity)][entity.id], None))
            return
        with self.step(label or f"removal of {_spoken(entity)}"):
            self._remove(entity)

    def _remove(self, entity: Entity) -> None:
        if entity.id not in self._rows[type(entity)]:
            return
        for noun in NOUNS:
            for field, (target, owns) in references(noun).items():
                if target is not type(entity):
                    continue
                for other in [e for e in self._rows[noun].values() if getattr(e, field) == entity.id]:
                    if owns:
                        self._remove(other)
                    else:
                        self.set(other, field, None)
        with self._applying("") as edits:
            edits.append(Edit(self._rows[type(entity)][entity.id], None))

    @contextmanager
    def step(self, label: str, *, typing_in: str = "") -> Iterator[None]:
        """Group writes into one step. An exception inside takes all of them back.

        Steps with the same `typing_in` that change the same values one after the other become one.
        """
        if self._group is not None:
            yield
            return
        if not typing_in:
            self.seal()
        self._group = []
        try:
            yield
        except BaseException:
            self._apply([edit.reversed() for edit in reversed(self._group)])
            self._group = None
            raise
        edits, self._group = self._group, None
        if edits:
            run = f"{typing_in} {hash(tuple(edit.entity.id for edit in edits))}"
            self._finish(Change(label, tuple(edits)), (edits[0].entity.id, run) if typing_in else None)

    @contextmanager
    def _applying(self, label: str, typed: tuple[UUID, str] | None = None) -> Iterator[list[Edit]]:
        if self.is_read_only:
            raise Refused("This can only be read.", advice="Copy it to a folder of your own to change it.")
        edits: list[Edit] = []
        yield edits
        self._apply(edits)
        if self._group is not None:
            self._group.extend(edits)
        else:
            self._finish(Change(label, tuple(edits)), typed)

    def _apply(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            rows = self._rows[type(edit.entity)]
            self._changed.setdefault(type(edit.entity), set()).add(edit.entity.id)
            if edit.after is None:
                rows.pop(edit.entity.id, None)
            else:
                rows[edit.after.id] = edit.after

    def _finish(self, change: Change, typed: tuple[UUID, str] | None) -> None:
        last = self._done[-1] if self._done else None
        if typed is None or (last is not None and last.field is not None and last.field != typed):
            self.seal()
        if (
            last is not None
            and typed is not None
            and last.field == typed
            and not _starts_word(change, typed[1])
        ):
            del self._done[-1]
            self._keep(last.change, change, typed)
        else:
            self._done.append(_Step(change, typed))
            del self._done[:-MAX_UNDO]
        self._undone.clear()
        self._tell(change)

    def _keep(self, first: Change, last: Change, typed: tuple[UUID, str] | None) -> None:
        """One step from before the first to after the last change of the same values."""
        pairs = zip(first.edits, last.edits, strict=True)
        edits = tuple(Edit(one.before, other.after) for one, other in pairs)
        # A value that typing made and unmade leaves nothing to undo.
        if any(edit.before is not None or edit.after is not None for edit in edits):
            self._done.append(_Step(Change(first.label, edits), typed))

    def _tell(self, change: Change) -> None:
        if self.listener is not None:
            self.listener(change)

    def seal(self) -> None:
        """The field was left: what was typed into it becomes one step."""
        if not self._done or self._done[-1].field is None:
            return
        field = self._done[-1].field
        run = []
        while self._done and self._done[-1].field == field:
            run.append(self._done.pop())
        first, last = run[-1].change, run[0].change
        self._keep(first, last, None)

    # Undo and redo

    @property
    def undo_label(self) -> str:
        """What undo would take back, or nothing."""
        return self._done[-1].change.label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would bring back, or nothing."""
        return self._undone[-1].label if self._undone else ""

    def undo(self) -> Change | None:
        """Take the last step back. The reversal is itself a change, and is stored like one."""
        if not self._done:
            return None
        step = self._done.pop()
        change = self._replay(step.change, [e.reversed() for e in reversed(step.change.edits)], "undo")
        self._undone.append(step.change)
        self._tell(change)
        return change

    def redo(self) -> Change | None:
        """Bring the last undone step back."""
        if not self._undone:
            return None
        step = self._undone.pop()
        change = self._replay(step, list(step.edits), "redo")
        self._done.append(_Step(step, None))
        self._tell(change)
        return change

    def _replay(self, step: Change, edits: list[Edit], origin: Origin) -> Change:
        """Apply edits recorded earlier; versions go on rising, so that the store sees a newer row."""
        renewed = []
        for edit in edits:
            now = self._rows[type(edit.entity)].get(edit.entity.id)
            after = edit.after
            if after is not None:
                version = (now or edit.before or after).version + 1
                after = after.model_copy(update={"version": version})
            renewed.append(Edit(now, after))
            self._apply(renewed[-1:])
        return Change(step.label, tuple(renewed), origin)


def _starts_word(change: Change, field: str) -> bool:
    edit = change.edits[0]
    before, after = (getattr(entity, field, "") for entity in (edit.before, edit.after))
    if not (isinstance(before, str) and isinstance(after, str)):
        return False
    return len(after) > len(before) and after[:-1].endswith((" ", "\n")) and not after[-1:].isspace()


def _checked(entity: E, fields: Mapping[str, object]) -> E:
    """`entity` with these fields, validated. Raises Refused with the first reason, in words."""
    try:
        return type(entity).model_validate({**entity.__dict__, **fields})
    except ValidationError as fault:
        raise refused(fault) from None


_SPOKEN = {
    "roleactivity": "activity",
    "clausechoice": "clause",
    "clockperiod": "calendar period",
    "openpoint": "open point",
    "nextstep": "next step",
    "privatenote": "private note",
    "accountabilityview": "view of who is accountable",
}


def _spoken(entity: Entity) -> str:
    noun = type(entity).__name__.lower()
    return _SPOKEN.get(noun, noun)
