"""The left side of the window: where one is, where one can go, and what waits there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import grown
from ui.widgets.text import Elided, label

ALWAYS = (("portfolio", "Portfolio"), ("organisations", "Organisations"), ("bin", "Bin"))
OF_PARTNERSHIP = (
    ("overview", "Overview"),
    ("scope", "Scope"),
    ("agreement", "Agreement"),
    ("roles", "Roles"),
    ("timeline", "Timeline"),
    ("readiness", "Readiness"),
    ("memorandum", "Memorandum"),
)
_AROUND, _TEXT_WIDTH = 65, 150


class Navigation(QFrame):
    """Buttons for every screen; those of the partnership appear while one is open."""

    def __init__(self, go: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self._go = go
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 14)
        layout.setSpacing(3)
        for name, text in ALWAYS:
            layout.addWidget(self._button(name, text, go))
        self._open = QWidget()
        inner = QVBoxLayout(self._open)
        inner.setContentsMargins(0, 14, 0, 0)
        inner.setSpacing(3)
        self._title = Elided("", "head")
        self._title.setContentsMargins(12, 0, 8, 4)
        inner.addWidget(self._title)
        for name, text in OF_PARTNERSHIP:
            inner.addWidget(self._button(name, text, go))
        layout.addWidget(self._open)
        layout.addStretch(1)
        self._foot = label("", "caption", wraps=True)
        self._foot.setContentsMargins(12, 0, 4, 6)
        layout.addWidget(self._foot)
        self._open.hide()
        self.fit()

    def fit(self) -> None:
        """Be as wide as the names need in the size of text that is worn."""
        self.setFixedWidth(_AROUND + grown(_TEXT_WIDTH))

    def _button(self, name: str, text: str, go: Callable[[str], None]) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("navigation", True)
        made.setCheckable(True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda _=False: go(name))
        badge = label("", "caption")
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(made)
        inside.setContentsMargins(8, 0, 12, 0)
        inside.addStretch(1)
        inside.addWidget(badge)
        self._buttons[name], self._badges[name] = made, badge
        self._group.addButton(made)
        return made

    def show_current(self, name: str) -> None:
        """Mark the screen that is shown."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def show_partnership(self, title: str) -> None:
        """Show the screens of this partnership, or none without a title."""
        self._open.setVisible(bool(title))
        self._title.set_text(title)

    def show_badges(self, badges: dict[str, str]) -> None:
        """What waits on each screen, in a word: "9/12", "4 open", "3 !"."""
        for name, badge in self._badges.items():
            badge.setText(badges.get(name, ""))
            spoken = f"{self._buttons[name].text()}, {badges[name]}" if badges.get(name) else ""
            self._buttons[name].setAccessibleName(spoken or self._buttons[name].text())

    def fill(self, menu: QMenu) -> None:
        """Offer the same screens in a menu, for a window without room for the list."""
        menu.clear()
        shown = [name for name, _ in (*ALWAYS, *(() if self._open.isHidden() else OF_PARTNERSHIP))]
        for name in shown:
            made = self._buttons[name]
            action = menu.addAction(made.accessibleName() or made.text(), partial(self._go, name))
            action.setCheckable(True)
            action.setChecked(made.isChecked())

    def show_foot(self, text: str) -> None:
        """Where everything is stored, and when it was last backed up."""
        self._foot.setText(text)
