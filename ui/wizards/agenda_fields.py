"""Who settles an open point, and by when: two fields, with the complaint about them below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.model import Person
from planner.sides import side_name
from ui.places import Place, point_slot, set_point
from ui.widgets.fields import DateField, bind_date
from ui.widgets.flow import FlowLayout
from ui.widgets.shapes import column, holding
from ui.widgets.text import label, wrapped
from ui.wizards.answer_fields import QuietCombo

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.terms import Side
    from ui.session import Session


class AgendaFields(QWidget):
    """Owner and date of one open point, side by side where there is room."""

    def __init__(self, session: Session, where: Place, spoken: str) -> None:
        super().__init__()
        self._session, self._where = session, where
        self._offered: list[tuple[str, UUID | None]] = []
        self.owner = QuietCombo()
        self.owner.setAccessibleName(f"Who settles it: {spoken}")
        self.owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.owner.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.owner.setMinimumContentsLength(12)
        self.owner.activated.connect(self._choose_owner)
        self.due = DateField(name=f"To be settled by: {spoken}")
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        bind_date(session, self.due, point_slot(where), self._complain)
        across = FlowLayout()
        across.addWidget(holding(column(label("Who settles it", "head"), self.owner, spacing=3)))
        across.addWidget(holding(column(label("By", "head"), self.due, spacing=3)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(holding(across))
        box.addWidget(self.complaint)

    def offer(self, snapshot: Snapshot, side: Side, people: Iterable[Person], owner_id: UUID | None) -> None:
        """Show the side and these people as possible owners, with the present one chosen."""
        offered: list[tuple[str, UUID | None]] = [(side_name(snapshot, side), None)]
        offered += [(person.name, person.id) for person in people]
        if offered != self._offered:
            self._offered = offered
            self.owner.clear()
            for name, key in offered:
                self.owner.addItem(name, key)
        self.owner.setCurrentIndex([key for _, key in offered].index(owner_id))

    def _choose_owner(self, index: int) -> None:
        set_point(self._session.doc, self._where, {"owner_id": self.owner.itemData(index)})

    def _complain(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
