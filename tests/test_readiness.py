from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import readiness
from planner.document import Document
from planner.errors import Refused
from planner.library import Library, standard_library
from planner.model import Answer, Partnership, Rating
from planner.terms import Basis, Screen, Seat, Severity, Side

TODAY = date(2026, 12, 9)
LIBRARY = standard_library()
PACE, PEOPLE = "culture.pace", "people.lead_deputy"


def opened(seat=Seat.FACILITATOR):
    return Document([Partnership(title="Mindful Campus", seat=seat)])


@pytest.fixture
def document():
    return opened()


def rated(document, topic, academic=None, industry=None, today=TODAY):
    for side, value in ((Side.ACADEMIC, academic), (Side.INDUSTRY, industry)):
        if value is not None:
            readiness.rate(document, topic, side, value, today)


def view_of(document, topic):
    views = readiness.ratings(document.snapshot(), LIBRARY)
    return next(view for view in views if view.topic.key == topic)


def findings(document, rule=""):
    found = readiness.findings(document.snapshot(), LIBRARY, TODAY)
    return [f for f in found if not rule or f.id.split("/")[0] == rule]


@pytest.mark.parametrize(
    ("academic", "industry", "distance", "state"),
    [
        (2, 4, 2, "apart"),
        (5, 1, 4, "apart"),
        (3, 4, 1, "near"),
        (4, 4, 0, "together"),
        (3, None, None, "one side only"),
        (None, None, None, "not rated"),
    ],
)
def test_a_topic_says_how_the_two_ratings_stand(document, academic, industry, distance, state):
    rated(document, PACE, academic, industry)

    view = view_of(document, PACE)

    assert (view.distance, view.state) == (distance, state)


def test_the_latest_rating_of_each_side_counts(document):
    rated(document, PACE, academic=5, today=date(2026, 12, 1))
    rated(document, PACE, academic=2, today=date(2026, 6, 1))

    assert view_of(document, PACE).academic.value == 5


def test_rating_again_on_the_same_day_replaces_and_another_day_adds(document):
    rated(document, PACE, academic=2)
    rated(document, PACE, academic=4)
    assert [r.value for r in document.snapshot().all(Rating)] == [4]
    rated(document, PACE, academic=5, today=date(2027, 3, 1))

    assert [r.value for r in document.snapshot().all(Rating)] == [4, 5]


def test_the_other_sides_rating_is_a_guess_from_one_sides_seat():
    document = opened(Seat.ACADEMIC)
    rated(document, PACE, academic=4, industry=3)

    view = view_of(document, PACE)
    (finding,) = findings(document, "ratings-unconfirmed")

    assert (view.academic.confirmed, view.industry.confirmed, view.is_confirmed) == (True, False, False)
    assert finding.message == "1 rating for the industry side is a guess, not confirmed by it."
    assert finding.place == f"readiness/{PACE}"


def test_a_side_confirms_a_guess_by_rating_for_itself():
    document = opened(Seat.ACADEMIC)
    rated(document, PACE, industry=3)
    rated(document, PEOPLE, industry=3)
    assert findings(document, "ratings-unconfirmed")[0].message.startswith(
        "2 ratings for the industry side are"
    )
    document.set(document.partnership, "seat", Seat.INDUSTRY)
    rated(document, PACE, industry=3)
    rated(document, PEOPLE, industry=2)

    assert findings(document, "ratings-unconfirmed") == []


@pytest.mark.parametrize("value", [0, 6])
def test_a_rating_outside_the_scale_is_refused_and_nothing_changes(document, value):
    with pytest.raises(Refused, match="This is"):
        readiness.rate(document, PACE, Side.ACADEMIC, value, TODAY)
    rated(document, PACE, academic=3)
    with pytest.raises(Refused, match="This is"):
        readiness.rate(document, PACE, Side.ACADEMIC, value, TODAY)

    assert view_of(document, PACE).academic.value == 3


def test_both_sides_together_cannot_rate(document):
    with pytest.raises(Refused, match="Each side rates for itself"):
        readiness.rate(document, PACE, Side.JOINT, 3, TODAY)


def test_differences_come_furthest_apart_first(document):
    rated(document, PACE, 2, 4)
    rated(document, PEOPLE, 3, 3)
    rated(document, "resources.time", 1, 4)
    rated(document, "data.systems", 1)

    found = readiness.differences(document.snapshot(), LIBRARY)

    assert [view.topic.key for view in found] == ["resources.time", PACE]


def test_coverage_counts_what_was_looked_at_and_forecasts_nothing(document):
    rated(document, PACE, 2, 4)
    rated(document, PEOPLE, 3)

    covered = readiness.coverage(document.snapshot(), LIBRARY)

    assert (covered.topics, covered.by_academic, covered.by_industry, covered.by_both) == (12, 2, 1, 1)
    assert covered.sentence == "Coverage: 1 of 12 topics rated by both sides."


def gate(document):
    return readiness.gate_state(document.snapshot(), LIBRARY)


def answer_all(document, reply="yes"):
    for key in LIBRARY.gate:
        readiness.answer_gate(document, key, reply)


def test_the_gate_starts_unanswered(document):
    assert len(gate(document).unanswered) == 15
    assert gate(document).sentence == "0 of 10 red and 0 of 5 amber questions answered yes."


def test_the_gate_counts_each_colour(document):
    answer_all(document)
    readiness.answer_gate(document, "gate.r10", "no")
    readiness.answer_gate(document, "gate.r09", None)
    readiness.answer_gate(document, "gate.r09", None)
    readiness.answer_gate(document, "gate.a15", "not_sure")

    state = gate(document)

    assert state.sentence == "8 of 10 red and 4 of 5 amber questions answered yes."
    assert [q.key for q in state.no] == ["gate.r10"]
    assert [q.key for q in state.not_sure] == ["gate.a15"]
    assert [q.key for q in state.unanswered] == ["gate.r09"]


def test_an_answer_that_says_nothing_leaves_the_question_unanswered(document):
    document.add(Answer(partnership_id=document.partnership.id, question="gate.r01", chosen=()))

    assert len(gate(document).unanswered) == 15


def test_a_red_no_asks_to_be_fixed_first_and_says_that_the_wording_is_adapted(document):
    answer_all(document)
    readiness.answer_gate(document, "gate.r10", "no")

    (finding,) = [f for f in findings(document) if f.tag == "gate"]

    assert (finding.id, finding.severity) == ("gate/gate.r10", Severity.WARNING)
    assert (
        finding.message == "A way out and a plan for setbacks are agreed: answered no; fix before you go on."
    )
    assert (finding.screen, finding.place) == (Screen.READINESS, "readiness/gate.r10")
    assert finding.basis is Basis.NEIGHBOUR
    assert "ABPI joint working process" in finding.sources
    assert "Adapted" in finding.advice


def test_an_amber_no_and_a_not_sure_are_worth_knowing(document):
    answer_all(document)
    readiness.answer_gate(document, "gate.a11", "no")
    readiness.answer_gate(document, "gate.r01", "not_sure")

    found = [f for f in findings(document) if f.tag == "gate"]

    assert [(f.id, f.severity) for f in found] == [
        ("gate/gate.a11", Severity.INFO),
        ("gate/gate.r01", Severity.INFO),
    ]
    assert found[0].message.endswith("answered no; settle it at the outset.")


def test_what_nobody_looked_at_is_not_assessed_and_never_a_pass(document):
    found = findings(document)

    assert {f.severity for f in found} == {Severity.NOT_ASSESSED}
    assert [f.message for f in found] == [
        "Before you go on: 15 questions still have no answer.",
        "Coverage: 0 of 12 topics rated by both sides.",
    ]


def test_a_whole_picture_without_faults_leaves_nothing_to_say(document):
    answer_all(document)
    for topic in LIBRARY.topics:
        rated(document, topic, 4, 5)

    assert findings(document) == []
    assert readiness.ranked_advice(document.snapshot(), LIBRARY) == ()


def test_topics_that_are_weak_or_apart_are_findings_of_ours(document):
    rated(document, "data.systems", 2, 2)
    rated(document, PACE, 2, 4)

    (weak,), (apart,) = findings(document, "topic-weak"), findings(document, "topic-apart")

    assert weak.severity is Severity.WARNING
    assert weak.advice == LIBRARY.topics["data.systems"].advice
    assert weak.message.endswith(": both sides rate it 2 of 5 or lower.")
    assert (apart.severity, apart.place) == (Severity.INFO, f"readiness/{PACE}")
    assert apart.message.endswith(": the two sides are 2 steps apart.")
    assert {weak.basis, apart.basis} == {Basis.PLANNER}


def test_advice_comes_in_the_order_of_its_need_with_the_reason(document):
    readiness.answer_gate(document, "gate.r10", "no")
    readiness.answer_gate(document, "gate.a11", "no")
    rated(document, "users.involved", 4, 4)
    rated(document, PEOPLE, 3)
    rated(document, "resources.time", 1, 4)
    rated(document, "data.systems", 2, 2)

    advice = readiness.ranked_advice(document.snapshot(), LIBRARY)

    assert [a.place.removeprefix("readiness/") for a in advice] == [
        "gate.r10",
        "resources.time",
        "data.systems",
        PEOPLE,
    ]
    assert advice[0].text == "Put this right before you go on: A way out and a plan for setbacks are agreed."
    assert advice[1].reason.endswith(": the two sides rate it 1 and 4 of 5, 3 steps apart.")
    assert advice[2].reason.endswith(": the two sides rate it 2 and 2 of 5.")
    assert advice[3].reason.endswith(": the academic side rates it 3 of 5.")


@given(academic=st.integers(1, 5), industry=st.integers(1, 5))
def test_apart_and_weak_never_come_together(academic, industry):
    document = opened()
    rated(document, PACE, academic, industry)

    assert len(findings(document, "topic-apart")) == (abs(academic - industry) >= readiness.APART)
    assert len(findings(document, "topic-weak")) == (max(academic, industry) <= readiness.WEAK)


def test_undo_takes_a_rating_back(document):
    rated(document, PACE, 2)

    document.undo()

    assert view_of(document, PACE).state == "not rated"


def test_a_renamed_question_keeps_its_answers_and_a_retired_one_is_not_asked(document, tmp_path):
    content = """
    [[topic]]
    key = "pace"
    aliases = ["culture.pace"]
    theme = "Culture"
    statement = "The pace is settled"
    advice = "Settle it."
    basis = "planner"
    [[topic]]
    key = "old"
    retired = true
    theme = "Culture"
    statement = "Letters are answered"
    advice = "Answer them."
    basis = "planner"
    [[gate]]
    key = "gate.open"
    aliases = ["gate.r09"]
    colour = "red"
    number = 1
    statement = "The doors are open"
    basis = "planner"
    [[gate]]
    key = "gate.old"
    retired = true
    colour = "red"
    number = 2
    statement = "The fax is on"
    basis = "planner"
    """
    (tmp_path / "readiness.toml").write_text(content, encoding="utf-8")
    library = Library(tmp_path)
    rated(document, "culture.pace", 2)
    readiness.answer_gate(document, "gate.r09", "yes")

    (view,) = readiness.ratings(document.snapshot(), library)
    state = readiness.gate_state(document.snapshot(), library)

    assert view.academic.value == 2
    assert state.sentence == "1 of 1 red and 0 of 0 amber questions answered yes."
