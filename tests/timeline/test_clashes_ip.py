from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.terms import Severity
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
from tests.timeline.plans import TODAY, activity, assumed, link, mended, milestone, plan, said

FIRST, YEAR = "r22-file-before-disclose", "r23-priority-year"
PATENTABLE = answer("plan.patentable", "yes")


def filing(day=MONDAY, name="Filing"):
    return milestone(name, day, kind="patent_filing")


def poster(day, kind="poster"):
    return milestone("Poster", day, "academic", kind=kind)


# File first


@given(st.integers(-60, 60))
def test_what_is_shown_on_the_day_of_filing_or_before_is_an_error(days):
    found = severities(plan(PATENTABLE, filing(), poster(later(days))), FIRST)

    assert found == ([Severity.ERROR] if days <= 0 else [])


@pytest.mark.parametrize(
    "kind",
    [
        "paper_published",
        "preprint",
        "conference_talk",
        "poster",
        "showcase",
        "product_demo_public",
        "thesis_public",
    ],
)
def test_every_public_event_counts_and_can_be_moved_behind_the_filing(kind):
    snapshot = plan(PATENTABLE, filing(), poster(later(-10), kind))

    (clash,) = said(snapshot, FIRST)

    assert "is public on 19 Feb 2027, 10 calendar days before Filing (1 Mar 2027)" in clash.message
    assert clash.remedies[0].label == "Move Poster to 2 Mar 2027"
    assert mends(snapshot, clash, FIRST)


def test_the_filing_day_itself_is_too_soon():
    (clash,) = said(plan(PATENTABLE, filing(), poster(MONDAY)), FIRST)

    assert "on the day of Filing" in clash.message


def test_a_publication_that_takes_its_time_is_public_at_its_end():
    paper = activity("Paper", date(2026, 12, 20), 60, kind="publication")
    snapshot = plan(PATENTABLE, filing(), paper)

    (clash,) = said(snapshot, FIRST)

    assert "is public on 17 Feb 2027" in clash.message
    assert mends(snapshot, clash, FIRST)
    assert silent(PATENTABLE, filing(), activity("Paper", MONDAY, 60, kind="publication"), rule=FIRST)


def test_without_any_filing_all_events_make_one_error_that_adding_one_mends():
    snapshot = plan(PATENTABLE, poster(later(5)), poster(later(9), "showcase"))

    (clash,) = said(snapshot, FIRST)

    assert clash.severity is Severity.ERROR
    assert "no patent filing is in the plan" in clash.message
    assert "first on 6 Mar 2027" in clash.message
    assert clash.remedies[0].label == "Add a patent filing on 5 Mar 2027"
    assert said(mended(snapshot, clash), FIRST) == []
    assert said(plan(PATENTABLE, poster(TODAY)), FIRST)[0].remedies == ()


def test_an_event_is_measured_against_the_filing_that_it_waits_for():
    second = filing(later(30), "Second filing")
    shown = poster(later(10))

    assert silent(PATENTABLE, filing(), second, shown, rule=FIRST)
    assert len(said(plan(PATENTABLE, filing(), second, shown, link(second, shown)), FIRST)) == 1


@pytest.mark.parametrize(
    ("university", "company", "fires"),
    [
        ("GB", "US", True),
        ("US", "DE", True),
        ("CH", "US", True),
        ("UK", "US", True),
        ("TR", "US", True),
        ("US", "US", False),
        ("AU", "JP", False),
    ],
)
def test_it_holds_where_a_party_is_in_the_united_kingdom_or_a_european_patent_state(
    university, company, fires
):
    found = said(in_country(university, company, PATENTABLE, filing(), poster(later(-1))), FIRST)

    assert bool(found) is fires


def test_without_a_country_it_is_not_assessed():
    snapshot = in_country("", "", PATENTABLE, filing(), poster(later(-1)))

    assert "No organisation's country is known." in not_assessed(snapshot, FIRST)


def test_whether_a_result_is_patentable_is_asked_only_where_it_matters():
    early = (filing(), poster(later(-1)))

    assert "could be patented" in not_assessed(plan(*early), FIRST)
    assert "could be patented" in not_assessed(plan(poster(MONDAY)), FIRST)
    assert silent(filing(), poster(later(1)), rule=FIRST)
    assert silent(answer("plan.patentable", "no"), *early, rule=FIRST)
    assert silent(PATENTABLE, filing(), rule=FIRST)


def test_events_and_filings_without_a_date_are_not_assessed():
    assert "No date yet: Poster." in not_assessed(plan(PATENTABLE, poster(None), filing()), FIRST)
    assert "No date yet: Filing." in not_assessed(plan(PATENTABLE, poster(MONDAY), filing(None)), FIRST)


# The priority year

NO_SECRET = answer("plan.kept_secret_until", "none")


def abroad(day, **fields):
    return milestone("Filing abroad", day, kind="foreign_filing", **fields)


@pytest.mark.parametrize(
    ("filed", "last"),
    [
        (date(2027, 3, 1), date(2028, 3, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_priority_year_ends_on_the_same_day_twelve_months_on(filed, last):
    late = plan(NO_SECRET, filing(filed), abroad(later(1, last)))

    (clash,) = said(late, YEAR)

    assert silent(NO_SECRET, filing(filed), abroad(last), rule=YEAR)
    assert clash.severity is Severity.ERROR
    assert "1 calendar day behind the priority year" in clash.message
    assert mends(late, clash, YEAR)


@given(st.integers(-100, 800))
def test_a_filing_abroad_comes_within_a_year(days):
    assert bool(said(plan(NO_SECRET, filing(), abroad(later(days))), YEAR)) is (days > 366)


def test_a_filing_abroad_belongs_to_the_filing_that_it_waits_for():
    second, far = filing(later(300), "Second filing"), abroad(later(500))

    assert len(said(plan(NO_SECRET, filing(), second, far), YEAR)) == 1
    assert silent(NO_SECRET, filing(), second, far, link(second, far), rule=YEAR)


def test_a_shorter_year_of_one_s_own_counts():
    own = assumed(f"{YEAR}.priority_months", "6")

    assert len(said(plan(own, NO_SECRET, filing(), abroad(later(200))), YEAR)) == 1


@given(st.integers(1, 1000))
def test_secrets_last_until_the_application_is_published(days):
    until = answer("plan.kept_secret_until", on_date=later(days))

    found = severities(plan(until, filing()), YEAR)

    assert found == ([Severity.INFO] if days > 548 else [])


def test_a_secret_kept_too_long_names_both_days():
    (hint,) = said(plan(answer("plan.kept_secret_until", on_date=date(2029, 1, 1)), filing()), YEAR)

    assert "until 1 Jan 2029" in hint.message
    assert "published about 30 Aug 2028" in hint.message


def test_priority_without_its_first_filing_or_its_answer_is_not_assessed():
    far = abroad(MONDAY)

    assert "first filing" in not_assessed(plan(far), YEAR)
    assert silent_when_none_is_planned(YEAR, far)
    assert "No date yet: Filing." in not_assessed(plan(far, filing(None)), YEAR)
    assert "staying secret" in not_assessed(plan(filing()), YEAR)
    assert silent(poster(MONDAY), rule=YEAR)
