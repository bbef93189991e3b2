"""Creates, upgrades, backs up or restores, and is killed before a given line of db/. Forks for each.

Reads lines "action folder number"; answers "killed" or "done", with how many lines were run.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from alembic import command

import db
from db.backup import back_up, restore
from db.migrate import upgrade
from db.store import Store

NOW = datetime(2026, 12, 9, 14, 2, tzinfo=UTC)
ROOM = str(Path(db.__file__).parent)

ACTIONS: dict[str, Callable[[Path], object]] = {
    "create": lambda folder: Store.open(folder / "planner.sqlite").close(),
    "upgrade": lambda folder: upgrade(folder / "planner.sqlite", now=NOW),
    "back_up": lambda folder: back_up(folder / "planner.sqlite", folder / "backups", now=NOW),
    "restore": lambda folder: restore(folder / "old.sqlite", folder / "planner.sqlite", now=NOW),
}


def run_until(number: int, action: Callable[[], object]) -> None:
    seen = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal seen
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        if event == "line":
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    action()
    sys.settrace(None)
    print("done", seen, flush=True)


def main() -> None:
    assert command.__name__  # imported before the forks, once for all
    for line in sys.stdin:
        name, number, folder = line.rstrip("\n").split(" ", 2)
        child = os.fork()
        if child == 0:
            run_until(int(number), partial(ACTIONS[name], Path(folder)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            print("killed", number, flush=True)
        elif status:
            print("failed", status, flush=True)


main()
