from __future__ import annotations

import re

import pytest

from planner.library import standard_library
from planner.terms import Basis, Side
from planner.timeline.clashes import RULES
from planner.timeline.clocks.calendars import KIND_NAMES
from planner.timeline.ground import citation
from planner.timeline.rules.study import PARTICIPANTS

LIBRARY = standard_library()
OTHER_KINDS = {"vacation", "winter"}


def every_sentence():
    for fact in LIBRARY.facts.values():
        yield fact.key, f"{fact.label} {fact.note}"
    for rule in LIBRARY.clash_rules.values():
        yield rule.key, f"{rule.title} {rule.why} {rule.remedy}"
    for template in LIBRARY.templates.values():
        yield template.key, f"{template.name} {template.summary}"
    for calendar in LIBRARY.calendars.values():
        yield calendar.key, f"{calendar.name} {calendar.note}"


def test_all_131_facts_are_there_with_their_figures():
    assert len(LIBRARY.facts) == 131
    assert LIBRARY.facts["con-02"].typical == 59
    assert LIBRARY.facts["eth-04"].min is None
    assert LIBRARY.facts["gra-11"].typical == 273


@pytest.mark.parametrize("fact", LIBRARY.facts.values(), ids=lambda fact: fact.key)
def test_a_fact_is_in_order_and_says_where_it_comes_from(fact):
    figures = [value for value in (fact.min, fact.typical, fact.max) if value is not None]
    assert figures == sorted(figures)
    assert bool(fact.unit) or not figures
    assert bool(fact.addresses) is (fact.basis is not Basis.PLANNER)
    assert fact.note


def test_what_cannot_be_cited_is_shown_as_our_assumption_and_weak_facts_as_anecdotal():
    ours = {fact.key for fact in LIBRARY.facts.values() if fact.basis is Basis.PLANNER}

    assert ours == {"gra-24", "peo-01", "peo-02", "pub-02", "ip-04"}
    assert citation(LIBRARY.facts["peo-01"]).endswith("(our assumption)")
    assert citation(LIBRARY.facts["con-13"]).endswith("(anecdotal)")


def test_only_the_founding_source_itself_counts_as_source():
    claimed = {fact.key for fact in LIBRARY.facts.values() if fact.basis is Basis.SOURCE}

    assert claimed == {"fnd-01"}


def test_every_source_named_exists_and_none_of_ours_is_founding():
    for item in (
        *LIBRARY.facts.values(),
        *LIBRARY.clash_rules.values(),
        *LIBRARY.templates.values(),
        *LIBRARY.calendars.values(),
    ):
        assert set(item.sources) <= set(LIBRARY.sources), item.key


def test_rules_name_facts_that_exist_and_kinds_that_can_be_chosen():
    for rule in LIBRARY.clash_rules.values():
        assert set(rule.evidence) <= set(LIBRARY.facts), rule.key
        assert rule.basis is not Basis.NEIGHBOUR or rule.evidence, rule.key
        for name, value in rule.params.items():
            if name.endswith("kinds") and isinstance(value, tuple):
                known = set(KIND_NAMES) if name == "window_kinds" else set(LIBRARY.activity_kinds)
                assert set(value) <= known, (rule.key, name)


def test_all_44_rules_and_our_own_are_there():
    numbered = {key.split("-")[0] for key in RULES if key[0] == "r" and key[1:3].isdigit()}

    assert set(RULES) == set(LIBRARY.clash_rules)
    assert numbered == {f"r{number:02}" for number in range(1, 45)}
    assert LIBRARY.clash_rules["r27-runway"].aliases == ("runway-end",)
    assert LIBRARY.clash_rules["release-during-study"].basis is Basis.PLANNER


def test_questions_of_the_rules_are_in_order():
    for question in LIBRARY.plan_questions.values():
        assert question.key.startswith("plan.")
        assert question.kind != "choice" or len(question.options) > 1, question.key
        assert question.wording.endswith("?"), question.key
        assert set(question.about) <= set(LIBRARY.activity_kinds), question.key
        assert set(question.rules) <= set(RULES), question.key
        for settled in question.from_scope:
            assert settled.question in LIBRARY.questions, question.key
            assert settled.means in {option.key for option in question.options}, question.key


def test_the_question_that_the_ethics_rule_reads_exists():
    assert PARTICIPANTS in LIBRARY.questions


@pytest.mark.parametrize("template", LIBRARY.templates.values(), ids=lambda template: template.key)
def test_a_template_names_what_exists(template):
    keys = [item.key for item in template.activities]
    assert len(keys) == len(set(keys))
    for item in template.activities:
        assert {link.key for link in item.after} <= set(keys)
        assert set(item.evidence) <= set(LIBRARY.facts)
        assert item.kind in LIBRARY.activity_kinds
        assert item.min_days <= item.likely_days <= item.late_days
        assert not item.is_milestone or item.late_days == 0


def test_six_templates_and_all_calendars_are_there():
    academic = [c for c in LIBRARY.calendars.values() if c.side is Side.ACADEMIC]

    assert len(LIBRARY.templates) == 6
    assert len([c for c in academic if c.basis is Basis.NEIGHBOUR and not c.key.endswith("-closure")]) == 18
    assert len([c for c in academic if c.basis is Basis.PLANNER]) == 5


@pytest.mark.parametrize("calendar", LIBRARY.calendars.values(), ids=lambda calendar: calendar.key)
def test_a_calendar_runs_forward_and_says_whose_it_is(calendar):
    assert bool(calendar.windows) or calendar.basis is not Basis.PLANNER
    for period in calendar.periods:
        assert period.end is None or period.start <= period.end
    for entry in (*calendar.periods, *calendar.windows):
        assert entry.kind in KIND_NAMES
    if calendar.basis is Basis.PLANNER:
        assert not calendar.periods
        assert re.match(r"Our (generalisation|pattern)", calendar.note)
    else:
        assert calendar.official or "third party" in calendar.note


def test_wording_is_plain():
    for key, text in every_sentence():
        assert "!" not in text, key
        assert not re.search(r"\b(TODO|guarantee|best practice)\b", text), key
        assert "  " not in text, key


def test_kinds_of_activity_have_different_names():
    names = [kind.name for kind in LIBRARY.activity_kinds.values()]

    assert len(names) == len(set(names))
