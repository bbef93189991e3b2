"""The card below the timeline: each clash as numbered on the canvas, with what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.findings import Finding, Remedy
from planner.terms import Severity
from planner.wording import counted
from ui.theme import grown
from ui.widgets.chip import Chip, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import Card, clear, column, link, row
from ui.widgets.text import Elided, label, wrapped

_COLUMN_PX = 310
_MOST_COLUMNS = 3
_TONES: dict[Severity, Tone] = {Severity.ERROR: "error", Severity.WARNING: "warning"}


@dataclass(frozen=True)
class Wishes:
    """What the card asks of the screen."""

    show: Callable[[Finding], object]
    apply: Callable[[Remedy], object]
    set_aside: Callable[[Finding], object]
    bring_back: Callable[[], object]


class ClashCard(Card):
    """Clashes, then hints, then what could not be assessed; `unfolded` tells that it needs more room."""

    unfolded = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._wishes = wishes
        self._shown: object = None
        self._items: list[QWidget] = []
        self._columns = 0
        self.box.setContentsMargins(18, 13, 18, 13)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(14)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(4)
        self.box.addLayout(self._grid)
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
        self._shown = told
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        clear(self._grid)
        clear(self._foot)
        clashes = sorted((f for f in found if f.id in numbers), key=lambda f: numbers[f.id])
        hints = [f for f in found if f.id not in numbers and f.severity is not Severity.NOT_ASSESSED]
        self._items = [self._item(f, numbers[f.id], may_write=may_write) for f in clashes]
        if not self._items:
            self._items = [label("No clash between the two clocks.", "strong")]
        self._columns = 0
        self._arrange()
        for hint in hints:
            self._foot.addLayout(self._hint(hint, may_write=may_write))
        self._show_foot([f for f in found if f.severity is Severity.NOT_ASSESSED], unplaced, aside)
        if had_focus:
            self.focusNextChild()

    def _item(self, finding: Finding, number: int, *, may_write: bool) -> QWidget:
        badge = Chip(str(number), _TONES.get(finding.severity, "neutral"))
        said = f"Clash {number}"
        badge.setAccessibleName(said)
        links = QWidget()
        flow = FlowLayout(links)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(12)
        for remedy in finding.remedies if may_write else ():
            flow.addWidget(link(remedy.label, partial(self._wishes.apply, remedy)))
        flow.addWidget(link("Show", partial(self._wishes.show, finding), name=f"Show {said.lower()}"))
        if may_write:
            aside = partial(self._wishes.set_aside, finding)
            flow.addWidget(link("Set aside…", aside, name=f"Set {said.lower()} aside"))
        text = column(
            wrapped(finding.message, "strong"), wrapped(finding.advice, "muted"), links, None, spacing=3
        )
        widget = QWidget()
        widget.setLayout(row(column(badge, None, spacing=0), text, spacing=10))
        widget.setAccessibleName(f"{said}: {finding.message}")
        return widget

    def _hint(self, finding: Finding, *, may_write: bool) -> QHBoxLayout:
        line = row(Elided(f"Hint: {finding.message}", "caption"), spacing=12)
        for remedy in finding.remedies if may_write else ():
            line.addWidget(link(remedy.label, partial(self._wishes.apply, remedy)))
        line.addWidget(link("Show", partial(self._wishes.show, finding), name="Show the hint"))
        if may_write:
            aside = partial(self._wishes.set_aside, finding)
            line.addWidget(link("Set aside…", aside, name="Set the hint aside"))
        return line

    def _show_foot(self, missing: Sequence[Finding], unplaced: Sequence[str], aside: int) -> None:
        rest = [f.message.removeprefix("Not assessed: ").rstrip(".") for f in missing]
        if rest:
            self._folded("Not assessed", rest, f"Why {counted(len(rest), 'check')} could not be made")
        if unplaced:
            lines = [text.rstrip(".") for text in unplaced]
            self._folded("Not on the timeline", lines, "What clauses would add")
        if aside:
            self._foot.addWidget(
                link(f"{counted(aside, 'clash', 'clashes')} set aside…", self._wishes.bring_back)
            )

    def _folded(self, what: str, lines: Sequence[str], ask: str) -> None:
        """One line for several, with a link that unfolds them."""
        whole = wrapped("\n".join(f"{text[:1].upper()}{text[1:]}." for text in lines), "caption")
        whole.hide()
        more = link(ask, lambda: None)
        more.clicked.connect(lambda: self._unfold(whole))
        self._foot.addLayout(row(Elided(f"{what}: {'; '.join(lines)}.", "caption"), more))
        self._foot.addWidget(whole)

    def _unfold(self, whole: QWidget) -> None:
        whole.setVisible(whole.isHidden())
        self.unfolded.emit()

    def _arrange(self) -> None:
        columns = min(max(self.width() // grown(_COLUMN_PX), 1), _MOST_COLUMNS, len(self._items) or 1)
        if columns == self._columns:
            return
        self._columns = columns
        for item in self._items:
            self._grid.removeWidget(item)
        for place, item in enumerate(self._items):
            self._grid.addWidget(item, place // columns, place % columns)
        for number in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

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
        self._limit = self._most = 200
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(card)

    def fit(self, limit: int, most: int) -> None:
        """Take the height the card needs at this width, up to `limit`, for its first row up to `most`."""
        self._limit, self._most = limit, most
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
            self.fit(self._limit, self._most)
