"""The content's types: strict, frozen, and checked on reading.

Every item has a permanent `key` that is never used for anything else; a renamed item lists its
old keys in `aliases`, a withdrawn one is kept with `retired = true` and shown as "no longer
asked". `basis` says who says it: only what a founding source itself says is `source`.
"""

from __future__ import annotations

from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from planner.terms import Basis, DayUnit, Lane, Letter, LinkKind, Severity, Side, Stage

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=80)]
# What becomes part of a plan holds what a plan can hold.
Storable = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=400)]
Days = Annotated[int, Field(ge=0, le=36_500)]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class Entry(BaseModel):
    """What every table of a content file is."""

    # Built when first read: most kinds of entry are not needed to show a partnership.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Item(Entry):
    """An entry with a permanent key and a basis. `sources` are keys of `sources.toml`."""

    key: Key
    aliases: tuple[Key, ...] = ()
    retired: bool = False
    basis: Basis
    sources: tuple[Key, ...] = ()


class Source(Entry):
    """A publication or page. `cite` is the short form shown beside a question."""

    key: Key
    cite: str
    title: str
    year: str
    basis: Literal["source", "neighbour"]
    sample: str = ""
    address: str


class Condition(Entry):
    """True when any side's answer to `question` is one of `any_of` (option keys, yes, no, not_sure)."""

    question: Key
    any_of: tuple[str, ...]


class Choice(Entry):
    """One answer to choose."""

    key: Key
    text: str
    explains: str = ""


class Watch(Entry):
    """A named trap to watch for beside a question."""

    text: str
    basis: Basis
    sources: tuple[Key, ...] = ()


class Step(Entry):
    """A step of the scoping wizard, in the order of the file. `short` is its name in the list."""

    key: Key
    short: str
    title: str
    intro: str
    stage: Stage


QuestionKind = Literal["text", "choice", "several", "date", "money", "yes_no", "list"]


class Question(Item):
    """Something one asks. Asked when every condition of `when` holds.

    `answered_by`: "each" side for itself, "joint" by both together, or one side alone.
    `feeds` names what reads it: `clause.<key>`, `check.<key>`, `annex.<name>`, `overview`.
    """

    step: Key
    wording: str
    hint: str = ""
    kind: QuestionKind
    answered_by: Literal["each", "joint", "academic", "industry"]
    when: tuple[Condition, ...] = ()
    options: tuple[Choice, ...] = ()
    asks_firmness: bool = False
    optional: bool = False
    why: str
    watch: Watch | None = None
    example: str
    feeds: tuple[str, ...] = ()


class Post(Entry):
    """A post to offer when people are added."""

    key: Key
    title: str
    side: Side
    basis: Basis
    sources: tuple[Key, ...] = ()


class Phase(Entry):
    """A group of rows in the role matrix."""

    key: Key
    name: str
    basis: Basis
    sources: tuple[Key, ...] = ()


class SuggestedActivity(Item):
    """A row to suggest for the role matrix when every condition of `when` holds."""

    phase: Key
    title: str
    done_when: str
    when: tuple[Condition, ...] = ()
    letters: dict[str, Letter] = {}
    effort_percent: int = Field(ge=0, le=100)


class RoleRule(Item):
    """A rule of the role matrix: its severity and threshold, the sentence and the remedy."""

    severity: Severity
    threshold: int = 0
    threshold_percent: int = 0
    why: str
    remedy: str


class Topic(Item):
    """A readiness topic: what one would see if it were in place."""

    theme: str
    statement: str
    advice: str


class GateQuestion(Item):
    """A question of the readiness gate; a red one must be yes, an amber one settled at the outset."""

    colour: Literal["red", "amber"]
    number: int
    statement: str


class Factor(Item):
    """A risk and its mirror. `card` completes "It failed because ..."."""

    theme: str
    card: str
    mirror: str
    applies_to: tuple[Literal["potential", "struggling"], ...] = ("potential", "struggling")


class Fact(Item):
    """A lead time from the evidence. None is unknown, never zero."""

    label: str
    side: Side
    topic: str
    jurisdiction: str
    year: str
    statistic: str
    unit: str
    min: float | None = None
    typical: float | None = None
    max: float | None = None
    note: str = ""
    weak: bool = False
    confidence: Literal["high", "medium", "low"]
    addresses: tuple[str, ...] = ()


Parameter = int | float | bool | str | tuple[str, ...] | tuple[int, ...]


class ClashRule(Item):
    """A clash rule: its parameters, which the user may replace, and why it matters.

    `remedy` is advice; the function of the rule may offer a computed one beside it. `ours` are the
    parameters that no evidence stands behind.
    """

    title: str
    severity: Severity
    category: str
    jurisdiction: str
    params: dict[str, Parameter] = {}
    why: str
    remedy: str
    evidence: tuple[Key, ...] = ()
    ours: tuple[str, ...] = ()
    confidence: Literal["high", "medium", "low"]


class TemplateLink(Entry):
    """What an activity of a template waits for."""

    key: Key
    kind: LinkKind = LinkKind.FINISH_START
    lag_days: Annotated[int, Field(ge=-36_500, le=36_500)] = 0


class TemplateActivity(Entry):
    """An activity of a template. `numbers` says whether the durations are sourced or our judgement.

    `offset_days`, in calendar days from the template's start, puts one there that waits for nothing,
    or holds one back that does.
    """

    key: Key
    lane: Lane
    name: Storable
    kind: Storable
    is_milestone: bool = False
    offset_days: int | None = None
    min_days: Days
    likely_days: Days
    late_days: Days
    unit: DayUnit = DayUnit.CALENDAR
    after: tuple[TemplateLink, ...] = ()
    evidence: tuple[Key, ...] = ()
    numbers: Literal["sourced", "partly", "judgement"]
    confidence: Literal["high", "medium", "low"]

    @model_validator(mode="after")
    def _durations_in_order(self) -> Self:
        if not self.min_days <= self.likely_days <= self.late_days:
            raise ValueError("Durations run from shortest over likely to late.")
        return self


class Template(Item):
    """A phase template for the timeline: what is kept by hand may be wrong, and is refused when read."""

    name: str
    jurisdiction: str
    summary: str
    activities: Annotated[tuple[TemplateActivity, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_be_followed(self) -> Self:
        waits = {each.key: [before.key for before in each.after] for each in self.activities}
        if len(waits) != len(self.activities):
            raise ValueError("Two activities have the same key.")
        unknown = sorted({key for befores in waits.values() for key in befores} - waits.keys())
        if unknown:
            raise ValueError(f"There is no activity {unknown[0]} to wait for.")
        try:
            TopologicalSorter(waits).prepare()
        except CycleError as fault:
            name_of = {each.key: each.name for each in self.activities}
            names = " and ".join(f"“{name_of[key]}”" for key in fault.args[1][:-1])
            raise ValueError(f"In a loop that never begins: {names}.") from None
        return self


class Period(Entry):
    """A stretch of a calendar, both ends included; no end means unknown."""

    kind: str
    name: str
    start: date
    end: date | None = None


class Window(Entry):
    """A stretch that repeats every year, as MM-DD; an end before the start runs over New Year."""

    kind: str
    name: str = ""
    start: MonthDay
    end: MonthDay


class CalendarPattern(Item):
    """A clock to pick: a university's published calendar, a country's pattern, a company's year."""

    name: str
    side: Side
    country: str
    official: bool = False
    confidence: Literal["high", "medium", "low"]
    note: str = ""
    years: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    evidence: tuple[Key, ...] = ()
    periods: tuple[Period, ...] = ()
    windows: tuple[Window, ...] = ()


class ActivityKind(Entry):
    """A kind of activity or milestone; clash rules speak of kinds."""

    key: Key
    name: str
    is_milestone: bool = False
