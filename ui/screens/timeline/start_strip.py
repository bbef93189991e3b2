"""How many clashes each month of the coming two years would bring as a start: a strip of 24 cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QProgressBar, QSizePolicy, QVBoxLayout

from planner.timeline.best_start import LEGEND, StartMonth, best_starts, best_told, fewest, month_told
from planner.timeline.pace import Pace
from planner.timeline.words import MONTHS
from planner.wording import spoken_date
from ui import jobs
from ui.theme import current_theme, grown
from ui.widgets.card_scroller import card_scroller
from ui.widgets.shapes import button, clear, holding, link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.snapshot import Snapshot
    from ui.desk import Desk

_SOON_MS, _LOOK_MS = 300, 60
_NARROWEST, _HIGH = 28, 88
_ACROSS = 24
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -12, Qt.Key.Key_Down: 12}


class MonthCell(QAbstractButton):
    """One month: the count as a number, its height as a bar (errors hatched), the month's name below."""

    moved = Signal(int)

    def __init__(self, month: StartMonth, most: int, *, is_best: bool, is_now: bool, is_first: bool) -> None:
        super().__init__()
        self.month, self.is_now, self.is_best = month, is_now, is_best
        self._most = max(most, 1)
        self._year = str(month.on.year) if is_first or month.on.month == 1 else ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = month_told(month)
        marks = [text for text, is_so in (("the start as planned", is_now), ("fewest", is_best)) if is_so]
        self.setAccessibleName(", ".join([told, *marks]))
        self.setToolTip(", ".join([told, *marks]))
        self.setMinimumSize(grown(_NARROWEST), grown(_HIGH))

    def sizeHint(self) -> QSize:
        return QSize(grown(_NARROWEST + 6), grown(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(grown(12))
        line = grown(16)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(theme.colour("ink" if self.hasFocus() else "muted"), 2))
            painter.setBrush(theme.colour("sunken") if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        self._paint_bar(painter, box.adjusted(0, line + 2, 0, -2 * line - 1))
        font.setBold(self.is_best)
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if self.month.too_late else "ink"))
        middle = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(QRectF(box.x(), box.y() + 2, box.width(), line), middle, str(self.month.clashes))
        foot = QRectF(box.x(), box.bottom() - 2 * line + 1, box.width(), line)
        if self.is_now:
            # The start as planned stands on a ground of ink, whatever the theme.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink"))
            painter.drawRoundedRect(foot.adjusted(1, 0, -1, 0), 4, 4)
            painter.setPen(theme.colour("surface"))
        centred = int(middle | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(foot, centred, MONTHS[self.month.on.month - 1])
        font.setBold(False)
        font.setPixelSize(grown(10))
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        painter.drawText(foot.translated(0, line), centred, self._year)
        painter.end()

    def _paint_bar(self, painter: QPainter, room: QRectF) -> None:
        """Warnings stand on errors, which are hatched: colour is not all that tells them apart.

        A month that is too late is an outline of dots.
        """
        theme, wide = current_theme(), min(room.width() - 8, grown(20))
        left, foot = room.center().x() - wide / 2, room.bottom()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        for count, role in ((self.month.errors, "error"), (self.month.warnings, "warning")):
            tall = room.height() * count / self._most
            part = QRectF(left, foot - tall, wide, tall)
            foot -= tall
            if not count:
                continue
            late = bool(self.month.too_late)
            style = Qt.PenStyle.DotLine if late else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.colour("muted" if late else role), 1, style))
            painter.setBrush(Qt.BrushStyle.NoBrush if late else theme.colour(f"{role}_soft"))
            painter.drawRect(part)
            if role == "error" and not late:
                painter.setBrush(QBrush(theme.colour(role), Qt.BrushStyle.BDiagPattern))
                painter.drawRect(part)


class StartStrip(QFrame):
    """The strip with its sentence.

    `asked` tells a month to look at, `taken` one to start in; `opened` that the strip came or went.
    """

    opened = Signal()
    asked = Signal(object)
    taken = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Best start")
        self._desk = desk
        self.months: tuple[StartMonth, ...] = ()
        self.cells: list[MonthCell] = []
        self._judged: Snapshot | None = None
        self._job: jobs.Job | None = None
        self._pace = Pace()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.judge)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_pace)
        self.sentence = wrapped("", "body")
        self.chosen = wrapped("", "caption")
        self.start = button("Start then", self._take)
        self.back = link("Back to the plan", self.show_plan)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(grown(120))
        self.bar.setAccessibleName("Months judged")
        self.working = holding(
            row(self.bar, link("Cancel", self.cancel, name="Cancel judging the months"), spacing=8)
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(1)
        self._lay_out()
        desk.session.closed.connect(self._give_up)
        self.hide()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        close = link("Close", self.close_strip, name="Close the best start")
        self.choice = holding(row(self.chosen, self.start, self.back, spacing=12))
        head = row(label("Best start", "card"), self.sentence, self.choice, self.working, close, spacing=12)
        head.setStretch(1, 1)
        head.setStretch(2, 1)
        box.addLayout(head)
        within = QVBoxLayout()
        within.setContentsMargins(0, 0, 0, 0)
        within.addLayout(self._grid)
        # In a low window the cells scroll, before anything is cut.
        area = self._area = card_scroller(within)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        box.addWidget(area)
        self.legend = wrapped(LEGEND, "caption")
        box.addWidget(self.legend)
        self.choice.hide()
        self.working.hide()
        self.legend.hide()

    # Judging

    def open(self) -> None:
        """Show the strip, judged for the plan as it stands."""
        self.show()
        self.opened.emit()
        self.refresh()

    def refresh(self) -> None:
        """Judge the months again when the plan is another one."""
        session = self._desk.session
        if not self.isHidden() and session.document is not None and self._judged is not session.snapshot:
            self._soon.start(_SOON_MS if self.months else 0)

    def judge(self) -> None:
        """Judge every month, off the window's thread."""
        session = self._desk.session
        if session.document is None or self.isHidden():
            return
        self._give_up()
        self._judged = snapshot = session.snapshot
        self._pace = Pace()
        self._job = jobs.run(best_starts, snapshot, session.library, session.today(), self._pace, parent=self)
        self._job.done.connect(self._take_months)
        self._job.failed.connect(self._failed)
        self._look.start()

    def cancel(self) -> None:
        """Stop judging; what was found before stays."""
        self._give_up()
        self.sentence.setText("Stopped. Change the plan or open the strip again to judge the months.")
        self._judged = None

    def _give_up(self) -> None:
        self._pace.give_up()
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _end(self) -> None:
        self._job = None
        self._look.stop()
        self.working.hide()

    def _show_pace(self) -> None:
        self.working.show()
        self.bar.setRange(0, self._pace.total)
        self.bar.setValue(self._pace.done)

    def _failed(self, fault: BaseException) -> None:
        self._end()
        raise fault

    def _take_months(self, found: tuple[StartMonth, ...]) -> None:
        self._end()
        if self._desk.session.document is not None:
            self.show_months(found, self._desk.session.snapshot.partnership.start_on)

    # Showing

    def show_months(self, found: Sequence[StartMonth], start_on: date | None) -> None:
        """Show these months; `start_on` is marked where it is among them."""
        had_focus = any(cell.hasFocus() for cell in self.cells)
        place = next((n for n, cell in enumerate(self.cells) if cell.hasFocus()), 0)
        self.months = tuple(found)
        now = next((month for month in found if month.on == start_on), None)
        self.sentence.setText(best_told(found, now))
        best, most = fewest(found), max((month.clashes for month in found), default=0)
        clear(self._grid)
        self.cells = []
        for number, month in enumerate(found):
            # Where all months are alike, none is best.
            is_best = month in best and len(best) < len(found)
            cell = MonthCell(month, most, is_best=is_best, is_now=month is now, is_first=not number)
            cell.clicked.connect(lambda _=False, m=month: self._ask(m))
            cell.moved.connect(lambda by, n=number: self._step(n + by))
            cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.cells.append(cell)
        self.legend.setVisible(bool(found))
        self._arrange()
        self._show_choice(False)
        if self.cells:
            self._step(min(place, len(self.cells) - 1), focus=had_focus)

    def _step(self, number: int, *, focus: bool = True) -> None:
        """One cell can be reached by Tab; arrow keys lead on from it."""
        if not 0 <= number < len(self.cells):
            return
        for place, cell in enumerate(self.cells):
            policy = Qt.FocusPolicy.StrongFocus if place == number else Qt.FocusPolicy.ClickFocus
            cell.setFocusPolicy(policy)
        if focus:
            self.cells[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        across = _ACROSS if self.width() - 34 >= _ACROSS * (grown(_NARROWEST) + 1) else _ACROSS // 2
        self._area.setMinimumHeight(grown(_HIGH) + 4 if self.cells and across == _ACROSS else grown(44))
        for number, cell in enumerate(self.cells):
            self._grid.addWidget(cell, number // across, number % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Choosing

    def _ask(self, month: StartMonth) -> None:
        for number, cell in enumerate(self.cells):
            cell.setChecked(cell.month is month)
            if cell.month is month:
                self._step(number)
        self.chosen.setText(f"Trial: start {spoken_date(month.on)}. {month_told(month)}.")
        self.start.setEnabled(not self._desk.session.store.is_read_only)
        self._show_choice(True)
        self.asked.emit(month.on)

    def _show_choice(self, shows: bool) -> None:
        """The month that is looked at, with what to do about it, in place of the sentence."""
        self.choice.setVisible(shows)
        self.sentence.setVisible(not shows)

    @property
    def chosen_month(self) -> StartMonth | None:
        """The month that is looked at."""
        return next((cell.month for cell in self.cells if cell.isChecked()), None)

    def _take(self) -> None:
        month = self.chosen_month
        if month is not None:
            self.taken.emit(month.on)

    def show_plan(self) -> None:
        """Look at the plan as it is again."""
        for cell in self.cells:
            cell.setChecked(False)
        self._show_choice(False)
        self.left.emit()

    def close_strip(self) -> None:
        """Put the strip away."""
        self._give_up()
        self._judged = None
        self.show_plan()
        self.hide()
        self.opened.emit()
