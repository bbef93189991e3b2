from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.check import FileState, Kind, check_file
from db.glance import _LATEST, read_portfolio
from db.store import Store
from planner.errors import BadFile
from planner.model import Partnership
from planner.portfolio import PortfolioRow
from planner.terms import Stage
from tests.db.conftest import added, opened

ROOT = Path(__file__).parents[2]


def test_rows_read_without_the_store_equal_those_of_the_store(path: Path) -> None:
    with opened(path) as store:
        store.write(added(Partnership(title="Ünïcode", stage=Stage.EXECUTION, archived=True)))
        listed = store.partnerships()

    rows = read_portfolio(path)

    assert rows == listed
    assert [(row.title, row.stage, row.archived) for row in rows] == [
        ("Mindful Campus", Stage.INITIATION, False),
        ("Ünïcode", Stage.EXECUTION, True),
    ]
    assert rows[0].updated_at.startswith("2026-12-09")


def test_rows_are_read_without_loading_anything_heavy(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from db.glance import read_portfolio;"
        f"assert len(read_portfolio(Path({str(path)!r}))) == 1; print(*sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "reportlab", "planner.model", "PySide6"}
    assert not heavy & set(done.stdout.split())


def test_a_portfolio_that_cannot_be_read_is_told_plainly(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    path.write_bytes(content)

    with pytest.raises(BadFile, match="damaged"):
        read_portfolio(path)


def _with_glance(title: str, updated_at: str, **fields: Any) -> tuple[Partnership, PortfolioRow]:
    partnership = Partnership(title=title, **fields)
    return partnership, PortfolioRow(partnership.id.hex, title, updated_at=updated_at)


def test_the_first_rows_are_those_in_work_that_changed_last(path: Path) -> None:
    stored = [
        _with_glance("Archived", "2026-12-12", archived=True),
        _with_glance("In the bin", "2026-12-11", binned_on=date(2026, 12, 11)),
        _with_glance("Earlier", "2026-12-10T08:00:00"),
        _with_glance("Later", "2026-12-10T09:00:00"),
    ]
    with opened(path) as store:
        store.write(added(*(partnership for partnership, _ in stored)))
        for _, row in stored:
            store.write_glance(row)

    rows = read_portfolio(path, first=2)

    assert rows is not None
    assert [row.title for row in rows] == ["Later", "Earlier"]


def test_the_first_rows_include_one_without_a_glance(path: Path) -> None:
    with opened(path) as store:
        store.write(added(Partnership(title="Without")))

    rows = read_portfolio(path, first=60)

    assert rows is not None
    assert {row.title for row in rows} == {"Mindful Campus", "Without"}


def test_the_first_rows_are_found_without_sorting_all_that_is_stored(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {_LATEST}", (60,)).fetchall()

    assert [step[3] for step in plan] == [
        "SCAN g USING INDEX ix_glance_updated_at",
        "SEARCH p USING INDEX sqlite_autoindex_partnership_1 (id=?)",
    ]


def test_a_file_looked_at_beforehand_is_not_looked_at_again(path: Path) -> None:
    state = check_file(path)
    with closing(Store.open(path, state)) as store:
        assert [row.title for row in store.partnerships()] == ["Mindful Campus"]

    with pytest.raises(BadFile, match="damaged"):
        Store.open(path, FileState(Kind.DAMAGED))
