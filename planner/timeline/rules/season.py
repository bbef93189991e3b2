"""Clash rules about times of the year: Easter closures, summer shutdowns, the national assessment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from planner.findings import Amendment, Remedy
from planner.library.entries import Window
from planner.model import Organisation
from planner.terms import Lane, Side
from planner.timeline.clocks.calendars import ClockBand, yearly
from planner.timeline.ground import Clash, Ground, day_after, last_weekday, named, next_weekday
from planner.timeline.rules.asking import country_of, is_in, undated
from planner.timeline.rules.calendar import is_heavy, window_words, without_effort, yearly_window
from planner.timeline.rules.mending import ended_after
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words

SUMMER = ("07-15", "08-31")
REF = (date(2027, 10, 1), date(2028, 12, 31))

# What is due, on which day, and the field that says so.
Due = tuple[Scheduled, date, str]


# Easter


def deadline_at_easter(ground: Ground) -> Iterator[Clash]:
    """Deadlines and approvals that fall into a closure of spring."""
    kinds = ground.words("kinds")
    months = {int(word) for word in ground.words("months") if word.isdecimal()}
    partners = ground.organisations(Side.ACADEMIC)
    yield from undated(ground, ground.undated(kinds))
    due = list(_due(ground, kinds))
    in_spring = [each for each in due if each[1].month in months]
    yield from _without_calendar(ground, in_spring, partners)
    shut = {
        partner.id: [
            w for w in ground.windows(partner, ground.words("window_kinds")) if w.start.month in months
        ]
        for partner in partners
    }
    if any(shut.values()):
        yield from ground.each(due, _at_easter, shut)


def _at_easter(ground: Ground, due: Due, shut: dict[UUID, list[ClockBand]]) -> Iterator[Clash]:
    item, day, field = due
    for owner in ground.owners(item.activity):
        met = next((w for w in shut.get(owner.id, ()) if w.start <= day <= w.end), None)
        if met is not None:
            before = _weekday_before(met.start)
            what = f"The deadline of {item.activity.name}" if field == "deadline_on" else item.activity.name
            yield ground.clash(
                item,
                f"{what} ({day_words(day)}) falls into a closure of {owner.name}: {window_words(met)}.",
                remedies=_work_towards(ground, due, before),
                causes=[(item.activity.id, owner.id, met.start)],
            )
            return


def _due(ground: Ground, kinds: tuple[str, ...]) -> Iterator[Due]:
    for item in ground.of_kinds(kinds):
        yield item, item.end, "start_on"
    for item in ground.with_deadline():
        assert item.activity.deadline_on is not None
        yield item, item.activity.deadline_on, "deadline_on"


def _work_towards(ground: Ground, due: Due, day: date) -> tuple[Remedy, ...]:
    """Moves what is due to a day before the closure, where nothing holds it and there is time."""
    item, due_on, field = due
    value = day if field == "deadline_on" else last_weekday(day_after(item.start, (day - due_on).days))
    if value < ground.today or (field == "start_on" and item.pushed_by is not None):
        return ()
    label = f"Work towards {day_words(day)} for {item.activity.name}"
    return (Remedy(label, (Amendment(item.activity, field, value),)),)


def _weekday_before(day: date) -> date:
    return last_weekday(day_after(day, -1))


def _without_calendar(ground: Ground, due: list[Due], partners: tuple[Organisation, ...]) -> Iterator[Clash]:
    shared = [each for each in due if each[0].activity.lane != Lane.INDUSTRY]
    blank = [p.name for p in partners if not ground.knows_all(p, (day for _, day, _ in shared))]
    if blank:
        about = [item.activity for item, _, _ in shared]
        yield ground.not_assessed(f"No calendar covers these dates for {named(blank)}.", about)


# Summer


def company_step_in_summer(ground: Ground) -> Iterator[Clash]:
    """Company decisions and deliveries that are due while plants and boards of its country are closed."""
    kinds = ground.words("kinds")
    steps = [item for item in ground.of_kinds(kinds) if item.activity.lane == Lane.INDUSTRY]
    if steps and not any(country_of(company) for company in ground.organisations(Side.INDUSTRY)):
        lacking = "No company's country is known."
        yield ground.not_assessed(lacking, [item.activity for item in steps])
        return
    window = yearly_window(ground, SUMMER)
    if any(is_in(company, "EU") for company in ground.organisations(Side.INDUSTRY)):
        yield from undated(ground, [a for a in ground.undated(kinds) if a.lane == Lane.INDUSTRY])
    yield from ground.each(steps, _in_summer, window)


def _in_summer(ground: Ground, item: Scheduled, window: Window) -> Iterator[Clash]:
    owner = next((o for o in ground.owners(item.activity) if is_in(o, "EU")), None)
    met = next(iter(yearly(window, item.end, item.end)), None)
    if owner is not None and met is not None:
        yield ground.clash(
            item,
            f"{item.activity.name} is due on {day_words(item.end)}, when companies in "
            f"{country_of(owner)} like {owner.name} often close "
            f"({day_words(met[0])} to {day_words(met[1])}).",
            remedies=ended_after(item, next_weekday(day_after(met[1]))),
            causes=[(item.activity.id, owner.id, met[0])],
        )


# The national assessment of research


def work_in_ref_window(ground: Ground) -> Iterator[Clash]:
    """Much academic work in the months before the deadline of the REF; one finding for each university."""
    first, last = _ref_window(ground)
    share = ground.number("min_effort_share") * 100
    for partner in ground.organisations(Side.ACADEMIC):
        if country_of(partner) and not is_in(partner, ground.rule.jurisdiction):
            continue
        yield from without_effort(ground, partner, lambda item: item.start <= last and item.end >= first)
        work = ground.those(is_heavy, frozenset(), share, frozenset((None, partner.id)))
        heavy = [item for item in work if item.start <= last and item.end >= first]
        if not heavy:
            continue
        if not country_of(partner):
            lacking = f"The country of {partner.name} is not known."
            yield ground.not_assessed(lacking, [item.activity for item in heavy])
            continue
        heavy.sort(key=lambda item: item.start)
        names = named([item.activity.name for item in heavy])
        finding = ground.finding(
            str(partner.id),
            f"{names} at {partner.name}: {share:g} percent or more of somebody's time in the months of the "
            f"REF ({day_words(first)} to {day_words(last)}).",
            place=f"timeline/{heavy[0].activity.id}",
            about=tuple(item.activity.id for item in heavy),
        )
        yield Clash(finding, heavy[0].start)


def _ref_window(ground: Ground) -> tuple[date, date]:
    """The parameter as two days; the usual ones where what was entered cannot be read."""
    try:
        first, last = map(date.fromisoformat, ground.words("window"))
    except ValueError:
        return REF
    return first, last
