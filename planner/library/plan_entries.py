"""What the clash rules ask about a plan, or about one activity of it, beyond its dates."""

from __future__ import annotations

from typing import Literal

from planner.library.entries import Entry, Item, Key


class PlanChoice(Entry):
    """One answer to a plan question."""

    key: Key
    label: str


class FromScope(Entry):
    """An answer given in the scoping that settles a plan question, so that nobody is asked twice."""

    question: Key
    option: Key
    means: Key


class PlanQuestion(Item):
    """A question of the clash rules.

    With `about`, kinds of activity, it is asked of each such activity and kept in its traits; without,
    it is asked once of the plan and kept as a joint `Answer`. Keys begin with "plan.". `rules` are the
    clash rules that wait for the answer.

    A "date" or a whole "number" is answered by one, or by one of the options, where there are any:
    what to choose instead of a date ("nothing waits for it"). Where an answer is kept in words, as
    in traits, a date is written 2027-01-31.
    """

    wording: str
    why: str
    kind: Literal["choice", "date", "number"] = "choice"
    about: tuple[Key, ...] = ()
    rules: tuple[Key, ...] = ()
    options: tuple[PlanChoice, ...] = ()
    from_scope: tuple[FromScope, ...] = ()
