"""Clash rules about a company's runway: what it has to pay for, and when more money is raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from planner.findings import Amendment, Remedy
from planner.model import Activity, Clock, ClockPeriod, Organisation
from planner.terms import Basis, DayUnit, Lane, Severity, Side
from planner.timeline.ground import Clash, Ground, day_after, days_between
from planner.timeline.rules.asking import absent, undated
from planner.timeline.rules.events import project_starts
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

RUNWAY, SIGNED, TALKS, PAYMENT = "runway", "contract_signed", "contract_negotiation", "payment"


@dataclass(frozen=True)
class Runway:
    """The stretch that a company's cash lasts for; None as its last day while nobody knows it."""

    id: UUID
    place: str
    owner_id: UUID | None
    name: str
    end: date | None

    @property
    def called(self) -> str:
        """Its name inside a sentence."""
        return f"{self.name[0].lower()}{self.name[1:]}"


def runways(ground: Ground) -> Iterator[Runway]:
    """Every runway in the plan: activities, then periods of a company's clock."""
    for item in ground.of_kinds((RUNWAY,)):
        activity = item.activity
        owner = ground.snapshot.find(Organisation, activity.organisation_id)
        name = f"The runway of {owner.name}" if owner else "The runway"
        yield Runway(activity.id, f"timeline/{activity.id}", activity.organisation_id, name, item.end)
    for period in ground.snapshot.where(ClockPeriod, kind=RUNWAY):
        clock = ground.snapshot.find(Clock, period.clock_id)
        owner = ground.snapshot.find(Organisation, clock.organisation_id if clock else None)
        if owner is not None and owner.side == Side.INDUSTRY:
            name = f"The runway of {owner.name}"
            yield Runway(period.id, f"timeline/clock/{period.clock_id}", owner.id, name, period.ends_on)


def runway(ground: Ground) -> Iterator[Clash]:
    """Runways that end before the project starts, before the work does, or soon after its first result."""
    found = tuple(runways(ground))
    # What a project starts with is looked for only where somebody's money can end.
    starts = project_starts(ground) if found else ()
    results = ground.of_kinds(ground.words("result_kinds")) if found else ()
    result = min(results, key=lambda item: item.end, default=None)
    for each in found:
        if each.end is None:
            yield _end_unknown(ground, each)
            continue
        last = _last_paid(ground, each.owner_id)
        if starts and each.end < starts[0].start:
            yield _ends_too_soon(ground, each, each.end, starts[0], starts[0].start, "starts")
        elif last is not None and each.end < last.end:
            yield _of_our_own(_ends_too_soon(ground, each, each.end, last, last.end, "does"), last)
        elif result is not None:
            yield from _little_left(ground, each, each.end, result)
        elif starts:
            lacking = "The plan has no date for a first result."
            yield from absent(ground, ground.words("result_kinds"), lacking, [starts[0].activity])


def _end_unknown(ground: Ground, each: Runway) -> Clash:
    clash = ground.not_assessed(f"The end of {each.called} is not known.")
    return clash._replace(finding=clash.finding._replace(place=each.place, about=(each.id,)))


def _ends_too_soon(ground: Ground, each: Runway, end: date, item: Scheduled, day: date, does: str) -> Clash:
    finding = ground.finding(
        str(each.id),
        f"{each.name} ends {days_words(days_between(end, day))} before {item.activity.name} {does}.",
        place=each.place,
        advice=f"It ends on {day_words(end)}, {item.activity.name} on {day_words(day)}. {ground.rule.remedy}",
        about=(each.id, item.activity.id),
    )
    return Clash(finding, end, frozenset([(each.id, item.activity.id)]))


def _of_our_own(clash: Clash, last: Scheduled) -> Clash:
    """That all paid work should be over by then is our reading, not one of a page."""
    remedies = _shorter(last, clash.day)
    return clash._replace(finding=clash.finding._replace(basis=Basis.PLANNER, remedies=remedies))


def _shorter(last: Scheduled, end: date) -> tuple[Remedy, ...]:
    """Gives work that began in time the length that ends with the money."""
    activity, days = last.activity, days_between(last.start, end) + 1
    if days < 1 or activity.unit is not DayUnit.CALENDAR:
        return ()
    lengths = (
        (field, min(getattr(activity, field), days)) for field in ("min_days", "likely_days", "late_days")
    )
    changes = tuple(Amendment(activity, field, value) for field, value in lengths)
    return (Remedy(f"Shorten {activity.name} to {days_words(days)}", changes),)


def _little_left(ground: Ground, each: Runway, end: date, result: Scheduled) -> Iterator[Clash]:
    buffer = ground.days("buffer_days")
    needed = day_after(result.end, buffer)
    if end >= needed:
        return
    left = days_between(result.end, end)
    when = f"{days_words(left)} after" if left >= 0 else f"{days_words(-left)} before"
    finding = ground.finding(
        str(each.id),
        f"{each.name} ends {when} the first result, {result.activity.name}; raising more takes "
        f"{days_words(buffer)} or longer.",
        place=each.place,
        advice=f"It ends on {day_words(end)}, the result comes on {day_words(result.end)}. "
        f"{ground.rule.remedy}",
        about=(each.id, result.activity.id),
        severity=Severity.WARNING,
    )
    yield Clash(finding, end, frozenset([(each.id, result.activity.id)]))


def raise_collides(ground: Ground) -> Iterator[Clash]:
    """Signatures and first payments while the company raises money."""
    found = tuple(runways(ground))
    if not found:
        return
    signed = ground.of_kinds((SIGNED,)) or ground.of_kinds((TALKS,))
    firsts = [
        min(items, key=lambda item: item.end) for items in (signed, ground.of_kinds((PAYMENT,))) if items
    ]
    yield from undated(ground, ground.undated((SIGNED, PAYMENT)))
    for each in found:
        if each.end is None:
            if firsts:
                yield _end_unknown(ground, each)
            continue
        begins = day_after(each.end, -ground.days("raise_days"))
        yield from (
            _while_raising(ground, each, begins, each.end, item)
            for item in firsts
            if begins <= item.end <= each.end
        )


def _while_raising(ground: Ground, each: Runway, begins: date, end: date, item: Scheduled) -> Clash:
    finding = ground.finding(
        f"{each.id}/{item.activity.id}",
        f"{item.activity.name} ({day_words(item.end)}) comes while {each.called} "
        f"runs out: from {day_words(begins)} to {day_words(end)} the company has to raise money.",
        place=f"timeline/{item.activity.id}",
        about=(item.activity.id, each.id),
    )
    return Clash(finding, item.end, frozenset([("raise", each.id, item.activity.id)]))


# What it pays for


def _last_paid(ground: Ground, owner_id: UUID | None) -> Scheduled | None:
    """The work that ends last of what this company pays for; not the work of another company."""
    unpaid = frozenset((RUNWAY, *ground.words("not_paid_kinds")))
    paid = ground.those(_is_paid, unpaid, owner_id)
    # Of several that end on one day the first of the plan: `max` keeps that.
    return max(paid, key=attrgetter("end"), default=None)


def _is_paid(activity: Activity, unpaid: frozenset[str], owner_id: UUID | None) -> bool:
    """Whether a company pays for it; milestones cost nobody anything."""
    if activity.is_milestone or activity.kind in unpaid:
        return False
    return not owner_id or activity.lane != Lane.INDUSTRY or activity.organisation_id in (None, owner_id)
