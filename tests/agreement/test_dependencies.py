from decimal import Decimal

import pytest

from planner.agreement.clauses import binding_clauses
from planner.agreement.dependencies import FOR_SEVERAL, findings
from planner.agreement.papers import checklist
from planner.model import Activity, ClauseChoice, Person, RoleActivity
from planner.terms import Paper, Severity, Side


@pytest.fixture
def found(library, today):
    def ids(build):
        return {finding.id.split("/")[0] for finding in findings(build(), library, today)}

    return ids


def test_a_new_partnership_breaks_no_dependency(build, found):
    assert found(build) == set()


@pytest.mark.parametrize("key", ["law", "status"])
def test_a_binding_clause_needs_the_law_and_the_status_clause(build, library, today, key):
    build.choose(key, included=False)

    (error,) = findings(build(), library, today)

    assert error.id == f"binding-needs/{key}"
    assert error.severity is Severity.ERROR
    assert error.place == f"agreement/{key}"


def test_where_nothing_else_binds_neither_law_nor_signatory_is_required(build, library, found):
    build.parties().choose("law", included=False)
    for state in binding_clauses(build(), library):
        build.choose(state.clause.key, binds=False)

    assert found(build) == set()


def test_a_binding_paper_needs_somebody_who_may_sign_for_each_party(build, found, library, today):
    build.parties()
    before = findings(build(), library, today)
    for organisation in (build.university, build.company):
        build.add(Person, organisation_id=organisation.id, name="Director", may_sign=True)

    assert [finding.id for finding in before] == ["binding-needs-signatory"]
    assert "Northfield University and Brightpath Digital Ltd" in before[0].message
    assert found(build) == set()


def test_students_need_a_line_on_theses(build, found):
    build.answer("approvals.students", ("yes",))
    by_default = found(build)
    build.choose("publication", option="consent")

    assert by_default == set()
    assert found(build) == {"students-need-theses"}


def test_an_edited_clause_may_hold_the_line_on_theses(build, found):
    build.answer("approvals.students", ("yes",)).choose("publication", own_text="A Thesis is never blocked.")

    assert found(build) == set()


def test_students_and_unpublished_results_are_warned_about(build, found):
    build.answer("approvals.students", ("yes",)).choose("results", option="company_confidential")

    assert found(build) == {"students-and-secrecy"}


def test_a_statement_of_intent_needs_no_line_on_theses_and_no_plan_for_a_grant(build, found):
    build.paper(Paper.STATEMENT).answer("approvals.students", ("yes",)).answer("money.grant", ("yes",))

    assert found(build) == set()


def test_unpublished_results_conflict_with_the_need_to_publish(build, found):
    build.choose("results", option="company_confidential")
    before = found(build)
    build.answer("wants.publication", ("yes",), Side.ACADEMIC)

    assert before == set()
    assert found(build) == {"secrecy-against-publication"}


@pytest.mark.parametrize("answers", [{"moves": "no"}, {"moves": "yes", "amount": Decimal(0)}])
def test_a_company_that_pays_nothing_and_wants_to_own_can_expect_a_refusal(build, found, answers):
    build.answer("money.moves", (answers["moves"],)).answer("money.amount", answers.get("amount"))
    before = found(build)
    build.position("results", Side.INDUSTRY, "company_academic_use")

    assert "ownership-without-payment" not in before
    assert "ownership-without-payment" in found(build)


def test_a_company_that_pays_may_want_to_own(build, found):
    build.answer("money.moves", ("yes",)).answer("money.amount", Decimal(10))
    build.choose("funding", option="company_full")

    assert found(build.choose("results", option="company_academic_use")) == set()


def test_a_paper_without_a_clause_on_results_raises_no_question_of_ownership(build, found):
    build.answer("money.moves", ("no",)).choose("results", included=False, option="company_academic_use")

    assert found(build) == set()


def test_personal_data_needs_ethics_in_the_roles_and_on_the_timeline(build, library, today, found):
    build.answer("data.flows", ("yes",)).answer("data.personal", ("yes",))
    (both,) = findings(build(), library, today)
    build.add(RoleActivity, title="Ethics application")
    (one,) = findings(build(), library, today)
    build.add(Activity, name="Committee", kind="ethics_approval")

    assert "the roles table and the timeline" in both.message
    assert one.message.endswith("missing from the timeline.")
    assert found(build) == set()


def test_review_and_delay_beyond_ninety_days_are_too_long(build, library, today, found):
    build.choose("publication", values=(("review_days", "31"),))
    (long,) = findings(build(), library, today)
    build.choose("term", values=())

    assert long.id == "review-too-long"
    assert "91 calendar days" in long.message


def test_ninety_days_together_are_not_too_long(build, found):
    assert found(build.choose("publication", values=(("review_days", "30"), ("delay_days", "60")))) == set()


def test_an_edited_clause_on_publication_is_not_measured_by_its_old_values(build, found):
    build.choose("publication", own_text="Theses are free.", values=(("review_days", "180"),))

    assert found(build) == set()


def test_secrets_before_signature_need_an_agreement_that_is_signed(build, found):
    build.paper(Paper.MEMORANDUM).answer("approvals.confidential", ("yes",))
    without = found(build)
    build.answer("approvals.nda", ("signed",)).choose("confidentiality", option="already_signed")

    assert without == {"secrets-without-agreement"}
    assert found(build) == set()


@pytest.mark.parametrize(
    ("clause", "asked", "question", "done", "option", "fitting"),
    [
        ("confidentiality", "approvals.confidential", "approvals.nda", "signed", "separate_nda",
         "The confidentiality agreement already signed"),
        ("data", "data.flows", "data.agreement", "in-place", "deidentified",
         "The data agreement already in place"),
    ],
)  # fmt: skip
def test_a_clause_that_waits_for_an_agreement_contradicts_the_answer_that_it_is_there(
    build, library, today, clause, asked, question, done, option, fitting
):
    build.paper(Paper.MEMORANDUM).answer(asked, ("yes",)).answer(question, (done,))
    choice = build.add(ClauseChoice, clause=clause, option=option)
    (warning,) = findings(build(), library, today)
    fits = next(o.key for o in library.clauses[clause].options if o.label == fitting)
    build.parts[-1] = choice.model_copy(update={"option": fits})

    assert (warning.id, warning.severity) == (f"agreement-already-there/{clause}", Severity.WARNING)
    assert library.questions[question].wording in warning.message
    assert library.clauses[clause].title in warning.message
    assert fitting in warning.advice
    assert warning.place == f"agreement/{clause}"
    assert warning.is_at(f"scope/{question}/joint")
    assert findings(build(), library, today) == ()


def test_a_clause_that_takes_an_agreement_as_signed_contradicts_the_answer_that_it_is_not(
    build, library, today
):
    build.answer("data.flows", ("yes",)).choose("data", option="under_agreement")
    unanswered = findings(build(), library, today)
    build.answer("data.agreement", ("drafting",))
    (warning,) = findings(build(), library, today)

    assert unanswered == ()
    assert "“Being drafted”" in warning.message
    assert warning.message.endswith("takes it as signed.")
    assert warning.advice == "Choose another option, or change the answer."


def test_what_is_left_out_or_in_own_words_contradicts_no_answer(build, found):
    build.answer("data.flows", ("yes",)).answer("data.agreement", ("in-place",))
    build.choose("data", own_text="The data agreement of May applies.")

    assert found(build) == set()


def test_a_binding_clause_on_confidentiality_protects_too(build, found):
    assert found(build.answer("approvals.confidential", ("yes",))) == set()


def test_exclusivity_without_an_end_is_an_error(build, found):
    values = (("lock_field", "stress apps"),)
    build.choose("exclusivity", included=True, option="lock_out", values=values)

    assert found(build) == {"exclusivity-needs-end"}


def test_exclusivity_with_an_end_is_fine(build, found):
    build.choose("exclusivity", included=True, option="lock_out", values=(("lock_months", "3"),))

    assert found(build) == set()


def test_a_grant_that_is_assumed_needs_a_plan_without_it(build, found):
    build.answer("money.grant", ("yes",))
    by_default = found(build)
    build.choose("funding", option="joint_grant")

    assert by_default == {"grant-needs-plan"}
    assert found(build) == set()


def test_three_parties_need_votes_a_way_to_join_and_another_model(build, found):
    build.parties("Southmoor Health Trust").choose("law", binds=False)
    for key in ("funding", "publicity", "liability", "confidentiality"):
        build.choose(key, binds=False)
    before = found(build)
    build.choose("governance", option="steering_group").choose("changes", option="accession")
    build.choose("results", included=False)

    assert before == {"parties-need-votes", "parties-need-accession", "parties-need-consortium"}
    assert found(build) == set()


def test_tax_credits_are_asked_about_while_ownership_is_open(build, found):
    build.paper(Paper.UNDECIDED).parties().position("results", Side.ACADEMIC, "university_owns")
    while_open = found(build)
    build.position("results", Side.INDUSTRY, "university_owns")

    assert while_open == {"tax-credits"}
    assert found(build) == set()


def test_a_veto_on_publication_conflicts_with_the_need_to_publish(build, library, today):
    build.choose("publication", option="consent").answer("wants.publication", ("yes",), Side.ACADEMIC)
    (veto,) = findings(build(), library, today)
    build.parts[0] = build.parts[0].model_copy(update={"option": "free"})

    assert (veto.id, veto.severity) == ("secrecy-against-publication/publication", Severity.ERROR)
    assert veto.place == "agreement/publication"
    assert findings(build(), library, today) == ()


@pytest.mark.parametrize(
    ("text", "is_fine"),
    [
        ("We talk to nobody else.", False),
        ("We talk to nobody else for three months.", True),
        ("We talk to nobody else until the contract is signed.", True),
    ],
)
def test_an_edited_promise_of_exclusivity_names_its_end_too(build, found, text, is_fine):
    build.choose("exclusivity", included=True, option="lock_out", own_text=text)

    assert found(build) == (set() if is_fine else {"exclusivity-needs-end"})


def test_a_clause_that_promises_nothing_needs_no_end(build, found):
    assert found(build.choose("exclusivity", included=True, option="none")) == set()


def test_personal_data_puts_the_agreement_and_the_assessment_on_the_checklist(build, library):
    before = checklist(build(), library)
    build.answer("data.flows", ("yes",)).answer("data.personal", ("yes",))
    after = checklist(build(), library)

    assert before == ()
    assert [line.split(",")[0] for line in after[:2]] == [
        "Data agreement",
        "Data protection impact assessment",
    ]


def test_every_dependency_leads_to_a_clause_or_a_screen_where_it_is_mended(build, library, today):
    build.parties("Southmoor Health Trust").paper(Paper.MEMORANDUM)
    for question in (
        "approvals.students",
        "approvals.confidential",
        "data.flows",
        "data.personal",
        "money.grant",
    ):
        build.answer(question, ("yes",))
    build.answer("wants.publication", ("yes",), Side.ACADEMIC).answer("money.moves", ("no",))
    build.choose("results", option="company_confidential").choose("publication", option="consent")
    build.choose("exclusivity", included=True, option="lock_out").choose("law", included=False)
    build.position("results", Side.INDUSTRY, "company_confidential")

    places = {finding.id.split("/")[0]: finding.place for finding in findings(build(), library, today)}

    assert len(places) >= 12
    assert all(place.removeprefix("agreement/") in library.clauses for place in places.values())


@pytest.mark.parametrize(
    ("moves", "option", "clashes"),
    [
        ("no", "company_part", True),
        ("no", "matched", True),
        ("no", "own_costs", False),
        ("yes", "own_costs", True),
        ("yes", "full_and_margin", False),
        ("yes", "joint_grant", False),
    ],
)
def test_the_clause_on_funding_and_the_answer_on_money_say_the_same(build, found, moves, option, clashes):
    build.choose("funding", option=option)
    before = found(build)
    build.answer("money.moves", (moves,))

    assert before == set()
    assert found(build) == ({"payment-against-answers"} if clashes else set())


def test_an_edited_clause_on_funding_is_not_measured_by_its_option(build, found):
    build.choose("funding", own_text="We pay by the hour.").answer("money.moves", ("yes",))

    assert found(build) == set()


@pytest.mark.parametrize("option", FOR_SEVERAL)
def test_an_option_written_for_several_parties_settles_the_question_of_models(build, found, option):
    build.parties("Southmoor Health Trust").choose("governance", option="steering_group")
    build.choose("changes", option="accession")
    before = found(build)
    build.choose("results", option=option)

    assert "parties-need-consortium" in before
    assert "parties-need-consortium" not in found(build)
