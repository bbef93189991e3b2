"""Blocks drawn as a PDF, to a typographer's standard. The only package that imports reportlab."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.memorandum.blocks import Memorandum
from planner.memorandum.pdf.pages import PdfReport, render
from planner.memorandum.saving import save

__all__ = ["PdfReport", "pdf_bytes", "render", "write_pdf"]


def pdf_bytes(memorandum: Memorandum, font_folders: Sequence[Path] | None = None) -> bytes:
    """The paper as the bytes of a PDF file: same paper and same typefaces, same bytes."""
    return render(memorandum, font_folders)[0]


def write_pdf(memorandum: Memorandum, path: Path) -> PdfReport:
    """Write the paper to `path`, all of it or nothing, and say what was drawn.

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    content, report = render(memorandum)
    save(content, path, "The PDF")
    return report
