"""What hands and keys change on the timeline: every change is one step of the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from planner.errors import PlannerError, Refused
from planner.findings import Remedy
from planner.model import Activity, Person
from planner.timeline.links import add_link, why_not_linked
from planner.timeline.sliding import project_start
from planner.wording import spoken_date
from ui.screens.timeline import cells, edits
from ui.screens.timeline.columns import Column, Line
from ui.screens.timeline.dragging import Holding, named
from ui.screens.timeline.words import NOT_MOVED, called
from ui.widgets.timeline_keys import Press

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen
    from ui.widgets.timeline_gestures import Drag


class Hands:
    """Carries out what the canvas, the table and the clash card ask for."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._holding: Holding | None = None

    # Writing

    def change(self, moves: Mapping[UUID, Mapping[str, object]], label: str, *, typing_in: str = "") -> bool:
        """Give activities new fields, in one step; False, with the reason said, when that is refused."""
        doc = self._screen.desk.session.doc
        try:
            if len(moves) == 1 and typing_in:
                id, fields = next(iter(moves.items()))
                doc.update(doc.get(Activity, id), fields, label=label, typing_in=typing_in)
            else:
                with doc.step(label, typing_in=typing_in):
                    for id, fields in moves.items():
                        doc.update(doc.get(Activity, id), fields)
        except PlannerError as refusal:
            self._screen.desk.say(str(refusal))
            return False
        return True

    def _told(self, sentence: str) -> None:
        self._screen.desk.say(sentence, action="Undo", name="undo")

    def _held(self) -> list[UUID]:
        """The activities that are selected and may be changed."""
        screen = self._screen
        snapshot = screen.desk.session.snapshot
        found = [id for id in screen.canvas.selection if snapshot.find(Activity, id) is not None]
        if not found and screen.canvas.chosen is not None:
            self.say_why_not(screen.canvas.chosen)
        return found if screen.may_write else []

    def say_why_not(self, id: UUID) -> bool:
        """Whether a shape is a period of a clause; then says why it stays where it is."""
        period = self._screen.period(id)
        if period is not None:
            self._screen.desk.say(NOT_MOVED.format(called=called(period)))
        return period is not None

    # Dragging

    def drag(self, drag: Drag) -> None:
        """Show what the plan would be while a shape is held away from its place."""
        if self._holding is None:
            if self.say_why_not(drag.id) or not self._screen.may_write:
                return
            self._holding = Holding(self._screen, drag.id)
        self._holding.show(drag)

    def drop(self, drag: Drag | None) -> None:
        """Store where shapes were let go; None forgets it all."""
        holding, self._holding = self._holding, None
        screen = self._screen
        if holding is not None and drag is not None and (moves := holding.moves(drag)):
            name = named(screen, list(moves))
            into = "lane" in next(iter(moves.values()))
            if self.change(moves, f"move of {name}" if drag.grip == "move" else f"new length of {name}"):
                screen.refresh()
                where = (
                    f" into the lane of {screen.plan.lanes[drag.lane].title}" if into and screen.plan else ""
                )
                where += f" into “{drag.package}”" if drag.package else ""
                self._tell_when(drag.id, name, where, is_move=drag.grip == "move")
                return
        screen.refresh()

    def _tell_when(self, id: UUID, name: str, where: str = "", *, is_move: bool) -> None:
        """Say when the held one happens now, and what holds it."""
        found = self._screen.times.get(id)
        if found is None:
            return
        if not is_move:
            self._told(f"“{name}” now runs from {spoken_date(found.start)} to {spoken_date(found.end)}.")
            return
        waits = f"; it waits for “{found.pushed_by.name}”" if found.pushed_by is not None else ""
        quoted = f"“{name}”" if name == found.activity.name else name
        to = f"{where}, to" if where else " to"
        self._told(f"Moved {quoted}{to} {spoken_date(found.start)}{waits}.")

    # Keys

    def obey(self, asked: Press) -> None:
        """Carry out what a key asks of what is selected."""
        screen, chosen = self._screen, self._screen.canvas.chosen
        if asked.verb == "find":
            screen.filter.open()
        elif chosen is None:
            return
        elif asked.verb == "open":
            screen.enter_details(chosen)
        elif asked.verb == "remove":
            self.remove_selected()
        elif asked.verb == "rename":
            screen.rename(chosen)
        elif asked.verb == "link":
            self.ask_link(chosen)
        elif asked.verb == "lane":
            self._step_lane(asked.amount)
        elif asked.verb in ("move", "start", "end"):
            self._nudge(asked)

    def _nudge(self, asked: Press) -> None:
        """Move what is selected by days, or change its length; a run of key strokes is one step of undo."""
        screen, session = self._screen, self._screen.desk.session
        held = [screen.times[id] for id in self._held() if id in screen.times]
        moves: dict[UUID, dict[str, object]] = {}
        for found in held:
            if asked.verb == "move":
                moves[found.activity.id] = edits.moved(found, asked.amount)
            elif found.activity.is_milestone:
                continue
            elif asked.verb == "start":
                fields = edits.started(session.snapshot, session.library, found, asked.amount)
                moves[found.activity.id] = fields
            else:
                activity = found.activity
                moves[activity.id] = edits.lasting(activity, activity.likely_days + asked.amount)
        if not moves:
            return
        name = named(screen, list(moves))
        label = f"move of {name}" if asked.verb == "move" else f"new length of {name}"
        changed = self.change(moves, label, typing_in=f"{asked.verb} by keys")
        screen.refresh()
        if changed:
            first = screen.canvas.chosen if screen.canvas.chosen in moves else next(iter(moves))
            assert first is not None
            self._tell_when(first, name, is_move=asked.verb == "move")
        shape = screen.canvas.shape(screen.canvas.chosen)
        if shape is not None:
            screen.canvas.reveal(shape)

    def _step_lane(self, by: int) -> None:
        """Put what is selected into the lane above or below."""
        screen = self._screen
        shape = screen.canvas.shape(screen.canvas.chosen)
        if screen.plan is not None and shape is not None and 0 <= shape.lane + by < len(screen.plan.lanes):
            self.put_into(shape.lane + by)

    def put_into(self, lane: int) -> None:
        """Put what is selected into a lane."""
        screen, held = self._screen, self._held()
        if not held or screen.plan is None:
            return
        target, name = screen.plan.lanes[lane], named(screen, held)
        moves = {id: edits.into_lane(target) for id in held}
        if self.change(moves, f"move of {name} to {target.title}"):
            screen.refresh()
            self._told(f"Moved {name} into the lane of {target.title}.")
            shape = screen.canvas.shape(screen.canvas.chosen)
            if shape is not None:
                screen.canvas.reveal(shape)

    # Links

    def ask_link(self, id: UUID) -> None:
        """Ask what follows an activity, where anything may."""
        is_activity = self._screen.desk.session.snapshot.find(Activity, id) is not None
        if self._screen.may_write and is_activity:
            self._screen.ask_link(id)
        elif not is_activity:
            self.say_why_not(id)

    def why_not_link(self, before_id: UUID, after_id: UUID) -> str:
        """Why a link would be refused, in a sentence that names the loop; nothing when it may be drawn."""
        return why_not_linked(self._screen.desk.session.snapshot, before_id, after_id)

    def draw_link(self, before_id: UUID, after_id: UUID) -> None:
        """Link two activities: the second starts after the first ends."""
        doc = self._screen.desk.session.doc
        try:
            before, after = doc.get(Activity, before_id), doc.get(Activity, after_id)
            add_link(doc, before, after)
        except Refused as refusal:
            self._screen.desk.say(str(refusal))
        else:
            self._told(f"“{after.name}” now waits for “{before.name}”.")
        self._screen.refresh()

    # Names and cells

    def rename(self, id: UUID, text: str) -> str:
        """Store a new name, or say why not."""
        doc = self._screen.desk.session.doc
        try:
            activity = doc.get(Activity, id)
            doc.set(activity, "name", cells.name_typed(text), label=f"new name for {activity.name}")
        except Refused as refusal:
            return str(refusal)
        except KeyError:
            return "This was removed in the meantime."
        return ""

    def write_cell(self, line: Line, column: Column, text: str) -> str:
        """Store what was typed into the table, or say why not."""
        session, screen = self._screen.desk.session, self._screen
        try:
            activity = session.doc.get(Activity, line.id)
            fields = cells.fields_typed(
                session.snapshot, session.library, screen.times, session.today(), activity, column.key, text
            )
            session.doc.update(activity, fields, label=f"{column.head.lower()} of {activity.name}")
        except Refused as refusal:
            return str(refusal)
        except KeyError:
            return "This was removed in the meantime."
        return ""

    def choices(self, key: str) -> Sequence[str]:
        """What a column of the table offers to choose from; nothing where one types."""
        snapshot = self._screen.desk.session.snapshot
        if key == "lane":
            return [name for name, _, _ in edits.lanes_to_choose(snapshot)]
        if key == "owner":
            return [cells.NOBODY, *(person.name for person in snapshot.all(Person))]
        return ()

    # Removing, mending, months

    def remove_selected(self) -> None:
        """Remove what is selected with its links; undo brings all of it back."""
        screen, held = self._screen, self._held()
        doc = screen.desk.session.doc
        if not held:
            return
        name = named(screen, held)
        self._try(lambda: self._remove(held, f"removal of {name}"))
        if all(doc.snapshot().find(Activity, id) is None for id in held):
            self._told(f"Removed “{name}”." if len(held) == 1 else f"Removed {name}.")

    def _remove(self, ids: Sequence[UUID], label: str) -> None:
        doc = self._screen.desk.session.doc
        with doc.step(label):
            for id in ids:
                doc.remove(doc.get(Activity, id))

    def remove(self, id: UUID) -> None:
        """Remove one activity."""
        self._screen.canvas.choose(id)
        self.remove_selected()

    def apply(self, remedy: Remedy) -> None:
        """Apply a remedy, in one step."""
        if self._try(lambda: remedy.apply(self._screen.desk.session.doc)):
            self._told(f"Done: {remedy.label}.")

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except PlannerError as refusal:
            self._screen.desk.say(str(refusal))
            return False
        return True

    def toggle_months(self) -> None:
        """Project months instead of dates, or back; without any date the start is asked for."""
        session = self._screen.desk.session
        partnership = session.snapshot.partnership
        start = project_start(session.snapshot, session.library)
        if start is None and not partnership.shows_months:
            self._screen.ask_start()
            return
        shows = not (partnership.shows_months and start is not None)
        session.doc.set(partnership, "shows_months", shows, label="months or dates")
