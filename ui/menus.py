"""The menu bar: an entry for each action, and the files that were opened last."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ui import settings
from ui.actions import ACTIONS, MENUS

if TYPE_CHECKING:
    from ui.window import MainWindow


def make_actions(window: MainWindow) -> dict[str, QAction]:
    """The actions of a window by their names, put into its menus."""
    made: dict[str, QAction] = {}
    menus = {name: window.menuBar().addMenu(f"&{name}") for name in MENUS}
    for spec in ACTIONS:
        action = QAction(spec.text, window)
        action.setObjectName(spec.name)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        action.triggered.connect(lambda _=False, name=spec.name: window.perform(name))
        menus[spec.menu].addAction(action)
        window.addAction(action)
        made[spec.name] = action
    recent = QMenu("Recent files", window)
    recent.aboutToShow.connect(partial(_fill_recent, recent, window))
    menus["File"].insertMenu(made["open_example"], recent)
    return made


def _fill_recent(menu: QMenu, window: MainWindow) -> None:
    from ui import commands

    menu.clear()
    for path in settings.recent_files():
        name = Path(path).name.replace("&", "&&")
        menu.addAction(name, partial(commands.open_file, window, path)).setEnabled(Path(path).is_file())
    if menu.isEmpty():
        menu.addAction("No file yet").setEnabled(False)
