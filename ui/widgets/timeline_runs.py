"""Rows with more shapes than can be told apart: drawn as runs, prepared once, copied by the slice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from planner.timeline.drawn.shapes import Bar, Row, Shape
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import Inks

# Shapes whose gap is smaller than so many days become one run, where a day is smaller than a pixel.
GAPS = (1, 4, 16, 64, 256)
# From this size of a day on, every shape is drawn for itself.
_APART_PX = 1.0


class Runs:
    """One row's shapes as rectangles in days along and pixels across, by role, for one gap.

    The rectangles of a role do not overlap and rise, so that a span of days is a slice.
    """

    __slots__ = ("_ends", "_rects", "_starts")

    def __init__(
        self, spans: list[tuple[float, float]], across: float, thick: float, *, columns: bool
    ) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._rects = [
            QRectF(across, start, thick, end - start)
            if columns
            else QRectF(start, across, end - start, thick)
            for start, end in spans
        ]

    def between(self, start: float, end: float) -> list[QRectF]:
        """The rectangles that reach into these days."""
        return self._rects[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def gap_for(day_px: float) -> int:
    """The gap that cannot be seen at a zoom; 0 where every shape can."""
    if day_px >= _APART_PX:
        return 0
    return max((gap for gap in GAPS if gap * day_px <= 1.0), default=GAPS[0])


def runs_of(
    row: Row, gap: int, ground: Ground, number: int, veiled: frozenset[object] | None
) -> dict[str, Runs]:
    """The runs of a row by the role they are drawn in; `veiled` ids only are in full colour when given."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for shape in row.shapes:
        _add(spans.setdefault(_role(shape, veiled), []), shape, gap)
    thick = ground.thickness(number)
    across = ground.rows.row_tops[number] + (ground.row_size(number) - thick) / 2
    return {role: Runs(found, across, thick, columns=ground.is_columns) for role, found in spans.items()}


def _role(shape: Shape, veiled: frozenset[object] | None) -> str:
    if veiled is not None and shape.activity_id not in veiled:
        return f"{shape.side}_soft"
    if shape.state == "clash":
        return "error"
    return f"{shape.side}_line" if isinstance(shape, Bar) else str(shape.side)


def _add(spans: list[tuple[float, float]], shape: Shape, gap: int) -> None:
    """Put a shape behind the others of its role, or make the last run longer."""
    start, end = float(shape.start), float(shape.end if isinstance(shape, Bar) else shape.start + 1)
    if not gap:
        # A gap to what follows at once, so that two shapes look like two.
        end -= min(0.8, (end - start) / 4)
    end = max(end, start + 4 * gap)
    if spans and gap and start - spans[-1][1] <= gap:
        spans[-1] = (spans[-1][0], max(spans[-1][1], end))
    else:
        spans.append((start, end))


def paint_runs(painter: QPainter, ground: Ground, inks: Inks, found: Iterable[dict[str, Runs]]) -> None:
    """The runs of several rows: one call for each role, whatever there is of them."""
    first, last = ground.left_day, ground.last_day
    rects: dict[str, list[QRectF]] = {}
    for row in found:
        for role, runs in row.items():
            rects.setdefault(role, []).extend(runs.between(first, last))
    painter.setTransform(ground.transform)
    painter.setPen(Qt.PenStyle.NoPen)
    for role in sorted(rects):
        painter.setBrush(inks.brush[role])
        painter.drawRects(rects[role])
    painter.resetTransform()
