"""The plan as rows of values, for spreadsheets: activities, links and clashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.agreement.clauses import clause_state
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.memorandum.legible import legible
from planner.model import Activity, Link, Organisation, Person
from planner.terms import LinkKind, Severity
from planner.timeline import clashes
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.drawn.lanes import LANE_TITLES
from planner.timeline.schedule import Schedule, Scheduled, schedule
from planner.timeline.sliding import Start, counted_months
from planner.timeline.words import project_month

Value = str | int | date | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook: its name, the heads of its columns, how wide they are, and its rows."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Ground:
    snapshot: Snapshot
    library: Library
    start: Start | None
    times: Schedule
    waits: Mapping[UUID, str]
    clashes: Mapping[UUID, str]


@dataclass(frozen=True)
class _Line:
    """One activity with its dates; those not placed yet have none."""

    activity: Activity
    found: Scheduled | None


LINK_WORDS = {
    LinkKind.FINISH_START: "finish to start",
    LinkKind.START_START: "start to start",
    LinkKind.FINISH_FINISH: "finish to finish",
    LinkKind.START_FINISH: "start to finish",
}
UNKNOWN_START = "empty: the start of the project is not known yet"
_MONTH_COLUMNS = ("Start month", "Likely end month", "Late end month")
_DAYS = ("Starts", "Likely end", "Late start", "Late end", "Entered start")
_COLUMNS: tuple[tuple[str, int, Callable[[_Ground, _Line], Value]], ...] = (
    ("What", 11, lambda g, line: "Milestone" if line.activity.is_milestone else "Activity"),
    ("Name", 38, lambda g, line: line.activity.name),
    ("Lane", 12, lambda g, line: LANE_TITLES[line.activity.lane]),
    ("Organisation", 26, lambda g, line: _name(g, Organisation, line.activity.organisation_id)),
    ("Work package", 18, lambda g, line: line.activity.sublane),
    ("Owner", 22, lambda g, line: _name(g, Person, line.activity.owner_id)),
    ("Kind", 20, lambda g, line: _kind(g.library, line.activity.kind)),
    ("Starts", 12, lambda g, line: line.found.start if line.found else None),
    ("Likely end", 12, lambda g, line: line.found.end if line.found else None),
    ("Late start", 12, lambda g, line: line.found.late_start if line.found else None),
    ("Late end", 12, lambda g, line: line.found.late_end if line.found else None),
    ("Start month", 9, lambda g, line: _month(g, line.found.start) if line.found else ""),
    ("Likely end month", 9, lambda g, line: _month(g, line.found.end) if line.found else ""),
    ("Late end month", 9, lambda g, line: _month(g, line.found.late_end) if line.found else ""),
    ("Entered start", 13, lambda g, line: line.activity.start_on),
    ("Fixed", 7, lambda g, line: "yes" if line.activity.is_fixed else ""),
    ("Deadline", 12, lambda g, line: line.activity.deadline_on),
    ("Shortest days", 9, lambda g, line: None if line.activity.is_milestone else line.activity.min_days),
    ("Likely days", 9, lambda g, line: None if line.activity.is_milestone else line.activity.likely_days),
    ("Late days", 9, lambda g, line: None if line.activity.is_milestone else line.activity.late_days),
    ("Days are", 10, lambda g, line: line.activity.unit.value),
    ("Slack in calendar days", 11, lambda g, line: g.times.slack_days(line.activity.id)),
    ("Pushed by", 28, lambda g, line: _pusher(line)),
    ("Waits for", 40, lambda g, line: g.waits.get(line.activity.id, "")),
    ("Effort %", 9, lambda g, line: line.activity.effort_percent),
    ("Done %", 9, lambda g, line: line.activity.progress_percent),
    ("Clause", 9, lambda g, line: _clause(g, line.activity.clause)),
    ("Answers", 40, lambda g, line: _answers(g.library, line.activity.traits)),
    ("Evidence", 40, lambda g, line: _titles(g.library, line.activity.basis)),
    ("Notes", 50, lambda g, line: line.activity.notes),
    ("Clashes", 40, lambda g, line: g.clashes.get(line.activity.id, "")),
    ("Key", 38, lambda g, line: str(line.activity.id)),
)


def tables(snapshot: Snapshot, library: Library, today: date, *, is_own: bool) -> tuple[Table, ...]:
    """The plan and its links; for one's own eyes the clashes too, as the second table."""
    plan = plan_table(snapshot, library, today, is_own=is_own)
    if not is_own:
        return plan, _links(snapshot)
    return plan, _clashes(snapshot, library, today), _links(snapshot)


def plan_table(snapshot: Snapshot, library: Library, today: date, *, is_own: bool) -> Table:
    """Every activity and milestone by date, then what follows from clauses."""
    times, months = schedule(snapshot, library), counted_months(snapshot, library)
    found = _found(snapshot, library, today) if is_own else ()
    about: dict[UUID, str] = {}
    for finding in found:
        for id in finding.about:
            about[id] = f"{about[id]} {finding.message}" if id in about else finding.message
    ground = _Ground(snapshot, library, months, times, _waits(snapshot), about)
    lines = [_Line(s.activity, s) for s in times.values()]
    lines.sort(key=lambda line: (line.found.start if line.found else date.max, line.activity.rank))
    lines += [_Line(activity, None) for activity in times.unplaced]
    columns = [
        column
        for column in _COLUMNS
        if (is_own or column[0] != "Clashes") and (months is not None or column[0] not in _MONTH_COLUMNS)
    ]
    rows = [tuple(_plain(get(ground, line)) for _, _, get in columns) for line in lines]
    heads = tuple(head for head, *_ in columns)
    periods = clause_periods(snapshot, library).placed if times else ()
    rows += [_period(ground, heads, period) for period in periods if not period.is_as_planned]
    widths = tuple(wide for _, wide, _ in columns)
    if months is None or months.is_known:
        return Table("Plan", heads, widths, tuple(rows))
    # A date that only follows from an assumed start must not leave as one.
    emptied = [
        tuple(None if head in _DAYS else value for head, value in zip(heads, row, strict=True))
        for row in rows
    ]
    told = tuple(f"{head} ({UNKNOWN_START})" if head in _DAYS else head for head in heads)
    return Table("Plan", told, widths, tuple(emptied))


def _kind(library: Library, key: str) -> str:
    kind = library.activity_kinds.get(key)
    return kind.name if kind is not None else ""


def _month(ground: _Ground, day: date) -> str:
    return project_month(day, ground.start.on) if ground.start is not None else ""


def _clause(ground: _Ground, key: str) -> str:
    """A clause by its number in this paper; one that is left out by its title."""
    state = clause_state(ground.snapshot, ground.library, key) if key else None
    if state is None:
        return ""
    return str(state.number) if state.number else state.clause.title


def _answers(library: Library, traits: Sequence[str]) -> str:
    """What was answered about an activity, each question with its answer."""
    found = []
    for key, _, answer in (trait.partition("=") for trait in traits):
        question = library.plan_questions.get(key)
        if question is not None:
            labels = {option.key: option.label for option in question.options}
            found.append(f"{question.wording} {labels.get(answer, answer)}")
    return "; ".join(found)


def _titles(library: Library, keys: Sequence[str]) -> str:
    """Facts and sources by their titles."""
    found = []
    for key in keys:
        if key in library.facts:
            found.append(library.facts[key].label)
        elif key in library.sources:
            found.append(library.sources[key].title)
    return "; ".join(dict.fromkeys(found))


def _period(ground: _Ground, heads: tuple[str, ...], period: Period) -> Row:
    owner = ground.snapshot.find(Organisation, period.organisation_id)
    values: dict[str, Value] = {
        "What": "Follows from a clause",
        "Name": period.label,
        "Lane": LANE_TITLES[period.lane],
        "Organisation": owner.name if owner else "",
        "Starts": period.start,
        "Likely end": None if period.is_event else period.end,
        "Late end": None if period.is_event else period.late_end,
        "Start month": _month(ground, period.start),
        "Likely end month": "" if period.is_event else _month(ground, period.end),
        "Late end month": "" if period.is_event else _month(ground, period.late_end),
        "Clause": str(period.number),
        "Key": str(period.id),
    }
    return tuple(_plain(values.get(head)) for head in heads)


def _links(snapshot: Snapshot) -> Table:
    names = {activity.id: activity.name for activity in snapshot.all(Activity)}
    rows = tuple(
        (
            _plain(names[link.before_id]),
            LINK_WORDS[link.kind],
            link.lag_days,
            _plain(names[link.after_id]),
            str(link.id),
        )
        for link in snapshot.all(Link)
    )
    heads = ("First", "Link", "Lag in calendar days", "Then", "Key")
    return Table("Links", heads, (38, 16, 12, 38, 38), rows)


def _clashes(snapshot: Snapshot, library: Library, today: date) -> Table:
    rows = tuple(
        (
            finding.severity.value.replace("_", " "),
            _plain(finding.message),
            _plain(finding.advice),
            _plain("; ".join(remedy.label for remedy in finding.remedies)),
            "; ".join(finding.sources),
            finding.id,
        )
        for finding in _found(snapshot, library, today)
    )
    heads = ("How grave", "Clash", "Advice", "What would mend it", "Sources", "Key")
    return Table("Clashes", heads, (12, 90, 60, 40, 24, 40), rows)


def _found(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    found = clashes.findings(snapshot, library, today)
    return tuple(finding for finding in found if finding.severity is not Severity.NOT_ASSESSED)


def _waits(snapshot: Snapshot) -> Mapping[UUID, str]:
    """What each activity waits for, in words."""
    names = {activity.id: activity.name for activity in snapshot.all(Activity)}
    found: dict[UUID, list[str]] = {}
    for link in snapshot.all(Link):
        lag = f", {link.lag_days:+d} calendar days" if link.lag_days else ""
        found.setdefault(link.after_id, []).append(f"{names[link.before_id]} ({LINK_WORDS[link.kind]}{lag})")
    return {id: "; ".join(said) for id, said in found.items()}


def _pusher(line: _Line) -> str:
    return line.found.pushed_by.name if line.found and line.found.pushed_by else ""


def _name(ground: _Ground, noun: type[Organisation] | type[Person], id: UUID | None) -> str:
    found = ground.snapshot.find(noun, id)
    return found.name if found is not None else ""


def _plain(value: Value) -> Value:
    """The value with no character that a file cannot hold."""
    return legible(value) if isinstance(value, str) else value
