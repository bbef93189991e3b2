"""Every finding on one partnership, from every room, in the order in which to look at them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from planner import price, readiness, roles, scope
from planner.agreement import binding_words, clauses, dependencies, family_use, papers, positions
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.memorandum import budget
from planner.model import Answer, Dismissal, NextStep, Organisation, Person, Position, Rating
from planner.sides import SIDE_WORDS, the_side
from planner.terms import SIDES, Basis, Screen, Seat, Severity, Side
from planner.timeline import clashes
from planner.wording import counted, spoken_date

Rule = Callable[[Snapshot, Library, date], tuple[Finding, ...]]

ROOMS: tuple[Rule, ...] = (
    scope.findings,
    papers.findings,
    clauses.findings,
    positions.findings,
    dependencies.findings,
    family_use.findings,
    binding_words.findings,
    budget.findings,
    roles.findings,
    clashes.findings,
    readiness.findings,
    price.findings,
)
_WEIGHT = {
    severity: weight
    for weight, severity in enumerate(
        (Severity.ERROR, Severity.WARNING, Severity.NOT_ASSESSED, Severity.INFO)
    )
}
_PLACE = {screen: place for place, screen in enumerate(Screen)}


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """What is missing, contradictory or worth knowing: the gravest first, then screen by screen.

    What the user has looked at and set aside is not among them.
    """
    aside = {dismissal.finding for dismissal in snapshot.all(Dismissal)}
    return tuple(f for f in snapshot.derive(_gathered, library, today) if f.id not in aside)


def set_aside(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """The findings that still hold, but that the user has set aside."""
    aside = {dismissal.finding for dismissal in snapshot.all(Dismissal)}
    return tuple(f for f in snapshot.derive(_gathered, library, today) if f.id in aside)


def _gathered(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    found = [f for room in ROOMS for f in room(snapshot, library, today)]
    found += [*_sides(snapshot), *_overdue(snapshot, today), *_guesses(snapshot), *_signatories(snapshot)]
    return tuple(sorted(found, key=lambda f: (_WEIGHT[f.severity], _PLACE[f.screen])))


def by_screen(found: Iterable[Finding]) -> dict[Screen, tuple[Finding, ...]]:
    """The findings of each screen, in the same order; a screen without any has none."""
    listed = tuple(found)
    return {screen: tuple(f for f in listed if f.screen is screen) for screen in Screen}


def worst(found: Iterable[Finding]) -> Severity | None:
    """The gravest severity there is, None when nothing was found."""
    return min((f.severity for f in found), key=_WEIGHT.__getitem__, default=None)


def as_json(found: Iterable[Finding]) -> str:
    """The findings as one JSON array, for other programs."""
    rows = [
        {
            "id": f.id,
            "severity": f.severity,
            "screen": f.screen,
            "message": f.message,
            "place": f.place,
            "basis": f.basis,
            "sources": f.sources,
        }
        for f in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


# The overview's and the memorandum's own


def _finding(
    id: str, severity: Severity, message: str, place: str, *, advice: str = "", tag: str = ""
) -> Finding:
    screen = Screen(place.split("/")[0])
    return Finding(id, severity, screen, message, place, Basis.PLANNER, advice=advice, tag=tag)


def _sides(snapshot: Snapshot) -> Iterator[Finding]:
    """Each side has an organisation, and somebody to speak to in it."""
    staffed = {person.organisation_id for person in snapshot.where(Person, to_be_hired=False)}
    for side in SIDES:
        members = snapshot.where(Organisation, side=side)
        if not members:
            yield _finding(
                f"overview.no-organisation/{side}",
                Severity.ERROR,
                f"No organisation stands on {the_side(side)} yet.",
                "overview",
                advice="Add the organisation; without it the memorandum has only one party.",
                tag="party",
            )
        elif not any(organisation.id in staffed for organisation in members):
            yield _finding(
                f"overview.no-lead/{side}",
                Severity.WARNING,
                f"Nobody is named yet for {members[0].name}.",
                f"overview/organisation/{members[0].id}",
                advice="Name the post that leads on this side.",
                tag="people",
            )


def _overdue(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for step in snapshot.where(NextStep, done=False):
        if step.due_on and step.due_on < today:
            text = " ".join(step.text.split())
            yield _finding(
                f"overview.overdue/{step.id}",
                Severity.WARNING,
                f"“{text if len(text) <= 80 else text[:77] + '...'}” was due on {spoken_date(step.due_on)}.",
                f"overview/step/{step.id}",
                advice="Mark it done, or agree a new date.",
                tag="overdue",
            )


def _guesses(snapshot: Snapshot) -> Iterator[Finding]:
    """What one seat has said on behalf of the other side."""
    seat = snapshot.partnership.seat
    if seat is Seat.FACILITATOR:
        return
    other = Side.INDUSTRY if seat is Seat.ACADEMIC else Side.ACADEMIC
    guesses = sum(
        len(snapshot.where(noun, side=other, confirmed=False)) for noun in (Answer, Position, Rating)
    )
    if guesses:
        yield _finding(
            f"overview.unconfirmed/{other}",
            Severity.INFO,
            f"The {SIDE_WORDS[other]} has yet to confirm {counted(guesses, 'guess', 'guesses')} of ours.",
            "overview",
            advice="They are shown and printed as unconfirmed until that side agrees.",
            tag="guess",
        )


def _signatories(snapshot: Snapshot) -> Iterator[Finding]:
    signing = {person.organisation_id for person in snapshot.where(Person, may_sign=True)}
    for organisation in snapshot.all(Organisation):
        if organisation.id not in signing:
            yield _finding(
                f"memorandum.signatory/{organisation.id}",
                Severity.WARNING,
                f"Nobody is named who may sign for {organisation.name}.",
                "memorandum",
                advice="Ask who is authorised, and mark that person or post.",
                tag="signature",
            )
