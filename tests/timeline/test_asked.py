"""What the rules still ask of a plan, and which checks wait for the answers."""

from __future__ import annotations

from datetime import date

from planner.timeline.asked import answered_questions, open_questions, questions_about
from planner.timeline.clashes import findings
from tests.timeline.asked import answer
from tests.timeline.plans import ETHICS, LIBRARY, TODAY, activity, milestone, plan

NOTICE = activity("Notice", date(2027, 2, 1), 60, "industry", kind="mhra_notification")


def asked_of(snapshot):
    return open_questions(snapshot, LIBRARY, findings(snapshot, LIBRARY, TODAY))


def test_an_activity_is_asked_what_the_rules_ask_about_its_kind():
    keys = [question.key for question in questions_about(LIBRARY, ETHICS)]

    assert keys == ["plan.ethics_route", "plan.in_sprint_goal"]
    assert questions_about(LIBRARY, milestone("Any", None)) == ()


def test_only_what_a_check_waits_for_is_open():
    (route,) = asked_of(plan(ETHICS))

    assert route.question.key == "plan.ethics_route"
    assert route.activity == ETHICS
    assert [finding.id for finding in route.waiting] == [
        "r10-ethics-too-short/not-assessed/plan.ethics_route"
    ]


def test_of_two_activities_the_one_without_an_answer_is_asked():
    done = activity(
        "Other review", date(2027, 1, 4), 64, kind="ethics_approval", traits=("plan.ethics_route=nhs_rec",)
    )

    asked = [each for each in asked_of(plan(ETHICS, done)) if each.question.key == "plan.ethics_route"]

    assert [each.activity for each in asked] == [ETHICS]


def test_a_question_about_the_plan_is_asked_once_and_can_be_changed_when_answered():
    before, after = plan(NOTICE), plan(NOTICE, answer("plan.device", "marked"))

    (asked,) = asked_of(before)

    assert (asked.question.key, asked.activity) == ("plan.device", None)
    assert answered_questions(before, LIBRARY) == ()
    assert asked_of(after) == ()
    assert [each.question.key for each in answered_questions(after, LIBRARY)] == ["plan.device"]
