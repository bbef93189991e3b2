"""Scoping: which questions apply, what is answered, what is open, and what that shows."""

from planner.scope.answers import (
    NOT_SURE,
    Asked,
    answer_text,
    answer_to,
    applies,
    asked,
    is_answered,
    no_longer_asked,
    parked,
    sides_asked,
)
from planner.scope.checks import RULES, findings
from planner.scope.steps import (
    Progress,
    ReviewRow,
    StepState,
    open_points,
    progress,
    review,
    step_states,
)

__all__ = [
    "NOT_SURE",
    "RULES",
    "Asked",
    "Progress",
    "ReviewRow",
    "StepState",
    "answer_text",
    "answer_to",
    "applies",
    "asked",
    "findings",
    "is_answered",
    "no_longer_asked",
    "open_points",
    "parked",
    "progress",
    "review",
    "sides_asked",
    "step_states",
]
