"""Long work in the window: its line tells how far it is, and Cancel stops the work itself."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QWidget

from planner.timeline.pace import GivenUp, Pace
from tests.ui.desks import desk_for
from ui import jobs
from ui.widgets.working import Working
from ui.working import work


def test_the_line_shows_how_far_the_work_has_come(qtbot):
    window, pace = QWidget(), Pace()
    qtbot.addWidget(window)
    line = Working(window, "Writing plan.pdf", pace)
    assert line.bar.maximum() == 0

    pace.reach(30, 120)

    qtbot.waitUntil(lambda: line.bar.value() == 25)
    assert line.bar.maximum() == 100
    assert line.bar.isTextVisible()


def test_cancel_stops_the_work_at_its_next_step(qtbot, tmp_path, example_path):
    from planner.exchange.file import read_file

    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    pace, begun, ended = Pace(), threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        try:
            while True:
                pace.reach(1, 2)
        except GivenUp:
            ended.set()
            raise

    job = work(window, "Writing", long, pace=pace)
    assert begun.wait(10)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()

    jobs.wait_for_all()
    assert ended.is_set()
