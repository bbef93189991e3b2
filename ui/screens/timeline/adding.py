"""The menus of the timeline: what can be added where, and what can be done with an activity."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from planner.model import Activity
from ui.screens.timeline import edits

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


def fill_add_menu(screen: TimelineScreen, menu: QMenu) -> None:
    """What can be added: something in a lane, a link from what is selected, a template."""
    menu.clear()
    snapshot = screen.desk.session.snapshot
    for text, milestone in (("Activity", False), ("Milestone", True)):
        inner = menu.addMenu(text)
        for place, (name, _, _) in enumerate(edits.lanes_to_choose(snapshot)):
            action = inner.addAction(_plain(name))
            action.triggered.connect(
                lambda _=False, p=place, m=milestone: add_activity(screen, p, milestone=m)
            )
    chosen = snapshot.find(Activity, screen.canvas.chosen)
    if chosen is not None:
        menu.addAction(f"Link from “{_plain(chosen.name)}”…", partial(screen.ask_link, chosen.id))
    else:
        menu.addAction("Link (select an activity first)").setEnabled(False)
    menu.addSeparator()
    menu.addAction("Insert a template…", screen.ask_template)


def show_menu(screen: TimelineScreen, id: UUID | None, spot: QPoint) -> None:
    """The menu of an activity, or of the empty ground."""
    menu = QMenu(screen)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if id is None and screen.may_write:
        fill_add_menu(screen, menu)
    elif (period := screen.period(id)) is not None:
        menu.addAction(f"Open clause {period.number}", partial(screen.desk.go, period.place))
    elif screen.desk.session.snapshot.find(Activity, id) is None:
        menu.addAction("Calendars…", screen.show_calendars)
    elif id is not None:
        menu.addAction("Details…", partial(screen.open_details, id))
        if screen.may_write:
            menu.addAction("Link to…", partial(screen.ask_link, id))
            menu.addAction("Remove", partial(screen.hands.remove, id))
    menu.exec(spot)


def add_activity(screen: TimelineScreen, place: int, *, milestone: bool) -> None:
    """Add something to a lane, in view, and open it to be named."""
    session, ground = screen.desk.session, screen.canvas.ground
    _, lane, organisation_id = edits.lanes_to_choose(session.snapshot)[place]
    today = session.today().toordinal()
    in_view = ground.left_day <= today <= ground.last_day
    start_on = date.fromordinal(today if in_view else int(ground.left_day) + 7)
    made = edits.new_activity(session.doc, lane, organisation_id, start_on, milestone=milestone)
    screen.refresh()
    screen.canvas.choose(made.id, reveal=True)
    screen.open_details(made.id)
    screen.panel.focus_name()


def _plain(name: str) -> str:
    """A name for a menu, where an ampersand would mark a key."""
    return name.replace("&", "&&")
