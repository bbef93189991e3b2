"""What composing reads: the partnership with its agenda and gaps, and the letters of the annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner import scope
from planner.agenda import open_points
from planner.document import Snapshot
from planner.findings import AgendaItem
from planner.library import Library
from planner.memorandum.gaps import gaps
from planner.model import Activity, Contribution, Cost, Risk, RoleActivity

TO_BE_AGREED = "to be agreed"
TITLES = {
    "timeline": "Two timelines on one axis",
    "roles": "Roles and time",
    "contributions": "Contributions",
    "approvals": "Data and approvals",
    "risks": "What could go wrong",
    "agenda": "Open points",
    "positions": "Positions compared",
}
# Printed only in the internal copy.
INTERNAL, POSITIONS = "internal", "positions"
# Answers that belong to the annex of risks.
RISK_ANSWERS = ("risks.failed_because", "risks.worst_case")


@dataclass(frozen=True)
class Draft:
    """What composing reads: the partnership, the content, the day, the agenda, and annex letters.

    No wording may depend on `today`: the same paper keeps its fingerprint from day to day.
    """

    snapshot: Snapshot
    library: Library
    today: date
    agenda: tuple[AgendaItem, ...]
    letters: tuple[tuple[str, str], ...]
    gaps: tuple[AgendaItem, ...] = ()

    def annex(self, name: str) -> str:
        """The letter of an annex, or nothing when it is not printed."""
        return dict(self.letters).get(name, "")

    def point(self, *origins: str) -> str:
        """How the paper says that something is not known, with the number of the point or gap it is."""
        told = self.told(*origins)
        return f"{TO_BE_AGREED} ({told})" if told else TO_BE_AGREED

    def told(self, *origins: str) -> str:
        """The first of these that is listed, as "open point 3" or "gap 2"; nothing when none is."""
        return next((self._listed[origin] for origin in origins if origin in self._listed), "")

    def number(self, *origins: str) -> int:
        """The number on the agenda of the first of these that is on it, or 0."""
        return next((self._numbers[origin] for origin in origins if origin in self._numbers), 0)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {item.origin: item.number for item in self.agenda}

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        listed = {item.origin: f"gap {item.number}" for item in self.gaps}
        return listed | {origin: f"open point {number}" for origin, number in self._numbers.items()}


def draft_of(snapshot: Snapshot, library: Library, today: date) -> Draft:
    """The agenda and the annexes of a partnership: what exists and is ticked, lettered without gaps."""
    agenda, missing = snapshot.derive(open_points, library), gaps(snapshot, library)
    printed = snapshot.partnership.printed
    exists = {
        "timeline": bool(snapshot.all(Activity)),
        "roles": bool(snapshot.all(RoleActivity)),
        "contributions": bool(snapshot.all(Contribution) or snapshot.all(Cost)),
        "approvals": has_answers(snapshot, library, ("data.", "approvals.")),
        "risks": bool(snapshot.all(Risk)) or has_answers(snapshot, library, RISK_ANSWERS),
        "agenda": bool(agenda or missing),
        POSITIONS: INTERNAL in printed,
    }
    names = [name for name in TITLES if exists[name] and name in printed]
    letters = tuple((name, chr(ord("A") + at)) for at, name in enumerate(names))
    return Draft(snapshot, library, today, agenda, letters, missing)


def has_answers(snapshot: Snapshot, library: Library, begins: tuple[str, ...]) -> bool:
    """Whether any question that applies, and whose key begins so, has an answer."""
    return any(
        place.is_answered for place in scope.asked(snapshot, library) if place.question.key.startswith(begins)
    )
