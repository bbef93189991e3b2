"""Partnership files on their way in: read off the window's thread, and taken in one after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.errors import PlannerError
from ui import settings
from ui.faults import show_failure
from ui.working import work

if TYPE_CHECKING:
    from planner.exchange.file import ImportedFile
    from ui.desk import Desk


class Arrivals(QObject):
    """The files that wait: from a dialog, the command line, a drop, a second launch.

    The next is read once the one before is in, so that no question is asked on top of another.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.session)
        self._desk = desk
        self._waiting: list[str] = []
        self._is_busy = False

    def add(self, path: str) -> None:
        """Read this file when its turn comes."""
        self._waiting.append(path)
        self._next()

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            return
        self._is_busy = True
        path = self._waiting.pop(0)
        job = work(self._desk, f"Reading {Path(path).name[:60]}", _read, path)
        job.done.connect(partial(self._take, path))
        job.failed.connect(self._refuse)
        job.cancelled.connect(self._go_on)

    def _take(self, path: str, imported: ImportedFile) -> None:
        from ui.files import take_in

        settings.add_recent_file(path)
        try:
            take_in(self._desk, imported, Path(path).name)
        except PlannerError as error:
            self._show(error)
        finally:
            self._go_on()

    def _refuse(self, fault: BaseException) -> None:
        try:
            if not isinstance(fault, PlannerError):
                raise fault
            self._show(fault)
        finally:
            self._go_on()

    def _show(self, error: PlannerError) -> None:
        window = self._desk if isinstance(self._desk, QWidget) else None
        show_failure(window, error, "This file cannot be opened")

    def _go_on(self) -> None:
        self._is_busy = False
        self._next()


def arrivals_of(desk: Desk) -> Arrivals:
    """The files that wait at this desk."""
    waiting = desk.session.findChild(Arrivals)
    return waiting if isinstance(waiting, Arrivals) else Arrivals(desk)


def _read(path: str) -> ImportedFile:
    from planner.exchange.file import read_file

    return read_file(Path(path))
