from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.check import SCHEMA, Kind, check_file
from db.glance import read_portfolio
from planner import scope
from planner.document import Document, Edit, snapshot_of
from planner.library import standard_library
from planner.model import Absence, Answer, Cost, Entity
from tests.db.conftest import opened
from tests.old_databases.make import entities, make

FOLDER = Path(__file__).parents[1] / "old_databases"
FILES = sorted(FOLDER.glob("*.sqlite"))


def rows_in(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, by plain SQL."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if name != "alembic_version"
        ]
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY id')]
            for name in names
        }


def test_every_layout_that_ever_was_is_kept_as_a_file() -> None:
    kept = {file.stem[:4] for file in FILES}

    assert kept >= {f"{layout:04}" for layout in range(1, SCHEMA + 1)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_old_database_opens_with_every_row_and_can_be_changed(file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(file, tmp_path / "planner.sqlite"))
    before = rows_in(path)

    with opened(path) as store:
        loaded: list[Entity] = []
        for key in store.ids():
            document = Document(store.load(key))
            document.set(document.partnership, "summary", "Changed today")
            loaded += store.load(key)
            store.write([Edit(loaded[-len(store.load(key))], document.partnership)])

    stored_ids = {row["id"] for name, rows in before.items() if name != "glance" for row in rows}
    assert {entity.id.hex for entity in loaded} == stored_ids
    assert check_file(path).kind is Kind.CURRENT
    assert [row.title for row in read_portfolio(path) or ()] == [
        row["title"] for row in before["partnership"]
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_old_database_keeps_its_values_on_the_way_to_today(file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(file, tmp_path / "planner.sqlite"))
    before = rows_in(path)

    with opened(path):
        after = rows_in(path)

    for name, rows in before.items():
        for old, new in zip(rows, after[name], strict=True):
            assert json.dumps(old, default=repr) == json.dumps(
                {column: new[column] for column in old}, default=repr
            )


def test_the_first_layout_holds_what_was_written_on_its_day() -> None:
    path = FOLDER / "0001.sqlite"
    expected = {row["id"]: row for rows in rows_in(path).values() for row in rows}

    came_later = {entity.id.hex for entity in entities() if isinstance(entity, (Cost, Absence))}
    assert {entity.id.hex for entity in entities()} - came_later <= set(expected)


def test_a_database_can_be_made_for_the_next_layout(tmp_path: Path) -> None:
    make(tmp_path / "new.sqlite", entities())

    with opened(tmp_path / "new.sqlite") as store:
        assert list(store.load(entities()[0].id)) == entities()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_answer_in_an_old_database_can_still_be_read(file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(file, tmp_path / "planner.sqlite"))
    library = standard_library()

    with opened(path) as store:
        for key in store.ids():
            snapshot = snapshot_of(store.load(key))
            shown = {place.answer.id for place in scope.asked(snapshot, library) if place.answer is not None}
            shown |= {answer.id for answer in scope.parked(snapshot, library)}
            shown |= {answer.id for answer in scope.no_longer_asked(snapshot, library)}
            asked = {*library.gate, *library.family_questions, *library.plan_questions}
            elsewhere = {answer.id for answer in snapshot.all(Answer) if answer.question in asked}

            assert shown | elsewhere == {answer.id for answer in snapshot.all(Answer)}
