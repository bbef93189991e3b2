"""The bin: what was deleted in the last 30 days."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QMessageBox

from planner.portfolio import PortfolioRow
from planner.wording import short_date
from ui import shelf
from ui.desk import Desk
from ui.dialogs.message import Icon, message
from ui.widgets.page import Page, empty_state
from ui.widgets.shapes import Card, button, clear, column, row, rule
from ui.widgets.text import Elided, label


class BinScreen(Page):
    """Deleted partnerships, to bring back or to delete for good."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Bin", "Deleted partnerships are kept for 30 days.")
        self.desk = desk
        self._card = Card()
        self.body.addWidget(self._card)
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in the bin."""
        clear(self._card.box)
        binned = [r for r in self.desk.rows() if r.binned_on]
        if not binned:
            self._card.box.addWidget(empty_state("The bin is empty."))
        for place, shown in enumerate(sorted(binned, key=lambda r: r.binned_on, reverse=True)):
            if place:
                self._card.box.addWidget(rule())
            self._card.box.addLayout(self._line(shown))

    def _line(self, shown: PortfolioRow) -> QHBoxLayout:
        day = date.fromisoformat(shown.binned_on)
        today = self.desk.session.today()
        gone = short_date(day + timedelta(days=shelf.BIN_DAYS), today)
        text = column(
            Elided(shown.title, "strong"),
            label(f"Deleted {short_date(day, today)}, gone for good after {gone}", "caption"),
            spacing=2,
        )
        back = button("Bring back", lambda: shelf.bring_back(self.desk, [shown]))
        gone_now = button("Delete for good…", lambda: self._ask(shown))
        for made in (back, gone_now):
            made.setAccessibleName(f"{made.text()} {shown.title}")
            made.setEnabled(not self.desk.session.store.is_read_only)
        line = row(text, back, gone_now, spacing=12)
        line.setStretch(0, 1)
        return line

    def _ask(self, shown: PortfolioRow) -> None:
        final = "This cannot be undone here. Backups made before still hold it."
        box = message(self, "Delete for good", f"Delete “{shown.title}” for good?", final, icon=Icon.Warning)
        yes = box.addButton("Delete for good", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is yes:
            shelf.forget(self.desk, [shown])
