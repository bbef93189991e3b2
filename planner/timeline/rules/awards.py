"""Clash rules about what has to be signed around an award: set-up in time, and rights shared out first."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Amendment, Remedy
from planner.terms import Lane
from planner.timeline.ground import Clash, Ground, day_after, days_between, next_weekday
from planner.timeline.rules.asking import local, step_missing, unanswered, undated
from planner.timeline.rules.mending import added_before, ended_by
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

SCHEME = "plan.grant_scheme"
INNOVATE = ("innovate_uk",)
SMALL_BUSINESS = ("nih_sbir", "nsf_sbir")


def _awards(ground: Ground, schemes: tuple[str, ...]) -> tuple[Scheduled, ...]:
    return ground.of_kinds(ground.words("award_kinds")) if ground.said(SCHEME) in schemes else ()


def _unsaid(ground: Ground) -> Iterator[Clash]:
    """Asks which scheme it is where there is an award."""
    kinds = ground.words("award_kinds")
    about = [*(item.activity for item in ground.of_kinds(kinds)), *ground.undated(kinds)]
    if about and ground.said(SCHEME) is None:
        yield unanswered(ground, SCHEME, about)


def _undated(ground: Ground, schemes: tuple[str, ...]) -> Iterator[Clash]:
    if ground.said(SCHEME) in schemes:
        yield from undated(ground, ground.undated(ground.words("award_kinds")))


@local
def award_set_up_late(ground: Ground) -> Iterator[Clash]:
    """Innovate UK awards whose agreement or set-up comes later than the funder allows."""
    yield from _unsaid(ground)
    yield from _undated(ground, INNOVATE)
    awards = _awards(ground, INNOVATE)
    if not awards:
        return
    yield from _in_time(ground, awards[0], "collab", "a signed collaboration agreement")
    yield from _in_time(ground, awards[0], "setup", "the end of the set-up")


def _in_time(ground: Ground, award: Scheduled, what: str, called: str) -> Iterator[Clash]:
    kinds = ground.words(f"{what}_kinds")
    # The kind that is named first counts; a plan need not use it.
    steps = next((found for kind in kinds if (found := ground.of_kinds((kind,)))), ())
    if not steps:
        waiting = ground.undated(kinds)
        yield from undated(ground, waiting)
        if not waiting and not ground.switch("none_planned"):
            missing = f"The plan has no date for {called}."
            yield step_missing(ground, missing, [award.activity])
        return
    step, most = steps[0], ground.days(f"{what}_days")
    days = days_between(award.end, step.end)
    if days <= most:
        return
    yield ground.clash(
        step,
        f"{step.activity.name} ({day_words(step.end)}) comes {days_words(days)} after "
        f"{award.activity.name} ({day_words(award.end)}); the funder allows {days_words(most)}.",
        others=(award.activity.id,),
        remedies=ended_by(ground, step, day_after(award.end, most)),
        causes=[(award.activity.id, step.activity.id)],
    )


@local
def award_before_rights(ground: Ground) -> Iterator[Clash]:
    """US small-business awards that come before the agreement on rights is signed."""
    yield from _unsaid(ground)
    yield from _undated(ground, SMALL_BUSINESS)
    awards = _awards(ground, SMALL_BUSINESS)
    kinds = ground.words("rights_kinds")
    waiting = ground.undated(kinds)
    yield from undated(ground, waiting if awards else ())
    signed = ground.of_kinds(kinds)
    for award in awards:
        if not signed:
            if not waiting:
                yield ground.clash(
                    award,
                    f"{award.activity.name} ({day_words(award.end)}) is planned, and no agreement on rights.",
                    remedies=added_before(ground, kinds[0], award, 0, lane=Lane.JOINT) if kinds else (),
                    causes=[("rights", award.activity.id)],
                )
            continue
        first = signed[0]
        late = days_between(award.end, first.end)
        if late > 0:
            yield ground.clash(
                award,
                f"{award.activity.name} ({day_words(award.end)}) comes {days_words(late)} before "
                f"{first.activity.name} ({day_words(first.end)}).",
                others=(first.activity.id,),
                remedies=(*ended_by(ground, first, award.end), *_after(award, late)),
                causes=[(first.activity.id, award.activity.id)],
            )


def _after(award: Scheduled, days: int) -> tuple[Remedy, ...]:
    start = next_weekday(day_after(award.start, days))
    label = f"Move {award.activity.name} to {day_words(start)}"
    return (Remedy(label, (Amendment(award.activity, "start_on", start),)),)
