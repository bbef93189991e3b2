from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import roles
from planner.errors import Refused
from planner.model import Activity, Answer, ClauseChoice, NextStep, RoleActivity
from planner.roles.promises import PREFIX
from planner.terms import Lane, Paper, Severity, Side

TODAY = date(2026, 12, 9)
SEND, ANSWER, NDA = "promise.send-manuscript", "promise.answer-manuscript", "promise.sign-nda"


@pytest.fixture
def paper(team):
    team.document.set(team.document.partnership, "paper", Paper.MEMORANDUM)
    return team


def every(team):
    return {promise.key: promise for promise in roles.promises(team.document.snapshot(), team.library)}


def lacking(team):
    found = roles.orphans(team.document.snapshot(), team.library)
    return {promise.key: promise.lacks for promise in found}


def choose(team, clause, **fields):
    return team.add(ClauseChoice, clause=clause, **fields)


def milestone(team, name, on, **fields):
    fields.setdefault("kind", "deliverable")
    return team.add(Activity, name=name, is_milestone=True, start_on=on, **fields)


# What is promised


def test_a_clause_promises_what_its_wording_says_with_its_values(paper):
    choose(paper, "publication", values=(("review_days", "45"),))

    found = every(paper)[ANSWER]

    assert found.what == "Answer on each manuscript within 45 calendar days"
    assert found.told == "Clause 12, Publication and theses"
    assert found.place == "agreement/publication"
    assert found.side is Side.INDUSTRY
    assert found.lacks == ("nobody accountable", "nobody responsible", "no date")


def test_another_wording_promises_something_else(paper):
    choose(paper, "publication", option="free")

    assert {SEND, ANSWER}.isdisjoint(every(paper))
    assert "promise.send-copy" in every(paper)


def test_a_value_that_is_still_open_is_said_to_be(paper):
    choose(paper, "results", option="option_to_license")

    assert every(paper)["promise.answer-option"].what == (
        "Say within a time still to be agreed (time to decide) which rights are wanted"
    )


def test_a_clause_left_out_promises_nothing_and_one_in_own_words_is_not_read(paper):
    choose(paper, "confidentiality", included=False)
    choose(paper, "publication", own_text="Theses are free.")
    choose(paper, "liability", own_text="None.")
    snapshot = paper.document.snapshot()

    assert {SEND, NDA}.isdisjoint(every(paper))
    assert roles.unread_clauses(snapshot, paper.library) == ("Publication and theses (12)",)


def test_before_a_kind_of_paper_is_chosen_only_clauses_somebody_worked_on_promise(team):
    before = every(team)
    choose(team, "publication")

    assert before == {}
    assert set(every(team)) == {SEND, ANSWER}


def test_an_agreement_that_is_signed_already_is_no_promise(paper):
    paper.add(Answer, question="approvals.confidential", chosen=("yes",))
    answer = paper.add(Answer, question="approvals.nda", chosen=("drafting",))
    while_drafting = every(paper)
    paper.document.set(answer, "chosen", ("signed",))
    paper.add(Answer, question="data.flows", chosen=("yes",))
    paper.add(Answer, question="data.agreement", chosen=("in-place",))

    assert {NDA, "promise.data-agreement"} <= set(while_drafting)
    assert {NDA, "promise.data-agreement"}.isdisjoint(every(paper))


# Who sees to it


def test_a_row_made_for_it_with_an_owner_somebody_who_does_it_and_a_date_keeps_a_promise(paper):
    lead = paper.person("Lead")
    row = paper.row("Sign the NDA", suggestion=NDA, ends_on=date(2027, 2, 1))
    without = lacking(paper)[NDA]
    paper.letter(row, lead, "AR")

    assert without == ("nobody accountable", "nobody responsible")
    assert NDA not in lacking(paper)
    assert every(paper)[NDA].row.id == row.id
    assert every(paper)[NDA].due_on == date(2027, 2, 1)


def test_each_of_the_three_is_missed_by_itself(paper):
    lead, fellow = paper.person("Lead"), paper.person("Fellow")
    row = paper.row("Sign the NDA", [(lead, "A")], suggestion=NDA)
    alone = lacking(paper)[NDA]
    paper.letter(row, fellow, "AR")

    assert alone == ("nobody responsible", "no date")
    assert lacking(paper)[NDA] == ("2 people accountable", "no date")


def test_a_suggested_row_that_covers_it_keeps_it_too(paper):
    lead = paper.person("Lead")
    paper.row("Write it up", [(lead, "AR")], suggestion="publish-results", starts_on=date(2027, 9, 1))

    assert SEND not in lacking(paper)
    assert every(paper)[SEND].due_on == date(2027, 9, 1)
    assert ANSWER in lacking(paper)


def test_a_row_tied_to_the_activity_it_is_about_keeps_it_and_the_activity_gives_the_date(paper):
    lead = paper.person("Lead")
    review = paper.add(
        Activity, name="Review", kind="publication_review", start_on=date(2027, 7, 14), likely_days=30,
        late_days=30,
    )  # fmt: skip
    dated = lacking(paper)[SEND]
    paper.row("Read the manuscript", [(lead, "AR")], activity_id=review.id)

    assert dated == ("nobody accountable", "nobody responsible")
    assert {SEND, ANSWER}.isdisjoint(lacking(paper))
    assert every(paper)[ANSWER].due_on == date(2027, 8, 12)


def test_an_answer_is_due_when_the_time_that_the_clause_gives_is_over(paper):
    lead = paper.person("Lead")
    review = paper.add(
        Activity, name="Review", kind="publication_review", start_on=date(2027, 7, 14), likely_days=30,
        late_days=30, clause="publication",
    )  # fmt: skip
    choose(paper, "publication", values=(("review_days", "50"),))
    alone = every(paper)[ANSWER]
    paper.row("Read the manuscript", [(lead, "AR")], activity_id=review.id)

    assert alone.what == "Answer on each manuscript within 50 calendar days"
    assert alone.due_on == date(2027, 9, 1)
    assert every(paper)[ANSWER].due_on == date(2027, 9, 1)
    assert every(paper)[SEND].due_on == date(2027, 8, 12)


def test_of_several_rows_the_one_that_lacks_least_counts(paper):
    lead = paper.person("Lead")
    paper.row("First", suggestion="publish-results")
    best = paper.row("Second", [(lead, "AR")], suggestion=SEND, ends_on=date(2027, 9, 1))

    assert every(paper)[SEND].row.id == best.id


# Milestones and next steps


def test_a_milestone_is_kept_by_a_row_tied_to_it_called_like_it_or_meant_for_its_kind(paper):
    lead = paper.person("Lead")
    first = milestone(paper, "First results", date(2027, 5, 1))
    second = milestone(paper, "Second  results", date(2027, 6, 1))
    third = milestone(paper, "Kick-off", date(2027, 1, 11), kind="kickoff")
    fourth = milestone(paper, "Demo", date(2027, 6, 1), kind="milestone", lane=Lane.INDUSTRY)
    paper.row("Report", [(lead, "AR")], activity_id=first.id)
    paper.row("second results", [(lead, "AR")])
    paper.row("Steer", [(lead, "AR")], suggestion="steer-project")
    found = every(paper)

    assert {f"milestone/{m.id}" for m in (first, second, third)}.isdisjoint(lacking(paper))
    assert found[f"milestone/{fourth.id}"].lacks == ("nobody accountable", "nobody responsible")
    assert found[f"milestone/{fourth.id}"].place == f"timeline/{fourth.id}"
    assert found[f"milestone/{fourth.id}"].side is Side.INDUSTRY
    assert next(p.what for p in found.values() if p.key.startswith("milestone/")) == "Kick-off"


def test_the_owner_of_a_milestone_answers_for_it_and_does_it(paper):
    lead = paper.person("Lead")
    owned = milestone(paper, "Results", date(2027, 5, 1), owner_id=lead.id)
    undated = milestone(paper, "Later results", None, owner_id=lead.id)
    asked = milestone(paper, "Wanted", None, owner_id=lead.id, deadline_on=date(2027, 5, 1))

    assert {f"milestone/{owned.id}", f"milestone/{asked.id}"}.isdisjoint(lacking(paper))
    assert lacking(paper)[f"milestone/{undated.id}"] == ("no date",)


def test_a_date_that_others_set_is_nobodys_promise(paper):
    board = milestone(paper, "Board meets", date(2027, 5, 1), kind="board_meeting")

    assert f"milestone/{board.id}" not in every(paper)


def test_a_next_step_needs_an_owner_and_a_date(paper):
    lead = paper.person("Lead")
    kept = paper.add(NextStep, text="Book the room", owner_id=lead.id, due_on=date(2027, 1, 5))
    open_ = paper.add(NextStep, text="Find\na  sponsor", side=Side.ACADEMIC)
    rowed = paper.add(NextStep, text="Hire", due_on=date(2027, 1, 5))
    paper.row("Hire", [(lead, "AR")])
    paper.add(NextStep, text="Done", done=True)
    paper.add(NextStep, text=" ")
    steps = {key: promise for key, promise in every(paper).items() if key.startswith("step/")}

    assert set(steps) == {f"step/{step.id}" for step in (kept, open_, rowed)}
    assert steps[f"step/{open_.id}"].what == "Find a sponsor"
    assert {key for key in lacking(paper) if key.startswith("step/")} == {f"step/{open_.id}"}
    assert steps[f"step/{open_.id}"].lacks == ("nobody accountable", "nobody responsible", "no date")


# From promise to row


def test_one_press_makes_a_row_that_follows_the_activity_and_knows_the_posts(paper):
    lead = paper.person("Academic lead")
    company = paper.person("Company lead", paper.brightpath)
    review = paper.add(
        Activity, name="Review", kind="publication_review", start_on=date(2027, 7, 14), likely_days=30,
        late_days=30,
    )  # fmt: skip

    row = roles.adopt(paper.document, paper.library, every(paper)[ANSWER])

    assert (row.title, row.suggestion) == ("Answer on each manuscript within 30 calendar days", ANSWER)
    assert (row.activity_id, row.phase, row.effort_percent) == (review.id, "study", None)
    whole = roles.matrix(paper.document.snapshot(), paper.library)
    assert [whole.letter(row.id, person.id) for person in (lead, company)] == ["I", "A"]
    assert lacking(paper)[ANSWER] == ("nobody responsible",)
    assert SEND in lacking(paper)
    assert paper.document.undo_label == f"activity for “{row.title}”"
    paper.document.undo()
    assert every(paper)[ANSWER].row is None


def test_milestones_and_next_steps_become_rows_too(paper):
    results = milestone(paper, "Results", date(2027, 5, 1))
    plain = milestone(paper, "Demo", date(2027, 5, 1), kind="milestone")
    step = paper.add(NextStep, text="x" * 500, due_on=date(2027, 1, 5))
    made = {
        part.id: roles.adopt(paper.document, paper.library, every(paper)[f"{kind}/{part.id}"])
        for kind, part in (("milestone", results), ("milestone", plain), ("step", step))
    }

    assert (made[results.id].phase, made[results.id].activity_id) == ("evaluate", results.id)
    assert made[results.id].ends_on is None
    assert made[plain.id].phase == ""
    assert (len(made[step.id].title), made[step.id].ends_on) == (400, date(2027, 1, 5))
    assert every(paper)[f"step/{step.id}"].row.id == made[step.id].id


def test_what_a_row_sees_to_already_is_not_added_again(paper):
    paper.row("Sign the NDA", suggestion=NDA)

    with pytest.raises(Refused):
        roles.adopt(paper.document, paper.library, every(paper)[NDA])


def test_promises_that_nothing_sees_to_are_suggested_behind_the_others(paper):
    snapshot = paper.document.snapshot()
    keys = [each.key for each in roles.suggestions(snapshot, paper.library)]
    promised = [key for key in keys if key.startswith(PREFIX)]

    assert keys[-len(promised) :] == promised
    assert {ANSWER, NDA} <= set(promised)
    # Writing it up is suggested anyway, and sees to it.
    assert SEND not in promised


def test_a_suggested_promise_is_accepted_like_any_other(paper):
    (row,) = roles.accept(paper.document, paper.library, [NDA])

    assert row.title == "Sign a separate confidentiality agreement"
    assert NDA not in {s.key for s in roles.suggestions(paper.document.snapshot(), paper.library)}
    assert roles.accept(paper.document, paper.library, [NDA]) == ()


def test_a_row_under_an_older_name_of_a_suggestion_counts_as_well(paper):
    promise = every(paper)[SEND]

    assert promise.duty is not None
    assert promise.duty.rows == ("publish-results",)


# The finding


def test_one_finding_counts_them_and_leads_to_the_list(paper):
    lead = paper.person("Lead")
    paper.row("Something", [(lead, "AR")])
    (found,) = paper.findings("promises-without-owner", TODAY)

    assert found.severity is Severity.INFO
    assert found.message == f"{len(lacking(paper))} promises of the paper lack an owner or a date."
    assert found.place == "roles/promises"


def test_one_promise_is_one_and_none_is_no_finding(team):
    lead = team.person("Lead")
    team.row("Something", [(lead, "AR")])
    none = team.findings("promises-without-owner", TODAY)
    team.add(NextStep, text="Find a sponsor")

    assert none == []
    assert team.messages("promises-without-owner") == ["1 promise of the paper lacks an owner or a date."]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_promise_is_kept_exactly_when_it_has_one_accountable_somebody_responsible_and_a_date(
    new_team, data
):
    team = new_team()
    team.document.set(team.document.partnership, "paper", Paper.MEMORANDUM)
    people = [team.person(f"Person {n}") for n in range(3)]
    on = data.draw(st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)))
    row = team.row("Sign", suggestion=NDA, ends_on=on)
    letters = [data.draw(st.sampled_from(["", "A", "R", "AR", "C", "I"])) for _ in people]
    for person, letter in zip(people, letters, strict=True):
        if letter:
            team.letter(row, person, letter)

    accountable = sum("A" in letter for letter in letters)
    responsible = sum("R" in letter for letter in letters)
    kept = accountable == 1 and responsible >= 1 and on is not None
    assert (NDA not in lacking(team)) is kept
    assert isinstance(row, RoleActivity)
