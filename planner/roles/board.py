"""What a rule of the role matrix looks at, and how it words a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.document import Snapshot
from planner.findings import Finding, Remedy
from planner.library import Library
from planner.library.entries import RoleRule
from planner.model import Organisation, Person, RoleActivity
from planner.roles.cells import Matrix
from planner.sides import spoken_side
from planner.terms import Screen, Severity, Side
from planner.wording import joined

_COUNTS = ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Board:
    """One rule as the content has it, before the whole matrix, on a day."""

    snapshot: Snapshot
    library: Library
    today: date
    matrix: Matrix
    rule: RoleRule

    def finding(
        self,
        about: RoleActivity | Person | Organisation | Side | None,
        message: str,
        tag: str,
        *,
        cell_of: Person | None = None,
        severity: Severity | None = None,
        remedies: tuple[Remedy, ...] = (),
    ) -> Finding:
        """A finding of this rule; `about` gives it its place, `cell_of` narrows a row to one cell."""
        named = [part for part in (about, cell_of) if part is not None]
        keys = [part.value if isinstance(part, Side) else str(part.id) for part in named]
        return Finding(
            id="/".join((self.rule.key, *keys)),
            severity=severity or self.rule.severity,
            screen=Screen.ROLES,
            message=message,
            place=_place(about),
            basis=self.rule.basis,
            sources=tuple(self.library.sources[key].cite for key in self.rule.sources),
            advice=self.rule.remedy,
            tag=tag,
            about=tuple(part.id for part in named if not isinstance(part, Side)),
            remedies=remedies,
        )

    def organisations(self, side: Side) -> str:
        """The organisations of a side by name, or the side itself while it has none."""
        return spoken_side(self.snapshot, side)


def _place(about: RoleActivity | Person | Organisation | Side | None) -> str:
    if isinstance(about, RoleActivity):
        return f"roles/{about.id}"
    if isinstance(about, Person):
        return f"roles/person/{about.id}"
    return "roles"


def how_many(people: Iterable[object]) -> str:
    """A count as a word up to ten, and "nobody" for none."""
    number = len(tuple(people))
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def names(people: Iterable[Person]) -> str:
    """People by name, as a list in words."""
    return joined(person.name for person in people)
