"""Inserting a template, from a day on or back from a deadline, and keeping a plan as one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTreeWidget, QTreeWidgetItem

from planner.errors import PlannerError, Refused
from planner.library.entries import Template
from planner.model import Activity
from planner.terms import Severity
from planner.timeline import clashes
from planner.timeline.drawn.layout import lay_out
from planner.timeline.own_templates import OWN, remove_template, save_template, template_from
from planner.timeline.templates import (
    Preview,
    insert_template,
    milestones_of,
    past_start_told,
    preview,
    start_for,
)
from planner.wording import counted, spoken_date
from ui.dialogs.frame import be_large
from ui.screens.timeline.asking import Asking
from ui.screens.timeline.words import length
from ui.theme import grown
from ui.widgets.fields import DateField, Field, LongText, date_or_refused
from ui.widgets.segments import Segments
from ui.widgets.shapes import link, row
from ui.widgets.text import Elided, label, plain_tip, wrapped
from ui.widgets.timeline_view import TimelineView

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.screens.timeline.screen import TimelineScreen

_WAYS = (("from", "Starts on"), ("likely", "Done by, likely case"), ("late", "Done by, late case"))
_QUIET_MS = 150


def keep_as_template(screen: TimelineScreen) -> None:
    """Ask for a name, and keep the plan, or what is selected of it, as a template."""
    KeepTemplate(screen).open()


class TemplateDialog(Asking):
    """Templates, what each would bring and when, drawn among what is planned already."""

    def __init__(self, screen: TimelineScreen, desk: Desk, start_on: date) -> None:
        super().__init__(
            screen,
            "Insert a template",
            "A phase template brings activities with ranges to edit, in one step.",
        )
        self._desk, self._screen = desk, screen
        self.choice = QComboBox()
        self.choice.setAccessibleName("Template")
        self.remove = link("Remove this template", self._remove)
        self.way = Segments(_WAYS, name="Place it by")
        self.way.set_key("from")
        self.goal = QComboBox()
        self.goal.setAccessibleName("What the day is for")
        self.goal_name = label("for")
        self.goal_name.setBuddy(self.goal)
        self.day = DateField(name="Day")
        self.day.edit.setText(spoken_date(start_on))
        self.summary = wrapped("", "muted")
        self.told = wrapped("", "strong")
        self.past = wrapped("", "warning")
        self.faults = wrapped("", "error")
        self.picture = TimelineView(lambda shape: shape.name)
        self.picture.setMinimumHeight(grown(96))
        self.list = QTreeWidget()
        self.list.setHeaderLabels(("Activity", "From", "To", "Length"))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("What it would bring")
        self.list.setMinimumHeight(grown(88))
        self._soon = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._soon.timeout.connect(self._preview)
        be_large(self, 860, 640)
        self.body.addLayout(row(self.choice, self.remove, spacing=14))
        self.body.addWidget(self.faults)
        self.body.addWidget(self.summary)
        self.body.addLayout(row(self.way, self.day, self.goal_name, self.goal, None, spacing=10))
        self.body.addWidget(self.told)
        self.body.addWidget(self.past)
        self.body.addWidget(self.picture, 3)
        self.body.addWidget(self.list, 2)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.goal.currentIndexChanged.connect(self._preview)
        self.way.chosen.connect(self._soon.start)
        self.day.edit.textChanged.connect(self._soon.start)
        self.end_with("Insert")
        self._fill()

    @property
    def _template(self) -> Template | None:
        key = self.choice.currentData()
        return self._desk.session.library.templates.get(key) if key is not None else None

    def _fill(self) -> None:
        """The templates of the program, and those of one's own first."""
        self.choice.blockSignals(True)
        self.choice.clear()
        templates = [t for t in self._desk.session.library.templates.values() if not t.retired]
        for template in sorted(templates, key=lambda t: not t.key.startswith(f"{OWN}.")):
            where = "your own" if template.key.startswith(f"{OWN}.") else template.jurisdiction
            self.choice.addItem(f"{template.name} · {where}", template.key)
        self.choice.blockSignals(False)
        left_out = self._desk.session.library.faults
        self.faults.setText(f"Left out of your own templates: {' '.join(left_out)}" if left_out else "")
        self.faults.setVisible(bool(left_out))
        self._chosen()

    def _chosen(self) -> None:
        """Offer what a day may be for in this template: its milestones, and all of it."""
        template = self._template
        self.goal.blockSignals(True)
        self.goal.clear()
        for item in milestones_of(template) if template is not None else ():
            self.goal.addItem(item.name, item.key)
        self.goal.addItem("All of it", "")
        self.goal.setCurrentIndex(self.goal.count() - 1)
        self.goal.blockSignals(False)
        self._preview()

    @property
    def _item(self) -> str:
        """The item of the template that the day is for; nothing for all of it."""
        return str(self.goal.currentData() or "") if self.way.key != "from" else ""

    def _start_on(self) -> date:
        day = date_or_refused(self.day.edit.text())
        if day is None:
            raise Refused("Say on which day it starts, or by which it is to be done.")
        session, template = self._desk.session, self._template
        if template is None:
            raise Refused("There is no template to insert.")
        if self.way.key == "from":
            return day
        return start_for(
            session.snapshot,
            session.library,
            template.key,
            day,
            in_late_case=self.way.key == "late",
            item=self._item,
        )

    def _preview(self) -> None:
        if self._desk.session.document is None:
            # What was typed last is looked at a moment later, and the window may be closed by then.
            return
        template = self._template
        self.list.clear()
        self.remove.setVisible(template is not None and template.key.startswith(f"{OWN}."))
        self.summary.setText(template.summary if template is not None else "")
        for part in (self.goal_name, self.goal):
            part.setVisible(self.way.key != "from")
        self.past.hide()
        try:
            start = self._start_on()
            assert template is not None
            found = preview(self._desk.session.snapshot, self._desk.session.library, template.key, start)
        except Refused as refusal:
            self.told.setText("")
            self.complaint.setText(str(refusal))
            self.complaint.show()
            return
        self.complaint.hide()
        self._show(template, found, start)

    def _show(self, template: Template, found: Preview, start: date) -> None:
        session = self._desk.session
        judged = clashes.findings(found.snapshot, session.library, session.today())
        before = {f.id for f in clashes.findings(session.snapshot, session.library, session.today())}
        graver = (Severity.ERROR, Severity.WARNING)
        new = [f for f in judged if f.id not in before and f.severity in graver and f.tag == "clash"]
        late = spoken_date(found.late_end_on)
        brings = counted(len(new), "clash", "clashes") if new else "no clash"
        self.told.setText(
            f"From {spoken_date(start)} to {spoken_date(found.end_on)}, late case {late}. "
            f"{self._goal_told(found)}It would bring {brings}."
        )
        key, today = template.key, session.today()
        past = past_start_told(session.snapshot, session.library, key, start, today, self._item)
        self.past.setText(past)
        self.past.setVisible(bool(past))
        self.told.setToolTip(plain_tip("\n".join(finding.message for finding in new[:8])))
        # The zoom first: names are packed for it.
        long = found.end_on.toordinal() - start.toordinal()
        self.picture.show_days(start.toordinal() - long / 20, found.end_on.toordinal() + long / 5)
        plan = lay_out(
            found.snapshot,
            session.library,
            session.today(),
            new,
            days_per_character=self.picture.days_per_character,
        )
        self.picture.show_plan(plan)
        self.picture.show_matching(frozenset(found.times))
        ours = {item.name for item in template.activities if item.numbers == "judgement"}
        for item in sorted(found.times.values(), key=lambda item: item.start):
            activity = item.activity
            if activity.is_milestone:
                told = "milestone"
            else:
                told = length(activity) + (", our assumption" if activity.name in ours else "")
            cells = [activity.name, spoken_date(item.start), spoken_date(item.end), told]
            self.list.addTopLevelItem(QTreeWidgetItem(cells))
        for place, width in enumerate((280, 105, 105)):
            self.list.setColumnWidth(place, grown(width))

    def _goal_told(self, found: Preview) -> str:
        """When what the day is for would be done; nothing where that is all of it."""
        if not self._item:
            return ""
        likely, late = map(spoken_date, found.done_on(self._item))
        return f"“{self.goal.currentText()}” by {likely}, late case {late}. "

    def _remove(self) -> None:
        template, pack = self._template, self._desk.session.pack
        if template is None or pack is None:
            return
        try:
            remove_template(pack, template)
        except PlannerError as refusal:
            self.complaint.setText(f"{refusal} {refusal.advice}".strip())
            self.complaint.show()
            return
        self._fill()

    def answer(self) -> None:
        """Insert it, and show where it begins."""
        start, template, screen = self._start_on(), self._template, self._screen
        assert template is not None
        stored = insert_template(self._desk.session.doc, self._desk.session.library, template.key, start)
        screen.refresh()
        first = min(stored, key=lambda activity: (screen.times[activity.id].start, activity.rank))
        screen.canvas.choose(first.id, reveal=True)


class KeepTemplate(Asking):
    """The name of a template made of this plan. It stays on this computer, for every partnership."""

    def __init__(self, screen: TimelineScreen) -> None:
        super().__init__(
            screen,
            "Keep as a template",
            "Names, lengths, links and evidence are kept; dates become distances from the first day. "
            "Notes and people stay behind. It can be inserted into every partnership on this computer.",
        )
        self._session = screen.desk.session
        snapshot = self._session.snapshot
        self._selected = tuple(id for id in screen.canvas.selection if snapshot.find(Activity, id))
        self.name = QLineEdit(f"{snapshot.partnership.title}, as planned")
        self.name.selectAll()
        self.summary = LongText(lines=2, placeholder="What kind of work is it for?")
        self.only = QCheckBox(f"Only what is selected ({len(self._selected)})")
        self.only.setVisible(len(self._selected) > 1)
        self.where = Elided(f"Kept in {self._session.pack}", "caption")
        self.body.addWidget(Field("Name", self.name))
        self.body.addWidget(Field("What it is for (optional)", self.summary))
        self.body.addWidget(self.only)
        self.body.addWidget(self.where)
        self.end_with("Keep")

    def answer(self) -> None:
        """Write it into the user's own content."""
        session = self._session
        if session.pack is None:
            raise Refused("Templates of your own are kept beside a file, and this store is on a server.")
        chosen = self._selected if self.only.isChecked() else ()
        template = template_from(
            session.snapshot, session.library, self.name.text(), self.summary.toPlainText(), chosen
        )
        save_template(session.pack, template)
