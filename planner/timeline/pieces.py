"""What rules ask of a plan, in pieces that stay the same while a change elsewhere does not touch them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, ValuesView
from datetime import date
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any
from uuid import UUID

from planner.document import Snapshot
from planner.library import Library
from planner.model import Activity, Link
from planner.timeline.clocks.calendars import ClockBand, bands
from planner.timeline.schedule import Schedule, Scheduled, schedule, stretches

BAND_MARGIN_DAYS = 366
_by_date = attrgetter("start", "end")


class Times(Mapping[UUID, Scheduled]):
    """When everything happens, as a rule sees it: who asks for one activity hangs on that one alone."""

    def __init__(self, snapshot: Snapshot, library: Library) -> None:
        self._snapshot, self._library = snapshot, library

    def __getitem__(self, id: UUID) -> Scheduled:
        item = self._snapshot.derive(item_of, self._library, id.int)
        if item is None:
            raise KeyError(id)
        return item

    def __iter__(self) -> Iterator[UUID]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)

    def values(self) -> ValuesView[Scheduled]:
        """Everything that has a date."""
        return self.whole.values()

    @property
    def whole(self) -> Schedule:
        """The schedule itself."""
        return schedule(self._snapshot, self._library)

    @property
    def start_on(self) -> date | None:
        """The first day of the plan, None while it is empty."""
        found: date | None = self._told("start_on")
        return found

    @property
    def end_on(self) -> date | None:
        """The last day of the plan in the likely case, None while it is empty."""
        found: date | None = self._told("end_on")
        return found

    @property
    def unplaced(self) -> tuple[Activity, ...]:
        """What has no date because nothing anchors it."""
        found: tuple[Activity, ...] = self._told("unplaced")
        return found

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of activity in the plan."""
        found: tuple[str, ...] = self._told("kinds")
        return found

    @property
    def broken_items(self) -> tuple[tuple[Link, Scheduled, Scheduled], ...]:
        """Links whose dates do not hold, with what comes before and what waits."""
        found: tuple[tuple[Link, Scheduled, Scheduled], ...] = self._told("broken_items")
        return found

    @property
    def loops(self) -> tuple[tuple[Activity, ...], ...]:
        """Activities that wait for each other, a tuple for each loop."""
        found: tuple[tuple[Activity, ...], ...] = self._told("loops")
        return found

    def _told(self, what: str) -> Any:
        return self._snapshot.derive(_of_schedule, self._library, what)


def _of_schedule(snapshot: Snapshot, library: Library, what: str) -> Any:
    return getattr(schedule(snapshot, library), what)


def item_of(snapshot: Snapshot, library: Library, number: int) -> Scheduled | None:
    """When the activity whose id has this number happens, or None. A UUID takes longer to look up."""
    return schedule(snapshot, library).numbered(number)


def of_kind(snapshot: Snapshot, library: Library, kind: str) -> tuple[Scheduled, ...]:
    """Everything of one kind that has a date, by start."""
    return schedule(snapshot, library).of_kind(kind)


def of_kinds(snapshot: Snapshot, library: Library, kinds: tuple[str, ...]) -> tuple[Scheduled, ...]:
    """Everything of these kinds that has a date, by start."""
    found = [items for items in (snapshot.derive(of_kind, library, kind) for kind in kinds) if items]
    if len(found) == 1:
        return found[0]
    return tuple(sorted(chain.from_iterable(found), key=_by_date))


def passing(
    snapshot: Snapshot, library: Library, test: Callable[..., bool], *arguments: Hashable
) -> tuple[Scheduled, ...]:
    """Everything that has a date and passes a test."""
    return schedule(snapshot, library).passing(test, *arguments)


def by_number(items: Sequence[Scheduled]) -> Mapping[int, Scheduled]:
    """Items by the number of their id."""
    return {item.activity.id.int: item for item in items}


def by_last_day(items: Sequence[Scheduled]) -> Sequence[Scheduled]:
    """Items by their last day."""
    return sorted(items, key=attrgetter("end"))


def reaches(items: Sequence[Scheduled]) -> list[date]:
    """How far the items up to each one reach."""
    return list(accumulate((item.end for item in items), max))


def has_effort(activity: Activity) -> bool:
    """Whether it is said what share of somebody's time an activity takes."""
    return activity.effort_percent is not None


def has_deadline(activity: Activity) -> bool:
    """Whether an activity has a deadline."""
    return activity.deadline_on is not None


def windows_of(
    snapshot: Snapshot, library: Library, organisation_id: UUID, kinds: frozenset[str]
) -> tuple[ClockBand, ...]:
    """The stretches of these kinds on the clocks of one organisation, around the plan."""
    around = snapshot.derive(_around, library)
    theirs = snapshot.derive(_bands_of, library, around).get(organisation_id, ())
    return tuple(band for band in theirs if band.kind in kinds and not band.end_unknown)


def _around(snapshot: Snapshot, library: Library) -> tuple[tuple[date, date], ...]:
    return tuple(stretches(schedule(snapshot, library), BAND_MARGIN_DAYS))


def _bands_of(
    snapshot: Snapshot, library: Library, around: tuple[tuple[date, date], ...]
) -> dict[UUID, list[ClockBand]]:
    found: dict[ClockBand, None] = {}
    for first, last in around:
        found.update(dict.fromkeys(bands(snapshot, library, first, last)))
    theirs: dict[UUID, list[ClockBand]] = {}
    for band in found:
        theirs.setdefault(band.organisation_id, []).append(band)
    return theirs
