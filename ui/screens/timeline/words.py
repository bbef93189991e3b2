"""What the timeline says of an activity, a fact or a calendar: plain text, for tips, table and panel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.findings import Finding
from planner.library import Library
from planner.library.entries import CalendarPattern, Fact
from planner.model import Activity
from planner.terms import Basis, DayUnit
from planner.timeline.clause_periods import Period
from planner.timeline.drawn.shapes import Bar, Shape
from planner.timeline.ground import citation
from planner.timeline.schedule import Scheduled
from planner.timeline.words import days_words, project_month
from planner.wording import joined, spoken_date

FOLLOWS = "Follows from {called}. Enter or a double click opens the clause."
NOT_MOVED = "This follows from {called}, and cannot be moved here. Enter opens the clause."
TRUST = {
    "high": "Well founded.",
    "medium": "Fairly well founded.",
    "low": "Thinly founded: take it with care.",
}
UNIT_WORDS = {DayUnit.CALENDAR: "calendar days", DayUnit.WORKING: "working days"}


def told(
    found: Scheduled,
    library: Library,
    start_on: date | None,
    clashes: Iterable[str] = (),
    slack_days: int | None = None,
    reason: str = "",
) -> str:
    """An activity in a few lines: when, how long, what holds it, how far it may slip, whose numbers."""
    activity = found.activity
    lines = [activity.name, when(found, start_on)]
    if not activity.is_milestone:
        lines.append(length(activity))
    if found.late_end > found.end:
        lines.append(f"Late case: {spoken_date(found.late_end)}")
    if found.pushed_by is not None:
        lines.append(f"Waits for “{found.pushed_by.name}”")
    if reason:
        lines.append(reason)
    if slack_days is not None and slack_days > 0:
        lines.append(f"Can slip by {days_words(slack_days)}")
    if not activity.is_milestone:
        lines.append(numbers(activity, library))
    return "\n".join([*lines, *clashes])


def told_of_period(period: Period, start_on: date | None, clashes: Iterable[str] = ()) -> str:
    """A period of a clause in a few lines: when, where it begins or ends, what it follows from."""
    lines = [period.label, _span(period.start, period.end, start_on), period.told]
    if period.late_end > period.end:
        lines.append(f"Late case: {spoken_date(period.late_end)}")
    lines.append(FOLLOWS.format(called=called(period)))
    return "\n".join([*lines, *clashes])


def called(period: Period) -> str:
    """The clause of a period: "clause 12, Publication and theses"."""
    return f"clause {period.number}, {period.clause_title}"


def when(found: Scheduled, start_on: date | None) -> str:
    """First and last day, in project months too once these are shown."""
    return _span(found.start, found.end, start_on)


def _span(start: date, end: date, start_on: date | None) -> str:
    first, last = spoken_date(start), spoken_date(end)
    span = first if start == end else f"{first} to {last}"
    if start_on is None:
        return span
    months = dict.fromkeys((project_month(start, start_on), project_month(end, start_on)))
    return f"{span} ({' to '.join(months)})"


def length(activity: Activity) -> str:
    """The likely length with its range."""
    likely = days_words(activity.likely_days, activity.unit.value)
    if activity.min_days == activity.likely_days == activity.late_days:
        return likely
    return f"{likely} (shortest {activity.min_days:,}, late {activity.late_days:,})"


def numbers(activity: Activity, library: Library) -> str:
    """Whose the durations are, in one line."""
    known = [library.facts[key] for key in activity.basis if key in library.facts]
    if not known:
        return "Durations: our assumption"
    more = f" and {len(known) - 1} more" if len(known) > 1 else ""
    return f"Durations: {known[0].label}, {known[0].year}{more}"


def evidence(fact: Fact) -> str:
    """A fact with its figures, statistic, place, year and how far it can be trusted."""
    figures = [("shortest", fact.min), ("typical", fact.typical), ("longest", fact.max)]
    shown = ", ".join(f"{name} {value:g}" for name, value in figures if value is not None)
    told = f" {shown[:1].upper()}{shown[1:]} {fact.unit}." if shown else ""
    ours = " Our assumption." if fact.basis is Basis.PLANNER else ""
    return f"{citation(fact)}.{ours}{told} {TRUST[fact.confidence]}"


def calendar_choice(pattern: CalendarPattern) -> str:
    """A calendar as one picks it: name, country, who says so, how far to trust it."""
    if pattern.basis is Basis.PLANNER:
        word = "general pattern, our assumption"
    elif pattern.official:
        word = "published by the institution"
    else:
        word = "not from an official page: check it"
    country = "" if pattern.country == "any" else f" · {pattern.country}"
    return f"{pattern.name}{country} · {word} · confidence {pattern.confidence}"


def spoken(shape: Shape, lane: str, clashes: Sequence[int]) -> str:
    """A shape in one line for a screen reader: "Ethics review, 19 Jan 2027 to 22 Mar 2027, clash 1"."""
    start = date.fromordinal(shape.start)
    if isinstance(shape, Bar):
        end, late = date.fromordinal(max(shape.end - 1, shape.start)), shape.late_end - 1
        parts = [shape.name, f"{spoken_date(start)} to {spoken_date(end)}"]
        is_late = shape.late_end > shape.end
    else:
        late = shape.late
        parts = [f"{shape.name}, milestone", spoken_date(start)]
        is_late = shape.late > shape.start
    if is_late:
        parts.append(f"late {spoken_date(date.fromordinal(late))}")
    parts.append(lane)
    if clashes:
        parts.append(f"{'clash' if len(clashes) == 1 else 'clashes'} {joined(map(str, clashes))}")
    return ", ".join(part for part in parts if part)


def clash_lines(plan_numbers: dict[str, int], found: Iterable[Finding]) -> list[str]:
    """The clashes of an activity as "Clash 1: ..."."""
    return [f"Clash {plan_numbers[f.id]}: {f.message}" for f in found if f.id in plan_numbers]
