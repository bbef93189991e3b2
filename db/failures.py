"""What a failing disk, file or server means for the user. Faults of our own are left to pass."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from planner.errors import BadFile, PlannerError, StoreFailure

_TRY_AGAIN = "Nothing is lost; try again."
_BUSY = ("The database is in use by another program.", "Close the other program, then try again.")
_DAMAGED = (
    "The database is damaged and cannot be read safely.",
    "Restore a backup; the damaged file is kept under a new name.",
)
_REFUSED = (
    "The database can be read but not changed.",
    "Check the permissions of the file and its folder, or export a copy elsewhere.",
)
_BY_CODE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _REFUSED,
    sqlite3.SQLITE_PERM: _REFUSED,
    sqlite3.SQLITE_AUTH: _REFUSED,
    sqlite3.SQLITE_CANTOPEN: (
        "The database cannot be opened.",
        "Check that the disk is there and that you may write to its folder.",
    ),
    sqlite3.SQLITE_FULL: ("The disk is full.", "Make room, then try again. Nothing is lost."),
    sqlite3.SQLITE_IOERR: ("The disk does not accept what is written, or is full.", _TRY_AGAIN),
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


def meaning(fault: BaseException) -> PlannerError | None:
    """The failure a user can act on that `fault` stands for; None when the fault is ours."""
    if isinstance(fault, DBAPIError) and isinstance(fault.orig, sqlite3.Error):
        fault = fault.orig
    if isinstance(fault, sqlite3.Error):
        if "decode to UTF-8" in str(fault):  # raised by the module itself, without a code
            return BadFile(*_DAMAGED)
        known = _BY_CODE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
        kind = BadFile if known is _DAMAGED else StoreFailure
        return kind(*known) if known else None
    if isinstance(fault, OperationalError):
        return StoreFailure("The database server cannot be reached or refuses.", _TRY_AGAIN)
    if isinstance(fault, UnicodeDecodeError):  # a message of the module that quotes the damage
        return BadFile(*_DAMAGED)
    if isinstance(fault, OSError):
        return StoreFailure(f"The disk refuses: {fault.strerror or fault}.", _TRY_AGAIN)
    return None


@contextmanager
def told_plainly() -> Iterator[None]:
    """Inside, what the disk, the file or the server refuses is raised as a StoreFailure or BadFile."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError, OSError) as fault:
        failure = meaning(fault)
        if failure is None:
            raise
        raise failure from fault
