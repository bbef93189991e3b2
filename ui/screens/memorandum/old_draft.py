"""The line above a draft that is shown as it was sent: which it is, and the ways on from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from planner.model import Draft
from ui.theme import grown
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import Card, button, column, holding, set_across
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.desk import Desk


# With less room than this, what to do stands below which draft it is.
_WIDE = 640


class OldDraftBar(Card):
    """Hidden while the page as it stands is shown."""

    def __init__(self, desk: Desk, show_current: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._draft = desk, None
        self._text, self._more = wrapped("", "strong"), wrapped("", "muted")
        self.box.setContentsMargins(16, 10, 16, 10)
        back = button("Back to today’s page", show_current, tip="The page as it stands now")
        self._save = button("Save a copy…", self._save_copy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(10)
        self._line.addLayout(column(self._text, self._more, spacing=2), 1)
        ways = FlowLayout()
        ways.setContentsMargins(0, 0, 0, 0)
        ways.addWidget(self._save)
        ways.addWidget(back)
        self._line.addWidget(holding(ways))
        self.box.addLayout(self._line)
        self._more.hide()
        self.hide()

    _draft: Draft | None

    def show_draft(self, draft: Draft | None) -> None:
        """Say which draft is shown; None hides the line."""
        from planner import drafts

        is_other = draft is None or self._draft is None or draft.id != self._draft.id
        self._draft = draft
        if draft is not None:
            self._text.setText(f"Draft {draft.number}, {drafts.standing(draft)}")
            self._save.setEnabled(bool(draft.pdf))
        if is_other:
            self.complain("")
        self.setVisible(draft is not None)

    def say_left_out(self, pages: int) -> None:
        """Say how many pages are not shown."""
        self.complain(f"The last {pages} pages are not shown here; a saved copy has them." if pages else "")

    def complain(self, sentence: str) -> None:
        """Say why less is shown than there is; nothing takes the sentence away."""
        self._more.setText(sentence)
        self._more.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_across(self._line, self.width() >= grown(_WIDE))

    def _save_copy(self) -> None:
        from ui.dialogs.drafts import save_copy

        if self._draft is not None:
            save_copy(self._desk, self._draft)
