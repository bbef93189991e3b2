"""A kill at any line while creating, upgrading, backing up or restoring: the old state or the new."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.backup import back_up, backups, inside, restore
from db.check import Kind, check_file
from planner.document import Edit
from planner.model import Entity
from tests.db.conftest import older_file, opened

HERE = Path(__file__).parent
NOW = datetime(2026, 12, 10, tzinfo=UTC)
Run = Callable[[str, int, Path], tuple[str, int]]
OLD, NEW = ("Mindful Campus",), ("Later",)


@pytest.fixture
def run() -> Iterator[Run]:
    """Runs an action in a folder, killed before the line with this number; says how it ended."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    with subprocess.Popen(
        [sys.executable, str(HERE / "killed_at_line.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:

        def run_once(action: str, number: int, folder: Path) -> tuple[str, int]:
            assert process.stdin is not None
            assert process.stdout is not None
            print(action, number, folder, file=process.stdin, flush=True)
            ending, count = process.stdout.readline().split()
            return ending, int(count)

        yield run_once
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def folders(path: Path, everything: tuple[Entity, ...], tmp_path: Path) -> dict[str, Path]:
    """What each action starts from."""
    made = {name: tmp_path / name for name in ("create", "upgrade", "back_up", "restore")}
    for folder in made.values():
        folder.mkdir()
    older_file(made["upgrade"] / "planner.sqlite")
    shutil.copy(path, made["back_up"] / "planner.sqlite")
    shutil.copy(back_up(path, tmp_path / "elsewhere", now=NOW), made["restore"] / "old.sqlite")
    with opened(path) as store:
        whole = everything[0]
        store.write([Edit(whole, whole.model_copy(update={"title": "Later", "version": 2}))])
        # Copied while it is open: the change stands in the log only, as after a kill.
        for ending in ("", "-wal", "-shm"):
            shutil.copy(f"{path}{ending}", made["restore"] / f"planner.sqlite{ending}")
    return made


def expect_old_or_new(action: str, folder: Path) -> None:
    path = folder / "planner.sqlite"
    if action == "create":
        assert check_file(path).kind in (Kind.MISSING, Kind.CURRENT)
    elif action == "upgrade":
        assert check_file(path).kind in (Kind.OLDER, Kind.CURRENT)
    elif action == "back_up":
        assert all(
            each.is_sound() and inside(each.path).titles == OLD for each in backups(folder / "backups")
        )
        back_up(path, folder / "backups", now=NOW)
    else:
        assert inside(path).titles in (OLD, NEW)
        restore(folder / "old.sqlite", path, now=NOW)
        assert inside(path).titles == OLD
    with opened(path) as store:
        store.partnerships()


def survives_kills_at(run: Run, start: Path, action: str, points: int) -> None:
    ending, lines = run(action, 0, shutil.copytree(start, start.with_name(f"{action}-whole")))
    assert ending == "done"
    for point in range(points):
        number = 1 + point * lines // points
        folder = shutil.copytree(start, start.with_name(f"{action}-{point}"))

        ending, _ = run(action, number, folder)

        assert ending == "killed"
        expect_old_or_new(action, folder)
        shutil.rmtree(folder)


@pytest.mark.parametrize("action", ["create", "upgrade", "back_up", "restore"])
def test_a_kill_leaves_the_old_state_or_the_new(run: Run, folders: dict[str, Path], action: str) -> None:
    survives_kills_at(run, folders[action], action, 12)


@pytest.mark.soak
@pytest.mark.parametrize("action", ["create", "upgrade", "back_up", "restore"])
def test_a_kill_leaves_the_old_state_or_the_new_soak(run: Run, folders: dict[str, Path], action: str) -> None:
    survives_kills_at(run, folders[action], action, 100)
