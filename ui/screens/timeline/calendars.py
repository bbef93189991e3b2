"""Each organisation's clocks: calendars picked from the content, and periods of their own."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.errors import Refused
from planner.library.entries import CalendarPattern
from planner.model import Clock, ClockPeriod, Organisation
from planner.timeline.calendars import KIND_NAMES, kind_name, stand_in_for
from planner.wording import joined
from ui.bind import Slot, field_of
from ui.dialogs.frame import Dialog, room_for
from ui.screens.timeline import edits
from ui.screens.timeline.bound import BoundList
from ui.screens.timeline.words import calendar_choice
from ui.theme import grown
from ui.widgets.fields import DateField, Field, bind_date, date_or_refused, spoken_date_or_nothing, text_field
from ui.widgets.page import scroller
from ui.widgets.shapes import Card, clear, column, link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from ui.desk import Desk


_WIDTH = 780


class CalendarsDialog(Dialog):
    """Every clock, organisation by organisation. What is changed here is stored at once, and undoable."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(
            parent,
            "Calendars",
            "Pick what each organisation lives by, then add the weeks that only it knows.",
            width=_WIDTH,
        )
        self._desk = desk
        self._signature: object = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        area = scroller(self._cards)
        area.setMinimumHeight(min(420, room_for(self).height() - grown(190)))
        self.body.addWidget(area)
        self.add_button("Close", self.accept, primary=True)
        desk.session.changed.connect(self._refresh)
        self.finished.connect(lambda _: desk.session.leave_field())
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        """Make the cards anew when a clock or a period came or went; fields refresh on their own."""
        snapshot = self._desk.session.snapshot
        signature = (
            tuple((o.id, o.name, o.country) for o in snapshot.all(Organisation)),
            tuple((clock.id, clock.pattern) for clock in snapshot.all(Clock) if clock.pattern),
            tuple(period.id for period in snapshot.all(ClockPeriod) if period.kind != "runway"),
        )
        if signature == self._signature:
            return
        self._signature = signature
        clear(self._cards)
        for organisation in snapshot.all(Organisation):
            self._cards.addWidget(self._card(snapshot, organisation))
        if not snapshot.all(Organisation):
            self._cards.addWidget(wrapped("Add the organisations first, on the overview.", "muted"))
        self._cards.addStretch(1)

    def _card(self, snapshot: Snapshot, organisation: Organisation) -> Card:
        card = Card(organisation.name, side=organisation.side.value)
        clocks = snapshot.where(Clock, organisation_id=organisation.id)
        for clock in clocks:
            pattern = self._desk.session.library.calendars.get(clock.pattern)
            if pattern is not None:
                card.box.addWidget(self._pattern(clock, pattern))
        card.box.addWidget(self._choice(organisation, {clock.pattern for clock in clocks}))
        periods = [p for clock in clocks for p in snapshot.where(ClockPeriod, clock_id=clock.id)]
        own = sorted((p for p in periods if p.kind != "runway"), key=lambda p: p.starts_on)
        if own:
            card.box.addWidget(label("Own periods", "head"))
        for period in own:
            card.box.addWidget(self._period(period))
        add = link(
            "Add a period", partial(self._add, organisation), name=f"Add a period to {organisation.name}"
        )
        card.box.addWidget(add)
        card.box.addWidget(self._runway(organisation))
        return card

    def _pattern(self, clock: Clock, pattern: CalendarPattern) -> QWidget:
        kinds = dict.fromkeys(
            [kind_name(p.kind).lower() for p in pattern.periods]
            + [kind_name(w.kind).lower() for w in pattern.windows]
        )
        years = f" Years: {', '.join(pattern.years)}." if pattern.years else ""
        beyond = stand_in_for(self._desk.session.library, pattern)
        extended = f" Other years follow “{beyond.name}”, our generalisation." if beyond is not None else ""
        note = f" {pattern.note.rstrip('.')}." if pattern.note else ""
        said = f"Shows: {joined(kinds)}.{years}{extended}{note}"
        remove = link("Remove", partial(self._remove, clock.id), name=f"Remove the calendar {pattern.name}")
        holder = QWidget()
        holder.setLayout(
            column(row(wrapped(calendar_choice(pattern)), remove), wrapped(said, "caption"), spacing=2)
        )
        return holder

    def _choice(self, organisation: Organisation, taken: set[str]) -> QComboBox:
        """Calendars of the organisation's side, its own country first."""
        chooser = QComboBox()
        chooser.setAccessibleName(f"Add a calendar to {organisation.name}")
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.addItem("Add a calendar…")
        theirs = [
            pattern
            for pattern in self._desk.session.library.calendars.values()
            if pattern.side == organisation.side and pattern.key not in taken and not pattern.retired
        ]
        near = (organisation.country, "any")
        for pattern in sorted(theirs, key=lambda p: p.country not in near):
            chooser.addItem(calendar_choice(pattern), pattern.key)
        chooser.activated.connect(lambda _: self._take(organisation, chooser.currentData()))
        return chooser

    def _take(self, organisation: Organisation, key: str | None) -> None:
        if key is None:
            return
        doc, name = self._desk.session.doc, self._desk.session.library.calendars[key].name
        clock = Clock(
            partnership_id=doc.partnership.id, organisation_id=organisation.id, pattern=key, name=name
        )
        doc.add(clock, label=f"calendar of {organisation.name}")

    def _remove(self, id: UUID) -> None:
        clock = self._desk.session.snapshot.find(Clock, id)
        if clock is None:
            return
        doc = self._desk.session.doc
        if self._desk.session.snapshot.first(ClockPeriod, clock_id=id) is None:
            doc.remove(clock, label="removal of a calendar")
        else:
            # Periods of one's own hang on the same clock: only the pattern goes.
            doc.update(clock, {"pattern": "", "name": edits.OWN_DATES}, label="removal of a calendar")

    # Periods

    def _period(self, period: ClockPeriod) -> QWidget:
        session, words = self._desk.session, "calendar period"
        kinds = [(name, key) for key, name in KIND_NAMES.items() if key != "runway"]
        if period.kind not in KIND_NAMES:
            kinds.append((kind_name(period.kind), period.kind))
        kind = BoundList(session, field_of(ClockPeriod, period.id, "kind", words), kinds, "Kind of period")
        kind.setMinimumWidth(grown(158))
        name = text_field(session, field_of(ClockPeriod, period.id, "name", words), "", placeholder="Name")
        name.field.setAccessibleName("Name of the period")
        start = self._date(_start_slot(period.id), "First day")
        end = self._date(field_of(ClockPeriod, period.id, "ends_on", words), "Last day, empty when unknown")
        remove = link(
            "Remove", partial(self._drop, period.id), name=f"Remove the period {period.name}".strip()
        )
        holder = QWidget()
        if room_for(self).width() >= grown(_WIDTH):
            holder.setLayout(row(kind, name, start, end, remove, spacing=8))
        else:
            # Two lines before any text is cut.
            holder.setLayout(column(row(kind, name), row(start, end, None, remove)))
        return holder

    def _date(self, slot: Slot, name: str) -> Field:
        widget = DateField(name=name, placeholder=name.split(",")[0])
        made = Field("", widget)
        bind_date(self._desk.session, widget, slot, made.complain)
        return made

    def _drop(self, id: UUID) -> None:
        period = self._desk.session.snapshot.find(ClockPeriod, id)
        if period is not None:
            self._desk.session.doc.remove(period, label="removal of a calendar period")

    def _add(self, organisation: Organisation) -> None:
        session = self._desk.session
        edits.new_period(session.doc, organisation, session.today(), kind="closure")

    def _runway(self, organisation: Organisation) -> QWidget:
        """Until when the money lasts; stored on leaving the field, so that half a date is no runway."""
        session = self._desk.session
        widget = DateField(name=f"Money of {organisation.name} lasts until", placeholder="not known")
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
        holder = QWidget()
        holder.setLayout(row(label("Money lasts until", "head"), field, None))
        return holder


def _start_slot(id: UUID) -> Slot:
    """A period's first day, which cannot be left empty."""
    plain = field_of(ClockPeriod, id, "starts_on", "calendar period")

    def write(document: Document, value: Any, typing: bool) -> None:
        if value is None:
            raise Refused("A period needs its first day.")
        plain.write(document, value, typing)

    return Slot(plain.read, write)
