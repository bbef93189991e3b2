"""The paper's promises: what clauses, milestones and next steps oblige somebody to, and who sees to each.

A promise of a clause is seen to by a row of the matrix that was made for it, by one from a suggestion
that covers it, or by one tied to an activity that it is about. A milestone is seen to by the row tied to it
or called the same, by a row from a suggestion for milestones of its kind, or by its own owner; a next step
by its owner or a row called the same. An owner both answers for it and does it. Each promise needs exactly
one person accountable, at least one responsible, and a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.agreement.clauses import ClauseState, clause_set
from planner.agreement.values import holds_any
from planner.document import Snapshot
from planner.entity import SHORT_TEXT
from planner.library import Library
from planner.library.entries import SuggestedActivity
from planner.library.period_entries import PromisedDuty
from planner.model import Activity, NextStep, RoleActivity
from planner.roles.cells import Matrix, matrix
from planner.roles.load import row_dates
from planner.terms import Letter, Side
from planner.timeline.clause_periods import clause_periods
from planner.timeline.schedule import schedule

PREFIX = "promise."
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Promise:
    """Something the paper obliges somebody to; `lacks` says what it still needs, in a few words each.

    `told` says where it is made and `place` leads there. `row` is what sees to it, if anything does.
    """

    key: str
    what: str
    side: Side
    told: str
    place: str
    lacks: tuple[str, ...] = ()
    row: RoleActivity | None = None
    due_on: date | None = None
    activity_id: UUID | None = None
    duty: PromisedDuty | None = None

    @property
    def is_orphan(self) -> bool:
        """Whether it lacks somebody accountable, somebody responsible or a date."""
        return bool(self.lacks)


def promises(snapshot: Snapshot, library: Library) -> tuple[Promise, ...]:
    """Every promise: of the clauses in order, then milestones by date, then next steps."""
    return snapshot.derive(_promises, library)


def orphans(snapshot: Snapshot, library: Library) -> tuple[Promise, ...]:
    """The promises that lack somebody accountable, somebody responsible or a date."""
    return tuple(promise for promise in promises(snapshot, library) if promise.is_orphan)


def unread_clauses(snapshot: Snapshot, library: Library) -> tuple[str, ...]:
    """Clauses in the user's own words, whose promises nobody has read, as "Publication and theses (12)"."""
    promising = {duty.clause for duty in library.duties.values() if not duty.retired}
    return tuple(
        f"{state.clause.title} ({state.number})"
        for state in clause_set(snapshot, library)
        if state.included and state.text_is_own and state.clause.key in promising
    )


def _promises(snapshot: Snapshot, library: Library) -> tuple[Promise, ...]:
    return (*_of_clauses(snapshot, library), *_milestones(snapshot, library), *_steps(snapshot, library))


# Clauses


def promised(snapshot: Snapshot, library: Library) -> Iterator[tuple[PromisedDuty, ClauseState]]:
    """What the wording of the included clauses promises, with the clause; not what is kept already.

    Before a kind of paper is chosen, only clauses on which somebody has chosen something count.
    """
    for state in clause_set(snapshot, library):
        is_chosen = bool(snapshot.partnership.paper or state.choice)
        if not state.included or state.text_is_own or not is_chosen:
            continue
        option = state.option.key if state.option else ""
        for duty in library.duties.values():
            fits = not duty.options or option in duty.options
            if holds_any(snapshot, library, duty.kept_when):
                continue
            if duty.clause == state.clause.key and fits and not duty.retired:
                yield duty, state


def title_of(duty: PromisedDuty, state: ClauseState) -> str:
    """What is promised, with the values of the clause in it."""

    def filled(found: re.Match[str]) -> str:
        label = next((slot.label for slot in state.clause.slots if slot.key == found[1]), "")
        return state.printed.get(found[1], f"a time still to be agreed ({label})")

    return _SLOT.sub(filled, duty.what)


def _of_clauses(snapshot: Snapshot, library: Library) -> Iterator[Promise]:
    for duty, state in promised(snapshot, library):
        about = [a for a in snapshot.all(Activity) if a.kind in duty.kinds]
        row = _best(snapshot, library, _rows_for(snapshot, library, duty.key, duty.rows, about))
        due_on = _said(snapshot, library, duty) or _day(snapshot, library, row, about)
        yield Promise(
            key=f"{PREFIX}{duty.key}",
            what=title_of(duty, state),
            side=duty.side,
            told=f"Clause {state.number}, {state.clause.title}",
            place=state.place,
            lacks=_lacks(matrix(snapshot, library), row, due_on, owned=False),
            row=row,
            due_on=due_on,
            activity_id=about[0].id if about else None,
            duty=duty,
        )


def _said(snapshot: Snapshot, library: Library, duty: PromisedDuty) -> date | None:
    """The last day on which a time that the promise names is over, where the timeline has a place for it."""
    slots = set(_SLOT.findall(duty.what))
    periods = clause_periods(snapshot, library).placed if slots else ()
    found = (p.end for p in periods if p.clause == duty.clause and p.slot in slots and not p.is_event)
    return max(found, default=None)


def _rows_for(
    snapshot: Snapshot, library: Library, key: str, covering: Iterable[str], about: Iterable[Activity]
) -> list[RoleActivity]:
    wanted = {f"{PREFIX}{key}", *covering}
    for name in covering:
        wanted.update(library.suggested_activities[name].aliases)
    ids = {activity.id for activity in about}

    def is_about(row: RoleActivity) -> bool:
        # A row made for one promise does not see to another that speaks of the same activity.
        return row.activity_id in ids and not row.suggestion.startswith(PREFIX)

    return [row for row in snapshot.all(RoleActivity) if row.suggestion in wanted or is_about(row)]


# Milestones and next steps


def _milestones(snapshot: Snapshot, library: Library) -> Iterator[Promise]:
    times = schedule(snapshot, library)
    found = []
    for activity in snapshot.where(Activity, is_milestone=True):
        duty = library.milestone_duties.get(activity.kind)
        if duty is not None and duty.outside:
            continue
        rows = _rows_for(snapshot, library, "", duty.rows if duty else (), (activity,))
        row = _best(snapshot, library, [*rows, *_called(snapshot, activity.name)])
        when = times.get(activity.id)
        due_on = when.end if when else activity.deadline_on
        lacks = _lacks(matrix(snapshot, library), row, due_on, owned=activity.owner_id is not None)
        told, place = "Milestone on the timeline", f"timeline/{activity.id}"
        side = Side(activity.lane)
        key = f"milestone/{activity.id}"
        found.append(Promise(key, activity.name, side, told, place, lacks, row, due_on, activity.id))
    yield from sorted(found, key=lambda promise: promise.due_on or date.max)


def _steps(snapshot: Snapshot, library: Library) -> Iterator[Promise]:
    for step in snapshot.where(NextStep, done=False):
        if text := " ".join(step.text.split()):
            row = _best(snapshot, library, _called(snapshot, text))
            lacks = _lacks(matrix(snapshot, library), row, step.due_on, owned=step.owner_id is not None)
            place = f"overview/step/{step.id}"
            yield Promise(f"step/{step.id}", text, step.side, "Next step", place, lacks, row, step.due_on)


def _called(snapshot: Snapshot, name: str) -> list[RoleActivity]:
    wanted = row_title(name).casefold()
    return [row for row in snapshot.all(RoleActivity) if row_title(row.title).casefold() == wanted]


def row_title(name: str) -> str:
    """A text as the title of a row, which is one line of limited length."""
    return " ".join(name.split())[:SHORT_TEXT]


# What is missing


def _lacks(whole: Matrix, row: RoleActivity | None, due_on: date | None, *, owned: bool) -> tuple[str, ...]:
    accountable = len(whole.holders(row.id, Letter.ACCOUNTABLE)) if row else int(owned)
    responsible = len(whole.holders(row.id, Letter.RESPONSIBLE)) if row else int(owned)
    found = []
    if accountable != 1:
        found.append(f"{accountable} people accountable" if accountable else "nobody accountable")
    if not responsible:
        found.append("nobody responsible")
    return (*found, *([] if due_on else ["no date"]))


def _best(snapshot: Snapshot, library: Library, rows: list[RoleActivity]) -> RoleActivity | None:
    """The row that lacks least, the first of equals."""
    whole = matrix(snapshot, library)
    return min(
        rows,
        key=lambda row: len(_lacks(whole, row, _day(snapshot, library, row, ()), owned=False)),
        default=None,
    )


def _day(
    snapshot: Snapshot, library: Library, row: RoleActivity | None, about: Iterable[Activity]
) -> date | None:
    """The day by which it is done: of its row, otherwise of the activity it is about."""
    if row is not None:
        starts_on, ends_on = row_dates(snapshot, library, row)
        if ends_on or starts_on:
            return ends_on or starts_on
    times = schedule(snapshot, library)
    return max((times[activity.id].end for activity in about if activity.id in times), default=None)


# Suggestions


def promised_rows(
    snapshot: Snapshot, library: Library, offered: Iterable[str]
) -> tuple[SuggestedActivity, ...]:
    """A row to suggest for each promise of a clause that nothing sees to and no row `offered` would."""
    others = set(offered)
    return tuple(
        suggestion_of(promise, promise.duty)
        for promise in promises(snapshot, library)
        if promise.duty is not None and promise.row is None and others.isdisjoint(promise.duty.rows)
    )


def suggestion_of(promise: Promise, duty: PromisedDuty) -> SuggestedActivity:
    """The row that a promise of a clause would have."""
    return SuggestedActivity(
        key=promise.key,
        basis=duty.basis,
        sources=duty.sources,
        phase=duty.phase,
        title=promise.what,
        done_when=duty.done_when,
        letters=duty.letters,
        effort_percent=0,
    )
