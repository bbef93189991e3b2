from __future__ import annotations

import hashlib
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.backup import (
    KEPT_DAILY,
    KEPT_MONTHLY,
    KEPT_RECENT,
    KEPT_WEEKLY,
    Backup,
    back_up,
    backups,
    inside,
    outlived,
    replaced,
    restore,
    set_aside,
)
from db.check import Kind, check_file
from planner.document import Edit
from planner.errors import BadFile, StoreFailure
from planner.model import Entity, Partnership, Person
from tests.db.conftest import added, opened, somebody_else

Entities = tuple[Entity, ...]
NOW = datetime(2026, 12, 9, 14, 2, 3, tzinfo=UTC)


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_a_backup_is_one_private_verified_file_with_its_fingerprint(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "safe" / "backups"

    made = back_up(path, folder, now=NOW)

    (listed,) = backups(folder)
    assert listed == Backup(made, "planner", NOW, "request")
    assert listed.is_sound()
    assert listed.fingerprint.read_text().split()[0] == hashlib.sha256(made.read_bytes()).hexdigest()
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(list(folder.iterdir())) == 2


def test_a_backup_of_a_store_in_use_holds_what_was_just_written(path: Path, tmp_path: Path) -> None:
    with opened(path) as store:
        store.write(added(Partnership(title="Just now")))
        made = back_up(path, tmp_path / "backups", now=NOW)

    assert inside(made).titles == ("Just now", "Mindful Campus")


def test_what_a_backup_holds_is_shown_without_changing_it(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    before = made.read_bytes()

    contents = inside(made)

    assert contents.titles == ("Mindful Campus",)
    assert contents.made_at == NOW
    assert (contents.counts["organisation"], contents.counts["answer"]) == (2, 2)
    assert "glance" not in contents.counts
    assert made.read_bytes() == before


def test_a_restored_backup_has_equal_data_and_the_replaced_file_is_kept(
    path: Path, everything: Entities, tmp_path: Path
) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    with opened(path) as store:
        store.write([Edit(everything[0], everything[0].model_copy(update={"title": "Later", "version": 2}))])

    kept = restore(made, path, now=NOW)

    with opened(path) as store:
        assert store.load(everything[0].id) == everything
    assert kept is not None
    with opened(kept) as store:
        assert store.load(everything[0].id)[0].title == "Later"
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert inside(kept).made_at is None


def test_the_files_that_restores_put_aside_can_be_brought_back(
    path: Path, tmp_path: Path, everything: Entities
) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    first = restore(made, path, now=NOW)
    second = restore(made, path, now=NOW + timedelta(hours=1))
    path.with_name("planner.replaced-long ago.sqlite").write_bytes(b"somebody else's")

    found = replaced(path)

    assert [each.path for each in found] == [second, first]
    restore(found[0].path, path, now=NOW + timedelta(hours=2))
    with opened(path) as store:
        assert store.load(everything[0].id) == everything


def test_a_backup_is_restored_where_there_was_no_database(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)

    kept = restore(made, tmp_path / "new" / "planner.sqlite", now=NOW)

    assert kept is None
    assert check_file(tmp_path / "new" / "planner.sqlite").kind is Kind.CURRENT


def test_restoring_takes_along_what_a_killed_program_left_in_the_log(
    path: Path, tmp_path: Path, everything: Entities
) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    killed = tmp_path / "killed" / "planner.sqlite"
    killed.parent.mkdir()
    with opened(path) as store:
        store.write(added(Partnership(title="In the log")))
        for ending in ("", "-wal", "-shm"):
            shutil.copy(f"{path}{ending}", f"{killed}{ending}")

    kept = restore(made, killed, now=NOW)

    assert kept is not None
    assert inside(kept).titles == ("In the log", "Mindful Campus")
    with opened(killed) as store:
        assert [row.title for row in store.partnerships()] == ["Mindful Campus"]


def test_a_database_in_use_is_not_replaced(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    with opened(path) as store:
        store.write(added(Partnership(title="Still open")))

        with pytest.raises(StoreFailure, match="in use"):
            restore(made, path, now=NOW)

        assert len(store.partnerships()) == 2
    assert sorted(each.name for each in path.parent.iterdir()) == ["planner.sqlite"]


@pytest.mark.parametrize("where", ["header", "middle"])
def test_a_damaged_database_is_replaced_and_kept_byte_for_byte(
    path: Path, tmp_path: Path, everything: Entities, where: str
) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    content = bytearray(path.read_bytes())
    at = 0 if where == "header" else len(content) // 3
    content[at : at + 4096] = bytes(4096)
    path.write_bytes(content)
    Path(f"{path}-wal").write_bytes(b"left over")

    kept = restore(made, path, now=NOW)

    assert kept is not None
    assert kept.read_bytes() == content
    with opened(path) as store:
        assert store.load(everything[0].id) == everything


def test_a_database_whose_pages_cannot_be_read_is_set_aside_with_its_log(path: Path) -> None:
    content = path.read_bytes()[:100] + bytes(5_000)
    path.write_bytes(content)
    Path(f"{path}-wal").write_bytes(b"left over")

    kept = set_aside(path, now=NOW)

    assert not path.exists()
    assert kept.read_bytes() == content
    assert Path(f"{kept}-wal").read_bytes() == b"left over"
    assert check_file(path).kind is Kind.MISSING


@pytest.mark.parametrize("restoring", [inside, lambda bad: restore(bad, bad.parent / "x.sqlite", now=NOW)])
def test_a_damaged_backup_is_refused(path: Path, tmp_path: Path, restoring: object) -> None:
    made = back_up(path, tmp_path / "backups", now=NOW)
    content = bytearray(made.read_bytes())
    content[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    made.write_bytes(content)

    with pytest.raises(BadFile, match="damaged"):
        restoring(made)  # type: ignore[operator]

    assert not backups(made.parent)[0].is_sound()


def test_a_damaged_database_is_not_backed_up_and_older_backups_stay(
    path: Path, everything: Entities, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    good = back_up(path, folder, now=NOW)
    with closing(sqlite3.connect(path)) as connection:
        where = "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_person_shared_id'"
        (page,) = connection.execute(where).fetchone()
    content = bytearray(path.read_bytes())
    index = slice(4096 * (page - 1), 4096 * page)
    (lead,) = (each for each in everything if isinstance(each, Person) and each.time_percent)
    content[index] = content[index].replace(lead.shared_id.hex.encode(), b"0" * 32)
    path.write_bytes(content)

    with pytest.raises(BadFile, match="damaged"):
        back_up(path, folder, now=NOW + timedelta(hours=1))
    path.write_bytes(b"nothing of ours")
    with pytest.raises(BadFile, match="not a database"):
        back_up(path, folder, now=NOW + timedelta(hours=2))

    assert [each.path for each in backups(folder)] == [good]
    assert len(list(folder.iterdir())) == 2


def test_a_backup_into_a_folder_that_refuses_is_told_plainly(path: Path, stranger_folder: Path) -> None:
    stranger_folder.chmod(0o555)
    copy = Path(shutil.copy(path, stranger_folder / "planner.sqlite"))
    copy.chmod(0o444)

    with somebody_else(), pytest.raises(StoreFailure, match="disk refuses"):
        back_up(copy, stranger_folder, now=NOW)


def test_files_that_only_look_like_backups_are_not_listed(tmp_path: Path) -> None:
    for name in ("a.backup.sqlite", "a.yesterday.request.backup.sqlite", "a.sqlite"):
        (tmp_path / name).touch()

    assert backups(tmp_path) == ()
    assert backups(tmp_path / "missing") == ()


def test_another_databases_backups_in_the_same_folder_are_left_alone(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    other = Path(shutil.copy(path, path.parent / "other.sqlite"))
    theirs = [back_up(other, folder, now=NOW - timedelta(minutes=n)) for n in range(3)]

    for n in range(KEPT_RECENT + 3):
        back_up(path, folder, now=NOW + timedelta(minutes=n))

    assert {each.path for each in backups(folder)} >= set(theirs)
    assert sum(each.of == "planner" for each in backups(folder)) == KEPT_RECENT


def placed(folder: Path, made_at: datetime, *, sound: bool) -> Backup:
    path = folder / f"planner.{made_at:%Y%m%dT%H%M%S%fZ}.request.backup.sqlite"
    path.write_bytes(b"content")
    each = Backup(path, "planner", made_at, "request")
    each.fingerprint.write_text(hashlib.sha256(b"content" if sound else b"").hexdigest())
    return each


SCHEDULES = st.lists(st.tuples(st.integers(1, 60 * 24 * 20), st.integers(0, 4)), max_size=60)


def rotation_holds(schedule: list[tuple[int, int]]) -> None:
    """Make backups at these gaps in minutes, one in five spoilt, letting go of old ones each time."""
    with tempfile.TemporaryDirectory() as name:
        made_at, made = NOW, []
        for gap, luck in schedule:
            made_at += timedelta(minutes=gap)
            made.append(placed(Path(name), made_at, sound=luck > 0))
            for old in outlived(backups(Path(name))):
                assert old.is_sound()
                old.path.unlink()
        left = {each.made_at for each in backups(Path(name)) if each.is_sound()}
        sound = [each.made_at for each in made if each.fingerprint.read_text()[:4] == SOUND]
        spoilt = [each for each in made if each.made_at not in sound]

        assert all(each.path.exists() for each in spoilt)
        assert set(sound[-KEPT_RECENT:]) <= left
        for period, kept in (
            (lambda at: (at.year, at.month, at.day), KEPT_DAILY),
            (lambda at: tuple(at.isocalendar())[:2], KEPT_WEEKLY),
            (lambda at: (at.year, at.month), KEPT_MONTHLY),
        ):
            last_of_each = {period(at): at for at in sound}
            assert set(list(last_of_each.values())[-kept:]) <= left
        assert len(left) <= KEPT_RECENT + KEPT_DAILY + KEPT_WEEKLY + KEPT_MONTHLY


SOUND = hashlib.sha256(b"content").hexdigest()[:4]


@settings(max_examples=60, deadline=None)
@given(SCHEDULES)
def test_no_schedule_loses_a_backup_that_was_promised(schedule: list[tuple[int, int]]) -> None:
    rotation_holds(schedule)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None)
@given(SCHEDULES)
def test_no_schedule_loses_a_backup_that_was_promised_soak(schedule: list[tuple[int, int]]) -> None:
    rotation_holds(schedule)


def test_a_backup_without_a_fingerprint_does_not_count_as_sound(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path, now=NOW)
    (made,) = backups(tmp_path)

    made.fingerprint.write_text("")
    was_emptied = made.is_sound()
    made.fingerprint.unlink()

    assert not was_emptied
    assert not made.is_sound()
