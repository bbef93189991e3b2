"""The menus of the timeline: what can be added where, and what can be done with an activity."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from planner.model import Activity, Organisation
from planner.terms import Side
from ui.screens.timeline import edits

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


def fill_add_menu(screen: TimelineScreen, menu: QMenu, *, anew: bool = True) -> None:
    """What can be added: something in a lane, a link from what is selected, a template."""
    if anew:
        menu.clear()
    snapshot = screen.desk.session.snapshot
    for text, milestone in (("Activity", False), ("Milestone", True)):
        inner = menu.addMenu(text)
        for place, (name, _, _) in enumerate(edits.lanes_to_choose(snapshot)):
            action = inner.addAction(_plain(name))
            action.triggered.connect(
                lambda _=False, p=place, m=milestone: add_activity(screen, p, milestone=m)
            )
    companies = snapshot.where(Organisation, side=Side.INDUSTRY)
    for company in companies:
        text = "Runway…" if len(companies) == 1 else f"Runway of {_plain(company.name)}…"
        menu.addAction(text, partial(screen.show_calendars, company.id))
    chosen = snapshot.find(Activity, screen.canvas.chosen)
    if chosen is not None:
        menu.addAction(f"Link from “{_plain(chosen.name)}”…", partial(screen.ask_link, chosen.id))
    else:
        menu.addAction("Link (select an activity first)").setEnabled(False)
    menu.addSeparator()
    menu.addAction("Insert a template…", screen.ask_template)


def show_menu(screen: TimelineScreen, id: UUID | None, spot: QPoint, on_canvas: QPoint) -> None:
    """The menu of what is selected, or of the empty ground at a spot of the canvas."""
    menu = QMenu(screen)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if id is None and screen.may_write:
        _offer_here(screen, menu, on_canvas)
        fill_add_menu(screen, menu, anew=False)
    elif (period := screen.period(id)) is not None:
        menu.addAction(f"Open clause {period.number}", partial(screen.desk.go, period.place))
    elif screen.desk.session.snapshot.find(Activity, id) is None:
        menu.addAction("Calendars…", partial(screen.show_calendars, id))
    elif id is not None:
        _offer_changes(screen, menu, id)
    if not menu.isEmpty():
        menu.exec(spot)


def _offer_here(screen: TimelineScreen, menu: QMenu, spot: QPoint) -> None:
    ground = screen.canvas.ground
    lane = ground.lane_at(spot)
    if screen.plan is not None and lane >= 0 and not ground.is_on_names(spot):
        day = int(ground.day_at(spot))
        for text, milestone in (("Add an activity here", False), ("Add a milestone here", True)):
            menu.addAction(text, partial(add_in_lane, screen, lane, day, milestone=milestone))
        menu.addSeparator()


def _offer_changes(screen: TimelineScreen, menu: QMenu, id: UUID) -> None:
    menu.addAction("Details…\tEnter", partial(screen.open_details, id))
    if not screen.may_write:
        return
    menu.addAction("Rename\tF2", partial(screen.rename, id))
    menu.addAction("Link to…\tL", partial(screen.ask_link, id))
    lanes = menu.addMenu("Move to lane")
    shape = screen.canvas.shape(id)
    for number, lane in enumerate(screen.plan.lanes if screen.plan is not None else ()):
        action = lanes.addAction(_plain(lane.title), partial(screen.hands.put_into, number))
        action.setEnabled(shape is None or shape.lane != number)
    menu.addSeparator()
    count = len(screen.canvas.selection)
    text = "Remove" if count < 2 else f"Remove {count:,} activities"
    menu.addAction(f"{text}\tDel", screen.hands.remove_selected)


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


def add_in_lane(screen: TimelineScreen, number: int, day: int, *, milestone: bool = False) -> None:
    """Add something to a lane of the plan on a day, and let its name be typed."""
    if screen.plan is None or not screen.may_write:
        return
    lane, organisation_id = edits.seat_of(screen.plan.lanes[number])
    start_on = date.fromordinal(min(max(day, 1), date.max.toordinal()))
    made = edits.new_activity(screen.desk.session.doc, lane, organisation_id, start_on, milestone=milestone)
    screen.refresh()
    screen.canvas.choose(made.id, reveal=True)
    screen.rename(made.id)


def _plain(name: str) -> str:
    """A name for a menu, where an ampersand would mark a key."""
    return name.replace("&", "&&")
