import pytest

from planner import roles
from planner.errors import Refused
from planner.model import Assignment, Organisation
from planner.terms import Letter, Side


def matrix_of(team):
    return roles.matrix(team.document.snapshot(), team.library)


def test_people_stand_in_side_order_and_then_by_organisation(team):
    team.person("Company lead", team.brightpath)
    health = team.add(Organisation, name="Moorland Health Trust", side=Side.ACADEMIC)
    team.person("Ward lead", health)
    team.person("Academic lead")

    assert [p.name for p in matrix_of(team).people] == ["Academic lead", "Ward lead", "Company lead"]


def test_rows_are_grouped_by_phase_in_the_order_of_the_content(team):
    team.row("Data cleaning", phase="study")
    team.row("Buy biscuits")
    team.row("Steer the project", phase="scope")
    team.row("Move house", phase="Our own phase")

    found = matrix_of(team)

    assert [g.name for g in found.groups] == [
        "Scope and governance",
        "Study",
        "Other activities",
        "Our own phase",
    ]
    assert [r.title for r in found.rows] == [
        "Steer the project",
        "Data cleaning",
        "Buy biscuits",
        "Move house",
    ]


def test_a_cell_shows_its_letter_and_an_empty_one_none(team):
    lead, fellow = team.person("Academic lead"), team.person("Research fellow")
    row = team.row("Ethics application", [(lead, "AR")])

    found = matrix_of(team)

    assert found.letter(row.id, lead.id) is Letter.ACCOUNTABLE_RESPONSIBLE
    assert found.letter(row.id, fellow.id) is None
    assert found.holders(row.id, Letter.ACCOUNTABLE) == found.holders(row.id, Letter.RESPONSIBLE) == (lead,)
    assert found.organisation(lead) == team.northfield
    assert found.side(lead) is Side.ACADEMIC


@pytest.mark.parametrize(
    ("letters", "shown", "is_one_letter"),
    [
        ("A", "A", True),
        (("A", "R"), "AR", True),
        (("R", "R"), "R", True),
        (("C", "A"), "A", False),
        (("I", "C"), "C", False),
        (("AR", "I"), "AR", False),
    ],
)
def test_several_letters_in_one_cell_show_the_weightiest(team, letters, shown, is_one_letter):
    lead = team.person("Academic lead")
    row = team.row("Ethics application", [(lead, letter) for letter in letters])

    cell = matrix_of(team).cells[row.id, lead.id]

    assert (cell.letter, cell.is_one_letter) == (Letter(shown), is_one_letter)


def test_setting_a_letter_adds_replaces_and_clears_it_with_one_undo_each(team):
    lead = team.person("Academic lead")
    row = team.row("Ethics application")

    for letter in (Letter.ACCOUNTABLE, Letter.ACCOUNTABLE_RESPONSIBLE, None):
        roles.set_letter(team.document, row.id, lead.id, letter)

        assert matrix_of(team).letter(row.id, lead.id) == letter
    assert team.document.undo_label == "letter of Academic lead for Ethics application"
    team.document.undo()
    assert matrix_of(team).letter(row.id, lead.id) is Letter.ACCOUNTABLE_RESPONSIBLE
    team.document.undo()
    assert matrix_of(team).letter(row.id, lead.id) is Letter.ACCOUNTABLE


def test_setting_a_letter_leaves_one_where_a_file_brought_several(team):
    lead = team.person("Academic lead")
    row = team.row("Ethics application", [(lead, "C"), (lead, "I")])

    roles.set_letter(team.document, row.id, lead.id, Letter.RESPONSIBLE)

    assert [a.letter for a in team.document.snapshot().all(Assignment)] == [Letter.RESPONSIBLE]


def test_replacing_a_letter_keeps_the_time_that_was_promised(team):
    lead = team.person("Academic lead")
    row = team.row("Ethics application")
    team.letter(row, lead, "R", effort_percent=15)

    roles.set_letter(team.document, row.id, lead.id, Letter.ACCOUNTABLE_RESPONSIBLE)

    assert matrix_of(team).cells[row.id, lead.id].effort_percent == 15


def test_a_second_accountable_person_is_accepted_and_becomes_a_finding(team):
    lead, company = team.person("Academic lead"), team.person("Company lead", team.brightpath)
    row = team.row("Steer the project", [(lead, "AR")])

    roles.set_letter(team.document, row.id, company.id, Letter.ACCOUNTABLE)

    assert team.messages("one-accountable") == [
        "Steer the project: two people accountable (Academic lead and Company lead), and only one can be."
    ]


def test_a_letter_for_somebody_who_was_removed_is_refused(team):
    lead = team.person("Academic lead")
    row = team.row("Ethics application")
    team.document.remove(lead)

    with pytest.raises(Refused, match="removed in the meantime"):
        roles.set_letter(team.document, row.id, lead.id, Letter.RESPONSIBLE)
