"""Plans as MS Project, ProjectLibre and GanttProject write them, and calendars of plans read as clocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.document import Document, Snapshot
from planner.errors import BadFile
from planner.exchange.clock_files import clock_file_from
from planner.exchange.plan.exports import timeline_bytes
from planner.exchange.plan.project_reading import project_of, read_project
from planner.exchange.plan.project_taking import arrival_of, take_over
from planner.library import standard_library
from planner.model import Activity, Link
from planner.terms import DayUnit, LinkKind
from planner.timeline.schedule import schedule
from tests.memorandum import example
from tests.memorandum.example import TODAY

LIBRARY = standard_library()
SAMPLES = Path(__file__).parent / "projects"


def taken(name: str) -> tuple[Document, str]:
    """A small partnership after taking over a sample, and the report."""
    document = Document(example.small().entities())
    arrival = arrival_of(read_project(SAMPLES / name), document.snapshot())
    take_over(document, arrival)
    return document, "\n".join(arrival.report())


def activities(document: Document) -> dict[str, Activity]:
    return {activity.name: activity for activity in document.snapshot().all(Activity)}


def links(snapshot: Snapshot) -> set[tuple[str, str, LinkKind, int]]:
    names = {activity.id: activity.name for activity in snapshot.all(Activity)}
    return {(names[x.before_id], names[x.after_id], x.kind, x.lag_days) for x in snapshot.all(Link)}


@pytest.mark.parametrize("name", ["msproject-2013.xml", "msproject-2019.xml"])
def test_a_plan_of_ms_project_arrives_in_utf_8_and_in_utf_16(name: str):
    document, report = taken(name)

    found = activities(document)
    ethics, contract, data = found["Ethics application"], found["Contract"], found["Data collection"]
    assert (ethics.likely_days, ethics.unit, ethics.progress_percent) == (35, DayUnit.WORKING, 40)
    assert (ethics.deadline_on, ethics.sublane) == (date(2027, 2, 12), "Getting started")
    assert (contract.likely_days, contract.unit) == (104, DayUnit.CALENDAR)
    assert (data.start_on, data.is_fixed, data.sublane) == (date(2027, 3, 16), False, "Study")
    assert found["Booked by hand"].is_fixed
    assert found["Ethics approved"].is_milestone
    assert "Wellbeing study" not in found
    assert links(document.snapshot()) == {
        ("Ethics application", "Ethics approved", LinkKind.FINISH_START, 28),
        ("Ethics approved", "Data collection", LinkKind.FINISH_START, 0),
        ("Contract", "Data collection", LinkKind.FINISH_START, 7),
        ("Data collection", "Analysis", LinkKind.START_START, 0),
    }
    assert {f"Monthly meeting {number}" for number in (1, 2, 3)} <= set(found)
    for sentence in ("switched off", "share of a duration", "“Research fellow”", "Task/Baseline: 2",
                     "Project/Calendars: 1", "Task/TimephasedData: 1"):  # fmt: skip
        assert sentence in report


def test_a_plan_of_projectlibre_arrives_without_the_dates_that_stand_for_none():
    document, report = taken("projectlibre.xml")

    found = activities(document)
    times = schedule(document.snapshot(), LIBRARY)
    assert [found[name].likely_days for name in ("Design", "Build")] == [10, 15]
    assert all(activity.deadline_on is None for activity in found.values())
    assert "1 Jan 1984 stands for no date in such a file, and was left out (Deadline)" in report
    assert times[found["Build"].id].start == date(2027, 1, 16)


def test_a_plan_of_ganttproject_arrives_with_its_lead_and_its_summary():
    document, report = taken("ganttproject.xml")

    found = activities(document)
    assert found["Recruit sites"].sublane == "Trial & pilot"
    assert found["Recruit sites"].progress_percent == 50
    assert ("Recruit sites", "Train sites", LinkKind.FINISH_START, -1) in links(document.snapshot())
    assert "A lag in working days" in report


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.xml")))
def test_a_sample_read_again_changes_nothing(name: str):
    document, _ = taken(name)

    again = arrival_of(read_project(SAMPLES / name), document.snapshot())

    assert (again.changes, again.links) == ((), ())


def test_a_document_type_in_a_file_in_utf_16_is_refused():
    text = (SAMPLES / "msproject-2013.xml").read_bytes().decode("utf-16")
    nasty = text.replace("<Project ", '<!DOCTYPE Project [<!ENTITY a "b">]><Project ', 1)

    with pytest.raises(BadFile, match="document type"):
        project_of(nasty.encode("utf-16"))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<Duration>PT280H0M0S", "<Duration>-PT8H0M0S", "negative, unreadable or over"),
        ("<Duration>PT280H0M0S", "<Duration>thirty days", "negative, unreadable or over"),
        ("<Duration>PT280H0M0S", "<Duration>P999Y", "over 36,500 days"),
        ("2027-02-12T17:00:00", "2149-12-31T23:59:00", "31 Dec 2149 stands for no date"),
        ("2027-02-12T17:00:00", "12/02/2027", "A date that is none was left out (Deadline)"),
        ("<PercentComplete>40", "<PercentComplete>nearly", "10 activities"),
        ("<OutlineLevel>2", "<OutlineLevel>two", "10 activities"),
        ("<MinutesPerDay>480", "<MinutesPerDay>a day", "10 activities"),
        ("<UID>2</UID>", "<UID>zwei</UID>", "Links from rows that were not taken over"),
        ("<LinkLag>96000", "<LinkLag>soon", "10 activities"),
    ],
)
def test_text_where_a_number_or_a_date_should_be_costs_no_more_than_that(old: str, new: str, sentence: str):
    text = (SAMPLES / "msproject-2019.xml").read_text("utf-8")
    assert old in text

    arrival = arrival_of(project_of(text.replace(old, new).encode()), example.small())

    assert sentence in "\n".join(arrival.report())
    assert len(arrival.changes) >= 9


def test_work_that_takes_no_time_and_work_counted_in_years_arrive():
    text = (SAMPLES / "msproject-2019.xml").read_text("utf-8")
    text = text.replace("<Duration>PT280H0M0S", "<Duration>PT0H").replace("PT2496H0M0S", "P1Y")

    arrival = arrival_of(project_of(text.encode()), example.small())

    days = {change.after.name: change.after.likely_days for change in arrival.changes}
    assert days["Ethics application"] == 0
    assert days["Contract"] == 365


# A plan as a calendar, read as a clock


def test_a_plan_in_a_calendar_file_can_be_read_as_a_clock():
    snapshot = example.snapshot()

    read = clock_file_from(timeline_bytes(snapshot, LIBRARY, TODAY, ".ics"), "plan.ics", TODAY)

    times = schedule(snapshot, LIBRARY)
    found = {period.uid: period for period in read.periods}
    assert len(found) == len(times)
    for id, item in times.items():
        period = found[f"{id}@partnership-planner"]
        last = item.start if item.activity.is_milestone else item.end
        assert (period.name, period.starts_on) == (item.activity.name, item.start)
        assert (period.ends_on or period.starts_on) == last
    assert (read.left_out, read.cancelled) == ((), 0)
