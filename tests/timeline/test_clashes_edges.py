"""No rule fails where the calendar ends, whatever is answered, and whoever takes part."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document
from planner.model import Activity, Answer, Assumption, Entity, Link
from planner.terms import Lane, LinkKind
from planner.timeline.clashes import findings
from tests.timeline.asked import in_country
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, TODAY, clock

KINDS = sorted({kind for rule in LIBRARY.clash_rules.values() for kind in rule.params.get("kinds", ())})
KINDS += ["award", "grant_deadline", "grant_submission", "invoice", "income", "letter_requested", "runway"]
KINDS += ["support_letter", "costed_draft", "final_documents", "patent_filing", "foreign_filing"]
KINDS += ["publication_review", "thesis_submission", "confidentiality_end", "student_project"]
KINDS += ["student_proposal", "contract_signed", "results_ready", "kickoff", "scoping", "first_contact"]
DAYS = [date.min, date(1, 1, 2), date(2026, 12, 31), date(2028, 2, 29), date(9999, 12, 30), date.max]
ORGANISATIONS = {Lane.ACADEMIC: NORTHFIELD.id, Lane.INDUSTRY: BRIGHTPATH.id, Lane.JOINT: None}


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Something of a kind that rules look at, on a day at an edge, with any answers."""
    kind, lane = draw(st.sampled_from(KINDS)), draw(st.sampled_from(list(Lane)))
    traits = tuple(
        f"{question.key}={draw(st.sampled_from([o.key for o in question.options] + EXTREME[question.kind]))}"
        for question in LIBRARY.plan_questions.values()
        if kind in question.about and draw(st.booleans())
    )
    days = draw(st.sampled_from([0, 1, 40, 36_500]))
    return Activity(
        partnership_id=PARTNERSHIP.id,
        name=kind,
        kind=kind,
        lane=lane,
        organisation_id=ORGANISATIONS[lane],
        is_milestone=days == 0,
        start_on=draw(st.sampled_from([None, *DAYS])),
        min_days=0,
        likely_days=days,
        late_days=days,
        effort_percent=draw(st.sampled_from([None, 0, 50])),
        traits=traits,
    )


EXTREME = {"choice": ["nonsense"], "date": ["0001-01-01", "9999-12-31"], "number": ["0", "123456789"]}


def answers() -> st.SearchStrategy[list[Entity]]:
    """Some answers about the plan, each at one of its edges."""
    asked = [question for question in LIBRARY.plan_questions.values() if not question.about]
    made = [
        Answer(partnership_id=PARTNERSHIP.id, question=question.key, chosen=(option.key,))
        for question in asked
        for option in question.options
    ]
    dates = [
        Answer(partnership_id=PARTNERSHIP.id, question=question.key, on_date=day)
        for question in asked
        if question.kind == "date"
        for day in (date.min, date.max)
    ]
    return st.lists(st.sampled_from([*made, *dates]), max_size=6, unique_by=lambda each: each.question)


def replaced() -> st.SearchStrategy[list[Entity]]:
    """Some parameters replaced by the most or the least that is accepted, or by nonsense."""
    names = [f"{rule.key}.{name}" for rule in LIBRARY.clash_rules.values() for name in rule.params]
    made = st.builds(
        lambda key, value: Assumption(partnership_id=PARTNERSHIP.id, key=key, value=value),
        st.sampled_from(names),
        st.sampled_from(["36500", "-36500", "0", "nonsense", "12-31", "02-29", ""]),
    )
    return st.lists(made, max_size=4, unique_by=lambda each: each.key)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(activities(), min_size=1, max_size=8),
    answers(),
    replaced(),
    st.sampled_from(["GB", "US", "DE", ""]),
    st.sampled_from(DAYS),
)
def test_no_rule_fails_at_the_edges_of_the_calendar(planned, answered, own, country, cash_ends):
    pairs = pairwise(planned)
    links = [
        Link(
            partnership_id=PARTNERSHIP.id,
            before_id=before.id,
            after_id=after.id,
            kind=LinkKind.FINISH_START,
        )
        for before, after in pairs
    ]
    lasts = clock(BRIGHTPATH, runway=(date.min, cash_ends))
    snapshot = in_country(country, "GB", *lasts, *planned, *links, *answered, *own)

    found = findings(snapshot, LIBRARY, TODAY)

    assert len({finding.id for finding in found}) == len(found)
    for remedy in (remedy for finding in found for remedy in finding.remedies):
        document = Document(snapshot.entities())
        remedy.apply(document)
        assert document.undo_label in (remedy.label, "")
        starts = [change.value for change in remedy.amendments if change.field == "start_on"]
        starts += [made.start_on for made in remedy.added if isinstance(made, Activity)]
        assert all(start.weekday() < 5 for start in starts), remedy.label
