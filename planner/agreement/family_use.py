"""What the closest model family is good for: proposals from Scope, preselected options, findings.

Nothing happens by itself: proposals are taken over, and options preselected, only when asked for.
A preselection fills what nobody has chosen yet, and locks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner import scope
from planner.agreement import dependencies
from planner.agreement.clauses import clause_state, finding
from planner.agreement.consortium import is_consortium
from planner.agreement.family import CONSORTIUM, Outcome, SideResult, family_result
from planner.agreement.family_words import in_sentence, verdict_words
from planner.agreement.positions import positions_on
from planner.agreement.values import answers_to, words_said
from planner.document import Document, Snapshot
from planner.findings import AgendaItem, Finding
from planner.library import Library
from planner.library.clause_entries import Clause, Option
from planner.library.family_entries import FamilyQuestion
from planner.model import Answer, ClauseChoice, Position
from planner.sides import side_name, speaking_side
from planner.terms import SIDES, Seat, Severity, Side
from planner.wording import counted

RESULTS, PUBLICATION = "results", "publication"
NO_PUBLICATION_MODEL = "model-5"
# Rules of `dependencies` that speak of the same once an option is chosen.
SECRECY_RULE, STUDENTS_RULE = "secrecy-against-publication", "students-and-secrecy"


# Proposals from Scope


@dataclass(frozen=True)
class ScopeProposal:
    """An answer that scoping already establishes, for a side that has not answered here.

    `source` is the question of Scope, `confirmed` whether the side itself has said so there.
    """

    question: FamilyQuestion
    side: Side
    is_yes: bool
    source: str
    confirmed: bool


def proposals(snapshot: Snapshot, library: Library) -> tuple[ScopeProposal, ...]:
    """What could be taken over from Scope, in the order of the questions."""
    return tuple(
        ScopeProposal(question, side, is_yes, source, _is_own_word(snapshot, library, source, side))
        for question in library.families.questions.values()
        if (found := _established(snapshot, library, question)) is not None
        for is_yes, source in [found]
        for side in SIDES
        if scope.answer_to(snapshot, question.key, side, library) is None
    )


def _established(snapshot: Snapshot, library: Library, question: FamilyQuestion) -> tuple[bool, str] | None:
    """The answer that Scope gives, with the key that gives it; None for nothing, or a contradiction."""
    if question.retired or question.step == CONSORTIUM:
        return None
    met = {
        proposal.answer: proposal.question
        for proposal in question.proposals
        if words_said(snapshot, library, proposal.question) & set(proposal.any_of)
    }
    return next(((answer == "yes", key) for answer, key in met.items()), None) if len(met) == 1 else None


def _is_own_word(snapshot: Snapshot, library: Library, key: str, side: Side) -> bool:
    """Whether it counts as the side's own word: said at its seat, or by itself in Scope."""
    if snapshot.partnership.seat in (Seat.FACILITATOR, side.value):
        return True
    return any(a.confirmed and a.side in (side, Side.JOINT) for a in answers_to(snapshot, library, key))


def take_over(document: Document, found: Iterable[ScopeProposal]) -> None:
    """Answer as Scope has it, in one step."""
    with document.step("answers taken from Scope"):
        for proposal in found:
            document.add(
                Answer(
                    partnership_id=document.partnership.id,
                    question=proposal.question.key,
                    side=proposal.side,
                    chosen=("yes" if proposal.is_yes else "no",),
                    confirmed=proposal.confirmed,
                )
            )


# Options preselected


@dataclass(frozen=True)
class Preselection:
    """An option to set where nothing is chosen: for the paper, or as a side's position."""

    clause: Clause
    option: Option
    side: Side

    def words(self, snapshot: Snapshot) -> str:
        """What is set, as one line."""
        whose = (
            "the paper"
            if self.side is Side.JOINT
            else f"the position of {speaking_side(snapshot, self.side)}"
        )
        return f"{self.clause.title}, {whose}: {self.option.label}"


def preselections(snapshot: Snapshot, library: Library) -> tuple[Preselection, ...]:
    """The options the families suggest, for what nobody has chosen yet.

    Where both sides' families suggest the same option it is set for the paper only: two equal
    positions would count as an agreement that nobody has made. Else each side's position is set,
    unless it would equal what the other side already wants.
    """
    if is_consortium(snapshot) or family_result(snapshot, library).is_conflict:
        return ()
    models = {one.side: one.verdict.model for one in family_result(snapshot, library).sides}
    found: list[Preselection] = []
    for key in (RESULTS, PUBLICATION):
        clause = library.clauses[key]
        suggested = {side: model.options.get(key, "") for side, model in models.items() if model is not None}
        found += _preselected(snapshot, library, clause, {s: o for s, o in suggested.items() if o})
    return tuple(found)


def _preselected(
    snapshot: Snapshot, library: Library, clause: Clause, suggested: dict[Side, str]
) -> Iterator[Preselection]:
    options = {option.key: option for option in clause.options}
    held = positions_on(snapshot, clause)
    wanted = set(suggested.values())
    if len(suggested) == len(SIDES) and len(wanted) == 1:
        state = clause_state(snapshot, library, clause.key)
        choice = state.choice if state else None
        if choice is None or not (choice.option or choice.own_text.strip() or choice.agreed):
            yield Preselection(clause, options[wanted.pop()], Side.JOINT)
        return
    for side, option in suggested.items():
        others = {position.option for other, position in held.items() if other is not side}
        if side not in held and option not in others:
            yield Preselection(clause, options[option], side)


def preselect(document: Document, library: Library) -> tuple[str, ...]:
    """Set every suggested option in one step; says, a line each, what was set."""
    snapshot = document.snapshot()
    found = preselections(snapshot, library)
    with document.step("options of the closest model family"):
        for one in found:
            _set(document, one)
    return tuple(one.words(snapshot) for one in found)


def _set(document: Document, one: Preselection) -> None:
    snapshot, home = document.snapshot(), document.partnership
    keys = (one.clause.key, *one.clause.aliases)
    if one.side is Side.JOINT:
        choice = next((c for c in snapshot.all(ClauseChoice) if c.clause in keys), None)
        choice = choice or document.add(ClauseChoice(partnership_id=home.id, clause=one.clause.key))
        document.set(choice, "option", one.option.key)
        return
    blank = Position(partnership_id=home.id, clause=one.clause.key, side=one.side)
    untouched = (p for p in snapshot.where(Position, side=one.side) if p.clause in keys)
    position = next(untouched, None) or document.add(blank)
    confirmed = home.seat in (Seat.FACILITATOR, one.side.value)
    document.update(position, {"option": one.option.key, "confirmed": confirmed})


# Findings and the agenda


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """A contradiction about publication, two sides with different results, a model that fits badly."""
    if is_consortium(snapshot) or not any(one.is_begun for one in family_result(snapshot, library).sides):
        return ()
    # What the rules of the clauses say already is not said twice.
    said = {f.id.split("/")[0] for f in snapshot.derive(dependencies.findings, library, today)}
    return tuple(found for found, unless in _findings(snapshot, library) if unless not in said)


def _findings(snapshot: Snapshot, library: Library) -> Iterator[tuple[Finding, str]]:
    """Each finding, with the rule of the clauses that would say the same."""
    result = family_result(snapshot, library)
    if result.is_conflict:
        says = library.families.rules.conflict_says
        guide = ("lambert-guide-2016",)
        found = finding(library, "family-conflict", Severity.WARNING, says, PUBLICATION, sources=guide)
        yield found, SECRECY_RULE
        return
    if result.differs:
        words = "; ".join(f"{side_name(snapshot, one.side)}: {_spoken(one)}" for one in result.sides)
        message = "The two sides’ answers lead to different model families."
        advice = f"{words}. Compare the answers that pushed most before you settle who owns the results."
        yield finding(library, "family-differs", Severity.INFO, message, RESULTS, advice=advice), ""
    models = {one.verdict.model.key for one in result.sides if one.verdict.model is not None}
    if NO_PUBLICATION_MODEL in models:
        yield from _against_secrecy(snapshot, library)


def _spoken(one: SideResult) -> str:
    model = one.verdict.model
    return in_sentence(model) if model else verdict_words(one.verdict).lower()


def _against_secrecy(snapshot: Snapshot, library: Library) -> Iterator[tuple[Finding, str]]:
    name = in_sentence(library.families.models[NO_PUBLICATION_MODEL])
    warning, guide = Severity.WARNING, ("lambert-guide-2016",)
    if "yes" in words_said(snapshot, library, "wants.publication"):
        message = f"The closest model family is “{name}”, and the academic side needs to publish."
        advice = "One of the two has to give way; talk about it before drafting further."
        found = finding(
            library, "family-publication", warning, message, RESULTS, advice=advice, sources=guide
        )
        yield found, SECRECY_RULE
    if "yes" in words_said(snapshot, library, "approvals.students"):
        message = f"The closest model family is “{name}”, and students take part."
        advice = "Take students out of this work, or go through the answers again."
        yield finding(library, "family-students", warning, message, RESULTS, advice=advice), STUDENTS_RULE


def open_points(snapshot: Snapshot, library: Library) -> tuple[AgendaItem, ...]:
    """For each side that is not sure yet about some of the questions, one point for all of them."""
    if is_consortium(snapshot):
        return ()
    return tuple(
        AgendaItem(
            f"agreement/family/{one.side}",
            f"Closest model family. {counted(len(one.not_sure), 'question')} about the work "
            f"{'is' if len(one.not_sure) == 1 else 'are'} not settled.",
            one.side,
        )
        for one in family_result(snapshot, library).sides
        if one.not_sure and one.verdict.outcome is not Outcome.OUTSIDE
    )
