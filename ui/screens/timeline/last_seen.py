"""How the timeline was seen last: kept for the first frame of the next start, and taken up again then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from planner.model import Baseline
from planner.snapshot import Snapshot
from planner.timeline.drawn.glance import MOST, Look, Pictures, glance_text, in_view
from planner.timeline.drawn.layout import MARGIN_DAYS
from planner.timeline.drawn.shapes import Plan
from ui.screens.timeline.baselines import ghosts_of
from ui.screens.timeline.laying import Packing
from ui.screens.timeline_glance import GAP, base64_of, dress_of, take_up

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen
    from ui.session import Keeper

_QUIET_MS = 2_000
_ROUNDS = 3


@dataclass(frozen=True)
class Ready:
    """A plan laid out before the screen is there that will show it."""

    snapshot: Snapshot
    packing: Packing
    plan: Plan

    def fits(self, snapshot: Snapshot, packing: Packing) -> bool:
        """Whether it shows this, packed like this."""
        return self.snapshot is snapshot and self.packing == packing


class LastSeen(QObject):
    """Keeps what a timeline shows once it rests, and when it is left."""

    def __init__(self, screen: TimelineScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._kept: tuple[object, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._rest.timeout.connect(self.keep)
        screen.canvas.moved.connect(self.wait)
        screen.canvas.installEventFilter(self)
        screen.desk.session.closing.connect(self._leave)

    def wait(self) -> None:
        """Something is shown in another way: keep it once it rests."""
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Hidden by another place or by the table.
        if event.type() == QEvent.Type.Hide:
            self._leave()
        return False

    def _leave(self) -> None:
        if self._rest.isActive():
            self.keep()

    def keep(self) -> None:
        """Hand what is shown to the store, unless it has it."""
        self._rest.stop()
        screen, session = self._screen, self._screen.desk.session
        plan, document = screen.plan, session.document
        if plan is None or document is None or session.store.is_read_only or screen.starting.on is not None:
            return
        if not plan.by_id or screen.canvas.is_dragging or screen.stack.currentWidget() is not screen.canvas:
            return
        look = self._look()
        key = (
            document.partnership.id,
            id(plan),
            look.left_day,
            look.day_px,
            look.top,
            look.size,
            look.ghosts,
        )
        if key != self._kept:
            self._kept = key
            shown = self._pictures(plan)
            days, rows = self._span(plan)
            session.store.submit(_keep, session.store, document.partnership.id, plan, look, shown, days, rows)

    def _look(self) -> Look:
        screen, canvas = self._screen, self._screen.canvas
        left_day, top = canvas.place
        months = canvas.months_from
        return Look(
            left_day,
            canvas.day_px,
            top,
            canvas.orientation,
            months.toordinal() if months is not None else None,
            canvas.dates_known,
            # Beside the details it is narrower, but the next start does not open them.
            (screen.middle.width(), canvas.height()),
            self._below().height(),
            ghosts_of(screen.desk.session.snapshot.all(Baseline), screen.hidden_baselines),
        )

    def _below(self) -> QRect:
        """Where the parts of the page below the plan stand, as one."""
        middle = self._screen.middle.geometry()
        shown = [each.geometry() for each in self._screen.below if not each.isHidden()]
        top = middle.bottom() + 1 + GAP
        end = max((each.bottom() + 1 for each in shown), default=top)
        return QRect(middle.left(), top, middle.width(), max(end - top, 0))

    def _span(self, plan: Plan) -> tuple[tuple[int, int], tuple[int, int]]:
        """The days and rows in view, and half as many on either side."""
        ground = self._screen.canvas.ground
        days = int(ground.last_day - ground.left_day) + 1
        rows = ground.shown_rows
        around = len(rows) // 2 + 1
        first = int(ground.left_day)
        return (
            (first - days // 2, first + days + days // 2),
            (max(rows.start - around, 0), min(rows.stop + around, plan.rows)),
        )

    def _pictures(self, plan: Plan) -> _Shown:
        """What is painted around the shapes; the shapes too where they are too many."""
        screen, canvas = self._screen, self._screen.canvas
        ground, below = canvas.ground, self._below()
        days = int(ground.left_day), int(ground.last_day) + 1
        is_full = len(in_view(plan, days, (ground.shown_rows.start, ground.shown_rows.stop))) > MOST
        return _Shown(
            dress_of(screen),
            _image(canvas.minimap.picture) if canvas.minimap.isVisibleTo(canvas) else None,
            _image(screen.grab(below)) if below.height() else None,
            _image(canvas.viewport().grab()) if is_full else None,
        )


@dataclass(frozen=True)
class _Shown:
    """What `Pictures` is made of, as any thread may hold it."""

    dress: str
    overview: QImage | None
    below: QImage | None
    view: QImage | None


def _image(picture: QPixmap) -> QImage | None:
    return None if picture.isNull() else picture.toImage()


def _keep(
    store: Keeper,
    partnership_id: UUID,
    plan: Plan,
    look: Look,
    shown: _Shown,
    days: tuple[int, int],
    rows: tuple[int, int],
) -> None:
    """Write the glance; on the store's thread, because making its pictures small takes a moment."""
    from dataclasses import replace

    images = (shown.overview, shown.below, shown.view)
    overview, below, view = (base64_of(image) if image is not None else "" for image in images)
    look = replace(look, pictures=Pictures(shown.dress, overview, below, view))
    store.write_plan_glance(partnership_id, glance_text(plan, look, days, rows))


def first_look(screen: TimelineScreen, ready: Ready) -> Look:
    """How a timeline is looked at that was never seen before: from the month it begins in."""
    begins = date.fromordinal(ready.plan.start + MARGIN_DAYS).replace(day=1)
    return Look(float(begins.toordinal()), screen.canvas.day_px)


def stand(screen: TimelineScreen, look: Look, ready: Ready) -> None:
    """Let a screen that was not shown yet begin where the timeline was seen last."""
    screen.ready = ready
    take_up(screen.canvas, look)
    screen.buttons.views.set_key(look.orientation)
    screen.buttons.show_zoom()


def stand_still(screen: TimelineScreen, look: Look) -> None:
    """Scroll a screen that has just got its size to where it was scrolled."""
    layout = screen.layout()
    assert layout is not None
    # What one part needs hangs on the room that another leaves, and what was just made is not shown yet.
    for _ in range(_ROUNDS):
        # Painted once, when all of it stands.
        for kind in (QEvent.Type.MetaCall, QEvent.Type.LayoutRequest):
            QApplication.sendPostedEvents(None, kind.value)
        layout.activate()
        screen.fit()
    screen.canvas.scroll_to(look.top)
