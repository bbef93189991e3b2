"""What a clash rule stands on: the schedule, the clocks, its parameters; and how it says a clash."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from planner.document import Snapshot
from planner.findings import Amendment, Finding, Remedy
from planner.library import Library
from planner.library.entries import ClashRule, Fact, Parameter
from planner.model import Activity, Assumption, Organisation
from planner.terms import Basis, Screen, Severity, Side
from planner.timeline.calendars import ClockBand, bands, knows
from planner.timeline.plan_questions import said
from planner.timeline.schedule import Schedule, Scheduled, clock_owners, schedule, stretches
from planner.timeline.words import day_words, listed

BAND_MARGIN_DAYS = 366
# As for a duration: nobody means more than a hundred years.
MAX_DAYS = 36_500
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Clash:
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

    @property
    def times(self) -> Schedule:
        """When everything happens."""
        return schedule(self.snapshot, self.library)

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
        index = self.snapshot.derive(by_kind, self.library)
        found = [item for kind in kinds for item in index.get(kind, ())]
        return tuple(sorted(found, key=lambda item: (item.start, item.end)))

    def undated(self, kinds: Iterable[str]) -> tuple[Activity, ...]:
        """Everything of these kinds that has no date yet."""
        wanted = set(kinds)
        return tuple(activity for activity in self.times.unplaced if activity.kind in wanted)

    def organisations(self, side: Side) -> tuple[Organisation, ...]:
        """The organisations of one side."""
        return self.snapshot.where(Organisation, side=side)

    def owners(self, activity: Activity) -> tuple[Organisation, ...]:
        """The organisations whose clocks an activity runs by."""
        return clock_owners(self.snapshot, activity)

    def windows(self, organisation: Organisation, kinds: Iterable[str]) -> tuple[ClockBand, ...]:
        """The stretches of these kinds on the clocks of one organisation, around the plan."""
        wanted = set(kinds)
        theirs = self.snapshot.derive(_bands_of, self.library).get(organisation.id, ())
        return tuple(band for band in theirs if band.kind in wanted and not band.end_unknown)

    def knows(self, organisation: Organisation, day: date) -> bool:
        """Whether a clock of the organisation covers this day."""
        return self.snapshot.derive(knows, self.library, organisation, day)

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
        finding = self.finding(
            str(id),
            message,
            place=f"timeline/{id}",
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
            sources=citations(self.library, self.rule),
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
            message=f"Not assessed: {self.rule.title.lower()}. {missing}",
            place=f"timeline/{ids[0]}" if ids else "timeline",
            basis=self.rule.basis,
            sources=citations(self.library, self.rule),
            tag="not assessed",
            about=ids,
        )
        return Clash(finding, self.today)

    def without_date(self, kinds: Iterable[str]) -> Iterator[Clash]:
        """Says that activities of these kinds lack a date, if any does."""
        lacking = self.undated(kinds)
        if lacking:
            yield self.not_assessed(f"No date yet: {named([a.name for a in lacking])}.", lacking)


def moved(item: Scheduled, day: date) -> tuple[Remedy, ...]:
    """The remedy that starts an activity on a later day."""
    if day <= item.start:
        return ()
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


def overlap_days(start: date, end: date, other_start: date, other_end: date) -> int:
    """The days that two spans share, both ends included."""
    return max(0, (min(end, other_end) - max(start, other_start)) // timedelta(days=1) + 1)


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


def by_kind(snapshot: Snapshot, library: Library) -> dict[str, list[Scheduled]]:
    """Everything that has a date, by its kind."""
    found: dict[str, list[Scheduled]] = {}
    for item in schedule(snapshot, library).values():
        found.setdefault(item.activity.kind, []).append(item)
    return found


def _bands_of(snapshot: Snapshot, library: Library) -> dict[UUID, list[ClockBand]]:
    found: dict[ClockBand, None] = {}
    for first, last in stretches(schedule(snapshot, library), BAND_MARGIN_DAYS):
        found.update(dict.fromkeys(bands(snapshot, library, first, last)))
    theirs: dict[UUID, list[ClockBand]] = {}
    for band in found:
        theirs.setdefault(band.organisation_id, []).append(band)
    return theirs
