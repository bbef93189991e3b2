from __future__ import annotations

from planner.document import Snapshot
from planner.library import standard_library
from planner.memorandum.blocks import Heading, Paragraph, Question
from planner.memorandum.pdf import pdf_bytes
from planner.memorandum.question_sheet import question_sheet
from planner.model import Answer
from planner.scope import asked
from planner.terms import Side
from tests.memorandum import example
from tests.memorandum.example import TODAY, answer
from tests.memorandum.reading import squeezed, text_of

LIBRARY = standard_library()


def _questions(snapshot: Snapshot, *, blank: bool = False) -> list[Question]:
    return example.only(question_sheet(snapshot, LIBRARY, TODAY, blank=blank).blocks, Question)


def test_only_open_questions_are_printed():
    printed = {question.wording for question in _questions(example.snapshot())}

    assert LIBRARY.questions["problem.statement"].wording not in printed
    assert LIBRARY.questions["brings.background"].wording in printed


def test_a_question_left_open_by_one_side_is_put_to_that_side_alone():
    half = example.small(answer("wants.aim", Side.ACADEMIC, "evidence"))

    question = next(q for q in _questions(half) if q.wording == LIBRARY.questions["wants.aim"].wording)

    assert question.labels == ("Brightpath Digital Ltd",)


def test_a_question_for_both_sides_has_a_column_for_each():
    question = next(
        q for q in _questions(example.small()) if q.wording == LIBRARY.questions["wants.aim"].wording
    )

    assert question.labels == ("Northfield University", "Brightpath Digital Ltd")


def test_blank_prints_every_question_whatever_was_answered():
    live = [question for question in LIBRARY.questions.values() if not question.retired]

    assert len(_questions(example.snapshot(), blank=True)) == len(live)


def test_choices_are_boxes_and_not_sure_yet_is_one_of_them():
    by_wording = {question.wording: question for question in _questions(example.small(), blank=True)}

    for question in LIBRARY.questions.values():
        options = by_wording[question.wording].options
        assert bool(options) == (question.kind in ("choice", "several", "yes_no"))
        assert not options or options[-1] == "Not sure yet"


def test_steps_are_headings_with_their_own_number():
    sheet = question_sheet(example.small(), LIBRARY, TODAY, blank=True)

    numbers = [heading.number for heading in example.only(sheet.blocks, Heading)]
    assert numbers[:3] == ["1", "2", "3"]


def test_when_everything_is_answered_the_sheet_says_so():
    given: dict[tuple[str, Side], Answer] = {}
    while True:
        snapshot = example.small(*given.values())
        missing = [place for place in asked(snapshot, LIBRARY) if not place.is_answered]
        if not missing:
            break
        for place in missing:
            question = place.question
            chosen = tuple(option.key for option in question.options[:1])
            given[question.key, place.side] = answer(
                question.key, place.side, "said", chosen=chosen or ("no",), amount=1, on_date=TODAY
            )

    sheet = question_sheet(snapshot, LIBRARY, TODAY)

    assert Paragraph("Every question that applies has an answer.") in sheet.blocks
    assert sheet.state == "0 questions · 9 December 2026"


def test_the_sheet_can_be_printed_and_read():
    sheet = question_sheet(example.snapshot(), LIBRARY, TODAY, blank=True)

    read = squeezed(text_of(pdf_bytes(sheet)))

    for question in LIBRARY.questions.values():
        assert squeezed(question.wording) in read
