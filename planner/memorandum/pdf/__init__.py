"""Blocks drawn as a PDF, to a typographer's standard. The only package that imports reportlab."""

from __future__ import annotations

from pathlib import Path

from planner.errors import StoreFailure
from planner.memorandum.blocks import Memorandum
from planner.memorandum.pdf.pages import PdfReport, render
from planner.whole_file import write_whole

__all__ = ["PdfReport", "pdf_bytes", "render", "write_pdf"]


def pdf_bytes(memorandum: Memorandum) -> bytes:
    """The paper as the bytes of a PDF file: same paper, same bytes."""
    return render(memorandum)[0]


def write_pdf(memorandum: Memorandum, path: Path) -> PdfReport:
    """Write the paper to `path`, all of it or nothing, and say what was drawn.

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    content, report = render(memorandum)
    try:
        write_whole(path, content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StoreFailure(
            f"The PDF was not written: {path.name}: {reason}.",
            "Choose another folder, or make room, and export again.",
        ) from None
    return report
