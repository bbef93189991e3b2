"""What a typographer looks at: edges, breaks, figures, grey print."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.library import standard_library
from planner.memorandum import looks
from planner.memorandum.blocks import (
    Bullets,
    Changed,
    Heading,
    Memorandum,
    Notice,
    Paragraph,
    Row,
    Signature,
    SignatureBlock,
    Table,
    Title,
)
from planner.memorandum.compose import compose
from planner.memorandum.pdf import pdf_bytes
from planner.memorandum.pdf.faces import Faces, Look
from planner.memorandum.pdf.line_breaks import cut_at, whole_letters, words
from planner.memorandum.pdf.styles import CELL_RIGHT, REGULAR, SEMIBOLD, glyphs
from tests.memorandum import example
from tests.memorandum.papers import A, I, every_block, paper
from tests.memorandum.reading import pages

SIGNING = (
    Notice("The parties drew this up themselves."),
    Heading(1, "Signatures", "9"),
    SignatureBlock((Signature(A, "Northfield University"), Signature(I, "Brightpath Digital Ltd"))),
)


def _worked(**fields: object) -> Memorandum:
    return compose(example.snapshot(**fields), standard_library(), example.TODAY)


def _body(page: str) -> list[str]:
    """The lines of a page between its head and its foot."""
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    return [line for line in lines if not re.search(r"page \d+ of|· draft \d|Draft \d+ ·|not legal", line)]


# Edges


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_nothing_stands_in_the_margins(size: str):
    document = pypdfium2.PdfDocument(pdf_bytes(_worked(page_size=size)))
    for page in document:
        picture = page.render(scale=1, grayscale=True).to_pil()
        width, height = picture.size
        edge = round(looks.MARGIN) - 4
        inner_top, inner_foot = round(looks.HEAD) - 10, height - round(looks.FOOT) + 4
        for box in (
            (0, 0, edge, height),
            (width - edge, 0, width, height),
            (0, 0, width, inner_top),
            (0, inner_foot, width, height),
        ):
            assert picture.crop(box).getextrema() == (255, 255)
        page.close()
    document.close()


# Breaks


@pytest.mark.parametrize("lead", range(30, 49))
def test_signatures_never_stand_on_a_page_of_their_own(lead: int):
    clause = (Heading(1, "Next steps", "8"), Paragraph("The leads meet. " * 12), Bullets(("One.", "Two.")))

    read = pages(pdf_bytes(paper(Paragraph("line\n" * lead), *clause, *SIGNING)))

    (page,) = [page for page in read if "Signatures" in page]
    assert "Two." in page
    assert "The parties drew this up" in page


def test_signatures_of_many_parties_go_over_pages_when_they_must():
    many = SignatureBlock(tuple(Signature(A, f"Party {n} " + "of many names " * 14) for n in range(8)))

    read = "".join(pages(pdf_bytes(paper(Paragraph("First."), *SIGNING[:2], many))))

    assert all(f"Party {n} " in read for n in range(8))


@pytest.mark.parametrize("lead", range(38, 50))
def test_no_line_of_a_paragraph_stands_alone_before_or_after_the_end_of_a_page(lead: int):
    text = " ".join(f"word{n:03}" for n in range(60))

    read = pages(pdf_bytes(paper(Paragraph("line\n" * lead), Paragraph(text))))

    counts = [sum("word" in line for line in _body(page)) for page in read]
    assert all(count != 1 for count in counts)


def test_words_that_announce_a_list_stay_with_it():
    for lead in range(40, 50):
        read = pages(
            pdf_bytes(paper(Paragraph("line\n" * lead), Paragraph("What is next:"), Bullets(("One.",))))
        )

        assert all(_body(page)[-1] != "What is next:" for page in read)


@pytest.mark.parametrize("rows", range(38, 60))
def test_a_total_is_never_alone_on_a_page(rows: int):
    table = Table(
        ("What", "Sum"),
        (*(Row((f"Line {n}", "1.00")) for n in range(rows)), Row(("Total", "9.00"), is_total=True)),
        (3, 1),
        (1,),
    )

    read = pages(pdf_bytes(paper(table)))

    last = _body(read[-1])
    assert last[0].startswith("What")
    assert len(last) >= 3
    assert sum(page.count("Line ") for page in read) == rows


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("within 30 calendar days of it", "30 calendar"),
        ("by 9 December 2026 at the latest", "9 December"),
        ("as clause 12 says to everybody", "clause 12"),
        ("see Annex B for whatever is left", "Annex B"),
        ("a payment of GBP 45,000 in all then", "GBP 45,000"),
        ("with Dr Smith from the department", None),
        ("clause 9 and clause 16 bind", None),
        ("something that ends in a way so that it is", "it is"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, together: str | None):
    parts = [text[start:end] for start, end in words(text)]

    assert " ".join(parts) == text
    if together:
        assert any(together in part for part in parts)
    assert "9 and" not in parts


@pytest.mark.parametrize(
    ("word", "at", "expected"),
    [
        ("https://example.org/a-path/b", 22, "https://example.org/"),
        ("x" * 30, 12, "x" * 12),
        ("नमस्तेनमस्ते", 4, "नम"),
        ("e\u0301" * 4, 3, "e\u0301"),
    ],
)
def test_a_word_too_long_is_cut_at_a_mark_or_between_whole_letters(word: str, at: int, expected: str):
    assert word[: cut_at(word, at, 0)] == expected


def test_letters_keep_what_they_carry():
    assert whole_letters("ae\u0301b", 2) == 1
    assert whole_letters("abc", 2) == 2
    assert whole_letters("abc", 3) == 3


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("ab 19.,clause\u0301日、（本Ａ-/"), max_size=60))
def test_no_letter_is_lost_between_lines(text: str):
    parts = words(text)

    assert "".join(text[start:end] for start, end in parts).replace(" ", "") == text.replace(" ", "")
    assert all(end <= start for (_, end), (start, _) in pairwise(parts))


# Figures and grey print


def test_figures_are_equally_wide_and_stand_at_the_right_of_their_column():
    glyphs()
    faces = Faces()

    for font in (REGULAR, SEMIBOLD):
        assert len({round(faces.width(figure, Look(font)), 3) for figure in "0123456789"}) == 1
    assert CELL_RIGHT.alignment == 2


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_ink_is_legible_on_white_and_on_its_own_soft_ground_in_grey_too():
    grounds = {looks.WHITE, *looks.SIDE_SOFT.values()}

    for ink in (looks.INK, looks.MUTED, *looks.SIDE_INK.values()):
        for ground in grounds:
            contrast = (_brightness(ground) + 0.05) / (_brightness(ink) + 0.05)
            assert contrast >= 4.5, (ink, ground)


def test_a_page_in_grey_has_dark_letters():
    document = pypdfium2.PdfDocument(pdf_bytes(_worked()))
    picture = document[0].render(scale=3, grayscale=True).to_pil()
    document.close()

    histogram = picture.histogram()
    assert sum(histogram[:100]) > 10_000
    assert sum(histogram[120:200]) < sum(histogram[:120])


# Read aloud


def _parts(content: bytes, folder: Path) -> str:
    """The parts of a paper as another program finds them."""
    assert shutil.which("pdfinfo"), "poppler-utils is in the list of packages"
    (folder / "a.pdf").write_bytes(content)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(folder / "a.pdf")], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def test_headings_paragraphs_tables_and_pictures_are_told_apart_when_read_aloud(tmp_path: Path):
    content = pdf_bytes(_worked(printed=("timeline", "roles")))

    parts = _parts(content, tmp_path)

    assert re.search(r'H1 \(block\)\s+"Memorandum', parts)
    assert re.search(r'H2 \(block\)\s+"1 .Parties', parts)
    assert re.search(r'H3 \(block\)\s+"Dates"', parts)
    assert re.search(r'TR\s+TH\s+"What"', parts)
    assert "Figure" in parts
    assert b"/MarkInfo" in content
    assert "Draft 3" not in parts


def test_a_paragraph_over_two_pages_is_one_part(tmp_path: Path):
    parts = _parts(pdf_bytes(paper(Paragraph("word " * 1_500))), tmp_path)

    assert parts.count("P (block)") == 1
    assert parts.count("word") == 1_500


def test_a_table_without_rows_is_read_aloud_too(tmp_path: Path):
    assert "TH" in _parts(pdf_bytes(paper(Table(("a", "b"), (), (1, 1)))), tmp_path)


def test_added_words_are_underlined_and_removed_ones_struck_through():
    runs = (("Kept ", ""), ("added ", "added"), ("removed", "removed"))
    document = pypdfium2.PdfDocument(pdf_bytes(paper(Changed(runs))))
    page = document[0]
    lines = [part.get_bounds() for part in page.get_objects() if part.type == pdfium.FPDF_PAGEOBJ_PATH]
    document.close()

    below, through = sorted((bottom + top) / 2 for _, bottom, _, top in lines)
    assert through - below == pytest.approx(0.37 * looks.BODY_SIZE, abs=0.1)


def test_the_language_and_the_title_are_said_in_the_file():
    content = pdf_bytes(paper(Title("Memorandum"), Paragraph("One.")))

    assert b"/Lang (en-GB)" in content
    assert b"/DisplayDocTitle true" in content


def test_control_characters_and_halves_of_pairs_reach_no_part_of_the_file():
    hostile = "a\x00b\ud800c\u202ed"
    fields = dict.fromkeys(("title", "subtitle", "state", "caution", "footer", "author"), hostile)

    read = "".join(pages(pdf_bytes(paper(*every_block(hostile), **fields))))

    assert "a❒b❒cd" in read
    assert "\x00" not in read
