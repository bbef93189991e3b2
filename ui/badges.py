"""What waits on each screen, in a word, for the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model import Draft
from planner.terms import Screen, Severity

if TYPE_CHECKING:
    from datetime import date

    from planner.document import Snapshot
    from planner.findings import Finding
    from planner.library import Library


def badges(
    snapshot: Snapshot, library: Library, findings: tuple[Finding, ...], today: date
) -> dict[str, str]:
    """Screen name to badge; a screen without one has nothing waiting."""
    from planner import agenda, scope

    progress = scope.progress(snapshot, library)
    opened = sum(item.origin.startswith("agreement/") for item in agenda.open_points(snapshot, library))
    found = {"scope": f"{progress.answered_steps}/{progress.steps_that_apply}"}
    if opened:
        found["agreement"] = f"{opened} open"
    for screen in (Screen.ROLES, Screen.TIMELINE):
        count = sum(f.screen is screen and f.severity in (Severity.ERROR, Severity.WARNING) for f in findings)
        if count:
            found[screen.value] = f"{count} !"
    found["memorandum"] = f"draft {_draft_number(snapshot, library, today)}"
    return found


def _draft_number(snapshot: Snapshot, library: Library, today: date) -> int:
    if not snapshot.all(Draft):
        return snapshot.partnership.draft_number
    # Which number it is follows from the wording, and composing that is loaded only when it is needed.
    from planner.drafts import current_number

    return current_number(snapshot, library, today)
