"""Why something happens when it does: what pushes what, in words, and the chain that sets the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.terms import DayUnit
from planner.timeline.run import NOBODY
from planner.timeline.schedule import Schedule, Scheduled
from planner.timeline.words import days_words
from planner.wording import counted, long_date

# So many of a chain of pushers are named; more would not be read.
MOST_NAMED = 4


def why(times: Schedule, item: Scheduled) -> str:
    """Why an activity happens when it does, in sentences; empty when only its own date says so."""
    return " ".join(_sentences(times, item))


def _sentences(times: Schedule, item: Scheduled) -> Iterator[str]:
    activity = item.activity
    chain = pushers(times, item)
    if chain:
        yield _moved(item, chain[0])
        if len(chain) > 1:
            yield _behind(chain)
    elif activity.is_fixed and activity.start_on is not None:
        yield f"Fixed on {long_date(item.start)}."
    if not activity.is_milestone and activity.unit == DayUnit.WORKING:
        yield from _closures(item)
    if activity.is_fixed:
        yield from (_broken(before) for before in _overrun(times, item))
    deadline = activity.deadline_on
    if deadline is not None and item.end > deadline:
        late = days_words((item.end - deadline).days)
        yield f"Ends {late} behind its deadline of {long_date(deadline)}."
    elif deadline is not None and item.late_end > deadline:
        late = days_words((item.late_end - deadline).days)
        yield f"In the late case it ends {late} behind its deadline of {long_date(deadline)}."
    if times.slack_days(activity.id) == 0:
        yield "Critical: if it slips, so does the end of the plan or a date that was set."


def pushers(times: Schedule, item: Scheduled) -> tuple[Scheduled, ...]:
    """What moved an activity, what moved that, and so on, the nearest first."""
    found: list[Scheduled] = []
    place = times.run.pushers[times.run.net.places[item.activity.id.int]]
    while place != NOBODY:
        found.append(times[times.run.activities[place].id])
        place = times.run.pushers[place]
    return tuple(found)


def critical_path(times: Schedule) -> tuple[Scheduled, ...]:
    """The chain that sets the end of the plan: what ends last, behind all that pushed it there."""
    last = max(times.values(), key=lambda item: (item.end, item.start), default=None)
    if last is None:
        return ()
    return (*reversed(pushers(times, last)), last)


def _moved(item: Scheduled, pusher: Scheduled) -> str:
    own, what = item.activity.start_on, pusher.activity
    begins = "Starts on" if own is None else "Moved to"
    if what.is_milestone:
        case = f"{what.name} is likely on {_likely_and_late(pusher.start, pusher.late_start)}"
    else:
        case = f"{what.name} is likely to end on {_likely_and_late(pusher.end, pusher.late_end)}"
    moved_from = f" instead of {long_date(own)}" if own is not None else ""
    return f"{begins} {long_date(item.start)}{moved_from} because {case}."


def _likely_and_late(likely: date, late: date) -> str:
    return long_date(likely) if late == likely else f"{long_date(likely)}, late on {long_date(late)}"


def _behind(chain: tuple[Scheduled, ...]) -> str:
    """What pushed the pusher: a chain of names, the nearest first."""
    named = [f"“{each.activity.name}”" for each in chain[:MOST_NAMED]]
    more = len(chain) - len(named)
    told = ", which waits for ".join(named)
    return f"It waits for {told}{f', and {more} more before that' if more else ''}."


def _closures(item: Scheduled) -> Iterator[str]:
    """Says that the clock was closed for some of the weekdays in between."""
    days = item.activity.likely_days
    weekdays = _weekdays(item.start, item.end)
    if 0 < days < weekdays:
        closed = counted(weekdays - days, "weekday")
        yield f"Its {days_words(days, 'working')} run over {closed} on which the clock is closed."


def _weekdays(first: date, last: date) -> int:
    weeks, rest = divmod((last - first).days + 1, 7)
    return weeks * 5 + sum((first.weekday() + day) % 7 < 5 for day in range(rest))


def _overrun(times: Schedule, item: Scheduled) -> Iterator[Scheduled]:
    """What a fixed activity should wait for and does not."""
    for link in times.broken:
        if link.after_id == item.activity.id:
            yield times[link.before_id]


def _broken(before: Scheduled) -> str:
    when = _likely_and_late(before.end, before.late_end)
    return f"Being fixed it does not wait for {before.activity.name}, which is likely to end on {when}."
