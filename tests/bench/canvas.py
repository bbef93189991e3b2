"""How fast the timeline paints and how much memory it takes, against a window of one colour."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from run import Row

    from planner.model import Entity

HERE = Path(__file__).parent
TODAY = date(2026, 12, 9)
SIZE = 1440, 900
LANES = 40
FRAMES = 90
RUNS = 5
PAN_PX = 37


def canvas(folder: Path) -> list[Row]:
    """Frames of 1,000, 10,000 and 100,000 activities, and what their layout and canvas keep in memory."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication
    from run import Row

    from ui.collector import Collector

    application = QApplication.instance() or QApplication([])
    platform = QGuiApplication.platformName()
    # Garbage is collected as in the program: once a second, and not in the middle of a frame.
    collector = Collector(application)
    assert collector.parent() is application
    fill = _filling(application)
    frames = {count: _frames(count) for count in (1_000, 10_000, 100_000)}
    floor, pan, zoom, ratios = _measured(fill, frames)
    both = sorted([*pan, *zoom])
    name = f"one fillRect of the window ({platform})"
    rows = [
        Row("pan and zoom frame, 10,000 activities, median", name, floor, median(both), 15),
        Row("the same, 95 of 100 frames", name, floor, quantiles(both, n=20)[-1], 25),
        Row("the pan frames alone, median", name, floor, median(pan), float("inf")),
        Row("the zoom frames alone, median", name, floor, median(zoom), float("inf")),
        Row("frame at 100,000, normal zoom", "frame at 1,000", *ratios[0], 1.3),
        Row(f"frame at 100,000, zoomed out, {LANES} lanes", "frame at 1,000", *ratios[1], 1.3),
    ]
    return rows + _memory()


Frame = tuple[Callable[[], Any], Callable[[], Any], Callable[[], Any]]


def _measured(
    fill: Callable[[], Any], frames: dict[int, Frame]
) -> tuple[float, list[float], list[float], list[tuple[float, float]]]:
    """The floor, pan and zoom frames of 10,000, and the two pairs of frames at 1,000 and 100,000."""
    from inside import timed

    floor, pan, zoom = [], [], []
    pairs: list[tuple[list[float], list[float]]] = [([], []), ([], [])]
    for _ in range(RUNS):
        floor += timed(fill, FRAMES)
        pan += timed(frames[10_000][0], FRAMES)
        zoom += timed(frames[10_000][1], FRAMES)
        for place, pair in enumerate(pairs):
            pair[0].extend(timed(frames[1_000][place * 2], FRAMES))
            pair[1].extend(timed(frames[100_000][place * 2], FRAMES))
    return median(floor), pan, zoom, [(median(small), median(big)) for small, big in pairs]


def _filling(application: Any) -> Callable[[], Any]:
    """Paints a window of this size in one colour."""
    from PySide6.QtGui import QColor, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    class Plain(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.fillRect(0, 0, *SIZE, QColor("#ffffff"))
            painter.end()

    widget = Plain()
    widget.resize(*SIZE)
    widget.show()
    application.processEvents()
    return widget.repaint


def _frames(count: int) -> Frame:
    """A frame after a pan, after a step of zoom, and after a pan of a plan in many lanes, zoomed out."""
    view, other = made(plan(count)), made(plan(count, LANES))
    view.day_px = 2.68
    relaid(view, count)
    view.left_day = float(view.plan.start + 200)
    view.choose(view.plan.bars[len(view.plan.bars) // 2].activity_id)
    other.fit()
    relaid(other, count, LANES)
    step = 0

    def pan() -> None:
        nonlocal step
        step += 1
        # There and back, so that no frame runs out of the plan.
        view.pan((PAN_PX if step // 20 % 2 else -PAN_PX) / view.day_px)
        view.viewport().repaint()

    def zoom() -> None:
        nonlocal step
        step += 1
        view.zoom(1.04 if step // 12 % 2 else 1 / 1.04)
        view.viewport().repaint()

    def pan_far() -> None:
        nonlocal step
        step += 1
        other.pan((PAN_PX if step // 4 % 2 else -PAN_PX) / other.day_px)
        other.viewport().repaint()

    for warm in (pan, zoom, pan_far):
        for _ in range(48):
            warm()
    return pan, zoom, pan_far


def plan(count: int, lanes: int = 2) -> list[Entity]:
    """The plan of the other benchmarks; for more lanes its activities are dealt out to organisations."""
    from plans import plan_of

    from planner.model import Activity, Organisation
    from planner.terms import Lane, Side

    entities = plan_of(count)
    if lanes <= 2:
        return entities
    home = entities[0]
    added = [
        Organisation(
            partnership_id=home.id,
            name=f"Partner {n}",
            side=Side.ACADEMIC if n % 2 else Side.INDUSTRY,
            rank=n + 5,
        )
        for n in range(lanes - 3)
    ]
    academic = [o for o in added if o.side is Side.ACADEMIC]
    industry = [o for o in added if o.side is Side.INDUSTRY]
    dealt: list[Entity] = []
    for place, entity in enumerate(entities):
        if isinstance(entity, Activity) and entity.lane is not Lane.JOINT:
            owners = academic if entity.lane is Lane.ACADEMIC else industry
            entity = entity.model_copy(update={"organisation_id": owners[place % len(owners)].id})
        dealt.append(entity)
    return [*dealt, *added]


SNAPSHOTS: dict[tuple[int, int], Any] = {}


def made(entities: list[Entity]) -> Any:
    """A canvas of the size measured, without a plan yet."""
    from PySide6.QtWidgets import QApplication

    from planner.document import snapshot_of
    from ui.theme import apply_theme, theme_named
    from ui.widgets.timeline_canvas import TimelineCanvas

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    apply_theme(application, theme_named("light"))
    view = TimelineCanvas(lambda shape: shape.name)
    view.snapshot = snapshot_of(entities)  # type: ignore[attr-defined]
    view.resize(*SIZE)
    view.show()
    relaid(view)
    application.processEvents()
    return view


def relaid(view: Any, *_: object) -> None:
    """Lay the plan out for the zoom, as the screen does."""
    from planner.library import standard_library
    from planner.timeline.drawn.layout import lay_out

    view.show_plan(
        lay_out(view.snapshot, standard_library(), TODAY, (), days_per_character=view.days_per_character)
    )


def _memory() -> list[Row]:
    """What layout and canvas add to a process that holds the plan and its schedule, window included."""
    from run import Row

    empty = _child("empty")
    rows = []
    for count, goal in ((10_000, 0.5), (100_000, 1.2)):
        rows.append(
            Row(
                f"memory added by layout and canvas, {count:,}",
                "an empty QMainWindow's resident memory",
                empty,
                _child(str(count)),
                goal,
                "MiB",
            )
        )
    return rows


def _child(what: str) -> float:
    script = HERE / ("child.py" if what == "empty" else "canvas.py")
    found = subprocess.run(
        [sys.executable, str(script), what],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    return float(next(line for line in found.stdout.splitlines() if line.startswith("memory")).split()[1])


def remember(count: int) -> None:
    """Print how much the resident memory of this process grows by laying out and painting a plan."""
    from child import memory, say
    from PySide6.QtWidgets import QApplication, QMainWindow

    from planner.document import snapshot_of
    from planner.library import standard_library
    from planner.timeline.drawn.layout import lay_out
    from planner.timeline.schedule import schedule
    from ui.theme import apply_theme, theme_named
    from ui.widgets.timeline_canvas import TimelineCanvas

    application = QApplication([])
    apply_theme(application, theme_named("light"))
    snapshot, library = snapshot_of(plan(count)), standard_library()
    for item in schedule(snapshot, library).values():
        assert item.start
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    application.processEvents()
    before = memory()
    view = TimelineCanvas(lambda shape: shape.name)
    view.show_plan(lay_out(snapshot, library, TODAY, (), days_per_character=view.days_per_character))
    window.setCentralWidget(view)
    application.processEvents()
    view.fit()
    view.show_plan(lay_out(snapshot, library, TODAY, (), days_per_character=view.days_per_character))
    application.processEvents()
    say("memory", memory() - before)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    remember(int(sys.argv[1]))
