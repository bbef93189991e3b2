"""One step of scoping: its title, its questions, and the way on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.page import scroller
from ui.widgets.shapes import button, row
from ui.widgets.text import wrapped
from ui.wizards.question import QuestionBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.document import Snapshot
    from planner.library.entries import Step
    from ui.session import Session

_BAR = 14
_SETTLING_MS = 300


class ScopePage(QWidget):
    """The questions of one step. `turned_to` tells the question that the user is at."""

    turned_to = Signal(object)

    def __init__(
        self,
        session: Session,
        step: Step,
        *,
        before: Callable[[], object] | None,
        after: Callable[[], object],
        after_name: str,
    ) -> None:
        super().__init__()
        self.step = step
        self._session = session
        self._explains_itself = False
        self._neighbours = before, after, after_name
        self.boxes: list[QuestionBox] = []
        self._current: QuestionBox | None = None
        self._focused: QWidget | None = None
        inside = QVBoxLayout()
        inside.setContentsMargins(2, 0, _BAR, 8)
        inside.setSpacing(26)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(wrapped(step.title, "title"))
        heading.addWidget(wrapped(step.intro, "muted"))
        inside.addLayout(heading)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(26)
        inside.addLayout(self._questions)
        self._inside = inside
        self._area = scroller(inside)
        self._wanted: QuestionBox | None = None
        self._area.verticalScrollBar().rangeChanged.connect(self._scroll_to_wanted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def put_questions(self) -> None:
        """Make the questions; called when the page stands in its window, where making them is quick."""
        for question in self._session.library.questions.values():
            if question.step == self.step.key and not question.retired:
                box = QuestionBox(self._session, question)
                box.looked_at.connect(partial(self._turn_to, box))
                self._questions.addWidget(box)
                self.boxes.append(box)
        # After the questions, so that Tab comes to it last.
        self._inside.addLayout(self._way_on())
        self._inside.addStretch(1)

    def _way_on(self) -> QHBoxLayout:
        before, after, after_name = self._neighbours
        self.back = button("Back", before or self._stay)
        self.back.setEnabled(before is not None)
        self.not_sure = button("Not sure yet", self._put_on_agenda)
        self.not_sure.setEnabled(not self._session.store.is_read_only)
        self.not_sure.setToolTip("Puts the question you are at on the agenda")
        self.next = button(f"Next: {after_name[:1].lower()}{after_name[1:]}", after, primary=True)
        return row(self.back, self.not_sure, None, self.next, spacing=14)

    def _stay(self) -> None:
        return

    # Where the user is

    @property
    def current(self) -> QuestionBox | None:
        """The question the user is at, or the first that is asked."""
        if self._current is not None and not self._current.isHidden():
            return self._current
        return next((box for box in self.boxes if not box.isHidden()), None)

    def note_focus(self, widget: QWidget) -> None:
        """The focus moved to this widget."""
        for box in self.boxes:
            if box.isAncestorOf(widget):
                self._focused = widget
                self._turn_to(box)
                if self._wanted is None:
                    self._area.ensureWidgetVisible(widget, 0, 60)

    def _turn_to(self, box: QuestionBox) -> None:
        self._current = box
        self.turned_to.emit(box.question)

    def focus_first(self) -> None:
        """Put the cursor into the first question, or on the way on."""
        box = next((box for box in self.boxes if not box.isHidden()), None)
        target = box.panel_for("").field.focus_widget if box else self.next
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.verticalScrollBar().setValue(0)

    def focus_question(self, key: str, side: str = "") -> bool:
        """Put the cursor into a question's field; False when it does not apply at present."""
        for box in self.boxes:
            if key in (box.question.key, *box.question.aliases) and not box.isHidden():
                self._wanted = box
                box.panel_for(side).field.focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)
                self._turn_to(box)
                self._scroll_to_wanted()
                QTimer.singleShot(_SETTLING_MS, self, self._forget_wanted)
                return True
        return False

    def _scroll_to_wanted(self, *_: object) -> None:
        # The page may just have been made: the place is known for good once all is laid out.
        if self._wanted is not None:
            self._area.verticalScrollBar().setValue(max(0, self._wanted.y() - 20))

    def _forget_wanted(self) -> None:
        self._wanted = None

    def _put_on_agenda(self) -> None:
        box = self.current
        if box is not None:
            box.panel_of(self._focused).put_on_agenda()

    # Showing

    def refresh(self, snapshot: Snapshot) -> None:
        """Show the answers as they stand."""
        for box in self.boxes:
            box.refresh(snapshot)

    def fit(self, *, explains_itself: bool) -> None:
        """Lay the questions out for the width there is."""
        self._explains_itself = explains_itself
        width = self.width() - _BAR - 4
        for box in self.boxes:
            box.fit(width, explains_itself=explains_itself)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(explains_itself=self._explains_itself)
