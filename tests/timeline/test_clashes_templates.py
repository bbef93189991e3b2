"""What the rules say about our own templates, just inserted: a few true warnings, and no flood."""

from __future__ import annotations

from datetime import date

import pytest

from planner.document import Document
from planner.model import Organisation, Partnership
from planner.terms import Severity, Side
from planner.timeline.clashes import findings
from planner.timeline.plan_questions import say
from planner.timeline.templates import insert_template
from tests.timeline.plans import LIBRARY, TODAY

GRAVE = (Severity.ERROR, Severity.WARNING)
MOST_NOT_ASSESSED = 12


def inserted(key: str, country: str = "GB") -> Document:
    """An empty partnership of a university and a company with one template."""
    partnership = Partnership(title="Plan")
    document = Document([partnership])
    for name, side in (("Northfield University", Side.ACADEMIC), ("Brightpath Digital Ltd", Side.INDUSTRY)):
        document.add(Organisation(partnership_id=partnership.id, name=name, side=side, country=country))
    insert_template(document, LIBRARY, key, date(2027, 1, 11))
    return document


def grave(document: Document) -> list[str]:
    """The rules that find something grave."""
    found = findings(document.snapshot(), LIBRARY, TODAY)
    return [finding.id.split("/")[0] for finding in found if finding.severity in GRAVE]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # The associate starts 121 days behind the agreement: three months to hire leave one for notice.
        ("ktp", ["r16-recruit-after-award"]),
        ("industry-funded", []),
        ("studentship", []),
        ("digital-health-nhs", []),
        # A voucher is paid in arrears, and its standard terms take less time than others needed.
        ("voucher-consultancy", ["r05-contract-lead", "r29-payment-cashflow"]),
        ("us-sbir-sttr", []),
    ],
)
def test_a_template_just_inserted_is_not_drowned_in_warnings(key, expected):
    document = inserted(key)

    missing = [
        f for f in findings(document.snapshot(), LIBRARY, TODAY) if f.severity is Severity.NOT_ASSESSED
    ]

    assert sorted(grave(document)) == expected
    assert len(missing) <= MOST_NOT_ASSESSED


def test_a_us_small_business_plan_that_says_its_scheme_hears_of_its_decision_time():
    document = inserted("us-sbir-sttr", "US")

    say(document, LIBRARY.plan_questions["plan.grant_scheme"], "nih_sbir")

    assert "r18-grant-optimism" in grave(document)
