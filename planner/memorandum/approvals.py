"""Which approvals the work needs, who sees to each, and when the plan expects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner import scope
from planner.document import Snapshot
from planner.library import Library
from planner.memorandum.parties import looked_after_by
from planner.terms import Side
from planner.timeline.schedule import Scheduled, schedule

NEEDED = "approvals.needed"
NONE_NEEDED = "none"
# What on the timeline stands for an approval, by kinds of activity.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "university-ethics": ("ethics_approval",),
    "health-ethics": ("ethics_approval",),
    "health-research": ("site_setup", "site_open"),
    "data-protection": ("dpia",),
    "information-governance": ("data_access",),
    "company-board": ("board_meeting", "decision"),
    "university-contracts": ("contract_negotiation", "contract_signed"),
    "funder": ("award", "grant_review"),
    "regulator": ("mhra_notification", "regulatory_submission"),
}


@dataclass(frozen=True)
class Approval:
    """An approval that was said to be needed. Dates are None while nothing on the timeline stands for it."""

    key: str
    name: str
    who: str
    expected_on: date | None
    late_on: date | None


def approvals(snapshot: Snapshot, library: Library) -> tuple[Approval, ...]:
    """Every approval that was named, in the order of the question's options."""
    return snapshot.derive(_approvals, library)


def undated(snapshot: Snapshot, library: Library) -> tuple[tuple[str, str], ...]:
    """Key and name of each approval for which the plan has no date."""
    return tuple((a.key, a.name) for a in approvals(snapshot, library) if a.expected_on is None)


def _approvals(snapshot: Snapshot, library: Library) -> tuple[Approval, ...]:
    question = library.questions.get(NEEDED)
    answer = scope.answer_to(snapshot, NEEDED, Side.JOINT, library)
    if question is None or answer is None or not scope.is_answered(answer, question):
        return ()
    names = {option.key: option.text for option in question.options}
    chosen = [key for key in names if key in answer.chosen]
    chosen += [key for key in answer.chosen if key not in names]
    times = sorted(schedule(snapshot, library).values(), key=lambda item: (item.start, item.end))
    found = []
    for key in chosen:
        if key == NONE_NEEDED:
            continue
        item = next((item for item in times if item.activity.kind in _KINDS.get(key, ())), None)
        if item is not None:
            # One stretch of the plan stands for one approval: two committees need two.
            times.remove(item)
        found.append(_approval(snapshot, key, names.get(key, key), item))
    return tuple(found)


def _approval(snapshot: Snapshot, key: str, name: str, item: Scheduled | None) -> Approval:
    if item is None:
        return Approval(key, name, "", None, None)
    on, late = (item.start, None) if item.activity.is_milestone else (item.end, item.late_end)
    return Approval(key, name, looked_after_by(snapshot, item.activity), on, late if late != on else None)
