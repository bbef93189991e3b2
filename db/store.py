"""The store: every partnership, loaded and written; the only place that opens a connection to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from db.check import FileState, Kind, check_file, refusal
from db.engine import file_of, is_on_network, open_engine
from db.failures import told_plainly
from db.glance import PORTFOLIO, rows_of
from db.migrate import create, expect_layout, prepare_server, refuse_reading_only, upgrade
from db.rows import entities_of
from db.tables import GLANCE, PLAN_GLANCE, table_of
from db.writing import write_edits
from planner.document import Edit
from planner.errors import StaleEdit, StoreFailure
from planner.model import NOUNS, Activity, Entity, Organisation, Partnership, Person
from planner.portfolio import PortfolioRow
from planner.refusals import refused

P = ParamSpec("P")
T = TypeVar("T")
Shared = TypeVar("Shared", Organisation, Person)


class Store:
    """All partnerships of one database. Open it with `Store.open`, close it when done.

    Its methods may be called from any thread, one at a time waits for the other; the window
    hands them to `submit`, which runs them in order on a thread of the store's own.
    """

    def __init__(self, engine: Engine, location: str, *, is_read_only: bool, is_on_network: bool) -> None:
        self.location = location
        self.is_read_only = is_read_only
        self.is_on_network = is_on_network
        self._engine = engine
        self._reading = engine.execution_options(reads=True)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    @classmethod
    def open(cls, path_or_url: str | Path, state: FileState | None = None) -> Self:
        """The store in the file at a path, made if missing and upgraded if older, or on a server.

        `state` is what `check_file` just said of the file; without it, the file is looked at here.
        Raises BadFile for a file that is not ours, newer or damaged, with nothing changed;
        StoreFailure when the disk or the server refuses.
        """
        file = file_of(path_or_url)
        if file is not None:
            return cls._open_file(file, state or check_file(file))
        engine = open_engine(str(path_or_url))
        name = engine.url.render_as_string(hide_password=True)
        with told_plainly(), engine.begin() as connection:
            prepare_server(connection, name)
        return cls(engine, name, is_read_only=False, is_on_network=False)

    @classmethod
    def _open_file(cls, path: Path, state: FileState) -> Self:
        if state.kind is Kind.MISSING:
            create(path)
            state = check_file(path)
        if state.kind is Kind.OLDER:
            if not state.can_be_written:
                raise refuse_reading_only(path)
            upgrade(path, now=datetime.now(UTC))
            state = check_file(path)
        if state.kind is not Kind.CURRENT:
            raise refusal(path, state)
        engine = open_engine(path, reads_only=not state.can_be_written)
        store = cls(
            engine, str(path), is_read_only=not state.can_be_written, is_on_network=is_on_network(path)
        )
        with store._closed_on_failure(), store._reads() as connection:
            expect_layout(connection, path)
        return store

    def close(self) -> None:
        """Finish what was submitted, then let go of the database."""
        self._worker.shutdown()
        self._engine.dispose()

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `function` on the store's thread, after everything submitted before it."""
        return self._worker.submit(function, *args, **kwargs)

    # Reading

    def ids(self) -> tuple[UUID, ...]:
        """The keys of all partnerships, the oldest first."""
        table = table_of(Partnership)
        with self._reads() as connection, self._sound():
            return tuple(connection.scalars(select(table.c.id).order_by(table.c.created_at)))

    def partnerships(self) -> tuple[PortfolioRow, ...]:
        """One row of the portfolio for each partnership."""
        with self._reads() as connection:
            records = connection.execute(text(PORTFOLIO)).all()
            with self._sound():
                return rows_of(records)

    def load(self, partnership_id: UUID) -> tuple[Entity, ...]:
        """Everything one partnership consists of, parents before their parts.

        Raises StoreFailure when there is none with this key.
        """
        loaded: list[Entity] = []
        with self._reads() as connection:
            for noun in NOUNS:
                table = table_of(noun)
                owner = table.c.id if noun is Partnership else table.c.partnership_id
                rows = connection.execute(select(table).where(owner == partnership_id)).mappings()
                loaded += entities_of(noun, rows)
                if not loaded:
                    raise StoreFailure("This partnership is not stored here any more.", "Choose another one.")
        return tuple(loaded)

    def plan_seen(self, partnership_id: UUID) -> tuple[int, str]:
        """How many activities a partnership has, and what its timeline looked like last, if that is known."""
        activities = table_of(Activity)
        count = select(func.count()).where(activities.c.partnership_id == partnership_id)
        with self._reads() as connection:
            shapes = connection.scalar(select(PLAN_GLANCE.c.shapes).where(PLAN_GLANCE.c.id == partnership_id))
            return connection.scalar(count) or 0, shapes or ""

    def shared_organisations(self) -> tuple[Organisation, ...]:
        """The address book's organisations: each once, as last changed, by name."""
        return self._shared(Organisation)

    def shared_people(self) -> tuple[Person, ...]:
        """The address book's people: each once, as last changed, by name."""
        return self._shared(Person)

    def _shared(self, noun: type[Shared]) -> tuple[Shared, ...]:
        table = table_of(noun)
        with self._reads() as connection:
            rows = connection.execute(select(table).order_by(table.c.version)).mappings()
            latest = {each.shared_id: each for each in entities_of(noun, rows)}
        return tuple(sorted(latest.values(), key=lambda each: (each.name.casefold(), each.id)))

    # Writing

    def write(self, edits: Iterable[Edit]) -> None:
        """Store these edits, all or none. Writing them again is harmless.

        Raises StaleEdit when a row was changed by another program since it was read, StoreFailure
        when the disk refuses; either way nothing was written.
        """
        with self._writes() as connection:
            write_edits(connection, edits)

    def write_glance(self, row: PortfolioRow) -> None:
        """Store what the portfolio shows of one partnership, beyond the partnership's own fields."""
        values = {name: getattr(row, name) for name in GLANCE.columns.keys()}  # noqa: SIM118
        values["id"] = UUID(row.id)
        values["organisations"] = json.dumps(row.organisations, ensure_ascii=False)
        with self._writes() as connection:
            connection.execute(delete(GLANCE).where(GLANCE.c.id == values["id"]))
            connection.execute(insert(GLANCE), values)

    def write_plan_glance(self, partnership_id: UUID, shapes: str) -> None:
        """Store what the timeline of a partnership looked like last, to be painted first next time."""
        with self._writes() as connection:
            connection.execute(delete(PLAN_GLANCE).where(PLAN_GLANCE.c.id == partnership_id))
            connection.execute(insert(PLAN_GLANCE), {"id": partnership_id, "shapes": shapes})

    def delete(self, partnership_id: UUID) -> None:
        """Remove a partnership with all that belongs to it, for good."""
        table = table_of(Partnership)
        with self._writes() as connection:
            connection.execute(delete(table).where(table.c.id == partnership_id))

    def update_everywhere(
        self, shared_id: UUID, fields: Mapping[str, object], except_partnership: UUID | None = None
    ) -> int:
        """Change an organisation or person in every partnership it is part of; returns in how many rows.

        Raises Refused when a value is not accepted; nothing is changed then.
        """
        changed = 0
        with self._writes() as connection:
            for noun in (Organisation, Person):
                table = table_of(noun)
                wanted = table.c.shared_id == shared_id, table.c.partnership_id != except_partnership
                rows = connection.execute(select(table).where(*wanted)).mappings()
                edits = [Edit(each, _changed(each, fields)) for each in entities_of(noun, rows)]
                write_edits(connection, edits)
                changed += len(edits)
        return changed

    # Connections

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        with told_plainly(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        if self.is_read_only:
            raise StoreFailure(
                "This database is open for reading only.", "Copy it to a folder of your own to change it."
            )
        try:
            with told_plainly(), self._engine.begin() as connection:
                yield connection
        except IntegrityError as fault:
            raise StaleEdit(
                "Something this change belongs to was removed elsewhere meanwhile.",
                "Load the stored version, then make the change again.",
            ) from fault

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, KeyError, TypeError) as fault:
            raise refusal(Path(self.location), FileState(Kind.DAMAGED)) from fault

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise


def _changed(entity: Entity, fields: Mapping[str, Any]) -> Entity:
    try:
        return type(entity).model_validate({**entity.__dict__, **fields, "version": entity.version + 1})
    except ValidationError as fault:
        raise refused(fault) from None
