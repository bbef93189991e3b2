"""The clashes that were looked at and set aside, each in words."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity, Dismissal, Organisation
from planner.timeline.words import listed


def clashes_set_aside(snapshot: Snapshot, library: Library) -> tuple[tuple[Dismissal, str], ...]:
    """Every dismissal of a clash, with what it is about: the rule's title and whom it names."""
    found = snapshot.all(Dismissal)
    return tuple((each, told) for each in found if (told := what_is_set_aside(snapshot, library, each)))


def ids_set_aside(snapshot: Snapshot, library: Library) -> set[str]:
    """The findings that were set aside, by the ids that they have now: rules may have been renamed."""
    return {"/".join(_as_named_now(library, each)) for each in snapshot.all(Dismissal)}


def _as_named_now(library: Library, dismissal: Dismissal) -> tuple[str, str]:
    """The key of the rule, and what its finding is about."""
    key, _, about = dismissal.finding.partition("/")
    if key in library.clash_rules:
        return key, about
    renamed = (rule.key for rule in library.clash_rules.values() if key in rule.aliases)
    return next(renamed, key), about


def what_is_set_aside(snapshot: Snapshot, library: Library, dismissal: Dismissal) -> str:
    """What a dismissal is about; nothing when it is no clash."""
    key, about = _as_named_now(library, dismissal)
    rule = library.clash_rules.get(key)
    if rule is None:
        return ""
    names = listed(list(_names(snapshot, about.split("/"))))
    return f"{rule.title} ({names})" if names else rule.title


def _names(snapshot: Snapshot, parts: list[str]) -> Iterator[str]:
    for part in parts:
        try:
            id = UUID(part)
        except ValueError:
            continue
        found = snapshot.find(Activity, id) or snapshot.find(Organisation, id)
        if found is not None:
            yield found.name
