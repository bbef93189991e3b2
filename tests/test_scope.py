"""Scoping: which questions apply, what was said, how far it has come, and what it shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import scope
from planner.document import Document
from planner.library import Library
from planner.library.entries import Question
from planner.model import Answer
from planner.terms import Basis, Firmness, Side
from tests.scope_answers import (
    ACADEMIC,
    INDUSTRY,
    JOINT,
    LIBRARY,
    TODAY,
    everything,
    partnership,
    said,
    unsure,
)


def library_of(tmp_path, questions, steps=("one",)):
    """A library whose questions are these tables, each completed with what every question needs."""
    folder = tmp_path / "scope"
    folder.mkdir()
    text = "".join(
        f'[[step]]\nkey = "{key}"\nshort = "{key}"\ntitle = "T"\nintro = "I"\nstage = "scope"\n'
        for key in steps
    )
    for table in questions:
        text += f'[[question]]\nbasis = "planner"\nwhy = "W"\nexample = "E"\nwording = "What?"\n{table}\n'
    (folder / "all.toml").write_text(text, encoding="utf-8")
    return Library(tmp_path)


# Who is asked, and when


@pytest.mark.parametrize(
    ("key", "sides"),
    [
        ("wants.aim", (ACADEMIC, INDUSTRY)),
        ("problem.statement", (JOINT,)),
        ("wants.publication", (ACADEMIC,)),
        ("wants.publication_ok", (INDUSTRY,)),
    ],
)
def test_a_question_is_put_to_the_sides_it_concerns(key, sides):
    assert scope.sides_asked(LIBRARY.questions[key]) == sides


def test_a_question_with_a_condition_is_asked_after_the_answer_it_waits_for():
    question = LIBRARY.questions["data.personal"]

    assert not scope.applies(question, partnership(), LIBRARY)
    assert not scope.applies(question, partnership(said("data.flows", "no")), LIBRARY)
    assert scope.applies(question, partnership(said("data.flows", "yes")), LIBRARY)


def test_not_sure_yet_can_open_a_question():
    question = LIBRARY.questions["problem.cause"]

    assert scope.applies(question, partnership(unsure("problem.symptom")), LIBRARY)


def test_a_parked_answer_opens_no_further_question():
    snapshot = partnership(said("data.flows", "no"), said("data.personal", "yes"))

    assert not scope.applies(LIBRARY.questions["data.dpia"], snapshot, LIBRARY)


def test_a_circle_of_conditions_ends_with_both_questions_unasked(tmp_path):
    tables = [
        'key = "one.a"\nstep = "one"\nkind = "yes_no"\nanswered_by = "joint"\n'
        'when = [{ question = "one.b", any_of = ["yes"] }]',
        'key = "one.b"\nstep = "one"\nkind = "yes_no"\nanswered_by = "joint"\n'
        'when = [{ question = "one.a", any_of = ["yes"] }]',
    ]
    library = library_of(tmp_path, tables)
    snapshot = partnership(*({"question": key, "chosen": ("yes",)} for key in ("one.a", "one.b")))

    assert scope.asked(snapshot, library) == ()
    assert len(scope.parked(snapshot, library)) == 2


def test_a_condition_on_an_unknown_question_does_not_hold(tmp_path):
    table = (
        'key = "one.a"\nstep = "one"\nkind = "yes_no"\nanswered_by = "joint"\n'
        'when = [{ question = "gone", any_of = ["yes"] }]'
    )
    library = library_of(tmp_path, [table])

    assert not scope.applies(library.questions["one.a"], partnership(), library)


# Answers


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("problem.statement", " Stress \n", "Stress"),
        ("boundaries.in", "A study\n\n Interviews ", "A study; Interviews"),
        ("data.flows", "yes", "Yes"),
        ("wants.both_met", "no", "No, they can both be met"),
        ("why.reasons", ("credibility", "rigour"), "Credibility; Scientific rigour"),
        ("wants.deadline", TODAY, "9 Dec 2026"),
        ("money.amount", Decimal("40000"), "EUR 40,000"),
    ],
)
def test_an_answer_is_shown_in_words(key, value, text):
    question = LIBRARY.questions[key]
    answer = partnership(said(key, value, scope.sides_asked(question)[0])).first(Answer)

    assert scope.answer_text(answer, question, "EUR") == text
    assert scope.is_answered(answer, question)


def test_an_amount_keeps_its_own_currency():
    answer = partnership(said("money.amount", Decimal("1234.5"), currency="USD")).first(Answer)

    assert scope.answer_text(answer, LIBRARY.questions["money.amount"], "EUR") == "USD 1,234.50"


def test_an_option_that_was_withdrawn_is_shown_by_its_key():
    answer = partnership(said("why.relationship", "cousins")).first(Answer)

    assert scope.answer_text(answer, LIBRARY.questions["why.relationship"]) == "cousins"


def test_no_answer_shows_nothing_and_not_sure_says_so():
    question = LIBRARY.questions["data.flows"]
    answer = partnership(unsure("data.flows")).first(Answer)

    assert scope.answer_text(None, question) == ""
    assert scope.answer_text(answer, question) == scope.NOT_SURE
    assert not scope.is_answered(None, question)
    assert not scope.is_answered(answer, question)


@pytest.mark.parametrize("key", ["problem.statement", "boundaries.in", "data.flows", "money.amount"])
def test_an_empty_answer_is_not_an_answer(key):
    answer = partnership({"question": key, "text": "  \n "} if "p" in key else {"question": key}).first(
        Answer
    )

    assert not scope.is_answered(answer, LIBRARY.questions[key])


def test_an_answer_under_an_older_name_is_found_until_it_is_answered_anew(tmp_path):
    table = 'key = "one.new"\naliases = ["one.old"]\nstep = "one"\nkind = "text"\nanswered_by = "joint"'
    library = library_of(tmp_path, [table])
    old = {"question": "one.old", "text": "before"}
    new = {"question": "one.new", "text": "today"}

    assert scope.answer_to(partnership(old), "one.new", JOINT, library).text == "before"
    assert scope.answer_to(partnership(old), "one.new", JOINT) is None
    both = partnership(old, new)
    assert scope.answer_to(both, "one.new", JOINT, library).text == "today"
    assert [answer.text for answer in scope.no_longer_asked(both, library)] == ["before"]


def test_changing_an_early_answer_and_back_leaves_every_later_answer_intact():
    document = Document(partnership(*everything()).entities())
    before = scope.review(document.snapshot(), LIBRARY)
    waited = scope.parked(document.snapshot(), LIBRARY)
    flows = document.snapshot().first(Answer, question="data.flows")

    document.set(flows, "chosen", ("no",))
    waiting = {answer.question for answer in scope.parked(document.snapshot(), LIBRARY)}
    document.set(flows, "chosen", ("yes",))

    assert {"data.what", "data.personal", "data.special", "data.dpia", "data.agreement"} <= waiting
    assert scope.review(document.snapshot(), LIBRARY) == before
    assert scope.parked(document.snapshot(), LIBRARY) == waited


def test_answers_of_unknown_and_retired_questions_stay_readable(tmp_path):
    table = (
        'key = "one.retired"\nretired = true\nstep = "one"\nkind = "choice"\nanswered_by = "joint"\n'
        'options = [{ key = "a", text = "The first" }]'
    )
    library = library_of(tmp_path, [table])
    snapshot = partnership(
        {"question": "one.retired", "chosen": ("a",)},
        {"question": "never.known", "text": "Words", "chosen": ("b",), "on_date": TODAY},
    )

    left = scope.no_longer_asked(snapshot, library)

    shown = [scope.answer_text(answer, library.questions.get(answer.question)) for answer in left]
    assert shown == ["The first", "Words; b; 9 Dec 2026"]


def test_an_answer_of_a_side_that_is_no_longer_asked_stays_readable():
    snapshot = partnership(said("problem.statement", "Ours alone", ACADEMIC))

    assert [answer.text for answer in scope.no_longer_asked(snapshot, LIBRARY)] == ["Ours alone"]


KEYS = st.sampled_from([*LIBRARY.questions, "gone.for_good"])
WORDS = st.sampled_from(["yes", "no", "none", "drafting"])
SAID = st.builds(
    lambda key, side, word, doubt: {
        "question": key,
        "side": side,
        "chosen": (word,),
        "text": word,
        "amount": Decimal(1),
        "on_date": TODAY,
        "not_sure": doubt,
    },
    KEYS,
    st.sampled_from(Side),
    WORDS,
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, max_size=30))
def test_every_answer_is_in_exactly_one_place_and_progress_stays_true(answers):
    snapshot = partnership(*answers)

    asked = [place.answer.id for place in scope.asked(snapshot, LIBRARY) if place.answer]
    parked = [answer.id for answer in scope.parked(snapshot, LIBRARY)]
    left = [answer.id for answer in scope.no_longer_asked(snapshot, LIBRARY)]
    assert sorted(asked + parked + left) == sorted(answer.id for answer in snapshot.all(Answer))

    shown = scope.progress(snapshot, LIBRARY)
    assert 0 <= shown.answered_steps <= shown.steps_that_apply
    assert 0.0 <= shown.share <= 1.0
    assert all(state.answered <= state.asked for state in scope.step_states(snapshot, LIBRARY))
    assert len(scope.open_points(snapshot, LIBRARY)) == shown.not_sure
    assert {f.id.split("/")[0] for f in scope.findings(snapshot, LIBRARY, TODAY)} <= set(scope.RULES)


# Steps and progress


def state_of(snapshot, key):
    return next(state for state in scope.step_states(snapshot, LIBRARY) if state.key == key)


def test_nothing_answered_is_no_progress():
    shown = scope.progress(partnership(), LIBRARY)

    assert shown == scope.Progress(0, 12, 0)
    assert shown.share == 0.0
    assert {state.state for state in scope.step_states(partnership(), LIBRARY)} == {"empty"}


def test_everything_answered_is_all_twelve_steps_the_review_among_them():
    shown = scope.progress(partnership(*everything()), LIBRARY)

    assert shown == scope.Progress(12, 12, 0)
    assert shown.share == 1.0


def test_optional_questions_do_not_hold_a_step_up():
    optional = {question.key for question in LIBRARY.questions.values() if question.optional}
    answers = [answer for answer in everything() if answer["question"] not in optional]

    assert scope.progress(partnership(*answers), LIBRARY).answered_steps == 12


def test_a_step_with_some_answers_is_partly_done():
    state = state_of(partnership(said("brings.offer", "Staff", ACADEMIC)), "brings")

    assert state == scope.StepState("brings", answered=1, asked=4, not_sure=0, state="part")


def test_an_answer_that_opens_questions_raises_what_a_step_asks():
    without = state_of(partnership(said("data.flows", "no")), "data")
    with_data = state_of(partnership(said("data.flows", "yes")), "data")

    assert (without.answered, without.asked, without.state) == (1, 1, "done")
    assert (with_data.answered, with_data.asked, with_data.state) == (1, 6, "part")


def test_not_sure_yet_keeps_a_step_open_and_the_review_with_it():
    snapshot = partnership(*everything(**{"data.systems_fit": None}))

    assert state_of(snapshot, "data").state == "open point"
    assert state_of(snapshot, "review").state == "empty"
    assert scope.progress(snapshot, LIBRARY) == scope.Progress(10, 12, 1)


def test_a_step_whose_questions_do_not_apply_is_not_counted(tmp_path):
    tables = [
        'key = "one.a"\nstep = "one"\nkind = "yes_no"\nanswered_by = "joint"',
        'key = "two.a"\nstep = "two"\nkind = "text"\nanswered_by = "joint"\n'
        'when = [{ question = "one.a", any_of = ["yes"] }]',
    ]
    library = library_of(tmp_path, tables, steps=("one", "two"))

    assert scope.progress(partnership(), library).steps_that_apply == 1
    assert scope.progress(partnership(said("one.a", "no", chosen=("no",))), library).share == 1.0
    assert scope.progress(partnership(said("one.a", "y", chosen=("yes",))), library).share == 0.5


def test_a_library_without_steps_has_no_progress_to_show(tmp_path):
    library = Library(tmp_path)

    assert scope.progress(partnership(), library).share == 0.0
    assert scope.findings(partnership(), library, TODAY) == ()


# Review and agenda


def test_the_review_lists_every_question_that_applies_for_every_side():
    snapshot = partnership(
        said("wants.aim", "Evidence", INDUSTRY, firmness=Firmness.MUST, note="Before autumn", confirmed=False)
    )

    rows = scope.review(snapshot, LIBRARY)

    row = next(row for row in rows if row.place == "scope/wants.aim/industry")
    other = next(row for row in rows if row.place == "scope/wants.aim/academic")
    assert len(rows) == len(scope.asked(snapshot, LIBRARY))
    assert (row.step.short, row.text, row.firmness) == ("What each side wants", "Evidence", Firmness.MUST)
    assert (row.note, row.confirmed, row.not_sure) == ("Before autumn", False, False)
    assert (other.text, other.firmness, other.confirmed) == ("", Firmness.UNSAID, True)


def test_the_review_shows_an_amount_in_the_partnerships_currency():
    snapshot = partnership(said("money.moves", "yes"), said("money.amount", Decimal(40_000)), currency="EUR")

    texts = {row.question.key: row.text for row in scope.review(snapshot, LIBRARY)}

    assert texts["money.amount"] == "EUR 40,000"


def test_each_not_sure_yet_becomes_an_open_point_in_words():
    snapshot = partnership(
        unsure("data.flows"), unsure("wants.aim", INDUSTRY), unsure("data.dpia"), said("money.moves", "no")
    )

    points = scope.open_points(snapshot, LIBRARY)

    assert [point.origin for point in points] == ["scope/wants.aim/industry", "scope/data.flows/joint"]
    assert [point.side for point in points] == [INDUSTRY, JOINT]
    assert points[0].text == "What each side wants: What does your side want from this? (industry side)"
    assert points[1].text == "Data that will flow: Will data pass between the organisations?"


def test_a_question_can_be_judged_without_being_stored_in_a_library():
    question = Question(
        key="own.question", step="why", wording="Ours?", kind="text", answered_by="joint",
        why="We ask.", example="Yes", basis=Basis.PLANNER,
    )  # fmt: skip

    assert scope.applies(question, partnership(), LIBRARY)
