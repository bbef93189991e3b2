"""A part of the details that folds: its heading, while folded what it holds in a line, and its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout, QWidget

from planner.model import Activity
from planner.timeline.schedule import Schedule, schedule
from ui.bind import set_property
from ui.screens.timeline.bound import Told
from ui.widgets.fold import Fold
from ui.widgets.page import keeping_focus
from ui.widgets.shapes import clear, column, rule, set_across
from ui.widgets.text import Elided

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library import Library
    from ui.desk import Desk

INDENT = 15


@dataclass(frozen=True)
class View:
    """What a part looks at, and where it can send the user."""

    desk: Desk
    panel: QWidget
    snapshot: Snapshot
    activity: Activity
    show: Callable[[UUID], object]
    unfold: Callable[[str, str], object]

    @property
    def library(self) -> Library:
        """The content."""
        return self.desk.session.library

    @property
    def times(self) -> Schedule:
        """When everything happens."""
        return schedule(self.snapshot, self.library)

    @property
    def may_write(self) -> bool:
        """Whether changes would be kept."""
        return not self.desk.session.store.is_read_only


@dataclass(frozen=True)
class Part:
    """What a section holds.

    `fill` makes its fields, `depends` is what these hang on besides the activity itself: their contents
    refresh on their own. `says` is all of it in one line, and `is_there` whether there is such a part.
    """

    key: str
    title: str
    fill: Callable[[View], list[QWidget]]
    says: Callable[[View], str]
    depends: Callable[[View], object] = lambda _: None
    is_there: Callable[[View], bool] = lambda _: True


class Section(Fold):
    """One part, made when it is first opened and made anew only when others of its fields are needed."""

    folded = Signal(str, bool)

    def __init__(self, part: Part) -> None:
        self.part = part
        self._view: View | None = None
        self._made_for: object = None
        self.summary = Elided("", "caption")
        super().__init__(part.title, self._empty)
        self.head.setProperty("link", False)
        set_property(self.head, "heads", True)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        # The line above goes with the part.
        box.insertWidget(0, rule())
        box.insertWidget(2, self.summary)
        box.setSpacing(4)
        self.summary.setContentsMargins(INDENT, 0, 0, 0)

    def show_view(self, view: View) -> None:
        """Show this, as far as it is open."""
        self._view = view
        self.setVisible(self.part.is_there(view))
        self.summary.set_text(self.part.says(view))
        if not self.inside.isHidden() and not self.isHidden():
            self._renew(view)

    def set_open(self, is_open: bool) -> None:
        super().set_open(is_open)
        self.summary.setVisible(not is_open)
        if is_open and self._view is not None:
            self._renew(self._view)

    def _toggle(self) -> None:
        super()._toggle()
        self.folded.emit(self.part.key, not self.inside.isHidden())

    def _renew(self, view: View) -> None:
        wanted = (view.activity.id, self.part.depends(view))
        if wanted != self._made_for:
            self._made_for = wanted
            box = self.inside.layout()
            assert box is not None
            with keeping_focus(self.inside):
                clear(box)
                for made in self.part.fill(view):
                    box.addWidget(made)
        for told in self.inside.findChildren(Told):
            told.tell(view.snapshot)

    def _empty(self) -> QLayout:
        box = QVBoxLayout()
        box.setSpacing(10)
        return box


class Beside(QWidget):
    """Fields side by side where there is room for all of them, else one below the other."""

    def __init__(self, *fields: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._fields = fields
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for field in fields:
            # Where one has a complaint below it, the others stay at the top.
            self._box.addLayout(column(field, None, spacing=0))
        self._box.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(max(field.minimumSizeHint().width() for field in self._fields), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(field.minimumSizeHint().width() + self._box.spacing() for field in self._fields)
        set_across(self._box, self.width() >= needed - self._box.spacing())
