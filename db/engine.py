"""How a database is reached: the only place that knows SQLite from PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from db.check import PATIENCE_S, open_read_only
from planner.errors import StoreFailure

_NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afs", "ceph", "cifs", "davfs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf"}
)
_MOUNTS = Path("/proc/self/mounts")


def file_of(location: Path | str) -> Path | None:
    """The database file that a path or a URL names; None for a server.

    Raises StoreFailure for a URL that cannot be read.
    """
    if isinstance(location, Path) or "://" not in location:
        return Path(location)
    try:
        url = make_url(location)
    except ArgumentError as fault:
        raise StoreFailure(
            "The address of the database cannot be read.",
            "Write it as postgresql://host/name, or name a file.",
        ) from fault
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def open_engine(location: Path | str, *, reads_only: bool = False, keeps_references: bool = True) -> Engine:
    """The way to the database file at a path, or to the server at a URL.

    Only a migration turns `keeps_references` off: copying a table would empty the tables that
    refer to it. Raises StoreFailure when the driver for the URL is missing.
    """
    if isinstance(location, Path):
        return _open_sqlite(location, reads_only, keeps_references)
    try:
        return create_engine(location, pool_size=1, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
    except (ImportError, NoSuchModuleError) as fault:
        raise StoreFailure(
            "There is no driver for this kind of database.", "Install the driver, or use a file."
        ) from fault


def _open_sqlite(path: Path, reads_only: bool, keeps_references: bool) -> Engine:
    journal = "DELETE" if is_on_network(path) else "WAL"

    def connect() -> sqlite3.Connection:
        if reads_only:
            return open_read_only(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,  # the "begin" below opens transactions, not the module
            check_same_thread=False,  # one pooled connection, used by one thread at a time
        )
        try:
            for setting in (
                f"busy_timeout = {PATIENCE_S * 1000:.0f}",
                f"foreign_keys = {'ON' if keeps_references else 'OFF'}",
                f"journal_mode = {journal}",
                "synchronous = FULL",
                "trusted_schema = OFF",
            ):
                connection.execute(f"PRAGMA {setting}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        hide_parameters=True,  # what a person wrote stays out of every fault's text
    )

    def begin(connection: Connection) -> None:
        # A writer takes its lock first, so that what it checks cannot change before it writes.
        reads = reads_only or connection.get_execution_options().get("reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine


def is_on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether `path` lies on a network drive, where a write-ahead log is not safe.

    `mounts` is the list of mounted file systems, as Linux writes it; read here when not given.
    """
    real = os.path.realpath(path)
    if real.startswith("\\\\"):
        return True
    if mounts is None:
        mounts = _MOUNTS.read_text(errors="replace") if _MOUNTS.exists() else ""
    found, kind = "", ""
    for line in mounts.splitlines():
        _, place, file_system, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        if len(place) >= len(found) and Path(real).is_relative_to(place):
            found, kind = place, file_system
    return kind in _NETWORK_FILE_SYSTEMS
