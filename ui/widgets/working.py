"""What long work shows while it goes on: one quiet line at the foot of the window, with Cancel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from planner.timeline.pace import Pace
from ui.theme import grown
from ui.widgets.shapes import button
from ui.widgets.text import Elided

SHOW_MS = 300
LOOK_MS = 100
_FOOT = 22
_BETWEEN = 8


class Working(QFrame):
    """A line that appears when the work takes longer than a moment, and goes when `finish` is called."""

    cancelled = Signal()

    def __init__(self, window: QWidget, sentence: str, pace: Pace | None = None) -> None:
        super().__init__(window)
        self._window, self._pace = window, pace
        self.setObjectName("card")
        self.setAccessibleName(sentence)
        bar = self.bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(grown(90))
        bar.setAccessibleName(sentence)
        self.stop = button("Cancel", self.cancelled.emit)
        self.stop.setAccessibleName(f"Cancel: {sentence}")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(16, 8, 10, 8)
        inside.setSpacing(14)
        said = Elided(sentence)
        # Wants the room it needs; the usual one takes what is left.
        said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        inside.addWidget(said, 1)
        inside.addWidget(bar)
        inside.addWidget(self.stop)
        self.hide()
        window.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=SHOW_MS)
        self._soon.timeout.connect(self._appear)
        self._soon.start()
        if pace is not None:
            self._look = QTimer(self, interval=LOOK_MS)
            self._look.timeout.connect(self._look_in)
            self._look.start()

    def _look_in(self) -> None:
        """Show how far the work has come, once it has told."""
        pace = self._pace
        if pace is not None and pace.done:
            self.bar.setRange(0, 100)
            self.bar.setTextVisible(True)
            self.bar.setValue(min(100 * pace.done // max(pace.total, 1), 100))

    def finish(self, *_: object) -> None:
        """The work is over, one way or another."""
        self._soon.stop()
        self.hide()
        self.deleteLater()

    def _appear(self) -> None:
        self.show()
        self._place()

    def _place(self) -> None:
        """Stand in the middle of the foot, above what is there already."""
        window = self._window
        wanted = self.sizeHint()
        self.resize(min(wanted.width(), window.width() - 2 * _FOOT), wanted.height())
        lines = [line for line in window.findChildren(Working) if line.isVisible() or line is self]
        below = sum(line.height() + _BETWEEN for line in lines[: lines.index(self)])
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - _FOOT - below)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
