import re

import pytest

from planner.agreement.forecast import Weeks, evidence_of, slow_clauses, weeks_meant
from planner.library.forecast_entries import SlowClause
from planner.model import Assumption
from planner.terms import Paper, Side, Stance


def firm(build, clause, one, other):
    build.position(clause, Side.ACADEMIC, one, stance=Stance.CANT)
    build.position(clause, Side.INDUSTRY, other, stance=Stance.WONT)
    return build


def slow(build, library):
    return slow_clauses(build(), library).by_clause


def test_a_new_partnership_has_no_slow_clause(build, library):
    forecast = slow_clauses(build(), library)

    assert forecast.clauses == ()
    assert forecast.one_after_another == forecast.side_by_side == Weeks(0, 0)


def test_a_clause_on_which_the_sides_are_apart_may_take_long_and_says_why(build, library):
    firm(build, "publication", "free", "file_first")

    found = slow(build, library)["publication"]

    assert (found.weeks, found.number) == (Weeks(3, 6), 12)
    assert found.place == "agreement/publication"
    assert [reason.key for reason in found.reasons] == ["publication.apart"]
    assert found.reasons[0].evidence == "our assumption"


def test_it_is_no_longer_slow_once_the_sides_agree(build, library):
    firm(build, "publication", "free", "file_first").choose("publication", agreed=True)

    assert slow(build, library) == {}


def test_an_option_that_one_side_wants_counts_until_the_clause_is_agreed(build, library):
    build.position("results", Side.INDUSTRY, "joint")
    wanted = slow(build, library)["results"]
    build.choose("results", option="university_owns", agreed=True)

    assert wanted.weeks == Weeks(4, 10)
    assert [reason.key for reason in wanted.reasons] == ["results.joint", "results.near"]
    assert slow(build, library) == {}


def test_an_agreed_option_that_takes_time_in_itself_stays_slow(build, library):
    build.choose("funding", option="joint_grant", agreed=True)

    assert slow(build, library)["funding"].weeks == Weeks(12, 36)


def test_a_clause_takes_as_long_as_its_slowest_reason(build, library):
    firm(build, "results", "university_owns", "company_academic_use")

    found = slow(build, library)["results"]

    assert found.weeks == Weeks(4, 12)
    assert [reason.weeks.most for reason in found.reasons] == [12, 10]


def test_a_situation_makes_a_clause_slow_with_a_source_and_its_year(build, library):
    build.answer("data.flows", ("yes",)).answer("data.personal", ("yes",))
    flowing = slow(build, library)["data"]
    build.answer("data.agreement", ("in-place",))

    assert flowing.reasons[0].evidence == "Northwestern University research office 2019"
    assert flowing.weeks == Weeks(4, 14)
    assert slow(build, library) == {}


@pytest.mark.parametrize(("more", "is_slow"), [((), False), (("Southmoor Health Trust",), True)])
def test_many_parties_slow_the_voting_rules(build, library, more, is_slow):
    build.parties(*more)

    assert ("governance" in slow(build, library)) is is_slow


def test_a_clause_that_is_left_out_is_not_slow(build, library):
    firm(build, "publication", "free", "file_first").choose("publication", included=False)

    assert slow(build, library) == {}


def test_the_slowest_clause_comes_first_and_the_total_is_two_ranges(build, library):
    firm(build, "publication", "free", "file_first").choose("funding", option="joint_grant")
    firm(build, "term", "pause_first", "at_any_time")

    forecast = slow_clauses(build(), library)

    assert [found.clause for found in forecast.clauses] == ["funding", "publication", "term"]
    assert forecast.one_after_another == Weeks(12 + 3 + 1, 36 + 6 + 2)
    assert forecast.side_by_side == Weeks(12, 36)


def test_a_partnership_may_use_its_own_figure(build, library):
    firm(build, "publication", "free", "file_first")
    build.add(Assumption, key="slow.publication.apart", value="8 to 10 weeks", reason="our  last\ncontract")

    found = slow(build, library)["publication"]

    assert found.weeks == Weeks(8, 10)
    assert found.reasons[0].evidence == "your own figure: our last contract"


def test_a_figure_of_its_own_that_is_none_leaves_ours(build, library):
    firm(build, "publication", "free", "file_first")
    build.add(Assumption, key="slow.publication.apart", value="ages")

    assert slow(build, library)["publication"].weeks == Weeks(3, 6)


def test_a_figure_of_nought_takes_the_clause_off_the_list(build, library):
    firm(build, "publication", "free", "file_first")
    build.add(Assumption, key="slow.publication.apart", value="0")

    assert slow(build, library) == {}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("4", Weeks(4, 4)),
        (" 3-6 ", Weeks(3, 6)),
        ("6–3", Weeks(3, 6)),
        ("3 to 6 weeks", Weeks(3, 6)),
        ("1 week", Weeks(1, 1)),
        ("104", Weeks(104, 104)),
        ("105", None),
        ("", None),
        ("-1", None),
        ("2.5", None),
        ("3 days", None),
        ("9" * 30, None),
    ],
)
def test_a_typed_figure_is_read_as_weeks_or_not_at_all(text, meant):
    assert weeks_meant(text) == meant


@pytest.mark.parametrize(
    ("weeks", "said", "short"),
    [
        (Weeks(1, 1), "1 week", "+1 week"),
        (Weeks(4, 4), "4 weeks", "+4 weeks"),
        (Weeks(3, 6), "3 to 6 weeks", "+3–6 weeks"),
    ],
)
def test_weeks_are_said_as_people_say_them(weeks, said, short):
    assert (str(weeks), weeks.short) == (said, short)


def test_a_source_whose_short_name_lacks_its_year_is_given_it(library):
    assert evidence_of(library.paces["uidp"], library).endswith("c. 2022")
    assert "undated" in evidence_of(library.paces["ucl"], library)


def test_every_figure_names_a_known_clause_option_situation_and_evidence(library):
    for entry in library.slow_clauses.values():
        clause = library.clauses[entry.clause]
        assert set(entry.options) <= {option.key for option in clause.options}, entry.key
        assert set(entry.situations) <= set(library.situations), entry.key
        assert entry.options or entry.states or entry.situations, entry.key
        assert entry.basis == "planner" or entry.sources, entry.key
        assert set(entry.sources) <= set(library.sources), entry.key
        assert entry.key.startswith(("background.", entry.clause.split("_")[0])), entry.key


def test_a_span_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match="at most weeks_max"):
        SlowClause(key="x", clause="law", text="Slow.", basis="planner", weeks_min=4, weeks_max=2)


def test_no_text_speaks_of_probability_or_shouts(library):
    for entry in (*library.slow_clauses.values(), *library.paces.values()):
        assert not re.search(r"probab|likel|chance|!", entry.text)
        assert entry.text.endswith(".")


def test_a_statement_of_intent_has_few_clauses_that_could_be_slow(build, library):
    build.paper(Paper.STATEMENT)
    firm(build, "results", "university_owns", "joint")

    assert slow(build, library) == {}
