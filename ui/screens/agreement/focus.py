"""Where the keyboard goes: through a screen as it is read, and never out of sight while one types."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

# In milliseconds: text that breaks into lines takes Qt several rounds to lay out.
_UNTIL_LAID_OUT = (0, 60, 200)


def set_tab_order(home: QWidget) -> None:
    """Let Tab go from one to the next as they are laid out, whenever each of them was made."""
    # A widget holds its parts in the order of its layout. Lists that drop down are windows of their own.
    window, tab = home.window(), Qt.FocusPolicy.TabFocus
    stops = [w for w in home.findChildren(QWidget) if w.focusPolicy() & tab and w.focusProxy() is None]
    for before, after in pairwise(w for w in stops if w.window() is window):
        QWidget.setTabOrder(before, after)


def keep_in_sight(home: QWidget) -> None:
    """Call this before a refresh: where one types, if it is in sight, is so still once all is laid out."""
    focused = home.window().focusWidget()
    if focused is None or not home.isAncestorOf(focused) or focused.visibleRegion().isEmpty():
        return

    def follow() -> None:
        # Asked again: what had the focus may be gone by now.
        inner = home.window().focusWidget()
        around = inner.parentWidget() if inner is not None and home.isAncestorOf(inner) else None
        while inner is not None and around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(inner, 0, 12)
            around = around.parentWidget()

    for wait in _UNTIL_LAID_OUT:
        QTimer.singleShot(wait, home, follow)
