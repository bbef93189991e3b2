"""Typing that makes a value with its first letter and unmakes it with its last is one thing to undo."""

from __future__ import annotations

from planner.document import Document
from planner.model import Answer, Partnership


def document_with_answer(text: str) -> tuple[Document, Answer]:
    """A document in which `text` was typed into an answer that was not there before."""
    home = Partnership(title="Mindful Campus")
    document = Document([home])
    answer = Answer(partnership_id=home.id, question="wants.aim", text=text[:1])
    document.add(answer, label="answer", typing_in="text")
    for end in range(2, len(text) + 1):
        document.set(document.get(Answer, answer.id), "text", text[:end], label="answer", typing=True)
    return document, document.get(Answer, answer.id)


def test_the_first_letter_and_the_word_it_begins_are_one_step():
    document, _ = document_with_answer("Clear evidence")

    document.undo()
    assert [a.text for a in document.snapshot().all(Answer)] == ["Clear "]
    document.undo()
    assert document.snapshot().all(Answer) == ()
    assert document.undo_label == ""


def test_a_left_field_that_made_a_value_is_one_step_and_comes_back_whole():
    document, answer = document_with_answer("Clear evidence")
    document.seal()

    document.undo()
    assert document.snapshot().all(Answer) == ()
    document.redo()

    assert document.get(Answer, answer.id).text == "Clear evidence"


def test_deleting_the_last_letter_belongs_to_the_typing_before_it():
    document, answer = document_with_answer("Cl")
    document.seal()
    document.set(answer, "text", "C", typing=True)
    document.remove(document.get(Answer, answer.id), label="answer", typing_in="text")

    document.undo()

    assert document.get(Answer, answer.id).text == "Cl"


def test_what_was_typed_and_deleted_again_leaves_nothing_to_undo():
    document, answer = document_with_answer("C")

    document.remove(answer, typing_in="text")

    assert document.undo_label == ""
    assert document.snapshot().all(Answer) == ()


def test_words_that_came_and_went_before_the_field_was_left_leave_nothing_to_undo():
    document, answer = document_with_answer("Clear evidence")
    document.remove(answer, typing_in="text")

    document.seal()

    assert document.undo_label == ""
    assert document.undo() is None


def test_typing_on_after_deleting_everything_goes_on_in_the_same_value():
    document, answer = document_with_answer("C")
    document.remove(answer, typing_in="text")

    document.add(answer.model_copy(update={"text": "D"}), label="answer", typing_in="text")
    document.seal()
    document.undo()

    assert document.snapshot().all(Answer) == ()
