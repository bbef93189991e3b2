"""The dates of many runs as a small picture: how often the goal falls into each stretch of days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from planner.memorandum.drawing import Box, Measure, Picture, Primitive, Stroke, Words, hatching
from planner.timeline.drawn.axis import Scale, ticks
from planner.timeline.handshake.simulate import Simulation, runs_words
from planner.wording import spoken_date

BARS = 36
_HALF = "half"
HEIGHT = 92.0
_TOP, _FOOT, _SIZE = 16.0, 14.0, 8.0


def dates_picture(found: Simulation, width: float, measure: Measure, roles: Mapping[str, str]) -> Picture:
    """The picture in a width in points: bars, the dates of half and of most runs, months below.

    Runs later than most are hatched, so that grey print reads.
    """
    first, last = found.counts[0][0].toordinal(), found.counts[-1][0].toordinal()
    wide = max(-(-(last - first + 1) // BARS), 1)
    bins = [0] * ((last - first) // wide + 1)
    for day, count in found.counts:
        bins[(day.toordinal() - first) // wide] += count
    scale = width / (len(bins) * wide)
    base = HEIGHT - _FOOT
    late = found.late_on.toordinal()

    def x(day: float) -> float:
        return (day - first) * scale

    drawn: list[Primitive] = []
    for place, count in enumerate(bins):
        start = first + place * wide
        tall = (base - _TOP) * count / max(bins)
        left, right = x(start) + 0.5, max(x(start + wide) - 0.5, x(start) + 1)
        beyond = start > late
        fill, edge = (roles["surface"], roles["muted"]) if beyond else (roles["muted"], "")
        if count:
            drawn.append(Box(left, base - tall, right - left, tall, fill, edge))
            if beyond:
                drawn += hatching(left, base - tall, right, base, roles["muted"], step=3.0)
    drawn.append(Stroke(0, base, width, base, roles["line"], 0.75))
    drawn += _months(first, last, x, width, measure, roles)
    drawn += _marks(found, x, width, measure, roles)
    return Picture(width, HEIGHT, tuple(drawn))


def _months(
    first: int,
    last: int,
    x: Callable[[float], float],
    width: float,
    measure: Measure,
    roles: Mapping[str, str],
) -> Iterator[Primitive]:
    scale: Scale = "month" if last - first < 800 else "year"
    taken = -1.0
    for tick in ticks(first, last, scale):
        left = max(x(tick.day), 0.0)
        wide = measure(tick.label, _SIZE, False)
        if x(tick.day) >= 0:
            yield Stroke(left, HEIGHT - _FOOT, left, HEIGHT - _FOOT + 3, roles["line"], 0.75)
        if left > taken and left + wide <= width:
            yield Words(left + 2, HEIGHT - 3, tick.label, _SIZE, roles["muted"])
            taken = left + wide + 8


def _marks(
    found: Simulation, x: Callable[[float], float], width: float, measure: Measure, roles: Mapping[str, str]
) -> Iterator[Primitive]:
    most = runs_words(found.late_percent).removesuffix(" runs")
    for name, day, dashed in ((_HALF, found.likely_on, False), (most, found.late_on, True)):
        at = min(max(x(day.toordinal() + 0.5), 0.5), width - 0.5)
        yield Stroke(at, 4, at, HEIGHT - _FOOT, roles["ink"], 1.2, dashed=dashed)
        wide = measure(name, _SIZE, True)
        # The name of the earlier date stands before its line, that of the later behind: they never meet.
        left = at - wide - 3 if (name == _HALF and at > wide + 3) or at + wide + 3 > width else at + 3
        yield Words(left, 11, name, _SIZE, roles["ink"], semibold=True)


def picture_told(found: Simulation) -> str:
    """The same in words, for those who do not see it."""
    first, last = found.counts[0][0], found.counts[-1][0]
    if first == last:
        return f"In all runs: {spoken_date(first)}."
    return (
        f"{found.runs:,} runs, from {spoken_date(first)} to {spoken_date(last)}; half "
        f"of them by {spoken_date(found.likely_on)}, {runs_words(found.late_percent)} by "
        f"{spoken_date(found.late_on)}."
    )
