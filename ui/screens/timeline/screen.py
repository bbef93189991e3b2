"""The timeline's screen: canvas or table, the panel beside it, the clashes below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from math import ceil, log
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QMenu, QStackedWidget, QWidget

from planner.findings import Finding
from planner.model import Activity, Partnership
from planner.terms import Screen
from planner.timeline import clashes
from planner.timeline.axis import Scale
from planner.timeline.clause_periods import ClausePeriods, Period, clause_periods
from planner.timeline.layout import MARGIN_DAYS, lay_out
from planner.timeline.schedule import Schedule, schedule
from planner.timeline.shapes import Bar, Plan, Shape
from planner.wording import joined, spoken_date
from ui.screens.timeline import trial
from ui.screens.timeline.adding import add_activity, fill_add_menu, show_menu
from ui.screens.timeline.calendars import CalendarsDialog
from ui.screens.timeline.clash_card import ClashArea, ClashCard, Wishes
from ui.screens.timeline.details import WIDTH, DetailsPanel
from ui.screens.timeline.dialogs import (
    AsideDialog,
    AsideList,
    LinkDialog,
    StartDialog,
    TemplateDialog,
    dismissals,
)
from ui.screens.timeline.hands import Hands
from ui.screens.timeline.more import MORE, fill_more_menu
from ui.screens.timeline.table import RowsTable, lines_of
from ui.screens.timeline.ties import with_clash_ties
from ui.screens.timeline.words import clash_lines, told, told_of_period
from ui.theme import grown
from ui.widgets.flow import flowing
from ui.widgets.page import Page, empty_state
from ui.widgets.shapes import NO_LIMIT, button, link, row
from ui.widgets.text import Elided
from ui.widgets.timeline_canvas import TimelineCanvas
from ui.widgets.timeline_ground import scale_for

if TYPE_CHECKING:
    from ui.desk import Desk

SUBTITLE = "Two clocks on one axis. Bars carry likely dates; thin tails show the late case."
SCALES: dict[Scale, str] = {"week": "Week", "month": "Month", "quarter": "Quarter", "year": "Year"}
# Names are packed again when the zoom has changed by this much, not at every turn of the wheel.
_REPACK = 1.3
_NARROW, _LOW = 860, 330


class TimelineScreen(Page):
    """Shows the plan of the open partnership; every change goes through its document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Timeline", SUBTITLE, scrolls=False)
        self.desk = desk
        self.plan: Plan | None = None
        self.times: Schedule = Schedule({})
        self.periods = ClausePeriods((), ())
        self.found: tuple[Finding, ...] = ()
        self._packed_at: int | None = None
        self._repack = QTimer(self, singleShot=True, interval=60)
        self._repack.timeout.connect(self._pack)
        self.canvas = TimelineCanvas(self.words)
        self.hands = Hands(self)
        self.table = RowsTable(self.hands.write_cell)
        self.panel = DetailsPanel(
            desk, on_close=self.close_details, on_link=self.ask_link, on_remove=self.hands.remove
        )
        self.card = ClashCard(Wishes(self.show_clash, self.hands.apply, self.set_aside, self.bring_back))
        self._lay_out()
        self._connect()
        self.watch(desk.session.changed, desk.checker.checked)

    # Making

    def _lay_out(self) -> None:
        self.months = button(
            "Project months", self.hands.toggle_months, tip="Count months from the start of the project"
        )
        self.zoom = button("Month ▾", lambda: None, tip="Zoom (+ and −, or Ctrl and the wheel)")
        self.zoom.setMenu(self._zoom_menu())
        self.as_table = button("Table", self.toggle_table, tip="The same rows as a table")
        self.calendars = button("Calendars…", self.show_calendars)
        self.add = button("Add…", lambda: None)
        self._add_menu = QMenu(self)
        self._add_menu.aboutToShow.connect(lambda: fill_add_menu(self, self._add_menu))
        self.add.setMenu(self._add_menu)
        self.more = button("More", lambda: None)
        more_menu = QMenu(self)
        more_menu.aboutToShow.connect(partial(fill_more_menu, self, more_menu))
        self.more.setMenu(more_menu)
        self.more.setVisible(bool(MORE))
        # A line of buttons that breaks where there is no room for it.
        self.tools.addWidget(
            flowing(self.zoom, self.months, self.as_table, self.calendars, self.add, self.more)
        )
        self.subtitle.setMinimumWidth(200)
        self.nothing = empty_state(
            "Nothing is planned yet. A template brings a whole phase, with ranges taken from the evidence.",
            button("Insert a template", self.ask_template, primary=True),
            button("Add an activity", partial(add_activity, self, 0, milestone=False)),
        )
        self.stack = QStackedWidget()
        for page in (self.canvas, self.table, self.nothing):
            self.stack.addWidget(page)
        self._middle = QWidget()
        self._middle.setLayout(row(self.stack, self.panel, spacing=12))
        self.foot = Elided("", "caption")
        self.change_start = link("Change the start…", self.ask_start)
        self._area = ClashArea(self.card)
        self.card.unfolded.connect(self._fit)
        self.body.addWidget(self._middle, 1)
        self.body.addLayout(row(self.foot, self.change_start))
        self.body.addWidget(self._area)
        self.body.addStretch(0)

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        for scale, name in SCALES.items():
            menu.addAction(name, partial(self.canvas.zoom_to, scale))
        menu.addSeparator()
        menu.addAction("Zoom in\t+", partial(self.canvas.zoom, 1.25))
        menu.addAction("Zoom out\t−", partial(self.canvas.zoom, 0.8))
        menu.addAction("Whole plan\t0", self.canvas.fit)
        return menu

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.chosen_changed.connect(self._chosen)
        canvas.pin_chosen.connect(self._pin_chosen)
        canvas.dragged.connect(self.hands.drag)
        canvas.dropped.connect(self.hands.drop)
        canvas.nudged.connect(self.hands.nudge)
        canvas.activated.connect(self.open_details)
        canvas.removal_asked.connect(self.hands.remove)
        canvas.menu_asked.connect(lambda id, spot: show_menu(self, id, spot))
        canvas.zoomed.connect(self._zoomed)
        self.table.chosen_changed.connect(lambda id: canvas.choose(id, reveal=True))
        self.table.opened.connect(self.open_details)

    # Showing

    @property
    def may_write(self) -> bool:
        """Whether changes would be kept."""
        return not self.desk.session.store.is_read_only

    def refresh(self) -> None:
        """Show the document as it stands."""
        if self.desk.session.document is None or self.canvas.is_dragging:
            return
        session = self.desk.session
        snapshot, library = session.snapshot, session.library
        first = self._packed_at is None
        self.times = schedule(snapshot, library)
        self.periods = clause_periods(snapshot, library)
        self.found = self._findings()
        self._show_plan()
        assert self.plan is not None
        if first:
            self.canvas.left_day = float(_month_of(self.plan.start + MARGIN_DAYS))
        numbers = {pin.finding_id: pin.number for pin in self.plan.pins}
        aside = len(dismissals(self.desk))
        unplaced = tuple(each.text for each in self.periods.unplaced)
        self.card.show_findings(self.found, numbers, aside, may_write=self.may_write, unplaced=unplaced)
        if self._is_table:
            by_activity = _by_activity(self.found, numbers)
            rows = lines_of(self.plan, snapshot, self.times, by_activity, self.periods.placed)
            self.table.show_lines(rows, self.canvas.chosen)
        self.panel.refresh()
        self._show_foot(snapshot.partnership)
        is_empty = not snapshot.all(Activity)
        page = self.nothing if is_empty else (self.table if self._is_table else self.canvas)
        self.stack.setCurrentWidget(page)
        self._area.setVisible(not is_empty)
        for made in (self.add, self.months, self.calendars, self.panel, self.nothing):
            made.setEnabled(self.may_write)
        self._fit()

    def _findings(self) -> tuple[Finding, ...]:
        """The clashes as they are now; of a huge plan as they were checked last."""
        session = self.desk.session
        if len(session.snapshot.all(Activity)) <= trial.LIVE_ACTIVITIES:
            return clashes.findings(session.snapshot, session.library, session.today())
        return tuple(f for f in self.desk.checker.findings if f.screen is Screen.TIMELINE)

    def _show_plan(self) -> None:
        session = self.desk.session
        self._packed_at = self._packing
        plan = lay_out(
            session.snapshot,
            session.library,
            session.today(),
            self.found,
            days_per_character=_REPACK**self._packed_at,
        )
        self.plan = with_clash_ties(plan, self.found)
        self.canvas.show_plan(self.plan)

    @property
    def _packing(self) -> int:
        return ceil(log(self.canvas.days_per_character, _REPACK))

    def _pack(self) -> None:
        if self.desk.session.document is None:
            return
        if self.plan is not None and not self.canvas.is_dragging and self._packing != self._packed_at:
            self._show_plan()
            self._fit()

    def _zoomed(self) -> None:
        self.zoom.setText(f"{SCALES[scale_for(self.canvas.day_px)]} ▾")
        if self._packing != self._packed_at:
            self._repack.start()

    def _show_foot(self, partnership: Partnership) -> None:
        counts = partnership.shows_months and partnership.start_on is not None
        self.canvas.months_from = partnership.start_on if counts else None
        self.months.setText("Dates" if counts else "Project months")
        told_of = []
        if counts and partnership.start_on is not None:
            told_of.append(f"M1 starts on {spoken_date(partnership.start_on)}.")
        if self.plan is not None and self.plan.unplaced:
            names = [activity.name for activity in self.plan.unplaced[:4]]
            more = len(self.plan.unplaced) - len(names)
            told_of.append(f"Without a date: {joined([*names, f'{more} more'] if more > 0 else names)}.")
        self.foot.set_text(" ".join(told_of))
        self.foot.setVisible(bool(told_of))
        self.change_start.setVisible(counts and self.may_write)

    def _fit(self) -> None:
        """Give the canvas the height it needs and no more, and the card what it needs."""
        free = self.panel.isVisibleTo(self) or self.stack.currentWidget() is not self.canvas
        self._middle.setMaximumHeight(NO_LIMIT if free else max(self.canvas.full_height(), 190))
        narrow = self.width() < grown(_NARROW)
        opened = self.panel.activity_id is not None
        self.panel.setMaximumWidth(NO_LIMIT if narrow else grown(WIDTH))
        self.panel.setMinimumWidth(260 if narrow else grown(WIDTH))
        self.stack.setVisible(not (narrow and opened))
        # With little height the plan comes first: help says what the line below the title says.
        is_low = self.height() < grown(_LOW)
        self.subtitle.setVisible(not is_low)
        # The first row of clashes stays whole, and the chart scrolls, while the chart keeps the most room.
        self._area.fit(self.height() // 5 if is_low else max(self.height() // 4, 150), self.height() * 2 // 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def words(self, shape: Shape) -> str:
        """What a shape is, in a few lines of plain text."""
        numbers = {pin.finding_id: pin.number for pin in self.plan.pins} if self.plan else {}
        lines = clash_lines(numbers, [f for f in self.found if shape.activity_id in f.about])
        period = self.period(shape.activity_id)
        if period is not None:
            return told_of_period(period, self.canvas.months_from, lines)
        found = self.times.get(shape.activity_id)
        if found is None:
            end = shape.end - 1 if isinstance(shape, Bar) else shape.start
            return f"{shape.name}\nUntil {spoken_date(date.fromordinal(end))}"
        return told(found, self.desk.session.library, self.canvas.months_from, lines)

    def period(self, id: UUID | None) -> Period | None:
        """The period of a clause with this id, if there is one."""
        return next((period for period in self.periods.placed if period.id == id), None)

    def go(self, place: str) -> None:
        """Show an activity, or an organisation's clocks."""
        self._catch_up()
        key = place.partition("/")[0]
        if key == "clock":
            self.show_calendars()
            return
        try:
            id = UUID(key)
        except ValueError:
            return
        self.canvas.choose(id, reveal=True)
        self.canvas.setFocus()
        if self.desk.session.snapshot.find(Activity, id) is not None:
            self.open_details(id)

    # Selecting

    def _chosen(self, id: UUID | None) -> None:
        self.desk.session.leave_field()
        self.table.choose(id)
        if id is not None and self.panel.activity_id is not None:
            self.panel.open(id)
            self._fit()

    def _pin_chosen(self, finding_id: str) -> None:
        finding = next((f for f in self.found if f.id == finding_id), None)
        if finding is not None and finding.about:
            self.canvas.choose(finding.about[0])

    def show_clash(self, finding: Finding) -> None:
        """Bring a clash's pin and its activity into view."""
        if self._is_table:
            self.toggle_table()
        self.canvas.choose_pin(finding.id)
        self._pin_chosen(finding.id)
        self.canvas.setFocus()

    @property
    def _is_table(self) -> bool:
        return self.as_table.text() == "Chart"

    def toggle_table(self) -> None:
        """Table instead of canvas, or back."""
        self.as_table.setText("Table" if self._is_table else "Chart")
        self.refresh()
        (self.table if self._is_table else self.canvas).setFocus()

    def open_details(self, id: UUID) -> None:
        """Show everything about an activity; a runway opens the calendars, a clause's period the clause."""
        period = self.period(id)
        if period is not None:
            self.desk.go(period.place)
            return
        if self.desk.session.snapshot.find(Activity, id) is None:
            self.show_calendars()
            return
        self.panel.open(id)
        self._fit()

    def close_details(self) -> None:
        """Hide the details."""
        self.desk.session.leave_field()
        self.panel.open(None)
        self._fit()
        self.canvas.setFocus()

    # Asking

    def ask_link(self, id: UUID) -> None:
        """Ask what follows an activity, and draw the link."""
        _ask(LinkDialog(self, self.desk, id))

    def ask_template(self) -> None:
        """Ask for a template, and insert it."""
        session = self.desk.session
        start_on = session.snapshot.partnership.start_on or session.today()
        _ask(TemplateDialog(self, self.desk, start_on))

    def ask_start(self) -> None:
        """Ask for the first day of the project, and count months from it."""
        _ask(StartDialog(self, self.desk))

    def set_aside(self, finding: Finding) -> None:
        """Ask why a clash may stand, and set it aside."""
        _ask(AsideDialog(self, self.desk, finding))

    def bring_back(self) -> None:
        """Show what was set aside."""
        _ask(AsideList(self, self.desk))

    def show_calendars(self) -> None:
        """Show and change every organisation's clocks."""
        _ask(CalendarsDialog(self, self.desk))


def _ask(dialog: QDialog) -> None:
    """Show a dialog over the window; nothing waits for it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _month_of(day: int) -> int:
    return date.fromordinal(day).replace(day=1).toordinal()


def _by_activity(found: tuple[Finding, ...], numbers: Mapping[str, int]) -> dict[UUID, list[int]]:
    involved: dict[UUID, list[int]] = {}
    for finding in found:
        if finding.id in numbers:
            for id in finding.about:
                involved.setdefault(id, []).append(numbers[finding.id])
    return involved
