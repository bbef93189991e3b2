"""The fields of one side's position: the option it wants, in its own words, how firm, why, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.sides import SIDE_WORDS
from planner.terms import Stance
from ui.bind import TextBinding
from ui.places import private_note_on, private_note_slot
from ui.screens.agreement.edits import ClausePlace, position_slot, write_position
from ui.screens.agreement.option_combo import OptionCombo
from ui.widgets.choices import Choices
from ui.widgets.fields import Field, LongText, text_field
from ui.widgets.flow import flowing
from ui.widgets.shapes import column, link

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session

STANCES = ((Stance.CANT.value, "can’t"), (Stance.WONT.value, "won’t"), (Stance.OPEN.value, "open"))


class SideFields(QWidget):
    """Made when they are first opened: most positions are read more often than written."""

    def __init__(self, session: Session, where: ClausePlace) -> None:
        super().__init__()
        self._session, self.where = session, where
        spoken = f"{where.clause.title}, {SIDE_WORDS[where.side]}"
        self.option = OptionCombo(where.clause, f"Option wanted: {spoken}", none="No option chosen")
        self.option.activated.connect(self._choose)
        self.words = self._text("text", "In its own words", spoken, placeholder="In its own words")
        self.stance = Choices(STANCES, name=f"Can it move: {spoken}")
        self.stance.setObjectName("stance")
        self.stance.chosen.connect(self._set_stance)
        self.reason = self._text("reason", "Because", spoken, placeholder="Because …")
        self._opened: set[str] = set()
        self.note_link = link("Note to the other side", lambda: self._toggle("note"))
        self.note_link.setAccessibleName(f"Note to the other side: {spoken}")
        self.private_link = link("Private note", lambda: self._toggle("private"))
        self.private_link.setAccessibleName(f"Private note: {spoken}")
        private = text_field(
            session,
            private_note_slot(where),
            "Private note",
            lines=2,
            hint="For your seat only. It never prints.",
        )
        private.field.setAccessibleName(f"Private note: {spoken}")
        self.notes = {"note": self._text("note", "Note to the other side", spoken), "private": private}
        self._lay_out()
        # Texts see to themselves: they can still be read and copied.
        for made in (self.option, self.stance):
            made.setEnabled(not session.store.is_read_only)

    def _text(self, name: str, caption: str, spoken: str, *, placeholder: str = "") -> Field:
        edit = LongText(lines=2 if name == "note" else 1, most=8, placeholder=placeholder)
        edit.setProperty("side", self.where.side.value)
        edit.setAccessibleName(f"{caption}: {spoken}")
        made = Field("" if placeholder else caption, edit)
        TextBinding(self._session, edit, position_slot(self.where, name), on_refused=made.complain)
        return made

    def _lay_out(self) -> None:
        stance = self.stance.layout()
        assert stance is not None
        stance.setContentsMargins(0, 0, 0, 0)
        links = flowing(self.note_link, self.private_link)
        parts = (self.option, self.words, self.stance, self.reason, links, *self.notes.values())
        self.setLayout(column(*parts, spacing=6))

    def focus_first(self) -> None:
        """Put the cursor into this side's own words."""
        self.words.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: int) -> None:
        write_position(self._session.doc, self.where, {"option": self.option.itemData(index)})

    def _set_stance(self, keys: tuple[str, ...]) -> None:
        stance = Stance(keys[0]) if keys else Stance.UNSAID
        write_position(self._session.doc, self.where, {"stance": stance})

    def _toggle(self, kind: str) -> None:
        self._opened ^= {kind}
        self.refresh(self._session.snapshot)
        if not self.notes[kind].isHidden():
            self.notes[kind].field.setFocus()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds; the texts keep themselves equal to it."""
        position = self.where.position(snapshot)
        self.option.show_option(position.option if position else "")
        self.stance.set_chosen([position.stance.value] if position and position.stance else [])
        held = {
            "note": bool(position and position.note),
            "private": private_note_on(snapshot, self.where) is not None,
        }
        for kind, made in self.notes.items():
            # A note is not taken away under the cursor, when its last letter is deleted.
            made.setVisible(held[kind] or kind in self._opened or made.field.hasFocus())
