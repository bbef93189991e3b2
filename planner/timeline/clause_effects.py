"""What a clause does to the timeline, in a sentence for its card."""

from __future__ import annotations

from datetime import date

from planner.document import Snapshot
from planner.library import Library
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.publication_waits import CLAUSE, REVIEW, due_dates, protects_theses, waits
from planner.wording import counted, joined, short_date

MOST_DAYS = 3


def effect_on_timeline(snapshot: Snapshot, library: Library, clause: str, today: date) -> str:
    """What follows from the values of a clause, as "Effect on the timeline: review ends ..."; or nothing."""
    periods = clause_periods(snapshot, library)
    events = [period for period in periods.placed if period.clause == clause and period.is_event]
    told = [
        _told(snapshot, library, period, today)
        for period in periods.placed
        if period.clause == clause and not period.is_event
    ]
    if events:
        days = [short_date(event.start, today) for event in events[:MOST_DAYS]]
        more = len(events) - len(days)
        shown = joined([*days, f"{more} more"] if more else days)
        told.append(f"{counted(len(events), events[0].name.lower())}, on {shown}")
    lacking = [each.text for each in periods.unplaced if each.clause == clause]
    effect = f"Effect on the timeline: {'; '.join(told)}." if told else ""
    return " ".join([effect, *lacking]).strip()


def _told(snapshot: Snapshot, library: Library, period: Period, today: date) -> str:
    name = period.name.lower()
    if period.is_before:
        return f"{name} begins {short_date(period.start, today)} at the latest"
    said = f"{name} ends {short_date(period.end, today)}"
    distance = _distance(snapshot, library, period)
    return f"{said}, {distance}" if distance else said


def _distance(snapshot: Snapshot, library: Library, period: Period) -> str:
    """How far before or behind the first day that waits for it a review or delay ends."""
    if period.clause != CLAUSE or period.counts_months:
        return ""
    wait = next((w for w in waits(snapshot, library) if period in (w.review, w.delay)), None)
    protected = protects_theses(snapshot, library)
    dues = [
        due
        for due in due_dates(snapshot, library)
        if wait is not None
        and due.day >= wait.first.start
        and (period.key == REVIEW or not (due.is_thesis and protected))
    ]
    first = min(dues, key=lambda due: due.day, default=None)
    if first is None:
        return ""
    days = (first.day - period.end).days
    if days == 0:
        return f"on the day {first.spoken}" if first.is_thesis else f"on the day of {first.spoken}"
    return f"{counted(abs(days), 'calendar day')} {'before' if days > 0 else 'after'} {first.spoken}"
