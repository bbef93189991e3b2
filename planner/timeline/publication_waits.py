"""What waits for the publication clause: each review with its delay, and the days that will not wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.agreement.clauses import clause_state, resolved_text
from planner.agreement.values import answers_to
from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.schedule import schedule

CLAUSE, REVIEW, DELAY = "publication", "publication-review", "publication-delay"
THESIS_ON = "approvals.thesis_on"
# How one knows that a clause, or a milestone without a kind of its own, is about a thesis.
THESIS_WORDS = ("thesis", "theses", "dissertation")


@dataclass(frozen=True)
class Wait:
    """One review and the delay that may follow it; either may be missing, never both."""

    review: Period | None
    delay: Period | None

    @property
    def first(self) -> Period:
        """What the wait begins with."""
        found = self.review or self.delay
        assert found is not None
        return found

    def last(self, *, for_thesis: bool) -> Period | None:
        """What ends last before something may appear; a protected thesis waits for the review only."""
        return self.review if for_thesis else self.delay or self.review


@dataclass(frozen=True)
class DueDate:
    """A day that will not wait: a thesis, a conference, a launch; with its milestone, where it has one."""

    day: date
    name: str
    is_thesis: bool
    activity_id: UUID | None = None

    @property
    def spoken(self) -> str:
        """What a distance is measured to: "the thesis is due", "“Conference”"."""
        return "the thesis is due" if self.is_thesis else f"“{self.name}”"


def waits(snapshot: Snapshot, library: Library) -> tuple[Wait, ...]:
    """Every review with the delay behind it, by start."""
    periods = clause_periods(snapshot, library)
    delays = {period.follows: period for period in periods.of(DELAY)}
    reviews = periods.of(REVIEW)
    if not reviews:
        return tuple(Wait(None, delay) for delay in periods.of(DELAY))
    return tuple(Wait(review, delays.get(review.id)) for review in reviews)


def protects_theses(snapshot: Snapshot, library: Library) -> bool:
    """Whether the clause on publication speaks of theses, edited or not."""
    state = clause_state(snapshot, library, CLAUSE)
    text = resolved_text(state, lambda slot: slot.label).lower() if state and state.included else ""
    return any(word in text for word in THESIS_WORDS)


def due_dates(
    snapshot: Snapshot,
    library: Library,
    thesis_words: Iterable[str] = THESIS_WORDS,
    public_words: Iterable[str] = ("conference", "launch"),
) -> Iterator[DueDate]:
    """Milestones whose kind or name has one of these words, then a thesis date from the scope alone."""
    theses, public = tuple(thesis_words), tuple(public_words)
    times = schedule(snapshot, library)
    known: set[date] = set()
    for activity in snapshot.where(Activity, is_milestone=True):
        words = f"{activity.kind} {activity.name}".lower()
        is_thesis = any(word in words for word in theses)
        item = times.get(activity.id)
        day = activity.deadline_on or (item.start if item else None)
        if day is not None and (is_thesis or any(word in words for word in public)):
            known |= {day} if is_thesis else set()
            yield DueDate(day, activity.name, is_thesis, activity.id)
    for answer in answers_to(snapshot, library, THESIS_ON):
        if answer.on_date is not None and answer.on_date not in known:
            known.add(answer.on_date)
            yield DueDate(answer.on_date, "Thesis", True)
