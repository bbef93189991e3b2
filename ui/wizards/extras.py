"""What may stand below an answer: its agenda entry and its notes, made when they are first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.places import private_note_slot
from ui.widgets.fields import Field, text_field
from ui.wizards.agenda_strip import AgendaStrip
from ui.wizards.answering import AnswerPlace, answer_slot

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.bind import Slot
    from ui.session import Session

NoteKind = Literal["note", "private"]
NOTES: dict[NoteKind, tuple[str, str]] = {
    "note": ("Note to the other side", "They read this beside your answer."),
    "private": ("Private note", "For your seat only. It never prints."),
}


class Extras(QWidget):
    """Agenda entry, note to the other side, private note; each is shown when there is one."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__()
        self._session, self._where, self._spoken = session, where, spoken
        label = f"note on {where.spoken}"
        self._slots: dict[NoteKind, Slot] = {
            "note": answer_slot(where, "note", label=label),
            "private": private_note_slot(where),
        }
        self._opened: set[NoteKind] = set()
        self._fields: dict[NoteKind, Field] = {}
        self._agenda: AgendaStrip | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        # What Tab leaves when it comes here; set by whoever lays the panel out.
        self.before: QWidget = self
        self._ordered = 0
        self.hide()

    def toggle(self, kind: NoteKind) -> None:
        """Open a note for writing, or put an empty one away."""
        self._opened ^= {kind}
        self.refresh(self._session.snapshot)
        if kind in self._fields and not self._fields[kind].isHidden():
            self._fields[kind].field.setFocus()

    def focus_agenda(self) -> None:
        """Go to the agenda entry."""
        self.refresh(self._session.snapshot)
        if self._agenda is not None:
            self._agenda.fields.owner.setFocus()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what there is."""
        answer = self._where.answer(snapshot)
        not_sure = answer is not None and answer.not_sure
        shown = {kind for kind, slot in self._slots.items() if slot.read(snapshot)} | self._opened
        # A note is not taken away under the cursor when its last letter is deleted.
        shown |= {kind for kind, made in self._fields.items() if made.field.hasFocus()}
        if not_sure and self._agenda is None:
            self._agenda = AgendaStrip(self._session, self._where, self._spoken)
            self._box.insertWidget(0, self._agenda)
        for kind in NOTES:
            if kind in shown and kind not in self._fields:
                self._fields[kind] = self._make(kind)
                self._box.addWidget(self._fields[kind])
        if self._agenda is not None:
            self._agenda.setVisible(not_sure)
            if not_sure:
                self._agenda.refresh(snapshot)
        for kind, made in self._fields.items():
            made.setVisible(kind in shown)
        self.setVisible(not_sure or bool(shown))
        self._order_tabs()

    def _make(self, kind: NoteKind) -> Field:
        caption, hint = NOTES[kind]
        made = text_field(self._session, self._slots[kind], caption, lines=2, hint=hint)
        made.field.setAccessibleName(f"{caption}: {self._spoken}")
        return made

    def _order_tabs(self) -> None:
        # Made late, these would otherwise be the last that Tab reaches.
        made = (self._agenda, *(self._fields.get(kind) for kind in NOTES))
        stops = [stop for part in made if part is not None for stop in _tab_stops(part)]
        if len(stops) == self._ordered:
            return
        self._ordered = len(stops)
        for before, after in zip([self.before, *stops], stops, strict=False):
            QWidget.setTabOrder(before, after)


def _tab_stops(part: QWidget) -> list[QWidget]:
    # A combo box has its list as a child, in a window of its own.
    inside = [w for w in part.findChildren(QWidget) if w.window() is part.window()]
    return [w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
