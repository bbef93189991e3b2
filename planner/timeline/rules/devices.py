"""Clash rules about what regulators and host sites ask before a product is used or sold."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model import Activity
from planner.terms import Lane
from planner.timeline.ground import Clash, Ground, day_after, days_between, earliest_after, named
from planner.timeline.rules.asking import local, step_missing, unanswered, undated
from planner.timeline.rules.mending import added_before, held_until
from planner.timeline.rules.study import awaited
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

DEVICE, ROUTE, EVIDENCE = "plan.device", "plan.device_route", "plan.assurance"


# Notice to the regulator


@local
def use_before_notice(ground: Ground) -> Iterator[Clash]:
    """First use of an unmarked device before the regulator's notice has run."""
    notices = ground.of_kinds(ground.words("notice_kinds"))
    waiting = ground.undated(ground.words("notice_kinds"))
    use = ground.of_kinds(ground.words("kinds"))
    device = ground.said(DEVICE)
    if device in ("marked", "no_device"):
        return
    if device is None:
        if notices or waiting:
            yield unanswered(ground, DEVICE, [*(item.activity for item in notices), *waiting])
        return
    yield from undated(ground, waiting)
    if not use:
        return
    days = ground.days("notice_days")
    if notices:
        yield from _first_use(ground, notices[0], use, days)
    elif not waiting and not ground.switch("none_planned"):
        adding = added_before(ground, "mhra_notification", use[0], days, lane=Lane.INDUSTRY, fact="eth-24")
        missing = "The plan has no date for the notice to the regulator."
        yield step_missing(ground, missing, [item.activity for item in use], adding)


def _first_use(ground: Ground, notice: Scheduled, use: tuple[Scheduled, ...], needed: int) -> Iterator[Clash]:
    first = use[0]
    days = days_between(notice.start, first.start)
    if days >= needed:
        return
    yield ground.clash(
        first,
        f"From {notice.activity.name} ({day_words(notice.start)}) to {first.activity.name} "
        f"({day_words(first.start)}) there are {days_words(days)}; the notice runs {days_words(needed)}.",
        others=(notice.activity.id,),
        remedies=held_until(use, day_after(notice.start, needed)),
        causes=[(notice.activity.id, first.activity.id)],
    )


# Launch


def launch_before_certificate(ground: Ground) -> Iterator[Clash]:
    """Launches that come before the certificate applied for can be there."""
    kinds = ground.words("kinds")
    launches = ground.of_kinds(kinds)
    submissions = ground.of_kinds(ground.words("submission_kinds"))
    waiting = ground.undated(ground.words("submission_kinds"))
    if not launches:
        yield from undated(ground, ground.undated(kinds) if submissions else ())
        return
    yield from undated(ground, waiting)
    if not submissions:
        if ground.said(DEVICE) == "not_marked" and not waiting and not ground.switch("none_planned"):
            missing = "The plan has no date for the submission to the regulator."
            yield step_missing(ground, missing, [item.activity for item in launches])
        return
    unsaid: dict[Activity, None] = {}
    for launch in launches:
        submission = awaited(ground, launch, submissions)
        route = ground.said(ROUTE, submission.activity)
        if route is None:
            unsaid[submission.activity] = None
        elif route != "other":
            yield from _too_early(ground, launch, submission, route)
    if unsaid:
        yield unanswered(ground, ROUTE, list(unsaid))


def _too_early(ground: Ground, launch: Scheduled, submission: Scheduled, route: str) -> Iterator[Clash]:
    needed, days = ground.days(f"{route}_days"), days_between(submission.start, launch.start)
    if days >= needed:
        return
    slow = f", in slow cases {days_words(ground.days('mdr_slow_days'))}" if route == "mdr" else ""
    yield ground.clash(
        launch,
        f"From {submission.activity.name} ({day_words(submission.start)}) to {launch.activity.name} "
        f"({day_words(launch.start)}) there are {days_words(days)}; the certificate takes "
        f"{days_words(needed)}{slow}.",
        others=(submission.activity.id,),
        remedies=held_until((launch,), day_after(submission.start, needed)),
        causes=[(submission.activity.id, launch.activity.id)],
    )


# Evidence for a host site


@local
def site_before_assurance(ground: Ground) -> Iterator[Clash]:
    """Use at an NHS site before the evidence that it asks for is complete."""
    kinds = ground.words("kinds")
    starts, evidence = ground.of_kinds(kinds), ground.of_kinds(ground.words("evidence_kinds"))
    yield from undated(ground, ground.undated(kinds))
    if not starts:
        return
    about = [item.activity for item in starts]
    waiting = ground.undated(ground.words("evidence_kinds"))
    yield from undated(ground, waiting)
    last = max(evidence, key=lambda item: item.end, default=None)
    for item in starts if last is not None else ():
        assert last is not None
        if item.start < last.end:
            early = days_words(days_between(item.start, last.end))
            yield ground.clash(
                item,
                f"{item.activity.name} ({day_words(item.start)}) comes {early} before "
                f"{last.activity.name} is complete ({day_words(last.end)}).",
                others=(last.activity.id,),
                remedies=held_until((item,), earliest_after(last)),
                causes=[(last.activity.id, item.activity.id)],
            )
    if not waiting and not ground.switch("none_planned"):
        yield from _incomplete(ground, evidence, about)


def _incomplete(ground: Ground, evidence: tuple[Scheduled, ...], starts: list[Activity]) -> Iterator[Clash]:
    """Says which part of the evidence is in no step of the plan."""
    said = {item.activity.id: ground.said(EVIDENCE, item.activity) for item in evidence}
    unsaid = [item.activity for item in evidence if said[item.activity.id] is None]
    if unsaid:
        yield unanswered(ground, EVIDENCE, unsaid)
        return
    parts = {o.key: o.label for o in ground.library.plan_questions[EVIDENCE].options if o.key != "all"}
    if "all" in said.values() or set(parts) <= set(said.values()):
        return
    lacking = [label for key, label in parts.items() if key not in said.values()]
    yield step_missing(ground, f"No step of the plan brings: {named(lacking)}.", starts)
