"""The timeline as a picture for a proposal: work and milestones alone, in black and white."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.memorandum import looks
from planner.memorandum.drawing import Picture, Primitive
from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.ground import CHART_LEFT, LABEL_WIDTH, Ground
from planner.memorandum.timeline_paper.inks import BLACK_AND_WHITE
from planner.memorandum.timeline_paper.lanes import under_axis
from planner.memorandum.timeline_paper.moving import moved
from planner.memorandum.timeline_paper.pieces import pieces_of
from planner.memorandum.timeline_paper.placing import Letters
from planner.memorandum.timeline_paper.signs import SIGN_LINE, signs
from planner.timeline.drawn.axis import MAX_DAY
from planner.timeline.drawn.shapes import Plan

JOURNAL_TALLEST = 235 * looks.MM
# How far the picture keeps from its own edge.
EDGE = 4.0
SMALLEST = 0.04
_ENDLESS = 1e9


def proposal(plan: Plan, months_from: date | None, journal_mm: int, letters: Letters) -> Picture:
    """Work and milestones by project month, as wide as a journal's column or its page."""
    wide = journal_mm * looks.MM
    plan = _work_alone(plan)
    label = LABEL_WIDTH if journal_mm > 120 else 0.0
    left, lines = (CHART_LEFT, 1) if label else (7.0, 2)

    def at(scale: float) -> tuple[tuple[Primitive, ...], float]:
        axis = Axis(plan.start, plan.end, left, (wide - 2 * EDGE) / scale, months_from)
        ground = Ground(plan, (axis,), letters, _ENDLESS, BLACK_AND_WHITE, label)
        shapes, height = under_axis(ground, list(pieces_of(ground)), 0)
        foot = signs(plan, BLACK_AND_WHITE, letters, axis.right, lines=lines)
        return (*shapes, *(moved(shape, down=height + 6) for shape in foot)), height + 6 + SIGN_LINE * lines

    scale = 1.0
    shapes, height = at(scale)
    while height * scale > JOURNAL_TALLEST and scale > SMALLEST:
        scale *= 0.88
        shapes, height = at(scale)
    put = tuple(moved(shape, scale=scale, along=EDGE, down=EDGE) for shape in shapes)
    return Picture(wide, height * scale + 2 * EDGE, put)


def _work_alone(plan: Plan) -> Plan:
    """The plan without clocks, clauses, links, progress, deadlines, and lanes in which nothing is left."""
    bars = [bar for bar in plan.bars if not bar.clause and not bar.is_runway]
    diamonds = [diamond for diamond in plan.diamonds if not diamond.clause]
    used = sorted({bar.lane for bar in bars} | {diamond.lane for diamond in diamonds})
    place = {lane: at for at, lane in enumerate(used)}
    days = [day for bar in bars for day in (bar.start, bar.end, bar.late_end)]
    days += [day for diamond in diamonds for day in (diamond.start, diamond.late + 1)]
    return replace(
        plan,
        lanes=tuple(replace(plan.lanes[lane], subtitle="") for lane in used),
        bars=tuple(
            replace(bar, lane=place[bar.lane], state="plain", progress=0, deadline=None) for bar in bars
        ),
        diamonds=tuple(
            replace(diamond, lane=place[diamond.lane], state="plain", deadline=None) for diamond in diamonds
        ),
        bands=(),
        pins=(),
        ties=(),
        start=min(days, default=plan.start),
        # So that the last tail is seen to end.
        end=min(max(days) + (max(days) - min(days)) // 50 + 1, MAX_DAY) if days else plan.end,
    )
