"""A dialog that asks one thing and carries it out, or says why not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from planner.errors import PlannerError
from ui.dialogs.frame import Dialog
from ui.widgets.text import wrapped


class Asking(Dialog):
    """A dialog whose answer may be refused, with the reason below it."""

    def __init__(self, parent: QWidget, title: str, intro: str = "") -> None:
        super().__init__(parent, title, intro)
        self.complaint = wrapped("", "error")
        self.complaint.hide()

    def end_with(self, text: str) -> None:
        """The complaint's place and the two buttons."""
        self.body.addWidget(self.complaint)
        self.add_button("Cancel", self.reject)
        self.add_button(text, self._try, primary=True)

    def _try(self) -> None:
        try:
            self.answer()
        except PlannerError as refusal:
            self.complaint.setText(f"{refusal} {refusal.advice}".strip())
            self.complaint.show()
            return
        self.accept()

    def answer(self) -> None:
        """Carry it out. Raises PlannerError with a sentence."""


def even(shown: QListWidget) -> None:
    """Make every line as high as the style asks; a list filled before it is dressed mixes heights."""
    shown.ensurePolished()
    shown.setUniformItemSizes(True)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
