"""What moved the result most, and the smallest change that would turn it into another.

An answer's push is how much of the way to the nearest other band of its step its opposite would go:
1 where turning that answer alone is enough, a half where it takes two, nothing where its opposite
leads away. Answers that push equally stand in the order of the questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from planner.agreement.family import PREMISES, Outcome, Said, Verdict, judge, read_step
from planner.library.family_entries import Families, FamilyQuestion

MOST_PUSHES = 3
# A change of more answers than this is another project, not a change of mind.
LARGEST_FLIP = 2
_TARGETS = (Outcome.FAMILY, Outcome.BALANCED)


@dataclass(frozen=True)
class Push:
    """An answer that holds the result where it is, and how strongly: 1 is alone decisive in its step."""

    question: FamilyQuestion
    is_yes: bool
    share: float


@dataclass(frozen=True)
class Flip:
    """The fewest answers whose opposite leads to another result, and that result."""

    questions: tuple[FamilyQuestion, ...]
    becomes_yes: tuple[bool, ...]
    verdict: Verdict

    @property
    def conditions(self) -> tuple[str, ...]:
        """What would have to be so, to be said after "If"."""
        pairs = zip(self.questions, self.becomes_yes, strict=True)
        return tuple(question.if_yes if yes else question.if_no for question, yes in pairs)


def turned(said: Said, *keys: str) -> dict[str, bool]:
    """The same answers with these ones turned into their opposite."""
    return {**said, **{key: not said[key] for key in keys}}


def pushes(said: Said, families: Families, most: int = MOST_PUSHES) -> tuple[Push, ...]:
    """The answers that pushed most, of the steps that the result came by; none without a result."""
    verdict = judge(said, families)
    if verdict.outcome not in _TARGETS:
        return ()
    found = [
        push
        for reading in verdict.steps
        if reading.step.key != PREMISES
        for push in _pushes_in(said, families, reading.step.key)
    ]
    # Sorting keeps the order of the questions among equals.
    return tuple(sorted(found, key=lambda push: -push.share)[:most])


def _pushes_in(said: Said, families: Families, step: str) -> list[Push]:
    distance = _distance(said, families, step)
    if distance is None:
        return []
    here = read_step(said, families, step).band
    found = []
    for question in families.asked(step):
        if question.key not in said:
            continue
        after = turned(said, question.key)
        crosses = read_step(after, families, step).band != here
        # One step nearer to the edge that was nearest; from another band it would be measured anew.
        nearer = distance > 1 and _distance(after, families, step) == distance - 1
        if crosses or nearer:
            found.append(Push(question, said[question.key], 1 / distance))
    return found


def _distance(said: Said, families: Families, step: str) -> int | None:
    """How many answers of the step would have to be turned for it to fall in another band."""
    here = read_step(said, families, step).band
    given = [q.key for q in families.asked(step) if q.key in said]
    yes = [key for key in given if said[key]]
    no = [key for key in given if not said[key]]
    for count in range(1, len(given) + 1):
        # Beyond one, all that matters is how many are turned, and all in one direction go furthest.
        tries = [(key,) for key in given] if count == 1 else [tuple(yes[:count]), tuple(no[:count])]
        for keys in tries:
            if len(keys) == count and read_step(turned(said, *keys), families, step).band != here:
                return count
    return None


def flip(said: Said, families: Families) -> Flip | None:
    """The smallest change to another result: one answer, else two; None when it takes more.

    Of changes that are equally small, one that leads to a family comes before one that leads to a
    balance; then the order of the questions counts. Premises are not turned: without them there is no
    family. Neither is anything turned into a contradiction about publication.
    """
    verdict = judge(said, families)
    if verdict.outcome not in _TARGETS:
        return None
    open_to_change = [
        q for q in families.questions.values() if q.key in said and not q.retired and q.step != PREMISES
    ]
    for count in range(1, LARGEST_FLIP + 1):
        balanced: Flip | None = None
        for questions in combinations(open_to_change, count):
            after = turned(said, *(q.key for q in questions))
            other = judge(after, families)
            if other.outcome not in _TARGETS or other.result == verdict.result:
                continue
            made = Flip(questions, tuple(after[q.key] for q in questions), other)
            if other.outcome is Outcome.FAMILY:
                return made
            balanced = balanced or made
        if balanced is not None:
            return balanced
    return None
