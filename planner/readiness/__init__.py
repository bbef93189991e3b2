"""Readiness: each side's ratings and the distance between them, the gate, and ranked advice.

Totals here are coverage. They say how much has been looked at, and forecast nothing.
"""

from planner.readiness.advice import Advice, findings, ranked_advice
from planner.readiness.gate import GATE_NOTE, GateReply, GateState, answer_gate, gate_state
from planner.readiness.topics import (
    APART,
    WEAK,
    Coverage,
    TopicView,
    coverage,
    differences,
    rate,
    ratings,
)

__all__ = [
    "APART",
    "GATE_NOTE",
    "WEAK",
    "Advice",
    "Coverage",
    "GateReply",
    "GateState",
    "TopicView",
    "answer_gate",
    "coverage",
    "differences",
    "findings",
    "gate_state",
    "ranked_advice",
    "rate",
    "ratings",
]
