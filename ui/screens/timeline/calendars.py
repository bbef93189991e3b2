"""Each organisation's clocks: picked, imported or written oneself, with the coming months of each."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.errors import Refused
from planner.file_names import safe_name
from planner.model import Clock, ClockPeriod, Organisation
from planner.terms import Side
from planner.timeline.clocks.calendars import bands_of
from planner.timeline.clocks.changing import OWN_DATES, new_clock, remove_clock, told_of_clock
from planner.timeline.clocks.public_holidays import holiday_calendar, pattern_of
from ui.dialogs.frame import Dialog, room_for
from ui.files import ask_target, write_in_background
from ui.screens.timeline import edits
from ui.screens.timeline.clock_import import import_clock
from ui.screens.timeline.clock_periods import PeriodsDialog
from ui.screens.timeline.clock_picks import HolidayDialog, PatternDialog
from ui.theme import grown
from ui.widgets.clock_strip import ClockStrip, months_from
from ui.widgets.fields import DateField, Field, date_or_refused, spoken_date_or_nothing
from ui.widgets.flow import flowing
from ui.widgets.page import keeping_focus, scroller
from ui.widgets.shapes import Card, button, clear, column, holding, link, row, rule
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

_WIDTH = 860
NO_CLOCK = (
    "No calendar yet. What falls into exams, closures or holidays here is not assessed until there is one."
)
_PICK = {Side.ACADEMIC: "Pick a university or country pattern…", Side.INDUSTRY: "Pick a pattern…"}


class CalendarsDialog(Dialog):
    """Every clock, organisation by organisation. What is changed here is stored at once, and undoable."""

    def __init__(self, parent: QWidget, desk: Desk, at: UUID | None = None) -> None:
        """`at` is an organisation, or its runway on the timeline: the dialog opens at its runway."""
        super().__init__(
            parent,
            "Calendars",
            "What each organisation lives by: terms and exams, sprints and releases, holidays, meetings.",
            width=_WIDTH,
        )
        self._desk = desk
        self._signature: object = None
        self._strips: dict[UUID, ClockStrip] = {}
        self._runways: dict[UUID, DateField] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._area = area = scroller(self._cards)
        area.setMinimumHeight(min(grown(520), room_for(self).height() - grown(190)))
        self.body.addWidget(area)
        self.add_button("Close", self.accept, primary=True)
        desk.session.changed.connect(self._refresh)
        self.finished.connect(lambda _: desk.session.leave_field())
        self._refresh()
        if at is not None:
            # Only what is shown can be scrolled to.
            QTimer.singleShot(0, self, partial(self._go_to_runway, at))

    def _go_to_runway(self, at: UUID) -> None:
        snapshot = self._desk.session.snapshot
        period = snapshot.find(ClockPeriod, at)
        clock = snapshot.find(Clock, period.clock_id) if period is not None else None
        field = self._runways.get(clock.organisation_id if clock is not None else at)
        if field is not None:
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            field.edit.selectAll()
            self._area.ensureWidgetVisible(field, 0, grown(60))

    def _refresh(self, _change: object = None) -> None:
        """Make the cards anew when a clock changed; fields refresh on their own."""
        snapshot = self._desk.session.snapshot
        periods = tuple((p.id, p.version) for p in snapshot.all(ClockPeriod) if p.kind != "runway")
        signature = (
            tuple((o.id, o.name, o.country) for o in snapshot.all(Organisation)),
            tuple((clock.id, clock.version) for clock in snapshot.all(Clock)),
            periods,
        )
        if signature == self._signature:
            return
        self._signature = signature
        with keeping_focus(self):
            clear(self._cards)
            self._runways.clear()
            for organisation in snapshot.all(Organisation):
                self._cards.addWidget(self._card(snapshot, organisation))
            if not snapshot.all(Organisation):
                self._cards.addWidget(wrapped("Add the organisations first, on the overview.", "muted"))
            self._cards.addStretch(1)

    def _card(self, snapshot: Snapshot, organisation: Organisation) -> Card:
        card = Card(organisation.name, side=organisation.side.value)
        clocks = snapshot.where(Clock, organisation_id=organisation.id)
        shown = [clock for clock in clocks if not self._holds_only_the_runway(snapshot, clock)]
        is_company = organisation.side is Side.INDUSTRY
        if is_company:
            card.box.addWidget(self._runway(organisation))
        for place, clock in enumerate(shown):
            if place:
                card.box.addWidget(rule())
            card.box.addWidget(self._clock(snapshot, organisation, clock))
        if not shown:
            card.box.addWidget(wrapped(NO_CLOCK, "muted"))
        card.box.addWidget(self._ways(organisation, {clock.pattern for clock in clocks}))
        if not is_company:
            card.box.addWidget(self._runway(organisation))
        return card

    def _holds_only_the_runway(self, snapshot: Snapshot, clock: Clock) -> bool:
        own = snapshot.where(ClockPeriod, clock_id=clock.id)
        return not clock.pattern and bool(own) and all(period.kind == "runway" for period in own)

    def _clock(self, snapshot: Snapshot, organisation: Organisation, clock: Clock) -> QWidget:
        session, name = self._desk.session, clock.name or OWN_DATES
        edit = link("Edit…", partial(self._edit, clock.id), name=f"Edit {name} of {organisation.name}")
        export = link(
            "Export…", partial(self._export, clock.id), name=f"Export {name} of {organisation.name}"
        )
        remove = link("Remove", partial(self._remove, clock.id), name=f"Remove {name} of {organisation.name}")
        for made in (edit, remove):
            made.setEnabled(not session.store.is_read_only)
        head = row(wrapped(name, "strong"), edit, export, remove, spacing=12)
        head.setStretch(0, 1)
        today = session.today()
        said = told_of_clock(snapshot, session.library, clock, today)
        bands = bands_of(snapshot, session.library, clock, *months_from(today))
        strip = ClockStrip(organisation.side.value, [b for b in bands if b.kind != "runway"], today)
        return holding(column(head, wrapped(said, "caption"), strip, spacing=4))

    def _ways(self, organisation: Organisation, taken: set[str]) -> QWidget:
        """The ways to a calendar: the first of them stands out."""
        of = f"for {organisation.name}"
        first = _PICK[organisation.side]
        pick = button(first, partial(self._pick, organisation))
        pick.setAccessibleName(f"{first.removesuffix('…')} {of}")
        ways = [pick]
        near = pattern_of(organisation.country)
        calendar = holiday_calendar(near)
        if calendar is not None and near not in taken:
            take, name = partial(self._take_holidays, organisation, near), calendar.name
            ways.append(
                link(f"Public holidays: {name}", take, name=f"Public holidays, {name}, {of}"),
            )
        for text, act in (
            ("Public holidays…", self._pick_holidays),
            ("Import .ics…", self._import),
            ("Write your own…", self._write),
        ):
            ways.append(link(text, partial(act, organisation), name=f"{text} {of}"))
        for made in ways:
            made.setAutoDefault(False)
            made.setEnabled(not self._desk.session.store.is_read_only)
        return holding(column(pick, flowing(*ways[1:], spacing=12), spacing=6))

    # What the buttons do

    def _pick(self, organisation: Organisation) -> None:
        PatternDialog(self, self._desk, organisation).exec()

    def _pick_holidays(self, organisation: Organisation) -> None:
        HolidayDialog(self, self._desk, organisation).exec()

    def _take_holidays(self, organisation: Organisation, pattern: str) -> None:
        calendar = holiday_calendar(pattern)
        assert calendar is not None
        new_clock(self._desk.session.doc, organisation, pattern, f"Public holidays, {calendar.name}")

    def _import(self, organisation: Organisation) -> None:
        import_clock(self, self._desk, organisation)

    def _write(self, organisation: Organisation) -> None:
        clock = new_clock(self._desk.session.doc, organisation, "", OWN_DATES)
        PeriodsDialog(self, self._desk, clock.id).exec()

    def _edit(self, id: UUID) -> None:
        if self._desk.session.snapshot.find(Clock, id) is not None:
            PeriodsDialog(self, self._desk, id).exec()

    def _export(self, id: UUID) -> None:
        session = self._desk.session
        clock = session.snapshot.find(Clock, id)
        if clock is None:
            return
        name = f"{safe_name(clock.name or OWN_DATES)}.ics"
        target = ask_target(self, "Export a calendar", name, "Calendar (*.ics)")
        if target is not None:
            arguments = (session.snapshot, session.library, clock, session.today())
            write_in_background(self._desk, target, "The calendar file is ready.", _ics, *arguments)

    def _remove(self, id: UUID) -> None:
        doc, snapshot = self._desk.session.doc, self._desk.session.snapshot
        clock = snapshot.find(Clock, id)
        if clock is not None:
            remove_clock(doc, clock)

    def _runway(self, organisation: Organisation) -> QWidget:
        """Until when the money lasts; stored on leaving the field, so that half a date is no runway."""
        session = self._desk.session
        widget = DateField(name=f"Runway: money of {organisation.name} lasts until", placeholder="not known")
        widget.setEnabled(not session.store.is_read_only)
        self._runways[organisation.id] = widget
        field = Field("", widget)

        def known() -> date | None:
            period = edits.runway_of(session.snapshot, organisation.id)
            return period.ends_on if period is not None else None

        def store() -> None:
            try:
                end = date_or_refused(widget.edit.text())
            except Refused as refusal:
                field.complain(str(refusal))
                return
            field.complain("")
            if end != known():
                edits.set_runway(session.doc, organisation, end, session.today())

        widget.edit.setText(spoken_date_or_nothing(known()))
        widget.edit.editingFinished.connect(store)
        return holding(row(label("Runway: money lasts until", "head"), field, None))


def _ics(*arguments: object) -> bytes:
    from planner.exchange.clock_writing import clock_bytes

    return clock_bytes(*arguments)  # type: ignore[arg-type]
