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
from planner.timeline.templates import insert_template, preview
from planner.wording import spoken_date
from ui.dialogs.frame import Dialog, be_large
from ui.screens.timeline.words import length
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


class _Asking(Dialog):
    """A dialog whose answer may be refused, with the reason below it."""

    def __init__(self, parent: QWidget, title: str, intro: str = "") -> None:
        super().__init__(parent, title, intro)
        self.complaint = wrapped("", "error")
        self.complaint.hide()

    def end_with(self, text: str) -> None:
        """The complaint's place and the two buttons."""
        self.body.addWidget(self.complaint)
        self.add_button("Cancel", self.reject)
        self.add_button(text, self._try, primary=True)

    def _try(self) -> None:
        try:
            self.answer()
        except Refused as refusal:
            self.complaint.setText(str(refusal))
            self.complaint.show()
            return
        self.accept()

    def answer(self) -> None:
        """Carry it out. Raises Refused with a sentence."""


class LinkDialog(_Asking):
    """What should wait for this activity, in which way, with which lag."""

    def __init__(self, parent: QWidget, desk: Desk, id: UUID) -> None:
        self._desk = desk
        self._from = desk.session.doc.get(Activity, id)
        super().__init__(parent, "Add a link", f"What follows “{self._from.name}”?")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Type to find an activity")
        self.search.setAccessibleName("Find an activity")
        self.list = QListWidget()
        self.list.setAccessibleName("Activities")
        _even(self.list)
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
            self.kind.addItem(text.replace("it ", f"“{_short(self._from.name)}” "), value)
        self.lag = QLineEdit("0")
        self.lag.setAccessibleName("Lag in calendar days")
        self.lag.setMaximumWidth(grown(90))
        for made in (self.search, self.list, label("The chosen one", "head"), self.kind):
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
            raise Refused("Choose the activity that follows.")
        doc = self._desk.session.doc
        after = doc.get(Activity, item.data(_ID))
        lag = number_or_refused(self.lag.text()) or 0
        if abs(lag) > 36_500:
            raise Refused("A lag is at most 36,500 calendar days.")
        add_link(doc, self._from, after, kind=LinkKind(self.kind.currentData()), lag_days=lag)


class TemplateDialog(_Asking):
    """Templates, what each would bring and when, and the day it starts."""

    def __init__(self, parent: QWidget, desk: Desk, start_on: date) -> None:
        super().__init__(
            parent,
            "Insert a template",
            "A phase template brings activities with ranges to edit, in one step.",
        )
        self._desk = desk
        library = desk.session.library
        self.choice = QComboBox()
        self.choice.setAccessibleName("Template")
        for template in library.templates.values():
            if not template.retired:
                self.choice.addItem(f"{template.name} · {template.jurisdiction}", template.key)
        self.start = DateField(name="Start of the template")
        self.start.edit.setText(spoken_date(start_on))
        self.summary = wrapped("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("What it would bring")
        self.list.setMinimumHeight(240)
        _even(self.list)
        be_large(self, 720, 640)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.summary)
        self.body.addLayout(row(label("Starts on"), self.start, None))
        self.body.addWidget(self.list, 1)
        self.choice.currentIndexChanged.connect(self._preview)
        self.start.edit.textChanged.connect(self._preview)
        self.end_with("Insert")
        self._preview()

    def _start_on(self) -> date:
        start_on = date_or_refused(self.start.edit.text())
        if start_on is None:
            raise Refused("Say on which day it starts.")
        return start_on

    def _preview(self) -> None:
        self.list.clear()
        library, key = self._desk.session.library, self.choice.currentData()
        if key is None:
            return
        self.summary.setText(library.templates[key].summary)
        try:
            times = preview(self._desk.session.snapshot, library, key, self._start_on()).times
        except Refused as refusal:
            self.complaint.setText(str(refusal))
            self.complaint.show()
            return
        self.complaint.hide()
        ours = {item.name for item in library.templates[key].activities if item.numbers == "judgement"}
        for found in sorted(times.values(), key=lambda f: f.start):
            activity = found.activity
            if activity.is_milestone:
                long = "milestone"
            else:
                long = length(activity) + (", our assumption" if activity.name in ours else "")
            self.list.addItem(f"{spoken_date(found.start)} · {activity.name} · {long}")

    def answer(self) -> None:
        """Insert it."""
        key = self.choice.currentData()
        if key is None:
            raise Refused("There is no template to insert.")
        insert_template(self._desk.session.doc, self._desk.session.library, key, self._start_on())


class StartDialog(_Asking):
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


class AsideDialog(_Asking):
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
        for dismissal in dismissals(desk):
            text = f"{_about(desk, dismissal)}: {dismissal.reason} ({spoken_date(dismissal.dismissed_on)})"
            back = link("Bring back", lambda: None, name=f"Bring back {_about(desk, dismissal)}")
            back.clicked.connect(lambda _=False, d=dismissal, b=back: self._bring_back(d, b))
            self.body.addLayout(row(wrapped(text), back))
        self.add_button("Close", self.accept, primary=True)

    def _bring_back(self, dismissal: Dismissal, back: QWidget) -> None:
        self._desk.session.doc.remove(dismissal, label="clash brought back")
        back.setEnabled(False)


def _even(shown: QListWidget) -> None:
    """Make every line as high as the style asks; a list filled before it is dressed mixes heights."""
    shown.ensurePolished()
    shown.setUniformItemSizes(True)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def dismissals(desk: Desk) -> tuple[Dismissal, ...]:
    """What was set aside of the timeline's clashes."""
    rules = desk.session.library.clash_rules
    found = desk.session.snapshot.all(Dismissal)
    return tuple(dismissal for dismissal in found if dismissal.finding.split("/")[0] in rules)


def _about(desk: Desk, dismissal: Dismissal) -> str:
    rule, _, about = dismissal.finding.partition("/")
    title = desk.session.library.clash_rules[rule].title
    try:
        activity = desk.session.snapshot.find(Activity, UUID(about))
    except ValueError:
        activity = None
    return f"{title} ({activity.name})" if activity is not None else title


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"


def _next_month(desk: Desk) -> date:
    today = desk.session.today()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1) if today.year < 9999 else today
