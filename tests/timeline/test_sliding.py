from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.document import Document
from planner.errors import Refused
from planner.model import Activity, ClockPeriod
from planner.timeline.schedule import schedule
from planner.timeline.sliding import Start, checked_start, project_start, slid, slide
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    PARTNERSHIP,
    TODAY,
    activity,
    clock,
    link,
    milestone,
    plan,
)

MONDAY = date(2027, 3, 1)
WORK = activity("Work", date(2027, 3, 15), 30, deadline_on=date(2027, 6, 1))
CALL = milestone("Call", date(2027, 5, 3), is_fixed=True)
TALKS = activity("Talks", date(2027, 1, 4), 10, progress_percent=100)
REPORT = activity("Report", None, 5)
OUTAGE = clock(BRIGHTPATH, shutdown=(date(2027, 4, 5), date(2027, 4, 9)))
THINGS = [WORK, CALL, TALKS, REPORT, link(WORK, REPORT), *OUTAGE]


def document(*entities, start_on=MONDAY):
    partnership = PARTNERSHIP.model_copy(update={"start_on": start_on})
    return Document([partnership, NORTHFIELD, BRIGHTPATH, *entities])


def start_of(snapshot, name):
    return snapshot.first(Activity, name=name).start_on


def test_everything_that_can_move_moves_by_the_days_between_the_starts_in_one_step():
    doc = document(*THINGS)
    slide(doc, LIBRARY, MONDAY + timedelta(days=31))
    after = doc.snapshot()

    assert doc.undo_label == "start on 1 Apr 2027"
    assert after.partnership.start_on == date(2027, 4, 1)
    assert start_of(after, "Work") == date(2027, 4, 15)
    assert start_of(after, "Report") is None
    assert schedule(after, LIBRARY)[REPORT.id].start == date(2027, 5, 15)
    doc.undo()
    assert start_of(doc.snapshot(), "Work") == WORK.start_on
    assert doc.snapshot().partnership.start_on == MONDAY
    assert doc.undo_label == ""


def test_what_does_not_wait_for_the_project_keeps_its_date():
    doc = document(*THINGS)
    slide(doc, LIBRARY, date(2028, 3, 1))
    after = doc.snapshot()

    assert start_of(after, "Call") == CALL.start_on
    assert start_of(after, "Talks") == TALKS.start_on
    assert after.first(Activity, name="Work").deadline_on == WORK.deadline_on
    assert after.first(ClockPeriod).starts_on == date(2027, 4, 5)


def test_the_preview_is_the_plan_after_the_step_and_changes_nothing():
    doc = document(*THINGS)
    before = doc.snapshot()
    seen = slid(before, LIBRARY, date(2027, 10, 1))
    slide(doc, LIBRARY, date(2027, 10, 1))

    dates = {a.id: a.start_on for a in doc.snapshot().all(Activity)}

    assert {a.id: a.start_on for a in seen.all(Activity)} == dates
    assert seen.partnership.start_on == doc.partnership.start_on
    assert start_of(before, "Work") == WORK.start_on


def test_there_and_back_again_is_the_plan_as_it_was():
    doc = document(*THINGS)
    slide(doc, LIBRARY, date(2028, 2, 29))
    slide(doc, LIBRARY, MONDAY)

    assert start_of(doc.snapshot(), "Work") == WORK.start_on


def test_an_unknown_start_is_that_of_the_first_activity_and_sliding_makes_it_known():
    doc = document(WORK, CALL, start_on=None)
    assert project_start(doc.snapshot(), LIBRARY) == Start(date(2027, 3, 15), is_known=False)
    slide(doc, LIBRARY, date(2027, 4, 15))

    assert project_start(doc.snapshot(), LIBRARY) == Start(date(2027, 4, 15), is_known=True)
    assert start_of(doc.snapshot(), "Work") == date(2027, 4, 15)


def test_a_plan_without_dates_only_learns_its_start():
    doc = document(REPORT, start_on=None)
    assert project_start(doc.snapshot(), LIBRARY) is None
    slide(doc, LIBRARY, MONDAY)

    assert doc.partnership.start_on == MONDAY
    assert start_of(doc.snapshot(), "Report") is None


def test_the_same_start_again_is_no_step():
    doc = document(WORK)
    slide(doc, LIBRARY, MONDAY)

    assert doc.undo_label == ""


@pytest.mark.parametrize("new_start", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_start_that_would_drive_activities_out_of_the_calendar_is_refused(new_start):
    doc = document(WORK, activity("Early", date(2027, 2, 1)))

    with pytest.raises(Refused, match="would leave the calendar"):
        slide(doc, LIBRARY, new_start)

    assert start_of(doc.snapshot(), "Work") == WORK.start_on
    assert doc.undo_label == ""


def test_a_start_as_entered_is_checked():
    assert checked_start(date(2028, 2, 29), TODAY) == date(2028, 2, 29)
    with pytest.raises(Refused, match="on which day"):
        checked_start(None, TODAY)
    with pytest.raises(Refused, match="9999 is more than 100 years away"):
        checked_start(date(9999, 1, 1), TODAY)


def test_the_plan_of_a_snapshot_is_left_alone():
    snapshot = plan(WORK)
    slid(snapshot, LIBRARY, date(2030, 1, 1))

    assert start_of(snapshot, "Work") == WORK.start_on
