"""What can be said of a clock, and turning one that was picked into dates of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planner.document import Document
from planner.errors import Refused
from planner.library import Library
from planner.library.entries import CalendarPattern
from planner.model import Clock, ClockPeriod, Organisation
from planner.snapshot import Snapshot
from planner.terms import Basis, Repeats
from planner.timeline.clocks.calendars import (
    ClockBand,
    kind_name,
    known_span,
    stand_in_for,
    windows_standing_in,
    yearly,
)
from planner.timeline.clocks.public_holidays import days_off, holiday_calendar, is_holiday_pattern
from planner.wording import counted, joined, spoken_date

# Public holidays copied into dates of one's own reach this far.
HOLIDAY_YEARS = 5
OWN_DATES = "Own dates"


def told_of_clock(snapshot: Snapshot, library: Library, clock: Clock, today: date) -> str:
    """What a clock shows, on whose word, and for which years."""
    said = []
    if is_holiday_pattern(clock.pattern):
        calendar = holiday_calendar(clock.pattern)
        said.append(calendar.note if calendar else "This program knows no public holidays by this name.")
        if calendar is not None and not calendar.first_year <= today.year + 1 <= calendar.last_year:
            said.append(f"None are known for {today.year + 1}.")
    elif (pattern := library.calendars.get(clock.pattern)) is not None:
        said.append(told_of_pattern(library, pattern))
    elif clock.pattern:
        said.append("This calendar is no longer part of the content.")
    own = [p for p in snapshot.where(ClockPeriod, clock_id=clock.id) if p.kind != "runway"]
    if own:
        kinds = joined(dict.fromkeys(kind_name(period.kind).lower() for period in own))
        said.append(f"{counted(len(own), 'period')} of its own: {kinds}.")
    elif not clock.pattern:
        said.append("No periods yet: nothing is known of terms, closures or meetings.")
    if clock.note:
        said.append(clock.note)
    return " ".join(said)


def told_of_pattern(library: Library, pattern: CalendarPattern) -> str:
    """What a calendar of the content shows, its years, and what stands in for the others."""
    keys = [period.kind for period in pattern.periods] + [window.kind for window in pattern.windows]
    kinds = joined(dict.fromkeys(kind_name(key).lower() for key in keys))
    shows = f"Shows {kinds}." if kinds else "Prints no dates: nothing is shown of its own."
    years = f" Years: {joined(pattern.years)}." if pattern.years else ""
    note = f" {pattern.note.rstrip('.')}." if pattern.note else ""
    return f"{shows}{years}{_beyond(library, pattern)}{note}"


def _beyond(library: Library, pattern: CalendarPattern) -> str:
    if pattern.basis is Basis.PLANNER:
        return ""
    stand_in, known = stand_in_for(library, pattern), known_span(pattern)
    if stand_in is None:
        return " For other years nothing is shown: there is no general pattern for its country."
    if known is None:
        return f" “{stand_in.name}” stands in, our generalisation."
    return f" After {spoken_date(known[1])} by pattern: “{stand_in.name}”, our generalisation."


def _years_on(day: date, years: int) -> date:
    return date(min(day.year + years, 9999), 12, 31)


def band_lines(found: Iterable[ClockBand]) -> list[str]:
    """Each band as "Exams, 5 Jan 2027 to 25 Jan 2027"."""
    lines = []
    for band in found:
        first, last = spoken_date(band.start), spoken_date(band.end)
        span = first if first == last else f"{first} to {last}"
        lines.append(f"{band.name}, {span}{', end not known' if band.end_unknown else ''}")
    return lines


def as_own_dates(document: Document, library: Library, clock: Clock, today: date) -> None:
    """Copy what a clock shows into periods of its own, which can be edited; one step.

    What comes every year is copied as a period that repeats; public holidays as the days from last
    year to five years ahead.
    """
    pattern = library.calendars.get(clock.pattern)
    copies = _holidays(clock, today) if pattern is None else _copies(library, pattern, clock, today)
    source = pattern.name if pattern is not None else _name_of_holidays(clock)
    with document.step("copy of a calendar into own dates"):
        for period in copies:
            document.add(period)
        note = f"Copied from {source} on {spoken_date(today)}."
        document.update(clock, {"pattern": "", "name": clock.name or OWN_DATES, "note": note})


def _name_of_holidays(clock: Clock) -> str:
    calendar = holiday_calendar(clock.pattern)
    return f"the public holidays of {calendar.name}" if calendar else clock.name or OWN_DATES


def _copies(library: Library, pattern: CalendarPattern, clock: Clock, today: date) -> Iterator[ClockPeriod]:
    for each in pattern.periods:
        yield _period(clock, each.kind, each.name, each.start, each.end)
    known = known_span(pattern)
    year_start = date(today.year, 1, 1)
    after = known[1] if known is not None else year_start
    spans = [(window, window.name, year_start) for window in pattern.windows]
    spans += [
        (window, f"{window.name or kind_name(window.kind)} (by pattern)", max(after, year_start))
        for window in windows_standing_in(library, pattern)
    ]
    for window, name, since in spans:
        times = (
            span for span in yearly(window, since, _years_on(since, 2)) if known is None or span[0] >= since
        )
        first, last = next(iter(times))
        yield _period(clock, window.kind, name, first, last, Repeats.YEARS)


def _holidays(clock: Clock, today: date) -> Iterator[ClockPeriod]:
    if is_holiday_pattern(clock.pattern):
        first = date(max(today.year - 1, 1), 1, 1)
        for day, name in days_off(clock.pattern, first, _years_on(today, HOLIDAY_YEARS)):
            yield _period(clock, "holiday", name, day, day)


def _period(
    clock: Clock, kind: str, name: str, first: date, last: date | None, repeats: Repeats = Repeats.NEVER
) -> ClockPeriod:
    return ClockPeriod(
        partnership_id=clock.partnership_id,
        clock_id=clock.id,
        kind=kind,
        name=name,
        starts_on=first,
        ends_on=last,
        repeats=repeats,
    )


def new_clock(document: Document, organisation: Organisation, pattern: str, name: str) -> Clock:
    """A new clock of an organisation, by a pattern or empty; one step. Raises Refused when that is gone."""
    if document.snapshot().find(Organisation, organisation.id) is None:
        raise Refused(f"{organisation.name} was removed in the meantime.")
    clock = Clock(
        partnership_id=document.partnership.id, organisation_id=organisation.id, pattern=pattern, name=name
    )
    return document.add(clock, label=f"new calendar of {organisation.name}")


def remove_clock(document: Document, clock: Clock) -> None:
    """Remove a clock with its periods; until when the money lasts stays. One step."""
    periods = document.snapshot().where(ClockPeriod, clock_id=clock.id)
    if all(period.kind != "runway" for period in periods):
        document.remove(clock, label="removal of a calendar")
        return
    with document.step("removal of a calendar"):
        for period in periods:
            if period.kind != "runway":
                document.remove(period)
        document.update(clock, {"pattern": "", "name": OWN_DATES, "note": ""})


def new_period(document: Document, clock: Clock, today: date) -> ClockPeriod:
    """A new period on a clock, two weeks from today on, to be edited; one step."""
    last = date.fromordinal(min(today.toordinal() + 13, date.max.toordinal()))
    period = ClockPeriod(
        partnership_id=clock.partnership_id, clock_id=clock.id, kind="closure", starts_on=today, ends_on=last
    )
    return document.add(period, label="new calendar period")
