"""The open partnership as Qt signals, and autosave. Where the toolkit meets the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import PlannerError

if TYPE_CHECKING:
    from planner.document import Change, Document, Edit, Snapshot
    from planner.library import Library
    from planner.model import Entity, Organisation, Person
    from planner.portfolio import PortfolioRow

QUIET_MS = 400
GLANCE_MS = 1_500


class Keeper(Protocol):
    """What the window needs of a store; the store itself stays behind the door."""

    is_read_only: bool
    location: str

    def load(self, partnership_id: UUID) -> tuple[Entity, ...]: ...
    def plan_seen(self, partnership_id: UUID) -> tuple[int, str]: ...
    def write(self, edits: Iterable[Edit]) -> None: ...
    def partnerships(self) -> tuple[PortfolioRow, ...]: ...
    def write_glance(self, row: PortfolioRow) -> None: ...
    def write_plan_glance(self, partnership_id: UUID, shapes: str) -> None: ...
    def delete(self, partnership_id: UUID) -> None: ...
    def shared_organisations(self) -> tuple[Organisation, ...]: ...
    def shared_people(self) -> tuple[Person, ...]: ...
    def update_everywhere(
        self, shared_id: UUID, fields: dict[str, object], except_partnership: UUID | None
    ) -> int: ...
    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]: ...
    def close(self) -> None: ...


class Session(QObject):
    """One open partnership: every change is told to the views at once and stored within 400 ms.

    A failed write keeps everything queued: `unsaved_since` says since when, `save_now` retries.
    `closing` is told while the partnership is still open, `closed` when it no longer is.
    """

    changed = Signal(object)
    opened = Signal()
    closing = Signal()
    closed = Signal()
    saving_changed = Signal()
    _written = Signal()

    def __init__(
        self,
        store: Keeper,
        today: Callable[[], date],
        parent: QObject | None = None,
        *,
        pack: Path | None = None,
    ) -> None:
        """`pack` is the folder of the user's own content."""
        super().__init__(parent)
        self.pack = pack
        self.store: Keeper = store
        self.today = today
        self.document: Document | None = None
        self.saved_at: datetime | None = None
        self.unsaved_since: datetime | None = None
        self.save_error: PlannerError | None = None
        self._queue: list[Edit] = []
        self._sent: tuple[Edit, ...] = ()
        self._writing: Future[Any] | None = None
        self._touched = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.save_now)
        self._glance = QTimer(self, singleShot=True, interval=GLANCE_MS)
        self._glance.timeout.connect(self.update_glance)
        self._written.connect(self._settle)

    # Opening and closing

    @property
    def library(self) -> Library:
        """The content, with the user's own."""
        from planner.library import library_with, standard_library

        return standard_library() if self.pack is None else library_with(self.pack)

    @property
    def snapshot(self) -> Snapshot:
        """The open partnership as it stands."""
        assert self.document is not None
        return self.document.snapshot()

    @property
    def doc(self) -> Document:
        """The open document; a screen that is shown has one."""
        assert self.document is not None
        return self.document

    def plan_seen(self, partnership_id: UUID) -> tuple[int, str]:
        """How many activities a stored partnership has, and what its timeline looked like last."""
        found: tuple[int, str] = self.store.submit(self.store.plan_seen, partnership_id).result()
        return found

    def open(self, partnership_id: UUID) -> None:
        """Open a stored partnership in place of the one that is open."""
        entities = self.store.submit(self.store.load, partnership_id).result()
        self.take(entities)

    def take(self, entities: Iterable[Entity]) -> None:
        """Open these values, which the store already holds."""
        self.take_document(self.document_of(entities))

    def document_of(self, entities: Iterable[Entity]) -> Document:
        """A document of these values, not open yet; any thread may make it."""
        from planner.document import Document

        return Document(entities)

    def take_document(self, document: Document) -> None:
        """Open a document that was made of stored values."""
        self.close()
        document.listener = self._on_change
        self.document = document
        self.document.is_read_only = self.store.is_read_only
        self.saved_at = None if self.store.is_read_only else datetime.now()
        self.opened.emit()

    def close(self) -> bool:
        """Write what is pending and let go of the partnership. False when it could not be written."""
        if self.document is None:
            return True
        self.closing.emit()
        saved = self.flush()
        self.update_glance()
        if saved:
            self.document = None
            self.closed.emit()
        return saved

    # Changing

    def _on_change(self, change: Change) -> None:
        self._queue.extend(change.edits)
        self.unsaved_since = self.unsaved_since or datetime.now()
        # Started once and not restarted: who types without a pause loses 400 ms at most, not a page.
        if not self._quiet.isActive():
            self._quiet.start()
        self._touched = True
        self._glance.start()
        self.changed.emit(change)

    def leave_field(self) -> None:
        """A field was left: its typing becomes one step, and is stored now."""
        if self.document is not None:
            self.document.seal()
            if self._queue:
                self.save_now()

    def undo(self) -> None:
        """Take the last step back."""
        if self.document is not None:
            self.document.undo()

    def redo(self) -> None:
        """Bring the last undone step back."""
        if self.document is not None:
            self.document.redo()

    # Saving

    def save_now(self) -> None:
        """Hand everything pending to the store's thread; the outcome arrives as a signal."""
        if self._writing is not None or not self._queue:
            return
        self._quiet.stop()
        self._sent, self._queue = tuple(self._queue), []
        self._writing = self.store.submit(self.store.write, self._sent)
        self._writing.add_done_callback(lambda _: self._written.emit())

    def flush(self) -> bool:
        """Write everything pending and wait for it. False when the store refused."""
        if self._writing is not None:
            # Begun earlier: its failure would not tell how things stand now.
            wait([self._writing])
            self._settle()
        self.save_now()
        while self._writing is not None:
            wait([self._writing])
            self._settle()
            if self.save_error is not None:
                return False
            self.save_now()
        return True

    def _settle(self) -> None:
        """Take note of how the write in flight ended; called by its signal, or by `flush` before it."""
        if self._writing is None or not self._writing.done():
            return
        error = self._writing.exception()
        sent, self._sent, self._writing = self._sent, (), None
        if error is not None:
            self._queue[:0] = sent
            unforeseen = PlannerError("The last change could not be stored.")
            self.save_error = error if isinstance(error, PlannerError) else unforeseen
        else:
            self.save_error = None
            self.saved_at = datetime.now()
            self.unsaved_since = datetime.now() if self._queue else None
            if not self._quiet.isActive():
                # What came while this was written has waited long enough.
                self.save_now()
        self.saving_changed.emit()
        if error is not None and not isinstance(error, PlannerError):
            raise error

    def touch(self, partnership_id: UUID) -> None:
        """What is stored was changed by other means than a document: its row is to be made anew."""
        if self.document is not None and self.doc.partnership.id == partnership_id:
            self._touched = True
            self.update_glance()
        else:
            store = self.store
            store.submit(_renew_glance, store, partnership_id, self.library, self.today())

    def update_glance(self) -> None:
        """Store what the portfolio shows of this partnership; worked out on the store's thread."""
        if self.document is None or self.store.is_read_only or not self._touched:
            return
        self._touched = False
        self._glance.stop()
        self.store.submit(_write_glance, self.store, self.snapshot, self.library, self.today())


def _renew_glance(store: Keeper, partnership_id: UUID, library: Library, today: date) -> None:
    from planner.document import snapshot_of

    _write_glance(store, snapshot_of(store.load(partnership_id)), library, today)


def _write_glance(store: Keeper, snapshot: Snapshot, library: Library, today: date) -> None:
    from planner.summary import row_of

    store.write_glance(row_of(snapshot, library, today, changed_at=datetime.now(UTC)))
