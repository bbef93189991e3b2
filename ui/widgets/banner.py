"""Two ways to say something without a dialog: a banner that stays, a note that passes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.shapes import link
from ui.widgets.text import label, wrapped

TOAST_MS = 6_000


class Banner(QFrame):
    """A line across the top of the screen, for as long as it is true."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = wrapped("")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(26, 8, 26, 8)
        layout.addWidget(self._text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show this sentence; nothing hides the banner."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class Toast(QFrame):
    """A passing note at the foot of the window, with one thing to do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 10, 16, 10)
        self._layout.setSpacing(14)
        self._gone = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._gone.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show a sentence for a while, with a link that does one thing."""
        from ui.widgets.shapes import clear

        # While it stands there new words would not count for its size.
        self.hide()
        clear(self._layout)
        self._layout.addWidget(label(sentence))
        if action and on_action is not None:
            made = link(action, on_action)
            made.clicked.connect(self.hide)
            self._layout.addWidget(made)
        self.setAccessibleName(sentence)
        self.show()
        self.place()
        self.raise_()
        self._gone.start()

    def place(self) -> None:
        """Stand at the foot of the window, in the middle."""
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2 + 100, parent.height() - self.height() - 22)
