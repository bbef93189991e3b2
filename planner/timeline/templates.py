"""Phase templates: what inserting one would bring, and inserting it in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from planner.document import Document, Snapshot, snapshot_of
from planner.errors import Refused
from planner.library import Library
from planner.library.entries import Template, TemplateActivity
from planner.model import Activity, Entity, Link, Organisation
from planner.terms import Lane
from planner.timeline.schedule import Scheduled, schedule
from planner.timeline.words import days_words
from planner.wording import counted, spoken_date

_ROUNDS = 60


def template_named(library: Library, key: str) -> Template:
    """The template with this key. Raises Refused when there is none."""
    template = library.templates.get(key)
    if template is None or template.retired:
        raise Refused("There is no such template.")
    return template


@dataclass(frozen=True)
class Preview:
    """What a template would bring: the plan with it, and when its own activities would happen."""

    snapshot: Snapshot
    times: Mapping[UUID, Scheduled]

    @property
    def end_on(self) -> date:
        """The last day in the likely case."""
        return max(item.end for item in self.times.values())

    @property
    def late_end_on(self) -> date:
        """The last day in the late case."""
        return max(item.late_end for item in self.times.values())

    def done_on(self, item: str = "") -> tuple[date, date]:
        """The last day of an item of the template, likely and late; of all of it without one."""
        if not item:
            return self.end_on, self.late_end_on
        found = next(t for t in self.times.values() if t.activity.template_item.rpartition(".")[2] == item)
        return found.end, found.late_end


def preview(snapshot: Snapshot, library: Library, key: str, start_on: date) -> Preview:
    """The plan as it would be with a template that starts on this day, on the clocks of its parties."""
    template = template_named(library, key)
    parts = template_parts(template, snapshot.partnership.id, start_on, _first_of_side(snapshot))
    there = {activity.id for activity in snapshot.all(Activity)}
    whole = snapshot_of([*snapshot.entities(), *parts])
    times = {id: item for id, item in schedule(whole, library).items() if id not in there}
    return Preview(whole, times)


def start_for(
    snapshot: Snapshot,
    library: Library,
    key: str,
    deadline: date,
    *,
    in_late_case: bool = False,
    item: str = "",
) -> date:
    """The last day on which a template may start so that it, or one item of it, is done by a deadline.

    Raises Refused when that lies before the calendar, or nothing of it has a date.
    """
    if item not in {"", *(each.key for each in template_named(library, key).activities)}:
        raise Refused("There is no such activity in the template.")
    start = deadline
    # Closures make the length depend on the start; a few rounds settle it, and each only moves earlier.
    for _ in range(_ROUNDS):
        found = preview(snapshot, library, key, start)
        over = (found.done_on(item)[in_late_case] - deadline).days
        if over <= 0:
            return start
        if start.toordinal() <= over:
            break
        start -= timedelta(days=over)
    raise Refused("No start is early enough for this deadline.")


def milestones_of(template: Template) -> tuple[TemplateActivity, ...]:
    """What a deadline may be for, beside all of a template."""
    return tuple(item for item in template.activities if item.is_milestone)


def past_start_told(
    snapshot: Snapshot, library: Library, key: str, start_on: date, today: date, item: str = ""
) -> str:
    """That a start is past, and when it would be done if it began today; empty for one to come."""
    if start_on >= today:
        return ""
    likely, late = preview(snapshot, library, key, today).done_on(item)
    what = next((f"“{i.name}”" for i in template_named(library, key).activities if i.key == item), "it")
    return (
        f"That start is {_apart(start_on, today)} before today. Begun today, {what} would be done by "
        f"{spoken_date(likely)} (likely), {spoken_date(late)} (late)."
    )


def _apart(first: date, last: date) -> str:
    """How far apart two days are: whole months, or calendar days while there is none."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return counted(months, "month") if months > 0 else days_words((last - first).days)


def _first_of_side(snapshot: Snapshot) -> dict[Lane, UUID]:
    first: dict[Lane, UUID] = {}
    for organisation in snapshot.all(Organisation):
        first.setdefault(Lane(organisation.side), organisation.id)
    return first


def insert_template(document: Document, library: Library, key: str, start_on: date) -> tuple[Activity, ...]:
    """Add the activities and links of a template, in one step. Returns the activities as stored."""
    template = template_named(library, key)
    first = _first_of_side(document.snapshot())
    parts = template_parts(template, document.partnership.id, start_on, first)
    with document.step(f"template “{template.name}”"):
        stored = [document.add(part) for part in parts]
    return tuple(part for part in stored if isinstance(part, Activity))


def template_parts(
    template: Template, partnership_id: UUID, start_on: date, organisations: dict[Lane, UUID]
) -> list[Entity]:
    """The activities of a template, each for the organisation of its lane, then their links."""
    activities = {
        item.key: Activity(
            partnership_id=partnership_id,
            name=item.name,
            lane=item.lane,
            organisation_id=organisations.get(item.lane),
            kind=item.kind,
            is_milestone=item.is_milestone,
            # What waits for something takes its date from that; only the beginnings are anchored.
            start_on=_anchored(item, start_on),
            min_days=item.min_days,
            likely_days=item.likely_days,
            late_days=item.late_days,
            unit=item.unit,
            template_item=f"{template.key}.{item.key}",
            basis=item.evidence,
            notes="" if item.is_milestone else _NUMBERS[item.numbers],
        )
        for item in template.activities
    }
    links = [
        Link(
            partnership_id=partnership_id,
            before_id=activities[before.key].id,
            after_id=activities[item.key].id,
            kind=before.kind,
            lag_days=before.lag_days,
        )
        for item in template.activities
        for before in item.after
    ]
    return [*activities.values(), *links]


def _anchored(item: TemplateActivity, start_on: date) -> date | None:
    """The date of its own that an activity gets: none for what only waits."""
    if item.offset_days is None:
        return None if item.after else start_on
    try:
        return start_on + timedelta(days=item.offset_days)
    except OverflowError:
        raise Refused("With this start the template would end behind the year 9999.") from None


_NUMBERS = {
    "sourced": "",
    "partly": "Durations: partly from the facts named, otherwise our assumption. Edit them.",
    "judgement": "Durations: our assumption. Edit them.",
}
