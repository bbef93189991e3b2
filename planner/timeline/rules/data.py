"""Clash rules about data: national data expected too soon, personal data used before its assessment."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model import Activity
from planner.terms import Lane
from planner.timeline.ground import Clash, Ground, day_after, days_between, earliest_after, likely_and_late
from planner.timeline.rules.asking import local, step_missing, unanswered, undated
from planner.timeline.rules.mending import added_before, held_until, lasting, planned_days
from planner.timeline.rules.study import awaited
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

DATASET, DPIA, RISK = "plan.dataset", "plan.dpia", "plan.residual_risk"
# Our assumption, for a step that is added: to be edited.
DPIA_DAYS = 30


@local
def data_too_soon(ground: Ground) -> Iterator[Clash]:
    """National data that is expected sooner than others got theirs."""
    kinds = ground.words("kinds")
    yield from undated(ground, ground.undated(kinds))
    requests = ground.of_kinds(kinds)
    unsaid = [item.activity for item in requests if ground.said(DATASET, item.activity) is None]
    if unsaid:
        yield unanswered(ground, DATASET, unsaid)
    national = [item for item in requests if ground.said(DATASET, item.activity) in ("single", "linked")]
    points = [item.activity for item in national if item.activity.is_milestone]
    if points:
        yield ground.not_assessed("The plan does not say when the application goes in.", points)
    for item in national:
        linked = ground.said(DATASET, item.activity) == "linked"
        needed = ground.days("linked_days" if linked else "single_dataset_days")
        days = planned_days(item)
        if item.activity.is_milestone or days >= needed:
            continue
        what = "linked data" if linked else "one national data set"
        late = f" In slow cases {days_words(ground.days('severe_linked_days'))}." if linked else ""
        yield ground.clash(
            item,
            f"{item.activity.name} has {days_words(days)}, from {day_words(item.start)} to "
            f"{day_words(item.end)}; plan {days_words(needed)} for {what}.{late}",
            remedies=lasting(item, needed),
            causes=[("data access", item.activity.id)],
        )


@local
def processing_before_dpia(ground: Ground) -> Iterator[Clash]:
    """Work with personal data before its impact assessment is signed off, and the regulator has spoken."""
    kinds = ground.words("kinds")
    work = ground.of_kinds(kinds)
    assessments = ground.of_kinds(ground.words("dpia_kinds"))
    if assessments:
        yield from undated(ground, ground.undated(kinds))
        yield from _before_signing_off(ground, work, assessments)
        return
    if not work or ground.said(DPIA) in ("settled", "not_needed"):
        return
    about = [item.activity for item in work]
    undated_ones = ground.undated(ground.words("dpia_kinds"))
    if undated_ones:
        yield from undated(ground, undated_ones)
    elif ground.said(DPIA) is None:
        yield unanswered(ground, DPIA, about)
    elif not ground.switch("none_planned"):
        adding = added_before(ground, "dpia", work[0], DPIA_DAYS, lane=Lane.JOINT)
        missing = "The assessment is still to be done, and the plan has no date for it."
        yield step_missing(ground, missing, about, adding)


def _before_signing_off(
    ground: Ground, work: tuple[Scheduled, ...], assessments: tuple[Scheduled, ...]
) -> Iterator[Clash]:
    longest = ground.days("complex_days")
    unsaid: dict[Activity, None] = {}
    for item in work:
        dpia = awaited(ground, item, assessments)
        risk = ground.said(RISK, dpia.activity)
        wait = {"high": ground.days("consultation_days"), "complex": longest}.get(risk or "no", 0)
        free = day_after(dpia.end, wait)
        if item.start >= free:
            if risk is None and item.start < day_after(dpia.end, longest):
                unsaid[dpia.activity] = None
            continue
        asked = f" and the regulator's {days_words(wait)}" if wait else ""
        yield ground.clash(
            item,
            f"{item.activity.name} ({day_words(item.start)}) starts "
            f"{days_words(days_between(item.start, free))} before the assessment is signed off"
            f"{asked} ({day_words(dpia.end)}{f', then {day_words(free)}' if wait else ''}).",
            advice=likely_and_late(dpia),
            others=(dpia.activity.id,),
            remedies=held_until((item,), max(day_after(earliest_after(dpia), wait), free)),
            causes=[(dpia.activity.id, item.activity.id)],
        )
    if unsaid:
        yield unanswered(ground, RISK, list(unsaid))
