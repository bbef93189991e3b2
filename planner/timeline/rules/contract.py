"""Clash rules about signing: work ahead of the contract, too little time for it, detail told too early."""

from __future__ import annotations

from collections.abc import Iterator

from planner.terms import Lane, Severity
from planner.timeline.ground import (
    Clash,
    Ground,
    day_after,
    days_between,
    earliest_after,
    likely_and_late,
    moved,
)
from planner.timeline.rules.asking import step_missing, unanswered, undated
from planner.timeline.rules.mending import added_before, held_until
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

SIGNED, NEGOTIATION = "contract_signed", "contract_negotiation"
NDA = "plan.nda"


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
    early = (item for item in work if item.start < signature.end)
    yield from ground.each(early, _before_signature, signature)


def _before_signature(ground: Ground, item: Scheduled, signature: Scheduled) -> Iterator[Clash]:
    signed = "is signed" if signature.activity.is_milestone else "is expected to be signed"
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
    severity = _lead_severity(ground, days, talk)
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


def _lead_severity(ground: Ground, days: int, talk: Scheduled) -> Severity | None:
    if days < ground.days("hard_min_days"):
        unmodified = ground.said("plan.unmodified_template", talk.activity) == "yes"
        exempt = unmodified and ground.switch("exempt_if_unmodified_template")
        return Severity.WARNING if exempt else Severity.ERROR
    if days < ground.days("typical_days"):
        return ground.rule.severity
    return Severity.INFO if days < ground.days("slow_days") else None


def detail_before_nda(ground: Ground) -> Iterator[Clash]:
    """Meetings with technical detail before the confidentiality agreement can be signed."""
    kinds, lead = ground.words("kinds"), ground.days("lead_days")
    if ground.said(NDA) == "yes":
        return
    yield from undated(ground, ground.undated(kinds))
    meetings, agreements = ground.of_kinds(kinds), ground.of_kinds(ground.words("nda_kinds"))
    if not meetings:
        return
    about = [item.activity for item in meetings]
    waiting = ground.undated(ground.words("nda_kinds"))
    yield from undated(ground, waiting)
    if agreements:
        yield from _too_soon(ground, meetings, min(agreements, key=lambda item: item.end), lead)
    elif ground.switch("none_planned") or waiting:
        return
    elif ground.said(NDA) is None:
        yield unanswered(ground, NDA, about)
    else:
        adding = added_before(ground, "nda", meetings[0], lead, lane=Lane.JOINT, fact="con-03")
        yield step_missing(ground, "The plan has no confidentiality agreement.", about, adding)


def _too_soon(ground: Ground, meetings: tuple[Scheduled, ...], nda: Scheduled, lead: int) -> Iterator[Clash]:
    asked_known = not nda.activity.is_milestone
    for item in meetings:
        days = days_between(nda.start, item.start)
        is_before = item.start < nda.end
        if not is_before and (not asked_known or days >= lead):
            continue
        told = f"comes {days_words(days_between(item.start, nda.end))} before {nda.activity.name} is signed"
        short = f"comes {days_words(days)} after {nda.activity.name} is asked for; plan {days_words(lead)}"
        free = max(earliest_after(nda), day_after(nda.start, lead if asked_known else 0))
        yield ground.clash(
            item,
            f"{item.activity.name} ({day_words(item.start)}) {told if is_before else short} "
            f"({day_words(nda.start)}{'' if nda.start == nda.end else f' to {day_words(nda.end)}'}).",
            others=(nda.activity.id,),
            remedies=held_until((item,), free),
            causes=[(nda.activity.id, item.activity.id)],
        )
    if not asked_known and all(item.start >= nda.end for item in meetings):
        lacking = "It is not known when the confidentiality agreement is asked for."
        yield ground.not_assessed(lacking, [nda.activity])
