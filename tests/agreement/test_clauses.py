import shutil
from importlib.resources import files
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.agreement.clauses import (
    binding_clauses,
    clause_set,
    clause_state,
    findings,
    option_text,
    paper_of,
    resolved_text,
    status_text,
)
from planner.library import Library, standard_library
from planner.model import ClauseChoice, Organisation
from planner.terms import Paper, Side

LIBRARY = standard_library()
SWITCHES = st.dictionaries(
    st.sampled_from(sorted(LIBRARY.clauses)),
    st.tuples(st.sampled_from([None, True, False]), st.sampled_from([None, True, False])),
)


def open_point(slot):
    return "to be agreed (open point 3)"


def test_printed_numbers_run_without_gaps_over_the_included_clauses(build, library):
    build.choose("funding", included=False).choose("exclusivity", included=True)

    states = [state for state in clause_set(build(), library) if state.included]

    assert [state.number for state in states] == list(range(1, len(states) + 1))
    assert "exclusivity" in [state.clause.key for state in states]
    assert clause_state(build(), library, "funding").number is None


def test_a_statement_leaves_out_money_confidentiality_and_rights(build, library):
    build.paper(Paper.STATEMENT)

    left_out = {state.clause.key for state in clause_set(build(), library) if not state.included}

    assert {"funding", "confidentiality", "results", "background_ip", "publication"} <= left_out
    assert binding_clauses(build(), library) == ()


def test_a_memorandum_binds_by_default_in_five_clauses_only(build, library):
    build.paper(Paper.MEMORANDUM)

    keys = [state.clause.key for state in binding_clauses(build(), library)]

    assert keys == ["funding", "publicity", "liability", "law", "status"]


def test_heads_of_terms_bind_confidentiality_unless_it_has_its_own_agreement(build, library):
    with_clause = binding_clauses(build(), library)
    build.choose("confidentiality", option="separate_nda")

    assert "confidentiality" in [state.clause.key for state in with_clause]
    assert "confidentiality" not in [state.clause.key for state in binding_clauses(build(), library)]


def test_until_a_paper_is_chosen_the_draft_is_a_memorandum(build):
    assert paper_of(build.paper(Paper.UNDECIDED)()) is Paper.MEMORANDUM


def test_what_both_sides_want_is_what_the_paper_says(build, library):
    build.position("publicity", Side.ACADEMIC, "factual_listing")
    with_one = clause_state(build(), library, "publicity")
    build.position("publicity", Side.INDUSTRY, "factual_listing")
    with_both = clause_state(build(), library, "publicity")

    assert with_one.option.key == "consent"
    assert with_both.option.key == "factual_listing"


def test_a_position_of_neither_side_is_not_what_both_sides_want(build, library):
    build.position("publicity", Side.JOINT, "factual_listing")
    build.position("publicity", Side.INDUSTRY, "factual_listing")

    assert clause_state(build(), library, "publicity").option.key == "consent"


def test_several_organisations_on_a_side_speak_in_the_singular(build, library):
    build.parties("Hillside Health Trust")
    build.choose("background", option="opportunity")
    state = clause_state(build(), library, "background")

    text = option_text(state, state.clause.options[1], open_point)

    assert text.startswith("The industry side has something that may help, and Northfield University is")


def test_a_chosen_option_and_its_values_are_printed(build, library):
    build.parties().choose(
        "publication", option="review_only", values=(("review_days", "45"), ("embargo_months", ""))
    )

    text = resolved_text(clause_state(build(), library, "publication"), open_point)

    assert "the review period is 45 calendar days." in text
    assert text.startswith("Northfield University plans to send Brightpath Digital Ltd")


def test_a_side_without_an_organisation_is_named_and_starts_its_sentence_with_a_capital(build, library):
    text = resolved_text(clause_state(build(), library, "publication"), open_point)

    assert text.startswith("The academic side intends to publish")
    assert "send the industry side each manuscript" in text


def test_a_legal_name_is_preferred_in_sentences(build, library):
    build.add(Organisation, name="Northfield", legal_name="The University of Northfield", side=Side.ACADEMIC)

    assert clause_state(build(), library, "purpose").names["academic"] == "The University of Northfield"


def test_braces_and_placeholders_that_a_user_typed_stay_as_typed(build, library):
    build.answer("problem.statement", "{title} {0} {} costs {problem}")
    build.choose("purpose", own_text="We {objectives} <b>&")
    state = clause_state(build(), library, "purpose")

    assert "{title} {0} {} costs {problem}." in resolved_text(
        clause_state(build(), library, "background"), open_point
    )
    assert resolved_text(state, open_point) == "We {objectives} <b>&"
    assert state.text_is_own
    assert state.missing == ()


def test_an_edited_wording_that_was_emptied_is_the_standard_one_again(build, library):
    build.choose("publicity", own_text="  \n ")

    assert not clause_state(build(), library, "publicity").text_is_own
    assert resolved_text(clause_state(build(), library, "publicity"), open_point)


def test_an_answer_that_ends_its_own_sentence_does_not_end_it_twice(build, library):
    build.answer("problem.statement", "Students wait too long.")

    text = resolved_text(clause_state(build(), library, "background"), open_point)

    assert text.endswith("The problem: Students wait too long.")


def test_every_option_of_every_clause_reads_without_braces_when_nothing_is_known(build, library):
    for state in clause_set(build(), library):
        for option in state.clause.options:
            text = option_text(state, option, open_point)

            assert "{" not in text
            assert "}" not in text
            assert text.strip() == text


def test_generated_clauses_have_no_text_of_their_own(build, library):
    assert resolved_text(clause_state(build(), library, "status"), open_point) == ""


def test_an_unknown_clause_has_no_state(build, library):
    assert clause_state(build(), library, "no-such-clause") is None


def test_a_law_is_named_only_for_the_sake_of_another_binding_clause(build, library):
    for key in ("funding", "publicity", "liability", "confidentiality"):
        build.choose(key, binds=False)

    assert [state.clause.key for state in binding_clauses(build(), library)] == ["status"]
    assert "except for clause" in status_text(build(), library)


def test_notes_for_a_contract_say_that_nothing_binds(build, library):
    assert "nothing in them binds" in status_text(build.paper(Paper.CONTRACT)(), library)


def test_a_statement_says_that_none_of_it_binds(build, library):
    text = status_text(build.paper(Paper.STATEMENT)(), library)

    assert "None of it is legally binding. Whoever acts on it before a contract" in text


def expected_to_bind(switches, drawn):
    """Worked out anew from the content: the clauses that bind, as the status clause names them."""
    expected, number = [], 0
    for clause in LIBRARY.clauses.values():
        included, binds = switches.get(clause.key, (None, None))
        if included is False or (included is None and drawn not in clause.papers):
            continue
        number += 1
        rule = clause.binding.get(drawn, "never")
        default = rule == "on" and all(o.binds_by_default for o in clause.options if drawn in o.default_for)
        if clause.key == "confidentiality" and drawn is Paper.MEMORANDUM:
            default = False
        if rule != "never" and (default if binds is None else binds):
            expected.append((clause.key, f"clause {number} ({clause.title})"))
    if not {key for key, _ in expected} - {"law", "status"} and switches.get("law", (None, None))[1] is None:
        expected = [pair for pair in expected if pair[0] != "law"]
    return [name for _, name in expected]


def says_what_the_switches_say(snapshot, switches, drawn):
    expected = expected_to_bind(switches, drawn)
    text = status_text(snapshot, LIBRARY)
    named = [f"clause {s.number} ({s.clause.title})" for s in binding_clauses(snapshot, LIBRARY)]
    return (
        named == expected
        and all(name in text for name in expected)
        and text.count("clause ") == len(expected)
    )


@settings(max_examples=200, deadline=None)
@given(switches=SWITCHES, paper=st.sampled_from(list(Paper)))
def test_the_status_clause_names_exactly_what_the_switches_say(new_snapshot, switches, paper):
    snapshot = new_snapshot(paper, switches)

    assert says_what_the_switches_say(snapshot, switches, paper or Paper.MEMORANDUM)


def may_bind(paper):
    return [c.key for c in LIBRARY.clauses.values() if c.binding.get(paper, "never") != "never"]


def all_switches(keys):
    for values in product((True, False), repeat=len(keys)):
        yield {key: (True, on) for key, on in zip(keys, values, strict=True)}


def test_in_a_memorandum_the_status_clause_is_right_for_every_combination_of_switches(new_snapshot):
    keys = may_bind(Paper.MEMORANDUM)
    tried = list(all_switches(keys))

    assert 8 <= len(keys) <= 12
    assert len(tried) == 2 ** len(keys)
    for switches in tried:
        snapshot = new_snapshot(Paper.MEMORANDUM, switches)
        assert says_what_the_switches_say(snapshot, switches, Paper.MEMORANDUM), switches


def test_in_heads_of_terms_the_status_clause_is_right_for_every_pair_of_switches(new_snapshot):
    keys = may_bind(Paper.HEADS_OF_TERMS)

    for one, other in combinations(keys, 2):
        for rest, first, second in product((True, False, None), (True, False), (True, False)):
            switches = dict.fromkeys(keys, (True, rest)) | {one: (True, first), other: (True, second)}
            snapshot = new_snapshot(Paper.HEADS_OF_TERMS, switches)
            assert says_what_the_switches_say(snapshot, switches, Paper.HEADS_OF_TERMS), switches


@settings(max_examples=400, deadline=None)
@given(on=st.sets(st.sampled_from(may_bind(Paper.HEADS_OF_TERMS))))
def test_in_heads_of_terms_the_status_clause_is_right_for_any_combination(new_snapshot, on):
    switches = {key: (True, key in on) for key in may_bind(Paper.HEADS_OF_TERMS)}
    snapshot = new_snapshot(Paper.HEADS_OF_TERMS, switches)

    assert says_what_the_switches_say(snapshot, switches, Paper.HEADS_OF_TERMS)


@pytest.mark.parametrize("paper", [Paper.STATEMENT, Paper.CONTRACT])
def test_in_a_paper_that_never_binds_no_switch_makes_a_clause_bind(new_snapshot, paper):
    for key in LIBRARY.clauses:
        switches = {key: (True, True)}

        assert says_what_the_switches_say(new_snapshot(paper, switches), switches, paper)
    assert may_bind(paper) == []


def test_a_value_that_cannot_be_used_is_a_finding_at_its_clause(build, library, today):
    build.choose("publication", values=(("review_days", "soon"),))

    (found,) = findings(build(), library, today)

    assert found.id == "value/publication/review_days"
    assert found.place == "agreement/publication"


def test_an_option_that_is_not_known_is_a_finding_and_the_standard_one_is_shown(build, library, today):
    build.choose("publicity", option="from-the-future").choose("status", option="nonsense")

    ids = [found.id for found in findings(build(), library, today)]

    assert ids == ["option/publicity", "option/status"]
    assert clause_state(build(), library, "publicity").option.key == "consent"


def test_a_switch_that_this_paper_does_not_allow_is_a_finding_and_binds_nothing(build, library, today):
    build.paper(Paper.MEMORANDUM).choose("results", binds=True)

    assert [found.id for found in findings(build(), library, today)] == ["cannot-bind/results"]
    assert not clause_state(build(), library, "results").binds


def test_a_clause_that_is_left_out_raises_no_finding_about_its_switches(build, library, today):
    build.choose("results", included=False, binds=True, option="from-the-future")

    assert findings(build(), library, today) == ()


def test_a_retired_clause_leaves_no_gap(build, tmp_path):
    shutil.copytree(Path(str(files("resources"))) / "content", tmp_path / "content")
    file = tmp_path / "content" / "clauses" / "02-background.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("number = 2", "number = 2\nretired = true"), "utf-8"
    )

    states = clause_set(build(), Library(tmp_path / "content"))

    assert [(s.number, s.clause.key) for s in states[:2]] == [(1, "parties"), (2, "purpose")]


def test_the_first_choice_stored_for_a_clause_counts(build, library):
    build.choose("publicity", option="factual_listing").choose("publicity", option="consent")

    assert build().all(ClauseChoice)[0].option == "factual_listing"
    assert clause_state(build(), library, "publicity").option.key == "factual_listing"
