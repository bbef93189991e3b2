"""The card of the paper's promises: what nobody answers for yet, and one press that adds it to the roles."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from planner.document import Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.roles import Promise, adopt, promises, unread_clauses
from planner.wording import joined, spoken_date
from ui.desk import Desk
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Card, clear, column, holding, link, row
from ui.widgets.text import label, wrapped
from ui.widgets.tip import tip

SHOWN = 6
_OPEN = (
    "From clauses, milestones and next steps. "
    "Each needs one person accountable, somebody responsible and a date."
)
_SETTLED = "Everything that clauses, milestones and next steps promise has an owner and a date."


class PromisesCard(Card):
    """Every promise that lacks an owner or a date, with what it lacks and where it is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: object = None
        self._all = False
        self.setAccessibleName("Promises")

    def show_promises(self, snapshot: Snapshot, library: Library) -> None:
        """Show the promises as they stand; the card hides while the paper promises nothing."""
        every, unread = promises(snapshot, library), unread_clauses(snapshot, library)
        may_write = not self._desk.session.store.is_read_only
        told = (every, unread, may_write, self._all)
        if told == self._shown:
            return
        self._shown = told
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        clear(self.box)
        open_ones = [promise for promise in every if promise.is_orphan]
        count = Chip(f"{len(open_ones)} of {len(every)} open" if open_ones else "all settled", "neutral")
        self.box.addLayout(row(label("Promises", "card"), None, count))
        self.box.addWidget(wrapped(_OPEN if open_ones else _SETTLED, "caption"))
        for promise in open_ones if self._all else open_ones[:SHOWN]:
            self.box.addWidget(self._line(promise, may_write=may_write))
        if len(open_ones) > SHOWN and not self._all:
            more = link(f"Show {len(open_ones) - SHOWN} more", partial(self._show_all, snapshot, library))
            self.box.addLayout(row(more, None))
        if unread:
            self.box.addWidget(
                wrapped(f"In your own words, so not looked through: {joined(unread)}.", "caption")
            )
        self.box.addStretch(1)
        self.setVisible(bool(every or unread))
        if had_focus:
            self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor on the first promise."""
        first = self.findChild(LinkText)
        if first is not None:
            first.setFocus()

    def _show_all(self, snapshot: Snapshot, library: Library) -> None:
        self._all = True
        self.show_promises(snapshot, library)

    def _line(self, promise: Promise, *, may_write: bool) -> QWidget:
        text = LinkText(promise.what, partial(self._desk.go, promise.place))
        text.setToolTip(tip(f"Made in: {promise.told}"))
        text.setAccessibleName(f"{promise.what}. {promise.told}. {joined(promise.lacks)}.")
        due = f", due {spoken_date(promise.due_on)}" if promise.due_on else ""
        told = wrapped(f"{promise.told}{due}: {joined(promise.lacks)}", "caption")
        parts: list[QWidget] = [text, told]
        if promise.row is not None:
            go = partial(self._desk.go, f"roles/{promise.row.id}")
            parts.append(self._action(f"See “{promise.row.title}”", promise, go))
        elif may_write:
            parts.append(self._action("Add to the roles", promise, partial(self._adopt, promise)))
        return holding(column(*parts, spacing=1))

    def _action(self, text: str, promise: Promise, act: partial[None]) -> LinkText:
        made = LinkText(text, act)
        made.setProperty("text_role", "caption")
        made.setAccessibleName(f"{text}: {promise.what}")
        return made

    def _adopt(self, promise: Promise) -> None:
        session = self._desk.session
        try:
            made = adopt(session.doc, session.library, promise)
        except Refused as refusal:
            self._desk.say(str(refusal))
            return
        self._desk.say(f"Added “{made.title}” to the roles.", action="Undo", name="undo")
