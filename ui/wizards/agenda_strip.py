"""What "not sure yet" leads to: an entry on the agenda, with owner and date, to be changed on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from planner.model import Organisation, Person
from planner.terms import Side
from ui.places import AGENDA_DAYS, point_on
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import link
from ui.widgets.text import label, wrapped
from ui.wizards.agenda_fields import AgendaFields
from ui.wizards.answering import AnswerPlace, clear_not_sure

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session


class AgendaStrip(QFrame):
    """Owner and date of one open point, and the way to take it off the agenda."""

    def __init__(self, session: Session, where: AnswerPlace, spoken: str) -> None:
        super().__init__()
        self.setObjectName("well")
        self._session, self._where = session, where
        self.fields = AgendaFields(session, where, spoken)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        off = link("Take it off the agenda", self._take_off, name=f"Take it off the agenda: {spoken}")
        heading = FlowLayout()
        heading.addWidget(label("On the agenda", "strong"))
        heading.addWidget(off)
        box.addLayout(heading)
        box.addWidget(self.fields)
        box.addWidget(
            wrapped(f"We propose {AGENDA_DAYS} calendar days. That is our assumption; change it.", "caption")
        )

    def _take_off(self) -> None:
        clear_not_sure(self._session.doc, self._where)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show who may own the point, and who does."""
        side, point = self._where.side, point_on(snapshot, self._where)
        owner = snapshot.find(Person, point.owner_id if point else None)
        people = _people(snapshot, side)
        if owner is not None and owner not in people:
            people.append(owner)
        self.fields.offer(snapshot, side, people, owner.id if owner else None)


def _people(snapshot: Snapshot, side: Side) -> list[Person]:
    homes = {o.id for o in snapshot.all(Organisation) if side is Side.JOINT or o.side == side}
    return [person for person in snapshot.all(Person) if person.organisation_id in homes]
