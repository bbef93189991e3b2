"""The list of a wizard's steps: where one is, what is done, what is open; any of them a click away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current_theme, grown
from ui.widgets.page import scroller
from ui.widgets.text import label, wrapped

Mark = Literal["", "part", "done", "open"]
_SPOKEN = {"": "", "part": "begun", "done": "answered", "open": "has an open point"}
_MARK_LEFT, _MARK_SIZE = 11.0, 12.0
# Qt counts angles in sixteenths of a degree.
_SIXTEENTHS = 16


@dataclass(frozen=True)
class WizardStep:
    """A step in the list: its key, its short name, how it stands, and the heading of the group it begins."""

    key: str
    text: str
    mark: Mark = ""
    heading: str = ""


class StepButton(QPushButton):
    """One step. Arrow keys move along the list, Enter opens."""

    def __init__(self, step: WizardStep) -> None:
        super().__init__(step.text.replace("&", "&&"))
        self._name = step.text
        self.setProperty("step", True)
        self.setProperty("marked", True)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Expanding, and never wider than the list: a long name is cut by the style, with a tool tip.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.mark: Mark = ""
        self.show_state(step.mark, current=False)

    def show_state(self, mark: Mark, *, current: bool) -> None:
        """Show how the step stands."""
        self.mark = mark
        self.setChecked(current)
        said = [self._name, "this step" if current else "", _SPOKEN[mark]]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setToolTip(_SPOKEN[mark].capitalize())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        # A click does not toggle; the wizard says which step is shown.
        return

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        middle = self.height() / 2
        box = QRectF(_MARK_LEFT, middle - _MARK_SIZE / 2, _MARK_SIZE, _MARK_SIZE)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("good"))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        elif self.mark == "part":
            # Half a disc: begun, and neither done nor waiting for anybody.
            painter.setPen(QPen(theme.colour("muted"), 1.4))
            ring = box.adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawEllipse(ring)
            painter.setBrush(theme.colour("muted"))
            painter.drawPie(ring, 90 * _SIXTEENTHS, 180 * _SIXTEENTHS)
        elif self.mark == "done":
            painter.setPen(QPen(theme.colour("good"), 1.6))
            tick = QPainterPath(QPointF(box.left() + 1, middle + 1))
            tick.lineTo(box.left() + 4.5, middle + 4.5)
            tick.lineTo(box.right() - 0.5, middle - 5)
            painter.drawPath(tick)
        elif self.mark == "open":
            painter.setPen(theme.colour("warning"))
            painter.drawText(box.adjusted(-4, -grown(8), 4, grown(8)), Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()


class Stepper(QWidget):
    """All steps of a wizard. `chosen` tells the key of the step a user wants to see."""

    chosen = Signal(str)

    def __init__(self, title: str, steps: Iterable[WizardStep]) -> None:
        super().__init__()
        self.buttons: dict[str, StepButton] = {}
        self._foot = wrapped("", "caption")
        self._foot.setContentsMargins(10, 10, 6, 0)
        heading = label(title, "card")
        heading.setContentsMargins(10, 4, 0, 6)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(heading)
        for step in steps:
            if step.heading:
                group = label(step.heading, "head")
                group.setContentsMargins(10, 8, 0, 0)
                inside.addWidget(group)
            made = StepButton(step)
            made.clicked.connect(lambda _=False, key=step.key: self.chosen.emit(key))
            self.buttons[step.key] = made
            inside.addWidget(made)
        inside.addWidget(self._foot)
        inside.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(inside))
        self.setFixedWidth(self._wanted_width())

    def _wanted_width(self) -> int:
        widest = max((b.fontMetrics().horizontalAdvance(b.text()) for b in self.buttons.values()), default=0)
        return max(grown(152) + 60, min(int(widest * 1.08) + 60, grown(280) + 60))

    def show_steps(self, steps: Iterable[WizardStep], current: str, foot: str = "") -> None:
        """Show how every step stands, which one is shown, and a line below them."""
        for step in steps:
            if step.key in self.buttons:
                self.buttons[step.key].show_state(step.mark, current=step.key == current)
        self._foot.setText(foot)
