"""A partnership at a glance: its row in the portfolio, and how far each stage has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from planner import agenda, scope
from planner.agreement import positions
from planner.agreement.positions import PositionState
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Activity, NextStep, Organisation, Partnership, Person
from planner.portfolio import Attention, PortfolioRow, words_of
from planner.terms import STAGE_NAMES, Screen, Severity, Stage
from planner.timeline.schedule import schedule
from planner.wording import counted, short_date


@dataclass(frozen=True)
class StageProgress:
    """How far a stage has come, from 0 to 1, and the word beside it."""

    stage: Stage
    name: str
    fraction: float
    word: str = ""


def row_of(
    snapshot: Snapshot, library: Library, today: date, *, changed_at: datetime | None = None
) -> PortfolioRow:
    """What the portfolio shows of a partnership. `changed_at` is when it was last changed, else today."""
    partnership = snapshot.partnership
    attention, level = _attention(snapshot, library, today)
    label, on = _next(snapshot, library, today)
    organisations = snapshot.all(Organisation)
    people = [person.name for person in snapshot.all(Person)]
    stages = {progress.stage: progress for progress in stage_progress(snapshot, library, today)}
    return PortfolioRow(
        id=partnership.id.hex,
        title=partnership.title,
        organisations=tuple((o.name, str(o.side), str(o.kind)) for o in organisations),
        people=", ".join(people),
        stage=partnership.stage,
        progress=stages[partnership.stage].fraction,
        attention=attention,
        attention_level=level,
        next_label=label,
        next_on=on.isoformat() if on else "",
        updated_at=(changed_at or datetime.combine(today, time.min)).isoformat(),
        archived=partnership.archived,
        binned_on=partnership.binned_on.isoformat() if partnership.binned_on else "",
        is_example=partnership.is_example,
        words=words_of([partnership.title, *_names(organisations), *people]),
    )


def _names(organisations: tuple[Organisation, ...]) -> Iterator[str]:
    for organisation in organisations:
        yield organisation.name
        yield organisation.legal_name
        yield organisation.department


# Attention

_GRAVE = (Severity.ERROR, Severity.WARNING)


def _attention(snapshot: Snapshot, library: Library, today: date) -> tuple[str, Attention]:
    """The one thing to say of a partnership: errors before what is overdue before warnings."""
    # Every rule there is: a partnership is on the screen before they are loaded.
    from planner import checks

    found = [f for f in checks.findings(snapshot, library, today) if f.severity in _GRAVE]
    errors = [f for f in found if f.severity is Severity.ERROR]
    for group in (errors, [f for f in found if f.tag == "overdue"]):
        if group:
            return _counted(group[0], found), "error"
    if found:
        return _counted(found[0], found), "warning"
    begun = scope.progress(snapshot, library).answered_steps > 0
    return ("on track", "good") if begun else ("", "")


def _counted(first: Finding, found: list[Finding]) -> str:
    """How many findings there are of the kind of `first`, in two words. A clash goes before a role gap."""
    clashes = sum(f.screen is Screen.TIMELINE for f in found)
    if clashes and first.severity is Severity.ERROR:
        return counted(clashes, "clash", "clashes")
    if first.tag == "overdue":
        return "overdue"
    same = sum(f.screen is first.screen and f.severity is first.severity for f in found)
    return counted(same, *_KINDS[first.screen])


_KINDS = {
    Screen.OVERVIEW: ("gap", "gaps"),
    Screen.SCOPE: ("scope gap", "scope gaps"),
    Screen.AGREEMENT: ("clause to settle", "clauses to settle"),
    Screen.ROLES: ("role gap", "role gaps"),
    Screen.TIMELINE: ("clash", "clashes"),
    Screen.READINESS: ("readiness gap", "readiness gaps"),
    Screen.MEMORANDUM: ("signature open", "signatures open"),
}


# The next date


def _next(snapshot: Snapshot, library: Library, today: date) -> tuple[str, date | None]:
    """What comes next and when; when nothing lies ahead, what is overdue since last."""
    dated = [*_steps(snapshot), *_points(snapshot, library)]
    ahead = [item for item in (*dated, *_milestones(snapshot, library)) if item[1] >= today]
    if ahead:
        return min(ahead, key=lambda item: item[1])
    return max(dated, key=lambda item: item[1], default=("", None))


def _steps(snapshot: Snapshot) -> Iterator[tuple[str, date]]:
    for step in snapshot.where(NextStep, done=False):
        if step.due_on:
            yield _line(step.text), step.due_on


def _points(snapshot: Snapshot, library: Library) -> Iterator[tuple[str, date]]:
    for point in agenda.open_points(snapshot, library):
        if point.due_on:
            yield _line(point.text), point.due_on


def _milestones(snapshot: Snapshot, library: Library) -> Iterator[tuple[str, date]]:
    for found in schedule(snapshot, library).values():
        if found.activity.is_milestone and found.activity.progress_percent < 100:
            yield _line(found.activity.name), found.start


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}..."


# The four stages


def stage_progress(snapshot: Snapshot, library: Library, today: date) -> tuple[StageProgress, ...]:
    """Each of the four stages: what is done of what applies, and a word about it.

    Questions count for the stage of their step, clauses on which a side has spoken for the scope and
    agreements, planned work for the execution.
    """
    here = snapshot.partnership.stage
    return tuple(_progress_of(stage, here, snapshot, library, today) for stage in Stage)


def _progress_of(
    stage: Stage, here: Stage, snapshot: Snapshot, library: Library, today: date
) -> StageProgress:
    done, total = _questions(stage, snapshot, library)
    if stage is Stage.SCOPE:
        clauses = positions.counts(snapshot, library)
        done, total = done + clauses[PositionState.AGREED], total + sum(clauses.values())
    if stage is Stage.EXECUTION:
        worked, planned = _work(snapshot)
        done, total = done + worked, total + planned
    fraction = done / total if total else 0.0
    order = list(Stage)
    if stage is here:
        word = "now"
    elif order.index(stage) < order.index(here):
        left = total - done
        word = f"{left:.0f} open" if left >= 1 else "done" if total else ""
    else:
        word = _start_word(stage, snapshot, library, today)
    return StageProgress(stage, STAGE_NAMES[stage], fraction, word)


def _questions(stage: Stage, snapshot: Snapshot, library: Library) -> tuple[float, float]:
    """Questions of a stage answered, and asked; an answer that is not sure yet is still open."""
    states = [s for s in scope.step_states(snapshot, library) if library.steps[s.key].stage is stage]
    return sum(s.answered for s in states), sum(s.asked for s in states)


def _work(snapshot: Snapshot) -> tuple[float, float]:
    """Planned work done, and planned, in activities."""
    work = snapshot.where(Activity, is_milestone=False)
    return sum(activity.progress_percent for activity in work) / 100, len(work)


def _start_word(stage: Stage, snapshot: Snapshot, library: Library, today: date) -> str:
    if stage is not Stage.EXECUTION:
        return ""
    starts_on = _starts_on(snapshot.partnership, snapshot, library)
    if starts_on is None:
        return ""
    return f"{'starts' if starts_on >= today else 'was to start'} {short_date(starts_on, today)}"


def _starts_on(partnership: Partnership, snapshot: Snapshot, library: Library) -> date | None:
    return partnership.start_on or schedule(snapshot, library).start_on
