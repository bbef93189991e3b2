"""The periods of one clock: a list, and beside it what the chosen one is, when, and how it repeats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.errors import Refused
from planner.model import Clock, ClockPeriod, Organisation
from planner.terms import Repeats
from planner.timeline.clocks.calendars import KIND_NAMES, bands_of, kind_name, kinds_of
from planner.timeline.clocks.changing import as_own_dates, new_period, told_of_clock
from planner.timeline.clocks.repeating import occurrence, repeats
from planner.wording import spoken_date
from ui.bind import Slot, TextBinding, field_of
from ui.dialogs.frame import Dialog, be_large
from ui.screens.timeline.bound import BoundList
from ui.theme import grown
from ui.widgets.clock_strip import ClockStrip, months_from
from ui.widgets.fields import DateField, Field, bind_date, number_or_refused, text_field
from ui.widgets.page import scroller
from ui.widgets.shapes import button, clear, column, holding, link, row
from ui.widgets.text import label, plain_tip, wrapped

if TYPE_CHECKING:
    from planner.document import Document
    from ui.desk import Desk

_ID = Qt.ItemDataRole.UserRole
_WORDS = "calendar period"
REPEATS: tuple[tuple[str, object], ...] = (
    ("Does not repeat", Repeats.NEVER),
    ("Every … days", Repeats.DAYS),
    ("Every … weeks", Repeats.WEEKS),
    ("Every … months", Repeats.MONTHS),
    ("Every … years", Repeats.YEARS),
)


class PeriodsDialog(Dialog):
    """One clock to be written or changed. Every change is stored at once and can be undone."""

    def __init__(self, parent: QWidget, desk: Desk, clock_id: UUID) -> None:
        super().__init__(parent, "Periods of a calendar", width=860)
        be_large(self, 860, 760)
        self._desk, self._id = desk, clock_id
        self._shown: UUID | None = None
        session = desk.session
        clock = session.doc.get(Clock, clock_id)
        organisation = session.doc.get(Organisation, clock.organisation_id)
        self._side = organisation.side
        self._dates: list[tuple[DateField, TextBinding]] = []
        name = text_field(
            session, field_of(Clock, clock_id, "name", "name of a calendar"), "Name of the calendar"
        )
        self._said = wrapped("", "caption")
        self._strip = ClockStrip(organisation.side.value, (), session.today())
        self._copy = button("Edit as own dates", self._as_own_dates)
        self._copied = wrapped(
            "These dates come from a calendar that was picked. To change them, copy them into own dates; "
            "they no longer follow the calendar then.",
            "muted",
        )
        self._offer = holding(row(self._copied, self._copy, spacing=12))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Type to find a period")
        self.search.setAccessibleName("Find a period")
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName("Periods")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose)
        self._form = QVBoxLayout()
        self._form.setSpacing(8)
        self._add = button("Add a period", self._new)
        for made in (name, self._said, self._strip, self._offer):
            self.body.addWidget(made)
        form = scroller(self._form)
        form.setMinimumWidth(grown(250))
        self.list.setMinimumWidth(grown(180))
        halves = row(holding(column(self.search, self.list, row(self._add, None))), form, spacing=16)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        self.body.addLayout(halves, 1)
        self.add_button("Close", self.accept, primary=True)
        session.changed.connect(self._changed)
        self.finished.connect(lambda _: session.leave_field())
        self._changed()
        self.list.setCurrentRow(0)
        self._choose()

    def _changed(self, _change: object = None) -> None:
        """Show the clock as it stands; it closes when the clock is gone."""
        session = self._desk.session
        clock = session.snapshot.find(Clock, self._id) if session.document is not None else None
        if clock is None:
            self.reject()
            return
        today = session.today()
        self._said.setText(told_of_clock(session.snapshot, session.library, clock, today))
        bands = bands_of(session.snapshot, session.library, clock, *months_from(today))
        self._strip.show_bands([band for band in bands if band.kind != "runway"])
        self._offer.setVisible(bool(clock.pattern) and not session.store.is_read_only)
        self._add.setEnabled(not session.store.is_read_only)
        self._fill()
        if not any(widget.edit.hasFocus() for widget, _ in self._dates):
            self._check_dates()

    def _periods(self) -> list[ClockPeriod]:
        found = self._desk.session.snapshot.where(ClockPeriod, clock_id=self._id)
        return sorted((p for p in found if p.kind != "runway"), key=lambda p: (p.starts_on, p.name))

    def _fill(self, _text: str = "") -> None:
        """List what is looked for; who stands on a period stays there."""
        wanted = self.search.text().casefold()
        lines = [(period.id, line_of(period)) for period in self._periods()]
        lines = [(id, text) for id, text in lines if wanted in text.casefold()]
        self.list.blockSignals(True)
        self.list.clear()
        for id, text in lines:
            item = QListWidgetItem(text)
            item.setData(_ID, id)
            item.setToolTip(plain_tip(text))
            self.list.addItem(item)
            if id == self._shown:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self._choose()

    def _choose(self, *_: object) -> None:
        """Make the fields of the chosen period, unless they are there already."""
        item = self.list.currentItem()
        id = item.data(_ID) if item is not None else None
        if id is not None and id == self._shown:
            return
        self._shown = id
        clear(self._form)
        self._dates.clear()
        if id is None:
            self._form.addWidget(wrapped(self._nothing(), "muted"))
        else:
            for made in self._fields(id):
                self._form.addWidget(made)
        self._form.addStretch(1)

    def _nothing(self) -> str:
        if self.search.text():
            return "No period by that name."
        clock = self._desk.session.doc.get(Clock, self._id)
        if clock.pattern:
            return "Nothing of its own yet. Add what the picked calendar does not hold."
        return "No period yet. Add a term, a sprint, a meeting, a closure."

    def _fields(self, id: UUID) -> Sequence[QWidget]:
        session = self._desk.session
        period = session.doc.get(ClockPeriod, id)
        own, others = kinds_of(self._side)
        kinds: list[tuple[str, object]] = [(kind_name(key), key) for key in (*own, *others)]
        if period.kind not in KIND_NAMES:
            kinds.append((kind_name(period.kind), period.kind))
        kind = BoundList(session, field_of(ClockPeriod, id, "kind", _WORDS), kinds, "Kind of period")
        kind.part_after(len(own))
        name = text_field(
            session, field_of(ClockPeriod, id, "name", _WORDS), "Name", placeholder="as its kind"
        )
        start = self._date(first_day_slot(id), "First day")
        last_day = field_of(ClockPeriod, id, "ends_on", _WORDS)
        end = self._date(last_day, "Last day", "Empty when it is not known")
        remove = link("Remove this period", self._remove, name="Remove this period")
        remove.setEnabled(not session.store.is_read_only)
        return [Field("Kind", kind), name, start, end, *self._repeating(id), holding(row(remove, None))]

    def _repeating(self, id: UUID) -> list[QWidget]:
        """How it comes again: a choice, and the rest where it does."""
        session = self._desk.session
        unit = BoundList(session, field_of(ClockPeriod, id, "repeats", _WORDS), REPEATS, "Repeats")
        every = QLineEdit()
        every.setAccessibleName("Repeats every how many")
        every.setFixedWidth(grown(64))
        number = Field("", every)
        TextBinding(session, every, _every_slot(id), parse=number_or_refused, on_refused=number.complain)
        until = self._date(_until_slot(id), "Until", "Empty when it goes on")
        hint = wrapped("", "caption")
        more = holding(column(holding(row(label("How many", "head"), number, None)), until, hint))

        def show(_change: object = None) -> None:
            period = session.snapshot.find(ClockPeriod, id) if session.document is not None else None
            if period is not None:
                more.setVisible(repeats(period))
                hint.setText(_how(period))

        session.changed.connect(show)
        more.destroyed.connect(lambda: session.changed.disconnect(show))
        show()
        return [Field("Repeats", unit), more]

    def _date(self, slot: Slot, caption: str, hint: str = "") -> Field:
        widget = DateField(name=caption)
        made = Field(caption, widget, hint=hint)
        self._dates.append((widget, bind_date(self._desk.session, widget, slot, made.complain)))
        widget.edit.editingFinished.connect(self._check_dates)
        return made

    def _check_dates(self) -> None:
        """Try refused dates again when no date is being typed: the other ones may be mended now."""
        for widget, binding in self._dates:
            if not widget.edit.hasFocus():
                binding.retry()

    # What the buttons do

    def _new(self) -> None:
        session = self._desk.session
        self.search.clear()
        made = new_period(session.doc, session.doc.get(Clock, self._id), session.today())
        self._show_one(made.id)

    def _show_one(self, id: UUID) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(_ID) == id:
                self.list.setCurrentRow(place)
        first = self._form.itemAt(0)
        if first is not None and isinstance(field := first.widget(), Field):
            field.field.setFocus()

    def _remove(self) -> None:
        session = self._desk.session
        period = session.snapshot.find(ClockPeriod, self._shown)
        if period is not None:
            self.list.setFocus()
            session.doc.remove(period, label="removal of a calendar period")

    def _as_own_dates(self) -> None:
        session = self._desk.session
        clock = session.doc.get(Clock, self._id)
        as_own_dates(session.doc, session.library, clock, session.today())
        self.list.setFocus()


def line_of(period: ClockPeriod) -> str:
    """A period as one line: when, what, how it repeats."""
    first = spoken_date(period.starts_on)
    last = "end not known" if period.ends_on is None else spoken_date(period.ends_on)
    span = first if period.ends_on == period.starts_on else f"{first} to {last}"
    how = f" · {_every_words(period)}" if repeats(period) else ""
    return f"{span} · {period.name or kind_name(period.kind)}{how}"


def _every_words(period: ClockPeriod) -> str:
    unit = period.repeats.value
    every = f"every {unit[:-1]}" if period.repeats_every == 1 else f"every {period.repeats_every} {unit}"
    return every if period.repeats_until is None else f"{every} until {spoken_date(period.repeats_until)}"


def _how(period: ClockPeriod) -> str:
    """What to know of a way of repeating, where it is not plain."""
    if not repeats(period):
        return ""
    first, again = period.starts_on, occurrence(period, 2)
    if again is not None and again[0] <= (period.ends_on or first):
        return "It lasts longer than the time until it comes again, so one runs into the next."
    if period.repeats is Repeats.MONTHS and first.day > 28:
        return f"In months without a {first.day}th it falls on their last day.".replace("31th", "31st")
    if period.repeats is Repeats.YEARS and (first.month, first.day) == (2, 29):
        return "Outside leap years it falls on 28 February."
    if period.kind == "sprint":
        return "Sprints are numbered as they go on."
    return ""


def first_day_slot(id: UUID) -> Slot:
    """A period's first day, which cannot be left empty; its last day moves along."""
    plain = field_of(ClockPeriod, id, "starts_on", _WORDS)

    def write(document: Document, value: Any, typing: bool) -> None:
        period = document.snapshot().find(ClockPeriod, id)
        if value is None:
            raise Refused("A period needs its first day.")
        if period is None or period.ends_on is None:
            plain.write(document, value, typing)
            return
        end = value.toordinal() + (period.ends_on - period.starts_on).days
        if end > date.max.toordinal():
            raise Refused("Its last day would lie beyond the calendar.")
        fields = {"starts_on": value, "ends_on": date.fromordinal(end)}
        document.update(period, fields, typing_in="starts_on" if typing else "")

    return Slot(plain.read, write)


def _until_slot(id: UUID) -> Slot:
    """Until when a period comes again, which is not before it comes first."""
    plain = field_of(ClockPeriod, id, "repeats_until", _WORDS)

    def write(document: Document, value: Any, typing: bool) -> None:
        period = document.snapshot().find(ClockPeriod, id)
        if period is not None and value is not None and value < period.starts_on:
            raise Refused("This is before its first day.")
        plain.write(document, value, typing)

    return Slot(plain.read, write)


def _every_slot(id: UUID) -> Slot:
    return _filled(id, "repeats_every", "Enter a whole number from 1.")


def _filled(id: UUID, field: str, sentence: str) -> Slot:
    plain = field_of(ClockPeriod, id, field, _WORDS)

    def write(document: Document, value: Any, typing: bool) -> None:
        if value is None:
            raise Refused(sentence)
        plain.write(document, value, typing)

    return Slot(plain.read, write)
