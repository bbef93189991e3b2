"""Remedies that rules share: hold back, bring forward, lengthen, add a step, answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from uuid import UUID, uuid5

from planner.findings import Amendment, Remedy
from planner.model import Activity, Link, Organisation
from planner.terms import DayUnit, Lane
from planner.timeline.ground import Ground, day_after, days_between, item_of, last_weekday, next_weekday
from planner.timeline.rules.events import befores
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words


def held_until(items: Sequence[Scheduled], day: date) -> tuple[Remedy, ...]:
    """Starts everything that would start before a day on that day, or on the weekday after it."""
    early = [item for item in items if item.start < day]
    if not early:
        return ()
    day = next_weekday(day)
    more = f" and {len(early) - 1} more" if len(early) > 1 else ""
    label = f"Move {early[0].activity.name}{more} to {day_words(day)}"
    return (Remedy(label, tuple(Amendment(item.activity, "start_on", day) for item in early)),)


def started_by(ground: Ground, item: Scheduled, day: date) -> tuple[Remedy, ...]:
    """Starts something on an earlier day, where nothing that it waits for holds it and there is time.

    On a weekend that is the Friday before it.
    """
    day = last_weekday(day)
    if item.activity.start_on is None or not ground.today <= day < item.start:
        return ()
    before = ground.snapshot.derive(befores).get(item.activity.id.int, ())
    held = (ground.snapshot.derive(item_of, ground.library, number) for number in before)
    if item.pushed_by is not None or any(other is not None and other.late_end >= day for other in held):
        return ()
    label = f"Move {item.activity.name} to {day_words(day)}"
    return (Remedy(label, (Amendment(item.activity, "start_on", day),)),)


def ended_by(ground: Ground, item: Scheduled, day: date) -> tuple[Remedy, ...]:
    """Starts something so much earlier that it ends by a day, where nothing holds it and there is time."""
    return started_by(ground, item, day_after(item.start, days_between(item.end, day)))


def ended_after(item: Scheduled, day: date) -> tuple[Remedy, ...]:
    """Starts something so much later, on a weekday, that it does not end before a day."""
    start = next_weekday(day_after(item.start, days_between(item.end, day)))
    label = f"Move {item.activity.name} to {day_words(start)}"
    return (Remedy(label, (Amendment(item.activity, "start_on", start),)),)


def planned_days(item: Scheduled) -> int:
    """The calendar days that something takes, both ends included."""
    return days_between(item.start, item.end) + 1


def lasting(item: Scheduled, days: int) -> tuple[Remedy, ...]:
    """Gives something a likely length of so many calendar days; the late one stretches as far as it must."""
    activity = item.activity
    wanted = days
    if activity.unit is DayUnit.WORKING:
        # Two more than the share of a week, so that they never fall short of the calendar days.
        wanted = ceil(days * 5 / 7) + 2
    fields = (("late_days", max(activity.late_days, wanted)), ("likely_days", wanted))
    label = f"Plan {days_words(wanted, activity.unit.value)} for {activity.name}"
    return (Remedy(label, tuple(Amendment(activity, name, value) for name, value in fields)),)


def added_on(ground: Ground, kind: str, name: str, day: date, label: str) -> tuple[Remedy, ...]:
    """Adds a joint milestone on a day by which it is due, while that day has not passed."""
    if day < ground.today:
        return ()
    id = uuid5(ground.snapshot.partnership.id, f"{ground.rule.key}/{kind}/{day}")
    step = _step(ground, kind, Lane.JOINT, id, (0, 0, 0))
    return (Remedy(label, added=(step.model_copy(update={"name": name, "start_on": day}),)),)


def added_before(
    ground: Ground, kind: str, item: Scheduled, days: int, *, lane: Lane, fact: str = ""
) -> tuple[Remedy, ...]:
    """Adds a step of a kind that ends before something begins, which then waits for it.

    It is as long as a fact says, otherwise of so many days: our assumption, to be edited.
    """
    home = ground.snapshot.partnership.id
    id = uuid5(home, f"{ground.rule.key}/{kind}/{item.activity.id}")
    if ground.snapshot.find(Activity, id) is not None:
        return ()
    step = _step(ground, kind, lane, id, _range(ground, fact, days))
    begins = day_after(item.start, -step.late_days)
    start = last_weekday(begins)
    if start < ground.today:
        start = next_weekday(ground.today)
    step = step.model_copy(update={"start_on": start, "basis": (fact,) if fact else ()})
    waits = Link(id=uuid5(id, "link"), partnership_id=home, before_id=id, after_id=item.activity.id)
    late = days_between(begins, start)
    # What was planned too early is moved with it: a fixed date would not wait.
    moves = (
        (Amendment(item.activity, "start_on", next_weekday(day_after(item.start, late))),) if late > 0 else ()
    )
    return (Remedy(f"Add “{step.name}” on {day_words(start)}", moves, (step, waits)),)


def _range(ground: Ground, fact: str, days: int) -> tuple[int, int, int]:
    known = ground.library.facts.get(fact)
    figures = (known.min, known.typical, known.max) if known is not None else (days, days, days)
    shortest, likely, late = (days if figure is None else round(figure) for figure in figures)
    return shortest, likely, late


def _step(ground: Ground, kind: str, lane: Lane, id: UUID, days: tuple[int, int, int]) -> Activity:
    known = ground.library.activity_kinds[kind]
    shortest, likely, late = (0, 0, 0) if known.is_milestone else days
    owner = next((o.id for o in ground.snapshot.all(Organisation) if o.side.value == lane.value), None)
    return Activity(
        id=id,
        partnership_id=ground.snapshot.partnership.id,
        name=known.name,
        kind=kind,
        lane=lane,
        organisation_id=owner,
        is_milestone=known.is_milestone,
        min_days=shortest,
        likely_days=likely,
        late_days=late,
    )


def told(ground: Ground, question: str, option: str, activity: Activity, label: str) -> tuple[Remedy, ...]:
    """Gives a plan question about an activity another answer."""
    others = tuple(trait for trait in activity.traits if not trait.startswith(f"{question}="))
    assert option in {each.key for each in ground.library.plan_questions[question].options}
    return (Remedy(label, (Amendment(activity, "traits", (*others, f"{question}={option}")),)),)
