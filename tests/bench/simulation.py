"""Measurements of the runs from handshake to first day."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from run import Row

RUNS, REPEATS, GOAL = 10_000, 9, 8.0


def simulation(folder: Path) -> list[Row]:
    """The template of a Knowledge Transfer Partnership, back-plan included, against its draws alone."""
    from planner.library import standard_library
    from planner.model import Activity, Partnership
    from planner.snapshot import snapshot_of
    from planner.timeline.handshake.course import course_to
    from planner.timeline.handshake.first_day import first_day, template_plan
    from planner.timeline.handshake.simulate import simulate

    library = standard_library()
    empty = snapshot_of([Partnership(title="x")])
    plan = template_plan(empty, library, "ktp", date(2027, 1, 4))
    goal = first_day(plan, library)
    assert isinstance(goal, Activity)
    course = course_to(plan, library, goal.id)
    ranges = [
        (low, high, likely)
        for low, likely, high in zip(course.lows, course.likelies, course.highs, strict=True)
    ]
    drawn = [each for each in ranges if each[0] < each[1]]

    def draws() -> None:
        for low, high, likely in drawn:
            draw = Random("draws").triangular
            for _ in range(RUNS):
                draw(low, high, likely)

    def runs() -> None:
        simulate(plan, library, goal.id, target_on=date(2028, 10, 2), runs=RUNS)

    floor, ours = [], []
    for _ in range(REPEATS):
        floor.append(_took(draws))
        ours.append(_took(runs))
    what = "10,000 runs of the KTP template, with back-plan"
    return [Row(what, f"its {len(drawn)} draws a run, random.triangular", median(floor), median(ours), GOAL)]


def _took(function: Callable[[], None]) -> float:
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000
