"""How long the timeline takes to leave: pages, tables and other programs' files of a big plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import plans
from run import Row

ROUNDS = 3
SECONDS = 5_000.0


def exports(folder: Path) -> list[Row]:
    """Each format of 1,000 and 10,000 activities against five seconds, the plan worked out before."""
    from planner.document import snapshot_of
    from planner.exchange.plan.exports import timeline_bytes
    from planner.exchange.plan.printing import Wish
    from planner.exchange.plan.project_reading import project_of
    from planner.exchange.plan.project_taking import arrival_of
    from planner.library import standard_library
    from planner.memorandum.timeline_paper.sheets import Sheet

    library, today = standard_library(), date(2026, 12, 9)
    tiled = Wish(Sheet(is_tiled=True))
    rows = []
    for count in (1_000, 10_000):
        snapshot = snapshot_of(plans.plan_of(count))
        content = timeline_bytes(snapshot, library, today, ".xml")
        works: dict[str, Callable[[], object]] = {
            "tiled PDF": lambda s=snapshot: timeline_bytes(s, library, today, ".pdf", tiled),
            "one-page PDF": lambda s=snapshot: timeline_bytes(s, library, today, ".pdf"),
            "Excel workbook": lambda s=snapshot: timeline_bytes(s, library, today, ".xlsx"),
            "calendar file": lambda s=snapshot: timeline_bytes(s, library, today, ".ics"),
            "MS Project file out": lambda s=snapshot: timeline_bytes(s, library, today, ".xml"),
            "MS Project file in": lambda s=snapshot, c=content: arrival_of(project_of(c), s),
        }
        for name, work in works.items():
            took = median(_timed(work) for _ in range(ROUNDS if count < 10_000 else 1))
            goal = 1.0 if count == 1_000 else 6.0
            rows.append(Row(f"{name}, {count:,} activities", "five seconds", SECONDS, took, goal))
    return rows


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
