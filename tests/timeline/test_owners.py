from __future__ import annotations

from datetime import date

from planner.document import snapshot_of
from planner.model import Assignment, Entity, Person, RoleActivity
from planner.terms import Letter
from planner.timeline.owners import is_from_matrix, owner_of
from tests.timeline.plans import NORTHFIELD, PARTNERSHIP, activity

STUDY = activity("Study", date(2027, 1, 4), 30)
ROW = RoleActivity(partnership_id=PARTNERSHIP.id, title="Study", activity_id=STUDY.id)


def person(name: str) -> Person:
    return Person(partnership_id=PARTNERSHIP.id, organisation_id=NORTHFIELD.id, name=name)


def letter(whose: Person, which: Letter) -> Assignment:
    return Assignment(
        partnership_id=PARTNERSHIP.id, role_activity_id=ROW.id, person_id=whose.id, letter=which
    )


LEAD, FELLOW = person("Academic lead"), person("Research fellow")


def owner_among(*entities: Entity) -> Person | None:
    return owner_of(snapshot_of([PARTNERSHIP, NORTHFIELD, LEAD, FELLOW, STUDY, ROW, *entities]), STUDY)


def test_the_accountable_person_owns_what_names_nobody() -> None:
    assert owner_among(letter(FELLOW, Letter.RESPONSIBLE), letter(LEAD, Letter.ACCOUNTABLE)) == LEAD


def test_without_anybody_accountable_whoever_does_it_owns_it() -> None:
    assert owner_among(letter(FELLOW, Letter.RESPONSIBLE), letter(LEAD, Letter.CONSULTED)) == FELLOW


def test_who_is_only_informed_owns_nothing() -> None:
    assert owner_among(letter(LEAD, Letter.INFORMED)) is None


def test_the_owner_named_on_the_activity_counts_first() -> None:
    own = STUDY.model_copy(update={"owner_id": FELLOW.id})
    snapshot = snapshot_of(
        [PARTNERSHIP, NORTHFIELD, LEAD, FELLOW, own, ROW, letter(LEAD, Letter.ACCOUNTABLE)]
    )

    assert owner_of(snapshot, own) == FELLOW
    assert not is_from_matrix(snapshot, own)
