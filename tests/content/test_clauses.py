"""The agreement's content: clauses, options, ladders, kinds of paper, situations."""

import re
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from planner.agreement.clauses import check_value, slots_used
from planner.library import standard_library
from planner.terms import Paper

LIBRARY = standard_library()
CLAUSES = tuple(LIBRARY.clauses.values())
WRITTEN = tuple(clause for clause in CLAUSES if not clause.generated)
OPTIONS = tuple((clause, option) for clause in CLAUSES for option in clause.options)
STANDING = {"parties", "academic", "industry", "title"}
GENERATED = {"parties", "roles", "timeline", "status", "next_steps", "signatures"}
WITH_LADDER = (
    "scope", "benefits", "governance", "timeline", "funding", "background_ip", "results", "publication",
    "confidentiality", "data", "equipment", "staffing", "publicity", "exclusivity", "liability", "term",
    "disagreements", "law",
)  # fmt: skip
# What agreements.md lists for each clause, by the keys under which it is written.
LISTED = {
    "background": ("shared_need", "product_evidence", "capability", "joint_bid"),
    "scope": ("pilot_first", "one_project", "framework"),
    "benefits": ("money_for_work", "valued_in_kind", "exchange", "nothing_settled"),
    "governance": ("leads_only", "monthly_leads", "steering_group", "independent_chair"),
    "timeline": ("fixed_dates", "quarters", "stage_gates"),
    "funding": ("own_costs", "company_part", "company_full", "full_and_margin", "joint_grant"),
    "background_ip": ("project_only", "may_negotiate", "named_list", "none_listed"),
    "results": (
        "university_owns", "option_to_license", "option_to_buy", "company_academic_use", "split",
        "company_confidential", "joint", "open_release", "creators_own", "menu",
        "all_use", "project_use", "one_exploits", "each_core",
    ),
    "publication": ("review_and_delay", "notice_objection", "free", "review_only", "file_first", "consent"),
    "confidentiality": ("none_yet", "separate_nda", "already_signed", "in_this_paper", "marked_channel"),
    "data": (
        "no_sharing", "under_agreement", "access_in_place", "deidentified", "joint_controllers", "staged",
    ),
    "equipment": ("loan", "company_keeps", "university_keeps"),
    "publicity": ("consent", "factual_listing", "agreed_paragraph"),
    "exclusivity": ("none", "lock_out", "first_look"),
    "liability": ("no_liability", "as_is", "cap_in_contract"),
    "term": ("until_contract", "fixed_term", "pause_first"),
    "disagreements": ("two_steps", "mediation", "one_meeting"),
    "law": ("defendant", "silence", "neutral"),
    "changes": ("two_levels", "accession"),
}  # fmt: skip
BINDING_WORDS = re.compile(
    r"\b(shall|must|undertakes?|warrants?|guarantees?|indemnif\w+|commits?|obliged|agrees? to|be bound)\b",
    re.IGNORECASE,
)
MUCH_ALIKE = 0.7


def name(pair):
    return "-".join(item.key for item in pair) if isinstance(pair, tuple) else pair.key


def plain(text):
    return " ".join(re.sub(r"[^a-z]+", " ", text.lower()).split())


def test_there_are_28_clauses_numbered_from_1():
    assert [clause.number for clause in CLAUSES] == list(range(1, 29))
    assert {clause.generated for clause in CLAUSES if clause.generated} == GENERATED


@pytest.mark.parametrize("clause", WRITTEN, ids=name)
def test_a_clause_has_at_least_two_options_with_keys_of_their_own(clause):
    assert len(clause.options) >= 2
    assert len({option.key for option in clause.options}) == len(clause.options)


def test_no_two_wordings_are_alike():
    texts = [(clause.key, option.key, plain(option.wording).split()) for clause, option in OPTIONS]
    alike = [
        (one[:2], other[:2])
        for one, other in combinations(texts, 2)
        if SequenceMatcher(None, one[2], other[2], autojunk=False).ratio() > MUCH_ALIKE
    ]

    assert alike == []


@pytest.mark.parametrize("clause", CLAUSES, ids=name)
def test_the_slots_used_are_the_slots_declared(clause):
    declared = [slot.key for slot in clause.slots]
    used = {key for option in clause.options for key in slots_used(option)}

    assert len(set(declared)) == len(declared)
    assert set(declared) == used - STANDING
    assert not set(declared) & STANDING


@pytest.mark.parametrize("pair", OPTIONS, ids=name)
def test_a_wording_is_one_short_paragraph_without_stray_braces(pair):
    wording = pair[1].wording

    assert "\n" not in wording
    assert wording.endswith(".")
    assert len(wording.split()) <= 85
    assert not set("{}") & set(re.sub(r"\{[a-z][a-z0-9_]*\}", "", wording))


@pytest.mark.parametrize("clause", CLAUSES, ids=name)
def test_defaults_and_values_on_the_ladder_are_accepted_by_their_slots(clause):
    slots = {slot.key: slot for slot in clause.slots}
    offered = [(slot, slot.default) for slot in clause.slots]
    offered += [(slots[key], value) for rung in clause.ladder for key, value in rung.values.items()]

    for slot, value in offered:
        assert check_value(slot, value) == value


@pytest.mark.parametrize("clause", CLAUSES, ids=name)
def test_slots_that_count_say_what_they_count_and_name_known_questions(clause):
    for slot in clause.slots:
        assert bool(slot.unit) == (slot.kind in ("days", "months", "percent"))
        assert slot.answer is None or slot.answer.split("/")[0] in LIBRARY.questions
    assert set(clause.answers) <= set(LIBRARY.questions)


def test_a_slot_of_one_side_reads_a_question_that_each_side_answers():
    read = [slot.answer for clause in CLAUSES for slot in clause.slots if "/" in (slot.answer or "")]

    assert {LIBRARY.questions[answer.split("/")[0]].answered_by for answer in read} == {"each"}


@pytest.mark.parametrize("clause", CLAUSES, ids=name)
def test_values_that_are_counted_have_both_bounds(clause):
    for slot in clause.slots:
        counts = slot.kind in ("days", "months", "percent", "number", "money")
        assert (slot.minimum is not None) is (slot.maximum is not None) is counts, slot.key


@pytest.mark.parametrize("key", LISTED)
def test_every_option_that_practice_knows_can_be_chosen(key):
    assert set(LISTED[key]) <= {option.key for option in LIBRARY.clauses[key].options}


@pytest.mark.parametrize("clause", CLAUSES, ids=name)
def test_rungs_name_options_of_their_clause_and_slots_these_use(clause):
    options = {option.key: option for option in clause.options}
    for rung in clause.ladder:
        assert rung.option in options
        assert set(rung.values) <= slots_used(options[rung.option])
        assert rung.trade.strip()


@pytest.mark.parametrize("key", WITH_LADDER)
def test_a_sticking_clause_has_a_ladder_of_three_rungs_from_one_ideal_to_the_other(key):
    rungs = LIBRARY.clauses[key].ladder
    order = ("academic", "both", "industry")
    places = [order.index(rung.leans) for rung in rungs]

    assert len(rungs) >= 3
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 2)


@pytest.mark.parametrize("pair", OPTIONS, ids=name)
def test_wording_that_does_not_bind_by_default_holds_no_binding_verb(pair):
    clause, option = pair
    if "on" not in clause.binding.values() or not option.binds_by_default:
        assert BINDING_WORDS.findall(option.wording) == []


@pytest.mark.parametrize("pair", OPTIONS, ids=name)
def test_wording_that_binds_by_default_holds_no_soft_verb(pair):
    clause, option = pair
    if "on" in clause.binding.values() and option.binds_by_default:
        assert not re.search(r"\b(intends?|expects?|aims?|plans?|hopes?)\b", option.wording)


@pytest.mark.parametrize("paper", [paper for paper in Paper if paper])
def test_an_included_clause_has_exactly_one_default_for_its_paper(paper):
    for clause in WRITTEN:
        defaults = [option.key for option in clause.options if paper in option.default_for]

        assert len(defaults) == (1 if paper in clause.papers else 0), clause.key


def test_binding_follows_the_table():
    on = {key: [c.key for c in CLAUSES if c.binding.get(key) == "on"] for key in Paper}

    assert on[Paper.STATEMENT] == on[Paper.CONTRACT] == []
    assert on[Paper.MEMORANDUM] == ["funding", "publicity", "liability", "law", "status"]
    assert on[Paper.HEADS_OF_TERMS] == [
        "funding", "confidentiality", "publicity", "liability", "law", "status",
    ]  # fmt: skip


def test_a_statement_leaves_out_money_confidentiality_and_rights():
    included = {clause.key for clause in CLAUSES if Paper.STATEMENT in clause.papers}

    assert not included & {"funding", "background_ip", "results", "publication", "confidentiality"}
    assert {"parties", "purpose", "status", "signatures"} <= included


def test_every_source_named_is_known():
    for clause in CLAUSES:
        items = (clause, *clause.slots, *clause.options)
        named = {key for item in items for key in item.sources}
        assert named <= set(LIBRARY.sources), clause.key
    for item in (*LIBRARY.papers.values(), *LIBRARY.situations.values()):
        assert set(item.sources) <= set(LIBRARY.sources), item.key


def test_what_is_not_ours_names_its_source():
    for clause in CLAUSES:
        for item in (clause, *clause.slots, *clause.options):
            assert item.basis == "planner" or item.sources, item.key


def test_the_four_kinds_of_paper_have_their_page_budgets():
    assert {kind.paper: kind.pages for kind in LIBRARY.papers.values()} == {
        Paper.STATEMENT: 2,
        Paper.MEMORANDUM: 4,
        Paper.HEADS_OF_TERMS: 6,
        Paper.CONTRACT: 0,
    }
    assert all(kind.key == kind.paper for kind in LIBRARY.papers.values())


def test_every_kind_of_paper_can_be_reached_and_conditions_name_known_answers():
    situations = LIBRARY.situations.values()

    assert 10 <= len(LIBRARY.situations) <= 16
    assert {situation.points_to for situation in situations} == {paper for paper in Paper if paper}
    for situation in situations:
        assert situation.when or not situation.unless
        for condition in (*situation.when, *situation.unless):
            question = LIBRARY.questions[condition.question]
            known = {"yes", "no"} if question.kind == "yes_no" else {o.key for o in question.options}
            assert set(condition.any_of) <= known


def test_what_goes_beside_the_paper_is_called_for_by_known_situations_and_answers():
    assert set(LIBRARY.companions) == {
        "nda", "data_agreement", "impact_assessment", "material_transfer", "collaboration_contract",
        "ethics", "authority",
    }  # fmt: skip
    for companion in LIBRARY.companions.values():
        assert companion.for_situations or companion.for_answers
        assert set(companion.for_situations) <= set(LIBRARY.situations)
        assert bool(companion.for_answers) == bool(companion.because)
        assert companion.basis == "planner" or companion.sources
        assert set(companion.sources) <= set(LIBRARY.sources)
        for condition in (*companion.for_answers, *companion.done_when):
            question = LIBRARY.questions[condition.question]
            known = {"yes", "no"} if question.kind == "yes_no" else {o.key for o in question.options}
            assert set(condition.any_of) <= known


def test_every_situation_that_needs_a_contract_calls_for_something():
    contract = {s.key for s in LIBRARY.situations.values() if s.points_to is Paper.CONTRACT}
    called = [set(c.for_situations) for c in LIBRARY.companions.values() if c.key != "authority"]

    assert contract == set().union(*called)


def test_no_wording_shouts_or_questions_end_without_a_mark():
    for clause in CLAUSES:
        assert all(question.endswith("?") for question in clause.questions)
        for option in clause.options:
            assert "!" not in option.label + option.use_when + option.wording
