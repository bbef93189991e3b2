from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.glance import read_portfolio
from planner.errors import BadFile
from planner.model import Partnership
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
