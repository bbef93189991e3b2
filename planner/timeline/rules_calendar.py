"""Clash rules about one side's clock: summer, exams and marking, winter closures, August committees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.library.entries import Window
from planner.model import Organisation
from planner.terms import Lane, Side
from planner.timeline.calendars import ClockBand, WorkWeek, closed_days, yearly
from planner.timeline.ground import (
    Clash,
    Ground,
    day_after,
    moved,
    named,
    next_weekday,
    overlap_days,
    span_words,
)
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

WINTER = Window(kind="winter", start="12-15", end="01-15")
AUGUST = ("07-24", "08-31")
COMMITTEE_COUNTRIES = ("GB", "US")


def kickoff_in_summer(ground: Ground) -> Iterator[Clash]:
    """Joint meetings in the summer leave or a vacation of an academic partner."""
    kinds = ground.words("kinds")
    meetings = [item for item in ground.of_kinds(kinds) if item.activity.lane == Lane.JOINT]
    partners = ground.organisations(Side.ACADEMIC)
    yield from ground.without_date(kinds)
    yield from _without_clock(ground, meetings, partners)
    for item in meetings:
        for partner in partners:
            leave = ground.windows(partner, ground.words("window_kinds"))
            met = _met(item, leave, ground.days("min_overlap_days"))
            if met is None:
                continue
            yield ground.clash(
                item,
                f"{item.activity.name} ({span_words(item)}) falls into a quiet time of {partner.name}: "
                f"{_window_words(met)}.",
                remedies=moved(item, _free_from(item, leave)),
                causes=[_closure(item, partner, met)],
            )
            break


def work_in_exams(ground: Ground) -> Iterator[Clash]:
    """Heavy academic work while exams are sat or marked."""
    kinds, share = set(ground.words("kinds")), ground.number("min_effort_share")
    heavy = [
        item
        for item in ground.times.values()
        if item.activity.lane == Lane.ACADEMIC
        and (item.activity.kind in kinds or (item.activity.effort_percent or 0) >= share * 100)
    ]
    for partner in ground.organisations(Side.ACADEMIC):
        theirs = [item for item in heavy if partner in ground.owners(item.activity)]
        yield from _without_clock(ground, theirs, (partner,))
        busy = _with_marking(ground, partner)
        for item in theirs:
            met = _met(item, busy, 1)
            if met is not None:
                yield ground.clash(
                    item,
                    f"{item.activity.name} ({span_words(item)}) meets exams or marking at {partner.name}: "
                    f"{_window_words(met)}.",
                    remedies=moved(item, _free_from(item, busy)),
                    causes=[_closure(item, partner, met)],
                )


def _with_marking(ground: Ground, partner: Organisation) -> tuple[ClockBand, ...]:
    """Exam and resit windows with the time for marking them behind; marking windows as they are."""
    windows = ground.windows(partner, ground.words("window_kinds"))
    if not windows:
        return ()
    last = day_after(max(window.end for window in windows), 366)
    closed = ground.windows(partner, ("closure", "winter_closure"))
    week = WorkWeek(closed_days(closed, windows[0].start, last))
    extended = []
    for window in windows:
        end = window.end
        if window.kind != "marking":
            after = week.after(end.toordinal() + 1, ground.days("marking_working_days"))
            end = date.fromordinal(min(after - 1, date.max.toordinal()))
        extended.append(_with_end(window, end))
    return tuple(extended)


def _with_end(window: ClockBand, end: date) -> ClockBand:
    name = window.name if end == window.end else f"{window.name} with marking"
    return ClockBand(
        window.organisation_id, window.side, window.kind, name, window.start, end, False, window.note
    )


def milestone_in_winter(ground: Ground) -> Iterator[Clash]:
    """Milestones and signatures inside the closure around New Year, or just behind it."""
    kinds = ground.words("kinds")
    margin = ground.days("margin_days")
    events = ground.of_kinds(kinds)
    yield from ground.without_date(kinds)
    partners = ground.organisations(Side.ACADEMIC)
    shared = [item for item in events if item.activity.lane != Lane.INDUSTRY]
    yield from _without_clock(ground, shared, partners)
    for item in events:
        for owner in ground.owners(item.activity):
            windows = ground.windows(owner, ground.words("window_kinds"))
            met = next(
                (w for w in windows if w.start <= item.end <= day_after(w.end, margin) and _in_winter(w)),
                None,
            )
            if met is None:
                continue
            free = next_weekday(day_after(met.end, margin + 1))
            yield ground.clash(
                item,
                f"{item.activity.name} on {day_words(item.end)} falls into or just behind a closure of "
                f"{owner.name}: {_window_words(met)}.",
                remedies=moved(item, free) if item.start == item.end else (),
                causes=[_closure(item, owner, met)],
            )
            break


def _in_winter(window: ClockBand) -> bool:
    return any(True for _ in yearly(WINTER, window.start, window.end))


def committee_in_august(ground: Ground) -> Iterator[Clash]:
    """Committee reviews that run through the weeks in which committees pause."""
    kinds = ground.words("kinds")
    reviews = [item for item in ground.of_kinds(kinds) if item.activity.needs_committee]
    yield from ground.without_date(kinds)
    if reviews and not ground.organisations(Side.ACADEMIC):
        lacking = "No academic organisation, and so no country, is in the plan."
        yield ground.not_assessed(lacking, [item.activity for item in reviews])
        return
    window = _august(ground)
    for item in reviews:
        for owner in ground.owners(item.activity):
            if owner.side != Side.ACADEMIC:
                continue
            spans = [(w.start, w.end) for w in ground.windows(owner, ("ethics_pause",))]
            if owner.country in COMMITTEE_COUNTRIES:
                spans += yearly(window, item.start, item.end)
            met = next((s for s in sorted(spans) if s[0] <= item.end and s[1] >= item.start), None)
            if met is None:
                continue
            extra = ground.days("extra_days")
            yield ground.clash(
                item,
                f"{item.activity.name} ({span_words(item)}) runs into {day_words(met[0])} to "
                f"{day_words(met[1])}, when many committees pause.",
                advice=f"Allow {days_words(extra)} more.",
                remedies=moved(item, next_weekday(day_after(met[1]))),
                causes=[(item.activity.id, owner.id, met[0])],
            )
            break


def _august(ground: Ground) -> Window:
    words = ground.words("window")
    first, last = words if len(words) == 2 and all(map(_is_month_day, words)) else AUGUST
    return Window(kind="ethics_pause", start=first, end=last)


def _is_month_day(word: str) -> bool:
    try:
        # A leap year, so that 29 February counts.
        return len(word) == 5 and bool(date.fromisoformat(f"2000-{word}"))
    except ValueError:
        return False


# Windows


def _met(item: Scheduled, windows: tuple[ClockBand, ...], at_least: int) -> ClockBand | None:
    """The first window that an activity shares at least so many days with."""
    for window in windows:
        if window.start > item.end:
            return None
        if overlap_days(item.start, item.end, window.start, window.end) >= at_least:
            return window
    return None


def _free_from(item: Scheduled, windows: tuple[ClockBand, ...]) -> date:
    """The first weekday from which the activity, as long as it is, meets none of these windows."""
    length = item.end.toordinal() - item.start.toordinal()
    start = item.start
    for window in windows:
        if window.end >= start and window.start <= day_after(start, length):
            start = next_weekday(day_after(window.end))
    return start


def _closure(item: Scheduled, owner: Organisation, window: ClockBand) -> tuple[object, ...]:
    return (item.activity.id, owner.id, window.start)


def _window_words(window: ClockBand) -> str:
    return f"{window.name}, {day_words(window.start)} to {day_words(window.end)}"


def _without_clock(
    ground: Ground, items: list[Scheduled], partners: tuple[Organisation, ...]
) -> Iterator[Clash]:
    """Says whose calendar is missing, if any activity falls on days that no calendar covers."""
    if not items:
        return
    about = [item.activity for item in items]
    if not partners:
        yield ground.not_assessed("No academic organisation is in the plan.", about)
        return
    blank = [p.name for p in partners if any(not ground.knows(p, item.start) for item in items)]
    if blank:
        yield ground.not_assessed(f"No calendar covers these dates for {named(blank)}.", about)
