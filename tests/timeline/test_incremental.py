"""After any change, what is worked out again equals what is worked out from the beginning."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document, snapshot_of
from planner.model import Activity, Link
from planner.terms import DayUnit, LinkKind
from planner.timeline import clashes
from planner.timeline.clause_periods import clause_periods
from planner.timeline.schedule import schedule
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    TODAY,
    activity,
    assumed,
    clock,
    link,
)

KINDS = (
    "ethics_approval",
    "data_collection",
    "contract_signed",
    "contract_negotiation",
    "release",
    "conference_deadline",
    "results_ready",
    "publication_review",
    "thesis_submission",
    "report_due",
    "kickoff",
    "runway",
    "work",
)
DATES = st.dates(date(2026, 6, 1), date(2029, 1, 1))
CLOCKS = [*clock(NORTHFIELD, "gen-gb-semester"), *clock(BRIGHTPATH, "company-quarters")]


@st.composite
def activities(draw):
    likely = draw(st.integers(0, 60))
    return activity(
        draw(st.sampled_from(["Study", "Thesis", "Launch", "Conference", "Build"])),
        draw(st.none() | DATES),
        likely,
        late=likely + draw(st.integers(0, 30)),
        lane=draw(st.sampled_from(["academic", "joint", "industry"])),
        kind=draw(st.sampled_from(KINDS)),
        unit=draw(st.sampled_from(DayUnit)),
        is_fixed=draw(st.booleans()),
        is_milestone=draw(st.booleans()),
        deadline_on=draw(st.none() | DATES),
        effort_percent=draw(st.none() | st.sampled_from([10, 50, 100])),
    )


@st.composite
def plans(draw):
    things = draw(st.lists(activities(), min_size=2, max_size=9))
    pairs = st.tuples(st.sampled_from(things), st.sampled_from(things)).filter(lambda p: p[0] is not p[1])
    # Any way round, so that some wait for each other in a loop.
    links = [
        link(*pair, draw(st.sampled_from(LinkKind)), draw(st.integers(-20, 40)))
        for pair in draw(st.lists(pairs, max_size=9))
    ]
    home = PARTNERSHIP.model_copy(update={"paper": draw(st.sampled_from(["", "memorandum"]))})
    return [home, NORTHFIELD, BRIGHTPATH, *CLOCKS, *things, *links]


CHANGES = {
    "start_on": st.none() | DATES,
    "likely_days": st.integers(0, 90),
    "is_fixed": st.booleans(),
    "is_milestone": st.booleans(),
    "kind": st.sampled_from(KINDS),
    "unit": st.sampled_from(DayUnit),
    "deadline_on": st.none() | DATES,
    "effort_percent": st.none() | st.integers(0, 100),
    "name": st.sampled_from(["Thesis", "Launch", "Other"]),
    "rank": st.integers(0, 9),
    "organisation_id": st.sampled_from([None, NORTHFIELD.id, BRIGHTPATH.id]),
}


def change(draw, document):
    """One change that a person could make, of an activity or of what it hangs on."""
    snapshot = document.snapshot()
    things, links = snapshot.all(Activity), snapshot.all(Link)
    what = draw(
        st.sampled_from(["field", "field", "field", "add", "remove", "link", "assume", "rename", "undo"])
    )
    if what == "field" and things:
        field = draw(st.sampled_from(sorted(CHANGES)))
        fields = {field: draw(CHANGES[field])}
        if field == "likely_days":
            fields |= {"min_days": 0, "late_days": 120}
        document.update(draw(st.sampled_from(things)), fields)
    elif what == "add":
        document.add(draw(activities()))
    elif what == "remove" and things:
        document.remove(draw(st.sampled_from(things)))
    elif what == "link" and links:
        document.set(draw(st.sampled_from(links)), "lag_days", draw(st.integers(-30, 60)))
    elif what == "assume":
        document.add(assumed("r02-exam-marking.marking_working_days", str(draw(st.integers(0, 40)))))
    elif what == "rename":
        document.set(document.get(type(NORTHFIELD), NORTHFIELD.id), "name", draw(st.sampled_from("NM")))
    elif what == "undo":
        document.undo()


def whole(snapshot):
    """Everything that is worked out of a plan, as plain values."""
    times = schedule(snapshot, LIBRARY)
    return (
        list(times.items()),
        [times.slack_days(activity.id) for activity in snapshot.all(Activity)],
        (times.start_on, times.end_on, times.late_end_on, times.kinds),
        (times.unplaced, times.broken, times.loops),
        clause_periods(snapshot, LIBRARY),
        clashes.findings(snapshot, LIBRARY, TODAY),
    )


@settings(deadline=None, max_examples=50)
@given(plans(), st.data())
def test_after_each_of_several_changes_everything_is_as_if_worked_out_from_the_beginning(entities, data):
    document = Document(entities)
    whole(document.snapshot())

    for _ in range(data.draw(st.integers(1, 6))):
        for _ in range(data.draw(st.integers(1, 3))):
            change(data.draw, document)
        snapshot = document.snapshot()

        assert whole(snapshot) == whole(snapshot_of(snapshot.entities()))


@settings(deadline=None, max_examples=30)
@given(plans(), st.data())
def test_each_step_of_a_drag_is_as_if_worked_out_from_the_beginning(entities, data):
    base = snapshot_of(entities)
    if data.draw(st.booleans()):
        whole(base)

    for _ in range(3):
        moved = [
            thing.model_copy(update={"start_on": data.draw(DATES)})
            for thing in data.draw(st.lists(st.sampled_from(base.all(Activity)), max_size=3))
        ]
        seen = base.replacing(moved)

        assert whole(seen) == whole(snapshot_of(seen.entities()))


@settings(deadline=None, max_examples=30)
@given(plans(), st.data())
def test_what_a_schedule_tells_apart_is_what_differs(entities, data):
    base = snapshot_of(entities)
    was = schedule(base, LIBRARY)
    thing = data.draw(st.sampled_from(base.all(Activity)))
    seen = base.replacing([thing.model_copy(update={"start_on": data.draw(DATES)})])

    now = schedule(seen, LIBRARY)

    differing = {a.id for a in base.all(Activity) if was.get(a.id) != now.get(a.id)}
    assert differing <= now.unlike(was)
