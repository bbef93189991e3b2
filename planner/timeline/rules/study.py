"""Clash rules about the study: ethics approval, conference deadlines, and a stable product."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from planner.model import Activity, Answer
from planner.terms import Lane
from planner.timeline.ground import (
    Clash,
    Ground,
    day_after,
    days_between,
    earliest_after,
    likely_and_late,
    moved,
    named,
    next_weekday,
)
from planner.timeline.rules.events import waited_for
from planner.timeline.rules.mending import added_before, ended_by
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

PARTICIPANTS = "approvals.participants"
ETHICS = "ethics_approval"


def data_before_ethics(ground: Ground) -> Iterator[Clash]:
    """Data collection and recruitment that start before ethics approval, or without any."""
    kinds = ground.words("kinds")
    data = ground.of_kinds(kinds)
    about = [item.activity for item in data] or list(ground.undated(kinds))
    reviews = ground.of_kinds((ETHICS,))
    if not reviews:
        yield from _without_ethics(ground, about, data)
        return
    yield from ground.without_date(kinds)
    waiting = zip(data, ground.for_each(data, awaited, reviews), strict=True)
    early = ((item, review) for item, review in waiting if item.start < review.end)
    yield from ground.each(early, _before_approval)


def _before_approval(ground: Ground, early: tuple[Scheduled, Scheduled]) -> Iterator[Clash]:
    item, review = early
    free = day_words(next_weekday(earliest_after(review)))
    yield ground.clash(
        item,
        f"{item.activity.name} starts {days_words(days_between(item.start, review.end))} before ethics "
        "approval is expected.",
        advice=likely_and_late(review),
        remedy=f"Move the start to {free}, or apply for an earlier meeting.",
        others=(review.activity.id,),
        remedies=moved(item, earliest_after(review)),
        causes=[(review.activity.id, item.activity.id)],
    )


def _without_ethics(ground: Ground, data: list[Activity], dated: tuple[Scheduled, ...]) -> Iterator[Clash]:
    undated = ground.undated((ETHICS,))
    if undated:
        yield from ground.without_date((ETHICS,)) if data else ()
        return
    said = {
        word
        for answer in ground.snapshot.where(Answer, question=PARTICIPANTS)
        for word in (("not_sure",) if answer.not_sure else answer.chosen)
    }
    if "yes" in said:
        starts = f" {named([activity.name for activity in data])} cannot start without it." if data else ""
        finding = ground.finding(
            "missing",
            f"People take part, and no ethics review is in the plan.{starts}",
            about=tuple(activity.id for activity in data),
            remedies=added_before(ground, ETHICS, dated[0], 42, lane=Lane.ACADEMIC, fact="eth-07")
            if dated
            else (),
        )
        yield Clash(finding, ground.today)
    elif data and "no" not in said and not ground.switch("none_planned"):
        lacking = "It is not said whether people take part, and no ethics review is in the plan."
        yield ground.not_assessed(lacking, data)


def awaited(ground: Ground, item: Scheduled, reviews: tuple[Scheduled, ...]) -> Scheduled:
    """The review that an activity is linked to; without a link, the one that ends first."""
    linked = waited_for(ground, item, reviews)
    return max(linked, key=lambda r: r.end) if linked else ground.by_end(reviews)[0]


def conference_squeeze(ground: Ground) -> Iterator[Clash]:
    """Conference deadlines too close behind the results."""
    if ground.switch("none_planned"):
        return
    yield from ground.without_date(("conference_deadline",))
    deadlines, results = ground.of_kinds(("conference_deadline",)), ground.of_kinds(("results_ready",))
    if deadlines and not results:
        lacking = "The plan has no date on which the results are ready."
        yield ground.not_assessed(lacking, [item.activity for item in deadlines])
        return
    needed = ground.days("notice_days") + ground.days("writing_days")
    waiting = zip(deadlines, ground.for_each(deadlines, _last_ready, results), strict=True)
    tight = ((item, ready) for item, ready in waiting if days_between(ready.end, item.start) < needed)
    yield from ground.each(tight, _squeezed)


def _squeezed(ground: Ground, tight: tuple[Scheduled, Scheduled]) -> Iterator[Clash]:
    item, ready = tight
    notice, writing = ground.days("notice_days"), ground.days("writing_days")
    yield ground.clash(
        item,
        f"From {ready.activity.name} ({day_words(ready.end)}) to {item.activity.name} "
        f"({day_words(item.start)}) there are {days_words(days_between(ready.end, item.start))}; the "
        f"partner's notice takes {days_words(notice)} and writing {days_words(writing)} (our assumption).",
        others=(ready.activity.id,),
        remedies=ended_by(ground, ready, day_after(item.start, -notice - writing)),
        causes=[(ready.activity.id, item.activity.id)],
    )


def _last_ready(ground: Ground, item: Scheduled, results: tuple[Scheduled, ...]) -> Scheduled:
    """The results that were ready last before something; the first ones if none are."""
    in_order = ground.by_end(results)
    ready = bisect_right(in_order, item.start, key=attrgetter("end"))
    return in_order[ready - 1] if ready else results[0]


def release_during_study(ground: Ground) -> Iterator[Clash]:
    """Releases that change the product while data is collected."""
    kinds, study_kinds = ground.words("release_kinds"), ground.words("study_kinds")
    releases, studies = ground.of_kinds(kinds), ground.of_kinds(study_kinds)
    about_study = (*studies, *ground.undated(study_kinds), *ground.of_kinds(ground.words("start_kinds")))
    if about_study:
        yield from ground.without_date(kinds)
    if releases and about_study and not studies:
        yield ground.not_assessed(
            "The plan does not say when data collection ends.", [item.activity for item in releases]
        )
    met = ((item, study) for item in releases if (study := ground.first_met(item, studies)) is not None)
    yield from ground.each(met, _released_during)


def _released_during(ground: Ground, met: tuple[Scheduled, Scheduled]) -> Iterator[Clash]:
    item, study = met
    free = day_after(study.end)
    yield ground.clash(
        item,
        f"{item.activity.name} ({day_words(item.start)}) changes the product while "
        f"{study.activity.name} runs (until {day_words(study.end)}).",
        remedy=f"Freeze the version under study until {day_words(free)}, "
        "or analyse the time before and after the release apart.",
        others=(study.activity.id,),
        remedies=moved(item, free),
        causes=[(study.activity.id, item.activity.id)],
    )
