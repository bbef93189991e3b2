"""The closest model family in words: for the heading, the card, the dialog."""

from __future__ import annotations

from planner.agreement.consortium import consortium_result, is_consortium
from planner.agreement.family import Outcome, SideResult, StepReading, Verdict, family_result
from planner.agreement.family_change import Flip, Push, flip
from planner.document import Snapshot
from planner.library import Library
from planner.library.family_entries import FamilyModel, FamilyRules
from planner.sides import speaking_side
from planner.wording import counted, joined, spoken_date

OUR_READING = "This band is our reading; the guide’s own is not established."


def in_sentence(model: FamilyModel) -> str:
    """A model's plain name inside a sentence."""
    return model.name[0].lower() + model.name[1:]


def family_line(snapshot: Snapshot, library: Library) -> str:
    """The closest family for the heading of the agreement; empty while it is not assessed."""
    if is_consortium(snapshot):
        model = consortium_result(snapshot, library).model
        return f"closest consortium model: {in_sentence(model)}" if model else ""
    result = family_result(snapshot, library)
    if result.joint is not None:
        return f"closest model family: {in_sentence(result.joint)}"
    if result.is_conflict:
        return "closest model family: none while publication is disputed"
    if result.differs:
        return "closest model family: the two sides’ answers differ"
    if all(one.verdict.outcome is Outcome.BALANCED for one in result.sides):
        return "closest model family: balanced"
    named = [one for one in result.sides if one.verdict.model is not None]
    if len(named) == 1 and named[0].verdict.model is not None:
        whose = speaking_side(snapshot, named[0].side)
        return f"closest model family for {whose} alone: {in_sentence(named[0].verdict.model)}"
    return ""


def verdict_words(verdict: Verdict) -> str:
    """A result as a heading: the plain name of the model, or what there is instead."""
    if verdict.model is not None:
        return verdict.model.name
    if verdict.outcome is Outcome.BALANCED:
        return "Balanced"
    if verdict.outcome is Outcome.CONFLICT:
        return "A contradiction about publication"
    return "Outside the premises" if verdict.outcome is Outcome.OUTSIDE else "Not assessed"


def between_words(verdict: Verdict) -> str:
    """The models a balance lies between, quoted."""
    return joined(f"“{in_sentence(model)}”" for model in verdict.between)


def missing_words(verdict: Verdict) -> str:
    """What is still missing for a result, or empty."""
    reading = verdict.steps[-1]
    if verdict.outcome is not Outcome.NOT_ASSESSED:
        return ""
    if reading.step.counts == "all":
        missing = counted(len(reading.missing), "answer")
        return f"{reading.step.short}: {missing} missing; all {reading.asked} are needed."
    needed = counted(reading.needed - reading.answered, "more answer")
    return f"{reading.step.short}: {reading.answered} of {reading.asked} answered; {needed} needed."


def reading_words(reading: StepReading) -> str:
    """A step that was read: how many of how many were yes, what that says, and whether we alone say so."""
    band = reading.band
    said = f" {band.says}" if band else ""
    ours = f" {OUR_READING}" if band and not band.is_established else ""
    return f"{reading.step.short}: {reading.yes} of {reading.answered} yes.{said}{ours}"


def push_words(push: Push) -> str:
    """An answer that pushed: what was asked, and what was said."""
    return f"{push.question.wording} {'Yes' if push.is_yes else 'No'}."


def flip_words(found: Flip | None) -> str:
    """The smallest change to another result, as one sentence."""
    if found is None:
        return "No change of one or two answers would lead to another family."
    model = found.verdict.model
    becomes = f"the closest family becomes “{in_sentence(model)}”" if model else "the result becomes balanced"
    between = f" between {between_words(found.verdict)}" if not model and found.verdict.between else ""
    return f"If {joined(found.conditions)}, {becomes}{between}."


def side_flip(snapshot: Snapshot, library: Library, side: SideResult) -> Flip | None:
    """The smallest change for one side, worked out once for a snapshot."""
    return snapshot.derive(_flip, library, side.side)


def _flip(snapshot: Snapshot, library: Library, side: str) -> Flip | None:
    results = {one.side: one for one in family_result(snapshot, library).sides}
    return flip(next(one.said for key, one in results.items() if key == side), library.families)


def rules_words(rules: FamilyRules) -> str:
    """The rule set with its date: "Rule set 1, 22 Nov 2026"."""
    return f"{rules.name}, {spoken_date(rules.dated)}"


def card_lines(snapshot: Snapshot, library: Library) -> tuple[str, ...]:
    """Two or three lines on the closest family, and what would change it."""
    if is_consortium(snapshot):
        found = consortium_result(snapshot, library)
        if found.model is None:
            return (
                "There are three or more parties. Which consortium model is closest is not assessed yet.",
            )
        return (f"Closest consortium model: {in_sentence(found.model)}.",)
    result = family_result(snapshot, library)
    if result.is_conflict:
        return (library.families.rules.conflict_says,)
    begun = [one for one in result.sides if one.is_begun]
    if not begun:
        return ("Not assessed yet: neither side has answered the questions on the closest model family.",)
    if result.joint is not None:
        flips = dict.fromkeys(flip_words(side_flip(snapshot, library, one)) for one in result.sides)
        closest = f"Closest family: {in_sentence(result.joint)}."
        if len(flips) == 1:
            return (closest, *flips)
        pairs = zip(result.sides, flips, strict=True)
        return (closest, *(f"{_whose(snapshot, one)}: {_inside(words)}" for one, words in pairs))
    return tuple(f"{_whose(snapshot, one)}: {_side_words(snapshot, library, one)}" for one in begun)


def _whose(snapshot: Snapshot, one: SideResult) -> str:
    name = speaking_side(snapshot, one.side)
    return name[0].upper() + name[1:]


def _inside(words: str) -> str:
    return words[0].lower() + words[1:]


def _side_words(snapshot: Snapshot, library: Library, one: SideResult) -> str:
    verdict = one.verdict
    if verdict.outcome is Outcome.NOT_ASSESSED:
        return f"not assessed. {missing_words(verdict)}"
    if verdict.outcome is Outcome.OUTSIDE:
        return "outside the premises."
    if verdict.outcome is Outcome.BALANCED:
        return f"balanced between {between_words(verdict)}. {flip_words(side_flip(snapshot, library, one))}"
    return f"{in_sentence(verdict.model)}." if verdict.model else ""
