"""The budget of pages and jargon: counted, held against thresholds, and pointed at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import checks
from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum.blocks import (
    Annex,
    Bullets,
    Heading,
    Memorandum,
    Notice,
    Paragraph,
    Row,
    Table,
    Title,
)
from planner.memorandum.budget import (
    OUR_ASSUMPTION,
    YOUR_FIGURE,
    budget_of,
    definitions,
    findings,
    reading_level,
    syllables,
)
from planner.memorandum.compose import compose
from planner.model import Assumption, ClauseChoice, Organisation, Partnership
from planner.terms import Paper, Severity

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
HOME = Partnership(title="Mindful Campus", paper=Paper.MEMORANDUM)
LONG = "The parties plan to look at " + "one thing and " * 12 + "then at another."


def paper(*blocks):
    return Memorandum("", "", "", "", "", 1, TODAY, "", blocks, "memorandum")


def budget(*blocks, parts=(), home=HOME, pages=3):
    return budget_of(snapshot_of([home, *parts]), LIBRARY, paper(*blocks), pages)


def replaced(key, value):
    return Assumption(partnership_id=HOME.id, key=key, value=value)


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [(Paper.STATEMENT, 2), (Paper.MEMORANDUM, 4), (Paper.HEADS_OF_TERMS, 6), (Paper.UNDECIDED, 4)],
)
def test_each_kind_of_paper_has_its_pages(kind, allowed):
    home = HOME.model_copy(update={"paper": kind})

    within, over = budget(home=home, pages=allowed), budget(home=home, pages=allowed + 1)

    assert (within.allowed_pages.value, within.allowed_pages.said_by) == (allowed, OUR_ASSUMPTION)
    assert not within.is_over_pages
    assert over.is_over_pages


def test_notes_for_a_contract_have_no_limit_of_pages():
    found = budget(home=HOME.model_copy(update={"paper": Paper.CONTRACT}), pages=40)

    assert found.allowed_pages.value == 0
    assert not found.is_over_pages


def test_the_body_is_counted_and_the_annexes_are_not():
    found = budget(
        Title("Memorandum of understanding", "Mindful Campus"),
        Heading(1, "Purpose", "1"),
        Paragraph("They plan to meet."),
        Paragraph("This only explains.", True),
        Bullets(("one", "two words")),
        Table(("Party", "As"), (Row(("Northfield", "Academic partner")),), (1, 1)),
        Notice("No advice."),
        Annex("A", "Roles"),
        Paragraph("Nothing of this counts."),
    )

    assert found.words == 5 + 1 + 4 + 3 + 2 + 3 + 2


def test_a_threshold_is_the_contents_until_the_user_has_a_figure_of_their_own():
    own = (replaced("budget.sentence_words", "40"), replaced("budget.pages.memorandum", " 9 "))
    bad = (replaced("budget.sentence_words", "many"), replaced("budget.definitions", "²"))

    assert budget().sentence_words.value == 25
    assert budget().sentence_words.said_by == "GOV.UK 2014"
    assert (budget(parts=own).sentence_words.value, budget(parts=own).sentence_words.said_by) == (
        40,
        YOUR_FIGURE,
    )
    assert budget(parts=own).allowed_pages.value == 9
    assert budget(parts=bad).sentence_words.value == 25
    assert budget(parts=bad).allowed_definitions.said_by == OUR_ASSUMPTION


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("parties", 2), ("university", 5), ("table", 2), ("made", 1), ("agree", 2), ("hm", 1)],
)
def test_syllables_are_counted_by_their_vowels(word, count):
    assert syllables(word) == count


def test_the_reading_level_follows_the_published_formulas():
    # Ten sentences of ten words, each word of one syllable.
    ease, grade = reading_level("The cat sat on the mat as the dog ran. " * 10, 100)

    assert ease == pytest.approx(206.835 - 1.015 * 10 - 84.6 * 1)
    assert grade == pytest.approx(0.39 * 10 + 11.8 * 1 - 15.59)


def test_too_little_text_or_another_language_is_not_assessed():
    assert reading_level("Too few words.", 100) == (None, None)
    assert reading_level("", 0) == (None, None)
    assert reading_level("Οι δύο πλευρές σχεδιάζουν να συναντηθούν σύντομα. " * 20, 100) == (None, None)


def test_a_text_of_long_words_is_hard_to_read():
    hard = budget(
        Paragraph("Multidimensional interoperability necessitates organisational harmonisation. " * 30)
    )
    easy = budget(Paragraph("We plan to meet soon and to talk. " * 30))

    assert hard.is_hard_to_read
    assert not easy.is_hard_to_read
    assert not budget().is_hard_to_read


def test_defined_terms_are_found_once_each_and_names_are_none():
    text = (
        "“Results” means what is found. The app (the “Product”) is one. All Foreground belongs to both; the "
        'Foreground is free. "Field" refers to health. The Northfield University is one, '
        "the Northfield University too. These Results count. The Weather is fine."
    )

    assert definitions(text, ("Northfield University",)) == ("Results", "Field", "Product", "Foreground")


def test_too_many_defined_terms_are_noticed():
    terms = " ".join(f"“Term {letter}” means a thing." for letter in "abcdefg")

    assert budget(Paragraph(terms)).defines_too_much
    assert not budget(Paragraph("“Term” means a thing.")).defines_too_much


def test_the_three_longest_sentences_are_pointed_at_with_their_clause():
    blocks = [
        Heading(1, "Before anything is signed"),
        Bullets((f"And {LONG}",)),
        Heading(1, "Parties and signatories", "1"),
        Paragraph("Short."),
        Heading(1, "Background and the problem", "2"),
        *[Paragraph(f"{'Now ' * n}{LONG}") for n in range(2, 5)],
    ]

    found = budget(*blocks)

    assert found.too_long == 4
    assert [each.words for each in found.long_sentences] == [49, 48, 47]
    assert {each.clause for each in found.long_sentences} == {"Clause 2, Background and the problem"}
    assert {each.place for each in found.long_sentences} == {"agreement/background"}
    outside = budget(*blocks[:2]).long_sentences[0]
    assert (outside.clause, outside.place) == ("Before anything is signed", "memorandum")


def test_only_a_grave_sentence_is_among_the_checks_and_only_as_a_remark():
    grave = ClauseChoice(partnership_id=HOME.id, clause="purpose", own_text=f"{LONG[:-1]}, and {LONG}")
    quiet = ClauseChoice(partnership_id=HOME.id, clause="scope", own_text=LONG)
    left_out = grave.model_copy(update={"clause": "governance", "included": False})
    snapshot = snapshot_of([HOME, grave, quiet.model_copy(update={"id": HOME.id})])

    (found,) = findings(snapshot, LIBRARY, TODAY)

    assert (found.id, found.severity, found.place) == (
        "long-sentence/purpose",
        Severity.INFO,
        "agreement/purpose",
    )
    assert found.message == "Purpose and objectives: one sentence has 91 words."
    assert OUR_ASSUMPTION in found.advice
    assert findings(snapshot_of([HOME, left_out]), LIBRARY, TODAY) == ()
    assert found in checks.findings(snapshot, LIBRARY, TODAY)


def test_the_worked_example_is_within_its_budget(example_path):
    snapshot = snapshot_of(read_file(example_path).entities)

    found = budget_of(snapshot, LIBRARY, compose(snapshot, LIBRARY, TODAY), 4)

    assert not found.is_over_pages
    assert not found.defines_too_much
    assert found.reading_ease is not None
    assert not found.is_hard_to_read


@given(st.text(max_size=400))
def test_any_text_has_a_budget(text):
    parts = [Organisation(partnership_id=HOME.id, name="Northfield University")]

    found = budget(Paragraph(text), Heading(1, text), Bullets((text,)), parts=parts)

    assert found.words >= 0
    assert len(found.long_sentences) <= 3
