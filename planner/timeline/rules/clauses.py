"""Clash rules about clauses: what a clause allows ends behind a day that will not wait."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from uuid import uuid5

from planner.agreement.clauses import ClauseState, clause_state
from planner.document import Snapshot
from planner.findings import Amendment, Remedy
from planner.library import Library
from planner.library.clause_entries import Slot
from planner.model import Activity, ClauseChoice
from planner.terms import DayUnit
from planner.timeline.clause_periods import Period, clause_periods, lasting
from planner.timeline.ground import Clash, Ground, day_after, days_between, last_weekday
from planner.timeline.publication_waits import (
    CLAUSE,
    DELAY,
    REVIEW,
    DueDate,
    Wait,
    due_dates,
    protects_theses,
    waits,
)
from planner.timeline.rules.runway import runways
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words
from planner.wording import counted, joined

NOTICE, TERM, OPTION = "notice", "term", "option-window"


def review_against_dates(ground: Ground) -> Iterator[Clash]:
    """Reviews and delays that end behind a thesis, a conference or a launch.

    A thesis that the clause protects waits for the review only, everything else for the delay too.
    """
    snapshot, library = ground.snapshot, ground.library
    protected = protects_theses(snapshot, library)
    dates = due_dates(snapshot, library, ground.words("thesis_words"), ground.words("public_words"))
    if dates:
        yield from _without_review(ground)
    met = (
        (wait, due, ground.item(wait.first.anchor_id))
        for wait, due in _within(waits(snapshot, library), sorted(dates, key=attrgetter("day")))
    )
    yield from ground.each(met, _late_review, protected)


def _within(waits: Iterable[Wait], dates: list[DueDate]) -> Iterator[tuple[Wait, DueDate]]:
    """Each review or delay with the dates, given in order, that come before all of it has ended."""
    for wait in waits:
        end = max(period.end for period in (wait.review, wait.delay) if period is not None)
        first = bisect_left(dates, wait.first.start, key=attrgetter("day"))
        yield from ((wait, due) for due in dates[first : bisect_left(dates, end, key=attrgetter("day"))])


def _without_review(ground: Ground) -> Iterator[Clash]:
    """Says that a review has no place, so that nobody takes silence for room."""
    lacking = [
        u for u in clause_periods(ground.snapshot, ground.library).unplaced if u.key in (REVIEW, DELAY)
    ]
    if lacking:
        clash = ground.not_assessed(lacking[0].text)
        yield clash._replace(finding=clash.finding._replace(also_at=(lacking[0].place,)))


def _late_review(
    ground: Ground, met: tuple[Wait, DueDate, Scheduled | None], protected: bool
) -> Iterator[Clash]:
    wait, due, item = met
    last = wait.last(for_thesis=due.is_thesis and protected)
    if last is None or due.day >= last.end:
        return
    both = wait.review is not None and last is wait.delay
    what = "Publication review and the longest delay end" if both else f"Publication {_noun(last)} ends"
    named = (
        f"thesis due {day_words(due.day)}" if due.is_thesis else f"{due.spoken} is on {day_words(due.day)}"
    )
    anchor = wait.first.anchor_id
    about = tuple(id for id in (last.drawn_id, due.activity_id) if id is not None)
    finding = ground.finding(
        f"{anchor or wait.first.key}/{due.activity_id or due.day}",
        f"{what} {day_words(last.end)}, {named}.",
        place=f"timeline/{anchor}" if anchor else "timeline",
        advice=f"It lasts {counted(days_between(due.day, last.end), 'calendar day')} too long for that. "
        f"{ground.rule.remedy}",
        about=about,
        remedies=(*_shorter(ground, wait, last, due.day), *_earlier(ground, item, last, due.day)),
        also_at=(last.place,),
    )
    yield Clash(finding, due.day, frozenset([(wait.first.id, due.day, due.activity_id)]))


def _noun(period: Period) -> str:
    return "delay" if period.key == DELAY else "review"


def _shorter(ground: Ground, wait: Wait, last: Period, day: date) -> tuple[Remedy, ...]:
    """Shortens the delay; where that is not enough, the delay to its least and the review by the rest."""
    state = _state(ground, CLAUSE)
    if last.is_before:
        return ()
    alone = _longest_until(state, last, day)
    if alone is not None:
        return (_with_values(ground, state, {last: alone}),)
    if wait.review is None or last is wait.review:
        return ()
    least = _least(state, last)
    review = _longest_until(state, wait.review, day_after(day, -least))
    return (_with_values(ground, state, {wait.review: review, last: least}),) if review is not None else ()


def _earlier(ground: Ground, item: Scheduled | None, last: Period, day: date) -> tuple[Remedy, ...]:
    """Moves what the wait begins with, where nothing else holds it and there is still time."""
    if item is None or item.pushed_by is not None or item.activity.start_on is None:
        return ()
    start = last_weekday(day_after(item.start, -days_between(day, last.end)))
    if start < ground.today:
        return ()
    label = f"Move {item.activity.name} to {day_words(start)}"
    return (Remedy(label, (Amendment(item.activity, "start_on", start),)),)


def notice_against_term(ground: Ground) -> Iterator[Clash]:
    """Notice that would have to be given before the term, or the plan, begins."""
    periods = clause_periods(ground.snapshot, ground.library)
    term = next(iter(periods.of(TERM)), None)
    begins = term.start if term else ground.times.start_on
    for notice in periods.of(NOTICE):
        if begins is None or notice.start >= begins:
            continue
        state = _state(ground, notice.clause)
        most = days_between(begins, notice.end) + 1
        fits = {notice: most} if _least(state, notice) <= most else {}
        finding = ground.finding(
            notice.key,
            f"Notice would have to be given on {day_words(notice.start)}, before "
            f"{'the term' if term else 'the plan'} begins on {day_words(begins)}.",
            about=(notice.id,),
            remedies=(_with_values(ground, state, fits),) if fits else (),
            also_at=(notice.place,),
        )
        yield Clash(finding, notice.start)


def option_past_runway(ground: Ground) -> Iterator[Clash]:
    """Times to decide about results that end behind a company's runway."""
    for window in clause_periods(ground.snapshot, ground.library).of(OPTION):
        for each in runways(ground):
            if each.end is None or window.end <= each.end:
                continue
            state = _state(ground, window.clause)
            months = _longest_until(state, window, each.end)
            finding = ground.finding(
                f"{window.key}/{each.id}",
                f"The time to decide on results ends {day_words(window.end)}, "
                f"{each.called} ends {day_words(each.end)}.",
                place=each.place,
                about=(window.id, each.id),
                remedies=() if months is None else (_with_values(ground, state, {window: months}),),
                also_at=(window.place,),
            )
            yield Clash(finding, each.end)


def other_length(ground: Ground) -> Iterator[Clash]:
    """Activities that plan what a clause speaks of with another length than the clause gives it."""
    for period in clause_periods(ground.snapshot, ground.library).placed:
        if period.planned_as is None or period.is_as_planned:
            continue
        item = ground.times[period.planned_as]
        activity, unit = item.activity, _unit(ground, period)
        said = str(period.amount) if activity.unit is unit else period.length
        finding = ground.finding(
            str(activity.id),
            f"{activity.name} is planned with {days_words(activity.likely_days, activity.unit)}, "
            f"clause {period.number} says {said}.",
            place=f"timeline/{activity.id}",
            about=(activity.id, period.id),
            remedies=(_with_length(activity, period, unit),),
            also_at=(period.place,),
        )
        yield Clash(finding, item.start)


def _unit(ground: Ground, period: Period) -> DayUnit:
    unit = _slot(_state(ground, period.clause), period).unit
    return DayUnit.WORKING if unit == "working days" else DayUnit.CALENDAR


def _with_length(activity: Activity, period: Period, unit: DayUnit) -> Remedy:
    """Gives an activity the length that the clause says."""
    fields = ("min_days", "likely_days", "late_days")
    # In this order the least never exceeds the most, not even in between.
    ordered = fields[::-1] if period.amount > activity.likely_days else fields
    changes = [Amendment(activity, field, period.amount) for field in ordered]
    changes += [Amendment(activity, "unit", unit)] if activity.unit is not unit else []
    return Remedy(f"Plan {period.length} as in clause {period.number}", tuple(changes))


# Shorter values


def _state(ground: Ground, clause: str) -> ClauseState:
    state = clause_state(ground.snapshot, ground.library, clause)
    assert state is not None
    return state


def _least(state: ClauseState, period: Period) -> int:
    return _slot(state, period).minimum or 0


def _slot(state: ClauseState, period: Period) -> Slot:
    return next(slot for slot in state.clause.slots if slot.key == period.slot)


def _longest_until(state: ClauseState, period: Period, day: date) -> int | None:
    """The longest value, shorter than now, with which a period ends by a day; None where none does."""
    if not period.counts_months:
        longest = min(days_between(period.start, day) + 1, period.amount - 1)
        return longest if longest >= _least(state, period) else None
    values = range(_least(state, period), period.amount)
    fitting = bisect_right(values, day, key=lambda amount: lasting(period, amount))
    return values[fitting - 1] if fitting else None


def _with_values(ground: Ground, state: ClauseState, values: Mapping[Period, int]) -> Remedy:
    """Gives slots of a clause shorter values; what was agreed was agreed about other ones."""
    new = tuple(
        (period.slot, period.name, _length(period, amount), amount) for period, amount in values.items()
    )
    # Many a wait is made shorter to the same length.
    return ground.snapshot.derive(_shortened, ground.library, state.clause.key, new)


def _shortened(
    snapshot: Snapshot, library: Library, clause: str, values: tuple[tuple[str, str, str, int], ...]
) -> Remedy:
    state = clause_state(snapshot, library, clause)
    assert state is not None
    told = joined(f"the {name.lower()} to {length}" for _, name, length, _ in values)
    label = f"Shorten {told} (clause {state.number})"
    new = {slot: str(amount) for slot, _, _, amount in values}
    if state.choice is None:
        home = snapshot.partnership.id
        made = ClauseChoice(
            # The same each time it is worked out, so that equal findings stay equal.
            id=uuid5(home, f"choice/{clause}"),
            partnership_id=home,
            clause=clause,
            values=tuple(new.items()),
        )
        return Remedy(label, added=(made,))
    merged = tuple({**dict(state.choice.values), **new}.items())
    reopened = (Amendment(state.choice, "agreed", False),) if state.choice.agreed else ()
    return Remedy(label, (Amendment(state.choice, "values", merged), *reopened))


def _length(period: Period, amount: int) -> str:
    return counted(amount, "month" if period.counts_months else "calendar day")
