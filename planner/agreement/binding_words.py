"""Words that may bind by accident, and words that weaken what binds, found clause by clause.

Every clause in the paper is read as it prints, standard or edited: one that does not bind for words
of duty, one that binds for words of mere intention. Names, quotations, definitions, negations and
what else the content calls innocent are passed over. What is found comes with other words that keep
the grammar of the sentence; nothing is changed before the user says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.agreement.clauses import ClauseState, clause_set, finding, resolved_text
from planner.agreement.word_search import Hit, rewritten, words_in
from planner.document import Snapshot
from planner.entity import LONG_TEXT
from planner.findings import Amendment, Finding, Remedy
from planner.library import Library
from planner.model import Organisation, Person
from planner.terms import Severity
from planner.wording import counted

__all__ = ["Hit", "change_label", "clause_text", "findings", "found_words", "rewritten", "words_in"]

TO_BE_AGREED = "to be agreed"
SHOWN_HITS = 3
SHORTEST_NAME = 4
# Values that are names; whatever else fills a slot is read like the words around it.
NAMING = ("party", "person")


def found_words(snapshot: Snapshot, library: Library) -> Mapping[str, tuple[Hit, ...]]:
    """The words found in each clause of the paper that has any, by the clause's key, in order."""
    return snapshot.derive(_found_words, library)


def _found_words(snapshot: Snapshot, library: Library) -> dict[str, tuple[Hit, ...]]:
    names = _names(snapshot)
    found = {}
    for state in clause_set(snapshot, library):
        text = clause_text(state) if state.included else ""
        called = tuple(state.printed.get(slot.key, "") for slot in state.clause.slots if slot.kind in NAMING)
        known = (*names, *filter(None, called))
        hits = words_in(text, library, binds=state.binds, names=known, clause=state.clause.key)
        if hits:
            found[state.clause.key] = hits
    return found


def clause_text(state: ClauseState) -> str:
    """The text that is read: the user's own wording, or the standard one with "to be agreed" for gaps."""
    return resolved_text(state, lambda _: TO_BE_AGREED)


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    """Everything that is called by a name, in full or by its first word: what it is made of says nothing."""
    names = [snapshot.partnership.title]
    for organisation in snapshot.all(Organisation):
        first = organisation.name.split()[0] if organisation.name.split() else ""
        names += [organisation.name, organisation.legal_name, organisation.department]
        names += [first] if first[:1].isupper() and len(first) >= SHORTEST_NAME else []
    for person in snapshot.all(Person):
        names += [person.name, person.post]
    return tuple(sorted({name for name in names if name.strip()}, key=len, reverse=True))


# Findings


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """A warning for each clause with words that may bind, or that weaken it where it binds."""
    return snapshot.derive(_findings, library)


def _findings(snapshot: Snapshot, library: Library) -> tuple[Finding, ...]:
    hits = found_words(snapshot, library)
    return tuple(
        _finding(library, state, hits[state.clause.key])
        for state in clause_set(snapshot, library)
        if state.clause.key in hits
    )


def _finding(library: Library, state: ClauseState, hits: tuple[Hit, ...]) -> Finding:
    key, title = state.clause.key, state.clause.title
    shown = [f"“{hit.words}”" for hit in hits[:SHOWN_HITS]]
    more = f" and {counted(len(hits) - SHOWN_HITS, 'place')} more" if len(hits) > SHOWN_HITS else ""
    words = ", ".join(dict.fromkeys(shown)) + more
    message = (
        f"{title} binds, but {words} may weaken it."
        if state.binds
        else f"{title}: {words} may bind by accident."
    )
    first = hits[0]
    found = finding(
        library,
        f"words/{key}",
        Severity.WARNING,
        message,
        key,
        advice=f"{first.rule.why} Suggested: “{first.suggestion}”.",
        basis=first.rule.basis,
        sources=first.rule.sources,
    )
    return found._replace(tag="words", remedies=_remedies(state, hits))


def _remedies(state: ClauseState, hits: tuple[Hit, ...]) -> tuple[Remedy, ...]:
    """The rewrite of the user's own wording; a standard wording has nothing to be written into yet."""
    text = rewritten(clause_text(state), hits)
    if state.choice is None or not state.text_is_own or len(text) > LONG_TEXT:
        return ()
    return (Remedy(change_label(state), (Amendment(state.choice, "own_text", text),)),)


def change_label(state: ClauseState) -> str:
    """What undo calls the rewrite."""
    return f"{'firmer' if state.binds else 'softer'} words in {state.clause.title}"
