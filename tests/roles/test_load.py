from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import roles
from planner.model import Activity

YEAR = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}


def percents(load):
    return [month.percent for month in load.months]


def test_promises_add_up_month_by_month(team):
    manager = team.person("Product manager", team.brightpath, time_percent=20)
    team.row("Build", [(manager, "R")], effort_percent=10, **YEAR)
    spring = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 5, 31)}
    row = team.row("Train", [(manager, "AR")], effort_percent=16, **spring)

    load = team.loads()["Product manager"]

    assert percents(load) == [10, 10, 26, 26, 26, 10, 10, 10, 10, 10, 10, 10]
    assert [m.month.month for m in load.overruns] == [3, 4, 5]
    assert roles.peak(load).month == date(2027, 3, 1)
    assert (row.id, 16.0) in roles.peak(load).parts


def test_only_the_letter_r_takes_time(team):
    lead = team.person("Academic lead", time_percent=20)
    for letter in "ACI":
        team.row(f"Row {letter}", [(lead, letter)], effort_percent=50, **YEAR)

    load = team.loads()["Academic lead"]

    assert set(percents(load)) == {0.0}
    assert roles.peak(load) is None


def test_the_time_promised_by_a_person_comes_before_that_of_the_activity(team):
    lead = team.person("Academic lead", time_percent=20)
    row = team.row("Study", effort_percent=50, **YEAR)
    team.letter(row, lead, "R", effort_percent=0)

    assert set(percents(team.loads()["Academic lead"])) == {0.0}


def test_a_part_of_a_month_counts_by_its_working_days(team):
    lead = team.person("Academic lead", time_percent=20)
    # February 2027 has four full weeks, and the 1st is a Monday.
    team.row("Study", [(lead, "R")], effort_percent=20, starts_on=date(2027, 2, 8), ends_on=date(2027, 2, 14))

    assert percents(team.loads()["Academic lead"]) == [5.0]


def test_an_activity_without_dates_counts_in_every_month_of_the_plan(team):
    lead = team.person("Academic lead", time_percent=20)
    team.row("Steer", [(lead, "R")], effort_percent=5)
    team.row("Study", [(lead, "R")], effort_percent=10, starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 28))
    team.add(Activity, name="Release", start_on=date(2027, 4, 1), is_milestone=True)

    assert percents(team.loads()["Academic lead"]) == [15, 15, 5, 5]


def test_an_open_end_runs_to_the_end_of_the_plan(team):
    lead = team.person("Academic lead", time_percent=20)
    team.row("Start", [(lead, "R")], effort_percent=5, ends_on=date(2027, 2, 28))
    team.row("Rest", [(lead, "R")], effort_percent=10, starts_on=date(2027, 4, 1))
    team.document.set(team.document.partnership, "start_on", date(2027, 1, 1))
    team.add(Activity, name="Release", start_on=date(2027, 5, 31), is_milestone=True)

    assert percents(team.loads()["Academic lead"]) == [5, 5, 0, 10, 10]


def test_a_plan_without_dates_has_one_month_that_stands_for_any(team):
    lead = team.person("Academic lead", time_percent=20)
    team.row("Steer", [(lead, "R")], effort_percent=5)

    load = team.loads()["Academic lead"]

    assert [(m.month, m.percent) for m in load.months] == [(None, 5.0)]
    assert load.available_percent == 20


def test_an_activity_linked_to_one_without_a_date_counts_as_undated(team):
    lead = team.person("Academic lead", time_percent=20)
    waiting = team.add(Activity, name="Some day")
    row = team.row("Steer", [(lead, "R")], effort_percent=5, activity_id=waiting.id)

    assert roles.row_dates(team.document.snapshot(), team.library, row) == (None, None)
    assert percents(team.loads()["Academic lead"]) == [5.0]


def test_work_without_an_effort_is_named_as_left_out(team):
    lead = team.person("Academic lead", time_percent=20)
    row = team.row("Steer", [(lead, "R")])

    assert team.loads()["Academic lead"].unstated == (row.id,)


def test_a_slip_in_one_year_does_not_hide_the_months_of_the_others(team):
    lead = team.person("Academic lead", time_percent=5)
    team.row("Slip", [], starts_on=date(27, 1, 1), ends_on=date(2027, 1, 31))
    team.row("Study", [(lead, "R")], effort_percent=10, **YEAR)
    team.row("Far off", [], starts_on=date(2027, 1, 1), ends_on=date(9999, 12, 31))

    load = team.loads()["Academic lead"]

    assert len(load.overruns) == 12
    assert len(load.months) <= 602


@given(
    start=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    days=st.integers(0, 500),
    effort=st.integers(1, 100),
)
def test_splitting_an_activity_in_two_leaves_every_month_as_it_was(new_team, start, days, effort):
    end = start + timedelta(days=days + 1)
    middle = start + timedelta(days=days // 2)
    pieces = [(start, middle), (middle + timedelta(days=1), end)]
    whole, split = new_team(), new_team()
    for team, spans in ((whole, [(start, end)]), (split, pieces)):
        person = team.person("Academic lead")
        for first, last in spans:
            team.row("Study", [(person, "R")], effort_percent=effort, starts_on=first, ends_on=last)

    assert percents(split.loads()["Academic lead"]) == pytest.approx(
        percents(whole.loads()["Academic lead"]), abs=1e-4
    )


@given(start=st.dates(), days=st.integers(0, 400))
def test_no_month_holds_more_than_the_effort_of_one_activity(new_team, start, days):
    team = new_team()
    end = date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
    team.row("Study", [(team.person("Lead"), "R")], effort_percent=40, starts_on=start, ends_on=end)

    assert all(0 <= percent <= 40 for percent in percents(team.loads()["Lead"]))
