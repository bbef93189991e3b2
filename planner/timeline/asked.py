"""What the clash rules still ask: every plan question without an answer, and the checks that wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.library.plan_entries import PlanQuestion
from planner.model import Activity
from planner.terms import Severity
from planner.timeline.plan_questions import said


@dataclass(frozen=True)
class Asked:
    """A plan question as it is put: of which activity, or of the plan; and the checks that wait for it."""

    question: PlanQuestion
    activity: Activity | None
    waiting: tuple[Finding, ...] = ()


def questions_about(library: Library, activity: Activity) -> tuple[PlanQuestion, ...]:
    """What the rules ask about an activity of this kind."""
    return tuple(q for q in library.plan_questions.values() if activity.kind in q.about and not q.retired)


def open_questions(snapshot: Snapshot, library: Library, findings: Iterable[Finding]) -> tuple[Asked, ...]:
    """Every plan question without an answer that a check waits for."""
    missing = [finding for finding in findings if finding.severity is Severity.NOT_ASSESSED]
    return tuple(_open_questions(snapshot, library, missing))


def _open_questions(snapshot: Snapshot, library: Library, missing: list[Finding]) -> Iterator[Asked]:
    for question in library.plan_questions.values():
        waiting = tuple(finding for finding in missing if finding.id.split("/")[0] in question.rules)
        if not waiting or question.retired:
            continue
        asked: list[Activity | None] = [None]
        if question.about:
            asked = [a for a in snapshot.all(Activity) if a.kind in question.about]
        for activity in asked:
            if said(snapshot, library, question.key, activity) is None:
                yield Asked(question, activity, waiting)


def answered_questions(snapshot: Snapshot, library: Library) -> tuple[Asked, ...]:
    """What has been answered for the plan as a whole, so that it can be changed."""
    return tuple(
        Asked(question, None)
        for question in library.plan_questions.values()
        if not question.about and said(snapshot, library, question.key) is not None
    )
