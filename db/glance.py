"""The portfolio's rows by plain sqlite3, read-only: the window paints before anything heavier loads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from db.check import FileState, Kind, check_file, open_read_only, refusal
from planner.portfolio import PortfolioRow, words_of
from planner.terms import Stage

# Runs on SQLite and PostgreSQL alike.
_COLUMNS = """
SELECT replace(CAST(p.id AS VARCHAR), '-', ''), p.title, coalesce(g.organisations, '[]'),
    coalesce(g.people, ''), p.stage, coalesce(g.progress, 0.0), coalesce(g.attention, ''),
    coalesce(g.attention_level, ''), coalesce(g.next_label, ''), coalesce(g.next_on, ''),
    coalesce(g.updated_at, CAST(p.created_at AS VARCHAR)), p.archived,
    coalesce(CAST(p.binned_on AS VARCHAR), ''), p.is_example, coalesce(g.words, '')
"""
# A partnership without a glance is listed all the same.
PORTFOLIO = f"{_COLUMNS} FROM partnership AS p LEFT JOIN glance AS g ON g.id = p.id"
_IN_WORK = "WHERE p.archived = 0 AND p.binned_on IS NULL ORDER BY g.updated_at DESC LIMIT ?"
# CROSS keeps SQLite walking down the index of updated_at, instead of sorting all that is stored.
_LATEST = f"{_COLUMNS} FROM glance AS g CROSS JOIN partnership AS p ON p.id = g.id {_IN_WORK}"
_STAGES = {stage.value: stage for stage in Stage}


def read_portfolio(path: Path, *, first: int | None = None) -> tuple[PortfolioRow, ...] | None:
    """One row for each stored partnership; None while there is no file, or one still to be upgraded.

    `first` reads only that many, those in work that changed last: what a first frame can show.
    Raises BadFile when the file is not ours, newer than this program, or damaged.
    """
    state = check_file(path, thoroughly=False)
    if state.kind in (Kind.MISSING, Kind.OLDER):
        return None
    if state.kind is not Kind.CURRENT:
        raise refusal(path, state)
    try:
        with closing(open_read_only(path)) as connection:
            if first is None:
                return rows_of(connection.execute(PORTFOLIO))
            latest = connection.execute(_LATEST, (first,)).fetchall()
            if len(latest) < first:  # those without a glance are shown too
                latest = connection.execute(f"{PORTFOLIO} {_IN_WORK}", (first,)).fetchall()
            return rows_of(latest)
    except (sqlite3.Error, ValueError, KeyError, TypeError) as fault:
        raise refusal(path, FileState(Kind.DAMAGED)) from fault


def read_plan(path: Path, partnership_id: str) -> str:
    """What the timeline of a partnership looked like last; empty when nobody knows.

    Only a picture for the first frame: what cannot be read here is told when the store is opened.
    """
    try:
        with closing(open_read_only(path)) as connection:
            found = connection.execute(
                "SELECT shapes FROM plan_glance WHERE id = ?", (partnership_id,)
            ).fetchone()
    except sqlite3.Error:
        return ""
    return found[0] if found and isinstance(found[0], str) else ""


def rows_of(records: Iterable[Any]) -> tuple[PortfolioRow, ...]:
    """Portfolio rows from the records that PORTFOLIO selects.

    Raises ValueError, KeyError or TypeError for a record that no program of ours wrote.
    """
    records = list(records)
    # One call for all rows: 10,000 small ones cost several times as much.
    parties = json.loads(f"[{','.join([record[2] for record in records])}]")
    return tuple(
        [
            PortfolioRow(
                record[0],
                record[1],
                tuple([(name, side, kind) for name, side, kind in organisations]),
                record[3],
                _STAGES[record[4]],
                record[5],
                record[6],
                record[7],
                record[8],
                record[9],
                record[10],
                bool(record[11]),
                record[12],
                bool(record[13]),
                record[14] or words_of([record[1]]),
            )
            for record, organisations in zip(records, parties, strict=True)
        ]
    )
