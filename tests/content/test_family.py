"""The model-family content: whole, cross-checked, honest about what is established."""

import re

import pytest

from planner.errors import ContentFault
from planner.library import Library, standard_library
from planner.terms import Basis, OrganisationKind

LIBRARY = standard_library()
FAMILIES = LIBRARY.families
QUESTIONS = tuple(FAMILIES.questions.values())
BANDS = tuple(FAMILIES.bands.values())
MODELS = tuple(FAMILIES.models.values())
ITEMS = (FAMILIES.rules, *FAMILIES.steps.values(), *QUESTIONS, *BANDS, *MODELS, *FAMILIES.notes.values())


def key_of(item):
    return item.key


def test_the_rule_set_has_a_name_a_date_and_names_the_official_guide():
    rules = FAMILIES.rules

    assert (rules.name, str(rules.dated)) == ("Rule set 1", "2026-11-22")
    assert LIBRARY.sources[rules.guide].address.startswith("gov.uk/")
    assert rules.fewest == 3


def test_content_without_a_rule_set_is_refused(tmp_path):
    with pytest.raises(ContentFault, match="one rule set"):
        _ = Library(tmp_path).families


def test_every_step_has_its_number_of_questions():
    counted = {step: len(FAMILIES.asked(step)) for step in FAMILIES.steps}

    assert counted == {
        "premises": 3, "reliance": 10, "publication": 5, "plain": 4, "rights": 6, "consortium": 3,
    }  # fmt: skip
    assert [q.key for q in QUESTIONS if q.edition] == ["family.no_tax_credit"]


def test_the_models_are_those_described_and_the_sixth_is_not():
    assert [m.number for m in MODELS if m.parties == "two"] == ["1", "2", "3", "4", "4A", "5"]
    assert [m.number for m in MODELS if m.parties == "several"] == ["A", "B", "C", "D"]
    assert "gap.six" in FAMILIES.notes


@pytest.mark.parametrize("item", ITEMS, ids=key_of)
def test_sources_exist_and_what_is_not_ours_names_one(item):
    assert set(item.sources) <= set(LIBRARY.sources)
    assert item.sources or item.basis is Basis.PLANNER
    # None of the founding publications speaks of these models.
    assert item.basis is not Basis.SOURCE


@pytest.mark.parametrize("question", QUESTIONS, ids=key_of)
def test_a_question_asks_and_its_turns_complete_a_sentence(question):
    assert question.key.startswith("family.")
    assert question.wording.endswith("?")
    assert question.if_yes != question.if_no
    for turn in (question.if_yes, question.if_no):
        assert turn[0].islower()
        assert not turn.endswith((".", "?"))
    assert question.key not in LIBRARY.questions


@pytest.mark.parametrize("question", QUESTIONS, ids=key_of)
def test_proposals_name_questions_and_answers_of_scope(question):
    for proposal in question.proposals:
        source = LIBRARY.questions[proposal.question]
        known = {"yes", "no"} if source.kind == "yes_no" else {option.key for option in source.options}
        assert set(proposal.any_of) <= known
        assert "clause" in " ".join(source.feeds)


@pytest.mark.parametrize("band", BANDS, ids=key_of)
def test_a_band_leads_to_one_thing_and_to_nothing_unknown(band):
    assert sum(map(bool, (band.next_step, band.model, band.between))) == 1
    assert {band.model or "model-1", *band.between} <= set(FAMILIES.models)
    assert band.next_step is None or band.next_step in FAMILIES.steps
    assert {condition.question for condition in band.when} <= set(FAMILIES.questions)
    assert band.lowest <= band.highest


@pytest.mark.parametrize(
    ("step", "edition", "most"), [("reliance", "", 10), ("rights", "", 5), ("rights", "older", 6)]
)
def test_bands_of_a_count_cover_every_number_once(step, edition, most):
    bands = [b for b in BANDS if b.step == step and b.edition == edition]
    covered = [number for b in bands for number in range(b.lowest, b.highest + 1)]

    assert sorted(covered) == list(range(most + 1))


@pytest.mark.parametrize("step", ["publication", "plain"])
def test_bands_of_a_share_end_with_one_that_always_fits(step):
    last = [band for band in BANDS if band.step == step][-1]

    assert (last.lowest, last.highest, last.when) == (0, 100, ())


def test_steps_lead_onwards_never_back():
    order = ["reliance", "publication", "plain", "rights"]

    for band in BANDS:
        if band.next_step:
            assert order.index(band.next_step) > order.index(band.step)


@pytest.mark.parametrize("model", MODELS, ids=key_of)
def test_a_model_suggests_options_that_exist(model):
    for clause, option in model.options.items():
        assert option in {found.key for found in LIBRARY.clauses[clause].options}
    assert (model.parties == "several") is bool(model.when)
    assert model.parties == "several" or "results" in model.options
    assert not model.name.endswith(".")


def test_what_could_not_be_established_is_listed_and_conditions_name_questions():
    gaps = FAMILIES.about("not_established")

    assert len(gaps) >= 6
    assert len(FAMILIES.about("tie_breaker")) == 5
    for model in MODELS:
        assert {condition.question for condition in model.when} <= set(FAMILIES.questions)
    for note in FAMILIES.notes.values():
        assert set(note.kinds) <= set(OrganisationKind)


def test_wording_is_plain():
    for item in ITEMS:
        said = " ".join(value for value in item.model_dump().values() if isinstance(value, str))
        assert "!" not in said
        assert not re.search(r"\b(shall|hereby|thereof|pursuant|PI)\b", said), item.key
        assert "'" not in said, item.key
