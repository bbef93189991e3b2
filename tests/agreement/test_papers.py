import pytest

from planner.agreement.papers import advised_paper, findings, situations_met
from planner.terms import Paper, Severity


def met(snapshot, library):
    return [met.situation.key for met in situations_met(snapshot, library)]


def test_without_a_known_situation_no_paper_is_advised(build, library):
    advice = advised_paper(build(), library)

    assert advice.paper is Paper.UNDECIDED
    assert advice.reasons == ()
    assert not advice.is_not_a_memorandum


@pytest.mark.parametrize(
    ("answers", "situation"),
    [
        ({"money.moves": "yes"}, "money_moves"),
        ({"approvals.early_start": "yes"}, "early_start"),
        ({"approvals.materials": "yes"}, "materials_move"),
        ({"approvals.confidential": "yes"}, "confidential_unprotected"),
        ({"approvals.confidential": "yes", "approvals.nda": "drafting"}, "confidential_unprotected"),
        ({"data.flows": "yes", "data.personal": "yes"}, "personal_data_unprotected"),
        (
            {"data.flows": "yes", "data.personal": "yes", "data.agreement": "none"},
            "personal_data_unprotected",
        ),
        ({"approvals.exclusivity": "longer"}, "lasting_exclusivity"),
    ],
)
def test_one_answer_can_make_it_a_contract(build, library, answers, situation):
    build.paper(Paper.HEADS_OF_TERMS, "instruct_offices", "terms_discussed", "work_agreed")
    for question, word in answers.items():
        build.answer(question, (word,))

    advice = advised_paper(build(), library)

    assert situation in met(build(), library)
    assert advice.paper is Paper.CONTRACT
    assert advice.is_not_a_memorandum
    assert len(advice.checklist) == 6
    assert all(reason.situation.points_to is Paper.CONTRACT for reason in advice.reasons)


@pytest.mark.parametrize(
    "answers",
    [
        {"approvals.confidential": "yes", "approvals.nda": "signed"},
        {"data.flows": "yes", "data.personal": "yes", "data.agreement": "in-place"},
        {"data.flows": "no", "data.personal": "yes"},
        {"approvals.exclusivity": "negotiation"},
        {"approvals.students": "yes"},
        {"money.moves": "no", "approvals.materials": "no", "approvals.early_start": "no"},
    ],
)
def test_what_is_protected_or_short_does_not_make_it_a_contract(build, library, answers):
    for question, word in answers.items():
        build.answer(question, (word,))

    assert not advised_paper(build(), library).is_not_a_memorandum


@pytest.mark.parametrize(
    ("months", "situation"),
    [("6", "short_lock_out"), ("7", "lasting_exclusivity"), ("", "lasting_exclusivity")],
)
def test_the_exclusivity_clause_counts_by_its_length(build, library, months, situation):
    values = (("lock_months", months), ("lock_field", "stress apps"))
    build.choose("exclusivity", included=True, option="lock_out", values=values)

    assert met(build(), library) == [situation]


def test_a_first_look_promises_nothing_away(build, library):
    build.choose("exclusivity", included=True, option="first_look")

    assert met(build(), library) == []


def test_what_the_user_ticks_counts_and_the_heavier_side_wins(build, library):
    build.paper(Paper.UNDECIDED, "exploring", "work_agreed", "contract_later")

    advice = advised_paper(build(), library)

    assert advice.paper is Paper.MEMORANDUM
    assert [reason.situation.key for reason in advice.reasons] == ["work_agreed", "contract_later"]
    assert all(reason.is_ticked for reason in advice.reasons)


def test_of_two_papers_that_weigh_the_same_the_lighter_is_advised(build, library):
    build.paper(Paper.UNDECIDED, "exploring", "contract_later")

    assert advised_paper(build(), library).paper is Paper.STATEMENT


def test_an_unknown_tick_changes_nothing(build, library):
    assert met(build.paper(Paper.STATEMENT, "from-the-future")(), library) == []


def test_it_is_said_when_this_is_not_a_memorandum_any_more(build, library, today):
    build.answer("money.moves", ("yes",))

    (found,) = findings(build(), library, today)

    assert found.id == "not-a-memorandum"
    assert found.severity is Severity.WARNING
    assert "money will move" in found.message
    assert "NDA" in found.advice


def test_once_the_contract_is_chosen_nothing_more_is_said(build, library, today):
    build.paper(Paper.CONTRACT).answer("money.moves", ("yes",))

    assert findings(build(), library, today) == ()


def test_a_paper_not_chosen_yet_is_pointed_out_with_the_one_that_fits(build, library, today):
    (unknown,) = findings(build.paper(Paper.UNDECIDED)(), library, today)
    (known,) = findings(build.paper(Paper.UNDECIDED, "exploring")(), library, today)

    assert "Say which situations apply" in unknown.advice
    assert known.advice.startswith("Statement of intent fits, because")


def test_a_chosen_paper_that_fits_raises_nothing(build, library, today):
    assert findings(build.paper(Paper.MEMORANDUM, "work_agreed")(), library, today) == ()
