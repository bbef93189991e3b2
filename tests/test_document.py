from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from planner.document import MAX_UNDO, Change, Document, Edit, Snapshot, snapshot_of
from planner.errors import Refused
from planner.model import (
    MAX_ORGANISATIONS,
    Activity,
    Answer,
    Assignment,
    Clock,
    ClockPeriod,
    Contribution,
    Entity,
    Link,
    NextStep,
    Organisation,
    Partnership,
    Person,
    PrivateNote,
    RoleActivity,
)
from planner.terms import Side


def document_of(*parts: Entity, whole: Partnership | None = None) -> tuple[Document, list[Change]]:
    told: list[Change] = []
    return Document((whole or Partnership(title="Mindful Campus"), *parts), told.append), told


def content(document: Document) -> dict[UUID, Entity]:
    """Everything but the versions, which only rise."""
    return {e.id: e.model_copy(update={"version": 1}) for e in document.snapshot().entities()}


def replayed(entities: tuple[Entity, ...], changes: list[Change]) -> dict[UUID, Entity]:
    """What a store holds that was given every change, each only on top of what it knew."""
    rows = {entity.id: entity for entity in entities}
    for change in changes:
        for edit in change.edits:
            assert rows.get(edit.entity.id) == edit.before
            if edit.after is None:
                del rows[edit.entity.id]
            else:
                rows[edit.after.id] = edit.after
    return rows


class Editing(RuleBasedStateMachine):
    """Any editing at all, with undo and redo in between, and a store that listens."""

    organisations: Bundle[Organisation] = Bundle("organisations")
    people: Bundle[Person] = Bundle("people")

    @initialize()
    def begin(self) -> None:
        self.start = (Partnership(title="Mindful Campus"),)
        self.told: list[Change] = []
        self.document = Document(self.start, self.told.append)

    @property
    def here(self) -> Snapshot:
        return self.document.snapshot()

    @rule(target=organisations, side=st.sampled_from([Side.ACADEMIC, Side.INDUSTRY]))
    def add_organisation(self, side: Side) -> object:
        new = Organisation(partnership_id=self.document.partnership.id, name="Northfield", side=side)
        if len(self.here.all(Organisation)) == MAX_ORGANISATIONS:
            with pytest.raises(Refused):
                self.document.add(new)
            return multiple()
        return self.document.add(new)

    @rule(target=people, organisation=organisations, deputy=st.none() | people)
    def add_person(self, organisation: Organisation, deputy: Person | None) -> object:
        if self.here.find(Organisation, organisation.id) is None:
            return multiple()
        deputy = self.here.find(Person, deputy.id) if deputy else None
        return self.document.add(
            Person(
                partnership_id=self.document.partnership.id,
                organisation_id=organisation.id,
                name="Research lead",
                deputy_id=deputy.id if deputy else None,
            )
        )

    @rule(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8))
    def type_the_summary(self, text: str) -> None:
        for end in range(1, len(text) + 1):
            self.document.set(self.document.partnership, "summary", text[:end], typing=True)

    @rule(text=st.text("ab ", min_size=1, max_size=6), deletes=st.booleans())
    def type_an_answer(self, text: str, deletes: bool) -> None:
        answer = Answer(partnership_id=self.document.partnership.id, question="why", text=text[0])
        answer = self.document.add(answer, typing_in="text")
        for end in range(2, len(text) + 1):
            self.document.set(answer, "text", text[:end], typing=True)
        if deletes:
            self.document.remove(answer, typing_in="text")

    @rule()
    def leave_the_field(self) -> None:
        self.document.seal()

    @rule(person=people, percent=st.integers(-1, 101))
    def set_time(self, person: Person, percent: int) -> None:
        before = content(self.document)
        if self.here.find(Person, person.id) is None or not 0 <= percent <= 100:
            with pytest.raises(Refused):
                self.document.set(person, "time_percent", percent)
            assert content(self.document) == before
        else:
            self.document.set(person, "time_percent", percent)

    @rule(person=consumes(people))
    def remove_person(self, person: Person) -> None:
        self.document.remove(person)

    @rule(organisation=organisations)
    def remove_organisation(self, organisation: Organisation) -> None:
        self.document.remove(organisation)

    @rule(organisation=organisations)
    def fail_half_way_through_a_step(self, organisation: Organisation) -> None:
        before, changes = content(self.document), len(self.told)

        def half_a_step() -> None:
            with self.document.step("half a step"):
                self.document.remove(organisation)
                self.document.set(self.document.partnership, "title", "Half")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half_a_step()
        assert content(self.document) == before
        assert len(self.told) == changes

    @rule()
    def undo(self) -> None:
        before = content(self.document)
        if self.document.undo() is not None:
            self.document.redo()
            assert content(self.document) == before
            self.document.undo()

    @rule()
    def redo(self) -> None:
        self.document.redo()

    @rule()
    def undo_everything_and_redo_it(self) -> None:
        while self.document.redo() is not None:
            pass
        end = content(self.document)
        while self.document.undo() is not None:
            pass
        assert content(self.document) == {self.start[0].id: self.start[0]}
        while self.document.redo() is not None:
            pass
        assert content(self.document) == end

    @invariant()
    def nothing_refers_to_what_is_gone(self) -> None:
        there = {e.id for e in self.here.entities()}
        for person in self.here.all(Person):
            assert person.organisation_id in there
            assert person.deputy_id is None or person.deputy_id in there

    @invariant()
    def the_store_holds_the_same(self) -> None:
        assert replayed(self.start, self.told) == {e.id: e for e in self.here.entities()}


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)


def test_a_document_holds_exactly_one_partnership() -> None:
    for entities in ((), (Partnership(title="One"), Partnership(title="Two"))):
        with pytest.raises(Refused, match="exactly one"):
            Document(entities)


def test_the_listener_hears_what_was_and_what_is() -> None:
    document, told = document_of()
    before = document.partnership

    document.set(before, "title", "Calm Campus", label="rename")

    assert told == [Change("rename", (Edit(before, document.partnership),))]
    assert document.partnership.version == before.version + 1
    assert told[0].touches(Partnership)
    assert not told[0].touches(Organisation, Person)


def test_a_document_needs_no_listener() -> None:
    document = Document([Partnership(title="Mindful Campus")])

    document.set(document.partnership, "title", "Calm Campus")

    assert document.partnership.title == "Calm Campus"


def test_the_same_value_again_is_no_change() -> None:
    document, told = document_of()

    document.set(document.partnership, "title", "Mindful Campus")

    assert told == []
    assert document.undo_label == ""
    assert document.undo() is None
    assert document.redo() is None


@pytest.mark.parametrize(
    ("noun", "field", "value", "sentence"),
    [
        (Partnership, "title", "  ", "A partnership needs a name."),
        (Partnership, "title", "x" * 401, "This is longer than 400 characters."),
        (Partnership, "title", "\ud800", "This text holds a character that cannot be stored."),
        (Partnership, "situations", ("a\x00",), "This text holds a character that cannot be stored."),
        (Partnership, "start_on", "tomorrow", "This is not a date."),
        (Partnership, "draft_number", 0, "This is less than 1."),
        (Partnership, "colour", "blue", "colour is not a field this program knows."),
        (Organisation, "side", "joint", "An organisation sits on the academic or the industry side."),
        (Person, "time_percent", 101, "This is more than 100."),
        (Person, "time_percent", "half", "This is not a whole number."),
        (Person, "until_on", date(2026, 12, 8), "The last day is before the first day."),
        (Contribution, "amount", "much", "This is not an amount."),
        (Contribution, "amount", "NaN", "This is not an amount."),
        (Contribution, "amount", "1e30", "This amount has more than 18 digits."),
        (Contribution, "amount", "-1", "This is less than 0."),
        (Activity, "min_days", 5, "Durations run from shortest over likely to late."),
        (ClockPeriod, "ends_on", date(2026, 12, 8), "The end is before the start."),
        (RoleActivity, "ends_on", date(2026, 12, 8), "The end is before the start."),
        (RoleActivity, "title", 7, "This is not text."),
        (Organisation, "kind", "alien", "This is none of the words known here."),
        (Partnership, "start_on", "5", "This is not a date."),
        (Partnership, "currency", "", "This is shorter than 3 characters."),
    ],
)
def test_a_value_that_is_not_accepted_says_why_and_changes_nothing(
    noun: type[Entity], field: str, value: object, sentence: str
) -> None:
    document, told = everything()
    entity = document.snapshot().all(noun)[0]
    fields = {field: value} if field != "colour" else {"title": "Calm Campus", "colour": "blue"}

    with pytest.raises((Refused, AttributeError)) as caught:
        document.update(entity, fields)

    assert isinstance(caught.value, AttributeError) or str(caught.value) == sentence
    assert told == []
    assert document.snapshot().all(noun)[0] == entity


def everything() -> tuple[Document, list[Change]]:
    whole = Partnership(title="Mindful Campus")
    p, day = whole.id, date(2026, 12, 9)
    organisation = Organisation(partnership_id=p, name="Northfield University")
    lead = Person(partnership_id=p, organisation_id=organisation.id, name="Lead", from_on=day)
    second = Person(partnership_id=p, organisation_id=organisation.id, name="Second", deputy_id=lead.id)
    given = Contribution(partnership_id=p, organisation_id=organisation.id)
    ethics = Activity(partnership_id=p, name="Ethics", organisation_id=organisation.id, owner_id=lead.id)
    study = Activity(partnership_id=p, name="Study")
    link = Link(partnership_id=p, before_id=ethics.id, after_id=study.id)
    clock = Clock(partnership_id=p, organisation_id=organisation.id)
    period = ClockPeriod(partnership_id=p, clock_id=clock.id, starts_on=day)
    row = RoleActivity(partnership_id=p, title="Data cleaning", starts_on=day)
    letter = Assignment(partnership_id=p, role_activity_id=row.id, person_id=lead.id)
    parts = (organisation, lead, second, given, ethics, study, link, clock, period, row, letter)
    return document_of(*parts, whole=whole)


def test_removing_an_organisation_removes_what_it_owns_and_clears_what_refers_to_it() -> None:
    document, told = everything()
    organisation = document.snapshot().all(Organisation)[0]

    document.remove(organisation)

    left = {type(e) for e in document.snapshot().entities()}
    assert left == {Partnership, Activity, Link, RoleActivity}
    ethics = document.snapshot().first(Activity, name="Ethics")
    assert ethics is not None
    assert (ethics.organisation_id, ethics.owner_id) == (None, None)
    assert [change.label for change in told] == ["removal of organisation"]


def test_undo_restores_the_people_of_a_removed_organisation() -> None:
    document, _ = everything()
    before = content(document)

    document.remove(document.snapshot().all(Organisation)[0])
    document.undo()

    assert content(document) == before
    assert document.redo_label == "removal of organisation"


def test_what_is_gone_cannot_be_changed_and_is_removed_only_once() -> None:
    document, told = everything()
    link = document.snapshot().all(Link)[0]
    document.remove(link)

    with pytest.raises(Refused, match="removed in the meantime"):
        document.set(link, "lag_days", 3)
    document.remove(link)

    assert len(told) == 1


def test_typing_is_undone_word_by_word_until_the_field_is_left() -> None:
    document, _ = document_of()
    for end in range(1, len("one two three") + 1):
        document.set(document.partnership, "summary", "one two three"[:end], typing=True)

    document.undo()
    assert document.partnership.summary == "one two "
    document.redo()
    document.seal()
    document.undo()

    assert document.partnership.summary == "one two "


def test_a_field_that_was_left_is_one_step() -> None:
    document, told = document_of()
    for end in range(1, len("one two three") + 1):
        document.set(document.partnership, "summary", "one two three"[:end], label="summary", typing=True)

    document.seal()
    document.seal()

    assert document.undo_label == "summary"
    document.undo()
    assert document.partnership.summary == ""
    assert document.undo() is None
    assert len(told) == len("one two three") + 1


def test_typing_in_another_field_seals_the_first() -> None:
    document, _ = document_of()
    for text in ("a", "a b"):
        document.set(document.partnership, "summary", text, label="summary", typing=True)
    for text in ("B", "B c"):
        document.set(document.partnership, "title", text, label="title", typing=True)

    document.undo()
    document.undo()
    document.undo()

    assert document.partnership.summary == ""
    assert document.partnership.title == "Mindful Campus"


def test_the_first_letter_makes_an_answer_and_the_whole_word_is_one_step() -> None:
    document, told = document_of()
    answer = Answer(partnership_id=document.partnership.id, question="why", text="N")

    document.add(answer, label="answer", typing_in="text")
    document.set(answer, "text", "No", typing=True)
    document.seal()

    assert document.undo_label == "answer"
    document.undo()
    assert document.snapshot().all(Answer) == ()
    assert document.undo() is None
    assert len(told) == 3


@pytest.mark.parametrize("sealed", [True, False])
def test_an_answer_that_typing_made_and_unmade_leaves_nothing_to_undo(sealed: bool) -> None:
    document, told = document_of()
    answer = Answer(partnership_id=document.partnership.id, question="why", text="N")

    answer = document.add(answer, typing_in="text")
    document.remove(answer, typing_in="text")
    if sealed:
        document.seal()

    assert document.undo() is None
    assert len(told) == 2


def test_deleting_the_last_letter_is_undone_by_one_step() -> None:
    document, _ = document_of()
    answer = Answer(partnership_id=document.partnership.id, question="why", text="N")
    document.add(answer)

    document.remove(document.get(Answer, answer.id), typing_in="text")
    assert document.undo_label == "removal of answer"
    document.undo()

    assert [a.text for a in document.snapshot().all(Answer)] == ["N"]


def test_picking_a_date_as_one_types_is_one_step() -> None:
    document, _ = document_of()
    for day in (8, 9):
        document.set(document.partnership, "start_on", date(2026, 12, day), typing=True)
    document.seal()

    document.undo()

    assert document.partnership.start_on is None


def test_a_step_is_undone_as_a_whole_and_a_step_inside_it_is_part_of_it() -> None:
    document, told = document_of()
    with document.step("apply a template"):
        document.set(document.partnership, "title", "Calm Campus")
        with document.step("inner"):
            document.add(NextStep(partnership_id=document.partnership.id, text="Meet"))

    assert [change.label for change in told] == ["apply a template"]
    document.undo()
    assert document.partnership.title == "Mindful Campus"
    assert document.snapshot().all(NextStep) == ()


def test_a_step_in_which_nothing_happens_is_none() -> None:
    document, told = document_of()

    with document.step("nothing"):
        pass

    assert told == []
    assert document.undo_label == ""


def test_a_new_change_forgets_what_was_undone() -> None:
    document, _ = document_of()
    document.set(document.partnership, "title", "First")
    document.undo()

    document.set(document.partnership, "title", "Second")

    assert document.redo() is None
    assert document.redo_label == ""


def test_undo_reaches_back_a_thousand_steps() -> None:
    document, _ = document_of()
    for number in range(MAX_UNDO + 5):
        document.set(document.partnership, "draft_number", number + 2)

    steps = 0
    while document.undo() is not None:
        steps += 1

    assert steps == MAX_UNDO
    assert document.partnership.draft_number == 6


def test_what_is_added_goes_behind_its_like_unless_it_has_a_place() -> None:
    document, _ = document_of()
    p = document.partnership.id
    first = document.add(NextStep(partnership_id=p, text="first"))
    document.add(NextStep(partnership_id=p, text="third", rank=7))
    document.add(NextStep(partnership_id=p, text="second", rank=3))
    document.add(NextStep(partnership_id=p, text="last"))

    assert [s.text for s in document.snapshot().all(NextStep)] == ["first", "second", "third", "last"]
    assert document.get(NextStep, first.id) == first
    with pytest.raises(KeyError):
        document.get(NextStep, uuid4())


def test_a_part_of_another_partnership_is_refused() -> None:
    document, told = document_of()

    with pytest.raises(Refused, match="another partnership"):
        document.add(NextStep(partnership_id=uuid4(), text="Meet"))
    assert told == []


def test_a_second_partnership_is_refused() -> None:
    document, told = document_of()

    with pytest.raises(Refused, match="exactly one"):
        document.add(Partnership(title="Another"))
    assert told == []


def test_an_activity_cannot_be_made_to_wait_for_itself() -> None:
    document, told = everything()
    link = document.snapshot().all(Link)[0]

    with pytest.raises(Refused, match="An activity cannot wait for itself"):
        document.set(link, "after_id", link.before_id)
    assert told == []


def test_an_instant_without_a_zone_is_taken_as_utc() -> None:
    document, _ = document_of(whole=Partnership(title="Mindful Campus", created_at=datetime(2026, 12, 9)))

    assert document.partnership.created_at == datetime(2026, 12, 9, tzinfo=UTC)


def test_labels_speak_of_things_as_the_screens_do() -> None:
    document, told = document_of()
    note = document.add(PrivateNote(partnership_id=document.partnership.id, place="scope/why", text="Hush"))
    document.set(note, "text", "Louder")

    assert [change.label for change in told] == ["new private note", "change of private note"]


def test_a_snapshot_stays_as_it_was() -> None:
    document, _ = document_of()
    before = document.snapshot()

    document.set(document.partnership, "title", "Calm Campus")

    assert before.partnership.title == "Mindful Campus"
    assert document.snapshot() is document.snapshot()
    assert document.snapshot() is not before


def test_a_snapshot_finds_and_works_out_once() -> None:
    whole = Partnership(title="Mindful Campus")
    academic = Answer(partnership_id=whole.id, question="why", side=Side.ACADEMIC)
    industry = Answer(partnership_id=whole.id, question="why", side=Side.INDUSTRY)
    snapshot = snapshot_of((whole, academic, industry))
    calls = []

    def counted(snapshot: Snapshot, noun: type[Entity]) -> int:
        calls.append(noun)
        return len(snapshot.all(noun))

    assert snapshot.where(Answer, question="why") == (academic, industry)
    assert snapshot.first(Answer, side=Side.INDUSTRY) == industry
    assert snapshot.first(Answer, side=Side.JOINT) is None
    assert snapshot.find(Answer, academic.id) == academic
    assert snapshot.find(Answer, None) is None
    assert snapshot.find(Answer, uuid4()) is None
    assert [snapshot.derive(counted, Answer) for _ in range(2)] == [2, 2]
    assert calls == [Answer]


def test_a_document_that_is_read_only_refuses_every_write() -> None:
    document, heard = document_of()
    document.is_read_only = True

    with pytest.raises(Refused, match="only be read"):
        document.set(document.partnership, "title", "Renamed")
    with pytest.raises(Refused, match="only be read"), document.step("both"):
        document.set(document.partnership, "summary", "x")

    assert heard == []
    assert document.undo_label == ""
