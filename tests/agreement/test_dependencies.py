from datetime import date
from decimal import Decimal

import pytest

from planner.agreement.clauses import binding_clauses
from planner.agreement.dependencies import findings
from planner.model import Activity, Person, RoleActivity
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

    assert before == set()
    assert "ownership-without-payment" in found(build)


def test_a_company_that_pays_may_want_to_own(build, found):
    build.answer("money.moves", ("yes",)).answer("money.amount", Decimal(10))

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


def with_review(build, start, *, clause="publication"):
    build.answer("approvals.students", ("yes",))
    build.add(Activity, name="Partner review", clause=clause, start_on=start)
    return build


def test_a_thesis_the_clause_protects_waits_for_the_review_only(build, library, today, found):
    build.answer("approvals.thesis_on", date(2027, 9, 1), Side.ACADEMIC)
    in_time = found(with_review(build, date(2027, 8, 2)))
    build.add(Activity, name="Second review", kind="publication_review", start_on=date(2027, 8, 3))

    (late,) = findings(build(), library, today)

    assert in_time == set()
    assert "2 Sep 2027, after the thesis is due on 1 Sep 2027" in late.message


def test_a_thesis_date_that_is_not_known_yet_is_no_clash(build, found):
    build.answer("approvals.thesis_on", None, Side.ACADEMIC, not_sure=True)

    assert found(with_review(build, date(2027, 7, 1))) == set()


def test_a_conference_waits_for_the_delay_as_well(build, library, today):
    with_review(build, date(2027, 7, 1))
    build.add(Activity, name="Conference", is_milestone=True, start_on=date(2027, 9, 1))

    (late,) = findings(build(), library, today)

    assert "29 Sep 2027, after “Conference” on 1 Sep 2027" in late.message


@pytest.mark.parametrize(
    ("milestone", "option"),
    [
        ({"name": "Conference", "deadline_on": date(2027, 9, 29)}, ""),
        ({"name": "Conference", "deadline_on": date(2027, 6, 1)}, ""),
        ({"name": "Conference"}, ""),
        ({"name": "Party", "deadline_on": date(2027, 8, 1)}, ""),
        ({"name": "Conference", "deadline_on": date(2027, 8, 1)}, "free"),
    ],
)
def test_dates_that_leave_room_or_do_not_depend_on_the_review_are_fine(build, found, milestone, option):
    with_review(build, date(2027, 7, 1)).choose("publication", option=option)
    build.add(Activity, is_milestone=True, **milestone)
    build.add(Activity, name="Undated review", kind="publication_review")
    build.add(Activity, name="Something else", start_on=date(2027, 7, 1))

    assert found(build) == set()


def test_an_edited_clause_on_publication_is_not_measured_by_its_old_values(build, found):
    build.choose("publication", own_text="Theses are free.", values=(("review_days", "180"),))

    assert found(build) == set()


def test_secrets_before_signature_need_an_agreement_that_is_signed(build, found):
    build.paper(Paper.MEMORANDUM).answer("approvals.confidential", ("yes",))
    without = found(build)
    build.answer("approvals.nda", ("signed",))

    assert without == {"secrets-without-agreement"}
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
