"""Shapes put elsewhere, larger or smaller."""

from __future__ import annotations

from planner.memorandum.drawing import Box, Primitive, Shape, Stroke, Words


def moved(shape: Primitive, *, down: float = 0.0, along: float = 0.0, scale: float = 1.0) -> Primitive:
    """A shape made larger by `scale`, then moved."""
    # Made directly: there are hundreds of thousands of them in a large plan.
    match shape:
        case Stroke(x1, y1, x2, y2, colour, width, dashed):
            return Stroke(
                x1 * scale + along, y1 * scale + down, x2 * scale + along, y2 * scale + down, colour,
                width * scale, dashed,
            )  # fmt: skip
        case Box(x, y, width, height, fill, outline, radius, line):
            return Box(
                x * scale + along, y * scale + down, width * scale, height * scale, fill, outline,
                radius * scale, line * scale,
            )  # fmt: skip
        case Shape(points, fill):
            return Shape(tuple((x * scale + along, y * scale + down) for x, y in points), fill)
        case Words(x, baseline, text, size, colour, semibold, anchor):
            return Words(
                x * scale + along, baseline * scale + down, text, size * scale, colour, semibold, anchor
            )
