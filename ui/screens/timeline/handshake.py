"""From handshake to first day: likely and late date of the first day of work, and what to do by when."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from planner.errors import PlannerError, Refused
from planner.model import Activity, Link
from planner.timeline.handshake import first_day as told_by
from planner.timeline.handshake.assumed_order import assumed_told, runs_to
from planner.timeline.handshake.dates_picture import dates_picture, picture_told
from planner.timeline.handshake.simulate import LATE_PERCENT, RUNS, Simulation, runs_words
from planner.timeline.pace import Pace
from planner.wording import spoken_date
from ui import jobs
from ui.dialogs.frame import Dialog, be_large
from ui.screens.timeline.steps_table import RANGE, StepsTable, lines_of
from ui.theme import grown
from ui.widgets.fields import DateField, date_or_refused, number_or_refused
from ui.widgets.page import scroller
from ui.widgets.picture import PictureView
from ui.widgets.shapes import Card, button, column, holding, link, row
from ui.widgets.text import label, plain_tip, wrapped

if TYPE_CHECKING:
    from planner.snapshot import Snapshot
    from ui.desk import Desk
    from ui.screens.timeline.screen import TimelineScreen

TITLE = "From handshake to first day"
INTRO = (
    "Each run draws every step's length from its range. The dates say what these ranges add up to, and "
    "nothing else."
)
SHARES = (
    "Adds: of all days up to the goal, in all runs, those on which the way that decides the date runs "
    "through the step. Lengths form a triangle, each step varies on its own: our assumptions."
)
DIFFERS = (
    "Not the plan's likely and late case: there every step takes its likely length, or every step its late "
    "one. Runs mix short and long steps."
)
_OWN = ""
_SOON_MS, _LOOK_MS, _SHOW_MS = 150, 40, 300


def ask(screen: TimelineScreen) -> None:
    """Show the dialog over the window."""
    dialog = HandshakeDialog(screen, screen.desk, may_write=screen.may_write)
    dialog.open()


class HandshakeDialog(Dialog):
    """What leads to the first day, run many times; ranges are edited in place, each one step of undo."""

    def __init__(self, parent: QWidget, desk: Desk, *, may_write: bool = True) -> None:
        super().__init__(parent, TITLE, INTRO, width=860)
        self._desk, self._may_write = desk, may_write
        self.found: Simulation | None = None
        self._edits: dict[str, tuple[int, int, int]] = {}
        self._job: jobs.Job | None = None
        self._pace = Pace()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.run)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_pace)
        self._slow = QTimer(self, singleShot=True, interval=_SHOW_MS)
        self._slow.timeout.connect(self._show_working)
        be_large(self, 1200, 800)
        # With little height it all scrolls between title and buttons.
        self._whole = column(spacing=10)
        self._whole.setContentsMargins(2, 2, 8, 2)
        self.body.addWidget(scroller(self._whole), 1)
        self._choices()
        self._results()
        self._steps()
        self.take = button("Add these steps to my plan", self.add_steps)
        self._foot.addWidget(self.take)
        self.add_button("Close", self.accept, primary=True)
        desk.session.changed.connect(self._changed)
        self.finished.connect(self._leave)
        self._fill()

    # Making

    def _choices(self) -> None:
        self.basis, self.goal, self.start = (_list(name) for name in ("Steps of", "Up to", "Beginning"))
        fields = [
            column(label(name, "head"), made, spacing=4)
            for name, made in (("Steps of", self.basis), ("Up to", self.goal), ("Beginning", self.start))
        ]
        self._whole.addLayout(row(*fields, spacing=14))
        self.basis.currentIndexChanged.connect(self._basis_chosen)
        self.goal.currentIndexChanged.connect(self.run)
        self.start.currentIndexChanged.connect(self.run)

    def _results(self) -> None:
        self.likely, self.late = label("…", "title"), label("…", "title")
        self.percent = QLineEdit()
        self.percent.setAccessibleName("In how many of a hundred runs the late date is kept")
        self.percent.setFixedWidth(grown(44))
        self.percent.editingFinished.connect(self._percent_typed)
        self.percent.setEnabled(self._may_write)
        self.percent_note = wrapped("", "caption")
        half = wrapped("or earlier", "caption")
        above = column(label("Half of all runs", "head"), self.likely, half, spacing=2)
        self.most = label("", "head")
        kept = row(self.percent, self.percent_note, spacing=6)
        below = column(self.most, self.late, kept, spacing=2)
        dates = column(above, below, None, spacing=8)
        holder = holding(dates)
        holder.setFixedWidth(grown(300))
        self.picture = PictureView()
        policy = self.picture.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.picture.setSizePolicy(policy)
        card = Card()
        self.differs = wrapped(DIFFERS, "caption")
        card.box.addLayout(row(holder, column(self.picture, None), spacing=18))
        card.box.addWidget(self.differs)
        self._whole.addWidget(card)
        self.assumed = wrapped("", "warning")
        self.assumed.hide()
        self._whole.addWidget(self.assumed)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(grown(160))
        self.bar.setAccessibleName("Runs done")
        self.working = holding(row(self.bar, link("Cancel", self.cancel, name="Cancel the runs"), None))
        self.working.hide()
        self.note = wrapped("", "error")
        self.note.hide()
        self._whole.addWidget(self.working)
        self._whole.addWidget(self.note)
        self.wish = DateField(name="I want to start by")
        self.wish.edit.editingFinished.connect(self._wished)
        self.wish.edit.textChanged.connect(self._picked)
        self.by_when = wrapped("", "body")
        caption = label("I want to start by", "strong")
        caption.setBuddy(self.wish.edit)
        line = row(caption, self.wish, self.by_when, spacing=10)
        line.setStretch(2, 1)
        self._whole.addLayout(line)

    def _steps(self) -> None:
        self.table = StepsTable(self.write_range)
        self.table.steps.may_write = self._may_write
        self._whole.addWidget(self.table, 1)
        self.shares = wrapped(SHARES, "caption")
        self._whole.addWidget(self.shares)

    def _fill(self) -> None:
        session = self._desk.session
        goal = told_by.first_day(session.snapshot, session.library)
        if goal is not None:
            self.basis.addItem("My plan", _OWN)
        for template in session.library.templates.values():
            if not template.retired:
                self.basis.addItem(f"Template: {template.name}", template.key)
        self._show_percent()

    # What is run

    @property
    def template(self) -> str:
        """The template that is run, or nothing for the plan itself."""
        return str(self.basis.currentData() or _OWN)

    def snapshot(self) -> Snapshot:
        """What the runs are about: the partnership, or it with the template as its plan."""
        session = self._desk.session
        if not self.template:
            return session.snapshot
        return told_by.template_plan(
            session.snapshot, session.library, self.template, session.today(), self._edits
        )

    def _basis_chosen(self) -> None:
        self._edits = {}
        self._fill_goals()
        session, today = self._desk.session, self._desk.session.today()
        self.start.blockSignals(True)
        self.start.clear()
        if not self.template:
            self.start.addItem("As planned", None)
        self.start.addItem(f"Today, {spoken_date(today)}", today)
        project = session.snapshot.partnership.start_on
        if self.template and project is not None and project > today:
            self.start.addItem(f"On the project's start, {spoken_date(project)}", project)
        self.start.blockSignals(False)
        self.take.setVisible(bool(self.template) and self._may_write)
        self.run()

    def _fill_goals(self, chosen: UUID | None = None) -> None:
        """Offer everything that something leads to, and keep what was chosen."""
        snapshot, library = self.snapshot(), self._desk.session.library
        found = told_by.goals(snapshot, library)
        shown = [(self.goal.itemText(n), self.goal.itemData(n)) for n in range(self.goal.count())]
        if shown == [(each.name, each.id) for each in found]:
            return
        first = told_by.first_day(snapshot, library)
        wanted = chosen or (first.id if first is not None else None)
        self.goal.blockSignals(True)
        self.goal.clear()
        for place, each in enumerate(found):
            self.goal.addItem(each.name, each.id)
            if each.id == wanted:
                self.goal.setCurrentIndex(place)
        self.goal.blockSignals(False)

    def wished_on(self) -> date | None:
        """The wished date, if it was given. Raises Refused with a sentence."""
        return date_or_refused(self.wish.edit.text())

    def run(self) -> None:
        """Run it all again, off the window's thread; what was running is given up."""
        self._give_up()
        session, goal = self._desk.session, self.goal.currentData()
        try:
            wished = self.wished_on()
        except Refused as refusal:
            self._say(str(refusal))
            return
        if goal is None or session.document is None:
            self._say("Nothing leads to anything here yet. Choose a template, or link steps of your plan.")
            return
        self._say("")
        self._pace = pace = Pace()
        percent = told_by.late_percent(session.snapshot)
        begins, is_own = self.start.currentData(), not self.template
        arguments = (self.snapshot(), session.library, goal, is_own, begins, wished, percent, pace)
        self._job = jobs.run(runs_to, *arguments, parent=self)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._failed)
        self._look.start()
        self._slow.start()

    def cancel(self) -> None:
        """Stop the runs; what was found before stays."""
        self._give_up()
        self._say("Stopped. Change anything to run again." if self.found is None else
                  "Stopped: the dates shown are those from before.")  # fmt: skip

    def _give_up(self) -> None:
        self._pace.give_up()
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _end(self) -> None:
        self._job = None
        self._look.stop()
        self._slow.stop()
        self.working.hide()

    def _show_working(self) -> None:
        self.working.setVisible(self._job is not None)

    def _show_pace(self) -> None:
        self.bar.setRange(0, self._pace.total)
        self.bar.setValue(self._pace.done)

    def _failed(self, fault: BaseException) -> None:
        self._end()
        if not isinstance(fault, PlannerError):
            raise fault
        self._say(str(fault))

    def _leave(self, _: int) -> None:
        self._give_up()
        self._soon.stop()
        self._desk.session.changed.disconnect(self._changed)
        self.deleteLater()

    # Showing

    def _show(self, result: tuple[Simulation, tuple[Link, ...]]) -> None:
        self._end()
        self.found, links = result
        found = self.found
        session = self._desk.session
        self.likely.setText(spoken_date(found.likely_on))
        self.late.setText(spoken_date(found.late_on))
        self.picture.show_picture(partial(dates_picture, found), picture_told(found))
        self.picture.setVisible(len(found.counts) > 1)
        self.picture.setToolTip(plain_tip(told_by.dates_told(found)))
        self.differs.setText(DIFFERS if found.likely_on < found.late_on else told_by.dates_told(found))
        self.by_when.setText(told_by.back_plan_told(found, session.today()))
        told = assumed_told(session.snapshot, links)
        self.assumed.setText(told)
        self.assumed.setVisible(bool(told))
        befores = frozenset(link.before_id for link in links)
        self.table.steps.most = runs_words(found.late_percent)
        self.table.show_lines(
            lines_of(found, session.library, session.today(), befores), with_dates=found.target_on is not None
        )
        waits = round(found.waits_share * 100)
        apart = f" Lags, head starts and waiting for set dates: {waits} %." if waits else ""
        runs = f" {found.runs:,} runs." if found.runs != RUNS else ""
        self.shares.setText(f"{SHARES}{apart}{runs}")
        self._say(told_by.not_ready_told(found))

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _show_percent(self) -> None:
        percent = told_by.late_percent(self._desk.session.snapshot)
        self.percent.setText(str(percent))
        ours = ", our assumption" if percent == LATE_PERCENT else ", your own figure"
        self.most.setText(runs_words(percent))
        self.percent_note.setText(f"of 100 runs{ours}")

    # Changing

    def _changed(self, _: object) -> None:
        if self._desk.session.document is None:
            return
        if not self.template:
            self._fill_goals(self.goal.currentData())
        self._show_percent()
        self._soon.start()

    def _picked(self, _: str) -> None:
        # The calendar sets the text, and nobody has typed in it.
        if not self.wish.edit.isModified():
            self._wished()

    def _wished(self) -> None:
        before = self.found.target_on if self.found is not None else None
        with suppress(Refused):
            if self.wished_on() == before:
                return
        self.run()

    def write_range(self, activity: Activity, field: str, text: str) -> bool:
        """Take over a number of a step's range; False, with the reason said, when it is refused."""
        try:
            entered = number_or_refused(text.replace(",", ""))
            days = told_by.ranged(
                {name: getattr(activity, name) for name in RANGE.values()} | {field: entered}
            )
            if self.template:
                self._edits[activity.template_item] = days
                self._soon.start()
            else:
                told_by.set_range(self._desk.session.doc, activity, days)
        except PlannerError as refusal:
            self._say(f"{activity.name}: {refusal}")
            return False
        return True

    def _percent_typed(self) -> None:
        if self._desk.session.document is None:
            return
        try:
            told_by.set_late_percent(self._desk.session.doc, number_or_refused(self.percent.text()))
        except PlannerError as refusal:
            self._say(str(refusal))
            return
        self._show_percent()

    def add_steps(self) -> None:
        """Put the steps of the template into the plan, in one step, and go on with the plan."""
        session, found = self._desk.session, self.found
        if found is None or not self.template:
            return
        start_on = self.start.currentData() or session.today()
        try:
            stored = told_by.add_steps(
                session.doc, session.library, self.template, start_on, found, self._edits
            )
        except PlannerError as refusal:
            self._say(str(refusal))
            return
        goal = next(a.id for a in stored if a.template_item == found.goal.template_item)
        self.basis.blockSignals(True)
        if self.basis.itemData(0) != _OWN:
            self.basis.insertItem(0, "My plan", _OWN)
        self.basis.setCurrentIndex(0)
        self.basis.blockSignals(False)
        self.goal.clear()
        self._basis_chosen()
        self.goal.setCurrentIndex(max(self.goal.findData(goal), 0))
        self._desk.say(f"Added {len(stored)} steps.", action="Undo", name="undo")


def _list(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMinimumWidth(120)
    return made
