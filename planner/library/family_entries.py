"""The types of the model-family content: questions, bands, models, and what is not established."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from planner.library.entries import Condition, Entry, Item, Key, Question
from planner.terms import Basis, OrganisationKind

FamilyStepKey = Literal["premises", "reliance", "publication", "plain", "rights", "consortium"]


class FamilyRules(Item):
    """The rule set as a whole. `guide` is the source that names the official guide.

    `fewest` answers make a step assessed. `conflict` holds when every one of its conditions does.
    """

    name: str
    dated: date
    guide: Key
    fewest: int
    conflict: tuple[Condition, ...]
    conflict_says: str


class FamilyStep(Item):
    """A group of questions. Its bands are read against the yes answers counted, or their share.

    With "all", every one of them has to be yes.
    """

    key: FamilyStepKey
    short: str
    title: str
    intro: str
    counts: Literal["all", "yes", "share"]


class Proposal(Entry):
    """What an answer from scoping establishes: with one of `any_of` chosen, this question is `answer`."""

    question: Key
    any_of: tuple[str, ...]
    answer: Literal["yes", "no"]


class FamilyQuestion(Item):
    """A yes-or-no question. `if_yes` and `if_no` complete "If ...", said of an answer turned round.

    `edition` marks a question that only the older guide counts; once answered, its bands are used.
    `matter_of` names the side whose word counts where the two are put together.
    """

    step: FamilyStepKey
    wording: str
    hint: str = ""
    if_yes: str
    if_no: str
    edition: Literal["", "older"] = ""
    matter_of: Literal["", "academic", "industry"] = ""
    proposals: tuple[Proposal, ...] = ()

    def as_question(self) -> Question:
        """The same as a question of scoping, for what writes and shows answers."""
        return Question(
            key=self.key,
            aliases=self.aliases,
            basis=self.basis,
            sources=self.sources,
            step=self.step,
            wording=self.wording,
            kind="yes_no",
            answered_by="joint" if self.step == "consortium" else "each",
            why=self.hint,
            example="",
        )


class FamilyBand(Item):
    """What a step comes to between two edges, both included: counted answers, or percent of them.

    Bands are read in order and the first that fits counts; one with `when` fits where every
    condition holds, whatever the count. It leads to a step, to a model, or is balanced between some.
    With basis `planner` the band is our reading: the guide's own is not established.
    """

    step: FamilyStepKey
    lowest: int
    highest: int
    edition: Literal["", "older"] = ""
    when: tuple[Condition, ...] = ()
    says: str
    next_step: FamilyStepKey | None = None
    model: Key | None = None
    between: tuple[Key, ...] = ()
    clear: bool = True

    @property
    def is_established(self) -> bool:
        """Whether the band is the guide's own."""
        return self.basis is not Basis.PLANNER


class FamilyModel(Item):
    """A family of model agreements under a plain name, and the options of clauses it suggests.

    `number` is the guide's own. A model for several parties fits where every condition of `when` holds.
    """

    number: str
    parties: Literal["two", "several"]
    name: str
    company: str
    university: str
    publication: str
    when: tuple[Condition, ...] = ()
    options: dict[str, Key] = Field(default_factory=dict)


class FamilyNote(Item):
    """A note beside the result.

    With `kinds` it shows where organisations of all these kinds take part, and with `only_these`
    where no others do.
    """

    about: Literal["not_established", "tie_breaker", "outside", "consortium"]
    text: str
    kinds: tuple[OrganisationKind, ...] = ()
    only_these: bool = False


@dataclass(frozen=True)
class Families:
    """All of it, each table by its keys in the order of the file."""

    rules: FamilyRules
    steps: dict[str, FamilyStep]
    questions: dict[str, FamilyQuestion]
    bands: dict[str, FamilyBand]
    models: dict[str, FamilyModel]
    notes: dict[str, FamilyNote]

    def asked(self, step: str) -> tuple[FamilyQuestion, ...]:
        """The questions of a step that are asked today."""
        return tuple(q for q in self.questions.values() if q.step == step and not q.retired)

    def about(self, subject: str) -> tuple[FamilyNote, ...]:
        """The notes on a subject."""
        return tuple(note for note in self.notes.values() if note.about == subject and not note.retired)
