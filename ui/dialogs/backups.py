"""Backups: make one now, look inside one, bring one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from planner.errors import PlannerError
from ui import settings
from ui.dialogs.frame import Dialog
from ui.dialogs.message import chosen, message
from ui.widgets.text import plain_tip, wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow


def back_up_now(window: MainWindow) -> None:
    """Make a backup beside the store, and in the second folder if one is set."""
    path = window.backups.make(settings.second_backup_folder())
    window.say(f"Backed up to {path.name}.")
    window.show_foot(window.backups.foot())


class Restore(Dialog):
    """Shows what each backup holds before anything is replaced."""

    def __init__(self, window: MainWindow) -> None:
        intro = "The file in use now is kept under a new name beside it, so that nothing is lost."
        super().__init__(window, "Restore a backup", intro, width=700)
        self._window = window
        self.list = QListWidget()
        self.list.setAccessibleName("Backups, the newest first")
        for backup in window.backups.all():
            item = QListWidgetItem(_said(window, backup))
            item.setToolTip(plain_tip(str(backup)))
            item.setData(Qt.ItemDataRole.UserRole, backup)
            self.list.addItem(item)
        self.inside = wrapped("Choose a backup to see what it holds.", "muted")
        self.list.currentItemChanged.connect(lambda item, _: self._look(item))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.inside)
        if not self.list.count():
            self.inside.setText("There is no backup yet. One is made after each day's work.")
        self.add_button("Cancel", self.reject)
        self.add_button("Restore this backup", self._restore, primary=True)

    def _look(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.inside.setText(_said(self._window, item.data(Qt.ItemDataRole.UserRole)))

    def _restore(self) -> None:
        item = next(iter(self.list.selectedItems()), None)
        if item is None:
            self.inside.setText("Choose a backup first.")
            return
        ways = item.text()
        box = message(self, "Restore a backup", "Put this backup in place of what is stored now?", ways)
        if chosen(box, "Restore it") != "Restore it":
            return
        self.accept()
        self._window.restore(item.data(Qt.ItemDataRole.UserRole))


def _said(window: MainWindow, backup: Path) -> str:
    try:
        return window.backups.describe(backup)
    except PlannerError as error:
        return f"{error} {error.advice}".strip()


def ask_restore(window: MainWindow) -> None:
    """Choose a backup and bring it back."""
    Restore(window).exec()
