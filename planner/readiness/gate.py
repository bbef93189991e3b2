"""The readiness gate: ten red questions that should be yes, five amber ones to settle at the outset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.document import Document, Snapshot
from planner.library import Library
from planner.library.entries import GateQuestion
from planner.model import Answer
from planner.terms import Side

GATE_NOTE = (
    "Adapted from a gate for joint working of the NHS and industry; "
    "“end users or the public” stands for the patient. It advises and never locks."
)
GateReply = Literal["yes", "no", "not_sure"]


@dataclass(frozen=True)
class GateState:
    """The gate's questions by what has been answered, each in the content's order."""

    yes: tuple[GateQuestion, ...]
    no: tuple[GateQuestion, ...]
    not_sure: tuple[GateQuestion, ...]
    unanswered: tuple[GateQuestion, ...]

    def count(self, colour: Literal["red", "amber"]) -> tuple[int, int]:
        """How many questions of a colour are answered yes, and how many there are."""
        everything = (*self.yes, *self.no, *self.not_sure, *self.unanswered)
        return (
            sum(question.colour == colour for question in self.yes),
            sum(question.colour == colour for question in everything),
        )

    @property
    def sentence(self) -> str:
        """The counts in words."""
        (red, reds), (amber, ambers) = self.count("red"), self.count("amber")
        return f"{red} of {reds} red and {amber} of {ambers} amber questions answered yes."


def gate_state(snapshot: Snapshot, library: Library) -> GateState:
    """How the gate's questions have been answered, by both sides together."""
    return snapshot.derive(_gate_state, library)


def _gate_state(snapshot: Snapshot, library: Library) -> GateState:
    found: dict[GateReply | None, list[GateQuestion]] = {"yes": [], "no": [], "not_sure": [], None: []}
    for question in library.gate.values():
        if not question.retired:
            found[_reply(snapshot, question)].append(question)
    return GateState(*(tuple(found[reply]) for reply in ("yes", "no", "not_sure", None)))


def _reply(snapshot: Snapshot, question: GateQuestion) -> GateReply | None:
    for key in (question.key, *question.aliases):
        answer = snapshot.first(Answer, question=key, side=Side.JOINT)
        if answer is None:
            continue
        if answer.not_sure:
            return "not_sure"
        if "no" in answer.chosen:
            return "no"
        if "yes" in answer.chosen:
            return "yes"
    return None


def answer_gate(document: Document, question: str, reply: GateReply | None) -> None:
    """Record what both sides say to a question of the gate; None takes the answer back."""
    answer = document.snapshot().first(Answer, question=question, side=Side.JOINT)
    not_sure = reply == "not_sure"
    chosen = (reply,) if reply in ("yes", "no") else ()
    if reply is None:
        if answer is not None:
            document.remove(answer)
    elif answer is not None:
        document.update(answer, {"chosen": chosen, "not_sure": not_sure})
    else:
        document.add(
            Answer(
                partnership_id=document.partnership.id, question=question, chosen=chosen, not_sure=not_sure
            )
        )
