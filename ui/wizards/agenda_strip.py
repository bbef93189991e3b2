"""What "not sure yet" leads to: an entry on the agenda, with owner and date, to be changed on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from planner.agenda import side_name
from planner.model import Organisation, Person
from planner.terms import Side
from ui.widgets.fields import DateField, bind_date
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import column, holding, link
from ui.widgets.text import label, wrapped
from ui.wizards.answer_fields import QuietCombo
from ui.wizards.answering import AGENDA_DAYS, AnswerPlace, clear_not_sure, point_slot, set_point

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session


class AgendaStrip(QFrame):
    """Owner and date of one open point, and the way to take it off the agenda."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__()
        self.setObjectName("well")
        self._session, self._where = session, where
        self._offered: list[tuple[str, UUID | None]] = []
        self.owner = QuietCombo()
        self.owner.setAccessibleName(f"Who settles it: {spoken}")
        self.owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.owner.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.owner.setMinimumContentsLength(12)
        self.owner.activated.connect(self._choose_owner)
        self.due = DateField(name=f"To be settled by: {spoken}")
        complaint = wrapped("", "error")
        complaint.hide()

        def complain(sentence: str) -> None:
            complaint.setText(sentence)
            complaint.setVisible(bool(sentence))

        bind_date(session, self.due, point_slot(where), complain)
        fields = FlowLayout()
        fields.addWidget(holding(column(label("Who settles it", "head"), self.owner, spacing=3)))
        fields.addWidget(holding(column(label("By", "head"), self.due, spacing=3)))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        off = link("Take it off the agenda", self._take_off, name=f"Take it off the agenda: {spoken}")
        heading = FlowLayout()
        heading.addWidget(label("On the agenda", "strong"))
        heading.addWidget(off)
        box.addLayout(heading)
        box.addLayout(fields)
        box.addWidget(complaint)
        box.addWidget(
            wrapped(f"We propose {AGENDA_DAYS} calendar days. That is our assumption; change it.", "caption")
        )

    def _take_off(self) -> None:
        clear_not_sure(self._session.doc, self._where)

    def _choose_owner(self, index: int) -> None:
        set_point(self._session.doc, self._where, "owner_id", self.owner.itemData(index))

    def refresh(self, snapshot: Snapshot) -> None:
        """Show who may own the point, and who does."""
        point = self._where.point(snapshot)
        owner = snapshot.find(Person, point.owner_id if point else None)
        offered: list[tuple[str, UUID | None]] = [(side_name(snapshot, self._where.side), None)]
        offered += [(person.name, person.id) for person in _people(snapshot, self._where.side)]
        if owner is not None and (owner.name, owner.id) not in offered:
            offered.append((owner.name, owner.id))
        if offered != self._offered:
            self._offered = offered
            self.owner.clear()
            for name, key in offered:
                self.owner.addItem(name, key)
        keys = [key for _, key in offered]
        self.owner.setCurrentIndex(keys.index(owner.id if owner else None))


def _people(snapshot: Snapshot, side: Side) -> list[Person]:
    homes = {o.id for o in snapshot.all(Organisation) if side is Side.JOINT or o.side == side}
    return [person for person in snapshot.all(Person) if person.organisation_id in homes]
