"""Long work that can be seen and cancelled: a job, and the quiet line it shows while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui import jobs

if TYPE_CHECKING:
    from planner.timeline.pace import Pace
    from ui.desk import Desk


def work(
    desk: Desk,
    sentence: str,
    function: Callable[..., Any],
    *arguments: Any,
    turn: jobs.Turn | None = None,
    pace: Pace | None = None,
) -> jobs.Job:
    """Run `function(*arguments)` off the window's thread; `sentence` says what is being done.

    Nothing is shown of what takes a moment only. Work that tells its `pace` shows how far it is, and
    stops when it is cancelled.
    """
    job = jobs.run(function, *arguments, parent=desk.session, turn=turn)
    if pace is not None:
        job.cancelled.connect(pace.give_up)
    if isinstance(desk, QWidget):
        from ui.widgets.working import Working

        line = Working(desk, sentence, pace)
        line.cancelled.connect(job.cancel)
        for ended in (job.done, job.failed, job.cancelled):
            ended.connect(line.finish)
    return job
