"""A plan from MS Project taken over: what is new, what changes, and a report of what was left out.

A row keeps its key for ever, so that reading the file again updates: one of our own by the key that we
wrote, any other by a key made from this partnership, the file's project and the row's GUID or number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from planner.document import Document, Snapshot
from planner.entity import LONG_TEXT, SHORT_TEXT
from planner.errors import Refused
from planner.exchange.plan.project_links import links_taken
from planner.exchange.plan.project_reading import ProjectFile
from planner.exchange.plan.project_tasks import Remarks, Task, tasks_of
from planner.exchange.plan.project_words import (
    AS_SOON,
    KEY,
    KIND,
    LANE,
    MUST_START,
    NOT_AFTER,
    NOT_BEFORE,
    ORGANISATION,
    PACKAGE,
)
from planner.model import Activity, Link, Organisation, Person
from planner.terms import Lane
from planner.wording import counted

STEP = "import from MS Project"
UNNAMED = "Unnamed"


@dataclass(frozen=True)
class Change:
    """One activity as it will be; `before` is what it is now, None where it is new."""

    before: Activity | None
    after: Activity


@dataclass(frozen=True)
class LinkChange:
    """One link as it will be; `before` is what it is now, None where it is new."""

    before: Link | None
    after: Link


@dataclass(frozen=True)
class Arrival:
    """What taking a file over will do, and the report: sentences, then what is not kept, by name."""

    changes: tuple[Change, ...]
    links: tuple[LinkChange, ...]
    unchanged: int
    remarks: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...]
    worked_out: tuple[tuple[str, int], ...]

    @property
    def summary(self) -> str:
        """What happens, in a sentence."""
        new = sum(change.before is None for change in self.changes)
        more = sum(link.before is None for link in self.links)
        changed = len(self.changes) - new
        return (
            f"{counted(new, 'activity', 'activities')} and {counted(more, 'link')} are new, "
            f"{counted(changed, 'activity', 'activities')} and {counted(len(self.links) - more, 'link')} "
            f"change, {self.unchanged:,} stay as they are."
        )

    def report(self) -> tuple[str, ...]:
        """The whole report, line by line."""
        lines = [self.summary, *self.remarks]
        if self.left_out:
            total = sum(count for _, count in self.left_out)
            lines.append(f"Not kept: {counted(total, 'element')} of the file.")
            lines += [f"  {name}: {count:,}" for name, count in self.left_out]
        else:
            lines.append("Nothing else in the file was left out.")
        if self.worked_out:
            names = ", ".join(name for name, _ in self.worked_out)
            lines.append(f"Worked out here anew: {names}.")
        return tuple(lines)


def arrival_of(file: ProjectFile, snapshot: Snapshot, lane: Lane = Lane.JOINT) -> Arrival:
    """What taking a file over means for a partnership; rows that do not say stand in `lane`."""
    remarks = Remarks()
    tasks = tasks_of(file, remarks)
    if not tasks:
        raise Refused("This file holds no task that could be taken over.")
    ids = {task.uid: _id(task, file, snapshot) for task in tasks}
    owners, shares = _owners(file, snapshot, remarks)
    rank = max((activity.rank for activity in snapshot.all(Activity)), default=0)
    changes: list[Change] = []
    taken: dict[UUID, str] = {}
    for place, task in enumerate(tasks, start=1):
        id = ids[task.uid]
        if id in taken:
            remarks.add("A second row with the key of an earlier one was left out", task.name)
            del ids[task.uid]
            continue
        taken[id] = task.name
        before = snapshot.find(Activity, id)
        fields = _fields(task, snapshot, lane, before, remarks)
        owner = owners.get(task.uid)
        if owner is not None:
            fields["owner_id"] = owner.id
            if task.uid in shares:
                fields["effort_percent"] = shares[task.uid]
            if before is None and LANE not in task.texts:
                fields |= _seat_of(owner, snapshot)
        changes.append(Change(before, _made(id, before, fields, snapshot, rank + place)))
    links = links_taken(tasks, ids, snapshot, remarks)
    moved = [change for change in changes if change.before != change.after]
    return Arrival(
        tuple(moved),
        tuple(LinkChange(before, after) for before, after in links if before != after),
        len(changes) - len(moved),
        remarks.lines(),
        _counted(file.left_out),
        _counted(file.worked_out),
    )


def take_over(document: Document, arrival: Arrival) -> None:
    """Write what arrives, as one step that one undo takes back."""
    with document.step(STEP):
        for change in arrival.changes:
            _write(document, change.before, change.after)
        for link in arrival.links:
            _write(document, link.before, link.after)


def _write(document: Document, before: Any, after: Any) -> None:
    if before is None:
        document.add(after)
        return
    fields = {name: value for name, value in after.__dict__.items() if getattr(before, name) != value}
    document.update(before, fields)


def _counted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(counts).items(), key=lambda pair: (-pair[1], pair[0])))


# Keys


def _id(task: Task, file: ProjectFile, snapshot: Snapshot) -> UUID:
    """The key of a row: our own where the activity is here, else one that is made the same every time."""
    home = snapshot.partnership.id
    own = task.texts.get(KEY, "")
    try:
        key = UUID(own)
    except ValueError:
        whole = file.head.get("GUID") or file.head.get("Name") or file.head.get("Title") or ""
        return uuid5(home, f"msproject/{task.guid.lower() or f'{whole}/{task.uid}'}")
    # One of another partnership's plan gets a key of its own here: keys are used once.
    return key if snapshot.find(Activity, key) is not None else uuid5(home, f"msproject/{key}")


# Fields


def _fields(
    task: Task, snapshot: Snapshot, lane: Lane, before: Activity | None, remarks: Remarks
) -> dict[str, Any]:
    """What the file says of an activity; what it does not know stays as it is."""
    called = task.name or UNNAMED
    if len(called) > SHORT_TEXT:
        remarks.add(f"Names were cut after {SHORT_TEXT} letters", called)
    start, is_fixed = _anchor(task, remarks)
    fields: dict[str, Any] = {
        "name": called[:SHORT_TEXT],
        "is_milestone": task.is_milestone,
        "start_on": start,
        "is_fixed": is_fixed,
        "min_days": task.shortest,
        "likely_days": task.days,
        "late_days": task.late,
        "unit": task.unit,
        "deadline_on": _deadline(task, remarks),
        "progress_percent": task.progress,
        "notes": task.notes[:LONG_TEXT],
    }
    if before is not None and task.is_milestone:
        # A milestone lasts no time there; here it keeps what it lasted before it became one.
        for name in ("min_days", "likely_days", "late_days"):
            del fields[name]
    if before is not None and start is None:
        fields["is_fixed"] = before.is_fixed
    if task.texts.get(LANE) in tuple(Lane):
        fields["lane"] = Lane(task.texts[LANE])
        named = task.texts.get(ORGANISATION, "")
        same = [o.id for o in snapshot.all(Organisation) if " ".join(o.name.split()) == named]
        fields["organisation_id"] = same[0] if same else None
        if named and not same:
            remarks.add("An organisation that is not a party here was left out", named)
    elif before is None:
        fields["lane"] = lane
    if KIND in task.texts:
        fields["kind"] = task.texts[KIND][:SHORT_TEXT]
    elif before is None:
        fields["kind"] = "milestone" if task.is_milestone else "work"
    # A file of ours says which work package; its summary rows name the lanes.
    if KEY in task.texts:
        fields["sublane"] = task.texts.get(PACKAGE, "")[:SHORT_TEXT]
    elif task.package or before is None:
        fields["sublane"] = task.package[:SHORT_TEXT]
    return fields


def _anchor(task: Task, remarks: Remarks) -> tuple[date | None, bool]:
    """The day it is put on, and whether it stays there."""
    if task.constraint == MUST_START and task.constraint_on:
        return task.constraint_on, True
    if task.constraint == NOT_BEFORE and task.constraint_on:
        return task.constraint_on, False
    if task.constraint == AS_SOON:
        # What waits for something follows it; what waits for nothing stands where the file has it.
        return (None if task.links or KEY in task.texts else task.start), False
    if task.constraint != NOT_AFTER:
        remarks.add("A constraint that we do not have was taken as the day it starts in the file", task.name)
    return task.start, task.constraint == 3


def _deadline(task: Task, remarks: Remarks) -> date | None:
    if task.deadline is None and task.constraint == NOT_AFTER and task.constraint_on:
        remarks.add("“Finish no later than” became a deadline", task.name)
        return task.constraint_on
    return task.deadline


def _made(
    id: UUID, before: Activity | None, fields: Mapping[str, Any], snapshot: Snapshot, rank: int
) -> Activity:
    if before is not None:
        return Activity.model_validate({**before.__dict__, **fields})
    home = snapshot.partnership.id
    return Activity.model_validate({"id": id, "partnership_id": home, "rank": rank, **fields})


def _owners(
    file: ProjectFile, snapshot: Snapshot, remarks: Remarks
) -> tuple[Mapping[str, Person], Mapping[str, int]]:
    """Who looks after which row, and with how much of their time: resources that are people here."""
    people = {" ".join(p.name.casefold().split()): p for p in reversed(snapshot.all(Person))}
    names = {row.get("UID"): " ".join(row.get("Name").split()) for row in file.rows["Resource"]}
    for name in names.values():
        if name and name.casefold() not in people:
            remarks.add("Resources who are nobody here were left out", name)
    owners: dict[str, Person] = {}
    shares: dict[str, int] = {}
    for row in file.rows["Assignment"]:
        uid = row.get("TaskUID")
        person = people.get(names.get(row.get("ResourceUID"), "").casefold())
        if person is None:
            continue
        if uid in owners:
            remarks.add("Rows with several people kept the first; the others were left out", person.name)
            continue
        owners[uid] = person
        # All of somebody's time is what a file says where nobody has said anything.
        if (share := _share(row.get("Units"))) not in (None, 100):
            shares[uid] = share
    return owners, shares


def _share(units: str) -> int | None:
    """A share such as 0.5 in percent, at most all of somebody's time."""
    try:
        return round(min(max(float(units), 0.0), 1.0) * 100)
    except ValueError:
        return None  # also for what is not a number at all


def _seat_of(person: Person, snapshot: Snapshot) -> dict[str, Any]:
    """The lane of the organisation that a person belongs to."""
    (organisation,) = snapshot.where(Organisation, id=person.organisation_id)
    return {"lane": Lane(organisation.side.value), "organisation_id": organisation.id}


def names_of(arrival: Arrival) -> Sequence[tuple[str, Activity]]:
    """What happens to which activity, for a preview."""
    return [("new" if change.before is None else "changes", change.after) for change in arrival.changes]
