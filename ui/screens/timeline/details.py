"""The panel beside the timeline: everything about one activity, in a few parts that fold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QLineEdit, QVBoxLayout, QWidget

from planner.findings import Finding
from planner.model import Activity
from planner.terms import Severity
from planner.timeline import clashes
from ui.bind import TextBinding
from ui.screens.timeline.bound import slot_of
from ui.screens.timeline.cells import name_typed
from ui.screens.timeline.details_links import LINKS
from ui.screens.timeline.details_numbers import ASKED, NUMBERS
from ui.screens.timeline.details_part import Section, View
from ui.screens.timeline.details_what import WHAT, WHO
from ui.screens.timeline.details_when import WHEN
from ui.theme import grown
from ui.widgets.fields import DateField, Field
from ui.widgets.link_text import LinkText
from ui.widgets.page import keeping_focus, scroller
from ui.widgets.shapes import button, clear, column, holding, link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

WIDTH = 372
PARTS = (WHEN, WHAT, WHO, LINKS, ASKED, NUMBERS)
# What is open to begin with.
OPEN = frozenset({"when", "asked"})
# Of an activity with more clashes the card below has the rest.
MOST_CLASHES = 3


@dataclass(frozen=True)
class Ways:
    """Where the panel leads: away, to another activity, to a clash by its pin; and what numbers these."""

    close: Callable[[], object]
    show: Callable[[UUID], object]
    show_clash: Callable[[Finding], object]
    remove: Callable[[UUID], object]
    numbers: Callable[[], Mapping[str, int]]


class DetailsPanel(QFrame):
    """One activity's fields, links and evidence. Hidden while none is open."""

    def __init__(self, desk: Desk, ways: Ways) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk, self._ways = desk, ways
        self.activity_id: UUID | None = None
        self._named_for: UUID | None = None
        self._clashes_shown: object = None
        self._open = set(OPEN)
        self._title = label("", "card")
        self._close = link("Close", ways.close, name="Close the details")
        self._close.setToolTip("Esc")
        self._name, self._clashes = QVBoxLayout(), QVBoxLayout()
        self._clashes.setSpacing(6)
        self._sections = tuple(Section(part) for part in PARTS)
        self._remove = button("Remove", lambda: ways.remove(self.activity_id) if self.activity_id else None)
        inner = self._inner = QVBoxLayout()
        inner.setContentsMargins(14, 14, 10, 14)
        inner.setSpacing(11)
        # First of all, so that it comes first by keyboard too.
        inner.addWidget(holding(column(row(self._title, None, self._close), self._name, spacing=11)))
        inner.addLayout(self._clashes)
        for section in self._sections:
            inner.addWidget(section)
            section.folded.connect(self._note_fold)
        inner.addLayout(row(self._remove, None))
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._area = scroller(inner)
        outer.addWidget(self._area)
        self._area.setStyleSheet("QScrollArea#page, QWidget#pageBody { background: transparent; }")
        self.setAccessibleName("Details")
        for section in self._sections:
            section.set_open(section.part.key in self._open)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self.hide()

    def open(self, id: UUID | None) -> None:
        """Show an activity, or nothing."""
        is_other = id != self.activity_id
        self.activity_id = id
        self.refresh()
        if is_other:
            self._area.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Put the cursor into the name."""
        edit = self.findChild(QLineEdit)
        if edit is not None:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_name(self) -> None:
        """Put the cursor into the name, ready to be typed over."""
        self.enter()
        edit = self.findChild(QLineEdit)
        if edit is not None:
            edit.selectAll()

    def unfold(self, key: str, name: str = "") -> None:
        """Open a part, and go to what is called so in it."""
        section = next(each for each in self._sections if each.part.key == key)
        section.set_open(True)
        self._note_fold(key, True)
        target = next((w for w in section.findChildren(QWidget) if name and w.accessibleName() == name), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            # Once what was unfolded has its place.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(target, 0, 60))

    def refresh(self) -> None:
        """Show the document as it stands; fields are made anew only when others are needed."""
        session = self._desk.session
        snapshot = session.snapshot
        activity = snapshot.find(Activity, self.activity_id)
        if activity is None:
            self.activity_id = None
            self.hide()
            return
        self._title.setText("Milestone" if activity.is_milestone else "Activity")
        self._show_name(activity)
        self._show_clashes(snapshot, activity)
        view = View(self._desk, self, snapshot, activity, self._go, self.unfold)
        for section in self._sections:
            section.show_view(view)
        self._remove.setVisible(view.may_write)
        self._remove.setAccessibleName(f"Remove {activity.name}")
        self._order_tabs()
        self.show()

    def _show_name(self, activity: Activity) -> None:
        if self._named_for == activity.id and self._name.count():
            return
        self._named_for = activity.id
        clear(self._name)
        edit = QLineEdit()
        edit.setAccessibleName("Name")
        made = Field("Name", edit)
        self._name.addWidget(made)
        slot = slot_of(activity.id, "name", "name")
        TextBinding(self._desk.session, edit, slot, parse=name_typed, on_refused=made.complain)

    def _show_clashes(self, snapshot: Snapshot, activity: Activity) -> None:
        session, numbers = self._desk.session, self._ways.numbers()
        found = clashes.findings(snapshot, session.library, session.today())
        about = [each for each in found if activity.id in each.about and each.id in numbers]
        about.sort(key=lambda each: numbers[each.id])
        shown = tuple((numbers[each.id], each) for each in about)
        if shown == self._clashes_shown:
            return
        self._clashes_shown = shown
        with keeping_focus(self):
            clear(self._clashes)
            for number, each in shown[:MOST_CLASHES]:
                said = LinkText(f"Clash {number}: {each.message}", partial(self._ways.show_clash, each))
                said.setProperty("text_role", "error" if each.severity is Severity.ERROR else "warning")
                said.setToolTip("Show it on the chart")
                self._clashes.addWidget(said)
            if (more := len(shown) - MOST_CLASHES) > 0:
                self._clashes.addWidget(wrapped(f"And {more} more, in the list of clashes.", "caption"))

    def _go(self, id: UUID) -> None:
        self._ways.show(id)
        self.open(id)
        self.enter()

    def _note_fold(self, key: str, is_open: bool) -> None:
        if is_open:
            self._open.add(key)
            self._order_tabs()
        else:
            self._open.discard(key)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep what has the focus in view, with what may be said below it."""
        body = self._area.widget()
        if now is not None and body is not None and body.isAncestorOf(now):
            body.adjustSize()
            self._area.ensureWidgetVisible(now, 0, grown(60))

    def _order_tabs(self) -> None:
        """Let Tab go down the panel: what was unfolded last would otherwise come last."""
        for day in self.findChildren(DateField):
            # It stays behind when its parts are put in order, and would lead Tab back to them.
            day.setFocusProxy(None)  # type: ignore[arg-type]
        for before, after in pairwise(_tab_stops(self._inner)):
            QWidget.setTabOrder(before, after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._ways.close()
        else:
            super().keyPressEvent(event)


def _tab_stops(layout: QLayout) -> Iterator[QWidget]:
    """What Tab stops at, from top to bottom and left to right."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            inner = widget.layout()
        if inner is not None:
            yield from _tab_stops(inner)
