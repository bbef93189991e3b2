"""The short questions of the timeline: a link, a template, the project's start, a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from planner.errors import Refused
from planner.model import Activity, Dismissal
from planner.terms import LinkKind
from planner.timeline.schedule import add_link
from planner.timeline.set_aside import clashes_set_aside
from planner.wording import spoken_date
from ui.dialogs.frame import Dialog
from ui.screens.timeline.asking import Asking, even
from ui.theme import grown
from ui.widgets.fields import DateField, LongText, date_or_refused, number_or_refused
from ui.widgets.shapes import link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.findings import Finding
    from ui.desk import Desk

LINK_KINDS: tuple[tuple[str, object], ...] = (
    ("starts after it ends", LinkKind.FINISH_START),
    ("starts after it starts", LinkKind.START_START),
    ("ends after it ends", LinkKind.FINISH_FINISH),
    ("ends after it starts", LinkKind.START_FINISH),
)
_ID = Qt.ItemDataRole.UserRole


class LinkDialog(Asking):
    """What should wait for this activity, or what this should wait for; in which way, with which lag."""

    def __init__(self, parent: QWidget, desk: Desk, id: UUID, *, waits: bool = False) -> None:
        self._desk, self._waits = desk, waits
        self._from = desk.session.doc.get(Activity, id)
        asks = f"What does “{self._from.name}” wait for?" if waits else f"What follows “{self._from.name}”?"
        super().__init__(parent, "Add a link", asks)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Type to find an activity")
        self.search.setAccessibleName("Find an activity")
        self.list = QListWidget()
        self.list.setAccessibleName("Activities")
        even(self.list)
        for activity in desk.session.snapshot.all(Activity):
            if activity.id != id:
                item = QListWidgetItem(activity.name)
                item.setData(_ID, activity.id)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.search.textChanged.connect(self._filter)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of link")
        for text, value in LINK_KINDS:
            own = f"“{_short(self._from.name)}” "
            self.kind.addItem(f"{own}{text}" if waits else text.replace("it ", own), value)
        self.lag = QLineEdit("0")
        self.lag.setAccessibleName("Lag in calendar days")
        self.lag.setMaximumWidth(grown(90))
        heading = label("How it waits" if waits else "The chosen one", "head")
        for made in (self.search, self.list, heading, self.kind):
            self.body.addWidget(made)
        self.body.addLayout(row(label("Lag in calendar days"), self.lag, None))
        self.end_with("Add the link")

    def _filter(self, text: str) -> None:
        first = None
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(text.casefold() not in item.text().casefold())
            first = item if first is None and not item.isHidden() else first
        if first is not None:
            self.list.setCurrentItem(first)

    def answer(self) -> None:
        """Draw the link; a loop is refused with its members named."""
        item = self.list.currentItem()
        if item is None or item.isHidden():
            raise Refused("Choose what it waits for." if self._waits else "Choose the activity that follows.")
        doc = self._desk.session.doc
        chosen = doc.get(Activity, item.data(_ID))
        before, after = (chosen, self._from) if self._waits else (self._from, chosen)
        lag = number_or_refused(self.lag.text()) or 0
        if abs(lag) > 36_500:
            raise Refused("A lag is at most 36,500 calendar days.")
        add_link(doc, before, after, kind=LinkKind(self.kind.currentData()), lag_days=lag)


class StartDialog(Asking):
    """On which day the project starts: month 1 is counted from it."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(
            parent, "When does the project start?", "Months are counted from this day. A guess will do."
        )
        self._desk = desk
        self.start = DateField(name="First day of the project")
        self.start.edit.setText(spoken_date(desk.session.snapshot.partnership.start_on or _next_month(desk)))
        self.body.addWidget(self.start)
        self.end_with("Count months")

    def answer(self) -> None:
        """Store the day, and show months."""
        start_on = date_or_refused(self.start.edit.text())
        if start_on is None:
            raise Refused("Say on which day the project starts.")
        doc = self._desk.session.doc
        doc.update(
            doc.partnership, {"start_on": start_on, "shows_months": True}, label="start of the project"
        )


class AsideDialog(Asking):
    """Why a clash is set aside. The reason is kept."""

    def __init__(self, parent: QWidget, desk: Desk, finding: Finding) -> None:
        super().__init__(parent, "Set this clash aside", finding.message)
        self._desk, self._finding = desk, finding
        self.reason = LongText(lines=3, placeholder="Why can both sides live with it?")
        self.reason.setAccessibleName("Reason")
        self.body.addWidget(self.reason)
        self.end_with("Set aside")

    def answer(self) -> None:
        """Keep the clash out of sight, with the reason."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            raise Refused("Say why: whoever reads the plan later will ask.")
        doc = self._desk.session.doc
        today = self._desk.session.today()
        made = Dismissal(
            partnership_id=doc.partnership.id, finding=self._finding.id, reason=reason, dismissed_on=today
        )
        doc.add(made, label="clash set aside")


class AsideList(Dialog):
    """The clashes that were set aside, why, and a way to bring them back."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, "Clashes set aside")
        self._desk = desk
        for dismissal, told in clashes_set_aside(desk.session.snapshot, desk.session.library):
            text = f"{told}: {dismissal.reason} ({spoken_date(dismissal.dismissed_on)})"
            back = link("Bring back", lambda: None, name=f"Bring back {told}")
            back.clicked.connect(lambda _=False, d=dismissal, b=back: self._bring_back(d, b))
            self.body.addLayout(row(wrapped(text), back))
        self.add_button("Close", self.accept, primary=True)

    def _bring_back(self, dismissal: Dismissal, back: QWidget) -> None:
        self._desk.session.doc.remove(dismissal, label="clash brought back")
        back.setEnabled(False)


def dismissals(desk: Desk) -> tuple[Dismissal, ...]:
    """What was set aside of the timeline's clashes."""
    return tuple(each for each, _ in clashes_set_aside(desk.session.snapshot, desk.session.library))


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"


def _next_month(desk: Desk) -> date:
    today = desk.session.today()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1) if today.year < 9999 else today
