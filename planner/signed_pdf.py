"""A PDF that somebody hands over, read and looked at before it is kept."""

from __future__ import annotations

import stat
from pathlib import Path

from planner.errors import Refused

MAX_MEGABYTES = 20


def read_pdf(path: Path) -> bytes:
    """The content of a PDF. Raises Refused with a sentence when it is none, or too large."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise Refused(f"{path.name} is not an ordinary file.")
        if state.st_size > MAX_MEGABYTES * 1_000_000:
            raise Refused(f"{path.name} is larger than {MAX_MEGABYTES} MB. Scan it again in fewer colours.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"There is no file {path.name}.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name cannot be used"
        raise Refused(f"{path.name} could not be read: {reason}.") from None
    _look_at(content, path.name)
    return content


def _look_at(content: bytes, name: str) -> None:
    if not content:
        raise Refused(f"{name} is empty.")
    # Readers allow some bytes before the header.
    if b"%PDF-" not in content[:1024]:
        raise Refused(f"{name} is not a PDF.")
    import pypdfium2

    try:
        pypdfium2.PdfDocument(content).close()
    except pypdfium2.PdfiumError:
        raise Refused(f"{name} cannot be opened: it is damaged, or asks for a password.") from None
