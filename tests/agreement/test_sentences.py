"""Where sentences begin and end, and whether a text says anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agreement.sentences import says_something, sentences
from planner.agreement.subjects import Subject, subject_before

ONE, MANY = Subject(is_many=False, is_somebody=True), Subject(is_many=True, is_somebody=True)
THING, THINGS = Subject(is_many=False, is_somebody=False), Subject(is_many=True, is_somebody=False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Really? Yes. No!", ["Really?", "Yes.", "No!"]),
        ("Brightpath Digital Ltd. pays, e.g. a fee. Then it ends.", None),
        ("Signed by J. Marsh of the board. Done.", ["Signed by J. Marsh of the board.", "Done."]),
        ("A line\nanother line", ["A line", "another line"]),
        ("“All of it.” Then more.", ["“All of it.”", "Then more."]),
        ("It costs GBP 12,500.50 a year", ["It costs GBP 12,500.50 a year"]),
        ("  \n \n", []),
        ("", []),
        ("They end here... and go on", ["They end here... and go on"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, found):
    said = [sentence.text for sentence in sentences(text)]

    assert said == (
        found or ["Brightpath Digital Ltd. pays, e.g. a fee.", "Then it ends."] * bool(text.strip())
    )


@given(st.text(alphabet="aB.!?…\n ”)“1"))
def test_sentences_keep_every_sign_but_the_space_between_them(text):
    found = list(sentences(text))

    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert "".join("".join(sentence.text for sentence in found).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("before", "subject"),
    [
        ("", ONE),
        (",", ONE),
        ("The university", ONE),
        ("The universities", MANY),
        ("The parties to this paper", MANY),
        ("Each of the parties", ONE),
        ("Two of them", MANY),
        ("No parties", MANY),
        ("The report", THING),
        ("The reports of the company", THINGS),
        ("Progress", THING),
        ("The staff", MANY),
        ("We", MANY),
        ("The students and the supervisor", MANY),
        ("Each student and the supervisor", ONE),
        ("Each collects the data and", THING),
        ("Three of them collect the data and", THINGS),
        ("If the company agrees, the university", ONE),
        ("The university, as the sponsor,", ONE),
        ("The sums which", THINGS),
        ("They talk,", MANY),
        ("They ask whether Brightpath", ONE),
    ],
)
def test_the_subject_of_a_verb_is_one_or_many_somebody_or_something(before, subject):
    assert subject_before(before) == subject


@given(st.text())
def test_any_text_before_a_verb_gives_a_subject(before):
    assert isinstance(subject_before(before), Subject)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", False), (" \n\t", False), ("\u200b\ufeff\u3164", False), (".", True), ("語", True)],
)
def test_signs_without_a_width_say_nothing(text, says):
    assert says_something(text) is says
