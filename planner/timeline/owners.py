"""Who owns an activity: the person named on it, or the one the role matrix names for it."""

from __future__ import annotations

from uuid import UUID

from planner.document import Snapshot
from planner.model import Activity, Assignment, Person, RoleActivity
from planner.terms import Letter

_ANSWERS_FOR = (Letter.ACCOUNTABLE, Letter.ACCOUNTABLE_RESPONSIBLE, Letter.RESPONSIBLE)


def owner_of(snapshot: Snapshot, activity: Activity) -> Person | None:
    """The owner of an activity: its own, else whoever is accountable for its row, else who does it."""
    own = snapshot.find(Person, activity.owner_id)
    return own or snapshot.derive(_owners_from_matrix).get(activity.id)


def is_from_matrix(snapshot: Snapshot, activity: Activity) -> bool:
    """Whether the owner follows from the role matrix and is not set on the activity itself."""
    return snapshot.find(Person, activity.owner_id) is None and owner_of(snapshot, activity) is not None


def _owners_from_matrix(snapshot: Snapshot) -> dict[UUID, Person]:
    rows = {row.id: row.activity_id for row in snapshot.all(RoleActivity) if row.activity_id is not None}
    found: dict[UUID, tuple[int, Person]] = {}
    for assignment in snapshot.all(Assignment):
        activity_id = rows.get(assignment.role_activity_id)
        person = snapshot.find(Person, assignment.person_id)
        if activity_id is None or person is None or assignment.letter not in _ANSWERS_FOR:
            continue
        standing = _ANSWERS_FOR.index(assignment.letter)
        if activity_id not in found or standing < found[activity_id][0]:
            found[activity_id] = (standing, person)
    return {id: person for id, (_, person) in found.items()}
