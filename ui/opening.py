"""A large partnership is loaded and worked out behind what was seen of it last, then put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from planner.timeline.drawn.glance import Look, read_glance
from ui import jobs
from ui.screens.timeline_glance import TimelineGlance
from ui.widgets.timeline_view import TimelineView

if TYPE_CHECKING:
    from planner.document import Document
    from planner.timeline.drawn.shapes import Plan
    from ui.screens.timeline.last_seen import Ready
    from ui.session import Session
    from ui.window import MainWindow

# How soon to look again whether somebody is still busy with what is about to go.
_BUSY_MS = 100


@dataclass
class Opening:
    """A partnership that is about to be open, and the place to go to then.

    `page` is shown meanwhile; without one, what is shown stays and can be worked on.
    """

    partnership_id: UUID
    title: str
    place: str
    page: TimelineGlance | None = None


@dataclass(frozen=True)
class _Wish:
    """How a timeline is to be laid out that is shown first."""

    orientation: str
    per_character: float
    per_line: float | None


@dataclass(frozen=True)
class _Prepared:
    document: Document
    ready: Ready | None


def opening_for(partnership_id: str, title: str, place: str, seen: tuple[Plan, Look]) -> Opening:
    """The opening of a partnership whose timeline was seen like this."""
    return Opening(UUID(partnership_id), title, place, TimelineGlance(*seen))


def open_beside(window: MainWindow, partnership_id: UUID, place: str, seen: str) -> None:
    """Open a stored partnership beside the window's work; `seen` is what its timeline looked like last."""
    page = None
    if place.partition("/")[0] == "timeline":
        glance = read_glance(seen, window.session.today().toordinal())
        if glance is not None:
            # What takes the place of the open one lets go of it.
            if not window.session.close():
                return
            page = TimelineGlance(*glance)
    title = next((row.title for row in window.rows() if row.id == partnership_id.hex), "")
    opening = Opening(partnership_id, title, place, page)
    window.await_opening(opening)
    begin(window, opening)


def begin(window: MainWindow, opening: Opening) -> None:
    """Load what is about to be open, off the window's thread; then show it, unless somebody left."""
    wish = None
    if opening.place.partition("/")[0] == "timeline":
        view = opening.page.view if opening.page is not None else TimelineView(str)
        wish = _Wish(view.orientation, view.days_per_character, view.days_per_line)
    job = jobs.run(_prepare, window.session, opening.partnership_id, wish, parent=window)
    job.done.connect(partial(_show, window, opening))
    job.failed.connect(partial(_fail, window, opening))


def _prepare(session: Session, partnership_id: UUID, wish: _Wish | None) -> _Prepared:
    """The document, with everything worked out that its screens ask for first."""
    entities = session.store.submit(session.store.load, partnership_id).result()
    document = session.document_of(entities)
    # Imported here as well, because it takes longer than a frame may.
    from planner.timeline import clashes
    from ui.screens.timeline.last_seen import Ready
    from ui.screens.timeline.laying import laid, packing_for

    snapshot, today = document.snapshot(), session.today()
    found = clashes.findings(snapshot, session.library, today)
    if wish is None:
        return _Prepared(document, None)
    packing = packing_for(wish.orientation, wish.per_character)
    plan = laid(snapshot, session.library, today, found, packing, wish.per_line)
    return _Prepared(document, Ready(snapshot, packing, plan))


def _show(window: MainWindow, opening: Opening, prepared: _Prepared) -> None:
    if window.opening is not opening:
        return
    if window.session.document is not None and _is_busy():
        # A dialog or a drag may be about the partnership that is still open.
        QTimer.singleShot(_BUSY_MS, window, partial(_show, window, opening, prepared))
        return
    if not window.session.close():
        window.end_opening()
        return
    window.session.take_document(prepared.document)
    if prepared.ready is None:
        window.go(opening.place)
    else:
        _show_timeline(window, opening, prepared.ready)


def _is_busy() -> bool:
    held = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    return held is not None or bool(QApplication.mouseButtons().value)


def _show_timeline(window: MainWindow, opening: Opening, ready: Ready) -> None:
    """The place of a partnership that was just opened, its timeline laid out beforehand."""
    from ui.screens.timeline import TimelineScreen
    from ui.screens.timeline.last_seen import first_look, stand, stand_still

    screen = window.screen_named("timeline")
    assert isinstance(screen, TimelineScreen)
    look = opening.page.look if opening.page is not None else first_look(screen, ready)
    stand(screen, look, ready)
    window.go(opening.place)
    stand_still(screen, look)


def _fail(window: MainWindow, opening: Opening, error: BaseException) -> None:
    from planner.errors import PlannerError
    from ui import faults

    if window.opening is not opening:
        return
    if opening.page is not None:
        # A picture of what cannot be opened would promise what is not there.
        window.go("portfolio")
    else:
        window.end_opening()
    if not isinstance(error, PlannerError):
        raise error
    faults.show_failure(window, error)
