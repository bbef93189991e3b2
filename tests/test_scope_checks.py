"""What scoping shows by itself: each warning has one cause, and goes when the cause goes."""

from __future__ import annotations

import pytest

from planner import scope
from planner.document import snapshot_of
from planner.library import Library
from planner.model import Answer, Organisation, Partnership
from planner.terms import Basis, Screen, Severity, Stage
from tests.scope_answers import (
    ACADEMIC,
    INDUSTRY,
    LIBRARY,
    TODAY,
    everything,
    partnership,
    said,
)

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


def test_a_warning_names_the_organisation_that_stands_alone_on_its_side():
    owner = Partnership(title="Mindful Campus")
    northfield = Organisation(partnership_id=owner.id, name="Northfield University")
    hint = Answer(partnership_id=owner.id, **said("problem.staffing_gap", "yes", ACADEMIC))

    found = finding(snapshot_of([owner, northfield, hint]), "staffing-gap/academic")

    assert found.message == "Northfield University does this partly to cover its own shortage of staff."
