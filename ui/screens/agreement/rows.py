"""The rows of the agreement's table and the steps of its wizard, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner import agenda
from planner.agreement.clauses import ClauseState, clause_set
from planner.agreement.forecast import SlowForecast, slow_clauses
from planner.agreement.positions import PositionState, positions_on, state_of
from planner.document import Snapshot
from planner.library import Library
from planner.model import Organisation, Position
from planner.sides import KIND_TITLES, SIDE_TITLES, side_name
from planner.terms import OrganisationKind, Side
from planner.wording import counted
from ui.widgets.chip import Tone
from ui.wizards.stepper import Mark, WizardStep

PAPER_STEP, REVIEW_STEP = "paper", "review"
NOT_SAID = "Not answered"
TONES: dict[PositionState, Tone] = {
    PositionState.AGREED: "good",
    PositionState.NEAR: "warning",
    PositionState.APART: "error",
    PositionState.OPEN: "warning",
}
# The clauses that need a word between the two sides, in the order in which one talks about them.
_GROUPS = (
    ("Purpose and scope", ("background", "purpose", "scope", "benefits")),
    ("Running it", ("governance", "timeline", "ethics", "staffing", "disagreements")),
    ("Money and rights", ("funding", "background_ip", "results", "publication")),
    ("Information", ("confidentiality", "data")),
    ("Promises", ("publicity", "exclusivity", "liability", "term", "law", "changes")),
)


@dataclass(frozen=True)
class ClauseRow:
    """One clause as the table shows it. `state` is empty for a clause that nobody has touched."""

    key: str
    number: str
    title: str
    academic: str
    industry: str
    academic_is_guess: bool
    industry_is_guess: bool
    state: str
    tone: Tone
    quiet_state: str
    binds: bool
    included: bool
    has_positions: bool
    is_begun: bool
    slow: str
    slow_because: str

    def said(self, side: Side) -> tuple[str, bool]:
        """What a side says, and whether that is only our guess."""
        if side is Side.ACADEMIC:
            return self.academic, self.academic_is_guess
        return self.industry, self.industry_is_guess


def clause_rows(snapshot: Snapshot, library: Library) -> tuple[ClauseRow, ...]:
    """Every clause of the content, included or not, in order."""
    return snapshot.derive(_clause_rows, library)


def _clause_rows(snapshot: Snapshot, library: Library) -> tuple[ClauseRow, ...]:
    return tuple(_row(snapshot, library, state) for state in clause_set(snapshot, library))


def _row(snapshot: Snapshot, library: Library, state: ClauseState) -> ClauseRow:
    clause = state.clause
    parked = positions_on(snapshot, clause)
    held = parked if state.included else {}
    is_agreed = state.choice is not None and state.choice.agreed
    stands, quiet = "", ""
    tone: Tone = "neutral"
    if not state.included:
        quiet = "left out"
    elif clause.options and (held or is_agreed):
        found = state_of(snapshot, library, clause.key)
        stands, tone = found.value, TONES[found]
    elif clause.key in _on_agenda(snapshot, library):
        stands, tone = PositionState.OPEN.value, TONES[PositionState.OPEN]
    else:
        quiet = "written for you" if clause.generated else "as standard"
    academic, industry = held.get(Side.ACADEMIC), held.get(Side.INDUSTRY)
    slow = slow_clauses(snapshot, library).by_clause.get(clause.key)
    choice = state.choice
    return ClauseRow(
        key=clause.key,
        number=str(state.number) if state.number else "–",
        title=clause.title,
        academic=position_words(state, academic) if held else "",
        industry=position_words(state, industry) if held else "",
        academic_is_guess=academic is not None and not academic.confirmed,
        industry_is_guess=industry is not None and not industry.confirmed,
        state=stands,
        tone=tone,
        quiet_state=quiet,
        binds=state.binds,
        included=state.included,
        # One that is left out stays in sight with what was said on it: it is parked, not deleted.
        has_positions=bool(clause.options) and bool(parked or is_agreed),
        is_begun=bool(choice and (choice.option or choice.values or choice.own_text.strip())),
        slow=slow.weeks.short if slow else "",
        slow_because=_slow_words(slow) if slow else "",
    )


def _slow_words(slow: SlowForecast) -> str:
    """Why a clause may take long, and whose figure that is."""
    reasons = [f"{reason.text} ({reason.weeks}; {reason.evidence})" for reason in slow.reasons]
    return "\n".join((f"May add {slow.weeks}.", *reasons))


def position_words(state: ClauseState, position: Position | None) -> str:
    """What a side says: its own words, else the option it wants, else how it stands."""
    if position is None:
        return NOT_SAID
    labels = {option.key: option.label for option in state.clause.options}
    text = " ".join(position.text.split()) or labels.get(position.option, position.option)
    return text or ("Open" if position.stance == "open" else NOT_SAID)


def side_heading(snapshot: Snapshot, side: Side) -> str:
    """A side as a heading: its one organisation, or the first and how many others."""
    members = snapshot.where(Organisation, side=side)
    if len(members) <= 1:
        return side_name(snapshot, side)
    return f"{members[0].name} and {counted(len(members) - 1, 'other')}"


def column_heading(snapshot: Snapshot, side: Side) -> str:
    """A side over a narrow column: its one organisation, or the side and how many speak there."""
    members = snapshot.where(Organisation, side=side)
    return side_name(snapshot, side) if len(members) <= 1 else f"{SIDE_TITLES[side]} ({len(members)})"


def side_members(snapshot: Snapshot, side: Side) -> tuple[str, ...]:
    """Who stands on a side and what it is, where more than one does."""
    members = snapshot.where(Organisation, side=side)
    if len(members) <= 1:
        return ()
    kinds = (KIND_TITLES[m.kind].lower() if m.kind is not OrganisationKind.OTHER else "" for m in members)
    return tuple(f"{m.name} ({kind})" if kind else m.name for m, kind in zip(members, kinds, strict=True))


def _on_agenda(snapshot: Snapshot, library: Library) -> frozenset[str]:
    return snapshot.derive(_agenda_keys, library)


def _agenda_keys(snapshot: Snapshot, library: Library) -> frozenset[str]:
    origins = (item.origin.split("/") for item in agenda.open_points(snapshot, library))
    return frozenset(parts[1] for parts in origins if parts[0] == "agreement" and len(parts) > 1)


def open_count(snapshot: Snapshot, library: Library) -> int:
    """How many clauses are on the agenda."""
    return len(_on_agenda(snapshot, library))


def heading_words(snapshot: Snapshot, library: Library, *, shown: int | None) -> str:
    """The line below the title: the kind of paper, how many clauses, how many open.

    `shown` is how many are listed when only those with positions are.
    """
    kind, rows = library.papers.get(snapshot.partnership.paper), clause_rows(snapshot, library)
    talked = sum(row.has_positions for row in rows)
    listed = f"{talked} with positions" if shown is None else f"showing {shown} with positions"
    opened = open_count(snapshot, library)
    return " · ".join(
        (
            kind.name if kind else "No kind of paper chosen yet",
            f"{counted(sum(row.included for row in rows), 'clause')}, {listed}",
            f"{opened} open" if opened else "none open",
        )
    )


def wizard_steps(snapshot: Snapshot, library: Library) -> tuple[WizardStep, ...]:
    """The reading order: the kind of paper, each clause that needs a word, the review."""
    return tuple(_steps(snapshot, library))


def _steps(snapshot: Snapshot, library: Library) -> Iterator[WizardStep]:
    yield WizardStep(PAPER_STEP, "Which paper", "done" if snapshot.partnership.paper else "")
    rows = {row.key: row for row in clause_rows(snapshot, library)}
    for heading, keys in _GROUPS:
        shown = [rows[key] for key in keys if key in rows and rows[key].included]
        for place, row in enumerate(shown):
            text = f"{row.number}  {row.title}"
            yield WizardStep(row.key, text, _mark(row), heading if place == 0 else "")
    yield WizardStep(REVIEW_STEP, "Review", "", "At the end")


def _mark(row: ClauseRow) -> Mark:
    if row.state == PositionState.AGREED:
        return "done"
    if row.state:
        return "open"
    return "part" if row.is_begun else ""
