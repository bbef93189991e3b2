"""Measurements inside one process: writing, filtering, composing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

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


def memorandum(folder: Path) -> list[Row]:
    """The worked example's memorandum, against the same page count of bare ReportLab."""
    from planner.document import snapshot_of
    from planner.exchange.file import read_file
    from planner.library import standard_library
    from planner.memorandum.compose import compose
    from planner.memorandum.pdf import render
    from ui.shelf import example_path

    entities = read_file(example_path()).entities
    library, today = standard_library(), date(2026, 12, 9)

    def whole() -> int:
        return render(compose(snapshot_of(entities), library, today))[1].pages

    pages = whole()
    bare = _bare_report(pages)
    ours, floor = [], []
    for _ in range(9):
        ours += timed(whole, 1)
        floor += timed(bare, 1)
    return [
        Row(
            f"memorandum of the worked example, {pages} pages",
            "bare ReportLab, same pages",
            median(floor),
            median(ours),
            2,
        )
    ]


def _bare_report(pages: int) -> Callable[[], object]:
    """Paragraphs and tables over this many pages, with an embedded typeface, and nothing else."""
    from io import BytesIO

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    from planner.memorandum.fonts import font_files

    file = next(iter(font_files().values()))
    pdfmetrics.registerFont(TTFont("Bare", str(file)))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=10, leading=14)
    text = "The parties intend to find out whether the app helps first-year students with stress. " * 4

    def build() -> None:
        story: list[Any] = []
        for _ in range(pages):
            story += [Paragraph(text, style) for _ in range(6)]
            rows = [[Paragraph(f"Cell {r} {c}", style) for c in range(4)] for r in range(12)]
            story += [Table(rows, colWidths=[110] * 4), PageBreak()]
        SimpleDocTemplate(BytesIO(), pagesize=A4).build(story)

    return build


GROUPS = {"writing": writing, "filtering": filtering, "memorandum": memorandum}
