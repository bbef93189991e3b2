"""When the project starts: a field and a slider below the plan, and what another start would look like."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from planner.errors import PlannerError, Refused
from planner.timeline import clashes
from planner.timeline.best_start import judged
from planner.timeline.clause_periods import clause_periods
from planner.timeline.schedule import MAX_DAY, schedule
from planner.timeline.sliding import Start, checked_start, project_start, slid, slide
from planner.wording import counted, joined, spoken_date
from ui.screens.timeline.start_strip import StartStrip
from ui.theme import grown
from ui.widgets.fields import DateField, date_or_refused
from ui.widgets.shapes import holding, row
from ui.widgets.text import Elided, label, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.snapshot import Snapshot
    from ui.screens.timeline.screen import TimelineScreen

_BACK, _AHEAD = 365, 3 * 365
_QUIET_MS = 700


def show_best_start(screen: TimelineScreen) -> None:
    """Open the strip of the coming months."""
    screen.starting.strip.open()


class _Slider(QSlider):
    """A slider over days; Esc gives up what was not let go of yet."""

    def __init__(self, starting: Starting) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._starting = starting
        self.setAccessibleName("Start of the project")
        self.setMinimumWidth(grown(140))
        self.setSingleStep(1)
        self.setPageStep(7)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._starting.on is not None:
            self._starting.stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._starting.on is not None:
            self._starting.take(self._starting.on)
        else:
            super().keyPressEvent(event)


class Starting(QWidget):
    """The start of the project below the plan. `on` is the start that is looked at, `seen` its plan."""

    def __init__(self, screen: TimelineScreen) -> None:
        super().__init__()
        self._screen = screen
        self.on: date | None = None
        self.seen: Snapshot | None = None
        self._left_day, self._before = 0.0, 0
        # Above the plan, so that nobody takes a trial for the plan.
        self.trial = label("", "strong")
        self.trial.setObjectName("trial")
        self.trial.hide()
        screen.body.addWidget(self.trial)
        self.foot = Elided("", "caption")
        self.field = DateField(name="Start of the project")
        self.slider = _Slider(self)
        self.told = Elided("", "caption")
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        caption = label("M1 starts on", "caption")
        caption.setBuddy(self.field.edit)
        line = row(caption, self.field, self.slider, self.told, spacing=10)
        line.setStretch(2, 2)
        line.setStretch(3, 3)
        self.line = holding(line)
        self.strip = StartStrip(screen.desk)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for made in (self.line, self.complaint, self.foot, self.strip):
            box.addWidget(made)
        # Keys and the wheel make no step each: one is made when they rest.
        self._rest = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._rest.timeout.connect(lambda: self.on is not None and self.take(self.on))
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(lambda: self.on is not None and self.take(self.on))
        self.field.edit.editingFinished.connect(self._typed)
        self.field.edit.textChanged.connect(self._picked)
        self.strip.asked.connect(self.preview)
        self.strip.taken.connect(self.take)
        self.strip.left.connect(self.stop)
        self.strip.opened.connect(screen.refresh)
        screen.desk.session.changed.connect(self._changed)

    @property
    def shows_something(self) -> bool:
        """Whether any of its parts has something to show."""
        return any(not part.isHidden() for part in (self.line, self.complaint, self.foot, self.strip))

    # The start as it is

    def _start(self) -> Start | None:
        session = self._screen.desk.session
        # A field that is left while the window closes asks once more.
        return project_start(session.snapshot, session.library) if session.document is not None else None

    def show_state(self) -> None:
        """Show the document's start, and what has no date."""
        screen, start = self._screen, self._start()
        counts = start is not None and screen.desk.session.snapshot.partnership.shows_months
        screen.canvas.months_from = start.on if counts and start is not None else None
        screen.canvas.dates_known = not counts or (start is not None and start.is_known)
        screen.buttons.show_state(months=counts, may_write=screen.may_write)
        self.line.setVisible(counts and screen.may_write)
        if start is not None:
            self._show_start(start)
        self.foot.set_text(" ".join(self._sentences(start, counts=counts)))
        self.foot.setVisible(bool(self.foot.accessibleName()))
        self.strip.refresh()

    def _show_start(self, start: Start) -> None:
        today = self._screen.desk.session.today().toordinal()
        day = start.on.toordinal()
        with QSignalBlocker(self.slider):
            low, high = min(today, day) - _BACK, max(today + _AHEAD, day + _BACK)
            self.slider.setRange(max(low, 1), min(high, MAX_DAY))
            self.slider.setValue(day)
        self.slider.setAccessibleDescription(spoken_date(start.on))
        with QSignalBlocker(self.field.edit):
            if not self.field.edit.isModified():
                self.field.edit.setText(spoken_date(start.on) if start.is_known else "")
        self.told.set_text("" if start.is_known else "not known yet")

    def _sentences(self, start: Start | None, *, counts: bool) -> Iterator[str]:
        screen = self._screen
        if counts and start is not None and not start.is_known:
            yield (
                "The start is not known: M1 begins with the first activity, and clashes assume "
                f"{spoken_date(start.on)}."
            )
        elif counts and start is not None and not screen.may_write:
            yield f"M1 starts on {spoken_date(start.on)}."
        if screen.plan is not None and screen.plan.unplaced:
            names = [activity.name for activity in screen.plan.unplaced[:4]]
            more = len(screen.plan.unplaced) - len(names)
            yield f"Without a date: {joined([*names, f'{more} more'] if more > 0 else names)}."

    # Another start

    def preview(self, on: date) -> None:
        """Show the plan as if it started on another day: bars stand still, both clocks move under them."""
        session, screen = self._screen.desk.session, self._screen
        start = self._start()
        if start is None:
            return
        try:
            seen = slid(session.snapshot, session.library, on)
        except Refused as refusal:
            self._complain(str(refusal))
            return
        if self.on is None:
            self._left_day, self._before = screen.canvas.left_day, judged(start.on, screen.found).clashes
        self._complain("")
        library, today = session.library, session.today()
        found = clashes.findings(seen, library, today)
        self.on, self.seen = on, seen
        screen.times, screen.found = schedule(seen, library), found
        screen.periods = clause_periods(seen, library)
        screen.canvas.is_editable = False
        if screen.canvas.months_from is not None:
            screen.canvas.months_from = on
        screen.canvas.left_day = self._left_day + on.toordinal() - start.on.toordinal()
        screen.draw()
        now = judged(on, found).clashes
        with QSignalBlocker(self.slider):
            self.slider.setValue(on.toordinal())
        self.trial.setText(f"Trial: start {spoken_date(on)}. The plan itself is as it was.")
        self.trial.show()
        words = f"{spoken_date(on)}: {counted(now, 'clash', 'clashes')} instead of {self._before}"
        self.told.set_text(words)
        self.slider.setAccessibleDescription(self.told.accessibleName())

    def stop(self) -> None:
        """Show the plan as it is again."""
        if self.on is not None:
            self._forget()
            self._screen.canvas.left_day = self._left_day
            self._screen.refresh()

    def take(self, on: date | None) -> None:
        """Give the project another start, in one step; its bars stay where they are seen."""
        screen, start = self._screen, self._start()
        session = screen.desk.session
        days = on.toordinal() - start.on.toordinal() if on is not None and start is not None else 0
        left = (self._left_day if self.on is not None else screen.canvas.left_day) + days
        try:
            checked = checked_start(on, session.today())
            # Refused before anything is forgotten.
            slid(session.snapshot, session.library, checked)
        except PlannerError as refusal:
            self._complain(str(refusal))
            self.stop()
            return
        self._forget()
        self.field.edit.setModified(False)
        with self._refusing():
            slide(session.doc, session.library, checked)
            screen.canvas.left_day = left
        self._complain("")
        screen.refresh()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except PlannerError as refusal:
            self._screen.desk.say(str(refusal))

    def _forget(self) -> None:
        self._rest.stop()
        self.on, self.seen = None, None
        self.trial.hide()

    def _changed(self, _: object) -> None:
        if self._screen.desk.session.document is not None:
            self.stop()

    def _complain(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    # Hands and keys

    def _slid(self, day: int) -> None:
        self.preview(date.fromordinal(day))
        if not self.slider.isSliderDown():
            self._rest.start()

    def _picked(self, _: str) -> None:
        # The calendar sets the text, and nobody has typed in it.
        if not self.field.edit.isModified():
            self._typed()

    def _typed(self) -> None:
        if self._screen.desk.session.document is None:
            return
        start = self._start()
        shown = spoken_date(start.on) if start is not None and start.is_known else ""
        text = self.field.edit.text().strip()
        if text == shown or (not text and not shown):
            self._complain("")
            return
        try:
            on = date_or_refused(text)
        except Refused as refusal:
            self._complain(str(refusal))
            return
        self.take(on)
