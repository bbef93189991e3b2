from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from db.backup import backups
from db.check import SCHEMA, Kind, check_file
from db.engine import is_on_network, open_engine
from db.glance import read_portfolio
from db.migrate import create, upgrade
from db.places import backup_folder, default_path
from db.store import Store
from planner.document import Edit
from planner.errors import BadFile, StoreFailure
from planner.model import Entity
from tests.db.conftest import older_file, opened, somebody_else

Entities = tuple[Entity, ...]
NOW = datetime(2026, 12, 9, 14, 2, tzinfo=UTC)


def empty(path: Path) -> None:
    path.touch()


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2_000))


def archive(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(2_000))


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


FOREIGN = (empty, picture, archive, other_database, Path.mkdir, pipe, circle)


@pytest.mark.parametrize("make", FOREIGN)
def test_a_foreign_file_is_refused_before_anything_is_written(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "planner.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(BadFile, match=r"planner\.sqlite is not a database of Partnership Planner") as failure:
        Store.open(path)
    with pytest.raises(BadFile):
        read_portfolio(path)

    assert failure.value.advice
    assert [each.name for each in tmp_path.iterdir()] == ["planner.sqlite"]
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("version", [SCHEMA + 1, 99])
def test_a_newer_layout_is_refused_with_both_versions_and_its_bytes_unchanged(
    path: Path, version: int
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()

    with pytest.raises(BadFile, match=f"layout {version}, .* up to layout {SCHEMA}"):
        Store.open(path)
    with pytest.raises(BadFile, match=f"layout {version}"):
        read_portfolio(path)

    assert path.read_bytes() == before


def test_a_newer_layout_that_still_stands_in_the_journal_is_seen(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "interrupted.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")

    state = check_file(copy)

    assert (state.kind, state.version) == (Kind.NEWER, SCHEMA + 1)


def test_a_missing_file_is_made_whole_with_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "planner.sqlite"
    assert check_file(path).kind is Kind.MISSING
    assert read_portfolio(path) is None

    with opened(path) as store:
        assert store.partnerships() == ()

    assert [each.name for each in path.parent.iterdir()] == ["planner.sqlite"]
    assert check_file(path).kind is Kind.CURRENT


def test_a_file_made_meanwhile_by_another_start_is_kept(path: Path) -> None:
    before = hashlib.sha256(path.read_bytes()).digest()

    create(path)

    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_a_new_file_is_made_on_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)

    create(tmp_path / "planner.sqlite")

    assert check_file(tmp_path / "planner.sqlite").kind is Kind.CURRENT


def test_an_older_file_is_backed_up_then_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "planner.sqlite"
    older_file(path)
    assert check_file(path).kind is Kind.OLDER
    assert read_portfolio(path) is None

    with opened(path) as store:
        assert store.partnerships() == ()

    (kept,) = backups(backup_folder(path))
    assert kept.reason == "before-upgrade"
    assert check_file(kept.path).kind is Kind.OLDER
    assert check_file(path).version == SCHEMA


def test_an_upgrade_that_would_break_references_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "planner.sqlite"
    older_file(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id REFERENCES a (id));"
            "INSERT INTO b VALUES (1)"
        )

    with pytest.raises(BadFile, match="could not be brought up to date"):
        upgrade(path, now=NOW)

    assert check_file(path).kind is Kind.OLDER


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = '0000'",
        "DROP TABLE alembic_version",
        "ALTER TABLE answer RENAME COLUMN text TO texu",
        "ALTER TABLE answer DROP COLUMN note",
        "PRAGMA user_version = 0",
    ],
)
def test_a_layout_that_is_not_what_it_says_counts_as_damaged(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)

    with pytest.raises(BadFile, match="damaged"):
        Store.open(path)


def test_a_file_in_a_read_only_folder_is_read_but_not_changed(
    path: Path, everything: Entities, stranger_folder: Path
) -> None:
    copy = Path(shutil.copy(path, stranger_folder / "planner.sqlite"))
    copy.chmod(0o444)
    stranger_folder.chmod(0o555)

    with somebody_else(), opened(copy) as store:
        assert store.is_read_only
        assert store.load(everything[0].id) == everything
        assert [row.title for row in read_portfolio(copy)] == ["Mindful Campus"]
        with pytest.raises(StoreFailure, match="reading only"):
            store.write([Edit(everything[0], None)])

    assert [each.name for each in stranger_folder.iterdir()] == ["planner.sqlite"]


def test_an_older_file_that_cannot_be_changed_is_refused(stranger_folder: Path) -> None:
    path = stranger_folder / "planner.sqlite"
    older_file(path)
    path.chmod(0o444)
    stranger_folder.chmod(0o555)

    with somebody_else(), pytest.raises(StoreFailure, match="earlier version") as failure:
        Store.open(path)

    assert failure.value.advice


def test_a_file_that_cannot_be_read_or_made_is_told_plainly(path: Path, stranger_folder: Path) -> None:
    copy = Path(shutil.copy(path, stranger_folder / "planner.sqlite"))
    copy.chmod(0)
    stranger_folder.chmod(0o555)

    with somebody_else():
        with pytest.raises(BadFile, match="your permissions"):
            Store.open(copy)
        with pytest.raises(StoreFailure, match="disk refuses"):
            Store.open(stranger_folder / "new.sqlite")


def test_an_interrupted_write_without_a_log_is_taken_back_at_the_next_start(
    path: Path, everything: Entities, tmp_path: Path
) -> None:
    copy = tmp_path / "interrupted.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE answer SET text = hex(randomblob(20000))")
        connection.execute("UPDATE position SET text = hex(randomblob(20000))")
        for ending in ("", "-journal"):
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")

    with opened(copy) as store:
        assert store.load(everything[0].id) == everything


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        ("/dev/sda1 / ext4 rw 0 0\nserver:/home /data/my\\040home nfs4 rw 0 0", True),
        ("server:/ / nfs rw 0 0\n/dev/sda1 /data ext4 rw 0 0", False),
        ("", False),
    ],
)
def test_a_network_drive_is_recognised_by_the_closest_mount(mounts: str, expected: bool) -> None:
    assert is_on_network(Path("/data/my home/planner.sqlite"), mounts) is expected


def test_a_shared_windows_folder_is_a_network_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "realpath", lambda path: rf"\\server\share\{path}")

    assert is_on_network(Path("planner.sqlite"))


def test_on_a_network_drive_no_write_ahead_log_is_used(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("server:/ / nfs rw 0 0\n")
    monkeypatch.setattr("db.engine._MOUNTS", mounts)

    with opened(path) as store, store._reads() as connection:
        assert store.is_on_network
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"


def test_without_a_list_of_mounts_a_drive_counts_as_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.engine._MOUNTS", Path("/nowhere/mounts"))

    assert not is_on_network(Path("/data/planner.sqlite"))


def test_the_default_place_is_a_file_in_a_folder_of_our_own() -> None:
    path = default_path()

    assert path.name == "planner.sqlite"
    assert "partnership-planner" in path.parts


def test_damage_in_the_words_of_the_layout_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"TABLE glance", b"TABL\xc0 glance"))

    assert check_file(path).kind is Kind.DAMAGED


def test_a_file_that_another_program_holds_does_not_count_as_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.check.PATIENCE_S", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(BadFile, match="held by another program"):
            Store.open(path)

    with opened(path) as store:
        assert len(store.partnerships()) == 1


def test_a_connection_that_cannot_be_set_up_is_closed_again(tmp_path: Path) -> None:
    picture(tmp_path / "picture.png")
    engine = open_engine(tmp_path / "picture.png")

    with pytest.raises(DatabaseError, match="not a database"):
        engine.connect()

    engine.dispose()


def test_a_header_that_claims_a_page_size_nothing_has_is_damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16:18] = struct.pack(">H", 3)
    path.write_bytes(content)

    assert check_file(path).kind is Kind.DAMAGED
