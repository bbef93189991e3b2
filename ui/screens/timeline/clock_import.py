"""Taking a calendar file in: read with progress, shown before anything changes, taken in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLayout,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.errors import PlannerError
from planner.exchange.clock_files import ClockFile, Progress, Stopped, read_clock_file
from planner.exchange.clock_taking import arrival, take_clock
from planner.model import ClockPeriod, Organisation
from planner.timeline.clocks.calendars import kind_name, kinds_of
from planner.wording import counted, joined, spoken_date
from ui import jobs, settings
from ui.dialogs.frame import Dialog, be_large
from ui.screens.timeline.clock_periods import line_of
from ui.theme import grown
from ui.widgets.fold import Fold
from ui.widgets.page import scroller
from ui.widgets.shapes import column, holding, row
from ui.widgets.text import label, plain_tip, wrapped

if TYPE_CHECKING:
    from ui.desk import Desk

_LOOK_MS = 100
_COLUMNS = ("Import", "Name", "When", "Kind")
_SHOWN_LEFT_OUT = 200


@dataclass(frozen=True)
class Group:
    """Periods of one name and kind, which are taken or left together."""

    name: str
    kind: str
    word: str
    periods: tuple[ClockPeriod, ...]

    @property
    def when(self) -> str:
        """When, in a few words."""
        first, last = self.periods[0], self.periods[-1]
        if len(self.periods) == 1:
            return line_of(first).replace(f" · {first.name or kind_name(first.kind)}", "", 1)
        span = f"{spoken_date(first.starts_on)} to {spoken_date(last.ends_on or last.starts_on)}"
        return f"{counted(len(self.periods), 'time')}, {span}"


def grouped(file: ClockFile) -> list[Group]:
    """The periods of a file by name, in the order of their first days."""
    found: dict[tuple[str, str], list[ClockPeriod]] = {}
    for period in file.periods:
        found.setdefault((period.name, period.kind), []).append(period)
    return [
        Group(name, kind, file.guesses.get(periods[0].uid, ""), tuple(periods))
        for (name, kind), periods in found.items()
    ]


def import_clock(parent: QWidget, desk: Desk, organisation: Organisation) -> None:
    """Ask for a calendar file and show what it would bring."""
    path, _ = QFileDialog.getOpenFileName(
        parent, "Import a calendar", settings.folder("import"), "Calendar (*.ics *.ical *.ifb);;All files (*)"
    )
    if path:
        settings.set_folder("import", path)
        ImportDialog(parent, desk, organisation, Path(path)).exec()


class ImportDialog(Dialog):
    """What a calendar file would bring, with the kind of each changeable before it is taken over."""

    def __init__(self, parent: QWidget, desk: Desk, organisation: Organisation, path: Path) -> None:
        super().__init__(parent, "Import a calendar", f"{path.name}, for {organisation.name}.", width=820)
        be_large(self, 860, 600)
        self._desk, self._organisation, self._path = desk, organisation, path
        self.file: ClockFile | None = None
        self._groups: list[Group] = []
        self.progress = Progress()
        self.said = wrapped("Reading the file.")
        self.said.setAccessibleName("What the file would bring")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName("How far the file is read")
        self.notes = wrapped("", "warning")
        self.table = _table()
        self.table.itemSelectionChanged.connect(self._chosen)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of the chosen rows")
        own, others = kinds_of(organisation.side)
        for key in (*own, *others):
            self.kind.addItem(kind_name(key), key)
        self.kind.insertSeparator(len(own))
        self.kind.activated.connect(self._set_kind)
        self._kinds = holding(row(label("Kind of the chosen rows", "head"), self.kind, None))
        self.gone = QCheckBox("")
        self._left = Fold("Left out", self._left_lines)
        for made in (self.said, self._bar, self.notes, self.table, self._kinds, self.gone, self._left):
            self.body.addWidget(made)
        for made in (self.notes, self.table, self._kinds, self.gone, self._left):
            made.hide()
        self.body.setStretchFactor(self.table, 1)
        self.body.addStretch(0)
        self.add_button("Cancel", self.reject)
        self.add_button("Import", self._take, primary=True)
        self._set_ready(False)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._tell_progress)
        self._look.start()
        job = jobs.run(read_clock_file, path, desk.session.today(), self.progress, parent=self)
        job.done.connect(self._show)
        job.failed.connect(self._refuse)
        self.finished.connect(self._stop)

    def _set_ready(self, ready: bool) -> None:
        taken = self._foot.itemAt(self._foot.count() - 1)
        if taken is not None and (made := taken.widget()) is not None:
            made.setEnabled(ready)

    def _stop(self, _result: int) -> None:
        # The thread looks at this after each event, so that nothing goes on reading for nobody.
        self.progress.is_stopped = True
        self._look.stop()

    def _tell_progress(self) -> None:
        if self.progress.total:
            self._bar.setRange(0, self.progress.total)
            self._bar.setValue(self.progress.read)
            self.said.setText(f"Reading event {self.progress.read:,} of {self.progress.total:,}.")

    def _refuse(self, fault: BaseException) -> None:
        self._look.stop()
        self._bar.hide()
        if isinstance(fault, Stopped):
            return
        if not isinstance(fault, PlannerError):
            raise fault
        self.said.setText(f"{fault} {fault.advice}".strip())

    # The report

    def _show(self, file: ClockFile) -> None:
        self._look.stop()
        self._bar.hide()
        if self._desk.session.document is None:
            return
        self.file, self._groups = file, grouped(file)
        found = arrival(self._desk.session.snapshot, self._organisation, file)
        self.said.setText(self._sentences(file, found.words))
        self.notes.setText(" ".join(file.notes))
        self.notes.setVisible(bool(file.notes))
        if self._groups:
            self._fill()
        for made in (self.table, self._kinds):
            made.setVisible(bool(self._groups))
        self.gone.setText(f"Remove {counted(len(found.gone), 'period')} that the file no longer holds")
        self.gone.setChecked(True)
        self.gone.setVisible(bool(found.gone))
        self._left.setVisible(bool(file.left_out))
        self._set_ready(bool(self._groups))
        if self._groups:
            self.table.setFocus()

    def _sentences(self, file: ClockFile, words: str) -> str:
        first, last = spoken_date(file.window.first), spoken_date(file.window.last)
        apart = [
            f"{counted(file.outside, 'event')} outside these years" if file.outside else "",
            f"{counted(file.cancelled, 'cancelled event')}" if file.cancelled else "",
            f"{counted(file.left_out_count, 'event')} that cannot be read" if file.left_out_count else "",
        ]
        named = joined(part for part in apart if part)
        left = f" Left out: {named}." if named else ""
        bring = words if file.periods else "Nothing in this file falls into these years."
        return f"{bring} Looked at from {first} to {last}; a timed event counts for the days it covers.{left}"

    def _left_lines(self) -> QLayout:
        assert self.file is not None
        lines = [f"{each.name}: left out because {each.reason}." for each in self.file.left_out]
        more = self.file.left_out_count - _SHOWN_LEFT_OUT
        lines = lines[:_SHOWN_LEFT_OUT] + ([f"And {more:,} more."] if more > 0 else [])
        area = scroller(column(wrapped("\n".join(lines), "muted"), None))
        area.setFixedHeight(grown(96))
        area.setAccessibleName("What is left out, and why")
        return column(area)

    def _fill(self) -> None:
        self.table.setRowCount(len(self._groups))
        for place, group in enumerate(self._groups):
            take = QTableWidgetItem("")
            take.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            take.setCheckState(Qt.CheckState.Checked)
            take.setData(Qt.ItemDataRole.AccessibleTextRole, f"Import {group.name}")
            self.table.setItem(place, 0, take)
            for cell, text in ((1, group.name or kind_name(group.kind)), (2, group.when), (3, "")):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(place, cell, item)
            self._tell_kind(place, group.kind, group.word)
        self.table.selectRow(0)

    def _tell_kind(self, place: int, kind: str, word: str) -> None:
        item = self.table.item(place, 3)
        assert item is not None
        item.setData(Qt.ItemDataRole.UserRole, kind)
        item.setText(f"{kind_name(kind)} (from “{word}”)" if word else kind_name(kind))

    def _rows(self) -> Sequence[int]:
        return sorted({index.row() for index in self.table.selectedIndexes()})

    def _chosen(self) -> None:
        rows = self._rows()
        item = self.table.item(rows[0], 3) if rows else None
        if item is not None:
            self.kind.setCurrentIndex(self.kind.findData(item.data(Qt.ItemDataRole.UserRole)))

    def _set_kind(self) -> None:
        for place in self._rows():
            self._tell_kind(place, self.kind.currentData(), "")

    # Taking over

    def _take(self) -> None:
        assert self.file is not None
        kinds: dict[str, str] = {}
        left: set[str] = set()
        for place, group in enumerate(self._groups):
            take, kind = self.table.item(place, 0), self.table.item(place, 3)
            assert take is not None
            assert kind is not None
            uids = [period.uid for period in group.periods]
            if take.checkState() is not Qt.CheckState.Checked:
                left.update(uids)
            chosen = kind.data(Qt.ItemDataRole.UserRole)
            if chosen != group.kind:
                kinds.update(dict.fromkeys(uids, chosen))
        if len(left) == len(self.file.periods):
            self.said.setText("Nothing is ticked. Tick what to import.")
            return
        organisation = self._desk.session.snapshot.find(Organisation, self._organisation.id)
        if organisation is not None:
            take_clock(
                self._desk.session.doc,
                organisation,
                self.file,
                kinds,
                left,
                removes_gone=self.gone.isChecked(),
            )
        self.accept()


def _table() -> QTableWidget:
    made = QTableWidget(0, len(_COLUMNS))
    made.setObjectName("timelineTable")
    made.setAccessibleName("What the file would bring")
    made.setHorizontalHeaderLabels(list(_COLUMNS))
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    head = made.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    for place, width in ((0, 64), (2, 300), (3, 220)):
        head.resizeSection(place, grown(width))
    return made
