"""Where an open clause stands on the agenda: who settles it and by when, to be changed on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.findings import AgendaItem
from planner.model import Person
from planner.wording import spoken_date
from ui.screens.agreement.edits import ClausePlace
from ui.widgets.shapes import link, row
from ui.widgets.text import wrapped
from ui.wizards.agenda_fields import AgendaFields

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session


class AgendaLine(QWidget):
    """One line in words; behind "Change", the two `fields` it is made of, laid out by the card."""

    def __init__(self, session: Session, where: ClausePlace) -> None:
        super().__init__()
        title = where.clause.title
        self.text = wrapped("", "caption")
        self.change = link("Change", self._toggle, name=f"Change who settles {title}, and by when")
        self.fields = AgendaFields(session, where, title)
        self.fields.hide()
        line = row(self.text, self.change)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def refresh(self, snapshot: Snapshot, item: AgendaItem | None) -> None:
        """Show the clause's point on the agenda, or nothing while it has none."""
        self.setVisible(item is not None)
        if item is None:
            self.fields.hide()
            self.change.setText("Change")
            return
        by = f"by {spoken_date(item.due_on)}" if item.due_on else "no date yet"
        self.text.setText(f"On the agenda: {item.owner}, {by}")
        self.fields.offer(snapshot, item.side, snapshot.all(Person), item.owner_id)

    def _toggle(self) -> None:
        opens = self.fields.isHidden()
        self.fields.setVisible(opens)
        self.change.setText("Done" if opens else "Change")
        (self.fields.owner if opens else self.change).setFocus()
