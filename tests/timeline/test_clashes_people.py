from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.document import Document
from planner.model import Organisation
from planner.terms import Severity, Side
from tests.timeline.asked import (
    MONDAY,
    answer,
    in_country,
    later,
    mends,
    not_assessed,
    severities,
    silent,
    silent_when_none_is_planned,
)
from tests.timeline.plans import PARTNERSHIP, activity, assumed, clock, link, milestone, plan, said

# Hiring

HIRING = "r16-recruit-after-award"


def award(day=MONDAY, **fields):
    return milestone("Award", day, kind="award", **fields)


def signed(day=MONDAY):
    return milestone("Contract signed", day, kind="contract_signed")


def fellow(day, **fields):
    return milestone("Fellow starts", day, "academic", kind="staff_start", **fields)


@given(st.integers(-400, 400))
def test_hiring_is_an_error_below_three_months_and_a_warning_until_notice_is_served(days):
    found = severities(plan(award(), fellow(later(days))), HIRING)

    expected = [Severity.ERROR] if days < 90 else [Severity.WARNING] if days < 180 else []
    assert found == expected


def test_hiring_counts_from_the_later_of_award_and_contract():
    contract = signed(later(30))
    snapshot = plan(award(), contract, fellow(later(100)))

    (clash,) = said(snapshot, HIRING)

    assert clash.severity is Severity.ERROR
    assert clash.message == (
        "Fellow starts (9 Jun 2027) comes 70 calendar days behind Contract signed (31 Mar 2027); "
        "hiring takes 90 calendar days, and notice 28 to 90 calendar days more."
    )
    assert clash.about[1] == contract.id
    assert clash.sources[0].endswith("(our assumption)")
    assert mends(snapshot, clash, HIRING)


def test_that_somebody_is_in_post_can_be_said_beside_the_clash():
    snapshot = plan(award(), fellow(later(10)))

    (clash,) = said(snapshot, HIRING)
    document = Document(snapshot.entities())
    clash.remedies[1].apply(document)

    assert said(document.snapshot(), HIRING) == []


def test_who_is_in_post_needs_no_hiring():
    assert silent(award(), fellow(later(10), traits=("plan.in_post=yes",)), rule=HIRING)


def test_a_hire_before_the_award_says_so_and_parameters_can_be_replaced():
    (clash,) = said(plan(award(), fellow(later(-5))), HIRING)
    quick = assumed(f"{HIRING}.recruit_days", "20")

    assert "comes 5 calendar days ahead of Award" in clash.message
    assert severities(plan(award(), fellow(later(30)), quick), HIRING) == [Severity.WARNING]


def test_a_hire_without_award_or_contract_is_not_assessed_unless_none_is_planned():
    hired = fellow(later(10))

    assert "no date for an award or a signed contract" in not_assessed(plan(hired), HIRING)
    assert silent_when_none_is_planned(HIRING, hired)
    assert "No date yet: Award." in not_assessed(plan(hired, award(None)), HIRING)
    assert "No date yet: Fellow starts." in not_assessed(plan(fellow(None), award()), HIRING)
    assert silent(award(), rule=HIRING)


def test_hiring_is_judged_by_the_negotiation_where_no_signature_is_planned():
    talks = activity("Talks", MONDAY, 31, "joint", kind="contract_negotiation")

    (clash,) = said(plan(talks, fellow(later(90))), HIRING)

    assert "60 calendar days behind Talks (31 Mar 2027)" in clash.message


def test_hiring_is_a_british_rule():
    hired = (award(), fellow(later(10)))

    assert said(in_country("DE", "DE", *hired), HIRING) == []
    assert said(in_country("DE", "GB", *hired), HIRING) == []
    assert len(said(in_country("GB", "DE", *hired), HIRING)) == 1
    assert "No organisation's country is known." in not_assessed(in_country("", "", *hired), HIRING)


# Student projects

STUDENT = "r33-student-window"


def proposal(day):
    return milestone("Topic sent in", day, kind="student_proposal")


def project(day=date(2027, 6, 1), need="none"):
    traits = (f"plan.student_needed_by={need}",) if need else ()
    return activity("Summer project", day, 76, kind="student_project", traits=traits)


@given(st.dates(date(2026, 10, 1), date(2027, 5, 31)))
def test_a_student_project_has_to_be_proposed_by_the_middle_of_january(day):
    fires = bool(said(plan(proposal(day), project()), STUDENT))

    assert fires is (day > date(2027, 1, 15))


def test_a_late_proposal_offers_the_next_summer():
    snapshot = plan(proposal(date(2027, 2, 1)), project())

    (clash,) = said(snapshot, STUDENT)

    assert "is 17 calendar days too late for Summer project" in clash.message
    assert clash.remedies[0].label == "Move Summer project to 1 Jun 2028"
    assert mends(snapshot, clash, STUDENT)


@given(st.dates(date(2027, 6, 1), date(2027, 12, 31)))
def test_a_student_project_ends_in_the_middle_of_august(needed):
    found = said(plan(proposal(date(2027, 1, 15)), project(need=needed.isoformat())), STUDENT)

    assert bool(found) is (needed < date(2027, 8, 15))


def test_a_need_before_the_end_of_summer_names_both_days_and_when_marks_come():
    (clash,) = said(plan(proposal(date(2027, 1, 15)), project(need="2027-07-31")), STUDENT)

    assert "by 31 Jul 2027, 15 calendar days before summer projects end (15 Aug 2027)" in clash.message
    assert "15 Sep 2027" in clash.advice


def test_a_student_project_lacks_its_proposal_its_date_or_its_answer():
    only = project()

    assert "when the project is proposed" in not_assessed(plan(only), STUDENT)
    assert silent_when_none_is_planned(STUDENT, only)
    assert "for which summer" in not_assessed(plan(proposal(MONDAY)), STUDENT)
    assert "No date yet: Summer project." in not_assessed(plan(proposal(MONDAY), project(None)), STUDENT)
    unsaid = plan(proposal(date(2027, 1, 1)), project(need=""))
    assert "Not answered for Summer project" in not_assessed(unsaid, STUDENT)
    assert silent(award(), rule=STUDENT)


def test_a_day_of_the_year_that_is_none_leaves_ours():
    found = (proposal(date(2027, 2, 1)), project())

    for nonsense in ("soon", "02-30", "2-1"):
        assert len(said(plan(*found, assumed(f"{STUDENT}.msc_proposal", nonsense)), STUDENT)) == 1
    assert said(plan(*found, assumed(f"{STUDENT}.msc_proposal", "02-28")), STUDENT) == []


# Doctorates

PHD = "r34-phd-on-critical-path"


def doctorate(day=MONDAY):
    return milestone("Doctorate begins", day, "academic", kind="student_start")


def release(day, says="yes"):
    traits = (f"plan.needs_phd={says}",) if says else ()
    return milestone("Release", day, "industry", kind="release", traits=traits)


@given(st.integers(-200, 800))
def test_a_release_leaves_a_doctorate_its_first_year(days):
    found = said(plan(doctorate(), release(later(days))), PHD)

    assert bool(found) is (days < 365)


def test_a_release_in_the_first_year_of_a_doctorate_can_be_moved():
    long = activity("Release", later(90), 11, "industry", kind="release", traits=("plan.needs_phd=yes",))
    snapshot = plan(doctorate(), long)

    (clash,) = said(snapshot, PHD)

    assert "counts on the doctorate 100 calendar days after it begins (1 Mar 2027)" in clash.message
    assert "1,461 calendar days" in clash.advice
    assert mends(snapshot, clash, PHD)


def test_only_releases_that_count_on_the_doctorate_matter():
    assert silent(doctorate(), release(later(100), "no"), rule=PHD)
    assert "Does it depend on" in not_assessed(plan(doctorate(), release(later(100), "")), PHD)
    assert silent(doctorate(), release(later(365), ""), rule=PHD)
    assert silent(release(later(100), ""), rule=PHD)


def test_a_doctorate_without_a_start_is_not_assessed():
    needing = release(later(100))

    assert "when the doctorate begins" in not_assessed(plan(needing), PHD)
    assert silent_when_none_is_planned(PHD, needing)
    assert "No date yet: Doctorate begins." in not_assessed(plan(needing, doctorate(None)), PHD)
    assert "No date yet: Release." in not_assessed(plan(release(None), doctorate()), PHD)


INTAKE = "r35-phd-start"
ICASE = answer("plan.grant_scheme", "epsrc_icase")


@pytest.mark.parametrize(
    ("awarded", "latest"),
    [
        (date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 10, 1), date(2027, 10, 1)),
        (date(2027, 3, 1), date(2027, 10, 1)),
    ],
)
def test_a_studentship_begins_by_the_first_october_strictly_after_its_award(awarded, latest):
    assert silent(ICASE, award(awarded), doctorate(latest), rule=INTAKE)
    assert severities(plan(ICASE, award(awarded), doctorate(later(1, latest))), INTAKE) == [Severity.WARNING]


def test_a_late_studentship_is_brought_forward_unless_its_links_hold_it():
    given_in, begins = award(), doctorate(date(2027, 11, 1))
    recruit = activity("Recruit", date(2027, 9, 1), 61)
    snapshot = plan(ICASE, given_in, begins)

    (clash,) = said(snapshot, INTAKE)
    (held,) = said(plan(ICASE, given_in, begins, recruit, link(recruit, begins)), INTAKE)

    assert "is 31 calendar days behind the intake" in clash.message
    assert mends(snapshot, clash, INTAKE)
    assert held.remedies == ()


def test_an_intake_needs_the_scheme_only_where_it_matters():
    late = (award(), doctorate(date(2027, 11, 1)))

    assert "Which scheme" in not_assessed(plan(*late), INTAKE)
    assert silent(award(), doctorate(date(2027, 9, 1)), rule=INTAKE)
    assert silent(answer("plan.grant_scheme", "other"), *late, rule=INTAKE)
    assert said(in_country("DE", "FR", ICASE, *late), INTAKE) == []


def test_an_intake_without_its_award_is_not_assessed():
    begins = doctorate()

    assert "no date for the award" in not_assessed(plan(ICASE, begins), INTAKE)
    assert "Which scheme" in not_assessed(plan(begins), INTAKE)
    assert silent_when_none_is_planned(INTAKE, ICASE, begins)
    assert "No date yet: Award." in not_assessed(plan(ICASE, begins, award(None)), INTAKE)
    assert silent(ICASE, award(), rule=INTAKE)


# Summers without pay

SUMMER = "r36-us-summer"
UNPAID = answer("plan.summer_effort", "unpaid")


def work(first, days=10, **fields):
    return activity("Analysis", first, days, kind="analysis", **fields)


@given(st.dates(date(2027, 5, 1), date(2027, 9, 30)))
def test_work_in_an_unpaid_us_summer(day):
    found = said(in_country("US", "US", UNPAID, work(day, 1)), SUMMER)

    assert bool(found) is (date(2027, 5, 23) <= day <= date(2027, 8, 22))


def test_one_finding_for_each_summer_names_what_meets_it_and_moves_it_behind():
    first, second = work(date(2027, 6, 1)), activity("Writing", date(2027, 7, 1), 10, kind="writing")
    snapshot = in_country("US", "US", UNPAID, first, second)

    (clash,) = said(snapshot, SUMMER)

    assert "Analysis and Writing at Northfield University run into a summer without pay" in clash.message
    assert "23 May 2027 to 22 Aug 2027" in clash.message
    assert mends(snapshot, clash, SUMMER)


def test_work_that_began_in_term_is_not_offered_to_be_moved():
    (clash,) = said(in_country("US", "US", UNPAID, work(date(2027, 5, 1), 60)), SUMMER)

    assert clash.remedies == ()


def test_the_university_s_own_summer_counts_before_the_usual_one():
    own = clock(
        Organisation(
            id=work(MONDAY).organisation_id,
            partnership_id=PARTNERSHIP.id,
            name="Own",
            side=Side.ACADEMIC,
        ),
        off_contract=(date(2027, 6, 10), date(2027, 8, 31)),
    )

    assert said(in_country("US", "US", UNPAID, *own, work(date(2027, 5, 25), 10)), SUMMER) == []
    assert len(said(in_country("US", "US", UNPAID, *own, work(date(2027, 8, 25), 2)), SUMMER)) == 1


def test_summers_matter_to_unpaid_faculty_of_us_universities_only():
    busy = work(date(2027, 6, 1))

    for answered in ("paid", "all_year"):
        assert said(in_country("US", "US", answer("plan.summer_effort", answered), busy), SUMMER) == []
    assert "Who does the academic work" in not_assessed(in_country("US", "US", busy), SUMMER)
    assert said(in_country("GB", "US", UNPAID, busy), SUMMER) == []
    elsewhere = activity("Build", date(2027, 6, 1), lane="industry", kind="development")
    nobody = work(date(2027, 6, 1), effort_percent=0)
    assert said(in_country("US", "US", UNPAID, elsewhere, nobody), SUMMER) == []
    other = Organisation(partnership_id=PARTNERSHIP.id, name="Ash", side=Side.ACADEMIC, country="US")
    assert said(in_country("US", "US", UNPAID, other, work(MONDAY, 1)), SUMMER) == []
    theirs = work(date(2027, 6, 1), organisation_id=other.id)
    assert len(said(in_country("GB", "US", UNPAID, other, theirs), SUMMER)) == 1
