"""Answers to the standard questions, for the tests of scoping."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner import scope
from planner.document import snapshot_of
from planner.library import standard_library
from planner.model import Answer, Partnership
from planner.terms import Side

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
JOINT, ACADEMIC, INDUSTRY = Side.JOINT, Side.ACADEMIC, Side.INDUSTRY


def said(key, value, side=JOINT, **more):
    """An answer to a question of the standard content, in the field its kind uses."""
    question = LIBRARY.questions.get(key)
    kind = question.kind if question else "text"
    field = {"money": "amount", "date": "on_date", "text": "text", "list": "text"}.get(kind, "chosen")
    if field == "chosen":
        value = (value,) if isinstance(value, str) else value
    return {"question": key, "side": side, field: value, **more}


def unsure(key, side=JOINT):
    return {"question": key, "side": side, "not_sure": True}


def partnership(*answers, **fields):
    owner = Partnership(title="Mindful Campus", **fields)
    return snapshot_of([owner, *(Answer(partnership_id=owner.id, **answer) for answer in answers)])


def everything(**overrides):
    """An answer to every question and side, so that as little as possible is left to warn about."""
    calm = {
        "problem.symptom": "no",
        "problem.staffing_gap": "no",
        "data.agreement": "in-place",
        "data.dpia": "done",
        "involvement.stage": "before",
        **overrides,
    }
    values = {"money": Decimal(1), "date": TODAY, "text": "Something", "list": "One\nTwo", "yes_no": "yes"}
    answers = []
    for question in LIBRARY.questions.values():
        value = calm.get(question.key, values.get(question.kind) or question.options[0].key)
        for side in scope.sides_asked(question):
            answers.append(unsure(question.key, side) if value is None else said(question.key, value, side))
    return answers
