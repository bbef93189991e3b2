from __future__ import annotations

from uuid import UUID

from planner.document import snapshot_of
from planner.exchange.taking import take_in
from planner.library import standard_library
from planner.model import Entity, NextStep, Organisation, Partnership, PrivateNote
from planner.terms import Seat

WHOLE = Partnership(id=UUID(int=1), title="Mindful Campus")
NORTHFIELD = Organisation(partnership_id=WHOLE.id, name="Northfield University")
NOTE = PrivateNote(partnership_id=WHOLE.id, seat=Seat.ACADEMIC, place="overview", text="Hush")
STEP = NextStep(partnership_id=WHOLE.id, text="Meet")
STORED: tuple[Entity, ...] = (WHOLE, NORTHFIELD, NOTE)
DIFFERENT: tuple[Entity, ...] = (WHOLE.model_copy(update={"title": "Calm Campus"}), NORTHFIELD, STEP)
LIBRARY = standard_library()


def test_a_new_partnership_is_stored_whole() -> None:
    taken = take_in([("a.json", STORED)], [], "", LIBRARY)

    assert [edit.after for edit in taken.edits] == list(STORED)
    assert taken.lines == ("a.json: Mindful Campus is stored (00000000)",)
    assert taken.refused == ""


def test_what_is_here_already_changes_nothing() -> None:
    taken = take_in([("a.json", STORED[:2])], [STORED], "replace", LIBRARY)

    assert taken.edits == ()
    assert taken.lines == ("a.json: Mindful Campus is already here, and nothing differs",)


def test_a_different_one_is_refused_with_what_differs() -> None:
    taken = take_in([("a.json", DIFFERENT)], [STORED], "", LIBRARY)

    assert taken.edits == ()
    assert taken.refused == "a.json: “Calm Campus” is stored already, and differs in 2 places."
    assert taken.lines == ("The partnership: title differs", "Next step “Meet”: only in the file")


def test_one_difference_is_one_place() -> None:
    taken = take_in([("a.json", DIFFERENT[:2])], [STORED], "", LIBRARY)

    assert taken.refused.endswith("differs in 1 place.")


def test_taking_the_files_version_keeps_the_private_note() -> None:
    taken = take_in([("a.json", DIFFERENT)], [STORED], "replace", LIBRARY)

    assert {type(edit.entity) for edit in taken.edits} == {Partnership, NextStep}
    assert taken.lines == ("a.json: Calm Campus is replaced (00000000)",)


def test_keeping_both_stores_a_copy_under_its_own_name() -> None:
    taken = take_in([("a.json", DIFFERENT)], [STORED], "copy", LIBRARY)

    copy = snapshot_of(edit.after for edit in taken.edits if edit.after)
    assert copy.partnership.title == "Calm Campus (copy)"
    assert copy.partnership.id != WHOLE.id
    assert "stored beside the one that was here" in taken.lines[0]


def test_the_same_file_twice_is_stored_once() -> None:
    taken = take_in([("a.json", STORED), ("b.json", STORED)], [], "", LIBRARY)

    assert len(taken.edits) == len(STORED)
    assert taken.lines[1] == "b.json: Mindful Campus is already here, and nothing differs"


def test_a_later_file_is_compared_with_the_one_before_it() -> None:
    files = [("a.json", DIFFERENT), ("b.json", STORED), ("c.json", STORED)]

    taken = take_in(files, [STORED], "replace", LIBRARY)

    assert taken.lines[2] == "c.json: Mindful Campus is already here, and nothing differs"
    assert [edit.after for edit in taken.edits][-1] is None
