"""What the names of lanes and the stretches of clocks say when the mouse rests on them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint

from planner.timeline.drawn.shapes import Band, Plan
from planner.wording import spoken_date
from ui.widgets.timeline_ground import Ground, Spans


def lane_words(plan: Plan, ground: Ground, spot: QPoint) -> str:
    """The whole name of the lane at a pixel, with what its clock holds."""
    number = ground.lane_at(spot)
    if number < 0:
        return ""
    lane = plan.lanes[number]
    return f"{lane.title}\n{lane.subtitle}".strip()


def band_words(bands: Spans[Band], ground: Ground, spot: QPoint) -> str:
    """The stretch of a clock at a pixel: its name, its days, where it comes from."""
    day, row, lane = ground.day_at(spot), ground.row_at(spot), ground.lane_at(spot)
    for band in bands.between(day, day):
        in_lane = band.style == "hatched" and band.lane == lane
        if band.start <= day < band.end and (in_lane or band.row == row):
            return f"{band.name}\n{_span(band.start, band.end)}\n{band.note}".strip()
    return ""


def _span(start: int, end: int) -> str:
    first, last = date.fromordinal(start), date.fromordinal(max(end - 1, start))
    return spoken_date(first) if first == last else f"{spoken_date(first)} to {spoken_date(last)}"
