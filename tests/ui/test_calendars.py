"""The calendars dialog: clocks picked, imported, written, changed, exported and removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.exchange.clock_files import clock_file_from
from planner.model import Clock, ClockPeriod, Organisation, Partnership
from planner.terms import Repeats, Side
from planner.timeline.clocks.calendars import KIND_NAMES, kinds_of
from tests.ui.desks import TODAY, desk_for
from ui import jobs
from ui.screens.timeline import clock_import
from ui.screens.timeline.calendars import CalendarsDialog
from ui.screens.timeline.clock_import import ImportDialog
from ui.screens.timeline.clock_periods import PeriodsDialog
from ui.screens.timeline.clock_picks import HolidayDialog, PatternDialog
from ui.widgets.clock_strip import ClockStrip, months_from
from ui.window import MainWindow

CALENDARS = Path(__file__).parent.parent / "exchange" / "calendars"
PARTNERSHIP = Partnership(title="Mindful Campus")
NORTHFIELD = Organisation(
    partnership_id=PARTNERSHIP.id, name="Northfield University", side=Side.ACADEMIC, rank=1
)
BRIGHTPATH = Organisation(
    partnership_id=PARTNERSHIP.id, name="Brightpath Digital Ltd", side=Side.INDUSTRY, country="DE", rank=2
)
TERMS = Clock(partnership_id=PARTNERSHIP.id, organisation_id=NORTHFIELD.id, name="Terms", rank=1)
EXAMS = ClockPeriod(
    partnership_id=PARTNERSHIP.id,
    clock_id=TERMS.id,
    kind="exam",
    name="Summer exams",
    starts_on=date(2027, 5, 17),
    ends_on=date(2027, 6, 11),
    rank=1,
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return desk_for([PARTNERSHIP, NORTHFIELD, BRIGHTPATH, TERMS, EXAMS], qtbot, tmp_path)


@pytest.fixture
def asking(window: MainWindow) -> CalendarsDialog:
    return CalendarsDialog(window, window)


def press(dialog: QWidget, name: str) -> None:
    found = [b for b in dialog.findChildren(QPushButton) if name in (b.text(), b.accessibleName())]
    assert found, name
    found[0].click()


def told(dialog: QWidget) -> str:
    QApplication.processEvents()
    return " ".join(shown.text() for shown in dialog.findChildren(QLabel) if not shown.isHidden())


def clocks(window: MainWindow, organisation: Organisation) -> list[str]:
    return [c.name for c in window.session.snapshot.where(Clock, organisation_id=organisation.id)]


def field(dialog: QWidget, name: str) -> QLineEdit:
    return next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == name)


def date_in(dialog: QWidget, name: str) -> str:
    return field(dialog, name).text()


def type_date(dialog: QWidget, name: str, text: str) -> None:
    edit = field(dialog, name)
    edit.setFocus()
    edit.setText(text)


def pick(dialog: QWidget, name: str, text: str) -> None:
    chooser = next(c for c in dialog.findChildren(QComboBox) if c.accessibleName() == name)
    place = chooser.findText(text)
    assert place >= 0
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)


def period(window: MainWindow) -> ClockPeriod:
    found = window.session.snapshot.find(ClockPeriod, EXAMS.id)
    assert found is not None
    return found


# The list of clocks


def test_each_organisation_shows_its_clocks_and_what_they_say(asking: CalendarsDialog) -> None:
    strips = asking.findChildren(ClockStrip)

    assert "1 period of its own: exams." in told(asking)
    assert "No calendar yet." in told(asking)
    assert [strip.accessibleName() for strip in strips] == [
        "The next 18 months: Summer exams, 17 May 2027 to 11 Jun 2027"
    ]


def test_without_organisations_the_dialog_says_where_to_add_them(qtbot: QtBot, tmp_path: Path) -> None:
    window = desk_for([PARTNERSHIP], qtbot, tmp_path)

    assert "Add the organisations first" in told(CalendarsDialog(window, window))


def test_the_country_suggests_its_public_holidays_in_one_click(
    window: MainWindow, asking: CalendarsDialog
) -> None:
    press(asking, "Public holidays: Germany")

    assert clocks(window, BRIGHTPATH) == ["Public holidays, Germany"]
    assert "Public holidays: Germany" not in [b.text() for b in asking.findChildren(QPushButton)]
    assert "Known to the program library “holidays” for" in told(asking)
    window.session.undo()
    assert clocks(window, BRIGHTPATH) == []


def test_a_clock_is_removed_with_its_periods_and_comes_back(
    window: MainWindow, asking: CalendarsDialog
) -> None:
    press(asking, "Remove Terms of Northfield University")

    assert clocks(window, NORTHFIELD) == []
    assert not window.session.snapshot.all(ClockPeriod)
    window.session.undo()
    assert period(window).name == "Summer exams"
    assert "Summer exams" in asking.findChildren(ClockStrip)[0].accessibleName()


def test_a_runway_alone_is_no_clock(window: MainWindow, asking: CalendarsDialog) -> None:
    edit = next(e for e in asking.findChildren(QLineEdit) if "Brightpath" in e.accessibleName())
    edit.setText("soon")
    edit.editingFinished.emit()
    refused = told(asking)
    edit.setText("31 Mar 2028")
    edit.editingFinished.emit()

    assert "This is not a date" in refused
    assert told(CalendarsDialog(window, window)).count("No calendar yet.") == 1


def test_a_clock_is_exported(
    window: MainWindow, asking: CalendarsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "terms.ics"
    monkeypatch.setattr("ui.screens.timeline.calendars.ask_target", lambda *_: target)
    press(asking, "Export Terms of Northfield University")
    jobs.wait_for_all()

    (found,) = clock_file_from(target.read_bytes(), "x", TODAY).periods
    assert (found.name, found.kind, found.starts_on) == ("Summer exams", "exam", date(2027, 5, 17))


def test_everything_has_a_name_and_is_reached_by_keyboard(asking: CalendarsDialog) -> None:
    asking.show()
    used = [w for w in asking.findChildren(QWidget) if isinstance(w, QAbstractButton | QLineEdit)]
    shown = [w for w in used if w.isVisible()]

    assert not [w for w in shown if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))]
    assert not [w for w in shown if w.focusPolicy() == Qt.FocusPolicy.NoFocus and w.parent() is asking]
    asking.close()


def test_a_tip_names_what_lies_under_the_pointer(asking: CalendarsDialog, qtbot: QtBot) -> None:
    asking.show()
    strip = asking.findChildren(ClockStrip)[0]
    start, end = months_from(TODAY)
    x = (
        strip.width()
        * (date(2027, 6, 1).toordinal() - start.toordinal())
        // (end.toordinal() - start.toordinal())
    )
    spot = strip.rect().center()
    spot.setX(x)
    QApplication.sendEvent(strip, QHelpEvent(QHelpEvent.Type.ToolTip, spot, strip.mapToGlobal(spot)))

    assert QToolTip.text() == "Summer exams, 17 May 2027 to 11 Jun 2027"
    asking.close()


def test_the_strip_holds_at_the_end_of_the_calendar(qtbot: QtBot) -> None:
    strip = ClockStrip("academic", (), date(9999, 3, 1))
    qtbot.addWidget(strip)

    assert months_from(date(9999, 3, 1)) == (date(9999, 3, 1), date.max)
    assert not strip.grab().isNull()
    assert strip.accessibleName() == "The next 18 months: nothing"


# Picking


def test_a_calendar_is_found_by_name_and_taken(window: MainWindow) -> None:
    picking = PatternDialog(window, window, NORTHFIELD)
    picking.search.setText("bradf gb")
    said = picking.said.text()
    press(picking, "Take this calendar")

    assert "Years: 2025/26." in said
    assert "After 7 Aug 2026 by pattern" in said
    assert "Source: bradford.ac.uk." in said
    assert clocks(window, NORTHFIELD) == ["Terms", "University of Bradford"]
    window.session.undo()
    assert clocks(window, NORTHFIELD) == ["Terms"]


def test_third_party_calendars_and_our_patterns_are_told_apart(window: MainWindow) -> None:
    picking = PatternDialog(window, window, NORTHFIELD)
    lines = [picking.list.item(place).text() for place in range(picking.list.count())]
    picking.search.setText("united kingdom, general")

    assert any("Oxford" in line and "not from an official page: check it" in line for line in lines)
    assert any("Cambridge" in line and "published by the institution" in line for line in lines)
    assert "Behind it:" in picking.said.text()


def test_what_is_not_in_the_list_and_what_is_there_already_is_refused_at_the_place(
    window: MainWindow,
) -> None:
    picking = PatternDialog(window, window, NORTHFIELD)
    picking.search.setText("no such place")
    press(picking, "Take this calendar")
    first = picking.complaint.text()
    picking.search.setText("cambridge")
    press(picking, "Take this calendar")
    again = PatternDialog(window, window, NORTHFIELD)
    again.search.setText("cambridge")
    press(again, "Take this calendar")

    assert first == "Choose a calendar from the list."
    assert again.complaint.text() == "Northfield University has this calendar already."


def test_holidays_of_a_part_of_a_country(window: MainWindow) -> None:
    picking = HolidayDialog(window, window, NORTHFIELD)
    first = picking.list.item(0).text()
    pick(picking, "Part of the country", "Scotland")
    strip = picking.strip.accessibleName()
    press(picking, "Take these holidays")

    assert first == "United Kingdom · GB"
    assert "2nd January" in strip or "New Year" in strip
    assert clocks(window, NORTHFIELD) == ["Terms", "Public holidays, Scotland, United Kingdom"]


def test_a_country_that_is_not_known_is_refused(window: MainWindow) -> None:
    picking = HolidayDialog(window, window, NORTHFIELD)
    picking.search.setText("atlantis")
    said = picking.said.text()
    press(picking, "Take these holidays")

    assert said == "No country by that name is known."
    assert picking.complaint.text() == "Choose a country from the list."


# Periods


def test_a_period_is_changed_where_it_stands(window: MainWindow) -> None:
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    type_date(editing, "Last day", "12 Jun 2027")
    type_date(editing, "Name", "Exams and resits")
    pick(editing, "Kind of period", "Resits")

    assert (period(window).ends_on, period(window).name, period(window).kind) == (
        date(2027, 6, 12),
        "Exams and resits",
        "resit",
    )
    assert editing.list.item(0).text() == "17 May 2027 to 12 Jun 2027 · Exams and resits"
    editing.close()


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("Last day", "1 May 2027", "The end is before the start."),
        ("Last day", "29 Feb 2027", "There is no such day."),
        ("First day", "", "A period needs its first day."),
        ("First day", "soon", "This is not a date."),
        ("Until", "1 Jan 2027", "This is before its first day."),
        ("Repeats every how many", "0", ""),
        ("Repeats every how many", "x", "This is not a whole number."),
        ("Repeats every how many", "", "Enter a whole number from 1."),
    ],
)
def test_what_cannot_be_is_refused_at_the_place(
    window: MainWindow, field: str, text: str, sentence: str
) -> None:
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    pick(editing, "Repeats", "Every … years")
    type_date(editing, field, text)

    shown = [
        c.text() for c in editing.findChildren(QLabel) if c.property("text_role") == "error" and c.text()
    ]
    assert shown
    assert sentence in shown[0]
    assert (period(window).starts_on, period(window).ends_on) == (EXAMS.starts_on, EXAMS.ends_on)
    editing.close()


def test_repeating_is_set_and_said(window: MainWindow) -> None:
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    pick(editing, "Repeats", "Every … years")
    type_date(editing, "Repeats every how many", "2")
    type_date(editing, "Until", "1 Jan 2032")

    assert (period(window).repeats, period(window).repeats_every) == (Repeats.YEARS, 2)
    assert editing.list.item(0).text().endswith("Summer exams · every 2 years until 1 Jan 2032")
    pick(editing, "Repeats", "Every … days")
    assert "one runs into the next" in told(editing)
    editing.close()


def test_ways_of_repeating_that_are_not_plain_are_explained(window: MainWindow) -> None:
    doc = window.session.doc
    for first, repeats, kind, words in (
        (date(2027, 1, 31), Repeats.MONTHS, "event", "In months without a 31st it falls on their last day."),
        (date(2028, 2, 29), Repeats.YEARS, "event", "Outside leap years it falls on 28 February."),
        (date(2027, 1, 4), Repeats.WEEKS, "sprint", "Sprints are numbered as they go on."),
    ):
        fields = {"starts_on": first, "ends_on": first, "repeats": repeats, "kind": kind}
        doc.update(period(window), fields)
        editing = PeriodsDialog(window, window, TERMS.id)
        editing.show()
        assert words in told(editing)
        editing.close()


def test_periods_are_added_found_and_removed(window: MainWindow) -> None:
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    press(editing, "Add a period")
    count = editing.list.count()
    editing.search.setText("summer")
    found = editing.list.count()
    editing.search.setText("nothing like it")
    nothing = told(editing)
    editing.search.setText("")
    editing.list.setCurrentRow(0)
    press(editing, "Remove this period")

    assert (count, found) == (2, 1)
    assert "No period by that name." in nothing
    assert [p.id for p in window.session.snapshot.all(ClockPeriod)] == [EXAMS.id]
    window.session.undo()
    assert editing.list.count() == 2
    editing.close()


def test_an_own_clock_begins_empty_and_says_what_to_add(
    window: MainWindow, asking: CalendarsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(PeriodsDialog, "exec", lambda dialog: seen.append(told(dialog)))
    press(asking, "Write your own… for Brightpath Digital Ltd")
    press(asking, "Edit Own dates of Brightpath Digital Ltd")

    assert len(seen) == 2
    assert "No period yet. Add a term, a sprint, a meeting, a closure." in seen[0]
    assert clocks(window, BRIGHTPATH) == ["Own dates"]


def test_a_picked_calendar_is_copied_into_own_dates_before_it_is_changed(window: MainWindow) -> None:
    doc = window.session.doc
    made = doc.add(
        Clock(
            partnership_id=PARTNERSHIP.id,
            organisation_id=BRIGHTPATH.id,
            pattern="company-quarters",
            name="Year",
        )
    )
    editing = PeriodsDialog(window, window, made.id)
    editing.show()
    before = told(editing)
    press(editing, "Edit as own dates")

    assert "Nothing of its own yet." in before
    assert "they no longer follow the calendar then" in before
    assert editing.list.count() == 5
    assert "Copied from Company year, quarters from January on 9 Dec 2026." in told(editing)
    window.session.undo()
    assert editing.list.count() == 0
    editing.close()


def test_the_editor_closes_when_its_clock_is_taken_back(window: MainWindow) -> None:
    made = window.session.doc.add(Clock(partnership_id=PARTNERSHIP.id, organisation_id=BRIGHTPATH.id))
    editing = PeriodsDialog(window, window, made.id)
    editing.show()
    window.session.undo()

    assert not editing.isVisible()


# Importing


def importing(window: MainWindow, qtbot: QtBot, path: Path) -> ImportDialog:
    dialog = ImportDialog(window, window, NORTHFIELD, path)
    jobs.wait_for_all()
    qtbot.waitUntil(lambda: not dialog._look.isActive())
    return dialog


def test_a_file_is_shown_before_it_is_taken_over_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    dialog = importing(window, qtbot, CALENDARS / "google.ics")
    dialog.show()
    rows = [[dialog.table.item(r, c).text() for c in (1, 2, 3)] for r in range(dialog.table.rowCount())]
    dialog.table.selectRow(1)
    pick(dialog, "Kind of the chosen rows", "Panel meeting")
    dialog.table.item(2, 0).setCheckState(Qt.CheckState.Unchecked)
    press(dialog, "Import")
    taken = window.session.snapshot.where(ClockPeriod)

    assert rows[1] == ["Board meeting", "5 times, 12 Jan 2027 to 8 Jun 2027", "Board meeting (from “board”)"]
    assert "A new calendar with 7 periods." in dialog.said.text()
    assert "from 9 Dec 2025 to 9 Dec 2031" in dialog.said.text()
    assert "Left out: 1 cancelled event." in dialog.said.text()
    assert sorted({p.kind for p in taken}) == ["exam", "panel_meeting", "sprint"]
    window.session.undo()
    assert clocks(window, NORTHFIELD) == ["Terms"]


def test_what_is_left_out_is_named_with_the_reason(window: MainWindow, qtbot: QtBot) -> None:
    dialog = importing(window, qtbot, CALENDARS / "outlook.ics")
    dialog._left.set_open(True)

    assert "Stocktaking: left out because how it repeats cannot be read." in told(dialog)


def test_the_same_file_again_updates_and_offers_to_remove_what_is_gone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    press(importing(window, qtbot, CALENDARS / "university.ics"), "Import")
    newer = tmp_path / "university.ics"
    text = (CALENDARS / "university.ics").read_text().replace("graduation@", "ceremony@")
    newer.write_text(text)
    dialog = importing(window, qtbot, newer)
    said, offer = dialog.said.text(), dialog.gone.text()
    press(dialog, "Import")

    assert "is brought up to date: 1 new, 12 as before and 1 no longer in the file" in said
    assert offer == "Remove 1 period that the file no longer holds"
    assert len(clocks(window, NORTHFIELD)) == 2
    assert len(window.session.snapshot.all(ClockPeriod)) == 14


def test_nothing_ticked_is_said_and_nothing_is_changed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = importing(window, qtbot, CALENDARS / "outlook.ics")
    for place in range(dialog.table.rowCount()):
        dialog.table.item(place, 0).setCheckState(Qt.CheckState.Unchecked)
    press(dialog, "Import")

    assert dialog.said.text() == "Nothing is ticked. Tick what to import."
    assert clocks(window, NORTHFIELD) == ["Terms"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no calendar", "This is not a calendar file: it does not begin with BEGIN:VCALENDAR."),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "Nothing in this file falls into these years."),
    ],
)
def test_a_file_that_brings_nothing_says_so(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(content)
    dialog = importing(window, qtbot, path)
    take = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Import")

    assert sentence in dialog.said.text()
    assert not take.isEnabled()


def test_cancelling_stops_the_reading(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "many.ics"
    lines = ["BEGIN:VCALENDAR"]
    for number in range(4_000):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "SUMMARY:Meeting", "DTSTART:20270104", "END:VEVENT"]
    path.write_text("\n".join(lines))
    dialog = ImportDialog(window, window, NORTHFIELD, path)
    qtbot.waitUntil(lambda: dialog.progress.read > 0)
    dialog._tell_progress()
    said = dialog.said.text()
    dialog.reject()
    jobs.wait_for_all()

    assert said.startswith("Reading event ")
    assert said.endswith(" of 4,000.")
    assert dialog.progress.read < 4_000
    assert clocks(window, NORTHFIELD) == ["Terms"]


def test_the_file_is_asked_for(
    window: MainWindow, asking: CalendarsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    path = str(CALENDARS / "google.ics")
    monkeypatch.setattr(clock_import.QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))
    press(asking, "Import .ics… for Northfield University")
    jobs.wait_for_all()

    assert shown == ["Import a calendar"]


def test_pickers_open_from_the_buttons_and_a_double_click_takes(
    window: MainWindow, asking: CalendarsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: PatternDialog) -> None:
        dialog.show()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        dialog.list.itemActivated.emit(dialog.list.currentItem())

    monkeypatch.setattr(PatternDialog, "exec", choose)
    monkeypatch.setattr(HolidayDialog, "exec", choose)
    press(asking, "Pick a university or country pattern for Northfield University")
    press(asking, "Public holidays… for Northfield University")

    assert clocks(window, NORTHFIELD) == ["Terms", "University of Bradford", "Public holidays, Afghanistan"]


# What stands first, and what is greyed


def test_the_first_day_takes_the_last_one_along(window: MainWindow) -> None:
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    type_date(editing, "First day", "15 Jun 2027")

    assert (period(window).starts_on, period(window).ends_on) == (date(2027, 6, 15), date(2027, 7, 10))
    assert date_in(editing, "Last day") == "10 Jul 2027"
    type_date(editing, "First day", "25 Dec 9999")
    assert "Its last day would lie beyond the calendar." in told(editing)
    editing.close()


def test_a_period_whose_end_is_not_known_keeps_that_when_it_moves(window: MainWindow) -> None:
    window.session.doc.set(period(window), "ends_on", None)
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    type_date(editing, "First day", "15 Jun 2027")

    assert (period(window).starts_on, period(window).ends_on) == (date(2027, 6, 15), None)
    editing.close()


def test_a_refused_last_day_is_taken_once_the_first_day_is_mended(window: MainWindow) -> None:
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    type_date(editing, "Last day", "1 May 2027")
    refused = told(editing)
    type_date(editing, "First day", "20 Apr 2027")
    field(editing, "Name").setFocus()

    assert "The end is before the start." in refused
    assert "The end is before the start." not in told(editing)
    assert (date_in(editing, "First day"), date_in(editing, "Last day")) == ("20 Apr 2027", "1 May 2027")
    assert (period(window).starts_on, period(window).ends_on) == (date(2027, 4, 20), date(2027, 5, 1))
    editing.close()


def test_a_company_is_offered_its_own_kinds_first(window: MainWindow) -> None:
    made = window.session.doc.add(Clock(partnership_id=PARTNERSHIP.id, organisation_id=BRIGHTPATH.id))
    window.session.doc.add(EXAMS.model_copy(update={"id": uuid4(), "clock_id": made.id, "kind": "sprint"}))
    editing = PeriodsDialog(window, window, made.id)
    kinds = next(c for c in editing.findChildren(QComboBox) if c.accessibleName() == "Kind of period")
    names = [kinds.itemText(place) for place in range(kinds.count())]
    pick(editing, "Kind of period", "Exams")

    assert names[:4] == ["Release freeze", "Shutdown", "Board meeting", "Sprint"]
    assert names.index("") < names.index("Teaching")
    assert {p.kind for p in window.session.snapshot.where(ClockPeriod, clock_id=made.id)} == {"exam"}


def test_every_kind_of_period_is_offered_to_both_sides_once() -> None:
    every = sorted(key for key in KIND_NAMES if key != "runway")

    for side in Side:
        own, others = kinds_of(side)
        assert sorted(own + others) == every
    assert kinds_of(Side.ACADEMIC)[0][0] == "teaching"


def test_the_picker_is_named_and_ordered_by_side(window: MainWindow, asking: CalendarsDialog) -> None:
    picks = [b.text() for b in asking.findChildren(QPushButton) if b.text().startswith("Pick")]
    first = PatternDialog(window, window, BRIGHTPATH).list.item(0).text()

    assert picks == ["Pick a university or country pattern…", "Pick a pattern…"]
    assert first.startswith("Company year")


def test_of_the_ways_to_a_calendar_one_stands_out(asking: CalendarsDialog) -> None:
    ways = [b for b in asking.findChildren(QPushButton) if "for Brightpath" in b.accessibleName()]

    assert [b.text() for b in ways if not b.property("link")] == ["Pick a pattern…"]
    assert len(ways) == 5


def test_the_money_of_a_company_is_asked_before_its_calendars(asking: CalendarsDialog) -> None:
    asking.show()
    QApplication.processEvents()
    edit = next(e for e in asking.findChildren(QLineEdit) if "Brightpath" in e.accessibleName())
    pick = next(b for b in asking.findChildren(QPushButton) if b.text() == "Pick a pattern…")

    assert "Runway: money lasts until" in told(asking)
    assert edit.mapTo(asking, edit.rect().topLeft()).y() < pick.mapTo(asking, pick.rect().topLeft()).y()
    asking.close()


def test_nothing_can_be_changed_in_a_store_that_is_only_read(window: MainWindow) -> None:
    window.session.store.is_read_only = True
    asking = CalendarsDialog(window, window)
    live = {b.text() for b in asking.findChildren(QPushButton) if b.isEnabled()}

    assert live == {"Export…", "Close"}
    assert not any(e.isEnabled() for e in asking.findChildren(QLineEdit))
    editing = PeriodsDialog(window, window, TERMS.id)
    editing.show()
    seen = [b for b in editing.findChildren(QPushButton) if b.isVisible()]
    assert {b.text() for b in seen if b.isEnabled()} == {"Close"}
    editing.close()
