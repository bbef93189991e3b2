"""What the timeline says of a shape, and what of it is shown while somebody looks for something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from planner.findings import Finding
from planner.timeline.drawn.shapes import Bar, Shape
from planner.timeline.matching import matching
from planner.timeline.reasons import why
from planner.timeline.sliding import counted_months
from planner.wording import spoken_date
from ui.screens.timeline.dialogs import dismissals
from ui.screens.timeline.rows import lines_of
from ui.screens.timeline.words import clash_lines, spoken, told, told_of_period

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


def words(screen: TimelineScreen, shape: Shape) -> str:
    """What a shape is, in a few lines of plain text."""
    about = [finding for finding in screen.found if shape.activity_id in finding.about]
    lines = clash_lines(screen.numbers(), about)
    period = screen.period(shape.activity_id)
    if period is not None:
        return told_of_period(period, screen.canvas.months_from, lines)
    found = screen.times.get(shape.activity_id)
    if found is None:
        end = shape.end - 1 if isinstance(shape, Bar) else shape.start
        return f"{shape.name}\nUntil {spoken_date(date.fromordinal(end))}"
    slack = screen.times.slack_days(shape.activity_id)
    reason = why(screen.times, found)
    return told(found, screen.desk.session.library, screen.canvas.months_from, lines, slack, reason)


def spoken_of(screen: TimelineScreen, shape: Shape) -> str:
    """What a shape is, in one line for a screen reader."""
    lane = screen.plan.lanes[shape.lane].title if screen.plan is not None else ""
    about = (finding for finding in screen.found if shape.activity_id in finding.about)
    return spoken(shape, lane, _by_activity(about, screen.numbers()).get(shape.activity_id, ()))


def show_all(screen: TimelineScreen) -> None:
    """Show what is told of the whole plan: its clashes, and what is looked for."""
    if screen.plan is None or screen.desk.session.document is None:
        return
    aside = len(dismissals(screen.desk))
    unplaced = tuple(each.text for each in screen.periods.unplaced)
    may_write = screen.may_write
    screen.card.show_findings(screen.found, screen.numbers(), aside, may_write=may_write, unplaced=unplaced)
    screen.filter.offer(screen.plan, screen.desk.session.snapshot)
    show_matches(screen)
    screen.fit()


def show_matches(screen: TimelineScreen) -> None:
    """Let what is not looked for step back on the canvas, and leave it out of the table."""
    plan = screen.plan
    if plan is None or screen.desk.session.document is None:
        return
    snapshot = screen.desk.session.snapshot
    clashes = _by_activity(screen.found, screen.numbers())
    screen.matches = matching(plan, snapshot, clashes, screen.filter.wanted)
    whole = len(plan.bars) + len(plan.diamonds) + len(plan.unplaced)
    screen.filter.tell(None if screen.matches is None else len(screen.matches), whole)
    screen.canvas.show_matching(screen.matches)
    if screen.is_table:
        ordered = screen.canvas.ordered()
        months = counted_months(snapshot, screen.desk.session.library)
        lines = lines_of(plan, ordered, snapshot, screen.times, clashes, screen.periods.placed, months)
        screen.table.show_lines(lines, screen.matches, screen.canvas.selection)


def step_match(screen: TimelineScreen, by: int) -> None:
    """Select the next match, or the one before, and around."""
    matches = screen.matches
    ids = [s.activity_id for s in screen.canvas.ordered() if matches is None or s.activity_id in matches]
    if not ids:
        return
    now = screen.canvas.chosen
    place = ids.index(now) + by if now in ids else (0 if by > 0 else -1)
    screen.canvas.choose(ids[place % len(ids)], reveal=True)


def _by_activity(found: Iterable[Finding], numbers: Mapping[str, int]) -> dict[UUID, list[int]]:
    """The numbers of the clashes that each activity is part of."""
    involved: dict[UUID, list[int]] = {}
    for finding in found:
        if finding.id in numbers:
            for id in finding.about:
                involved.setdefault(id, []).append(numbers[finding.id])
    return involved
