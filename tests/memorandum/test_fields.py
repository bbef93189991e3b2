"""Fields to fill in on screen, beside the places to sign."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from planner.library import standard_library
from planner.memorandum.blocks import Heading, Signature, SignatureBlock, fingerprint
from planner.memorandum.compose import compose
from planner.memorandum.pdf import pdf_bytes
from tests.memorandum import example
from tests.memorandum.papers import A, I, paper
from tests.memorandum.reading import text_of

BLOCK = SignatureBlock(
    (
        Signature(A, "Northfield University", "", "Contracts office, “Head”"),
        Signature(I, "Brightpath Digital Ltd", "Łukasz Žižek", "w" * 90),
    ),
    fillable=True,
)


def _fields(content: bytes) -> dict[str, tuple[str, str]]:
    """Every field by name, with its tool tip and what it holds."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    found = {}
    for page in document:
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, at)
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET:
                name, tip, value = (
                    _said(get, document, note)
                    for get in (
                        pdfium.FPDFAnnot_GetFormFieldName,
                        pdfium.FPDFAnnot_GetFormFieldAlternateName,
                        pdfium.FPDFAnnot_GetFormFieldValue,
                    )
                )
                found[name] = (tip, value)
            pdfium.FPDFPage_CloseAnnot(note)
        page.close()
    document.close()
    return found


def _said(get: object, document: pypdfium2.PdfDocument, note: object) -> str:
    size = get(document.formenv, note, None, 0)  # type: ignore[operator]
    buffer = ctypes.create_string_buffer(size)
    get(document.formenv, note, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)  # type: ignore[operator]
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_name_position_and_date_can_be_filled_in_and_what_is_known_stands_there():
    fields = _fields(pdf_bytes(paper(BLOCK)))

    assert fields == {
        "Name 1": ("Name of the person who signs for Northfield University", ""),
        "Position 1": (
            "Position of the person who signs for Northfield University",
            "Contracts office, “Head”",
        ),
        "Date 1": ("Date of signature for Northfield University", ""),
        "Date 2": ("Date of signature for Brightpath Digital Ltd", ""),
    }


def test_what_no_field_can_hold_is_printed_as_it_is():
    read = text_of(pdf_bytes(paper(BLOCK)))

    assert "Łukasz Žižek" in read
    assert read.count("w") >= 90


def test_what_a_field_holds_is_seen_on_the_page():
    document = pypdfium2.PdfDocument(pdf_bytes(paper(BLOCK)))
    bare = sum(document[0].render(may_draw_forms=False).to_pil().tobytes())
    document.close()
    document = pypdfium2.PdfDocument(pdf_bytes(paper(BLOCK)))
    document.init_forms()
    shown = sum(document[0].render().to_pil().tobytes())
    document.close()

    assert shown < bare


def test_the_paper_has_fields_when_they_are_ticked():
    ticked = compose(example.snapshot(printed=("fields",)), standard_library(), example.TODAY)
    plain = compose(example.snapshot(printed=()), standard_library(), example.TODAY)

    assert len(_fields(pdf_bytes(ticked))) == 6
    assert _fields(pdf_bytes(plain)) == {}
    assert fingerprint(ticked) == fingerprint(plain)


def test_fields_are_sound_their_typeface_embedded_and_the_bytes_the_same(tmp_path: Path):
    content = pdf_bytes(paper(Heading(1, "Signatures", "1"), BLOCK))
    (tmp_path / "a.pdf").write_bytes(content)

    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True)
    fonts = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, text=True).stdout

    assert (checked.returncode, "WARNING" in checked.stderr) == (0, False)
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
    assert b"Helvetica" not in content
    assert content == pdf_bytes(paper(Heading(1, "Signatures", "1"), BLOCK))


@pytest.mark.parametrize("hostile", ['(") Tj ET\\', "</V>", "a\x00b", "\ud800"])
def test_hostile_words_in_a_field_stay_words(hostile: str):
    block = SignatureBlock((Signature(A, hostile, hostile, hostile),), fillable=True)

    fields = _fields(pdf_bytes(paper(block)))

    assert len(fields) in (1, 3)
    if len(fields) == 3:
        assert fields["Name 1"][1] == hostile
