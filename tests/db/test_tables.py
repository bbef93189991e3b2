from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from db.check import APPLICATION_ID, SCHEMA
from db.engine import open_engine
from db.migrate import run_migrations, scripts
from db.tables import GLANCE, METADATA, TABLE_OF, table_of
from planner.model import NOUNS, references
from tests.db.conftest import opened


def layout_of(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Columns with type, nullness and key, references, and indexes; a later column may stand last."""
    with closing(sqlite3.connect(path)) as connection:

        def told(pragma: str, name: str, first: int, last: int) -> set[tuple[object, ...]]:
            return {row[first:last] for row in connection.execute(f"PRAGMA {pragma}({name})")}

        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        indexes = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")
        ]
        columns = {
            table: {(c[1], c[2], c[3], c[5]) for c in connection.execute(f"PRAGMA table_info({table})")}
            | told("foreign_key_list", table, 2, 7)
            for table in tables
        }
        return columns | {index: told("index_info", index, 2, 3) for index in indexes}


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """A database made by running every migration from nothing."""
    path = tmp_path / "migrated.sqlite"
    path.touch()
    engine = open_engine(path, keeps_references=False)
    with engine.begin() as connection:
        run_migrations(connection)
    engine.dispose()
    return path


def test_a_new_file_has_the_layout_that_the_migrations_lead_to(migrated: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite"

    with opened(new):
        pass

    assert layout_of(new) == layout_of(migrated)


def test_autogenerate_finds_no_difference_at_head(migrated: Path) -> None:
    engine = open_engine(migrated)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)
    engine.dispose()

    assert differences == []


def test_the_known_layout_is_the_newest_migration() -> None:
    head = ScriptDirectory.from_config(scripts()).get_current_head()

    assert head == f"{SCHEMA:04}"


def test_every_noun_has_a_table_that_owns_and_refers_as_the_model_says() -> None:
    assert tuple(TABLE_OF) == NOUNS
    for noun in NOUNS:
        removal = {
            key.column_keys[0]: (key.referred_table.name, key.ondelete, key.deferrable, key.initially)
            for key in table_of(noun).foreign_key_constraints
        }
        expected = {
            field: (target.__name__.lower(), "CASCADE" if owns else "SET NULL", True, "DEFERRED")
            for field, (target, owns) in references(noun).items()
        }

        assert removal == expected


def test_every_reference_can_be_looked_up_without_reading_a_whole_table() -> None:
    for noun in NOUNS:
        indexed = {next(iter(index.columns)).name for index in table_of(noun).indexes}

        assert set(references(noun)) <= indexed


def test_every_table_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in METADATA.sorted_tables:
        text = str(CreateTable(table).compile(dialect=dialect))
        text += "".join(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)

        assert f"pk_{table.name}" in text
    assert GLANCE.name in METADATA.tables


def test_a_new_file_says_whose_it_is_and_which_layout_it_has(path: Path) -> None:
    header = path.read_bytes()[:100]

    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA
