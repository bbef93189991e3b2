"""The annex of the timeline: a picture of the plan, and its dates in a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table, TimelinePicture
from planner.memorandum.clause_dates import clause_dates
from planner.memorandum.draft import Draft
from planner.memorandum.parties import looked_after_by
from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.shapes import Plan
from planner.timeline.schedule import schedule
from planner.wording import spoken_date

# How a lane says that nobody has entered its calendar: a note to ourselves.
NO_CALENDAR = "no calendar yet"


def timeline_annex(draft: Draft) -> list[Block]:
    """The plan as a picture, then every date; nothing in it depends on the day of printing."""
    partnership = draft.snapshot.partnership
    # Laid out as of its own first day, so that the picture does not change with the day of printing.
    first_day = schedule(draft.snapshot, draft.library).start_on or draft.today
    plan = printed_plan(lay_out(draft.snapshot, draft.library, first_day, ()))
    months_from = partnership.start_on if partnership.shows_months else None
    picture: list[Block] = [TimelinePicture(plan, months_from)] if plan.bars or plan.diamonds else []
    return [
        Paragraph(
            "Each bar shows the likely dates; the thin line behind it runs to the late case. "
            "Diamonds are milestones, and hatching marks times when an organisation is hard to reach.",
            muted=True,
        ),
        *picture,
        Heading(2, "Dates"),
        Table(("What", "Who", "Starts", "Likely end", "Late end"), _dates(draft), (4.2, 2.6, 1.5, 1.5, 1.5)),
        *clause_dates(draft),
    ]


def printed_plan(plan: Plan) -> Plan:
    """The plan as it may leave the house: no clashes, no runway, nothing that depends on the day of printing.

    How long a company's money lasts is for its own eyes; it plans with it, and does not hand it out.
    """
    bars = tuple(replace(bar, state="plain") for bar in plan.bars if not bar.is_runway)
    # What a clause counts in months may run on past the edge: its last day stands in the table.
    short = [bar for bar in bars if not bar.clause or bar.late_end <= plan.end]
    days = [day for bar in short for day in (bar.start, bar.end, bar.late_end)]
    days += [day for diamond in plan.diamonds for day in (diamond.start, diamond.late)]
    start, end = (min(days) - 10, max(days) + 10) if days else (plan.start, plan.end)
    bands = tuple(band for band in plan.bands if band.start < end and band.end > start)
    return replace(
        plan,
        bars=bars,
        diamonds=tuple(replace(diamond, state="plain") for diamond in plan.diamonds),
        bands=bands,
        lanes=tuple(replace(lane, subtitle=lane.subtitle.replace(NO_CALENDAR, "")) for lane in plan.lanes),
        pins=(),
        ties=(),
        today=start,
        start=max(start, 1),
        end=min(end, date.max.toordinal()),
        unplaced=(),
        by_row={},
    )


def _dates(draft: Draft) -> tuple[Row, ...]:
    times = schedule(draft.snapshot, draft.library)
    rows = []
    for found in sorted(times.values(), key=lambda s: (s.start, s.end, s.activity.rank)):
        who = looked_after_by(draft.snapshot, found.activity)
        if found.activity.is_milestone:
            late = spoken_date(found.late_end) if found.late_end > found.start else ""
            rows.append(Row((found.activity.name, who, spoken_date(found.start), "", late)))
        else:
            days = (found.start, found.end, found.late_end)
            rows.append(Row((found.activity.name, who, *(spoken_date(day) for day in days))))
    rows += [
        Row((a.name, looked_after_by(draft.snapshot, a), draft.point(f"timeline/{a.id}"), "", ""))
        for a in times.unplaced
    ]
    return tuple(rows)
