"""The Word copy: the words of the PDF, in styles and lists that a contracts office can work on."""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import snapshot_of
from planner.errors import StoreFailure
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum import blocks, looks, markdown, text
from planner.memorandum.blocks import (
    Annex,
    Bullets,
    Heading,
    Memorandum,
    Paragraph,
    Parties,
    Party,
    PriceLayer,
    PricePicture,
    RoleMatrix,
    Row,
    Signature,
    SignatureBlock,
    Table,
    TimelinePicture,
    fingerprint,
)
from planner.memorandum.current import current_paper
from planner.memorandum.docx import docx_bytes, write_docx, writing
from planner.memorandum.fonts import MISSING
from planner.memorandum.legible import legible
from planner.memorandum.pdf import flowables, pdf_bytes
from tests.memorandum import example, papers
from tests.memorandum.papers import A, I, paper
from tests.memorandum.reading import pages, squeezed
from tests.memorandum.test_hostile_text import PAYLOADS, _poisoned
from tests.memorandum.word import faults, lines, opened, parts, words

LIBRARY = standard_library()
KINDS = get_args(blocks.Block)
PRICE = PricePicture(
    (PriceLayer("Directly incurred", "GBP 60", 6000, "directly_incurred"),),
    (PriceLayer("Northfield, in kind", "GBP 45", 4500, "in_kind", A),),
    "Full economic cost: GBP 60",
    "Put in: GBP 45, of which GBP 0 in cash",
)


@pytest.fixture(scope="module")
def worked() -> Memorandum:
    path = Path(__file__).parents[2] / "resources" / "examples" / "mindful-campus.partnership.json"
    return current_paper(snapshot_of(read_file(path).entities), LIBRARY, example.TODAY)


@pytest.fixture(scope="module")
def copy(worked: Memorandum) -> bytes:
    return docx_bytes(worked)


# Every block


@pytest.mark.parametrize("writer", [writing, text, markdown, flowables], ids=lambda w: w.__name__)
def test_every_kind_of_block_has_a_writer_in_every_format(writer: object) -> None:
    table = getattr(writer, "_WRITTEN", None) or writer._DRAWN  # type: ignore[attr-defined]

    assert set(table) == set(KINDS)


# The words


def _pdf_words(paper_: Memorandum) -> list[str]:
    """The words of the PDF's pages without what stands at their heads and feet."""
    found = []
    for number, page in enumerate(pages(pdf_bytes(paper_)), 1):
        drawn = page.replace("\r\n", "\n").replace("\ufffe", "").split("\n")
        at_edges = (paper_.state, paper_.caution, f"page {number} of ")
        kept = (line for line in drawn if not line.startswith(at_edges) and " · draft " not in line)
        found += " ".join(kept).split()
    return found


def _same_words(paper_: Memorandum, block: blocks.Block) -> bool:
    alone = replace(paper_, blocks=(block,), front=())
    in_word, in_pdf = words(docx_bytes(alone)), _pdf_words(alone)
    if isinstance(block, Paragraph | Heading | Annex | Bullets | blocks.Notice | blocks.Title):
        return squeezed(" ".join(in_word)) == squeezed(" ".join(in_pdf))
    # What stands side by side is read line by line from a page, and cell by cell from a table.
    return Counter(squeezed("".join(in_word))) == Counter(squeezed("".join(in_pdf)))


def test_every_block_has_the_words_of_the_pdf(worked: Memorandum) -> None:
    """All but pictures, which the page draws with words in them and Word shows as pictures."""
    drawn = [block for block in worked.blocks if not isinstance(block, TimelinePicture | PricePicture)]

    assert len(drawn) > 60
    assert [block for block in drawn if not _same_words(worked, block)] == []


def test_the_whole_copy_is_its_blocks_one_after_the_other(worked: Memorandum, copy: bytes) -> None:
    alone = []
    for block in worked.blocks:
        one = lines(docx_bytes(replace(worked, blocks=(block,), front=())))
        alone += " ".join(one).split()

    # Alone, an annex is always the first: with its fellows each has its own letter.
    letters = [block.letter for block in worked.blocks if isinstance(block, Annex)]
    whole = words(copy)
    assert letters == ["A", "B", "C", "D", "E", "F", "G"][: len(letters)]
    assert Counter(whole) == Counter(alone)


def test_the_numbers_of_the_lists_are_the_printed_numbers(worked: Memorandum, copy: bytes) -> None:
    printed = [
        f"{block.number} {block.text}"
        for block in worked.blocks
        if isinstance(block, Heading) and block.number
    ]
    numbered = [line.replace("\u00a0 binding", "") for line in lines(copy) if line[:1].isdigit()]

    assert [line for line in numbered if line in printed] == printed
    assert len(printed) > 15


def test_head_and_foot_are_those_of_the_pdf(worked: Memorandum, copy: bytes) -> None:
    section = opened(copy).sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]

    assert head.text == f"{worked.state}\t{worked.caution}"
    foot_line = f"Mindful Campus · draft {worked.draft_number} · {fingerprint(worked)}"
    assert foot.text.startswith(f"{foot_line}\tpage ")
    fields = [element.get(qn("w:instr")) for element in foot._p.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_a_title_too_long_for_the_foot_is_cut_there() -> None:
    foot = opened(docx_bytes(paper(Paragraph("One."), footer="word " * 80))).sections[0].footer

    assert "… · draft 3" in foot.paragraphs[0].text
    assert len(foot.paragraphs[0].text) < 130


def test_a_picture_is_shown_and_told_to_a_screen_reader(copy: bytes, worked: Memorandum) -> None:
    block = next(block for block in worked.blocks if isinstance(block, TimelinePicture))
    told = [element.get("descr") for element in opened(copy).element.iter(qn("wp:docPr"))]

    assert told
    assert all(bar.name in told[0] for bar in block.plan.bars[:3])
    assert [name for name in parts(copy) if name.endswith(".png")]


def test_the_price_is_a_picture_with_a_table_under_it() -> None:
    content = docx_bytes(paper(PRICE))

    read = " ".join(words(content))
    assert "Full economic cost: GBP 60" in read
    assert "Northfield, in kind GBP 45 75 %" in read
    assert any(name.endswith(".png") for name in parts(content))


def test_what_goes_before_the_paper_stands_on_pages_of_its_own() -> None:
    front = (
        Heading(1, "What changed", "7"),
        blocks.Changed((("Kept ", ""), ("new", "added"), ("old", "removed"))),
    )

    content = docx_bytes(paper(Heading(1, "Purpose", "1"), front=front))

    assert [line for line in lines(content) if line.strip()] == [
        "7\u00a0\u00a0What changed", "Kept newold", "1 Purpose",
    ]  # fmt: skip
    body = opened(content).element.body
    assert [br.get(qn("w:type")) for br in body.iter(qn("w:br"))] == ["page"]
    looked = [style.get(qn("w:val")) for style in body.iter(qn("w:rStyle"))]
    assert looked == ["Added", "Removed"]


# Lists, styles, tables


def test_clauses_are_a_real_list_that_counts_on() -> None:
    drawn = (Heading(1, "One", "1"), Heading(1, "Before signing"), Heading(1, "Two", "2", binds=True))

    content = docx_bytes(paper(*drawn))

    assert lines(content) == ["1 One", "Before signing", "2 Two\u00a0 binding"]
    assert {p.style.name for p in opened(content).paragraphs} == {"Heading 1"}
    assert [p.text for p in opened(content).paragraphs] == ["One", "Before signing", "Two\u00a0 binding"]


@pytest.mark.parametrize("numbers", [("1", "3"), ("2", "3"), ("1a", "1b"), ("01", "02"), ("１", "２")])
def test_numbers_that_a_list_would_not_give_are_written_as_words(numbers: tuple[str, ...]) -> None:
    content = docx_bytes(paper(*(Heading(1, "Clause", number) for number in numbers)))

    assert lines(content) == [f"{number}\u00a0\u00a0Clause" for number in numbers]


def test_annexes_count_in_letters_and_begin_on_new_pages() -> None:
    content = docx_bytes(paper(Paragraph("Body."), Annex("A", "Timelines"), Annex("B", "Roles")))
    other = docx_bytes(paper(Annex("C", "Timelines")))

    assert lines(content)[1:] == ["Annex A\u00a0 Timelines", "Annex B\u00a0 Roles"]
    assert lines(other) == ["Annex C\u00a0 Timelines"]
    style = opened(content).styles["Annex heading"]
    assert style.paragraph_format.page_break_before
    assert style.paragraph_format.keep_with_next


def test_the_styles_are_named_for_what_they_hold(copy: bytes) -> None:
    used = {paragraph.style.name for paragraph in opened(copy).paragraphs}
    expected = {
        "Title",
        "Subtitle",
        "Heading 1",
        "Heading 2",
        "Normal",
        "List Bullet",
        "Annex heading",
        "Quiet",
    }

    assert expected <= used


@pytest.mark.parametrize("style", ["Title", "Heading 1", "Caption", "List Bullet", "Table text", "Header"])
def test_every_style_is_set_in_a_typeface_that_offices_have_with_others_to_stand_in(style: str) -> None:
    content = docx_bytes(papers.small())

    assert opened(content).styles[style].font.name is None
    defaults = parts(content)["word/styles.xml"].decode()
    assert 'w:ascii="Calibri"' in defaults
    assert "Theme=" not in defaults
    table = parts(content)["word/fontTable.xml"].decode()
    assert 'w:altName w:val="Carlito,Source Sans 3,Source Sans Pro"' in table
    assert 'w:family w:val="swiss"' in table


def test_sizes_are_those_of_the_page() -> None:
    styles = opened(docx_bytes(papers.small())).styles

    sizes = {name: styles[name].font.size.pt for name in ("Title", "Heading 1", "Normal", "Table text")}
    assert sizes == {"Title": 19, "Heading 1": 12, "Normal": 10, "Table text": 9}


@pytest.mark.parametrize(("size", "width", "height"), [("A4", 210, 297), ("Letter", 215.9, 279.4)])
def test_the_page_has_its_size_and_margins_and_tables_fill_it(size: str, width: float, height: float) -> None:
    content = docx_bytes(replace(papers.small(), page_size=size))  # type: ignore[arg-type]

    document = opened(content)
    section = document.sections[0]
    assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == (width, height)
    edges = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert {round(edge.mm, 1) for edge in edges} == {25}
    for table in document.tables:
        grid = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        assert abs(grid / 20 - (looks.PAPER[size][0] - 2 * looks.MARGIN)) < 1


def test_a_head_row_is_repeated_and_no_row_is_split() -> None:
    rows = tuple(Row((f"Activity {n}", "9 Dec 2026")) for n in range(120))

    table = opened(docx_bytes(paper(Table(("What", "When"), rows, (2, 1))))).tables[0]

    properties = [row._tr.trPr for row in table.rows]
    assert all(each.find(qn("w:cantSplit")) is not None for each in properties)
    assert [n for n, each in enumerate(properties) if each.find(qn("w:tblHeader")) is not None] == [0]
    assert len(properties) == 121


def test_a_row_speaks_for_its_side_and_a_total_is_set_strong() -> None:
    rows = (Row(("Northfield", "5"), A), Row(("Brightpath", "7"), I), Row(("Total", "12"), is_total=True))

    table = opened(docx_bytes(paper(Table(("Who", "Figure"), rows, (1, 1), (1,))))).tables[0]

    looked = [[run.style.name for run in cell.paragraphs[0].runs] for row in table.rows for cell in row.cells]
    plain = ["Default Paragraph Font"]
    assert looked[2:] == [["Academic side"], plain, ["Industry side"], plain, ["Strong"], ["Strong"]]
    assert table.rows[1].cells[1].paragraphs[0].style.name == "Table figures"


def test_dates_and_amounts_in_cells_are_never_broken() -> None:
    typed = (
        "8 Mar 2027",
        "By 14 December 2026, at the latest",
        "GBP 12,500.50 (estimate)",
        "18 % (Feb 2027)",
    )
    block = blocks.Table(("A", "B", "C", "D"), (blocks.Row(typed),), (1, 1, 1, 1))

    shown = [cell.text for cell in opened(docx_bytes(paper(block))).tables[0].rows[1].cells]
    assert shown == [
        "8\u00a0Mar\u00a02027",
        "By 14\u00a0December\u00a02026, at the latest",
        "GBP\u00a012,500.50 (estimate)",
        "18\u00a0% (Feb\u00a02027)",
    ]


def test_a_column_too_narrow_for_its_dates_is_widened_by_the_widest() -> None:
    block = blocks.Table(("What", "When"), (blocks.Row(("Launch", "14 December 2026")),), (9, 1))
    empty = replace(block, rows=(blocks.Row(("Launch", "soon")),))

    def widths(of: blocks.Table) -> list[int]:
        return [int(cell.width) for cell in opened(docx_bytes(paper(of))).tables[0].rows[0].cells]

    assert sum(widths(block)) == sum(widths(empty))
    assert widths(block)[1] > 1.5 * widths(empty)[1]


def test_dates_without_room_leave_the_columns_as_they_are() -> None:
    row = blocks.Row(("14 December 2026",) * 12)
    block = blocks.Table(("When",) * 12, (row,), (1,) * 12)

    cells = opened(docx_bytes(paper(block))).tables[0].rows[0].cells
    assert max(cell.width for cell in cells) - min(cell.width for cell in cells) < 1000


@pytest.mark.parametrize("people", [0, 1, 7, 8, 30])
def test_a_matrix_of_many_people_shows_all_of_them_in_panels(people: int) -> None:
    block = RoleMatrix(
        tuple(papers.MatrixPerson(f"Person{n}", A) for n in range(people)),
        (papers.MatrixRow("", "Steer the project", (None,) * people),),
    )

    document = opened(docx_bytes(paper(block)))

    named = [cell.text for table in document.tables for cell in table.rows[0].cells[1:]]
    assert named == [f"Person{n}\nacademic" for n in range(people)]
    assert all(table.rows[1].cells[0].text == "Steer the project" for table in document.tables)
    assert all(len(table.columns) <= 8 for table in document.tables)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_up_to_eight_parties_stand_and_sign_two_in_a_row(count: int) -> None:
    named = tuple(Party(A, "Academic partner", f"Party{n}") for n in range(count))
    signing = tuple(Signature(I, f"Party{n}", "", "Lead") for n in range(count))

    content = docx_bytes(paper(Parties(named), SignatureBlock(signing)))

    read = words(content)
    assert [read.count(f"Party{n}") for n in range(count)] == [2] * count
    assert read.count("Signature") == read.count("Date") == count
    assert faults(content) == []


def test_places_to_sign_stay_together_on_a_page() -> None:
    block = SignatureBlock((Signature(A, "Northfield", manner="as a deed"), Signature(I, "Brightpath")))

    table = opened(docx_bytes(paper(block))).tables[0]

    kept = [row.cells[0].paragraphs[-1].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True, True, True, True, None]


def test_a_question_has_its_boxes_and_lines_with_or_without_labels() -> None:
    bare = blocks.Question("Why?", lines=2)
    full = blocks.Question("Why?", "Think.", ("Yes", "No"), ("Northfield", "Brightpath"), lines=1)

    tables = opened(docx_bytes(paper(bare, full))).tables

    assert [len(table.rows) for table in tables] == [2, 2]
    assert lines(docx_bytes(paper(full)))[:4] == ["Why?", "Think.", "Northfield", "\u2610 Yes"]


# The file


def test_the_same_paper_gives_the_same_bytes(worked: Memorandum, copy: bytes) -> None:
    assert docx_bytes(worked) == copy


def test_another_day_is_another_file_and_the_day_is_that_of_the_paper(worked: Memorandum) -> None:
    later = replace(worked, dated_on=date(2027, 1, 2))

    assert docx_bytes(later) != docx_bytes(worked)
    assert opened(docx_bytes(later)).core_properties.created == datetime.fromisoformat(
        "2027-01-02T00:00:00+00:00"
    )


def test_the_properties_name_the_paper_and_nothing_of_this_computer(worked: Memorandum, copy: bytes) -> None:
    properties = opened(copy).core_properties

    assert properties.title == f"{worked.title}: Mindful Campus"
    assert properties.subject == worked.state
    assert properties.author == "Northfield University and Brightpath Digital Ltd"
    assert properties.language == "en-GB"
    assert properties.last_modified_by == "Partnership Planner"
    assert (properties.comments, properties.keywords) == ("", "")


def test_the_package_holds_what_it_needs_and_no_more(copy: bytes) -> None:
    held = set(parts(copy))

    assert {
        name for name in held if not name.startswith(("word/", "docProps/core", "_rels", "[Content"))
    } == set()
    assert not [name for name in held if "vba" in name.lower() or "custom" in name or "Effects" in name]
    assert all(b"TargetMode" not in parts(copy)[name] for name in held if name.endswith(".rels"))


def test_nothing_in_it_stands_where_word_would_not_take_it(copy: bytes) -> None:
    assert faults(copy) == []
    assert faults(docx_bytes(paper(*papers.every_block("Plain words"), PRICE))) == []
    assert faults(docx_bytes(paper())) == []


def test_the_written_file_holds_the_same_bytes_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "memorandum.docx"
    target.write_bytes(b"an older draft")

    write_docx(papers.small(), target)

    assert target.read_bytes() == docx_bytes(papers.small())
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match=r"The Word copy was not written: memorandum\.docx"):
        write_docx(papers.small(), tmp_path / "nowhere" / "memorandum.docx")


# Hostile text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_any_block_is_written_as_typed(payload: str) -> None:
    content = docx_bytes(paper(*papers.every_block(payload)))

    assert squeezed("".join(lines(content))).count(squeezed(payload)) == papers.SHOWN
    assert faults(content) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_whole_document_of_hostile_text_opens_nothing(
    payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    hostile = [_poisoned(entity, payload) for entity in example.entities()]
    monkeypatch.setattr(socket.socket, "connect", refuse)

    content = docx_bytes(current_paper(snapshot_of(hostile), LIBRARY, example.TODAY))

    assert squeezed(payload) in squeezed("".join(lines(content)))
    assert faults(content) == []
    held = parts(content)
    assert not [name for name, part in held.items() if name.endswith(".rels") and b"External" in part]
    assert b"hyperlink" not in held["word/document.xml"]
    assert b"instrText" not in held["word/document.xml"]


@pytest.mark.parametrize(
    "sign", ["\x00", "\x01", "\x08", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff"]
)
def test_a_character_that_no_file_can_hold_is_shown_and_not_dropped(sign: str) -> None:
    content = docx_bytes(paper(*papers.every_block(f"a{sign}b"), author=f"x{sign}y", state=f"s{sign}"))

    assert "".join(lines(content)).count(f"a{MISSING}b") == papers.SHOWN
    assert opened(content).core_properties.author == f"x{MISSING}y"


def test_marks_that_turn_the_order_of_letters_round_are_left_out() -> None:
    content = docx_bytes(paper(Paragraph("fee \u202e0001\u202c GBP")))

    assert lines(content) == ["fee 0001 GBP"]


def test_line_ends_of_every_kind_are_breaks() -> None:
    content = docx_bytes(paper(Paragraph("a\r\nb\rc\u2028d\x0be\tf\ng")))

    assert lines(content) == ["a\nb\nc\nd\ne f\ng"]


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(), max_size=300))
def test_any_text_comes_back_as_typed(typed: str) -> None:
    content = docx_bytes(paper(*papers.every_block(f"[{typed}]")[3:6]))

    assert lines(content)[0] == legible(f"[{typed}]").replace("\u2011", "\u2011")
    assert faults(content) == []


@pytest.mark.parametrize("typed", ["x" * 20_000, "word " * 1_000, "\n" * 300], ids=lambda t: str(len(t)))
def test_long_text_is_written_in_every_block(typed: str) -> None:
    assert faults(docx_bytes(paper(*papers.every_block(typed)))) == []


def test_properties_that_word_would_not_take_are_cut() -> None:
    content = docx_bytes(paper(Paragraph("One."), title="t" * 5_000, author="a" * 5_000, state="s" * 5_000))

    assert len(opened(content).core_properties.author) == 255


# Other scripts


@pytest.mark.parametrize(
    ("typed", "stretches"),
    [
        ("Café Ελένη Анна", [("Café Ελένη Анна", False)]),
        ("שלום עולם", [("שלום עולם", True)]),
        ("Dr שלום עולם, Haifa", [("Dr ", False), ("שלום עולם", True), (", Haifa", False)]),
        ("مرحبا 12 بكم", [("مرحبا 12 بكم", True)]),
        ("日本 한국 हिन्दी", [("日本 한국 हिन्दी", False)]),
    ],
)
def test_words_read_from_the_right_are_marked_as_such(typed: str, stretches: list[tuple[str, bool]]) -> None:
    runs = opened(docx_bytes(paper(Paragraph(typed)))).paragraphs[0].runs

    assert [(run.text, bool(run.font.rtl)) for run in runs] == stretches
