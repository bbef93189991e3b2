"""A list to choose from and a tick, each kept equal to a field of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy

from planner.errors import Refused
from planner.model import Activity
from ui.bind import Slot, field_of
from ui.widgets.fields import Field

if TYPE_CHECKING:
    from uuid import UUID

    from planner.document import Document
    from ui.session import Session


class BoundList(QComboBox):
    """A choice of (text, value) pairs, kept equal to a slot."""

    def __init__(
        self, session: Session, slot: Slot, options: Sequence[tuple[str, object]], name: str
    ) -> None:
        super().__init__()
        self._session, self._slot = session, slot
        self._values = [value for _, value in options]
        self.addItems([text for text, _ in options])
        self.setAccessibleName(name)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()
        self.activated.connect(self._picked)
        session.changed.connect(self.refresh)

    def refresh(self, _change: object = None) -> None:
        """Show what the document holds; nothing when that is not among the choices."""
        if self._session.document is not None:
            value = self._slot.read(self._session.snapshot)
            self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def _picked(self, place: int) -> None:
        try:
            self._slot.write(self._session.doc, self._values[place], False)
        except Refused as refusal:
            self.refresh()
            self.setToolTip(str(refusal))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over a list in a scrolling panel scrolls the panel; it must not change the plan.
        event.ignore()


class BoundTick(QCheckBox):
    """A yes or no, kept equal to a slot."""

    def __init__(self, session: Session, slot: Slot, text: str) -> None:
        super().__init__(text)
        self._session, self._slot = session, slot
        self.refresh()
        self.clicked.connect(lambda on: self._slot.write(self._session.doc, on, False))
        session.changed.connect(self.refresh)

    def refresh(self, _change: object = None) -> None:
        """Show what the document holds."""
        if self._session.document is not None:
            self.setChecked(bool(self._slot.read(self._session.snapshot)))


def list_field(session: Session, slot: Slot, caption: str, options: Sequence[tuple[str, object]]) -> Field:
    """A bound choice below its caption."""
    return Field(caption, BoundList(session, slot, options, caption))


def days_slot(id: UUID, field: str, label: str) -> Slot:
    """One duration of an activity; it cannot be left empty."""
    plain = field_of(Activity, id, field, label)

    def write(document: Document, value: Any, typing: bool) -> None:
        if value is None:
            raise Refused("Enter a number of days.")
        plain.write(document, value, typing)

    return Slot(plain.read, write)
