"""The way through scoping: each step's state, honest progress, the review, and the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.document import Snapshot
from planner.findings import AgendaItem
from planner.library import Library
from planner.library.entries import Question, Step
from planner.scope.answers import Asked, answer_text, asked
from planner.sides import SIDE_WORDS
from planner.terms import Firmness, Side

StateWord = Literal["done", "part", "open point", "empty"]


@dataclass(frozen=True)
class StepState:
    """How a step stands. `answered` and `asked` count what is not optional, once for each side."""

    key: str
    answered: int
    asked: int
    not_sure: int
    state: StateWord


@dataclass(frozen=True)
class Progress:
    """Steps answered, of those that apply; `not_sure` counts the answers that went on the agenda."""

    answered_steps: int
    steps_that_apply: int
    not_sure: int

    @property
    def share(self) -> float:
        """The part that is answered, from 0 to 1."""
        return self.answered_steps / self.steps_that_apply if self.steps_that_apply else 0.0


@dataclass(frozen=True)
class ReviewRow:
    """One line of the review: a question as put to one side, and what that side said."""

    step: Step
    question: Question
    side: Side
    text: str
    firmness: Firmness
    note: str
    not_sure: bool
    confirmed: bool
    place: str


def step_states(snapshot: Snapshot, library: Library) -> tuple[StepState, ...]:
    """Every step with its state, in order. A step without questions is done when all others are."""
    places = asked(snapshot, library)
    holding = _steps_with_questions(library)
    states = {
        key: _state_of(key, [place for place in places if place.question.step == key]) for key in holding
    }
    others = [state for state in states.values() if state.asked]
    last: StateWord = "done" if others and all(state.state == "done" for state in others) else "empty"
    return tuple(states.get(key) or StepState(key, 0, 0, 0, last) for key in library.steps)


def _steps_with_questions(library: Library) -> frozenset[str]:
    return frozenset(question.step for question in library.questions.values())


def _state_of(key: str, places: list[Asked]) -> StepState:
    required = [place for place in places if not place.question.optional]
    answered = sum(place.is_answered for place in required)
    not_sure = sum(place.is_not_sure for place in places)
    state: StateWord = "part"
    if not_sure:
        state = "open point"
    elif not any(place.is_answered for place in places):
        state = "empty"
    elif answered == len(required):
        state = "done"
    return StepState(key, answered, len(required), not_sure, state)


def progress(snapshot: Snapshot, library: Library) -> Progress:
    """How far scoping has come, counting only what applies. Optional questions hold nothing up."""
    holding = _steps_with_questions(library)
    states = [s for s in step_states(snapshot, library) if s.asked or s.key not in holding]
    done = sum(state.state == "done" for state in states)
    return Progress(done, len(states), len(open_points(snapshot, library)))


def review(snapshot: Snapshot, library: Library) -> tuple[ReviewRow, ...]:
    """Every question that applies, for every side that is asked, with what was said so far."""
    currency = snapshot.partnership.currency
    return tuple(
        _row(place, library.steps[place.question.step], currency) for place in _in_order(snapshot, library)
    )


def _in_order(snapshot: Snapshot, library: Library) -> list[Asked]:
    order = {key: number for number, key in enumerate(library.steps)}
    return sorted(asked(snapshot, library), key=lambda place: order[place.question.step])


def _row(place: Asked, step: Step, currency: str) -> ReviewRow:
    answer = place.answer
    return ReviewRow(
        step=step,
        question=place.question,
        side=place.side,
        text=answer_text(answer, place.question, currency),
        firmness=answer.firmness if answer else Firmness.UNSAID,
        note=answer.note if answer else "",
        not_sure=place.is_not_sure,
        confirmed=answer.confirmed if answer else True,
        place=place.place,
    )


def open_points(snapshot: Snapshot, library: Library) -> tuple[AgendaItem, ...]:
    """One point for every "not sure yet" to a question that applies, in the order of the steps."""
    return tuple(
        AgendaItem(place.place, _point(place, library.steps[place.question.step]), place.side)
        for place in _in_order(snapshot, library)
        if place.is_not_sure
    )


def _point(place: Asked, step: Step) -> str:
    whose = f" ({SIDE_WORDS[place.side]})" if place.question.answered_by == "each" else ""
    return f"{step.short}: {place.question.wording}{whose}"
