"""Blocks drawn as a PDF, to a typographer's standard. The only package that imports reportlab."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from planner.errors import StoreFailure
from planner.memorandum.blocks import Memorandum
from planner.memorandum.pdf.pages import PdfReport, render

__all__ = ["PdfReport", "pdf_bytes", "render", "write_pdf"]


def pdf_bytes(memorandum: Memorandum) -> bytes:
    """The paper as the bytes of a PDF file: same paper, same bytes."""
    return render(memorandum)[0]


def write_pdf(memorandum: Memorandum, path: Path) -> PdfReport:
    """Write the paper to `path`, all of it or nothing, and say what was drawn.

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    content, report = render(memorandum)
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as fault:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        reason = fault.strerror or str(fault)
        raise StoreFailure(
            f"The PDF was not written: {path.name}: {reason}.",
            "Choose another folder, or make room, and export again.",
        ) from None
    return report
