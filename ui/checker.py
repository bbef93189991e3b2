"""Findings, kept fresh: every change is checked off the window's thread, then told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui import jobs

if TYPE_CHECKING:
    from datetime import date

    from planner.document import Snapshot
    from planner.findings import Finding
    from planner.library import Library
    from ui.session import Session

SETTLE_MS = 120


class Checker(QObject):
    """What the rules say of the open partnership; `checked` tells that `findings` is new."""

    checked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.findings: tuple[Finding, ...] = ()
        self._session = session
        self._running = False
        self._again = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._start)
        session.changed.connect(self._check_soon)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)

    def _check_soon(self) -> None:
        self._soon.start(SETTLE_MS)

    def _on_opened(self) -> None:
        self.findings = ()
        # Not at once: checking would slow down the first sight of the partnership.
        self._soon.start()

    def _on_closed(self) -> None:
        self._soon.stop()
        self.findings = ()
        self.checked.emit()

    def _start(self) -> None:
        session = self._session
        if session.document is None:
            return
        if self._running:
            self._again = True
            return
        self._running = True
        key = session.doc.partnership.id
        job = jobs.run(_check, session.snapshot, session.library, session.today(), parent=self)
        job.done.connect(lambda found: self._take(key, found))
        job.failed.connect(self._fail)

    def _take(self, key: object, found: tuple[Finding, ...]) -> None:
        self._running = False
        document = self._session.document
        if document is not None and document.partnership.id == key:
            self.findings = found
            self.checked.emit()
        if self._again or (document is not None and document.partnership.id != key):
            self._again = False
            self._start()

    def _fail(self, fault: BaseException) -> None:
        self._running = False
        raise fault


def _check(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    from planner.checks import findings

    return findings(snapshot, library, today)
