"""What only the internal copy says: positions and words found; never a private note."""

import json
from datetime import date

from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum.blocks import Paragraph, Table
from planner.memorandum.draft import draft_of
from planner.memorandum.internal import (
    CLEAN,
    FIRM,
    NOT_SAID,
    binding_words_result,
    positions_annex,
)
from planner.model import ClauseChoice, Organisation, Partnership, Position, PrivateNote
from planner.terms import Paper, Seat, Side, Stance

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
HOME = Partnership(title="Mindful Campus", paper=Paper.HEADS_OF_TERMS, printed=("internal", "positions"))
NORTHFIELD = Organisation(partnership_id=HOME.id, name="Northfield University")
BRIGHTPATH = Organisation(partnership_id=HOME.id, name="Brightpath Digital Ltd", side=Side.INDUSTRY)


def draft(*parts):
    return draft_of(snapshot_of([HOME, NORTHFIELD, BRIGHTPATH, *parts]), LIBRARY, TODAY)


def position(side=Side.ACADEMIC, **fields):
    return Position(partnership_id=HOME.id, clause="publication", side=side, **fields)


def own(clause, text):
    return ClauseChoice(partnership_id=HOME.id, clause=clause, own_text=text)


def table(blocks):
    (found,) = [block for block in blocks if isinstance(block, Table)]
    return found


def paragraphs(blocks):
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_both_positions_stand_beside_each_other_with_the_state():
    blocks = positions_annex(
        draft(
            position(option="free", stance=Stance.CANT, reason="A thesis is due.", note="Let us talk."),
            position(Side.INDUSTRY, text="60 days", stance=Stance.WONT, confirmed=False),
        )
    )

    found = table(blocks)
    assert found.head == ("Clause", "Northfield University", "Brightpath Digital Ltd", "State")
    (row,) = found.rows
    assert row.cells[0].endswith("Publication and theses")
    assert row.cells[1].split("\n")[1:] == [
        "Stance: can’t move",
        "Reason: A thesis is due.",
        "To the other side: Let us talk.",
    ]
    assert row.cells[2] == "60 days\nStance: won’t move\nNot yet confirmed by that side"
    assert row.cells[3] == "apart"
    assert paragraphs(blocks)[-1].startswith("Apart means")


def test_a_side_that_has_said_nothing_is_said_to_have_said_nothing():
    blocks = positions_annex(draft(position(stance=Stance.OPEN)))

    (row,) = table(blocks).rows
    assert row.cells[1:] == (f"{NOT_SAID}\nStance: open", NOT_SAID, "open")


def test_an_option_in_own_words_says_both():
    (row,) = table(positions_annex(draft(position(option="free", text="At once")))).rows
    (same,) = table(positions_annex(draft(position(option="free", text="Free publication")))).rows

    assert row.cells[1].startswith("At once\nOption: ")
    assert same.cells[1] == "Free publication"


def test_without_positions_the_annex_says_so():
    assert paragraphs(positions_annex(draft())) == ["No side has said where it stands on any clause yet."]


def test_a_private_note_is_in_no_copy(example_path):
    secret = "canary-4711"
    notes = [
        PrivateNote(partnership_id=HOME.id, seat=seat, place=f"agreement/publication/{side}", text=secret)
        for seat in Seat
        for side in Side
    ]
    whole = draft(position(text="30 days"), own("purpose", "They shall meet."), *notes)

    said = json.dumps([str(block) for block in [*positions_annex(whole), *binding_words_result(whole)]])

    assert "30 days" in said
    assert secret not in said


def test_the_worked_example_shows_its_positions_and_its_one_binding_word(example_path):
    whole = draft_of(snapshot_of(read_file(example_path).entities), LIBRARY, TODAY)

    assert len(table(positions_annex(whole)).rows) == 6
    assert [row.cells[1:3] for row in table(binding_words_result(whole)).rows] == [
        ("“shall submit”", "“intends to submit”")
    ]


def test_words_found_are_listed_with_the_words_to_use_instead():
    blocks = binding_words_result(draft(own("purpose", "They shall meet. They must talk.")))

    assert paragraphs(blocks) == [f"{FIRM}.", "2 places to look at:"]
    first, second = table(blocks).rows
    assert first.cells[0].endswith("Purpose and objectives")
    assert first.cells[1:3] == ("“shall meet”", "“intend to meet”")
    assert first.cells[3].endswith(".")
    assert second.cells[1] == "“must talk”"


def test_words_that_weaken_what_binds_leave_the_rest_clean():
    blocks = binding_words_result(draft(own("publicity", "Each party hopes to be asked.")))

    assert paragraphs(blocks) == [f"{CLEAN}.", "1 place to look at:"]
    assert table(blocks).rows[0].cells[1:3] == ("“hopes to be”", "“will be”")


def test_with_both_only_the_list_is_printed():
    blocks = binding_words_result(
        draft(own("publicity", "Each party hopes to be asked."), own("purpose", "They shall meet."))
    )

    assert paragraphs(blocks) == ["2 places to look at:"]
    assert len(table(blocks).rows) == 2
