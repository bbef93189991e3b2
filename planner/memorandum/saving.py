"""Papers put on the disk: all of a file or nothing, and a sentence when it cannot be."""

from __future__ import annotations

from pathlib import Path

from planner.errors import StoreFailure
from planner.whole_file import write_whole


def save(content: bytes, path: Path, what: str) -> None:
    """Write `content` to `path`; `what` names it in a sentence ("The PDF").

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    try:
        write_whole(path, content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StoreFailure(
            f"{what} was not written: {path.name}: {reason}.",
            "Choose another folder, or make room, and export again.",
        ) from None
