"""The timeline as a table, a workbook, a calendar and a drawing, each read back by another program's eyes."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from defusedxml import ElementTree
from icalendar import Calendar

from planner.document import Document, Snapshot, snapshot_of
from planner.errors import Refused, StoreFailure
from planner.exchange.file import read_file
from planner.exchange.plan.exports import ENDINGS, timeline_bytes, write_timeline
from planner.exchange.plan.printing import Wish
from planner.exchange.plan.project_reading import project_of
from planner.file_names import timeline_name
from planner.library import standard_library
from planner.memorandum.timeline_paper.sheets import Sheet
from planner.model import Activity, Clock, Entity
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, key
from tests.memorandum.reading import squeezed, text_of
from tests.memorandum.test_hostile_text import PAYLOADS, _poisoned, watched

LIBRARY = standard_library()
OWN = Wish(is_own=True)
SVG = "{http://www.w3.org/2000/svg}"


def made(snapshot: Snapshot, ending: str, wish: Wish | None = None) -> bytes:
    return timeline_bytes(snapshot, LIBRARY, TODAY, ending, wish)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def whole(example_path: Path) -> Snapshot:
    return snapshot_of(read_file(example_path).entities)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_gives_the_same_bytes_twice(ending: str, whole: Snapshot):
    again = snapshot_of(whole.entities())

    assert made(whole, ending, OWN) == made(again, ending, OWN)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_plan_without_anything_and_one_without_dates_can_leave(ending: str):
    undated = Activity(partnership_id=HOME, name="Some day")

    assert made(example.small(), ending, OWN)
    assert made(example.small(undated), ending, OWN)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_edges_of_the_calendar_can_leave(ending: str):
    first = Activity(partnership_id=HOME, name="First", start_on=date.min, likely_days=3, late_days=9)
    last = Activity(partnership_id=HOME, name="Last", start_on=date.max, likely_days=3, late_days=9)
    leap = Activity(partnership_id=HOME, name="Leap", start_on=date(2028, 2, 29), is_milestone=True)

    assert made(example.small(first, last, leap), ending, OWN)


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_several_pages_are_refused_where_a_file_holds_one_picture(ending: str):
    with pytest.raises(Refused, match="holds one picture"):
        made(example.snapshot(), ending, Wish(Sheet(is_tiled=True)))

    assert made(example.snapshot(), ending, Wish(Sheet(is_tiled=True, is_proposal=True)))


def test_a_file_is_written_whole_or_a_sentence_says_why_not(tmp_path: Path):
    target = tmp_path / "plan.CSV"

    write_timeline(example.snapshot(), LIBRARY, TODAY, target)

    assert target.read_bytes() == made(example.snapshot(), ".csv")
    with pytest.raises(StoreFailure, match="The workbook was not written"):
        write_timeline(example.snapshot(), LIBRARY, TODAY, tmp_path / "none" / "plan.xlsx")


def test_the_name_of_a_file_is_safe_and_says_for_whom_it_is():
    assert timeline_name("../a: <b>") == "a b - timeline"
    assert timeline_name("A", is_internal=True) == "A - timeline INTERNAL"


# CSV


def test_the_table_has_a_row_for_everything_in_the_plan(whole: Snapshot):
    rows = rows_of(made(whole, ".csv"))

    names = [row["Name"] for row in rows]
    assert {activity.name for activity in whole.all(Activity)} <= set(names)
    analysis = rows[names.index("Analysis")]
    assert analysis["Starts"] == "2027-06-21"
    assert analysis["Organisation"] == "Northfield University"
    assert analysis["Waits for"].startswith("Data collection (finish to start")
    assert any(row["What"] == "Follows from a clause" and row["Clause"] for row in rows)
    assert "Clashes" not in rows[0]


def test_the_table_for_oneself_says_which_activity_clashes(whole: Snapshot):
    rows = rows_of(made(whole, ".csv", OWN))

    data = next(row for row in rows if row["Name"] == "Data collection")
    assert "ethics approval" in data["Clashes"]


def test_the_table_begins_with_a_mark_and_what_a_spreadsheet_would_act_on_is_defused():
    nasty = [
        Activity(partnership_id=HOME, name=f"{sign}cmd|' /C calc'!A0", start_on=TODAY, notes=f"{sign}1+1")
        for sign in "=+-@"
    ]

    content = made(example.small(*nasty), ".csv")

    assert content.startswith(b"\xef\xbb\xbf")
    for row in rows_of(content)[:4]:
        assert row["Name"][:2] in ("'=", "'+", "'-", "'@")
        assert row["Notes"][0] == "'"
        assert row["Slack in calendar days"].lstrip("-").isdigit()


# Excel


def test_the_workbook_holds_plan_clashes_and_links_with_real_dates(whole: Snapshot):
    book = openpyxl.load_workbook(BytesIO(made(whole, ".xlsx", OWN)))

    assert book.sheetnames == ["Plan", "Clashes", "Links"]
    plan = book["Plan"]
    heads = [cell.value for cell in plan[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in plan.iter_rows(min_row=2, values_only=True)]
    analysis = next(row for row in rows if row["Name"] == "Analysis")
    assert analysis["Starts"] == datetime(2027, 6, 21)
    assert analysis["Likely days"] == 39
    assert plan.freeze_panes == "C2"
    assert plan.auto_filter.ref is not None
    assert plan.column_dimensions["B"].width > 30
    assert "Data collection" in [row[0] for row in book["Links"].iter_rows(min_row=2, values_only=True)]
    assert book["Clashes"].max_row >= 4
    assert book.properties.created == datetime(2026, 12, 9)


def test_the_workbook_for_the_partner_has_no_clashes(whole: Snapshot):
    assert openpyxl.load_workbook(BytesIO(made(whole, ".xlsx"))).sheetnames == ["Plan", "Links"]


def test_dates_that_excel_does_not_know_are_written_as_text():
    old = Activity(partnership_id=HOME, name="Old", start_on=date(1066, 10, 14), likely_days=1, late_days=1)

    book = openpyxl.load_workbook(BytesIO(made(example.small(old), ".xlsx")))

    assert "1066-10-14" in [cell.value for cell in book["Plan"][2]]


def _sheets_of(content: bytes) -> dict[str, list[dict[str, object]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    found = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def test_the_workbook_speaks_in_names_and_keeps_keys_in_one_last_column():
    work = Activity(
        id=key("deal"), partnership_id=HOME, name="Deal", start_on=TODAY, kind="contract_negotiation",
        basis=("con-03", "con-08", "no-such"), clause="publication", traits=("plan.ethics_route=university",),
    )  # fmt: skip
    after = Activity(partnership_id=HOME, name="After", kind="no-such-kind")
    link = example.Link(partnership_id=HOME, before_id=work.id, after_id=after.id)

    found = _sheets_of(made(example.small(work, after, link), ".xlsx", OWN))

    row = found["Plan"][0]
    assert row["Kind"] == LIBRARY.activity_kinds["contract_negotiation"].name
    assert row["Evidence"] == "; ".join(LIBRARY.facts[each].label for each in ("con-03", "con-08"))
    for rows in found.values():
        for each in rows:
            *others, last = each.items()
            assert last[0] == "Key"
            said = " ".join(str(value) for _, value in others)
            assert "contract_negotiation" not in said
            assert "con-03" not in said
            assert str(work.id) not in said
            assert "plan." not in said


def test_an_answer_about_an_activity_leaves_in_words():
    question = next(q for q in LIBRARY.plan_questions.values() if q.about and q.options)
    option = question.options[0]
    work = Activity(
        partnership_id=HOME, name="Work", start_on=TODAY, traits=(f"{question.key}={option.key}", "gone=1")
    )

    (row, *_) = rows_of(made(example.small(work), ".csv"))

    assert row["Answers"] == f"{question.wording} {option.label}"


def test_months_stand_beside_the_dates_where_they_are_counted():
    work = Activity(partnership_id=HOME, name="Work", start_on=date(2027, 2, 1), likely_days=40, late_days=70)

    (row, *_) = rows_of(made(example.small(work, shows_months=True, start_on=date(2027, 1, 1)), ".csv"))
    (plain, *_) = rows_of(made(example.small(work), ".csv"))

    assert (row["Starts"], row["Start month"], row["Likely end month"]) == ("2027-02-01", "M2", "M3")
    assert row["Late end month"] == "M4"
    assert "Start month" not in plain


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_date_is_invented_while_the_start_is_unknown(ending: str):
    work = Activity(
        partnership_id=HOME, name="Work", start_on=date(2027, 2, 1), likely_days=40, late_days=70,
        deadline_on=date(2027, 9, 30),
    )  # fmt: skip

    content = made(example.small(work, shows_months=True, start_on=None), ending)
    row = rows_of(content)[0] if ending == ".csv" else _sheets_of(content)["Plan"][0]

    why = "empty: the start of the project is not known yet"
    for head in ("Starts", "Likely end", "Late start", "Late end", "Entered start"):
        assert not row[f"{head} ({why})"]
    assert (row["Start month"], row["Likely end month"]) == ("M1", "M2")
    assert row["Deadline"]


# Calendar


def events_of(content: bytes) -> dict[str, dict[str, object]]:
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(event["summary"]): dict(event) for event in found}


def test_events_last_whole_days_and_end_on_the_day_after(whole: Snapshot):
    events = events_of(made(whole, ".ics"))

    analysis, thesis = events["Analysis"], events["Thesis due"]
    assert analysis["DTSTART"].dt == date(2027, 6, 21)
    assert analysis["DTEND"].dt == date(2027, 7, 30)
    assert (thesis["DTEND"].dt - thesis["DTSTART"].dt).days == 1
    assert "In the late case: 12 Apr 2027." in str(events["Contract negotiation"]["DESCRIPTION"])
    assert "Runway" not in str(events)


def test_an_event_keeps_its_key_and_rises_with_every_change():
    document = Document(example.entities())
    before = events_of(made(document.snapshot(), ".ics"))["Analysis"]
    document.set(document.get(Activity, key("Analysis")), "likely_days", 41)

    after = events_of(timeline_bytes(document.snapshot(), LIBRARY, date(2026, 12, 10), ".ics"))["Analysis"]

    assert str(after["UID"]) == str(before["UID"]) == f"{key('Analysis')}@partnership-planner"
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt


def test_an_event_says_who_looks_after_it_and_what_holds_it():
    work = Activity(
        partnership_id=HOME, name="Work", start_on=TODAY, deadline_on=date(2027, 1, 1), progress_percent=40,
        organisation_id=key("northfield"), notes="Bring the\nforms.", late_days=9,
    )  # fmt: skip
    after = Activity(partnership_id=HOME, name="After", start_on=TODAY)
    link = example.Link(partnership_id=HOME, before_id=work.id, after_id=after.id)

    events = events_of(made(example.small(work, after, link), ".ics"))

    said = str(events["Work"]["DESCRIPTION"])
    assert "Deadline: 1 Jan 2027." in said
    assert "Looked after by: Northfield University." in said
    assert "Done: 40 %." in said
    assert said.endswith("Bring the\nforms.")
    assert "Moved by: Work." in str(events["After"]["DESCRIPTION"])


# Drawing


def test_the_drawing_is_sound_and_looks_nothing_up():
    content = made(example.snapshot(), ".svg")

    root = ElementTree.fromstring(content)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text == "Mindful Campus: timeline"
    assert "12 activities" in root.find(f"{SVG}desc").text or "14 activities" in root.find(f"{SVG}desc").text
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "Data collection" in texts
    assert b"href" not in content
    assert b"url(" not in content
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "desc", "rect", "line", "polygon", "text",
    }  # fmt: skip


def test_letters_of_a_drawing_keep_to_their_room_in_another_typeface():
    root = ElementTree.fromstring(made(example.snapshot(), ".svg"))

    long = [text for text in root.iter(f"{SVG}text") if len(text.text or "") > 3]
    assert long
    assert all(float(text.get("textLength")) > 0 for text in long)


# Hostile text


CONTROLS = ("a\x01b\x0bc", "tab\there", "line\r\nBEGIN:VALARM\r\nEND:VALARM", "\u202eevil\u2066", "\ufffe x")


def _hostile(payload: str) -> list[Entity]:
    return [_poisoned(entity, payload) for entity in example.entities()]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_every_field_leaves_as_typed_in_every_format(payload: str):
    snapshot = snapshot_of(_hostile(payload))
    title = " ".join(payload.split())

    with watched() as touched:
        found = {ending: made(snapshot, ending, OWN) for ending in ENDINGS if ending != ".png"}

    assert touched == []
    assert squeezed(payload)[:20] in squeezed(text_of(found[".pdf"]))
    assert b"/URI" not in found[".pdf"]
    texts = [text.text for text in ElementTree.fromstring(found[".svg"]).iter(f"{SVG}text")]
    assert any(title in (text or "") for text in texts)
    assert set(events_of(found[".ics"])) == {title}
    names = {row["Name"] for row in rows_of(found[".csv"]) if row["What"] != "Follows from a clause"}
    assert names == {f"'{payload}" if payload[0] in "=+-@" else payload}
    _check_workbook(found[".xlsx"], payload)
    assert {
        row.get("Name") for row in project_of(found[".xml"]).rows["Task"] if row.get("Summary") == "0"
    } == {title}


def _check_workbook(content: bytes, payload: str) -> None:
    with ZipFile(BytesIO(content)) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert b"<f>" not in text
    assert b"hyperlink" not in text
    sheet = openpyxl.load_workbook(BytesIO(content))["Plan"]
    assert payload in {cell.value for cell in sheet["B"]}


@pytest.mark.parametrize("payload", CONTROLS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_no_file_can_hold_is_shown_and_nothing_breaks(payload: str, ending: str):
    content = made(snapshot_of(_hostile(payload)), ending, OWN)

    assert content
    if ending == ".ics":
        assert b"\r\nBEGIN:VALARM" not in content
    if ending in (".svg", ".xml"):
        ElementTree.fromstring(content)
    if ending not in (".pdf", ".png", ".xlsx"):
        text = content.decode()
        assert not any(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in text)
        assert "\u202e" not in text


def test_texts_of_the_greatest_length_leave_in_every_format():
    long = Activity(
        partnership_id=HOME, name="w" * 400, start_on=TODAY, notes="n" * 20_000, sublane="s" * 400
    )

    for ending in ENDINGS:
        assert made(
            example.small(long, Clock(partnership_id=HOME, organisation_id=key("northfield"))), ending
        )
