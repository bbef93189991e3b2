"""The rows that an organisation's clock takes in its lane: strips side by side, closures over all of it."""

from __future__ import annotations

from collections.abc import Sequence

from planner.timeline.clocks.calendars import CLOSED_KINDS, ClockBand
from planner.timeline.drawn.packing import fitted, rows_for
from planner.timeline.drawn.shapes import Band

HATCHED = CLOSED_KINDS | {
    "exam",
    "marking",
    "resit",
    "ethics_pause",
    "summer_leave",
    "off_contract",
    "freeze",
}
# Hatching shows a closure in the whole lane: of one shorter than a week the name is not worth a row.
_WORTH_A_ROW = 7
# Kinds that stand in rows of their own, so that neither cuts a row of the other; the rest is terms.
_GROUPS = (
    frozenset({"sprint"}),
    frozenset({"board_meeting", "panel_meeting", "ethics_meeting", "grant_round", "event"}),
)
_SINGLE_DAYS = "holiday"


def strips_of(stretches: Sequence[ClockBand], lane: int) -> tuple[list[Band], int]:
    """The stretches of a lane's clock, in rows from 0, and how many rows they take."""
    filled = [each for each in stretches if each.kind not in HATCHED]
    hatched = [each for each in stretches if each.kind in HATCHED and each.kind != _SINGLE_DAYS]
    days = [each for each in stretches if each.kind == _SINGLE_DAYS]
    grouped = frozenset[str]().union(*_GROUPS)
    terms = [each for each in filled if each.kind not in grouped]
    starts, ends = _days(terms)
    rows, count = rows_for(starts, ends)
    found = [_band(each, lane, row) for each, row in zip(terms, rows, strict=True)]
    # Between terms there often is room for the name of a closure; the others come below everything.
    taken, first = list(zip(rows, starts, ends, strict=True)), count
    between, with_closures = fitted(taken, *_days(hatched), first, least=_WORTH_A_ROW)
    for group in _GROUPS:
        those = [each for each in filled if each.kind in group]
        rows, more = rows_for(*_days(those))
        found += [_band(each, lane, count + row) for each, row in zip(those, rows, strict=True)]
        count += more
    below = count - first
    found += [
        _band(each, lane, row + below if row >= first else row)
        for each, row in zip(hatched, between, strict=True)
    ]
    found += [_band(each, lane, -1) for each in days]
    return found, with_closures + below


def _days(stretches: Sequence[ClockBand]) -> tuple[list[int], list[int]]:
    return [each.start.toordinal() for each in stretches], [each.end.toordinal() + 1 for each in stretches]


def _band(stretch: ClockBand, lane: int, row: int) -> Band:
    start, end = stretch.start.toordinal(), stretch.end.toordinal() + 1
    return Band(
        stretch.name,
        stretch.note,
        stretch.side,
        lane,
        max(row, 0),
        start,
        end,
        "hatched" if stretch.kind in HATCHED else "band",
        is_named=row >= 0,
    )
