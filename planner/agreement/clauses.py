"""The clause set: which clauses the paper has, in which words, and which of them bind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.agreement.sentences import says_something
from planner.agreement.values import Value, check_value, resolved_value
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.library.clause_entries import Clause, Option, Slot
from planner.model import ClauseChoice, Organisation, Position
from planner.sides import speaking_side
from planner.terms import SIDES, Basis, Paper, Screen, Severity, Side
from planner.wording import joined

__all__ = [
    "ClauseState",
    "binding_clauses",
    "check_value",
    "clause_set",
    "clause_state",
    "findings",
    "option_text",
    "paper_of",
    "resolved_text",
    "status_text",
]

# What is drawn while nobody has chosen a kind of paper.
FALLBACK_PAPER = Paper.MEMORANDUM
# The clauses that say what binds and under which law; they speak of the others.
STATUS, LAW = "status", "law"

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}(\.?)")


@dataclass(frozen=True)
class ClauseState:
    """One clause as it stands in this paper.

    `number` is the printed one, None while the clause is left out. `values` are the slots' values as
    stored, `printed` the same as they stand in a sentence; neither holds an empty slot. `missing` are
    the slots that the chosen wording names and nothing fills. `names` are the words always at hand.
    """

    clause: Clause
    choice: ClauseChoice | None
    number: int | None
    included: bool
    option: Option | None
    binds: bool
    values: Mapping[str, str]
    printed: Mapping[str, str]
    missing: tuple[Slot, ...]
    text_is_own: bool
    names: Mapping[str, str]
    faults: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where the clause is worked on."""
        return f"agreement/{self.clause.key}"


def paper_of(snapshot: Snapshot) -> Paper:
    """The kind of paper that is drawn: the chosen one, or a memorandum while none is chosen."""
    return snapshot.partnership.paper or FALLBACK_PAPER


def clause_set(snapshot: Snapshot, library: Library) -> tuple[ClauseState, ...]:
    """Every clause in order; those that are included carry printed numbers from 1 without gaps."""
    return snapshot.derive(_clause_set, library)


def clause_state(snapshot: Snapshot, library: Library, key: str) -> ClauseState | None:
    """The clause with this key as it stands, or None."""
    return next((state for state in clause_set(snapshot, library) if state.clause.key == key), None)


def _clause_set(snapshot: Snapshot, library: Library) -> tuple[ClauseState, ...]:
    choices = {choice.clause: choice for choice in reversed(snapshot.all(ClauseChoice))}
    paper, names = paper_of(snapshot), standing_words(snapshot)
    drawn = []
    for clause in library.clauses.values():
        if not clause.retired:
            found = (choices[key] for key in (clause.key, *clause.aliases) if key in choices)
            drawn.append((clause, next(found, None)))
    included = [c.key for c, choice in drawn if _is_included(c, choice, paper)]
    options = {c.key: _option(snapshot, c, choice, paper) for c, choice in drawn}
    binding = _binding(drawn, included, options, paper)
    states = []
    for clause, choice in drawn:
        key, option = clause.key, options[clause.key]
        typed = dict(choice.values) if choice else {}
        values = {s.key: resolved_value(snapshot, library, s, typed.get(s.key, "")) for s in clause.slots}
        is_own = bool(choice and says_something(choice.own_text))
        states.append(
            ClauseState(
                clause=clause,
                choice=choice,
                number=included.index(key) + 1 if key in included else None,
                included=key in included,
                option=option,
                binds=key in binding,
                values={name: value.text for name, value in values.items() if value.text},
                printed={name: value.printed for name, value in values.items() if value.text},
                missing=() if is_own or option is None else _missing(clause, option, values),
                text_is_own=is_own,
                names=names,
                faults={name: value.fault for name, value in values.items() if value.fault},
            )
        )
    return tuple(states)


def _is_included(clause: Clause, choice: ClauseChoice | None, paper: Paper) -> bool:
    if choice is not None and choice.included is not None:
        return choice.included
    return paper in clause.papers


def _option(snapshot: Snapshot, clause: Clause, choice: ClauseChoice | None, paper: Paper) -> Option | None:
    """The chosen option; else the one both sides want; else the paper's default; else the first.

    A clause that the program writes needs none: what is chosen there is said besides.
    """
    options = {option.key: option for option in clause.options}
    if choice is not None and choice.option in options:
        return options[choice.option]
    held = {p.side: p.option for p in snapshot.where(Position, clause=clause.key)}
    wanted = {held.get(side, "") for side in SIDES}
    if len(wanted) == 1 and (both := options.get(wanted.pop())) is not None:
        return both
    if clause.generated:
        return None
    defaults = (option for option in clause.options if paper in option.default_for)
    return next(defaults, next(iter(clause.options), None))


def _binding(
    drawn: list[tuple[Clause, ClauseChoice | None]],
    included: list[str],
    options: Mapping[str, Option | None],
    paper: Paper,
) -> frozenset[str]:
    """Keys of the clauses that bind. By default a law is named only for the sake of another clause."""
    binds = {
        clause.key
        for clause, choice in drawn
        if clause.key in included and _binds(clause, choice, options, paper)
    }
    law = next((choice for clause, choice in drawn if clause.key == LAW), None)
    if not binds - {LAW, STATUS} and (law is None or law.binds is None):
        binds.discard(LAW)
    return frozenset(binds)


def _binds(
    clause: Clause, choice: ClauseChoice | None, options: Mapping[str, Option | None], paper: Paper
) -> bool:
    rule = clause.binding.get(paper, "never")
    if rule == "never":
        return False
    if choice is not None and choice.binds is not None:
        return choice.binds
    option = options[clause.key]
    return rule == "on" and (option is None or option.binds_by_default)


def _missing(clause: Clause, option: Option, values: Mapping[str, Value]) -> tuple[Slot, ...]:
    used = slots_used(option)
    return tuple(slot for slot in clause.slots if slot.key in used and not values[slot.key].text)


def slots_used(option: Option) -> frozenset[str]:
    """Keys of the slots, and of the words always at hand, that the option's wording names."""
    return frozenset(found[1] for found in _PLACEHOLDER.finditer(option.wording))


# Words


def standing_words(snapshot: Snapshot) -> dict[str, str]:
    """The words that every wording may name."""
    names = [o.legal_name or o.name for o in snapshot.all(Organisation)]
    return {
        "parties": joined(names) or "the parties",
        "academic": speaking_side(snapshot, Side.ACADEMIC, legal=True),
        "industry": speaking_side(snapshot, Side.INDUSTRY, legal=True),
        "title": snapshot.partnership.title,
    }


def resolved_text(state: ClauseState, fill: Callable[[Slot], str]) -> str:
    """What the clause says: the user's own wording as typed, or the option's with every slot filled.

    `fill` says what stands in a slot that nothing fills. Empty for a clause the program writes.
    """
    if state.text_is_own and state.choice is not None:
        return state.choice.own_text
    return option_text(state, state.option, fill) if state.option else ""


def option_text(state: ClauseState, option: Option, fill: Callable[[Slot], str]) -> str:
    """The wording of any option of the clause, with this partnership's values.

    What is filled in is never read again for slots, so braces that a user typed stay as they are.
    """
    slots = {slot.key: slot for slot in state.clause.slots}

    def filled(found: re.Match[str]) -> str:
        key, stop = found[1], found[2]
        if key in state.names:
            text = state.names[key]
            starts = found.start() == 0 or option.wording[: found.start()].endswith(". ")
            text = f"The{text[3:]}" if starts and text.startswith("the ") else text
        else:
            text = state.printed.get(key) or fill(slots[key])
        return text if stop and text.endswith((".", "!", "?", "…")) else text + stop

    return _PLACEHOLDER.sub(filled, option.wording)


# What binds


def binding_clauses(snapshot: Snapshot, library: Library) -> tuple[ClauseState, ...]:
    """The clauses that bind, in order."""
    return tuple(state for state in clause_set(snapshot, library) if state.binds)


def status_text(snapshot: Snapshot, library: Library) -> str:
    """The status clause: what is intent, and by number and title what binds."""
    if paper_of(snapshot) is Paper.CONTRACT:
        return (
            "These are notes for a contract and not the contract itself. Nobody signs them, nothing in them "
            "binds, and work that needs cover waits until the contract is signed."
        )
    binding = binding_clauses(snapshot, library)
    named = joined(f"clause {state.number} ({state.clause.title})" for state in binding)
    bound = f"It is not legally binding, except for {named}." if binding else "None of it is legally binding."
    unbound = "the rest" if binding else "it"
    return (
        f"This document says what the parties intend. {bound} Whoever acts on {unbound} before a contract is "
        "signed does so at their own risk, and no party has to enter into a contract."
    )


# Findings


def finding(
    library: Library,
    id: str,
    severity: Severity,
    message: str,
    clause: str,
    *,
    advice: str = "",
    basis: Basis = Basis.PLANNER,
    sources: tuple[str, ...] = (),
) -> Finding:
    """A finding to be mended on the agreement screen, at the clause; `sources` are keys."""
    cites = tuple(library.sources[key].cite for key in sources if key in library.sources)
    place = f"agreement/{clause}" if clause else "agreement"
    return Finding(id, severity, Screen.AGREEMENT, message, place, basis, cites, advice, "agreement")


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Values that cannot be used, and choices that this paper or this content does not know."""
    return tuple(
        found for state in clause_set(snapshot, library) for found in _clause_findings(state, library)
    )


def _clause_findings(state: ClauseState, library: Library) -> Iterator[Finding]:
    key, title, choice = state.clause.key, state.clause.title, state.choice
    labels = {slot.key: slot.label for slot in state.clause.slots}
    for slot, fault in state.faults.items():
        message = f"{title}: the value for {labels[slot]} cannot be used. {fault}"
        yield finding(library, f"value/{key}/{slot}", Severity.WARNING, message, key)
    if choice is None or not state.included:
        return
    if choice.option and (state.option is None or state.option.key != choice.option):
        message = f"{title}: the option chosen is not known here, so the standard one is shown."
        yield finding(library, f"option/{key}", Severity.WARNING, message, key, advice="Choose an option.")
    if choice.binds and not state.binds:
        message = f"{title} is switched to binding, but never binds in this kind of paper."
        advice = "Switch it off, or choose memorandum with heads of terms."
        yield finding(library, f"cannot-bind/{key}", Severity.WARNING, message, key, advice=advice)
