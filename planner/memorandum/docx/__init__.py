"""Blocks written as a Word document, for people who redline. The only package that imports docx."""

from __future__ import annotations

from pathlib import Path

from planner.memorandum.blocks import Memorandum
from planner.memorandum.docx.package import docx_bytes
from planner.memorandum.saving import save

__all__ = ["docx_bytes", "write_docx"]


def write_docx(memorandum: Memorandum, path: Path) -> None:
    """Write the paper to `path` as a Word document, all of it or nothing.

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    save(docx_bytes(memorandum), path, "The Word copy")
