"""A new database, and older ones brought up to today's layout."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from db.backup import back_up
from db.check import APPLICATION_ID, SCHEMA, FileState, Kind, refusal
from db.engine import open_engine
from db.failures import told_plainly
from db.places import PRIVATE_FILE, backup_folder, private_folder
from db.tables import METADATA
from planner.errors import BadFile, StoreFailure

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"


def create(path: Path) -> None:
    """Make a new, empty database at `path`, whole or not at all.

    The tables are made at once instead of by running every migration, which takes far longer;
    a test holds the two equal. A file that appears at `path` meanwhile is kept.
    """
    target = Path(os.path.realpath(path))
    with told_plainly():
        private_folder(target.parent)
        workshop = Path(mkdtemp(prefix=".new-", dir=target.parent))
        made = workshop / target.name
        try:
            made.touch(PRIVATE_FILE)
            engine = open_engine(made)
            with engine.begin() as connection:
                _lay_out(connection)
                _mark(connection, SCHEMA)
            engine.dispose()
            _put_in_place(made, target)
        finally:
            for left_over in workshop.iterdir():
                left_over.unlink()
            workshop.rmdir()


def _put_in_place(made: Path, target: Path) -> None:
    try:
        os.link(made, target)  # unlike a rename, never replaces a file that another start just made
    except FileExistsError:
        return
    except OSError:  # this file system has no links
        made.rename(target)


def _lay_out(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text(f"INSERT INTO alembic_version VALUES ('{SCHEMA:04}')"))


def _mark(connection: Connection, version: int) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def upgrade(path: Path, *, now: datetime) -> Path:
    """Bring an older database up to today's layout; returns the backup made before.

    One transaction: the file has the old layout or the new one, never something between.
    """
    kept = back_up(path, backup_folder(path), now=now, reason="before-upgrade")
    engine = open_engine(path, keeps_references=False)
    try:
        with told_plainly(), engine.begin() as connection:
            run_migrations(connection)
            _mark(connection, SCHEMA)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise BadFile(
                    f"{path.name} could not be brought up to date; it was left as it was.",
                    "Restore a backup, or open it with the version that wrote it.",
                )
    finally:
        engine.dispose()
    return kept


def run_migrations(connection: Connection) -> None:
    """Run the migrations that `connection` has not seen yet, inside its transaction."""
    from alembic import command

    config = scripts()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def scripts() -> Config:
    """Alembic's configuration for our migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def prepare_server(connection: Connection, name: str) -> None:
    """Give a database server today's layout. Raises BadFile when it has a later one."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise BadFile(f"{name} holds other tables already.", "Choose an empty database.")
        _lay_out(connection)
        return
    version = int(connection.scalar(text("SELECT max(version_num) FROM alembic_version")) or 0)
    if version > SCHEMA:
        raise refusal(Path(name), FileState(Kind.NEWER, version))
    if version < SCHEMA:
        run_migrations(connection)


def expect_layout(connection: Connection, path: Path) -> None:
    """Raise BadFile unless every table has its columns and references: damage can hide in their names."""
    for table in METADATA.tables.values():
        columns = connection.exec_driver_sql(f"PRAGMA table_info({table.name})").all()
        keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})").all()
        wanted = {
            (key.referred_table.name, key.column_keys[0], "id", key.ondelete)
            for key in table.foreign_key_constraints
        }
        # An upgrade adds columns at the end, wherever the noun has its fields.
        has_columns = sorted(column[1] for column in columns) == sorted(table.columns.keys())
        if not has_columns or {(key[2], key[3], key[4], key[6]) for key in keys} != wanted:
            raise refusal(path, FileState(Kind.DAMAGED))


def refuse_reading_only(path: Path) -> StoreFailure:
    """The failure of a file that would have to be upgraded but cannot be changed."""
    return StoreFailure(
        f"{path.name} was written by an earlier version and cannot be changed where it is.",
        "Copy it to a folder of your own, then open the copy.",
    )
