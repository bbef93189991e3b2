"""The rows of an MS Project file as tasks: dates, lengths and links understood, or said why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from planner.exchange.plan.project_reading import ProjectFile, Record
from planner.exchange.plan.project_words import (
    ELAPSED,
    FIELDS,
    KEY,
    LATE,
    LINK_TYPES,
    MINUTES_PER_DAY,
    MINUTES_PER_ELAPSED_DAY,
    NO_DATES,
    SHARES,
    SHORTEST,
)
from planner.exchange.tree import shown
from planner.terms import DayUnit, LinkKind
from planner.wording import counted, spoken_date

MAX_DAYS = 36_500
_DURATION = re.compile(
    r"(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9}(?:\.\d{1,9})?)H)?(?:(\d{1,9}(?:\.\d{1,9})?)M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?"
)
_IN_MINUTES = (525_600, 43_200, 1_440, 60, 1, 1 / 60)
_KINDS = {number: kind for kind, number in LINK_TYPES.items()}
TRUE = ("1", "true")


@dataclass(frozen=True)
class Task:
    """A task of the file. `texts` are our own fields by name; `package` is the summary above it."""

    uid: str
    guid: str
    name: str
    is_milestone: bool
    days: int
    shortest: int
    late: int
    unit: DayUnit
    start: date | None
    constraint: int
    constraint_on: date | None
    deadline: date | None
    progress: int
    notes: str
    package: str
    texts: Mapping[str, str]
    links: tuple[Waiting, ...]


@dataclass(frozen=True)
class Waiting:
    """What a task waits for: the number of another one, how, and by how many calendar days apart."""

    uid: str
    kind: LinkKind
    lag_days: int


class Remarks:
    """Sentences on what was left out or changed, those of one kind counted together."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}

    def add(self, kind: str, name: str = "") -> None:
        """One more of a kind; `name` says which."""
        self._said.setdefault(kind, []).append(name)

    def lines(self) -> tuple[str, ...]:
        """A sentence for each kind, with the first few names."""
        found = []
        for kind, names in self._said.items():
            named = [name for name in names if name]
            some = ", ".join(shown(name) for name in named[:5])
            more = f" and {len(named) - 5:,} more" if len(named) > 5 else ""
            found.append(f"{kind}: {some}{more}." if named else f"{kind} ({counted(len(names), 'time')}).")
        return tuple(found)


def tasks_of(file: ProjectFile, remarks: Remarks) -> tuple[Task, ...]:
    """Every task that can be an activity here; what cannot is remarked on."""
    return tuple(_tasks(file, remarks))


def _tasks(file: ProjectFile, remarks: Remarks) -> Iterator[Task]:
    aliases = _aliases(file)
    per_day = _number(file.head.get("MinutesPerDay", ""), MINUTES_PER_DAY)
    per_day = per_day if 60 <= per_day <= MINUTES_PER_ELAPSED_DAY else MINUTES_PER_DAY
    seen: set[str] = set()
    above: dict[int, str] = {}
    for row in file.rows["Task"]:
        uid, name = row.get("UID"), " ".join(row.get("Name").split())
        if row.get("IsNull").lower() in TRUE or uid in ("", "0"):
            continue
        level = _number(row.get("OutlineLevel"), 1)
        above = {depth: title for depth, title in above.items() if depth < level}
        if row.get("Summary").lower() in TRUE:
            above[level] = name
            # In a file of ours they only name the lanes.
            if KEY not in aliases.values():
                remarks.add("Summary rows became the work package of the rows under them", name)
        elif uid in seen:
            remarks.add("A second row with the number of an earlier one was left out", name)
        elif (lengths := _lengths(row, aliases, per_day)) is None:
            remarks.add(
                "Left out, because the length cannot be: negative, unreadable or over 36,500 days", name
            )
        else:
            seen.add(uid)
            # The innermost summary; in a file of ours the outermost names the lane.
            package = above[max(above)] if above else ""
            yield _task(row, name, package, lengths, (aliases, per_day), remarks)


def _task(
    row: Record,
    name: str,
    package: str,
    lengths: tuple[int, int, int, DayUnit],
    reading: tuple[Mapping[str, str], int],
    remarks: Remarks,
) -> Task:
    shortest, days, late, unit = lengths
    aliases, per_day = reading
    if row.get("Active").lower() in ("0", "false"):
        remarks.add("Rows switched off in the file were taken like the others", name)
    is_manual = row.get("Manual").lower() in TRUE
    return Task(
        row.get("UID"),
        row.get("GUID"),
        name,
        row.get("Milestone").lower() in TRUE,
        days,
        shortest,
        late,
        unit,
        _date(row, "Start", name, remarks),
        2 if is_manual else _number(row.get("ConstraintType"), 0),
        _date(row, "Start" if is_manual else "ConstraintDate", name, remarks),
        _date(row, "Deadline", name, remarks),
        min(max(_number(row.get("PercentComplete"), 0), 0), 100),
        row.get("Notes"),
        package,
        _texts(row, aliases, remarks),
        tuple(_links(row, per_day, name, remarks)),
    )


def _aliases(file: ProjectFile) -> Mapping[str, str]:
    """The names of fields of one's own, by the number that the rows call them by."""
    ours = set(FIELDS)
    return {
        row.get("FieldID"): row.get("Alias")
        for row in file.rows["ExtendedAttribute"]
        if row.get("Alias") in ours
    }


def _texts(row: Record, aliases: Mapping[str, str], remarks: Remarks) -> Mapping[str, str]:
    found = {}
    for part in row.parts.get("ExtendedAttribute", ()):
        alias = aliases.get(part.get("FieldID", ""))
        if alias is None:
            remarks.add("Values of fields of one's own that we do not have were left out")
        else:
            found[alias] = part.get("Value", "")
    return found


def _lengths(row: Record, aliases: Mapping[str, str], per_day: int) -> tuple[int, int, int, DayUnit] | None:
    """Shortest, likely and late length in days of which kind; None where the likely one cannot be."""
    unit = DayUnit.CALENDAR if _number(row.get("DurationFormat"), 7) in ELAPSED else DayUnit.WORKING
    days = _days(row.get("Duration") or "PT0H0M0S", unit, per_day)
    if days is None:
        return None
    found = {}
    for part in row.parts.get("ExtendedAttribute", ()):
        found[aliases.get(part.get("FieldID", ""), "")] = part.get("Value", "")
    shortest = _days(found.get(SHORTEST, ""), unit, per_day)
    late = _days(found.get(LATE, ""), unit, per_day)
    return (
        min(days if shortest is None else shortest, days),
        days,
        max(days if late is None else late, days),
        unit,
    )


def _days(text: str, unit: DayUnit, per_day: int) -> int | None:
    """A length such as PT16H0M0S in days, begun ones counted; None where there is none to be had."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or len(text.strip()) < 3:
        return None
    minutes = sum(
        float(part) * each for part, each in zip(found.groups()[1:], _IN_MINUTES, strict=True) if part
    )
    if found[1] and minutes:
        return None
    each = MINUTES_PER_ELAPSED_DAY if unit is DayUnit.CALENDAR else per_day
    days = ceil(minutes / each - 1e-6)
    return days if days <= MAX_DAYS else None


def _links(row: Record, per_day: int, name: str, remarks: Remarks) -> Iterator[Waiting]:
    for part in row.parts.get("PredecessorLink", ()):
        kind = _KINDS.get(_number(part.get("Type", ""), 1))
        if part.get("CrossProject", "").lower() in TRUE or kind is None:
            remarks.add("Links to other projects, or of a kind we do not know, were left out", name)
            continue
        yield Waiting(part.get("PredecessorUID", ""), kind, _lag(part, per_day, name, remarks))


def _lag(part: Mapping[str, str], per_day: int, name: str, remarks: Remarks) -> int:
    """The lag in calendar days; one in working days is taken as weeks of five."""
    tenths = _number(part.get("LinkLag", ""), 0)
    form = _number(part.get("LagFormat", ""), 7)
    if not tenths:
        return 0
    if form in SHARES:
        remarks.add("A lag that is a share of a duration was taken as none", name)
        return 0
    if form in ELAPSED:
        days = tenths / (10 * MINUTES_PER_ELAPSED_DAY)
    else:
        days = tenths / (10 * per_day) * 7 / 5
        remarks.add("A lag in working days was taken as calendar days, five for seven", name)
    if abs(days) > MAX_DAYS:
        remarks.add("A lag of more than 36,500 calendar days was taken as that", name)
    return round(min(max(days, -MAX_DAYS), MAX_DAYS))


def _date(row: Record, field: str, name: str, remarks: Remarks) -> date | None:
    text = row.get(field)
    if text in ("", "NA"):
        return None
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        remarks.add(f"A date that is none was left out ({field})", name)
        return None
    if found in NO_DATES:
        remarks.add(
            f"{spoken_date(found)} stands for no date in such a file, and was left out ({field})", name
        )
        return None
    return found


def _number(text: str, otherwise: int) -> int:
    """A whole number, or the other one where there is none."""
    return int(text) if re.fullmatch(r"-?\d{1,15}", text) else otherwise
