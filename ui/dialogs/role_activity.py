"""The form of a row of the role matrix, and taking a row out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from planner.errors import Refused
from planner.model import Activity, RoleActivity
from planner.roles.cells import OTHER_PHASE
from ui.desk import Desk
from ui.dialogs.form import Form

_EFFORT_HINT = "Effort of each responsible person, in % of full time, while it runs"


def edit_role_activity(desk: Desk, row: RoleActivity | None) -> None:
    """Change an activity of the role matrix, or add one."""
    session = desk.session
    snapshot = session.snapshot
    shown = row or RoleActivity(partnership_id=snapshot.partnership.id, title="x")
    phases = {"": OTHER_PHASE, **{key: phase.name for key, phase in session.library.phases.items()}}
    phases.setdefault(shown.phase, shown.phase)
    timeline = {None: "None"} | {each.id: each.name for each in snapshot.all(Activity)}

    def save(values: dict[str, Any]) -> None:
        values["title"] = values["title"].strip()
        if not values["title"]:
            raise Refused("An activity needs a title, such as “Clean the data”.", "title")
        document = desk.session.doc
        with document.step(f"change of {shown.title}" if row else f"new activity {values['title']}"):
            # Added first and then filled in: so what the model refuses comes back with its field.
            document.update(row or document.add(shown), values)

    form = Form(_window(desk), "Activity" if row else "New activity", save)
    form.line("title", "Activity", "" if row is None else shown.title)
    form.choice("phase", "Phase", phases, shown.phase)
    form.text("done_when", "Done when", shown.done_when, hint="What both sides would see when it is done")
    form.choice("activity_id", "Activity on the timeline", timeline, shown.activity_id)
    form.date("starts_on", "From (otherwise as on the timeline)", shown.starts_on)
    form.date("ends_on", "Until", shown.ends_on)
    form.number("effort_percent", _EFFORT_HINT, shown.effort_percent)
    form.exec()


def remove_role_activity(desk: Desk, row: RoleActivity) -> None:
    """Take an activity out of the matrix with its letters, and offer to bring it back."""
    desk.session.doc.remove(row, label=f"removal of {row.title}")
    desk.say(f"“{row.title}” was removed.", action="Bring it back", name="undo")


def _window(desk: Desk) -> QWidget | None:
    return desk if isinstance(desk, QWidget) else None
