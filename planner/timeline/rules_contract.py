"""Clash rules about the contract: work ahead of it, and too little time for it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.terms import Severity
from planner.timeline.ground import (
    Clash,
    Ground,
    day_after,
    days_between,
    earliest_after,
    likely_and_late,
    moved,
)
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

SIGNED, NEGOTIATION = "contract_signed", "contract_negotiation"


def _signature(ground: Ground) -> Scheduled | None:
    """The first signature in the plan; without one, the negotiation that ends first."""
    signed = ground.of_kinds((SIGNED,)) or ground.of_kinds((NEGOTIATION,))
    return min(signed, key=lambda item: item.end, default=None)


def work_before_contract(ground: Ground) -> Iterator[Clash]:
    """Work that starts before the contract is signed."""
    kinds = ground.words("kinds")
    work = ground.of_kinds(kinds)
    if ground.switch("none_planned"):
        return
    yield from ground.without_date(kinds)
    signature = _signature(ground)
    if signature is None:
        if work:
            lacking = "The plan has no date for a signed contract."
            yield ground.not_assessed(lacking, [item.activity for item in work])
        return
    signed = "is signed" if signature.activity.is_milestone else "is expected to be signed"
    for item in work:
        if item.start < signature.end:
            early = days_words(days_between(item.start, signature.end))
            yield ground.clash(
                item,
                f"{item.activity.name} starts {early} before the contract {signed} "
                f"({day_words(item.start)}, {day_words(signature.end)}).",
                advice=likely_and_late(signature),
                others=(signature.activity.id,),
                remedies=moved(item, earliest_after(signature)),
                causes=[("contract", item.activity.id), (signature.activity.id, item.activity.id)],
            )


def contract_lead(ground: Ground) -> Iterator[Clash]:
    """Less time from the start of the negotiation to the first funded work than others needed."""
    if ground.switch("none_planned"):
        return
    talks, funded = ground.of_kinds((NEGOTIATION,)), ground.of_kinds(ground.words("kinds"))
    if not talks:
        lacking = [*ground.undated((NEGOTIATION,)), *(i.activity for i in ground.of_kinds((SIGNED,)))]
        if lacking and funded:
            yield ground.not_assessed("The plan has no date for the start of the negotiation.", lacking)
        return
    if not funded:
        yield ground.not_assessed("No funded work with a date is in the plan.", [talks[0].activity])
        return
    talk, work = talks[0], funded[0]
    days = days_between(talk.start, work.start)
    typical, slow = ground.days("typical_days"), ground.days("slow_days")
    severity = _lead_severity(ground, days)
    if severity is None:
        return
    yield ground.clash(
        work,
        f"From the start of {talk.activity.name} ({day_words(talk.start)}) to {work.activity.name} "
        f"({day_words(work.start)}) there are {days_words(days)}; "
        f"plan with {days_words(typical)}, in slow cases {days_words(slow)}.",
        others=(talk.activity.id,),
        severity=severity,
        remedies=moved(work, day_after(talk.start, typical)) if severity is not Severity.INFO else (),
        causes=[("contract", work.activity.id)],
    )


def _lead_severity(ground: Ground, days: int) -> Severity | None:
    if days < ground.days("hard_min_days"):
        exempt = ground.switch("exempt_if_unmodified_template") and ground.switch("unmodified_template")
        return Severity.WARNING if exempt else Severity.ERROR
    if days < ground.days("typical_days"):
        return ground.rule.severity
    return Severity.INFO if days < ground.days("slow_days") else None
