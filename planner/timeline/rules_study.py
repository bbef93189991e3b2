"""Clash rules about the study: ethics approval, conference deadlines, and a stable product."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from planner.document import Snapshot
from planner.model import Activity, Answer, Link
from planner.timeline.ground import (
    Clash,
    Ground,
    day_after,
    days_between,
    earliest_after,
    likely_and_late,
    moved,
    named,
    overlap_days,
)
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
        yield from _without_ethics(ground, about)
        return
    yield from ground.without_date(kinds)
    for item in data:
        review = _awaited(ground, item, reviews)
        if item.start >= review.end:
            continue
        early = days_words(days_between(item.start, review.end))
        yield ground.clash(
            item,
            f"{item.activity.name} starts {early} before ethics approval is expected.",
            advice=likely_and_late(review),
            remedy=f"Move the start to {day_words(earliest_after(review))}, or apply for an earlier meeting.",
            others=(review.activity.id,),
            remedies=moved(item, earliest_after(review)),
            causes=[(review.activity.id, item.activity.id)],
        )


def _without_ethics(ground: Ground, data: list[Activity]) -> Iterator[Clash]:
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
        )
        yield Clash(finding, ground.today)
    elif data and "no" not in said and not ground.switch("none_planned"):
        lacking = "It is not said whether people take part, and no ethics review is in the plan."
        yield ground.not_assessed(lacking, data)


def _awaited(ground: Ground, item: Scheduled, reviews: tuple[Scheduled, ...]) -> Scheduled:
    """The review that an activity is linked to; without a link, the one that ends first."""
    before = ground.snapshot.derive(_befores).get(item.activity.id, ())
    linked = [review for review in reviews if review.activity.id in before]
    return max(linked, key=lambda r: r.end) if linked else min(reviews, key=lambda r: r.end)


def _befores(snapshot: Snapshot) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for link in snapshot.all(Link):
        found.setdefault(link.after_id, set()).add(link.before_id)
    return found


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
    notice, writing = ground.days("notice_days"), ground.days("writing_days")
    for item in deadlines:
        before = [result for result in results if result.end <= item.start]
        ready = before[-1] if before else results[0]
        days = days_between(ready.end, item.start)
        if days >= notice + writing:
            continue
        yield ground.clash(
            item,
            f"From {ready.activity.name} ({day_words(ready.end)}) to {item.activity.name} "
            f"({day_words(item.start)}) there are {days_words(days)}; the partner's notice takes "
            f"{days_words(notice)} and writing {days_words(writing)} (our assumption).",
            others=(ready.activity.id,),
            causes=[(ready.activity.id, item.activity.id)],
        )


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
    for item in releases:
        for study in studies:
            if not overlap_days(item.start, item.end, study.start, study.end):
                continue
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
            break
