"""The line above the page while it is the internal copy: nobody should take it for the partner's."""

from __future__ import annotations

from PySide6.QtCore import Qt

from planner.document import Snapshot
from ui.exports import internal_sentences, is_internal
from ui.widgets.chip import Chip
from ui.widgets.shapes import Card, row
from ui.widgets.text import wrapped


class InternalBar(Card):
    """Hidden while the page is the partner's copy."""

    def __init__(self) -> None:
        super().__init__()
        self.box.setContentsMargins(16, 8, 16, 8)
        self._text = wrapped("")
        chip = Chip("Internal copy", "warning")
        line = row(chip, self._text, spacing=10)
        line.setStretch(1, 1)
        line.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(line)
        self.hide()

    def show_state(self, snapshot: Snapshot | None) -> None:
        """Say what this copy holds and for whom it is not; None while another page is shown."""
        shows = snapshot is not None and is_internal(snapshot)
        if shows and snapshot is not None:
            self._text.setText(internal_sentences(snapshot))
        self.setVisible(shows)
