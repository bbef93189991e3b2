"""The top of the window: where one is, when it was saved, search, undo, export, settings, help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy

from ui.bind import set_property
from ui.theme import grown
from ui.widgets.shapes import button, link
from ui.widgets.text import Elided, label, set_role
from ui.widgets.tip import tip

_SHOWN = ("undo", "redo", "export_memorandum", "settings", "help")
# What leaves for the menus when there is no room, the first first.
_LEAVING = ("settings", "help", "export_memorandum", "redo", "undo")
_LETTERS_OF_TITLE = 12
_SHORT = {"export_memorandum": "Export memorandum", "settings": "Settings", "help": "Help"}


class TopBar(QFrame):
    """Breadcrumb, saving state, search box, and the few actions that are always at hand."""

    def __init__(
        self,
        perform: Callable[[str], None],
        actions: dict[str, QAction],
        fill_screens: Callable[[QMenu], None],
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._perform = perform
        self._room = 0
        self.screens = _screens_button(fill_screens)
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
        layout.addWidget(self.screens)
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
        self.fit()

    def show_here(self, title: str) -> None:
        """Say where one is: the name of the partnership, or of the list."""
        self._here.set_text(title)
        self._fit()

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
        self._fit()

    def show_primary_export(self, on: bool) -> None:
        """On the memorandum screen, exporting is the one primary action."""
        set_property(self._buttons["export_memorandum"], "primary", on)
        self._fit()

    def make_room(self, width: int, *, has_list: bool = True) -> None:
        """On a narrow window the search box shrinks and rarely used buttons leave for the menus.

        Without the list of screens beside it, the bar offers them in a menu.
        """
        self._room = width
        self.screens.setVisible(not has_list)
        self._fit()

    def fit(self) -> None:
        """Be as high as the buttons in it need in the size of text that is worn."""
        self.setFixedHeight(grown(20) + 31)
        self._fit()

    def _fit(self) -> None:
        if not self._room:
            return
        room = self._room * 100 // grown(100)
        wide = 270 if room >= 1300 else 170 if room >= 1150 else 120
        self._search.setFixedSize(grown(wide), grown(20) + 15)
        self._search.keys.setVisible(wide > 120 or grown(100) == 100)
        leaving = [self._buttons[name] for name in _LEAVING]
        leaving.sort(key=lambda made: bool(made.property("primary")))
        for made in leaving:
            made.show()
        self._buttons["settings"].setVisible(room >= 1120)
        self._crumb.show()
        for part in (*leaving, self._crumb):
            if self._needed() <= self._room:
                break
            part.hide()
        self._slash.setVisible(not self._crumb.isHidden())

    def _needed(self) -> int:
        """The width at which nothing is cut but a long title."""
        layout = self.layout()
        assert layout is not None
        items = (layout.itemAt(place) for place in range(layout.count()))
        shown = [w for item in items if item and (w := item.widget()) is not None and not w.isHidden()]
        widths = {part: part.sizeHint().width() for part in shown}
        few_letters = self._here.fontMetrics().averageCharWidth() * _LETTERS_OF_TITLE
        widths[self._here] = min(widths[self._here], few_letters)
        widths[self._search] = self._search.width()
        margins = layout.contentsMargins()
        return sum(widths.values()) + margins.left() + margins.right() + len(shown) * layout.spacing()


def _screens_button(fill: Callable[[QMenu], None]) -> QPushButton:
    made = button("Screens ▾", lambda: None)
    made.setAccessibleName("Screens")
    menu = QMenu(made)
    menu.aboutToShow.connect(partial(fill, menu))
    made.setMenu(menu)
    made.hide()
    return made


class _SearchBox(QPushButton):
    """What looks like a search box, and opens the palette; `keys` names its shortcut."""

    keys: QLabel


def _search_box(perform: Callable[[str], None]) -> _SearchBox:
    made = _SearchBox()
    made.setObjectName("searchBox")
    made.setAccessibleName("Search or run a command")
    made.setToolTip("Search or run a command (Ctrl+K)")
    made.setCursor(Qt.CursorShape.IBeamCursor)
    inside = QHBoxLayout(made)
    inside.setContentsMargins(12, 0, 10, 0)
    hint = Elided("Search or run a command…", "muted")
    made.keys = label("Ctrl K", "caption")
    for part in (hint, made.keys):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    inside.addWidget(hint, 1)
    inside.addWidget(made.keys)
    made.clicked.connect(lambda _=False: perform("search"))
    return made


def _follow(made: QPushButton, action: QAction) -> None:
    def take_over() -> None:
        made.setEnabled(action.isEnabled())

    action.changed.connect(take_over)
    take_over()
