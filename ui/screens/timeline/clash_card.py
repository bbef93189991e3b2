"""The card below the timeline: each clash as numbered on the canvas, with what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.findings import Finding
from planner.terms import Severity
from planner.wording import counted
from ui.screens.timeline.clash_item import ClashItem, Wishes, links_of
from ui.theme import grown
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import Card, clear, link, row
from ui.widgets.text import label, wrapped

_COLUMN_PX = 310
_MOST_COLUMNS = 3
# What one reads at a time; behind a link there are more.
_AT_ONCE = 12


class ClashCard(Card):
    """Clashes, then folded: hints, and what could not be assessed.

    `unfolded`: it needs other room. `left`: what had the focus is gone, and no other clash is there.
    """

    unfolded = Signal()
    left = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._wishes = wishes
        self._shown: object = None
        self._items: list[QWidget] = []
        self._waiting: list[tuple[Finding, int]] = []
        self._open: set[str] = set()
        self._opened: frozenset[str] = frozenset()
        self._is_low = False
        self._folds: dict[str, tuple[QPushButton, QWidget]] = {}
        self._columns = 0
        self._may_write = True
        self.box.setContentsMargins(18, 13, 18, 13)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(14)
        self._more = link("", self._show_more)
        self._heads = QWidget()
        heads = FlowLayout(self._heads)
        heads.setContentsMargins(0, 0, 0, 0)
        heads.setSpacing(16)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(6)
        self.box.addLayout(self._grid)
        self.box.addWidget(self._more)
        self.box.addWidget(self._heads)
        self.box.addLayout(self._foot)
        self.setAccessibleName("Clashes")

    def show_findings(
        self,
        found: Sequence[Finding],
        numbers: Mapping[str, int],
        aside: int,
        *,
        may_write: bool,
        unplaced: tuple[str, ...] = (),
    ) -> None:
        """Show these findings, those with a number in its order; `unplaced` has no place in the plan."""
        told = (tuple((f, numbers.get(f.id)) for f in found), aside, may_write, unplaced)
        if told == self._shown:
            return
        self._shown, self._may_write = told, may_write
        had_focus = self._place_of_focus()
        shown_before = max(len(self._items), _AT_ONCE)
        clear(self._grid)
        clashes = sorted((f for f in found if f.id in numbers), key=lambda f: numbers[f.id])
        self._waiting = [(f, numbers[f.id]) for f in clashes]
        self._items = []
        self._take(shown_before)
        if not self._items:
            # Nothing was found where nothing was looked at: that is not said.
            whole = all(f.severity is not Severity.NOT_ASSESSED for f in found)
            none = "No clash between the two clocks." if whole else "No clash in what could be checked."
            self._items = [label(none, "strong")]
        self._columns = 0
        self._arrange()
        self._show_folds(found, numbers, unplaced, aside)
        if had_focus is not None:
            self._give_focus(had_focus)

    def _place_of_focus(self) -> int | str | None:
        """What has the focus: the place of a clash, the key of a fold, or nothing in here."""
        # The application's: a widget's own is what last had it inside, or the window's.
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        held = (n for n, item in enumerate(self._items) if item.isAncestorOf(focused))
        folds = self._folds.items()
        fold = next((k for k, (head, body) in folds if head is focused or body.isAncestorOf(focused)), None)
        return next(held, 0) if fold is None else fold

    def _give_focus(self, place: int | str) -> None:
        """Focus what stands where the focus was: the next clash, or the head of the fold."""
        clashes = [item for item in self._items if isinstance(item, ClashItem)]
        if isinstance(place, str) and place in self._folds:
            self._folds[place][0].setFocus()
        elif clashes:
            clashes[min(place, len(clashes) - 1) if isinstance(place, int) else 0].message.setFocus()
        else:
            self.left.emit()

    # Clashes

    def _take(self, count: int) -> None:
        """Make the next clashes; thousands of them are not made before somebody wants to see them."""
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        self._items += [self._item(finding, number) for finding, number in taken]
        self._more.setVisible(bool(self._waiting))
        self._more.setText(f"Show more of the {counted(len(self._waiting), 'other clash', 'other clashes')}")

    def _show_more(self) -> None:
        self._take(2 * _AT_ONCE)
        self._columns = 0
        self._arrange()
        self.unfolded.emit()

    def _item(self, finding: Finding, number: int) -> ClashItem:
        made = ClashItem(finding, number, self._wishes, may_write=self._may_write)
        made.set_low(is_low=self._is_low)
        made.open(is_open=finding.id in self._opened)
        made.unfolded.connect(partial(self._opened_one, made, finding.id))
        return made

    def _opened_one(self, item: ClashItem, id: str) -> None:
        self._opened = self._opened | {id} if item.is_open else self._opened - {id}
        self.unfolded.emit()

    def set_low(self, *, is_low: bool) -> None:
        """Show each clash as one line that opens, or all of it."""
        if is_low == self._is_low:
            return
        self._is_low = is_low
        self._grid.setVerticalSpacing(4 if is_low else 14)
        for item in self._items:
            if isinstance(item, ClashItem):
                item.set_low(is_low=is_low)
        self._columns = 0
        self._arrange()

    # What is folded

    def _show_folds(
        self, found: Sequence[Finding], numbers: Mapping[str, int], unplaced: tuple[str, ...], aside: int
    ) -> None:
        clear(self._foot)
        self._folds = {}
        heads = self._heads.layout()
        assert heads is not None
        clear(heads)
        rest = [f for f in found if f.id not in numbers]
        hints = [f for f in rest if f.severity is not Severity.NOT_ASSESSED]
        missing = [f for f in rest if f.severity is Severity.NOT_ASSESSED]
        if hints:
            self._fold("hints", counted(len(hints), "hint"), partial(self._lines, hints, "hint"))
        if missing:
            checks = counted(len(missing), "check")
            self._fold("missing", f"{checks} not assessed", partial(self._lines, missing, "check"))
            if self._may_write:
                heads.addWidget(link("What the rules need to know…", self._wishes.answer))
        if unplaced:
            fold = partial(self._plain, unplaced)
            self._fold("unplaced", f"{len(unplaced)} not on the timeline", fold)
        if aside:
            text = f"{counted(aside, 'clash', 'clashes')} set aside…"
            heads.addWidget(link(text, self._wishes.bring_back))
        for place in range(heads.count()):
            made = heads.itemAt(place)
            head = made.widget() if made is not None else None
            # Qt would show them later, and until then they would seem to need no room.
            if head is not None:
                head.show()
        self._heads.setVisible(heads.count() > 0)

    def _fold(self, key: str, title: str, fill: Callable[[], list[QWidget]]) -> None:
        """A head among the others, and below them what it opens; made when it is opened."""
        head = link("", lambda: None)
        body = QVBoxLayout()
        body.setSpacing(8)
        inside = QWidget()
        inside.setLayout(body)
        body.setContentsMargins(0, 2, 0, 4)
        head.clicked.connect(lambda: self._toggle(key, title, head, inside, fill))
        heads = self._heads.layout()
        assert heads is not None
        heads.addWidget(head)
        self._foot.addWidget(inside)
        self._folds[key] = (head, inside)
        self._set_open(key, title, head, inside, fill)

    def _toggle(
        self, key: str, title: str, head: QPushButton, inside: QWidget, fill: Callable[[], list[QWidget]]
    ) -> None:
        self._open ^= {key}
        self._set_open(key, title, head, inside, fill)
        self.unfolded.emit()

    def _set_open(
        self, key: str, title: str, head: QPushButton, inside: QWidget, fill: Callable[[], list[QWidget]]
    ) -> None:
        is_open, layout = key in self._open, inside.layout()
        assert layout is not None
        if is_open and not layout.count():
            for made in fill():
                layout.addWidget(made)
        inside.setVisible(is_open)
        head.setText(f"{'▾' if is_open else '▸'} {title}")
        head.setAccessibleName(f"{title}: {'shown' if is_open else 'hidden'}")

    def _lines(self, findings: Sequence[Finding], called: str) -> list[QWidget]:
        return [self._line(f, f"{called} {n}") for n, f in enumerate(findings[: _AT_ONCE * 4], 1)]

    def _line(self, finding: Finding, called: str) -> QWidget:
        text = finding.message.removeprefix("Not assessed: ")
        made = QWidget()
        links = links_of(finding, called, self._wishes, may_write=self._may_write)
        line = row(wrapped(text, "caption"), links, spacing=16)
        line.setStretch(0, 1)
        made.setLayout(line)
        made.setAccessibleName(f"{called.capitalize()}: {text}")
        return made

    def _plain(self, lines: Sequence[str]) -> list[QWidget]:
        return [wrapped(text, "caption") for text in lines]

    # Room

    def _arrange(self) -> None:
        most = 1 if self._is_low else _MOST_COLUMNS
        columns = min(max(self.width() // grown(_COLUMN_PX), 1), most, len(self._items) or 1)
        if columns == self._columns:
            return
        self._columns = columns
        for item in self._items:
            self._grid.removeWidget(item)
        for place, item in enumerate(self._items):
            self._grid.addWidget(item, place // columns, place % columns)
            item.show()
        for number in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    @property
    def is_open(self) -> bool:
        """Whether anything is unfolded that is shown."""
        return any(key in self._open for key in self._folds) or (self._is_low and bool(self._opened))

    def settle(self) -> None:
        """Let every layout in here know what its parts need now; Qt would do so one by one, later."""
        for inside in reversed(self.findChildren(QWidget)):
            layout = inside.layout()
            if layout is not None and not inside.isHidden():
                layout.invalidate()
                layout.activate()
        self.box.invalidate()
        self.box.activate()

    def first_row_height(self, width: int) -> int:
        """What the card needs at this width to show its first row of clashes whole, links and all."""
        columns = max(self._columns, 1)
        margins = self.box.contentsMargins()
        across = width - margins.left() - margins.right() - (columns - 1) * self._grid.horizontalSpacing()
        tallest = max((item.heightForWidth(across // columns) for item in self._items[:columns]), default=0)
        return tallest + margins.top() + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class ClashArea(QScrollArea):
    """The card at the height it needs, up to a limit; beyond that it scrolls.

    Up to a higher one it grows until the first row of clashes can be seen whole.
    """

    def __init__(self, card: ClashCard) -> None:
        super().__init__()
        self._card = card
        self._room = 800
        self._is_low = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(card)

    def fit(self, room: int, *, is_low: bool) -> None:
        """Take the height the card needs at this width, up to a share of the room of the screen.

        Its first row stays whole, and the chart scrolls, while the chart keeps the most room. On a low
        window each clash is a line.
        """
        self._room, self._is_low = room, is_low
        limit, most = room // 4 if is_low else max(room // 4, 150), room * 2 // 5
        self._card.set_low(is_low=is_low)
        if self._card.is_open:
            # What was asked for is to be seen.
            limit = most
        self._card.settle()
        needed = self._card.box.totalHeightForWidth(self.viewport().width())
        # Said outright: from wrapped labels alone Qt would ask for the height at their narrowest.
        self._card.setMinimumHeight(needed)
        first = self._card.first_row_height(self.viewport().width())
        height = max(min(needed + 2, max(limit, min(first, most))), 60)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit(self._room, is_low=self._is_low)
