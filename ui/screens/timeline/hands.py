"""What hands and keys change on the timeline: every change is one step of the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from planner.errors import PlannerError, Refused
from planner.findings import Remedy
from planner.model import Activity
from planner.timeline.words import project_month
from planner.wording import parse_date, spoken_date
from ui.screens.timeline import edits, trial
from ui.screens.timeline.words import NOT_MOVED, called

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


class Hands:
    """Carries out what the canvas, the table and the clash card ask for."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen

    def _update(self, id: UUID, fields: Mapping[str, object], label: str, *, typing_in: str = "") -> None:
        doc = self._screen.desk.session.doc
        try:
            doc.update(doc.get(Activity, id), fields, label=label, typing_in=typing_in)
        except PlannerError as refusal:
            self._screen.desk.say(str(refusal))

    def _fields(self, id: UUID, grip: str, days: int) -> dict[str, object] | None:
        found = self._screen.times.get(id)
        if found is None or not self._screen.may_write or (grip == "resize" and found.activity.is_milestone):
            return None
        if grip == "move":
            return edits.moved(found, days)
        session = self._screen.desk.session
        return edits.resized(session.snapshot, session.library, found, days)

    def say_why_not(self, id: UUID) -> bool:
        """Whether a shape is a period of a clause; then says why it stays where it is."""
        period = self._screen.period(id)
        if period is not None:
            self._screen.desk.say(NOT_MOVED.format(called=called(period)))
        return period is not None

    def drag(self, id: UUID, grip: str, days: int) -> None:
        """Show what the plan would be while a shape is held `days` away from its place."""
        if self.say_why_not(id):
            return
        fields = self._fields(id, grip, days)
        if fields is None or self._screen.plan is None:
            return
        session = self._screen.desk.session
        seen = trial.trial_of(
            self._screen.plan, session.snapshot, session.library, session.today(), id, fields
        )
        note = ""
        if seen.found is not None:
            day = seen.found.start if grip == "move" else seen.found.end
            note = spoken_date(day)
            if self._screen.canvas.months_from is not None:
                note += f" ({project_month(day, self._screen.canvas.months_from)})"
            if seen.found.pushed_by is not None and grip == "move":
                note += f", waits for “{seen.found.pushed_by.name}”"
        self._screen.canvas.show_plan(seen.plan, note)

    def drop(self, id: UUID, grip: str, days: int, keep: bool) -> None:
        """Store where a shape was let go, or forget it when `keep` is False."""
        fields = self._fields(id, grip, days) if keep and days else None
        if fields is not None:
            name = self._screen.times[id].activity.name
            self._update(id, fields, f"move of {name}" if grip == "move" else f"new length of {name}")
        self._screen.refresh()

    def nudge(self, id: UUID, grip: str, amount: int) -> None:
        """Move an activity by days, or change its length; a run of key strokes is one step of undo."""
        found = self._screen.times.get(id)
        if self.say_why_not(id) or found is None or not self._screen.may_write:
            return
        name = found.activity.name
        if grip == "move":
            self._update(id, edits.moved(found, amount), f"move of {name}", typing_in="start_on")
        elif not found.activity.is_milestone:
            fields = edits.lasting(found.activity, found.activity.likely_days + amount)
            self._update(id, fields, f"new length of {name}", typing_in="likely_days")
        self._screen.refresh()
        shape = self._screen.canvas.shape(id)
        if shape is not None:
            self._screen.canvas.reveal(shape)

    def write_cell(self, id: UUID, field: str, text: str) -> bool:
        """Store what was typed into the table; False, with the reason said, when it is refused."""
        doc = self._screen.desk.session.doc
        try:
            value: object = text if field == "name" else parse_date(text)
            doc.set(doc.get(Activity, id), field, value, label="change in the timeline's table")
        except (ValueError, Refused) as refusal:
            self._screen.desk.say(str(refusal))
            return False
        return True

    def remove(self, id: UUID) -> None:
        """Remove an activity with its links; undo brings both back."""
        activity = self._screen.desk.session.snapshot.find(Activity, id)
        if self.say_why_not(id) or activity is None or not self._screen.may_write:
            return
        self._screen.desk.session.doc.remove(activity, label=f"removal of {activity.name}")
        self._screen.desk.say(f"Removed “{activity.name}”.", action="Undo", name="undo")

    def apply(self, remedy: Remedy) -> None:
        """Apply a remedy, in one step."""
        try:
            remedy.apply(self._screen.desk.session.doc)
        except PlannerError as refusal:
            self._screen.desk.say(str(refusal))
            return
        self._screen.desk.say(f"Done: {remedy.label}.", action="Undo", name="undo")

    def toggle_months(self) -> None:
        """Project months instead of dates, or back; asks for the start while it is unknown."""
        partnership = self._screen.desk.session.snapshot.partnership
        if not partnership.shows_months and partnership.start_on is None:
            self._screen.ask_start()
            return
        shows = not (partnership.shows_months and partnership.start_on is not None)
        self._screen.desk.session.doc.set(partnership, "shows_months", shows, label="months or dates")
