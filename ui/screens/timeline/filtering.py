"""The row above the timeline that looks for activities: by text, lane, owner, clashes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from planner.model import Person
from planner.timeline.drawn.shapes import Plan
from planner.timeline.matching import Wanted
from ui.theme import grown
from ui.widgets.flow import flowing
from ui.widgets.shapes import link, row
from ui.widgets.text import label

if TYPE_CHECKING:
    from planner.document import Snapshot

_TYPING_MS = 120
_NOBODY = "nobody"


class FilterRow(QWidget):
    """What to look for. `changed` tells that it is another now, `stepped` 1 or -1: next match or last."""

    changed = Signal()
    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = _Search()
        self.text.setPlaceholderText("Name, owner or notes")
        self.text.setAccessibleName("Find activities")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(grown(176))
        self.lane = _choice("Lane", grown(126))
        self.owner = _choice("Owner", grown(128))
        self.only_clashes = QCheckBox("Only clashes")
        self.count = label("", "caption")
        self.before = link("‹", lambda: self.stepped.emit(-1), name="The match before")
        self.after = link("›", lambda: self.stepped.emit(1), name="The next match")
        self.clear_all = link("Clear", self.clear, name="Clear the filter")
        tail = QWidget()
        tail.setLayout(row(self.count, self.before, self.after, self.clear_all, spacing=10))
        # All as high as the field, so that words stand on one line.
        for made in (tail, self.only_clashes):
            made.setMinimumHeight(self.text.sizeHint().height())
        flow = flowing(self.text, self.lane, self.owner, self.only_clashes, tail)
        policy = flow.sizePolicy()
        policy.setHeightForWidth(True)
        flow.setSizePolicy(policy)
        self.setLayout(row(flow, spacing=0))
        self.setAccessibleName("Filter")
        # A pause in typing, not each letter: a long plan is looked through once.
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._soon.timeout.connect(self.changed)
        self.text.textEdited.connect(lambda _: self._soon.start())
        self.text.textChanged.connect(lambda text: None if text else self._soon.start())
        self.text.stepped.connect(self._step)
        self.text.left.connect(self._leave)
        for box in (self.lane, self.owner):
            box.activated.connect(lambda _: self.changed.emit())
        self.only_clashes.clicked.connect(lambda _: self.changed.emit())
        self.hide()

    @property
    def wanted(self) -> Wanted:
        """What is looked for; nothing while the row is closed."""
        if self.isHidden():
            return Wanted()
        owner = self.owner.currentData()
        return Wanted(
            text=self.text.text(),
            lane=self.lane.currentData() or "",
            owner_id=owner if isinstance(owner, UUID) else None,
            nobody=owner == _NOBODY,
            only_clashes=self.only_clashes.isChecked(),
        )

    def open(self) -> None:
        """Show the row, ready to be typed into."""
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self.changed.emit()

    def close_row(self) -> None:
        """Hide the row; everything is shown again."""
        self.hide()
        self.changed.emit()
        self.left.emit()

    def toggle(self) -> None:
        """Show the row, or hide it."""
        self.open() if self.isHidden() else self.close_row()

    def clear(self) -> None:
        """Look for nothing in particular."""
        self.text.clear()
        self.lane.setCurrentIndex(0)
        self.owner.setCurrentIndex(0)
        self.only_clashes.setChecked(False)
        self._soon.stop()
        self.changed.emit()
        self.text.setFocus()

    def offer(self, plan: Plan, snapshot: Snapshot) -> None:
        """Offer these lanes and people, and keep what is chosen."""
        _fill(self.lane, [("All lanes", ""), *((lane.title, lane.key) for lane in plan.lanes)])
        people = [(person.name, person.id) for person in snapshot.all(Person)]
        _fill(self.owner, [("All owners", ""), ("Nobody yet", _NOBODY), *people])

    def tell(self, shown: int | None, whole: int) -> None:
        """Say how many are shown; None while nothing is looked for."""
        self.count.setText(f"{whole:,} shown" if shown is None else f"{shown:,} of {whole:,} shown")
        for made in (self.before, self.after):
            made.setEnabled(bool(shown))
        self.clear_all.setEnabled(shown is not None)

    def _step(self, by: int) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self.changed.emit()
        self.stepped.emit(by)

    def _leave(self) -> None:
        """Escape clears what is looked for first, and closes the row then."""
        self.clear() if self.wanted.is_anything else self.close_row()


class _Search(QLineEdit):
    """A field whose Enter goes to the next match, and whose Escape leaves."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if shift else 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _choice(name: str, width: int) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setFixedWidth(width)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return box


def _fill(box: QComboBox, options: Sequence[tuple[str, object]]) -> None:
    """Offer these; what was chosen stays chosen while it is there."""
    now = [(box.itemText(place), box.itemData(place)) for place in range(box.count())]
    if now == list(options):
        return
    chosen = box.currentData()
    box.clear()
    for text, value in options:
        box.addItem(text, value)
    values = [value for _, value in options]
    box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
