"""The store's promises: what a kill, a full disk, a second program and damage may do. See `make soak`."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from db.check import Kind, check_file
from db.glance import read_portfolio
from planner.document import Edit
from planner.errors import PlannerError, StoreFailure
from planner.model import Activity, Answer, Entity, Link, Partnership
from tests.db.conftest import added, opened

Entities = tuple[Entity, ...]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEPT = 3


def expect_whole_steps(path: Path, partnership_id: UUID, acknowledged: int) -> None:
    """The store holds the state after one step, not before the last acknowledged one."""
    assert check_file(path).kind is Kind.CURRENT
    with opened(path) as store:
        loaded = store.load(partnership_id)
    step = loaded[0].draft_number
    names = sorted(int(entity.name) for entity in loaded if isinstance(entity, Activity))
    links = sum(isinstance(entity, Link) for entity in loaded)

    assert acknowledged <= step <= acknowledged + 1
    assert names == list(range(max(2, step - KEPT + 1), step + 1))
    assert links == max(0, len(names) - 1)


def survives_kills(path: Path, rounds: int) -> None:
    whole = Partnership(title="Killed")
    with opened(path) as store:
        store.write(added(whole))
    chance = random.Random(rounds)
    command = [sys.executable, str(HERE / "crash_writer.py"), str(path), str(whole.id)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        for _ in range(rounds):
            print("go", file=writer.stdin, flush=True)
            child = int(writer.stdout.readline().split()[1])
            acknowledged = 0
            for _ in range(chance.randint(1, 8)):
                acknowledged = int(writer.stdout.readline())
            os.kill(child, signal.SIGKILL)
            while (line := writer.stdout.readline().strip()) != "dead":
                acknowledged = int(line)

            expect_whole_steps(path, whole.id, acknowledged)
        writer.stdin.close()


def test_a_kill_loses_no_acknowledged_step_and_halves_none(tmp_path: Path) -> None:
    survives_kills(tmp_path / "planner.sqlite", 50)


@pytest.mark.soak
def test_a_kill_loses_no_acknowledged_step_and_halves_none_soak(tmp_path: Path) -> None:
    survives_kills(tmp_path / "planner.sqlite", 500)


def written_by_two(path: Path, times: int) -> list[str]:
    """The words left in one text after two programs appended so many each, at once."""
    whole = Partnership(title="Shared")
    with opened(path) as store:
        store.write(added(whole, Answer(partnership_id=whole.id, question="why")))
    script = [sys.executable, str(HERE / "counting_writer.py"), str(path), str(whole.id)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([*script, name, str(times)], env=environment) for name in "ab"]
    assert [writer.wait() for writer in both] == [0, 0]
    with opened(path) as store:
        return str(store.load(whole.id)[1].text).split()


def all_words(times: int) -> list[str]:
    return sorted(f"{name}{n}" for name in "ab" for n in range(times))


def test_two_programs_lose_no_update_and_never_see_a_locked_database(tmp_path: Path) -> None:
    assert sorted(written_by_two(tmp_path / "planner.sqlite", 100)) == all_words(100)


@pytest.mark.soak
def test_two_programs_lose_no_update_and_never_see_a_locked_database_soak(tmp_path: Path) -> None:
    assert sorted(written_by_two(tmp_path / "planner.sqlite", 500)) == all_words(500)


@pytest.mark.parametrize("room", range(0, 400_000, 20_000))
def test_on_a_full_disk_nothing_is_half_stored_and_a_retry_works_once_there_is_room(
    path: Path, everything: Entities, room: int
) -> None:
    whole = everything[0]
    answers = [
        Answer(partnership_id=whole.id, question=f"q{n}", text="x" * 20_000, note="y" * 20_000)
        for n in range(12)
    ]
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(path) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, unlimited[1]))
        try:
            with pytest.raises(StoreFailure, match=r"disk") as failure:
                store.write(added(*answers))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        assert failure.value.advice
        assert store.load(whole.id) == everything

        store.write(added(*answers))

        assert {each.id for each in answers} <= {entity.id for entity in store.load(whole.id)}


def damage(content: bytes, chance: random.Random) -> bytes:
    """The file cut short, its header overwritten, a stretch or a page spoilt, or single bytes flipped."""
    spoilt = bytearray(content)
    kind = chance.randrange(5)
    if kind == 0:
        return content[: chance.randrange(1, len(content))]
    if kind == 1:
        spoilt[: chance.randint(1, 100)] = chance.randbytes(chance.randint(1, 100))
    elif kind == 2:
        at = chance.randrange(len(spoilt))
        length = min(chance.randint(1, 5_000), len(spoilt) - at)
        spoilt[at : at + length] = chance.randbytes(length)
    elif kind == 3:
        at = 4096 * chance.randrange(len(spoilt) // 4096)
        spoilt[at : at + 4096] = bytes(4096)
    else:
        for _ in range(chance.randint(1, 19)):
            spoilt[chance.randrange(len(spoilt))] ^= chance.randint(1, 255)
    return bytes(spoilt)


def survives_damage(path: Path, partnership_id: UUID, rounds: int, seed: int) -> None:
    content = path.read_bytes()
    chance = random.Random(seed)
    told: list[PlannerError] = []
    for _ in range(rounds):
        spoilt = damage(content, chance)
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        path.write_bytes(spoilt)
        try:
            read_portfolio(path)
            use_fully(path, partnership_id)
        except PlannerError as failure:
            told.append(failure)
            if check_file(path).kind is not Kind.CURRENT:
                assert path.read_bytes() == spoilt
    assert told
    assert all(failure.advice for failure in told)


def use_fully(path: Path, partnership_id: UUID) -> None:
    with opened(path) as store:
        store.partnerships()
        whole = store.load(partnership_id)[0]
        store.write([Edit(whole, whole.model_copy(update={"version": whole.version + 1}))])
        store.delete(partnership_id)


def test_a_damaged_database_ends_in_one_clear_message(path: Path, everything: Entities) -> None:
    survives_damage(path, everything[0].id, 60, seed=1)


@pytest.mark.soak
def test_a_damaged_database_ends_in_one_clear_message_soak(path: Path, everything: Entities) -> None:
    survives_damage(path, everything[0].id, 5_000, seed=2)
