"""Measurements inside one process: writing, filtering, drawing pages."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import canvas
import exports
import opening
import pages
import plans
import simulation
from run import Row
from stores import fill

REPEATS = 60


def timed(function: Callable[[], Any], repeats: int = REPEATS) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        found.append((time.perf_counter() - start) * 1000)
    return found


def writing(folder: Path) -> list[Row]:
    """One keystroke: through the document to the stored row, against one bare commit."""
    from db.store import Store
    from planner.document import Document, Edit
    from planner.model import Answer, Partnership

    partnership = Partnership(title="x")
    answer = Answer(partnership_id=partnership.id, question="wants.aim")
    store = Store.open(folder / "planner.sqlite")
    store.write([Edit(None, partnership), Edit(None, answer)])
    edits: list[Edit] = []
    document = Document(store.load(partnership.id), lambda change: edits.extend(change.edits))
    bare = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    bare.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT)"
    )
    bare.execute("INSERT INTO t VALUES ('a', '')")
    count = 0

    def keystroke() -> None:
        nonlocal count
        count += 1
        document.set(document.get(Answer, answer.id), "text", f"word {count}", typing=True)
        store.submit(store.write, tuple(edits)).result()
        edits.clear()

    def commit() -> None:
        nonlocal count
        count += 1
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE t SET v = ? WHERE id = 'a'", (f"word {count}",))
        bare.execute("COMMIT")

    ours, floor = [], []
    for _ in range(REPEATS * 2):
        ours += timed(keystroke, 1)
        floor += timed(commit, 1)
    store.close()
    bare.close()
    return [
        Row("keystroke to stored row", "one sqlite3 commit, same settings", median(floor), median(ours), 5)
    ]


def filtering(folder: Path) -> list[Row]:
    """A key pressed in the portfolio's filter over 10,000 rows, against LIKE over the same rows."""
    from PySide6.QtWidgets import QApplication

    from db.glance import read_portfolio
    from ui.__main__ import build
    from ui.request import Request

    path = folder / "planner.sqlite"
    fill(path, 10_000)
    rows = read_portfolio(path)
    assert rows is not None
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE TABLE t (id TEXT, title TEXT, words TEXT)")
    bare.executemany("INSERT INTO t VALUES (?, ?, ?)", [(r.id, r.title, r.words) for r in rows])
    app = QApplication.instance() or QApplication([])
    window = build(Request(str(path)))
    assert window is not None
    window.take_rows(rows)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    screen: Any = window.stack.currentWidget()
    ours, floor, longest = [], [], 0.0
    for _ in range(6):
        for text in ("s", "se", "sen", "sens", "sensor", "sensor 1", ""):
            took = timed(lambda text=text: (screen.filter.setText(text), app.processEvents()), 1)
            ours += took
            longest = max(longest, *took)
            floor += timed(
                lambda text=text: bare.execute(
                    "SELECT id, title, words FROM t WHERE words LIKE ? ORDER BY title", (f"%{text}%",)
                ).fetchall(),
                1,
            )
    late: Any = window.session.store
    late.close()
    window.close()
    return [
        Row(
            "filter 10,000 partnerships, per key, painted",
            "LIKE over the same rows",
            median(floor),
            median(ours),
            3,
        ),
        Row("the longest of them, on the window's thread", "50 ms", 50.0, longest, 1.0),
    ]


def composing(folder: Path) -> list[Row]:
    """The worked example put into blocks, nothing worked out before, against writing them as JSON."""
    from planner.document import snapshot_of
    from planner.exchange.file import read_file
    from planner.library import standard_library
    from planner.memorandum.blocks import blocks_json
    from planner.memorandum.compose import compose
    from ui.shelf import example_path

    entities, library = read_file(example_path()).entities, standard_library()
    blocks = compose(snapshot_of(entities), library, pages.TODAY).blocks
    ours, floor = [], []
    for _ in range(REPEATS):
        fresh = snapshot_of(entities)
        ours += timed(lambda fresh=fresh: compose(fresh, library, pages.TODAY), 1)
        floor += timed(lambda: blocks_json(blocks), 1)
    return [
        Row("compose, worked example", "its blocks as JSON text", median(floor), median(ours), 5),
        Row("the same, against the promise", "10 ms", 10.0, median(ours), 1.0),
    ]


GROUPS = {
    "writing": writing,
    "filtering": filtering,
    "composing": composing,
    "memorandum": pages.memorandum,
    "timeline": plans.timeline,
    "simulation": simulation.simulation,
    "exports": exports.exports,
    "canvas": canvas.canvas,
    "opening": opening.opening,
}
