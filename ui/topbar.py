"""The top of the window: where one is, when it was saved, search, undo, export, settings, help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.bind import set_property
from ui.widgets.shapes import button, link
from ui.widgets.text import Elided, label, set_role
from ui.widgets.tip import tip

_SHOWN = ("undo", "redo", "export_memorandum", "settings", "help")
_SHORT = {"export_memorandum": "Export memorandum", "settings": "Settings", "help": "Help"}


class TopBar(QFrame):
    """Breadcrumb, saving state, search box, and the few actions that are always at hand."""

    def __init__(self, perform: Callable[[str], None], actions: dict[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(51)
        self._perform = perform
        self._crumb = link("Portfolio", lambda: perform("go_portfolio"))
        self._slash = label("/", "muted")
        self._here = Elided("", "strong")
        self._here.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._saved = label("", "good")
        self._retry = link("Retry", lambda: perform("save"), name="Try to save again")
        self._retry.hide()
        self._search = _search_box(perform)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 18, 6)
        layout.setSpacing(8)
        for part in (self._crumb, self._slash, self._here, self._saved, self._retry):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._search)
        self._buttons: dict[str, QPushButton] = {}
        for name in _SHOWN:
            made = button(_SHORT.get(name, actions[name].text()), partial(perform, name))
            self._buttons[name] = made
            layout.addWidget(made)
            _follow(made, actions[name])

    def show_here(self, title: str) -> None:
        """Say where one is: the name of the partnership, or of the list."""
        self._here.set_text(title)

    def show_undo(self, undo: str, redo: str) -> None:
        """Name what undo and redo would do."""
        self._buttons["undo"].setToolTip(tip(f"Undo: {undo}") if undo else "Nothing to undo")
        self._buttons["redo"].setToolTip(tip(f"Redo: {redo}") if redo else "Nothing to redo")

    def show_saved(self, saved_at: datetime | None, unsaved_since: datetime | None, *, failed: bool) -> None:
        """Say when everything was stored, or since when it could not be."""
        self._retry.setVisible(failed)
        if failed and unsaved_since is not None:
            set_role(self._saved, "error")
            self._saved.setText(f"Not saved since {unsaved_since:%H:%M}")
        elif saved_at is not None:
            set_role(self._saved, "good")
            self._saved.setText(f"Saved {saved_at:%H:%M}")
        else:
            self._saved.setText("")

    def show_primary_export(self, on: bool) -> None:
        """On the memorandum screen, exporting is the one primary action."""
        set_property(self._buttons["export_memorandum"], "primary", on)

    def make_room(self, width: int) -> None:
        """On a narrow window the search box shrinks and rarely used buttons leave for the menus."""
        self._search.setFixedWidth(270 if width >= 1300 else 170 if width >= 1150 else 120)
        self._buttons["settings"].setVisible(width >= 1120)


def _search_box(perform: Callable[[str], None]) -> QWidget:
    made = QPushButton()
    made.setObjectName("searchBox")
    made.setAccessibleName("Search or run a command")
    made.setToolTip("Search or run a command (Ctrl+K)")
    made.setCursor(Qt.CursorShape.IBeamCursor)
    made.setFixedSize(270, 35)
    inside = QHBoxLayout(made)
    inside.setContentsMargins(12, 0, 10, 0)
    hint = Elided("Search or run a command…", "muted")
    keys = label("Ctrl K", "caption")
    for part in (hint, keys):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    inside.addWidget(hint, 1)
    inside.addWidget(keys)
    made.clicked.connect(lambda _=False: perform("search"))
    return made


def _follow(made: QPushButton, action: QAction) -> None:
    def take_over() -> None:
        made.setEnabled(action.isEnabled())

    action.changed.connect(take_over)
    take_over()
