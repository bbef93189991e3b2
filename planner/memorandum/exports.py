"""The paper in every format it can leave in, chosen by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.memorandum.blocks import Memorandum
from planner.memorandum.saving import save


def paper_bytes(memorandum: Memorandum, ending: str) -> bytes:
    """The paper as the bytes of a file that ends so; raises KeyError for an ending not in ENDINGS."""
    return _MADE[ending](memorandum)


def write_paper(memorandum: Memorandum, path: Path) -> None:
    """Write the paper in the format that the name's ending asks for, all of it or nothing.

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    ending = path.suffix.lower()
    save(paper_bytes(memorandum, ending), path, _NAMES[ending])


def _pdf(memorandum: Memorandum) -> bytes:
    from planner.memorandum.pdf import pdf_bytes

    return pdf_bytes(memorandum)


def _docx(memorandum: Memorandum) -> bytes:
    from planner.memorandum.docx import docx_bytes

    return docx_bytes(memorandum)


def _text(memorandum: Memorandum) -> bytes:
    from planner.memorandum.text import plain_text

    return plain_text(memorandum).encode()


def _markdown(memorandum: Memorandum) -> bytes:
    from planner.memorandum.markdown import markdown

    return markdown(memorandum).encode()


def _email(memorandum: Memorandum) -> bytes:
    from planner.memorandum.email import eml_bytes

    return eml_bytes(memorandum, _pdf(memorandum))


_MADE: dict[str, Callable[[Memorandum], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".txt": _text,
    ".md": _markdown,
    ".eml": _email,
}
_NAMES = {
    ".pdf": "The PDF",
    ".docx": "The Word copy",
    ".txt": "The text",
    ".md": "The Markdown text",
    ".eml": "The e-mail",
}
ENDINGS = tuple(_MADE)
