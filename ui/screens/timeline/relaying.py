"""A large plan is laid out anew beside the window's work; meanwhile what has moved is shown moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from planner.findings import Finding
from planner.model import Activity, Organisation, Part
from planner.snapshot import Snapshot
from planner.timeline.drawn.shapes import Plan
from ui import jobs
from ui.screens.timeline.laying import Packing, laid
from ui.screens.timeline.trial import Trials

if TYPE_CHECKING:
    from planner.library import Library
    from ui.screens.timeline.screen import TimelineScreen

# So many shapes are laid out within a moment.
LARGE = 2_000
# A run of keys or of the wheel is laid out once, at its end.
_REST_MS = 150


@dataclass(frozen=True)
class Wish:
    """What is to be laid out, and for which zoom."""

    snapshot: Snapshot
    found: tuple[Finding, ...]
    packing: Packing
    per_line: float | None

    def is_as(self, other: Wish) -> bool:
        """Whether the same would come of both."""
        return (
            self.snapshot is other.snapshot
            and self.found is other.found
            and self.packing == other.packing
            and self.per_line == other.per_line
        )


class _Laid:
    """A plan that was laid out, and how to shift it."""

    def __init__(self, wish: Wish, plan: Plan, library: Library, today: date) -> None:
        self.wish, self.plan = wish, plan
        self._library, self._today = library, today

    @cached_property
    def trials(self) -> Trials:
        """What the plan would be with other dates; looking everything up for it takes a moment."""
        return Trials(self.plan, self.wish.snapshot, self._library, self._today)


class Relaying(QObject):
    """The newest wish wins: what was laid out for an older one is not shown."""

    def __init__(self, screen: TimelineScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._held: _Laid | None = None
        self._wish: Wish | None = None
        self._job: jobs.Job | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._start)

    @property
    def is_on(self) -> bool:
        """Whether what is shown will be replaced in a moment."""
        return self._wish is not None

    def plan(self, wish: Wish) -> Plan:
        """The plan to show now. One that is not laid out for the wish yet follows on the window's thread."""
        session, held = self._screen.desk.session, self._held
        self._wish = None
        if held is not None and wish.is_as(held.wish):
            return held.plan
        if held is not None and _has_same_rows(wish.snapshot, held.wish.snapshot):
            self._wish = wish
            self._rest.start()
            is_moved = wish.snapshot is not held.wish.snapshot
            return held.trials.seen(wish.snapshot).plan if is_moved else held.plan
        plan = _laid(wish, session.library, session.today())
        self.keep(wish, plan)
        return plan

    def keep(self, wish: Wish, plan: Plan) -> None:
        """A plan that was laid out for a wish: the next ones may be shown by shifting it."""
        session = self._screen.desk.session
        is_large = len(plan.bars) + len(plan.diamonds) > LARGE
        self._held = _Laid(wish, plan, session.library, session.today()) if is_large else None

    def trials(self, plan: Plan, snapshot: Snapshot) -> Trials:
        """What a plan would be with other dates."""
        held, session = self._held, self._screen.desk.session
        if held is not None and held.plan is plan and held.wish.snapshot is snapshot:
            return held.trials
        return Trials(plan, snapshot, session.library, session.today())

    def _start(self) -> None:
        session, wish = self._screen.desk.session, self._wish
        if self._job is not None or wish is None or session.document is None:
            return
        self._job = jobs.run(_laid_to_shift, wish, session.library, session.today(), parent=self)
        self._job.done.connect(self._done)
        self._job.failed.connect(self._failed)

    def _done(self, found: _Laid) -> None:
        self._job = None
        screen, wish = self._screen, self._wish
        if wish is None or screen.desk.session.document is None:
            return
        if not found.wish.is_as(wish):
            self._rest.start()
            return
        self._held, self._wish = found, None
        # While a hand holds something the rows stay; what it lets go of is drawn anew.
        if not screen.canvas.is_dragging:
            screen.show_laid(found.plan)

    def _failed(self, fault: BaseException) -> None:
        self._job = None
        raise fault


def _laid(wish: Wish, library: Library, today: date) -> Plan:
    return laid(wish.snapshot, library, today, wish.found, wish.packing, wish.per_line)


def _laid_to_shift(wish: Wish, library: Library, today: date) -> _Laid:
    made = _Laid(wish, _laid(wish, library, today), library, today)
    assert made.trials
    return made


def _has_same_rows(now: Snapshot, before: Snapshot) -> bool:
    """Whether there are the same activities and organisations, in the same order."""
    if now.partnership.id != before.partnership.id:
        return False
    kinds: tuple[type[Part], ...] = (Organisation, Activity)
    return all(
        len(now.all(kind)) == len(before.all(kind))
        and all(
            one is other or one.id == other.id
            for one, other in zip(now.all(kind), before.all(kind), strict=True)
        )
        for kind in kinds
    )
