"""MS Project's XML, out and in: the published order of its elements, a way there and back, hostile files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document, Snapshot, snapshot_of
from planner.errors import BadFile, Refused
from planner.exchange.file import read_file
from planner.exchange.plan import project_links, project_reading
from planner.exchange.plan.exports import timeline_bytes
from planner.exchange.plan.project_reading import project_of, read_project
from planner.exchange.plan.project_taking import Arrival, arrival_of, names_of, take_over
from planner.library import standard_library
from planner.model import Activity, Link, Partnership
from planner.terms import DayUnit, Lane, LinkKind
from planner.timeline.schedule import schedule
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, key

LIBRARY = standard_library()
SPACE = "{http://schemas.microsoft.com/project}"
# The order of the published schema (mspdi_pj12.xsd), of the elements that we write.
ORDERS = {
    "Project": "SaveVersion Name Title CreationDate ScheduleFromStart StartDate FinishDate CalendarUID "
    "DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth DurationFormat "
    "WeekStartDay ExtendedAttributes Calendars Tasks Resources Assignments",
    "Task": "UID ID Name Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority "
    "Start Finish Duration DurationFormat Work Stop Resume ResumeValid EffortDriven Recurring OverAllocated "
    "Estimated Milestone Summary Critical PercentComplete PercentWorkComplete ConstraintType CalendarUID "
    "ConstraintDate Deadline Notes PredecessorLink ExtendedAttribute",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking",
    "PredecessorLink": "PredecessorUID Type CrossProject LinkLag LagFormat",
    "ExtendedAttribute": "FieldID FieldName Alias Value DurationFormat",
    "Resource": "UID ID Name Type IsNull Group MaxUnits",
    "Assignment": "UID TaskUID ResourceUID Units",
}


def written(snapshot: Snapshot) -> bytes:
    return timeline_bytes(snapshot, LIBRARY, TODAY, ".xml")


def plan(tasks: str, more: str = "", name: str = "their plan") -> bytes:
    return (
        f'<Project xmlns="http://schemas.microsoft.com/project"><Name>{name}</Name><MinutesPerDay>480'
        f"</MinutesPerDay><Tasks>{tasks}</Tasks>{more}</Project>"
    ).encode()


def task(uid: int, name: str, more: str = "", duration: str = "PT80H0M0S") -> str:
    return (
        f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineLevel>1</OutlineLevel>"
        f"<Start>2027-01-04T08:00:00</Start><Duration>{duration}</Duration>{more}</Task>"
    )


def waits(uid: int, more: str = "<Type>1</Type>") -> str:
    return f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID>{more}</PredecessorLink>"


def arrived(content: bytes, snapshot: Snapshot | None = None, lane: Lane = Lane.JOINT) -> Arrival:
    return arrival_of(project_of(content), snapshot or example.small(), lane)


def taken(content: bytes, snapshot: Snapshot | None = None) -> Document:
    document = Document((snapshot or example.small()).entities())
    take_over(document, arrival_of(project_of(content), document.snapshot()))
    return document


def activity(document: Document, name: str) -> Activity:
    found = document.snapshot().first(Activity, name=name)
    assert found is not None
    return found


@pytest.fixture
def whole(example_path: Path) -> Snapshot:
    return snapshot_of(read_file(example_path).entities)


# Out


def test_elements_stand_in_the_order_of_the_published_schema(whole: Snapshot):
    working = Activity(
        partnership_id=whole.partnership.id, name="W", start_on=TODAY, unit=DayUnit.WORKING, notes="x",
        deadline_on=date(2027, 3, 1), is_fixed=True,
    )  # fmt: skip
    root = ElementTree.fromstring(written(snapshot_of([*whole.entities(), working])))

    for element in root.iter():
        order = ORDERS.get(element.tag.removeprefix(SPACE), "").split()
        if order:
            places = [order.index(child.tag.removeprefix(SPACE)) for child in element]
            assert places == sorted(places), element.tag


def test_lengths_links_and_limits_are_written_as_ms_project_counts_them():
    first = Activity(
        partnership_id=HOME, name="First", start_on=date(2027, 1, 4), is_fixed=True, unit=DayUnit.WORKING,
        likely_days=10, late_days=15, lane=Lane.ACADEMIC, organisation_id=key("northfield"),
        owner_id=key("Research fellow"), effort_percent=40, progress_percent=25, notes="Note\nwell",
    )  # fmt: skip
    then = Activity(
        partnership_id=HOME, name="Then", likely_days=7, late_days=7, deadline_on=date(2027, 5, 1)
    )
    link = Link(
        partnership_id=HOME, before_id=first.id, after_id=then.id, kind=LinkKind.START_START, lag_days=-2
    )
    root = ElementTree.fromstring(written(example.snapshot(first, then, link)))

    tasks = {one.findtext(f"{SPACE}Name"): one for one in root.iter(f"{SPACE}Task")}

    def said(name: str, field: str) -> str | None:
        return tasks[name].findtext(f"{SPACE}{field}")

    assert (said("First", "Duration"), said("First", "DurationFormat")) == ("PT80H0M0S", "7")
    assert (said("First", "ConstraintType"), said("First", "ConstraintDate")) == ("2", "2027-01-04T08:00:00")
    ends = schedule(example.snapshot(first, then, link), LIBRARY)[first.id].end
    assert said("First", "Finish") == f"{ends.isoformat()}T17:00:00"
    assert (said("First", "PercentComplete"), said("First", "Notes")) == ("25", "Note\nwell")
    assert (said("Then", "Duration"), said("Then", "DurationFormat")) == ("PT168H0M0S", "8")
    assert (said("Then", "ConstraintType"), said("Then", "Deadline")) == ("0", "2027-05-01T17:00:00")
    line = tasks["Then"].find(f"{SPACE}PredecessorLink")
    assert line.findtext(f"{SPACE}PredecessorUID") == said("First", "UID")
    assert line.findtext(f"{SPACE}Type") == "3"
    assert line.findtext(f"{SPACE}LinkLag") == str(-2 * 24 * 60 * 10)
    units = {
        a.findtext(f"{SPACE}TaskUID"): a.findtext(f"{SPACE}Units") for a in root.iter(f"{SPACE}Assignment")
    }
    assert units[said("First", "UID")] == "0.4"


def test_closures_are_exceptions_of_the_organisations_calendar(whole: Snapshot):
    working = Activity(
        partnership_id=whole.partnership.id, name="W", start_on=date(2026, 12, 10), unit=DayUnit.WORKING
    )
    root = ElementTree.fromstring(written(snapshot_of([*whole.entities(), working])))

    calendars = root.find(f"{SPACE}Calendars")
    assert len(calendars) == 2
    exceptions = list(calendars[1].iter(f"{SPACE}Exception"))
    assert exceptions
    assert len(
        [d for d in calendars[1].iter(f"{SPACE}WeekDay") if d.findtext(f"{SPACE}DayType") == "0"]
    ) == len(exceptions)


# There and back


def test_a_plan_that_comes_back_untouched_changes_nothing(whole: Snapshot):
    arrival = arrived(written(whole), whole)

    assert arrival.changes == ()
    assert arrival.links == ()
    assert arrival.unchanged == len(whole.all(Activity))


def test_a_change_made_there_comes_back_and_one_undo_takes_it_away(whole: Snapshot):
    content = written(whole).replace(b"<Name>Analysis</Name>", b"<Name>Analysis, twice</Name>")
    document = Document(whole.entities())

    take_over(document, arrived(content, whole))

    assert activity(document, "Analysis, twice").version == 2
    assert document.undo_label == "import from MS Project"
    document.undo()
    assert document.snapshot().first(Activity, name="Analysis, twice") is None
    assert document.undo_label == ""


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.builds(
            dict,
            name=st.text(
                st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=40
            ).map(lambda text: " ".join(text.split()) or "x"),
            start_on=st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
            is_fixed=st.booleans(),
            is_milestone=st.booleans(),
            min_days=st.integers(0, 5),
            likely_days=st.integers(5, 400),
            late_days=st.integers(400, 36_500),
            unit=st.sampled_from(DayUnit),
            lane=st.sampled_from(Lane),
            progress_percent=st.integers(0, 100),
            deadline_on=st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
            sublane=st.sampled_from(["", "WP 1"]),
            kind=st.sampled_from(["work", "ethics_approval", "milestone"]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(LinkKind), st.integers(-400, 400))
    ),
)
def test_any_plan_comes_back_as_it_went(
    drawn: list[dict[str, object]], ties: list[tuple[int, int, LinkKind, int]]
):
    work = [Activity.model_validate({"partnership_id": HOME, **fields}) for fields in drawn]
    pairs = {(a, b): (kind, lag) for a, b, kind, lag in ties if a < b < len(work)}
    links = [
        Link(partnership_id=HOME, before_id=work[a].id, after_id=work[b].id, kind=kind, lag_days=lag)
        for (a, b), (kind, lag) in pairs.items()
    ]
    snapshot = example.small(*work, *links)

    arrival = arrived(written(snapshot), snapshot)

    assert arrival.changes == ()
    assert arrival.links == ()


def test_a_plan_of_another_partnership_gets_keys_of_its_own_and_updates_the_next_time(whole: Snapshot):
    elsewhere = snapshot_of([Partnership(title="Elsewhere")])
    content = written(whole)

    document = taken(content, elsewhere)
    again = arrived(content, document.snapshot())

    here = document.snapshot()
    assert len(here.all(Activity)) == len(whole.all(Activity))
    assert len(here.all(Link)) == len(whole.all(Link))
    assert not {a.id for a in here.all(Activity)} & {a.id for a in whole.all(Activity)}
    assert (again.changes, again.links) == ((), ())


# In


def test_tasks_of_ms_project_become_activities():
    content = plan(
        task(1, "Design")
        + task(2, "Build", waits(1) + "<PercentComplete>40</PercentComplete>")
        + task(3, "Launch", "<Milestone>1</Milestone>" + waits(2), "PT0H0M0S")
        + task(4, "Cure", "<DurationFormat>8</DurationFormat>", "PT72H0M0S")
    )

    document = taken(content)

    design, build, launch = (activity(document, name) for name in ("Design", "Build", "Launch"))
    assert (design.start_on, design.likely_days, design.unit) == (date(2027, 1, 4), 10, DayUnit.WORKING)
    assert (build.start_on, build.progress_percent) == (None, 40)
    assert launch.is_milestone
    assert (activity(document, "Cure").likely_days, activity(document, "Cure").unit) == (3, DayUnit.CALENDAR)
    times = schedule(document.snapshot(), LIBRARY)
    assert times[build.id].start == date(2027, 1, 16)
    assert document.snapshot().all(Link)[0].kind == LinkKind.FINISH_START


def test_reading_a_foreign_file_again_updates_what_it_brought():
    document = taken(plan(task(1, "Design") + task(2, "Build", waits(1))))

    same = arrived(plan(task(1, "Design") + task(2, "Build", waits(1))), document.snapshot())
    changed = waits(1, "<Type>3</Type><LinkLag>28800</LinkLag><LagFormat>8</LagFormat>")
    later = plan(task(1, "Design, new") + task(2, "Build", changed))
    take_over(document, arrived(later, document.snapshot()))

    assert (same.changes, same.links, same.unchanged) == ((), (), 2)
    assert len(document.snapshot().all(Activity)) == 2
    assert activity(document, "Design, new")
    (link,) = document.snapshot().all(Link)
    assert (link.kind, link.lag_days) == (LinkKind.START_START, 2)


def test_guids_tell_rows_apart_even_where_their_numbers_change():
    first = taken(plan(task(1, "Design", "<GUID>AA-1</GUID>")))

    again = arrived(plan(task(7, "Design", "<GUID>aa-1</GUID>"), name="renamed"), first.snapshot())

    assert again.changes == ()


@pytest.mark.parametrize(
    ("fields", "start", "is_fixed", "deadline"),
    [
        ("<ConstraintType>2</ConstraintType><ConstraintDate>2027-02-01T08:00:00</ConstraintDate>",
         date(2027, 2, 1), True, None),
        ("<ConstraintType>4</ConstraintType><ConstraintDate>2027-02-01T08:00:00</ConstraintDate>",
         date(2027, 2, 1), False, None),
        ("<ConstraintType>7</ConstraintType><ConstraintDate>2027-02-01T08:00:00</ConstraintDate>",
         date(2027, 1, 4), False, date(2027, 2, 1)),
        ("<ConstraintType>3</ConstraintType><ConstraintDate>2027-02-01T08:00:00</ConstraintDate>",
         date(2027, 1, 4), True, None),
        ("<ConstraintType>1</ConstraintType>", date(2027, 1, 4), False, None),
        ("<Manual>1</Manual>", date(2027, 1, 4), True, None),
        ("<Deadline>2027-03-01T17:00:00</Deadline>", date(2027, 1, 4), False, date(2027, 3, 1)),
    ],
)  # fmt: skip
def test_constraints_become_dates_and_deadlines(
    fields: str, start: date, is_fixed: bool, deadline: date | None
):
    found = activity(taken(plan(task(1, "Design", fields))), "Design")

    assert (found.start_on, found.is_fixed, found.deadline_on) == (start, is_fixed, deadline)


def test_summary_rows_become_work_packages():
    summary = "<Task><UID>9</UID><Name>WP 1</Name><Summary>1</Summary><OutlineLevel>1</OutlineLevel></Task>"
    inner = task(1, "Design").replace("<OutlineLevel>1", "<OutlineLevel>2")
    arrival = arrived(plan(summary + inner + task(2, "Alone")))

    packages = {change.after.name: change.after.sublane for change in arrival.changes}

    assert packages == {"Design": "WP 1", "Alone": ""}
    assert any("Summary rows became the work package" in line for line in arrival.report())


def test_resources_that_are_people_here_own_their_tasks():
    more = (
        "<Resources><Resource><UID>1</UID><Name>data  ENGINEER</Name></Resource>"
        "<Resource><UID>2</UID><Name>Crane</Name></Resource></Resources><Assignments>"
        "<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units></Assignment>"
        "<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>"
        "<Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>NaN</Units></Assignment>"
        "<Assignment><TaskUID>3</TaskUID><ResourceUID>2</ResourceUID><Units>1</Units></Assignment></Assignments>"
    )
    arrival = arrived(plan(task(1, "A") + task(2, "B") + task(3, "C"), more), example.snapshot())

    first, second, third = (change.after for change in arrival.changes)
    assert (first.owner_id, first.effort_percent, first.lane) == (key("Data engineer"), 50, Lane.INDUSTRY)
    assert (second.owner_id, second.effort_percent) == (key("Data engineer"), None)
    assert third.owner_id is None
    assert any("Crane" in line for line in arrival.remarks)
    assert any("kept the first" in line for line in arrival.remarks)


def test_rows_that_do_not_say_stand_in_the_lane_that_was_chosen():
    arrival = arrived(plan(task(1, "A")), lane=Lane.INDUSTRY)

    assert names_of(arrival)[0][0] == "new"
    assert arrival.changes[0].after.lane == Lane.INDUSTRY


def test_the_report_counts_everything_that_is_not_kept_by_its_name():
    content = plan(
        task(1, "A", "<Cost>5</Cost><Baseline><Number>0</Number><Start>x</Start></Baseline>")
        + task(2, "B", "<Cost>5</Cost><EarlyStart>2027-01-04T08:00:00</EarlyStart>"),
        "<Calendars><Calendar><UID>1</UID></Calendar></Calendars><Odd/>",
    )

    arrival = arrived(content)

    assert dict(arrival.left_out) == {
        "Task/Cost": 2, "Task/Baseline": 1, "Project/Calendars": 1, "Project/Odd": 1
    }  # fmt: skip
    assert dict(arrival.worked_out) == {"Task/EarlyStart": 1}
    assert "  Task/Cost: 2" in arrival.report()
    assert "Worked out here anew: Task/EarlyStart." in arrival.report()


def test_a_file_that_holds_nothing_else_says_so():
    content = b"<Project><Tasks><Task><UID>1</UID><Name>A</Name></Task></Tasks></Project>"

    report = arrived(content).report()

    assert report[0].startswith("1 activity and 0 links are new")
    assert report[-1] == "Nothing else in the file was left out."


# What cannot be

FAR = "<LinkLag>999999999999</LinkLag><LagFormat>8</LagFormat>"
FIELD = "<ExtendedAttribute><FieldID>5</FieldID><Value>x</Value></ExtendedAttribute>"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (task(2, "Odd", duration="-PT8H0M0S"), "the length cannot be"),
        (task(2, "Odd", duration="PT999999999H0M0S"), "the length cannot be"),
        (task(2, "Odd", duration="soon"), "the length cannot be"),
        (task(2, "Odd", duration="P"), "the length cannot be"),
        (task(1, "Twin"), "A second row with the number"),
        (task(2, "Odd", waits(99)), "Links from rows that were not taken over"),
        (task(2, "Odd", waits(2)), "Links of a row to itself"),
        (task(2, "Odd", waits(1) + waits(1)), "Links that the file holds twice"),
        (task(2, "Odd", waits(1, "<Type>9</Type>")), "of a kind we do not know"),
        (task(2, "Odd", waits(1, "<CrossProject>1</CrossProject>")), "Links to other projects"),
        (task(2, "Odd", waits(1, "<LinkLag>50</LinkLag><LagFormat>19</LagFormat>")), "a share of a duration"),
        (task(2, "Odd", waits(1, "<LinkLag>24000</LinkLag><LagFormat>7</LagFormat>")), "lag in working days"),
        (task(2, "Odd", waits(1, FAR)), "more than 36,500"),
        (task(2, "Odd", "<Deadline>2027-02-30T00:00:00</Deadline>"), "A date that is none"),
        (task(2, "Odd", "<Active>0</Active>"), "switched off"),
        (task(2, "Odd", "<ConstraintType>1</ConstraintType>"), "A constraint that we do not have"),
        (task(2, "n" * 500), "Names were cut"),
        (task(2, "Odd", FIELD), "of fields of one's own"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_left_out_with_a_sentence_and_the_rest_is_taken(more: str, sentence: str):
    content = plan(task(1, "Design") + more)

    arrival = arrived(content)

    assert any(sentence in line for line in arrival.remarks), arrival.remarks
    assert any(change.after.name == "Design" for change in arrival.changes)
    assert taken(content).snapshot().first(Activity, name="Design")


def test_a_working_lag_is_taken_as_calendar_days():
    document = taken(
        plan(task(1, "A") + task(2, "B", waits(1, "<LinkLag>24000</LinkLag><LagFormat>7</LagFormat>")))
    )

    assert document.snapshot().all(Link)[0].lag_days == 7


def test_a_row_without_a_name_and_empty_rows_are_harmless():
    empty = "<Task><UID>5</UID><IsNull>1</IsNull></Task><Task><Name>no number</Name></Task>"
    arrival = arrived(plan(task(1, "") + empty))

    assert [change.after.name for change in arrival.changes] == ["Unnamed"]


def test_two_rows_with_one_key_are_taken_once(whole: Snapshot):
    guid = "<GUID>one</GUID>"

    arrival = arrived(plan(task(1, "A", guid) + task(2, "B", guid + waits(1))))

    assert [change.after.name for change in arrival.changes] == ["A"]
    assert arrival.links == ()


def test_an_organisation_that_is_no_party_here_is_left_out(whole: Snapshot):
    elsewhere = snapshot_of([Partnership(title="Elsewhere")])

    arrival = arrived(written(whole), elsewhere)

    assert any("not a party here" in line and "Northfield University" in line for line in arrival.remarks)


def test_a_loop_through_three_links_is_opened_and_named():
    content = plan(
        task(1, "A", waits(3)) + task(2, "B", waits(1)) + task(3, "C", waits(2)) + task(4, "D", waits(1))
    )

    document = taken(content)

    assert len(document.snapshot().all(Link)) == 3
    assert schedule(document.snapshot(), LIBRARY).loops == ()
    assert any("close a loop" in line for line in arrived(content).remarks)


def test_a_loop_with_links_that_are_here_already_is_opened_as_well():
    document = taken(plan(task(1, "A") + task(2, "B", waits(1))))

    take_over(document, arrived(plan(task(1, "A", waits(2)) + task(2, "B", waits(1))), document.snapshot()))

    assert len(document.snapshot().all(Link)) == 1


def test_in_a_large_knot_every_link_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(project_links, "MAX_TRIED", 2)
    content = plan(task(1, "A", waits(3)) + task(2, "B", waits(1)) + task(3, "C", waits(2)))

    assert arrived(content).links == ()


def test_a_link_that_was_drawn_here_with_the_same_key_stays():
    document = taken(plan(task(1, "A") + task(2, "B", waits(1))))
    (link,) = document.snapshot().all(Link)
    document.set(link, "kind", LinkKind.START_START)
    document.add(Link(partnership_id=HOME, before_id=link.before_id, after_id=link.after_id,
                      kind=LinkKind.FINISH_FINISH))  # fmt: skip

    arrival = arrived(plan(task(1, "A") + task(2, "B", waits(1))), document.snapshot())

    assert arrival.links == ()


# Hostile files

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"{BOMB}]><Project>&j;</Project>".encode(), "defines entities"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Project>&e;</Project>', "defines entities"),
        (b'<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/x.dtd"><Project/>', "defines entities"),
        (b"<Project><Tasks></Project>", "line 1 cannot be read"),
        (b"", "not an XML file"),
        (b"\x89PNG\r\n\x1a\n", "not an XML file"),
        (b"PK\x03\x04", "not an XML file"),
        (b"<html/>", "not an MS Project XML file"),
        (b'<Project xmlns="urn:other"/>', "not an MS Project XML file"),
        (b'<?xml version="1.0" encoding="no-such"?><Project/>', "cannot be read|encoding"),
        (b"<Project>" + b"<a>" * 50 + b"</a>" * 50 + b"</Project>", "nested more deeply"),
        (b"<Project>" + b"<a>" * 200_000, "nested more deeply"),
    ],
)
def test_hostile_files_are_refused_with_one_sentence(content: bytes, sentence: str):
    with pytest.raises(BadFile, match=sentence):
        project_of(content)


def test_a_plan_without_tasks_is_refused():
    with pytest.raises(Refused, match="holds no task"):
        arrived(plan(""))


def test_files_beyond_the_limits_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(BadFile, match="larger than 64 MB"):
        read_project(large)

    monkeypatch.setattr(project_reading, "MAX_MEGABYTES", 0)
    with pytest.raises(BadFile, match="larger than 0 MB"):
        project_of(b"<Project/>")
    monkeypatch.undo()
    monkeypatch.setattr(project_reading, "MAX_ROWS", 1)
    with pytest.raises(BadFile, match="more than 1 rows"):
        project_of(plan(task(1, "A") + task(2, "B")))
    monkeypatch.setattr(project_reading, "MAX_ELEMENTS", 5)
    with pytest.raises(BadFile, match="more elements"):
        project_of(plan(task(1, "A")))


def test_made_up_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(project_reading, "MAX_NAMES", 3)

    found = project_of(b"<Project>" + b"".join(b"<n%d/>" % n for n in range(9)) + b"</Project>")

    assert found.left_out["other elements"] == 6


def test_files_that_are_none_are_refused(tmp_path: Path):
    with pytest.raises(BadFile, match="There is no file"):
        read_project(tmp_path / "none.xml")
    with pytest.raises(BadFile, match="not an ordinary file"):
        read_project(tmp_path)
    with pytest.raises(BadFile, match="its name cannot be used"):
        read_project(Path("a\0b"))
    file = tmp_path / "plan.xml"
    file.write_bytes(plan(task(1, "A")))
    assert len(read_project(file).rows["Task"]) == 1


def test_elements_inside_other_elements_and_rows_of_other_kinds_are_counted():
    content = plan(
        task(1, "A<i>b</i>", waits(9, "<Type>1<deep><er/></deep></Type>")) + "<Other/>",
        "<ExtendedAttributes><ExtendedAttribute><FieldID>1</FieldID><Alias>Theirs</Alias>"
        "<ValueList><Value><ID>1</ID></Value></ValueList></ExtendedAttribute></ExtendedAttributes>",
    )

    found = project_of(content)

    assert found.left_out == {"Tasks/Other": 1, "ExtendedAttribute/ValueList": 1}


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes):
    for whole in (content, b"<Project><Tasks><Task>" + content + b"</Task></Tasks></Project>"):
        try:
            arrived(whole)
        except (BadFile, Refused):
            continue


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["UID", "Name", "Start", "Duration", "DurationFormat", "ConstraintType", "ConstraintDate",
                 "Deadline", "PercentComplete", "OutlineLevel", "Summary", "Milestone", "Manual", "Notes"]
            ),
            st.sampled_from(
                ["", "0", "1", "-1", "99999999999999999999", "true", "NaN", "PT8H0M0S", "-PT1H", "P1Y2M3DT4H",
                 "9999-12-31T00:00:00", "0000-00-00", "2027-02-29T08:00:00", "x" * 25_000, "٣"]
            ),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_any_fields_of_a_task_are_taken_or_left_out(fields: list[tuple[str, str]]):
    odd = "".join(f"<{name}>{value}</{name}>" for name, value in fields)

    document = taken(plan(task(1, "Design") + f"<Task><UID>2</UID>{odd}</Task>"))

    assert document.snapshot().first(Activity, name="Design")
