"""Clash rules about cadence: a sprint goal that waits for an answer slower than the sprint."""

from __future__ import annotations

from collections.abc import Iterator

from planner.terms import Lane, Side
from planner.timeline.ground import Clash, Ground, days_between
from planner.timeline.rules.asking import unanswered
from planner.timeline.rules.mending import planned_days, told
from planner.timeline.schedule import Scheduled
from planner.timeline.words import days_words

QUESTION = "plan.in_sprint_goal"


def slow_answer_in_sprint(ground: Ground) -> Iterator[Clash]:
    """Approvals and answers slower than a sprint that a sprint waits for."""
    own = _sprint_days(ground)
    sprint = own or ground.days("sprint_days")
    slow = [
        item
        for item in ground.of_kinds(ground.words("kinds"))
        if item.activity.lane != Lane.INDUSTRY and planned_days(item) > sprint
    ]
    unsaid = [item.activity for item in slow if ground.said(QUESTION, item.activity) is None]
    # Only where the plan knows of sprints is it worth a question.
    if own and unsaid:
        yield unanswered(ground, QUESTION, unsaid)
    for item in slow:
        if ground.said(QUESTION, item.activity) == "yes":
            yield _slow(ground, item, sprint, whose="the company's" if own else "a usual")


def _slow(ground: Ground, item: Scheduled, sprint: int, whose: str) -> Clash:
    return ground.clash(
        item,
        f"A sprint waits for {item.activity.name}, which takes {days_words(planned_days(item))}; "
        f"{whose} sprint has {days_words(sprint)}.",
        remedies=told(
            ground, QUESTION, "no", item.activity, f"Take {item.activity.name} out of sprint goals"
        ),
    )


def _sprint_days(ground: Ground) -> int | None:
    """The length of a company's shortest sprint, None where no clock has any."""
    lengths = [
        days_between(band.start, band.end) + 1
        for company in ground.organisations(Side.INDUSTRY)
        for band in ground.windows(company, ("sprint",))
    ]
    return min(lengths, default=None)
