import re

from planner.library import standard_library
from planner.terms import Basis

LIBRARY = standard_library()


def test_the_twelve_topics_stand_in_their_order():
    assert list(LIBRARY.topics) == [
        "purpose.problem",
        "purpose.aims",
        "trust.word",
        "culture.pace",
        "people.lead_deputy",
        "leadership.sponsor",
        "resources.time",
        "contract.terms",
        "governance.rhythm",
        "data.systems",
        "users.involved",
        "sustainability.after",
    ]


def test_the_gate_has_ten_red_and_five_amber_questions_numbered_through():
    gate = list(LIBRARY.gate.values())

    assert [question.number for question in gate] == list(range(1, 16))
    assert [question.colour for question in gate] == ["red"] * 10 + ["amber"] * 5
    for question in gate:
        assert question.key == f"gate.{question.colour[0]}{question.number:02}"
        assert (question.basis, question.sources) == (Basis.SOURCE, ("abpi-gate",))


def test_the_twenty_four_cards_are_ours_and_apply_before_and_during():
    factors = LIBRARY.factors

    assert list(factors) == [f"factor.{number:02}" for number in range(1, 25)]
    for factor in factors.values():
        assert factor.basis is Basis.PLANNER
        assert factor.applies_to == ("potential", "struggling")
        assert "zwisler-2024" not in factor.sources


def test_a_card_completes_it_failed_because_and_its_mirror_is_a_sentence():
    for factor in LIBRARY.factors.values():
        assert re.fullmatch(r"[a-z][^!]*\.", factor.card), factor.card
        assert re.fullmatch(r"[A-Z][^!]*\.", factor.mirror), factor.mirror


def test_topics_and_gate_questions_are_statements_that_a_sentence_can_go_on_from():
    for item in (*LIBRARY.topics.values(), *LIBRARY.gate.values()):
        assert re.fullmatch(r"[A-Z].*[a-z]", item.statement), item.statement
        assert len(item.statement) < 90


def test_no_two_texts_are_alike():
    texts = [item.statement for item in (*LIBRARY.topics.values(), *LIBRARY.gate.values())]
    texts += [topic.advice for topic in LIBRARY.topics.values()]
    texts += [text for factor in LIBRARY.factors.values() for text in (factor.card, factor.mirror)]

    assert len(texts) == len({text.casefold() for text in texts})


def test_every_source_exists():
    for table in (LIBRARY.topics, LIBRARY.gate, LIBRARY.factors):
        for item in table.values():
            assert item.sources, item.key
            assert set(item.sources) <= set(LIBRARY.sources), item.key


def test_nothing_forecasts_success():
    words = [topic.statement + topic.advice for topic in LIBRARY.topics.values()]
    words += [factor.card + factor.mirror for factor in LIBRARY.factors.values()]

    for text in words:
        assert not re.search(r"probab|predict|score|guarantee", text, re.IGNORECASE), text
