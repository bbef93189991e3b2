from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from planner.errors import StoreFailure
from planner.library import standard_library
from planner.memorandum.blocks import (
    Annex,
    Heading,
    Memorandum,
    Paragraph,
    Parties,
    Party,
    RoleMatrix,
    Row,
    Table,
    fingerprint,
)
from planner.memorandum.compose import compose
from planner.memorandum.pdf import pdf_bytes, write_pdf
from tests.memorandum import example, papers
from tests.memorandum.papers import A, paper
from tests.memorandum.reading import pages, squeezed, text_of

GOLDEN = Path(__file__).parents[1] / "golden" / "memorandum-small.txt"
LONG_WORD = "x" * 200


def _worked() -> Memorandum:
    return compose(example.snapshot(), standard_library(), example.TODAY)


def _tool(name: str, *arguments: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([name, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# What is on the page


def test_the_pages_of_a_small_paper_read_as_they_did():
    read = "\n--- page ---\n".join(
        page.replace("\r\n", "\n").strip() for page in pages(pdf_bytes(papers.small()))
    )

    assert read + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_text_of_the_example_can_be_read_back():
    read = squeezed(text_of(pdf_bytes(_worked())))

    for block in _worked().blocks:
        if isinstance(block, Paragraph):
            assert squeezed(block.text) in read
        if isinstance(block, Table):
            assert all(squeezed(cell) in read for row in block.rows for cell in row.cells)


def test_every_page_shows_state_caution_fingerprint_and_its_number():
    worked = _worked()
    read = pages(pdf_bytes(worked))

    for number, page in enumerate(read, 1):
        assert worked.state in page
        assert worked.caution in page
        assert f"Mindful Campus · draft 3 · {fingerprint(worked)}" in page
        assert f"page {number} of {len(read)}" in page


def test_a_title_too_long_for_the_foot_of_the_page_is_cut_there():
    content = pdf_bytes(paper(Paragraph("One."), footer="word " * 80))

    assert "… · draft 3" in text_of(content)


def test_headings_and_annexes_are_bookmarks_on_their_own_pages():
    document = pypdfium2.PdfDocument(pdf_bytes(papers.small()))

    outline = [(item.get_title(), item.level) for item in document.get_toc() if item.get_dest() is not None]
    annex_page = [item.get_dest().get_index() for item in document.get_toc()][-1]
    document.close()

    assert outline == [("1 Purpose", 0), ("2 Costs", 0), ("3 Signatures", 0), ("Annex A: Roles", 0)]
    assert annex_page == 1


def test_a_part_without_a_clause_before_it_can_be_a_bookmark():
    assert pdf_bytes(paper(Heading(2, "Dates"), Paragraph("None.")))


def test_metadata_names_the_paper_and_nobody_and_nothing_of_this_computer():
    document = pypdfium2.PdfDocument(pdf_bytes(papers.small()))
    metadata = document.get_metadata_dict(skip_empty=True)
    document.close()

    assert metadata == {
        "Title": "Memorandum of understanding: Mindful Campus",
        "Subject": "Draft 3 · 4 open points · 9 December 2026",
        "Author": "Northfield University and Brightpath Digital Ltd",
        "Creator": "Partnership Planner",
        "Producer": "Partnership Planner",
        "CreationDate": "D:20261209000000+00'00'",
        "ModDate": "D:20261209000000+00'00'",
    }


@pytest.mark.parametrize(("size", "points"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_pages_are_a4_or_letter(size: str, points: tuple[int, int]):
    document = pypdfium2.PdfDocument(pdf_bytes(paper(Paragraph("One."), page_size=size)))
    width, height = document.get_page_size(0)
    document.close()

    assert (round(width), round(height)) == points


def test_the_same_paper_gives_the_same_bytes():
    assert pdf_bytes(_worked()) == pdf_bytes(_worked())


def test_a_paper_of_no_blocks_is_one_empty_page():
    assert len(pages(pdf_bytes(paper()))) == 1


# How pages break


def test_a_table_repeats_its_head_on_every_page():
    rows = tuple(Row((f"Activity {n}", "9 Dec 2026")) for n in range(120))

    read = pages(pdf_bytes(paper(Table(("What it is", "When it is"), rows, (2, 1)))))

    assert len(read) > 2
    assert all("What it is" in page for page in read)


def test_a_row_is_not_split_between_pages():
    rows = tuple(Row((f"start{n} " + "word " * 60 + f"end{n}", "x")) for n in range(40))

    for page in pages(pdf_bytes(paper(Table(("a", "b"), rows, (1, 1))))):
        for n in range(40):
            assert (f"start{n} " in page) == (f"end{n}\r\n" in page or page.rstrip().endswith(f"end{n}"))


def test_a_row_taller_than_a_page_is_split():
    table = Table(("a", "b", "c"), (Row(("first", "x" * 20_000, "y")), Row(("last", "s", "y"))), (1, 1, 3))

    read = pages(pdf_bytes(paper(table)))

    assert sum(page.count("x") for page in read) == 20_000
    assert "last" in read[-1]


def test_a_heading_is_never_the_last_line_of_a_page():
    drawn = []
    for n in range(60):
        drawn += [Heading(1, f"Heading{n}", str(n + 1)), Paragraph(f"word{n} " * (7 + n))]

    for page in pages(pdf_bytes(paper(*drawn))):
        body = [line for line in page.splitlines() if line.strip()]
        lines = [line for line in body if "page" not in line and "Mindful" not in line]
        assert "Heading" not in lines[-1]


def test_a_heading_stays_with_the_first_row_of_its_table():
    table = Table(("a",), (Row(("word " * 300,)), Row(("short",))), (1,))

    for lead in range(20, 44):
        drawn = [Paragraph("line\n" * lead), Heading(1, "Kept", "1"), Heading(2, "Too"), table]
        read = pages(pdf_bytes(paper(*drawn)))
        page = next(page for page in read if "Kept" in page)
        assert "word word" in page


@pytest.mark.parametrize("people", [0, 1, 7, 8, 30])
def test_a_matrix_of_many_people_shows_all_of_them(people: int):
    block = RoleMatrix(
        tuple(papers.MatrixPerson(f"Person{n}", A) for n in range(people)),
        (papers.MatrixRow("", "Steer the project", (None,) * people),),
    )

    read = text_of(pdf_bytes(paper(block)))

    assert "Steer the project" in read
    assert all(f"Person{n}" in read for n in range(people))


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_up_to_eight_parties_stand_two_in_a_row(count: int):
    named = tuple(Party(A, "Academic partner", f"Party{n}") for n in range(count))

    read = text_of(pdf_bytes(paper(Parties(named))))

    assert all(f"Party{n}" in read for n in range(count))


def test_the_annexes_do_not_count_as_body(tmp_path: Path):
    report = write_pdf(paper(Paragraph("Body."), Annex("A", "One"), Annex("B", "Two")), tmp_path / "a.pdf")

    assert (report.pages, report.body_pages) == (3, 1)


def test_without_annexes_every_page_is_body(tmp_path: Path):
    report = write_pdf(paper(Paragraph("word " * 3_000)), tmp_path / "a.pdf")

    assert report.pages == report.body_pages > 1


# The file


def test_the_written_file_holds_the_same_bytes_and_nothing_is_left_beside_it(tmp_path: Path):
    target = tmp_path / "memorandum.pdf"
    target.write_bytes(b"an older draft")

    write_pdf(papers.small(), target)

    assert target.read_bytes() == pdf_bytes(papers.small())
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path):
    with pytest.raises(StoreFailure, match=r"memorandum\.pdf"):
        write_pdf(papers.small(), tmp_path / "nowhere" / "memorandum.pdf")


def test_a_target_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path):
    target = tmp_path / "memorandum.pdf"
    target.mkdir()

    with pytest.raises(StoreFailure):
        write_pdf(papers.small(), target)

    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_not_an_ordinary_file_is_not_replaced(tmp_path: Path):
    target = tmp_path / "pipe.pdf"
    os.mkfifo(target)

    with pytest.raises(StoreFailure, match="not an ordinary file"):
        write_pdf(papers.small(), target)

    assert target.is_fifo()


def test_a_link_to_a_paper_stays_a_link(tmp_path: Path):
    (tmp_path / "link.pdf").symlink_to(tmp_path / "real.pdf")

    write_pdf(papers.small(), tmp_path / "link.pdf")

    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real.pdf").read_bytes() == pdf_bytes(papers.small())


def test_a_name_as_long_as_the_disk_allows_can_be_written(tmp_path: Path):
    target = tmp_path / ("m" * (os.pathconf(tmp_path, "PC_NAME_MAX") - 4) + ".pdf")

    write_pdf(papers.small(), target)

    assert target.exists()


def test_qpdf_finds_no_fault(tmp_path: Path):
    write_pdf(_worked(), tmp_path / "a.pdf")

    assert "WARNING" not in _tool("qpdf", "--check", str(tmp_path / "a.pdf"))


def test_every_typeface_is_embedded(tmp_path: Path):
    write_pdf(paper(*papers.every_block("Plain words")), tmp_path / "a.pdf")

    listed = _tool("pdffonts", str(tmp_path / "a.pdf")).splitlines()[2:]

    assert len(listed) == 2
    assert all("SourceSansPro" in line and line.split()[-5] == "yes" for line in listed)
