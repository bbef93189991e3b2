"""Two sides' ratings on one line, with the distance between them; and the pills to rate with."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from planner.readiness import APART, TopicView
from planner.terms import Side
from planner.wording import counted
from ui.theme import Theme, current_theme, grown
from ui.widgets.tip import tip

STEPS = (1, 2, 3, 4, 5)
STEP_NAMES = {1: "not in place", 2: "begun", 3: "half-way", 4: "mostly in place", 5: "fully in place"}
_SIZE, _EDGE = 15.0, 10.0
_BESIDE = 4.5  # two equal ratings stand side by side, so that both are seen
_FILTER_KEYS = {getattr(Qt.Key, f"Key_{value}"): value for value in STEPS}


def paint_mark(painter: QPainter, at: QPointF, side: Side, theme: Theme, *, guess: bool) -> None:
    """A side's mark: a circle for academic, a square for industry; hollow while it is a guess."""
    box = QRectF(at.x() - _SIZE / 2, at.y() - _SIZE / 2, _SIZE, _SIZE)
    colour = theme.colour(side.value)
    painter.setPen(QPen(colour, 2) if guess else QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("surface") if guess else colour)
    if guess:
        box.adjust(1, 1, -1, -1)
    if side is Side.ACADEMIC:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 3, 3)


class Mark(QWidget):
    """One mark alone, for the legend."""

    def __init__(self, side: Side, *, guess: bool = False) -> None:
        super().__init__()
        self._side, self._guess = side, guess
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QPointF(9, 9), self._side, current_theme(), guess=self._guess)
        painter.end()


class RatingScale(QWidget):
    """How both sides rate one topic, from "not in place" to "fully in place"."""

    def __init__(self) -> None:
        super().__init__()
        self.view: TopicView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: TopicView, names: dict[Side, str]) -> None:
        """Show a topic's ratings; `names` say who speaks for each side."""
        self.view = view
        said = said_ratings(view, names)
        self.setAccessibleName(f"{view.topic.statement}: {said}")
        self.setToolTip(tip(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, grown(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, grown(26))

    def x_of(self, value: int) -> float:
        """Where a rating stands, in pixels."""
        return _EDGE + (value - 1) * (self.width() - 2 * _EDGE) / (STEPS[-1] - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        theme, middle, view = current_theme(), self.height() / 2, self.view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 2))
        painter.drawLine(QPointF(self.x_of(1), middle), QPointF(self.x_of(5), middle))
        for value in STEPS:
            x = self.x_of(value)
            painter.drawLine(QPointF(x, middle - 3), QPointF(x, middle + 3))
        if view.academic is not None and view.industry is not None and view.distance:
            painter.setPen(QPen(theme.colour("warning" if view.distance >= APART else "line"), 5))
            ends = [QPointF(self.x_of(rating.value), middle) for rating in (view.academic, view.industry)]
            painter.drawLine(*ends)
        shift = _BESIDE if view.distance == 0 else 0.0
        for rating in view.ratings:
            by = -shift if rating.side is Side.ACADEMIC else shift
            at = QPointF(self.x_of(rating.value) + by, middle)
            paint_mark(painter, at, rating.side, theme, guess=not rating.confirmed)
        painter.end()


def said_ratings(view: TopicView, names: dict[Side, str]) -> str:
    """A topic's ratings in words."""
    if not view.ratings:
        return "not rated yet"
    parts = []
    for rating in view.ratings:
        guess = "" if rating.confirmed else ", a guess"
        parts.append(f"{names[rating.side]} {rating.value} of 5 ({STEP_NAMES[rating.value]}{guess})")
    if view.distance:
        parts.append(f"{counted(view.distance, 'step')} {'apart' if view.distance >= APART else 'between'}")
    return ", ".join(parts)


class _Pill(QRadioButton):
    """One value to choose; the figure keys choose among its like."""

    figure_typed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _FILTER_KEYS:
            self.figure_typed.emit(_FILTER_KEYS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.figure_typed.emit(0)
        else:
            super().keyPressEvent(event)


class RatingPills(QWidget):
    """Five pills for one topic. `rated` tells the value a user chose, 0 for none; keys 1 to 5 choose."""

    rated = Signal(int)
    moved_on = Signal()

    def __init__(self, statement: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.pills: dict[int, _Pill] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for value in STEPS:
            pill = _Pill(str(value))
            pill.setAccessibleName(f"{statement}: {value} of 5, {STEP_NAMES[value]}")
            pill.setToolTip(STEP_NAMES[value].capitalize())
            pill.setCursor(Qt.CursorShape.PointingHandCursor)
            pill.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            pill.clicked.connect(lambda _=False, value=value: self.rated.emit(value))
            pill.figure_typed.connect(self._typed)
            self._group.addButton(pill, value)
            self.pills[value] = pill
            layout.addWidget(pill)
        self.setFocusProxy(self.pills[1])

    def show_rating(self, value: int, side: Side) -> None:
        """Show this value as chosen, 0 for none, in the colour of the side that rates."""
        self._group.setExclusive(False)
        for step, pill in self.pills.items():
            pill.setProperty("rating", side.value)
            pill.setChecked(step == value)
            pill.style().unpolish(pill)
            pill.style().polish(pill)
        self._group.setExclusive(True)
        self.setFocusProxy(self.pills[value or 1])

    def _typed(self, value: int) -> None:
        self.rated.emit(value)
        if value:
            self.moved_on.emit()
