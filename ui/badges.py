"""What waits on each screen, in a word, for the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.terms import Screen, Severity

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.findings import Finding
    from planner.library import Library


def badges(snapshot: Snapshot, library: Library, findings: tuple[Finding, ...]) -> dict[str, str]:
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
    found["memorandum"] = f"draft {snapshot.partnership.draft_number}"
    return found
