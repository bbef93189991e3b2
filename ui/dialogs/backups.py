"""Backups: make one now, look inside one, bring one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from planner.errors import PlannerError
from ui import settings
from ui.dialogs.frame import Dialog
from ui.widgets.text import wrapped

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
            item = QListWidgetItem(backup.name)
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
            try:
                said = self._window.backups.describe(item.data(Qt.ItemDataRole.UserRole))
            except PlannerError as error:
                said = f"{error} {error.advice}".strip()
            self.inside.setText(said)

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self.inside.setText("Choose a backup first.")
            return
        self.accept()
        self._window.restore(item.data(Qt.ItemDataRole.UserRole))


def ask_restore(window: MainWindow) -> None:
    """Choose a backup and bring it back."""
    Restore(window).exec()
