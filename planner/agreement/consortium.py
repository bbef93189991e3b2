"""Three or more parties: which of the four consortium models, by three questions of our own."""

from __future__ import annotations

from dataclasses import dataclass

from planner import scope
from planner.agreement.family import CONSORTIUM, Said, holds, yes_or_no
from planner.document import Snapshot
from planner.library import Library
from planner.library.family_entries import Families, FamilyModel, FamilyNote, FamilyQuestion
from planner.model import Organisation
from planner.terms import Side

TWO_PARTIES = 2


@dataclass(frozen=True)
class ConsortiumResult:
    """The model that fits, or None with the question that has to be answered next."""

    model: FamilyModel | None
    missing: FamilyQuestion | None


def is_consortium(snapshot: Snapshot) -> bool:
    """Whether there are more parties than the models for two are made for."""
    return len(snapshot.all(Organisation)) > TWO_PARTIES


def choose_consortium(said: Said, families: Families) -> ConsortiumResult:
    """The model whose conditions all hold; else the first question that some model still waits for."""
    models = [m for m in families.models.values() if m.parties == "several" and not m.retired]
    model = next((m for m in models if holds(m.when, said)), None)
    if model is not None:
        return ConsortiumResult(model, None)
    possible = [m for m in models if holds((c for c in m.when if c.question in said), said)]
    waiting = {c.question for m in possible for c in m.when if c.question not in said}
    missing = next((q for q in families.asked(CONSORTIUM) if q.key in waiting), None)
    return ConsortiumResult(None, missing)


def consortium_result(snapshot: Snapshot, library: Library) -> ConsortiumResult:
    """What the parties' joint answers lead to."""
    return snapshot.derive(_consortium_result, library)


def _consortium_result(snapshot: Snapshot, library: Library) -> ConsortiumResult:
    said = {}
    for question in library.families.asked(CONSORTIUM):
        answer = scope.answer_to(snapshot, question.key, Side.JOINT, library)
        yes = yes_or_no(answer.chosen) if answer is not None else None
        if yes is not None:
            said[question.key] = yes
    return choose_consortium(said, library.families)


def consortium_notes(snapshot: Snapshot, library: Library) -> tuple[FamilyNote, ...]:
    """What else to look at, of the notes that fit the kinds of organisation that take part."""
    present = {organisation.kind for organisation in snapshot.all(Organisation)}
    return tuple(
        note
        for note in library.families.about(CONSORTIUM)
        if set(note.kinds) <= present and (not note.only_these or present <= set(note.kinds))
    )
