"""Painting links: quietly those that hold, dashed and in the colour of an error those that are broken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from planner.timeline.drawn.shapes import Tie
from ui.widgets.timeline_ground import Ground
from ui.widgets.timeline_inks import Inks
from ui.widgets.timeline_stamps import arrow_stamp

# Where more links are in view, arrows would be all that one sees.
_WITH_ARROWS = 40


def lines_of(ground: Ground, tie: Tie) -> tuple[QLineF, ...]:
    """A link as lines in days along and pixels across the whole plan."""
    tops, sizes = ground.rows.row_tops, ground.rows.row_sizes
    corners = []
    for day, row in tie.points:
        whole = min(int(row), len(tops) - 1)
        across = tops[whole] + (row - whole) * sizes[whole]
        corners.append(QPointF(across, day) if ground.is_columns else QPointF(day, across))
    return tuple(QLineF(one, two) for one, two in pairwise(corners) if one != two)


def paint_ties(
    painter: QPainter,
    ground: Ground,
    inks: Inks,
    ties: Sequence[Tie],
    lines: list[QLineF],
    *,
    is_strong: bool = False,
) -> None:
    """Links that hold: thin lines, the arrow at what waits; strong ones belong to what is chosen."""
    _draw(painter, ground, lines, inks.pen("ink" if is_strong else "link", 1.4 if is_strong else 1))
    for tie in ties if len(ties) <= _WITH_ARROWS else ():
        corners = [ground.spot_of(day, row) for day, row in tie.points[-2:]]
        arrow = _arrow(ground, tie, corners)
        if arrow is not None:
            stamp = arrow_stamp(inks, is_forward=arrow[1], is_columns=ground.is_columns)
            painter.drawPixmap(arrow[0], stamp)


def _draw(painter: QPainter, ground: Ground, lines: list[QLineF], pen: QPen) -> None:
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setTransform(ground.transform)
    painter.drawLines(lines)
    painter.resetTransform()


def _arrow(ground: Ground, tie: Tie, corners: list[QPointF]) -> tuple[QPointF, bool] | None:
    """Where the arrow's picture goes, and whether it points down (or to the right, in columns)."""
    tip, before = ground.across(corners[-1]), ground.across(corners[-2])
    half = ground.thickness(tie.after.row) / 2
    if abs(tip - before) < half:
        return None
    forward = tip > before
    edge = tip - half if forward else tip + half
    middle = ground.point(ground.along(corners[-1]), edge - 4 if forward else edge + 4)
    return QPointF(middle.x() - 4, middle.y() - 4), forward


def paint_broken(painter: QPainter, ground: Ground, inks: Inks, lines: list[QLineF]) -> None:
    """Links that do not hold."""
    if lines:
        _draw(painter, ground, lines, inks.pen("error", 1.6, Qt.PenStyle.DashLine))
