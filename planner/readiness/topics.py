"""The topics that each side rates alone, and the distance between the two ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import ValidationError

from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.library.entries import Topic
from planner.model import Rating
from planner.refusals import refused
from planner.terms import SIDES, Seat, Side
from planner.wording import counted

APART = 2  # from this distance on the sides are "apart"; our assumption
WEAK = 2  # up to this value a topic is weak when both sides say so; our assumption
State = Literal["apart", "near", "together", "one side only", "not rated"]


@dataclass(frozen=True)
class TopicView:
    """A topic with the latest rating of each side."""

    topic: Topic
    academic: Rating | None = None
    industry: Rating | None = None

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings there are, academic first."""
        return tuple(rating for rating in (self.academic, self.industry) if rating is not None)

    @property
    def distance(self) -> int | None:
        """Steps between the two ratings; None until both sides have rated."""
        if self.academic is None or self.industry is None:
            return None
        return abs(self.academic.value - self.industry.value)

    @property
    def state(self) -> State:
        """How the two ratings stand to each other."""
        if self.distance is None:
            return "one side only" if self.ratings else "not rated"
        if self.distance >= APART:
            return "apart"
        return "near" if self.distance else "together"

    @property
    def is_confirmed(self) -> bool:
        """Whether every rating there is was given by its own side."""
        return all(rating.confirmed for rating in self.ratings)

    @property
    def is_weak(self) -> bool:
        """Whether both sides rate it low."""
        return len(self.ratings) == len(SIDES) and all(rating.value <= WEAK for rating in self.ratings)


def ratings(snapshot: Snapshot, library: Library) -> tuple[TopicView, ...]:
    """Every topic in the content's order, with the latest rating of each side."""
    return snapshot.derive(_ratings, library)


def _ratings(snapshot: Snapshot, library: Library) -> tuple[TopicView, ...]:
    latest: dict[tuple[str, Side], Rating] = {}
    for rating in sorted(snapshot.all(Rating), key=lambda rating: rating.rated_on):
        latest[rating.topic, rating.side] = rating

    def given(topic: Topic, side: Side) -> Rating | None:
        return next((latest[k, side] for k in (topic.key, *topic.aliases) if (k, side) in latest), None)

    return tuple(
        TopicView(topic, given(topic, Side.ACADEMIC), given(topic, Side.INDUSTRY))
        for topic in library.topics.values()
        if not topic.retired
    )


def differences(snapshot: Snapshot, library: Library) -> tuple[TopicView, ...]:
    """Topics that the two sides rate differently, the furthest apart first."""
    differing = [view for view in ratings(snapshot, library) if view.distance]
    return tuple(sorted(differing, key=lambda view: -(view.distance or 0)))


@dataclass(frozen=True)
class Coverage:
    """How many topics have been rated, by each side and by both."""

    topics: int
    by_academic: int
    by_industry: int
    by_both: int

    @property
    def sentence(self) -> str:
        """The coverage in words."""
        return f"Coverage: {self.by_both} of {counted(self.topics, 'topic')} rated by both sides."


def coverage(snapshot: Snapshot, library: Library) -> Coverage:
    """How much of the list has been looked at."""
    views = ratings(snapshot, library)
    return Coverage(
        len(views),
        sum(view.academic is not None for view in views),
        sum(view.industry is not None for view in views),
        sum(view.distance is not None for view in views),
    )


def rate(document: Document, topic: str, side: Side, value: int, today: date) -> Rating:
    """Record a side's rating of a topic. One of the same day is replaced; earlier ones stay as history.

    From one side's seat the other side's rating is kept as a guess. Raises Refused for a value
    outside 1 to 5, and for both sides together, because each rates alone.
    """
    if side not in SIDES:
        raise Refused("Each side rates for itself.", "side")
    snapshot = document.snapshot()
    confirmed = snapshot.partnership.seat in (Seat.FACILITATOR, side.value)
    same_day = snapshot.first(Rating, topic=topic, side=side, rated_on=today)
    if same_day is not None:
        document.update(same_day, {"value": value, "confirmed": confirmed})
        return document.get(Rating, same_day.id)
    try:
        rating = Rating(
            partnership_id=snapshot.partnership.id,
            topic=topic,
            side=side,
            value=value,
            rated_on=today,
            confirmed=confirmed,
        )
    except ValidationError as fault:
        raise refused(fault) from None
    return document.add(rating)
