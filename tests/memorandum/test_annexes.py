from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.document import Snapshot
from planner.library import standard_library
from planner.memorandum.annexes import annexes, draft_of
from planner.memorandum.blocks import Annex, Block, RoleMatrix, Table, TimelinePicture
from planner.memorandum.gaps import gaps
from planner.model import Activity, Contribution, Person, RoleActivity
from planner.terms import Lane, Letter, Side
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, key

LIBRARY = standard_library()


def _annex(snapshot: Snapshot, title: str) -> list[Block]:
    """The blocks of one annex."""
    found: list[Block] = []
    is_inside = False
    for block in annexes(draft_of(snapshot, LIBRARY, TODAY)):
        if isinstance(block, Annex):
            is_inside = block.title == title
        elif is_inside:
            found.append(block)
    return found


def _gap(snapshot: Snapshot, origin: str) -> int:
    """The number of the gap with this origin."""
    return next(item.number for item in gaps(snapshot, LIBRARY) if item.origin == origin)


def _table(blocks: list[Block]) -> Table:
    return next(block for block in blocks if isinstance(block, Table))


# The timeline


def test_the_timeline_annex_lists_every_activity_by_date():
    table = _table(_annex(example.snapshot(), "Two timelines on one axis"))

    assert table.rows[0].cells == (
        "Costing, approval", "Northfield University", "7 Dec 2026", "5 Jan 2027", "20 Jan 2027"
    )  # fmt: skip
    assert len(table.rows) == len(example.WORK) + len(example.MILESTONES)


def test_a_milestone_has_one_date_and_no_end():
    table = _table(_annex(example.snapshot(), "Two timelines on one axis"))

    row = next(row for row in table.rows if row.cells[0] == "Thesis due")
    assert row.cells[2:] == ("1 Sep 2027", "", "")


def test_a_milestone_that_may_slip_says_until_when():
    work = Activity(
        id=key("work"), partnership_id=HOME, name="Work", start_on=TODAY, likely_days=10, late_days=40
    )  # fmt: skip
    goal = Activity(
        id=key("goal"), partnership_id=HOME, name="Goal", is_milestone=True,
        min_days=0, likely_days=0, late_days=0, start_on=TODAY,
    )  # fmt: skip
    link = example.Link(id=key("l"), partnership_id=HOME, before_id=work.id, after_id=goal.id)

    table = _table(_annex(example.small(work, goal, link), "Two timelines on one axis"))

    row = next(row for row in table.rows if row.cells[0] == "Goal")
    assert row.cells[4] != ""


def test_an_activity_without_a_date_is_to_be_agreed_and_needs_no_picture():
    loose = Activity(partnership_id=HOME, name="Later work", owner_id=None)

    snapshot = example.small(loose)
    blocks = _annex(snapshot, "Two timelines on one axis")

    number = _gap(snapshot, f"timeline/{loose.id}")
    assert not example.only(blocks, TimelinePicture)
    assert _table(blocks).rows[0].cells == ("Later work", "Together", f"to be agreed (gap {number})", "", "")


def test_who_looks_after_joint_work_does_so_for_both_sides():
    joint = Activity(
        partnership_id=HOME, name="Talks", lane=Lane.JOINT, start_on=TODAY, owner_id=key("Data engineer")
    )

    rows = _table(_annex(example.snapshot(joint), "Two timelines on one axis")).rows

    assert ("Talks", "Data engineer, for both sides") in [row.cells[:2] for row in rows]


def test_the_owner_of_an_activity_is_named():
    owned = Activity(
        partnership_id=HOME, name="Owned", lane=Lane.INDUSTRY, start_on=TODAY, owner_id=key("Data engineer")
    )

    table = _table(_annex(example.snapshot(owned), "Two timelines on one axis"))

    row = next(row for row in table.rows if row.cells[0] == "Owned")
    assert row.cells[1] == "Data engineer, Brightpath Digital Ltd"


def test_clashes_and_today_stay_off_the_paper():
    (picture,) = example.only(_annex(example.snapshot(), "Two timelines on one axis"), TimelinePicture)

    assert picture.plan.pins == ()
    assert picture.plan.ties == ()
    assert {bar.state for bar in picture.plan.bars} == {"plain"}


def test_project_months_are_counted_when_the_timeline_shows_months():
    (dates,) = example.only(_annex(example.snapshot(), "Two timelines on one axis"), TimelinePicture)
    (months,) = example.only(
        _annex(example.snapshot(shows_months=True), "Two timelines on one axis"), TimelinePicture
    )

    assert dates.months_from is None
    assert months.months_from == date(2027, 1, 4)


# Roles


def test_the_matrix_shows_everybody_and_every_letter():
    (matrix,) = example.only(_annex(example.snapshot(), "Roles and time"), RoleMatrix)

    assert [person.name for person in matrix.people] == [
        "Academic lead",
        "Research fellow (to be hired)",
        "Contracts office",
        "Company lead",
        "Product manager",
        "Data engineer",
    ]
    steer = matrix.rows[0]
    assert steer.title == "Steer the project"
    assert steer.letters[0] is Letter.ACCOUNTABLE
    assert matrix.rows[-1].letters[0] is Letter.ACCOUNTABLE_RESPONSIBLE


def test_an_activity_that_nobody_answers_for_says_so():
    snapshot = example.snapshot()
    (matrix,) = example.only(_annex(snapshot, "Roles and time"), RoleMatrix)

    notes = {row.title: row.note for row in matrix.rows}
    number = _gap(snapshot, f"roles/{key('Data cleaning')}")
    assert notes["Data cleaning"] == f"Accountable: to be agreed (gap {number})"
    assert notes["Steer the project"] == ""


def test_an_activity_without_any_letter_lacks_both():
    row = RoleActivity(partnership_id=HOME, title="Clean up")
    snapshot = example.small(row)
    (matrix,) = example.only(_annex(snapshot, "Roles and time"), RoleMatrix)

    number = _gap(snapshot, f"roles/{row.id}")
    assert matrix.rows[0].note == f"Accountable and responsible: to be agreed (gap {number})"


def test_time_and_load_stand_beside_each_person():
    table = _table(_annex(example.snapshot(), "Roles and time"))

    assert table.rows[0].cells[:3] == ("Academic lead", "Northfield University", "20 %")
    assert "% (" in table.rows[0].cells[3]


def test_a_person_without_time_or_work_is_said_to_be_so():
    spare = Person(
        partnership_id=HOME, organisation_id=key("brightpath"), name="Adviser", post="Board member"
    )

    snapshot = example.snapshot(spare)
    table = _table(_annex(snapshot, "Roles and time"))

    row = next(row for row in table.rows if row.cells[0].startswith("Adviser"))
    unknown = f"to be agreed (gap {_gap(snapshot, f'roles/person/{spare.id}')})"
    assert row.cells == ("Adviser, Board member", "Brightpath Digital Ltd", unknown, "none")


def test_work_without_dates_has_a_load_without_a_month():
    undated = RoleActivity(partnership_id=HOME, title="Steer", effort_percent=5)
    person = Person(partnership_id=HOME, organisation_id=key("northfield"), name="Lead")
    letter = example.Assignment(
        partnership_id=HOME, role_activity_id=undated.id, person_id=person.id, letter=Letter.RESPONSIBLE
    )

    table = _table(_annex(example.small(undated, person, letter, start_on=None), "Roles and time"))

    assert table.rows[0].cells[3] == "5 %"


# Contributions


def test_contributions_are_added_up_in_cash_and_in_kind():
    table = _table(_annex(example.snapshot(), "Contributions"))

    assert table.rows[-1].cells == ("Total", "", "GBP 45,000", "GBP 12,000")
    assert table.rows[-1].is_total
    assert [row.side for row in table.rows[:-1]] == [Side.ACADEMIC, Side.INDUSTRY, Side.INDUSTRY]


def test_every_currency_has_a_total_of_its_own():
    euros = Contribution(
        partnership_id=HOME, organisation_id=key("northfield"), kind="cash", what="Travel",
        amount=Decimal("99.50"), currency="EUR", note="two trips",
    )  # fmt: skip

    table = _table(_annex(example.snapshot(euros), "Contributions"))

    totals = [row.cells[2:] for row in table.rows if row.is_total]
    assert totals == [("EUR 99.50", "EUR 0"), ("GBP 45,000", "GBP 12,000")]
    assert "Travel\ntwo trips" in [row.cells[1] for row in table.rows]


def test_cash_without_an_amount_is_to_be_agreed_and_value_in_kind_may_stay_open():
    given = [
        Contribution(partnership_id=HOME, organisation_id=key("northfield"), kind=kind)
        for kind in ("cash", "in_kind")
    ]

    snapshot = example.small(*given)
    table = _table(_annex(snapshot, "Contributions"))

    cash, in_kind = (
        f"to be agreed (gap {_gap(snapshot, f'memorandum/contribution/{each.id}')})" for each in given
    )
    assert [row.cells[1:] for row in table.rows] == [(cash, cash, ""), (in_kind, "", "not valued")]


# The agenda


def test_the_agenda_numbers_points_and_names_owner_and_date():
    table = _table(_annex(example.snapshot(), "Open points"))

    assert [row.cells[0] for row in table.rows] == [str(n) for n in range(1, len(table.rows) + 1)]
    assert table.rows[-1].cells[1:] == (
        "Where does the app run during the study?", "Data engineer", "8 Jan 2027"
    )  # fmt: skip
    assert table.rows[0].cells[3] == "to be agreed"
