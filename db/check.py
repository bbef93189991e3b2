"""What a file is before anything is written to it: ours, older, newer, foreign or damaged.

Light on purpose: it needs nothing but sqlite3, so that the first painted frame may use it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from planner.errors import BadFile

APPLICATION_ID = 0x50504C4E  # "PPLN"
SCHEMA = 3  # the newest of db/migrations/versions
PATIENCE_S = 5.0  # how long a lock held by another program is waited for

_MAGIC = b"SQLite format 3\x00"
_VERSION_AT, _APPLICATION_AT, _HEADER = 60, 68, 100


class Kind(StrEnum):
    """What a file turned out to be."""

    MISSING = "missing"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    IN_USE = "in use"


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file is, the layout it has if it is ours, and whether it can be written."""

    kind: Kind
    version: int = 0
    can_be_written: bool = True


def check_file(path: Path, *, thoroughly: bool = True) -> FileState:
    """What the file at `path` is. Nothing is written.

    `thoroughly` also reads every page of it for damage.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return FileState(Kind.FOREIGN)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return FileState(Kind.MISSING)
    except PermissionError:
        return FileState(Kind.UNREADABLE)
    except OSError:  # links in a circle, a name that is too long, a path through a file
        return FileState(Kind.FOREIGN)
    if not header.startswith(_MAGIC) or _number(header, _APPLICATION_AT) != APPLICATION_ID:
        return FileState(Kind.FOREIGN)
    version = _number(header, _VERSION_AT)
    if version > SCHEMA:
        return FileState(Kind.NEWER, version)
    return _looked_into(path, thoroughly)


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")


def _looked_into(path: Path, thoroughly: bool) -> FileState:
    """The state of a file whose first page says that it is ours."""
    try:
        with closing(open_read_only(path)) as connection:
            # Read again: a journal beside the file may hold a later first page.
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > SCHEMA:
                return FileState(Kind.NEWER, version)
            recorded = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            is_sound = recorded == ([(f"{version:04}",)] if version else [])
            if is_sound and thoroughly:
                is_sound = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    except sqlite3.Error as fault:
        return FileState(Kind.IN_USE if _code(fault) == sqlite3.SQLITE_BUSY else Kind.DAMAGED)
    if not is_sound:
        return FileState(Kind.DAMAGED, version)
    kind = Kind.CURRENT if version == SCHEMA else Kind.OLDER
    return FileState(kind, version, can_be_written=_can_be_written(path))


def _code(fault: sqlite3.Error) -> int:
    """SQLite's primary code; 0 for what the Python module itself complains of."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF


def _can_be_written(path: Path) -> bool:
    """Whether both the file and its folder can be written; the journal needs the folder."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection to the database at `path` that cannot write. Raises sqlite3.Error.

    A file whose journal cannot be created, as in a read-only folder, is read as one that
    nobody changes meanwhile. A journal left by an interrupted program is only played back
    into the file by a connection that may write; then this one may, but is not used to.
    """
    if Path(f"{path}-journal").exists():
        return _connection(path, "mode=rw")
    try:
        return _connection(path, "mode=ro")
    except sqlite3.OperationalError as fault:
        if _code(fault) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return _connection(path, "mode=ro&immutable=1")


def _connection(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that has read the first page."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=PATIENCE_S,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cache_size = -32000")  # KiB; the default reads pages twice over
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except UnicodeDecodeError as fault:  # the module's own message quotes the damage
        connection.close()
        raise sqlite3.DatabaseError("malformed database schema") from fault
    except sqlite3.Error:
        connection.close()
        raise
    return connection


_REFUSALS = {
    Kind.MISSING: ("There is no file {name}.", "Choose another file."),
    Kind.FOREIGN: (
        "{name} is not a database of Partnership Planner. It was left as it is.",
        "Choose another file, or restore a backup.",
    ),
    Kind.NEWER: (
        "{name} was written by a later version of Partnership Planner: it has layout {version}, "
        "this version reads up to layout {known}. It was left as it is.",
        "Install the later version, or choose another file or a backup.",
    ),
    Kind.DAMAGED: (
        "{name} is damaged and cannot be read safely. It was left as it is.",
        "Restore a backup; the damaged file is kept under a new name.",
    ),
    Kind.UNREADABLE: (
        "{name} cannot be read with your permissions.",
        "Ask whoever owns the file, or choose another one.",
    ),
    Kind.IN_USE: (
        "{name} is held by another program.",
        "Close the other program, then try again.",
    ),
}


def refusal(path: Path, state: FileState) -> BadFile:
    """The failure that says why the file at `path` is not opened, and what to do instead."""
    message, advice = _REFUSALS[state.kind]
    return BadFile(message.format(name=path.name, version=state.version, known=SCHEMA), advice)
