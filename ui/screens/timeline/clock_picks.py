"""Picking a clock: a university's or country's calendar from the content, or public holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from planner.errors import Refused
from planner.library.entries import CalendarPattern
from planner.model import Clock, Organisation
from planner.snapshot import snapshot_of
from planner.terms import Basis
from planner.timeline.clocks.calendars import ClockBand, bands
from planner.timeline.clocks.changing import new_clock, told_of_pattern
from planner.timeline.clocks.public_holidays import countries, holiday_calendar, parts, pattern_of
from planner.timeline.ground import citation
from planner.wording import joined
from ui.dialogs.frame import Dialog, be_large
from ui.screens.timeline.words import calendar_choice
from ui.widgets.clock_strip import ClockStrip, months_from
from ui.widgets.fields import Field
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.desk import Desk

_KEY = Qt.ItemDataRole.UserRole


class _Picking(Dialog):
    """A searchable list with what the chosen one is below it."""

    def __init__(
        self, parent: QWidget, desk: Desk, organisation: Organisation, title: str, find: str
    ) -> None:
        super().__init__(parent, title, f"For {organisation.name}.", width=720)
        be_large(self, 760, 600)
        self._desk, self._organisation = desk, organisation
        self.search = QLineEdit()
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.ensurePolished()
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self.tell)
        self.list.itemActivated.connect(lambda _: self._take())
        self.said = wrapped("", "muted")
        self.strip = ClockStrip(organisation.side.value, (), desk.session.today())
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)

    def end_with(self, text: str) -> None:
        """What the chosen one shows, and the two buttons."""
        for made in (self.said, self.strip, self.complaint):
            self.body.addWidget(made)
        self.add_button("Cancel", self.reject)
        self.add_button(text, self._take, primary=True)
        self.list.setCurrentRow(0)
        self.tell()

    def offer(self, text: str, key: str) -> None:
        """One more line."""
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        self.list.addItem(item)

    def _filter(self, text: str) -> None:
        words, first = text.casefold().split(), None
        for place in range(self.list.count()):
            item = self.list.item(place)
            shown = item.text().casefold()
            item.setHidden(not all(word in shown for word in words))
            first = item if first is None and not item.isHidden() else first
        if first is not None:
            self.list.setCurrentItem(first)
        self.tell()

    @property
    def key(self) -> str:
        """What is chosen, or nothing."""
        item = self.list.currentItem()
        return item.data(_KEY) if item is not None and not item.isHidden() else ""

    def tell(self, *_: object) -> None:
        """Say what the chosen one is."""

    def preview(self, pattern: str) -> None:
        """Draw the coming months of a pattern."""
        session, days = self._desk.session, months_from(self._desk.session.today())
        found: tuple[ClockBand, ...] = ()
        if pattern:
            clock = Clock(
                partnership_id=session.doc.partnership.id,
                organisation_id=self._organisation.id,
                pattern=pattern,
            )
            alone = snapshot_of([session.doc.partnership, self._organisation, clock])
            found = bands(alone, session.library, *days)
        self.strip.show_bands(found)

    def _take(self) -> None:
        try:
            self.take()
        except Refused as refusal:
            self.complaint.setText(str(refusal))
            self.complaint.show()
            return
        self.accept()

    def take(self) -> None:
        """Make the clock. Raises Refused with a sentence."""

    def refuse_twice(self, pattern: str) -> None:
        """Raise Refused when the organisation has this clock already."""
        theirs = self._desk.session.snapshot.where(Clock, organisation_id=self._organisation.id)
        if any(clock.pattern == pattern for clock in theirs):
            raise Refused(f"{self._organisation.name} has this calendar already.")


class PatternDialog(_Picking):
    """The calendars of the content: published ones, third-party ones, general patterns."""

    def __init__(self, parent: QWidget, desk: Desk, organisation: Organisation) -> None:
        find = "Type a name or a country to find a calendar"
        super().__init__(parent, desk, organisation, "Pick a calendar", find)
        known = [c for c in desk.session.library.calendars.values() if not c.retired]
        near = (organisation.country, "any")
        for pattern in sorted(
            known,
            key=lambda c: (c.side != organisation.side, c.country not in near, c.basis is Basis.PLANNER),
        ):
            self.offer(f"{calendar_choice(pattern)}{_years(pattern)}", pattern.key)
        self.end_with("Take this calendar")

    def tell(self, *_: object) -> None:
        """Say what the chosen calendar shows, its years, its sources, and draw its months."""
        library = self._desk.session.library
        pattern = library.calendars.get(self.key)
        if pattern is None:
            self.said.setText("No calendar by that name. Import it as an .ics file, or write your own.")
            self.preview("")
            return
        facts = [citation(library.facts[key]) for key in pattern.evidence if key in library.facts]
        behind = f" Behind it: {joined(facts)}." if facts else ""
        hosts = (
            f" Source: {joined(dict.fromkeys(_host(a) for a in pattern.addresses))}."
            if pattern.addresses
            else ""
        )
        self.said.setText(f"{told_of_pattern(library, pattern)}{behind}{hosts}")
        self.preview(pattern.key)

    def take(self) -> None:
        """Give the organisation the chosen calendar."""
        pattern = self._desk.session.library.calendars.get(self.key)
        if pattern is None:
            raise Refused("Choose a calendar from the list.")
        self.refuse_twice(pattern.key)
        new_clock(self._desk.session.doc, self._organisation, pattern.key, pattern.name)


class HolidayDialog(_Picking):
    """Public holidays of a country, whole or for one part of it."""

    def __init__(self, parent: QWidget, desk: Desk, organisation: Organisation) -> None:
        self.part = QComboBox()
        self.part.setAccessibleName("Part of the country")
        super().__init__(parent, desk, organisation, "Public holidays", "Type to find a country")
        own = organisation.country
        for code, name in sorted(countries(), key=lambda pair: pair[0] != own):
            self.offer(f"{name} · {code}", code)
        self.part.currentIndexChanged.connect(self._tell_part)
        self._where = Field("Part of the country", self.part)
        self.body.addWidget(self._where)
        self.end_with("Take these holidays")

    def tell(self, *_: object) -> None:
        """Offer the parts of the chosen country."""
        self.part.blockSignals(True)
        self.part.clear()
        self.part.addItem("Days off in the whole country", "")
        for code, name in parts(self.key):
            self.part.addItem(name, code)
        self.part.blockSignals(False)
        self.part.setEnabled(self.part.count() > 1)
        self._tell_part()

    def _tell_part(self, *_: object) -> None:
        calendar = holiday_calendar(self._pattern)
        self.said.setText(calendar.note if calendar is not None else "No country by that name is known.")
        self.preview(self._pattern if calendar is not None else "")

    @property
    def _pattern(self) -> str:
        return pattern_of(self.key, self.part.currentData() or "")

    def take(self) -> None:
        """Give the organisation these holidays."""
        calendar = holiday_calendar(self._pattern)
        if calendar is None:
            raise Refused("Choose a country from the list.")
        self.refuse_twice(self._pattern)
        name = f"Public holidays, {calendar.name}"
        new_clock(self._desk.session.doc, self._organisation, self._pattern, name)


def _years(pattern: CalendarPattern) -> str:
    return (
        f" · {pattern.years[0]}" + (f" to {pattern.years[-1]}" if len(pattern.years) > 1 else "")
        if pattern.years
        else ""
    )


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")
