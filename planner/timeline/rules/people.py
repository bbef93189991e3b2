"""Clash rules about people: hiring, student projects, doctorates, summers without pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.findings import Amendment, Remedy
from planner.library.entries import Window
from planner.model import Organisation
from planner.terms import Lane, Severity, Side
from planner.timeline.clocks.calendars import yearly
from planner.timeline.ground import Clash, Ground, day_after, days_between, moved, named, next_weekday
from planner.timeline.rules.asking import absent, is_in, local, unanswered, undated
from planner.timeline.rules.events import day_of_year, here, last_before, on_day
from planner.timeline.rules.mending import ended_after, started_by, told
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

STAFF, AWARD, SIGNED, TALKS = "staff_start", "award", "contract_signed", "contract_negotiation"
PROPOSAL, PROJECT, DOCTORATE = "student_proposal", "student_project", "student_start"


# Hiring


@local
def recruit_after_award(ground: Ground) -> Iterator[Clash]:
    """People in post sooner after award and contract than hiring them takes."""
    hired = [s for s in here(ground, ground.of_kinds((STAFF,))) if _is_hired(ground, s)]
    yield from undated(ground, ground.undated((STAFF,)))
    if not hired:
        return
    awards, contracts = ground.of_kinds((AWARD,)), ground.of_kinds((SIGNED,)) or ground.of_kinds((TALKS,))
    if not awards and not contracts:
        lacking = "The plan has no date for an award or a signed contract."
        yield from absent(ground, (AWARD, SIGNED), lacking, [item.activity for item in hired])
        return
    yield from undated(ground, ground.undated((AWARD, SIGNED)))
    for item in hired:
        since = max(
            (last_before(ground, item, found) for found in (awards, contracts) if found),
            key=lambda event: event.end,
        )
        yield from _hired_too_soon(ground, item, since)


def _is_hired(ground: Ground, item: Scheduled) -> bool:
    return ground.said("plan.in_post", item.activity) != "yes"


def _hired_too_soon(ground: Ground, item: Scheduled, since: Scheduled) -> Iterator[Clash]:
    days, recruit = days_between(since.end, item.start), ground.days("recruit_days")
    least, most = ground.days("notice_min"), ground.days("notice_max")
    if days >= recruit + most:
        return
    yield ground.clash(
        item,
        f"{item.activity.name} ({day_words(item.start)}) comes {_behind(days)} {since.activity.name} "
        f"({day_words(since.end)}); hiring takes {days_words(recruit)}, and notice {least} to "
        f"{days_words(most)} more.",
        others=(since.activity.id,),
        severity=Severity.ERROR if days < recruit else Severity.WARNING,
        remedies=(
            *moved(item, day_after(since.end, recruit + most)),
            *told(ground, "plan.in_post", "yes", item.activity, "This person is employed already"),
        ),
        causes=[("hiring", item.activity.id)],
    )


def _behind(days: int) -> str:
    return f"{days_words(days)} behind" if days >= 0 else f"{days_words(-days)} ahead of"


# Student projects


def student_window(ground: Ground) -> Iterator[Clash]:
    """Summer projects proposed too late, or needed before they can have ended."""
    projects, proposals = ground.of_kinds((PROJECT,)), ground.of_kinds((PROPOSAL,))
    yield from undated(ground, ground.undated((PROJECT, PROPOSAL)))
    if proposals and not projects:
        lacking = "The plan does not say for which summer it is proposed."
        yield from absent(ground, (PROJECT,), lacking, [item.activity for item in proposals])
    for item in projects:
        if proposals:
            yield from _proposed_too_late(ground, item, last_before(ground, item, proposals))
        yield from _needed_too_soon(ground, item)
    if projects and not proposals:
        lacking = "The plan does not say when the project is proposed."
        yield from absent(ground, (PROPOSAL,), lacking, [item.activity for item in projects])
    unsaid = [i.activity for i in projects if ground.said("plan.student_needed_by", i.activity) is None]
    if unsaid:
        yield unanswered(ground, "plan.student_needed_by", unsaid)


def _proposed_too_late(ground: Ground, item: Scheduled, proposal: Scheduled) -> Iterator[Clash]:
    year = item.start.year
    last = on_day(year, day_of_year(ground, "msc_proposal"))
    if proposal.end <= last:
        return
    begins = on_day(year + 1, day_of_year(ground, "msc_start"))
    yield ground.clash(
        proposal,
        f"{proposal.activity.name} on {day_words(proposal.end)} is "
        f"{days_words(days_between(last, proposal.end))} too late for {item.activity.name}: "
        f"topics for the summer of {year} close on {day_words(last)}.",
        others=(item.activity.id,),
        remedies=moved(item, begins),
        causes=[(proposal.activity.id, item.activity.id)],
    )


def _needed_too_soon(ground: Ground, item: Scheduled) -> Iterator[Clash]:
    said = ground.said("plan.student_needed_by", item.activity)
    if said is None or said == "none":
        return
    needed, year = date.fromisoformat(said), item.start.year
    ends = on_day(year, day_of_year(ground, "msc_end"))
    if needed >= ends:
        return
    marks = on_day(year, day_of_year(ground, "marks_until"))
    yield ground.clash(
        item,
        f"The product needs the result of {item.activity.name} by {day_words(needed)}, "
        f"{days_words(days_between(needed, ends))} before summer projects end ({day_words(ends)}).",
        advice=f"Marks come by {day_words(marks)} in the late case.",
        causes=[("needed", item.activity.id)],
    )


# Doctorates


def phd_on_critical_path(ground: Ground) -> Iterator[Clash]:
    """Releases that count on a doctorate which is not a year old."""
    doctorates = ground.of_kinds((DOCTORATE,))
    kinds, least = ground.words("kinds"), ground.days("min_days")
    late = [a for a in ground.undated(kinds) if ground.said("plan.needs_phd", a) == "yes"]
    due = ground.of_kinds(kinds)
    if not doctorates:
        yield from _without_doctorate(ground, due)
        return
    yield from undated(ground, late)
    begins = ground.for_each(due, last_before, doctorates)
    waiting = zip(due, begins, strict=True)
    soon = [(item, begun) for item, begun in waiting if days_between(begun.start, item.end) < least]
    yield from ground.each(soon, _counts_on_doctorate)
    unsaid = [
        item.activity
        for item, begun in soon
        if item.end >= begun.start and ground.said("plan.needs_phd", item.activity) is None
    ]
    if unsaid:
        yield unanswered(ground, "plan.needs_phd", unsaid)


def _counts_on_doctorate(ground: Ground, soon: tuple[Scheduled, Scheduled]) -> Iterator[Clash]:
    item, begun = soon
    if ground.said("plan.needs_phd", item.activity) == "yes":
        days, least = days_between(begun.start, item.end), ground.days("min_days")
        when = f"{days_words(days)} after" if days >= 0 else f"{days_words(-days)} before"
        yield ground.clash(
            item,
            f"{item.activity.name} ({day_words(item.end)}) counts on the doctorate {when} it begins "
            f"({day_words(begun.start)}); leave {days_words(least)} at least.",
            advice=f"A doctorate takes about {days_words(ground.days('phd_days'))}.",
            others=(begun.activity.id,),
            remedies=ended_after(item, day_after(begun.start, least)),
            causes=[(begun.activity.id, item.activity.id)],
        )


def _without_doctorate(ground: Ground, due: tuple[Scheduled, ...]) -> Iterator[Clash]:
    """Says that work counts on a doctorate whose start is not known."""
    counting = [i.activity for i in due if ground.said("plan.needs_phd", i.activity) == "yes"]
    if counting:
        yield from absent(ground, (DOCTORATE,), "The plan does not say when the doctorate begins.", counting)


@local
def phd_start(ground: Ground) -> Iterator[Clash]:
    """Studentships that begin behind the first intake after their award."""
    starts, awards = here(ground, ground.of_kinds((DOCTORATE,))), ground.of_kinds((AWARD,))
    scheme, said = ground.words("scheme")[0], ground.said("plan.grant_scheme")
    if said not in (None, scheme):
        return
    if said == scheme:
        yield from undated(ground, ground.undated((DOCTORATE, AWARD) if starts else (DOCTORATE,)))
    if starts and not awards:
        about = [item.activity for item in starts]
        if said is None:
            yield unanswered(ground, "plan.grant_scheme", about)
        else:
            yield from absent(ground, (AWARD,), "The plan has no date for the award.", about)
        return
    for item in starts:
        award = last_before(ground, item, awards)
        latest = _first_behind(award.end, day_of_year(ground, "latest_start"))
        if item.start <= latest:
            continue
        if said is None:
            yield unanswered(ground, "plan.grant_scheme", [item.activity])
            return
        yield ground.clash(
            item,
            f"{item.activity.name} ({day_words(item.start)}) is "
            f"{days_words(days_between(latest, item.start))} behind the intake that follows the award "
            f"({day_words(latest)}, award on {day_words(award.end)}).",
            others=(award.activity.id,),
            remedies=started_by(ground, item, latest),
            causes=[("intake", item.activity.id)],
        )


def _first_behind(day: date, month_and_day: tuple[int, int]) -> date:
    """The first such day of a year strictly after a day."""
    this_year = on_day(day.year, month_and_day)
    return this_year if this_year > day else on_day(day.year + 1, month_and_day)


# Summers without pay


@local
def us_summer(ground: Ground) -> Iterator[Clash]:
    """Academic work in a summer for which nobody pays the faculty."""
    said = ground.said("plan.summer_effort")
    if said in ("paid", "all_year"):
        return
    for partner in ground.organisations(Side.ACADEMIC):
        if not is_in(partner, ground.rule.jurisdiction):
            continue
        for (first, last), met in sorted(_in_summers(ground, partner).items()):
            if said is None:
                yield unanswered(ground, "plan.summer_effort", [item.activity for item in met])
                return
            yield _unpaid(ground, partner, first, last, met)


def _in_summers(ground: Ground, partner: Organisation) -> dict[tuple[date, date], list[Scheduled]]:
    """The academic work of a partner that meets each stretch outside its nine-month contracts."""
    own = [(w.start, w.end) for w in ground.windows(partner, ("off_contract",))]
    start, end = ("{:02}-{:02}".format(*day_of_year(ground, "window", place)) for place in (0, 1))
    usual = Window(kind="off_contract", start=start, end=end)
    found: dict[tuple[date, date], list[Scheduled]] = {}
    for item in ground.of_kinds(ground.words("kinds")):
        activity = item.activity
        if activity.lane != Lane.ACADEMIC or activity.is_milestone or activity.effort_percent == 0:
            continue
        if partner not in ground.owners(activity):
            continue
        for first, last in own or yearly(usual, item.start, item.end):
            if first <= item.end and last >= item.start:
                found.setdefault((first, last), []).append(item)
    return found


def _unpaid(ground: Ground, partner: Organisation, first: date, last: date, met: list[Scheduled]) -> Clash:
    names, free = named([item.activity.name for item in met]), next_weekday(day_after(last))
    # What began before the summer would lose the time that it has had.
    inside = all(item.start >= first for item in met)
    change = tuple(Amendment(item.activity, "start_on", free) for item in met)
    finding = ground.finding(
        f"{partner.id}/{first}",
        f"{names} at {partner.name} {'runs' if len(met) == 1 else 'run'} into a summer without pay, "
        f"{day_words(first)} to {day_words(last)}.",
        place=f"timeline/{met[0].activity.id}",
        about=tuple(item.activity.id for item in met),
        remedies=(Remedy(f"Move {names} to {day_words(free)}", change),) if inside else (),
    )
    return Clash(finding, max(first, met[0].start), frozenset([("summer", partner.id, first)]))
