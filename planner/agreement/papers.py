"""Which kind of paper: the situations that are met, the advice that follows, and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.agreement.clauses import clause_state, finding
from planner.agreement.values import words_said
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.library.clause_entries import Companion, Situation
from planner.library.entries import Condition
from planner.model import Organisation, Person
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
class CompanionNeeded:
    """Something that goes beside the paper, why here, and whether it is there already."""

    companion: Companion
    because: str
    is_done: bool


@dataclass(frozen=True)
class Advice:
    """The kind of paper that fits, with the situations that point to it, strongest first.

    UNDECIDED while no situation is known. `checklist` is what goes beside the paper or comes first.
    """

    paper: Paper
    reasons: tuple[SituationMet, ...]
    checklist: tuple[CompanionNeeded, ...]
    is_not_a_memorandum: bool

    @property
    def lacking(self) -> tuple[CompanionNeeded, ...]:
        """What the checklist names and is not there yet."""
        return tuple(needed for needed in self.checklist if not needed.is_done)


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
    if not situation.when or not all(_holds(c, snapshot, library) for c in situation.when):
        return False
    return not situation.unless or not all(_holds(c, snapshot, library) for c in situation.unless)


def _holds(condition: Condition, snapshot: Snapshot, library: Library) -> bool:
    return bool(words_said(snapshot, library, condition.question) & set(condition.any_of))


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
    return Advice(paper, tuple(reasons), companions(snapshot, library), paper is Paper.CONTRACT)


# What goes beside it


def companions(snapshot: Snapshot, library: Library) -> tuple[CompanionNeeded, ...]:
    """What this partnership needs beside its paper or before it, each with its reason, done or not."""
    return snapshot.derive(_companions, library)


def checklist(snapshot: Snapshot, library: Library) -> tuple[str, ...]:
    """What is still needed beside the paper or before it, a line each."""
    return tuple(n.companion.line for n in companions(snapshot, library) if not n.is_done)


def _companions(snapshot: Snapshot, library: Library) -> tuple[CompanionNeeded, ...]:
    found = ((c, _because(c, snapshot, library)) for c in library.companions.values() if not c.retired)
    return tuple(CompanionNeeded(c, why, _is_done(c, snapshot, library)) for c, why in found if why)


def _because(companion: Companion, snapshot: Snapshot, library: Library) -> str:
    """Why this partnership needs it, in words; nothing when it does not."""
    met = {m.situation.key: m.because for m in situations_met(snapshot, library)}
    if called := [met[key] for key in companion.for_situations if key in met]:
        return joined(called)
    if any(_holds(condition, snapshot, library) for condition in companion.for_answers):
        return companion.because
    return "a contract is to be drawn up" if snapshot.partnership.paper in companion.for_papers else ""


def _is_done(companion: Companion, snapshot: Snapshot, library: Library) -> bool:
    if companion.done_by_signatories:
        signing = {person.organisation_id for person in snapshot.where(Person, may_sign=True)}
        parties = snapshot.all(Organisation)
        return bool(parties) and all(party.id in signing for party in parties)
    return bool(companion.done_when) and all(_holds(c, snapshot, library) for c in companion.done_when)


# Findings


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
                advice=needed_words(advice),
                sources=("usask-mou", "imperial-authority"),
            ),
        )
    if chosen is Paper.UNDECIDED:
        message = "No kind of paper is chosen; until then the draft is a memorandum with annexes."
        fits = f"{library.papers[advice.paper].name} fits, because {because}." if advice.reasons else ""
        advised = fits or "Say which situations apply, and the paper that fits is shown."
        return (finding(library, "paper-undecided", Severity.INFO, message, "", advice=advised),)
    return ()


def needed_words(advice: Advice) -> str:
    """What is still needed beside the paper or before it, as one sentence."""
    names = [n.companion.name for n in advice.lacking]
    if not names:
        return "What goes beside it is there."
    return f"Still needed beside it, or first: {joined(name[0].lower() + name[1:] for name in names)}."
