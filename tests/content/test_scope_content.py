"""The scoping questions and their sources as content: whole, honest and plainly worded."""

from __future__ import annotations

import re

import pytest

from planner import scope
from planner.library import standard_library
from planner.terms import Basis
from planner.wording import parse_amount, parse_date

LIBRARY = standard_library()
QUESTIONS = list(LIBRARY.questions.values())
STEPS = [
    "why",
    "problem",
    "wants",
    "brings",
    "boundaries",
    "success",
    "involvement",
    "data",
    "money",
    "approvals",
    "risks",
    "review",
]
READ_BY_OTHER_ROOMS = [
    "why.reasons",
    "why.worries",
    "why.decision_maker",
    "why.relationship",
    "problem.statement",
    "problem.for_whom",
    "problem.evidence",
    "problem.symptom",
    "problem.staffing_gap",
    "wants.aim",
    "wants.both_met",
    "wants.publication",
    "brings.offer",
    "brings.unfair",
    "boundaries.in",
    "boundaries.out",
    "boundaries.later",
    "boundaries.kind",
    "boundaries.setting",
    "success.measure",
    "success.joint_objectives",
    "success.quick_win",
    "involvement.planned",
    "involvement.how",
    "involvement.budget",
    "data.flows",
    "data.what",
    "data.personal",
    "data.special",
    "data.leaves",
    "data.agreement",
    "data.dpia",
    "data.systems_fit",
    "money.moves",
    "money.amount",
    "money.overheads",
    "money.grant",
    "money.in_kind",
    "approvals.needed",
    "approvals.participants",
    "approvals.students",
    "approvals.confidential",
    "approvals.nda",
    "approvals.early_start",
    "approvals.materials",
    "approvals.exclusivity",
    "approvals.signatories",
    "risks.failed_because",
    "risks.worst_case",
    "risks.exit",
    "risks.escalation",
]
FOUNDING = ("hall-2025", "zwisler-2024", "broglia-2023", "abpi-barriers", "bastoni-2024")


def texts(question):
    watch = [question.watch.text] if question.watch else []
    choices = [part for option in question.options for part in (option.text, option.explains)]
    return [question.wording, question.hint, question.why, question.example, *watch, *choices]


def test_the_twelve_steps_stand_in_their_order():
    assert list(LIBRARY.steps) == STEPS


def test_the_review_has_no_questions_and_every_other_step_has_one_that_is_always_asked():
    always = {q.step for q in QUESTIONS if not q.when and not q.optional}

    assert always == set(STEPS) - {"review"}


def test_there_are_as_many_questions_as_two_people_can_answer_in_a_morning():
    assert 45 <= len(QUESTIONS) <= 60


def test_every_kind_of_question_occurs():
    kinds = {q.kind for q in QUESTIONS}

    assert kinds == {"text", "choice", "several", "date", "money", "yes_no", "list"}


@pytest.mark.parametrize("key", READ_BY_OTHER_ROOMS)
def test_a_key_that_other_rooms_read_is_a_live_question(key):
    assert not LIBRARY.questions[key].retired


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_a_question_belongs_to_the_step_its_key_names(question):
    assert question.key.split(".")[0] == question.step
    assert question.step in LIBRARY.steps


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_a_condition_names_an_earlier_question_and_an_answer_it_can_have(question):
    place = {key: number for number, key in enumerate(LIBRARY.questions)}
    for condition in question.when:
        earlier = LIBRARY.questions[condition.question]
        possible = {"not_sure", *(option.key for option in earlier.options)}
        if earlier.kind == "yes_no":
            possible |= {"yes", "no"}

        assert place[earlier.key] < place[question.key]
        assert set(condition.any_of) <= possible


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_only_questions_to_choose_from_have_options_and_those_have_several(question):
    keys = [option.key for option in question.options]

    assert (len(keys) >= 2) == (question.kind in ("choice", "several"))
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_an_example_is_an_answer_of_the_questions_kind(question):
    parts = question.example.split("; ")
    if question.kind == "yes_no":
        assert question.example in ("Yes", "No")
    elif question.kind == "date":
        assert parse_date(question.example)
    elif question.kind == "money":
        assert parse_amount(question.example.split(" ", 1)[1])
    elif question.kind in ("choice", "several"):
        assert set(parts) <= {option.text for option in question.options}
    else:
        assert question.example.strip()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_sources_exist_and_a_sourced_claim_cites_one_of_that_rank(question):
    for said in filter(None, (question, question.watch)):
        ranks = {LIBRARY.sources[key].basis for key in said.sources}

        assert said.sources
        if said.basis is not Basis.PLANNER:
            assert str(said.basis) in ranks


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_our_own_prompts_do_not_pose_as_findings(question):
    assert question.basis is Basis.PLANNER
    for text in (question.wording, question.hint, question.why):
        assert not re.search(r"survey|found that|stud(y|ies) show|according to|reported|interview", text)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_wording_is_plain(question):
    for text in texts(question):
        assert "!" not in text
        assert "'" not in text
        assert '"' not in text
        assert text == text.strip()
        assert not re.search(r"\d (days|months)\b", text), text
    assert question.why.endswith(".")
    assert len(question.why) <= 260
    assert question.wording.endswith("?")


def test_no_two_reasons_for_asking_are_alike():
    reasons = [question.why for question in QUESTIONS]

    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_what_a_question_feeds_is_named_by_the_rules(question):
    for feed in question.feeds:
        room, _, name = feed.partition(".")

        assert room in ("clause", "check", "annex", "overview")
        if room == "check":
            assert name in scope.RULES
        if room == "clause" and len(LIBRARY.clauses) == 28:
            assert name in LIBRARY.clauses


def test_every_question_feeds_something():
    idle = [question.key for question in QUESTIONS if not question.feeds]

    assert idle == []


def test_an_older_name_is_never_also_a_name_of_today():
    older = [alias for question in QUESTIONS for alias in question.aliases]

    assert not set(older) & set(LIBRARY.questions)
    assert len(set(older)) == len(older)


def test_the_founding_publications_are_there_with_their_samples():
    for key in FOUNDING:
        assert LIBRARY.sources[key].basis == "source"
        assert LIBRARY.sources[key].sample
        assert LIBRARY.sources[key].address.startswith("https://")


def test_a_short_citation_is_short():
    for key in ("hall-2025", "zwisler-2024", "broglia-2023", "bastoni-2024"):
        assert LIBRARY.sources[key].cite.endswith(LIBRARY.sources[key].year)
