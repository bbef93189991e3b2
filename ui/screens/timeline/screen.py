"""The timeline's screen: canvas or table, the panel beside it, the clashes below."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from planner.findings import Finding
from planner.model import Activity
from planner.timeline import clashes
from planner.timeline.clause_periods import ClausePeriods, Period, clause_periods
from planner.timeline.drawn.layout import MARGIN_DAYS
from planner.timeline.drawn.shapes import Plan
from planner.timeline.schedule import Schedule, schedule
from ui.screens.timeline import adding, looking
from ui.screens.timeline.baselines import show_ghosts
from ui.screens.timeline.calendars import CalendarsDialog
from ui.screens.timeline.clash_card import ClashArea, ClashCard
from ui.screens.timeline.clash_item import Wishes
from ui.screens.timeline.details import WIDTH, DetailsPanel, Ways
from ui.screens.timeline.dialogs import (
    AsideDialog,
    AsideList,
    LinkDialog,
    StartDialog,
)
from ui.screens.timeline.filtering import FilterRow
from ui.screens.timeline.hands import Hands
from ui.screens.timeline.last_seen import LastSeen, Ready
from ui.screens.timeline.laying import Packing, packing_for
from ui.screens.timeline.more import do_named, run
from ui.screens.timeline.naming import NameEdit
from ui.screens.timeline.relaying import Relaying, Wish
from ui.screens.timeline.starting import Starting
from ui.screens.timeline.table import RowsTable
from ui.screens.timeline.template_dialogs import TemplateDialog
from ui.screens.timeline.tools import Tools
from ui.theme import grown
from ui.widgets.page import Page, empty_state
from ui.widgets.shapes import NO_LIMIT, button, row
from ui.widgets.timeline_canvas import TimelineCanvas
from ui.widgets.timeline_head import SUBTITLE, SUBTITLE_WIDTH

if TYPE_CHECKING:
    from ui.desk import Desk

_NARROW, _LOW = 860, 640


class TimelineScreen(Page):
    """Shows the plan of the open partnership; every change goes through its document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Timeline", SUBTITLE, scrolls=False)
        self.desk = desk
        self.plan: Plan | None = None
        self.times = Schedule()
        self.periods = ClausePeriods((), ())
        self.found: tuple[Finding, ...] = ()
        self.matches: frozenset[UUID] | None = None
        self.hidden_baselines: set[UUID] = set()
        self._packed_at: Packing | None = None
        self.ready: Ready | None = None
        self._repack = QTimer(self, singleShot=True, interval=60)
        self._repack.timeout.connect(self._pack)
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(partial(looking.show_all, self))
        self.canvas = TimelineCanvas(partial(looking.words, self))
        self.canvas.spoken = partial(looking.spoken_of, self)
        self.hands = Hands(self)
        self.canvas.why_not_link = self.hands.why_not_link
        self.table = RowsTable(self.hands.write_cell, self.hands.choices)
        self.filter = FilterRow()
        self.panel = DetailsPanel(
            desk,
            Ways(
                self.close_details,
                partial(self.canvas.choose, reveal=True),
                self.show_clash,
                self.hands.remove,
                self.numbers,
            ),
        )
        why, answer = partial(run, self, "why", "ask_why"), partial(run, self, "questions", "ask_questions")
        self.card = ClashCard(
            Wishes(self.show_clash, self.hands.apply, self.set_aside, self.bring_back, why, answer)
        )
        self._lay_out()
        self._connect()
        self.relaying = Relaying(self)
        self.last_seen = LastSeen(self)
        self.watch(desk.session.changed)

    # Making

    def _lay_out(self) -> None:
        self.buttons = Tools(self)
        self.tools.addWidget(self.buttons)
        self.subtitle.setMinimumWidth(SUBTITLE_WIDTH)
        self.nothing = empty_state(
            "Nothing is planned yet. A template brings a whole phase, with ranges taken from the evidence.",
            button("Insert a template", self.ask_template, primary=True),
            button("Add an activity", partial(adding.add_activity, self, 0, milestone=False)),
        )
        self.stack = QStackedWidget()
        for page in (self.canvas, self.table, self.nothing):
            self.stack.addWidget(page)
        self.middle = QWidget()
        self.middle.setLayout(row(self.stack, self.panel, spacing=12))
        self.starting = Starting(self)
        self._area = ClashArea(self.card)
        self.card.unfolded.connect(self.fit)
        self.card.left.connect(lambda: self.shown.setFocus())
        self.below = (self.starting, self._area)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.middle, 1)
        self.body.addWidget(self.starting)
        self.body.addWidget(self._area)
        self.body.addStretch(0)

    def _connect(self) -> None:
        canvas, table, hands = self.canvas, self.table, self.hands
        canvas.chosen_changed.connect(self._chosen)
        canvas.selection_changed.connect(lambda: table.select(canvas.selection))
        canvas.pin_chosen.connect(self._pin_chosen)
        canvas.dragged.connect(hands.drag)
        canvas.dropped.connect(hands.drop)
        canvas.linked.connect(hands.draw_link)
        canvas.asked.connect(hands.obey)
        canvas.activated.connect(self.enter_details)
        canvas.added.connect(partial(adding.add_in_lane, self))
        canvas.menu_asked.connect(partial(adding.show_menu, self))
        canvas.zoomed.connect(self._zoomed)
        table.selection_told.connect(canvas.select)
        table.opened.connect(self.enter_details)
        table.removal_asked.connect(hands.remove_selected)
        self.filter.changed.connect(partial(looking.show_matches, self))
        self.filter.stepped.connect(partial(looking.step_match, self))
        self.filter.left.connect(lambda: self.shown.setFocus())
        for keys, act in (
            (QKeySequence.StandardKey.Find, self.filter.open),
            (QKeySequence("F3"), partial(looking.step_match, self, 1)),
            (QKeySequence("Shift+F3"), partial(looking.step_match, self, -1)),
        ):
            made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # Showing

    @property
    def may_write(self) -> bool:
        """Whether changes would be kept."""
        return not self.desk.session.store.is_read_only

    @property
    def shown(self) -> QWidget:
        """The canvas or the table."""
        return self.table if self.is_table else self.canvas

    def refresh(self) -> None:
        """Show the document as it stands."""
        if self.desk.session.document is None or self.canvas.is_dragging or self.starting.on is not None:
            return
        # Whoever refreshes right after a change has it seen: once is enough.
        self._stale = False
        session = self.desk.session
        snapshot, library = session.snapshot, session.library
        first = self._packed_at is None and self.ready is None
        self.times = schedule(snapshot, library)
        self.periods = clause_periods(snapshot, library)
        self.found = self._findings()
        self.canvas.is_editable = self.table.rows.may_write = self.may_write
        self.draw()
        assert self.plan is not None
        if first:
            self.canvas.left_day = float(_month_of(self.plan.start + MARGIN_DAYS))
        self.panel.refresh()
        self.starting.show_state()
        is_empty = not snapshot.all(Activity)
        self.stack.setCurrentWidget(self.nothing if is_empty else self.shown)
        self.nothing.setEnabled(self.may_write)
        # What hangs on the place of every shape waits for it.
        if self.is_table or not self.relaying.is_on:
            looking.show_all(self)

    def numbers(self) -> dict[str, int]:
        """The number of each clash that has a pin."""
        return {pin.finding_id: pin.number for pin in self.plan.pins} if self.plan is not None else {}

    def _findings(self) -> tuple[Finding, ...]:
        """The clashes as they are now."""
        session = self.desk.session
        return clashes.findings(session.snapshot, session.library, session.today())

    def draw(self) -> None:
        """Lay the plan out and show it, the one with another start while that is looked at."""
        session = self.desk.session
        self._packed_at = self._packing
        snapshot, ready = self.starting.seen or session.snapshot, self.ready
        self.ready = None
        wish = Wish(snapshot, self.found, self._packed_at, self.canvas.days_per_line)
        if ready is not None and ready.fits(snapshot, self._packed_at):
            self.plan = ready.plan
            self.relaying.keep(wish, ready.plan)
        else:
            self.plan = self.relaying.plan(wish)
        show_ghosts(self)
        self.canvas.show_plan(self.plan)
        self.last_seen.wait()

    def show_laid(self, plan: Plan) -> None:
        """Show what was laid out meanwhile; what is selected stays where it is seen."""
        canvas, chosen = self.canvas, self.canvas.chosen
        before = canvas.across_of(chosen)
        self.plan = plan
        canvas.show_plan(plan)
        canvas.scroll_to(canvas.place[1] + canvas.across_of(chosen) - before)
        # First the chart, then what stands below it.
        self._after.start()
        self.last_seen.wait()

    @property
    def _packing(self) -> Packing:
        """By which zoom names are packed, and which way time runs."""
        return packing_for(self.canvas.orientation, self.canvas.days_per_character)

    def _pack(self) -> None:
        if self.desk.session.document is None:
            return
        if self.plan is not None and not self.canvas.is_dragging and self._packing != self._packed_at:
            self.draw()
            self.fit()

    def _zoomed(self) -> None:
        self.buttons.show_zoom()
        if self._packing != self._packed_at:
            self._repack.start()

    def fit(self) -> None:
        """Give the canvas the height it needs and no more, and the card what it needs."""
        free = self.panel.isVisibleTo(self) or self.stack.currentWidget() is not self.canvas
        self.middle.setMaximumHeight(NO_LIMIT if free else max(self.canvas.full_height(), 190))
        narrow = self.width() < grown(_NARROW)
        opened = self.panel.activity_id is not None
        self.panel.setMaximumWidth(NO_LIMIT if narrow else grown(WIDTH))
        self.panel.setMinimumWidth(260 if narrow else grown(WIDTH))
        self.stack.setVisible(not (narrow and opened))
        # The details name the clashes of their activity; with little room they have it all.
        is_empty = self.stack.currentWidget() is self.nothing
        self._area.setVisible(not is_empty and self.starting.strip.isHidden() and not (narrow and opened))
        # With little height the plan comes first: help says what the line below the title says.
        is_low = self.height() < grown(_LOW)
        self.subtitle.setVisible(not is_low)
        # What shows nothing takes no room between the plan and its clashes.
        self.starting.setVisible(self.starting.shows_something)
        self._area.fit(self.height(), is_low=is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def period(self, id: UUID | None) -> Period | None:
        """The period of a clause with this id, if there is one."""
        return next((period for period in self.periods.placed if period.id == id), None)

    def rename(self, id: UUID) -> None:
        """Let the name be typed over where it stands."""
        activity, shape = self.desk.session.snapshot.find(Activity, id), self.canvas.shape(id)
        if activity is None or shape is None:
            self.hands.say_why_not(id)
        elif self.may_write:
            self.canvas.reveal(shape)
            NameEdit(self.canvas, id, activity.name, self.hands.rename)

    # Selecting

    def go(self, place: str) -> None:
        """Show an activity, or an organisation's clocks."""
        self._catch_up()
        key, _, rest = place.partition("/")
        if key in ("clock", "do"):
            do_named(self, rest if key == "do" else "calendars")
            return
        try:
            id = UUID(key)
        except ValueError:
            return
        self.canvas.choose(id, reveal=True)
        self.canvas.setFocus()
        if self.desk.session.snapshot.find(Activity, id) is not None:
            self.open_details(id)

    def _chosen(self, id: UUID | None) -> None:
        self.desk.session.leave_field()
        if id is not None and self.panel.activity_id is not None:
            self.panel.open(id)
            self.fit()

    def _pin_chosen(self, finding_id: str) -> None:
        finding = next((f for f in self.found if f.id == finding_id), None)
        if finding is not None and finding.about:
            self.canvas.choose(finding.about[0])

    def show_clash(self, finding: Finding) -> None:
        """Bring a clash's pin and its activity into view."""
        if not self.stack.isVisibleTo(self):
            self.close_details()
        if self.is_table:
            self.toggle_table()
        self.canvas.choose_pin(finding.id)
        self._pin_chosen(finding.id)
        self.canvas.setFocus()

    @property
    def is_table(self) -> bool:
        """Whether the rows are shown as a table."""
        return self.buttons.views.key == "table"

    def show_as(self, view: str) -> None:
        """Show lanes, columns or the table."""
        self.buttons.views.set_key(view)
        if view != "table":
            self.canvas.show_as("columns" if view == "columns" else "lanes")
        self.refresh()
        self.shown.setFocus()

    def toggle_table(self) -> None:
        """Table instead of canvas, or back."""
        self.show_as(self.canvas.orientation if self.is_table else "table")

    def open_details(self, id: UUID) -> None:
        """Show everything about an activity; a runway opens the calendars, a clause's period the clause."""
        period = self.period(id)
        if period is not None:
            self.desk.go(period.place)
            return
        if self.desk.session.snapshot.find(Activity, id) is None:
            self.show_calendars(id)
            return
        self.panel.open(id)
        self.fit()

    def enter_details(self, id: UUID) -> None:
        """Show everything about an activity, and go there."""
        self.open_details(id)
        if self.panel.activity_id == id:
            self.panel.enter()

    def close_details(self) -> None:
        """Hide the details."""
        self.desk.session.leave_field()
        self.panel.open(None)
        self.fit()
        self.shown.setFocus()

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

    def show_calendars(self, at: UUID | None = None) -> None:
        """Show and change every organisation's clocks; `at` a runway, or that of an organisation."""
        _ask(CalendarsDialog(self, self.desk, at))


def _ask(dialog: QDialog) -> None:
    """Show a dialog over the window; nothing waits for it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _month_of(day: int) -> int:
    return date.fromordinal(day).replace(day=1).toordinal()
