"""Garbage is collected on the window's thread only: a Qt object has to die where it lives.

Python collects wherever it happens to be when enough has piled up. On the store's thread, or on
that of a job, that would destroy widgets and timers of the window there, and end the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Collector(QObject):
    """Takes collecting over from Python, for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()


def collect_what_is_due() -> None:
    """Collect the oldest generation that has passed its threshold, as Python itself would have."""
    due = [age for age, limit in enumerate(gc.get_threshold()) if gc.get_count()[age] > limit]
    if due:
        gc.collect(max(due))
