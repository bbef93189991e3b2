"""One clash on the card: its number, what it says, and what one can do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.findings import Finding, Remedy
from planner.terms import Severity
from ui.widgets.chip import Chip, Tone
from ui.widgets.flow import flowing
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import column, holding, link, row
from ui.widgets.text import plain_tip, wrapped

# In the id of what could not be assessed for want of an answer.
_ASKS = "/not-assessed/plan."
_TONES: dict[Severity, Tone] = {Severity.ERROR: "error", Severity.WARNING: "warning"}


@dataclass(frozen=True)
class Wishes:
    """What the card asks of the screen."""

    show: Callable[[Finding], object]
    apply: Callable[[Remedy], object]
    set_aside: Callable[[Finding], object]
    bring_back: Callable[[], object]
    why: Callable[[Finding], object]
    answer: Callable[[], object]


class ClashItem(QWidget):
    """A clash. On a low window it is one line, which opens and closes: `unfolded` says so."""

    unfolded = Signal()

    def __init__(self, finding: Finding, number: int, wishes: Wishes, *, may_write: bool) -> None:
        super().__init__()
        self._finding, self._wishes = finding, wishes
        self._is_low = self._is_open = False
        self._said = f"Clash {number}"
        badge = Chip(str(number), _TONES.get(finding.severity, "neutral"))
        badge.setAccessibleName(self._said)
        self.message = Message(finding.message, self._follow)
        self._show = link("Show", partial(wishes.show, finding), name=f"Show {self._said.lower()}")
        advice = wrapped(finding.advice, "caption")
        # Below the words, not below the ring around what has the focus.
        advice.setIndent(2)
        links = links_of(finding, self._said.lower(), wishes, may_write=may_write, before=self._show)
        self._rest = holding(column(advice, links, spacing=3))
        text = column(self.message, self._rest, None, spacing=3)
        self.setLayout(row(column(badge, None, spacing=0), text, spacing=10))
        self.setAccessibleName(f"{self._said}: {finding.message}")
        self._tell()

    def set_low(self, *, is_low: bool) -> None:
        """Be one line until it is opened, or everything at once."""
        self._is_low = is_low
        self._tell()

    @property
    def is_open(self) -> bool:
        """Whether it was opened while it is one line."""
        return self._is_open

    def open(self, *, is_open: bool) -> None:
        """Show all of it, or one line."""
        self._is_open = is_open
        self._tell()

    def _follow(self) -> None:
        if not self._is_low:
            self._wishes.show(self._finding)
            return
        self.open(is_open=not self._is_open)
        self.unfolded.emit()

    def _tell(self) -> None:
        folded = self._is_low and not self._is_open
        self._rest.setHidden(folded)
        self._show.setVisible(self._is_low)
        self.message.set_one_line(is_one=folded)
        does = f"{self._said}, {'hidden' if folded else 'shown'}" if self._is_low else self._said
        begins = does if self._is_low else f"Show {self._said.lower()}"
        self.message.setAccessibleName(f"{begins}: {self._finding.message}")


class Message(LinkText):
    """What a clash says: in as many lines as it takes, or in one that ends in an ellipsis."""

    def __init__(self, text: str, on_click: Callable[[], object]) -> None:
        super().__init__(text, on_click)
        self._whole = text
        self._is_one = False
        self.setProperty("text_role", "strong")
        self._fit()

    def set_one_line(self, *, is_one: bool) -> None:
        """Take one line, or as many as it needs."""
        if is_one != self._is_one:
            self._is_one = is_one
            self.setWordWrap(not is_one)
            self._fit()

    def _fit(self) -> None:
        shown = self._whole
        if self._is_one:
            room = max(self.contentsRect().width(), 24)
            shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "Show it on the chart")

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(40, least.height()) if self._is_one else least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_one:
            self._fit()


def links_of(
    finding: Finding, called: str, wishes: Wishes, *, may_write: bool, before: QWidget | None = None
) -> QWidget:
    """What one can do about a finding, `before` in front of it."""
    found: list[QWidget] = [before] if before is not None else []
    for remedy in finding.remedies if may_write else ():
        # An ampersand in a name is a letter, no key to press.
        text = remedy.label.replace("&", "&&")
        found.append(link(text, partial(wishes.apply, remedy), name=remedy.label))
    if may_write and _ASKS in finding.id:
        found.append(link("Answer…", wishes.answer, name=f"Answer for {called}"))
    if before is None and finding.about:
        found.append(link("Show", partial(wishes.show, finding), name=f"Show {called}"))
    last: list[QWidget | int] = [link("Why?", partial(wishes.why, finding), name=f"Why {called}?")]
    if may_write and finding.severity is not Severity.NOT_ASSESSED:
        aside = partial(wishes.set_aside, finding)
        last.append(link("Set aside…", aside, name=f"Set {called} aside"))
    # These two share a line: one of them alone on the next looks forgotten.
    return flowing(*found, holding(row(*last, spacing=8)), spacing=8)
