"""A store that opens behind the first painted frame, on the one thread that will use it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from planner.document import Edit
    from planner.model import Entity
    from planner.portfolio import PortfolioRow
    from ui.session import Keeper


class LateStore(QObject):
    """Stands for the store from the start.

    `ready` tells that the store is open, `failed` why it is not; `listed` brings all rows of the
    portfolio. Work submitted early waits its turn behind the opening.
    """

    listed = Signal(object)
    ready = Signal()
    failed = Signal(object)

    def __init__(self, opener: Callable[[], Keeper], location: str, *, is_read_only: bool = False) -> None:
        super().__init__()
        self.location = location
        self.is_read_only = is_read_only
        self.wrote = False
        self._opener = opener
        self._store: Keeper | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    def start(self) -> None:
        """Begin to open the store; called once the first frame is painted."""
        self._worker.submit(self._open).add_done_callback(self._tell)

    def list_rows(self) -> None:
        """Begin to read all rows of the portfolio; `listed` brings them."""
        self._worker.submit(self.partnerships).add_done_callback(self._list)

    def _list(self, done: Future[tuple[PortfolioRow, ...]]) -> None:
        error = done.exception()
        if error is None:
            self.listed.emit(done.result())
        else:
            self.failed.emit(error)

    def _open(self) -> None:
        if self._store is None:
            # The words every screen will need are imported here too, off the window's thread.
            import planner.document
            import planner.library  # noqa: F401

            self._store = self._opener()
            self.is_read_only = self._store.is_read_only

    def _tell(self, done: Future[None]) -> None:
        error = done.exception()
        if error is None:
            self.ready.emit()
        else:
            self.failed.emit(error)

    def _real(self) -> Keeper:
        self._open()
        assert self._store is not None
        return self._store

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run `function(*arguments)` on the store's thread, in order."""
        return self._worker.submit(function, *arguments)

    def load(self, partnership_id: UUID) -> tuple[Entity, ...]:
        """Everything of one partnership."""
        return self._real().load(partnership_id)

    def plan_seen(self, partnership_id: UUID) -> tuple[int, str]:
        """How many activities a partnership has, and what its timeline looked like last."""
        return self._real().plan_seen(partnership_id)

    def write(self, edits: Iterable[Edit]) -> None:
        """Store edits, all or none."""
        self._real().write(edits)
        self.wrote = True

    def partnerships(self) -> tuple[PortfolioRow, ...]:
        """The portfolio's rows."""
        return self._real().partnerships()

    def write_glance(self, row: PortfolioRow) -> None:
        """Store one row of the portfolio."""
        self._real().write_glance(row)

    def write_plan_glance(self, partnership_id: UUID, shapes: str) -> None:
        """Store what a timeline looked like last."""
        self._real().write_plan_glance(partnership_id, shapes)

    def delete(self, partnership_id: UUID) -> None:
        """Delete a partnership for good."""
        self._real().delete(partnership_id)
        self.wrote = True

    def shared_organisations(self) -> tuple[Any, ...]:
        """Every organisation once, as last changed."""
        return self._real().shared_organisations()

    def shared_people(self) -> tuple[Any, ...]:
        """Every person once, as last changed."""
        return self._real().shared_people()

    def update_everywhere(
        self, shared_id: UUID, fields: dict[str, object], except_partnership: UUID | None
    ) -> int:
        """Change an organisation or person in every other partnership; in how many."""
        self.wrote = True
        return self._real().update_everywhere(shared_id, fields, except_partnership)

    def while_closed(self, function: Callable[[], object]) -> Future[None]:
        """Close the store, run `function` (a restore), and open it again."""

        def swap() -> None:
            if self._store is not None:
                self._store.close()
                self._store = None
            function()
            self._open()

        return self._worker.submit(swap)

    def close(self) -> None:
        """Finish what was submitted, and let go."""
        self._worker.shutdown()
        if self._store is not None:
            self._store.close()
