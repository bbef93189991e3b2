"""When an activity happens: its own dates, what the schedule makes of them and why, how long it takes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from planner.errors import Refused
from planner.model import Activity, Clock
from planner.terms import DayUnit
from planner.timeline.handshake.first_day import range_told
from planner.timeline.reasons import why
from planner.timeline.schedule import clock_owners, schedule
from planner.timeline.words import days_words
from planner.wording import joined, spoken_date
from ui.bind import Slot, TextBinding
from ui.screens.timeline import edits
from ui.screens.timeline.bound import (
    BoundTick,
    Entry,
    Told,
    bind_day,
    day_field,
    list_field,
    percent_field,
    slot_of,
    write_fields,
)
from ui.screens.timeline.details_part import Beside, Part, View
from ui.screens.timeline.words import UNIT_WORDS, when
from ui.theme import grown
from ui.widgets.fields import DateField, Field, number_or_refused
from ui.widgets.shapes import column, holding
from ui.widgets.text import TextRole, label, wrapped

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from planner.library import Library
    from ui.session import Session

_LENGTHS = (("min_days", "Shortest"), ("likely_days", "Likely"), ("late_days", "Late"))
NO_DATE = "No date yet: give it a start, or a link from something that has one."


def _fill(view: View) -> list[QWidget]:
    session, id = view.desk.session, view.activity.id
    dates = [day_field(session, slot_of(id, "start_on", "start"), "Start")]
    if not view.activity.is_milestone:
        dates.append(_end_field(session, id))
    told = Told(partial(_planned, view.library, id))
    told.setAccessibleName("What the schedule makes of it")
    found: list[QWidget] = [
        Beside(*dates),
        BoundTick(session, _fixed_slot(session, id), "Fixed: nothing pushes it"),
        told,
    ]
    if not view.activity.is_milestone:
        found += _lengths(view)
    more = [day_field(session, slot_of(id, "deadline_on", "deadline"), "Deadline", is_last=True)]
    more.append(percent_field(session, slot_of(id, "progress_percent", "progress"), "Done (%)", empty=0))
    return [*found, Beside(*more, spacing=14)]


def _says(view: View) -> str:
    found = view.times.get(view.activity.id)
    return NO_DATE if found is None else when(found, _months_from(view.snapshot))


def _planned(library: Library, id: UUID, snapshot: Snapshot) -> tuple[str, TextRole]:
    """First and last day, why, and how far it can slip; in red where a date does not hold."""
    times = schedule(snapshot, library)
    found, activity = times.get(id), snapshot.find(Activity, id)
    if activity is None:
        return "", "caption"
    if found is None:
        return NO_DATE, "caption"
    late = f", late {spoken_date(found.late_end)}" if found.late_end > found.end else ""
    parts = [f"Planned: {when(found, _months_from(snapshot))}{late}.", why(times, found)]
    slack = times.slack_days(id)
    if slack is None:
        parts.append("It waits for itself in a loop of links: take one of them out.")
    elif slack > 0:
        parts.append(f"It can slip by {days_words(slack)} before the end of the plan or a set date moves.")
    missed = activity.deadline_on is not None and found.end > activity.deadline_on
    fails = slack is None or missed or any(link.after_id == id for link in times.broken)
    return " ".join(part for part in parts if part), "error" if fails else "muted"


def _months_from(snapshot: Snapshot) -> date | None:
    partnership = snapshot.partnership
    return partnership.start_on if partnership.shows_months else None


def _fixed_slot(session: Session, id: UUID) -> Slot:
    """Whether the date is fixed; without a date of its own, the planned one becomes that."""
    plain = slot_of(id, "is_fixed", "fixed date")

    def write(document: Document, value: Any, _typing: bool) -> None:
        snapshot = document.snapshot()
        found = schedule(snapshot, session.library).get(id)
        fields: dict[str, object] = {"is_fixed": value}
        if value and found is not None and found.activity.start_on is None:
            fields["start_on"] = found.start
        write_fields(document, id, fields, "fixed date")

    return Slot(plain.read, write)


# How long


def _lengths(view: View) -> list[QWidget]:
    session, id = view.desk.session, view.activity.id
    note = wrapped("", "caption")
    note.hide()
    fields = [_length_field(session, id, key, caption, note) for key, caption in _LENGTHS]
    units = [(words.capitalize(), unit) for unit, words in UNIT_WORDS.items()]
    return [
        holding(
            column(
                label("How long it takes", "head"),
                Beside(*fields),
                note,
                list_field(session, slot_of(id, "unit", "unit"), "Counted in", units),
                Told(partial(whose_days, id)),
                Told(partial(_whose_numbers, view.library, id)),
                spacing=5,
            )
        )
    ]


def stretched(activity: Activity, key: str, days: int) -> dict[str, object]:
    """The fields that give one length its value; the others give way as far as they must."""
    lengths = [activity.min_days, activity.likely_days, activity.late_days]
    at = [name for name, _ in _LENGTHS].index(key)
    lengths[at] = days
    lengths[:at] = [min(each, days) for each in lengths[:at]]
    lengths[at + 1 :] = [max(each, days) for each in lengths[at + 1 :]]
    return dict(zip((name for name, _ in _LENGTHS), lengths, strict=True))


def gave_way(activity: Activity, key: str, fields: dict[str, object]) -> str:
    """Which lengths gave way, in a sentence; nothing when none did."""
    moved = [words.lower() for n, words in _LENGTHS if n != key and fields[n] != getattr(activity, n)]
    if not moved:
        return ""
    return f"{joined(moved).capitalize()} went along to {fields[key]:,}, so that the range stays in order."


def _length_field(session: Session, id: UUID, key: str, caption: str, note: QLabel) -> Field:
    edit = QLineEdit()
    edit.setAccessibleName(f"{caption} length in days")
    edit.setMaximumWidth(grown(110))
    entry = Entry(session, id, edit)

    def write(document: Document, value: Any, typing: bool) -> None:
        activity = entry.activity(document)
        fields = stretched(activity, key, value)
        write_fields(document, id, fields, "length", key if typing else "")
        told = gave_way(activity, key, fields)
        note.setText(told)
        note.setVisible(bool(told))

    made = Field(caption, edit)
    TextBinding(
        session,
        edit,
        Slot(slot_of(id, key, "").read, write),
        parse=days_typed,
        on_refused=made.complain,
    )
    return made


def days_typed(text: str) -> int:
    """A length in days. Raises Refused with a sentence."""
    days = number_or_refused(text.replace(",", ""))
    if days is None:
        raise Refused("Enter a number of days.")
    if days < 1:
        raise Refused("A length is at least 1 day.")
    if days > edits.MAX_DAYS:
        raise Refused(f"A length is at most {edits.MAX_DAYS:,} days.")
    return days


def _end_field(session: Session, id: UUID) -> Field:
    """The last day in the likely case; another one is another length."""
    widget = DateField(name="End")
    entry = Entry(session, id, widget.edit)

    def read(snapshot: Snapshot) -> date | None:
        found = schedule(snapshot, session.library).get(id)
        return found.end if found is not None else None

    def write(document: Document, value: date | None, typing: bool) -> None:
        snapshot = document.snapshot()
        found = schedule(snapshot, session.library).get(id)
        if found is None:
            raise Refused("Give it a start first.")
        if value is None:
            raise Refused("Say on which day it ends.")
        if value < found.start:
            raise Refused(f"It starts on {spoken_date(found.start)}: it cannot end before that.")
        activity = entry.activity(document)
        fields = edits.resized(
            snapshot, session.library, found._replace(activity=activity), (value - found.end).days
        )
        write_fields(document, id, fields, "end", "end" if typing else "")

    made = Field("End (likely)", widget)
    bind_day(session, widget, Slot(read, write), made.complain, is_last=True)
    return made


def whose_days(id: UUID, snapshot: Snapshot) -> str:
    """Whose working days are counted, and by which calendars."""
    activity = snapshot.find(Activity, id)
    if activity is None or activity.unit is not DayUnit.WORKING:
        return ""
    owners = clock_owners(snapshot, activity)
    if not owners:
        return "Working days: Monday to Friday, as no organisation stands behind this lane yet."
    names = joined(organisation.name for organisation in owners)
    known = {clock.organisation_id for clock in snapshot.all(Clock)}
    less = ", less the days its calendars close" if any(o.id in known for o in owners) else ""
    if len(owners) > 1:
        less = less.replace("its", "their")
        return f"Working days that {names} share: Monday to Friday{less}."
    none = "" if less else ". It has no calendar yet"
    return f"Working days of {names}: Monday to Friday{less}{none}."


def _whose_numbers(library: Library, id: UUID, snapshot: Snapshot) -> str:
    activity = snapshot.find(Activity, id)
    return f"Lengths: {_lowered(range_told(activity, library))}." if activity is not None else ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(("Our", "Changed", "Partly", "Done")) else text


WHEN = Part("when", "When", _fill, _says, depends=lambda view: view.activity.is_milestone)
