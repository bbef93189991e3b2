"""Where an open clause stands on the agenda: who settles it and by when, to be changed on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.agenda import side_name
from planner.findings import AgendaItem
from planner.model import Person
from planner.wording import spoken_date
from ui.screens.agreement.edits import ClausePlace, point_slot, set_point
from ui.widgets.fields import DateField, bind_date
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import column, holding, link, row
from ui.widgets.text import label, wrapped
from ui.wizards.answer_fields import QuietCombo

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session


class AgendaLine(QWidget):
    """One line in words; behind "Change", the two `fields` it is made of, laid out by the card."""

    def __init__(self, session: Session, where: ClausePlace) -> None:
        super().__init__()
        self._session, self._where = session, where
        self._offered: list[tuple[str, UUID | None]] = []
        title = where.clause.title
        self.text = wrapped("", "caption")
        self.change = link("Change", self._toggle, name=f"Change who settles {title}, and by when")
        self.owner = QuietCombo()
        self.owner.setAccessibleName(f"Who settles it: {title}")
        self.owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.owner.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.owner.setMinimumContentsLength(14)
        self.owner.activated.connect(self._choose_owner)
        self.due = DateField(name=f"To be settled by: {title}")
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        bind_date(session, self.due, point_slot(where), self._complain)
        across = QWidget()
        flow = FlowLayout(across)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(holding(column(label("Who settles it", "head"), self.owner, spacing=3)))
        flow.addWidget(holding(column(label("By", "head"), self.due, spacing=3)))
        self.fields = holding(column(across, self.complaint, spacing=4))
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
        offered: list[tuple[str, UUID | None]] = [(side_name(snapshot, item.side), None)]
        offered += [(person.name, person.id) for person in snapshot.all(Person)]
        if offered != self._offered:
            self._offered = offered
            self.owner.clear()
            for name, key in offered:
                self.owner.addItem(name, key)
        self.owner.setCurrentIndex([key for _, key in offered].index(item.owner_id))

    def _toggle(self) -> None:
        opens = self.fields.isHidden()
        self.fields.setVisible(opens)
        self.change.setText("Done" if opens else "Change")
        (self.owner if opens else self.change).setFocus()

    def _choose_owner(self, index: int) -> None:
        set_point(self._session.doc, self._where, {"owner_id": self.owner.itemData(index)})

    def _complain(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
