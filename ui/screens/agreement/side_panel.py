"""One side's position on a clause: the option it wants, in its own words, how firm, why, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.library.clause_entries import Clause
from planner.sides import SIDE_WORDS, side_name
from planner.terms import Side, Stance
from ui.bind import TextBinding
from ui.places import private_note_on, private_note_slot, speaks_for
from ui.screens.agreement.edits import (
    ClausePlace,
    confirm_position,
    position_slot,
    write_position,
)
from ui.screens.agreement.option_combo import OptionCombo
from ui.theme import current_theme, grown
from ui.widgets.chip import Chip
from ui.widgets.choices import Choices
from ui.widgets.fields import Field, LongText, text_field
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import SideName, link
from ui.widgets.text import set_role, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session

STANCES = ((Stance.CANT.value, "can’t"), (Stance.WONT.value, "won’t"), (Stance.OPEN.value, "open"))


class SidePanel(QWidget):
    """The fields of one side, with its colour down the left edge."""

    def __init__(self, session: Session, clause: Clause, side: Side) -> None:
        super().__init__()
        self._session = session
        self.where = ClausePlace(clause, side)
        self._side: SideName = "academic" if side is Side.ACADEMIC else "industry"
        spoken = f"{clause.title}, {SIDE_WORDS[side]}"
        self.whose = wrapped("", "strong")
        self.guess = Chip("our guess", "outline")
        self.guess.setToolTip("Shown and printed as not confirmed until that side says so.")
        self.confirm = link("They confirmed it", self._confirm, name=f"They confirmed it: {spoken}")
        self.option = OptionCombo(clause, f"Option wanted: {spoken}", none="No option chosen")
        self.option.activated.connect(self._choose)
        self.words = self._text("text", "In its own words", spoken, placeholder="In its own words")
        self.stance = Choices(STANCES, name=f"Can it move: {spoken}")
        self.stance.setObjectName("stance")
        self.stance.chosen.connect(self._set_stance)
        self.reason = self._text("reason", "Because", spoken, placeholder="Because …")
        self.is_guess = False
        self._opened: set[str] = set()
        self.note_link = link("Note to the other side", lambda: self._toggle("note"))
        self.note_link.setAccessibleName(f"Note to the other side: {spoken}")
        self.private_link = link("Private note", lambda: self._toggle("private"))
        self.private_link.setAccessibleName(f"Private note: {spoken}")
        private = text_field(
            session,
            private_note_slot(self.where),
            "Private note",
            lines=2,
            hint="For your seat only. It never prints.",
        )
        private.field.setAccessibleName(f"Private note: {spoken}")
        self.notes = {"note": self._text("note", "Note to the other side", spoken), "private": private}
        self._lay_out()

    def _text(self, name: str, caption: str, spoken: str, *, placeholder: str = "") -> Field:
        edit = LongText(lines=2 if name == "note" else 1, most=8, placeholder=placeholder)
        edit.setProperty("side", self._side)
        edit.setAccessibleName(f"{caption}: {spoken}")
        made = Field("" if placeholder else caption, edit)
        TextBinding(self._session, edit, position_slot(self.where, name), on_refused=made.complain)
        return made

    def _lay_out(self) -> None:
        marks, links = QWidget(), QWidget()
        for holder, items in (
            (marks, (self.guess, self.confirm)),
            (links, (self.note_link, self.private_link)),
        ):
            flow = FlowLayout(holder)
            flow.setContentsMargins(0, 0, 0, 0)
            for item in items:
                flow.addWidget(item)
        marks.setMinimumHeight(grown(24))
        self.marks = marks
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 0, 0, 2)
        box.setSpacing(6)
        set_role(self.whose, self._side or "strong")
        stance = self.stance.layout()
        assert stance is not None
        stance.setContentsMargins(0, 0, 0, 0)
        for part in (self.whose, marks, self.option, self.words, self.stance, self.reason, links):
            box.addWidget(part)
        for note in self.notes.values():
            box.addWidget(note)
        box.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 4, self.height(), current_theme().colour(self._side or "ink"))
        painter.end()

    def focus_first(self) -> None:
        """Put the cursor into this side's own words."""
        self.words.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: int) -> None:
        write_position(self._session.doc, self.where, {"option": self.option.itemData(index)})

    def _set_stance(self, keys: tuple[str, ...]) -> None:
        stance = Stance(keys[0]) if keys else Stance.UNSAID
        write_position(self._session.doc, self.where, {"stance": stance})

    def _confirm(self) -> None:
        confirm_position(self._session.doc, self.where)
        self.focus_first()

    def _toggle(self, kind: str) -> None:
        self._opened ^= {kind}
        self.refresh(self._session.snapshot)
        if not self.notes[kind].isHidden():
            self.notes[kind].field.setFocus()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds; the texts keep themselves equal to it."""
        position = self.where.position(snapshot)
        is_guess = (
            not position.confirmed
            if position is not None
            else not speaks_for(snapshot.partnership.seat, self.where.side)
        )
        self.whose.setText(side_name(snapshot, self.where.side))
        self.guess.setVisible(is_guess)
        self.confirm.setVisible(is_guess and position is not None)
        self.is_guess = is_guess
        self.option.show_option(position.option if position else "")
        self.stance.set_chosen([position.stance.value] if position and position.stance else [])
        held = {
            "note": bool(position and position.note),
            "private": private_note_on(snapshot, self.where) is not None,
        }
        for kind, made in self.notes.items():
            # A note is not taken away under the cursor, when its last letter is deleted.
            made.setVisible(held[kind] or kind in self._opened or made.field.hasFocus())
