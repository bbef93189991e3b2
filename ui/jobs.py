"""Long work off the window's thread: a function over frozen arguments, listened to by its outcome.

The worker touches no Qt object: a timer of the window's thread looks whether it has ended. An
object that tells from another thread may be deleted while it tells, and takes the program with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 10
_NAME = "job"


class Stopped(Exception):
    """The user no longer wants what a piece of work was about to leave behind."""


class Turn:
    """Decides once between who cancels a piece of work and the work that is about to leave something."""

    def __init__(self) -> None:
        self._free = threading.Lock()

    def take(self) -> None:
        """Called by the work before it leaves anything behind. Raises Stopped when it was cancelled."""
        if not self._free.acquire(blocking=False):
            raise Stopped

    def cancel(self) -> bool:
        """Whether the work now leaves nothing behind; False when it is too late."""
        return self._free.acquire(blocking=False)


class _Work(threading.Thread):
    """One function on a thread of its own; `fault` is what it raised, `result` what came back."""

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        super().__init__(name=_NAME)
        self._function, self._arguments = function, arguments
        self.result: Any = None
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._function(*self._arguments)
        except BaseException as fault:  # noqa: BLE001 - handed over whole, to the thread that can show it
            self.fault = fault


class Job(QObject):
    """A running piece of work. Exactly one of its signals is told, unless the parent goes first."""

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: _Work, turn: Turn, parent: QObject | None) -> None:
        super().__init__(parent)
        self._work, self._turn = work, turn
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_in)
        self._look.start()

    def cancel(self) -> None:
        """Let go of the work, unless it has already begun to leave something behind."""
        if not self._turn.cancel():
            return
        self._look.stop()
        self.deleteLater()
        self.cancelled.emit()

    def _look_in(self) -> None:
        if self._work.is_alive():
            return
        self._look.stop()
        self.deleteLater()
        if self._work.fault is not None:
            self.failed.emit(self._work.fault)
        else:
            self.done.emit(self._work.result)


def run(function: Callable[..., Any], *arguments: Any, parent: QObject, turn: Turn | None = None) -> Job:
    """Start `function(*arguments)` on a thread of its own and return the job to listen to.

    Work that leaves something behind is given a `turn` among its arguments, and takes it before.
    """
    work = _Work(function, arguments)
    work.start()
    return Job(work, turn or Turn(), parent)


def wait_for_all() -> None:
    """Wait until no work is running; their outcomes are told when events are handled next."""
    for thread in threading.enumerate():
        if thread.name == _NAME:
            thread.join()
