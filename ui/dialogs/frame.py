"""The frame of a dialog: title, content, buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme import grown
from ui.widgets.page import scroller
from ui.widgets.shapes import button, row
from ui.widgets.text import label, wrapped


def room_for(dialog: QDialog) -> QSize:
    """How large a dialog may become: as the display, less its own frame."""
    parent = dialog.parentWidget()
    window = parent.window().size() if parent is not None else QSize()
    return dialog.screen().availableSize().expandedTo(window) - QSize(40, 60)


def be_large(dialog: QDialog, width: int, height: int) -> None:
    """Make a dialog this large at 100 % text, and larger with larger text, as far as there is room."""
    dialog.resize(QSize(grown(width), grown(height)).boundedTo(room_for(dialog)))


def let_go(dialog: QDialog) -> None:
    """Have a dialog go whose answer was read; Qt would keep it, listening, as long as its parent."""
    # The parent may have gone while the dialog was up, and the dialog with it.
    if isValid(dialog):
        dialog.deleteLater()


class Dialog(QDialog):
    """A dialog with one primary button; fill `self.body`."""

    def __init__(self, parent: QWidget | None, title: str, intro: str = "", *, width: int = 560) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._width, self._is_fitted, self._scrolls = min(width, 900), False, False
        self.setMinimumWidth(min(grown(self._width), room_for(self).width()))
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(26, 22, 26, 20)
        outer.setSpacing(12)
        # Wrapped text would ask for the height of a narrow column before the dialog has its width.
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(label(title, "title"))
        if intro:
            outer.addWidget(wrapped(intro, "muted"))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body, 1)
        self._foot = row(None, spacing=10)
        outer.addSpacing(6)
        outer.addLayout(self._foot)

    def add_button(self, text: str, on_click: Callable[[], object], *, primary: bool = False) -> None:
        """A button at the foot, at the right of those before it."""
        made = button(text, on_click, primary=primary)
        made.setAutoDefault(primary)
        made.setDefault(primary)
        self._foot.addWidget(made)

    def exec(self) -> int:
        """Show the dialog until it is answered; it goes when the events after that are handled."""
        answer = super().exec()
        let_go(self)
        return answer

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as wide and as high as the text needs; what the display has no room for is scrolled."""
        self.setMinimumWidth(min(grown(self._width), room_for(self).width()))
        grows = Qt.Orientation.Vertical
        items = [self.body.itemAt(place) for place in range(self.body.count())]
        self.setMinimumHeight(0)
        if not self._is_fitted and any(i is not None and grows & i.expandingDirections() for i in items):
            # At this width; the least size of wrapped text alone is that of a narrow column of words.
            width = max(self.width(), self._outer.minimumSize().width())
            least = QSize(width, self._outer.minimumHeightForWidth(width))
            self.resize(self.size().expandedTo(least).boundedTo(room_for(self)))
            return
        if not self._is_fitted:
            # Nothing in it wants more room, so it takes none: as high as its text is at this width.
            self.body.addStretch(1)
            self._is_fitted = True
        width = max(self.width(), self.minimumWidth())
        needed = self._outer.heightForWidth(width)
        if needed > room_for(self).height() and not self._scrolls:
            self._scroll()
        self.resize(width, room_for(self).height() if self._scrolls else needed)

    def _scroll(self) -> None:
        """Let the content scroll between title and buttons."""
        place = self._outer.indexOf(self.body)
        self._outer.takeAt(place)
        self.body.setContentsMargins(0, 0, 8, 0)
        self._outer.insertWidget(place, scroller(self.body), 1)
        self._scrolls = True
