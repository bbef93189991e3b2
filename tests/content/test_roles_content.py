import re

import pytest

from planner.library import standard_library
from planner.terms import Basis, Letter, Severity, Side

LIBRARY = standard_library()
SUGGESTED = LIBRARY.suggested_activities
MAKE_IT_HAPPEN = ("onboarding", "journeys", "build", "train", "evaluate")
RULES = {
    "no-activities": Severity.INFO,
    "one-accountable": Severity.ERROR,
    "somebody-responsible": Severity.ERROR,
    "one-letter": Severity.WARNING,
    "overload": Severity.WARNING,
    "remote-accountability": Severity.WARNING,
    "unseen-by-a-side": Severity.WARNING,
    "to-be-hired-late": Severity.WARNING,
    "too-many-consulted": Severity.WARNING,
    "bottleneck": Severity.WARNING,
    "burn-out": Severity.WARNING,
    "nobody-on-a-side": Severity.WARNING,
    "signatory-missing": Severity.WARNING,
    "promises-without-owner": Severity.INFO,
    "deputy-missing": Severity.INFO,
}
ENTRIES = [
    entry
    for table in (LIBRARY.phases, LIBRARY.posts, SUGGESTED, LIBRARY.role_rules)
    for entry in table.values()
]


def test_the_five_phases_of_make_it_happen_stand_between_scope_and_study():
    assert list(LIBRARY.phases) == ["scope", *MAKE_IT_HAPPEN, "study", "closing"]
    for key, phase in LIBRARY.phases.items():
        is_theirs = key in MAKE_IT_HAPPEN
        assert phase.basis is (Basis.SOURCE if is_theirs else Basis.PLANNER)
        assert ("bastoni-2024" in phase.sources) is is_theirs


def test_only_the_posts_that_the_paper_names_claim_it_as_their_source():
    theirs = {post.title for post in LIBRARY.posts.values() if post.basis is Basis.SOURCE}

    assert theirs == {
        "Implementation manager",
        "Account manager",
        "Project lead",
        "Implementation team",
        "Key user",
    }


def test_both_sides_are_offered_a_lead_a_sponsor_and_a_project_manager():
    for side, name in ((Side.ACADEMIC, "academic"), (Side.INDUSTRY, "company")):
        for post in ("lead", "sponsor", "project-manager"):
            assert LIBRARY.posts[f"{name}-{post}"].side is side


def test_post_titles_are_told_apart_by_their_words():
    titles = [post.title.casefold() for post in LIBRARY.posts.values()]

    assert len(titles) == len(set(titles))


def test_there_are_twenty_to_thirty_suggestions_and_every_phase_has_some():
    assert 20 <= len(SUGGESTED) <= 30
    assert {activity.phase for activity in SUGGESTED.values()} == set(LIBRARY.phases)


@pytest.mark.parametrize("activity", SUGGESTED.values(), ids=lambda activity: activity.key)
def test_a_suggestion_obeys_the_rules_it_will_be_checked_by(activity):
    letters = {key: letter.value for key, letter in activity.letters.items()}
    accountable = [key for key, letter in letters.items() if "A" in letter]
    responsible = [key for key, letter in letters.items() if "R" in letter]
    sides = {key: LIBRARY.posts[key].side for key in letters}

    assert len(accountable) == 1
    assert sides[accountable[0]] in {sides[key] for key in responsible} | {Side.JOINT}
    assert list(letters.values()).count(Letter.CONSULTED.value) <= 5
    assert activity.effort_percent > 0
    assert activity.basis is Basis.PLANNER


def test_conditions_name_questions_and_answers_that_exist():
    conditions = [condition for activity in SUGGESTED.values() for condition in activity.when]

    assert conditions
    for condition in conditions:
        assert LIBRARY.questions[condition.question].kind == "yes_no"
        assert set(condition.any_of) <= {"yes", "no", "not_sure"}


def test_the_rules_are_there_with_their_severity():
    assert {key: rule.severity for key, rule in LIBRARY.role_rules.items()} == RULES


def test_thresholds_are_said_to_be_our_assumption():
    rules = LIBRARY.role_rules

    assert rules["too-many-consulted"].threshold == 5
    assert (rules["bottleneck"].threshold, rules["bottleneck"].threshold_percent) == (5, 40)
    assert rules["burn-out"].threshold == 5
    for rule in rules.values():
        if rule.threshold:
            assert rule.basis is Basis.PLANNER
            assert "our assumption" in rule.why


def test_every_source_exists_and_a_claim_has_one():
    for entry in ENTRIES:
        assert set(entry.sources) <= set(LIBRARY.sources), entry.key
        assert entry.sources or entry.basis is Basis.PLANNER, entry.key
        if entry.basis is Basis.SOURCE:
            assert any(LIBRARY.sources[key].basis == "source" for key in entry.sources), entry.key


def test_sentences_are_whole_and_plain():
    texts = [text for activity in SUGGESTED.values() for text in (activity.done_when,)]
    texts += [text for rule in LIBRARY.role_rules.values() for text in (rule.why, rule.remedy)]

    for text in texts:
        assert re.fullmatch(r"[A-Z][^!]*\.", text), text
        assert len(text) < 240, text
