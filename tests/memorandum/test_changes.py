"""What changed between two drafts: clause by clause, word by word, row by row."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.memorandum.blocks import (
    Annex,
    Block,
    Bullets,
    Changed,
    Heading,
    MatrixPerson,
    MatrixRow,
    Notice,
    Paragraph,
    Parties,
    Party,
    RoleMatrix,
    Row,
    Signature,
    SignatureBlock,
    Table,
    TimelinePicture,
    Title,
    blocks_json,
)
from planner.memorandum.changes import Changes, SectionChange, changes_page, compare_drafts
from planner.memorandum.pdf import pdf_bytes
from planner.memorandum.row_changes import listing_changes
from planner.memorandum.stored_blocks import Listing, Section, is_readable, sections_of
from planner.memorandum.word_runs import after_of, before_of, has_changes, shown, word_runs
from planner.terms import Letter, Side
from planner.timeline.drawn.shapes import Band, Plan
from tests.memorandum.papers import every_block, paper
from tests.memorandum.reading import pages

A, I = Side.ACADEMIC, Side.INDUSTRY  # noqa: E741 - the two sides

PUBLISH = "Northfield intends to publish. It sends each manuscript to Brightpath 30 days ahead."
CLAUSES: tuple[Block, ...] = (
    Title("Memorandum of understanding", "Mindful Campus"),
    Parties((Party(A, "Academic partner", "Northfield"), Party(I, "Industry partner", "Brightpath"))),
    Heading(1, "Purpose", "1", key="purpose"),
    Paragraph("To find out whether the app helps."),
    Heading(1, "Publication", "2", key="publication"),
    Paragraph(PUBLISH),
    Heading(1, "Costs", "3", binds=True, key="funding"),
    Paragraph("Each party bears its own costs."),
    Notice("Not legal advice."),
    Heading(1, "Signatures", "4", key="signatures"),
    SignatureBlock((Signature(A, "Northfield", "", "Director"), Signature(I, "Brightpath"))),
)
DATES = Table(
    ("What", "Starts", "Likely end"),
    (Row(("Ethics review", "8 Mar 2027", "1 Apr 2027")), Row(("Launch", "5 May 2027", ""))),
    (3, 1, 1),
)
POINTS = Table(
    ("No.", "What is to be settled", "Who"),
    (Row(("1", "Who owns the results", "Northfield")), Row(("2", "Which data leave", "Both"))),
    (1, 3, 1),
)
MATRIX = RoleMatrix(
    (MatrixPerson("Study lead", A), MatrixPerson("Product lead", I)),
    (MatrixRow("Study", "Data cleaning", (Letter.RESPONSIBLE, None), "Accountable: to be agreed"),),
)
PAPER: tuple[Block, ...] = (
    *CLAUSES,
    Annex("A", "Timelines"),
    DATES,
    Annex("B", "Roles"),
    MATRIX,
    Annex("C", "Open points"),
    POINTS,
)


def compared(before: tuple[Block, ...], after: tuple[Block, ...]) -> Changes:
    return compare_drafts(blocks_json(before), blocks_json(after))


def with_block(old: Block, *new: Block) -> tuple[Block, ...]:
    return tuple(each for block in PAPER for each in (new if block is old else (block,)))


def only(changes: Changes) -> SectionChange:
    (section,) = changes.sections
    return section


# Nothing


def test_the_same_paper_has_no_changes():
    changes = compared(PAPER, PAPER)

    assert not changes
    assert changes.summary() == "Nothing changed"
    assert changes_page(changes, 2, date(2026, 12, 2), "Brightpath") == ()


BLOCKS = st.sampled_from(
    [
        *PAPER,
        *every_block("words"),
        Paragraph("words words words", muted=True),
        Heading(1, "Purpose", "7", key="purpose"),
        Heading(1, "", "", binds=True),
        Bullets(("one", "two")),
        Changed((("one", ""), ("two", "added"))),
        Table(("What",), (Row(("one",)), Row(("one",)), Row(("two",))), (1,)),
        Table(("What",), (Row(("two",)), Row(("one",))), (1,)),
        Table((), (), ()),
        SignatureBlock(()),
    ]
)
PAPERS = st.lists(BLOCKS, max_size=9).map(tuple)


@given(PAPERS, PAPERS)
def test_nothing_is_said_to_have_changed_exactly_when_the_blocks_are_equal(before, after):
    # The key of a clause is what it is found by, and no part of what is printed.
    same = [_printed(block) for block in before] == [_printed(block) for block in after]

    assert bool(compared(before, after)) != same


def _printed(block: Block) -> object:
    return replace(block, key="") if isinstance(block, Heading) else block


@given(PAPERS, PAPERS)
def test_every_change_has_a_title_and_something_to_say(before, after):
    for section in compared(before, after).sections:
        assert section.title
        assert section.notes or section.rows or has_changes(section.runs)


@given(PAPERS, PAPERS)
def test_the_words_of_a_change_lead_from_the_one_text_to_the_other(before, after):
    old, new = sections_of(blocks_json(before)), sections_of(blocks_json(after))

    for section in compared(before, after).told:
        if section.runs:
            assert before_of(section.runs) in {"", *_texts(old)}
            assert after_of(section.runs) in {"", *_texts(new)}


def _texts(sections: tuple[Section, ...]) -> set[str]:
    return {part.text for section in sections for part in (section, *section.parts)}


# Words

TEXTS = st.text(st.sampled_from("ab Zé’-.,\n 漢"), max_size=60) | st.lists(
    st.sampled_from(["the", "parties", "intend", "to", "meet", "30", "days"]), max_size=30
).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_runs_restore_both_texts(before, after):
    runs = word_runs(before, after)

    assert before_of(runs) == before
    assert after_of(runs) == after
    assert has_changes(runs) == (before != after)
    assert all(text for text, _ in runs)


def test_a_changed_number_is_marked_alone():
    runs = word_runs(PUBLISH, PUBLISH.replace("30", "45"))

    assert [run for run in runs if run[1]] == [("30 ", "removed"), ("45 ", "added")]


def test_a_word_between_two_changes_stands_with_them():
    runs = word_runs(
        "It may review the drafts and the posters first", "It may read the plans and the posters first"
    )

    assert [run for run in runs if run[1]] == [
        ("review the drafts ", "removed"),
        ("read the plans ", "added"),
    ]


def test_a_text_that_is_new_altogether_stands_as_a_whole():
    before, after = "Each party bears its own costs.", "Brightpath pays GBP 5,000 in May."

    assert word_runs(before, after) == ((before, "removed"), (after, "added"))


def test_long_stretches_that_were_kept_are_cut_down():
    kept = "word " * 200
    runs = shown(((kept, ""), ("new", "added"), (kept, ""), ("old", "removed"), (kept, "")))

    assert [mark for _, mark in runs] == ["", "added", "", "removed", ""]
    assert runs[0][0].startswith("… ")
    assert " … " in runs[2][0]
    assert runs[4][0].endswith(" …")
    assert all(len(text) < 250 for text, _ in runs)


def test_what_was_kept_is_cut_at_its_paragraphs():
    kept = f"end of it.\n\n{'word ' * 100}\n\nBefore "
    runs = shown((("x", "added"), (kept, ""), ("y", "removed")))

    assert runs[1] == ("end of it. … Before ", "")


def test_spaces_are_not_marked_and_what_replaces_stands_apart():
    assert shown((("short ", ""), ("x ", "removed"), ("y ", "added"), ("end", ""))) == (
        ("short ", ""),
        ("x", "removed"),
        (" ", ""),
        ("y", "added"),
        (" ", ""),
        ("end", ""),
    )
    assert shown((("Old.", "removed"), ("New.", "added"))) == (
        ("Old.", "removed"),
        (" ", ""),
        ("New.", "added"),
    )
    assert shown(((" ", "added"),)) == ((" ", ""),)


def test_a_word_without_an_end_is_cut_too():
    (head, _), *_ = shown((("x" * 1000, ""), ("y", "added")))

    assert head == f"… {'x' * 90}"


def test_texts_of_five_thousand_characters_are_compared_at_once():
    before = "the parties intend to meet every month and to talk " * 100
    runs = word_runs(before, before.replace("month", "week", 3) + "gladly")

    assert before_of(runs) == before


def test_texts_that_no_clause_has_are_not_compared_word_by_word():
    before = " ".join(f"word{n}" for n in range(6_000))

    assert word_runs(before, f"{before} end") == ((before, "removed"), (f"{before} end", "added"))


# Clauses


def test_a_reworded_clause_shows_its_words_under_its_number():
    changes = compared(PAPER, with_block(PAPER[5], Paragraph(PUBLISH.replace("30", "45"))))

    section = only(changes)
    assert (section.title, section.state) == ("2 Publication", "changed")
    assert ("45 ", "added") in section.runs
    assert changes.summary() == "1 part changed"


def test_a_clause_that_now_binds_says_so_and_back():
    binding = replace(CLAUSES[4], binds=True)

    assert only(compared(PAPER, with_block(PAPER[4], binding))).notes == ("It now binds.",)
    assert only(compared(with_block(PAPER[4], binding), PAPER)).notes == ("It no longer binds.",)


def test_a_new_clause_is_shown_whole_and_those_behind_it_are_only_renumbered():
    new = (Heading(1, "Law", "3", key="law"), Paragraph("English law."))
    moved = (replace(PAPER[6], number="4"), PAPER[7], PAPER[8], replace(PAPER[9], number="5"))
    after = (*PAPER[:6], *new, *moved, *PAPER[10:])

    changes = compared(PAPER, after)

    assert [(s.title, s.state) for s in changes.sections] == [
        ("3 Law", "added"),
        ("4 Costs", "renumbered"),
        ("5 Signatures", "renumbered"),
    ]
    assert changes.told[0].runs == (("English law.", "added"),)
    assert changes.renumbered[0].notes == ("It was clause 3.",)
    assert changes.summary() == "1 part new, 2 only renumbered"


def test_a_clause_taken_out_is_told_where_it_stood():
    after = tuple(block for block in PAPER if block not in (PAPER[4], PAPER[5]))

    changes = compared(PAPER, (*after[:2], replace(after[2], number="9"), *after[3:]))

    assert [(s.title, s.state) for s in changes.sections] == [
        ("9 Purpose", "renumbered"),
        ("2 Publication", "removed"),
    ]
    assert changes.told[0].notes == ("This was taken out.",)
    assert changes.told[0].runs == ((PUBLISH, "removed"),)
    assert compared(PAPER, PAPER[2:]).sections[0].title == "Title and parties"


def test_a_clause_under_another_title_is_the_same_clause_by_its_key():
    section = only(compared(PAPER, with_block(PAPER[4], replace(PAPER[4], text="Publication and theses"))))

    assert (section.title, section.notes) == ("2 Publication and theses", ("It was called “Publication”.",))


def test_without_keys_a_clause_is_found_by_its_title_or_by_its_words():
    old = json.loads(blocks_json(PAPER))
    for block in old:
        block.pop("key", None)
    renamed = with_block(PAPER[4], replace(PAPER[4], text="Theses", key=""))

    assert not compare_drafts(json.dumps(old), blocks_json(PAPER))
    assert only(compare_drafts(json.dumps(old), blocks_json(renamed))).notes == (
        "It was called “Publication”.",
    )


def test_two_clauses_of_the_same_name_and_other_keys_are_two():
    before = (Heading(1, "Data", "1", key="data"), Paragraph("One two three four."))
    after = (Heading(1, "Data", "1", key="materials"), Paragraph("One two three four."))

    assert [s.state for s in compared(before, after).sections] == ["removed", "added"]


def test_a_sentence_about_the_paper_belongs_to_no_clause():
    section = only(compared(PAPER, with_block(PAPER[8], Notice("Ask your contracts office."))))

    assert section.title == "Note on this paper"


def test_fields_to_fill_in_are_no_change_of_the_wording():
    assert not compared(PAPER, with_block(PAPER[10], replace(PAPER[10], fillable=True)))


def test_what_reads_the_same_and_is_set_otherwise_is_said_so():
    section = only(compared(PAPER, with_block(PAPER[3], replace(PAPER[3], muted=True))))

    assert section.notes == ("It is set out differently; the words are the same.",)


def test_parts_in_another_order_are_no_silence():
    one, other = Notice("One."), Notice("Other.")
    keyed = (Heading(1, "A", "", key="a"), Heading(1, "B", "", key="b"))

    assert compared((one, other), (other, one))
    assert only(compared(keyed, keyed[::-1])).notes == ("Its parts are set out differently.",)


def test_a_heading_without_a_number_that_gets_one_says_so():
    before, after = (Heading(1, "Purpose"),), (Heading(1, "Purpose", "1"),)

    assert only(compared(before, after)).notes == ("It was without a number.",)


# Tables


def test_a_moved_activity_is_told_with_both_dates():
    moved = replace(DATES, rows=(Row(("Ethics review", "15 Mar 2027", "8 Apr 2027")), DATES.rows[1]))

    section = only(compared(PAPER, with_block(DATES, moved)))

    assert section.title == "Annex A: Timelines"
    assert section.rows == (
        "“Ethics review”: “Starts” is now 15 Mar 2027 (was 8 Mar 2027); "
        "“Likely end” is now 8 Apr 2027 (was 1 Apr 2027)",
    )


def test_new_and_settled_points_are_told_without_their_numbers():
    later = replace(
        POINTS, rows=(Row(("1", "Which data leave", "Both")), Row(("2", "The name of the app", "Brightpath")))
    )

    section = only(compared(PAPER, with_block(POINTS, later)))

    assert section.rows == (
        "New point: The name of the app · Brightpath",
        "Settled or dropped: Who owns the results · Northfield",
    )


def test_a_letter_that_changed_names_activity_and_person():
    letters = MatrixRow("Study", "Data cleaning", (Letter.ACCOUNTABLE, Letter.RESPONSIBLE), "")
    section = only(compared(PAPER, with_block(MATRIX, replace(MATRIX, rows=(letters,)))))

    assert section.rows == (
        "“Data cleaning”: “Study lead” is now A (was R); “Product lead” is now R (was nothing); "
        "“Note” is now nothing (was Accountable: to be agreed)",
    )


def test_a_person_more_in_the_matrix_is_one_column_more():
    people = (*MATRIX.people, MatrixPerson("Fellow", A))
    rows = (replace(MATRIX.rows[0], letters=(*MATRIX.rows[0].letters, Letter.CONSULTED)),)

    section = only(compared(PAPER, with_block(MATRIX, RoleMatrix(people, rows))))

    assert section.rows == ("“Data cleaning”: “Fellow” is now C (was nothing)",)


def test_a_signatory_is_told_with_the_organisation():
    signed = SignatureBlock((Signature(A, "Northfield", "", "Dean"), Signature(I, "Brightpath")))

    section = only(compared(PAPER, with_block(PAPER[10], signed)))

    assert section.rows == ("“Northfield”: “Position” is now Dean (was Director)",)


def test_a_band_of_the_picture_that_moved_is_told():
    def picture(start: int) -> TimelinePicture:
        band = Band("Exams", "", A, 0, 0, start, start + 7, "band")
        return TimelinePicture(Plan((), (), (), (band,), (), (), 1, 2, 3, ()))

    day = date(2027, 5, 3).toordinal()
    section = only(compared((Annex("A", "Plan"), picture(day)), (Annex("A", "Plan"), picture(day + 7))))

    assert section.rows == (
        "“Exams”: “First day” is now 10 May 2027 (was 3 May 2027); "
        "“Last day” is now 16 May 2027 (was 9 May 2027)",
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # Rows that begin alike are told apart by their second cell.
        (
            [("N", "Time", "1"), ("N", "Room", "2")],
            [("N", "Time", "9"), ("N", "Room", "2")],
            ["“N · Time”: “c” is now 9 (was 1)"],
        ),
        # A row under another name is the same row while most of it is.
        (
            [("Ethics review of the study", "8 Mar", "1 Apr")],
            [("Ethics approval of the study", "8 Mar", "1 Apr")],
            ["“Ethics approval of the study”: “a” is now Ethics approval of the study "
             "(was Ethics review of the study)"],
        ),
        ([("One", "", "")], [("Other thing", "x", "y")], ["New: Other thing · x · y", "Taken out: One"]),
        ([("", "", "")], [("", "", "x")], ["New: x", "Taken out: an empty row"]),
        (
            [("One", "1")],
            [("One", "2", "3", "4")],
            ["“One”: “b” is now 2 (was 1); “c” is now 3 (was nothing); a cell is now 4 (was nothing)"],
        ),
        ([("One",), ("Two",)], [("Two",), ("One",)], []),
    ],
)  # fmt: skip
def test_rows_are_compared_in_words(before, after, said):
    head = ("a", "b", "c")

    assert list(listing_changes([Listing(head, tuple(before))], [Listing(head, tuple(after))])) == said


def test_a_table_that_came_or_went_is_told_row_by_row():
    table = Listing(("a",), (("One",), ("Two",)))

    assert listing_changes([], [table]) == ("New: One", "New: Two")
    assert listing_changes([table], []) == ("Taken out: One", "Taken out: Two")


def test_two_columns_of_one_name_are_two():
    was, now = Listing(("a", "x", "x"), (("One", "1", "2"),)), Listing(("a", "x", "x"), (("One", "1", "3"),))

    assert listing_changes([was], [now]) == ("“One”: “x” is now 3 (was 2)",)


def test_a_long_name_is_cut_and_a_huge_table_is_compared_in_time():
    rows = tuple((f"{'name ' * 30}{n}", "1") for n in range(300))
    others = tuple((f"{'name ' * 30}{n}", "2") for n in range(300))

    said = listing_changes([Listing(("a", "b"), rows)], [Listing(("a", "b"), others)])
    strange = listing_changes([Listing(("a",), tuple((f"a{n}",) for n in range(300)))],
                              [Listing(("a",), tuple((f"b{n}",) for n in range(300)))])  # fmt: skip

    assert said[0].startswith("“name name")
    assert "…”: “b” is now 2 (was 1)" in said[0]
    assert len(said) == 300
    assert len(strange) == 600


# Headings inside a clause or annex

FLOWS = (Heading(2, "Data that passes"), Bullets(("Usage data, weekly", "Survey answers")))
ABOUT = (Heading(2, "About the data"), Table(("Question", "Answer"), (Row(("Personal?", "Yes")),), (1, 1)))
ASKED = (Heading(2, "Around the approvals"), Table(("Question", "Answer"), (Row(("Signed?", "No")),), (1, 1)))
DATA: tuple[Block, ...] = (*CLAUSES, Annex("E", "Data and approvals"), *FLOWS, *ABOUT, *ASKED)


def test_an_annex_that_came_or_went_is_said_in_one_line():
    came, went = compared(CLAUSES, DATA), compared(DATA, CLAUSES)
    page = changes_page(came, 2, date(2026, 12, 2), "")

    assert only(came).notes == ("Annex E, Data and approvals, is new.",)
    assert only(went).notes == ("Annex E, Data and approvals, is no longer printed.",)
    assert (only(came).runs, only(came).rows) == ((), ())
    assert came.summary() == "1 part new"
    assert page[2:] == (
        Heading(2, "Annexes that came or went"),
        Bullets(("Annex E, Data and approvals, is new.",)),
    )


def test_rows_stand_under_the_heading_of_their_own_table():
    answered = {ABOUT[1]: Row(("Personal?", "No")), ASKED[1]: Row(("Signed?", "Yes"))}
    later = tuple(replace(b, rows=(answered[b],)) if isinstance(b, Table) else b for b in DATA)

    page = changes_page(compared(DATA, later), 2, date(2026, 12, 2), "")

    assert page[2:] == (
        Heading(2, "Annex E: Data and approvals, under “About the data”"),
        Bullets(("“Personal?”: “Answer” is now No (was Yes)",)),
        Heading(2, "Annex E: Data and approvals, under “Around the approvals”"),
        Bullets(("“Signed?”: “Answer” is now Yes (was No)",)),
    )


def test_what_came_went_or_was_renamed_inside_an_annex_is_told_under_its_own_heading():
    renamed = (Heading(2, "What passes"), FLOWS[1])
    before = (*CLAUSES, Annex("E", "Data and approvals"), *FLOWS, *ABOUT)
    after = (*CLAUSES, Annex("F", "Data and approvals"), *renamed, *ASKED)

    found = compared(before, after).sections

    where = "Annex F: Data and approvals"
    new, gone = ("This is new.",), ("This was taken out.",)
    assert found == (
        SectionChange(where, "changed", ("It was annex E.",)),
        SectionChange(f"{where}, under “What passes”", "changed", ("It was called “Data that passes”.",)),
        SectionChange(f"{where}, under “Around the approvals”", "added", new, (), ("Signed? · No",)),
        SectionChange(f"{where}, under “About the data”", "removed", gone, (), ("Personal? · Yes",)),
    )


def test_a_clause_that_came_with_headings_inside_is_told_heading_by_heading():
    dates = (Heading(2, "Dates"), Paragraph("In May."))
    found = compared(CLAUSES, (*CLAUSES, Heading(1, "Term", "5", key="term"), Paragraph("A year."), *dates))

    assert [(s.title, s.runs) for s in found.sections] == [
        ("5 Term", (("A year.", "added"),)),
        ("5 Term, under “Dates”", (("In May.", "added"),)),
    ]


# What was stored by whatever version


@pytest.mark.parametrize(
    "stored",
    ["", "x", "[]", "{}", "null", "7", '"text"', "[1, 2]", '{"blocks": 3}', "[" * 100_000],
)
def test_what_cannot_be_read_holds_nothing(stored):
    assert not is_readable(stored)
    assert sections_of(stored) == ()


@pytest.mark.parametrize("levels", [18, 500, *range(960, 1000)])
@pytest.mark.parametrize("signs", [("[", "]"), ('{"text":', "}")])
def test_what_is_nested_too_deeply_is_never_compared(levels, signs):
    stored = f'[{{"text":{signs[0] * levels}"x"{signs[1] * levels}}}]'

    assert not is_readable(stored)
    assert not compare_drafts(stored, stored)


def test_a_paper_that_no_page_could_hold_is_not_read():
    blocks = [{"block": "paragraph", "text": "ab cd " * 700_000}]

    assert not is_readable(json.dumps(blocks))


@pytest.mark.parametrize(
    "block",
    [
        {},
        {"block": 7},
        {"block": "heading", "level": "one", "text": 3, "number": None, "binds": "yes"},
        {"block": "table", "head": "no", "rows": [1, {"cells": 3}, {"cells": [1, None, "x"]}]},
        {
            "block": "rolematrix",
            "people": [1, {"name": 2}],
            "rows": [1, {"title": "t", "letters": [None, 3]}],
        },
        {"block": "parties", "parties": [{"name": "N"}, 4]},
        {"block": "signatureblock", "signatures": {"a": 1}},
        {"block": "timelinepicture", "plan": 3},
        {"block": "timelinepicture", "plan": {"bands": [{"name": "B", "start": 0, "end": 10**12}, 1]}},
        {"block": "changed", "runs": [["a", "added"], 3]},
        {"block": "annex"},
    ],
)
def test_a_block_that_is_not_as_we_write_it_does_no_harm(block):
    stored = json.dumps([{"block": "heading", "text": "Purpose", "level": 1}, block])

    assert is_readable(stored)
    assert not compare_drafts(stored, stored)
    assert compare_drafts(stored, blocks_json(PAPER))


def test_a_block_of_a_later_version_is_shown_as_its_text():
    later = {"block": "seal", "colour": {"name": "red"}, "title": "Sealed", "lines": ["by both"], "key": "k"}
    stored = json.dumps({"title": "Whole memorandum", "blocks": [{"block": "title", "text": "T"}, later]})

    (section,) = sections_of(stored)

    assert section.text == "T\n\nSealed\n\nred\n\nby both"


def test_a_whole_stored_memorandum_is_read_as_its_blocks():
    whole = json.dumps({"block": "memorandum", "blocks": json.loads(blocks_json(PAPER))})

    assert not compare_drafts(whole, blocks_json(PAPER))


# The first page


def test_the_first_page_says_since_which_draft_and_marks_the_words():
    after = with_block(PAPER[5], Paragraph(PUBLISH.replace("30", "45")))
    after = tuple(replace(b, rows=DATES.rows[:1]) if b is DATES else b for b in after)
    after = (*after[:2], Heading(1, "Purpose", "9", key="purpose"), *after[3:])

    page = changes_page(compared(PAPER, after), 2, date(2026, 12, 2), "Brightpath Digital Ltd")

    assert page[0] == Heading(1, "What changed since draft 2")
    assert isinstance(page[1], Paragraph)
    assert page[1].text.startswith("Draft 2 is of 2 Dec 2026 and went to Brightpath Digital Ltd.")
    assert Heading(2, "2 Publication") in page
    assert any(isinstance(block, Changed) and ("45", "added") in block.runs for block in page)
    assert Bullets(("Taken out: Launch · 5 May 2027",)) in page
    assert page[-1] == Paragraph("Unchanged but for the number: 9 Purpose.")


def test_the_first_page_of_nobody_in_particular_names_nobody():
    after = with_block(PAPER[4], replace(PAPER[4], binds=True))

    page = changes_page(compared(PAPER, after), 1, date(2026, 12, 2), "")

    assert isinstance(page[1], Paragraph)
    assert page[1].text.startswith("Draft 1 is of 2 Dec 2026. ")
    assert page[2:] == (Heading(2, "2 Publication"), Paragraph("It now binds."))


def test_the_page_is_drawn_before_the_paper_and_hostile_words_come_back_as_typed():
    hostile = "it says <b>&amp;</b> \"<img src='/etc/passwd'>\" still"
    runs = (("Kept ", ""), (hostile, "added"), ("<strike>gone", "removed"))
    front = (Heading(1, "What changed since draft 2"), Changed(runs))

    drawn = pdf_bytes(paper(Heading(1, "Purpose", "1"), Paragraph("The paper itself."), front=front))

    front_page, first = pages(drawn)
    assert hostile in " ".join(front_page.split())
    assert "<strike>gone" in front_page
    assert "The paper itself." in first


def test_an_annex_under_another_letter_is_only_renumbered():
    section = only(compared((Annex("B", "Roles"), MATRIX), (Annex("A", "Roles"), MATRIX)))

    assert (section.title, section.state, section.notes) == (
        "Annex A: Roles",
        "renumbered",
        ("It was annex B.",),
    )


def test_sections_that_share_nothing_are_not_compared_with_each_other_for_ever():
    before = tuple(Heading(1, f"Old {n}", str(n)) for n in range(60))
    after = tuple(Heading(1, f"New {n}", str(n)) for n in range(60))

    assert len(compared(before, after).sections) == 120
