"""The closest family of model agreements: what each side's answers lead to, and both together.

`judge` reads one set of yes-or-no answers. First the premises, all of which have to hold; then a
contradiction about publication, which is talked about and not scored; then step by step, each band
leading to the next step, to a model, or to a balance between some. Answers that are missing or
"not sure yet" are left out of the count; with too few of them a step is not assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner import scope
from planner.document import Snapshot
from planner.library import Library
from planner.library.entries import Condition
from planner.library.family_entries import Families, FamilyBand, FamilyModel, FamilyQuestion, FamilyStep
from planner.terms import SIDES, Side

# Question key -> whether the answer is yes. What is missing or not sure is not in it.
Said = Mapping[str, bool]

PREMISES, FIRST_STEP, CONSORTIUM = "premises", "reliance", "consortium"


class Outcome(StrEnum):
    """What a set of answers comes to."""

    FAMILY = "family"
    BALANCED = "balanced"
    CONFLICT = "conflict"
    NOT_ASSESSED = "not assessed"
    OUTSIDE = "outside the premises"


@dataclass(frozen=True)
class StepReading:
    """One step as read: how many answers of how many asked, how many yes, and the band they fall in.

    `band` is None while the step is not assessed; `needed` is how many answers it takes.
    """

    step: FamilyStep
    yes: int
    answered: int
    missing: tuple[FamilyQuestion, ...]
    needed: int
    band: FamilyBand | None = None

    @property
    def asked(self) -> int:
        """How many questions count."""
        return self.answered + len(self.missing)

    @property
    def is_assessed(self) -> bool:
        """Whether enough was answered."""
        return self.answered >= self.needed


@dataclass(frozen=True)
class Verdict:
    """What one set of answers leads to, with the steps it came by.

    `model` is set for a family, `between` for a balance, `failed` for premises that do not hold.
    """

    outcome: Outcome
    steps: tuple[StepReading, ...]
    model: FamilyModel | None = None
    between: tuple[FamilyModel, ...] = ()
    failed: tuple[FamilyQuestion, ...] = ()

    @property
    def result(self) -> tuple[Outcome, tuple[str, ...]]:
        """The result without the way to it: equal where two sets of answers lead to the same."""
        models = (self.model,) if self.model else self.between
        return self.outcome, tuple(model.key for model in models)

    @property
    def is_clear(self) -> bool:
        """Whether no band on the way said that it is not clear."""
        return all(reading.band is None or reading.band.clear for reading in self.steps)


def judge(said: Said, families: Families) -> Verdict:
    """What these answers lead to."""
    premises = read_step(said, families, PREMISES)
    failed = tuple(q for q in families.asked(PREMISES) if said.get(q.key) is False)
    if failed:
        return Verdict(Outcome.OUTSIDE, (premises,), failed=failed)
    if holds(families.rules.conflict, said):
        return Verdict(Outcome.CONFLICT, (premises,))
    readings = [premises]
    step: str | None = FIRST_STEP if premises.is_assessed else None
    band: FamilyBand | None = None
    # A content pack may lead in a circle; no step is read twice.
    while step is not None and step not in [reading.step.key for reading in readings]:
        readings.append(read_step(said, families, step))
        band = readings[-1].band
        step = band.next_step if band else None
    if band is None:
        return Verdict(Outcome.NOT_ASSESSED, tuple(readings))
    model = families.models.get(band.model or "")
    outcome = Outcome.FAMILY if model else Outcome.BALANCED
    between = tuple(families.models[key] for key in band.between if key in families.models)
    return Verdict(outcome, tuple(readings), model, between)


def read_step(said: Said, families: Families, step: str) -> StepReading:
    """One step as these answers have it."""
    asked = families.asked(step)
    edition = "older" if any(q.edition and q.key in said for q in asked) else ""
    counted = [q for q in asked if not q.edition or edition]
    given = [said[q.key] for q in counted if q.key in said]
    needs_all = families.steps[step].counts == "all"
    reading = StepReading(
        step=families.steps[step],
        yes=sum(given),
        answered=len(given),
        missing=tuple(q for q in counted if q.key not in said),
        needed=len(counted) if needs_all else min(families.rules.fewest, len(counted)),
    )
    if needs_all or not reading.is_assessed:
        return reading
    bands = (
        band
        for band in families.bands.values()
        if band.step == step and band.edition == edition and _fits(band, reading, said)
    )
    return StepReading(
        reading.step, reading.yes, reading.answered, reading.missing, reading.needed, next(bands, None)
    )


def _fits(band: FamilyBand, reading: StepReading, said: Said) -> bool:
    if not holds(band.when, said):
        return False
    # A share is compared without dividing, so that three of four is exactly 75 percent.
    counted, unit = (
        (reading.yes * 100, reading.answered) if reading.step.counts == "share" else (reading.yes, 1)
    )
    return band.lowest * unit <= counted <= band.highest * unit


def holds(conditions: Iterable[Condition], said: Said) -> bool:
    """Whether every one of these conditions is met by what was said."""
    return all(
        condition.question in said and ("yes" if said[condition.question] else "no") in condition.any_of
        for condition in conditions
    )


def is_secure(said: Said, families: Families) -> bool:
    """Whether what is still missing on the way could not change the result, however it is answered."""
    verdict = judge(said, families)
    missing = [q.key for reading in verdict.steps for q in reading.missing]
    ends = (judge({**said, **dict.fromkeys(missing, answer)}, families) for answer in (True, False))
    return all(end.result == verdict.result for end in ends)


# The two sides


@dataclass(frozen=True)
class SideResult:
    """What one side's answers lead to. `is_guess` while some of them wait for that side's confirmation."""

    side: Side
    said: Said
    not_sure: tuple[FamilyQuestion, ...]
    verdict: Verdict
    is_guess: bool

    @property
    def is_begun(self) -> bool:
        """Whether this side has answered anything here."""
        return bool(self.said or self.not_sure)


@dataclass(frozen=True)
class FamilyResult:
    """Both sides' results. `joint` is the model both lead to; None while they do not agree.

    `is_conflict` where the sides cannot both have what they need about publication, each asked
    about its own matter.
    """

    academic: SideResult
    industry: SideResult
    joint: FamilyModel | None
    is_conflict: bool

    @property
    def sides(self) -> tuple[SideResult, SideResult]:
        """Both, the academic side first."""
        return self.academic, self.industry

    @property
    def differs(self) -> bool:
        """Whether both sides have a result, and not the same."""
        settled = (Outcome.FAMILY, Outcome.BALANCED, Outcome.CONFLICT, Outcome.OUTSIDE)
        results = {one.verdict.result for one in self.sides if one.verdict.outcome in settled}
        return len(results) == len(SIDES)


def family_result(snapshot: Snapshot, library: Library) -> FamilyResult:
    """The closest model family for each side, and for both together."""
    return snapshot.derive(_family_result, library)


def _family_result(snapshot: Snapshot, library: Library) -> FamilyResult:
    families = library.families
    academic, industry = (_side_result(snapshot, library, side) for side in SIDES)
    spoken = {Side.ACADEMIC.value: academic.said, Side.INDUSTRY.value: industry.said}
    own_matters = {
        q.key: spoken[q.matter_of][q.key]
        for q in families.questions.values()
        if q.matter_of and q.key in spoken[q.matter_of]
    }
    both = {academic.verdict.outcome, industry.verdict.outcome}
    is_conflict = Outcome.CONFLICT in both or holds(families.rules.conflict, own_matters)
    same = academic.verdict.result == industry.verdict.result
    joint = academic.verdict.model if same and not is_conflict else None
    return FamilyResult(academic, industry, joint, is_conflict)


def _side_result(snapshot: Snapshot, library: Library, side: Side) -> SideResult:
    answers = {
        q: answer
        for q in library.families.questions.values()
        if q.step != CONSORTIUM
        and not q.retired
        and (answer := scope.answer_to(snapshot, q.key, side, library)) is not None
    }
    said = {q.key: yes for q, answer in answers.items() if (yes := yes_or_no(answer.chosen)) is not None}
    return SideResult(
        side=side,
        said=said,
        not_sure=tuple(q for q, answer in answers.items() if answer.not_sure),
        verdict=judge(said, library.families),
        is_guess=any(not answer.confirmed for answer in answers.values()),
    )


def yes_or_no(chosen: Iterable[str]) -> bool | None:
    """What was chosen of yes and no; None for neither, or for both."""
    words = set(chosen) & {"yes", "no"}
    return words == {"yes"} if len(words) == 1 else None
