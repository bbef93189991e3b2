"""What a clash rule stands on: the schedule, the clocks, its parameters; and how it says a clash.

What a rule asks here is written down: after a change a rule is only run again when an answer it got has
changed. So a rule asks for as little as it needs: `of_kinds` rather than everything, `item` for one
activity, `with_effort` and `with_deadline` for those that have one. A rule that looks at each of many
items in turn does so through `each`, which judges again only those that changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from planner.document import Snapshot
from planner.findings import Amendment, Finding, Remedy
from planner.library import Library
from planner.library.entries import ClashRule, Fact, Parameter
from planner.model import Activity, Assumption, Organisation
from planner.terms import Basis, Screen, Severity, Side
from planner.timeline.clocks.calendars import ClockBand, known_stretches
from planner.timeline.pieces import BAND_MARGIN_DAYS as BAND_MARGIN_DAYS
from planner.timeline.pieces import Times as Times
from planner.timeline.pieces import (
    by_last_day,
    by_number,
    has_deadline,
    has_effort,
    of_kinds,
    passing,
    reaches,
    windows_of,
)
from planner.timeline.pieces import item_of as item_of
from planner.timeline.pieces import of_kind as of_kind
from planner.timeline.plan_questions import said
from planner.timeline.schedule import Scheduled, clock_owners
from planner.timeline.words import day_words, listed

# As for a duration: nobody means more than a hundred years.
MAX_DAYS = 36_500
NAMED_AT_MOST = 3
T = TypeVar("T")
U = TypeVar("U")


class Clash(NamedTuple):
    """A finding with the day it is about, and its causes: two rules never speak of the same one."""

    finding: Finding
    day: date
    causes: frozenset[Hashable] = frozenset()


@dataclass(frozen=True)
class Ground:
    """One rule's view of a partnership."""

    snapshot: Snapshot
    library: Library
    today: date
    rule: ClashRule
    _memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    _lists: list[Callable[..., Any]] = field(default_factory=list, compare=False, repr=False)

    @property
    def times(self) -> Times:
        """When everything happens."""
        return Times(self.snapshot, self.library)

    # Parameters

    def _param(self, name: str) -> Parameter | str:
        replaced = self.snapshot.derive(_assumptions).get(f"{self.rule.key}.{name}")
        return self.rule.params[name] if replaced is None else replaced

    def number(self, name: str) -> float:
        """A parameter as a number; what the user entered counts if it is a usable one."""
        entered = _number(self._param(name))
        return float(str(self.rule.params[name])) if entered is None else entered

    def days(self, name: str) -> int:
        """A parameter as whole days."""
        return round(self.number(name))

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter as words; the user separates them by commas."""
        value = self._param(name)
        parts = value.split(",") if isinstance(value, str) else value if isinstance(value, tuple) else ()
        return tuple(str(part).strip() for part in parts)

    def switch(self, name: str) -> bool:
        """A parameter as yes or no."""
        return str(self._param(name)).strip().casefold() in ("true", "yes", "1")

    # What is in the plan

    def said(self, question: str, activity: Activity | None = None) -> str | None:
        """The answer to a plan question, of the plan or of one activity; None while nobody gave one."""
        return said(self.snapshot, self.library, question, activity)

    def of_kinds(self, kinds: Iterable[str]) -> tuple[Scheduled, ...]:
        """Everything of these kinds that has a date, by start."""
        return self.snapshot.derive(of_kinds, self.library, tuple(kinds))

    def undated(self, kinds: Iterable[str]) -> tuple[Activity, ...]:
        """Everything of these kinds that has no date yet."""
        wanted = frozenset(kinds)
        return tuple(activity for activity in self.times.unplaced if activity.kind in wanted)

    def item(self, id: UUID | None) -> Scheduled | None:
        """When one activity happens, or None when there is none or it has no date."""
        return None if id is None else self.snapshot.derive(item_of, self.library, id.int)

    def with_effort(self) -> tuple[Scheduled, ...]:
        """Everything that has a date and says what share of somebody's time it takes."""
        return self.those(has_effort)

    def with_deadline(self) -> tuple[Scheduled, ...]:
        """Everything that has a date and a deadline."""
        return self.those(has_deadline)

    def those(self, test: Callable[..., bool], *arguments: Hashable) -> tuple[Scheduled, ...]:
        """Everything that has a date and for whose activity `test(activity, *arguments)` holds.

        The test is a function of a module, and looks at the activity alone: only what changed is tested
        again, and the answer is the very same while none of these changes.
        """
        return self.snapshot.derive(passing, self.library, test, *arguments)

    def each(
        self, items: Iterable[T], judge: Callable[..., Iterable[Clash]], *context: Any
    ) -> Iterator[Clash]:
        """What `judge(ground, item, *context)` says of each item, one after the other; see `for_each`."""
        return chain.from_iterable(self.for_each(items, _all_of, judge, *context))

    def for_each(self, items: Iterable[T], function: Callable[..., U], *context: Any) -> list[U]:
        """`function(ground, item, *context)` for each item.

        It is not worked out again for an item that is as it was, as long as the context is equal to the
        one before, and so is every answer that `function` got from this ground. What differs from item to
        item is therefore better given to it, in a tuple with the item. `function` is one of a module.
        """
        key = (function, self.rule.key, len(self._lists))
        self._lists.append(function)
        return self.snapshot.each(
            key, items, (self.library, self.today, context), lambda item: function(self, item, *context)
        )

    def organisations(self, side: Side) -> tuple[Organisation, ...]:
        """The organisations of one side."""
        return self.snapshot.where(Organisation, side=side)

    def owners(self, activity: Activity) -> tuple[Organisation, ...]:
        """The organisations whose clocks an activity runs by."""
        return clock_owners(self.snapshot, activity)

    def run_by(self, items: Iterable[Scheduled], organisation: Organisation) -> list[Scheduled]:
        """Those of these items that run by the clocks of an organisation."""
        known: dict[tuple[int, str], bool] = {}
        found = []
        for item in items:
            own = item.activity.organisation_id
            whose = (own.int if own else 0, item.activity.lane)
            if whose not in known:
                known[whose] = organisation in self.owners(item.activity)
            if known[whose]:
                found.append(item)
        return found

    def windows(self, organisation: Organisation, kinds: Iterable[str]) -> tuple[ClockBand, ...]:
        """The stretches of these kinds on the clocks of one organisation, around the plan."""
        return self.snapshot.derive(windows_of, self.library, organisation.id, frozenset(kinds))

    def knows(self, organisation: Organisation, day: date) -> bool:
        """Whether a clock of the organisation covers this day."""
        return self.knows_all(organisation, (day,))

    def knows_all(self, organisation: Organisation, days: Iterable[date]) -> bool:
        """Whether a clock of the organisation covers each of these days."""
        known = self.snapshot.derive(known_stretches, self.library, organisation.id)
        asked = set(days)
        if asked and any(first <= min(asked) and max(asked) <= last for first, last in known):
            return True
        return all(any(first <= day <= last for first, last in known) for day in asked)

    # Many against many

    def by_id(self, items: Sequence[Scheduled]) -> Mapping[int, Scheduled]:
        """These items by the number of their id, made once while the rule runs."""
        return self._sorted_out(items, by_number)

    def by_end(self, items: Sequence[Scheduled]) -> Sequence[Scheduled]:
        """These items by their last day, made once while the rule runs."""
        return self._sorted_out(items, by_last_day)

    def first_met(self, item: Scheduled, items: Sequence[Scheduled]) -> Scheduled | None:
        """The first of these, which stand by start, that shares a day with an item."""
        reach = self._sorted_out(items, reaches)
        # Only where the reach grows can one end late enough, and that one does.
        place = bisect_left(reach, item.start)
        met = items[place] if place < len(items) else None
        return met if met is not None and met.start <= item.end else None

    def _sorted_out(self, items: Sequence[Scheduled], how: Callable[[Sequence[Scheduled]], T]) -> T:
        key = (id(items), how)
        if key not in self._memory:
            # Beside the items themselves, so that nothing else can come to have their address.
            self._memory[key] = (items, how(items))
        found: T = self._memory[key][1]
        return found

    # What is said

    def clash(
        self,
        item: Scheduled,
        message: str,
        *,
        advice: str = "",
        remedy: str = "",
        others: Iterable[UUID] = (),
        severity: Severity | None = None,
        remedies: tuple[Remedy, ...] = (),
        causes: Iterable[Hashable] = (),
    ) -> Clash:
        """A clash about one activity, with what else it is about.

        The advice ends with `remedy`, or with the one of the content.
        """
        id = item.activity.id
        written = str(id)
        finding = self.finding(
            written,
            message,
            place=f"timeline/{written}",
            advice=f"{advice} {remedy or self.rule.remedy}".strip(),
            about=(id, *others),
            severity=severity,
            remedies=remedies,
        )
        return Clash(finding, item.start, frozenset(causes))

    def finding(
        self,
        about_what: str,
        message: str,
        *,
        place: str = "timeline",
        advice: str = "",
        about: tuple[UUID, ...] = (),
        severity: Severity | None = None,
        remedies: tuple[Remedy, ...] = (),
        also_at: tuple[str, ...] = (),
    ) -> Finding:
        """A finding of this rule, with its evidence."""
        return Finding(
            id=f"{self.rule.key}/{about_what}",
            severity=severity or self.rule.severity,
            screen=Screen.TIMELINE,
            message=message,
            place=place,
            basis=self.rule.basis,
            sources=self._citations,
            advice=advice or self.rule.remedy,
            tag="clash",
            about=about,
            remedies=remedies,
            also_at=also_at,
        )

    def not_assessed(self, missing: str, about: Iterable[Activity] = ()) -> Clash:
        """What says that this rule could not be judged, and what it lacks."""
        ids = tuple(activity.id for activity in about)
        finding = Finding(
            id=f"{self.rule.key}/not-assessed",
            severity=Severity.NOT_ASSESSED,
            screen=Screen.TIMELINE,
            message=f"Not assessed: {self.rule.title}. {missing}",
            place=f"timeline/{ids[0]}" if ids else "timeline",
            basis=self.rule.basis,
            sources=self._citations,
            tag="not assessed",
            about=ids,
        )
        return Clash(finding, self.today)

    @cached_property
    def _citations(self) -> tuple[str, ...]:
        return citations(self.library, self.rule)

    def without_date(self, kinds: Iterable[str]) -> Iterator[Clash]:
        """Says that activities of these kinds lack a date, if any does."""
        lacking = self.undated(kinds)
        if lacking:
            yield self.not_assessed(f"No date yet: {named([a.name for a in lacking])}.", lacking)


def _all_of(
    ground: Ground, item: T, judge: Callable[..., Iterable[Clash]], *context: Any
) -> tuple[Clash, ...]:
    return tuple(judge(ground, item, *context))


def moved(item: Scheduled, day: date) -> tuple[Remedy, ...]:
    """The remedy that starts an activity on a later day, or on the weekday after it."""
    if day <= item.start:
        return ()
    day = next_weekday(day)
    label = f"Move {item.activity.name} to {day_words(day)}"
    return (Remedy(label, (Amendment(item.activity, "start_on", day),)),)


def day_after(day: date, days: int = 1) -> date:
    """The day that comes `days` later, held within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def days_between(start: date, end: date) -> int:
    """Calendar days from one day to another; negative when the second comes first."""
    return end.toordinal() - start.toordinal()


def earliest_after(item: Scheduled) -> date:
    """The first day on which something can start that waits for this, in the late case."""
    return item.late_end if item.activity.is_milestone else day_after(item.late_end)


def next_weekday(day: date) -> date:
    """`day`, or the Monday after it when it is on a weekend."""
    return day_after(day, 7 - day.weekday()) if day.weekday() > 4 else day


def last_weekday(day: date) -> date:
    """`day`, or the Friday before it when it is on a weekend."""
    return day_after(day, min(4 - day.weekday(), 0))


def overlap_days(start: date, end: date, other_start: date, other_end: date) -> int:
    """The days that two spans share, both ends included."""
    first = start if start > other_start else other_start
    last = end if end < other_end else other_end
    return (last - first).days + 1 if last >= first else 0


def span_words(item: Scheduled) -> str:
    """When an activity happens: "5 Jul 2027" or "5 Jul 2027 to 13 Aug 2027"."""
    first, last = day_words(item.start), day_words(item.end)
    return first if first == last else f"{first} to {last}"


def likely_and_late(item: Scheduled) -> str:
    """When an activity ends: "Likely 22 Mar 2027, late 26 Apr 2027."."""
    likely, late = day_words(item.end), day_words(item.late_end)
    return f"Likely {likely}." if likely == late else f"Likely {likely}, late {late}."


def named(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - NAMED_AT_MOST
    return listed(names) if more <= 0 else f"{', '.join(names[:NAMED_AT_MOST])} and {more} more"


def citations(library: Library, rule: ClashRule) -> tuple[str, ...]:
    """The evidence of a rule as short citations, each with place and year."""
    return tuple(citation(library.facts[key]) for key in rule.evidence if key in library.facts)


def citation(fact: Fact) -> str:
    """A fact as a short citation; a weak one and one of our own say so."""
    told = f"{fact.key.upper()}: {fact.label}; {fact.statistic}, {fact.jurisdiction}, {fact.year}"
    if fact.basis is Basis.PLANNER:
        return f"{told} (our assumption)"
    return f"{told} (anecdotal)" if fact.weak else told


def _number(value: Parameter | str) -> float | None:
    try:
        found = float(str(value).strip())
    except ValueError:
        return None
    return found if abs(found) <= MAX_DAYS else None


def _assumptions(snapshot: Snapshot) -> dict[str, str]:
    return {assumption.key: assumption.value for assumption in snapshot.all(Assumption)}
