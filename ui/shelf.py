"""What one does with partnerships as wholes: start, duplicate, archive, delete, bring back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from planner.portfolio import PortfolioRow
from planner.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.model import Entity
    from ui.desk import Desk
    from ui.session import Keeper

BIN_DAYS = 30


def stored(desk: Desk, partnership_id: UUID) -> tuple[Entity, ...]:
    """Everything of a stored partnership; of the open one, with what is still to be written."""
    session = desk.session
    if session.document is not None and session.doc.partnership.id == partnership_id:
        session.flush()
        return session.snapshot.entities()
    entities: tuple[Entity, ...] = session.store.submit(session.store.load, partnership_id).result()
    return entities


def keep(desk: Desk, entities: Iterable[Entity]) -> UUID:
    """Store a partnership that is not stored yet, with its row in the portfolio. Returns its key."""
    from planner.document import Edit, snapshot_of

    entities = tuple(entities)
    store = desk.session.store
    store.submit(store.write, [Edit(None, entity) for entity in entities]).result()
    snapshot = snapshot_of(entities)
    _write_row(desk, entities)
    desk.reload_rows()
    return snapshot.partnership.id


def _write_row(desk: Desk, entities: Iterable[Entity]) -> None:
    from planner.document import snapshot_of
    from planner.summary import row_of

    session = desk.session
    now = datetime.now(UTC)
    row = row_of(snapshot_of(entities), session.library, session.today(), changed_at=now)
    session.store.submit(session.store.write_glance, row).result()


def renew_rows(desk: Desk, name: str) -> None:
    """Work out the portfolio's rows of every partnership that names this organisation or person again."""
    session = desk.session
    opened = session.document.partnership.id.hex if session.document is not None else ""
    for row in desk.rows():
        if row.id != opened and name.casefold() in row.words:
            _write_row(desk, stored(desk, UUID(row.id)))
    session.update_glance()
    desk.reload_rows()


def amend(desk: Desk, partnership_id: UUID, label: str, **fields: Any) -> None:
    """Change fields of a partnership, open or not. An open one can undo it."""
    from planner.document import Document, Edit

    session = desk.session
    if session.document is not None and session.doc.partnership.id == partnership_id:
        session.doc.update(session.doc.partnership, fields, label=label)
        session.flush()
        _write_row(desk, session.snapshot.entities())
        return
    edits: list[Edit] = []
    document = Document(stored(desk, partnership_id), lambda change: edits.extend(change.edits))
    document.update(document.partnership, fields, label=label)
    session.store.submit(session.store.write, edits).result()
    _write_row(desk, document.snapshot().entities())


def duplicate(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Copies, under new names, with the same organisations and people."""
    from planner.exchange.compare import copy_of

    for row in rows:
        keep(desk, copy_of(stored(desk, UUID(row.id)), title=f"{row.title} (copy)"))
    desk.say(f"{counted(len(rows), 'partnership')} copied.")


def archive(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Put partnerships into the archive, or bring archived ones back."""
    for row in rows:
        amend(desk, UUID(row.id), "archiving", archived=not row.archived)
    desk.reload_rows()
    desk.say("Brought back." if rows[0].archived else "Archived. It is listed under “Archived”.")


def delete(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Put partnerships into the bin, from where they can be brought back for 30 days."""
    session = desk.session
    opened = session.document.partnership.id.hex if session.document is not None else ""
    if opened in {row.id for row in rows} and not session.close():
        return
    for row in rows:
        amend(desk, UUID(row.id), "deletion", binned_on=desk.session.today())
    desk.reload_rows()
    desk.last_binned = tuple(UUID(row.id) for row in rows)
    what = f"“{rows[0].title}”" if len(rows) == 1 else counted(len(rows), "partnership")
    desk.say(f"{what} is in the bin for {BIN_DAYS} days.", action="Undo", name="undo_delete")


def undo_delete(desk: Desk) -> None:
    """Bring back what was deleted last."""
    for key in desk.last_binned:
        amend(desk, key, "bringing back", binned_on=None)
    desk.last_binned = ()
    desk.reload_rows()


def bring_back(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Take partnerships out of the bin."""
    for row in rows:
        amend(desk, UUID(row.id), "bringing back", binned_on=None)
    desk.reload_rows()


def forget(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Delete partnerships for good."""
    session = desk.session
    for row in rows:
        if session.document is not None and session.doc.partnership.id.hex == row.id:
            session.close()
        session.store.submit(session.store.delete, UUID(row.id)).result()
    desk.reload_rows()


def empty_old_bin(store: Keeper, rows: Iterable[PortfolioRow], today: date) -> int:
    """Delete for good what has been in the bin for more than 30 days; how many that were."""
    limit = (today - timedelta(days=BIN_DAYS)).isoformat()
    old = [row for row in rows if row.binned_on and row.binned_on < limit]
    for row in old:
        store.submit(store.delete, UUID(row.id)).result()
    return len(old)


def example_path() -> Path:
    """The worked example that ships with the program."""
    from importlib.resources import files

    return Path(str(files("resources") / "examples" / "mindful-campus.partnership.json"))
