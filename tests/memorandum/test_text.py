"""The paper as plain text and as Markdown: the same words, and nothing typed is read as markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum import blocks
from planner.memorandum.blocks import (
    Annex,
    Changed,
    Heading,
    Memorandum,
    Paragraph,
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
from planner.memorandum.exports import ENDINGS, paper_bytes
from planner.memorandum.fonts import MISSING
from planner.memorandum.legible import legible
from planner.memorandum.markdown import escaped, inline, markdown
from planner.memorandum.text import PICTURE, WIDTH, plain_text
from planner.terms import Letter
from tests.memorandum import example, papers
from tests.memorandum.papers import A, I, paper
from tests.memorandum.reading import squeezed, words_of
from tests.memorandum.test_hostile_text import PAYLOADS, _poisoned

LIBRARY = standard_library()
MARKDOWN = (
    "# heading",
    "* star\n- dash\n+ plus",
    "1. one\n2) two",
    "**bold** _slanted_ ~~gone~~ `code` $x$",
    "[text](http://example.org) ![picture](file:///etc/passwd)",
    "<http://example.org> http://example.org www.example.org someone@example.org",
    "| a | b |\n|---|---|",
    "a\n===\nb\n---",
    "> quoted",
    "    indented code",
    "```\nfenced\n```",
    "&amp; &#60; &copy;",
    "back\\slash \\* \\\\",
    "[x]: http://example.org 'title'",
    ": definition",
    "<script>alert(1)</script>",
)


@pytest.fixture(scope="module")
def worked() -> Memorandum:
    path = Path(__file__).parents[2] / "resources" / "examples" / "mindful-campus.partnership.json"
    return current_paper(snapshot_of(read_file(path).entities), LIBRARY, example.TODAY)


def body(text: str) -> str:
    """What stands between the head and the foot of a text."""
    return text.partition("\n\n")[2].rpartition("\n\n")[0].removesuffix("---").strip()


def read_markdown(text: str) -> str:
    """The words of a Markdown text as a reader shows them: escapes undone, our own signs taken away."""
    text = re.sub(r"(?<!\\)\*\*?|^#+ |^ *- (?:\[ \] )?|^\|.*---.*\|$", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)[|*]", " ", text.replace("\\\n", "\n"))
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


# Plain text


def test_every_word_of_every_block_is_in_the_text(worked: Memorandum) -> None:
    drawn = tuple(block for block in worked.blocks if not isinstance(block, TimelinePicture | RoleMatrix))
    text = squeezed(plain_text(worked))

    told = (
        line
        for block in drawn
        if isinstance(block, Paragraph | Heading | Annex)
        for line in [block.text if hasattr(block, "text") else block.title]
    )
    assert [line for line in told if squeezed(line) not in text] == []
    cells = [c for b in drawn if isinstance(b, Table) for row in b.rows for c in row.cells]
    words = set(plain_text(worked).split())
    assert [word for cell in cells for word in cell.split() if word not in words] == []


def test_no_line_is_wider_than_a_screen_of_text(worked: Memorandum) -> None:
    assert max(map(len, plain_text(worked).splitlines())) <= WIDTH


def test_the_text_begins_with_its_state_and_ends_with_its_fingerprint(worked: Memorandum) -> None:
    lines = plain_text(worked).splitlines()

    assert lines[:2] == [worked.state, worked.caution]
    assert lines[-1] == f"Mindful Campus · draft {worked.draft_number} · {fingerprint(worked)}"
    assert not any(line != line.rstrip() for line in lines)


def test_clauses_annexes_and_what_binds_are_told_in_words() -> None:
    text = plain_text(paper(Heading(1, "Costs", "2", binds=True), Heading(2, "Dates"), Annex("A", "Roles")))

    assert body(text) == "2 Costs (binding)\n-----------------\n\nDates\n\nAnnex A  Roles\n=============="


def test_a_table_stands_in_columns_with_figures_at_the_right() -> None:
    rows = (
        Row(("Northfield", "GBP 5")),
        Row(("Brightpath\nDigital", "GBP 1,500")),
        Row(("Total", "GBP 1,505"), is_total=True),
    )

    text = body(plain_text(paper(Table(("Who", "Figure"), rows, (1, 1), (1,)))))

    assert text.splitlines() == [
        "Who            Figure",
        "---------------------",
        "Northfield      GBP 5",
        "",
        "Brightpath  GBP 1,500",
        "Digital",
        "",
        "Total       GBP 1,505",
    ]


@pytest.mark.parametrize("word", ["x" * 200, "日本" * 40])
def test_a_long_word_in_a_narrow_cell_is_broken_and_keeps_the_columns(word: str) -> None:
    text = body(
        plain_text(paper(Table(("a", "b", "c"), (Row((word, "plain words " * 9, "end")),), (1, 3, 1))))
    )

    assert squeezed(text).count(word[0]) >= len(word) / len(set(word))
    assert "end" in text.splitlines()[2]


def test_a_table_of_more_columns_than_fit_is_still_written() -> None:
    block = Table(tuple("abcdefgh"), (Row(("a long-enough-word-to-fill",) * 8),), (1,) * 8)

    assert "long-enough-word-to-fill" in plain_text(paper(block))


def test_the_role_matrix_is_a_table_of_letters() -> None:
    people = (papers.MatrixPerson("Academic lead", A), papers.MatrixPerson("Company lead", I))
    rows = (
        papers.MatrixRow("Study", "Steer", (Letter.ACCOUNTABLE_RESPONSIBLE, None)),
        papers.MatrixRow("Study", "Clean data", (None, Letter.INFORMED), "Accountable: to be agreed"),
    )

    text = plain_text(paper(RoleMatrix(people, rows)))

    assert re.search(r"^ +Academic lead +Company lead$", text, re.MULTILINE)
    assert re.search(r"^Steer +A R$", text, re.MULTILINE)
    assert re.search(r"^Clean data +I$", text, re.MULTILINE)
    assert "Study\n" in text


def test_a_place_to_sign_shows_what_is_known_and_a_line_for_the_rest() -> None:
    block = SignatureBlock((Signature(A, "Northfield", "A. Lead", "Head", "as a deed"),))

    text = body(plain_text(paper(block)))

    assert [line.split() for line in text.splitlines()] == [
        ["Northfield"], ["as", "a", "deed"], ["Name", "A.", "Lead"], ["Position", "Head"],
        ["Signature", "_" * 30], ["Date", "_" * 30],
    ]  # fmt: skip


def test_a_picture_is_spoken_of_and_a_price_is_a_table() -> None:
    layer = PriceLayer("Directly incurred", "GBP 60", 6000, "directly_incurred")
    price = PricePicture((layer,), (), "Full economic cost: GBP 60", "Put in: GBP 0")
    plan = next(
        b
        for b in current_paper(example.snapshot(), LIBRARY, example.TODAY).blocks
        if isinstance(b, TimelinePicture)
    )

    for written in (plain_text, markdown):
        text = written(paper(plan, price))
        assert squeezed(PICTURE) in squeezed(text)
        assert "100 %" in text


def test_changes_are_marked_by_signs() -> None:
    changed = Changed((("The fee is ", ""), ("50", "removed"), ("60", "added"), (" days.", "")))

    assert "The fee is [-50-][+60+] days." in plain_text(paper(Paragraph("x"), front=(changed,)))
    assert "The fee is {-50-}{+60+} days." in read_markdown(markdown(paper(Paragraph("x"), front=(changed,))))


def test_a_question_has_boxes_and_a_line_for_each_side() -> None:
    block = blocks.Question("Why?", "Think.", ("Yes", "No"), ("Northfield", "Brightpath"), lines=1)

    assert body(plain_text(paper(block))).count("[ ] Yes") == 2
    assert markdown(paper(block)).count("- [ ] Yes") == 2
    assert markdown(paper(blocks.Question("Why?"))).count("\\_") == 20


# Markdown


def test_every_word_of_every_block_is_in_the_markdown(worked: Memorandum) -> None:
    read = squeezed(read_markdown(markdown(worked)))

    for block in worked.blocks:
        if isinstance(block, Paragraph | Heading):
            assert squeezed(block.text) in read
        if isinstance(block, Table):
            for row in block.rows:
                assert all(squeezed(line) in read for cell in row.cells for line in cell.split("\n"))


def test_a_heading_has_its_number_and_a_table_its_pipes() -> None:
    rows = (Row(("A | B", "5\nonly")), Row(("Total", ""), is_total=True))

    text = markdown(paper(Heading(1, "Costs", "2", binds=True), Table(("Who", "Figure"), rows, (1, 1), (1,))))

    assert body(text).splitlines() == [
        r"*For discussion, not legal advice*", "", "## 2 Costs (binding)", "", "| Who | Figure |",
        "| --- | ---: |", r"| A \| B | 5 / only |", "| **Total** |  |",
    ]  # fmt: skip


@pytest.mark.parametrize("payload", MARKDOWN + PAYLOADS)
def test_what_looks_like_markup_is_escaped_in_every_block(payload: str) -> None:
    text = markdown(paper(*papers.every_block(payload)))

    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", text).replace("- [ ] ", "")
    assert not re.search(r"[<>`~$\[\]]", bare)
    assert not re.search(r"https?://|www\.\w|\w@\w", bare)
    assert not re.search(r"&[#\w]+;", bare)
    assert re.findall(r"^(?:#+ |---$)", bare, re.MULTILINE) == ["# ", "## ", "### ", "## ", "---"]
    tables = [line for line in bare.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} == {3, 4}
    assert squeezed(read_markdown(text)).count(squeezed(payload.replace("\n", ""))) >= 2 or "\n" in payload


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(), max_size=120))
def test_any_text_is_escaped_so_that_it_reads_as_typed(typed: str) -> None:
    made = escaped(typed)

    assert squeezed(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", made.replace("\\\n", "\n"))) == squeezed(
        legible(typed)
    )
    for line in made.split("\n"):
        assert not re.match(r"\s*(?:#|[-+=*](?:\s|[-=*]|$)|>|\d{1,9}[.)](?:\s|$)|```|~~~)", line)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("2) no list", r"2\) no list"),
        ("9 Dec 2026", "9 Dec 2026"),
        ("3.5 per cent - or so", "3.5 per cent - or so"),
        ("R&D at AT&T; fine", r"R\&D at AT\&T; fine"),
        ("10:30, ratio 1:2", r"10\:30, ratio 1\:2"),
        ("a\nb", "a\\\nb"),
        ("a\n\nb", "a\\\nb"),
        ("C:\\x", r"C:\\x"),
    ],
)
def test_escapes_are_few_and_where_they_are_needed(typed: str, written: str) -> None:
    assert escaped(typed) == written


def test_a_name_on_one_line_has_no_break() -> None:
    assert inline("a\nb\tc") == "a b c"


# Both


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("written", [plain_text, markdown])
def test_a_whole_document_of_hostile_text_is_written(payload: str, written) -> None:
    hostile = [_poisoned(entity, payload) for entity in example.entities()]

    text = written(current_paper(snapshot_of(hostile), LIBRARY, example.TODAY))

    read = read_markdown(text) if written is markdown else text
    assert squeezed(payload) in squeezed(read)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800"])
@pytest.mark.parametrize("written", [plain_text, markdown])
def test_a_character_that_no_text_can_hold_is_shown(sign: str, written) -> None:
    text = written(paper(*papers.every_block(f"a{sign}b"), footer=f"f{sign}"))

    assert f"a{MISSING}b" in text
    assert sign not in text
    assert text.encode()


def test_the_same_paper_gives_the_same_text(worked: Memorandum) -> None:
    for ending in (".txt", ".md"):
        assert paper_bytes(worked, ending) == paper_bytes(worked, ending)


def test_a_paper_of_no_blocks_has_its_head_and_foot() -> None:
    for written in (plain_text, markdown):
        assert "For discussion" in written(paper())


def test_the_endings_are_those_that_are_promised() -> None:
    assert ENDINGS == (".pdf", ".docx", ".txt", ".md", ".eml")


def test_every_text_of_a_small_paper_is_in_both() -> None:
    for written in (plain_text, markdown):
        read = squeezed(read_markdown(written(papers.small())))
        missing = [line for line in words_of(papers.small()).splitlines() if squeezed(line) not in read]
        assert [line for line in missing if line not in ("academic", "industry")] == []
