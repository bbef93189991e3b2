"""A clock out as .ics and back, and a file taken over: twice is an update."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document
from planner.exchange.clock_files import clock_file_from, read_clock_file
from planner.exchange.clock_taking import arrival, take_clock
from planner.exchange.clock_writing import clock_bytes
from planner.model import Clock, ClockPeriod
from planner.terms import Repeats
from planner.timeline.clocks.calendars import KIND_NAMES, bands
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, TODAY, clock, plan

CALENDARS = Path(__file__).parent / "calendars"
CLOCK = Clock(partnership_id=PARTNERSHIP.id, organisation_id=NORTHFIELD.id, name="Terms; exams, and “more”")
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=120)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def period(first, last=None, kind="exam", name="Exams", **fields):
    return ClockPeriod(
        partnership_id=PARTNERSHIP.id,
        clock_id=CLOCK.id,
        kind=kind,
        name=name,
        starts_on=first,
        ends_on=last,
        **fields,
    )


def written(*periods, made=CLOCK):
    return clock_bytes(plan(made, *periods), LIBRARY, made, TODAY)


def back(*periods):
    return clock_file_from(written(*periods), "x", TODAY).periods


def told(found):
    return (
        found.kind,
        " ".join(found.name.split()),
        found.starts_on,
        found.ends_on,
        found.repeats,
        found.repeats_every,
        found.repeats_until,
    )


def lines(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


# Out and back


@settings(deadline=None)
@given(DAYS, st.integers(0, 60), st.sampled_from(sorted(KIND_NAMES)), NAMES.filter(str.strip), st.booleans())
def test_a_period_comes_back_as_it_was(first, length, kind, name, is_open):
    own = period(first, None if is_open else first + timedelta(days=length), kind, name)

    (found,) = back(own)
    shown = "".join(c if c.isprintable() else " " for c in name)

    assert told(found)[0] == kind
    assert found.name == " ".join(shown.split())
    assert (found.starts_on, found.ends_on) == (own.starts_on, own.ends_on)
    assert found.uid == f"{own.id}@partnership-planner"


@settings(deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(1, 12),
    st.sampled_from([Repeats.DAYS, Repeats.WEEKS, Repeats.MONTHS, Repeats.YEARS]),
    st.none() | st.integers(400, 1_200),
)
def test_a_repeating_day_comes_back_as_the_same_days(first, every, unit, until):
    ends = None if until is None else first + timedelta(days=until)
    own = period(
        first, first, "board_meeting", "Board", repeats=unit, repeats_every=every, repeats_until=ends
    )
    content = written(own)

    found = clock_file_from(content, "x", TODAY).periods
    days = [(b.start, b.end) for b in bands(plan(CLOCK, own), LIBRARY, TODAY, date(2031, 12, 9))]
    again = [p.model_copy(update={"clock_id": CLOCK.id, "partnership_id": PARTNERSHIP.id}) for p in found]

    assert content.count(b"BEGIN:VEVENT") == 1
    assert b"RRULE" in content
    assert [(b.start, b.end) for b in bands(plan(CLOCK, *again), LIBRARY, TODAY, date(2031, 12, 9))] == days


def test_month_ends_and_29_february_are_written_as_rules_that_mean_the_same_days():
    content = written(
        period(date(2027, 1, 31), date(2027, 1, 31), repeats=Repeats.MONTHS),
        period(date(2028, 2, 29), date(2028, 2, 29), repeats=Repeats.YEARS, name="Leap"),
    )

    assert "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1" in lines(content)
    assert "RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=28,29;BYMONTH=2;BYSETPOS=-1" in lines(content)
    assert [p.repeats for p in clock_file_from(content, "x", TODAY).periods] == [
        Repeats.MONTHS,
        Repeats.YEARS,
    ]


def test_what_no_rule_can_say_is_written_time_by_time():
    whole_months = written(period(date(2027, 1, 1), date(2027, 1, 31), repeats=Repeats.MONTHS))
    sprints = clock_file_from(
        written(
            period(
                date(2026, 12, 7),
                date(2026, 12, 20),
                "sprint",
                "Sprint 7",
                repeats=Repeats.WEEKS,
                repeats_every=2,
            )
        ),
        "x",
        TODAY,
    )

    assert whole_months.count(b"BEGIN:VEVENT") == 60
    assert b"RRULE" not in whole_months
    assert [p.name for p in sprints.periods[:2]] == ["Sprint 7", "Sprint 8"]


def test_a_plain_sprint_is_a_rule_and_a_runway_stands_once():
    sprint = period(
        date(2026, 12, 7), date(2026, 12, 20), "sprint", "", repeats=Repeats.WEEKS, repeats_every=2
    )
    runway = period(TODAY, date(2027, 10, 1), "runway", "Runway", repeats=Repeats.YEARS)

    assert "RRULE:FREQ=WEEKLY;INTERVAL=2" in lines(written(sprint))
    assert "SUMMARY:Sprint" in lines(written(sprint))
    assert b"RRULE" not in written(runway)
    assert "SUMMARY:Exams" in lines(written(period(TODAY, TODAY, name="")))


def test_a_picked_calendar_and_public_holidays_go_out_with_whose_word_it_is():
    picked = clock(NORTHFIELD, "bradford")[0]
    holidays = clock(NORTHFIELD, "holidays:GB-ENG")[0]
    open_end = clock(NORTHFIELD, "stanford")[0]
    terms = written(made=picked)

    assert "SUMMARY:Semester 2 exams" in lines(terms)
    assert any(line.startswith("DESCRIPTION:2028/29 by pattern") for line in lines(terms))
    assert terms == written(made=picked)
    assert "SUMMARY:Easter Monday" in lines(written(made=holidays))
    assert b"PLANNER-END:UNKNOWN" in clock_bytes(plan(open_end), LIBRARY, open_end, date(2026, 1, 5))


def test_text_is_escaped_and_lines_are_folded():
    content = written(period(TODAY, TODAY, name="a,b;c\\d BEGIN:VALARM " + "ü" * 60))

    assert r"a\,b\;c\\d BEGIN:VALARM" in "".join(lines(content))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_line_break_in_a_name_does_not_begin_a_line_of_the_file():
    content = written(period(TODAY, TODAY, name="x\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:y"))

    assert content.count(b"\r\nBEGIN:VEVENT") == 1
    assert len(clock_file_from(content, "x", TODAY).periods) == 1


def test_a_period_that_ends_with_the_calendar_is_written_by_its_length():
    content = written(period(date(9999, 12, 30), date.max))

    assert "DURATION:P2D" in lines(content)


# Taking over


def taken(file, doc, **more):
    return take_clock(doc, NORTHFIELD, file, more.pop("kinds", {}), **more)


def test_a_file_comes_in_as_a_clock_in_one_step():
    doc = Document(plan().entities())
    file = read_clock_file(CALENDARS / "university.ics", TODAY)
    found = arrival(doc.snapshot(), NORTHFIELD, file)
    made = taken(file, doc, kinds={file.periods[0].uid: "semester"}, left=[file.periods[-1].uid])
    periods = doc.snapshot().where(ClockPeriod, clock_id=made.id)

    assert found.words == "A new calendar with 13 periods."
    assert len(periods) == 12
    assert periods[0].kind == "semester"
    assert made.note == "Imported on 9 Dec 2026; events from 9 Dec 2025 to 9 Dec 2031."
    assert doc.undo_label == "import of Northfield term dates, 2026/27 for Northfield University"
    doc.undo()
    assert not doc.snapshot().all(Clock)


def test_the_same_file_again_changes_nothing():
    doc = Document(plan().entities())
    file = read_clock_file(CALENDARS / "google.ics", TODAY)
    doc.add(CLOCK)
    taken(file, doc)
    before = doc.snapshot().all(ClockPeriod)
    found = arrival(doc.snapshot(), NORTHFIELD, file)
    taken(file, doc)

    assert doc.snapshot().all(ClockPeriod) == before
    assert (found.new, found.changed, found.same, found.gone) == ((), (), 7, ())
    assert found.words == "“Brightpath product” is brought up to date: 7 as before."


def test_a_newer_file_moves_adds_and_removes_and_keeps_kinds_put_right_by_hand():
    doc = Document(plan().entities())
    text = (CALENDARS / "university.ics").read_text()
    taken(clock_file_from(text.encode(), "x", TODAY), doc)
    autumn = doc.snapshot().first(ClockPeriod, name="Autumn term")
    doc.set(autumn, "kind", "semester")
    newer = text.replace("20260928", "20260921").replace("graduation@", "ceremony@")
    file = clock_file_from(newer.encode(), "x", TODAY)
    found = arrival(doc.snapshot(), NORTHFIELD, file)
    taken(file, doc)
    after = doc.snapshot()

    assert "1 new, 1 changed, 11 as before and 1 no longer in the file" in found.words
    assert len(after.all(Clock)) == 1
    assert after.first(ClockPeriod, name="Autumn term").starts_on == date(2026, 9, 21)
    assert after.first(ClockPeriod, name="Autumn term").kind == "semester"
    assert len(after.where(ClockPeriod, name="Summer graduation")) == 1


def test_what_the_file_no_longer_holds_stays_when_so_wished_and_kinds_can_be_put_right():
    doc = Document(plan().entities())
    text = (CALENDARS / "university.ics").read_text()
    taken(clock_file_from(text.encode(), "x", TODAY), doc)
    file = clock_file_from(text.replace("graduation@", "ceremony@").encode(), "x", TODAY)
    exams = next(p for p in file.periods if p.kind == "exam")
    taken(file, doc, kinds={exams.uid: "marking"}, removes_gone=False)

    unwanted = next(p for p in doc.snapshot().all(ClockPeriod) if p.kind == "teaching")
    moved = clock_file_from(text.replace("20260928", "20260921").encode(), "x", TODAY)
    taken(moved, doc, left=[unwanted.uid], removes_gone=False)

    assert doc.snapshot().first(ClockPeriod, uid=unwanted.uid).starts_on == date(2026, 9, 28)
    assert len(doc.snapshot().where(ClockPeriod, name="Summer graduation")) == 2
    assert doc.snapshot().first(ClockPeriod, uid=exams.uid).kind == "marking"


def test_another_organisation_gets_a_clock_of_its_own():
    doc = Document(plan().entities())
    file = read_clock_file(CALENDARS / "university.ics", TODAY)
    taken(file, doc)
    take_clock(doc, BRIGHTPATH, file, {})

    assert len(doc.snapshot().all(Clock)) == 2
    assert len(doc.snapshot().all(ClockPeriod)) == 26


@pytest.mark.parametrize("name", ["university", "google", "outlook"])
def test_an_imported_clock_that_is_exported_is_known_again(name):
    doc = Document(plan().entities())
    file = read_clock_file(CALENDARS / f"{name}.ics", TODAY)
    made = taken(file, doc)
    again = clock_file_from(clock_bytes(doc.snapshot(), LIBRARY, made, TODAY), "x", TODAY)

    found = arrival(doc.snapshot(), NORTHFIELD, again)

    assert (found.new, found.changed, found.gone) == ((), (), ())
