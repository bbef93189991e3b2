from datetime import date

from planner import roles
from planner.library import Library
from planner.model import Activity, Assignment, RoleActivity
from planner.terms import Letter, Side


def suggested(team):
    return {s.key for s in roles.suggestions(team.document.snapshot(), team.library)}


def letters_of(team, row):
    found = team.document.snapshot().where(Assignment, role_activity_id=row.id)
    return {a.person_id: a.letter for a in found}


def test_activities_without_conditions_are_always_suggested(team):
    assert {"steer-project", "agree-memorandum", "evaluate-report"} <= suggested(team)
    assert suggested(team).isdisjoint({"ethics-application", "data-paperwork", "settle-accounts"})


def test_people_taking_part_bring_the_ethics_application(team):
    team.answer("approvals.participants", "yes")

    assert {"ethics-application", "data-collection", "data-cleaning"} <= suggested(team)


def test_not_sure_yet_suggests_the_work_that_would_be_needed(team):
    team.answer("approvals.participants", not_sure=True)

    assert "ethics-application" in suggested(team)
    assert "data-cleaning" not in suggested(team)


def test_an_answer_whose_question_is_not_asked_suggests_nothing(team):
    team.answer("data.flows", "no")
    team.answer("data.personal", "yes")

    assert "data-paperwork" not in suggested(team)


def test_an_answer_of_either_side_is_enough(team):
    question = team.library.questions["involvement.planned"]
    side = Side.INDUSTRY if question.answered_by == "each" else Side(question.answered_by)
    team.answer("involvement.planned", "yes", side=side)

    assert "plan-involvement" in suggested(team)


def test_accepting_adds_the_activities_in_one_step(team):
    lead = team.person("Academic lead", post="academic LEAD")
    office = team.person("Contracts office")
    company = team.person("Company lead", team.brightpath)
    team.person("Academic lead", team.brightpath)

    rows = roles.accept(team.document, team.library, ["agree-memorandum", "steer-project"])

    assert [row.title for row in rows] == ["Steer the project", "Agree the memorandum"]
    assert letters_of(team, rows[1]) == {
        lead.id: Letter.ACCOUNTABLE,
        office.id: Letter.RESPONSIBLE,
        company.id: Letter.CONSULTED,
    }
    assert rows[1].phase == "scope"
    assert rows[1].done_when
    assert suggested(team).isdisjoint({"agree-memorandum", "steer-project"})
    team.document.undo()
    assert team.document.snapshot().all(RoleActivity) == ()


def test_accepting_twice_adds_nothing_more(team):
    roles.accept(team.document, team.library, ["steer-project"])
    again = roles.accept(team.document, team.library, ["steer-project"])

    assert again == ()
    assert len(team.document.snapshot().all(RoleActivity)) == 1
    assert team.document.undo_label == "suggested activity"


def test_nobody_is_given_two_letters_by_one_suggestion(team):
    both = team.person("Product manager", team.brightpath, post="Company lead")

    (row,) = roles.accept(team.document, team.library, ["train-users"])

    assert letters_of(team, row) == {both.id: Letter.ACCOUNTABLE}


def test_an_accepted_activity_follows_the_dates_of_its_like_on_the_timeline(team):
    planned = team.add(
        Activity, name="Evaluate and report", start_on=date(2027, 3, 1), likely_days=31, late_days=40
    )

    (row,) = roles.accept(team.document, team.library, ["evaluate-report"])

    snapshot = team.document.snapshot()
    assert row.activity_id == planned.id
    assert roles.row_dates(snapshot, team.library, row) == (date(2027, 3, 1), date(2027, 3, 31))


def test_a_renamed_suggestion_counts_as_added_and_a_retired_one_is_not_offered(team, tmp_path):
    content = """
    [[activity]]
    key = "chair"
    aliases = ["steer-project"]
    phase = "scope"
    title = "Chair the project"
    done_when = "It is chaired."
    effort_percent = 5
    basis = "planner"
    [[activity]]
    key = "fax"
    retired = true
    phase = "scope"
    title = "Mind the fax"
    done_when = "It is minded."
    effort_percent = 5
    basis = "planner"
    [[activity]]
    key = "ask"
    phase = "scope"
    title = "Ask"
    done_when = "It is asked."
    when = [{ question = "gone", any_of = ["yes"] }]
    effort_percent = 5
    basis = "planner"
    """
    (tmp_path / "roles.toml").write_text(content, encoding="utf-8")
    library = Library(tmp_path)
    assert [s.key for s in roles.suggestions(team.document.snapshot(), library)] == ["chair"]
    roles.accept(team.document, team.library, ["steer-project"])

    assert roles.suggestions(team.document.snapshot(), library) == ()
    assert roles.accept(team.document, library, ["chair"]) == ()
