"""The types of the agreement's content: kinds of paper, clauses and what goes with them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.library.entries import Condition, Entry, Item, Key
from planner.terms import Basis, Paper


class Situation(Item):
    """A fact about the partnership that helps to choose the kind of paper.

    With `when`, it follows from the answers: every condition of `when` holds and not all of
    `unless` do. Without, only the user can say so.
    """

    wording: str
    points_to: Paper
    because: str
    weight: int = Field(default=1, ge=1, le=10)
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


class PaperKind(Item):
    """A kind of paper."""

    paper: Paper
    name: str
    short: str
    title: str
    use_when: str
    pages: int
    binds: str


class Companion(Item):
    """A paper or step that goes beside the paper, or has to come first.

    Any one of `for_situations`, `for_answers` or `for_papers` calls for it; `because` is the reason
    for an answer. It is done once every condition of `done_when` holds, or, with
    `done_by_signatories`, once every party has somebody who may sign. `line` is how it is listed,
    `why` what goes wrong without it.
    """

    name: str
    line: str
    why: str
    because: str = ""
    for_situations: tuple[Key, ...] = ()
    for_answers: tuple[Condition, ...] = ()
    for_papers: tuple[Paper, ...] = ()
    done_when: tuple[Condition, ...] = ()
    done_by_signatories: bool = False


# A question, or one side's answer to it.
AnswerKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*(/(academic|industry))?$", max_length=90)]
SlotKind = Literal["days", "months", "percent", "money", "date", "party", "person", "number", "text"]


class Slot(Entry):
    """A typed value that a clause's wording names as `{key}`.

    `answer` names a question whose answer fills it while no value is typed. Days and months say
    in `unit` what they count. `label` completes "to be agreed: ...".
    """

    key: Key
    label: str
    kind: SlotKind
    unit: Literal["", "calendar days", "working days", "months", "%"] = ""
    default: str = ""
    minimum: int | None = None
    maximum: int | None = None
    answer: AnswerKey | None = None
    basis: Basis = Basis.PLANNER
    sources: tuple[Key, ...] = ()


class Option(Entry):
    """One way to write a clause. `wording` is one short paragraph with `{slot}`s, read by non-lawyers.

    Always at hand: {parties} {academic} {industry} {title}. `default_for` lists kinds of paper.
    `leans` says whose interest it serves. `binds_by_default` is False where this wording states an
    intention, although the clause binds by default with its other options.
    """

    key: Key
    label: str
    use_when: str
    wording: str
    default_for: tuple[Paper, ...] = ()
    leans: Literal["academic", "industry", "both"] = "both"
    binds_by_default: bool = True
    basis: Basis = Basis.PLANNER
    sources: tuple[Key, ...] = ()


class Rung(Entry):
    """A step on the ladder of compromises, from one side's ideal to the other's, trade in words."""

    text: str
    trade: str
    leans: Literal["academic", "industry", "both"]
    option: Key
    values: dict[str, str] = Field(default_factory=dict)


Binding = Literal["never", "off", "on"]


class Clause(Item):
    """One of the 28 clauses. `papers` are the kinds that include it by default.

    `binding` per kind of paper: never; off (may be switched on); on (by default). A kind not
    named: never. `generated` clauses are written by the program; an option chosen for one is said
    besides.
    """

    number: int
    title: str
    purpose: str
    papers: tuple[Paper, ...]
    binding: dict[Paper, Binding] = Field(default_factory=dict)
    generated: Literal["", "parties", "roles", "timeline", "status", "next_steps", "signatures"] = ""
    questions: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    options: tuple[Option, ...] = ()
    sticking: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()
    answers: tuple[Key, ...] = ()
