"""Clash rules about grants: when funders decide, windows for the start, letters, internal deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.model import Activity
from planner.terms import Severity, Side
from planner.timeline.clocks.work_week import WorkWeek
from planner.timeline.ground import Clash, Ground, day_after, days_between, moved
from planner.timeline.rules.asking import absent, country_of, is_in, local, unanswered, undated
from planner.timeline.rules.events import PROJECT_START, awaiting, next_from, project_starts
from planner.timeline.rules.mending import ended_by, held_until, started_by
from planner.timeline.schedule import Scheduled, work_week
from planner.timeline.words import day_words, days_words

DEADLINE, SUBMISSION, AWARD = "grant_deadline", "grant_submission", "award"
SCHEME, KTP = "plan.grant_scheme", "ktp"


def _limits(ground: Ground, beginning: str) -> dict[str, int]:
    """The days of each scheme: the parameters that begin so, by what follows in their name."""
    names = [name for name in ground.rule.params if name.startswith(beginning)]
    return {name.removeprefix(beginning): ground.days(name) for name in names}


def _submissions(ground: Ground) -> tuple[Scheduled, ...]:
    """When applications go out; without that, the deadlines of the funder."""
    return ground.of_kinds((SUBMISSION,)) or ground.of_kinds((DEADLINE,))


def _without_start(ground: Ground, about: Sequence[Scheduled]) -> Iterator[Clash]:
    kinds = (PROJECT_START, *ground.words("start_kinds"))
    lacking = "The plan does not say when the project starts."
    yield from absent(ground, kinds, lacking, [item.activity for item in about])


# From the bid to the start


@local
def start_window(ground: Ground) -> Iterator[Clash]:
    """Projects that start later than the funder allows after the award."""
    windows, scheme = _limits(ground, "window_days_"), ground.said(SCHEME)
    # A studentship has an intake instead, which is a rule of its own.
    if scheme in ("epsrc", "esrc"):
        scheme = "ukri_council"
    if scheme is not None and scheme not in windows:
        return
    awards, starts = ground.of_kinds((AWARD,)), project_starts(ground)
    if scheme is not None:
        yield from undated(ground, ground.undated((AWARD,)))
    if awards and not starts:
        yield from _without_start(ground, awards)
        return
    for award in awards:
        start = next_from(award.end, starts)
        days = days_between(award.end, start.start)
        if days <= (min(windows.values()) if scheme is None else windows[scheme]):
            continue
        if scheme is None:
            yield unanswered(ground, SCHEME, [award.activity])
            return
        latest = day_after(award.end, windows[scheme])
        yield ground.clash(
            start,
            f"{start.activity.name} ({day_words(start.start)}) comes {days_words(days)} behind "
            f"{award.activity.name} ({day_words(award.end)}); the funder allows "
            f"{days_words(windows[scheme])}, until {day_words(latest)}.",
            others=(award.activity.id,),
            remedies=started_by(ground, start, latest),
            causes=[("window", start.activity.id)],
        )


def grant_optimism(ground: Ground) -> Iterator[Clash]:
    """Projects that start sooner after the application than the funder usually decides."""
    usual, scheme = _limits(ground, "decision_days_"), ground.said(SCHEME)
    if scheme is not None and scheme not in usual:
        return
    usual[KTP] += ground.days("offer_letter_days_ktp")
    submissions, starts = _submissions(ground), project_starts(ground)
    if scheme is not None:
        yield from undated(ground, ground.undated((SUBMISSION, DEADLINE)))
    if submissions and not starts:
        yield from _without_start(ground, submissions)
        return
    for sent in submissions:
        start = next_from(sent.end, starts)
        days = days_between(sent.end, start.start)
        if days >= (max(usual.values()) if scheme is None else usual[scheme]):
            continue
        if scheme is None:
            yield unanswered(ground, SCHEME, [sent.activity])
            return
        free = day_after(sent.end, usual[scheme])
        yield ground.clash(
            start,
            f"{start.activity.name} ({day_words(start.start)}) comes {_after(days)} {sent.activity.name} "
            f"({day_words(sent.end)}); this funder usually needs {days_words(usual[scheme])}.",
            others=(sent.activity.id,),
            # Whatever starts with the project waits as well.
            remedies=held_until([s for s in starts if s.start >= start.start], free),
            causes=[(sent.activity.id, start.activity.id)],
        )


def _after(days: int) -> str:
    return f"{days_words(days)} after" if days >= 0 else f"{days_words(-days)} before"


@local
def ktp_total(ground: Ground) -> Iterator[Clash]:
    """Knowledge Transfer Partnerships that start soon after the first talk."""
    if ground.said(SCHEME) != KTP:
        return
    first_kinds = ground.words("first_kinds")
    talks, starts = ground.of_kinds(first_kinds[:1]) or ground.of_kinds(first_kinds), project_starts(ground)
    if not starts:
        yield from _without_start(ground, talks)
        return
    start = starts[0]
    if not talks:
        lacking = "The plan has no date for the first talk."
        yield from absent(ground, first_kinds, lacking, [start.activity])
        return
    talk = talks[0]
    days = days_between(talk.start, start.start)
    least, slow = ground.days("min_days"), ground.days("slow_days")
    if days >= slow:
        return
    yield ground.clash(
        start,
        f"From {talk.activity.name} ({day_words(talk.start)}) to {start.activity.name} "
        f"({day_words(start.start)}) there are {days_words(days)}; {days_words(least)} are very "
        f"optimistic, and {days_words(slow)} not unusual (one university office, 2023).",
        others=(talk.activity.id,),
        severity=ground.rule.severity if days < least else Severity.INFO,
        remedies=moved(start, day_after(talk.start, least)),
        causes=[(talk.activity.id, start.activity.id)],
    )


# Letters and internal deadlines, in working days


def letter_lead(ground: Ground) -> Iterator[Clash]:
    """Support letters asked for too late, and letters too old when the bid goes out."""
    asked, letters = ground.of_kinds(("letter_requested",)), ground.of_kinds(("support_letter",))
    about = [item.activity for item in (*asked, *letters)]
    yield from undated(ground, ground.undated(("letter_requested", "support_letter")))
    deadlines, sent = ground.of_kinds((DEADLINE,)) or _submissions(ground), _submissions(ground)
    if not deadlines:
        yield from _without_deadline(ground, about)
        return
    for item in asked:
        deadline = next_from(item.end, awaiting(ground, item, deadlines))
        needed = ground.days("letter_working_days") + ground.days("internal_working_days")
        yield from _too_close(
            ground, item, deadline, needed, f"the letter and the research office take {_working(needed)}"
        )
    oldest = ground.days("max_age_days")
    for item in letters:
        bid = next_from(item.end, awaiting(ground, item, sent))
        age = days_between(item.end, bid.start)
        if age > oldest:
            yield ground.clash(
                item,
                f"{item.activity.name} ({day_words(item.end)}) will be {days_words(age)} old at "
                f"{bid.activity.name} ({day_words(bid.start)}); {days_words(oldest)} are allowed.",
                others=(bid.activity.id,),
                remedies=moved(item, day_after(bid.start, -oldest)),
                causes=[(item.activity.id, bid.activity.id)],
            )


@local
def internal_deadline(ground: Ground) -> Iterator[Clash]:
    """Final documents and costed drafts that reach the research office too late."""
    if not _has_local_university(ground):
        return
    finals, drafts = ground.of_kinds(("final_documents",)), ground.of_kinds(("costed_draft",))
    deadlines = ground.of_kinds((DEADLINE,)) or _submissions(ground)
    about = [item.activity for item in (*finals, *drafts)]
    yield from undated(ground, ground.undated(("final_documents", "costed_draft")))
    if not deadlines:
        yield from _without_deadline(ground, about)
        return
    if not finals:
        lacking = "The plan does not say when the final documents reach the research office."
        yield from absent(ground, ("final_documents",), lacking, [item.activity for item in deadlines])
    for item in finals:
        yield from _final_too_late(ground, item, next_from(item.end, awaiting(ground, item, deadlines)))
    least = ground.days("first_draft_days")
    for item in drafts:
        deadline = next_from(item.end, awaiting(ground, item, deadlines))
        days = days_between(item.end, deadline.start)
        if days < least:
            last = day_after(deadline.start, -least)
            yield ground.clash(
                item,
                f"{item.activity.name} ({day_words(item.end)}) comes {days_words(max(days, 0))} before "
                f"{deadline.activity.name} ({day_words(deadline.start)}); research offices ask for "
                f"{days_words(least)}.",
                others=(deadline.activity.id,),
                severity=Severity.WARNING,
                remedies=ended_by(ground, item, last),
                causes=[(item.activity.id, deadline.activity.id)],
            )


def _has_local_university(ground: Ground) -> bool:
    """Whether a university is in the jurisdiction, or may be."""
    universities = ground.organisations(Side.ACADEMIC)
    return not universities or any(
        is_in(each, ground.rule.jurisdiction) or not country_of(each) for each in universities
    )


def _without_deadline(ground: Ground, about: list[Activity]) -> Iterator[Clash]:
    if about:
        yield from absent(ground, (DEADLINE,), "The plan has no date for the funder's deadline.", about)


def _final_too_late(ground: Ground, item: Scheduled, deadline: Scheduled) -> Iterator[Clash]:
    scheme, usual, strict = ground.said(SCHEME), ground.days("standard_wd"), ground.days("us_gov_erc_wd")
    needed = strict if scheme in ground.words("us_gov_erc_schemes") else usual
    found = tuple(
        _too_close(ground, item, deadline, needed, f"the research office asks for {_working(needed)}")
    )
    yield from found
    if not found and scheme is None and _working_days(ground, item, deadline.start) < strict:
        yield unanswered(ground, SCHEME, [deadline.activity])


def _too_close(
    ground: Ground, item: Scheduled, deadline: Scheduled, needed: int, why: str
) -> Iterator[Clash]:
    """Fewer working days than needed, by the clock of what has to be done."""
    days = _working_days(ground, item, deadline.start)
    if days >= needed:
        return
    week, until = _week(ground, item), deadline.start.toordinal()
    last = next(day for day in range(until, 0, -1) if day == 1 or week.count(day, until) >= needed)
    yield ground.clash(
        item,
        f"From {item.activity.name} ({day_words(item.end)}) to {deadline.activity.name} "
        f"({day_words(deadline.start)}) there are {_working(max(days, 0))}; {why}.",
        others=(deadline.activity.id,),
        remedies=ended_by(ground, item, date.fromordinal(last)),
        causes=[(item.activity.id, deadline.activity.id)],
    )


def _working_days(ground: Ground, item: Scheduled, until: date) -> int:
    return _week(ground, item).count(item.end.toordinal(), until.toordinal())


def _week(ground: Ground, item: Scheduled) -> WorkWeek:
    return work_week(ground.snapshot, ground.library, item.activity)


def _working(days: int) -> str:
    return days_words(days, "working")
