"""Clash rules about one side's clock: summer, exams and marking, winter closures, August committees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import accumulate, islice
from uuid import UUID

from planner.library.entries import Window
from planner.model import Activity, Organisation
from planner.terms import Lane, Side
from planner.timeline.clocks.calendars import ClockBand, yearly
from planner.timeline.clocks.work_week import WorkWeek, closed_days
from planner.timeline.ground import (
    NAMED_AT_MOST,
    Clash,
    Ground,
    day_after,
    moved,
    named,
    next_weekday,
    overlap_days,
    span_words,
)
from planner.timeline.rules.asking import undated
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

WINTER = Window(kind="winter", start="12-15", end="01-15")
AUGUST = ("07-24", "08-31")
# Beyond so many, it is not worth knowing when each happens: one sentence is said of all.
MOST_LOOKED_AT = 100
COMMITTEE_COUNTRIES = ("GB", "US")


def kickoff_in_summer(ground: Ground) -> Iterator[Clash]:
    """Joint meetings in the summer leave or a vacation of an academic partner."""
    kinds = ground.words("kinds")
    meetings = [item for item in ground.of_kinds(kinds) if item.activity.lane == Lane.JOINT]
    partners = ground.organisations(Side.ACADEMIC)
    yield from ground.without_date(kinds)
    yield from without_clock(ground, meetings, partners)
    leaves = {
        partner.id: Windows(ground.windows(partner, ground.words("window_kinds"))) for partner in partners
    }
    yield from ground.each(meetings, _in_summer, partners, leaves)


def _in_summer(
    ground: Ground, item: Scheduled, partners: tuple[Organisation, ...], leaves: dict[UUID, Windows]
) -> Iterator[Clash]:
    for partner in partners:
        leave = leaves[partner.id]
        met = leave.met(item, ground.days("min_overlap_days"))
        if met is not None:
            yield ground.clash(
                item,
                f"{item.activity.name} ({span_words(item)}) falls into a quiet time of {partner.name}: "
                f"{window_words(met)}.",
                remedies=moved(item, leave.free_from(item)),
                causes=[_closure(item, partner, met)],
            )
            return


def work_in_exams(ground: Ground) -> Iterator[Clash]:
    """Heavy academic work while exams are sat or marked."""
    kinds = ground.words("kinds")
    yield from undated(ground, [a for a in ground.undated(kinds) if a.lane == Lane.ACADEMIC])
    share = ground.number("min_effort_share") * 100
    for partner in ground.organisations(Side.ACADEMIC):
        theirs = ground.those(is_heavy, frozenset(kinds), share, frozenset((None, partner.id)))
        yield from without_clock(ground, theirs, (partner,))
        busy = Windows(_with_marking(ground, partner))
        yield from ground.each(theirs, _in_exams, partner, busy)
        yield from without_effort(ground, partner, partial(_counts_with_effort, kinds, busy))


def is_heavy(activity: Activity, kinds: frozenset[str], share: float, owners: frozenset[UUID | None]) -> bool:
    """Whether it is academic work of these organisations that counts, by kind or by share of time."""
    if activity.lane != Lane.ACADEMIC:
        return False
    if activity.kind not in kinds and (activity.effort_percent or 0) < share:
        return False
    # Without an organisation of its own an activity runs by the clocks of its whole side.
    return activity.organisation_id in owners


def _counts_with_effort(kinds: tuple[str, ...], busy: Windows, item: Scheduled) -> bool:
    return item.activity.kind not in kinds and busy.met(item) is not None


def _in_exams(ground: Ground, item: Scheduled, partner: Organisation, busy: Windows) -> Iterator[Clash]:
    met = busy.met(item)
    if met is not None:
        yield ground.clash(
            item,
            f"{item.activity.name} ({span_words(item)}) meets exams or marking at {partner.name}: "
            f"{window_words(met)}.",
            remedies=moved(item, busy.free_from(item)),
            causes=[_closure(item, partner, met)],
        )


def without_effort(
    ground: Ground, partner: Organisation, is_met: Callable[[Scheduled], object]
) -> Iterator[Clash]:
    """Says that no effort was entered for academic work that would count if it were enough.

    Where hardly anything has one, it is not looked at when each of them happens.
    """
    lacking = ground.snapshot.those(Activity, _lacks_effort)
    own = (activity for activity in lacking if activity.organisation_id in (None, partner.id))
    theirs = list(islice(own, MOST_LOOKED_AT + 1))
    if len(theirs) <= MOST_LOOKED_AT:
        dated = ((activity, ground.item(activity.id)) for activity in theirs)
        theirs = [activity for activity, item in dated if item is not None and is_met(item)]
    some = theirs[: NAMED_AT_MOST + 1]
    if some:
        names = ", ".join(activity.name for activity in some[:NAMED_AT_MOST])
        more = " and others" if len(some) > NAMED_AT_MOST else ""
        yield ground.not_assessed(f"No effort is entered for {names}{more}.", some)


def _lacks_effort(activity: Activity) -> bool:
    if activity.lane != Lane.ACADEMIC or activity.is_milestone:
        return False
    return activity.effort_percent is None


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
    events = ground.of_kinds(kinds)
    yield from ground.without_date(kinds)
    partners = ground.organisations(Side.ACADEMIC)
    shared = [item for item in events if item.activity.lane != Lane.INDUSTRY]
    yield from without_clock(ground, shared, partners)
    shut = {
        owner.id: [w for w in ground.windows(owner, ground.words("window_kinds")) if _in_winter(w)]
        for owner in ground.snapshot.all(Organisation)
    }
    yield from ground.each(events, _in_closure, shut)


def _in_closure(ground: Ground, item: Scheduled, shut: dict[UUID, list[ClockBand]]) -> Iterator[Clash]:
    margin = ground.days("margin_days")
    for owner in ground.owners(item.activity):
        met = next((w for w in shut[owner.id] if w.start <= item.end <= day_after(w.end, margin)), None)
        if met is not None:
            free = next_weekday(day_after(met.end, margin + 1))
            yield ground.clash(
                item,
                f"{item.activity.name} on {day_words(item.end)} falls into or just behind a closure of "
                f"{owner.name}: {window_words(met)}.",
                remedies=moved(item, free) if item.start == item.end else (),
                causes=[_closure(item, owner, met)],
            )
            return


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
    window = yearly_window(ground, AUGUST)
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


def yearly_window(ground: Ground, usual: tuple[str, str]) -> Window:
    """The parameter `window` as a stretch of every year; the usual one where it cannot be read."""
    words = ground.words("window")
    first, last = words if len(words) == 2 and all(map(_is_month_day, words)) else usual
    return Window(kind="window", start=first, end=last)


def _is_month_day(word: str) -> bool:
    try:
        # A leap year, so that 29 February counts. "W10-1" is a day of a week, which the library reads too.
        return len(word) == 5 and word[2] == "-" and bool(date.fromisoformat(f"2000-{word}"))
    except ValueError:
        return False


# Windows


@dataclass(frozen=True)
class Windows:
    """Stretches of one clock, by start, made to be asked about many activities."""

    windows: tuple[ClockBand, ...]

    @cached_property
    def _reach(self) -> list[date]:
        # How far the clock is taken up to each window: what ends before an activity is passed over.
        return list(accumulate((window.end for window in self.windows), max))

    def met(self, item: Scheduled, at_least: int = 1) -> ClockBand | None:
        """The first one that an activity shares at least so many days with."""
        for window in self.windows[bisect_left(self._reach, item.start) :]:
            if window.start > item.end:
                return None
            if overlap_days(item.start, item.end, window.start, window.end) >= at_least:
                return window
        return None

    def free_from(self, item: Scheduled) -> date:
        """The first weekday from which the activity, as long as it is, meets none of them."""
        length = item.end.toordinal() - item.start.toordinal()
        start, end = item.start, item.end
        for window in self.windows[bisect_left(self._reach, start) :]:
            if window.start > end:
                break
            if window.end >= start:
                start = next_weekday(day_after(window.end))
                end = day_after(start, length)
        return start


def _closure(item: Scheduled, owner: Organisation, window: ClockBand) -> tuple[object, ...]:
    return (item.activity.id, owner.id, window.start)


def window_words(window: ClockBand) -> str:
    """A window by name and days."""
    return f"{window.name}, {day_words(window.start)} to {day_words(window.end)}"


def without_clock(
    ground: Ground, items: Sequence[Scheduled], partners: tuple[Organisation, ...]
) -> Iterator[Clash]:
    """Says whose calendar is missing, if any activity falls on days that no calendar covers."""
    if not items:
        return
    if not partners:
        lacking = "No academic organisation is in the plan."
        yield ground.not_assessed(lacking, [item.activity for item in items])
        return
    starts = {item.start for item in items}
    blank = [p.name for p in partners if not ground.knows_all(p, starts)]
    if blank:
        lacking = f"No calendar covers these dates for {named(blank)}."
        yield ground.not_assessed(lacking, [item.activity for item in items])
