"""Where the plan that is printed says something else than a clause of the same paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.agreement.clauses import ClauseState, clause_state
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.memorandum.draft import draft_of
from planner.terms import Screen, Severity

# What a rule of the timeline guards is also promised by the standard wording of these options.
PROMISED = {"r09-ethics-before-data": ("ethics", "university_leads")}


@dataclass(frozen=True)
class Contradiction:
    """A clash of dates that the reader of the paper would find; `place` is where it is mended."""

    sentence: str
    place: str


def contradictions(
    snapshot: Snapshot, library: Library, found: Iterable[Finding]
) -> dict[str, Contradiction]:
    """The grave clashes among findings that the printed plan shows, by the id of the finding."""
    clashes = [f for f in found if f.screen is Screen.TIMELINE and f.severity is Severity.ERROR]
    if not clashes or "timeline" not in snapshot.partnership.printed:
        return {}
    # No letter of an annex depends on the day.
    annex = draft_of(snapshot, library, date.min).annex("timeline")
    if not annex:
        return {}
    return {f.id: Contradiction(_sentence(snapshot, library, annex, f), f.place) for f in clashes}


def _sentence(snapshot: Snapshot, library: Library, annex: str, clash: Finding) -> str:
    clause, option = PROMISED.get(clash.id.partition("/")[0], ("", ""))
    state = clause_state(snapshot, library, clause) if clause else None
    if state is not None and state.included and _promises(state, option):
        return f"The plan in Annex {annex} contradicts clause {state.number}: {clash.message}"
    return f"The plan in Annex {annex} has dates that cannot hold: {clash.message}"


def _promises(state: ClauseState, option: str) -> bool:
    """Whether a clause says that no data comes before the approvals, in our words or in one's own."""
    if state.text_is_own and state.choice is not None:
        said = state.choice.own_text.lower()
        return "data" in said and ("before" in said or "until" in said)
    return state.option is not None and state.option.key == option
