"""Backups: made whole and verified, kept by age, looked into, and restored."""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.check import FileState, Kind, check_file, open_read_only, refusal
from db.failures import told_plainly
from db.places import PRIVATE_FILE, private_folder

KEPT_RECENT, KEPT_DAILY, KEPT_WEEKLY, KEPT_MONTHLY = 10, 7, 4, 12

_STAMP = "%Y%m%dT%H%M%S%fZ"
_SUFFIX = ".backup.sqlite"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file: when it was made, of which database, and why."""

    path: Path
    of: str
    made_at: datetime
    reason: str

    @property
    def fingerprint(self) -> Path:
        """The file beside it that holds its SHA-256."""
        return self.path.with_name(f"{self.path.name}.sha256")

    def is_sound(self) -> bool:
        """Whether the file still is, byte for byte, what was verified when it was made."""
        try:
            recorded = self.fingerprint.read_text(encoding="ascii").split()[0]
            return recorded == _sha256(self.path)
        except (OSError, ValueError, IndexError):
            return False


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: the partnerships' titles, and how many rows each table has."""

    titles: tuple[str, ...]
    counts: dict[str, int]
    made_at: datetime | None


def back_up(path: Path, folder: Path, *, now: datetime, reason: str = "request") -> Path:
    """Copy the database at `path` into `folder`, verify the copy, and let go of old backups.

    `reason` is one word of the file's name, such as "session", "before-import" or "request".
    The database may be in use meanwhile. Raises BadFile when it is damaged, StoreFailure when the
    disk refuses; no unfinished backup is left behind.
    """
    state = check_file(path, thoroughly=False)
    if state.kind not in (Kind.CURRENT, Kind.OLDER):
        raise refusal(path, state)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    made = Backup(folder / f"{path.stem}.{stamp}.{reason}{_SUFFIX}", path.stem, now, reason)
    unfinished = made.path.with_name(f"{made.path.name}.unfinished")
    with told_plainly():
        private_folder(folder)
        try:
            _copy(path, unfinished)
            _write_private(made.fingerprint, f"{_sha256(unfinished)}  {made.path.name}\n")
            unfinished.replace(made.path)
            _sync(folder)
        finally:
            unfinished.unlink(missing_ok=True)
        for old in outlived([each for each in backups(folder) if each.of == path.stem]):
            old.path.unlink()
            old.fingerprint.unlink()
    return made.path


def _copy(source: Path, target: Path) -> None:
    """A whole and verified copy of a database, on the disk when this returns. Raises BadFile."""
    for left_over in (target, Path(f"{target}-journal")):
        left_over.unlink(missing_ok=True)
    target.touch(PRIVATE_FILE)
    with closing(open_read_only(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, without a log beside it
        if new.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise refusal(source, FileState(Kind.DAMAGED))
    _sync(target)


def _write_private(path: Path, text: str) -> None:
    path.touch(PRIVATE_FILE)
    path.write_text(text, encoding="ascii")
    _sync(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Wait until `path` is on the disk. A folder cannot be synced everywhere; then its files are."""
    if path.is_dir() and os.name == "nt":  # pragma: no cover
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in `folder`, the newest first."""
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        parts = path.name.removesuffix(_SUFFIX).rsplit(".", 2)
        with suppress(ValueError):
            of, stamp, reason = parts
            found.append(Backup(path, of, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), reason))
    return tuple(sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True))


def replaced(path: Path) -> tuple[Backup, ...]:
    """The files that restores put aside beside the database at `path`, the newest first."""
    found = []
    start = f"{path.stem}.replaced-"
    for kept in path.parent.glob(f"{glob.escape(start)}*{path.suffix}"):
        with suppress(ValueError):
            made_at = datetime.strptime(kept.stem.removeprefix(start), _STAMP).replace(tzinfo=UTC)
            found.append(Backup(kept, path.stem, made_at, "replaced"))
    return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))


def outlived(candidates: Sequence[Backup]) -> list[Backup]:
    """The backups that no rule keeps: the 10 newest, and the last of 7 days, 4 weeks and 12 months.

    Only sound backups count, and only sound ones are let go: a spoilt file is left to its owner.
    """
    if len(candidates) <= KEPT_RECENT:
        return []
    sound = [each for each in candidates if each.is_sound()]
    kept = set(sound[:KEPT_RECENT])
    kept |= _newest_by(sound, lambda made_at: made_at.date(), KEPT_DAILY)
    kept |= _newest_by(sound, lambda made_at: made_at.isocalendar()[:2], KEPT_WEEKLY)
    kept |= _newest_by(sound, lambda made_at: (made_at.year, made_at.month), KEPT_MONTHLY)
    return [each for each in sound if each not in kept]


def _newest_by(
    newest_first: Iterable[Backup], period: Callable[[datetime], object], periods: int
) -> set[Backup]:
    last: dict[object, Backup] = {}
    for each in newest_first:
        last.setdefault(period(each.made_at), each)
    return set(list(last.values())[:periods])


def inside(backup: Path) -> Contents:
    """What a backup holds, without changing anything. Raises BadFile when it is not one of ours."""
    state = check_file(backup)
    if state.kind not in (Kind.CURRENT, Kind.OLDER):
        raise refusal(backup, state)
    made_at = next((each.made_at for each in backups(backup.parent) if each.path == backup), None)
    with told_plainly(), closing(open_read_only(backup)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in names if name not in ("alembic_version", "glance")]
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
        titles = (
            connection.execute("SELECT title FROM partnership ORDER BY title").fetchall()
            if "partnership" in tables
            else []
        )
    return Contents(tuple(title for (title,) in titles), counts, made_at)


def restore(backup: Path, path: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of the database at `path`; returns where the replaced file is kept.

    No store may have `path` open. Raises BadFile for a backup that is not ours or is damaged, and
    StoreFailure when the disk refuses or the database is in use; it is then as it was.
    """
    inside(backup)
    target = Path(os.path.realpath(path))
    unfinished = target.with_name(f"{target.name}.unfinished")
    with told_plainly():
        private_folder(target.parent)
        try:
            _copy(backup, unfinished)
            kept = _kept_copy(target, now, "replaced") if target.exists() else None
            unfinished.replace(target)
            _sync(target.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    return kept


def set_aside(path: Path, *, now: datetime) -> Path:
    """Move a damaged database out of the way; returns its new name. Nothing of it is deleted."""
    target = Path(os.path.realpath(path))
    with told_plainly():
        kept = _kept_copy(target, now, "damaged")
        target.unlink()
        _sync(target.parent)
    return kept


def _kept_copy(target: Path, now: datetime, why: str) -> Path:
    """A copy of the file under a new name, with the journals beside it, which are then removed.

    A log left beside the file would be played into whatever file takes its place.
    """
    _settle(target)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    kept = target.with_name(f"{target.stem}.{why}-{stamp}{target.suffix}")
    journals = [Path(f"{target}{ending}") for ending in ("-wal", "-journal", "-shm")]
    left_over = [journal for journal in journals if journal.exists()]
    for old in (target, *left_over):
        copy = Path(f"{kept}{old.name.removeprefix(target.name)}")
        copy.touch(PRIVATE_FILE)
        shutil.copyfile(old, copy)
        _sync(copy)
    for journal in left_over:
        journal.unlink()
    return kept


def _settle(path: Path) -> None:
    """Bring what the log holds into the file. A damaged file is left alone; one in use is refused."""
    if check_file(path).kind not in (Kind.CURRENT, Kind.OLDER):
        return
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=1)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
