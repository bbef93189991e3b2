from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import BadFile
from planner.exchange import clock_files
from planner.exchange.clock_files import Progress, Stopped, clock_file_from, read_clock_file
from planner.exchange.clock_words import guessed_kind
from planner.terms import Repeats

TODAY = date(2026, 12, 9)
CALENDARS = Path(__file__).parent / "calendars"


def calendar(*events, head=""):
    """A calendar file of these events, each given by its lines."""
    blocks = ["BEGIN:VEVENT\r\n" + "\r\n".join(lines) + "\r\nEND:VEVENT" for lines in events]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *head.split(), *blocks, "END:VCALENDAR", ""]
    ).encode()


def read(*events, head="", today=TODAY):
    return clock_file_from(calendar(*events, head=head), "terms", today)


def spans(*events, **fields):
    return [(p.starts_on, p.ends_on) for p in read(*events, **fields).periods]


def event(*lines, uid="1@example", name="Board meeting"):
    return (f"UID:{uid}", "DTSTAMP:20261201T000000Z", f"SUMMARY:{name}", *lines)


# Calendars as programs write them


def test_a_university_s_term_dates_come_in_with_their_kinds():
    file = read_clock_file(CALENDARS / "university.ics", TODAY)
    found = {(p.name, p.kind, p.starts_on, p.ends_on) for p in file.periods}

    assert file.name == "Northfield term dates, 2026/27"
    assert ("Autumn term", "teaching", date(2026, 9, 28), date(2026, 12, 11)) in found
    assert ("University closed", "closure", date(2026, 12, 24), date(2027, 1, 1)) in found
    assert ("Examination period", "exam", date(2027, 5, 17), date(2027, 6, 11)) in found
    assert ("Summer graduation", "commencement", date(2027, 7, 12), date(2027, 7, 16)) in found
    assert file.outside == 1
    assert file.left_out == ()


def test_a_rule_with_an_exception_comes_in_as_its_days():
    file = read_clock_file(CALENDARS / "university.ics", TODAY)
    meetings = [p for p in file.periods if p.kind == "ethics_meeting"]

    assert len(meetings) == 9
    assert date(2027, 1, 6) not in [p.starts_on for p in meetings]
    assert meetings[0].uid == "ethics@northfield.example/2026-10-07"
    assert file.guesses[meetings[0].uid] == "ethics"


def test_a_google_calendar_brings_moved_meetings_and_sprints_as_one_repeating_period():
    file = read_clock_file(CALENDARS / "google.ics", TODAY)
    sprint = next(p for p in file.periods if p.kind == "sprint")
    board = {p.uid.partition("/")[2]: p.starts_on for p in file.periods if p.kind == "board_meeting"}

    assert (sprint.repeats, sprint.repeats_every, sprint.repeats_until) == (
        Repeats.WEEKS,
        2,
        date(2027, 4, 12),
    )
    assert sprint.ends_on == date(2026, 12, 20)
    assert board["2027-03-09"] == date(2027, 3, 18)
    assert "2027-02-09" not in board
    assert file.cancelled == 1


def test_a_time_in_universal_time_falls_on_the_day_of_the_calendar_s_zone():
    file = read_clock_file(CALENDARS / "google.ics", TODAY)

    late = next(p for p in file.periods if p.kind == "freeze")

    assert (late.starts_on, late.ends_on) == (date(2027, 7, 1), date(2027, 7, 1))


def test_an_outlook_calendar_with_a_zone_of_its_own_loses_its_broken_event_alone():
    file = read_clock_file(CALENDARS / "outlook.ics", TODAY)
    steering, shutdown = file.periods

    assert [(each.name, each.reason) for each in file.left_out] == [
        ("Stocktaking", "how it repeats cannot be read")
    ]
    assert (shutdown.starts_on, shutdown.ends_on) == (date(2027, 7, 19), date(2027, 8, 8))
    assert (steering.starts_on, steering.repeats_until) == (date(2027, 1, 14), date(2027, 3, 25))
    assert steering.name.endswith("Outlook folds over two lines")


# Days


def test_the_end_of_an_all_day_event_is_not_part_of_it():
    assert spans(event("DTSTART;VALUE=DATE:20270104", "DTEND;VALUE=DATE:20270106")) == [
        (date(2027, 1, 4), date(2027, 1, 5))
    ]
    assert spans(event("DTSTART;VALUE=DATE:20270104")) == [(date(2027, 1, 4), date(2027, 1, 4))]
    assert spans(event("DTSTART;VALUE=DATE:20270104", "DTEND;VALUE=DATE:20270104")) == [
        (date(2027, 1, 4), date(2027, 1, 4))
    ]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART:20270104T230000", "DTEND:20270105T003000"), 2),
        (("DTSTART:20270104T090000", "DTEND:20270105T000000"), 1),
        (("DTSTART:20270104T090000",), 1),
        (("DTSTART:20270104T090000", "DURATION:PT40H"), 3),
        (("DTSTART;TZID=Europe/London:20270328T003000", "DTEND;TZID=Europe/London:20270328T023000"), 1),
        (("DTSTART;TZID=Europe/London:20271031T000000", "DURATION:P1D"), 1),
        (("DTSTART;TZID=Nowhere/Land:20270104T090000", "DTEND;TZID=Nowhere/Land:20270104T100000"), 1),
        (("DTSTART;TZID=Europe/London:20270104T090000", "DTEND:20270104T100000Z"), 1),
    ],
)
def test_a_timed_event_counts_for_the_days_it_covers(lines, days):
    ((first, last),) = spans(event(*lines))

    assert (last - first).days + 1 == days


def test_a_weekly_meeting_stays_on_its_day_when_the_clocks_change():
    found = spans(
        event(
            "DTSTART;TZID=America/New_York:20270308T200000",
            "DTEND;TZID=America/New_York:20270308T210000",
            "RRULE:FREQ=WEEKLY;UNTIL=20270323T000000Z",
        ),
        head="X-WR-TIMEZONE:Europe/London",
    )
    (period,) = read(event("DTSTART:20270301", "RRULE:FREQ=WEEKLY;COUNT=4")).periods

    local = spans(event("DTSTART:20270301T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270309T000000"))

    assert found == [(date(2027, 3, 8), date(2027, 3, 8))]
    assert local == [(date(2027, 3, 1), date(2027, 3, 1))]
    assert period.repeats_until == date(2027, 3, 22)


def test_an_unknown_calendar_zone_is_passed_over():
    assert spans(event("DTSTART:20270104T233000Z"), head="X-WR-TIMEZONE:Mars/Olympus X-WR-CALNAME:A\\,B") == [
        (date(2027, 1, 4), date(2027, 1, 4))
    ]


def test_days_given_one_by_one_and_taken_away_one_by_one():
    found = spans(
        event(
            "DTSTART;VALUE=DATE:20270104",
            "RRULE:FREQ=DAILY;COUNT=4",
            "RDATE;VALUE=DATE:20270201,20270301",
            "RDATE;VALUE=PERIOD:20270401T090000Z/PT1H",
            "EXDATE;VALUE=DATE:20270105",
            "EXDATE;VALUE=DATE:20270106",
        )
    )
    alone = spans(event("DTSTART;VALUE=DATE:20270104", "RDATE;VALUE=DATE:20270201"))

    assert [first for first, _ in found] == [
        date(2027, 1, 4),
        date(2027, 1, 7),
        date(2027, 2, 1),
        date(2027, 3, 1),
        date(2027, 4, 1),
    ]
    assert [first for first, _ in alone] == [date(2027, 1, 4), date(2027, 2, 1)]


def test_one_time_of_a_series_that_is_cancelled_is_left_out():
    series = event("DTSTART;VALUE=DATE:20270104", "RRULE:FREQ=WEEKLY;COUNT=3")
    gone = event("DTSTART;VALUE=DATE:20270111", "RECURRENCE-ID;VALUE=DATE:20270111", "STATUS:CANCELLED")

    file = read(series, gone)

    assert [p.starts_on for p in file.periods] == [date(2027, 1, 4), date(2027, 1, 18)]
    assert file.cancelled == 1


def test_repeating_is_worked_out_from_one_year_back_to_five_years_ahead():
    file = read(event("DTSTART;VALUE=DATE:19990101", "RRULE:FREQ=MONTHLY;BYDAY=1FR"))
    starts = [p.starts_on for p in file.periods]

    assert (file.window.first, file.window.last) == (date(2025, 12, 9), date(2031, 12, 9))
    assert (min(starts), max(starts)) == (date(2026, 1, 2), date(2031, 12, 5))
    assert read(event("DTSTART;VALUE=DATE:19990101", "RRULE:FREQ=DAILY;COUNT=5")).outside == 1


def test_a_plain_rule_is_one_period_as_long_as_that_says_the_same_days():
    (weekly,) = read(event("DTSTART;VALUE=DATE:20150105", "RRULE:FREQ=WEEKLY;INTERVAL=2")).periods
    leap = read(event("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY")).periods
    monthly = read(event("DTSTART;VALUE=DATE:20270131", "RRULE:FREQ=MONTHLY;UNTIL=20270630")).periods

    assert (weekly.starts_on, weekly.repeats, weekly.repeats_every) == (date(2015, 1, 5), Repeats.WEEKS, 2)
    assert [p.starts_on for p in leap] == [date(2028, 2, 29)]
    assert [p.starts_on.month for p in monthly] == [1, 3, 5]


def test_the_same_key_twice_is_two_events_and_none_is_one_of_its_own():
    twice = read(event("DTSTART;VALUE=DATE:20270104"), event("DTSTART;VALUE=DATE:20270204"))
    without = read(("SUMMARY:Exams", "DTSTART;VALUE=DATE:20270104"))

    assert [p.uid for p in twice.periods] == ["1@example", "1@example#2"]
    assert without.periods[0].uid == "Exams/2027-01-04T00:00:00"


def test_a_key_that_is_too_long_is_shortened_the_same_way_each_time():
    first = read(event("DTSTART;VALUE=DATE:20270104", uid="x" * 900))

    assert first.periods[0].uid == read(event("DTSTART;VALUE=DATE:20270104", uid="x" * 900)).periods[0].uid
    assert len(first.periods[0].uid) == 64


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Board meeting", "board_meeting"),
        ("Ethics committee", "ethics_meeting"),
        ("Resit exams", "resit"),
        ("Prüfungszeitraum", "exam"),
        ("Bank holiday", "holiday"),
        ("Sprint 12 review", "sprint"),
        ("Code freeze", "freeze"),
        ("Christmas closure", "winter_closure"),
        ("Grant round closes", "grant_round"),
        ("Q3", "quarter"),
        ("Lunch", "event"),
        ("", "event"),
    ],
)
def test_kinds_are_guessed_from_words(title, kind):
    assert guessed_kind(title)[0] == kind


# Bad input


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=SECONDLY", "it repeats more often than once a day"),
        ("FREQ=HOURLY;INTERVAL=5", "it repeats more often than once a day"),
        ("FREQ=DAILY;INTERVAL=0", "how it repeats cannot be read"),
        ("FREQ=DAILY;COUNT=-3", "how it repeats cannot be read"),
        ("FREQ=FORTNIGHTLY", "how it repeats cannot be read"),
        ("INTERVAL=2", "how it repeats cannot be read"),
        ("FREQ=WEEKLY;UNTIL=soon", "how it repeats cannot be read"),
        ("FREQ=YEARLY;BYSETPOS=0", "how it repeats cannot be read"),
        ("FREQ=YEARLY;RSCALE=HEBREW", "it repeats in a way this program does not know (RSCALE)"),
        ("FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3", ""),
    ],
)
def test_a_rule_that_cannot_be_followed_takes_its_event_alone(rule, reason):
    good = event("DTSTART;VALUE=DATE:20270301", uid="2@example", name="Exams")

    file = read(event("DTSTART;VALUE=DATE:20270104", f"RRULE:{rule}"), good)

    assert [each.reason for each in file.left_out] == ([reason] if reason else [])
    assert "Exams" in [p.name for p in file.periods]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("DTSTART:20271301",), "its dates cannot be read"),
        (("DTSTART:99999999T000000",), "its dates cannot be read"),
        ((), "it has no date"),
        (("DTSTART;VALUE=DATE:20270105", "DTEND;VALUE=DATE:20270101"), "it ends before it starts"),
        (("DTSTART;VALUE=DATE:20270105", "DURATION:-P3D"), "it ends before it starts"),
        (("DTSTART:T090000",), "its dates cannot be read"),
        (("DTSTART;VALUE=TIME:090000",), "its dates cannot be read"),
        (("DTSTART;VALUE=DATE:20270105", "RECURRENCE-ID:never"), "its dates cannot be read"),
    ],
)
def test_an_event_without_usable_dates_is_named(lines, reason):
    assert [(e.name, e.reason) for e in read(event(*lines)).left_out] == [("Board meeting", reason)]


def test_a_rule_that_is_there_twice_and_one_of_nothing_are_left_out():
    two = event("DTSTART;VALUE=DATE:20270104", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2")
    none = event("DTSTART;VALUE=DATE:20270104", "RRULE:", uid="2")

    assert read(two).periods
    assert [e.reason for e in read(none).left_out] == ["how it repeats cannot be read"]


def test_the_edges_of_the_calendar_hold():
    last = read(event("DTSTART;VALUE=DATE:99991231", "DURATION:P9D"), today=date(9999, 12, 9))
    daily = read(event("DTSTART:99991230T230000Z", "RRULE:FREQ=DAILY"), today=date(9999, 12, 9))
    first = read(
        event("DTSTART:00010101T003000Z", "DTEND:00010102T003000Z"),
        head="X-WR-TIMEZONE:America/New_York",
        today=date(1, 1, 5),
    )

    assert [(p.starts_on, p.ends_on) for p in last.periods] == [(date.max, date.max)]
    assert daily.periods[0].starts_on == date(9999, 12, 30)
    assert first.periods[0].starts_on == date(1, 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"\x00" * 50,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_calendar_is_refused_in_a_sentence(content):
    with pytest.raises(BadFile, match=r"not a calendar file: it does not begin with BEGIN:VCALENDAR"):
        clock_file_from(content, "x", TODAY)


def test_an_event_that_breaks_off_or_is_far_too_long_is_left_out():
    whole = calendar(event("DTSTART;VALUE=DATE:20270104", uid="2"))
    cut = whole.replace(b"VERSION:2.0\r\n", b"VERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Cut\r\n")
    ends = whole.replace(b"END:VEVENT\r\n", b"").replace(b"END:VCALENDAR\r\n", b"")
    long = calendar(event("DTSTART;VALUE=DATE:20270104"), event(*["CATEGORIES:" + "x" * 60] * 5_000))

    assert len(clock_file_from(cut, "x", TODAY).periods) == 1
    assert [e.reason for e in clock_file_from(cut, "x", TODAY).left_out] == [
        "it breaks off or is far too long"
    ]
    assert clock_file_from(ends, "x", TODAY).left_out_count == 1
    assert clock_file_from(long, "x", TODAY).left_out_count == 1


def test_other_encodings_are_read_and_said():
    text = calendar(event("DTSTART;VALUE=DATE:20270104", name="Prüfung"))
    latin = clock_file_from(text.decode().encode("cp1252"), "x", TODAY)
    wide = clock_file_from(text.decode().encode("utf-16"), "x", TODAY)
    marked = clock_file_from(b"\xef\xbb\xbf" + text, "x", TODAY)

    assert latin.periods[0].name == wide.periods[0].name == marked.periods[0].name == "Prüfung"
    assert latin.notes[0].startswith("The file is not in UTF-8")
    assert wide.notes == marked.notes == ()


def test_letters_that_cannot_be_stored_are_left_out_of_names():
    content = calendar(event("DTSTART;VALUE=DATE:20270104", name="Bo\x00ard\x07 \u202eday\\nand night"))
    surrogate = calendar(event("DTSTART;VALUE=DATE:20270104", name="x")).replace(b":x", b":x\xed\xa0\x80y")

    assert clock_file_from(content, "x", TODAY).periods[0].name == "Bo ard day and night"
    assert clock_file_from(surrogate, "x", TODAY).periods[0].name.startswith("x")


def test_alarms_and_long_descriptions_are_not_looked_at():
    lines = event(
        "DTSTART;VALUE=DATE:20270104",
        "DESCRIPTION:" + "long " * 60_000,
        "BEGIN:VALARM",
        "SUMMARY:Wake up",
        "TRIGGER:nonsense",
        "END:VALARM",
        "END:VALARM",
    )

    assert [p.name for p in read(lines).periods] == ["Board meeting"]


def test_no_file_a_folder_and_a_huge_file_are_refused(tmp_path):
    huge = tmp_path / "huge.ics"
    with huge.open("wb") as file:
        file.truncate(200_000_000)

    with pytest.raises(BadFile, match=r"There is no file gone\.ics"):
        read_clock_file(tmp_path / "gone.ics", TODAY)
    with pytest.raises(BadFile, match="not an ordinary file"):
        read_clock_file(tmp_path, TODAY)
    with pytest.raises(BadFile, match="larger than 50 MB") as refusal:
        read_clock_file(huge, TODAY)
    with pytest.raises(BadFile, match="its name cannot be used"):
        read_clock_file(tmp_path / "a\x00b", TODAY)
    assert refusal.value.advice


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "mine.ics"
    path.write_bytes(calendar())
    path.chmod(0)

    with pytest.raises(BadFile, match="could not be read"):
        read_clock_file(path, TODAY)


def test_more_than_a_clock_can_show_is_cut_to_what_is_nearest(monkeypatch):
    monkeypatch.setattr(clock_files, "MAX_PERIODS", 3)
    days = [event(f"DTSTART;VALUE=DATE:2027010{n}", uid=str(n)) for n in range(1, 9)]

    file = read(*days)

    assert [p.starts_on.day for p in file.periods] == [1, 2, 3]
    assert file.notes[0].startswith("The file brings 8 periods, more than a calendar can show.")


def test_what_comes_every_day_counts_as_often_as_it_comes(monkeypatch):
    monkeypatch.setattr(clock_files, "MAX_TIMES", 5_000)
    daily = [event("DTSTART;VALUE=DATE:20270104", "RRULE:FREQ=DAILY", uid=str(n)) for n in range(9)]

    file = read(*daily)

    assert len(file.periods) == 2
    assert file.notes[0].endswith("The 2 nearest to today are taken.")


def test_a_file_of_many_dates_is_cut_while_it_is_read(monkeypatch):
    monkeypatch.setattr(clock_files, "MAX_PERIODS", 2)
    days = ",".join(f"202702{n:02}" for n in range(1, 29))
    many = [
        event("DTSTART;VALUE=DATE:20270104", f"RDATE;VALUE=DATE:{days}", uid=str(n), name="Exam")
        for n in range(9)
    ]

    file = read(*many)

    assert [p.starts_on for p in file.periods] == [date(2027, 1, 4)] * 2
    assert file.notes[0].startswith("The file brings 261 periods")
    assert file.guesses.keys() == {p.uid for p in file.periods}


def test_dates_given_one_by_one_wait_no_longer_than_rules(monkeypatch):
    monkeypatch.setattr(clock_files, "REPEAT_SECONDS", -1.0)

    file = read(event("DTSTART;VALUE=DATE:20270104", "RDATE;VALUE=DATE:20270105"))

    assert (file.periods, file.left_out_count) == ((), 1)


def test_more_events_than_are_read_are_said(monkeypatch):
    monkeypatch.setattr(clock_files, "MAX_EVENTS", 2)
    progress = Progress()
    content = calendar(*(event("DTSTART;VALUE=DATE:20270104", uid=str(n)) for n in range(4)))

    file = clock_file_from(content, "x", TODAY, progress)

    assert file.notes == ("The file holds 4 events. The first 2 are read.",)
    assert (progress.read, progress.total) == (2, 4)


def test_rules_beyond_the_time_that_is_given_are_left_out_and_single_events_are_not(monkeypatch):
    monkeypatch.setattr(clock_files, "REPEAT_SECONDS", -1.0)
    rule = event("DTSTART;VALUE=DATE:20270104", "RRULE:FREQ=DAILY;COUNT=3")

    file = read(rule, event("DTSTART;VALUE=DATE:20270301", uid="2"))

    assert len(file.periods) == 1
    assert file.left_out[0].reason == "the file repeats more than can be worked out in good time"


def test_left_out_events_are_counted_when_they_are_too_many_to_name():
    file = read(*(event(uid=str(n)) for n in range(600)))

    assert (len(file.left_out), file.left_out_count) == (500, 600)


def test_reading_stops_when_nobody_waits_for_it_any_more():
    progress = Progress(is_stopped=True)

    with pytest.raises(Stopped):
        clock_file_from(calendar(event("DTSTART;VALUE=DATE:20270104")), "x", TODAY, progress)


def test_stopping_is_noticed_while_rules_are_worked_out():
    class Once(Progress):
        looks = 0

        def __setattr__(self, name, value):
            super().__setattr__(name, value)
            if name == "read" and value:
                super().__setattr__("is_stopped", True)

    with pytest.raises(Stopped):
        clock_file_from(calendar(event("DTSTART;VALUE=DATE:20270104")), "x", TODAY, Once())


def test_rules_that_never_come_true_end():
    rules = ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=5"]
    events = [
        event("DTSTART;VALUE=DATE:20270104", f"RRULE:{rule}", uid=str(place))
        for place, rule in enumerate(rules)
    ]

    assert [p.starts_on for p in read(*events).periods] == [date(2027, 1, 4)] * 2


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), max_size=12))
def test_no_line_of_an_event_makes_the_reader_fall(lines):
    file = read(("DTSTART;VALUE=DATE:20270104", *lines))

    assert file.left_out_count + len(file.periods) + file.outside + file.cancelled >= 0


@settings(deadline=None)
@given(
    st.sampled_from(
        ["DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "DURATION", "STATUS", "UID"]
    ),
    st.text(alphabet='0123456789TZPDHM;:=,-+FREQ/ "WKLY', max_size=24),
    st.sampled_from(["", ";VALUE=DATE", ";TZID=Europe/London", ";VALUE=PERIOD", ";TZID=", ";X="]),
)
def test_no_value_of_a_known_line_makes_the_reader_fall(name, value, parameter):
    lines = ("DTSTART;VALUE=DATE:20270104", f"{name}{parameter}:{value}")

    file = read(lines if name != "DTSTART" else lines[1:])

    assert file.left_out_count + len(file.periods) + file.outside + file.cancelled >= 0


def test_thousands_of_events_are_cut_to_what_a_clock_can_show():
    lines = ["BEGIN:VCALENDAR"]
    for number in range(3_000):
        day = f"{TODAY + timedelta(days=number % 900):%Y%m%d}"
        lines += ["BEGIN:VEVENT", f"UID:{number}", "SUMMARY:Meeting", f"DTSTART:{day}T090000Z", "END:VEVENT"]

    file = clock_file_from("\n".join([*lines, "END:VCALENDAR"]).encode(), "x", TODAY)

    assert len(file.periods) == clock_files.MAX_PERIODS


def test_a_zone_with_an_endless_name_takes_its_event_alone():
    file = read(event(f"DTSTART;TZID={'x' * 5_000}:20270104T090000"), event("DTSTART:20270104", uid="2"))

    assert [(e.name, e.reason) for e in file.left_out] == [("An event", "it cannot be read")]
    assert len(file.periods) == 1


def test_an_event_given_as_a_stretch_of_time_begins_where_that_begins():
    assert spans(event("DTSTART;VALUE=PERIOD:20270104T090000Z/PT1H")) == [
        (date(2027, 1, 4), date(2027, 1, 4))
    ]


def test_a_file_without_events_brings_nothing():
    assert clock_file_from(b"BEGIN:VCALENDAR\nEND:VCALENDAR", "", TODAY).name == "Imported calendar"
    assert clock_file_from(b"BEGIN:VCALENDAR", "x", TODAY).periods == ()
