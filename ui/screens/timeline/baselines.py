"""Earlier states of the plan: kept, shown as ghosts below the bars, and what has moved since."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from planner.errors import Refused
from planner.model import Activity, Baseline
from planner.timeline.baselines import MOST, Moved, Span, moves_since, spans_of, take_baseline
from planner.timeline.words import days_words
from planner.wording import counted, spoken_date
from ui.dialogs.frame import Dialog, be_large
from ui.theme import grown
from ui.widgets.fields import Field
from ui.widgets.shapes import button, clear, link, row
from ui.widgets.text import label, plain_tip, wrapped

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen

_ID = 256
_LONGEST = 48
_COLUMNS = ("Activity", "Stood", "Stands", "Moved")


def ask_baselines(screen: TimelineScreen) -> None:
    """Show the baselines that are kept, and what has moved since."""
    BaselinesDialog(screen).open()


def show_ghosts(screen: TimelineScreen) -> None:
    """Draw the baselines that are switched on below the bars of today."""
    kept = screen.desk.session.snapshot.all(Baseline)
    screen.canvas.show_ghosts(ghosts_of(kept, screen.hidden_baselines))


def ghosts_of(kept: Iterable[Baseline], hidden: Container[UUID]) -> list[dict[UUID, tuple[int, int]]]:
    """First and last day of each activity in the baselines that are not hidden."""
    return [
        {id: (first.toordinal(), last.toordinal()) for id, (first, last) in spans_of(each).items()}
        for each in kept
        if each.id not in hidden
    ]


class BaselinesDialog(Dialog):
    """Up to three baselines, and the differences between one of them and the plan of today."""

    def __init__(self, screen: TimelineScreen) -> None:
        super().__init__(
            screen,
            "Baselines",
            f"Keep the plan as it stands today, and see later what has moved. Up to {MOST} are kept.",
            width=780,
        )
        be_large(self, 820, 620)
        self._screen, self._session = screen, screen.desk.session
        self._chosen: UUID | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.name = QLineEdit()
        self.name.setPlaceholderText("e.g. As agreed at the kick-off")
        self.field = Field("Name of the next baseline", self.name)
        self.take = button("Keep the plan of today", self._take)
        self.take.setAutoDefault(False)
        self.name.returnPressed.connect(self._take)
        self.told = wrapped("", "muted")
        self.moves = QTreeWidget()
        self.moves.setHeaderLabels(_COLUMNS)
        self.moves.setRootIsDecorated(False)
        self.moves.setSortingEnabled(False)
        self.moves.setAccessibleName("What has moved since the baseline")
        self.moves.itemActivated.connect(self._go)
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.field, self.take, spacing=12))
        self.body.addWidget(self.told)
        self.body.addWidget(self.moves, 1)
        # Not the default: Return in the name keeps a baseline, and must not close the dialog as well.
        self.add_button("Close", self.accept)
        self._session.changed.connect(self._refresh)
        self.finished.connect(lambda _: self._session.changed.disconnect(self._refresh))
        self._refresh()

    def _kept(self) -> tuple[Baseline, ...]:
        return self._session.snapshot.all(Baseline)

    def _refresh(self, _change: object = None) -> None:
        kept = self._kept()
        if self._chosen not in {each.id for each in kept}:
            self._chosen = kept[-1].id if kept else None
        clear(self._lines)
        for each in kept:
            self._lines.addLayout(self._line(each))
        may_add = self._screen.may_write and len(kept) < MOST
        self.take.setEnabled(may_add)
        self.field.setEnabled(may_add)
        self._show_moves()

    def _line(self, each: Baseline) -> QHBoxLayout:
        # A long name must not push the links out of the dialog; the tip has all of it.
        name = each.name if len(each.name) <= _LONGEST else f"{each.name[:_LONGEST].rstrip()}…"
        shown = QCheckBox(f"{name}, {spoken_date(each.taken_on)}".replace("&", "&&"))
        shown.setAccessibleName(f"{each.name}, {spoken_date(each.taken_on)}")
        shown.setChecked(each.id not in self._screen.hidden_baselines)
        shown.setToolTip(plain_tip(f"{each.name}: drawn below the bars of today"))
        shown.toggled.connect(partial(self._show, each))
        compare = link("What moved", partial(self._compare, each), name=f"What moved since {each.name}")
        remove = link("Remove", partial(self._remove, each), name=f"Remove {each.name}")
        remove.setEnabled(self._screen.may_write)
        mark = label("compared below" if each.id == self._chosen else "", "muted")
        return row(shown, mark, None, compare, remove, spacing=14)

    def _show(self, each: Baseline, on: bool) -> None:
        self._screen.hidden_baselines.symmetric_difference_update({each.id})
        self._screen.refresh()

    def _compare(self, each: Baseline) -> None:
        self._chosen = each.id
        self._refresh()

    def _take(self) -> None:
        if not self.take.isEnabled():
            return
        try:
            made = take_baseline(
                self._session.doc, self._session.library, self.name.text(), self._session.today()
            )
        except Refused as refusal:
            self.field.complain(str(refusal))
            return
        self.field.complain("")
        self._chosen = made.id
        self.name.clear()
        self._refresh()

    def _remove(self, each: Baseline) -> None:
        self._session.doc.remove(each, label=f"removal of the baseline “{each.name}”")

    def _show_moves(self) -> None:
        self.moves.clear()
        snapshot = self._session.snapshot
        baseline = snapshot.find(Baseline, self._chosen)
        self.moves.setVisible(baseline is not None)
        if baseline is None:
            self.told.setText("No baseline is kept yet.")
            return
        found = moves_since(snapshot, self._session.library, baseline)
        self.told.setText(_summary(baseline, found))
        for moved in found:
            item = QTreeWidgetItem(
                [moved.name or "Removed since", _span(moved.was), _span(moved.now), _moved(moved)]
            )
            item.setData(0, _ID, moved.id)
            self.moves.addTopLevelItem(item)
        for place, width in enumerate((230, 190, 190)):
            self.moves.setColumnWidth(place, grown(width))

    def _go(self, item: QTreeWidgetItem) -> None:
        id = item.data(0, _ID)
        if self._session.snapshot.find(Activity, id) is not None:
            self.accept()
            self._screen.canvas.choose(id, reveal=True)
            self._screen.canvas.setFocus()


def _summary(baseline: Baseline, found: tuple[Moved, ...]) -> str:
    if not found:
        return f"Nothing has moved since “{baseline.name}”."
    later = sum(1 for moved in found if (moved.days or 0) > 0)
    earlier = sum(1 for moved in found if (moved.days or 0) < 0)
    told = f"Since “{baseline.name}” {counted(later, 'activity', 'activities')} ended up later"
    return f"{told}, {earlier} earlier; {counted(len(found), 'difference')} in all."


def _span(span: Span | None) -> str:
    if span is None:
        return "not in the plan"
    first, last = span
    return spoken_date(first) if first == last else f"{spoken_date(first)} to {spoken_date(last)}"


def _moved(moved: Moved) -> str:
    if moved.days is None:
        return "new since" if moved.was is None else "gone or without a date"
    if moved.days == 0:
        return "another start"
    return f"{days_words(abs(moved.days))} {'later' if moved.days > 0 else 'earlier'}"
