"""Long work off the window's thread: a function over frozen arguments, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot


class Cancelled(Exception):
    """The user called the work off; nothing half-made is left behind."""


class Job(QObject):
    """A running piece of work. Exactly one of `done`, `failed` and `cancelled` is told."""

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progressed = Signal(float)
    _ended = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Told on through the window's own thread: by then the caller has connected its listeners,
        # and the job is not deleted while it still tells.
        self._ended.connect(self._tell)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def report(self, share: float) -> None:
        """Called by the work: how much is done, 0 to 1. Raises Cancelled when it was called off."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(share)

    @Slot(str, object)
    def _tell(self, how: str, value: object) -> None:
        if how == "cancelled":
            self.cancelled.emit()
        else:
            (self.done if how == "done" else self.failed).emit(value)
        self.deleteLater()


class _Run(QRunnable):
    def __init__(self, job: Job, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        super().__init__()
        self._job, self._function, self._arguments = job, function, arguments

    def run(self) -> None:
        try:
            result = self._function(*self._arguments)
        except Cancelled:
            self._end("cancelled", None)
        except BaseException as fault:  # noqa: BLE001 - handed over whole, to the thread that can show it
            self._end("failed", fault)
        else:
            self._end("done", result)

    def _end(self, how: str, value: object) -> None:
        try:
            self._job._ended.emit(how, value)
        except RuntimeError:
            # The window that asked is gone, and so is whoever would have listened.
            return


def run(function: Callable[..., Any], *arguments: Any, parent: QObject | None = None) -> Job:
    """Start `function(*arguments)` on a worker thread and return the job to listen to."""
    job = Job(parent)
    QThreadPool.globalInstance().start(_Run(job, function, arguments))
    return job
