"""The types of what clauses give the timeline: periods, and the promises that somebody has to keep."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.library.entries import Condition, Entry, Item, Key
from planner.terms import Lane, Letter, Side


class Anchor(Entry):
    """Where a period of a clause begins or ends: exactly one of what follows.

    `kinds` of activity (`tied` counts those that name the clause too), the date given in an `answer`, the
    date in a `value` of a clause (as "clause.slot"), another `period`, or the last day of the plan. A
    period that runs after an anchor begins on its `edge`, behind work that has an end; one that runs before
    it ends the day before. `pick` says which of several activities counts.
    """

    kinds: tuple[Key, ...] = ()
    tied: bool = False
    answer: Key | None = None
    value: Key | None = None
    period: Key | None = None
    plan_end: bool = False
    edge: Literal["start", "end"] = "start"
    runs: Literal["after", "before"] = "after"
    pick: Literal["first", "last", "each"] = "first"


class ClausePeriod(Item):
    """A stretch of time that a value of a clause gives the timeline.

    `anchors` are tried in order. With `repeats` the value is the time from one event to the next, until
    the plan ends. `add` completes "To place it, add ...". A value of a slot that the chosen wording does
    not name gives no period.
    """

    clause: Key
    slot: Key
    label: str
    lane: Lane
    anchors: tuple[Anchor, ...]
    repeats: bool = False
    add: str


class PromisedDuty(Item):
    """Something that the wording of a clause promises; without `options` every wording does.

    `what` may name the clause's slots. `side` is who does it while nobody is named. Rows of the role
    matrix that come from one of the suggestions in `rows` see to it as well as one of its own, and
    activities of these `kinds` give it its date. It is kept already where one of `kept_when` holds; the
    wording of the clause that fits then is the option `kept_option`.
    """

    clause: Key
    options: tuple[Key, ...] = ()
    what: str
    done_when: str
    side: Side
    phase: Key
    rows: tuple[Key, ...] = ()
    kinds: tuple[Key, ...] = ()
    letters: dict[str, Letter] = Field(default_factory=dict)
    kept_when: tuple[Condition, ...] = ()
    kept_option: Key | None = None


class MilestoneDuty(Entry):
    """Rows that see to milestones of a kind, by their suggestions. An `outside` date is nobody's promise."""

    key: Key
    rows: tuple[Key, ...] = ()
    outside: bool = False
