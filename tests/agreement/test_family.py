"""The closest model family: bands, conflict, balance, pushes, the flip, the consortium table."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import agenda, checks, scope
from planner.agreement.clauses import clause_state
from planner.agreement.consortium import choose_consortium, consortium_notes, consortium_result
from planner.agreement.family import (
    Outcome,
    family_result,
    is_secure,
    judge,
    read_step,
    yes_or_no,
)
from planner.agreement.family_change import flip, pushes, turned
from planner.agreement.family_use import (
    findings,
    open_points,
    preselect,
    preselections,
    proposals,
    take_over,
)
from planner.agreement.family_words import (
    card_lines,
    family_line,
    flip_words,
    missing_words,
    push_words,
    reading_words,
    rules_words,
    verdict_words,
)
from planner.agreement.positions import PositionState, state_of
from planner.document import Document
from planner.exchange.compare import compare
from planner.library import standard_library
from planner.model import Answer, ClauseChoice, Organisation, Position
from planner.terms import SIDES, Basis, OrganisationKind, Seat, Severity, Side

LIBRARY = standard_library()
FAMILIES = LIBRARY.families
KEYS = {step: [q.key for q in FAMILIES.asked(step)] for step in FAMILIES.steps}
TWO_PARTY = [key for step, keys in KEYS.items() if step != "consortium" for key in keys]
FIVE_RIGHTS = KEYS["rights"][:5]
MODELS = {key: model.number for key, model in FAMILIES.models.items()}


def saying(step, yes, of=None):
    """The first `of` questions of a step answered, `yes` of them with yes."""
    keys = KEYS[step][: of or len(KEYS[step])]
    return {key: place < yes for place, key in enumerate(keys)}


def answers(reliance=0, publication=5, plain=0, rights=4, sixth=None):
    """A whole set of answers with so many yes in each step."""
    said = saying("premises", 3) | saying("reliance", reliance) | saying("publication", publication)
    said |= saying("plain", plain) | saying("rights", rights, 5)
    return said if sixth is None else {**said, KEYS["rights"][5]: sixth}


def number(said):
    verdict = judge(said, FAMILIES)
    return verdict.model.number if verdict.model else verdict.outcome.value


def with_questions(library, monkeypatch, questions):
    """The library as if its file had these questions, for the length of one test."""
    monkeypatch.setitem(vars(library), "family_questions", questions)
    monkeypatch.setitem(vars(library), "families", replace(FAMILIES, questions=questions))


def say(build, said, *sides, **fields):
    for side in sides or SIDES:
        for key, yes in said.items():
            build.answer(key, ("yes" if yes else "no",), side, **fields)
    return build


all_answers = st.dictionaries(st.sampled_from(TWO_PARTY), st.booleans()).map(
    lambda said: {**saying("premises", 3), **said}
)


# Bands


@pytest.mark.parametrize(
    ("yes", "step", "clear"),
    [(2, "plain", True), (3, "plain", False), (4, "plain", False), (5, "publication", True)],
)
def test_reliance_has_its_edges_between_two_and_three_and_four_and_five(yes, step, clear):
    verdict = judge(answers(reliance=yes), FAMILIES)

    assert verdict.steps[2].step.key == step
    assert verdict.is_clear is clear


@pytest.mark.parametrize(("yes", "expected"), [(0, "4A"), (2, "4A"), (3, "balanced"), (4, "2"), (5, "2")])
def test_the_stronger_right_has_its_edges_at_three_by_the_five_questions(yes, expected):
    assert number(answers(rights=yes)) == expected


@pytest.mark.parametrize(
    ("yes", "sixth", "expected"),
    [
        (2, False, "3"),
        (1, True, "3"),
        (3, False, "balanced"),
        (2, True, "balanced"),
        (4, False, "2"),
        (5, True, "2"),
    ],
)
def test_the_older_sixth_question_once_answered_brings_in_the_older_bands(yes, sixth, expected):
    said = answers(rights=yes, sixth=sixth)

    assert number(said) == expected
    assert judge(said, FAMILIES).steps[-1].band.is_established


@pytest.mark.parametrize(("yes", "of", "expected"), [(3, 4, "1"), (2, 4, "2"), (3, 3, "1"), (2, 3, "2")])
def test_a_plain_right_is_enough_with_three_quarters_yes(yes, of, expected):
    said = {key: answer for key, answer in answers().items() if key not in KEYS["plain"]}

    assert number(said | saying("plain", yes, of)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((True, True, True, True, False), "4"),
        ((True, True, True, False, False), "balanced"),
        ((False, True, True, False, False), "balanced"),
        ((False, True, False, False, False), "5"),
        ((False, False, True, True, True), "5"),
    ],
)
def test_publication_decides_between_the_models_in_which_the_company_owns(said, expected):
    publication = dict(zip(KEYS["publication"], said, strict=True))

    assert number(answers(reliance=5) | publication) == expected


@pytest.mark.parametrize("reliance", [0, 4, 5])
def test_who_must_publish_and_may_not_is_a_conflict_and_names_no_family(reliance):
    said = answers(reliance=reliance) | {"family.must_publish": True, "family.may_publish": False}

    assert judge(said, FAMILIES).outcome is Outcome.CONFLICT
    assert pushes(said, FAMILIES) == ()
    assert flip(said, FAMILIES) is None


@pytest.mark.parametrize("premise", KEYS["premises"])
def test_a_premise_that_does_not_hold_ends_it(premise):
    verdict = judge(answers() | {premise: False}, FAMILIES)

    assert verdict.outcome is Outcome.OUTSIDE
    assert [q.key for q in verdict.failed] == [premise]


@pytest.mark.parametrize("premise", KEYS["premises"])
def test_a_premise_without_an_answer_is_no_pass(premise):
    said = answers()
    del said[premise]
    verdict = judge(said, FAMILIES)

    assert verdict.outcome is Outcome.NOT_ASSESSED
    assert missing_words(verdict) == "Premises: 1 answer missing; all 3 are needed."


@pytest.mark.parametrize(
    ("step", "reliance", "words"),
    [
        ("reliance", 0, "Reliance: 2 of 10 answered; 1 more answer needed."),
        ("publication", 5, "Publication: 2 of 5 answered; 1 more answer needed."),
        ("plain", 0, "A plain right: 2 of 4 answered; 1 more answer needed."),
        ("rights", 0, "A stronger right: 2 of 5 answered; 1 more answer needed."),
    ],
)
def test_a_step_with_fewer_than_three_answers_is_not_assessed(step, reliance, words):
    said = {key: answer for key, answer in answers(reliance=reliance).items() if key not in KEYS[step]}
    verdict = judge(said | saying(step, 2, 2), FAMILIES)

    assert verdict.outcome is Outcome.NOT_ASSESSED
    assert missing_words(verdict) == words
    assert judge(said | saying(step, 2, 3), FAMILIES).outcome is not Outcome.NOT_ASSESSED


@given(all_answers, st.sampled_from(KEYS["reliance"] + FIVE_RIGHTS))
def test_one_more_yes_never_lowers_a_count(said, key):
    step = FAMILIES.questions[key].step
    before, after = (read_step({**said, key: answer}, FAMILIES, step) for answer in (False, True))

    assert after.yes == before.yes + 1
    if before.band is not None and after.band is not None:
        assert after.band.lowest >= before.band.lowest


@given(all_answers)
def test_every_set_of_answers_comes_to_one_of_the_results(said):
    verdict = judge(said, FAMILIES)

    assert (verdict.model is not None) is (verdict.outcome is Outcome.FAMILY)
    assert bool(verdict.between) is (verdict.outcome is Outcome.BALANCED)
    assert verdict.model is None or verdict.model.parties == "two"


def test_bands_that_lead_in_a_circle_come_to_an_end():
    bands = {key: band.model_copy(update={"next_step": "reliance"}) for key, band in FAMILIES.bands.items()}
    verdict = judge(answers(), replace(FAMILIES, bands=bands))

    assert verdict.outcome is Outcome.BALANCED
    assert [reading.step.key for reading in verdict.steps] == ["premises", "reliance"]


def test_a_result_is_secure_once_no_missing_answer_could_change_it():
    whole = answers(reliance=0)
    few = {key: answer for key, answer in whole.items() if key not in KEYS["reliance"][3:]}

    assert is_secure(whole, FAMILIES)
    assert not is_secure(few, FAMILIES)


def test_a_band_that_is_ours_says_so():
    readings = judge(answers(rights=4), FAMILIES).steps

    assert [("our reading" in reading_words(reading)) for reading in readings] == [False, False, True, True]
    assert reading_words(readings[0]) == "Premises: 3 of 3 yes."


def test_only_a_single_yes_or_no_counts():
    assert [yes_or_no(chosen) for chosen in (("yes",), ("no",), (), ("yes", "no"), ("maybe",))] == [
        True, False, None, None, None,
    ]  # fmt: skip


# What pushed, and what would flip it


def test_answers_push_by_how_near_their_opposite_brings_the_next_band():
    found = pushes(answers(reliance=1, plain=4), FAMILIES, most=20)
    shares = {push.question.step: push.share for push in found}

    # One yes of the low band's two: it takes two more to leave it, and one yes alone leads away from it.
    assert shares == {"plain": 1 / 2, "reliance": 1 / 2}
    assert [push.is_yes for push in found if push.question.step == "reliance"] == [False] * 9


def test_the_three_answers_that_pushed_most_come_first():
    found = pushes(answers(reliance=4, rights=4), FAMILIES)

    assert [push.share for push in found] == [1, 1, 1]
    assert [push.question.key for push in found] == KEYS["reliance"][4:7]


def test_the_middle_of_a_wide_band_is_pushed_from_both_edges():
    found = pushes(answers(reliance=7, publication=5), FAMILIES, most=20)

    assert found[0].question.key == "family.may_publish"
    assert {push.share for push in found if push.question.step == "reliance"} == {1 / 3}


def test_without_any_other_band_nothing_pushes():
    only = {key: band for key, band in FAMILIES.bands.items() if band.step != "reliance"}
    low = FAMILIES.bands["reliance.low"].model_copy(update={"highest": 10})
    found = pushes(answers(reliance=1), replace(FAMILIES, bands={**only, low.key: low}), most=20)

    assert {push.question.step for push in found} == {"plain", "rights"}


def test_without_a_family_nothing_flips():
    assert flip({}, FAMILIES) is None


def test_what_takes_more_than_two_answers_is_no_flip():
    said = {key: answer for key, answer in answers(plain=4).items() if key not in KEYS["rights"]}

    assert number(said) == "1"
    assert flip(said, FAMILIES) is None


def test_every_result_has_a_heading_and_pushes_are_said_in_words():
    said = answers()
    heads = [
        verdict_words(judge(each, FAMILIES))
        for each in (
            said,
            answers(rights=3),
            said | {"family.may_publish": False, "family.must_publish": True},
            said | {"family.want": False},
            {},
        )
    ]

    assert heads == [
        "University owns, company may negotiate an exclusive licence",
        "Balanced",
        "A contradiction about publication",
        "Outside the premises",
        "Not assessed",
    ]
    assert missing_words(judge(said, FAMILIES)) == ""
    assert push_words(pushes(said, FAMILIES)[0]).startswith("Would an exclusive licence be enough")
    assert push_words(pushes(said, FAMILIES)[0]).endswith("? Yes.")
    assert rules_words(FAMILIES.rules) == "Rule set 1, 22 Nov 2026"


def test_a_question_is_handed_on_as_one_of_scoping():
    each, joint = (FAMILIES.questions[key].as_question() for key in ("family.want", "family.free_for_all"))

    assert (each.kind, each.answered_by, joint.answered_by) == ("yes_no", "each", "joint")


def changes(said, verdict, count):
    """Every result that turning `count` answers would lead to, of families and balances."""
    keys = [key for key in said if FAMILIES.questions[key].step != "premises"]
    for chosen in combinations(keys, count):
        other = judge(turned(said, *chosen), FAMILIES)
        if other.outcome in (Outcome.FAMILY, Outcome.BALANCED) and other.result != verdict.result:
            yield other


@given(all_answers)
def test_the_flip_really_flips_and_no_smaller_change_does(said):
    verdict, found = judge(said, FAMILIES), flip(said, FAMILIES)
    if verdict.outcome not in (Outcome.FAMILY, Outcome.BALANCED):
        assert found is None
        return
    if found is None:
        assert not list(changes(said, verdict, 1)) + list(changes(said, verdict, 2))
        return
    after = judge(turned(said, *(q.key for q in found.questions)), FAMILIES)

    assert after.result == found.verdict.result != verdict.result
    assert len(found.questions) == 1 or not list(changes(said, verdict, 1))
    # Of equally small changes one to a family is named before one to a balance.
    if found.verdict.outcome is Outcome.BALANCED:
        same_size = changes(said, verdict, len(found.questions))
        assert Outcome.FAMILY not in {other.outcome for other in same_size}


def test_the_example_flips_on_the_company_s_background():
    said = answers(reliance=0) | dict.fromkeys(
        ["family.strategy", "family.testing", "family.milestones", "family.unhampered"], True
    )

    assert flip_words(flip(said, FAMILIES)) == (
        "If the company’s background were essential, the closest family becomes "
        "“company owns, university keeps academic use”."
    )


def test_a_flip_to_a_balance_and_no_flip_at_all_are_said_plainly():
    balanced = flip(answers(reliance=0, rights=2), FAMILIES)
    far = flip(answers(reliance=0, plain=4, rights=4) | {KEYS["plain"][3]: True}, FAMILIES)

    assert balanced.verdict.outcome is Outcome.BALANCED
    assert flip_words(balanced) == (
        "If the work were a core part of the lead researcher’s programme, the result becomes balanced "
        "between “university owns, company may negotiate an exclusive licence” and "
        "“university owns, company may negotiate to take over some results”."
    )
    assert len(far.questions) == 2
    assert flip_words(None).startswith("No change of one or two answers")


# The sides


def test_both_sides_with_the_same_family_have_a_joint_one(build, library):
    snapshot = say(build.parties(), answers())()
    result = family_result(snapshot, library)

    assert result.joint.number == "2"
    assert not result.differs
    assert family_line(snapshot, library) == (
        "closest model family: university owns, company may negotiate an exclusive licence"
    )
    assert card_lines(snapshot, library)[0].startswith("Closest family: university owns")
    assert len(card_lines(snapshot, library)) == 2


def test_a_joint_family_with_two_flips_names_whose_each_is(build, library):
    say(build.parties(), answers(), Side.ACADEMIC)
    snapshot = say(build, answers(reliance=4), Side.INDUSTRY)()
    lines = card_lines(snapshot, library)

    assert [line.split(":")[0] for line in lines] == [
        "Closest family", "Northfield University", "Brightpath Digital Ltd",
    ]  # fmt: skip


def test_sides_that_differ_are_told_apart(build, library, today):
    say(build.parties(), answers(plain=4), Side.ACADEMIC)
    snapshot = say(build, answers(reliance=6), Side.INDUSTRY, confirmed=False)()
    found = {finding.id: finding for finding in findings(snapshot, library, today)}

    assert family_result(snapshot, library).differs
    assert family_result(snapshot, library).industry.is_guess
    assert found["family-differs"].severity is Severity.INFO
    assert "Brightpath Digital Ltd: company owns" in found["family-differs"].advice
    assert family_line(snapshot, library).endswith("the two sides’ answers differ")
    assert card_lines(snapshot, library) == (
        "Northfield University: university owns, company may use it.",
        "Brightpath Digital Ltd: company owns, university keeps academic use.",
    )


def test_a_conflict_counts_even_when_each_side_only_speaks_for_itself(build, library, today):
    say(build.parties(), {"family.must_publish": True}, Side.ACADEMIC)
    snapshot = say(
        build, answers() | {"family.must_publish": False, "family.may_publish": False}, Side.INDUSTRY
    )()
    found = findings(snapshot, library, today)

    assert [(f.id, f.severity, f.place) for f in found] == [
        ("family-conflict", Severity.WARNING, "agreement/publication")
    ]
    assert family_line(snapshot, library) == "closest model family: none while publication is disputed"
    assert card_lines(snapshot, library) == (library.families.rules.conflict_says,)
    assert preselections(snapshot, library) == ()


def test_a_conflict_the_clauses_already_name_is_not_found_twice(build, library, today):
    build.parties().choose("results", option="company_confidential")
    build.answer("wants.publication", ("yes",), Side.ACADEMIC)
    snapshot = say(build, answers() | {"family.must_publish": True, "family.may_publish": False})()
    found = [f.id for f in checks.findings(snapshot, library, today)]

    assert "secrecy-against-publication/results" in found
    assert "family-conflict" not in found


@pytest.mark.parametrize(("said", "words"), [(answers(rights=3), "closest model family: balanced"), ({}, "")])
def test_a_balance_is_named_and_nothing_is_left_unsaid(build, library, said, words):
    assert family_line(say(build.parties(), said)(), library) == words


def test_one_side_alone_is_named_as_such(build, library):
    snapshot = say(build.parties(), answers(plain=4), Side.ACADEMIC)()
    waiting = say(build, {"family.want": True}, Side.INDUSTRY)()

    assert family_line(snapshot, library) == (
        "closest model family for Northfield University alone: university owns, company may use it"
    )
    assert card_lines(waiting, library)[1] == (
        "Brightpath Digital Ltd: not assessed. Premises: 2 answers missing; all 3 are needed."
    )


def test_a_balance_and_what_lies_outside_have_their_words_on_the_card(build, library):
    say(build.parties(), answers(rights=3), Side.ACADEMIC)
    lines = card_lines(say(build, answers() | {"family.want": False}, Side.INDUSTRY)(), library)

    assert lines[0].startswith("Northfield University: balanced between “university owns")
    assert lines[1] == "Brightpath Digital Ltd: outside the premises."


def test_who_has_answered_nothing_is_told_so_and_nothing_is_found(build, library, today):
    snapshot = build.parties()()

    assert card_lines(snapshot, library)[0].startswith("Not assessed yet")
    assert findings(snapshot, library, today) == ()


# The model that fits badly


def no_publication(build):
    refusing = answers(reliance=6) | {"family.must_publish": False, "family.may_publish": False}
    return say(build.parties(), refusing)


def test_a_family_without_publication_meets_students_and_the_need_to_publish(build, library, today):
    no_publication(build).answer("approvals.students", ("yes",))
    build.answer("wants.publication", ("yes",), Side.ACADEMIC)

    assert [f.id for f in findings(build(), library, today)] == ["family-publication", "family-students"]


def test_without_students_and_publication_it_stands(build, library, today):
    assert findings(no_publication(build)(), library, today) == ()


def test_once_that_option_is_chosen_the_rules_of_the_clauses_speak(build, library, today):
    no_publication(build).answer("approvals.students", ("yes",))
    snapshot = build.choose("results", option="company_confidential")()

    assert findings(snapshot, library, today) == ()
    assert "students-and-secrecy" in {f.id for f in checks.findings(snapshot, library, today)}


# Proposals from Scope


def test_what_scope_establishes_is_proposed_and_never_answered_by_itself(build, library):
    build.parties().answer("wants.publication", ("yes",), Side.ACADEMIC)
    build.answer("wants.publication_ok", ("after-review",), Side.INDUSTRY, confirmed=False)
    snapshot = build.answer("money.moves", ("no",)).answer("approvals.students", ("yes",))()
    found = {(p.question.key, p.side): p for p in proposals(snapshot, library)}

    assert {key for key, _ in found} == {
        "family.must_publish", "family.may_publish", "family.students", "family.profit",
    }  # fmt: skip
    assert not found["family.profit", Side.ACADEMIC].is_yes
    assert not family_result(snapshot, library).academic.is_begun


def test_taking_over_is_one_step_and_asks_no_more(build, library):
    snapshot = build.parties().answer("approvals.students", ("yes",))()
    document = Document(snapshot.entities())
    take_over(document, proposals(snapshot, library))

    assert [a.chosen for a in document.snapshot().where(Answer, question="family.students")] == [("yes",)] * 2
    assert proposals(document.snapshot(), library) == ()
    assert document.undo_label == "answers taken from Scope"
    document.undo()
    assert document.snapshot().where(Answer, question="family.students") == ()


def test_from_one_seat_only_the_other_side_s_own_word_is_confirmed(build, library):
    build.partnership = build.partnership.model_copy(update={"seat": Seat.ACADEMIC})
    build.parties().answer("wants.publication", ("yes",), Side.ACADEMIC)
    build.answer("wants.publication_ok", ("yes",), Side.INDUSTRY)
    found = {(p.question.key, p.side): p.confirmed for p in proposals(build(), library)}

    assert found == {
        ("family.must_publish", Side.ACADEMIC): True,
        ("family.must_publish", Side.INDUSTRY): False,
        ("family.may_publish", Side.ACADEMIC): True,
        ("family.may_publish", Side.INDUSTRY): True,
    }


def test_a_retired_question_is_proposed_no_more(build, library, monkeypatch):
    retired = {k: q.model_copy(update={"retired": True}) for k, q in FAMILIES.questions.items()}
    with_questions(library, monkeypatch, retired)

    assert proposals(build.parties().answer("approvals.students", ("yes",))(), library) == ()


# Preselection


def test_one_family_for_both_preselects_what_the_paper_says(build, library):
    document = Document(say(build.parties(), answers())().entities())
    done = preselect(document, library)
    snapshot = document.snapshot()

    assert [line.split(",")[0] for line in done] == ["Results: ownership and use", "Publication and theses"]
    assert clause_state(snapshot, library, "results").choice.option == "option_to_license"
    assert snapshot.all(Position) == ()
    assert preselect(document, library) == ()
    document.undo()
    assert document.snapshot().all(ClauseChoice) == ()


def test_two_families_preselect_a_position_each_and_no_agreement(build, library):
    say(build.parties(), answers(plain=4), Side.ACADEMIC)
    document = Document(say(build, answers(reliance=6), Side.INDUSTRY)().entities())
    preselect(document, library)
    snapshot = document.snapshot()

    assert {p.side: p.option for p in snapshot.where(Position, clause="results")} == {
        Side.ACADEMIC: "university_owns", Side.INDUSTRY: "company_academic_use",
    }  # fmt: skip
    assert state_of(snapshot, library, "results") is PositionState.NEAR
    # Both suggest the same for publication: the paper says it, and nobody has agreed to it.
    assert state_of(snapshot, library, "publication") is PositionState.OPEN
    assert snapshot.first(ClauseChoice, clause="publication").option == "review_and_delay"


@pytest.mark.parametrize("fields", [{"option": "joint"}, {"own_text": "Ours."}, {"agreed": True}])
def test_what_somebody_has_chosen_is_left_alone(build, library, fields):
    build.parties().choose("results", **fields).choose("publication", option="free")

    assert preselections(say(build, answers())(), library) == ()


def test_a_choice_that_says_nothing_yet_is_filled(build, library):
    document = Document(say(build.parties().choose("results", binds=False), answers())().entities())
    preselect(document, library)

    (choice,) = document.snapshot().where(ClauseChoice, clause="results")
    assert (choice.option, choice.binds) == ("option_to_license", False)


def test_a_side_s_words_are_left_alone_and_its_equal_is_not_set_beside_them(build, library):
    build.parties().position("results", Side.ACADEMIC, text="Can’t assign")
    build.position("publication", Side.INDUSTRY, "review_and_delay")

    assert preselections(say(build, answers(), Side.ACADEMIC)(), library) == ()


def test_an_untouched_position_is_filled_and_the_other_side_s_is_a_guess(build, library):
    build.partnership = build.partnership.model_copy(update={"seat": Seat.ACADEMIC})
    build.parties().position("results", Side.INDUSTRY, reason="Because")
    document = Document(say(build, answers(rights=2), Side.INDUSTRY)().entities())
    done = preselect(document, library)

    (position,) = document.snapshot().all(Position)
    assert (position.option, position.reason, position.confirmed) == ("split", "Because", False)
    assert "the position of Brightpath Digital Ltd" in done[0]


# Three or more parties


@pytest.mark.parametrize(
    ("plan", "free", "one", "expected"),
    [
        (False, True, None, "A"), (False, True, True, "A"), (True, None, True, "B"),
        (True, False, False, "C"), (False, False, None, "D"),
    ],
)  # fmt: skip
def test_the_consortium_table(plan, free, one, expected):
    said = zip(KEYS["consortium"], (plan, free, one), strict=True)
    found = choose_consortium({key: answer for key, answer in said if answer is not None}, FAMILIES)

    assert found.model.number == expected


@pytest.mark.parametrize(
    ("said", "missing"),
    [({}, 0), ({"family.exploitation_plan": False}, 1), ({"family.exploitation_plan": True}, 2)],
)
def test_the_chooser_names_the_question_it_still_waits_for(said, missing):
    found = choose_consortium(said, FAMILIES)

    assert found.model is None
    assert found.missing.key == KEYS["consortium"][missing]


def test_with_more_parties_the_chooser_takes_the_place_of_the_models_for_two(build, library, today):
    snapshot = say(build.parties("Third Ltd"), answers())()

    assert family_line(snapshot, library) == ""
    assert card_lines(snapshot, library)[0].startswith("There are three or more parties.")
    assert findings(snapshot, library, today) == open_points(snapshot, library) == ()
    assert preselections(snapshot, library) == ()
    build.answer("family.exploitation_plan", ("no",)).answer("family.free_for_all", ("no",))
    answered = build()

    assert consortium_result(answered, library).model.number == "D"
    assert family_line(answered, library).startswith("closest consortium model: each member owns its own")
    assert card_lines(answered, library)[0].startswith("Closest consortium model: each member")
    advised = {f.id: f.advice for f in checks.findings(answered, library, today)}
    assert advised["parties-need-consortium"] == "By your answers, consortium model D is closest."
    assert (
        "Closest model family"
        in {f.id: f.advice for f in checks.findings(snapshot, library, today)}["parties-need-consortium"]
    )


def test_notes_for_consortia_follow_the_kinds_of_organisation(build, library):
    health = OrganisationKind.HEALTH_SERVICE
    build.parties()
    build.add(Organisation, name="Northfield Health", kind=health)
    build.parts[0] = build.parts[0].model_copy(update={"kind": OrganisationKind.UNIVERSITY})
    keys = {note.key for note in consortium_notes(build(), library)}

    assert "consortium.micra" in keys
    assert "consortium.brunswick" not in keys


def test_universities_among_themselves_are_pointed_elsewhere(build, library):
    for name in ("One", "Two", "Three"):
        build.add(Organisation, name=name, kind=OrganisationKind.UNIVERSITY)

    assert "consortium.brunswick" in {note.key for note in consortium_notes(build(), library)}


# Beside everything else


def test_not_sure_yet_goes_on_the_agenda_as_one_point_for_each_side(build, library):
    build.parties().answer("family.want", side=Side.ACADEMIC, not_sure=True)
    build.answer("family.early", side=Side.ACADEMIC, not_sure=True)
    build.answer("family.early", side=Side.INDUSTRY, not_sure=True)
    items = [i for i in agenda.open_points(build(), library) if i.origin.startswith("agreement/family")]

    assert [(item.origin, item.owner) for item in items] == [
        ("agreement/family/academic", "Northfield University"),
        ("agreement/family/industry", "Brightpath Digital Ltd"),
    ]
    assert items[0].text == "Closest model family. 2 questions about the work are not settled."
    assert "1 question about the work is not settled" in items[1].text


def test_answers_on_the_family_are_no_answers_of_scoping(build, library):
    before = build.parties()()
    after = say(build, answers())()

    assert scope.no_longer_asked(after, library) == ()
    assert scope.progress(after, library) == scope.progress(before, library)
    assert scope.review(after, library) == scope.review(before, library)
    assert scope.open_points(after, library) == ()


def test_a_retired_question_s_answer_is_shown_as_no_longer_asked(build, library, monkeypatch):
    retired = FAMILIES.questions["family.early"].model_copy(update={"retired": True})
    with_questions(library, monkeypatch, {**FAMILIES.questions, retired.key: retired})
    snapshot = say(build.parties(), {"family.early": True, "family.want": True}, Side.ACADEMIC)()

    assert [answer.question for answer in scope.no_longer_asked(snapshot, library)] == ["family.early"]
    assert list(family_result(snapshot, library).academic.said) == ["family.want"]


def test_an_answer_under_an_older_key_is_found(build, library, monkeypatch):
    renamed = FAMILIES.questions["family.want"].model_copy(update={"aliases": ("family.wish",)})
    with_questions(library, monkeypatch, {**FAMILIES.questions, renamed.key: renamed})
    snapshot = say(build.parties(), {"family.wish": True}, Side.ACADEMIC)()

    assert family_result(snapshot, library).academic.said == {"family.want": True}
    assert scope.no_longer_asked(snapshot, library) == ()


def test_comparing_two_versions_names_the_question_in_words(build, library):
    before = build.parties()().entities()
    after = say(build, {"family.want": True}, Side.ACADEMIC)().entities()

    assert compare(before, after, library).added == (
        "Answer to “Do both sides really want to work together?” (academic)",
    )


def test_nothing_of_ours_is_said_to_be_the_guide_s():
    established = {band.key for band in FAMILIES.bands.values() if band.is_established}

    assert established == {
        "reliance.low", "reliance.middle", "publication.refused", "rights.few", "rights.older_few",
        "rights.older_three", "rights.older_many",
    }  # fmt: skip
    assert {q.basis for q in FAMILIES.asked("plain")} == {Basis.PLANNER}
