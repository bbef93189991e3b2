"""The content on words that bind, and on budgets of language; and that our own wordings keep to it."""

import re

import pytest

from planner.agreement.binding_words import found_words, words_in
from planner.document import snapshot_of
from planner.errors import ContentFault
from planner.library import Library, standard_library
from planner.model import ClauseChoice, Partnership
from planner.terms import Basis, Paper

LIBRARY = standard_library()
RULES = tuple(LIBRARY.binding_words.values())
INNOCENT = tuple(LIBRARY.innocent_words.values())
MEASURES = tuple(LIBRARY.measures.values())
VERBS = {
    "is", "intends to", "intends not to", "expects", "expects to", "believes", "aims", "aims to", "hopes",
    "hopes to", "plans", "supports", "cares", "follows",
}  # fmt: skip


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("clause", LIBRARY.clauses.values(), ids=lambda clause: clause.key)
def test_our_own_wordings_are_clean_in_every_option_and_every_paper(paper, clause):
    for option in clause.options:
        home = Partnership(title="Mindful Campus", paper=paper)
        choice = ClauseChoice(partnership_id=home.id, clause=clause.key, option=option.key, included=True)

        assert found_words(snapshot_of([home, choice]), LIBRARY) == {}, option.key


@pytest.mark.parametrize("entry", [*RULES, *INNOCENT, *MEASURES], ids=lambda entry: entry.key)
def test_sources_exist_and_nothing_of_our_own_borrows_one(entry):
    assert set(entry.sources) <= set(LIBRARY.sources)
    assert bool(entry.sources) is (entry.basis is not Basis.PLANNER)
    assert all(LIBRARY.sources[key].basis == entry.basis for key in entry.sources)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_says_why_in_a_sentence_and_rewrites_with_known_words(rule):
    assert rule.why.endswith(".")
    assert "!" not in rule.why
    assert rule.forms
    assert rule.triggers
    for form in rule.forms:
        groups = set(re.findall(r"\?P<([a-z]+)>", form.finds + _phrases(form.finds)))
        assert set(re.findall(r"\{([a-z ]+)\}", form.becomes)) <= VERBS | groups


def _phrases(finds: str) -> str:
    return "".join(LIBRARY.phrases[key].finds for key in re.findall(r"%([a-z]+)%", finds))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_no_rewrite_uses_words_that_are_found_themselves(rule):
    binds = rule.where == "binding"
    for form in rule.forms:
        said = re.sub(r"\{([a-z]+)\}", r"\1", form.becomes.replace("{intends not to}", "intends not to"))

        assert words_in(f"They {said.replace('{intends to}', 'intend to')} it.", LIBRARY, binds=binds) == ()


def test_a_pattern_that_is_none_is_refused_with_file_and_key(tmp_path):
    text = '[[phrase]]\nkey = "broken"\nname = "x"\nfinds = "(%the%"\n'
    (tmp_path / "binding_words.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentFault, match=r"binding_words: phrase broken: finds: .*no regular expression"):
        _ = Library(tmp_path).phrases


def test_every_phrase_is_used():
    used = "".join(form.finds for rule in RULES for form in rule.forms)
    used += "".join(words.finds for words in INNOCENT)

    assert [key for key in LIBRARY.phrases if f"%{key}%" not in used] == []


def test_patterns_are_bounded_so_that_no_text_can_stall_them():
    patterns = [form.finds for rule in RULES for form in rule.forms] + [words.finds for words in INNOCENT]

    assert [found for found in patterns if ".*" in found or ".+" in found] == []


def test_measures_are_positive_and_named_after_the_budget():
    assert {measure.key.split(".")[0] for measure in MEASURES} == {"budget"}
    assert all(measure.value > 0 and measure.unit and measure.explains.endswith(".") for measure in MEASURES)
