"""What clauses give the timeline, and what they promise: every word of it leads somewhere."""

from __future__ import annotations

import re

import pytest

from planner.library import standard_library
from planner.roles.promises import PREFIX

LIBRARY = standard_library()
# Lengths without a day to count from: a question, a warning and a disagreement have no date.
NOT_ON_THE_TIMELINE = {
    ("purpose", "reply_days"),
    ("timeline", "warning_days"),
    ("staffing", "replacement_days"),
    ("governance", "call_days"),
    ("disagreements", "lead_days"),
    ("disagreements", "senior_days"),
    ("disagreements", "meeting_days"),
}


def slot_of(entry):
    return next(slot for slot in LIBRARY.clauses[entry.clause].slots if slot.key == entry.slot)


def is_date(value):
    clause, _, key = value.partition(".")
    return any(slot.key == key and slot.kind == "date" for slot in LIBRARY.clauses[clause].slots)


@pytest.mark.parametrize("entry", LIBRARY.clause_periods.values(), ids=lambda entry: entry.key)
def test_a_period_counts_days_or_months_of_a_value_that_is_typed_and_not_read_from_an_answer(entry):
    slot = slot_of(entry)

    assert slot.kind in ("days", "months")
    assert slot.unit
    assert slot.answer is None


@pytest.mark.parametrize("entry", LIBRARY.clause_periods.values(), ids=lambda entry: entry.key)
def test_each_anchor_is_one_thing_that_exists(entry):
    keys = list(LIBRARY.clause_periods)

    for anchor in entry.anchors:
        held = [bool(anchor.kinds), bool(anchor.answer), bool(anchor.value), bool(anchor.period)]
        held.append(anchor.plan_end)
        assert held.count(True) == 1
        assert set(anchor.kinds) <= set(LIBRARY.activity_kinds)
        assert anchor.answer is None or LIBRARY.questions[anchor.answer].kind == "date"
        assert anchor.value is None or is_date(anchor.value)
        # What it follows has to be worked out first.
        assert anchor.period is None or keys.index(anchor.period) < keys.index(entry.key)
        assert anchor.runs == "after" or slot_of(entry).unit != "months"
    assert entry.anchors


def test_every_length_of_a_clause_gives_a_period_or_is_left_out_on_purpose():
    lengths = {
        (clause.key, slot.key)
        for clause in LIBRARY.clauses.values()
        for slot in clause.slots
        if slot.kind in ("days", "months")
    }
    shown = {(entry.clause, entry.slot) for entry in LIBRARY.clause_periods.values()}

    assert shown | NOT_ON_THE_TIMELINE == lengths
    assert not shown & NOT_ON_THE_TIMELINE


def test_what_to_add_names_kinds_by_their_names():
    names = {kind.name for kind in LIBRARY.activity_kinds.values()}

    for entry in LIBRARY.clause_periods.values():
        assert set(re.findall("“(.*?)”", entry.add)) <= names, entry.key


@pytest.mark.parametrize("duty", LIBRARY.duties.values(), ids=lambda duty: duty.key)
def test_a_promise_is_made_by_wordings_that_exist_and_names_only_their_values(duty):
    clause = LIBRARY.clauses[duty.clause]
    options = {option.key: option.wording for option in clause.options}

    assert set(duty.options) <= set(options)
    assert bool(duty.options) is bool(options)
    for key in duty.options:
        for slot in re.findall(r"\{(\w+)\}", duty.what):
            assert f"{{{slot}}}" in options[key]


@pytest.mark.parametrize("duty", LIBRARY.duties.values(), ids=lambda duty: duty.key)
def test_a_promise_leads_to_rows_kinds_and_posts_that_exist(duty):
    assert duty.phase in LIBRARY.phases
    assert set(duty.rows) <= set(LIBRARY.suggested_activities)
    assert set(duty.kinds) <= set(LIBRARY.activity_kinds)
    assert set(duty.letters) <= set(LIBRARY.posts)
    assert sum("A" in letter.value for letter in duty.letters.values()) <= 1
    assert f"{PREFIX}{duty.key}" not in LIBRARY.suggested_activities
    assert set(duty.sources) <= set(LIBRARY.sources)


def test_a_promise_that_may_be_kept_already_names_the_answer_and_the_wording_that_fits_then():
    found = [duty for duty in LIBRARY.duties.values() if duty.kept_when or duty.kept_option]

    assert {duty.key for duty in found} == {"sign-nda", "data-agreement"}
    for duty in found:
        clause = LIBRARY.clauses[duty.clause]
        assert duty.kept_option in {option.key for option in clause.options} - set(duty.options)
        for condition in duty.kept_when:
            assert condition.question in clause.answers
            options = {option.key for option in LIBRARY.questions[condition.question].options}
            assert condition.any_of
            assert set(condition.any_of) < options


def test_milestones_of_each_kind_lead_to_rows_that_exist_or_are_set_by_others():
    for duty in LIBRARY.milestone_duties.values():
        assert LIBRARY.activity_kinds[duty.key].is_milestone
        assert set(duty.rows) <= set(LIBRARY.suggested_activities)
        assert duty.outside is not bool(duty.rows)


def test_what_is_ours_claims_no_paper_and_what_is_anothers_names_it():
    for item in (*LIBRARY.clause_periods.values(), *LIBRARY.duties.values()):
        assert set(item.sources) <= set(LIBRARY.sources)
        assert bool(item.sources) is (item.basis != "planner"), item.key
