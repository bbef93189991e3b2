"""A plan kept as a template: its activities, links and ranges without names of people or dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from planner.document import Snapshot
from planner.errors import Refused, StoreFailure
from planner.library import Library, library_with
from planner.library.entries import Template, TemplateActivity, TemplateLink
from planner.model import SHORT_TEXT, Activity, Link
from planner.refusals import refused
from planner.terms import Basis
from planner.timeline.schedule import schedule
from planner.whole_file import write_whole

OWN = "own"
_SECTION = "templates"


def template_from(
    snapshot: Snapshot, library: Library, name: str, summary: str, chosen: Iterable[UUID] = ()
) -> Template:
    """The plan as a template, or of it what is `chosen`. Notes, owners and traits stay behind.

    Whatever has a date of its own keeps its distance in calendar days from the first of them.
    Raises Refused when there is nothing with a date, no name, or steps that wait for each other.
    """
    name, summary = _one_line(name), _one_line(summary)
    if not name:
        raise Refused("Give the template a name.")
    if len(name) > SHORT_TEXT:
        raise Refused(f"The name of a template has at most {SHORT_TEXT} characters.")
    wanted = set(chosen)
    times = schedule(snapshot, library)
    kept = [a for a in snapshot.all(Activity) if a.id in times and (not wanted or a.id in wanted)]
    if not kept:
        raise Refused("Nothing in the plan has a date yet.")
    first = min(times[activity.id].start for activity in kept)
    keys = {activity.id: f"a{number}" for number, activity in enumerate(kept, start=1)}
    waits: dict[UUID, list[TemplateLink]] = {}
    for link in snapshot.all(Link):
        if link.before_id in keys and link.after_id in keys:
            joint = TemplateLink(key=keys[link.before_id], kind=link.kind, lag_days=link.lag_days)
            waits.setdefault(link.after_id, []).append(joint)

    def item(activity: Activity) -> TemplateActivity:
        after = tuple(waits.get(activity.id, ()))
        own = activity.start_on if after else times[activity.id].start
        return TemplateActivity(
            key=keys[activity.id],
            lane=activity.lane,
            name=activity.name,
            kind=activity.kind,
            is_milestone=activity.is_milestone,
            offset_days=None if own is None else max((own - first).days, 0),
            min_days=activity.min_days,
            likely_days=activity.likely_days,
            late_days=activity.late_days,
            unit=activity.unit,
            after=after,
            evidence=tuple(key for key in activity.basis if key in library.facts),
            numbers="partly" if activity.basis else "judgement",
            confidence="low",
        )

    try:
        return Template(
            key=f"{OWN}.{_slug(name)}",
            basis=Basis.PLANNER,
            name=name,
            jurisdiction="own",
            summary=summary,
            activities=tuple(item(activity) for activity in kept),
        )
    except ValidationError as fault:
        raise refused(fault) from None


def _one_line(text: str) -> str:
    """A text without line breaks and without what no file can carry."""
    return " ".join("".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff").split())


def save_template(pack: Path, template: Template) -> Path:
    """Write a template into the user's content, in place of one of the same name. Returns its file.

    Raises StoreFailure when it cannot be written.
    """
    target = _file_of(pack, template)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(target, template_toml(template).encode())
    except OSError as fault:
        raise StoreFailure(
            f"The template could not be kept in {target.parent}: {fault.strerror or fault}.",
            "Make room there or restore access, then try again. The plan itself is not affected.",
        ) from fault
    library_with.cache_clear()
    return target


def _file_of(pack: Path, template: Template) -> Path:
    return pack / _SECTION / f"{template.key.removeprefix(f'{OWN}.')}.toml"


def remove_template(pack: Path, template: Template) -> None:
    """Take a template of the user's own away. Raises Refused when it is none of theirs.

    Raises StoreFailure when its file cannot be removed.
    """
    target = _file_of(pack, template)
    if not template.key.startswith(f"{OWN}."):
        raise Refused("This template belongs to the program and cannot be removed.")
    if not target.exists():
        raise Refused(
            f"There is no file {target.name}: it was removed in the meantime, or the template stands in "
            f"another file of {target.parent}."
        )
    try:
        target.unlink()
    except OSError as fault:
        raise StoreFailure(
            f"The template could not be removed from {target.parent}: {fault.strerror or fault}.",
            "Restore access there, then try again. The plan itself is not affected.",
        ) from fault
    library_with.cache_clear()


def template_toml(template: Template) -> str:
    """A template as a file of the content."""
    head = template.model_dump(mode="json", exclude_defaults=True, exclude={"activities"})
    lines = ["# A template of one's own. Edit it, or share the file.", "", "[[template]]", *_pairs(head)]
    for activity in template.activities:
        row = activity.model_dump(mode="json", exclude_defaults=True)
        lines += ["", "[[template.activities]]", *_pairs(row)]
    return "\n".join(lines) + "\n"


def _pairs(row: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in row.items()]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(_pairs(value))} }}"
    # A JSON string is a TOML string, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _slug(name: str) -> str:
    """The name as a key: what it has of western letters and digits, and a mark that tells names apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60]
    return f"{plain or 'template'}-{sha256(name.encode()).hexdigest()[:4]}"
