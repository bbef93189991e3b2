"""What scoping shows by itself: each warning has one cause, and goes when the cause goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planner import scope
from planner.document import snapshot_of
from planner.library import Library, standard_library
from planner.model import Answer, Partnership
from planner.terms import Basis, Screen, Severity, Side, Stage

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
JOINT, ACADEMIC, INDUSTRY = Side.JOINT, Side.ACADEMIC, Side.INDUSTRY


OTHER_CONTENT = """
[[step]]
key = "one"
short = "One"
title = "One"
intro = "One"
stage = "scope"

[[question]]
key = "one.a"
step = "one"
wording = "What?"
kind = "text"
answered_by = "joint"
basis = "planner"
why = "We ask."
example = "This"
"""


def said(key, value, side=JOINT, **more):
    """An answer to a question of the standard content, in the field its kind uses."""
    question = LIBRARY.questions.get(key)
    kind = question.kind if question else "text"
    field = {"money": "amount", "date": "on_date", "text": "text", "list": "text"}.get(kind, "chosen")
    if field == "chosen":
        value = (value,) if isinstance(value, str) else value
    return {"question": key, "side": side, field: value, **more}


def unsure(key, side=JOINT):
    return {"question": key, "side": side, "not_sure": True}


def partnership(*answers, **fields):
    owner = Partnership(title="Mindful Campus", **fields)
    return snapshot_of([owner, *(Answer(partnership_id=owner.id, **answer) for answer in answers)])


def everything(**overrides):
    """An answer to every question and side, so that as little as possible is left to warn about."""
    calm = {
        "problem.symptom": "no",
        "problem.staffing_gap": "no",
        "data.agreement": "in-place",
        "data.dpia": "done",
        "involvement.stage": "before",
        **overrides,
    }
    values = {"money": Decimal(1), "date": TODAY, "text": "Something", "list": "One\nTwo", "yes_no": "yes"}
    answers = []
    for question in LIBRARY.questions.values():
        value = calm.get(question.key, values.get(question.kind) or question.options[0].key)
        for side in scope.sides_asked(question):
            answers.append(unsure(question.key, side) if value is None else said(question.key, value, side))
    return answers


def finding_ids(snapshot):
    return [finding.id for finding in scope.findings(snapshot, LIBRARY, TODAY)]


def finding(snapshot, id):
    return next((f for f in scope.findings(snapshot, LIBRARY, TODAY) if f.id == id), None)


def test_an_untouched_scope_says_once_that_it_was_not_assessed():
    found = scope.findings(partnership(), LIBRARY, TODAY)

    assert [(f.id, f.severity) for f in found] == [("not-started", Severity.NOT_ASSESSED)]


def test_a_scope_without_a_cause_for_concern_raises_none():
    assert finding_ids(partnership(*everything())) == []


CAUSES = [
    ("why.decision_maker", None, "no-decision-maker/academic"),
    ("why.decision_maker", None, "no-decision-maker/industry"),
    ("problem.staffing_gap", "yes", "staffing-gap/academic"),
    ("problem.staffing_gap", "yes", "staffing-gap/industry"),
    ("involvement.planned", "no", "no-involvement"),
    ("involvement.stage", "after", "no-involvement"),
    ("data.agreement", "none", "data-agreement"),
    ("data.agreement", None, "data-agreement"),
    ("data.dpia", "not-begun", "impact-assessment"),
    ("data.dpia", None, "impact-assessment"),
    ("money.overheads", "no", "no-overheads"),
]


@pytest.mark.parametrize(("key", "value", "id"), CAUSES)
def test_a_cause_raises_its_warning_and_its_removal_clears_it(key, value, id):
    found = finding(partnership(*everything(**{key: value})), id)

    assert found.severity is Severity.WARNING
    assert found.screen is Screen.SCOPE
    assert found.basis is Basis.PLANNER
    assert found.place.startswith(f"scope/{key}/")
    assert found.sources
    assert found.advice
    assert id not in finding_ids(partnership(*everything()))


UNSETTLED = [
    ("problem.symptom", None, "symptom"),
    ("problem.staffing_gap", None, "staffing-gap/industry"),
    ("wants.aim", None, "one-sided-benefit"),
    ("involvement.planned", None, "no-involvement"),
    ("involvement.stage", None, "no-involvement"),
    ("approvals.participants", None, "no-involvement"),
    ("data.flows", None, "data-agreement"),
    ("data.personal", None, "impact-assessment"),
    ("money.moves", None, "no-overheads"),
    ("money.overheads", None, "no-overheads"),
    ("risks.exit", None, "no-exit"),
]


@pytest.mark.parametrize(("key", "value", "id"), UNSETTLED)
def test_a_rule_without_its_answer_says_that_it_could_not_be_judged(key, value, id):
    found = finding(partnership(*everything(**{key: value})), id)

    assert found.severity is Severity.NOT_ASSESSED
    assert found.place.startswith(f"scope/{key}/")


def test_an_unnamed_decision_maker_becomes_a_warning_once_a_later_step_was_begun():
    early = partnership(said("why.relationship", "first"))
    later = partnership(said("why.relationship", "first"), said("problem.statement", "Stress"))

    assert finding(early, "no-decision-maker/academic").severity is Severity.NOT_ASSESSED
    assert finding(later, "no-decision-maker/academic").severity is Severity.WARNING


def test_a_symptom_is_a_warning_until_the_cause_is_written_down():
    answers = everything(**{"problem.symptom": "yes"})
    without = [answer for answer in answers if answer["question"] != "problem.cause"]

    assert finding(partnership(*without), "symptom").severity is Severity.WARNING
    assert finding(partnership(*answers), "symptom").severity is Severity.INFO


def test_only_one_sides_benefit_is_a_warning_about_the_silent_side():
    found = finding(partnership(said("wants.aim", "Evidence", ACADEMIC)), "one-sided-benefit/industry")

    assert found.severity is Severity.WARNING
    assert found.place == "scope/wants.aim/industry"
    assert found.message.startswith("The industry side")


def test_a_missing_exit_is_a_warning_once_the_work_is_under_way():
    answers = everything(**{"risks.exit": None})

    found = finding(partnership(*answers, stage=Stage.EXECUTION), "no-exit")

    assert found.severity is Severity.WARNING
    assert "ABPI joint working process" in found.sources


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 answer is our guess of the other side and awaits its word."),
        (2, "2 answers are our guess of the other side and await its word."),
    ],
)
def test_guesses_of_the_other_side_are_counted(count, words):
    keys = ["wants.aim", "brings.offer"][:count]

    found = finding(
        partnership(*(said(key, "Evidence", INDUSTRY, confirmed=False) for key in keys)),
        "unconfirmed-guesses",
    )

    assert (found.severity, found.message) == (Severity.INFO, words)
    assert found.place == "scope/wants.aim/industry"


def test_people_who_do_not_take_part_need_no_involvement():
    answers = everything(**{"approvals.participants": "no", "involvement.planned": "no"})

    assert "no-involvement" not in finding_ids(partnership(*answers))


def test_content_without_these_questions_raises_nothing(tmp_path):
    (tmp_path / "scope.toml").write_text(OTHER_CONTENT, encoding="utf-8")
    snapshot = partnership({"question": "one.a", "text": "Said"})

    assert scope.findings(snapshot, Library(tmp_path), TODAY) == ()
