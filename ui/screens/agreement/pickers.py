"""Fields for the values that name somebody: a party from a list, a person from a list or a post in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from planner.library.clause_entries import Slot
from planner.model import Organisation, Person
from planner.sides import SIDE_WORDS
from ui.screens.agreement.edits import TO_BE_AGREED, ClausePlace, value_slot
from ui.wizards.answer_fields import QuietCombo

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.session import Session

_GONE = "No longer part of this partnership"


class PartyPicker(QuietCombo):
    """One of the partnership's organisations, or none yet."""

    def __init__(self, session: Session, where: ClausePlace, slot: Slot) -> None:
        super().__init__()
        self._session, self._bound = session, value_slot(where, slot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(10)
        self.setEnabled(not session.store.is_read_only)
        self._offered: list[tuple[str, str]] = []
        self.activated.connect(self._choose)
        self.refresh(session.snapshot)

    def _choose(self, index: int) -> None:
        self._bound.write(self._session.doc, self.itemData(index), False)

    def refresh(self, snapshot: Snapshot) -> None:
        """Offer the organisations as they are now, and show the chosen one."""
        offered = [("", f"{TO_BE_AGREED[0].upper()}{TO_BE_AGREED[1:]}")]
        offered += [(str(o.id), f"{o.name} ({SIDE_WORDS[o.side]})") for o in snapshot.all(Organisation)]
        chosen = self._bound.read(snapshot)
        if chosen not in dict(offered):
            offered.append((chosen, _GONE))
        if offered != self._offered:
            self._offered = offered
            self.clear()
            for key, text in offered:
                self.addItem(text, key)
        self.setCurrentIndex(self.findData(chosen))


class PersonField(QWidget):
    """A name to type, or to pick from the people of the partnership."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.pick = QToolButton()
        self.pick.setText("▾")
        self.pick.setAccessibleName(f"{name}: pick a person")
        self.pick.setToolTip("Pick a person of this partnership, or type a post")
        self.pick.setEnabled(not session.store.is_read_only)
        self.pick.clicked.connect(self._show_people)
        self.menu: QMenu | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.pick)
        self.setFocusProxy(self.edit)

    def _show_people(self) -> None:
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        people = people_by_name(self._session.snapshot)
        for shown in people:
            self.menu.addAction(shown.replace("&", "&&"), self._take(shown))
        if not people:
            self.menu.addAction("No people are named yet").setEnabled(False)
        self.menu.popup(self.pick.mapToGlobal(QPoint(0, self.pick.height())))

    def _take(self, shown: str) -> Callable[[], None]:
        def take() -> None:
            self.edit.setText(shown)
            self.edit.setFocus()

        return take


def people_by_name(snapshot: Snapshot) -> dict[str, str]:
    """The people as they are offered, each with its key; two of one name are told apart."""
    people = snapshot.all(Person)
    names = [person.name for person in people]
    homes = {organisation.id: organisation.name for organisation in snapshot.all(Organisation)}
    return {
        f"{p.name}, {homes[p.organisation_id]}" if names.count(p.name) > 1 else p.name: str(p.id)
        for p in people
    }


def stored_person(snapshot: Snapshot, text: str) -> str:
    """A typed name as it is stored: the key of the person of that name, else the words."""
    return people_by_name(snapshot).get(text.strip(), text)


def shown_person(snapshot: Snapshot, value: str) -> str:
    """A stored person as the field shows it; one that is gone leaves the field empty."""
    names = {key: name for name, key in people_by_name(snapshot).items()}
    return names.get(value, "" if _is_key(value) else value)


def _is_key(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
