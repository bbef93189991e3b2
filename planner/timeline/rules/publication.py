"""Clash rules about publication: the partner's notice, evidence in print, the freedom of a thesis."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.agreement.clauses import ClauseState, clause_state, slots_used
from planner.agreement.values import answers_to
from planner.findings import Remedy
from planner.model import Activity
from planner.timeline.clause_periods import clause_periods
from planner.timeline.ground import Clash, Ground, day_after, days_between, moved
from planner.timeline.publication_waits import CLAUSE, REVIEW, THESIS_ON, DueDate, protects_theses, waits
from planner.timeline.rules.asking import absent, step_missing, unanswered, undated
from planner.timeline.rules.events import awaited
from planner.timeline.rules.mending import ended_by, told
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words

NOTICE, THESIS, SECRET = "publication_review", "thesis_submission", "confidentiality"
READ = "plan.examiners_may_read"
# The option of the clause on confidentiality that keeps nothing secret.
NO_SECRETS = "none_yet"
SUBMITTED = ("paper_submitted", "publication")


def review_window(ground: Ground) -> Iterator[Clash]:
    """Manuscripts that leave before the partner has had the days that the contract gives it."""
    kinds = ground.words("kinds")
    leaving, notices = ground.of_kinds(kinds), ground.of_kinds((NOTICE,))
    if not _asks_for_notice(ground):
        return
    yield from undated(ground, ground.undated((*kinds, NOTICE) if leaving else kinds))
    if leaving and not notices:
        lacking = "The plan does not say when the partner gets the manuscript."
        yield from absent(ground, (NOTICE,), lacking, [item.activity for item in leaving])
        return
    for item in leaving:
        yield from _left_too_soon(ground, item, _notice_of(ground, item, notices))


def _drawn(ground: Ground, clause: str) -> ClauseState | None:
    """How a clause stands; None while neither a kind of paper nor anything on the clause is chosen."""
    state = clause_state(ground.snapshot, ground.library, clause)
    return state if state and (state.choice or ground.snapshot.partnership.paper) else None


def _asks_for_notice(ground: Ground) -> bool:
    """Not where the paper has a clause on publication that gives the partner no days."""
    state = _drawn(ground, CLAUSE)
    if state is None or not state.included or state.option is None or state.text_is_own:
        return True
    return "review_days" in slots_used(state.option)


def _protects_theses(ground: Ground) -> bool:
    return _drawn(ground, CLAUSE) is not None and protects_theses(ground.snapshot, ground.library)


def _notice_of(ground: Ground, item: Scheduled, notices: tuple[Scheduled, ...]) -> Scheduled:
    """The notice that an activity waits for; without a link, the last that was given before it."""
    likely = awaited(ground, item, notices)
    given = [notice for notice in likely if notice.start <= item.start]
    return given[-1] if given else likely[0]


def _left_too_soon(ground: Ground, item: Scheduled, notice: Scheduled) -> Iterator[Clash]:
    periods = clause_periods(ground.snapshot, ground.library).of(REVIEW)
    period = next((p for p in periods if p.anchor_id == notice.activity.id), next(iter(periods), None))
    days = period.amount if period else ground.days("notice_days")
    free = day_after(notice.start, days)
    if item.start >= free:
        return
    whose = f"clause {period.number}" if period else "the model terms that we take as usual"
    yield ground.clash(
        item,
        f"{item.activity.name} leaves on {day_words(item.start)}, "
        f"{days_words(days_between(item.start, free))} too soon: the partner gets the manuscript on "
        f"{day_words(notice.start)} and has {days_words(days)} by {whose}.",
        advice=f"A delay of up to {days_words(ground.days('delay_days_max'))} may follow.",
        others=(notice.activity.id,),
        remedies=moved(item, free),
        causes=[
            (notice.activity.id, item.activity.id),
            *([(period.id, item.start, item.activity.id)] if period else []),
        ],
    )


def evidence_late(ground: Ground) -> Iterator[Clash]:
    """Launches and purchases that need a published paper before there can be one."""
    kinds, papers = ground.words("kinds"), ground.of_kinds(SUBMITTED)
    needing = [item for item in ground.of_kinds(kinds) if _needs_paper(ground, item) != "no"]
    yield from undated(ground, [a for a in ground.undated(kinds) if _says_yes(ground, a)])
    certain = [item for item in needing if _needs_paper(ground, item) == "yes"]
    if certain and not papers:
        lacking = "The plan does not say when a paper is submitted."
        yield from absent(ground, SUBMITTED, lacking, [item.activity for item in certain])
    late = [item for item in needing if not papers or item.start < _printed(ground, item, papers)[1]]
    unsaid = [item.activity for item in late if _needs_paper(ground, item) is None]
    if unsaid:
        yield unanswered(ground, "plan.needs_publication", unsaid)
    if papers:
        yield from (_needed_too_soon(ground, item, papers) for item in late if item in certain)


def _needs_paper(ground: Ground, item: Scheduled) -> str | None:
    return ground.said("plan.needs_publication", item.activity)


def _says_yes(ground: Ground, activity: Activity) -> bool:
    return ground.said("plan.needs_publication", activity) == "yes"


def _printed(ground: Ground, item: Scheduled, papers: tuple[Scheduled, ...]) -> tuple[Scheduled, date]:
    """The first paper that counts for something, and when it can be in print."""
    paper = min(awaited(ground, item, papers), key=lambda found: found.start)
    return paper, day_after(paper.start, ground.days("journal_days"))


def _needed_too_soon(ground: Ground, item: Scheduled, papers: tuple[Scheduled, ...]) -> Clash:
    paper, printed = _printed(ground, item, papers)
    return ground.clash(
        item,
        f"{item.activity.name} ({day_words(item.start)}) needs a published paper; {paper.activity.name}, "
        f"submitted on {day_words(paper.start)}, is in print about {day_words(printed)}.",
        advice=f"In slow fields it takes {days_words(ground.days('slow_days'))}.",
        others=(paper.activity.id,),
        remedies=moved(item, printed),
        causes=[("evidence", item.activity.id)],
    )


# Theses


@dataclass(frozen=True)
class _Hold:
    """What a thesis may have to wait for."""

    what: str
    end: date
    about: tuple[UUID, ...] = ()
    cause: tuple[Hashable, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    also_at: tuple[str, ...] = ()


def thesis_freedom(ground: Ground) -> Iterator[Clash]:
    """Theses due before confidentiality, or the partner's review, has ended."""
    yield from undated(ground, ground.undated((THESIS,)))
    for due, thesis in _theses(ground):
        holds = list(_reviews(ground, due))
        if not _examiners_may_read(ground, thesis):
            secret = list(_secrecy(ground, thesis))
            holds += secret
            if not secret and not _held(holds, due) and _secrecy_is_unknown(ground):
                lacking = (
                    f"It is not known how long confidentiality lasts; {due.spoken} on {day_words(due.day)}."
                )
                yield step_missing(ground, lacking, [thesis] if thesis else [])
        last = _held(holds, due)
        if last is not None:
            yield _held_up(ground, due, last)


def _theses(ground: Ground) -> Iterator[tuple[DueDate, Activity | None]]:
    """Each thesis with its milestone; then the day that the scoping names, where no milestone has it."""
    known = set()
    for item in ground.of_kinds((THESIS,)):
        day = item.activity.deadline_on or item.start
        known.add(day)
        yield DueDate(day, item.activity.name, True, item.activity.id), item.activity
    for answer in answers_to(ground.snapshot, ground.library, THESIS_ON):
        if answer.on_date is not None and answer.on_date not in known:
            known.add(answer.on_date)
            yield DueDate(answer.on_date, "Thesis", True), None


def _held(holds: list[_Hold], due: DueDate) -> _Hold | None:
    """What ends last, if that is behind the day of the thesis."""
    last = max(holds, key=lambda hold: hold.end, default=None)
    return last if last is not None and last.end > due.day else None


def _held_up(ground: Ground, due: DueDate, last: _Hold) -> Clash:
    finding = ground.finding(
        str(due.activity_id or due.day),
        f"{last.what} ends on {day_words(last.end)}, {days_words(days_between(due.day, last.end))} behind "
        f"the thesis, due on {day_words(due.day)}.",
        place=f"timeline/{due.activity_id}" if due.activity_id else "timeline",
        about=tuple(id for id in (due.activity_id, *last.about) if id is not None),
        remedies=last.remedies,
        also_at=last.also_at,
    )
    return Clash(finding, due.day, frozenset([last.cause]) if last.cause else frozenset())


def _reviews(ground: Ground, due: DueDate) -> Iterator[_Hold]:
    """Reviews that have begun when the thesis is due: by the clause, and as planned without one."""
    protected, by_clause = _protects_theses(ground), set()
    for wait in waits(ground.snapshot, ground.library):
        by_clause.add(wait.first.anchor_id)
        period = wait.last(for_thesis=protected)
        if period is not None and wait.first.start <= due.day:
            cause = (wait.first.id, due.day, due.activity_id)
            yield _Hold("Publication review", period.end, (), cause, (), (period.place,))
    for item in ground.of_kinds((NOTICE,)):
        if item.activity.id not in by_clause and item.start <= due.day:
            earlier = ended_by(ground, item, due.day)
            yield _Hold(
                item.activity.name, item.end, (item.activity.id,), ("hold", item.activity.id), earlier
            )


def _secrecy(ground: Ground, thesis: Activity | None) -> Iterator[_Hold]:
    """What ends secrecy: a milestone of the plan, or the clause on confidentiality."""
    ways = told(ground, READ, "yes", thesis, "Examiners may read it in confidence") if thesis else ()
    for item in ground.of_kinds(("confidentiality_end",)):
        yield _Hold("Confidentiality", item.end, (item.activity.id,), ("hold", item.activity.id), ways)
    for period in clause_periods(ground.snapshot, ground.library).of(SECRET):
        yield _Hold("Confidentiality", period.end, (), ("hold", period.id), ways, (period.place,))


def _examiners_may_read(ground: Ground, thesis: Activity | None) -> bool:
    """Whether it is said, here or by the clause on publication, that nothing keeps a thesis back."""
    said = ground.said(READ, thesis) if thesis else None
    return said == "yes" or (said is None and _protects_theses(ground))


def _secrecy_is_unknown(ground: Ground) -> bool:
    """Not where nothing is kept secret, as far as the paper and the user say."""
    state = _drawn(ground, SECRET)
    nothing = state is not None and not (state.included and state.option and state.option.key != NO_SECRETS)
    return not nothing and not ground.switch("none_planned")
