"""Writes steps to a store until it is killed, acknowledging each. Forks once for every line it reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from uuid import UUID

from db.store import Store
from planner.document import Document
from planner.model import Activity, Link, Partnership

KEPT = 3


def write_until_killed(path: Path, partnership_id: UUID) -> None:
    store = Store.open(path)
    pending = []
    document = Document(store.load(partnership_id), pending.append)
    while True:
        step = document.partnership.draft_number + 1
        with document.step("next step"):
            new = document.add(Activity(partnership_id=partnership_id, name=f"{step}"))
            before = document.snapshot().first(Activity, name=f"{step - 1}")
            if before is not None:
                document.add(Link(partnership_id=partnership_id, before_id=before.id, after_id=new.id))
            old = document.snapshot().first(Activity, name=f"{step - KEPT}")
            if old is not None:
                document.remove(old)
            document.set(document.partnership, "draft_number", step)
        store.submit(store.write, pending.pop().edits).result()
        print(step, flush=True)


def main() -> None:
    path, partnership_id = Path(sys.argv[1]), UUID(sys.argv[2])
    store = Store.open(path)
    store.load(partnership_id)
    store.close()
    assert Partnership.__name__
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            print(f"pid {os.getpid()}", flush=True)
            write_until_killed(path, partnership_id)
        os.waitpid(child, 0)
        print("dead", flush=True)


main()
