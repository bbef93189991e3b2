"""Which kind of paper: the situations that are met, the advice that follows, and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.agreement.clauses import clause_state, finding
from planner.agreement.values import words_said
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.library.clause_entries import Situation
from planner.library.entries import Condition
from planner.terms import Paper, Severity
from planner.wording import joined

# A promise to talk to nobody else that outlasts this is more than time to negotiate.
NEGOTIATION_MONTHS = 6
# From the lightest paper to the heaviest that is still a memorandum.
_LIGHTEST_FIRST = (Paper.STATEMENT, Paper.MEMORANDUM, Paper.HEADS_OF_TERMS)
_SHORT_LOCK_OUT, _LASTING_LOCK_OUT = "short_lock_out", "lasting_exclusivity"


@dataclass(frozen=True)
class SituationMet:
    """A situation that holds, and why. `is_ticked` when the user said so, else it follows from answers."""

    situation: Situation
    because: str
    is_ticked: bool


@dataclass(frozen=True)
class Advice:
    """The kind of paper that fits, with the situations that point to it, strongest first.

    UNDECIDED while no situation is known. `checklist` is what goes beside the paper or comes first.
    """

    paper: Paper
    reasons: tuple[SituationMet, ...]
    checklist: tuple[str, ...]
    is_not_a_memorandum: bool


def situations_met(snapshot: Snapshot, library: Library) -> tuple[SituationMet, ...]:
    """Every situation that the user has ticked, or that follows from answers and clauses."""
    return snapshot.derive(_situations_met, library)


def _situations_met(snapshot: Snapshot, library: Library) -> tuple[SituationMet, ...]:
    ticked = set(snapshot.partnership.situations)
    promised = _promised_exclusivity(snapshot, library)
    met = []
    for situation in library.situations.values():
        is_ticked = bool(ticked & {situation.key, *situation.aliases})
        follows = situation.key == promised or _follows(situation, snapshot, library)
        if not situation.retired and (is_ticked or follows):
            met.append(SituationMet(situation, situation.because, is_ticked))
    return tuple(met)


def _follows(situation: Situation, snapshot: Snapshot, library: Library) -> bool:
    def holds(condition: Condition) -> bool:
        return bool(words_said(snapshot, library, condition.question) & set(condition.any_of))

    if not situation.when or not all(map(holds, situation.when)):
        return False
    return not situation.unless or not all(map(holds, situation.unless))


def _promised_exclusivity(snapshot: Snapshot, library: Library) -> str:
    """The situation that the exclusivity clause makes true, or nothing."""
    state = clause_state(snapshot, library, "exclusivity")
    if state is None or not state.included or state.option is None or state.option.key != "lock_out":
        return ""
    months = state.values.get("lock_months")
    is_short = months is not None and int(months) <= NEGOTIATION_MONTHS
    return _SHORT_LOCK_OUT if is_short else _LASTING_LOCK_OUT


def advised_paper(snapshot: Snapshot, library: Library) -> Advice:
    """The kind of paper that the situations point to.

    One situation that needs a contract is enough for that. Otherwise the weights are added up for
    each kind; where two weigh the same, the lighter paper wins, because papers grow by themselves.
    """
    return snapshot.derive(_advised_paper, library)


def _advised_paper(snapshot: Snapshot, library: Library) -> Advice:
    met = situations_met(snapshot, library)
    weights = {
        paper: sum(m.situation.weight for m in met if m.situation.points_to == paper) for paper in Paper
    }
    paper = Paper.UNDECIDED
    if weights[Paper.CONTRACT]:
        paper = Paper.CONTRACT
    elif met:
        paper = max(_LIGHTEST_FIRST, key=lambda kind: weights[kind])
    reasons = [m for m in met if m.situation.points_to == paper]
    reasons.sort(key=lambda m: -m.situation.weight)
    kind = library.papers.get(paper)
    checklist = kind.checklist if kind else ()
    return Advice(paper, tuple(reasons), checklist, paper is Paper.CONTRACT)


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Whether a kind of paper is chosen, and whether it still fits."""
    advice, chosen = advised_paper(snapshot, library), snapshot.partnership.paper
    because = joined(met.because for met in advice.reasons)
    if advice.is_not_a_memorandum and chosen is not Paper.CONTRACT:
        return (
            finding(
                library,
                "not-a-memorandum",
                Severity.WARNING,
                f"This is not a memorandum any more: {because}.",
                "",
                advice=f"Needed beside it or instead: {'; '.join(advice.checklist)}.",
                sources=("usask-mou", "imperial-authority"),
            ),
        )
    if chosen is Paper.UNDECIDED:
        message = "No kind of paper is chosen; until then the draft is a memorandum with annexes."
        fits = f"{library.papers[advice.paper].name} fits, because {because}." if advice.reasons else ""
        advised = fits or "Say which situations apply, and the paper that fits is shown."
        return (finding(library, "paper-undecided", Severity.INFO, message, "", advice=advised),)
    return ()
