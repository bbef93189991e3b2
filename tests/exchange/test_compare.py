from __future__ import annotations

import json
from datetime import date
from functools import reduce
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.document import Edit
from planner.errors import Refused
from planner.exchange.compare import compare, copy_of, replacing
from planner.exchange.file import from_json, to_json
from planner.library.reading import Library
from planner.model import (
    Activity,
    Answer,
    Assignment,
    Baseline,
    ClauseChoice,
    Draft,
    Entity,
    Link,
    OpenPoint,
    Organisation,
    Partnership,
    Person,
    Position,
    PrivateNote,
    Rating,
    RoleActivity,
)
from planner.terms import Seat, Side

WHOLE = Partnership(id=UUID(int=1), title="Mindful Campus")
P = WHOLE.id
NORTHFIELD = Organisation(id=UUID(int=2), partnership_id=P, name="Northfield University")
LEAD = Person(id=UUID(int=3), partnership_id=P, organisation_id=NORTHFIELD.id, name="Principal investigator")
WHY = Answer(id=UUID(int=4), partnership_id=P, question="why-now", side=Side.ACADEMIC, text="Evidence")
NOTE = PrivateNote(id=UUID(int=5), partnership_id=P, seat=Seat.ACADEMIC, place="scope/why-now", text="Hush")
CLEANING = RoleActivity(id=UUID(int=6), partnership_id=P, title="Data cleaning")
LETTER = Assignment(id=UUID(int=7), partnership_id=P, role_activity_id=CLEANING.id, person_id=LEAD.id)
ETHICS = Activity(id=UUID(int=8), partnership_id=P, name="Ethics review")
STUDY = Activity(id=UUID(int=9), partnership_id=P, name="Study")
LINK = Link(id=UUID(int=10), partnership_id=P, before_id=ETHICS.id, after_id=STUDY.id)
PUBLISHING = Position(id=UUID(int=11), partnership_id=P, clause="publication", side=Side.INDUSTRY)
CHOICE = ClauseChoice(
    id=UUID(int=12), partnership_id=P, clause="publication", values=(("lead", str(LEAD.id)),)
)
RATED = Rating(id=UUID(int=13), partnership_id=P, topic="pace", value=3, rated_on=date(2026, 12, 9))
POINT = OpenPoint(id=UUID(int=14), partnership_id=P, origin=f"roles/person/{LEAD.id}", text="Who?")
PLAN = Baseline(
    id=UUID(int=15),
    partnership_id=P,
    taken_on=date(2026, 12, 9),
    dates=((STUDY.id.hex, "2027-01-01", "2027-02-01"),),
)
ISSUED = Draft(
    id=UUID(int=16),
    partnership_id=P,
    number=2,
    issued_on=date(2026, 12, 9),
    blocks=json.dumps({"lead": str(LEAD.id)}),
)
STORED: tuple[Entity, ...] = (
    *(WHOLE, NORTHFIELD, LEAD, WHY, NOTE, CLEANING, LETTER, ETHICS, STUDY, LINK),
    *(PUBLISHING, CHOICE, RATED, POINT, PLAN, ISSUED),
)


def changed(entity: Entity, **fields: object) -> tuple[Entity, ...]:
    after = type(entity).model_validate({**entity.model_dump(), **fields})
    return tuple(after if e is entity else e for e in STORED)


def without(*gone: Entity) -> tuple[Entity, ...]:
    return tuple(e for e in STORED if e not in gone)


def applied(entities: tuple[Entity, ...], edits: tuple[Edit, ...]) -> set[Entity]:
    def one(found: dict[UUID, Entity], edit: Edit) -> dict[UUID, Entity]:
        rest = {id: e for id, e in found.items() if id != edit.entity.id}
        return {**rest, edit.after.id: edit.after} if edit.after else rest

    return {e.id for e in reduce(one, edits, {e.id: e for e in entities}).values()}  # type: ignore[misc]


def test_a_file_of_what_is_stored_is_identical_whatever_its_versions() -> None:
    risen = tuple(e.model_copy(update={"version": 9}) for e in STORED)

    assert compare(STORED, risen).identical
    assert replacing(STORED, risen) == ()


def test_a_file_without_private_notes_is_identical() -> None:
    incoming = from_json(to_json(STORED, "", private=False)).entities

    assert compare(STORED, incoming).identical
    assert replacing(STORED, incoming) == ()


@pytest.mark.parametrize(
    ("entity", "field", "value", "words"),
    [
        (WHOLE, "title", "Calm Campus", "The partnership: title differs"),
        (WHOLE, "start_on", date(2027, 3, 1), "The partnership: start date differs"),
        (WHY, "text", "Proof", "Answer to “why-now” (academic): text differs"),
        (LEAD, "may_sign", True, "Person “Principal investigator”: whether they may sign differs"),
        (LEAD, "deputy_id", LEAD.id, "Person “Principal investigator”: deputy differs"),
        (LETTER, "letter", "A", "Assignment of “Data cleaning” and “Principal investigator”: letter differs"),
        (LINK, "lag_days", 3, "Link of “Ethics review” and “Study”: lag days differs"),
        (PUBLISHING, "stance", "cant", "Position on “publication” (industry): stance differs"),
        (CHOICE, "values", (), "Clause on “publication”: the values filled in differs"),
        (RATED, "value", 4, "Rating of “pace” (academic): value differs"),
        (POINT, "text", "x" * 90, "Open point “Who?”: text differs"),
        (PLAN, "name", "First", "Baseline: name differs"),
        (ISSUED, "issued_to", "Both", "Draft 2 (of 9 Dec 2026): to whom it was sent differs"),
        (STUDY, "min_days", 0, "Activity “Study”: shortest duration differs"),
    ],
)
def test_a_difference_is_said_in_words(entity: Entity, field: str, value: object, words: str) -> None:
    comparison = compare(STORED, changed(entity, **{field: value}))

    assert comparison.lines == (words,)
    assert not comparison.identical


def test_a_library_puts_wordings_in_the_place_of_keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("content")
    (folder / "scope.toml").write_text(
        '[[question]]\nkey = "why-now"\nbasis = "planner"\nstep = "why"\nwording = "Why now?"\n'
        'kind = "text"\nanswered_by = "each"\nwhy = "It matters."\nexample = "An example."\n'
    )
    (folder / "clauses.toml").write_text(
        '[[clause]]\nkey = "publication"\nbasis = "planner"\nnumber = 1\ntitle = "Publication"\n'
        'purpose = "Who may publish."\npapers = []\n'
    )
    (folder / "readiness.toml").write_text(
        '[[topic]]\nkey = "pace"\nbasis = "planner"\ntheme = "time"\nstatement = "Pace is agreed"\n'
        'advice = "Agree it."\n'
    )

    comparison = compare(STORED, without(WHY, PUBLISHING, RATED), Library(folder))

    assert comparison.lines == (
        "Answer to “Why now?” (academic): not in the file",
        "Position on “Publication” (industry): not in the file",
        "Rating of “Pace is agreed” (academic): not in the file",
    )


def test_what_only_one_has_is_said() -> None:
    new = Organisation(partnership_id=P, name="Brightpath\nDigital Ltd " + "x" * 80)

    comparison = compare(STORED, (*without(PLAN, NOTE), new))

    assert comparison.lines == (
        f"Organisation “Brightpath Digital Ltd {'x' * 34}...”: only in the file",
        "Baseline: not in the file",
    )


def test_an_assignment_of_somebody_unknown_still_has_words() -> None:
    comparison = compare((WHOLE, LETTER), (WHOLE,))

    assert comparison.removed == ("Assignment of “something removed” and “something removed”",)


def test_taking_the_files_version_raises_versions_and_keeps_private_notes() -> None:
    stored = tuple(e.model_copy(update={"version": 5}) for e in STORED)
    incoming = tuple(e for e in changed(WHY, text="Proof") if e not in (NOTE, LETTER, CLEANING))

    edits = replacing(stored, incoming)

    assert [(e.before, e.after) for e in edits if e.after] == [
        (WHY.model_copy(update={"version": 5}), WHY.model_copy(update={"version": 6, "text": "Proof"}))
    ]
    assert [type(e.before) for e in edits if e.after is None] == [Assignment, RoleActivity]
    assert applied(stored, edits) == {e.id for e in incoming} | {NOTE.id}


def test_taking_the_files_version_takes_its_private_notes_too() -> None:
    incoming = changed(NOTE, text="Louder")

    edits = replacing(STORED, incoming)

    assert [e.after for e in edits] == [NOTE.model_copy(update={"text": "Louder", "version": 2})]


def test_a_key_that_names_another_kind_of_thing_is_another_thing() -> None:
    incoming = (*without(WHY), Position(id=WHY.id, partnership_id=P, clause="publication"))

    edits = replacing(STORED, incoming)

    assert [(type(e.before), type(e.after)) for e in edits] == [
        (type(None), Position),
        (Answer, type(None)),
    ]


def test_another_partnership_cannot_take_the_place_of_this_one() -> None:
    with pytest.raises(Refused, match="two different partnerships"):
        replacing(STORED, copy_of(STORED))


@given(st.sets(st.sampled_from(STORED[1:])), st.sets(st.sampled_from(STORED[1:])))
def test_after_replacing_nothing_differs(left: set[Entity], taken: set[Entity]) -> None:
    stored = (WHOLE, *(e for e in STORED[1:] if e not in left))
    incoming = (WHOLE, *(e for e in STORED[1:] if e not in taken))

    edits = replacing(stored, incoming)

    assert applied(stored, edits) == {e.id for e in incoming} | {e.id for e in stored if e == NOTE}


def test_a_copy_shares_no_key_and_says_the_same() -> None:
    copy = copy_of(STORED, title="Mindful Campus (copy)")

    assert not {e.id for e in copy} & {e.id for e in STORED}
    assert {e.version for e in copy} == {1}
    assert (
        from_json(to_json(copy, "", private=True)).entities
        == from_json(to_json(copy, "", private=True)).entities
    )
    by_noun = {type(e): e for e in copy}
    lead, whole = by_noun[Person], by_noun[Partnership]
    assert whole.model_dump(include={"title"}) == {"title": "Mindful Campus (copy)"}
    assert isinstance(lead, Person)
    assert lead.shared_id == LEAD.shared_id
    assert lead.organisation_id == by_noun[Organisation].id
    assert by_noun[OpenPoint].model_dump()["origin"] == f"roles/person/{lead.id}"
    assert by_noun[ClauseChoice].model_dump()["values"] == (("lead", str(lead.id)),)
    assert by_noun[Draft].model_dump()["blocks"] == ISSUED.blocks
    studies = [e.id.hex for e in copy if isinstance(e, Activity) and e.name == "Study"]
    assert by_noun[Baseline].model_dump()["dates"] == ((studies[0], "2027-01-01", "2027-02-01"),)


def test_a_copy_keeps_its_title_and_keys_of_other_partnerships() -> None:
    elsewhere = str(uuid4())
    note = PrivateNote(partnership_id=P, place=f"overview/organisation/{elsewhere}", text="Elsewhere")

    copy = copy_of((WHOLE, note))

    assert isinstance(copy[0], Partnership)
    assert copy[0].title == "Mindful Campus"
    assert isinstance(copy[1], PrivateNote)
    assert copy[1].place == note.place


def test_a_signed_draft_keeps_its_number_for_itself() -> None:
    day = date(2026, 12, 9)
    signed = Draft(partnership_id=P, number=3, issued_on=day, signed_on=day)
    other = Draft(partnership_id=P, number=3, issued_on=day)
    next_one = Draft(partnership_id=P, number=4, issued_on=day)

    edits = replacing([*STORED, signed], [*STORED, other, next_one])

    assert [edit.after for edit in edits] == [next_one]
