"""Events that clash rules hold against each other: which belong together, and days of the year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from planner.document import Snapshot
from planner.model import Link
from planner.timeline.ground import Ground
from planner.timeline.rules.asking import country_of, is_in
from planner.timeline.schedule import Scheduled
from planner.timeline.words import month_start

PROJECT_START = "project_start"
_by_date, _end = attrgetter("start", "end"), attrgetter("end")

# Which belong together


def awaited(ground: Ground, item: Scheduled, others: Sequence[Scheduled]) -> Sequence[Scheduled]:
    """Those of the others that an activity waits for by a link; all of them where it waits for none."""
    return waited_for(ground, item, others) or others


def waited_for(ground: Ground, item: Scheduled, others: Sequence[Scheduled]) -> Sequence[Scheduled]:
    """Those of the others that an activity waits for by a link."""
    before = ground.snapshot.derive(befores).get(item.activity.id.int)
    if not before:
        return ()
    known = ground.by_id(others)
    found = [known[number] for number in before if number in known]
    return sorted(found, key=_by_date) if len(found) > 1 else found


def awaiting(ground: Ground, item: Scheduled, others: Sequence[Scheduled]) -> Sequence[Scheduled]:
    """Those of the others that wait for an activity by a link; all of them where none does."""
    before = ground.snapshot.derive(befores)
    own = item.activity.id.int
    return [other for other in others if own in before.get(other.activity.id.int, ())] or others


def last_before(ground: Ground, item: Scheduled, others: Sequence[Scheduled]) -> Scheduled:
    """What an activity waits for; without links, what ended last before it, or else the first that ends."""
    likely = ground.by_end(awaited(ground, item, others))
    ended = bisect_right(likely, item.start, key=_end)
    return likely[bisect_left(likely, likely[ended - 1].end, key=_end)] if ended else likely[0]


def next_from(day: date, others: Sequence[Scheduled]) -> Scheduled:
    """The first that starts on a day or later; the last one when all have started before it."""
    return next((other for other in others if other.start >= day), others[-1])


def project_starts(ground: Ground) -> tuple[Scheduled, ...]:
    """Where the plan says that the project starts; without that, what starts with it."""
    return ground.of_kinds((PROJECT_START,)) or ground.of_kinds(ground.words("start_kinds"))


def here(ground: Ground, items: Iterable[Scheduled]) -> list[Scheduled]:
    """Those whose organisations are in the jurisdiction of the rule, as far as their country is known."""
    found = []
    for item in items:
        owners = ground.owners(item.activity)
        if not owners or any(is_in(o, ground.rule.jurisdiction) or not country_of(o) for o in owners):
            found.append(item)
    return found


def befores(snapshot: Snapshot) -> dict[int, set[int]]:
    """What each activity waits for by a link, by the numbers of their ids."""
    found: dict[int, set[int]] = {}
    for link in snapshot.all(Link):
        found.setdefault(link.after_id.int, set()).add(link.before_id.int)
    return found


# Days of the year


def day_of_year(ground: Ground, name: str, place: int = 0) -> tuple[int, int]:
    """Month and day of a parameter written as "07-31"; what the user entered counts if it is a day."""
    entered, ours = ground.words(name), ground.rule.params[name]
    known = [ours] if isinstance(ours, str) else list(ours) if isinstance(ours, tuple) else []
    own = _month_and_day(entered[place]) if len(entered) == len(known) else None
    found = own or _month_and_day(str(known[place]))
    assert found is not None
    return found


def on_day(year: int, month_and_day: tuple[int, int], months_later: int = 0) -> date:
    """This day of a year, or so many months later; 29 February is the 28th where there is none."""
    # Counted from a leap year, which has every day.
    return month_start((year - 2000) * 12 + months_later + 1, date(2000, *month_and_day))


def _month_and_day(text: str) -> tuple[int, int] | None:
    try:
        # A leap year, so that 29 February counts.
        found = date.fromisoformat(f"2000-{text}") if len(text) == 5 else None
    except ValueError:
        return None
    return (found.month, found.day) if found else None
