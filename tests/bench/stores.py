"""Stores to measure with, filled through the program's own doors."""

from __future__ import annotations

from pathlib import Path

from db.store import Store
from planner.document import Edit
from planner.model import Organisation, Partnership
from planner.portfolio import PortfolioRow, words_of
from planner.terms import Side, Stage

_FIRST = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fern", "Grove", "Heath", "Iris", "Juniper")
_LAST = (
    "sleep",
    "battery",
    "triage",
    "placement",
    "sensor",
    "vaccine",
    "battery",
    "harvest",
    "campus",
    "port",
)


def fill(path: Path, count: int) -> None:
    """Store `count` small partnerships with their rows in the portfolio."""
    store = Store.open(path)
    stages = list(Stage)
    for number in range(count):
        title = f"{_FIRST[number % 10]} {_LAST[number // 10 % 10]} study {number}"
        partnership = Partnership(title=title, stage=stages[number % 4])
        university = Organisation(partnership_id=partnership.id, name=f"University {number % 97}", rank=1)
        company = Organisation(
            partnership_id=partnership.id, name=f"Company {number % 89} Ltd", side=Side.INDUSTRY, rank=2
        )
        store.write([Edit(None, partnership), Edit(None, university), Edit(None, company)])
        store.write_glance(
            PortfolioRow(
                id=partnership.id.hex,
                title=title,
                organisations=(
                    (university.name, "academic", "university"),
                    (company.name, "industry", "company"),
                ),
                stage=partnership.stage,
                progress=number % 10 / 10,
                attention="on track",
                attention_level="good",
                updated_at="2026-12-09T00:00:00",
                words=words_of([title, university.name, company.name]),
            )
        )
    store.close()
