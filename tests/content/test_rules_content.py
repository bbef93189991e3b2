"""All the rules of the domain, and what they ask: complete, and sound in what they name."""

from __future__ import annotations

import pytest

from planner.library import standard_library
from planner.terms import Basis
from planner.timeline.clashes import RULES

LIBRARY = standard_library()
NUMBERED = [f"r{number:02}" for number in range(1, 45)]


def test_all_44_rules_are_there_and_each_has_its_function():
    assert (
        sorted(key.split("-")[0] for key in LIBRARY.clash_rules if key[:2] in ("r0", "r1", "r2", "r3", "r4"))
        == NUMBERED
    )
    assert set(RULES) == set(LIBRARY.clash_rules)


@pytest.mark.parametrize("rule", LIBRARY.clash_rules.values(), ids=lambda rule: rule.key)
def test_a_rule_says_why_what_would_help_and_on_whose_word(rule):
    assert rule.why
    assert rule.remedy
    assert rule.basis is Basis.PLANNER or rule.evidence
    assert set(rule.evidence) <= set(LIBRARY.facts)
    assert set(rule.sources) <= set(LIBRARY.sources)
    assert set(rule.ours) <= set(rule.params)
    for name, value in rule.params.items():
        if name.endswith("kinds") and name not in ("window_kinds", "closed_kinds"):
            assert set(value) <= set(LIBRARY.activity_kinds), (rule.key, name)


@pytest.mark.parametrize("question", LIBRARY.plan_questions.values(), ids=lambda question: question.key)
def test_a_plan_question_names_what_exists_and_says_why_it_is_asked(question):
    assert question.key.startswith("plan.")
    assert question.wording.endswith("?")
    assert question.why.endswith(".")
    assert question.options or question.kind != "choice"
    assert question.rules
    assert set(question.rules) <= set(LIBRARY.clash_rules)
    assert set(question.about) <= set(LIBRARY.activity_kinds)
    for settled in question.from_scope:
        asked = LIBRARY.questions[settled.question]
        keys = {option.key for option in asked.options} or {"yes", "no"}
        assert settled.option in keys
        assert settled.means in {option.key for option in question.options}


def test_the_figures_without_a_source_are_said_to_be_ours():
    assert "min_effort_share" in LIBRARY.clash_rules["r02-exam-marking"].ours
    assert "min_effort_share" in LIBRARY.clash_rules["r44-ref-window"].ours
    assert "writing_days" in LIBRARY.clash_rules["r25-conference-squeeze"].ours


@pytest.mark.parametrize(
    ("rule", "params"),
    [
        ("r01-kickoff-summer", {"min_overlap_days": 1}),
        ("r02-exam-marking", {"marking_working_days": 20, "min_effort_share": 0.2}),
        ("r03-winter-closure", {"margin_days": 2}),
        ("r04-easter-closure", {"months": (3, 4), "window_kinds": ("closure",)}),
        ("r05-contract-lead", {"hard_min_days": 43, "typical_days": 90, "slow_days": 180}),
        ("r07-innovate-setup", {"collab_days": 30, "setup_days": 90}),
        ("r08-nda-before-detail", {"lead_days": 20}),
        ("r11-ethics-in-august", {"extra_days": 21, "window": ("07-24", "08-31")}),
        ("r12-nhs-stack", {"target_days": 150, "baseline_days": 250, "regulatory_days": 60}),
        ("r12-nhs-stack", {"site_opening_days": 60, "first_participant_days": 30}),
        ("r13-mhra-60", {"notice_days": 60}),
        ("r14-data-access", {"single_dataset_days": 56, "linked_days": 365, "severe_linked_days": 912}),
        ("r15-dpia", {"consultation_days": 56, "complex_days": 98}),
        ("r37-eu-industry-summer", {"window": ("07-15", "08-31")}),
        ("r38-regulatory-path", {"mdr_days": 390, "mdr_slow_days": 720, "k510_days": 160}),
        ("r42-cadence-mismatch", {"sprint_days": 14}),
        ("r44-ref-window", {"window": ("2027-10-01", "2028-12-31"), "min_effort_share": 0.3}),
    ],
)
def test_the_parameters_are_those_of_the_evidence(rule, params):
    held = LIBRARY.clash_rules[rule].params

    assert {name: held[name] for name in params} == params
