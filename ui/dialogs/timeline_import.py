"""A plan of MS Project on its way in: what it brings, what is left out, and one step to take it over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QListWidget, QPlainTextEdit

from planner.errors import PlannerError, Refused
from planner.exchange.plan.project_reading import ProjectFile, read_project
from planner.exchange.plan.project_taking import Arrival, arrival_of, names_of, take_over
from planner.model import Activity
from planner.terms import DayUnit, Lane
from planner.timeline.drawn.lanes import LANE_TITLES
from planner.timeline.words import days_words
from planner.wording import spoken_date
from ui import settings
from ui.dialogs.frame import Dialog, be_large
from ui.faults import show_failure
from ui.files import window_of
from ui.theme import grown
from ui.widgets.shapes import row
from ui.widgets.text import label, wrapped
from ui.working import work

if TYPE_CHECKING:
    from ui.desk import Desk

INTRO = (
    "Nothing is changed until you take it over, and one undo takes all of it back. Reading the same file "
    "again later updates what it brought."
)
MOST_ROWS = 500


class ImportDialog(Dialog):
    """The rows that would come, and the report; a lane for those that do not say where they stand."""

    def __init__(self, desk: Desk, file: ProjectFile, name: str) -> None:
        super().__init__(window_of(desk), f"Import {name[:60]}", INTRO)
        self._desk, self._file = desk, file
        self._arrival: Arrival | None = None
        self.lane = QComboBox()
        self.lane.setAccessibleName("Lane of rows that do not say")
        for lane in Lane:
            self.lane.addItem(LANE_TITLES[lane], lane)
        self.lane.setCurrentIndex(list(Lane).index(Lane.JOINT))
        self.rows = QListWidget()
        self.rows.setAccessibleName("What it brings")
        self.rows.setMinimumHeight(grown(180))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.report.setMinimumHeight(grown(150))
        self.report.setTabChangesFocus(True)
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        be_large(self, 760, 680)
        self.body.addLayout(row(label("Rows that do not say stand in"), self.lane, None))
        self.body.addWidget(self.rows, 3)
        self.body.addWidget(label("Report", "head"))
        self.body.addWidget(self.report, 2)
        self.body.addWidget(self.complaint)
        self.add_button("Cancel", self.reject)
        self.add_button("Take it over", self._take, primary=True)
        self.lane.currentIndexChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Work out anew what would come."""
        self.rows.clear()
        try:
            snapshot = self._desk.session.snapshot
            self._arrival = arrival_of(self._file, snapshot, Lane(self.lane.currentData()))
        except Refused as refusal:
            self._complain(refusal)
            return
        coming = names_of(self._arrival)
        for what, activity in coming[:MOST_ROWS]:
            self.rows.addItem(f"{what} · {activity.name} · {_said(activity)}")
        if len(coming) > MOST_ROWS:
            self.rows.addItem(f"and {len(coming) - MOST_ROWS:,} more")
        if not coming:
            self.rows.addItem("Every activity is here already, as the file has it.")
        self.report.setPlainText("\n".join(self._arrival.report()))

    def _take(self) -> None:
        if self._arrival is None:
            return
        try:
            take_over(self._desk.session.doc, self._arrival)
        except Refused as refusal:
            self._complain(refusal)
            return
        self.accept()

    def _complain(self, refusal: Refused) -> None:
        self.complaint.setText(f"{refusal} {refusal.advice}".strip())
        self.complaint.show()


def _said(activity: Activity) -> str:
    """When and how long, in a few words."""
    start = spoken_date(activity.start_on) if activity.start_on else "after what it waits for"
    if activity.is_milestone:
        return f"milestone, {start}"
    unit = "working" if activity.unit == DayUnit.WORKING else "calendar"
    return f"{start}, {days_words(activity.likely_days, unit)}"


def import_project(desk: Desk) -> None:
    """Choose an MS Project XML file, read it off the window's thread, and show what it brings."""
    path, _ = QFileDialog.getOpenFileName(
        window_of(desk),
        "Import from MS Project XML",
        settings.folder("import"),
        "MS Project XML (*.xml);;All files (*)",
    )
    if path:
        settings.set_folder("import", path)
        read_and_show(desk, path)


def read_and_show(desk: Desk, path: str) -> None:
    """Read a file with a way to stop, then show what it brings."""
    name = Path(path).name
    job = work(desk, f"Reading {name[:60]}", read_project, Path(path))

    def show(file: ProjectFile) -> None:
        dialog = ImportDialog(desk, file, name)
        if dialog.exec():
            desk.go("timeline")

    def refuse(fault: BaseException) -> None:
        if not isinstance(fault, PlannerError):
            raise fault
        show_failure(window_of(desk), fault, "This plan cannot be read")

    job.done.connect(show)
    job.failed.connect(refuse)
    job.cancelled.connect(lambda: desk.say("Stopped. Nothing was changed."))
