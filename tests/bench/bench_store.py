"""How long the store takes, against plain sqlite3 doing the same in the same run."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from db.glance import read_portfolio
from db.store import Store
from planner.document import Change, Document, Edit
from planner.model import Activity, Partnership

ROUNDS = 300
PARTNERSHIPS = 10_000
GOAL_KEYSTROKE = 5.0


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def keystroke_to_stored_row(folder: Path) -> tuple[float, float]:
    """Seconds from a keystroke to its stored row, and of one plain commit with the same settings.

    The two take turns, so that a slow moment of the disk meets both.
    """
    whole = Partnership(title="Bench")
    store = Store.open(folder / "store.sqlite")
    store.write([Edit(None, whole)])

    def keep(change: Change) -> None:
        store.submit(store.write, change.edits).result()

    document = Document([whole], keep)
    ours, floor = [], []
    with closing(sqlite3.connect(folder / "floor.sqlite", isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("PRAGMA synchronous = FULL")
        plain.execute("CREATE TABLE answer (id TEXT PRIMARY KEY, text TEXT)")
        plain.execute("INSERT INTO answer VALUES ('a', '')")

        def commit(text: str) -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.execute("UPDATE answer SET text = ? WHERE id = 'a'", (text,))
            plain.execute("COMMIT")

        for number in range(ROUNDS):
            text = f"text {number}"
            floor.append(seconds(partial(commit, text)))
            ours.append(seconds(partial(document.set, document.partnership, "summary", text)))
    store.close()
    return median(ours), median(floor)


def reading(folder: Path) -> dict[str, float]:
    """Seconds to read the portfolio of 10,000, and to open a partnership of 200 and of 10,000 rows."""
    path = folder / "many.sqlite"
    store = Store.open(path)
    many = [Partnership(title=f"Partnership {number}") for number in range(PARTNERSHIPS)]
    rows = [Activity(partnership_id=many[0].id, name=f"Activity {number}") for number in range(200)]
    rows += [Activity(partnership_id=many[1].id, name=f"Activity {number}") for number in range(10_000)]
    store.write([Edit(None, entity) for entity in (*many, *rows)])
    found = {
        "portfolio of 10,000": seconds(lambda: read_portfolio(path)),
        "partnership of 200 rows": seconds(lambda: store.load(many[0].id)),
        "partnership of 10,000 rows": seconds(lambda: store.load(many[1].id)),
    }
    store.close()
    return found


def main() -> None:
    """Print each figure, and the keystroke's beside its goal."""
    with tempfile.TemporaryDirectory() as name:
        ours, floor = keystroke_to_stored_row(Path(name))
        print(
            f"keystroke to stored row: {ours * 1e3:.2f} ms, floor {floor * 1e3:.2f} ms, "
            f"ratio {ours / floor:.1f} (goal {GOAL_KEYSTROKE:.0f})"
        )
        for what, took in reading(Path(name)).items():
            print(f"{what}: {took * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
