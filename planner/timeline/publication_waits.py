"""What waits for the publication clause: each review with its delay, and the days that will not wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from planner.agreement.clauses import clause_state, resolved_text
from planner.agreement.values import answers_to
from planner.library import Library
from planner.model import Activity
from planner.snapshot import Snapshot, steady
from planner.timeline.clause_periods import Period, clause_periods
from planner.timeline.pieces import Times, passing
from planner.timeline.schedule import Scheduled

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
    return snapshot.derive(_waits, library)


def _waits(snapshot: Snapshot, library: Library) -> tuple[Wait, ...]:
    former = snapshot.former(_waits, library)
    return steady(_placed(snapshot, library), former[0] if former else (), lambda wait: wait.first.id)


def _placed(snapshot: Snapshot, library: Library) -> tuple[Wait, ...]:
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
) -> tuple[DueDate, ...]:
    """Milestones whose kind or name has one of these words, then a thesis date from the scope alone."""
    return snapshot.derive(_due_dates, library, tuple(thesis_words), tuple(public_words))


def _due_dates(
    snapshot: Snapshot, library: Library, theses: tuple[str, ...], public: tuple[str, ...]
) -> tuple[DueDate, ...]:
    return tuple(_due(snapshot, library, theses, public))


def _is_milestone_about(activity: Activity, words: tuple[str, ...]) -> bool:
    if not activity.is_milestone:
        return False
    said = f"{activity.kind} {activity.name}".lower()
    return any(word in said for word in words)


def _activity(what: Scheduled | Activity) -> Activity:
    return what if isinstance(what, Activity) else what.activity


def _due_on(theses: tuple[str, ...], what: Scheduled | Activity) -> DueDate:
    activity = _activity(what)
    day = activity.deadline_on or (what.start if isinstance(what, Scheduled) else None)
    assert day is not None
    return DueDate(day, activity.name, _is_milestone_about(activity, theses), activity.id)


def _due(
    snapshot: Snapshot, library: Library, theses: tuple[str, ...], public: tuple[str, ...]
) -> Iterator[DueDate]:
    words, known = theses + public, set[date]()
    about = snapshot.derive(passing, library, _is_milestone_about, words)
    undated = [
        activity
        for activity in Times(snapshot, library).unplaced
        if activity.deadline_on and _is_milestone_about(activity, words)
    ]
    if undated:
        # In the order of the plan, wherever a date comes from.
        items: list[Scheduled | Activity] = sorted((*about, *undated), key=lambda x: _activity(x).rank)
    else:
        items = list(about)
    for due in snapshot.each((_due, words), items, theses, partial(_due_on, theses)):
        known |= {due.day} if due.is_thesis else set()
        yield due
    for answer in answers_to(snapshot, library, THESIS_ON):
        if answer.on_date is not None and answer.on_date not in known:
            known.add(answer.on_date)
            yield DueDate(answer.on_date, "Thesis", True)
