"""What only the internal copy says: positions, words found, clashes; never a private note."""

import json
from datetime import date
from uuid import uuid4

import pytest

from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum.blocks import Heading, Paragraph, Table
from planner.memorandum.compose import compose
from planner.memorandum.draft import draft_of
from planner.memorandum.internal import (
    CLEAN,
    FIRM,
    MOST_CLASHES,
    NOT_SAID,
    binding_words_result,
    open_clashes,
    positions_annex,
    set_aside_clashes,
)
from planner.model import Activity, ClauseChoice, Dismissal, Organisation, Partnership, Position, PrivateNote
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


def early_data():
    review = Activity(
        partnership_id=HOME.id, name="Ethics review", kind="ethics_approval", start_on=TODAY, min_days=60,
        likely_days=60, late_days=60,
    )  # fmt: skip
    data = Activity(
        partnership_id=HOME.id, name="Survey", kind="survey_open", start_on=date(2027, 1, 4), likely_days=30,
        late_days=30,
    )  # fmt: skip
    return review, data


def headings(*parts, printed=("internal",)):
    home = HOME.model_copy(update={"printed": printed})
    paper = compose(snapshot_of([home, NORTHFIELD, BRIGHTPATH, *parts]), LIBRARY, TODAY)
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def test_clashes_that_are_open_stand_in_the_internal_copy_with_advice():
    (found,) = open_clashes(draft(*early_data()))

    assert isinstance(found, Table)
    assert found.rows[0].cells[0] == "Survey starts 33 calendar days before ethics approval is expected."
    assert "Likely 6 Feb 2027" in found.rows[0].cells[1]
    assert "Clashes still open" in headings(*early_data())
    assert open_clashes(draft()) == []


def test_more_clashes_than_one_reads_are_counted():
    review, data = early_data()
    many = [data.model_copy(update={"id": uuid4(), "name": f"Survey {n}"}) for n in range(MOST_CLASHES + 2)]

    table_, more = open_clashes(draft(review, *many))

    assert len(table_.rows) == MOST_CLASHES
    assert more.text == "And 2 more on the timeline."


def test_clashes_set_aside_stand_in_the_internal_copy_with_their_reasons():
    review, data = early_data()
    aside = Dismissal(
        partnership_id=HOME.id,
        finding=f"r09-ethics-before-data/{data.id}",
        reason="A pilot without people.",
        dismissed_on=TODAY,
    )
    other = Dismissal(partnership_id=HOME.id, finding="roles.load/x", reason="Known.", dismissed_on=TODAY)

    (found,) = set_aside_clashes(draft(review, data, aside, other))

    assert [row.cells for row in found.rows] == [
        ("Data collection ahead of ethics approval (Survey)", "A pilot without people.", "9 Dec 2026")
    ]
    assert headings(review, data, aside)[-1] == "Clashes set aside"
    assert "Clashes still open" not in headings(review, data, aside)


@pytest.mark.parametrize("about", ["missing", "6f1c3b1e-0d5e-4a57-9a30-2f8f4f6a7c11"])
def test_a_clash_about_no_activity_is_named_by_its_rule_alone(about):
    aside = Dismissal(
        partnership_id=HOME.id,
        finding=f"r09-ethics-before-data/{about}",
        reason="No people.",
        dismissed_on=TODAY,
    )

    (found,) = set_aside_clashes(draft(aside))

    assert found.rows[0].cells[0] == "Data collection ahead of ethics approval"


def test_the_partners_copy_says_nothing_of_clashes():
    review, data = early_data()

    assert not [text for text in headings(review, data, printed=("timeline",)) if "Clashes" in text]
