"""Phase templates: what inserting one would bring, and inserting it in one step."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.document import Document, snapshot_of
from planner.errors import Refused
from planner.library import Library
from planner.library.entries import Template
from planner.model import Activity, Entity, Link, Organisation, Partnership
from planner.terms import Lane
from planner.timeline.schedule import Schedule, schedule


def template_named(library: Library, key: str) -> Template:
    """The template with this key. Raises Refused when there is none."""
    template = library.templates.get(key)
    if template is None or template.retired:
        raise Refused("There is no such template.")
    return template


def preview(library: Library, key: str, start_on: date) -> Schedule:
    """When everything of a template would happen if it started on this day."""
    partnership = Partnership(title="Preview")
    parts = template_parts(template_named(library, key), partnership.id, start_on, {})
    return schedule(snapshot_of([partnership, *parts]), library)


def insert_template(document: Document, library: Library, key: str, start_on: date) -> tuple[Activity, ...]:
    """Add the activities and links of a template, in one step. Returns the activities as stored."""
    template = template_named(library, key)
    first: dict[Lane, UUID] = {}
    for organisation in document.snapshot().all(Organisation):
        first.setdefault(Lane(organisation.side), organisation.id)
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
            start_on=None if item.after else start_on,
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


_NUMBERS = {
    "sourced": "",
    "partly": "Durations: partly from the facts named, otherwise our assumption. Edit them.",
    "judgement": "Durations: our assumption. Edit them.",
}
