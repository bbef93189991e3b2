"""The timeline's plan as pictures for the memorandum: none taller than a page, each with its own axis.

Takes lanes, days and clocks from the plan. Shapes are stacked anew, because how far a name
reaches depends on the width of the paper. Clashes stay off the paper: they are for the planners.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.memorandum.drawing import Measure, Picture
from planner.memorandum.timeline_paper.axis import Axis
from planner.memorandum.timeline_paper.ground import AXIS_HEIGHT, CHART_LEFT, LABEL_WIDTH, TAIL, Ground
from planner.memorandum.timeline_paper.lanes import under_axis
from planner.memorandum.timeline_paper.pieces import pieces_of, stacked
from planner.memorandum.timeline_paper.placing import Letters
from planner.timeline.drawn.shapes import Plan

__all__ = ["LABEL_WIDTH", "TAIL", "TALLEST", "timeline_pictures"]

TALLEST = 600.0


def timeline_pictures(
    plan: Plan, width: float, months_from: date | None, drawn: Callable[[str], str], measure: Measure
) -> tuple[Picture, ...]:
    """The plan on paper `width` points wide; `drawn` makes a text fit the typeface."""
    axis = Axis(plan.start, plan.end, CHART_LEFT, width, months_from)
    ground = Ground(plan, (axis,), Letters(drawn, measure), TALLEST - AXIS_HEIGHT)
    sheets = (under_axis(ground, held, 0) for held in stacked(list(pieces_of(ground)), ground.tallest))
    return tuple(Picture(width, height, shapes) for shapes, height in sheets)
