"""What an activity is and who has it: lane, work package, kind, notes; owner and effort."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from planner.model import Activity, Person
from planner.terms import Lane
from planner.timeline.owners import is_from_matrix, owner_of
from ui.bind import Slot, TextBinding
from ui.screens.timeline import edits
from ui.screens.timeline.bound import (
    BoundTick,
    Told,
    list_field,
    percent_field,
    search_field,
    slot_of,
    write_fields,
)
from ui.screens.timeline.cells import NOBODY
from ui.screens.timeline.details_part import Part, View
from ui.widgets.fields import Field, text_field

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from ui.session import Session

_PLAIN_KINDS = {True: "milestone", False: "work"}
_FIRST_LENGTHS = {"min_days": 7, "likely_days": 14, "late_days": 28}


def _fill_what(view: View) -> list[QWidget]:
    session, activity = view.desk.session, view.activity
    id = activity.id
    kinds = list_of_kinds(view)
    made: list[QWidget] = [
        list_field(
            session,
            _lane_slot(view.snapshot, id),
            "Lane and organisation",
            [(name, (lane, owner)) for name, lane, owner in edits.lanes_to_choose(view.snapshot)],
        ),
        _work_package(session, id),
        search_field(session, slot_of(id, "kind", "kind"), "Kind", kinds, hint="The checks go by it."),
        BoundTick(session, _milestone_slot(id), "A milestone: one day, no length"),
    ]
    if activity.kind == "ethics_approval":
        committee = slot_of(id, "needs_committee", "needs a committee meeting")
        made.append(BoundTick(session, committee, "Needs a committee meeting"))
    return [*made, text_field(session, slot_of(id, "notes", "notes"), "Notes", lines=3)]


def _says_what(view: View) -> str:
    activity = view.activity
    seat = _lane_slot(view.snapshot, activity.id).read(view.snapshot)
    lanes = {(lane, id): name for name, lane, id in edits.lanes_to_choose(view.snapshot)}
    kind = view.library.activity_kinds.get(activity.kind)
    parts = [lanes.get(seat, ""), activity.sublane, kind.name if kind is not None else activity.kind]
    return " · ".join(part for part in parts if part)


def list_of_kinds(view: View) -> list[tuple[str, object]]:
    """The kinds there are for it, by name; one of another sort, or of another's content, stays to be seen."""
    activity = view.activity
    known = view.library.activity_kinds
    found: list[tuple[str, object]] = sorted(
        (kind.name, kind.key) for kind in known.values() if kind.is_milestone == activity.is_milestone
    )
    if activity.kind not in [key for _, key in found]:
        own = known.get(activity.kind)
        found.append((own.name if own is not None else activity.kind, activity.kind))
    return found


def _lane_slot(snapshot: Snapshot, id: UUID) -> Slot:
    firsts = {lane: owner for _, lane, owner in reversed(edits.lanes_to_choose(snapshot))}

    def read(now: Snapshot) -> tuple[Lane, UUID | None] | None:
        found = now.find(Activity, id)
        if found is None:
            return None
        known = found.organisation_id if found.lane is not Lane.JOINT else None
        return found.lane, known or firsts.get(found.lane)

    def write(document: Document, value: Any, _typing: bool) -> None:
        write_fields(document, id, {"lane": value[0], "organisation_id": value[1]}, "lane")

    return Slot(read, write)


def _milestone_slot(id: UUID) -> Slot:
    """Whether it is a milestone. Its lengths are kept for when it is an activity again."""
    plain = slot_of(id, "is_milestone", "")

    def write(document: Document, value: Any, _typing: bool) -> None:
        fields: dict[str, object] = {"is_milestone": value}
        found = document.snapshot().find(Activity, id)
        if found is not None and found.kind == _PLAIN_KINDS[not value]:
            fields["kind"] = _PLAIN_KINDS[value]
        if found is not None and not value and not found.late_days:
            fields |= _FIRST_LENGTHS
        write_fields(document, id, fields, "milestone or activity")

    return Slot(plain.read, write)


class _Completing(QLineEdit):
    """A field that offers the work packages in use."""

    def __init__(self, session: Session, id: UUID) -> None:
        super().__init__()
        self._session, self._id = session, id
        self._names = QStringListModel(self)
        offered = QCompleter(self._names, self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(offered)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._session.document is not None:
            self._names.setStringList(packages_in_use(self._session.snapshot, self._id))
        super().focusInEvent(event)


def packages_in_use(snapshot: Snapshot, but_of: UUID) -> list[str]:
    """The work packages of the other activities, by name."""
    others = {a.sublane for a in snapshot.all(Activity) if a.id != but_of and a.sublane}
    return sorted(others, key=str.casefold)


def _work_package(session: Session, id: UUID) -> Field:
    edit = _Completing(session, id)
    edit.setAccessibleName("Work package")
    edit.setPlaceholderText("None")
    made = Field("Work package", edit)
    TextBinding(session, edit, slot_of(id, "sublane", "work package"), on_refused=made.complain)
    return made


# Who


def from_matrix(snapshot: Snapshot, activity: Activity) -> Person | None:
    """Whom the role matrix names, whoever is set on the activity."""
    return owner_of(snapshot, activity.model_copy(update={"owner_id": None}))


def _fill_who(view: View) -> list[QWidget]:
    session, activity = view.desk.session, view.activity
    named = from_matrix(view.snapshot, activity)
    nobody = f"From the role matrix: {named.name}" if named is not None else NOBODY
    people = [(nobody, None), *((person.name, person.id) for person in view.snapshot.all(Person))]
    made: list[QWidget] = [
        list_field(session, slot_of(activity.id, "owner_id", "owner"), "Owner", people),
        Told(partial(_whose_choice, activity.id)),
    ]
    if not activity.is_milestone:
        slot = slot_of(activity.id, "effort_percent", "effort")
        made.append(percent_field(session, slot, "Effort (% of full time)"))
    return made


def _whose_choice(id: UUID, snapshot: Snapshot) -> str:
    activity = snapshot.find(Activity, id)
    if activity is None or owner_of(snapshot, activity) is None:
        return ""
    if is_from_matrix(snapshot, activity):
        return "Follows the role matrix. Choose somebody else to set it here."
    named = from_matrix(snapshot, activity)
    if named is None:
        return "Set here. The role matrix names nobody for it."
    return f"Set here. The role matrix names {named.name}: choose the first line to go back to that."


def _says_who(view: View) -> str:
    owner, effort = owner_of(view.snapshot, view.activity), view.activity.effort_percent
    parts = [owner.name if owner is not None else NOBODY]
    if owner is not None and is_from_matrix(view.snapshot, view.activity):
        parts.append("from the role matrix")
    if effort is not None and not view.activity.is_milestone:
        parts.append(f"{effort} % of full time")
    return " · ".join(parts)


WHAT = Part(
    "what",
    "What",
    _fill_what,
    _says_what,
    depends=lambda view: (view.activity.is_milestone, view.activity.kind, _lanes(view)),
)
WHO = Part(
    "who",
    "Who",
    _fill_who,
    _says_who,
    depends=lambda view: (
        view.activity.is_milestone,
        tuple((person.id, person.name) for person in view.snapshot.all(Person)),
        from_matrix(view.snapshot, view.activity),
    ),
)


def _lanes(view: View) -> tuple[object, ...]:
    return tuple(edits.lanes_to_choose(view.snapshot))
