"""Clash rules about the way to approval: the time each route takes, and set-up in the NHS."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Remedy
from planner.terms import Severity
from planner.timeline.ground import Clash, Ground, day_after, days_between, span_words
from planner.timeline.rules.asking import local, unanswered, undated
from planner.timeline.rules.mending import held_until, lasting, planned_days
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

ROUTE = "plan.ethics_route"
NHS = ("nhs_rec", "nhs_proportionate")


def ethics_too_short(ground: Ground) -> Iterator[Clash]:
    """Ethics reviews that are planned shorter than their route takes."""
    kinds = ground.words("kinds")
    yield from undated(ground, ground.undated(kinds))
    reviews = ground.of_kinds(kinds)
    routes = {item.activity.id: ground.said(ROUTE, item.activity) for item in reviews}
    unsaid = [item.activity for item in reviews if routes[item.activity.id] is None]
    if unsaid:
        yield unanswered(ground, ROUTE, unsaid)
    unknown = [item.activity for item in reviews if routes[item.activity.id] == "other"]
    if unknown:
        yield ground.not_assessed("For another route no length is known to us.", unknown)
    points = [i.activity for i in reviews if i.activity.is_milestone and routes[i.activity.id]]
    if points:
        yield ground.not_assessed("The plan does not say when the application goes in.", points)
    for item in reviews:
        route = routes[item.activity.id]
        if route not in (None, "other") and not item.activity.is_milestone:
            yield from _too_short(ground, item, str(route))


def _too_short(ground: Ground, item: Scheduled, route: str) -> Iterator[Clash]:
    days = planned_days(item)
    least, plan = ground.days(f"min_days_{route}"), ground.days(f"plan_days_{route}")
    if days >= max(least, plan):
        return
    options = ground.library.plan_questions[ROUTE].options
    called = next(option.label for option in options if option.key == route)
    yield ground.clash(
        item,
        f"{item.activity.name} has {days_words(days)} ({span_words(item)}). "
        f"Its route ({called}) takes {days_words(least)}; plan {days_words(plan)}.",
        severity=ground.rule.severity if days < least else Severity.INFO,
        remedies=lasting(item, max(least, plan)),
        causes=[("ethics length", item.activity.id)],
    )


@local
def nhs_setup_too_short(ground: Ground) -> Iterator[Clash]:
    """Set-up in the NHS that is planned shorter than the target, as a whole and part by part."""
    kinds = ground.words("review_kinds")
    reviews = [i for i in ground.of_kinds(kinds) if ground.said(ROUTE, i.activity) in NHS]
    sites = ground.of_kinds(ground.words("site_kinds"))
    if not reviews:
        unsaid = [i.activity for i in ground.of_kinds(kinds) if ground.said(ROUTE, i.activity) is None]
        if unsaid and sites:
            yield unanswered(ground, ROUTE, unsaid)
        return
    review = reviews[0]
    people = ground.of_kinds(ground.words("first_kinds"))
    yield from _segments(ground, review, sites, people)
    if not people:
        yield ground.not_assessed("The plan has no date for the first participant.", [review.activity])
        return
    first, target, slow = people[0], ground.days("target_days"), ground.days("baseline_days")
    days = days_between(review.start, first.start)
    if days >= max(target, slow):
        return
    yield ground.clash(
        first,
        f"From the application ({day_words(review.start)}) to {first.activity.name} "
        f"({day_words(first.start)}) there are {days_words(days)}; the target is {days_words(target)}, "
        f"and in slow cases it took {days_words(slow)}.",
        others=(review.activity.id,),
        severity=ground.rule.severity if days < target else Severity.INFO,
        remedies=(
            *held_until(people, day_after(review.start, target)),
            *held_until(people, day_after(review.start, slow)),
        ),
        causes=[(review.activity.id, first.activity.id)],
    )


def _segments(
    ground: Ground, review: Scheduled, sites: tuple[Scheduled, ...], people: tuple[Scheduled, ...]
) -> Iterator[Clash]:
    """The review, the opening of the site and the first participant, each where both its dates are known."""
    if not review.activity.is_milestone:
        days, least = planned_days(review), ground.days("regulatory_days")
        if days < least:
            said = f"{review.activity.name} has {days_words(days)}"
            yield _segment(ground, review, "regulatory", said, least, lasting(review, least))
    if not sites:
        return
    site = sites[0]
    days, least = days_between(review.end, site.start), ground.days("site_opening_days")
    if days < least:
        said = f"From {review.activity.name} to {site.activity.name} there are {days_words(days)}"
        remedies = held_until((site,), day_after(review.end, least))
        yield _segment(ground, site, "site opening", said, least, remedies)
    after = [item for item in people if item.start >= site.start]
    if not after:
        return
    days, least = days_between(site.start, after[0].start), ground.days("first_participant_days")
    if days < least:
        said = f"From {site.activity.name} to {after[0].activity.name} there are {days_words(days)}"
        remedies = held_until(after, day_after(site.start, least))
        yield _segment(ground, after[0], "first participant", said, least, remedies)


def _segment(
    ground: Ground, item: Scheduled, part: str, said: str, least: int, remedies: tuple[Remedy, ...]
) -> Clash:
    finding = ground.finding(
        f"{item.activity.id}/{part.replace(' ', '-')}",
        f"{said}; the target for this part ({part}) is {days_words(least)}.",
        place=f"timeline/{item.activity.id}",
        about=(item.activity.id,),
        severity=Severity.INFO,
        remedies=remedies,
    )
    causes = [("ethics length", item.activity.id)] if part == "regulatory" else []
    return Clash(finding, item.start, frozenset(causes))
