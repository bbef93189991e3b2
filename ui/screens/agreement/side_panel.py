"""One side's position on a clause: in short, and on demand the fields it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.agreement.clauses import clause_state
from planner.library.clause_entries import Clause
from planner.sides import SIDE_WORDS
from planner.terms import Side, Stance
from ui.places import private_note_on, speaks_for
from ui.screens.agreement.edits import (
    ClausePlace,
    confirm_position,
)
from ui.screens.agreement.rows import NOT_SAID, position_words, side_heading, side_members
from ui.screens.agreement.side_fields import SideFields
from ui.theme import current_theme, grown
from ui.widgets.chip import Chip, Tone
from ui.widgets.flow import flowing
from ui.widgets.shapes import SideName, column, holding, link
from ui.widgets.text import Elided, plain_tip, set_role, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.model import Position
    from ui.session import Session

_MOVES = {Stance.CANT: "can’t move", Stance.WONT: "won’t move", Stance.OPEN: "open", Stance.UNSAID: ""}
# In letters: what a side says is cut here while its fields are closed; they hold the rest.
_LONGEST = 160


class SidePanel(QWidget):
    """What one side says, with its colour down the left edge; `wants_open` asks for the fields."""

    wants_open = Signal(bool)

    def __init__(self, session: Session, clause: Clause, side: Side) -> None:
        super().__init__()
        self._session = session
        self.where = ClausePlace(clause, side)
        self._side: SideName = "academic" if side is Side.ACADEMIC else "industry"
        self._tone: Tone = "academic" if side is Side.ACADEMIC else "industry"
        spoken = f"{clause.title}, {SIDE_WORDS[side]}"
        self.whose = wrapped("", "caption")
        self.members, self.all_members = Elided("", "caption"), wrapped("", "caption")
        self.said = wrapped("", "strong")
        self.moves = Chip("", self._tone)
        self.because = wrapped("", "caption")
        self.told = {"note": Elided("", "caption"), "private": Elided("", "caption")}
        self.change = link("Change", lambda: self.wants_open.emit(not self.is_open))
        self._spoken = f"position, {spoken}"
        self.guess = Chip("our guess", "outline")
        self.guess.setToolTip("Shown and printed as not confirmed until that side says so.")
        self.confirm = link("They confirmed it", self._confirm, name=f"They confirmed it: {spoken}")
        self.is_guess = self.is_open = False
        self.fields: SideFields | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        marks = flowing(self.moves, self.guess, self.confirm, self.change)
        marks.setMinimumHeight(grown(24))
        self.short = holding(column(self.said, self.because, *self.told.values(), spacing=3))
        set_role(self.whose, self._side or "strong")
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(14, 0, 0, 2)
        box.setSpacing(3)
        for part in (self.whose, self.members, self.all_members, self.short, marks):
            box.addWidget(part)
        box.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 4, self.height(), current_theme().colour(self._side or "ink"))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_inside and not self.is_open:
            self.wants_open.emit(True)

    def set_open(self, is_open: bool) -> None:
        """Show the fields, or what they say in short."""
        snapshot = self._session.snapshot
        self.is_open = is_open
        if is_open and self.fields is None:
            self.fields = SideFields(self._session, self.where)
            self._box.insertWidget(self._box.count() - 1, self.fields)
            self.fields.refresh(snapshot)
        if self.fields is not None:
            self.fields.setVisible(is_open)
        self.short.setVisible(not is_open)
        self._show_marks(self.where.position(snapshot))
        self._show_members(side_members(snapshot, self.where.side))

    def _confirm(self) -> None:
        confirm_position(self._session.doc, self.where)
        if self.fields is not None and self.is_open:
            self.fields.focus_first()
        else:
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds; the texts keep themselves equal to it."""
        position = self.where.position(snapshot)
        self.is_guess = (
            not position.confirmed
            if position is not None
            else not speaks_for(snapshot.partnership.seat, self.where.side)
        )
        self.whose.setText(side_heading(snapshot, self.where.side))
        self._show_members(side_members(snapshot, self.where.side))
        self.confirm.setVisible(self.is_guess and position is not None)
        if self.fields is not None:
            self.fields.refresh(snapshot)
        private = private_note_on(snapshot, self.where)
        held = {"note": bool(position and position.note), "private": private is not None}
        self._show_short(snapshot, position)
        self.told["note"].set_text(_one_line("To the other side", position.note if position else ""))
        self.told["private"].set_text(_one_line("Private note", private.text if private else ""))
        for kind, line in self.told.items():
            line.setVisible(held[kind])
        self._show_marks(position)

    def _show_members(self, members: tuple[str, ...]) -> None:
        """Who stands on a side of several: in one line, and in full while one writes for them."""
        self.members.set_text(f"with {', '.join(members[1:])}")
        self.members.setVisible(bool(members) and not self.is_open)
        self.all_members.setText("\n".join(members))
        self.all_members.setVisible(bool(members) and self.is_open)

    def _show_short(self, snapshot: Snapshot, position: Position | None) -> None:
        state = clause_state(snapshot, self._session.library, self.where.clause.key)
        words = position_words(state, position) if state else NOT_SAID
        reason = " ".join(position.reason.split()) if position else ""
        for shown, text in ((self.said, words), (self.because, reason)):
            shown.setText(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…")
            shown.setToolTip(plain_tip(text) if len(text) > _LONGEST else "")
        set_role(self.said, "muted" if words == NOT_SAID else "strong")
        self.because.setVisible(bool(reason))

    def _show_marks(self, position: Position | None) -> None:
        verb = "Done" if self.is_open else "Change" if position else "Say where it stands"
        self.change.setText(verb)
        self.change.setAccessibleName(f"{verb}: {self._spoken}")
        stance = position.stance if position else Stance.UNSAID
        self.moves.set_text("" if self.is_open else _MOVES[stance])
        self.guess.setVisible(self.is_guess and (self.is_open or position is not None))


def _one_line(caption: str, text: str) -> str:
    return f"{caption}: {' '.join(text.split())}"
