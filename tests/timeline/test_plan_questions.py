from __future__ import annotations

from datetime import date

import pytest

from planner.document import Document
from planner.errors import Refused
from planner.library import standard_library
from planner.model import Activity, Answer, Partnership
from planner.timeline.plan_questions import said, say

LIBRARY = standard_library()
KEY = "plan.unmodified_template"


def test_what_is_said_of_an_activity_is_heard_and_can_be_taken_back() -> None:
    partnership = Partnership(title="Plan")
    talks = Activity(partnership_id=partnership.id, name="Talks", kind="contract_negotiation")
    document = Document([partnership, talks])
    question = LIBRARY.plan_questions[KEY]

    say(document, question, "yes", talks)
    heard = said(document.snapshot(), LIBRARY, KEY, document.get(Activity, talks.id))
    say(document, question, "", document.get(Activity, talks.id))

    assert heard == "yes"
    assert said(document.snapshot(), LIBRARY, KEY, document.get(Activity, talks.id)) is None


def asked(key: str):
    return LIBRARY.plan_questions[key]


def test_a_date_is_kept_with_the_plan_until_something_else_is_chosen() -> None:
    partnership = Partnership(title="Plan")
    document = Document([partnership])
    question = asked("plan.kept_secret_until")

    say(document, question, "2028-02-29")
    as_date = document.snapshot().first(Answer, question=question.key)
    heard = said(document.snapshot(), LIBRARY, question.key)
    say(document, question, "none")
    chosen = document.snapshot().first(Answer, question=question.key)
    document.undo()

    assert heard == "2028-02-29"
    assert as_date is not None
    assert as_date.on_date == date(2028, 2, 29)
    assert chosen is not None
    assert (chosen.chosen, chosen.on_date) == (("none",), None)
    assert said(document.snapshot(), LIBRARY, question.key) == "2028-02-29"
    say(document, question, "")
    assert said(document.snapshot(), LIBRARY, question.key) is None


def test_a_date_or_a_number_of_an_activity_is_kept_in_its_traits() -> None:
    partnership = Partnership(title="Plan")
    summer = Activity(partnership_id=partnership.id, name="Summer", kind="student_project")
    paid = Activity(partnership_id=partnership.id, name="Paid", kind="payment")
    document = Document([partnership, summer, paid])

    say(document, asked("plan.student_needed_by"), "2027-07-31", summer)
    say(document, asked("plan.budget_year"), "2027", paid)

    snapshot = document.snapshot()
    needed = said(snapshot, LIBRARY, "plan.student_needed_by", document.get(Activity, summer.id))
    assert needed == "2027-07-31"
    assert said(snapshot, LIBRARY, "plan.budget_year", document.get(Activity, paid.id)) == "2027"


def test_a_number_of_the_plan_is_kept_as_text() -> None:
    partnership = Partnership(title="Plan")
    document = Document([partnership])
    question = asked("plan.budget_year").model_copy(update={"about": ()})

    say(document, question, "2027")

    answer = document.snapshot().first(Answer, question=question.key)
    assert answer is not None
    assert answer.text == "2027"


@pytest.mark.parametrize(
    ("key", "nonsense", "sentence"),
    [
        ("plan.kept_secret_until", "soon", "Enter a date."),
        ("plan.kept_secret_until", "20280229", "Enter a date."),
        ("plan.kept_secret_until", "2027-02-29", "Enter a date."),
        ("plan.patentable", "perhaps", "Choose an answer."),
        ("plan.budget_year", "-1", "Enter a whole number."),
        ("plan.budget_year", "²", "Enter a whole number."),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(key: str, nonsense: str, sentence: str) -> None:
    partnership = Partnership(title="Plan")
    paid = Activity(partnership_id=partnership.id, name="Paid", kind="payment")
    document = Document([partnership, paid])

    with pytest.raises(Refused, match=sentence):
        say(document, asked(key), nonsense, paid)

    assert document.undo_label is None or document.undo_label == ""


def test_an_answer_that_no_longer_fits_its_question_is_not_heard() -> None:
    partnership = Partnership(title="Plan")
    old = Answer(partnership_id=partnership.id, question="plan.patentable", chosen=("perhaps",))

    assert said(Document([partnership, old]).snapshot(), LIBRARY, "plan.patentable") is None


def test_taking_back_what_nobody_said_changes_nothing() -> None:
    partnership = Partnership(title="Plan")
    document = Document([partnership])

    say(document, asked("plan.patentable"), "")

    assert document.snapshot().all(Answer) == ()
