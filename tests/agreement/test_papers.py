import pytest

from planner.agreement.papers import advised_paper, checklist, companions, findings, situations_met
from planner.model import Person
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
    assert "authority" in [needed.companion.key for needed in advice.lacking]
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
    assert found.advice == "Still needed beside it, or first: collaboration contract and authority to sign."


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


def needed(snapshot, library):
    return {n.companion.key: (n.because, n.is_done) for n in companions(snapshot, library)}


@pytest.mark.parametrize(
    ("situations", "keys"),
    [
        ((), set()),
        (("exploring", "work_agreed"), set()),
        (("money_moves",), {"collaboration_contract", "authority"}),
        (("early_start",), {"collaboration_contract", "authority"}),
        (("lasting_exclusivity",), {"collaboration_contract", "authority"}),
        (("confidential_unprotected",), {"nda", "authority"}),
        (("materials_move",), {"material_transfer", "authority"}),
        (
            ("personal_data_unprotected",),
            {"data_agreement", "impact_assessment", "ethics", "authority"},
        ),
    ],
)
def test_only_what_the_situation_calls_for_is_on_the_checklist(build, library, situations, keys):
    found = needed(build.paper(Paper.MEMORANDUM, *situations)(), library)

    assert set(found) == keys


def test_each_line_of_the_checklist_says_why_it_is_needed_here(build, library):
    build.answer("money.moves", ("yes",)).answer("approvals.participants", ("yes",))

    found = needed(build(), library)

    assert found["collaboration_contract"] == ("money will move between the parties", False)
    assert found["ethics"] == ("people take part, or the answers name approvals", False)


@pytest.mark.parametrize(
    ("key", "answers", "done"),
    [
        ("nda", {"approvals.confidential": "yes"}, {"approvals.nda": "signed"}),
        (
            "data_agreement",
            {"data.flows": "yes", "data.personal": "yes"},
            {"data.agreement": "in-place"},
        ),
        ("impact_assessment", {"data.flows": "yes", "data.personal": "yes"}, {"data.dpia": "not-needed"}),
    ],
)
def test_an_answer_ticks_off_what_is_there(build, library, key, answers, done):
    for question, word in answers.items():
        build.answer(question, (word,))
    before = needed(build(), library)[key]
    for question, word in done.items():
        build.answer(question, (word,))
    after = needed(build(), library)[key]

    assert (before[1], after[1]) == (False, True)
    assert library.companions[key].line not in checklist(build(), library)


def test_authority_is_ticked_off_once_every_party_has_somebody_who_may_sign(build, library):
    build.parties().paper(Paper.CONTRACT)
    build.add(Person, organisation_id=build.university.id, name="Director", may_sign=True)
    with_one = needed(build(), library)["authority"]
    build.add(Person, organisation_id=build.company.id, name="Chief executive", may_sign=True)

    assert with_one == ("a contract is to be drawn up", False)
    assert needed(build(), library)["authority"] == ("a contract is to be drawn up", True)


def test_choosing_a_contract_calls_for_the_contract_and_authority(build, library):
    build.paper(Paper.CONTRACT)

    assert list(needed(build(), library)) == ["collaboration_contract", "authority"]
    assert checklist(build(), library)[0].startswith("Collaboration contract")


def test_once_everything_beside_the_paper_is_there_the_finding_says_so(build, library, today):
    build.parties().paper(Paper.MEMORANDUM, "confidential_unprotected")
    build.answer("approvals.confidential", ("yes",)).answer("approvals.nda", ("signed",))
    for organisation in (build.university, build.company):
        build.add(Person, organisation_id=organisation.id, name="Director", may_sign=True)

    (found,) = findings(build(), library, today)

    assert found.advice == "What goes beside it is there."
