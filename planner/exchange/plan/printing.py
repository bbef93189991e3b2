"""The plan of a partnership as it is printed: for the partner, or with clashes and runway for oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from uuid import UUID

from planner.document import Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.memorandum.annexes import printed_plan
from planner.memorandum.drawing import Measure, Picture
from planner.memorandum.parties import looked_after_by
from planner.memorandum.timeline_paper.dates import DateRow
from planner.memorandum.timeline_paper.ground import Ghosts, Marks
from planner.memorandum.timeline_paper.placing import Letters, shapes_of
from planner.memorandum.timeline_paper.sheets import Printed, Sheet, name_size, sheets
from planner.model import Activity, Baseline, Organisation
from planner.timeline import clashes
from planner.timeline.baselines import spans_of
from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.marks import critical
from planner.timeline.drawn.shapes import Plan
from planner.timeline.pace import Pace
from planner.timeline.schedule import MAX_DAY, schedule
from planner.timeline.sliding import day_or_month, project_start
from planner.wording import joined, spoken_date

MOST_DAYS_BEHIND = 366


@dataclass(frozen=True)
class Wish:
    """What is asked for: the paper, months or dates, for whom, and how fine pixels are.

    Without a word on months, they are counted as on the screen. What is one's own shows clashes,
    the runway and today; a file for the partner never does.
    """

    sheet: Sheet = field(default_factory=Sheet)
    in_months: bool | None = None
    is_own: bool = False
    dots_per_inch: int = 300


def printed(snapshot: Snapshot, library: Library, today: date, wish: Wish) -> Printed:
    """The plan to print, with its title."""
    is_own = wish.is_own and not wish.sheet.is_proposal
    found = clashes.findings(snapshot, library, today) if is_own else ()
    first_day = schedule(snapshot, library).start_on or today
    whole = plan = lay_out(snapshot, library, today if is_own else first_day, found)
    if not is_own:
        plan = replace(printed_plan(plan), ties=tuple(replace(tie, clash=False) for tie in plan.ties))
    plan = _with_deadlines(plan, whole)
    if wish.sheet.is_proposal:
        plan = _by_name(snapshot, plan)
    messages = {finding.id: finding.message for finding in found}
    partnership = snapshot.partnership
    counts = wish.sheet.is_proposal or partnership.shows_months
    in_months = counts if wish.in_months is None else wish.in_months
    return Printed(
        plan,
        f"{partnership.title}: timeline",
        ("for our own eyes · " if is_own else "") + f"as of {spoken_date(today)}",
        (partnership.start_on or first_day) if in_months else None,
        tuple(messages[pin.finding_id] for pin in sorted(plan.pins, key=lambda pin: pin.number)),
        Marks() if wish.sheet.is_proposal else _marks(snapshot, library, is_own=is_own),
        joined(organisation.name for organisation in snapshot.all(Organisation)),
        () if wish.sheet.is_proposal else tuple(_dates(snapshot, library, in_months=in_months)),
    )


def _dates(snapshot: Snapshot, library: Library, *, in_months: bool) -> Iterator[DateRow]:
    """Every activity and milestone with its dates, by day; what has none comes last."""
    times = schedule(snapshot, library)
    told = partial(day_or_month, start=project_start(snapshot, library) if in_months else None)
    for found in sorted(times.values(), key=lambda each: (each.start, each.end, each.activity.rank)):
        activity, who = found.activity, looked_after_by(snapshot, found.activity)
        if activity.is_milestone:
            late = told(found.late_end) if found.late_end > found.start else ""
            yield DateRow(activity.name, who, told(found.start), "", late, is_milestone=True)
        else:
            yield DateRow(activity.name, who, told(found.start), told(found.end), told(found.late_end))
    for activity in times.unplaced:
        yield DateRow(activity.name, looked_after_by(snapshot, activity), "no date yet", "", "")


def name_size_on_one_page(
    snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace | None = None
) -> float:
    """How many points high names would be with the whole timeline on one page, in our typeface."""
    from planner.memorandum.pdf.setting import Setting
    from planner.memorandum.pdf.styles import glyphs

    glyphs()
    setting = Setting(0)
    whole = printed(snapshot, library, today, wish)
    return name_size(whole, wish.sheet, Letters(setting.drawn, setting.measure), pace)


def _with_deadlines(plan: Plan, whole: Plan) -> Plan:
    """The plan up to its last deadline, where that is not more than a year behind everything else."""
    days = [shape.deadline + 10 for shape in shapes_of(plan) if shape.deadline is not None]
    near = [day for day in days if plan.end < day <= min(plan.end + MOST_DAYS_BEHIND, MAX_DAY)]
    if not near:
        return plan
    end = max(near)
    bands = tuple(band for band in whole.bands if band.start < end and band.end > plan.start)
    return replace(plan, end=end, bands=bands)


def _by_name(snapshot: Snapshot, plan: Plan) -> Plan:
    """The plan with the bare names of its activities, without the clauses that they follow."""
    names = {activity.id: activity.name for activity in snapshot.all(Activity)}
    return replace(
        plan, bars=tuple(replace(bar, name=names.get(bar.activity_id, bar.name)) for bar in plan.bars)
    )


def _marks(snapshot: Snapshot, library: Library, *, is_own: bool) -> Marks:
    """The dates of all baselines, the newest first, and what has nothing to spare."""
    newest_first = sorted(snapshot.all(Baseline), key=lambda each: (each.taken_on, each.rank), reverse=True)
    ghosts = tuple(Ghosts(baseline.taken_on, _days(baseline)) for baseline in newest_first)
    return Marks(ghosts, critical(schedule(snapshot, library)), is_own)


def _days(baseline: Baseline) -> Mapping[UUID, tuple[int, int]]:
    """The first day of each activity in a baseline, and the day after the last."""
    return {id: (first.toordinal(), last.toordinal() + 1) for id, (first, last) in spans_of(baseline).items()}


def said(snapshot: Snapshot, library: Library, wish: Wish) -> str:
    """What the picture shows, in words, for who cannot see it."""
    times = schedule(snapshot, library)
    names = [organisation.name for organisation in snapshot.all(Organisation)]
    whose = f" of {joined(names)}" if names else ""
    if times.start_on is None or times.end_on is None:
        return f"Timeline{whose}, without any date yet."
    span = f"from {spoken_date(times.start_on)} to {spoken_date(times.end_on)}"
    look = "Work and milestones" if wish.sheet.is_proposal else "Timeline with clocks"
    return f"{look}{whose}: {len(times)} activities and milestones {span}."


Draw = Callable[[Callable[[str], str], Measure], Sequence[Picture]]


def drawing_of(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace | None) -> Draw:
    """What draws the pages once it is known which letters there are."""
    return partial(_drawn, printed(snapshot, library, today, wish), wish.sheet, pace)


def _drawn(
    whole: Printed, sheet: Sheet, pace: Pace | None, drawn: Callable[[str], str], measure: Measure
) -> tuple[Picture, ...]:
    return sheets(whole, sheet, Letters(drawn, measure), pace)


def one_picture(wish: Wish, what: str) -> None:
    """Raise Refused when several pages are asked of a format that holds one picture."""
    if wish.sheet.is_tiled and not wish.sheet.is_proposal:
        raise Refused(f"{what} holds one picture: several pages go into a PDF.", "tiled")
