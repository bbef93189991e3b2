"""The partnership itself: its name, its summary, for whom this copy speaks, how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from planner.model import Partnership
from planner.terms import STAGE_NAMES, Standing
from ui.bind import field_of
from ui.dialogs.frame import Dialog
from ui.dialogs.new_partnership import SEAT_NAMES
from ui.widgets.choices import Choices
from ui.widgets.fields import date_field, text_field
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow

STANDING_NAMES = {
    Standing.POTENTIAL: "Potential",
    Standing.ACTIVE: "Active",
    Standing.STRUGGLING: "Struggling",
    Standing.SUCCESSFUL: "Successful",
    Standing.ENDED: "Ended",
}


class Details(Dialog):
    """Bound to the document, like every form: what is typed is kept."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Partnership details", width=640)
        session = window.session
        self._session = session
        key = session.snapshot.partnership.id
        label_of = "change of the partnership's details"
        self.title_field = text_field(session, field_of(Partnership, key, "title", label_of), "Name")
        self.body.addWidget(self.title_field)
        self.body.addWidget(
            text_field(session, field_of(Partnership, key, "summary", label_of), "In one line")
        )
        self.body.addWidget(
            date_field(session, field_of(Partnership, key, "start_on", label_of), "Project start")
        )
        self.body.addWidget(
            wrapped(
                "Leave the start empty while it is unknown; the timeline can count months instead.", "caption"
            )
        )
        self._choice("For whom do you speak here?", "seat", SEAT_NAMES)
        self._choice("Stage", "stage", STAGE_NAMES)
        self._choice("How it stands", "standing", STANDING_NAMES)
        self.body.addWidget(
            wrapped("Words for how it stands follow Zwisler et al. 2024, plus “ended”.", "caption")
        )
        self.add_button("Close", self.accept, primary=True)
        self.finished.connect(lambda _: session.leave_field())

    def _choice(self, caption: str, field: str, names: Mapping[Any, str]) -> None:
        session = self._session
        self.body.addWidget(label(caption, "strong"))
        choices = Choices([(value.value, text) for value, text in names.items()], name=caption)
        choices.set_chosen([str(getattr(session.snapshot.partnership, field))])
        choices.chosen.connect(self._setter(field, choices))
        self.body.addWidget(choices)

    def _setter(self, field: str, choices: Choices) -> Callable[[tuple[str, ...]], None]:
        def write(keys: tuple[str, ...]) -> None:
            document = self._session.doc
            if keys:
                document.set(document.partnership, field, keys[0], label=f"change of {field}")
            else:
                choices.set_chosen([str(getattr(document.partnership, field))])

        return write


def show_details(window: MainWindow) -> None:
    """Show and change the partnership's details."""
    Details(window).exec()
