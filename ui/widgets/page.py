"""The frame of a screen: title, one line below it, actions at the right, and a body that scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize, Qt, QTimer, SignalInstance
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.text import Elided, label, wrapped

MARGIN = 26
# In letters: with less room than this beside the buttons, a title stands above them.
_LETTERS_FOR_TITLE = 25


class Page(QWidget):
    """A screen. Subclasses fill `self.body`, put buttons into `self.tools`, and may override `go`."""

    def __init__(self, title: str, subtitle: str = "", *, scrolls: bool = True) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stale = True
        self.title = Elided(title, "title")
        self.subtitle = wrapped(subtitle, "muted")
        if not subtitle:
            # Never shown here: what has no parent yet would open a window of its own.
            self.subtitle.hide()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(10)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self.title)
        heading.addWidget(self.subtitle)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(16)
        head.addLayout(heading, 1)
        head.addLayout(self.tools)
        self.tools.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        inner = QVBoxLayout()
        inner.setContentsMargins(MARGIN, 22, MARGIN, 22)
        inner.setSpacing(14)
        inner.addLayout(head)
        inner.addLayout(self.body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        if scrolls:
            outer.addWidget(scroller(inner))
        else:
            outer.addLayout(inner)

    def set_subtitle(self, text: str) -> None:
        """Show another line below the title."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def go(self, place: str) -> None:
        """Show a place of this screen: what follows the first slash of a finding's place."""

    def refresh(self) -> None:
        """Show the document as it stands."""

    def watch(self, *signals: SignalInstance) -> None:
        """Refresh after these signals: at once while shown, else when shown next."""
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._catch_up)
        for signal in signals:
            signal.connect(self._note_change)

    def _note_change(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        room = self.width() - 2 * MARGIN - self._head.spacing() - self.tools.sizeHint().width()
        below = room < _LETTERS_FOR_TITLE * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if way != self._head.direction():
            self._head.setDirection(way)
            edge = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignBottom
            self._head.setAlignment(self.tools, edge)
            self._head.setSpacing(8 if below else 16)


class _Body(QWidget):
    """What scrolls: as high as its text needs at the width there is."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        # Wrapped labels count as tall as at their narrowest: the page would end in a blank screen.
        layout = self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


def scroller(layout: QVBoxLayout) -> QScrollArea:
    """A layout that scrolls down when there is not room enough."""
    body = _Body()
    body.setObjectName("pageBody")
    body.setLayout(layout)
    area = QScrollArea()
    area.setObjectName("page")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


@contextmanager
def keeping_focus(screen: QWidget) -> Iterator[None]:
    """Rebuild inside this: who stood on a widget by keyboard then stands on its like of the same name."""
    focused = QApplication.focusWidget()
    inside = focused is not None and screen.isAncestorOf(focused)
    name = _spoken(focused) if focused is not None and inside else ""
    yield
    if not inside:
        return
    able = [w for w in screen.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    like = next((w for w in able if name and _spoken(w) == name), None)
    # What one stood on is gone, say a step that is done: the first widget, rather than none.
    if (target := like or next(iter(able), None)) is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _spoken(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def empty_state(sentence: str, *buttons: QWidget) -> QWidget:
    """An empty screen that teaches: one sentence, one button."""
    box = QVBoxLayout()
    box.setSpacing(12)
    box.addStretch(1)
    text = label(sentence, "muted", wraps=True)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.addWidget(text)
    for made in buttons:
        box.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
    box.addStretch(2)
    widget = QWidget()
    widget.setLayout(box)
    return widget
