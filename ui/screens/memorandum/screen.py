"""The memorandum screen: the page as it stands, or a draft as it was sent, and the cards beside it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QVBoxLayout

from planner.errors import PlannerError
from planner.model import Draft
from ui import jobs
from ui.actions import ACTIONS
from ui.desk import Desk
from ui.screens.memorandum.drafts import DraftsCard
from ui.screens.memorandum.internal import InternalBar
from ui.screens.memorandum.old_draft import OldDraftBar
from ui.screens.memorandum.preview import Preview, draw_stored, make_preview
from ui.screens.memorandum.printing import PrintCard
from ui.screens.memorandum.ready import ReadyCard
from ui.screens.memorandum_budget import BudgetCard
from ui.theme import grown
from ui.widgets.page import Page, scroller
from ui.widgets.paper_view import PaperView, Sheets
from ui.widgets.shapes import button

REDRAW_MS = 150
SUBTITLE = "The page shown here is the PDF itself, redrawn as you work."
_MORE = ("copy_text", "copy_markdown", "email_draft", "print_questions", "what_changed")


class MemorandumScreen(Page):
    """The PDF itself, and the cards beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Memorandum", SUBTITLE, scrolls=False)
        self.desk = desk
        self.preview: Preview | None = None
        self.shown: Draft | None = None
        self._scrolled = 0
        self._drawing = self._again = False
        self._redraw_soon = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw_soon.timeout.connect(self._draw)
        self._fill_tools()
        self.ready, self.printing = ReadyCard(desk), PrintCard(desk)
        self.drafts, self.budget = DraftsCard(desk, self.show_draft), BudgetCard(desk)
        self.budget.hide()
        left = self._inside = QVBoxLayout()
        left.setContentsMargins(0, 0, 6, 0)
        left.setSpacing(14)
        for card in (self.ready, self.drafts, self.printing, self.budget):
            left.addWidget(card)
        left.addStretch(1)
        self.paper, self.old = PaperView(), OldDraftBar(desk, self.show_current)
        self.internal = InternalBar()
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.old)
        right.addWidget(self.internal)
        right.addWidget(self.paper, 1)
        self._side = scroller(left)
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(14)
        columns.addWidget(self._side)
        columns.addLayout(right, 1)
        self.body.addLayout(columns, 1)
        self.watch(desk.session.changed, desk.checker.checked)

    def _fill_tools(self) -> None:
        texts = {action.name: action.text for action in ACTIONS}
        for name in ("export_word", "export_file"):
            if name in texts:
                self.tools.addWidget(button(texts[name], partial(self.desk.perform, name)))
        menu = QMenu(self)
        for name in _MORE:
            if name in texts:
                menu.addAction(texts[name], partial(self.desk.perform, name))
        self.more: QPushButton = button("More", lambda: None)
        self.more.setMenu(menu)
        self.more.setAccessibleName("More ways to take the memorandum out")
        self.tools.addWidget(self.more)

    def refresh(self) -> None:
        """Show the cards at once, and the page as soon as it is drawn."""
        session = self.desk.session
        if session.document is None:
            return
        if self.shown is not None:
            kept = session.snapshot.find(Draft, self.shown.id)
            # Undone while it was looked at.
            self._show(kept) if kept is not None else self.show_current()
        self.printing.show_state()
        self._mark_internal()
        self._show_cards()
        self._redraw_soon.start()

    def _mark_internal(self) -> None:
        # What was sent earlier never is the internal copy.
        self.internal.show_state(None if self.shown is not None else self.desk.session.snapshot)

    def _show_cards(self) -> None:
        self.drafts.show_state(self.preview)
        self.ready.show_state(self.preview)
        if self.preview is not None:
            self.budget.show(self.preview.budget)
            self.budget.setVisible(True)

    # Which paper is shown

    def go(self, place: str) -> None:
        """Show the draft that `draft/<id>` names, as it was sent."""
        head, _, key = place.partition("/")
        if head != "draft" or self.desk.session.document is None:
            return
        try:
            draft = self.desk.session.snapshot.find(Draft, UUID(key))
        except ValueError:
            return
        if draft is not None:
            self.show_draft(draft)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft as it was sent, in place of the page as it stands."""
        if self.shown is None:
            self._scrolled = self.paper.area.verticalScrollBar().value()
        self._show(draft)
        self.paper.area.verticalScrollBar().setValue(0)
        self._redraw_soon.start(0)

    def show_current(self) -> None:
        """Go back to the page as it stands, to where one was on it."""
        self.shown = None
        self.old.show_draft(None)
        self.set_subtitle(SUBTITLE)
        self._mark_internal()
        if self.preview is not None:
            self.paper.show_sheets(self.preview.sheets)
            QTimer.singleShot(0, self, self._scroll_back)
        self._redraw_soon.start(0)

    def _show(self, draft: Draft) -> None:
        self.shown = draft
        self.old.show_draft(draft)
        self.set_subtitle("A draft as it was sent: its pages stay as they are.")
        self._mark_internal()

    def _scroll_back(self) -> None:
        self.paper.area.verticalScrollBar().setValue(self._scrolled)

    # The page

    def _draw(self) -> None:
        session = self.desk.session
        if session.document is None:
            return
        if self._drawing:
            self._again = True
            return
        self._drawing = True
        width = self.paper.page_width()
        if self.shown is not None:
            job = jobs.run(draw_stored, self.shown, width, parent=self)
            job.done.connect(partial(self._take_stored, self.shown.id))
        else:
            arguments = (session.snapshot, session.library, session.today(), width)
            job = jobs.run(make_preview, *arguments, parent=self)
            job.done.connect(self._take)
        job.failed.connect(self._fail)

    def _take(self, preview: Preview) -> None:
        if self.desk.session.document is None:
            return
        self.preview = preview
        if self.shown is None:
            self.paper.show_sheets(preview.sheets)
        self._show_cards()
        self._drawn()

    def _take_stored(self, key: UUID, sheets: Sheets) -> None:
        if self.shown is not None and self.shown.id == key:
            self.paper.show_sheets(sheets)
            self.old.say_left_out(sheets.left_out)
        self._drawn()

    def _fail(self, fault: BaseException) -> None:
        if not isinstance(fault, PlannerError):
            self._drawing = False
            raise fault
        if self.shown is not None:
            self.paper.show_sheets(Sheets((), 1.0))
            self.old.complain(str(fault))
        self._drawn()

    def _drawn(self) -> None:
        self._drawing = False
        if self._again:
            self._again = False
            self._draw()

    def _side_width(self) -> int:
        """As wide as its sentences like, and never so wide that the page beside it cannot be read."""
        wanted, most = grown(342 if self.width() > grown(1000) else 286), round(self.width() * 0.45)
        least = self._inside.minimumSize().width() + self._side.verticalScrollBar().sizeHint().width()
        return max(min(wanted, most), least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(self._side_width())
        self._redraw_soon.start()
