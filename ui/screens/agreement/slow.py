"""What may take long: a line below the table, and the dialog with every reason, figure and source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.agreement.forecast import Forecast, Reason, SlowForecast, evidence_of, slow_clauses, weeks_meant
from planner.errors import Refused
from planner.wording import counted
from ui.bind import Slot, TextBinding
from ui.dialogs.frame import Dialog
from ui.figures import own_figure
from ui.theme import grown
from ui.widgets.chip import Chip
from ui.widgets.fields import Field
from ui.widgets.link_text import LinkText
from ui.widgets.page import scroller
from ui.widgets.shapes import Card, column, link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from ui.desk import Desk

TITLE = "What may take long"
_INTRO = (
    "Weeks that a clause may add to the talks. They are no prediction. Most are our assumptions: "
    "type your own figure where you know better."
)


def slow_line(forecast: Forecast) -> str:
    """The forecast in one line; nothing while no clause is slow."""
    if not forecast.clauses:
        return ""
    if len(forecast.clauses) == 1:
        return f"One clause may take long: {forecast.side_by_side}."
    count = counted(len(forecast.clauses), "clause")
    return (
        f"{count} may take long: {forecast.side_by_side} side by side, {forecast.one_after_another} in a row."
    )


def own_weeks(reason_key: str, what: str) -> Slot:
    """The slot for a partnership's own figure for one reason."""
    return own_figure(f"slow.{reason_key}", f"own weeks for {what}")


def _checked(text: str) -> str:
    stripped = text.strip()
    if stripped and weeks_meant(stripped) is None:
        raise Refused("Write weeks as 4, or as 3 to 6.")
    return stripped


class SlowFoot(QWidget):
    """The forecast below the table, in one line that leads to the whole of it."""

    def __init__(self, desk: Desk, show_slow: Callable[[], object]) -> None:
        super().__init__()
        self._library = desk.session.library
        self.text = wrapped("", "caption")
        self.link = link(f"{TITLE}…", show_slow)
        line = row(self.text, self.link)
        line.setContentsMargins(8, 0, 8, 2)
        line.setStretch(0, 1)
        self.setLayout(line)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show the forecast as it is now, or nothing while no clause is slow."""
        self.text.setText(slow_line(slow_clauses(snapshot, self._library)))
        self.setVisible(bool(self.text.text()))

    def set_tight(self, is_tight: bool) -> None:
        """Without room for the line, keep the link."""
        self.text.setVisible(not is_tight)


class SlowDialog(Dialog):
    """Every slow clause with its reasons. What is typed is stored at once; there is nothing to confirm."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, TITLE, _INTRO, width=700)
        self._desk, self._session = desk, desk.session
        self.chips: dict[str, Chip] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.total = wrapped("", "strong")
        forecast = self._forecast()
        blocks: list[QWidget] = [self._clause(slow) for slow in forecast.clauses]
        if not blocks:
            blocks = [wrapped("No clause looks slow as things stand.", "muted")]
        self.body.addWidget(self.total)
        self.body.addWidget(scroller(column(*blocks, self._paces(), None, spacing=10)), 1)
        self.add_button("Done", self.accept, primary=True)
        width, height = (parent.width() - 60, parent.height() - 60) if parent else (900, 700)
        self.resize(min(grown(780), width), min(grown(700), height))
        self.refresh()
        self._session.changed.connect(self.refresh)

    def _forecast(self) -> Forecast:
        return slow_clauses(self._session.snapshot, self._session.library)

    def _clause(self, slow: SlowForecast) -> QWidget:
        card = Card()
        card.box.setContentsMargins(14, 10, 14, 12)
        number = f"{slow.number}  " if slow.number else ""
        lead = LinkText(f"{number}{slow.title}", partial(self._leave_for, slow.place))
        chip = self.chips[slow.clause] = Chip(slow.weeks.short, "outline")
        head = row(lead, chip)
        head.setStretch(0, 1)
        card.box.addLayout(head)
        for reason in slow.reasons:
            card.box.addWidget(self._reason(slow, reason))
        return card

    def _reason(self, slow: SlowForecast, reason: Reason) -> QWidget:
        library = self._session.library
        entry = library.slow_clauses[reason.key]
        ours = f"{entry.weeks_min} to {entry.weeks_max} weeks: {evidence_of(entry, library)}"
        edit = QLineEdit()
        edit.setMaximumWidth(grown(150))
        edit.setPlaceholderText("Your own weeks")
        edit.setAccessibleName(f"Your own weeks: {slow.title}: {reason.text}")
        made = Field("", edit)
        TextBinding(
            self._session,
            edit,
            own_weeks(reason.key, slow.title),
            parse=_checked,
            on_refused=made.complain,
        )
        self.fields[reason.key] = edit
        line = row(column(wrapped(reason.text), wrapped(ours, "caption"), spacing=1), made, spacing=14)
        line.setStretch(0, 1)
        holder = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(line)
        return holder

    def _paces(self) -> QWidget:
        library = self._session.library
        card = Card()
        card.box.setContentsMargins(14, 10, 14, 12)
        card.box.addWidget(label("For comparison: whole agreements", "strong"))
        for pace in library.paces.values():
            card.box.addWidget(wrapped(pace.text))
            card.box.addWidget(wrapped(f"Source: {evidence_of(pace, library)}", "caption"))
        return card

    def _leave_for(self, place: str) -> None:
        self.accept()
        self._desk.go(place)

    def refresh(self) -> None:
        """Show totals and spans as they are now; no field goes while one types in it."""
        if self._session.document is None:
            return
        forecast = self._forecast()
        self.total.setText(
            f"One after another: {forecast.one_after_another}. Side by side: {forecast.side_by_side}."
        )
        self.total.setVisible(bool(forecast.clauses))
        for key, chip in self.chips.items():
            found = forecast.by_clause.get(key)
            chip.set_text(found.weeks.short if found else "not slow")
