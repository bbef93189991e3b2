"""The read-only view of a partnership that every rule takes, and what has been worked out from it.

A snapshot made from another takes over what did not read anything that changed. That is found out, not
declared: while a value is worked out, the nouns read and the other values used are written down. Both
are all that it can hang on besides its arguments, as a function given to `derive` reads nothing else. In
the next snapshot the value stands if none of those nouns changed, and each of those values, asked for
again, is equal to what it was. Asked for are only values that stood before: so this ends with nouns.

What was not asked for during a few changes is forgotten, and a value that holds a snapshot is not taken
over at all: no snapshot keeps the one before it alive.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import local
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from planner.errors import Refused
from planner.model import NOUNS, Entity, Part, Partnership

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
Item = TypeVar("Item")
Rows = dict[UUID, Entity]
Changes = Mapping[type[Entity], frozenset[UUID]]
_Key = tuple[Any, ...]

# What has not been asked for during so many changes is forgotten.
_KEPT_FOR = 8
_EACH = "each"


class _Result(NamedTuple):
    """A value, the nouns it was read from, the values it used; whether it may outlive its snapshot."""

    value: Any
    nouns: frozenset[type[Entity]]
    uses: tuple[tuple[_Key, Any], ...]
    is_portable: bool


class _Former(NamedTuple):
    """A result of an earlier snapshot, what changed since, and how many snapshots ago it was used."""

    result: _Result
    since: Changes
    age: int


class _Those(NamedTuple, Generic[E]):
    """Values that pass a test, and the place of each among them by the number of its key."""

    found: tuple[E, ...]
    places: dict[int, int]


@dataclass
class _Frame:
    """What is read while one value is worked out: while this is entered, on this thread."""

    open: list[_Frame]
    nouns: set[type[Entity]] = field(default_factory=set)
    uses: dict[_Key, _Result] = field(default_factory=dict)

    def __enter__(self) -> _Frame:
        self.open.append(self)
        return self

    def __exit__(self, *failure: object) -> None:
        self.open.pop()


class _Reading(local):
    """What is being worked out on each thread, the innermost last."""

    def __init__(self) -> None:
        self.frames: list[_Frame] = []


class Snapshot:
    """A partnership at one moment. Immutable, so any thread may read it."""

    def __init__(self, rows: Mapping[type[Entity], Rows]) -> None:
        self._rows = rows
        self._ranked: dict[type[Entity], tuple[Entity, ...]] = {}
        self._places: dict[type[Entity], dict[int, int]] = {}
        self._derived: dict[_Key, _Result] = {}
        self._former: dict[_Key, _Former] = {}
        self._reading = _Reading()

    # Reading

    @property
    def partnership(self) -> Partnership:
        """The partnership itself."""
        self._note(Partnership)
        return cast("Partnership", next(iter(self._rows[Partnership].values())))

    def all(self, noun: type[E]) -> tuple[E, ...]:
        """Every value of `noun`, by rank, then in the order they were added."""
        self._note(noun)
        found = self._ranked.get(noun)
        if found is None:
            found = self._ranked[noun] = _by_rank(noun, self._rows[noun].values())
        return cast("tuple[E, ...]", found)

    def find(self, noun: type[E], id: UUID | None) -> E | None:
        """The value with this key, or None."""
        self._note(noun)
        return cast("E | None", self._rows[noun].get(id)) if id is not None else None

    def where(self, noun: type[E], **fields: object) -> tuple[E, ...]:
        """Every value of `noun` whose fields equal these."""
        wanted = fields.items()
        return tuple(e for e in self.all(noun) if all(getattr(e, k) == v for k, v in wanted))

    def first(self, noun: type[E], **fields: object) -> E | None:
        """The first value of `noun` whose fields equal these, or None."""
        return next(iter(self.where(noun, **fields)), None)

    def those(self, noun: type[E], test: Callable[..., bool], *arguments: Hashable) -> tuple[E, ...]:
        """Every value of `noun` for which `test(value, *arguments)` holds; only what changed is tested again.

        The test is a function of a module: one made on the spot would not be known again.
        """
        return self.derive(_those, noun, test, *arguments).found

    def entities(self) -> tuple[Entity, ...]:
        """Everything, parents before their parts."""
        return tuple(e for noun in NOUNS for e in self.all(noun))

    # Working out

    def derive(self, function: Callable[..., T], *arguments: Any) -> T:
        """`function(self, *arguments)`, worked out once for this snapshot. Arguments must hash.

        It is not worked out at all when a snapshot this one was made from has the value, and nothing that
        the function read has changed.
        """
        key = (function, *arguments)
        result = self._result_of(key)
        frames = self._reading.frames
        if frames:
            frames[-1].uses[key] = result
        return cast("T", result.value)

    def each(
        self, key: Hashable, items: Iterable[Item], context: object, function: Callable[[Item], T]
    ) -> list[T]:
        """`function(item)` for each item, in order; reused for an item that an earlier snapshot had.

        That is, if nothing that `function` read has changed, and `context`, on which it depends as well,
        is equal. `key` tells one such list from another. An item is the same if it is the very same
        object, a plain tuple if what it holds is.
        """
        own = (_EACH, key)
        # Where the items come from is read by whoever asks, not by `function`.
        these = list(items)
        lie = [_whereabouts(item) for item in these]
        known: dict[Hashable, T] = {}
        nouns, uses = set[type[Entity]](), dict[_Key, _Result]()
        former = self._former.get(own)
        if former is not None and former.result.value[0] == context and self._stands(former):
            known = former.result.value[2]
            nouns.update(former.result.nouns)
            uses.update((used, self._derived[used]) for used, _ in former.result.uses)
        with _Frame(self._reading.frames) as frame:
            fresh = {at: function(item) for at, item in zip(lie, these, strict=True) if at not in known}
        known = known | fresh
        values = [known[at] for at in lie]
        nouns |= frame.nouns
        uses |= frame.uses
        self._derived[own] = _result((context, these, dict(zip(lie, values, strict=True))), nouns, uses)
        for outer in self._reading.frames[-1:]:
            outer.nouns |= nouns
            outer.uses |= uses
        return values

    def former(self, function: Callable[..., T], *arguments: Any) -> tuple[T, Changes] | None:
        """What `function` gave for an earlier snapshot, and what changed since; for use inside it."""
        found = self._former.get((function, *arguments))
        return None if found is None else (found.result.value, found.since)

    def _note(self, noun: type[Entity]) -> None:
        frames = self._reading.frames
        if frames:
            frames[-1].nouns.add(noun)

    def _result_of(self, key: _Key) -> _Result:
        result = self._derived.get(key)
        if result is None:
            former = self._former.get(key)
            still = former is not None and self._stands(former)
            result = former.result if former is not None and still else self._worked_out(key)
            self._derived[key] = result
            self._former.pop(key, None)
        return result

    def _worked_out(self, key: _Key) -> _Result:
        with _Frame(self._reading.frames) as frame:
            value = key[0](self, *key[1:])
        return _result(value, frame.nouns, frame.uses)

    def _stands(self, found: _Former) -> bool:
        """Whether everything that a result was worked out from is as it was."""
        if not found.result.nouns.isdisjoint(found.since):
            return False
        # In the order of their use: what was asked for last may hang on what was answered before.
        for used, value in found.result.uses:
            now = self._result_of(used).value
            if now is not value and now != value:
                return False
        return True

    # The next one

    def replacing(self, entities: Iterable[Entity]) -> Snapshot:
        """This partnership with these values instead of, or besides, those with the same keys."""
        rows: dict[type[Entity], Rows] = {}
        changes: dict[type[Entity], set[UUID]] = {}
        for entity in entities:
            noun = type(entity)
            if noun not in rows:
                rows[noun] = dict(self._rows[noun])
            rows[noun][entity.id] = entity
            changes.setdefault(noun, set()).add(entity.id)
        return self.followed_by(rows, changes)

    def followed_by(
        self, rows: Mapping[type[Entity], Rows], changes: Mapping[type[Entity], Iterable[UUID]]
    ) -> Snapshot:
        """The snapshot with other rows for some nouns, in which only `changes` differ; the rest is shared."""
        after = Snapshot({**self._rows, **rows})
        # What is gone through is copied first: another thread may be working something out from this one.
        for noun, found in self._ranked.copy().items():
            if noun in rows:
                after._take_order(noun, self, changes.get(noun, ()))
            else:
                after._ranked[noun] = found
        since = {noun: frozenset(ids) for noun, ids in changes.items()}
        for key, older in self._former.copy().items():
            if older.age < _KEPT_FOR:
                after._former[key] = _Former(older.result, _joined(older.since, since), older.age + 1)
        for key, result in self._derived.copy().items():
            if result.is_portable:
                after._former[key] = _Former(result, since, 0)
        return after

    def _take_order(self, noun: type[Entity], before: Snapshot, ids: Iterable[UUID]) -> None:
        """Order the values of a noun as before, where each of the changed ones keeps its place."""
        places = before._places.get(noun)
        if places is None:
            places = {each.id.int: place for place, each in enumerate(before._ranked[noun])}
            before._places[noun] = places
        found = list(before._ranked[noun])
        for id in ids:
            new, place = self._rows[noun].get(id), places.get(id.int)
            if new is None or place is None or _rank(found[place]) != _rank(new):
                return
            found[place] = new
        self._ranked[noun], self._places[noun] = tuple(found), places


def _whereabouts(item: object) -> Hashable:
    """What tells an item apart: to compare values field by field would take many times as long.

    It holds while the item is kept, as nothing else can come to lie there.
    """
    return tuple([id(part) for part in cast("tuple[object, ...]", item)]) if type(item) is tuple else id(item)


def _result(value: Any, nouns: Iterable[type[Entity]], uses: Mapping[_Key, _Result]) -> _Result:
    portable = not _holds_snapshot(value) and all(used.is_portable for used in uses.values())
    kept = tuple((key, result.value) for key, result in uses.items()) if portable else ()
    return _Result(value, frozenset(nouns), kept, portable)


def _rank(entity: Entity) -> int:
    return entity.rank if isinstance(entity, Part) else 0


def _by_rank(noun: type[Entity], rows: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(rows, key=lambda e: e.rank) if issubclass(noun, Part) else rows)  # type: ignore[attr-defined]


def _those(snapshot: Snapshot, noun: type[E], test: Callable[..., bool], *arguments: Hashable) -> _Those[E]:
    former = snapshot.former(_those, noun, test, *arguments)
    if former is not None:
        before, since = former
        changed = [(id.int, snapshot.find(noun, id)) for id in since.get(noun, ())]
        passing = {key: each for key, each in changed if each is not None and test(each, *arguments)}
        known = [key for key, _ in changed if key in before.places]
        if not passing and not known:
            return before
        same = [each for key, each in passing.items() if key in before.places]
        if len(same) == len(passing) == len(known) and all(
            _rank(each) == _rank(before.found[before.places[each.id.int]]) for each in same
        ):
            found = list(before.found)
            for each in same:
                found[before.places[each.id.int]] = each
            return _Those(tuple(found), before.places)
    passed = tuple(each for each in snapshot.all(noun) if test(each, *arguments))
    return _Those(passed, {each.id.int: place for place, each in enumerate(passed)})


def steady(now: Iterable[T], before: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """What there is now, each as the very object it was before where the two are equal."""
    known = {key(each): each for each in before}
    return tuple(held if (held := known.get(key(each))) == each else each for each in now)


def _holds_snapshot(value: object) -> bool:
    """Whether a value is a snapshot or has one in a field: it would keep every former one alive."""
    return isinstance(value, Snapshot) or any(
        isinstance(part, Snapshot) for part in getattr(value, "__dict__", {}).values()
    )


def _joined(first: Changes, second: Changes) -> Changes:
    both = first.keys() | second.keys()
    return {noun: first.get(noun, frozenset()) | second.get(noun, frozenset()) for noun in both}


def snapshot_of(entities: Iterable[Entity]) -> Snapshot:
    """A snapshot of these values, exactly one of which is the partnership."""
    return Snapshot(rows_of(entities))


def rows_of(entities: Iterable[Entity]) -> dict[type[Entity], Rows]:
    """These values by noun and key, exactly one of which is the partnership."""
    rows: dict[type[Entity], Rows] = {noun: {} for noun in NOUNS}
    for entity in entities:
        rows[type(entity)][entity.id] = entity
    if len(rows[Partnership]) != 1:
        raise Refused("A document holds exactly one partnership.")
    return rows
